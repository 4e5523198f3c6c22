"""What stands on a slide: words, tables, tiles, lists; each inside the room it is given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Emu, Pt

from dayops_dash.figures.shared.look import INK, QUIET
from dayops_dash.figures.shared.model import Panel, Tile
from dayops_dash.packs.parts.quotes import in_print
from dayops_dash.packs.slides.fitting import CUT, LINE, fitted, height, length, lines

POINT = 12700  # EMU
LIST_SIZES = (20.0, 18.0, 16.0, 14.0)
TILE_GAP = 14.0
MOST_ABREAST = 5  # tiles in one row
LANGUAGE = "en-GB"


@dataclass(frozen=True)
class Room:
    """A rectangle on a slide, in points."""

    left: float
    top: float
    width: float
    height: float

    @property
    def emu(self) -> tuple[Emu, Emu, Emu, Emu]:
        return tuple(Emu(round(side * POINT)) for side in (self.left, self.top, self.width, self.height))  # type: ignore[return-value]


def say(frame: Any, words: str, *, size: float = 0, bold: bool = False, colour: str = "", address: str = "") -> Any:
    """Write words into a frame's last paragraph and return their run."""
    run = frame.paragraphs[-1].add_run()
    run.text = in_print(words).replace("\n", " ")
    run._r.get_or_add_rPr().set("lang", LANGUAGE)
    if size:
        run.font.size = Pt(size)
    if bold:
        run.font.bold = True
    if colour:
        run.font.color.rgb = RGBColor.from_string(colour[1:])
    if address:
        run.hyperlink.address = address
    return run


def box(slide: Any, name: str, room: Room) -> Any:
    """Return the frame of a new box without margins, in which words keep their size."""
    shape = slide.shapes.add_textbox(*room.emu)
    shape.name = name
    return plain(shape.text_frame)


def plain(frame: Any) -> Any:
    """Return a frame in which words keep their size and begin at its edge, and its first line has no bullet."""
    frame.word_wrap, frame.auto_size, frame.vertical_anchor = True, MSO_AUTO_SIZE.NONE, MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    unmarked(frame.paragraphs[0])
    return frame


def unmarked(paragraph: Any) -> None:
    """Take a paragraph's bullet, indent and middle alignment, which a layout's place for words may give it."""
    paragraph.alignment = PP_ALIGN.LEFT
    properties = paragraph._p.get_or_add_pPr()
    for old in properties.xpath("./a:buNone"):
        properties.remove(old)
    properties.set("marL", "0")
    properties.set("indent", "0")
    properties.append(parse_xml(f"<a:buNone {nsdecls('a')}/>"))


def words(
    slide: Any, name: str, text: str, room: Room, sizes: Sequence[float], *, bold: bool = False, colour: str = ""
) -> None:
    """Put words in a room, in the largest size that fits."""
    told, size = fitted(in_print(text), room.width, room.height, sizes, bold=bold)
    say(box(slide, name, room), told, size=size, bold=bold, colour=colour)


def describe(shape: Any, name: str, alt: str) -> None:
    """Give a picture, chart or table its name and the words that stand for it."""
    shape.name = name
    shape._element.xpath("./*/p:cNvPr")[0].set("descr", in_print(alt))


def slide_number(frame: Any, size: float) -> None:
    """Write the slide's number, which PowerPoint keeps right when slides are moved."""
    told = parse_xml(
        f'<a:fld {nsdecls("a")} id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">'
        f'<a:rPr lang="{LANGUAGE}" sz="{round(size * 100)}"/><a:t>‹#›</a:t></a:fld>'
    )
    frame.paragraphs[0]._p.append(told)


def tiles(slide: Any, shown: Sequence[Tile], room: Room) -> None:
    """Put tiles side by side, in two rows where they are many: what each is, its number, and a word on it."""
    rows = 1 if len(shown) <= MOST_ABREAST else 2
    abreast = -(-len(shown) // rows)
    width = (room.width - TILE_GAP * (abreast - 1)) / abreast
    high = (room.height - TILE_GAP * (rows - 1)) / rows
    for place, tile in enumerate(shown):
        down, across = divmod(place, abreast)
        top = room.top + down * (high + TILE_GAP)
        held = Room(room.left + across * (width + TILE_GAP), top, width, high)
        _tile(slide, tile, f"Tile {place + 1}", held, beside=rows > 1)


def _tile(slide: Any, tile: Tile, name: str, room: Room, *, beside: bool) -> None:
    """Put one tile in a room; ``beside`` puts the word on its number at the number's right, where there is no room below."""
    label = f"{tile.mark} {tile.label}".strip()
    high, sizes = (40.0, (32.0, 26.0, 20.0, 16.0)) if beside else (66.0, (48.0, 40.0, 32.0, 26.0, 20.0, 16.0))
    head = Room(room.left, room.top, room.width, 38.0 if beside else 68.0)
    words(slide, f"{name}, name", label, head, (20.0, 18.0, 16.0, 14.0), bold=True, colour=INK)
    top = head.top + head.height + 4
    wide = min(length(in_print(tile.value), sizes[0], bold=True) + 8, room.width / 2) if beside else room.width
    words(slide, f"{name}, value", tile.value, Room(room.left, top, wide, high), sizes, bold=True, colour=INK)
    if tile.detail and beside:
        rest = Room(room.left + wide + 6, top, room.width - wide - 6, room.height - head.height - 4)
        words(slide, f"{name}, detail", tile.detail, rest, (16.0, 14.0, 12.0), colour=QUIET)
    elif tile.detail:
        below = Room(room.left, top + high + 4, room.width, room.height - head.height - high - 8)
        words(slide, f"{name}, detail", tile.detail, below, (18.0, 16.0, 14.0), colour=QUIET)


def panels(slide: Any, shown: Sequence[Panel], room: Room) -> None:
    """Put short lists side by side."""
    gap = 2 * TILE_GAP
    width = (room.width - gap * (len(shown) - 1)) / len(shown)
    for place, panel in enumerate(shown):
        left = room.left + place * (width + gap)
        told, size = fitted(in_print(panel.title), width, 50, (20.0, 18.0, 16.0), bold=True)
        head = height(told, size, width, bold=True) + 6
        say(box(slide, f"List {place + 1}, title", Room(left, room.top, width, head)), told, size=size, bold=True)
        bars = [f"{bar.label}{f' ({bar.detail})' if bar.detail else ''}: {bar.words}" for bar in panel.bars]
        said = [*([panel.detail] if panel.detail else []), *bars, *panel.items, *([panel.note] if panel.note else [])]
        listed(slide, f"List {place + 1}", said, Room(left, room.top + head, width, room.height - head))


def listed(slide: Any, name: str, said: Sequence[str], room: Room) -> None:
    """Put lines under one another in a box, in the largest type that fits; those that do not fit are left out, and marked so."""
    listed_in(box(slide, name, room), said, room)


def listed_in(frame: Any, said: Sequence[str], room: Room, *, colour: str = "") -> None:
    """The same in a frame that is there already."""
    told = [in_print(line).replace("\n", " ") for line in said]
    size = next((s for s in LIST_SIZES if _list_height(told, s, room.width) <= room.height), LIST_SIZES[-1])
    while len(told) > 1 and _list_height(told, size, room.width) > room.height:
        told = [*told[:-2], CUT] if told[-1] == CUT else [*told[:-1], CUT]
        if told == [CUT]:
            break
    for place, line in enumerate(told):
        if place:
            unmarked(frame.add_paragraph())
        kept, _ = fitted(line, room.width, room.height, (size,))
        say(frame, kept, size=size, colour=colour)
        frame.paragraphs[-1].space_after = Pt(size / 3)


def _list_height(told: Sequence[str], size: float, width: float) -> float:
    return sum(lines(line, size, width) * size * LINE + size / 3 for line in told)
