"""Recommendations against their own numbers and days: how many there are, and what was done or answered before it was asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from dayops_dash import wording
from dayops_dash.dataset import Council, Row
from dayops_dash.dataset.dates import period_named, read_due
from dayops_dash.dataset.row_types import ContextRow, RecommendationsRow, RecommendationUpdatesRow
from dayops_dash.dataset.rows import text_of
from dayops_dash.dataset.vocabulary import ConflictGrade, DueSense, Response
from dayops_dash.dataset.written import exactly, range_of
from dayops_dash.measures.record.arithmetic.dates import clash
from dayops_dash.measures.record.arithmetic.periods import days, published
from dayops_dash.measures.record.arithmetic.stated.parts import NUMBER, TEXTS, number_of_words
from dayops_dash.measures.record.arithmetic.sum import Sum, as_printed

SOME = re.compile(  # recommendations of which more is said than that they were made, and so perhaps not all of them
    r"\b(?:that|which|accepted|rejected|agreed|support\w*|implemented|completed?|outstanding|in full|in part|of them)\b",
    re.IGNORECASE,
)
MADE = re.compile(rf"\bmade (?P<number>{NUMBER}) recommendations\b(?! that| which)", re.IGNORECASE)
BY_WHOM = re.compile(  # the three recommendations of the Adult Care Scrutiny Committee
    rf"\bthe (?P<number>{NUMBER}) recommendations (?:(?:made )?by|of|from) (?:the )?(?P<whose>[A-Z][\w' -]*[\w'])(?=$|[.,;:)])",
    re.IGNORECASE,
)
COMMITTEE = re.compile(r"\b(?:committee|panel|board|cabinet|group)(?: has| had)? $", re.IGNORECASE)
OF_ANOTHER = re.compile(  # days that are not those on which something was done
    r"\b(?:of|for|since|from|to|until|after|before|between) (?:the )?(?:\d{1,2}(?:st|nd|rd|th)? )?(?:[a-z]+ )?(?:19|20)\d\d",
    re.IGNORECASE,
)
FINISHED = ("complete", "completed", "done", "finished", "implemented", "achieved", "fully achieved")


def asked_sums(council: Council) -> Iterator[Sum]:
    """Hold what committees asked against the number stated, the day on which it was asked, and that of the meeting."""
    yield from _in_words(council)
    yield from _in_texts(council)
    yield from _in_lists(council)
    yield from _after_the_meeting(council)
    yield from _too_soon(council)


def _of_papers(council: Council) -> dict[str, list[RecommendationsRow]]:
    """Return the recommendations of each paper that has any, by its id."""
    found: dict[str, list[RecommendationsRow]] = {}
    for row in council.rows("recommendations"):
        found.setdefault(row.document_id, []).append(row)
    return found


def _in_words(council: Council) -> Iterator[Sum]:
    """A number of recommendations that a paper states, against the row that stands for them, or those that it lists."""
    papers = _of_papers(council)
    for row in council.rows("context"):
        its = papers.get(row.document_id, [])
        if row.unit != "recommendations" or wording.missing(row.value) or not its:
            continue
        stated = [r.number_stated for r in its if r.number_stated is not None]
        number = stated[0] if len(stated) == 1 else _listed(row, its) if not stated else None
        gap = range_of(row.value, row.qualifier).gap(exactly(number or 0))
        if number is not None and not _is_some_of(row, number) and (stated or not _leaves_some_out(number, gap)):
            grade = ConflictGrade.CONFLICT if gap else None
            where = f"{number} in its other statement" if stated else f"{number} are listed"
            title = f"{row.subject}: how many recommendations"
            yield Sum(grade, title, as_printed(row), where, row.document_id, row.locator)


def _in_texts(council: Council) -> Iterator[Sum]:
    """How many recommendations were made, in a paper's running words, against the one row of the paper that stands for them."""
    stating = {paper: [r for r in rows if r.number_stated is not None] for paper, rows in _of_papers(council).items()}
    wholes = {paper: rows[0] for paper, rows in stating.items() if len(rows) == 1}
    for name, columns in TEXTS.items() if wholes else ():
        for row in council.rows_of_any(name):
            if row.document_id in wholes:
                yield from _made_in(row, columns, wholes[row.document_id])


def _in_lists(council: Council) -> Iterator[Sum]:
    """How many recommendations a committee made, in running words, against those that the paper lists, all of one committee."""
    listed = {
        paper: rows
        for paper, rows in _of_papers(council).items()
        if all(r.number_stated is None and r.made_edtf for r in rows)
        and len({(r.committee, r.kind, r.made_edtf) for r in rows}) == 1
    }
    for name, columns in TEXTS.items() if listed else ():
        for row in council.rows_of_any(name):
            if row.document_id in listed:
                yield from _against_list(row, columns, listed[row.document_id])


def _against_list(row: Row, columns: Sequence[str], its: Sequence[RecommendationsRow]) -> Iterator[Sum]:
    words = ". ".join(text.rstrip(".") for column in columns if (text := text_of(row, column)))
    of_it = [f for f in BY_WHOM.finditer(words) if f["whose"].casefold() == its[0].committee.casefold()]
    for found in (*of_it, *(f for f in MADE.finditer(words) if COMMITTEE.search(words[: f.start()]))):
        number = number_of_words(found["number"])
        if number < 2 * len(its):  # a list may quote only some
            grade = None if number == len(its) else ConflictGrade.DEFINITION
            place = (row.document_id, row.locator, its[0].document_id, its[0].locator)
            said = f"{len(its)} are listed" + (
                "; some may be left out of the list, or be counted apart" if grade else ""
            )
            yield Sum(grade, f"{its[0].committee}: how many recommendations", found[0], said, *place)


def _made_in(row: Row, columns: Sequence[str], whole: RecommendationsRow) -> Iterator[Sum]:
    for found in MADE.finditer(" ".join(text_of(row, column) for column in columns)):
        grade = None if number_of_words(found["number"]) == whole.number_stated else ConflictGrade.CONFLICT
        place = (row.document_id, row.locator, whole.document_id, whole.locator)
        title = f"{whole.committee}: how many recommendations"
        yield Sum(grade, title, found[0], f"{whole.number_stated} in its other statement", *place)


def _is_some_of(row: ContextRow, number: int) -> bool:
    """Whether fewer than all are meant: those that were accepted, or that something more is said of."""
    return row.value < number and bool(SOME.search(f"{row.subject} {row.measure} {row.as_written}"))


def _listed(row: ContextRow, its: list[RecommendationsRow]) -> int | None:
    """Return how many a paper lists of one committee; None where it lists those of several and names none of them."""
    committees = {r.committee for r in its}
    named = [name for name in committees if name and name.casefold() in row.subject.casefold()]
    if len(named) == 1:
        return sum(r.committee == named[0] for r in its)
    return len(its) if len({(r.committee, r.kind) for r in its}) == 1 else None


def _leaves_some_out(listed: int, gap: float) -> bool:
    """Whether a list is so much shorter than the number that it only quotes some: no slip of a few."""
    return gap >= listed


def _after_the_meeting(council: Council) -> Iterator[Sum]:
    """A recommendation of a paper that was made after the meeting which the paper is for."""
    meetings = {r.document_id: r.meeting_on for r in council.rows("documents")}
    papers = published(council)
    for row in council.rows("recommendations"):
        made, meeting, paper = days(row.made_edtf).earliest, meetings.get(row.document_id), papers.get(row.document_id)
        told_already = paper and paper.latest and made and made > paper.latest
        if made and meeting and made > meeting and not told_already:
            sides = (f"made {row.made_as_written or row.made_edtf}", f"the meeting is on {wording.day(meeting)}")
            yield clash(f"{_name(row)}: dated after the meeting", *sides, row)


def _too_soon(council: Council) -> Iterator[Sum]:
    """Complete, or answered, on a day before it was asked."""
    papers = published(council)
    asked = {r.recommendation_id: r for r in council.rows("recommendations")}
    told: tuple[RecommendationsRow | RecommendationUpdatesRow, ...] = (
        *council.rows("recommendations"),
        *council.rows("recommendation_updates"),
    )
    for row in told:
        first = asked.get(row.recommendation_id)
        made = days(first.made_edtf).earliest if first else None
        if not first or not made:
            continue
        words = f"made {first.made_as_written or first.made_edtf}"
        by = _finished_by(row)
        if by and by < made:
            sides = (": ".join(part for part in (row.status, row.evidence) if part), words)
            yield _clash(f"{_name(first)}: complete before it was asked", sides, row, first)
        paper = papers.get(row.document_id)
        answers = row.status or row.response not in ("", Response.NONE_STATED)
        if "recommendation_update_id" in row and answers and paper and paper.latest and paper.latest < made:
            sides = (row.status or row.response, words)
            yield _clash(f"{_name(first)}: answered before it was asked", sides, row, first)


def _finished_by(row: RecommendationsRow | RecommendationUpdatesRow) -> date | None:
    """Return the last day on which a finished recommendation was done, by its status or by the day that its evidence names."""
    status = row.status.casefold().strip()
    told = read_due(row.status)
    if told.sense is DueSense.EVENT:
        return told.interval.latest
    dated = row.status if status.partition(" ")[0] in FINISHED and period_named(row.status) else row.evidence
    if (status not in FINISHED and dated == row.evidence) or OF_ANOTHER.search(dated):
        return None
    named = period_named(dated)
    return named.latest if named else None


def _name(row: RecommendationsRow) -> str:
    return row.summary.rstrip(".")


def _clash(
    title: str,
    sides: tuple[str, str],
    row: RecommendationsRow | RecommendationUpdatesRow,
    other: RecommendationsRow,
) -> Sum:
    place = (row.document_id, row.locator, other.document_id, other.locator)
    return Sum(ConflictGrade.CONFLICT, title, *sides, *(place if place[:2] != place[2:] else place[:2]))
