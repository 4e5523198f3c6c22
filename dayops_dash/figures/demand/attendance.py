"""Who comes: attendance over time here and elsewhere, and what papers say of attendance and need in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import ContextRow, PeopleRow, ProjectionsRow
from dayops_dash.dataset.rows import Place, text_of
from dayops_dash.figures.demand.falls import fall_of, hedge_of_fall, last_step, since_words
from dayops_dash.figures.shared.grid import Grid, GridColumn, Kind, grid_of, hedged
from dayops_dash.figures.shared.link import Link
from dayops_dash.figures.shared.model import Bar, Figure, Panel, Source, Tile, sources
from dayops_dash.figures.shared.paper_words import said_heading
from dayops_dash.measures import demand as measure
from dayops_dash.measures.demand import Series

CELL = re.compile(r"(?<=, table),? .*$|, row .*$")  # the end of a place that is a cell of a table
NO_SERIES = "No paper counts attendance year by year"


def table_sources(council: Council, rows: Sequence[ContextRow | PeopleRow | ProjectionsRow]) -> tuple[Source, ...]:
    """Return where rows come from, to the table; the place of each stands in the figure's own table."""
    return sources(council, [Place(row.document_id, CELL.sub("", row.locator)) for row in rows])


def number_words(row: ContextRow | PeopleRow | ProjectionsRow) -> str:
    """Return a number with the paper's hedge: less than 114,000. What is projected or estimated is said of a whole series."""
    hedge = row.qualifier if row.qualifier in wording.HEDGES else ""
    return wording.hedged(wording.plain(row.value), hedge)


def attendance_figure(council: Council) -> Figure:
    """How many attend over time, here and elsewhere, and the rises and falls that papers print; else what they do count."""
    series, others, changed = measure.attendance(council), measure.elsewhere(council), measure.changes(council)
    counts = () if series else measure.counts(council)
    every: list[Series[ContextRow] | Series[PeopleRow]] = [*([series] if series else []), *others]
    rows = [*(r for s in every for r in s.rows), *counts, *changed]
    panels = (
        *(_series_panel(s, council) for s in every),
        *_counts_panel(council, counts),
        *_changes_panel(council, changed),
    )
    return Figure(
        "attendance",
        attendance_title(council),
        f"People who attend day opportunities, {council.short_title}, as at {wording.day(council.as_at)}",
        _attendance_words(council, series, others, counts, changed),
        _attendance_grid(every, (*counts, *changed)),
        panels=panels,
        tiles=() if rows else (_where_next(),),
        notes=tuple(dict.fromkeys(f"{r.subject}: {r.note}" for r in rows if r.note)),
        sources=table_sources(council, rows),
        absent=not rows,
    )


def _where_next() -> Tile:
    link = Link("sources", "See which papers are here", (("show", "papers"),))
    return Tile("Not stated", "People who attend", "ask the council for its counts by year", link=link)


def attendance_title(council: Council) -> str:
    """Return the finding: the latest count against the highest; else the widest change that is printed; else the count."""
    series, changed = measure.attendance(council), measure.changes(council)
    if series:
        latest = series.rows[-1]
        since = f"{fall}{last_step(series)}" if (fall := since_words(series)) else "the most in any year given"
        return f"{wording.capital(number_words(latest))} people used day opportunities in {latest.period}, {since}"
    if changed:
        row = max(changed, key=lambda r: float(r.value))
        return f"{row.subject}: {change_words(row)} {as_of(council, row)}"
    if counts := measure.counts(council):
        return f"{counts[-1].subject}: {number_words(counts[-1])}, {counts[-1].period or 'year not stated'}"
    return NO_SERIES


def change_words(row: PeopleRow) -> str:
    """about 30% lower"""
    return wording.hedged(f"{wording.plain(row.value)}{row.unit}", row.qualifier)


def as_of(council: Council, row: PeopleRow) -> str:
    """Return from when a change is counted, and until when: than in 2020, as of 13 March 2023; since February 2020, as of 2022."""
    since = str(row.period)
    if str(row.unit).endswith(("lower", "higher", "fewer", "more")) and since.startswith("since "):
        since = since.replace("since ", "than in ", 1)
    on = council.dated(row.document_id).removesuffix(wording.NO_DAY)
    return f"{since}, as of {on}"


def _attendance_words(
    council: Council,
    series: Series[PeopleRow] | None,
    others: Sequence[Series[ContextRow]],
    counts: Sequence[PeopleRow],
    changed: Sequence[PeopleRow],
) -> str:
    parts = []
    if series:
        parts.append(f"{wording.capital(_run(series))}.")
    elif counts:
        given = "one count" if len(counts) == 1 else f"{wording.spelled(len(counts))} counts"
        parts.append(f"The papers give {given} of everyone and no series by year, so no change over time can be shown.")
    for other in others:
        since = f"; the latest is {found} (worked out here)" if (found := since_words(other)) else ""
        parts.append(f"{other.place}, {_run(other)}{since}.")
    if changed:
        said = [f"{r.subject} ({change_words(r)} {as_of(council, r)})" for r in changed]
        parts.append(f"Printed as a change: {'; '.join(said)}.")
    return " ".join(parts) or "The papers known on this day give no number of people who attend."


def _run(series: Series[ContextRow] | Series[PeopleRow]) -> str:
    said = [f"{number_words(r)} ({r.period})" for r in series.rows]
    return f"{wording.uncapital(series.subject)}: {wording.listed(said)}"


def _series_panel(series: Series[ContextRow] | Series[PeopleRow], council: Council) -> Panel:
    longest = float(series.highest.value)
    bars = tuple(Bar(r.period, float(r.value) / longest * 100, number_words(r), r.qualifier) for r in series.rows)
    place = series.place or council.short_title
    quoted = text_of(series.rows[0], "quoted_from")
    note = f"The latest is {since} (worked out here)." if (since := since_words(series)) else ""
    detail = f"{series.subject}, counted" if not quoted else f"{series.subject}. Quoted from: {quoted}"
    return Panel(place, detail, bars, note=note)


def _counts_panel(council: Council, counts: Sequence[PeopleRow]) -> tuple[Panel, ...]:
    if not counts:
        return ()
    items = tuple(
        f"{number_words(r)}: {r.subject} ({r.period or 'no date given'}; {council.document_kind(r.document_id)})"
        for r in counts
    )
    return (Panel("Counts that the papers give", "All services, as each paper counts", items=items),)


def _changes_panel(council: Council, changed: Sequence[PeopleRow]) -> tuple[Panel, ...]:
    if not changed:
        return ()
    full = 100 + max(*(float(r.value) if measure.is_rise(r) else 0.0 for r in changed), 0.0)
    bars = tuple(_change_bar(council, row, full) for row in changed)
    known = any(bar.whole for bar in bars)
    outline = "The outline is the number before. " if known else ""
    return (
        Panel(
            "Changes that the papers print",
            f"Per cent. {outline}The numbers before and after are not given",
            bars,
            wide=True,
        ),
    )


def _change_bar(council: Council, row: PeopleRow, full: float) -> Bar:
    """Return a fall as an arrow back from the end of an outline, a rise as one on from it; ``full`` per cent is the whole width."""
    value, words, when = float(row.value), change_words(row), as_of(council, row)
    if measure.is_fall(row):
        return Bar(
            row.subject, value / full * 100, f"▼ {words}", when, start=(100 - value) / full * 100, whole=10_000 / full
        )
    if measure.is_rise(row):
        return Bar(row.subject, value / full * 100, f"▲ {words}", when, start=10_000 / full, whole=10_000 / full)
    return Bar(row.subject, value / full * 100, words, when)


class AttendanceLine(NamedTuple):
    """A count or a change of those who attend, with the series that it is in, if it is in one."""

    row: ContextRow | PeopleRow
    series: Series[ContextRow] | Series[PeopleRow] | None

    @property
    def is_change(self) -> bool:
        return self.series is None and self.row.measure == measure.CHANGE

    @property
    def number(self) -> float | None:
        return hedged(self.row.value, self.row.qualifier)

    @property
    def below_highest(self) -> float | None:
        if self.series is None or self.row == self.series.highest:
            return None
        hedge = hedge_of_fall(self.row.qualifier, self.series.highest.qualifier)
        return hedged(fall_of(self.series, self.row, hedge, 1), hedge)


def _attendance_grid(every: Sequence[Series[ContextRow] | Series[PeopleRow]], rest: Sequence[PeopleRow]) -> Grid:
    return grid_of(
        [
            *(AttendanceLine(row, series) for series in every for row in series.rows),
            *(AttendanceLine(row, None) for row in rest),
        ],
        GridColumn("subject", "Who is counted", lambda c: c.series.subject if c.series else c.row.subject),
        GridColumn("place_counted", "Where", lambda c: c.series.place if c.series else ""),
        GridColumn("period", "When", lambda c: c.row.period),
        GridColumn("people", "People", lambda c: None if c.is_change else c.number, Kind.COUNT),
        GridColumn(
            "change_printed_pct", "Change, as printed", lambda c: c.number if c.is_change else None, Kind.PERCENT
        ),
        GridColumn(
            "below_highest_pct",
            "Below the highest, worked out here",
            lambda c: c.below_highest,
            Kind.PERCENT,
        ),
        GridColumn("place", "Place in paper", lambda c: c.row.locator, Kind.PLACE),
    )


def told_figure(council: Council) -> Figure:
    """What papers say of attendance and need in words; that they say nothing, and where to look next, where it is so."""
    said = measure.statements(council)
    number = f"{wording.spelled(len(said))} statement{'' if len(said) == 1 else 's'}"
    link = Link("voices", "See what people told the council")
    nothing = "The papers known on this day say nothing in words of need to come."
    return Figure(
        "told",
        wording.capital(f"{number} about need and attendance, without a number")
        if said
        else "No paper says in words how need will change",
        f"In our words, {council.short_title}, as at {wording.day(council.as_at)}",
        "None gives a figure of its own, so nothing is drawn or added up." if said else nothing,
        grid_of(
            said,
            GridColumn("subject", "About", lambda r: r.subject),
            GridColumn("said", said_heading(council, said), lambda r: r.statement),
            GridColumn("place", "Place in paper", lambda r: r.locator, Kind.PLACE),
        ),
        tiles=()
        if said
        else (Tile("Not stated", "Need to come, in words", "what people want is the nearest to it", link=link),),
        sources=sources(council, said),
        grid_first=True,
    )
