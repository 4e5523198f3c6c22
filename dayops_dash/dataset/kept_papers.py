"""Papers kept beside a council's versions: each a PDF named by the hash of what it holds, so that a row means one file for good.

COUNCIL/papers/HASH.pdf. They are in no version: a version stays small enough to be held in memory, and an earlier one that is shown
again finds its papers as they were.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from dayops_dash.dataset.files.folder_files import is_there
from dayops_dash.dataset.files.replacing import copy_file, replace_file
from dayops_dash.dataset.files.table_file import Cells, cells
from dayops_dash.dataset.tables import TABLES
from dayops_dash.dataset.vocabulary import PaperReaders, Visibility

FOLDER, ENDING = "papers", ".pdf"
HASH = 32  # characters
NAME = re.compile(rf"[0-9a-f]{{{HASH}}}\.pdf")
TABLE = "kept_papers"
KEPT = "./paper/"  # begins the address of a paper that is kept here, as seen from the dashboard's own pages
POLICY = (  # a browser shows a PDF as an object in a page of its own, with a style of its own
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
CHUNK = 1_000_000  # bytes of a file that are in memory at a time


def kept_name(content: bytes) -> str:
    """Return the name under which a PDF is kept."""
    return f"{hashlib.sha256(content).hexdigest()[:HASH]}{ENDING}"


def keep_paper(folder: Path, content: bytes) -> Path:
    """Write a PDF into a folder's ``papers`` under its name, and return where."""
    path = folder / FOLDER / kept_name(content)
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, content)
    return path


def kept_paper(folder: Path, name: str) -> Path | None:
    """Return where a paper is kept in a folder's ``papers``; None where it is not, or is no plain file of it."""
    path = folder / FOLDER / name
    is_plain = NAME.fullmatch(name) and not path.is_symlink() and path.is_file()
    return path if is_plain else None


def is_whole(path: Path) -> bool:
    """Return whether a kept paper holds what its name says."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(CHUNK):
            digest.update(part)
    return path.name == f"{digest.hexdigest()[:HASH]}{ENDING}"


def copy_paper(path: Path, to: Path) -> None:
    """Copy a kept paper into another folder's ``papers``, whole or not at all, without holding it in memory."""
    target = to / FOLDER / path.name
    target.parent.mkdir(parents=True, exist_ok=True)
    copy_file(path, target)


def kept_rows(files: Mapping[str, bytes]) -> list[Cells]:
    """Return the rows of papers that a council's files say are kept. Raises DatasetError where the table cannot be read."""
    table = TABLES[TABLE]
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=False)) for row in cells(table, files.get(table.path, b""), "the version")]


def kept_names(files: Mapping[str, bytes]) -> list[str]:
    """Return the names of the papers that a council's files say are kept, each once."""
    return list(dict.fromkeys(row["file"] for row in kept_rows(files) if NAME.fullmatch(row["file"])))


def names_of(folder: Path) -> list[str]:
    """Return the names of the papers that a folder's table says are kept, each once."""
    path = folder / TABLES[TABLE].path
    return kept_names({TABLES[TABLE].path: path.read_bytes()}) if is_there(path) else []


def missing(names: Iterable[str], *folders: Path) -> list[str]:
    """Return the papers that are kept in none of some folders, or not whole."""
    return [name for name in names if not any((at := kept_paper(one, name)) and is_whole(at) for one in folders)]


def address_of(public: str, council: str, file: str, page: int | None) -> str:
    """Return where a paper can be read, from its public address and the file kept here; "" where there is neither.

    The paper as a whole is at its public address. A page is one of the file that is kept here, where there is one: its pages are
    those that were read.
    """
    own_address = f"{KEPT}{council}/{file}" if file else ""
    address = (own_address or public) if page else (public or own_address)
    return f"{address}#page={page}" if page and address else address


def is_open(row: Mapping[str, str], exempt_papers: Iterable[str]) -> bool:
    """Return whether everybody may read a kept paper: an officer said so, and no row of the paper is exempt from publication."""
    declared_open = (
        row.get("open_to") == PaperReaders.EVERYBODY and row.get("visibility", Visibility.PUBLIC) == Visibility.PUBLIC
    )
    return declared_open and row.get("document_id", "") not in exempt_papers
