"""From a file of records to the rows in scope, with its columns, words and NHS numbers understood, and what is to be told of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import narwhals as nw

from dayops_dash.prepare.asked import Asked
from dayops_dash.prepare.counting import method
from dayops_dash.prepare.engines.engine import Engine
from dayops_dash.prepare.engines.steps import FrameStep, Query, step
from dayops_dash.prepare.records import nhs_numbers, own_file, own_words, unknown_words, words
from dayops_dash.prepare.records.accounts import chosen_of, passed_over
from dayops_dash.prepare.records.alike import ids_alike
from dayops_dash.prepare.records.fields import KINDS, OF_SUBMISSION, OPTIONAL, STAND_INS, Field
from dayops_dash.prepare.records.scope import LEFT_OUT, MAY_COUNT, OUTSIDE, Frame
from dayops_dash.prepare.records.submissions import Strays, Submission, by_submission, strays, submissions

Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Records:
    """What was read: the rows of ``by_submission``, the submissions, those chosen, strays, the chosen rows by why they are left out, and
    the others, each as a row in scope. ``may_count`` are rows that are left out and not understood, and may be ones that count; None
    where there are none. ``linked`` says that the ids are the council's own. ``told`` is for the officer."""

    sent: Rows
    found: Sequence[Submission]
    chosen: Sequence[Submission]
    stray: Sequence[Strays]
    before: Mapping[str | None, int]
    rows: Query
    linked: bool
    told: tuple[str, ...]
    may_count: Query | None = None
    unknown: tuple[words.UnknownWords, ...] = ()


def read(asked: Asked, engine: Engine, begin: Callable[[str], None]) -> Records:
    """Read the records that are asked for. Raises RecordsError where they cannot be read, or where too many words are not known."""
    vocabulary = words.read_own(asked.words)
    begin("Reading submissions")
    columns = own_file.columns_of(engine.columns(asked.records))
    records = engine.open(asked.records, KINDS, optional=_optional(bool(asked.out)), stand_ins=STAND_INS)
    records = own_file.filled(records, columns, asked)
    sent: Rows = engine.rows(step(by_submission, records))
    made = None
    if Field.IMPORTED in columns.missing and sent:
        made = own_file.moment(sent, asked)
        sent = [{**row, Field.IMPORTED: made.isoformat(" ")} for row in sent]
        records = records.with_columns(nw.lit(made.isoformat(" ")).alias(Field.IMPORTED))
    all_submissions = [replace(one, dated=columns.dated) for one in submissions(sent, vocabulary)]
    chosen = chosen_of(all_submissions, sent, asked.question, asked.records.name)
    begin("Keeping rows in scope")
    stray = strays(sent, asked.question.council, vocabulary)
    linked = Field.NHS_NUMBER in columns.stand_in
    uncounted = [replace(one, rows={}, unknown=()) for one in chosen], [replace(one, rows=0) for one in stray]
    its = engine.keep(step(_looked_at, records, *uncounted, asked.question.snapshot, linked))
    reasons = engine.rows(step(_by_reasons, its))
    before = _before(reasons)
    rows, unknown, cells = _understood(step(method.in_scope, its), before.get(None, 0), engine, vocabulary)
    may_count = _may_count(its, engine, vocabulary) if any(row[MAY_COUNT] for row in reasons) else None
    unknown = (*(one for submission in chosen for one in submission.unknown), *unknown)
    notes = [
        *own_file.notes(columns, asked, made.date() if made else None),
        *passed_over(all_submissions, chosen, asked.question),
    ]
    if linked:
        nobodys = [str(row[Field.NHS_NUMBER]) for row in engine.rows(step(nhs_numbers.shared, rows))]
        numbers = nhs_numbers.numbers(engine.rows(step(nhs_numbers.counted, rows, nobodys)))
        rows = step(nhs_numbers.checked, rows, numbers, nobodys)
        may_count = None if may_count is None else step(nhs_numbers.checked, may_count, numbers, nobodys)
        notes += numbers.notes()
    sent_cells = [(field, row[field]) for row in sent for field in (Field.CLIENT_TYPE, Field.SERVICE)]
    notes += own_words.notes(vocabulary, (*sent_cells, *cells))
    notes += unknown_words.notes(unknown, stops=bool(asked.out))
    return Records(sent, all_submissions, chosen, stray, before, rows, linked, tuple(notes), may_count, unknown)


def _before(reasons: Rows) -> dict[str | None, int]:
    """Return how many rows there are by why they are left out, without those that are counted by submission."""
    counts: dict[str | None, int] = {}
    for row in reasons:
        if row[LEFT_OUT] not in OUTSIDE:
            counts[row[LEFT_OUT]] = counts.get(row[LEFT_OUT], 0) + int(row["rows"])
    return counts


def _looked_at(
    records: Frame, chosen: Sequence[Submission], stray: Sequence[Strays], snapshot: date, linked: bool
) -> Frame:
    """Return the rows of submissions and strays, told by their cells, as they are judged and with their ids as they are compared."""
    return ids_alike(method.of_submissions(records, chosen, snapshot, stray), numbers_checked=linked)


def _by_reasons(its: Frame) -> Frame:
    """Return how many rows there are by why they are left out, and whether they may count."""
    return its.group_by(LEFT_OUT, MAY_COUNT).agg(nw.len().alias("rows"))


def _maybe(its: Frame) -> Frame:
    """Return the rows that are left out and may be ones that count."""
    return its.filter(nw.col(MAY_COUNT) == 1).drop(MAY_COUNT)


def _may_count(its: Frame, engine: Engine, vocabulary: words.Vocabulary) -> FrameStep:
    """Return the rows that are left out and may be ones that count, with their words as the lists have them."""
    rows = step(_maybe, its)
    counts = engine.rows(step(words.spelled, engine.keep(step(words.combinations, rows))))
    return step(words.worded, rows, words.understood(counts, 0, vocabulary).replaced)


def _understood(
    rows: FrameStep, whole: int, engine: Engine, vocabulary: words.Vocabulary
) -> tuple[FrameStep, tuple[words.UnknownWords, ...], list[tuple[str, str]]]:
    """Return the rows with their words as the lists have them, the words that are not known, and each field's different cells."""
    combined = engine.keep(step(words.combinations, rows))
    counts = engine.rows(step(words.spelled, combined))
    spellings = words.understood(counts, whole, vocabulary)
    if spellings.odd and spellings.day:
        spellings = spellings.with_day(engine.rows(step(words.of_day, combined, spellings.odd, spellings.day))[0])
    cells = [(str(row[words.NAME]), words.spaced(row[words.WORD])) for row in counts]
    return step(words.worded, rows, spellings.replaced), spellings.unknown, cells


def _by_one_reason(rows: Frame) -> Frame:
    return rows.group_by(LEFT_OUT).agg(nw.len().alias("rows"))


def by_reason(engine: Engine, rows: Query) -> dict[str | None, int]:
    """Return how many rows there are by why they are left out; under None, those that are not."""
    counted = engine.rows(step(_by_one_reason, rows))
    return {row[LEFT_OUT]: int(row["rows"]) for row in counted}


def _optional(folder: bool) -> tuple[str, ...]:
    """Return the columns that may be missing: a folder counts day support, which only the component tells."""
    others = (field for field in OPTIONAL if not (folder and field is Field.COMPONENT))
    return (*OF_SUBMISSION, *others)
