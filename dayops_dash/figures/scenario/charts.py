"""The drawings of a scenario: a range beside costs to compare with, a mark for each mix, a bar for each assumption moved."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

import altair as alt

from dayops_dash.figures.shared.look import BLUE, INK, RULE, Inline, haloed, specification
from dayops_dash.measures.scenario.costs import Cost, Mix, SavingVerdict, Swing
from dayops_dash.measures.scenario.mix import Scenario
from dayops_dash.wording import about_money as pounds

MARK = {
    SavingVerdict.ALWAYS: "●",
    SavingVerdict.CENTRAL: "◆",
    SavingVerdict.LOW: "○",
    SavingVerdict.NEVER: "–",
    SavingVerdict.NOT_KNOWN: "?",
}
WRAP_AT = 38  # characters of a line of a label: what a 320-pixel screen holds
HALF = 12  # pixels of the rule of the middle above and below the middle of a bar
ROW = 62  # pixels of one assumption in the drawing
KEY_AT = {"a": 70, "b": 96}  # where no mix can be: two shares are a hundred at most
APART, MIDDLE = 0.4, 0.55  # of the scale: room for the words of a line, and from where they stand to its left
BAR_AT = 92  # pixels down to the bar of the cost
ENDS_SAID = ("Low", "Middle", "High")


def range_chart(found: Cost, lines: Sequence[tuple[float, str]]) -> dict[str, Any]:
    """Return one bar from low to high, its middle marked, and an upright line for each cost to compare with."""
    top = max([found.high, *(value for value, _ in lines)]) * 1.02 or 1.0
    scale = alt.Scale(domain=[0, top], nice=False)
    axis = alt.Axis(title=None, labelExpr="'£' + format(datum.value / 1e6, '.1~f') + 'm'", tickCount=6, grid=False)
    x = alt.X("at:Q", scale=scale, axis=axis)
    span = f"From {pounds(found.low)} to {pounds(found.high)}"
    low, middle, high = ({"at": v, "said": f"{w} {pounds(v)}"} for v, w in zip(_ends(found), ENDS_SAID, strict=True))
    bar = _one({**low, "to": found.high, "spoken": span}).mark_bar(height=26, color=BLUE, opacity=0.35)
    tick = _one(middle).mark_tick(size=34, thickness=4, color=BLUE, orient="vertical")
    drawn: list[alt.Chart] = [
        bar.encode(x, alt.X2("to:Q"), y=alt.YValue(BAR_AT), description=alt.Description("spoken:N")),
        tick.encode(x, y=alt.YValue(BAR_AT), description=alt.Description("said:N")),
    ]
    words: list[alt.Chart] = [  # upon every line, which their halo keeps off the letters
        *_label(middle, x, BAR_AT - 26, "center"),
        *_label(low, x, BAR_AT + 40, "left"),
        *_label(high, x, BAR_AT + 40, "right"),
    ]
    for place, (value, label, late) in enumerate(_sided(lines, top)):
        y = 14 + 22 * place
        rule = _one({"at": value}).mark_rule(strokeDash=[5, 4], strokeWidth=2, color=INK, aria=False)
        drawn.append(rule.encode(x, y=alt.YValue(y), y2=alt.Y2Value(BAR_AT + 26)))
        words += _label({"at": value, "said": label}, x, y, "right" if late else "left", apart=9)
    return specification(alt.layer(*drawn, *words), width="container", height=BAR_AT + 54)


def _sided(lines: Sequence[tuple[float, str]], top: float) -> list[tuple[float, str, bool]]:
    """Return the lines to compare with from the highest down, and whether the words of each stand to the left of it.

    Those near each other have their words on one side, and the one furthest from them is the highest: no words lie on a line.
    """
    values = [value for value, _ in lines]
    near = not values or max(values) - min(values) < top * APART
    late = near and sum(values) > top * MIDDLE * len(values)
    sided = [(value, label, late if near else value > top * MIDDLE) for value, label in lines]
    return sorted(sided, key=lambda line: (line[2], -line[0] if line[2] else line[0]))


def _ends(found: Cost) -> tuple[float, float, float]:
    return found.low, found.central, found.high


def _one(row: dict[str, Any]) -> alt.Chart:
    return alt.Chart(Inline(values=[row]))


def _label(row: dict[str, Any], x: alt.X, y: float, align: Any, *, apart: int = 0) -> tuple[alt.Chart, alt.Chart]:
    """Return words beside a place on the scale, and what keeps lines off their letters."""
    placed = _one(row).encode(x, y=alt.YValue(y), text=alt.Text("said:N"))
    dx = -apart if align == "right" else apart
    return haloed(placed, align=align, baseline="middle", dx=dx, fontWeight=600 if apart else 400)


def mix_chart(first: str, second: str, shown: Scenario, every: Sequence[Mix]) -> dict[str, Any]:
    now = (shown.at("share1").central, shown.at("share2").central)
    rows = [
        {"a": m.shares[0], "b": m.shares[1], "mark": MARK[m.verdict], "sure": m.verdict is SavingVerdict.ALWAYS,
         "spoken": f"{first} {m.shares[0]:.0f}%, {second} {m.shares[1]:.0f}%: {m.verdict}, {pounds(m.cost.low)} to {pounds(m.cost.high)}"}
        for m in every
    ]  # fmt: skip
    scale = alt.Scale(domain=[-5, 105], nice=False)
    ticks = list(range(0, 101, 20))

    def axis(title: str) -> alt.Axis:
        return alt.Axis(title=title, values=ticks, labelExpr="datum.value + '%'", grid=False)

    x = alt.X("a:Q", scale=scale, axis=axis(f"{first}: share of people"))
    y = alt.Y("b:Q", scale=scale, axis=axis(f"{second}: share of people"))
    base = alt.Chart(Inline(values=rows))
    marks = base.mark_text(fontSize=19, color=BLUE).encode(
        x, y, text=alt.Text("mark:N"), description=alt.Description("spoken:N")
    )
    here = alt.Chart(Inline(values=[{"a": now[0], "b": now[1], "spoken": "The mix chosen"}]))
    ring = here.mark_point(shape="square", size=620, color=INK, strokeWidth=2.5, filled=False).encode(
        x, y, description=alt.Description("spoken:N")
    )
    key = alt.Chart(Inline(values=[KEY_AT]))
    sign = key.mark_point(shape="square", size=260, color=INK, strokeWidth=2.5, filled=False).encode(x, y)
    told = key.mark_text(align="left", dx=14, fontWeight=600).encode(x, y, text=alt.TextValue("This mix"))
    return specification(alt.layer(marks, ring, sign, told), width="container", height=360)


def swing_chart(every: Sequence[Swing], middle: float) -> dict[str, Any]:
    rows: list[dict[str, Any]] = []
    y = 4
    for s in every:
        words = textwrap.wrap(f"{s.label}: {s.low_words} to {s.high_words}", WRAP_AT)
        low, high = sorted((s.at_low, s.at_high))
        centre = y + 18 * len(words) + 12
        row = {"words": "\n".join(words), "y": y, "bar": centre, "from": low, "to": high}
        row |= {
            "at": middle,
            "above": centre - HALF,
            "below": centre + HALF,
        }  # a rule across the bar, and through no word
        said_ = {
            "low": pounds(low),
            "high": pounds(high),
            "spoken": f"{' '.join(words)}: {pounds(low)} to {pounds(high)}",
        }
        rows.append({**row, **said_})
        y += 18 * len(words) + ROW - 20
    ends = [row[k] for row in rows for k in ("from", "to")]
    room = (max(ends) - min(ends)) * 0.28 or 1.0
    scale = alt.Scale(domain=[min(ends) - room, max(ends) + room], nice=False)
    down = alt.Scale(domain=[y, 0], nice=False, zero=False)
    base = alt.Chart(Inline(values=rows))
    x = alt.X("from:Q", scale=scale, axis=None)
    at = alt.Y("bar:Q", scale=down, axis=None)
    bar = base.mark_bar(height=16, color=BLUE).encode(x, alt.X2("to:Q"), at, description=alt.Description("spoken:N"))
    rule = base.mark_rule(color=RULE, strokeWidth=2, aria=False).encode(
        alt.X("at:Q", scale=scale, axis=None), alt.Y("above:Q", scale=down, axis=None), alt.Y2("below:Q")
    )
    look: dict[str, Any] = {"baseline": "middle"}
    low = base.mark_text(**look, align="right", dx=-5).encode(x, at, text=alt.Text("low:N"))
    high = base.mark_text(**look, align="left", dx=5).encode(
        alt.X("to:Q", scale=scale, axis=None), at, text=alt.Text("high:N")
    )
    told = base.mark_text(align="left", baseline="top", lineBreak="\n", lineHeight=18, fontWeight=600)
    names = told.encode(x=alt.XValue(0), y=alt.Y("y:Q", scale=down, axis=None), text=alt.Text("words:N"))
    layers = alt.layer(bar, rule, low, high, names)
    return specification(layers, width="container", height=y)
