"""Figures altered one at a time in a shipped dataset: which ones the checks and the sums notice.

An alteration is what a slip of typing or of printing makes of one figure: a digit changed, two digits swapped, ten times
too much, a tenth more or less, another year. It stands in the number alone, in its words alone, or in both.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Any

from dayops_dash.dataset import Dataset, Library
from dayops_dash.dataset.checks import due, risk, unlike
from dayops_dash.dataset.checks.frames import read_once
from dayops_dash.dataset.checks.meaning import check_meaning
from dayops_dash.dataset.checks.papers import prose, years
from dayops_dash.dataset.files.table_file import cells, typed
from dayops_dash.dataset.tables import TABLES
from dayops_dash.measures.record.arithmetic.checks import failed

Cells = dict[str, str]
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
NOT_PRINTED = ("position", "longitude", "latitude", "tile_column", "tile_row")  # our own order and places
DATED = ("period", "financial_year", "due_as_written", "completed_as_written", "made_as_written", "held_as_written")
EDTF = {"due_as_written": "due_edtf", "completed_as_written": "completed_edtf", "made_as_written": "made_edtf"}
EDTF["held_as_written"] = "held_edtf"


class Where(StrEnum):
    """Where a figure is altered."""

    VALUE = "the number only"
    WORDS = "the words only"
    BOTH = "the number and its words"


@dataclass(frozen=True)
class Alteration:
    """One row of a table with some of its cells changed."""

    slug: str
    table: str
    key: str
    where: Where
    cells: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        told = ", ".join(f"{column}={cell!r}" for column, cell in self.cells)
        return f"{self.slug}/{self.table}/{self.key} ({self.where}): {told}"


@lru_cache(maxsize=16)
def texts(slug: str, table: str) -> tuple[Cells, ...]:
    """Return a table's rows as the file has them."""
    dataset = Library().dataset(slug)
    names = [column.name for column in TABLES[table].columns]
    return tuple(
        dict(zip(names, row, strict=True))
        for row in cells(TABLES[table], dataset.files().get(f"{table}.csv", b""), slug)
    )


def slips(number: str, chance: random.Random) -> list[str]:
    """Return plausible slips of a plain number, as text: all differ from it."""
    whole, _, fraction = number.partition(".")
    found = [f"{whole}0{'.' + fraction if fraction else ''}"]
    at = chance.randrange(len(whole))
    found.append(
        whole[:at] + str((int(whole[at]) + chance.choice((1, 2, 5, 9))) % 10) + whole[at + 1 :] + number[len(whole) :]
    )
    if len(whole) > 1:
        at = chance.randrange(len(whole) - 1)
        found.append(whole[:at] + whole[at + 1] + whole[at] + whole[at + 2 :] + number[len(whole) :])
    for share in (0.9, 1.1):
        found.append(plain(float(number) * share, len(fraction)))
    found.append(plain(float(number) + 1, len(fraction)))
    return [f for f in dict.fromkeys(tidy(f) for f in found) if float(f) != float(number)]


def tidy(number: str) -> str:
    whole, _, fraction = number.partition(".")
    return f"{int(whole)}{'.' + fraction if fraction else ''}"


def plain(number: float, places: int) -> str:
    """Return a number with its own number of decimals, and to three figures where it is large."""
    if number >= 1000:
        size = 10 ** (len(str(int(number))) - 3)
        number = round(number / size) * size
    return f"{number:.{places}f}"


def reworded(words: str, old: str, new: str) -> str | None:
    """Return words with one number changed as ``old`` became ``new``; None where the words do not hold it."""
    for found in NUMBER.finditer(words):
        digits = found[0].rstrip(",").replace(",", "")
        for scale in (1, 1_000, 1_000_000):
            if abs(float(digits) * scale - float(old)) < 1e-6:
                places = len(digits.partition(".")[2])
                value = float(new) / scale
                places = max(places, next((n for n in range(4) if abs(round(value, n) - value) < 1e-9), 4))
                printed = (
                    f"{value:,.{places}f}"
                    if "," in found[0] or (value >= 1000 and "," in words)
                    else f"{value:.{places}f}"
                )
                return words[: found.start()] + printed + words[found.start() + len(found[0].rstrip(",")) :]
    return None


def alterations(slug: str, chance: random.Random) -> Iterator[Alteration]:
    """Yield alterations of each figure of a council, some for each."""
    for name, table in TABLES.items():
        pairs = {f.value: f.as_written for f in table.facts if f.as_written in table.by_name}
        numbers = [c.name for c in table.columns if c.kind in ("number", "integer") and c.name not in NOT_PRINTED]
        for row in texts(slug, name):
            key = row[table.key]
            for column in (c for c in numbers if row[c]):
                pair = pairs.get(column, "")
                words = pair if pair in row and table.by_name[pair].kind == "string" else ""
                yield from _of_number(slug, name, key, column, words, row, chance)
            for column in (c for c in DATED if row.get(c) and YEAR.search(row[c])):
                yield from _of_year(slug, name, key, column, row, chance)


def _of_number(
    slug: str, table: str, key: str, column: str, words: str, row: Cells, chance: random.Random
) -> Iterator[Alteration]:
    new = chance.choice(slips(row[column], chance))
    if TABLES[table].by_name[column].kind == "integer":
        new = new.partition(".")[0]
    yield Alteration(slug, table, key, Where.VALUE, ((column, new),))
    printed = reworded(row[words], row[column], new) if words else None
    if printed is None:
        return
    yield Alteration(slug, table, key, Where.WORDS, ((words, printed),))
    yield Alteration(slug, table, key, Where.BOTH, ((column, new), (words, printed)))


def _of_year(slug: str, table: str, key: str, column: str, row: Cells, chance: random.Random) -> Iterator[Alteration]:
    years = YEAR.findall(row[column])
    old = chance.choice(years)
    new = str(int(old) + chance.choice((-1, 1, -10, 10, 2)))
    words = row[column].replace(old, new)
    edtf = EDTF.get(column, "")
    yield Alteration(slug, table, key, Where.WORDS, ((column, words),))
    if edtf and old in row.get(edtf, ""):
        yield Alteration(slug, table, key, Where.VALUE, ((edtf, row[edtf].replace(old, new)),))


def with_rows(slug: str, changed: dict[str, tuple[Cells, ...]]) -> Dataset:
    """Return a council's dataset with some tables made of other rows, given as the texts of their cells."""
    dataset = Library().dataset(slug)
    tables: dict[str, Any] = {name: dataset.table(name) for name in TABLES}
    for name, rows in changed.items():
        columns = [column.name for column in TABLES[name].columns]
        frame = typed(TABLES[name], [[row.get(c, "") for c in columns] for row in rows], slug)
        tables[name] = frame
    bare = replace(dataset, _tables={"documents": tables["documents"]})
    for name in changed:
        if name != "documents":
            tables[name] = bare._dated(tables[name])
    made = replace(dataset, _tables=tables)
    made._rows.update({name: dataset._rows_of(name) for name in TABLES if name not in changed})
    return made


def altered(alteration: Alteration) -> Dataset:
    key = TABLES[alteration.table].key
    rows = tuple(
        {**row, **dict(alteration.cells)} if row[key] == alteration.key else row
        for row in texts(alteration.slug, alteration.table)
    )
    return with_rows(alteration.slug, {alteration.table: rows})


def problems(dataset: Dataset) -> set[str]:
    """Return what ``check`` says of the meaning of a dataset's rows, problems and notes."""
    frames = read_once({name: table for name in TABLES if len(table := dataset.table(name))})
    notes = (note for module in (due, unlike, risk, prose, years) for note in module.notes(frames))
    return {str(found) for found in (*check_meaning(frames), *notes)}


def claims(dataset: Dataset) -> set[tuple[str, str, str, str]]:
    """Return what the sums say does not hold."""
    return {(str(s.grade), s.title, s.printed, s.worked_out) for s in failed(dataset.at())}


@lru_cache(maxsize=16)
def unaltered(slug: str) -> tuple[frozenset[str], frozenset[tuple[str, str, str, str]]]:
    dataset = Library().dataset(slug)
    return frozenset(problems(dataset)), frozenset(claims(dataset))


def noticed(alteration: Alteration) -> bool:
    """Return whether ``check`` or the sums say something of an altered figure that they do not say without it."""
    try:
        dataset = altered(alteration)
        before_problems, before_claims = unaltered(alteration.slug)
        return bool(problems(dataset) - before_problems) or bool(claims(dataset) - before_claims)
    except ValueError:
        return True  # check refuses a cell that is no number
