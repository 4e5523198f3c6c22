"""A presentation to write into, the council's template or our own, and the file made of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pptx
from pptx.dml.color import RGBColor
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Pt

from dayops_dash import wording
from dayops_dash.figures.shared.look import BLUE, GREY, INK, ORANGE, PINK, QUIET, TURQUOISE
from dayops_dash.packs.pack import PackError
from dayops_dash.packs.shared.office import from_template

PRESENTATION = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
TEMPLATE = "application/vnd.openxmlformats-officedocument.presentationml.template.main+xml"
WIDE, HIGH = Emu(12192000), Emu(6858000)  # 16 to 9
TYPE = "Arial"  # on every machine, or a type as wide in its place
ACCENTS = (BLUE, TURQUOISE, PINK, ORANGE, GREY, INK)
BODIES = (PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT)
WORDS = (*BODIES, PP_PLACEHOLDER.SUBTITLE)
TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)


def opened(template: Path | bytes | None) -> Any:
    """Return an empty presentation: the template's masters and layouts without its slides; our own where none is given.

    Raises PackError where the template is no PowerPoint file, holds macros, or has no layout with a title.
    """
    if template is None:
        return _house()
    found = from_template(template, pptx.Presentation, document=PRESENTATION, kind=TEMPLATE, endings=".pptx or .potx")
    slides = found.slides._sldIdLst
    for slide in list(slides):
        found.part.drop_rel(slide.rId)
        slides.remove(slide)
    if not any(titled(layout) for layout in found.slide_layouts):
        raise PackError(
            "The template has no layout with a title, so no slide could be named. Add one, or use no template."
        )
    return found


def fault_of(template: Path | bytes) -> str:
    """Return why a file cannot be used as a template; "" where it can."""
    try:
        opened(template)
    except PackError as error:
        return str(error)
    return ""


def dropped(template: Path | bytes) -> str:
    """Return in a sentence what of a template is not used; "" for nothing."""
    found = from_template(template, pptx.Presentation, document=PRESENTATION, kind=TEMPLATE, endings=".pptx or .potx")
    number = len(found.slides)
    return (
        f"The template’s own {wording.count(number, 'slide')} are left out.".replace("1 slide are", "1 slide is")
        if number
        else ""
    )


def titled(layout: Any) -> bool:
    return any(held.placeholder_format.type in TITLES for held in layout.placeholders)


def finding_layout(presentation: Any) -> Any:
    """Return the layout for a finding: one with a title and a place for words, and least besides; else with a title alone.

    Words in a layout's own place are in the outline, and in the order in which a slide is read aloud.
    """
    titles = [layout for layout in presentation.slide_layouts if titled(layout)]
    with_words = [
        layout for layout in titles if any(held.placeholder_format.type in BODIES for held in layout.placeholders)
    ]
    return min(with_words or titles, key=_bareness)


def _bareness(layout: Any) -> tuple[int, bool]:
    """Return how much a layout holds; of two alike the one for content comes before one that begins a section."""
    return len(_filled(layout)), all(
        held.placeholder_format.type != PP_PLACEHOLDER.OBJECT for held in layout.placeholders
    )


def words_place(slide: Any) -> Any | None:
    """Return the slide's first place for words beside its title; None where its layout has none."""
    return next(iter(_places_for_words(slide)), None)


def _places_for_words(held: Any) -> list[Any]:
    return [place for place in held.placeholders if place.placeholder_format.type in WORDS]


def title_slide(presentation: Any) -> Any:
    """Return the layout for the first slide: a title with a line under it, else that of a finding."""
    found = [
        layout
        for layout in presentation.slide_layouts
        if titled(layout) and any(p.placeholder_format.type == PP_PLACEHOLDER.SUBTITLE for p in layout.placeholders)
    ]
    return found[0] if found else finding_layout(presentation)


def _filled(layout: Any) -> list[Any]:
    """Return the places of a layout that a new slide would copy, and show empty."""
    foot = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
    return [held for held in layout.placeholders if held.placeholder_format.type not in foot]


def _house() -> Any:
    """Return our own: python-pptx's plain masters, made wide, in our type and colours."""
    found = pptx.Presentation()
    across = WIDE / found.slide_width
    found.slide_width, found.slide_height = WIDE, HIGH
    master = found.slide_master
    for held in (master, *found.slide_layouts):
        for shape in held.placeholders:
            if shape._element.spPr.xfrm is not None:
                shape.left, shape.width = Emu(round(shape.left * across)), Emu(round(shape.width * across))
    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    told = re.sub(rb'(<a:latin typeface=")(?:Calibri)(")', rb"\g<1>" + TYPE.encode() + rb"\2", theme.blob)
    for place, colour in enumerate(ACCENTS, start=1):
        start = rb"(<a:accent%d><a:srgbClr val=\")[0-9A-F]{6}" % place
        told = re.sub(start, rb"\g<1>" + colour[1:].encode(), told)
    theme._blob = told
    return found


def in_theme(presentation: Any) -> None:
    """Give words that stand on the slide itself the theme's colour for text, so that they are seen on a dark template too.

    Words on a fill of their own, in tables and charts, keep theirs.
    """
    ours = {INK[1:], QUIET[1:]}
    for slide in presentation.slides:
        for shape in slide.shapes:
            if not shape.has_text_frame:
                continue
            for colour in list(shape._element.iter(qn("a:srgbClr"))):
                if colour.get("val") in ours:
                    colour.getparent().replace(colour, parse_xml(f'<a:schemeClr {nsdecls("a")} val="tx1"/>'))


def in_house_style(title: Any, *, size: float) -> None:
    """Give a title of our own slides its look: bold, dark, from the left, where all else begins."""
    title.text_frame.margin_left = 0
    for paragraph in title.text_frame.paragraphs:
        paragraph.alignment = 1
        for run in paragraph.runs:
            run.font.bold, run.font.size, run.font.color.rgb = True, Pt(size), RGBColor.from_string(INK[1:])
