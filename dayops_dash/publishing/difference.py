"""What differs between two versions of a council's data: rows, and what a reader sees of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dayops_dash.dataset import Dataset
from dayops_dash.dataset.files.table_file import Cells, cells
from dayops_dash.dataset.package import DESCRIPTOR, read_descriptor
from dayops_dash.dataset.tables import TABLES
from dayops_dash.stories import SECTIONS
from dayops_dash.stories.record import sources

Rows = dict[str, Cells]
POINT_COLUMNS = {  # of the record's figures: what it is of, its grade, and its two sides
    "conflicts": ("what", "grade", "one_side", "other_side"),
    "sums": ("what", "likely", "printed", "worked_out"),
}


@dataclass(frozen=True)
class TableChange:
    """What happened to one table: the keys of rows added and gone, and the cells of rows that changed: column, before, after."""

    table: str
    added: tuple[str, ...]
    gone: tuple[str, ...]
    changed: Mapping[str, tuple[tuple[str, str, str], ...]]

    def __str__(self) -> str:
        parts = [(len(self.added), "added"), (len(self.changed), "changed"), (len(self.gone), "gone")]
        return f"{self.table}: " + ", ".join(f"{number} {what}" for number, what in parts if number)


@dataclass(frozen=True)
class ReaderChange:
    """A sentence that readers see on a page: what it says before and after; "" where it is not there."""

    page: str
    before: str
    after: str


@dataclass(frozen=True)
class NewPoint:
    """A disagreement, or a sum that does not hold, that readers see on Sources and did not before: what it is of, and its two sides."""

    what: str
    grade: str
    one_side: str
    other_side: str


def new_points(before: Dataset | None, after: Dataset) -> list[NewPoint]:
    """Return the conflicts and sums of the record today that were not there before."""
    known = set(_points(before)) if before else set()
    return [point for point in _points(after) if point not in known]


def _points(dataset: Dataset) -> Iterator[NewPoint]:
    for figure in sources(dataset.at(), "conflicts").figures:
        codes = [heading.code for heading in figure.grid.headings]
        columns = POINT_COLUMNS.get(figure.figure_id, ())
        for row in figure.grid.rows if columns else ():
            yield NewPoint(*(str(row[codes.index(code)]) for code in columns))


def rows_by_key(files: Mapping[str, bytes], table: str) -> Rows:
    """Return the rows of a table by their key, from a version's files."""
    spec = TABLES[table]
    names = [column.name for column in spec.columns]
    rows = (dict(zip(names, row, strict=False)) for row in cells(spec, files.get(spec.path, b""), "the version"))
    return {row[spec.key]: row for row in rows}


def row_changes(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> list[TableChange]:
    """Return the tables whose rows differ between the files of two versions."""
    changes = []
    for name in TABLES:
        old, new = rows_by_key(before, name), rows_by_key(after, name)
        changed = {
            key: tuple((c, old[key].get(c, ""), cell) for c, cell in row.items() if old[key].get(c, "") != cell)
            for key, row in new.items()
            if key in old and old[key] != row
        }
        change = TableChange(
            name, tuple(k for k in new if k not in old), tuple(k for k in old if k not in new), changed
        )
        if change.added or change.gone or change.changed:
            changes.append(change)
    return changes


def both_changed(base: Mapping[str, bytes], mine: Mapping[str, bytes], theirs: Mapping[str, bytes]) -> list[str]:
    """Return the cells that two drafts of one version both changed, and otherwise: table, row and column."""
    named = []
    for mine_table in row_changes(base, mine):
        for their_table in row_changes(base, theirs):
            if mine_table.table != their_table.table:
                continue
            for key in mine_table.changed.keys() & their_table.changed.keys():
                ours = {column: after for column, _, after in mine_table.changed[key]}
                for column, _, after in their_table.changed[key]:
                    if column in ours and ours[column] != after:
                        named.append(f"{mine_table.table}, {key}, {column}")
            ended = {*mine_table.gone} & {*their_table.changed} | {*mine_table.changed} & {*their_table.gone}
            named += [f"{mine_table.table}, {key}: changed by one, gone in the other" for key in ended]
    return sorted(named)


def about_changes(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> list[tuple[str, str, str]]:
    """Return what the descriptors say otherwise of the council itself: which part, before, after; "" where it says nothing."""
    old, new = _about(before), _about(after)
    return [
        (n, old.get(n, ""), new.get(n, "")) for n in dict.fromkeys((*old, *new)) if old.get(n, "") != new.get(n, "")
    ]


def _about(files: Mapping[str, bytes]) -> dict[str, str]:
    if DESCRIPTOR not in files:
        return {}
    stated = read_descriptor(files[DESCRIPTOR])
    own = stated.get("dayops")
    parts = {name: stated.get(name, "") for name in ("title", "description", "licenses")}
    parts |= own if isinstance(own, dict) else {}
    return {
        name: part if isinstance(part, str) else json.dumps(part, ensure_ascii=False) for name, part in parts.items()
    }


def order_changes(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> list[str]:
    """Return the tables whose rows stand in another order, those that are in one version alone passed over."""
    tables = []
    for name in TABLES:
        old, new = rows_by_key(before, name), rows_by_key(after, name)
        if [key for key in old if key in new] != [key for key in new if key in old]:
            tables.append(name)
    return tables


def reader_changes(before: Dataset | None, after: Dataset) -> Iterator[ReaderChange]:
    """Yield the answers and titles of pages that differ today between two versions."""
    for page in SECTIONS:
        yield from page_changes(before, after, page)


def page_changes(before: Dataset | None, after: Dataset, page: str) -> Iterator[ReaderChange]:
    """Yield the answer and titles of one page that differ today between two versions."""
    new = SECTIONS[page].story(after.at())
    old = SECTIONS[page].story(before.at()) if before else None
    if (old.answer if old else "") != new.answer:
        yield ReaderChange(page, old.answer if old else "", new.answer)
    titles = {figure.figure_id: figure.title for figure in old.figures} if old else {}
    latest = {figure.figure_id: figure.title for figure in new.figures}
    for figure in dict.fromkeys((*titles, *latest)):
        if titles.get(figure, "") != latest.get(figure, ""):
            yield ReaderChange(page, titles.get(figure, ""), latest.get(figure, ""))
