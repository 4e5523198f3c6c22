"""Under which paragraphs of Schedule 12A some files hold exempt rows: what every page, document and file of them must say."""

from __future__ import annotations

from collections.abc import Mapping

from dayops_dash.dataset.files.table_file import cells
from dayops_dash.dataset.tables import TABLES
from dayops_dash.dataset.vocabulary import Visibility

MARKS = tuple(str(mark) for mark in Visibility if mark != Visibility.PUBLIC)


def exempt_paragraphs(files: Mapping[str, bytes], council: str) -> tuple[str, ...]:
    """Return the numbers of the paragraphs, in order; none of a public copy. Most councils have none, and no table is read for it."""
    marks = set()
    for table in TABLES.values():
        content = files.get(table.path, b"")
        if "visibility" in table.by_name and any(mark.encode() in content for mark in MARKS):
            place = list(table.by_name).index("visibility")
            marks |= {row[place] for row in cells(table, content, council)} & set(MARKS)
    return tuple(sorted(mark.rpartition("-")[2] for mark in marks))
