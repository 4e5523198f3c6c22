"""The public copy of a council's package: the rows that are exempt from publication are absent, and what rests on them too.

It is made from the bytes of the files, before anything reads a row, so that no page, no number and no version of the data can
depend on an exempt row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from dayops_dash.dataset.package import DESCRIPTOR, as_descriptor, read_descriptor
from dayops_dash.dataset.rows import PAPERS
from dayops_dash.dataset.schema import Table
from dayops_dash.dataset.second_reading import PRINTED
from dayops_dash.dataset.table_file import Cells, as_csv, cells
from dayops_dash.dataset.tables import TABLES
from dayops_dash.dataset.vocabulary import Visibility

# A cell of these may be emptied, and the row still says what the paper says. A row that refers to an absent one in another
# way is about it (a score of a risk, a number of a service, a row of a paper), and is absent too.
PART_OF = "part_of"
PAIRS = (("share_part", "share_of"), ("change_from", "change_to"))  # of use only together
EMPTIED = {PART_OF, *(name for pair in PAIRS for name in pair), "share_of_spend_id"}

Rows = dict[str, list[Cells]]


@dataclass(frozen=True)
class Public:
    """A package without what is exempt: its files by name, how many rows are left out, and what can be worked out all the same.

    ``worked_out`` names the wholes of which one part is left out while the whole and the other parts are not.
    """

    files: Mapping[str, bytes]
    left_out: int = 0
    worked_out: tuple[str, ...] = ()


def public_copy(files: Mapping[str, bytes], council: str) -> Public:
    """Return the public copy of a package's files; the same bytes where nothing in them is exempt.

    A table of which no row is left has no file. Raises DatasetError where a file cannot be read.
    """
    every = {name: _rows(table, files[table.path], council) for name, table in TABLES.items() if table.path in files}
    kept = {name: [dict(row) for row in rows if not _exempt(row)] for name, rows in every.items()}
    if kept == every:
        return Public(files)
    _take_out_numbers(kept, every)
    while _take_out(kept, _absent(kept, every)):
        pass
    told = _part_sums(kept, every)
    held = {name: as_csv(name, rows) for name, rows in kept.items() if rows}
    descriptor = as_descriptor(read_descriptor(files[DESCRIPTOR]), council, held)
    copied = {DESCRIPTOR: descriptor, **{TABLES[name].path: content for name, content in held.items()}}
    return Public(copied, sum(len(rows) - len(kept[name]) for name, rows in every.items()), told)


def has_public_papers(papers: bytes, council: str) -> bool:
    """Return whether the public copy of a council has a paper, from the bytes of its table of papers: else nothing of it is public.

    A paper refers to no other row, so none is absent but those that are exempt themselves.
    """
    return any(not _exempt(row) for row in _rows(TABLES[PAPERS], papers, council))


def _exempt(row: Cells) -> bool:
    return row.get("visibility", Visibility.PUBLIC) != Visibility.PUBLIC


def _take_out_numbers(kept: Rows, every: Rows) -> None:
    """Take out the second reading of papers of which a row is exempt: it holds that row's numbers."""
    papers = {row.get("document_id", "") for rows in every.values() for row in rows if _exempt(row)}
    if PRINTED in kept:
        kept[PRINTED] = [row for row in kept[PRINTED] if row["document_id"] not in papers]


def _absent(kept: Rows, every: Rows) -> dict[str, set[str]]:
    """Return the keys of the rows that are no longer there, by table."""
    keys = {name: TABLES[name].key for name in every}
    return {name: {row[keys[name]] for row in every[name]} - {row[keys[name]] for row in kept[name]} for name in every}


def _take_out(kept: Rows, absent: dict[str, set[str]]) -> bool:
    """Take out the rows that are about an absent one, and empty the sums with one; return whether a row was taken out."""
    before = sum(map(len, kept.values()))
    for name, rows in kept.items():
        links = [column for column in TABLES[name].columns if column.refers_to]
        gone = [[c.name for c in links if row[c.name] in absent.get(c.refers_to, ())] for row in rows]
        kept[name] = [row for row, names in zip(rows, gone, strict=True) if set(names) <= EMPTIED]
        for row, names in zip(rows, gone, strict=True):
            row.update(dict.fromkeys(names, ""))
            row.update({n: "" for pair in PAIRS if set(pair) & set(names) for n in pair})
    return sum(map(len, kept.values())) < before


def _part_sums(kept: Rows, every: Rows) -> tuple[str, ...]:
    """Part the parts that are left from a whole that they no longer make; return the wholes of which one part is left out."""
    absent = _absent(kept, every)
    told = []
    for name, rows in kept.items():
        key = TABLES[name].key
        missing = Counter(r[PART_OF] for r in every[name] if r.get(PART_OF) and r[key] in absent[name])
        parts = {row[PART_OF] for row in rows if row.get(PART_OF, "") in missing}
        told += [f"{TABLES[name].path}: {whole}" for whole in sorted(parts) if missing[whole] == 1]
        for row in rows:
            if row.get(PART_OF, "") in missing:
                row[PART_OF] = ""
    return tuple(told)


def _rows(table: Table, content: bytes, council: str) -> list[Cells]:
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=False)) for row in cells(table, content, council)]
