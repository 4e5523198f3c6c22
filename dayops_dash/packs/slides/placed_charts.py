"""What is drawn on a slide: charts that can be edited, and pictures of the others; each inside the room it is given."""

from __future__ import annotations

import io
import math
import struct
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Emu, Pt

from dayops_dash import wording
from dayops_dash.figures.shared.look import INK, ORANGE, PAPER, TURQUOISE
from dayops_dash.figures.shared.model import Chart
from dayops_dash.figures.shared.render import png
from dayops_dash.packs.parts.quotes import in_print
from dayops_dash.packs.shared.chart_data import chart_data
from dayops_dash.packs.slides.fitting import height, length
from dayops_dash.packs.slides.native import ChartSeries, Drawing, NativeShape
from dayops_dash.packs.slides.placed import POINT, Room, describe

SIZES = (14, 12, 11, 10)  # the last two only where a bar would be left out
MOST_NAMES = 0.45  # of a chart's width, for the names of its bars
DRAWN, PRINT = 2.0, 300  # how fine a drawing is measured, and dots to the inch on paper
DRAWN_TYPE, SMALLEST = 12.0, 9.0  # pixels of most of a drawing's type, and the points that it needs on a slide
BESIDE = 12.0  # points between a name and its bar
LEGEND = 34.0  # points high
PARTS_HIGH = 170.0  # points: one bar any higher is a wall
NAMED_INSIDE = 0.25  # of the whole, the least part in which its name fits
LEAST_NUMBERED = 0.06  # of a bar, the least part in which its number fits
BLACK_ON = (TURQUOISE, ORANGE)  # fills on which words are black


def picture(slide: Any, chart: Chart, room: Room) -> Room:
    """Put a drawing in a room, as large as fits and as fine as print, and return the room that it takes."""
    scale = _scale(chart, room)
    fine = max(DRAWN, math.ceil(10 * scale * PRINT / 72) / 10)
    drawn = slide.shapes.add_picture(io.BytesIO(png(chart, scale=fine)), *room.emu[:2])
    scale = min(room.emu[2] / drawn.width, room.emu[3] / drawn.height)
    drawn.width, drawn.height = Emu(int(drawn.width * scale)), Emu(int(drawn.height * scale))
    describe(drawn, "Chart", chart.alt)
    return Room(room.left, room.top, drawn.width / POINT, drawn.height / POINT)


def is_readable(chart: Chart, room: Room) -> bool:
    """Whether the type of a drawing is large enough when it is fitted to a room. A map says where, which no table does."""
    return not chart.fluid or _scale(chart, room) >= SMALLEST / DRAWN_TYPE


def _scale(chart: Chart, room: Room) -> float:
    """Return how many points each pixel of a drawing becomes in a room."""
    wide, high = (side / DRAWN for side in struct.unpack(">II", png(chart, scale=DRAWN)[16:24]))
    return min(room.width / wide, room.height / high)


@dataclass(frozen=True)
class ChartFit:
    """A chart whose words fit their room: what of it is drawn, the size of its type, and its names' part of the width."""

    drawing: Drawing
    size: int
    names: float


def fit(drawing: Drawing, room: Room) -> ChartFit:
    """Return a chart in the largest type in which no name meets the next; with fewer bars where none will do."""
    for size in SIZES:
        if _fits(drawing, room, size):
            return ChartFit(drawing, size, _names(drawing, room, size))
    kept = len(drawing.bars)
    while kept > 1 and not _fits(_first(drawing, kept), room, SIZES[-1]):
        kept -= 1
    cut = _first(drawing, kept)
    return ChartFit(cut, SIZES[-1], _names(cut, room, SIZES[-1]))


def _first(drawing: Drawing, kept: int) -> Drawing:
    series = tuple(replace(one, values=one.values[:kept]) for one in drawing.series)
    return replace(drawing, bars=drawing.bars[:kept], series=series, left=drawing.left + len(drawing.bars) - kept)


def _names(drawing: Drawing, room: Room, size: int) -> float:
    if drawing.shape is NativeShape.PARTS:
        return 0.0
    return min(MOST_NAMES, (max(length(in_print(name), size) for name in drawing.bars) + BESIDE) / room.width)


def _fits(drawing: Drawing, room: Room, size: int) -> bool:
    if drawing.shape is NativeShape.PARTS:
        return True
    width = _names(drawing, room, size) * room.width - BESIDE
    high = [height(in_print(name), size, width) for name in drawing.bars]
    between = [(one + other) / 2 for one, other in pairwise(high)] or high
    abreast = len(drawing.series) if drawing.shape is NativeShape.BARS else 1
    spaced = (room.height - (LEGEND if abreast > 1 or len(drawing.series) > 1 else 0) - 8) / len(high)
    return spaced >= max(*between, high[0], abreast * size * 1.25)


def chart(slide: Any, fitted: ChartFit, room: Room, alt: str) -> None:
    """Put a chart that can be edited in a room, its numbers beside their bars."""
    drawing = _told(fitted.drawing)
    room = (
        Room(room.left, room.top, room.width, min(room.height, PARTS_HIGH))
        if drawing.shape is NativeShape.PARTS
        else room
    )
    data = CategoryChartData(number_format=drawing.number_format)
    data.categories = [in_print(name) for name in drawing.bars]
    for series in drawing.series:
        data.add_series(in_print(series.name), series.values)
    kind = XL_CHART_TYPE.BAR_CLUSTERED if drawing.shape is NativeShape.BARS else XL_CHART_TYPE.BAR_STACKED
    shape = slide.shapes.add_chart(kind, *room.emu, data)
    describe(shape, "Chart", alt)
    made = shape.chart
    made.part.chart_workbook.xlsx_part._blob = chart_data(drawing)
    made.font.size, made.font.color.rgb = Pt(fitted.size), RGBColor.from_string(INK[1:])
    made.has_title = False
    _on_white(made)
    made.has_legend = len(drawing.series) > 1 and not _named_inside(drawing)
    if made.has_legend:
        made.legend.position, made.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
        made.legend.font.size = Pt(fitted.size)
    _layout(made, fitted, room)
    _axes(made, drawing)
    _number_axes(made)
    for told, series in zip(drawing.series, made.plots[0].series, strict=True):
        _bars(series, told, fitted)


def _number_axes(made: Any) -> None:
    """Name axes by numbers that the format allows: python-pptx gives them some below 0, which other readers may refuse."""
    for one in made._chartSpace.xpath(".//c:axId | .//c:crossAx"):
        one.set("val", str(int(one.get("val")) % 2**31))


def _whole(drawing: Drawing) -> float:
    return sum(value for series in drawing.series for value in series.values if value is not None)


def _named_inside(drawing: Drawing) -> bool:
    """Whether every part of a whole is long enough for its name."""
    whole = _whole(drawing)
    return (
        drawing.shape is NativeShape.PARTS
        and whole > 0
        and all((s.values[0] or 0) / whole >= NAMED_INSIDE for s in drawing.series)
    )


def _layout(made: Any, fitted: ChartFit, room: Room) -> None:
    """Fix where the bars stand, so that their names have the width that they were measured for."""
    told = (
        max((length("£1,234.5m", fitted.size) + BESIDE) / room.width, 0.02)
        if fitted.drawing.shape is NativeShape.BARS
        else 0.02
    )
    below = LEGEND / room.height if made.has_legend else 0.0
    sides = {"x": fitted.names, "y": 0.01, "w": 1 - fitted.names - told, "h": 0.98 - below}
    layout = parse_xml(
        f'<c:layout {nsdecls("c")}><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
        + "".join(f'<c:{side} val="{value:.4f}"/>' for side, value in sides.items())
        + "</c:manualLayout></c:layout>"
    )
    area = made._chartSpace.chart.plotArea
    for old in area.xpath("c:layout"):
        area.remove(old)
    area.insert(0, layout)


def _on_white(made: Any) -> None:
    """Give a chart the ground that its colours are made for, whatever the slide's own is."""
    fill = parse_xml(
        f'<c:spPr {nsdecls("c", "a")}><a:solidFill><a:srgbClr val="{PAPER[1:]}"/></a:solidFill><a:ln><a:noFill/></a:ln></c:spPr>'
    )
    made._chartSpace.chart.addnext(fill)


def _axes(made: Any, drawing: Drawing) -> None:
    bars, numbers, plot = made.category_axis, made.value_axis, made.plots[0]
    bars.reverse_order = True  # the first bar at the top, as in the table
    bars.has_major_gridlines = numbers.has_major_gridlines = False
    bars.format.line.fill.background()
    numbers.visible = False
    numbers.minimum_scale = min(0.0, *(v for s in drawing.series for v in s.values if v is not None))
    plot.gap_width = 40 if len(drawing.series) > 1 else 60
    plot.overlap = 0 if drawing.shape is NativeShape.BARS else 100
    if drawing.shape is NativeShape.PARTS:
        bars.tick_label_position = XL_TICK_LABEL_POSITION.NONE
        numbers.maximum_scale = _whole(drawing) or None
    if drawing.shape is NativeShape.STACKED:
        numbers.maximum_scale = max(sum(s.values[n] or 0 for s in drawing.series) for n in range(len(drawing.bars)))


def _bars(series: Any, told: ChartSeries, fitted: ChartFit) -> None:
    drawing = fitted.drawing
    colour = RGBColor.from_string(told.colour[1:])
    if drawing.projected:
        series.format.fill.background()
        series.format.line.color.rgb, series.format.line.width = colour, Pt(2)
        series.format.line.dash_style = MSO_LINE.DASH
    else:
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = colour
        series.format.line.color.rgb = RGBColor.from_string(PAPER[1:])
    series.invert_if_negative = False
    labels = series.data_labels
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = drawing.number_format, False
    labels.font.size = Pt(fitted.size)
    labels._element.get_or_add_txPr().bodyPr.set("wrap", "none")  # LibreOffice would break it into letters
    inside = drawing.shape is not NativeShape.BARS
    if inside:
        _without_the_narrow(labels, drawing, told)
    ink = PAPER if inside and told.colour not in BLACK_ON else INK
    labels.font.color.rgb = RGBColor.from_string(ink[1:])
    labels.position = XL_LABEL_POSITION.CENTER if inside else XL_LABEL_POSITION.OUTSIDE_END
    labels.show_series_name = _named_inside(drawing)


def _narrow(drawing: Drawing, told: ChartSeries) -> list[int]:
    """Return the places of the bars in which a series' part is narrower than its number."""
    totals = [sum(one.values[at] or 0 for one in drawing.series) for at in range(len(drawing.bars))]
    least = max(totals, default=0) * LEAST_NUMBERED
    return [at for at, value in enumerate(told.values) if value is not None and value < least]


def _told(drawing: Drawing) -> Drawing:
    """Return a chart whose series are named with their number where that has no room in the only bar that there is."""
    if drawing.shape is not NativeShape.PARTS:
        return drawing
    series = [
        replace(one, name=f"{one.name}: {wording.money(one.values[0])}") if _narrow(drawing, one) else one
        for one in drawing.series
    ]
    return replace(drawing, series=tuple(series))


def _without_the_narrow(labels: Any, drawing: Drawing, told: ChartSeries) -> None:
    """Leave the number off a part that is narrower than it: the chart's sheet and the figure's table have it."""
    for place, at in enumerate(_narrow(drawing, told)):
        dropped = parse_xml(f'<c:dLbl {nsdecls("c")}><c:idx val="{at}"/><c:delete val="1"/></c:dLbl>')
        labels._element.insert(place, dropped)
