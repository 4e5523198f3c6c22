"""How the plan stands, in words: how many commitments are in each state, and which match no line of a later report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.vocabulary import PublishedBasis
from dayops_dash.figures.plan.against_date import noun
from dayops_dash.figures.shared.day import Tense, no_paper_words, on_day, opening, tense
from dayops_dash.figures.shared.model import Source, source_at
from dayops_dash.figures.shared.states import STATES
from dayops_dash.measures.plan import progress
from dayops_dash.measures.plan.line import Line
from dayops_dash.measures.plan.status import Standing

STAYS = (
    Standing.COMPLETE,
    Standing.NO_DATE,
    Standing.NOT_REPORTED,
)  # as they are on a day ahead, unless more is published
NO_PAPER = "No paper here by {day}"
NOTE_DERIVED = (
    "Complete and other statuses are the council's own words. Due now, not yet due, overdue and should be under way are "
    "worked out here from the date as written. Summer, for instance, counts until 22 September before it is called overdue."
)


def count_words(number: int, standing: Standing, when: Tense = Tense.NOW) -> str:
    """Return a number of commitments with their class: 1 is complete, 6 are not yet due; "none is overdue" for 0."""
    verb = predicate(standing, number or 1, when)
    return f"{wording.spelled(number) if number else 'none'} {verb}"


def predicate(standing: Standing, number: int, when: Tense = Tense.NOW) -> str:
    """Return what is said of one or of several commitments of a class: "are overdue"; "were overdue" of a day gone by."""
    kept = when is Tense.AHEAD and standing in STAYS
    return STATES[standing].of_several.format(**(Tense.NOW if kept else when).verbs(number))


def standing_words(council: Council, chosen: Sequence[Line]) -> str:
    """Return how many of some lines stand in each class that has any on the day shown, in a sentence that names the day."""
    when, day = tense(council), opening(council)
    held = {s: n for s, n in progress.counts(tuple(chosen)).items() if n}
    parts, what = [count_words(n, s, when) for s, n in held.items()], noun(council, chosen)
    if council.latest_paper is None:
        return no_paper_words(council)[0]
    if not parts:
        return f"No {what} fits what was chosen." if progress.counted(council) else f"There are no {what}s."
    if len(held) == 1:  # of five, five are not yet due
        (only,) = held
        every = {1: "the one", 2: "both"}.get(len(chosen), f"all {wording.spelled(len(chosen))}")
        return f"{day}{every} {what}{'' if len(chosen) == 1 else 's'} {predicate(only, len(chosen), when)}."
    return f"{wording.listed_in_sentences(parts, f'{day}of {wording.count(len(chosen), what)}, ')}."


def line_sources(council: Council, lines: Sequence[Line]) -> tuple[Source, ...]:
    """Return the papers behind lines: where each is stated, and where its statuses and dates are."""
    places = [place for line in lines for place in (line.place, *(said.place for said in line.history))]
    return tuple(dict.fromkeys(source_at(council, paper, locator) for paper, locator in places))


def papers_of(council: Council, lines: Sequence[Line]) -> tuple[Source, ...]:
    """Return the papers behind many lines, without the places, which stand in the table beside each line."""
    return tuple(dict.fromkeys(s.paper for s in line_sources(council, lines)))


def standing_title(council: Council) -> str:
    """Return the finding in about ten words, with the day that it is true of and how old the evidence is."""
    when, chosen, day = tense(council), progress.followed(council), on_day(council)
    found = progress.counts(chosen)
    if council.latest_paper is None:
        return NO_PAPER.format(day=wording.day(council.as_at))
    if not chosen:
        return f"No paper gives a date or a status for any {noun(council)}"
    if not progress.reports_status(council):
        (worst,) = finding_states(council)
        of = _several(council, found[worst], worst)
        already = _already(council) if worst is Standing.PAST else ""
        return (
            f"{by_dates(council)}{of} {day}{already}{since_words(council, of_late=True) or '; no status is reported'}"
        )
    late, already = _several(council, found[Standing.PAST], Standing.PAST), ""
    if found[Standing.PAST]:
        already = _already(council)
    elif found[Standing.COMPLETE]:
        done = _several(council, found[Standing.COMPLETE], Standing.COMPLETE)
        late = f"{done} and none {predicate(Standing.PAST, 1, when)}"
    of_late = bool(found[Standing.PAST])
    return f"{wording.capital(late)} {day}{already}{since_words(council, of_late=of_late)}"


def finding_states(council: Council) -> tuple[Standing, ...]:
    """Return the states that the finding tells of, so that nothing said beside it says them again."""
    found = progress.counts(progress.followed(council))
    if progress.followed(council) and not progress.reports_status(council):
        return (next(s for s in WORST_FIRST if found[s]),)
    return (Standing.PAST,) if found[Standing.PAST] else (Standing.PAST, Standing.COMPLETE)


def by_dates(council: Council) -> str:
    """Return, to begin a sentence, by what lines stand where no paper gives a status: their dates, or dates only proposed."""
    return "By proposed dates, " if progress.only_proposed(council) else "By date, "


def _several(council: Council, number: int, standing: Standing) -> str:
    """five commitments are overdue; no commitment is overdue"""
    what = noun(council, [line for line in progress.followed(council) if line.standing == standing])
    return f"{wording.spelled(number)} {what}{'' if number < 2 else 's'} {predicate(standing, number or 1, tense(council))}"


def _already(council: Council) -> str:
    """Return how many are overdue today of those that will be on a day to come; "" for another day."""
    if council.as_at <= council.today:
        return ""
    today = progress.counts(progress.followed(council.on(council.today)))[Standing.PAST]
    then = progress.counts(progress.followed(council))[Standing.PAST]
    if then == 1:
        return ", and is already" if today else ""
    every = {0: "none", then: "both" if then == 2 else "all"}
    return f", {every.get(today, wording.spelled(today))} of them already"


WORST_FIRST = tuple(s for s in Standing if s not in (Standing.COMPLETE, Standing.NOT_REPORTED))


def since_words(council: Council, *, of_late: bool = False) -> str:
    """Return since when no paper has reported a status, to end a sentence; since when there is no paper, where none ever has.

    "" where one did, or came out, on the day shown. It is true of each commitment that it is said of: of those that are overdue
    (``of_late``), else of all that are not complete. One that was last reported in an earlier paper is not told of as in the latest.
    Where what is complete was reported at other times, it is said of which it is true.
    """
    followed = [line for line in progress.followed(council) if line.reported_on]
    state = [line for line in followed if line.standing is Standing.PAST] if of_late else []
    chosen = state or [line for line in followed if line.standing is not Standing.COMPLETE] or followed
    earliest, latest = _reported_within(chosen)
    unlike = not of_late and _months(chosen) != _months(followed)
    if earliest and latest and latest < council.as_at and wording.month(earliest) != wording.month(latest):
        whose = "those not complete " if unlike else ""
        return f"; {whose}last updated here between {wording.month(earliest)} and {wording.month(latest)}"
    if latest:
        whose = " on those not complete" if unlike else ""
        return f"; no update here{whose} since {wording.month(latest)}" if latest < council.as_at else ""
    paper, on = council.latest_paper, council.latest_report_on
    if not paper or not on or on == council.as_at:
        return ""
    inferred = paper.published_basis == PublishedBasis.INFERRED
    return f"; no paper here since {on.year if inferred else wording.month(on)}"


def _reported_within(lines: Sequence[Line]) -> tuple[date | None, date | None]:
    """Return the first and the last day on which lines were last reported; None where none was."""
    reports = [line.reported_on for line in lines if line.reported_on]
    return min(reports, default=None), max(reports, default=None)


def _months(lines: Sequence[Line]) -> list[str]:
    return [wording.month(day) for day in _reported_within(lines) if day]


def silent_words(council: Council) -> str:
    """Return how many earlier commitments match no line of the latest report, in a sentence; "" where each does."""
    silent = progress.not_reported(council)
    if not silent:
        return ""
    earlier = {line.document_id for line in silent}
    stated = [line for line in progress.lines(council) if line.document_id in earlier]
    verb = tense(council).verbs(len(silent))["have"]
    paper = wording.listed(sorted(council.document_kind(d) for d in earlier))
    of = f"{wording.spelled(len(silent))} of the {paper}'s {len(stated)} {noun(council, stated)}s"
    return f"By our reading, {of} {verb} no update published."
