"""An average for each person, times the people, against the total of all: 2.5 days a week, 812 people, 2,030 days."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import PeopleRow
from dayops_dash.dataset.vocabulary import ConflictGrade, Qualifier
from dayops_dash.dataset.written import Range, range_of, step_of
from dayops_dash.measures.record.arithmetic.periods import period_key
from dayops_dash.measures.record.arithmetic.sum import SLACK, Sum, as_printed
from dayops_dash.measures.record.arithmetic.words import words_of

IN_ALL = re.compile(r"\b(?:in all|in total|total|altogether)\b", re.IGNORECASE)
AVERAGE = re.compile(r"\b(?:average|mean)\b", re.IGNORECASE)
OF_NUMBERS = words_of("average mean number numbers all total altogether spend per each person people use")
SAME = ("document_id", "provider_kind", "service_id", "breakdown", "group")


def average_sums(council: Council) -> Iterator[Sum]:
    """Hold totals against their average and their people, where one paper gives just one of each for one subject and period."""
    rows = [r for r in council.rows("people") if not wording.missing(r.value)]
    for average in rows:
        words = f"{average.subject} {average.measure}"
        if (average.qualifier != Qualifier.AVERAGE and not AVERAGE.search(words)) or IN_ALL.search(words):
            continue
        alike = [r for r in rows if r.people_id != average.people_id and _is_of(r, average)]
        people = [r for r in alike if r.unit == "people" and not r.part_of and r.value > 0]
        totals = [r for r in alike if r.unit == average.unit and IN_ALL.search(f"{r.subject} {r.measure}")]
        if average.unit not in ("people", "%") and len(people) == len(totals) == 1:
            yield _held(totals[0], average, people[0])


def _is_of(row: PeopleRow, average: PeopleRow) -> bool:
    same = all(row[column] == average[column] for column in SAME) and period_key(row.period) == period_key(
        average.period
    )
    own = words_of(average.unit) | OF_NUMBERS
    return same and words_of(row.subject) - own == words_of(average.subject) - own


def _held(total: PeopleRow, average: PeopleRow, people: PeopleRow) -> Sum:
    half = step_of(average.as_written, average.value) / 2
    each = Range(max(0.0, average.value - half), average.value + half)
    could_be = each * range_of(people.value, people.qualifier)
    gap = could_be.gap(range_of(total.value, total.qualifier))
    grade = None if gap <= step_of(total.as_written, total.value) / 2 + SLACK else ConflictGrade.CONFLICT
    words = f"{as_printed(average)} for each of {as_printed(people)} people is {wording.plain(average.value * people.value)}"
    place = (total.document_id, total.locator, average.document_id, average.locator)
    return Sum(grade, f"{total.subject}: the average against the total", as_printed(total), words, *place)
