"""The one reader of text files: UTF-8 with its byte order mark taken off, or a fault that names the file, the line and what to do."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

MARK = b"\xef\xbb\xbf"  # the byte order mark that spreadsheets put before "CSV UTF-8"
WINDOWS = "cp1252"  # what British spreadsheets write unless told otherwise
SAVE = "Save as 'CSV UTF-8'."
BEGINNINGS = (  # how files of other kinds begin
    (b"\xff\xfe\x00\x00", "text in UTF-32"),
    (b"\xff\xfe", "text in UTF-16"),
    (b"\xfe\xff", "text in UTF-16"),
    (b"\xd0\xcf\x11\xe0", "an Excel workbook of the old kind (.xls), or one with a password"),
    (b"%PDF", "a PDF document"),
    (b"\x1f\x8b", "a compressed file (.gz)"),
    (b"7z\xbc\xaf", "a compressed folder (.7z)"),
    (b"Rar!", "a compressed folder (.rar)"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3", "a database, as a GeoPackage is"),
    (b"\x00\x00\x27\x0a", "a shapefile"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
)
JSON_FILE = "a JSON file"
WORDS = ((b"<!doctype html", "a web page"), (b"<html", "a web page"), (b"<?xml", "an XML file"), (b"{", JSON_FILE))
WORKBOOK = "an Excel workbook (.xlsx)"
PARTS = (  # of a ZIP archive that is a document
    ("xl/workbook.xml", WORKBOOK),
    ("xl/workbook.bin", "a binary Excel workbook (.xlsb)"),
    ("word/document.xml", "a Word document"),
    ("ppt/presentation.xml", "a PowerPoint file"),
)


class DatasetError(Exception):
    """A folder or file that cannot be read. The message names the file and says what to do."""


class TextError(DatasetError, ValueError):
    """A file that is not the text it should be. ``line`` is 0 where the fault is the file's."""

    def __init__(self, file: str, line: int, found: str, expected: str, do: str) -> None:
        self.file, self.line, self.found, self.expected, self.do = file, line, found, expected, do
        place = f"{file}, line {line}" if line else file
        super().__init__(f"{place}: found {found}; expected {expected}. {do}")


def read_text(path: Path, *, windows: bool = False) -> str:
    """Return the text of a file, its byte order mark taken off.

    With ``windows`` a file that is not UTF-8 is read as Windows-1252. Raises TextError where it cannot be read.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        found = f"no file that can be read ({error.strerror})"
        raise TextError(path.name, 0, found, "a text file", "Check its name and who may read it.") from error
    return decoded(content, path.name, windows=windows)


def decoded(content: bytes, file: str, *, windows: bool = False) -> str:
    """Return the text of a file's bytes, as ``read_text`` does."""
    for begins, kind in BEGINNINGS[:3]:
        if content.startswith(begins):
            raise TextError(file, 1, kind, "UTF-8 text", SAVE)
    try:
        return without_mark(content).decode("utf-8")
    except UnicodeDecodeError as error:
        if windows:
            return content.decode(WINDOWS, errors="replace")
        bare = without_mark(content)
        line = bare[: error.start].count(b"\n") + 1
        found = f"byte 0x{bare[error.start]:02X} that is not UTF-8"
        raise TextError(file, line, found, "UTF-8 text", SAVE) from error


def without_mark(content: bytes) -> bytes:
    """Return a file's bytes without the byte order mark at their start, or several (a file saved twice)."""
    while content.startswith(MARK):
        content = content.removeprefix(MARK)
    return content


def read_json(path: Path) -> Any:
    """Return what a JSON file holds. Raises TextError where it cannot be read."""
    return json_of(read_text(path), path.name)


def json_of(text: str, file: str) -> Any:
    """Return what JSON text holds. Raises TextError where it is none."""
    do = "Mend the line; the file may be cut short."
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise TextError(file, error.lineno, f"text that is no JSON ({error.msg})", "JSON", do) from error
    except (ValueError, RecursionError) as error:
        raise TextError(file, 0, "JSON that is nested too deep or has too long a number", "JSON", do) from error


def kind_of(content: bytes) -> str:
    """Return what a file is by its bytes, such as "a PDF document"; "" for plain text and for what is not known."""
    if content.startswith(b"PK\x03\x04"):
        return _kind_of_archive(content)
    begins = without_mark(content[:200]).lstrip().lower()
    known = next((kind for start, kind in BEGINNINGS if content.startswith(start)), "")
    known = known or next((kind for start, kind in WORDS if begins.startswith(start)), "")
    return known or ("a file that is not text" if b"\0" in content[:4096] else "")


def _kind_of_archive(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and b"opendocument.spreadsheet" in archive.read("mimetype")[:100]:
                return "an OpenDocument spreadsheet (.ods)"
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError, NotImplementedError):
        return "a workbook or ZIP archive that is cut short"
    shapes = any(name.lower().endswith(".shp") for name in names)
    return next((kind for part, kind in PARTS if part in names), "a zipped shapefile" if shapes else "a ZIP archive")


def printable(name: str, limit: int = 60) -> str:
    """Return a name of a file or column as a terminal can show it: no control or right-to-left characters, and not long."""
    plain = "".join(c if c.isprintable() else c.encode("unicode_escape", "backslashreplace").decode() for c in name)
    return plain if len(plain) <= limit else f"{plain[:limit]}…"
