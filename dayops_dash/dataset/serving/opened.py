"""What somebody may see to whom exempt papers are open: what everybody sees, and the exempt rows of those papers.

It is made from the public copy outwards, and only ever adds to it, so that what is not granted is absent as it is in public. What is
added is left out again where, with what everybody sees, it would tell an exempt number that is not open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from dayops_dash.dataset.files.table_file import Cells
from dayops_dash.dataset.package import DESCRIPTOR, read_descriptor
from dayops_dash.dataset.reading import Dataset
from dayops_dash.dataset.rows import PAPERS
from dayops_dash.dataset.schema import Table
from dayops_dash.dataset.serving.public import (
    PAIRS,
    PART_OF,
    Disclosing,
    Keys,
    Rows,
    as_files,
    every_row,
    exempt_keys,
    is_exempt,
    public_rows,
    without,
)
from dayops_dash.dataset.serving.shown import LAST, VERSION_LENGTH, about_of
from dayops_dash.dataset.serving.versions import BOUNDARIES, content_hash
from dayops_dash.dataset.tables import TABLES

VIEWS = 64  # of members that are kept: each is of some papers of one version


class OpenPaper(NamedTuple):
    """A paper whose exempt rows are open to somebody: whose it is, and its ``document_id``."""

    council: str
    paper: str


def opened_files(
    files: Mapping[str, bytes], council: str, papers: frozenset[str], ever: frozenset[str] = frozenset()
) -> dict[str, bytes] | None:
    """Return the files that somebody sees to whom some papers are open; None where they are those of the public copy.

    ``ever`` are the papers that were open to anybody at any time: what was seen once can be remembered and subtracted.
    """
    every = every_row(files, council)
    public, _ = public_rows(every)
    view_ever = _view(every, public, _of(every, papers | ever))
    if view_ever is None:
        return None
    known, withheld = view_ever
    wanted = _of(every, papers)
    view = _view(every, public, {name: keys & known[name] for name, keys in wanted.items()}, withheld)
    if view is None:
        return None
    opened, withheld = view
    closed = {name: keys - opened[name] for name, keys in exempt_keys(every).items()}
    rows, _ = without(every, closed, withheld)
    if not _holds(rows, public):
        return None
    shut = {name: wanted[name] - opened[name] for name in wanted}
    left_out = sum(len(shut[name] | (withheld.get(name, set()) & _keys(every)[name])) for name in every)
    return as_files(rows, files, council, left_out, "view")


def count_opened(whole: Dataset, papers: frozenset[str], ever: frozenset[str] = frozenset()) -> tuple[int, int]:
    """Return how many exempt rows of some papers would be seen of a council's whole data, and how many there are."""
    wanted = _of(every_row(whole.files(), whole.slug), papers)
    files = opened_files(whole.files(), whole.slug, papers, ever)
    seen = every_row(files, whole.slug) if files else {}
    there = {name: _keys(seen)[name] & keys for name, keys in wanted.items() if name in seen}
    return sum(map(len, there.values())), sum(map(len, wanted.values()))


def papers_with_exempt_rows(whole: Dataset) -> list[str]:
    """Return the ids of the papers of a council's whole data of which a row is exempt, for whoever runs the server."""
    every = every_row(whole.files(), whole.slug)
    exempt = (_papers_of(TABLES[name], row) for name, rows in every.items() for row in rows if is_exempt(row))
    return sorted({paper for papers in exempt for paper in papers if paper})


def _of(every: Rows, papers: frozenset[str]) -> Keys:
    """Return the keys of the exempt rows that rest on some papers alone."""
    return {
        name: {row[TABLES[name].key] for row in rows if is_exempt(row) and _papers_of(TABLES[name], row) <= papers}
        for name, rows in every.items()
    }


def _papers_of(table: Table, row: Cells) -> set[str]:
    """Return the papers that a row names: that of a row of papers is itself. One that names none is of a paper that nobody can open."""
    if table.name == PAPERS:
        return {row[table.key]}
    return {row[c.name] for c in table.columns if c.refers_to == PAPERS and row[c.name]} or {""}


def _view(every: Rows, public: Rows, wanted: Keys, withheld: Keys | None = None) -> tuple[Keys, Keys] | None:
    """Return which exempt rows can be opened, and which rows are withheld with them, so that no other can be worked out.

    A row that everybody sees cannot be withheld: then what is open beside it is closed. None where nothing is left to be opened.
    """
    base, opened = _keys(public), {name: set(keys) for name, keys in wanted.items()}
    withheld = {name: set(keys) for name, keys in (withheld or {}).items()}
    while any(opened.values()):
        closed = {name: keys - opened[name] for name, keys in exempt_keys(every).items()}
        _, disclosing = without(every, closed, withheld)
        if not disclosing:
            return opened, withheld
        fixed = [one for one in disclosing if one.key in base[one.table]]
        if not fixed:
            for one in disclosing:
                withheld.setdefault(one.table, set()).add(one.key)
        elif shut := _beside(opened, every, fixed[0]):
            opened[fixed[0].table] -= shut
        else:  # something of another table tells it
            return None
    return None


def _beside(opened: Keys, every: Rows, one: Disclosing) -> set[str]:
    """Return which open rows to close where a public row gives another away: those of its sum, else of its table."""
    keys = opened[one.table]
    return keys & _family(every[one.table], TABLES[one.table].key, one.key) or set(keys)


def _family(rows: list[Cells], key: str, of: str) -> set[str]:
    """Return the keys of the whole that a row is or is part of, of its parts, and of what percentages tie to it."""
    by_key = {row[key]: row for row in rows}
    whole = by_key[of].get(PART_OF) or of
    tied = {by_key[of].get(column, "") for pair in PAIRS for column in pair}
    return {whole, *tied, *(row[key] for row in rows if row.get(PART_OF) in (whole, of))}


def _keys(rows: Rows) -> Keys:
    return {name: {row[TABLES[name].key] for row in table_rows} for name, table_rows in rows.items()}


def _holds(view: Rows, public: Rows) -> bool:
    """Return whether a view has every public row: one that it lacked would be the difference of two views."""
    there = _keys(view)
    return all(keys <= there[name] for name, keys in _keys(public).items())


@lru_cache(maxsize=VIEWS)
def with_papers(public: Dataset, papers: frozenset[str], ever: frozenset[str] = frozenset()) -> Dataset:
    """Return a council's data for somebody to whom some papers are open, from its public copy; that copy where they add nothing.

    The councils beside it stay public. It is of the version that is shown: what was shown before opens to nobody.
    """
    last_shown = LAST.get(public.home)
    if not papers or not public.public or last_shown is None or last_shown.content.hash != public.content:
        return public
    files = {name: content for name, content in last_shown.content.files.items() if name != BOUNDARIES}
    opened = opened_files(files, public.slug, papers, ever)
    if opened is None:
        return public
    about = about_of(read_descriptor(opened[DESCRIPTOR]))
    return replace(
        public,
        about=about,
        version=content_hash(opened)[:VERSION_LENGTH],
        public=False,
        _files=MappingProxyType(opened),
        _tables={},
    )
