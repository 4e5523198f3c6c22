"""The slides: a title, one finding a slide, and where the figures come from. The same deck as when presenting from the screen."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dayops_dash import wording
from dayops_dash.figures.shared.look import QUIET
from dayops_dash.figures.shared.model import Figure, source_line
from dayops_dash.packs.pack import Pack
from dayops_dash.packs.shared.office import saved
from dayops_dash.packs.slides import placed, placed_charts
from dayops_dash.packs.slides import presentation as powerpoint
from dayops_dash.packs.slides.fitting import fitted, length
from dayops_dash.packs.slides.native import drawing
from dayops_dash.packs.slides.placed import POINT, Room
from dayops_dash.packs.slides.placed_charts import ChartFit
from dayops_dash.packs.slides.placed_matrix import matrix
from dayops_dash.stories import FIRST
from dayops_dash.stories.meeting.present import findings
from dayops_dash.stories.record import PAGE as RECORD
from dayops_dash.stories.shared.model import Finding, today_words
from dayops_dash.wording import clean

EDGE, BOTTOM = 36.0, 16.0  # points between the slide's sides, or its top and bottom, and what stands on it
TITLE_SIZES = (32.0, 28.0, 24.0, 20.0)
BESIDE_SIZES = (28.0, 24.0, 20.0, 18.0, 16.0, 14.0)
LINE_SIZES = (20.0, 18.0, 16.0, 14.0)
FOOT_SIZE = 12.0
TITLE_ROOM, UNDER_ROOM, LINE_ROOM = 80.0, 30.0, 54.0
SOURCE_ROOM, STAMP_LINE = 30.0, 18.0  # at the foot: two lines for the papers, then the day and the version
MAP_PART, GUTTER = 0.6, 24.0  # of the width, for a drawing that stands beside its sentence; and points between the two
DEEPEST_TITLE = 0.4  # of the slide: a template's title that ends lower leaves no room for a drawing
NUMBER_WIDE = 24.0
OPEN = "Open view"
ILLUSTRATIVE = "Illustrative: a made-up council"
LICENCE = "Figures from council papers and official statistics are used under the Open Government Licence v3.0."


def slides(pack: Pack) -> bytes:
    """Return the slides as a PowerPoint file. The same pack gives the same bytes."""
    pack = replace(pack, template=pack.template_for("pptx"))
    presentation = powerpoint.opened(pack.template)
    found = findings(pack.council, pack.sections)
    _first(presentation, pack)
    for one in found:
        _finding(presentation, pack, one)
    _last(presentation, pack, found)
    council = pack.council
    return saved(
        presentation,
        title=pack.title,
        subject=_as_at(pack),
        author=str(council.dataset.about.get("contact", council.short_title)),
        on=council.as_at,
    )


def _as_at(pack: Pack) -> str:
    told = f"{pack.seen_on}. Version {pack.version}"
    return f"{ILLUSTRATIVE}. {told}" if pack.illustrative else told


def _linked(pack: Pack, page: str) -> str:
    """Return the address that opens the same view; "" where the dashboard's own is not known."""
    return pack.link(page) if pack.base.startswith(("https://", "http://")) else ""


def _first(presentation: Any, pack: Pack) -> None:
    slide = presentation.slides.add_slide(powerpoint.title_slide(presentation))
    meeting = wording.day(pack.meeting_on) if pack.meeting_on else ""
    under = [", ".join(part for part in (pack.committee, meeting) if part), f"As at {pack.as_at_words}"]
    under += [ILLUSTRATIVE] if pack.illustrative else []
    if pack.template is None:
        wide, high = _size(presentation)
        _place(slide.shapes.title, Room(EDGE, high * 0.3, wide - 2 * EDGE, 110))
    _write_title(slide, pack, pack.title, (44.0, 36.0, 28.0))
    subtitle = next((held for held in slide.placeholders if held.placeholder_format.idx == 1), None)
    lines = [line for line in under if line]
    wide, high = _size(presentation)
    room = Room(EDGE, high * 0.3 + 120, wide - 2 * EDGE, 110)
    if subtitle is not None and pack.template is not None:
        room = _room(subtitle)
    _drop_empty(slide)
    told, size = fitted("\n".join(clean(line) for line in lines), room.width, room.height, (24.0, 20.0, 16.0, 14.0))
    frame = placed.box(slide, "Meeting", room)
    for place, line in enumerate(told.split("\n")):
        if place:
            frame.add_paragraph()
        placed.say(frame, line, size=size)
    _foot(slide, presentation, pack, "", FIRST.name)
    _notes(slide, pack, [_as_at(pack)], FIRST.name)


def _finding(presentation: Any, pack: Pack, one: Finding) -> None:
    slide = presentation.slides.add_slide(powerpoint.title_only(presentation))
    figure, room = one.figure, _body(presentation, slide, pack, one.figure.title)
    area, line = _storeys(room)
    if one.beside:
        area = Room(area.left, area.top, area.width * MAP_PART, line.top + line.height - area.top)
    edited = None if figure.units else drawing(figure)
    drawn = placed_charts.fit(edited, area) if edited else None
    under = Room(room.left, room.top, room.width, UNDER_ROOM)
    placed.words(slide, "Measure", _measure(one, drawn), under, (16.0, 14.0, 12.0), colour=QUIET)
    if one.beside and figure.chart:
        line = _rest(room, placed_charts.picture(slide, figure.chart, area))
    else:
        _show(slide, one, drawn, area)
    said = " ".join(part for part in (one.line, today_words(pack.council) if one.of_a_day else "") if part)
    placed.words(slide, "Finding", said, line, BESIDE_SIZES if one.beside else LINE_SIZES)
    papers = "; ".join(dict.fromkeys(source.title for source in figure.sources))
    _foot(slide, presentation, pack, f"Source: {papers}" if papers else "", one.page)
    _notes(slide, pack, _said(figure), one.page)


def _storeys(room: Room) -> tuple[Room, Room]:
    """Return the room for what is shown, and under it that for the sentence."""
    area = Room(room.left, room.top + UNDER_ROOM, room.width, room.height - UNDER_ROOM - LINE_ROOM - 6)
    return area, Room(room.left, room.top + room.height - LINE_ROOM, room.width, LINE_ROOM)


def _rest(room: Room, taken: Room) -> Room:
    """Return what is left of a room to the right of a drawing."""
    left = taken.left + taken.width + GUTTER
    return Room(left, taken.top, room.left + room.width - left, taken.height)


def _measure(one: Finding, drawn: ChartFit | None) -> str:
    """Return what is measured, and what of it is drawn where that is not all."""
    if not drawn:
        return one.measure(drawn=one.drawn)
    shown, left = len(drawn.drawing.bars), drawn.drawing.left
    some = f"{shown} of {shown + left} are drawn" if left else ""
    outlines = "Dashed outlines are projected, not counted" if drawn.drawing.projected else ""
    return ". ".join(part for part in (some, drawn.drawing.title, one.measure(drawn=False), outlines) if part)


def _show(slide: Any, one: Finding, drawn: ChartFit | None, area: Room) -> None:
    """Show the figure: as a chart that can be edited, else drawn, else as tiles, lists or a short table."""
    figure = one.figure
    if drawn:
        alt = figure.chart.alt if figure.chart else f"{figure.title}. {figure.words}"
        placed_charts.chart(slide, drawn, area, alt)
    elif figure.chart and one.drawn:
        placed_charts.picture(slide, figure.chart, area)
    elif figure.matrix:
        matrix(slide, figure.matrix, area, f"{figure.title}. {figure.words}")
    elif figure.tiles:
        placed.tiles(slide, figure.tiles, area)
    elif one.panels:
        placed.panels(slide, one.panels, area)
    elif one.grid.rows:
        placed.table(slide, one.grid, area, f"{figure.title}. {figure.measure}", one.more_rows)


def _last(presentation: Any, pack: Pack, found: tuple[Finding, ...]) -> None:
    slide = presentation.slides.add_slide(powerpoint.title_only(presentation))
    room = _body(presentation, slide, pack, "Where these figures come from")
    papers = dict.fromkeys(source.title for one in found for source in one.figure.sources)
    contact = str(pack.council.dataset.about.get("contact", ""))
    told = [*papers, LICENCE, f"Contact for the plan: {contact}" if contact else ""]
    placed.listed(slide, "Papers", [line for line in told if line], room)
    _foot(slide, presentation, pack, "", RECORD.name)
    _notes(slide, pack, [line for line in told if line], RECORD.name)


def _body(presentation: Any, slide: Any, pack: Pack, title: str) -> Room:
    """Write a slide's title, and return the room between it and the foot."""
    wide, high = _size(presentation)
    place = _room(slide.shapes.title)
    if pack.template is None or place.top + place.height > high * DEEPEST_TITLE:
        place = Room(EDGE, BOTTOM, wide - 2 * EDGE, TITLE_ROOM)
        _place(slide.shapes.title, place)
    _drop_empty(slide)
    _write_title(slide, pack, title, TITLE_SIZES)
    top = place.top + place.height + 4
    return Room(EDGE, top, wide - 2 * EDGE, high - BOTTOM - _foot_room(pack, wide) - top - 6)


def _foot_room(pack: Pack, wide: float) -> float:
    """Return how high the foot stands: the day and the version take two lines where a slide is narrow."""
    asked = length(f"{clean(_as_at(pack))}.  {OPEN}", FOOT_SIZE)
    return SOURCE_ROOM + STAMP_LINE * (1 if asked <= wide - 2 * EDGE - NUMBER_WIDE else 2)


def _write_title(slide: Any, pack: Pack, words: str, sizes: tuple[float, ...]) -> None:
    title = slide.shapes.title
    room = _room(title)
    told, size = fitted(clean(words), room.width - 16, room.height - 8, sizes, bold=True)
    placed.say(title.text_frame, told, size=size)
    if pack.template is None:
        powerpoint.in_house_style(title, size=size)


def _drop_empty(slide: Any) -> None:
    """Take the layout's other places off a slide: an empty one would show its prompt."""
    for held in list(slide.placeholders):
        if held.placeholder_format.type not in powerpoint.TITLES:
            held._element.getparent().remove(held._element)


def _foot(slide: Any, presentation: Any, pack: Pack, source: str, page: str) -> None:
    """Say at the foot of a slide where its figures come from, as at when, and which version of the data they are."""
    wide, high = _size(presentation)
    top = high - BOTTOM - _foot_room(pack, wide)
    if source:
        room = Room(EDGE, top, wide - 2 * EDGE, SOURCE_ROOM)
        placed.words(slide, "Source", source, room, (FOOT_SIZE,), colour=QUIET)
    room = Room(EDGE, top + SOURCE_ROOM, wide - 2 * EDGE - NUMBER_WIDE, high - BOTTOM - top - SOURCE_ROOM)
    address = _linked(pack, page)
    frame = placed.box(slide, "As at", room)
    placed.say(frame, f"{clean(_as_at(pack))}. ", size=FOOT_SIZE, colour=QUIET)
    if address:
        placed.say(frame, OPEN, size=FOOT_SIZE, address=address)
    number = placed.box(slide, "Slide number", Room(wide - EDGE - NUMBER_WIDE, room.top, NUMBER_WIDE, STAMP_LINE))
    placed.slide_number(number, FOOT_SIZE)


def _notes(slide: Any, pack: Pack, said: list[str], page: str) -> None:
    """Write the speaker's notes: the words in full, the places in the papers, and the address of the same view."""
    address = _linked(pack, page)
    told = [*said, _as_at(pack), f"The same view: {address}" if address else ""]
    slide.notes_slide.notes_text_frame.text = "\n".join(clean(line) for line in told if line)


def _said(figure: Figure) -> list[str]:
    places = source_line(figure.sources)
    return [figure.title, figure.subtitle, figure.words, *figure.notes, f"Source: {places}" if places else ""]


def _size(presentation: Any) -> tuple[float, float]:
    return presentation.slide_width / POINT, presentation.slide_height / POINT


def _room(shape: Any) -> Room:
    return Room(shape.left / POINT, shape.top / POINT, shape.width / POINT, shape.height / POINT)


def _place(shape: Any, room: Room) -> None:
    shape.left, shape.top, shape.width, shape.height = room.emu
