"""What an officer should know of a dataset: what is wrong, said so that it can be mended, and what may be meant so."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from dayops_dash.dataset.files.text_file import TextError, printable


@dataclass(frozen=True, order=True)
class Problem:
    """Where it is (file, row as a spreadsheet counts, column), what was found, what was expected, and what to do.

    ``row`` is 1 for the header; 0 where the problem is the file's. ``column`` is "" where it is the row's or the file's.
    """

    file: str
    row: int
    column: str
    found: str
    expected: str
    do: str

    def __str__(self) -> str:
        return f"{_place(self.file, self.row, self.column)}: found {self.found}; expected {self.expected}. {self.do}"

    def as_dict(self) -> dict[str, object]:
        return {"level": "problem", **asdict(self)}


@dataclass(frozen=True, order=True)
class Note:
    """Something that an officer typed on purpose, perhaps: not wrong, and said so that it can be looked at again.

    ``column`` is where another value was expected, ``typed`` what stands there, ``read`` what we read, ``basis`` from what.
    Where nothing was read otherwise, ``basis`` alone says it; ``row`` is 0 and ``column`` "" where it is of the file.
    """

    file: str
    row: int
    column: str
    typed: str
    read: str
    basis: str

    def __str__(self) -> str:
        said = f"we read {self.read}; you say {self.typed}; {self.basis}" if self.read else self.basis
        return f"{_place(self.file, self.row, self.column)}: note: {said}"

    def as_dict(self) -> dict[str, object]:
        return {"level": "note", **asdict(self)}


def _place(file: str, row: int, column: str) -> str:
    return file + (f", row {row}" if row else "") + (f", column {column}" if column else "")


def of_file(error: TextError, file: str = "") -> Problem:
    """Return the problem of a file that is not the text, or not the file, that it should be."""
    return Problem(printable(file or error.file), error.line, "", error.found, error.expected, error.do)


def shown(cell: object, limit: int = 60) -> str:
    """Return a cell as it can be printed in a message: quoted, on one line, not long."""
    text = repr(str(cell))
    return text if len(text) <= limit else f"{text[:limit]}… ({len(str(cell)):,} characters)"
