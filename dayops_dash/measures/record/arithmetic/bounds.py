"""Numbers beyond what there can be: shares of more than all, more days than a week has, ranges upside down, more of some than of all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import permutations
from types import MappingProxyType

from dayops_dash import wording
from dayops_dash.dataset import Council, Row
from dayops_dash.dataset.row_types import PeopleRow
from dayops_dash.dataset.rows import number_of, text_of
from dayops_dash.dataset.vocabulary import ConflictGrade, Qualifier
from dayops_dash.dataset.written import range_of
from dayops_dash.measures.record.arithmetic.sum import ALL, Sum, as_printed
from dayops_dash.measures.record.arithmetic.words import words_of

WHOLES = re.compile(r"^(?:% lower|%)$")  # units of which there is at most all
MORE = re.compile(r"growth|increase|rise|change|likelihood|higher|more", re.IGNORECASE)  # may be over all
MOST: Mapping[str, int] = MappingProxyType(  # the most of one thing that there are in another
    {
        "days a week": 7,
        "nights a week": 7,
        "hours a day": 24,
        "hours a week": 7 * 24,
        "days a month": 31,
        "days a year": 366,
        "weeks a year": 53,
        "months a year": 12,
    }
)
TOGETHER = re.compile(  # words of a rate of many people or services
    r"\b(?:in all|in total|total|altogether|together|combined|between them|all people)\b"
    r"|\b(?:hours|days|nights) (?:of (?:\w+ )+)?(?:commissioned|delivered|provided|bought|purchased)\b",
    re.IGNORECASE,
)
FAR = 20  # times the most of one: more than any slip makes of it, so a rate of many
SOME_OF = re.compile(r"^(.+?) (?:who|that) ")  # People with a direct payment who chose alternatives


def bound_sums(council: Council) -> Iterator[Sum]:
    """Hold numbers against the most that there can be of them."""
    yield from _over_all(council)
    yield from _ranges(council)
    yield from _time(council)
    yield from _some_of(council)


def _over_all(council: Council) -> Iterator[Sum]:
    """Shares of more than all."""
    for table, column in (
        ("people", "value"),
        ("context", "value"),
        ("outcome_values", "value"),
        ("level_figures", "value"),
        ("savings", "share_pct"),
        ("survey_answers", "share_pct"),
    ):
        for row in council.rows_of_any(table):
            unit, value = text_of(row, "unit") if "unit" in row else "%", number_of(row, column)
            what = f"{text_of(row, 'subject')} {text_of(row, 'measure')}"
            if wording.missing(value) or not WHOLES.match(unit) or (unit == "%" and MORE.search(what)):
                continue
            if range_of(value, text_of(row, "qualifier")).low > ALL:
                names = (text_of(row, column) for column in ("subject", "answer", "role", "measure"))
                title = f"{next(filter(None, names), '')}: a share of all"
                words = f"{wording.percent(value)} is more than all"
                yield Sum(ConflictGrade.CONFLICT, title, as_printed(row), words, row.document_id, row.locator)


def _ranges(council: Council) -> Iterator[Sum]:
    for row in council.rows("level_figures"):
        if not wording.missing(row.value) and not wording.missing(row.value_to):
            low, high = float(row.value), float(row.value_to)
            words = f"from {wording.plain(low)} to {wording.plain(high)}"
            grade = ConflictGrade.CONFLICT if high < low else None
            title = f"{wording.capital(row.measure)}: a range"
            yield Sum(grade, title, as_printed(row), words, row.document_id, row.locator)


def _time(council: Council) -> Iterator[Sum]:
    """More days than a week has, more hours than a day has."""
    for table in ("people", "context", "level_figures", "outcome_values"):
        for row in council.rows_of_any(table):
            value, unit = number_of(row, "value"), _unit(row)
            most = MOST.get(unit)
            if most is None or wording.missing(value) or not _of_one(row, table):
                continue
            names = (text_of(row, column) for column in ("subject", "measure", "role"))
            title = f"{next(filter(None, names), '')}: {unit}"
            grade = ConflictGrade.CONFLICT if range_of(value, text_of(row, "qualifier")).low > most else None
            words = f"there are at most {most} {unit}"
            yield Sum(grade, title, as_printed(row, value), words, row.document_id, row.locator)


def _of_one(row: Row, table: str) -> bool:
    """Whether a rate is of one person or place: 4,200 hours a week may be what a council buys for all together."""
    words = " ".join(text_of(row, column) for column in ("subject", "measure", "as_written"))
    together = TOGETHER.search(words) or number_of(row, "value") >= FAR * MOST[_unit(row)]
    return table == "level_figures" or text_of(row, "qualifier") == Qualifier.AVERAGE or not together


def _unit(row: Row) -> str:
    return text_of(row, "unit").casefold().replace(" per ", " a ")


def _some_of(council: Council) -> Iterator[Sum]:
    """People of whom a paper tells one thing more, against all such people that the same place of the paper counts.

    Which people are meant is read from the words alone, so more of some than of all may be counted differently.
    """
    rows = [r for r in council.rows("people") if r.unit == "people" and not wording.missing(r.value)]
    for some, everyone in permutations(rows, 2):
        most = range_of(everyone.value, everyone.qualifier).high
        if _is_some_of(some, everyone) and some.value > most and not some.qualifier:
            place = (some.document_id, some.locator, everyone.document_id, everyone.locator)
            sides = (as_printed(some), f"{as_printed(everyone)}: {everyone.subject}; it may be counted differently")
            yield Sum(ConflictGrade.DEFINITION, f"{some.subject}: more than all of them", *sides, *place)


def _is_some_of(some: PeopleRow, everyone: PeopleRow) -> bool:
    same = ("document_id", "locator", "period", "measure", "provider_kind", "client_group", "service_id", "breakdown")
    found = SOME_OF.match(some.subject)
    if not found or some.part_of or any(some[c] != everyone[c] for c in same):
        return False
    of, more, whole = words_of(found[1]), words_of(some.subject), words_of(everyone.subject)
    return len(of) > 1 and of <= whole and bool(more - whole)
