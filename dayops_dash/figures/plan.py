"""Figures of the plan: how it stands, its timeline, what no report mentions, the action plan, one intention at length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.vocabulary import DueSense
from dayops_dash.figures.look import STANDING_MARK
from dayops_dash.figures.model import Cell, Chart, Entry, Figure, Grid, Heading, Kind, Link, Source, Tile, sources
from dayops_dash.figures.timeline import drawn, status_words, timeline_chart
from dayops_dash.measures import progress
from dayops_dash.measures.progress import Line, Statement
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
    Standing.COMPLETE: "as the council reported",
    Standing.PAST: "the last day has passed",
    Standing.DUE_NOW: "the period has begun",
    Standing.NOT_YET: "the date lies ahead",
    Standing.NO_DATE: "no date, or a conditional one",
    Standing.NOT_REPORTED: "in an earlier paper, in no report",
}
ALWAYS = (Standing.COMPLETE, Standing.PAST)  # shown even where there are none: their absence is news
NOTE_DERIVED = (
    "Complete and other statuses are the council's own words. Due now, not yet due and past its date are worked out here "
    "from the due date as written. A season is given until its last day in the looser sense before it counts as past."
)
GRID = (
    Heading("intention", "Intention"),
    Heading("against_its_date", "Against its date"),
    Heading("due_as_written", "Due, as written"),
    Heading("reported", "Reported status"),
    Heading("days_since_evidence", "Days since evidence", Kind.COUNT),
    Heading("owner", "Owner"),
    Heading("priority", "Priority"),
    Heading("depends_on", "Depends on"),
    Heading("theme", "Theme"),
    Heading("place", "Place in paper"),
)


@dataclass(frozen=True)
class Choices:
    """What a reader chose to see. "" is everything."""

    theme: str = ""
    status: str = ""
    standing: str = ""
    priority: str = ""
    search: str = ""

    def keeps(self, line: Line) -> bool:
        words = " ".join((line.label, line.summary, line.theme, line.owner_role)).casefold()
        return (
            self.theme in ("", line.theme)
            and self.status in ("", line.reported_status or "none reported")
            and self.standing in ("", line.standing)
            and self.priority in ("", line.priority)
            and all(word in words for word in self.search.casefold().split())
        )

    def words(self) -> str:
        """Return what was chosen, in words; "" for everything."""
        chosen = [self.theme, self.status, self.standing, self.priority, self.search and f"“{self.search}”"]
        return wording.listed([c for c in chosen if c])


def said(number: int, standing: Standing) -> str:
    """1 is complete, 6 are not yet due"""
    if number == 0:
        return f"none {SAY[standing][0]}"
    return f"{wording.spelled(number)} {SAY[standing][number != 1]}"


def standing_words(chosen: Sequence[Line], noun: str) -> str:
    """Return how many of some lines stand in each class that has any, in a sentence."""
    parts = [said(n, s) for s, n in progress.counts(tuple(chosen)).items() if n]
    return f"Of {wording.count(len(chosen), noun)}, {wording.listed(parts)}." if parts else f"There are no {noun}s."


def line_sources(council: Council, lines: Sequence[Line]) -> tuple[Source, ...]:
    """Return the papers behind lines: where each is stated, and where its statuses and dates are."""
    rows = [{"document_id": x.document_id, "locator": x.locator} for line in lines for x in (line, *line.history)]
    return sources(council, rows)


def papers_of(council: Council, lines: Sequence[Line]) -> tuple[Source, ...]:
    """Return the papers behind many lines, without the places, which stand in the table beside each line."""
    return tuple(dict.fromkeys(Source(s.title, "") for s in line_sources(council, lines)))


def standing_figure(council: Council) -> Figure:
    """How many of the counted intentions stand in each class. Their counts add up to the number counted."""
    chosen = progress.counted(council)
    found = progress.counts(chosen)
    unknown = found[Standing.NO_DATE] + found[Standing.NOT_REPORTED]
    verb = "has" if unknown == 1 else "have"
    return Figure(
        "standing",
        f"{unknown} of {wording.count(len(chosen), 'intention')} {verb} no firm date or no report"
        if unknown
        else standing_title(council),
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
        reported = [line for line in followed if line.reported_status]
        complete = sum(line.standing is Standing.COMPLETE for line in reported)
        verb = SAY[Standing.COMPLETE][complete != 1]
        return f"{complete} of {len(reported)} reported activities {verb}; {said(found[Standing.PAST], Standing.PAST)}"
    worst = next(s for s in (Standing.PAST, Standing.DUE_NOW, Standing.NOT_YET, Standing.NO_DATE) if found[s])
    return f"No status is reported; by date, {found[worst]} of {len(followed)} {SAY[worst][found[worst] != 1]}"


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


def timeline_figure(council: Council, choices: Choices) -> Figure:
    """The due interval of each followed intention that the reader chose, and the day that they are seen from."""
    chosen = sorted((x for x in progress.followed(council) if choices.keeps(x)), key=progress.attention)
    lines, grid = drawn(chosen), action_grid(council, chosen)
    words = standing_words(chosen, "intention") + _undrawn(chosen, lines)
    within = f" ({choices.words()})" if choices.words() else ""
    chart = Chart(timeline_chart(lines, council.as_at), f"Timeline. {words}") if lines else None
    return Figure(
        "timeline",
        f"{wording.count(len(chosen), 'intention')} with a date or a status{within}; {_ahead_words(chosen, council.as_at)}",
        f"When each intention is due, {council.short_title}, as at {wording.day(council.as_at)}. Pale bars have an open end",
        words,
        grid,
        chart=chart,
        notes=(NOTE_DERIVED, *_vague_note(chosen), *_unfilled_note(grid)),
        sources=papers_of(council, chosen),
    )


def _ahead_words(chosen: Sequence[Line], as_at: date) -> str:
    """Return the last date that lies ahead, in a clause."""
    ahead = [
        line.due.latest
        for line in chosen
        if line.due.latest and line.due.latest >= as_at and line.standing is not Standing.COMPLETE
    ]
    return f"the last is due in {wording.month(max(ahead))}" if ahead else "no end lies ahead"


def _undrawn(chosen: Sequence[Line], lines: Sequence[Line]) -> str:
    left = len(chosen) - len(lines)
    return (
        f" {wording.capital(wording.spelled(left))} {'has' if left == 1 else 'have'} no dates to draw and {'is' if left == 1 else 'are'} in the table only."
        if left
        else ""
    )


def _vague_note(chosen: Sequence[Line]) -> tuple[str, ...]:
    vague = [line for line in chosen if line.due_sense == DueSense.VAGUE]
    return tuple(f"“{x.due_as_written}” ({x.label}) is vague: its days are inferred." for x in vague)


def action_grid(council: Council, chosen: Sequence[Line]) -> Grid:
    """Return the director's table of lines: one row an intention. A column that no paper fills is left out."""
    titles = {line.intention_id: line.label for line in progress.lines(council)}
    rows = [_action_row(line, titles) for line in chosen]
    kept = [i for i in range(len(GRID)) if i < 3 or any(not wording.missing(row[i]) for row in rows)]
    return Grid(tuple(GRID[i] for i in kept), tuple(tuple(row[i] for i in kept) for row in rows))


def _unfilled_note(grid: Grid) -> tuple[str, ...]:
    """Say which columns are not there because no paper fills them."""
    absent = [h.label.lower() for h in GRID if h not in grid.headings]
    return (
        (f"Not shown, because no paper states any for these lines: {wording.listed(absent)}.",)
        if absent and grid.rows
        else ()
    )


def _action_row(line: Line, titles: dict[str, str]) -> tuple[Cell, ...]:
    since = (
        f" {wording.short_day(line.reported_on)}"
        if line.derived is Derived.PASSED_NO_UPDATE and line.reported_on
        else ""
    )
    return (
        line.label,
        f"{STANDING_MARK[line.standing]} {line.derived}{since}",
        line.due_as_written,
        line.status_as_written or line.reported_status,
        line.days_since_evidence,
        line.owner_role,
        line.priority,
        wording.listed([titles[i] for i in line.depends_on if i in titles]),
        line.theme,
        line.locator,
    )


def action_figure(council: Council, choices: Choices, order: str) -> Figure:
    """Every action with what a director asks of it; what needs attention first unless sorted otherwise."""
    chosen = sorted((x for x in progress.counted(council) if choices.keeps(x)), key=ORDERS[order])
    followed, grid = [x for x in chosen if x.followed], action_grid(council, chosen)
    first = next(
        (x for x in sorted(chosen, key=progress.attention) if x.standing in (Standing.PAST, Standing.DUE_NOW)), None
    )
    title = f"{wording.count(len(chosen), 'action')}: {len(followed)} with a date or status, {len(chosen) - len(followed)} without"
    lead = f" What needs attention first: {first.label} ({first.derived.lower()})." if first else ""
    return Figure(
        "action-plan",
        title,
        f"Every intention and action, {council.short_title}, as at {wording.day(council.as_at)}",
        standing_words(chosen, "action") + lead,
        grid,
        notes=(NOTE_DERIVED, *_unfilled_note(grid)),
        sources=papers_of(council, chosen),
        grid_first=True,
    )


ORDERS = {
    "attention": progress.attention,
    "due": lambda line: (line.due.latest or line.due.earliest or progress.FAR, line.title),
    "evidence": lambda line: (-(line.days_since_evidence or -1), line.title),
    "theme": lambda line: (line.theme, progress.attention(line)),
    "name": lambda line: line.title.casefold(),
}


def silent_figure(council: Council, choices: Choices) -> Figure | None:
    """The intentions of earlier papers that no report mentions; None where there are none."""
    silent = [line for line in progress.not_reported(council) if choices.keeps(line)]
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


def intention_figure(council: Council, intention_id: str) -> Figure | None:
    """One intention at length: its words, its history, what it depends on, where it stands; None where there is none such."""
    lines = {line.intention_id: line for line in progress.lines(council)}
    if intention_id not in lines:
        return None
    line = lines[intention_id]
    entry = _entry(council, line, lines)
    return Figure(
        "intention",
        line.label,
        f"One intention at length, {council.short_title}, as at {wording.day(council.as_at)}",
        f"{status_words(line)[2:]}.",
        action_grid(council, [line]),
        entries=(entry,),
        sources=line_sources(council, [line]),
    )


def _entry(council: Council, line: Line, lines: dict[str, Line]) -> Entry:
    def named(ids: Sequence[str]) -> str:
        return wording.listed([lines[i].label for i in ids if i in lines])

    pairs = (
        ("Kind", wording.capital(line.kind)),
        ("Theme", line.theme),
        ("Part of", named([line.parent_id])),
        ("Parts", named([x.intention_id for x in lines.values() if x.parent_id == line.intention_id])),
        ("Due, as written", line.due_as_written or "No date"),
        ("Against its date", str(line.derived)),
        ("Reported", line.status_as_written or line.reported_status or "No status in any paper"),
        ("Whose test of complete", line.completion_test),
        ("Evidence", _evidence(line)),
        ("Owner", line.owner_role or "Not stated"),
        ("Depends on", named(line.depends_on)),
        ("Taken up later as", named(line.taken_up_as)),
        ("Takes up", named(line.takes_up)),
        ("Note", line.note),
    )
    history = tuple(_told(council, statement) for statement in line.history)
    return Entry(
        line.intention_id,
        line.label,
        line.summary,
        tuple(p for p in pairs if p[1]),
        history,
        line_sources(council, [line]),
    )


def _evidence(line: Line) -> str:
    if line.days_since_evidence is None or line.reported_on is None:
        return "No report gives a status"
    return f"Last reported on {wording.day(line.reported_on)}, {wording.count(line.days_since_evidence, 'day')} before the as-at date"


def _told(council: Council, statement: Statement) -> str:
    when = wording.day(statement.reported_on) if statement.reported_on else "No date"
    parts = (
        statement.status_as_written or statement.reported_status,
        f"due “{statement.due_as_written}”" if statement.due_as_written else "",
        statement.completed_as_written,
        statement.note,
    )
    return f"{when}: {wording.sentence('; '.join(p.rstrip('.') for p in parts if p))} ({council.document_title(statement.document_id)}, {statement.locator})"
