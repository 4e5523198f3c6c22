"""The public copy of a council's package: the rows that are exempt from publication are absent, and what rests on them too.

It is made from the bytes of the files, before anything reads a row, so that no page, no number and no version of the data can
depend on an exempt row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dayops_dash import wording
from dayops_dash.dataset.files.table_file import Cells, as_csv, cells
from dayops_dash.dataset.kept_papers import TABLE as KEPT
from dayops_dash.dataset.kept_papers import is_open, kept_rows
from dayops_dash.dataset.package import DESCRIPTOR, WITHHELD, as_descriptor, read_descriptor
from dayops_dash.dataset.rows import PAPERS
from dayops_dash.dataset.schema import Table
from dayops_dash.dataset.second_reading import PRINTED
from dayops_dash.dataset.tables import TABLES
from dayops_dash.dataset.vocabulary import Visibility

# A cell of these may be emptied, and the row still says what the paper says. A row that refers to an absent one in another
# way is about it (a score of a risk, a number of a service, a row of a paper), and is absent too.
PART_OF = "part_of"
PAIRS = (("share_part", "share_of"), ("change_from", "change_to"))  # of use only together
EMPTIED = {PART_OF, *(name for pair in PAIRS for name in pair), "share_of_spend_id"}

Rows = dict[str, list[Cells]]
Keys = dict[str, set[str]]


@dataclass(frozen=True)
class Public:
    """A package without what is exempt: its files by name, and how many rows are left out.

    ``worked_out`` names what an exempt number could be worked out from: for the officer, never for readers. ``withheld`` is how many
    public rows are left out as well, so that it cannot.
    """

    files: Mapping[str, bytes]
    left_out: int = 0
    worked_out: tuple[str, ...] = ()
    withheld: int = 0


@dataclass(frozen=True, order=True)
class Disclosing:
    """A public row from which, with the other public rows, a number that is left out can be worked out."""

    table: str
    key: str
    how: str

    def __str__(self) -> str:
        return f"{TABLES[self.table].path}: {self.key}: {self.how}"


def public_copy(files: Mapping[str, bytes], council: str, *, withhold: bool = True) -> Public:
    """Return the public copy of a package's files; the same bytes where nothing in them is exempt.

    Public rows from which an exempt number could be worked out are left out as well, unless not to ``withhold`` is what an officer
    decided. A table of which no row is left has no file. Raises DatasetError where a file cannot be read.
    """
    every = every_row(files, council)
    remaining, disclosures = without(every, exempt_keys(every))
    if remaining == every and len(every.get(KEPT, ())) == len(kept_rows(files)):
        return Public(files)
    withheld: Keys = {}
    if withhold:
        remaining, withheld = public_rows(every)
    number = sum(map(len, withheld.values()))
    left_out = sum(len(rows) - len(remaining[name]) for name, rows in every.items())
    return Public(as_files(remaining, files, council, number), left_out, tuple(map(str, disclosures)), number)


def every_row(files: Mapping[str, bytes], council: str) -> Rows:
    """Return the rows of a package's files by table, exempt ones included. Raises DatasetError where a file cannot be read.

    Kept papers that are not for everybody are not among them: they are no part of what a copy could show, exempt or not.
    """
    every = {name: _rows(table, files[table.path], council) for name, table in TABLES.items() if table.path in files}
    if KEPT in every:
        shut = {row.get("document_id", "") for rows in every.values() for row in rows if is_exempt(row)}
        every[KEPT] = [row for row in every[KEPT] if is_open(row, shut)]
    return every


def public_rows(every: Rows) -> tuple[Rows, Keys]:
    """Return the rows that everybody may see, and the keys of the public rows that are withheld beside exempt ones."""
    withheld: Keys = {}
    remaining, more = without(every, exempt_keys(every))
    while more:
        for one in more:
            withheld.setdefault(one.table, set()).add(one.key)
        remaining, more = without(every, exempt_keys(every), withheld)
    return remaining, withheld


def as_files(
    tables: Rows, files: Mapping[str, bytes], council: str, withheld: int, what: str = "open copy"
) -> dict[str, bytes]:
    """Return tables as a package's files, whose descriptor says how many figures are withheld from this ``what``."""
    contents = {name: as_csv(name, rows) for name, rows in tables.items() if rows}
    stated = _with_word(read_descriptor(files[DESCRIPTOR]), withheld, what)
    return {DESCRIPTOR: as_descriptor(stated, council, contents), **{TABLES[n].path: c for n, c in contents.items()}}


def disclosing(every: Rows) -> list[Disclosing]:
    """Return the public rows of some tables from which a number that is exempt can be worked out."""
    return without(every, exempt_keys(every))[1]


def _with_word(stated: Mapping[str, Any], withheld: int, what: str) -> dict[str, Any]:
    """Return a descriptor with the number of withheld figures for readers, and nothing of what they are."""
    about = stated.get("dayops")
    if not withheld or not isinstance(about, dict):
        return dict(stated)
    few = wording.count(withheld, "published figure")
    sentence = f"This {what} leaves out {few}, so that none that is exempt from publication can be worked out."
    return {**stated, "dayops": {**about, WITHHELD: sentence}}


def exempt_keys(every: Rows) -> Keys:
    """Return the keys of the rows that are exempt, by table."""
    return {name: {row[TABLES[name].key] for row in rows if is_exempt(row)} for name, rows in every.items()}


def without(every: Rows, *shut: Keys) -> tuple[Rows, list[Disclosing]]:
    """Return tables without some rows and the rows about them, and which remaining rows still disclose one of those."""
    closed = {name: set().union(*(keys.get(name, set()) for keys in shut)) for name in every}
    remaining = {
        name: [dict(row) for row in rows if row[TABLES[name].key] not in closed[name]] for name, rows in every.items()
    }
    if remaining == every:
        return remaining, []
    _take_out_numbers(remaining, every, closed)
    while _take_out(remaining, _absent(remaining, every)):
        pass
    disclosures = _disclosing(remaining, every)
    _part_sums(remaining, every)
    return remaining, disclosures


def has_public_papers(papers: bytes, council: str) -> bool:
    """Return whether the public copy of a council has a paper, from the bytes of its table of papers: else nothing of it is public.

    A paper refers to no other row, so none is absent but those that are exempt themselves.
    """
    return any(not is_exempt(row) for row in _rows(TABLES[PAPERS], papers, council))


def is_exempt(row: Cells) -> bool:
    """Return whether a row is exempt from publication."""
    return row.get("visibility", Visibility.PUBLIC) != Visibility.PUBLIC


def _take_out_numbers(remaining: Rows, every: Rows, closed: Keys) -> None:
    """Take out the second reading of papers of which a row is left out: it holds that row's numbers."""
    papers = {
        row.get("document_id", "")
        for name, rows in every.items()
        for row in rows
        if row[TABLES[name].key] in closed[name]
    }
    if PRINTED in remaining:
        remaining[PRINTED] = [row for row in remaining[PRINTED] if row["document_id"] not in papers]


def _absent(remaining: Rows, every: Rows) -> dict[str, set[str]]:
    """Return the keys of the rows that are no longer there, by table."""
    keys = {name: TABLES[name].key for name in every}
    return {
        name: {row[keys[name]] for row in every[name]} - {row[keys[name]] for row in remaining[name]} for name in every
    }


def _take_out(remaining: Rows, absent: dict[str, set[str]]) -> bool:
    """Take out the rows that are about an absent one, and empty the sums with one; return whether a row was taken out."""
    before = sum(map(len, remaining.values()))
    for name, rows in remaining.items():
        links = [column for column in TABLES[name].columns if column.refers_to]
        gone = [[c.name for c in links if row[c.name] in absent.get(c.refers_to, ())] for row in rows]
        remaining[name] = [row for row, names in zip(rows, gone, strict=True) if set(names) <= EMPTIED]
        for row, names in zip(rows, gone, strict=True):
            row.update(dict.fromkeys(names, ""))
            row.update({n: "" for pair in PAIRS if set(pair) & set(names) for n in pair})
    return sum(map(len, remaining.values())) < before


def _disclosing(remaining: Rows, every: Rows) -> list[Disclosing]:
    """Return the remaining rows from which the number of one left out can be worked out: wholes, parts, and shares."""
    absent = _absent(remaining, every)
    disclosures = []
    for name, rows in every.items():
        key = TABLES[name].key
        parts: dict[str, list[str]] = {}
        for row in rows:
            if row.get(PART_OF):
                parts.setdefault(row[PART_OF], []).append(row[key])
            if row[key] not in absent[name] and any(_half_absent(row, pair, absent[name]) for pair in PAIRS):
                disclosures.append(Disclosing(name, row[key], "a percentage of or with a number that is left out"))
        for whole, its in parts.items():
            gone = [part for part in its if part in absent[name]]
            if whole not in absent[name] and len(gone) == 1:
                disclosures.append(Disclosing(name, whole, "all of its parts but one are public"))
            elif whole in absent[name] and not gone:
                disclosures.append(
                    Disclosing(name, its[0], "it and the other parts of a whole that is left out are public")
                )
    return sorted(set(disclosures))


def _half_absent(row: Cells, pair: tuple[str, str], absent: set[str]) -> bool:
    """Return whether a percentage rests on one row that is left out and one that is not."""
    rests = [row.get(column, "") for column in pair]
    return all(rests) and sum(key in absent for key in rests) == 1


def _part_sums(remaining: Rows, every: Rows) -> None:
    """Detach the remaining parts from totals that they no longer add up to."""
    absent = _absent(remaining, every)
    for name, rows in remaining.items():
        key = TABLES[name].key
        short = {row[PART_OF] for row in every[name] if row.get(PART_OF) and row[key] in absent[name]}
        for row in rows:
            if row.get(PART_OF, "") in short:
                row[PART_OF] = ""


def _rows(table: Table, content: bytes, council: str) -> list[Cells]:
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=False)) for row in cells(table, content, council)]
