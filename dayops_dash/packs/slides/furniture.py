"""What every slide has: its title whole, its layout's place for words, its foot, its notes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dayops_dash.figures.shared.look import INK, QUIET
from dayops_dash.packs.pack import Pack, PackError
from dayops_dash.packs.parts.quotes import in_print
from dayops_dash.packs.slides import placed
from dayops_dash.packs.slides import presentation as powerpoint
from dayops_dash.packs.slides.fitting import length, whole
from dayops_dash.packs.slides.placed import POINT, Room

EDGE, BOTTOM = 36.0, 16.0  # points between the slide's sides, or its top and bottom, and what stands on it
TITLE_SIZES = (32.0, 28.0, 24.0, 20.0)
FOOT_SIZE = 12.0
TITLE_ROOM = 80.0
SOURCE_ROOM, STAMP_LINE = 30.0, 18.0  # at the foot: two lines for the papers, then the day
DEEPEST_TITLE = 0.4  # of the slide: a template's title that ends lower leaves no room for a drawing
DEEPEST_GROWN = 0.4  # of the slide, down to which a place for a title may grow
TITLE_EDGE = 8.0  # points that a place for a title keeps free
NUMBER_WIDE = 24.0
OPEN = "Open view"


def stamp(pack: Pack) -> str:
    return f"{pack.mark}. {pack.seen_on}" if pack.mark else pack.seen_on


def ink(pack: Pack) -> str:
    """Return the colour of words in a layout's place: ours on our own slides, else the template's own, which is none."""
    return INK if pack.template is None else ""


def linked(pack: Pack, page: str) -> str:
    """Return the address that opens the same view; "" where the dashboard has none that others can open."""
    return pack.link(page)


def titled_body(presentation: Any, slide: Any, pack: Pack, title: str) -> Room:
    """Write a slide's title, and return the room between it and the foot."""
    wide, high = size_of(presentation)
    place = room_of(slide.shapes.title)
    if pack.template is None or place.top + place.height > high * DEEPEST_TITLE:
        place_at(slide.shapes.title, Room(EDGE, BOTTOM, wide - 2 * EDGE, TITLE_ROOM))
    write_title(slide, presentation, pack, title, TITLE_SIZES)
    place = room_of(slide.shapes.title)
    top = place.top + place.height + 4
    return Room(EDGE, top, wide - 2 * EDGE, high - BOTTOM - _foot_room(pack, wide) - top - 6)


def _foot_room(pack: Pack, wide: float) -> float:
    """Return how high the foot stands: the day takes two lines where a slide is narrow."""
    asked = length(f"{in_print(stamp(pack))}.  {OPEN}", FOOT_SIZE)
    return SOURCE_ROOM + STAMP_LINE * (1 if asked <= wide - 2 * EDGE - NUMBER_WIDE else 2)


def write_title(slide: Any, presentation: Any, pack: Pack, words: str, sizes: tuple[float, ...]) -> None:
    """Write a title whole: smaller, or in a place that has grown down. Raises PackError where it would have to be cut."""
    title, (_, high) = slide.shapes.title, size_of(presentation)
    room, told = room_of(title), in_print(words)
    deepest = high * DEEPEST_GROWN - room.top - TITLE_EDGE
    found = whole(told, room.width - 2 * TITLE_EDGE, room.height - TITLE_EDGE, sizes, deepest)
    if found is None:
        raise PackError(f"The title of a slide is too long to be shown: {told[:80]}… Give a shorter one.")
    size, tall = found
    if tall > room.height - TITLE_EDGE:
        place_at(title, replace(room, height=tall + TITLE_EDGE))
    placed.say(title.text_frame, told, size=size)
    if pack.template is None:
        powerpoint.in_house_style(title, size=size)


def drop_empty(slide: Any) -> None:
    """Take the layout's places that hold no words off a slide: an empty one would show its prompt."""
    for held in list(slide.placeholders):
        if held.placeholder_format.type not in powerpoint.TITLES and not held.text_frame.text:
            held._element.getparent().remove(held._element)


def frame_for(slide: Any, name: str, room: Room) -> Any:
    """Return the frame for a slide's words: its layout's own place for them, moved where there is room; else a box."""
    place = powerpoint.words_place(slide)
    if place is None or (place.has_text_frame and place.text_frame.text):
        return placed.box(slide, name, room)
    place_at(place, room)
    place.name = name
    return placed.plain(place.text_frame)


def listed(slide: Any, pack: Pack, name: str, told: list[str], room: Room) -> None:
    placed.listed_in(frame_for(slide, name, room), told, room, colour=ink(pack))
    drop_empty(slide)


def foot(slide: Any, presentation: Any, pack: Pack, source: str, page: str) -> None:
    """Say at the foot of a slide where its figures come from, as at when, and which version of the data they are."""
    wide, high = size_of(presentation)
    top = high - BOTTOM - _foot_room(pack, wide)
    if source:
        room = Room(EDGE, top, wide - 2 * EDGE, SOURCE_ROOM)
        placed.words(slide, "Source", source, room, (FOOT_SIZE,), colour=QUIET)
    room = Room(EDGE, top + SOURCE_ROOM, wide - 2 * EDGE - NUMBER_WIDE, high - BOTTOM - top - SOURCE_ROOM)
    address = linked(pack, page)
    frame = placed.box(slide, "As at", room)
    placed.say(frame, f"{in_print(stamp(pack))}. ", size=FOOT_SIZE, colour=QUIET)
    if address:
        placed.say(frame, OPEN, size=FOOT_SIZE, address=address)
    number = placed.box(slide, "Slide number", Room(wide - EDGE - NUMBER_WIDE, room.top, NUMBER_WIDE, STAMP_LINE))
    placed.slide_number(number, FOOT_SIZE)


def notes(slide: Any, pack: Pack, said: list[str], page: str) -> None:
    """Write the speaker's notes: the words in full, the places in the papers, and the address of the same view."""
    address = linked(pack, page)
    told = [*said, stamp(pack), f"The same view: {address}" if address else ""]
    slide.notes_slide.notes_text_frame.text = "\n".join(in_print(line) for line in told if line)


def size_of(presentation: Any) -> tuple[float, float]:
    return presentation.slide_width / POINT, presentation.slide_height / POINT


def room_of(shape: Any) -> Room:
    return Room(shape.left / POINT, shape.top / POINT, shape.width / POINT, shape.height / POINT)


def place_at(shape: Any, room: Room) -> None:
    shape.left, shape.top, shape.width, shape.height = room.emu
