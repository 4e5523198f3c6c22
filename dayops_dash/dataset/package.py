"""The descriptor of a council's folder: ``datapackage.json``, made from the schema and from what the folder holds."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dayops_dash.dataset.draft_base import council_of
from dayops_dash.dataset.files.folder_files import is_there, read_bytes
from dayops_dash.dataset.files.replacing import replace_file
from dayops_dash.dataset.files.table_file import plain, row_count
from dayops_dash.dataset.files.text_file import DatasetError, TextError, decoded, json_of, without_mark
from dayops_dash.dataset.files.workbook import read_book, workbook_of
from dayops_dash.dataset.schema import Table
from dayops_dash.dataset.tables import TABLES
from dayops_dash.dataset.unread import UNREAD

DESCRIPTOR = "datapackage.json"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAX_DEPTH = 12  # of a descriptor; those that describe writes have seven levels
MEND = "Mend it, or delete it and run describe."
HALF = re.compile(r"[\ud800-\udfff]")
OGL = {
    "name": "OGL-UK-3.0",
    "title": "Open Government Licence v3.0",
    "path": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
}
WITHHELD = "withheld"
FILL_IN = "to be filled in: a role or team"
ABOUT = {  # what a council's own part of the descriptor may say, and what it means
    "short_title": "the council's name without 'Council'",
    "area_word": "its word for its areas: ward, electoral division, district",
    "contact": "a role or team and how to reach it; never a person",
    "illustrative": "true for a made-up council",
    "featured": "true for the council that the dashboard opens with",
    "next_update": "when the next report is expected, as written",
    UNREAD: "papers that are known of and not read here (papers watch COUNCIL --into DRAFT)",
    WITHHELD: "in an open copy: that figures are left out so that none that is exempt can be worked out",
}


def unfit(value: Any, depth: int = MAX_DEPTH) -> str:
    """Return why a value of JSON can be no part of a descriptor: nested too deep, or half of a character; "" where it can."""
    if isinstance(value, str):
        return "half of a character" if HALF.search(value) else ""
    if not isinstance(value, dict | list):
        return ""
    if not depth:
        return "JSON that is nested too deep"
    parts = [*value, *value.values()] if isinstance(value, dict) else value
    return next(filter(None, (unfit(part, depth - 1) for part in parts)), "")


@dataclass(frozen=True)
class Contents:
    """The tables of a folder by name, each as the bytes of a CSV file; and the workbook that they come from, if they do."""

    tables: Mapping[str, bytes]
    workbook: str = ""
    workbook_content: bytes = field(default=b"", repr=False)


def contents(folder: Path) -> Contents:
    """Return what a folder holds. Raises DatasetError where a file of it cannot be read."""
    if path := workbook_of(folder):
        content = read_bytes(path)
        book = read_book(content, path.name)
        if book.faults:
            raise DatasetError(f"{path.name} in {folder.name} has cells to be mended. Run check for every problem.")
        return Contents({n: book.files[t.path] for n, t in TABLES.items() if t.path in book.files}, path.name, content)
    return Contents({n: read_bytes(folder / t.path) for n, t in TABLES.items() if is_there(folder / t.path)})


def describe(folder: Path) -> dict[str, Any]:
    """Return the descriptor that ``folder`` should have: what its present one says of the council, and its tables.

    A folder without a descriptor gets one named after the folder, and a draft's has its council's name.
    Raises TextError where the present one is no JSON object,
    and DatasetError where a table is not a file that can be read.
    """
    path = folder / DESCRIPTOR
    present = read_descriptor(read_bytes(path)) if is_there(path) else {}
    return described(present, council_of(folder), contents(folder))


def read_descriptor(content: bytes) -> dict[str, Any]:
    """Return what a descriptor's bytes state. Raises TextError where they are no JSON object."""
    stated = json_of(decoded(content, DESCRIPTOR), DESCRIPTOR)
    if not isinstance(stated, dict):
        found = f"JSON that is {'a list' if isinstance(stated, list) else 'a single value'}"
        raise TextError(DESCRIPTOR, 0, found, "a JSON object", MEND)
    own = {name: part for name, part in stated.items() if name != "resources"}  # those are long, and no page reads them
    if fault := unfit(own):
        raise TextError(DESCRIPTOR, 0, fault, "the descriptor as describe writes it", MEND)
    return stated


def described(present: Mapping[str, Any], council: str, files: Contents, *, facts: bool = True) -> dict[str, Any]:
    """Return the descriptor of a council with the tables of ``files``; ``present`` gives what is its own.

    Without ``facts`` it lacks bytes, hash and rows of the files.
    """
    names = set(files.tables)
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": council,
        "title": present.get("title", council.replace("-", " ").title()),
        "description": present.get("description", "Day opportunities: strategy, progress, spend and risk."),
        "licenses": present.get("licenses", [OGL]),
        "dayops": present.get("dayops", {"short_title": council.replace("-", " ").title()}),
        "resources": [_resource(TABLES[name], names, files, facts=facts) for name in TABLES if name in names],
    }


def as_descriptor(present: Mapping[str, Any], council: str, tables: Mapping[str, bytes]) -> bytes:
    """Return the file of the descriptor of a council with the CSV files ``tables``, by table."""
    return _written(described(present, council, Contents(tables)))


def _written(descriptor: Mapping[str, Any]) -> bytes:
    return (json.dumps(descriptor, indent=2, ensure_ascii=False) + "\n").encode()


def _stated(table: Table, names: set[str]) -> dict[str, Any]:
    return {
        "name": table.name,
        "title": table.title,
        "description": table.description,
        "type": "table",
        "path": table.path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": table.descriptor(names),
    }


def _resource(table: Table, names: set[str], files: Contents, *, facts: bool) -> dict[str, Any]:
    """Return a table as a resource, with how many bytes and rows its file has, and the hash of its bytes."""
    stated = _stated(table, names)
    schema = stated.pop("schema")
    content = files.workbook_content or files.tables[table.name]
    if files.workbook:
        stated |= {"path": files.workbook, "format": "xlsx", "mediatype": XLSX, "dialect": {"sheetName": table.name}}
        del stated["encoding"]
    file_facts = facts_of(content, row_count(table, files.tables[table.name])) if facts else {}
    return {**stated, **file_facts, "schema": schema}


def facts_of(content: bytes, rows: int) -> dict[str, Any]:
    """Return what a resource says of its file, by Frictionless's names."""
    return {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}", "rows": rows}


def write_descriptor(folder: Path) -> Path:
    """Write the descriptor of ``folder`` and return its path. The old one stays until the new one is whole."""
    path = folder / DESCRIPTOR
    replace_file(path, _written(describe(folder)))
    return path


def undescribed(root: Path) -> list[Path]:
    """Return the folders under ``root`` that hold tables and have no descriptor: no page shows them, and check says why."""
    try:
        folders = [path for path in sorted(root.iterdir()) if path.is_dir() and not is_there(path / DESCRIPTOR)]
    except OSError as error:
        raise DatasetError(
            f"{root.name} cannot be read ({error.strerror}). Check that it is there and who may read it."
        ) from error
    return [folder for folder in folders if _has_tables(folder)]


def _has_tables(folder: Path) -> bool:
    try:
        return bool(table_files(folder))
    except OSError:  # it may not be read, which check says of a folder that is named
        return False


def table_files(folder: Path) -> list[Path]:
    """Return the files that a folder's tables are read from, whether or not they can be."""
    paths = [folder / table.path for table in TABLES.values() if (folder / table.path).exists()]
    return paths or [path for path in [workbook_of(folder)] if path]


def files_of(folder: Path) -> dict[str, bytes]:
    """Return the files of a package by name as they are published, the descriptor first: each in plain UTF-8 (see ``plain``).

    A table that is not as it should be is there as it stands. Raises DatasetError where a file cannot be read at all.
    """
    path = folder / DESCRIPTOR
    descriptor = without_mark(read_bytes(path)) if is_there(path) else b""
    files = contents(folder)
    tables = {name: _plain(TABLES[name], content, folder.name) for name, content in files.tables.items()}
    if tables != files.tables or files.workbook:
        with contextlib.suppress(TextError):  # a descriptor that is none stays as it is, to be told
            descriptor = _restated(read_descriptor(descriptor), council_of(folder), files, tables)
    first = {DESCRIPTOR: descriptor} if is_there(path) else {}
    return {**first, **{TABLES[name].path: content for name, content in tables.items()}}


def _restated(stated: Mapping[str, Any], council: str, files: Contents, tables: Mapping[str, bytes]) -> bytes:
    """Return a descriptor for the tables of a folder as they are published, of those alone that are what it describes.

    Of a table that is missing, new or another than was described it goes on saying what it said, so that check finds the difference.
    """
    right = {one["name"]: one for one in described(stated, council, Contents(tables))["resources"]}
    present = stated.get("resources")
    resources = []
    for one in present if isinstance(present, list) else []:
        name = one.get("name") if isinstance(one, dict) else None
        content = files.workbook_content or files.tables.get(str(name), b"")
        known = name in files.tables and one.get("hash") == facts_of(content, 0)["hash"]
        resources.append(right[name] if known else one)
    return _written({**described(stated, council, Contents({})), "resources": resources})


def _plain(table: Table, content: bytes, council: str) -> bytes:
    try:
        return plain(table, content, council)
    except DatasetError:
        return without_mark(content)


def as_zip(council: str, files: Mapping[str, bytes]) -> bytes:
    """Return a council's package as a ZIP file. The same files give the same bytes: no clock goes in."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(zipfile.ZipInfo(f"{council}/{name}"), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def is_as_described(descriptor: Mapping[str, Any], table: str, content: bytes) -> bool:
    """Return whether a table's bytes are those that a descriptor states the hash of."""
    resources = descriptor.get("resources")
    of_it = (
        [r for r in resources if isinstance(r, dict) and r.get("name") == table] if isinstance(resources, list) else []
    )
    return any(r.get("hash") == f"sha256:{hashlib.sha256(content).hexdigest()}" for r in of_it)
