"""The slides: a title, one finding a slide, and where the figures come from. The same deck as when presenting from the screen."""

from __future__ import annotations

from dataclasses import replace
from string import ascii_lowercase
from typing import Any

from dayops_dash import wording
from dayops_dash.figures.shared.look import QUIET
from dayops_dash.figures.shared.model import Figure, source_line
from dayops_dash.figures.shared.render import on_wall
from dayops_dash.packs.brief.sections import Drafted, asked
from dayops_dash.packs.brief.telling import Telling
from dayops_dash.packs.forms.form import form_of
from dayops_dash.packs.pack import Pack
from dayops_dash.packs.parts.quotes import in_print
from dayops_dash.packs.shared.office import saved
from dayops_dash.packs.slides import placed, placed_charts, placed_table
from dayops_dash.packs.slides import presentation as powerpoint
from dayops_dash.packs.slides.fitting import fitted, height
from dayops_dash.packs.slides.furniture import (
    EDGE,
    drop_empty,
    foot,
    frame_for,
    ink,
    listed,
    notes,
    place_at,
    room_of,
    size_of,
    stamp,
    titled_body,
    write_title,
)
from dayops_dash.packs.slides.native import drawing
from dayops_dash.packs.slides.placed import Room
from dayops_dash.packs.slides.placed_charts import ChartFit
from dayops_dash.packs.slides.placed_matrix import holds_names, matrix
from dayops_dash.stories import FIRST
from dayops_dash.stories.meeting.present import findings
from dayops_dash.stories.record import PAGE as RECORD
from dayops_dash.stories.shared.model import Finding, today_words

BESIDE_SIZES = (28.0, 24.0, 20.0, 18.0, 16.0, 14.0)
LINE_SIZES = (20.0, 18.0, 16.0, 14.0)
MEASURE_SIZES = (16.0, 14.0, 12.0)
UNDER_ROOM, LINE_ROOM = 30.0, 54.0
MAP_PART, GUTTER = 0.6, 24.0  # of the width, for a drawing that stands beside its sentence; and points between the two
LICENCE = "Figures from council papers and official statistics are used under the Open Government Licence v3.0."


def slides(pack: Pack) -> bytes:
    """Return the slides as a PowerPoint file. The same pack gives the same bytes."""
    pack = replace(pack, template=pack.template_for("pptx"))
    presentation = powerpoint.opened(pack.template)
    layout = powerpoint.finding_layout(presentation)
    found = findings(pack.council, pack.sections)
    _first(presentation, pack)
    for one in found:
        _finding(presentation, layout, pack, one)
    _last(presentation, layout, pack, found)
    _asked(presentation, layout, pack)
    if pack.template is not None:
        powerpoint.in_theme(presentation)
    council = pack.council
    return saved(
        presentation,
        title=pack.title,
        subject=stamp(pack),
        author=str(council.dataset.about.get("contact", council.short_title)),
        on=council.as_at,
    )


def _first(presentation: Any, pack: Pack) -> None:
    slide = presentation.slides.add_slide(powerpoint.title_slide(presentation))
    wide, high = size_of(presentation)
    meeting = wording.day(pack.meeting_on) if pack.meeting_on else ""
    under = [", ".join(part for part in (pack.committee, meeting) if part), f"As at {pack.as_at_words}"]
    under += [pack.mark] if pack.mark else []
    if pack.template is None:
        place_at(slide.shapes.title, Room(EDGE, high * 0.3, wide - 2 * EDGE, 110))
    write_title(slide, presentation, pack, pack.title, (44.0, 36.0, 28.0))
    title, lines = room_of(slide.shapes.title), [in_print(line) for line in under if line]
    below = title.top + title.height + 10
    room = Room(EDGE, below, wide - 2 * EDGE, 110)
    place = powerpoint.words_place(slide)
    if place is not None and pack.template is not None and room_of(place).top >= title.top + title.height:
        room = room_of(place)
    told, size = fitted("\n".join(lines), room.width, room.height, (24.0, 20.0, 16.0, 14.0))
    frame = frame_for(slide, "Meeting", room)
    for at, line in enumerate(told.split("\n")):
        if at:
            placed.unmarked(frame.add_paragraph())
        placed.say(frame, line, size=size, colour=ink(pack))
    drop_empty(slide)
    foot(slide, presentation, pack, "", FIRST.name)
    notes(slide, pack, [stamp(pack)], FIRST.name)


def _finding(presentation: Any, layout: Any, pack: Pack, one: Finding) -> None:
    slide = presentation.slides.add_slide(layout)
    figure, room = one.figure, titled_body(presentation, slide, pack, one.figure.title)
    area, line = _storeys(room)
    whole = Room(area.left, area.top, area.width, line.top + line.height - area.top)
    is_named = figure.matrix is not None and holds_names(figure.matrix, whole)
    if is_named:
        area = whole
    if one.beside:
        area = Room(area.left, area.top, area.width * MAP_PART, whole.height)
    if figure.chart and one.drawn and one.grid.rows and not placed_charts.is_readable(figure.chart, area):
        one = replace(one, drawn=False)
    edited = None if figure.units else drawing(figure)
    drawn = placed_charts.fit(edited, area) if edited else None
    under = Room(room.left, room.top, room.width, UNDER_ROOM)
    _say_over(slide, _measure(one, drawn), under, is_named=is_named)
    if one.beside and figure.chart:
        line = _rest(room, placed_charts.picture(slide, on_wall(figure.chart), area))
    else:
        _show(slide, one, drawn, area)
    if not is_named:
        _say_under(slide, pack, one, line)
    drop_empty(slide)
    papers = "; ".join(dict.fromkeys(source.title for source in figure.sources))
    foot(slide, presentation, pack, f"Source: {papers}" if papers else "", one.page)
    notes(slide, pack, _said(figure), one.page)


def _say_over(slide: Any, measure: str, under: Room, *, is_named: bool) -> None:
    """Say what is measured: in the layout's own place for words where the squares of a matrix say the rest."""
    if not is_named:
        placed.words(slide, "Measure", measure, under, MEASURE_SIZES, colour=QUIET)
        return
    told, size = fitted(in_print(measure), under.width, under.height, MEASURE_SIZES)
    placed.say(frame_for(slide, "Measure", under), told, size=size, colour=QUIET)


def _say_under(slide: Any, pack: Pack, one: Finding, line: Room) -> None:
    """Say a finding in a sentence under or beside what is shown, and what is true today where it speaks of a day."""
    said = _that_fits(in_print(_sentence(one)), in_print(today_words(pack.council)) if one.of_a_day else "", line)
    told, size = fitted(said, line.width, line.height, BESIDE_SIZES if one.beside else LINE_SIZES)
    placed.say(frame_for(slide, "Finding", line), told, size=size, colour=ink(pack))


def _sentence(one: Finding) -> str:
    """Return the finding's sentence; under a matrix, which numbers its risks, what they are."""
    named = [item.partition(": ")[0] for panel in one.figure.panels for item in panel.items]
    return f"{'; '.join(named)}." if one.figure.matrix and named else one.line


def _that_fits(sentence: str, today: str, room: Room) -> str:
    """Return a finding's sentence and what is true today; of a sentence without room for all, the clauses that there is room for."""
    clauses = sentence.split("; ")
    kept = [sentence, *(f"{'; '.join(clauses[:many])}." for many in range(len(clauses) - 1, 0, -1))]
    told = [" ".join(part for part in (words, today) if part) for words in kept]
    return next((words for words in told if height(words, LINE_SIZES[-1], room.width) <= room.height), told[0])


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
        placed_charts.picture(slide, on_wall(figure.chart), area)
    elif figure.matrix:
        matrix(slide, figure.matrix, area, f"{figure.title}. {figure.words}")
    elif figure.tiles:
        placed.tiles(slide, figure.tiles, area)
    elif one.panels:
        placed.panels(slide, one.panels, area)
    elif one.grid.rows:
        placed_table.table(slide, one.whole, one.grid, area, f"{figure.title}. {figure.measure}")


def _asked(presentation: Any, layout: Any, pack: Pack) -> None:
    """Show what members are asked to do, as the report words it."""
    form = form_of(pack)
    lines = asked(Drafted(pack, form, Telling(pack.council)))
    slide = presentation.slides.add_slide(layout)
    room = titled_body(
        presentation,
        slide,
        pack,
        f"{form.asked} do {wording.spelled(len(lines))} things" if len(lines) > 1 else f"{form.asked}:",
    )
    told = [f"({ascii_lowercase[at]}) {line}" for at, line in enumerate(lines)]
    listed(slide, pack, "Asked", told, room)
    foot(slide, presentation, pack, "", FIRST.name)
    notes(slide, pack, told, FIRST.name)


def _last(presentation: Any, layout: Any, pack: Pack, found: tuple[Finding, ...]) -> None:
    slide = presentation.slides.add_slide(layout)
    room = titled_body(presentation, slide, pack, "Where these figures come from")
    papers = dict.fromkeys(source.title for one in found for source in one.figure.sources)
    contact = pack.entered.contact or str(pack.council.dataset.about.get("contact", ""))
    version = f"Version of the data: {pack.version}"
    told = [*papers, LICENCE, f"Contact for the plan: {contact}" if contact else "", version]
    listed(slide, pack, "Papers", [line for line in told if line], room)
    foot(slide, presentation, pack, "", RECORD.name)
    notes(slide, pack, [line for line in told if line], RECORD.name)


def _said(figure: Figure) -> list[str]:
    places = source_line(figure.sources)
    return [figure.title, figure.subtitle, figure.words, *figure.notes, f"Source: {places}" if places else ""]
