"""The whole way from a file of records to a council's folder, told step by step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import narwhals as nw

from dayops_dash import wording
from dayops_dash.dataset.put import read_rows, refuse_file
from dayops_dash.dataset.vocabulary import Shorthand
from dayops_dash.prepare import day_support, folder, method, quality, quality_page, record, release, tables
from dayops_dash.prepare.accounts import KEPT, accounted, chosen_of, unread
from dayops_dash.prepare.disclosure.protection import Policy
from dayops_dash.prepare.engines import Engine, RecordsError, engine, readable
from dayops_dash.prepare.fields import DAY_SUPPORT, KINDS, OPTIONAL, Field
from dayops_dash.prepare.lookups import Lookup, read_lookup
from dayops_dash.prepare.near import New
from dayops_dash.prepare.placing import Placing, lookup_notes, placing_of, refuse_most_without, unused_providers
from dayops_dash.prepare.private import replace_private
from dayops_dash.prepare.quality_page import Account
from dayops_dash.prepare.release import NewRelease
from dayops_dash.prepare.scope import LEFT_OUT, Frame
from dayops_dash.prepare.submissions import Question, Submission, by_submission, submissions

Tell = Callable[[str, float], None]  # told which step is on, and how far the whole is, 0 to 1
STEPS = {  # each step, and how far the whole is when it begins
    "Reading submissions": 0.0,
    "Keeping rows in scope": 0.4,
    "Finding people": 0.75,
    "Counting the long-term headcount": 0.82,
    "Counting day support": 0.86,
    "Protecting small numbers": 0.92,
    "Writing": 0.98,
}


@dataclass(frozen=True)
class Asked:
    """What is to be prepared. Without ``out`` nothing is written; ``headcount`` counts all long-term support for the screen."""

    records: Path
    question: Question
    out: Path | None = None
    postcodes: Path | None = None
    areas: Path | None = None
    own_providers: tuple[str, ...] = ()
    policy: Policy = field(default_factory=Policy)
    engine: str = "duckdb"
    headcount: bool = False
    record: Path | None = None  # of what was published; beside the folder where not given


@dataclass(frozen=True)
class Result:
    """What was done: rows by why they were left out ("kept" is none of them), the headcount, and how many cells are hidden.

    ``unread`` counts, by column, the rows of the council whose day or moment was not understood where it mattered. ``notes`` say what
    earlier releases of these people changed, or that they are not known; ``joins`` what the joins by postcode, code and name left out.
    """

    rows: dict[str, int]
    unread: dict[str, int]
    headcount: tuple[tuple[str, str, int, int], ...]  # age band, reason, setting's rank, people
    cells: int
    hidden: int
    report: str
    notes: tuple[str, ...] = ()
    joins: tuple[str, ...] = ()


def prepare(asked: Asked, tell: Tell = lambda step, done: None) -> Result:
    """Prepare records as asked, and return what was done.

    Raises DatasetError where the records, the lookup or the folder do not fit, or the counts cannot be protected; nothing is then written.
    """
    if asked.out and not asked.postcodes:
        raise RecordsError("A folder needs a lookup from postcodes to areas: give one with --postcodes.")
    _refuse_early(asked)
    steps = list(STEPS.items())
    at = 0

    def within(percent: float) -> None:
        following = steps[at + 1][1] if at + 1 < len(steps) else 1.0
        tell(steps[at][0], steps[at][1] + (following - steps[at][1]) * percent / 100)

    def begin(step: str) -> None:
        nonlocal at
        at = list(STEPS).index(step)
        tell(step, STEPS[step])

    runs = engine(asked.engine, within)
    try:
        return Run(asked, runs, begin).result()
    finally:
        runs.close()


@dataclass
class Run:
    """One preparation on one engine."""

    asked: Asked
    engine: Engine
    begin: Callable[[str], None]

    def result(self) -> Result:
        asked, question = self.asked, self.asked.question
        lookup = self._lookup()
        self.begin("Reading submissions")
        records = self.engine.open(asked.records, KINDS, optional=_optional(bool(asked.out)))
        sent = self.engine.rows(by_submission(records))
        found = submissions(sent)
        chosen = chosen_of(found, sent, question, asked.records.name)
        self.begin("Keeping rows in scope")
        its = self.engine.keep(method.of_submissions(records, chosen, question.snapshot))
        before = self._by_reason(its)
        kept = method.in_scope(its)
        self.begin("Finding people")
        placed = method.with_setting(method.with_band(method.identified(kept), question.snapshot))
        people = self.engine.keep(placed.select(*(nw.col(name) for name in method.TOLD)))
        rows = accounted(sent, chosen, before, self._by_reason(people))
        in_count = people.filter(nw.col(LEFT_OUT).is_null())
        headcount = self._headcount(in_count) if asked.headcount else ()
        told = self.engine.rows(quality.measured(kept))[0]
        counted = self._new(placed.filter(nw.col(LEFT_OUT).is_null()), chosen[0], lookup, rows) if lookup else None
        new, joins = (counted.release, counted.joins) if counted else (None, ())
        misread = unread(sent, rows, question.council)
        placing, attending = counted.placing if counted else None, _attending(new, asked)
        account = Account(question, found, chosen, rows, misread, told, placing, joins, attending)
        report = quality_page.report(account)
        if asked.out and new and lookup:
            self.begin("Writing")
            new.write(asked.out, question, chosen[0], lookup.areas)
            _write_report(beside(asked.out), report)
        shown = new.shown if new else ()
        hidden = sum(one.value is Shorthand.HIDDEN for one in shown)
        return Result(rows, misread, headcount, len(shown), hidden, report, new.notes if new else (), joins)

    def _lookup(self) -> Lookup | None:
        """Return the lookup that is asked for, read by the codes of the areas given, else of those that the folder has."""
        asked = self.asked
        if not (asked.out and asked.postcodes):
            return None
        held = {row["area_code"]: row for row in read_rows(asked.out, "areas")}
        return read_lookup(asked.postcodes, self.engine, areas=asked.areas, held=held)

    def _by_reason(self, rows: Frame) -> dict[str | None, int]:
        """Return how many rows there are by why they are left out; under None, those that are not."""
        counted = self.engine.rows(rows.group_by(LEFT_OUT).agg(nw.len().alias("rows")))
        return {row[LEFT_OUT]: int(row["rows"]) for row in counted}

    def _headcount(self, rows: Frame) -> tuple[tuple[str, str, int, int], ...]:
        self.begin("Counting the long-term headcount")
        counted = self.engine.rows(method.headcount(rows))
        return tuple(sorted((r[method.BAND], r["reason"], int(r[method.RANK]), int(r["people"])) for r in counted))

    def _new(self, rows: Frame, submission: Submission, lookup: Lookup, account: dict[str, int]) -> Counted:
        """Return what may be published of day support. Raises RecordsError where there is none to count: zeros would be taken for it."""
        question = self.asked.question
        if not account[KEPT]:
            raise RecordsError(_nothing_in_scope(account, question))
        self.begin("Counting day support")
        services, postcodes = self.engine.keep(day_support.services(rows)), self.engine.keep(lookup.frame(self.engine))
        people = self.engine.keep(day_support.attending(services, postcodes, self.asked.own_providers, question))
        counted = self.engine.rows(day_support.counted(people, tables.PAIRS))
        if not counted:
            raise RecordsError(_no_day_support(account, question))
        placing = placing_of(services, people, postcodes, lookup, self.engine)
        refuse_most_without(placing, lookup)
        unused = unused_providers(services, self.asked.own_providers, self.engine)
        self.begin("Protecting small numbers")
        providers = tuple(sorted(set(self.asked.own_providers)))
        new = New(question.snapshot, f"{submission.imported}", providers, tables.tables(counted, list(lookup.areas)))
        out = self.asked.out or Path()
        folder.areas_beside(out, lookup.areas)  # refuses areas of other boundaries
        held = record.read(release.place(out, question.council, self.asked.record), question.council)
        found = release.judged(counted, new, held, out, self.asked.policy, zeros_are_certain=placing.zeros_are_certain)
        return Counted(found, placing, (*lookup_notes(lookup), *placing.lines(), *unused))


@dataclass(frozen=True)
class Counted:
    """Day support as it may be published, how its people were joined to areas, and what the officer should know of all joins."""

    release: NewRelease
    placing: Placing
    joins: tuple[str, ...]


def beside(out: Path) -> Path:
    """Return where the data-quality report is written: beside the folder, so that it never goes where the folder goes."""
    return out.with_name(f"{out.name}-quality.md")


def _refuse_early(asked: Asked) -> None:
    """Refuse what can be seen to be wrong before anything is read."""
    if asked.out:
        refuse_file(asked.out)
        if beside(asked.out).is_dir():
            raise RecordsError(f"{beside(asked.out)} is a folder, and the data-quality report goes there. Rename it.")
        council = asked.question.council
        record.read(release.place(asked.out, council, asked.record), council)
    readable(asked.records, folders=asked.engine != "duckdb")


def _optional(folder: bool) -> tuple[str, ...]:
    """Return the columns that may be missing: a folder counts day support, which only the component tells."""
    return tuple(field for field in OPTIONAL if not (folder and field is Field.COMPONENT))


def _nothing_in_scope(account: dict[str, int], question: Question) -> str:
    why = "; ".join(f"{count:,} {what}" for what, count in account.items() if count and what not in ("read", KEPT))
    return (
        f"Nothing was written: of {account['read']:,} rows read none is in scope at {question.snapshot} ({why}). "
        "Check the snapshot and the words and days in those columns."
    )


def _no_day_support(account: dict[str, int], question: Question) -> str:
    return (
        f"Nothing was written: of {account['read']:,} rows read {account[KEPT]:,} are in scope at {question.snapshot}, and none "
        f"of them has “{DAY_SUPPORT}” in {Field.COMPONENT}. Check the words in that column; --headcount alone works without."
    )


def _write_report(path: Path, report: str) -> None:
    """Write the report so that only its owner may read it: it holds counts that are not protected."""
    try:
        replace_private(path, report.encode())
    except OSError as error:
        raise RecordsError(
            f"The folder is written, but the data-quality report is not: {path}: {error.strerror}."
        ) from error


def _attending(new: NewRelease | None, asked: Asked) -> str:
    if not new:
        return "Not prepared."
    hidden = sum(one.value is Shorthand.HIDDEN for one in new.shown)
    said = [
        f"{wording.count(len(new.shown), 'cell')}, of which {hidden} hidden. No hidden count can be narrowed to fewer than "
        f"{new.policy.width + 1} values from everything that is shown.",
        *new.notes,
    ]
    if not asked.own_providers:
        said.append(
            "Whether a provider is the council's own was not told (--own-provider), so the kind of provider is not known."
        )
    return " ".join(said)
