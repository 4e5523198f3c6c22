"""How the plan stands: how many intentions are in each class, and which match no line of a later report."""

from __future__ import annotations

from collections.abc import Sequence

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.vocabulary import PublishedBasis
from dayops_dash.figures.shared.day import Tense, no_paper_words, on_day, opening, tense
from dayops_dash.figures.shared.grid import GridColumn, Kind, grid_of
from dayops_dash.figures.shared.link import Link
from dayops_dash.figures.shared.look import STANDING_MARK
from dayops_dash.figures.shared.model import Figure, Source, Tile, source_at
from dayops_dash.measures.plan import progress
from dayops_dash.measures.plan.line import Line
from dayops_dash.measures.plan.status import Standing

SAY = {  # how a class is said of several intentions, after their number
    Standing.COMPLETE: "{be} complete",
    Standing.PAST: "{be} overdue",
    Standing.DUE_NOW: "{be} due{now}",
    Standing.BEGUN: "{have} begun or {were} due to begin",
    Standing.NOT_YET: "{be} not yet due",
    Standing.CONDITIONAL: "{be} conditional",
    Standing.NO_DATE: "{have} no date set",
    Standing.NOT_REPORTED: "{have} no published update",
}
DETAIL = {
    Standing.COMPLETE: "the council's word",
    Standing.PAST: "the last day has passed",
    Standing.DUE_NOW: "in the time set",
    Standing.BEGUN: "the start date has passed, and no end is set",
    Standing.NOT_YET: "the date lies ahead",
    Standing.CONDITIONAL: "a timescale, if a condition is met",
    Standing.NO_DATE: "no day can be held against it",
    Standing.NOT_REPORTED: "matched to no line of a later report (our reading)",
}
DETAIL_PROPOSED = {
    Standing.PAST: "the last day proposed has passed",
    Standing.BEGUN: "the proposed start has passed; approval not known",
}
NO_PAPER = "No paper here by {day}"
ALWAYS = (Standing.COMPLETE, Standing.PAST)  # shown even where there are none: their absence is news
NOTE_DERIVED = (
    "Complete and other statuses are the council's own words. Due now, not yet due, overdue and begun or due to begin are "
    "worked out here from the date as written. Summer, for instance, counts until 22 September before it is called overdue."
)


def count_words(number: int, standing: Standing, when: Tense = Tense.NOW) -> str:
    """Return a number of intentions with their class: 1 is complete, 6 are not yet due; "none is overdue" for 0."""
    verb = predicate(standing, number or 1, when)
    return f"{wording.spelled(number) if number else 'none'} {verb}"


def predicate(standing: Standing, number: int, when: Tense = Tense.NOW) -> str:
    """Return what is said of one or of several intentions of a class: "are overdue"; "were overdue" of a day gone by."""
    return SAY[standing].format(**when.verbs(number))


def standing_words(council: Council, chosen: Sequence[Line], noun: str) -> str:
    """Return how many of some lines stand in each class that has any on the day shown, in a sentence that names the day."""
    when, day = tense(council), opening(council)
    held = {s: n for s, n in progress.counts(tuple(chosen)).items() if n}
    parts = [count_words(n, s, when) for s, n in held.items()]
    if council.latest_paper is None:
        return no_paper_words(council)[0]
    if not parts:
        return f"There are no {noun}s."
    if len(held) == 1 and len(chosen) > 1:  # of five, five are not yet due
        (only,) = held
        every = "both" if len(chosen) == 2 else f"all {wording.spelled(len(chosen))}"
        return f"{day}{every} {noun}s {predicate(only, len(chosen), when)}."
    return f"{day}of {wording.count(len(chosen), noun)}, {wording.listed(parts)}."


def line_sources(council: Council, lines: Sequence[Line]) -> tuple[Source, ...]:
    """Return the papers behind lines: where each is stated, and where its statuses and dates are."""
    places = [place for line in lines for place in (line.place, *(said.place for said in line.history))]
    return tuple(dict.fromkeys(source_at(council, paper, locator) for paper, locator in places))


def papers_of(council: Council, lines: Sequence[Line]) -> tuple[Source, ...]:
    """Return the papers behind many lines, without the places, which stand in the table beside each line."""
    return tuple(dict.fromkeys(s.paper for s in line_sources(council, lines)))


def standing_figure(council: Council) -> Figure:
    """How many of the counted intentions stand in each class. Their counts add up to the number counted."""
    chosen = progress.counted(council)
    found = progress.counts(chosen)
    detail = DETAIL | (DETAIL_PROPOSED if progress.only_proposed(council) else {})
    return Figure(
        "standing",
        standing_title(council),
        f"Number of intentions, {council.short_title}, as at {wording.day(council.as_at)}",
        " ".join(
            part
            for part in (standing_words(council, chosen, "intention"), silent_words(council), _taken_up_words(council))
            if part
        ),
        grid_of(
            Standing,
            GridColumn("stands", "Stands", lambda s: str(s)),
            GridColumn("intentions", "Intentions", lambda s: found[s], Kind.COUNT),
            GridColumn("meaning", "Meaning", lambda s: detail[s]),
        ),
        tiles=tuple(_tile(s, found[s], detail[s]) for s in Standing if found[s] or s in ALWAYS),
        brief=True,
        notes=(NOTE_DERIVED,),
        sources=papers_of(council, chosen),
    )


def _tile(standing: Standing, number: int, detail: str) -> Tile:
    link = Link(
        "progress", "See which" if number else "See the plan", (("stands", standing.name.lower()),) if number else ()
    )
    return Tile(f"{number:,}", str(standing), detail, STANDING_MARK[standing], standing.name.lower(), link)


def standing_title(council: Council) -> str:
    """Return the finding in about ten words, with the day that it is true of and how old the evidence is."""
    when, chosen, day = tense(council), progress.followed(council), on_day(council)
    found = progress.counts(chosen)
    if council.latest_paper is None:
        return NO_PAPER.format(day=wording.day(council.as_at))
    if not chosen:
        return "No paper gives a date or a status for any intention"
    if not progress.reports_status(council):
        worst = next(s for s in WORST_FIRST if found[s])
        of = f"{wording.out_of(found[worst], len(chosen))} {predicate(worst, found[worst], when)}"
        already = _already(council) if worst is Standing.PAST else ""
        return f"{by_dates(council)}{of} {day}{already}{since_words(council) or '; no status is reported'}"
    late, already = _intentions(found[Standing.PAST], Standing.PAST, when), ""
    if found[Standing.PAST]:
        already = _already(council)
    elif found[Standing.COMPLETE]:
        done = _intentions(found[Standing.COMPLETE], Standing.COMPLETE, when)
        late = f"{done} and none {predicate(Standing.PAST, 1, when)}"
    return f"{wording.capital(late)} {day}{already}{since_words(council)}"


def by_dates(council: Council) -> str:
    """Return, to begin a sentence, by what lines stand where no paper gives a status: their dates, or dates only proposed."""
    return "By proposed dates, " if progress.only_proposed(council) else "By date, "


def _intentions(number: int, standing: Standing, when: Tense) -> str:
    """five intentions are overdue; no intention is overdue"""
    noun = "intention" if number < 2 else "intentions"
    return f"{wording.spelled(number)} {noun} {predicate(standing, number or 1, when)}"


def _already(council: Council) -> str:
    """Return how many are overdue today of those that will be on a day to come; "" for another day."""
    if council.as_at <= council.today:
        return ""
    today = progress.counts(progress.followed(council.on(council.today)))[Standing.PAST]
    then = progress.counts(progress.followed(council))[Standing.PAST]
    return f", {'all' if today == then else wording.spelled(today) if today else 'none'} of them already"


WORST_FIRST = (
    Standing.PAST,
    Standing.DUE_NOW,
    Standing.BEGUN,
    Standing.NOT_YET,
    Standing.CONDITIONAL,
    Standing.NO_DATE,
)


def since_words(council: Council) -> str:
    """Return since when no paper has reported a status, to end a sentence; since when there is no paper, where none ever has.

    "" where one did, or came out, on the day shown.
    """
    reports = [line.reported_on for line in progress.followed(council) if line.reported_on]
    latest = max(reports, default=None)
    if latest:
        return f"; no update since {wording.month(latest)}" if latest < council.as_at else ""
    paper, on = council.latest_paper, council.latest_report_on
    if not paper or not on or on == council.as_at:
        return ""
    inferred = paper.published_basis == PublishedBasis.INFERRED
    return f"; no paper here since {on.year if inferred else wording.month(on)}"


def answer_words(council: Council) -> str:
    """Return where a council stands: what can be followed, how it stands on the day shown, and what cannot be followed."""
    if council.latest_paper is None:
        return no_paper_words(council)[0]
    when = tense(council)
    counted, followed = progress.counted(council), progress.followed(council)
    found = progress.counts(followed)
    parts = [count_words(n, s, when) for s in ANSWERED if (n := found[s])]
    first = (
        f"{opening(council)}{wording.out_of(len(followed), len(counted))} intention{'' if len(counted) == 1 else 's'} "
        f"{'will have a date or a status' if when is Tense.AHEAD else f'{when.can} be followed'}."
    )
    by = by_dates(council) if progress.only_proposed(council) else ""
    whole = by + wording.listed(parts)
    stands = f" {_begins(whole)}{since_words(council)}." if parts else ""
    other = _not_followed(
        [line for line in counted if line not in followed], with_none=found[Standing.NO_DATE], when=when
    )
    return f"{first}{stands}{other}"


def _begins(words: str) -> str:
    """Return words to begin a sentence: a number that leads them is spelled."""
    first, _, rest = words.partition(" ")
    return f"{wording.begun(int(first))} {rest}" if first.isdigit() else wording.capital(words)


ANSWERED = (Standing.PAST, Standing.COMPLETE, *(s for s in Standing if s not in (Standing.PAST, Standing.COMPLETE)))


def today_words(council: Council) -> str:
    """Return what is different today from the day shown, in a sentence; "" where the day shown is today."""
    if council.is_today:
        return ""
    now, today = council.on(council.today), wording.day(council.today)
    counts, then = (progress.counts(progress.counted(each)) for each in (now, council))
    moved = [s for s in (Standing.PAST, Standing.COMPLETE, Standing.BEGUN, Standing.DUE_NOW) if counts[s] != then[s]]
    by = "then" if council.as_at < council.today else f"on {wording.day(council.as_at)}"
    parts = [f"{count_words(counts[s], s)} ({wording.spelled(then[s]) if then[s] else 'none'} {by})" for s in moved]
    later = sum(council.as_at < day <= council.today for day in council.dataset.report_dates)
    if later:
        parts.append(f"{wording.spelled(later)} later paper{' is' if later == 1 else 's are'} published")
    if not parts:
        return f"Nothing that is counted here differs from today, {today}{since_words(now)}."
    return f"Today, {today}, {wording.listed(parts)}{since_words(now)}."


def _not_followed(lines: Sequence[Line], *, with_none: int, when: Tense) -> str:
    """Return why some lines cannot be followed, in a sentence: stated without a date or a status, or matched to no line of a later report.

    ``with_none`` of those that can be followed have no firm date either: the sentence says how many that makes in all.
    """
    silent = sum(line.standing is Standing.NOT_REPORTED for line in lines)
    bare = len(lines) - silent
    parts = []
    if bare:
        makes = f", which makes {bare + with_none} without a date" if with_none else ""
        parts.append(f"{wording.spelled(bare)} {when.verbs(bare)['have']} neither a date nor a status{makes}")
    if silent:
        parts.append(
            f"{wording.spelled(silent)} {when.verbs(silent)['be']} matched to no line of a later report (our reading)"
        )
    return f" {_begins(wording.listed(parts))}." if parts else ""


def silent_words(council: Council) -> str:
    """Return how many earlier intentions match no line of the latest report, in a sentence; "" where each does."""
    silent = progress.not_reported(council)
    if not silent:
        return ""
    earlier = {line.document_id for line in silent}
    stated = [line for line in progress.lines(council) if line.document_id in earlier]
    verb = "matched" if tense(council) is Tense.THEN else "matches" if len(silent) == 1 else "match"
    paper = wording.listed(sorted(council.document_kind(d) for d in earlier))
    of = f"{wording.spelled(len(silent))} of the {paper}'s {len(stated)} intentions"
    return f"By our reading, {of} {verb} no line of a later report."


def _taken_up_words(council: Council) -> str:
    taken = sum(bool(line.taken_up_as) and not line.spoken_of for line in progress.lines(council))
    return f"{wording.begun(taken)} more are counted under the later line that took them up." if taken else ""
