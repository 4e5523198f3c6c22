"""The headline of the plan: how much of it can be followed, how that stands, and what is different today."""

from __future__ import annotations

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.figures.plan.against_date import noun
from dayops_dash.figures.plan.standing import by_dates, count_words, finding_states, since_words, standing_title
from dayops_dash.figures.shared.day import Tense, no_paper_words, on_day, opening, tense
from dayops_dash.measures.plan import progress
from dayops_dash.measures.plan.status import Standing
from dayops_dash.measures.plan.work import days_late

UNKNOWN = (Standing.NO_DATE, Standing.NOT_REPORTED)  # told last: nothing can be held against them
FIRST = (Standing.PAST, Standing.COMPLETE)
ANSWERED = (*FIRST, *(s for s in Standing if s not in (*FIRST, *UNKNOWN)))
CHANGED = (Standing.PAST, Standing.COMPLETE, Standing.BEGUN, Standing.DUE_NOW)
MOST_NAMED = 2  # of what is overdue equally long
READING = {Standing.NOT_REPORTED: " (our reading)"}


def answer_words(council: Council) -> str:
    """Return where a council stands: what can be followed, how it stands on the day shown, and what cannot be followed."""
    if council.latest_paper is None:
        return no_paper_words(council)[0]
    when, counted = tense(council), progress.counted(council)
    found, followed = progress.counts(counted), progress.followed(council)
    parts = [count_words(n, s, when) for s in ANSWERED if (n := found[s])]
    by = by_dates(council) if progress.only_proposed(council) else ""
    stands = f" {wording.begin(by + wording.listed(parts))}{since_words(council)}." if parts else ""
    return f"{opening(council)}{_followed_words(council, len(followed), len(counted))}.{stands}{_rest(council)}"


def overview_words(council: Council) -> str:
    """Return what is late, since when there is no update, and what cannot be followed; how much can, the title below says."""
    if council.latest_paper is None:
        return " ".join(filter(None, no_paper_words(council)))
    said = finding_states(council)
    others = (*(s for s in Standing if s not in (*said, *UNKNOWN)), *UNKNOWN)
    finding = standing_title(council)
    if tense(council) is Tense.AHEAD:
        finding = f"If nothing more is published, {wording.uncapital(finding)}"
    return f"{finding}.{longest_words(council)}{_rest(council, others)}{_none_ahead(council)}"


def longest_words(council: Council) -> str:
    """Return what is overdue the longest, and by how much, in a sentence; "" where the days of none that is overdue are known."""
    late = [(days, x) for x in progress.followed(council) if (days := days_late(x, council.as_at))]
    if not late:
        return ""
    most = max(days for days, _ in late)
    longest = [line for days, line in late if days == most]
    names = wording.listed([f"“{line.label}”" for line in longest])
    named = f": {names}" if len(longest) <= MOST_NAMED else f", for {wording.spelled(len(longest))} of them"
    return f" The longest delay {tense(council).verbs(1)['be']} {wording.age(most)}{named}."


def _none_ahead(council: Council) -> str:
    """Return that nothing lies ahead of the day shown; "" where something does, or nothing ever had a date."""
    if progress.next_dates(council):
        return ""
    return f" No {noun(council)} {tense(council).verbs(1)['have']} a date still to come."


def followed_title(council: Council) -> str:
    """Return how much of the plan can be followed, with the day that it is true of: the title of its squares."""
    if council.latest_paper is None or not progress.followed(council):
        return standing_title(council)
    followed, counted = len(progress.followed(council)), len(progress.counted(council))
    return f"{wording.capital(_followed_words(council, followed, counted))} {on_day(council)}"


def _rest(council: Council, states: tuple[Standing, ...] = UNKNOWN) -> str:
    """Return in a sentence how many are in some states, those that cannot be followed; "" where none."""
    found = progress.counts(progress.counted(council))
    other = [count_words(n, s, tense(council)) + READING.get(s, "") for s in states if (n := found[s])]
    return f" {wording.begin(wording.listed_in_sentences(other))}." if other else ""


def _followed_words(council: Council, followed: int, counted: int) -> str:
    """Return how much of the plan can be followed: we can follow 11 of 44 commitments."""
    what, when = noun(council), tense(council)
    of = f"{wording.out_of(followed, counted)} {what}{'' if counted == 1 else 's'}"
    return (
        f"{of} {'has' if followed == 1 else 'have'} a date or a status"
        if when is Tense.AHEAD
        else f"we {when.can} follow {of}"
    )


def today_words(council: Council) -> str:
    """Return what is different today from the day shown, in a sentence; "" where the day shown is today."""
    if council.is_today:
        return ""
    now, today = council.on(council.today), wording.day(council.today)
    counts, then = (progress.counts(progress.counted(each)) for each in (now, council))
    moved = [s for s in CHANGED if counts[s] != then[s]]
    by = "then" if council.as_at < council.today else f"on {wording.day(council.as_at)}"
    parts = [f"{count_words(counts[s], s)} ({wording.spelled(then[s]) if then[s] else 'none'} {by})" for s in moved]
    later = sum(council.as_at < day <= council.today for day in council.dataset.report_dates)
    if later:
        parts.append(f"{wording.spelled(later)} later paper{' is' if later == 1 else 's are'} published")
    if not parts:
        return f"Nothing that is counted here differs from today, {today}{since_words(now)}."
    return f"Today, {today}, {wording.listed(parts)}{since_words(now)}."
