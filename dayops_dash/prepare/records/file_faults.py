"""What is wrong with a file that cannot be read, and what to do. The words hold nothing of its rows, which are of people."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from dayops_dash.dataset.files.text_file import without_mark

SAVE = "Save it as “CSV UTF-8 (comma delimited)”, then try again."
AGAIN = "Mend the line, or export the file again."
HEAD = 4096  # bytes
OTHER_ENCODINGS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}  # how a file in them begins
SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}
PARQUET = b"PAR1"  # begins and ends a Parquet file


def fault_at_start(path: Path) -> str:
    """Return what is wrong with a file as far as its first and last bytes tell; nothing where it seems sound."""
    try:
        if not path.exists():
            return f"There is no file {path}."
        if path.is_dir():
            return f"{path.name} is a folder. Give a file."
        if not path.stat().st_size:
            return f"{path.name} is empty (0 bytes). Export it again."
        if path.suffix.lower() == ".parquet":
            return _fault_of_parquet(path)
        with path.open("rb") as file:
            return _fault_of_header(path.name, file.readline(), file.read(HEAD))
    except OSError as error:
        return f"{path.name} cannot be opened: {error.strerror}."


def _fault_of_parquet(path: Path) -> str:
    with path.open("rb") as file:
        begins = file.read(len(PARQUET))
        file.seek(max(0, path.stat().st_size - len(PARQUET)))
        ends = file.read()
    if begins == ends == PARQUET:
        return ""
    return f"{path.name} is no whole Parquet file: it does not begin and end as one. Export it again, or as .csv."


def _fault_of_header(name: str, header: bytes, following: bytes) -> str:
    for begins, encoding in OTHER_ENCODINGS.items():
        if header.startswith(begins):
            return f"{name} is in {encoding}, and UTF-8 is expected. {SAVE}"
    if header.startswith(b"PK\x03\x04"):
        return f"{name} is a workbook or an archive, and not text. Open it in a spreadsheet. {SAVE}"
    if b"\0" in header + following:
        return f"{name} is not text in UTF-8. {SAVE}"
    try:
        words = without_mark(header).decode()
    except UnicodeDecodeError:
        return f"{name}, line 1: {_not_unicode()}"
    for separator, spoken in SEPARATORS.items():
        if separator in words and "," not in words:
            return f"{name}, line 1: the columns are parted by {spoken}, and commas are expected. {SAVE}"
    return ""


def first_fault(path: Path) -> str:
    """Return what is wrong with the first line of a CSV file that is no sound row; nothing where there is none.

    It reads line by line in Python, so it is for a small file, or for one that an engine could not read.
    """
    columns, begun = 0, 1
    with path.open("rb") as file:
        rows = csv.reader(_lines(file), strict=True)
        try:
            for row in rows:
                columns = columns or len(row)
                if row and len(row) != columns:
                    return f"{path.name}, line {begun}: {_wrong_columns(len(row), columns)}"
                begun = rows.line_num + 1
        except UnicodeDecodeError:
            return f"{path.name}, line {rows.line_num + 1}: {_not_unicode()}"
        except csv.Error:
            return f"{path.name}, line {begun}: {_open_quote()}"
    return ""


def _lines(file: Iterator[bytes]) -> Iterator[str]:
    """Yield a file's lines, each decoded by itself, so that the line is known that cannot be."""
    for number, line in enumerate(file):
        yield (line if number else without_mark(line)).decode()


def rows_of(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    """Return the header and the rows of a small CSV file that has no fault, without byte order marks at its start."""
    with path.open("rb") as file:
        reader = csv.DictReader(io.StringIO(without_mark(file.read()).decode(), newline=""))
        return list(reader.fieldnames or ()), list(reader)


def fault_told_by_duckdb(message: str, path: Path) -> str:
    """Return what DuckDB's message says of a CSV file; nothing where it names no line.

    Its message holds the line itself, a client's record. Only numbers are taken from it.
    """
    line = re.match(r"Invalid Input Error: CSV Error on Line: (\d+)", message)
    if not line:
        return ""
    where = f"{path.name}, line {line[1]}: "
    if counts := re.search(r"^Expected Number of Columns: (\d+) Found: (\d+)", message, re.MULTILINE):
        return where + _wrong_columns(int(counts[2]), int(counts[1]))
    if re.search(r"^Invalid unicode", message, re.MULTILINE):
        return where + _not_unicode()
    if re.search(r"^Value with unterminated quote", message, re.MULTILINE):
        return where + _open_quote()
    return f"{where}it cannot be read as a row. {AGAIN}"


def _wrong_columns(count: int, expected: int) -> str:
    values = (
        "more values" if count > expected else f"{count} value{'s' if count != 1 else ''}"
    )  # DuckDB stops counting at one more
    fault = f"{values}, and the header has {expected} columns"
    return f"{fault}. A comma or a quote mark is missing or too many. {AGAIN}"


def _not_unicode() -> str:
    return f"it has a character that is not UTF-8. {SAVE}"


def _open_quote() -> str:
    return f"a quote mark is opened and not closed, or stands within a value. {AGAIN}"
