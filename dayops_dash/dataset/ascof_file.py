"""Reading the official ASCOF file: one line for each place, measure, group of people and type of number (NHS England, DHSC).

Its columns by vintage: to 2019-20 "ONS Area Code" and "Measure Value", later "ONS Code" and "Measure_Value", from 2024-25 in
sentence case and without the two columns of the measure's group. Other columns are refused. The file does not say its own year.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from dayops_dash.dataset.ascof_codes import ONLY_IN, Family, Framework, family_of, framework_of, head_of, plain_code
from dayops_dash.dataset.checks.problem import Problem, shown
from dayops_dash.dataset.reading import DatasetError
from dayops_dash.dataset.vocabulary import Shorthand

NEEDED = (
    "geographical code",
    "geographical description",
    "geographical level",
    "ons code",
    "ascof measure code",
    "disaggregation level",
    "measure type",
    "measure value",
)
GROUP, DESCRIPTION = "measure group", "measure group description"
FORMER = {"ons area code": "ons code"}  # a column's name in an older file
COUNCIL_LEVELS = ("council", "local authority")
ENGLAND = "England"
WHOLE = "total"  # the group of people that a row is of, where it is of all
OUTCOME, MARGIN, BASE = "outcome", "margin of error", "base"
NUMBER = re.compile(r"(\d{1,3}(,\d{3})+|\d+)(\.\d+)?")
SHORTHAND = {
    "c": Shorthand.HIDDEN,
    "*": Shorthand.HIDDEN,
    "x": Shorthand.NOT_AVAILABLE,
    "": Shorthand.NOT_AVAILABLE,  # an empty cell does not say why: hidden, not sent or not relevant (notes to the file of 2018-19)
    "z": Shorthand.NOT_APPLICABLE,
    "low": Shorthand.LOW,
}


class FileError(DatasetError):
    """A published file that is not as expected; the message names file, row and column, and what was expected."""


@dataclass(frozen=True)
class Cell:
    """A published cell and its row as a spreadsheet counts: a number, or why there is none."""

    row: int
    written: str
    number: float | None
    shorthand: Shorthand | None


@dataclass(frozen=True)
class Published:
    """One measure's value for one place and all people, with its margin of error and base where they are published."""

    code: str
    family: Family
    description: str
    england: bool
    value: Cell
    margin: Cell | None
    base: Cell | None

    @property
    def rows(self) -> tuple[int, ...]:
        return tuple(sorted(cell.row for cell in (self.value, self.margin, self.base) if cell))


Line = tuple[int, Mapping[str, str]]
Key = tuple[bool, str]  # whether it is England's, and the code


def read_published(path: Path, *, year: str, names: Sequence[str]) -> list[Published]:
    """Return the values of a council, found by one of its ``names``, and of England, for the measures of ``FAMILIES``.

    Raises FileError where the file is not of a known form, has no such council, or is not of ``year``.
    """
    framework, wanted, lines = framework_of(year), {_plain(name) for name in names}, list(_lines(path))
    _has_council(path, wanted, {line["geographical description"] for _, line in lines if _is_council(line)}, names)
    cells: dict[tuple[Key, str], Cell] = {}
    told: dict[Key, tuple[Family, str]] = {}
    for number, line in lines:
        family = family_of(_head(path, number, line, framework), framework)
        kind = _plain(line["measure type"].replace("_", " "))
        if not family or kind not in (OUTCOME, MARGIN, BASE) or not _is_wanted(line, wanted):
            continue
        _fits(path, number, line, family, year)
        key = (_is_england(line), _whole_code(path, number, line))
        if (key, kind) in cells:
            found = f"{key[1]}, {kind}, a second time (first in row {cells[key, kind].row})"
            raise _wrong(path, number, "ASCOF measure code", found, "each number of a place once")
        cells[key, kind] = _cell(path, number, line["measure value"].strip(), share=kind != BASE)
        told.setdefault(key, (family, line.get(DESCRIPTION, "").strip()))
    return _together(path, cells, told, framework)


def _together(
    path: Path, cells: Mapping[tuple[Key, str], Cell], told: Mapping[Key, tuple[Family, str]], framework: Framework
) -> list[Published]:
    found = [
        Published(
            code,
            *told[england, code],
            england,
            cell,
            cells.get(((england, code), MARGIN)),
            cells.get(((england, code), BASE)),
        )
        for ((england, code), kind), cell in cells.items()
        if kind == OUTCOME
    ]
    if not any(not one.england for one in found):
        codes = ", ".join(sorted({head_of(code) for (england, code), _ in cells if not england})) or "none of these"
        raise _wrong(
            path,
            0,
            "",
            f"for the council {codes}",
            f"an Outcome of a measure that is known {framework}",
            "Is it the right file?",
        )
    return sorted(found, key=lambda one: (one.code, one.england))


def _lines(path: Path) -> Iterator[Line]:
    """Yield each line with its row, its cells by the columns' plain names."""
    rows = csv.reader(io.StringIO(_text(path), newline=""), strict=True)
    header: list[str] = []
    try:
        for number, row in enumerate(rows, 1):
            if number == 1:
                header = _header(path, row)
            elif any(cell.strip() for cell in row):
                if len(row) != len(header):
                    raise _wrong(
                        path, number, "", f"{len(row)} cells", f"{len(header)} cells", "The file may be cut short."
                    )
                yield number, dict(zip(header, row, strict=True))
    except csv.Error as error:
        raise _wrong(path, rows.line_num, "", f"text that is no CSV ({error})", "every quote closed") from error
    if not header:
        raise _wrong(path, 0, "", "an empty file", "a header row")


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise _wrong(path, 0, "", f"no file that can be read ({error.strerror})", "the published CSV file") from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")  # older files come from a Windows machine


def _header(path: Path, row: Sequence[str]) -> list[str]:
    found = [" ".join(name.replace("_", " ").lower().split()) for name in row]
    found = [FORMER.get(name, name) for name in found]
    expected = ", ".join([*NEEDED, GROUP, DESCRIPTION])
    for name in NEEDED:
        if name not in found:
            raise _wrong(path, 1, name, "no such column", f"the columns {expected}")
    for name, written in zip(found, row, strict=True):
        if name not in (*NEEDED, GROUP, DESCRIPTION) or found.count(name) > 1:
            raise _wrong(
                path, 1, written.strip()[:60], "a column that is not known, or twice", f"the columns {expected}"
            )
    return found


def _head(path: Path, number: int, line: Mapping[str, str], framework: Framework) -> str:
    """Return the code's head, and refuse one that only the other framework has: then the year given is not the file's."""
    head = head_of((line.get(GROUP, "") or line["ascof measure code"]).strip().upper())
    if ONLY_IN.get(head, framework) != framework:
        found, expected = f"{head}, a code of the framework {ONLY_IN[head]}", f"codes of the framework {framework}"
        raise _wrong(path, number, "ASCOF measure code", found, expected, "Is the year given the file's?")
    return head


def _whole_code(path: Path, number: int, line: Mapping[str, str]) -> str:
    written = (line.get(GROUP, "") or line["ascof measure code"]).strip()
    try:
        return plain_code(written)
    except ValueError:
        raise _wrong(path, number, "ASCOF measure code", shown(written), "a code such as 1E or 1I(1)") from None


def _fits(path: Path, number: int, line: Mapping[str, str], family: Family, year: str) -> None:
    """The description must be of the code's subject in the year's framework, where the file has descriptions."""
    told = line.get(DESCRIPTION, "")
    if told and not family.told.search(told):
        do = "Is the year given the file's?"
        raise _wrong(path, number, DESCRIPTION, shown(told), f"“{family.subject}” for this code in {year}", do)


def _cell(path: Path, number: int, written: str, *, share: bool) -> Cell:
    if NUMBER.fullmatch(written):
        value = float(written.replace(",", ""))
        if share and value > 100:
            raise _wrong(path, number, "measure value", shown(written), "a percentage, at most 100")
        return Cell(number, written, value, None)
    plain = written.lower().removeprefix("[").removesuffix("]")
    if plain not in SHORTHAND:
        expected = "a number, or [c] hidden, [x] not available, [z] not applicable, [low] low"
        raise _wrong(path, number, "measure value", shown(written), expected)
    return Cell(number, written, None, SHORTHAND[plain])


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
    raise _wrong(
        path, 0, "geographical description", f"{len(councils)} councils{also}", f"one called {' or '.join(names)}", do
    )


def _wrong(path: Path, row: int, column: str, found: str, expected: str, do: str = "Nothing was changed.") -> FileError:
    return FileError(str(Problem(path.name, row, column, found, expected, do)))
