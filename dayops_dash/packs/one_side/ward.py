"""The ward member's page on one side: what the papers say of one area, and what to ask."""

from __future__ import annotations

from dayops_dash.dataset import Council
from dayops_dash.figures.places.ward import ward_figure
from dayops_dash.figures.shared.model import Tile, source_line
from dayops_dash.figures.shared.states import NOT_STATED
from dayops_dash.packs.one_side.sheet import one_side
from dayops_dash.packs.pack import Pack, PackError
from dayops_dash.packs.parts.blocks import Block, Fine, Items, Paragraph, Report


def areas_of(council: Council) -> dict[str, str]:
    """Return the areas that a member's page can be of: the name of each, by its code."""
    return {row.area_code: row.area_name for row in council.rows("areas")}


def ward_page(pack: Pack) -> Report:
    """Return one area's page. Raises PackError where the area that is asked for is not known."""
    known = areas_of(pack.council)
    code = next((code for code, name in known.items() if pack.ward in (code, name)), "")
    figure = ward_figure(pack.council, code)
    if figure is None:
        word = pack.council.dataset.area_word
        raise PackError(f"No {word} is called {pack.ward!r}. Give one of: {', '.join(sorted(known.values()))}.")
    blocks: list[Block] = [Paragraph(figure.words)]
    lines = [_line(tile) for tile in figure.tiles if tile.value != NOT_STATED]
    blocks += [Items(tuple(lines))] if lines else []
    blocks += [Paragraph(words, name) for name, words in figure.entries[0].pairs]
    line = source_line(figure.sources)
    return one_side(pack, figure.title, [*blocks, *([Fine(f"Source: {line}")] if line else [])], "wards")


def _line(tile: Tile) -> str:
    """Return a tile in a line, its number once."""
    told = tile.detail if tile.value in tile.detail else f"{tile.value}, {tile.detail}" if tile.detail else tile.value
    return f"{tile.label}: {told}"
