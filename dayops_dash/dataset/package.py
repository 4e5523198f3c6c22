"""The descriptor of a council's folder: ``datapackage.json``, made from the schema and from what the folder holds."""

from __future__ import annotations

import contextlib
import io
import json
import os
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from dayops_dash.dataset.schema import Table
from dayops_dash.dataset.tables import TABLES
from dayops_dash.dataset.text_file import TextError, decoded, json_of, without_mark

DESCRIPTOR = "datapackage.json"
BESIDE = ".writing-"  # begins the name of a file that is being written
OGL = {
    "name": "OGL-UK-3.0",
    "title": "Open Government Licence v3.0",
    "path": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
}
ABOUT = {  # what a council's own part of the descriptor may say, and what it means
    "short_title": "the council's name without 'Council'",
    "area_word": "its word for its areas: ward, electoral division, district",
    "contact": "a role or team and how to reach it; never a person",
    "illustrative": "true for a made-up council",
    "featured": "true for the council that the dashboard opens with",
    "next_update": "when the next report is expected, as written",
}


def describe(folder: Path) -> dict[str, Any]:
    """Return the descriptor that ``folder`` should have: what its present one says of the council, and its tables.

    A folder without a descriptor gets one named after the folder. Raises TextError where the present one is no JSON object.
    """
    path = folder / DESCRIPTOR
    present = read_descriptor(path.read_bytes()) if path.exists() else {}
    return described(present, folder.name, [table for table in TABLES.values() if (folder / table.path).exists()])


def read_descriptor(content: bytes) -> dict[str, Any]:
    """Return what a descriptor's bytes state. Raises TextError where they are no JSON object."""
    stated = json_of(decoded(content, DESCRIPTOR), DESCRIPTOR)
    if not isinstance(stated, dict):
        found = f"JSON that is {'a list' if isinstance(stated, list) else 'a single value'}"
        raise TextError(DESCRIPTOR, 0, found, "a JSON object", "Mend it, or delete it and run describe.")
    return stated


def described(present: Mapping[str, Any], council: str, held: Sequence[Table]) -> dict[str, Any]:
    """Return the descriptor of a council with the tables ``held``; ``present`` says what is its own."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": council,
        "title": present.get("title", council.replace("-", " ").title()),
        "description": present.get("description", "Day opportunities: strategy, progress, spend and risk."),
        "licenses": present.get("licenses", [OGL]),
        "dayops": present.get("dayops", {"short_title": council.replace("-", " ").title()}),
        "resources": _resources(held),
    }


def as_descriptor(present: Mapping[str, Any], council: str, held: Sequence[Table]) -> bytes:
    """Return the same as the file's bytes."""
    return _written(described(present, council, held))


def _written(descriptor: Mapping[str, Any]) -> bytes:
    return (json.dumps(descriptor, indent=2, ensure_ascii=False) + "\n").encode()


def resources(folder: Path) -> list[dict[str, Any]]:
    """Return the tables that ``folder`` holds, as Frictionless resources."""
    return _resources([table for table in TABLES.values() if (folder / table.path).exists()])


def _resources(held: Sequence[Table]) -> list[dict[str, Any]]:
    names = {table.name for table in held}
    return [
        {
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
        for table in held
    ]


def write_descriptor(folder: Path) -> Path:
    """Write the descriptor of ``folder`` and return its path. The old one stays until the new one is whole."""
    path = folder / DESCRIPTOR
    replace_file(path, _written(describe(folder)))
    return path


def replace_file(path: Path, content: bytes) -> None:
    """Write ``content`` beside ``path`` and to the disk, then put it in its place: a reader never meets half a file.

    The old file stays whole where the disk is full or the power fails. What a killed process left beside it is taken away by the
    next writer (``locking.writing``).
    """
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f"{BESIDE}{path.name}.", delete=False) as beside:
        try:
            beside.write(content)
            beside.flush()
            os.fsync(beside.fileno())
            Path(beside.name).chmod(0o644)
            Path(beside.name).replace(path)
        except OSError:
            Path(beside.name).unlink(missing_ok=True)
            raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Bring to the disk which files a folder holds, where the system can."""
    with contextlib.suppress(OSError, AttributeError):  # Windows has no such call
        opened = os.open(folder, os.O_DIRECTORY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def files_of(folder: Path) -> dict[str, bytes]:
    """Return the files of a package by name, the descriptor first, each without a byte order mark."""
    names = (DESCRIPTOR, *(table.path for table in TABLES.values()))
    return {name: without_mark((folder / name).read_bytes()) for name in names if (folder / name).exists()}


def as_zip(council: str, files: Mapping[str, bytes]) -> bytes:
    """Return a council's package as a ZIP file. The same files give the same bytes: no clock goes in."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(zipfile.ZipInfo(f"{council}/{name}"), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
