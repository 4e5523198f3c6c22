"""Positions on the tile map from an open HexJSON layout, as published for the wards of every district.

Source: Open Innovations, "HexJSON format": rows count upwards from the south, and whether a row is shifted goes by its own number
in the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from dayops_dash.dataset.files.table_file import Cells, as_csv
from dayops_dash.dataset.files.text_file import DatasetError, printable, read_json
from dayops_dash.dataset.writing.put import put, read_rows
from dayops_dash.prepare.records import columns

# By layout: what is left of a row's number, divided by two, where the row is shifted to the east.
SHIFTED = {"odd-r": 1, "even-r": 0}
EXPECTED = '{"layout": "odd-r", "hexes": {"E05000001": {"q": 0, "r": 0}, ...}}'
MOST_NAMED = 5  # areas in a message
FARTHEST = 10_000  # a position beyond is a mistake


class HexJsonError(DatasetError):
    """A layout that cannot be used. The message says what is wrong and what to do; nothing has changed."""


class Positioned(NamedTuple):
    """How many areas were given a position, and how many hexes of the file are of other areas."""

    areas: int
    others: int


class _Place(NamedTuple):
    """Where a hexagon stands: half a column to the east counts as one ``half``, and rows count from the south."""

    halves: int
    row: int


def take_positions(folder: Path, file: Path) -> Positioned:
    """Give a council's areas the positions of a HexJSON file, and return how many; all of it or nothing.

    Areas are found by their official codes. Raises HexJsonError where the file is no such layout, or leaves out areas of a set of
    boundaries of which it has any.
    """
    content = read_json(file)
    places = _places(content, file.name)
    mine: dict[str, _Place] = {}
    named: set[str] = set()

    def tables() -> dict[str, bytes]:
        rows = read_rows(folder, "areas")
        codes = {row["area_code"]: columns.code_of(row["area_code"]) for row in rows}
        mine.update({area: places[code] for area, code in codes.items() if code in places})
        named.update(codes[area] for area in mine)
        _all_or_none(rows, mine, file.name)
        fitted = _on_our_rows(mine)
        return {"areas": as_csv("areas", [_with(row, fitted.get(row["area_code"])) for row in rows])}

    put(folder, tables)
    return Positioned(len(mine), len(places) - len(named))


def _places(content: Any, file: str) -> dict[str, _Place]:
    """Return the place of each hexagon by its area's code."""
    hexes = content.get("hexes") if isinstance(content, dict) else None
    if not isinstance(hexes, dict) or not hexes:
        raise HexJsonError(f"{file} has no hexes. A HexJSON layout is expected: {EXPECTED}.")
    layout = content.get("layout")
    if layout in ("odd-q", "even-q"):
        raise HexJsonError(
            f"{file} is a layout of columns ({layout}), and the map here is of rows. "
            "Take one whose layout is odd-r or even-r."
        )
    if layout not in SHIFTED:
        raise HexJsonError(f"{file} says layout {printable(str(layout))}. Use odd-r or even-r.")
    places: dict[str, _Place] = {}
    for code, one in hexes.items():
        q, r = (_whole(one.get(name)) if isinstance(one, Mapping) else None for name in ("q", "r"))
        if q is None or r is None:
            raise HexJsonError(f"{file}: hex {printable(code)} has no whole numbers as its q and r. Correct them.")
        places[columns.code_of(code)] = _Place(2 * q + (r % 2 == SHIFTED[layout]), r)
    return places


def _whole(number: object) -> int | None:
    """Return a whole number that can be a position; None where it is none."""
    if isinstance(number, int) and not isinstance(number, bool) and abs(number) <= FARTHEST:
        return number
    return None


def _all_or_none(rows: list[Cells], mine: Mapping[str, _Place], file: str) -> None:
    """Raise HexJsonError where no area is in the file, or only some of those that belong together."""
    if not mine:
        example = f", as {rows[0]['area_code']}" if rows else ""
        raise HexJsonError(
            f"No area of areas.csv is in {file}, whose hexes are looked up by official codes{example}. "
            "Is it of another council, or of other boundaries?"
        )
    sets = {_set_of(row) for row in rows if row["area_code"] in mine}
    left = [row["area_name"] for row in rows if _set_of(row) in sets and row["area_code"] not in mine]
    if left:
        more = f" and {len(left) - MOST_NAMED} more" if len(left) > MOST_NAMED else ""
        raise HexJsonError(
            f"{file} has no hexagon for {', '.join(left[:MOST_NAMED])}{more}. Is it of other boundaries? "
            "Add them to the file, or take another."
        )


def _set_of(row: Cells) -> tuple[str, str]:
    return row["area_type"], row["boundary_vintage"]


def _on_our_rows(places: Mapping[str, _Place]) -> dict[str, tuple[int, int]]:
    """Return column and row of each area, where a row of an odd number is shifted to the east by half a column."""
    south = min(place.row for place in places.values())
    rows = {code: place.row - south for code, place in places.items()}
    turned = any((places[code].halves - row) % 2 for code, row in rows.items())  # the southernmost row was shifted
    halves = {code: place.halves + turned - rows[code] % 2 for code, place in places.items()}
    west = min(halves.values())
    return {code: ((halves[code] - west) // 2, rows[code]) for code in places}


def _with(row: Cells, place: tuple[int, int] | None) -> Cells:
    return {**row, "tile_column": str(place[0]), "tile_row": str(place[1])} if place else row
