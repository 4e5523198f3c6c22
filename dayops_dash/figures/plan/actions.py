"""The action plan: every intention with what a director asks of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.figures.plan.against_date import against, noun, to_line
from dayops_dash.figures.plan.standing import NO_PAPER, NOTE_DERIVED, papers_of, predicate, silent_words, standing_words
from dayops_dash.figures.shared.day import tense
from dayops_dash.figures.shared.grid import Grid, GridColumn, Kind, grid_of
from dayops_dash.figures.shared.model import Figure
from dayops_dash.figures.shared.states import STATES
from dayops_dash.measures.plan import progress
from dayops_dash.measures.plan.line import Line
from dayops_dash.measures.plan.status import Standing
from dayops_dash.measures.plan.work import Quarter, days_late, quarter_of

ALWAYS = ("intention", "against_its_date", "due_as_written")  # columns that are there whatever the papers fill

WORKED_OUT = ("days_late",)  # columns that no paper fills: they are empty where there is nothing to work out

UNDATED = "undated"  # how those without a date are chosen by quarter
NO_OWNER = "no owner stated"  # how those without one are chosen
URGENT = (Standing.PAST, Standing.DUE_NOW, Standing.BEGUN)


@dataclass(frozen=True)
class Choices:
    """What a reader chose to see. "" is everything."""

    theme: str = ""
    status: str = ""
    standing: str = ""
    priority: str = ""
    search: str = ""
    owner: str = ""
    quarter: str = ""

    def keeps(self, line: Line) -> bool:
        words = " ".join((line.label, line.summary, line.theme, line.owner_role)).casefold()
        return (
            self.theme in ("", line.theme)
            and self.status in ("", line.reported_status or line.status_as_written or "none reported")
            and self.standing in ("", line.standing)
            and self.priority in ("", line.priority)
            and self.owner in ("", line.owner_role or NO_OWNER)
            and self.quarter in ("", quarter_key(quarter_of(line)))
            and all(word in words for word in self.search.casefold().split())
        )

    def words(self) -> str:
        """Return what was chosen, in words; "" for everything."""
        due = quarter_words(quarter_at(self.quarter)) if self.quarter else ""
        found = self.search and f"“{self.search}”"
        chosen = [self.theme, self.status, self.standing, self.priority, self.owner, due, found]
        return wording.listed([c for c in chosen if c])


def quarter_key(quarter: Quarter | None) -> str:
    """Return a quarter as an address says it; what stands for none."""
    return quarter.key if quarter else UNDATED


def quarter_at(key: str) -> Quarter | None:
    """Return the quarter that an address says; None for none."""
    return None if key == UNDATED else Quarter(date.fromisoformat(f"{key}-01"))


def quarter_words(quarter: Quarter | None) -> str:
    return quarter.words if quarter else "Without a date"


def action_grid(council: Council, chosen: Sequence[Line]) -> Grid:
    """Return the director's table of lines: one row an intention. A column that no paper fills is left out."""
    return _all_columns(council, chosen).filled(ALWAYS)


def _all_columns(council: Council, chosen: Sequence[Line]) -> Grid:
    titles = {line.intention_id: line.label for line in progress.lines(council)}
    return grid_of(
        chosen,
        GridColumn("intention", wording.capital(noun(council, chosen)), lambda x: x.label),
        GridColumn(
            "against_its_date",
            "Against its date",
            lambda x: f"{STATES[x.standing].mark} {against(x)}",
        ),
        GridColumn("due_as_written", "Due, as written", lambda x: x.due_words),
        GridColumn("reported", "Reported status", lambda x: x.status_as_written or x.reported_status),
        GridColumn("days_since_evidence", "Days since evidence", lambda x: x.days_since_evidence, Kind.COUNT),
        GridColumn("days_late", "Days late", lambda x: days_late(x, council.as_at), Kind.COUNT),
        GridColumn("owner", "Owner", lambda x: x.owner_role),
        GridColumn("priority", "Priority", lambda x: x.priority),
        GridColumn(
            "depends_on", "Depends on", lambda x: wording.listed([titles[i] for i in x.depends_on if i in titles])
        ),
        GridColumn("theme", "Theme", lambda x: x.theme, on_screen=False),
        GridColumn("place", "Place in paper", lambda x: x.locator, Kind.PLACE),
        link=to_line,
    )


def unfilled_note(council: Council, grid: Grid) -> tuple[str, ...]:
    """Say which columns are not there because no paper fills them."""
    stated = [h for h in _all_columns(council, ()).headings if h.code not in WORKED_OUT]
    absent = [wording.uncapital(h.label) for h in stated if h not in grid.headings]
    return (
        (f"Not shown, because no paper states any for these lines: {wording.listed(absent)}.",)
        if absent and grid.rows
        else ()
    )


def action_figure(council: Council, choices: Choices, order: str) -> Figure:
    """Every action with what a director asks of it; what needs attention first unless sorted otherwise."""
    chosen = sorted((x for x in progress.counted(council) if choices.keeps(x)), key=ORDERS[order])
    followed, grid = [x for x in chosen if x.followed], action_grid(council, chosen)
    first = next((x for x in sorted(chosen, key=progress.attention) if x.standing in URGENT), None)
    many = wording.count(len(chosen), noun(council, chosen))
    title = f"{many}: {len(followed)} with a date or status, {len(chosen) - len(followed)} without"
    if council.latest_paper is None:
        title = NO_PAPER.format(day=wording.day(council.as_at))
    lead = f" What needs attention first: {first.label} ({wording.uncapital(against(first))})." if first else ""
    return Figure(
        "action-plan",
        title,
        f"Every {noun(council, chosen)} and action, {council.short_title}, as at {wording.day(council.as_at)}",
        standing_words(council, chosen) + lead,
        grid,
        notes=(NOTE_DERIVED, *unfilled_note(council, grid)),
        sources=papers_of(council, chosen),
        grid_first=True,
    )


ORDERS: dict[str, Callable[[Line], Any]] = {
    "attention": progress.attention,
    "due": lambda line: (line.due.latest or line.due.earliest or progress.FAR, line.title),
    "late": lambda line: (line.standing is not Standing.PAST, line.due.outer_latest or progress.FAR, line.title),
    "evidence": lambda line: (-(line.days_since_evidence or -1), line.title),
    "theme": lambda line: (line.theme, progress.attention(line)),
    "name": lambda line: line.title.casefold(),
}


def silent_figure(council: Council, keeps: Callable[[Line], bool]) -> Figure | None:
    """The intentions of earlier papers that no report mentions; None where there are none."""
    silent = [line for line in progress.not_reported(council) if keeps(line)]
    if not silent:
        return None
    return Figure(
        "not-reported",
        silent_words(council).rstrip(".")
        if len(silent) == len(progress.not_reported(council))
        else f"{len(silent)} chosen {predicate(Standing.NOT_REPORTED, len(silent), tense(council))}",
        f"{wording.capital(noun(council, silent))}s with no status and no date, {council.short_title}, as at {wording.day(council.as_at)}",
        "We match none of these to a line of a later report. So whether they have begun, when they are due and what came of "
        "them is not known here. A report may speak of their subjects in its text, or under another name.",
        grid_of(
            silent,
            GridColumn("intention", wording.capital(noun(council, silent)), lambda line: line.label),
            GridColumn("theme", "Theme", lambda line: line.theme),
            GridColumn("place", "Place in paper", lambda line: line.locator, Kind.PLACE),
            link=to_line,
        ),
        sources=papers_of(council, silent),
    )
