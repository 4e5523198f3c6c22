"""Delimited text as spreadsheets write it: its rows, and as what they were read (encoding, separator, line ends, blanks)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from dayops_dash.dataset.files.text_file import (
    BEGINNINGS,
    MARK,
    SAVE,
    WINDOWS,
    TextError,
    decoded,
    kind_of,
    without_mark,
)

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}
MAX_ROWS = 100_000  # of one table: more is a paste gone wrong, or blank rows with something far below them
MAX_BYTES = 100_000_000
MAC = "mac_roman"  # what some spreadsheets write as "CSV (Macintosh)", with a carriage return after each row
MULTIBYTE = re.compile(  # one character of UTF-8, and of nothing that only looks like one
    rb"[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]"
    rb"|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}"
)
NO_CHARACTER = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")  # of Windows-1252
HIGH = re.compile(rb"[\x80-\xff]+")
ONE_ENCODING = "Open the file where it was made, look at that row, and save it as 'CSV UTF-8'."
NOT_TEXT = "a file that is not text"  # its cells are named one by one


@dataclass(frozen=True)
class Delimited:
    """A file's rows as they stand, the header first; a blank row among them has no cells, and those at the end are left out.

    ``read_as`` says what was not plain of the file, in words. ``fault`` is where reading stopped; the rows before it are there.
    """

    rows: list[list[str]]
    read_as: tuple[str, ...]
    fault: TextError | None = None
    separator: str = ","


def read_delimited(content: bytes, file: str, columns: Collection[str]) -> Delimited:
    """Return the rows of a file whose columns should have the names ``columns``. What cannot be read is its ``fault``."""
    if len(content) > MAX_BYTES:
        return Delimited([], (), too_large(file, len(content)))
    try:
        text, encoding = text_of(content, file)
        separator = _separator(text, file, columns)
    except TextError as error:
        return Delimited([], (), error)
    csv.field_size_limit(
        max(len(text) + 1, 131_072)
    )  # so that one huge cell is named by check, not by a parser's limit
    rows, blank, fault = _rows(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True), file)
    notes = [
        encoding,
        f"with {SEPARATORS[separator]} between cells" if separator != "," else "",
        _line_ends(text),
        _blanks(rows, blank),
    ]
    return Delimited(rows, tuple(filter(None, notes)), fault, separator)


def text_of(content: bytes, file: str) -> tuple[str, str]:
    """Return a file's text, and its encoding in words; "" for plain UTF-8.

    Bytes that are not UTF-8 are read as Windows-1252. Raises TextError where they may be either, or are neither.
    """
    kind = kind_of(content)
    if kind and kind != NOT_TEXT and not kind.startswith("text in"):
        raise TextError(file, 0, kind, "comma-separated text (CSV)", SAVE)
    try:
        return decoded(content, file), "as UTF-8 with a byte order mark" if content.startswith(MARK) else ""
    except TextError:
        if content.startswith(tuple(begins for begins, _ in BEGINNINGS[:3])):
            raise
    content = without_mark(content)
    _refuse_cut(content, file)
    _refuse_two_encodings(content, file)
    return content.decode(WINDOWS), "as Windows-1252"


def _refuse_cut(content: bytes, file: str) -> None:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data":
            do = "The file may be cut short: compare it with its source."
            raise TextError(file, _row(content, error.start), "half a character", "a whole last row", do) from error


def _refuse_two_encodings(content: bytes, file: str) -> None:
    """Raise TextError where bytes that are not UTF-8 are not surely Windows-1252 either; the message gives both readings."""
    if both := MULTIBYTE.search(content):
        one, other = both[0].decode("utf-8"), both[0].decode(WINDOWS, errors="replace")
        found = f"text that is {one!r} as UTF-8 and {other!r} as Windows-1252, and other rows that are only the second"
        raise TextError(file, _row(content, both.start()), found, "one encoding in all rows", ONE_ENCODING)
    if none := NO_CHARACTER.search(content):
        found = f"byte 0x{none[0][0]:02X}, which is neither UTF-8 nor Windows-1252"
        raise TextError(file, _row(content, none.start()), found, "UTF-8 text", SAVE)
    for high in HIGH.finditer(content) if b"\r" in content and b"\n" not in content else ():
        one, other = high[0].decode(WINDOWS), high[0].decode(MAC)
        if one != other:
            found = f"text that is {one!r} as Windows-1252 and {other!r} as Mac Roman"
            raise TextError(file, _row(content, high.start()), found, "UTF-8 text", ONE_ENCODING)


def _row(content: bytes, place: int) -> int:
    before = content[:place]
    return before.count(b"\n") + 1 if b"\n" in content else before.count(b"\r") + 1


def _separator(text: str, file: str, columns: Collection[str]) -> str:
    """Return the separator of the cells: the one that splits the header into most of the known names."""
    first = next(iter(io.StringIO(text, newline="")), "").rstrip("\r\n")
    headers = {one: [name.strip().strip('"').casefold() for name in first.split(one)] for one in SEPARATORS}
    known = {name.casefold() for name in columns}
    scores = {one: sum(name in known for name in names) for one, names in headers.items()}
    best = [one for one, score in scores.items() if score == max(scores.values())]
    if len(best) < len(SEPARATORS) and len(best) > 1 and max(scores.values()):
        one, other = best[:2]
        found = f"{len(headers[one])} names by {SEPARATORS[one]} and {len(headers[other])} by {SEPARATORS[other]}"
        do = "Put the same separator between all names, and in every row."
        raise TextError(file, 1, found, "one separator in the whole file", do)
    return best[0] if max(scores.values()) else ","


def _rows(reader: Iterator[list[str]], file: str) -> tuple[list[list[str]], int, TextError | None]:
    """Return the rows, how many blank ones follow them, and why reading stopped. Blank rows at the end take no memory."""
    rows: list[list[str]] = []
    blank = 0
    try:
        for row in reader:
            if not any(cell.strip() for cell in row):
                blank += 1
                continue
            if len(rows) + blank > MAX_ROWS:
                return rows, 0, too_many(file)
            rows.extend([] for _ in range(blank))
            rows.append(row)
            blank = 0
    except csv.Error as error:
        found, do = f"text that is no CSV ({error})", "Mend the quotes; the file may be cut short."
        return rows, 0, TextError(file, len(rows) + blank + 1, found, "every quote closed", do)
    return rows, blank, None


def too_many(file: str) -> TextError:
    """Return the fault of a table that is longer than any table of papers."""
    do = "Delete rows that do not belong there; nothing after them was checked."
    return TextError(file, MAX_ROWS + 2, "more rows", f"at most {MAX_ROWS:,} rows in a table", do)


def too_large(file: str, size: int) -> TextError:
    """Return the fault of a file that is larger than any table of papers."""
    found = f"{size // 1_000_000:,} MB"
    return TextError(file, 0, found, f"at most {MAX_BYTES // 1_000_000} MB", "Take out what does not belong there.")


def _line_ends(text: str) -> str:
    pairs = text.count("\r\n")
    alone = text.count("\r") - pairs
    if not (pairs or alone):
        return ""
    if alone and "\n" not in text:
        return "with a carriage return (CR) after each row"
    return "with CR LF after each row" if not alone and pairs == text.count("\n") else "with CR and LF mixed"


def _blanks(rows: list[list[str]], blank: int) -> str:
    header = rows[0] if rows else []
    columns = len(header) - len(trimmed(header))
    counts = [f"{n:,} blank {what}{'' if n == 1 else 's'}" for n, what in ((blank, "row"), (columns, "column")) if n]
    return f"without {' and '.join(counts)} at the end" if counts else ""


def trimmed(row: list[str]) -> list[str]:
    """Return a row without the blank cells at its end."""
    last = next((place for place in range(len(row), 0, -1) if row[place - 1].strip()), 0)
    return row[:last]
