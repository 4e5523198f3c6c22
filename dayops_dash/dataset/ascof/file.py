"""Reading the official ASCOF file: one line for each place, measure, group of people and type of number (NHS England, DHSC).

Its columns by vintage: in 2014-15 run together (GeographicalCode), without the areas' level and with codes before descriptions; to
2018-19 "ONS Area Code"; to 2020-21 "Measure Value", then "Measure_Value"; in 2020-21 a workbook; from 2024-25 in sentence case and
without the two columns of the measure's group. Other columns are refused. The file does not say its own year.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from dayops_dash.dataset.ascof.codes import ONLY_IN, Family, Framework, family_of, framework_of, head_of, plain_code
from dayops_dash.dataset.ascof.marks import EXPECTED, read_cell, words_beside
from dayops_dash.dataset.ascof.rows import DESCRIPTION, GROUP, FileError, Line, open_table, wrong
from dayops_dash.dataset.checks.problem import shown
from dayops_dash.dataset.vocabulary import Shorthand

__all__ = ["ENGLAND", "AscofCell", "AscofReading", "AscofValue", "FileError", "read_file", "read_published"]

COUNCIL_LEVELS = ("council", "local authority")
COUNCIL_CODES = ("E06", "E08", "E09", "E10")  # unitary, metropolitan, London and county councils
ENGLAND = "England"
WHOLE = "total"  # the group of people that a row is of, where it is of all
OUTCOME, MARGIN, BASE = "outcome", "margin of error", "base"
EMPTY = "The cell is empty, and the file does not say why."
LEADING_CODE = re.compile(r"\d[A-Z][\dA-Za-z()]*: *")  # before a description, in 2014-15


@dataclass(frozen=True)
class AscofCell:
    """A published cell and its row as a spreadsheet counts: a number, its digits in plain form, or why there is none.

    ``remark`` says what the mark in a number's place means, or a mark beside the number.
    """

    row: int
    written: str
    number: float | None
    shorthand: Shorthand | None
    digits: str = ""
    remark: str = ""


@dataclass(frozen=True)
class AscofValue:
    """One measure's value for one place and all people, with its margin of error and base where they are published."""

    code: str
    family: Family
    description: str
    england: bool
    value: AscofCell
    margin: AscofCell | None
    base: AscofCell | None

    @property
    def rows(self) -> tuple[int, ...]:
        return tuple(sorted(cell.row for cell in (self.value, self.margin, self.base) if cell))


@dataclass(frozen=True)
class AscofReading:
    """What a file gave: its values, the sheet that they stand on ("" in a CSV file), and how many rows of notes were set aside."""

    values: list[AscofValue]
    sheet: str
    notes: int


Key = tuple[bool, str]  # whether it is England's, and the code


def read_published(path: Path, *, year: str, names: Sequence[str]) -> list[AscofValue]:
    """Return the values of a council, found by one of its ``names``, and of England, for the measures of ``FAMILIES``.

    Raises FileError where the file is not of a known form, has no such council, or is not of ``year``.
    """
    return read_file(path, year=year, names=names).values


def read_file(path: Path, *, year: str, names: Sequence[str]) -> AscofReading:
    """Return the values of a published file for the council and England, with where they stand in it."""
    framework, wanted = framework_of(year), {_plain(name) for name in names}
    with open_table(path) as table:
        lines = [_placed(line) for line in table.lines]
    councils = {line["geographical description"] for _, line in lines if _is_council(line)}
    _has_council(path, wanted, councils, names)
    cells: dict[tuple[Key, str], AscofCell] = {}
    descriptions: dict[Key, tuple[Family, str]] = {}
    for number, line in lines:
        family = family_of(_head(path, number, line, framework), framework)
        kind = _plain(line["measure type"].replace("_", " "))
        if not family or kind not in (OUTCOME, MARGIN, BASE) or not _is_wanted(line, wanted):
            continue
        _fits(path, number, line, family, year)
        key = (_is_england(line), _whole_code(path, number, line))
        if (key, kind) in cells:
            found = f"{key[1]}, {kind}, a second time (first in row {cells[key, kind].row})"
            raise wrong(path, number, "ASCOF measure code", found, "each number of a place once")
        cells[key, kind] = _cell(path, number, line["measure value"].strip(), share=kind != BASE)
        descriptions.setdefault(key, (family, _description(line)))
    return AscofReading(_together(path, cells, descriptions, framework), table.sheet, table.notes)


def _placed(line: Line) -> Line:
    """Return a line with the area's name and level where other vintages have them: that of 2014-15 calls the name the level."""
    number, cells = line
    if "geographical description" in cells:
        return line
    level = "council" if cells["ons code"].strip().startswith(COUNCIL_CODES) else ""
    return number, {**cells, "geographical description": cells["geographical level"], "geographical level": level}


def _description(line: Mapping[str, str]) -> str:
    return LEADING_CODE.sub("", line.get(DESCRIPTION, "").strip(), count=1)


def _together(
    path: Path,
    cells: Mapping[tuple[Key, str], AscofCell],
    descriptions: Mapping[Key, tuple[Family, str]],
    framework: Framework,
) -> list[AscofValue]:
    values = [
        AscofValue(
            code,
            *descriptions[england, code],
            england,
            cell,
            cells.get(((england, code), MARGIN)),
            cells.get(((england, code), BASE)),
        )
        for ((england, code), kind), cell in cells.items()
        if kind == OUTCOME
    ]
    if not any(not one.england for one in values):
        codes = ", ".join(sorted({head_of(code) for (england, code), _ in cells if not england})) or "none of these"
        raise wrong(
            path,
            0,
            "",
            f"for the council {codes}",
            f"an Outcome of a measure that is known {framework}",
            "Is it the right file?",
        )
    return sorted(values, key=lambda one: (one.code, one.england))


def _head(path: Path, number: int, line: Mapping[str, str], framework: Framework) -> str:
    """Return the code's head, and refuse one that only the other framework has: then the year given is not the file's."""
    head = head_of((line.get(GROUP, "") or line["ascof measure code"]).strip().upper())
    if ONLY_IN.get(head, framework) != framework:
        found, expected = f"{head}, a code of the framework {ONLY_IN[head]}", f"codes of the framework {framework}"
        raise wrong(path, number, "ASCOF measure code", found, expected, "Is the year given the file's?")
    return head


def _whole_code(path: Path, number: int, line: Mapping[str, str]) -> str:
    written = (line.get(GROUP, "") or line["ascof measure code"]).strip()
    try:
        return plain_code(written)
    except ValueError:
        raise wrong(path, number, "ASCOF measure code", shown(written), "a code such as 1E or 1I(1)") from None


def _fits(path: Path, number: int, line: Mapping[str, str], family: Family, year: str) -> None:
    """Refuse a description that is not of the code's subject in the year's framework; a file may have none."""
    description = line.get(DESCRIPTION, "")
    if description and not family.told.search(description):
        do = "Is the year given the file's?"
        raise wrong(path, number, DESCRIPTION, shown(description), f"“{family.subject}” for this code in {year}", do)


def _cell(path: Path, number: int, written: str, *, share: bool) -> AscofCell:
    try:
        read = read_cell(written)
    except ValueError:
        raise wrong(path, number, "measure value", shown(written), EXPECTED) from None
    if read.mark:
        remark = f"The file has “{written}”: {read.mark.meaning}." if written else EMPTY
        return AscofCell(number, written, None, read.mark.shorthand, remark=remark)
    value = float(read.digits)
    if share and value > 100:
        raise wrong(path, number, "measure value", shown(written), "a percentage, at most 100")
    if read.percent and not share:
        raise wrong(path, number, "measure value", shown(written), "a number of people")
    return AscofCell(number, written, value, None, read.digits, words_beside(read.beside))


def _is_council(line: Mapping[str, str]) -> bool:
    return line["geographical level"].strip().lower() in COUNCIL_LEVELS


def _plain(name: str) -> str:
    return " ".join(name.lower().replace("&", "and").split())


def _is_england(line: Mapping[str, str]) -> bool:
    return _plain(line["geographical description"]) == ENGLAND.lower()


def _is_wanted(line: Mapping[str, str], wanted: set[str]) -> bool:
    """Whether a line is of all people of England or of the council."""
    here = _is_england(line) or (_is_council(line) and _plain(line["geographical description"]) in wanted)
    return here and _plain(line["disaggregation level"]) == WHOLE


def _has_council(path: Path, wanted: set[str], councils: set[str], names: Sequence[str]) -> None:
    if wanted & {_plain(name) for name in councils}:
        return
    near = get_close_matches(names[0], sorted(councils), n=3, cutoff=0.4)
    also = f" (near: {', '.join(near)})" if near else ""
    do = "Give the file's spelling with --name."
    raise wrong(
        path, 0, "geographical description", f"{len(councils)} councils{also}", f"one called {' or '.join(names)}", do
    )
