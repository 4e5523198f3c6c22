"""Fill colours of cells, as a name that can be mapped to a word and that a person knows again."""

from __future__ import annotations

import colorsys
import re
from typing import Any

RGB = re.compile(r"(?:[0-9A-F]{2})?([0-9A-F]{6})")
HUES = ((15, "red"), (50, "amber"), (70, "yellow"), (170, "green"), (200, "turquoise"), (260, "blue"), (330, "purple"))
NO_FILL = ("FFFFFF",)


def colour_of(fill: Any) -> str:
    """Return the colour of a cell's fill: #00B050, or "theme 6" with its tint; "" where it has none or is white."""
    if fill is None or fill.fill_type != "solid":
        return ""
    colour = fill.fgColor
    if colour.type == "theme":
        tint = f", tint {colour.tint:.2f}" if colour.tint else ""
        return f"theme {colour.theme}{tint}" if colour.theme or colour.tint else ""
    rgb = _indexed(colour.indexed) if colour.type == "indexed" else str(colour.rgb)
    match = RGB.fullmatch(rgb.upper())
    return f"#{match[1]}" if match and match[1] not in NO_FILL else ""


def _indexed(place: Any) -> str:
    from openpyxl.styles.colors import COLOR_INDEX

    return COLOR_INDEX[place] if isinstance(place, int) and 0 <= place < len(COLOR_INDEX) else ""


def colour_words(colour: str) -> str:
    """Return a colour with its everyday name: green (#00B050)."""
    if not colour.startswith("#"):
        return f"a colour of the workbook's theme ({colour})"
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    hue, light, strength = colorsys.rgb_to_hls(red, green, blue)
    if strength < 0.15 or light < 0.1:
        return f"{'black' if light < 0.15 else 'grey'} ({colour})"
    name = next((word for until, word in HUES if hue * 360 < until), "red")
    return f"{name} ({colour})"
