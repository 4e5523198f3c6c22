"""A funnel plot: counts against what is expected, with the limits of chance, so that small areas are not taken for findings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.figures.places.areas import HIDDEN, expected_words
from dayops_dash.figures.shared.grid import GridColumn, Kind, grid_of
from dayops_dash.figures.shared.look import BLUE, QUIET, Inline, haloed, specification
from dayops_dash.figures.shared.model import Chart, Figure, sources
from dayops_dash.figures.shared.paper_words import said_in
from dayops_dash.measures import places as measure
from dayops_dash.measures.places import FIRM, POSSIBLE, AgainstChance, Reached
from dayops_dash.measures.shared.uncertainty import funnel

TALL = 320
STEPS = 40  # points along each limit
NEAR_THE_EDGE = 0.8  # of the width, from where a name stands on the other side of its point


def funnel_figure(council: Council) -> Figure | None:
    """Each area's count against expected, between the limits of chance; None where there are no counts."""
    every = measure.reached(council)
    shown = [r for r in every if r.people is not None]
    if not shown:
        return None
    word = council.dataset.area_word
    beyond = [r for r in shown if r.standing in (AgainstChance.HIGHER, AgainstChance.LOWER)]
    names = wording.listed([f"{r.area.area_name} ({r.standing})" for r in beyond])
    on = max(r.row.snapshot_on for r in shown)
    when = f" on {wording.day(on)}" if on else ""
    title = (
        f"{wording.count(len(beyond), word)} of {len(shown)} shown differed by more than chance{when}"
        if beyond
        else f"No {word} differed by more than chance{when}"
    )
    words = f"{title}{': ' + names if names else ''}. {len(every) - len(shown)} are {HIDDEN}."
    return Figure(
        "funnel",
        title,
        f"People reached by people expected, {council.short_title}{expected_words(council)}; dashed: 95% and 99.8% limits of chance",
        words,
        grid_of(
            [(r, funnel(r.expected, level=FIRM)) for r in shown],
            GridColumn("area", wording.capital(word), lambda pair: pair[0].area.area_name),
            GridColumn("expected", "Expected", lambda pair: round(pair[0].expected, 1), Kind.COUNT),
            GridColumn("people", "People reached", lambda pair: pair[0].people, Kind.COUNT),
            GridColumn("low", "99.8% limit, low", lambda pair: pair[1].low, Kind.COUNT),
            GridColumn("high", "99.8% limit, high", lambda pair: pair[1].high, Kind.COUNT),
            GridColumn("standing", "Against chance", lambda pair: str(pair[0].standing)),
        ),
        chart=Chart(_chart(shown), words),
        notes=(f"With {len(every)} {word}s, about one in twenty falls outside the 95% limits by chance alone.",),
        sources=sources(council, [every[0].row]),
    )


def _chart(shown: Sequence[Reached]) -> dict[str, Any]:
    top = max(r.expected for r in shown) * 1.1
    data = [
        {"expected": round(r.expected, 2), "people": r.people, "choice_area": r.area.area_code,
         "name": r.area.area_name if r.standing in (AgainstChance.HIGHER, AgainstChance.LOWER) else "",
         "spoken": f"{r.area.area_name}: {r.people} reached, {r.expected:.1f} expected, {r.standing}"}
        for r in shown
    ]  # fmt: skip
    limits = []
    for level in (POSSIBLE, FIRM):
        for step in range(1, STEPS + 1):
            expected = top * step / STEPS
            ends = funnel(expected, level=level)
            limits += [
                {"expected": expected, "at": at, "line": f"{level} {side}"}
                for side, at in (("low", ends.low), ("high", ends.high))
            ]
    x = alt.X("expected:Q", title="Expected", scale=alt.Scale(domain=[0, top], nice=False), axis=alt.Axis(tickCount=6))
    y = alt.Y("people:Q", title="Reached", axis=alt.Axis(tickCount=5))
    lines = alt.Chart(Inline(values=limits)).mark_line(strokeDash=[4, 4], strokeWidth=1.5, color=QUIET, aria=False)
    base = alt.Chart(Inline(values=data))
    points = base.mark_point(filled=True, size=90, color=BLUE, opacity=1, cursor="pointer").encode(
        x, y, description=alt.Description("spoken:N")
    )
    edge = f"datum.expected < {top * NEAR_THE_EDGE}"
    names = base.encode(x, y, text=alt.Text("name:N"))
    after = haloed(names.transform_filter(edge), fontWeight=600, align="left", dx=8)
    before = haloed(names.transform_filter(f"!({edge})"), fontWeight=600, align="right", dx=-8)
    limits_drawn = lines.encode(x, alt.Y("at:Q"), detail="line:N")
    drawn = alt.layer(limits_drawn, after[0], before[0], points, after[1], before[1])
    return specification(drawn, width="container", height=TALL)


def beside_paper(council: Council) -> str:
    """Return of which areas a paper says what the people reached there do not show; "" where they bear it out."""
    told = []
    for mine, finding in measure.not_borne_out(council):
        chance = mine.standing is AgainstChance.NEITHER
        shows = "which chance can explain" if chance else f"which is {mine.standing}"
        lead = f"{said_in(council, finding.document_id)} that {mine.area.area_name} is {finding.finding}"
        told.append(f"{lead}: {mine.people} people were reached there and {mine.expected:.0f} expected, {shows}.")
    return " ".join(told)
