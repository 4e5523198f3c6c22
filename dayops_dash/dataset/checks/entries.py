"""Checks of what lies in a council's folder: each name, and what is no file; and the bytes of what can be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from dayops_dash.dataset.boundaries import FILE as BOUNDARIES
from dayops_dash.dataset.checks.problem import Note, Problem, of_file
from dayops_dash.dataset.files.folder_files import is_there, names_in, read_bytes
from dayops_dash.dataset.files.text_file import TextError, printable
from dayops_dash.dataset.files.workbook import SheetFault, read_book, workbook_of
from dayops_dash.dataset.package import DESCRIPTOR
from dayops_dash.dataset.tables import TABLES

TEMPLATES = ("template.docx", "template.dotx", "template.pptx", "template.potx")
FORM = "report.toml"  # how the council's reports are laid out
OURS = (  # what commands of this product write beside
    *("versions", "published.json", "record.jsonl", "checked.json", "based-on.json"),
    *("made-by-dayops.json", "columns.md", "proposals.json", "decisions.jsonl", "paper.json", "papers"),
    *(
        "imports.json",
        "waiting.json",
        "people-roles.csv",
        "papers-watch.json",
        "papers-found.json",
    ),  # answers about a council's trackers, which are never published
)
CLUTTER = ("thumbs.db", "desktop.ini", "__macosx")  # what operating systems leave in folders
PATHS = {table.path: name for name, table in TABLES.items()}


@dataclass
class FolderContents:
    """What was read of a folder: its descriptor (None where it has none), and the tables that are files, by name.

    ``named`` is how the officer names the folder.
        ``unread`` are tables that are there and cannot be read; ``workbook`` is the name of the file that holds all tables, if one does.
    """

    folder: Path
    descriptor: bytes | None = None
    tables: dict[str, bytes] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    workbook: str = ""
    workbook_content: bytes = b""
    problems: list[Problem] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    listed: bool = True
    named: str = ""

    @property
    def called(self) -> str:
        return self.named or self.folder.name

    def place(self, table: str) -> str:
        """Return how a table is named to the officer: by its file, or by the workbook and its sheet."""
        return f"{self.workbook}, sheet {table}" if self.workbook else TABLES[table].path


def open_folder(folder: Path, named: str = "") -> FolderContents:
    """Return what a folder holds, with a problem for each name in it that is wrong. Nothing but plain files is opened."""
    opened = FolderContents(folder, named=named)
    try:
        names = names_in(folder)
    except TextError as error:
        opened.problems.append(of_file(error))
        opened.listed = False
        return opened
    if is_there(folder / DESCRIPTOR):
        opened.descriptor = _read(opened, DESCRIPTOR) or b""
    book = workbook_of(folder)
    if book:
        _open_book(opened, book)
    for name, table in TABLES.items():
        if not book and is_there(folder / table.path):
            content = _read(opened, table.path)
            if content is None:
                opened.unread.add(name)
            else:
                opened.tables[name] = content
    known = {DESCRIPTOR, BOUNDARIES, FORM, *TEMPLATES, *OURS, *PATHS, *([book.name] if book else [])}
    for name in names:
        _judge(opened, name, known)
    opened.problems += _several_workbooks(opened, names)
    return opened


def _read(opened: FolderContents, name: str) -> bytes | None:
    try:
        return read_bytes(opened.folder / name)
    except TextError as error:
        opened.problems.append(of_file(error))
        return None


def _open_book(opened: FolderContents, path: Path) -> None:
    opened.workbook = path.name
    try:
        opened.workbook_content = read_bytes(path)
        book = read_book(opened.workbook_content, path.name, formulas=True)
    except TextError as error:
        opened.problems.append(of_file(error))
        opened.unread = set(TABLES)
        return
    opened.tables = {PATHS[name]: content for name, content in book.files.items()}
    opened.problems += [_of_sheet(opened, fault) for fault in book.faults]
    for sheet in book.other_sheets:
        near = get_close_matches(sheet.casefold().strip().replace(" ", "_"), list(TABLES), n=1, cutoff=0.75)
        place = f"{path.name}, sheet {printable(sheet)}"
        if near and near[0] not in opened.tables:
            do = f"Did you mean {near[0]}? Rename the sheet."
            opened.problems.append(Problem(place, 0, "", "a sheet that no table has", "a table's name", do))
        else:
            opened.notes.append(Note(place, 0, "", "", "", "not read: no table has this name."))


def _of_sheet(opened: FolderContents, fault: SheetFault) -> Problem:
    return Problem(opened.place(fault.table), fault.row, printable(fault.column), fault.found, fault.expected, fault.do)


def _judge(opened: FolderContents, name: str, known: set[str]) -> None:
    """Say of a name in the folder that it should be another, or that its file is not read."""
    plain = name.casefold()
    if name in known or plain.startswith((".", "~$")) or plain in CLUTTER:
        return
    right = next((one for one in sorted(known) if one.casefold() == plain), "")
    if right:
        found, do = "a name with other capitals", f"Rename it to {right}."
        opened.problems.append(Problem(printable(name), 0, "", found, right, do))
    elif plain.endswith(".csv"):
        near = get_close_matches(plain, [path for path in PATHS if path not in known - set(PATHS)], n=1, cutoff=0.75)
        free = near and PATHS[near[0]] not in opened.tables
        do = f"Did you mean {near[0]}? Rename it." if free else "Rename or remove it."
        found, expected = "a file that no table has", "one of the tables of the schema"
        opened.problems.append(Problem(printable(name), 0, "", found, expected, do))
    else:
        opened.notes.append(Note(printable(name), 0, "", "", "", "not read: no page is made from it."))


def _several_workbooks(opened: FolderContents, names: list[str]) -> Iterator[Problem]:
    found = [name for name in names if name.lower().endswith(".xlsx") and name[0] not in ".~"]
    if len(found) > 1 and not opened.tables and not opened.unread:
        expected = "one workbook with all tables, or a CSV file for each"
        yield Problem(printable(found[0]), 0, "", f"{len(found)} workbooks", expected, "Move the others away.")
