"""Who is coming: populations that papers project, drawn hollow so that none is taken for a count, with their sums checked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import ProjectionsRow
from dayops_dash.dataset.vocabulary import ConflictGrade, Qualifier
from dayops_dash.figures.demand.attendance import number_words, table_sources
from dayops_dash.figures.shared.grid import Grid, GridColumn, Kind, grid_of, hedged
from dayops_dash.figures.shared.model import Bar, Figure, Panel
from dayops_dash.measures import demand as measure
from dayops_dash.measures.demand import Growth, Series
from dayops_dash.measures.record.arithmetic.sum import Sum

PROJECTED = "Dashed outlines are projections, not counts"
NOT_ATTENDING = (
    "A projection is of residents, not of people who will attend: no paper says how many of them would come."
)


def growth_title(found: Growth) -> str:
    """Return the finding: who is projected to grow, by how much, and when."""
    when = found.period if found.period.startswith("by ") else f"from {found.period}"
    return f"{found.subject}: projected to grow by {wording.percent(found.per_cent)} {when}"


def projected_title(series: Sequence[Series[ProjectionsRow]]) -> str:
    """Return the finding where no growth is printed: the first and the last projection of the first population."""
    first, last = series[0].rows[0], series[0].rows[-1]
    ends = f"projected at {number_words(first)} in {first.period} and {number_words(last)} in {last.period}"
    return f"{series[0].subject}: {ends}"


def projections_figure(council: Council) -> Figure | None:
    """What is projected, drawn hollow, with its sums checked; None where no paper projects anything."""
    series, printed, own = measure.projected(council), measure.growths(council), measure.worked_out(council)
    if not series and not printed:
        return None
    rows = [*(r for s in series for r in s.rows), *(g.row for g in printed if g.row)]
    whole = [s for s in series if not s.rows[0].part_of]
    panels = (
        *(_projection_panel(s) for s in whole),
        *_growth_panel("Growth that the papers print", printed),
        *_growth_panel("Growth by age, worked out here", own),
        *_checks_panel(measure.checks(council)),
    )
    said = [f"{g.subject}, {wording.percent(g.per_cent)} {g.period}" for g in printed]
    return Figure(
        "projections",
        growth_title(printed[0]) if printed else projected_title(series),
        f"Residents, projected, {council.short_title}. {PROJECTED}",
        " ".join([f"Projected growth: {'; '.join(said)}." if said else "", NOT_ATTENDING]).strip(),
        _projections_grid(series, printed, own),
        panels=panels,
        notes=_projection_notes(rows),
        sources=table_sources(council, rows),
    )


def _projection_notes(rows: Sequence[ProjectionsRow]) -> tuple[str, ...]:
    quoted = wording.listed(list(dict.fromkeys(r.quoted_from for r in rows if r.quoted_from)))
    notes = (f"{r.subject}, {r.period}: {r.note}" for r in rows if r.note)
    return (*([f"The papers name as their source: {quoted}."] if quoted else []), *dict.fromkeys(notes))


def _projection_panel(series: Series[ProjectionsRow]) -> Panel:
    longest = float(series.highest.value)
    bars = tuple(Bar(r.period, float(r.value) / longest * 100, number_words(r), hollow=True) for r in series.rows)
    return Panel(series.subject, "People, projected", bars)


def _growth_panel(title: str, found: Sequence[Growth]) -> tuple[Panel, ...]:
    if not found:
        return ()
    longest = max(100.0, *(g.per_cent for g in found))
    bars = tuple(
        Bar(
            g.age_band if g.ends else g.subject,
            g.per_cent / longest * 100,
            wording.hedged(wording.percent(g.per_cent), _hedge(g.row)) if g.row else f"{g.per_cent:.0f}%",
            _ends_words(g),
            hollow=True,
        )
        for g in found
    )
    subjects = wording.listed(list(dict.fromkeys(g.subject for g in found if g.ends)))
    return (Panel(title, f"Per cent, projected{f': {subjects}' if subjects else ''}", bars),)


def _ends_words(found: Growth) -> str:
    counts = " to ".join(number_words(r) for r in found.ends)
    return f"{found.period}{f': {counts}' if counts else ''}"


def _checks_panel(found: Sequence[Sum]) -> tuple[Panel, ...]:
    if not found:
        return ()
    held = sum(check.grade is None for check in found)
    return (
        Panel(
            "Do the sums hold?",
            f"{held} of {len(found)} hold, worked out here",
            items=tuple(_check_words(check) for check in found),
            wide=True,
        ),
    )


def _check_words(check: Sum) -> str:
    said = f"{check.worked_out}; printed: {check.printed}"
    if check.grade is ConflictGrade.ROUNDING:
        return f"{said}. A gap that rounding can make; the paper does not say why"
    return f"{said}. {'They do not agree' if check.grade else 'Holds'}"


class ProjectionLine(NamedTuple):
    """A number of people that is projected, or their growth."""

    of: ProjectionsRow | Growth
    kind: str
    place: str
    people: float | None = None
    growth: float | None = None


def _projections_grid(
    series: Sequence[Series[ProjectionsRow]], printed: Sequence[Growth], own: Sequence[Growth]
) -> Grid:
    return grid_of(
        [
            *(ProjectionLine(r, r.kind, r.locator, people=hedged(r.value, _hedge(r))) for s in series for r in s.rows),
            *(ProjectionLine(g, "projected growth, as printed", _place(g), growth=_growth(g)) for g in printed),
            *(
                ProjectionLine(g, "projected growth, worked out here", _place(g), growth=round(g.per_cent, 1))
                for g in own
            ),
        ],
        GridColumn("subject", "Who", lambda p: p.of.subject),
        GridColumn("age_band", "Ages", lambda p: p.of.age_band),
        GridColumn("period", "When", lambda p: p.of.period),
        GridColumn("kind", "What it is", lambda p: p.kind),
        GridColumn("people", "People", lambda p: p.people, Kind.COUNT),
        GridColumn("growth_pct", "Growth", lambda p: p.growth, Kind.PERCENT),
        GridColumn("place", "Place in paper", lambda p: p.place, Kind.PLACE),
    )


def _hedge(row: ProjectionsRow) -> str:
    """Return a hedge that the line does not say already: each line and panel says that it is projected."""
    return "" if row.qualifier == Qualifier.PROJECTED else row.qualifier


def _growth(found: Growth) -> float | None:
    return hedged(found.per_cent, _hedge(found.row)) if found.row else found.per_cent


def _place(found: Growth) -> str:
    rows = [found.row] if found.row else found.ends
    return "; ".join(dict.fromkeys(str(r.locator) for r in rows))
