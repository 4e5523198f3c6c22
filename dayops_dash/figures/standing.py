"""How the plan stands: how many intentions are in each class, and which no report mentions."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.figures.look import STANDING_MARK
from dayops_dash.figures.model import Figure, Grid, Heading, Kind, Link, Source, Tile
from dayops_dash.measures import progress
from dayops_dash.measures.progress import Line
from dayops_dash.measures.status import Derived, Standing

SAY = {  # how a class is said of several intentions, after their number
    Standing.COMPLETE: ("is complete", "are complete"),
    Standing.PAST: ("is past its date", "are past their date"),
    Standing.DUE_NOW: ("is due now", "are due now"),
    Standing.NOT_YET: ("is not yet due", "are not yet due"),
    Standing.NO_DATE: ("has no firm date", "have no firm date"),
    Standing.NOT_REPORTED: ("is not reported on", "are not reported on"),
}
DETAIL = {
    Standing.COMPLETE: "the council's word",
    Standing.PAST: "the last day has passed",
    Standing.DUE_NOW: "in the time set, or begun with no end set",
    Standing.NOT_YET: "the date lies ahead",
    Standing.NO_DATE: "no date, or a conditional one",
    Standing.NOT_REPORTED: "in an earlier paper, in no report",
}
ALWAYS = (Standing.COMPLETE, Standing.PAST)  # shown even where there are none: their absence is news
NOTE_DERIVED = (
    "Complete and other statuses are the council's own words. Due now, not yet due and past its date are worked out here "
    "from the due date as written. Summer, for instance, counts until 22 September before it is called past."
)


def said(number: int, standing: Standing) -> str:
    """1 is complete, 6 are not yet due"""
    if number == 0:
        return f"none {SAY[standing][0]}"
    return f"{wording.spelled(number)} {SAY[standing][number != 1]}"


def standing_words(chosen: Sequence[Line], noun: str) -> str:
    """Return how many of some lines stand in each class that has any, in a sentence."""
    held = {s: n for s, n in progress.counts(tuple(chosen)).items() if n}
    parts = [said(n, s) for s, n in held.items()]
    if len(held) == 1 and len(chosen) > 1:  # of five, five are not yet due
        (only,) = held
        return f"{'Both' if len(chosen) == 2 else f'All {wording.spelled(len(chosen))}'} {noun}s {SAY[only][1]}."
    return f"Of {wording.count(len(chosen), noun)}, {wording.listed(parts)}." if parts else f"There are no {noun}s."


def against(line: Line) -> str:
    """Return how a line stands against its date, in whole words: since when there has been no update, or that there is none."""
    if line.derived is Derived.PASSED_NO_UPDATE:
        since = (
            f"no update since {wording.short_day(line.reported_on)}" if line.reported_on else "no paper reports on it"
        )
        return f"Due date passed; {since}"
    return str(line.derived)


def line_sources(council: Council, lines: Sequence[Line]) -> tuple[Source, ...]:
    """Return the papers behind lines: where each is stated, and where its statuses and dates are."""
    places = [place for line in lines for place in (line.place, *(said.place for said in line.history))]
    return tuple(dict.fromkeys(Source(council.document_title(paper), locator) for paper, locator in places))


def papers_of(council: Council, lines: Sequence[Line]) -> tuple[Source, ...]:
    """Return the papers behind many lines, without the places, which stand in the table beside each line."""
    return tuple(dict.fromkeys(Source(s.title, "") for s in line_sources(council, lines)))


def standing_figure(council: Council) -> Figure:
    """How many of the counted intentions stand in each class. Their counts add up to the number counted."""
    chosen = progress.counted(council)
    found = progress.counts(chosen)
    return Figure(
        "standing",
        standing_title(council),
        f"Number of intentions, {council.short_title}, as at {wording.day(council.as_at)}",
        " ".join(
            part
            for part in (standing_words(chosen, "intention"), silent_words(council), _taken_up_words(council))
            if part
        ),
        Grid(
            (
                Heading("stands", "Stands"),
                Heading("intentions", "Intentions", Kind.COUNT),
                Heading("meaning", "Meaning"),
            ),
            tuple((str(s), found[s], DETAIL[s]) for s in Standing),
        ),
        tiles=tuple(_tile(s, found[s]) for s in Standing if found[s] or s in ALWAYS),
        brief=True,
        notes=(NOTE_DERIVED,),
        sources=papers_of(council, chosen),
    )


def _tile(standing: Standing, number: int) -> Tile:
    link = Link(
        "progress", "See which" if number else "See the plan", (("stands", standing.name.lower()),) if number else ()
    )
    return Tile(f"{number:,}", str(standing), DETAIL[standing], STANDING_MARK[standing], standing.name.lower(), link)


def standing_title(council: Council) -> str:
    """Return the finding in about ten words: what is reported complete, else what the dates say."""
    followed = progress.followed(council)
    found = progress.counts(followed)
    if not followed:
        return "No paper gives a date or a status for any intention"
    if progress.reports_status(council):
        return wording.capital(
            f"{said(found[Standing.COMPLETE], Standing.COMPLETE)}; {said(found[Standing.PAST], Standing.PAST)}"
        )
    worst = next(s for s in (Standing.PAST, Standing.DUE_NOW, Standing.NOT_YET, Standing.NO_DATE) if found[s])
    return f"No status is reported; by date, {found[worst]} of {len(followed)} {SAY[worst][found[worst] != 1]}"


def answer_words(council: Council) -> str:
    """Return where a council stands in two sentences: what can be followed and how it stands, and what cannot."""
    counted, followed = progress.counted(council), progress.followed(council)
    parts = [said(n, s) for s, n in progress.counts(followed).items() if n]
    first = f"{len(followed)} of {wording.count(len(counted), 'intention')} can be followed"
    other = _not_followed(
        [line for line in counted if line not in followed], with_none=progress.counts(followed)[Standing.NO_DATE]
    )
    return f"{first}: {wording.listed(parts)}.{other}" if parts else f"{first}.{other}"


def _not_followed(lines: Sequence[Line], *, with_none: int) -> str:
    """Return why some lines cannot be followed, in a sentence: stated without a date or a status, or in no later report.

    ``with_none`` of those that can be followed have no firm date either: the sentence says how many that makes in all.
    """
    silent = sum(line.standing is Standing.NOT_REPORTED for line in lines)
    bare = len(lines) - silent
    told = [f"{wording.spelled(bare)} {'has' if bare == 1 else 'have'} neither a date nor a status"] if bare else []
    told = [f"{told[0]}, which makes {bare + with_none} without a firm date"] if told and with_none else told
    told += [f"{wording.spelled(silent)} {'is' if silent == 1 else 'are'} in no later report"] if silent else []
    return f" {wording.capital(wording.listed(told))}." if told else ""


def silent_words(council: Council) -> str:
    """Return what the latest report passes over, in a sentence; "" where it passes over nothing."""
    silent = progress.not_reported(council)
    if not silent:
        return ""
    earlier = {line.document_id for line in silent}
    stated = [line for line in progress.lines(council) if line.document_id in earlier]
    verb = "is" if len(silent) == 1 else "are"
    paper = wording.listed(sorted(council.document_kind(d) for d in earlier))
    return f"{wording.capital(wording.spelled(len(silent)))} of the {paper}'s {len(stated)} intentions {verb} in no later report."


def _taken_up_words(council: Council) -> str:
    taken = len(progress.lines(council)) - len(progress.counted(council))
    return (
        f"{wording.capital(wording.spelled(taken))} more are counted under the later line that took them up."
        if taken
        else ""
    )


def silent_figure(council: Council, keeps: Callable[[Line], bool]) -> Figure | None:
    """The intentions of earlier papers that no report mentions; None where there are none."""
    silent = [line for line in progress.not_reported(council) if keeps(line)]
    if not silent:
        return None
    return Figure(
        "not-reported",
        silent_words(council).rstrip(".")
        if len(silent) == len(progress.not_reported(council))
        else f"{len(silent)} chosen {SAY[Standing.NOT_REPORTED][len(silent) != 1]}",
        f"Intentions with neither a status nor a date in any paper, {council.short_title}, as at {wording.day(council.as_at)}",
        "No paper says whether these have begun, when they are due or what came of them. A report may have meant some of "
        "them under another name: where we read it so, the intention is counted under the line that took it up.",
        Grid(
            (Heading("intention", "Intention"), Heading("theme", "Theme"), Heading("place", "Place in paper")),
            tuple((line.label, line.theme, line.locator) for line in silent),
        ),
        sources=papers_of(council, silent),
        grid_first=True,
    )
