"""The plan, its risks and its aims side by side: what each council says it will do, by when, and what it wants of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import RiskScoresRow
from dayops_dash.dataset.rows import Place
from dayops_dash.figures.compare.common import Summary, Topic, number_of, side_by_side, some
from dayops_dash.figures.outcomes.outcome_words import measured, number_words
from dayops_dash.figures.plan.against_date import noun
from dayops_dash.figures.shared.model import Figure
from dayops_dash.measures import compare, outcomes
from dayops_dash.measures.plan import progress
from dayops_dash.measures.plan.line import Line

STANDS = ("reports how its plan stands", "report how their plans stand")
OWN_SCALE = "On the council's own scale, not to be set against another's"


def plan_figure(councils: Sequence[Council]) -> Figure:
    """Priorities, what the plan covers, its dates and its reported status: a column for each council."""
    topics = (
        Topic("Priorities", priorities_told),
        Topic("What the plan covers", covers_told),
        Topic("Timetable", timetable_told),
        Topic("Reported status", status_told),
    )
    status = wording.capital(number_of(councils, "status", *STANDS))
    ahead = compare.how_many(councils, "dates ahead")
    day = wording.day(max(councils[0].as_at, councils[0].today))
    title = f"{status}; {some(ahead, 'has', 'have')} actions dated after {day}"
    words = (
        "Intentions are counted as each paper lists them, so a longer list is not a larger plan. One that a later paper takes up "
        "is counted there alone."
    )
    return side_by_side("plans", title, words, topics, councils)


def priorities_told(council: Council) -> Summary:
    rows = compare.priorities(council)
    details = tuple(f"{r.priority}: {r.theme}" for r in rows)
    return Summary(wording.count(len(rows), "priority", "priorities"), details, rows) if rows else Summary()


def covers_told(council: Council) -> Summary:
    rows = council.rows("intentions")
    themes = list(dict.fromkeys(r.theme for r in rows if r.theme))
    if not rows:
        return Summary()
    under = (f"Under: {'; '.join(themes)}",) if themes else ()
    firsts = tuple({r.document_id: r for r in reversed(rows)}.values())
    return Summary(_intentions(council), under, tuple(Place(r.document_id, "throughout") for r in firsts))


def _intentions(council: Council) -> str:
    """44 commitments; 61 lines, counted as 44 commitments"""
    every, counted = len(progress.lines(council)), wording.count(len(progress.counted(council)), noun(council))
    return (
        counted if every == len(progress.counted(council)) else f"{wording.count(every, 'line')}, counted as {counted}"
    )


def timetable_told(council: Council) -> Summary:
    """Return the next and the last date ahead, as written; that all have passed, or that none is stated."""
    dated, ahead = progress.dated(council), compare.dates_ahead(council)
    day = wording.day(max(council.as_at, council.today))
    if not dated:
        return Summary()
    if not ahead:
        return Summary(f"No date after {day}", (wording.count(len(dated), "date") + " in all",), _rows(dated[-1:]))
    first, last = ahead[0][1], ahead[-1][1]
    shown = (first,) if first == last else (first, last)
    names = ("Next", "Last")
    details = tuple(f"{when}: {x.label} ({x.due_words})" for when, x in zip(names, shown, strict=False))
    return Summary(f"{wording.count(len(ahead), 'date')} after {day}", details, _rows(shown))


def _rows(found: Sequence[Line]) -> tuple[Place, ...]:
    """Return where lines were last dated."""
    said = (next(s for s in reversed(line.history) if s.due_as_written) for line in found)
    return tuple(Place(s.document_id, s.locator) for s in said)


def status_told(council: Council) -> Summary:
    reported = [line for line in progress.followed(council) if line.reported]
    if not reported:
        return Summary("None reported")
    counts = Counter(wording.uncapital(line.status_as_written or str(line.reported_status)) for line in reported)
    said = [s for line in reported for s in line.history if s.gives_status]
    rows = tuple(Place(s.document_id, s.locator) for s in said[:1])
    when = max(line.reported_on for line in reported if line.reported_on)
    words = wording.listed([f"{number} {status}" for status, number in counts.items()])
    return Summary(words, ("The council's own words", f"Reported by {wording.short_day(when)}"), rows)


def wanted_figure(councils: Sequence[Council]) -> Figure:
    """Risks and aims: a column for each council, with what is scored or has a number."""
    topics = (
        Topic("Risks named", risks_told),
        Topic("Risk scores", scores_told),
        Topic("Aims and measures", aims_told),
        Topic("Numbers for them", numbers_told),
    )
    risks = wording.capital(number_of(councils, "risks", "names risks", "name risks"))
    numbers = compare.how_many(councils, "numbers")
    title = f"{risks}; {some(numbers, 'gives', 'give')} a number for an aim"
    words = "A risk without a score is not scored, which is not a low score. More aims are not better aims."
    return side_by_side("wanted", title, words, topics, councils)


def risks_told(council: Council) -> Summary:
    rows = council.rows("risks")
    return Summary(wording.count(len(rows), "risk"), tuple(r.title for r in rows), rows) if rows else Summary()


def scores_told(council: Council) -> Summary:
    """Return each score as printed, with its term; nothing is said of which is worse."""
    scores = council.rows("risk_scores")
    if not scores:
        return Summary("None scored" if council.rows("risks") else "Not stated")
    titles = {r.risk_id: r.title for r in council.rows("risks")}
    details = tuple(f"{titles[s.risk_id]}: {s.term} {_score(s)}, {_scored_on(council, s)}" for s in scores)
    return Summary(wording.count(len(scores), "score"), (*details, OWN_SCALE), scores)


def _scored_on(council: Council, row: RiskScoresRow) -> str:
    return str(row.scored_as_written) or council.dated(row.document_id)


def _score(row: RiskScoresRow) -> str:
    return str(row.rating or "not stated") if wording.missing(row.score) else f"{row.score}"


def aims_told(council: Council) -> Summary:
    found = outcomes.aims(council)
    counts = Counter(aim.row.kind for aim in found)
    if not found:
        return Summary()
    details = tuple(wording.count(number, kind) for kind, number in counts.items())
    papers = dict.fromkeys(aim.row.document_id for aim in found)
    return Summary(
        wording.count(len(found), "aim"), ("; ".join(details),), tuple(Place(paper, "throughout") for paper in papers)
    )


def numbers_told(council: Council) -> Summary:
    """Return each aim's latest number with its year; "Not stated" where no aim has one."""
    latest = [(aim, row) for aim in outcomes.aims(council) if (row := outcomes.latest(aim))]
    if not latest:
        return Summary()
    details = tuple(f"{measured(aim)}: {number_words(row)}, {row.period or 'no year given'}" for aim, row in latest)
    words = f"{wording.count(len(latest), 'aim')} of {len(outcomes.aims(council))}"
    return Summary(words, details, tuple(row for _, row in latest))
