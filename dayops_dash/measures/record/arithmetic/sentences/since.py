"""Since when something is so, in running words: after the paper that says it, of what has not begun, or before it was to begin."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dayops_dash import wording
from dayops_dash.dataset import Council, Row
from dayops_dash.dataset.dates import Interval, period_named
from dayops_dash.dataset.row_types import UpdatesRow
from dayops_dash.dataset.rows import text_of
from dayops_dash.dataset.vocabulary import ConflictGrade, DueSense, ReportedStatus
from dayops_dash.measures.record.arithmetic.dates import clash, paper_day
from dayops_dash.measures.record.arithmetic.periods import days, published
from dayops_dash.measures.record.arithmetic.stated.parts import titled_rows
from dayops_dash.measures.record.arithmetic.sum import Sum

MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*"
WHEN = (
    rf"(?:(?:the )?(?:start|beginning|end) of )?(?:(?:\d{{1,2}}(?:st|nd|rd|th)? )?{MONTH} (?:19|20)\d\d"
    r"|(?:spring|summer|autumn|winter) (?:19|20)\d\d|(?:19|20)\d\d/\d\d|(?:19|20)\d\d)(?![\d/])"
)
SINCE = re.compile(rf"\bsince (?P<when>{WHEN})", re.IGNORECASE)
RUNS = re.compile(  # what is so since then is the work itself
    r"\b(?:(?:in|into) (?:place|use|operation)|running|run|open(?:ed)?|under way|underway|operating|operational|operated|live|begun"
    r"|started|available|completed?|finished|done|delivered|met|meeting|working|used|offered|provided)(?: [a-z'-]+){0,6},? $",
    re.IGNORECASE,
)
DONE = re.compile(r"\b(?:complete[d]?|finished|done|delivered|signed off|closed)(?: [a-z'-]+){0,3},? $", re.IGNORECASE)
DENIED = re.compile(
    r"\b(?:not|no|never|nothing|nobody|none|without|ended|closed|stopped|paused|waiting|delayed|few|fewer|less|if|whether|until)\b",
    re.IGNORECASE,
)
OURS = ("note", "next_steps", "action")  # what whoever typed the rows says, and what is still to come
FINISHED = ("complete", "completed", "done", "finished", "implemented", "achieved", "fully achieved")


def since_sums(council: Council) -> Iterator[Sum]:
    """Hold each "since March 2025" against the paper's own day, and against the state and dates of its row."""
    papers = published(council)
    asked = {r.recommendation_id: r for r in council.rows("recommendations")}
    for row, title, columns in titled_rows(council):
        for column in columns:
            words = text_of(row, column) if column not in OURS else ""
            for found in SINCE.finditer(words):
                when, before = period_named(found["when"]), words[: found.start()]
                if when and when.earliest:
                    yield from _after_the_paper(row, title, words, when, papers.get(row.document_id))
                    yield from _of_its_row(row, title, words, when, _clause(before))
                    if "recommendation_id" in row and (one := asked.get(text_of(row, "recommendation_id"))):
                        yield from _before_asked(row, title, words, when, before, days(one.made_edtf))


def _clause(before: str) -> str:
    return re.split(r"[.;:]\s|,? but ", before)[-1]


def _after_the_paper(row: Row, title: str, words: str, when: Interval, paper: Interval | None) -> Iterator[Sum]:
    if paper and paper.latest and when.earliest and when.earliest > paper.latest:
        yield clash(f"{title}: since a day after the paper", words, paper_day(paper), row)


def _of_its_row(row: Row, title: str, words: str, when: Interval, clause: str) -> Iterator[Sum]:
    """Not started, and running since then; complete since then, and completed at another time; begun before its start."""
    if not isinstance(row, UpdatesRow) or DENIED.search(clause) or not RUNS.search(clause):
        return
    if row.reported_status == ReportedStatus.NOT_STARTED:
        yield clash(f"{title}: not started, and since when it is so", str(row.reported_status), words, row)
    completed = days(row.completed_edtf)
    if DONE.search(clause) and row.completed_edtf and _apart(when, completed):
        yield clash(f"{title}: two times at which it was completed", row.completed_as_written, words, row)
    due = days(row.due_edtf)
    if row.due_sense == DueSense.START and due.earliest and when.latest and when.latest < due.earliest:
        may = f"begins {row.due_as_written}; a part of it may have begun before"
        yield clash(f"{title}: begun before its start", words, may, row, ConflictGrade.DEFINITION)


def _apart(one: Interval, other: Interval) -> bool:
    return bool(
        (one.latest and other.earliest and one.latest < other.earliest)
        or (other.latest and one.earliest and other.latest < one.earliest)
    )


def _before_asked(row: Row, title: str, words: str, when: Interval, before: str, made: Interval) -> Iterator[Sum]:
    """What a recommendation asks for, and its evidence says has been so since before it was made."""
    status = text_of(row, "status").casefold().strip()
    if not made.earliest or not when.latest or when.latest >= made.earliest or status not in FINISHED:
        return
    clause = _clause(before)
    if RUNS.search(clause) and not DENIED.search(clause):
        asked = f"asked on {wording.day(made.earliest)}; it may have been so before"
        yield clash(f"{title}: so since before it was asked", words, asked, row, ConflictGrade.DEFINITION)
