"""What an officer should know of a dataset: what is wrong, said so that it can be mended, and what may be meant so."""

from __future__ import annotations

from dataclasses import asdict, dataclass


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
        place = (
            self.file + (f", row {self.row}" if self.row else "") + (f", column {self.column}" if self.column else "")
        )
        return f"{place}: found {self.found}; expected {self.expected}. {self.do}"

    def as_dict(self) -> dict[str, object]:
        return {"level": "problem", **asdict(self)}


@dataclass(frozen=True, order=True)
class Note:
    """Something that an officer typed on purpose, perhaps: not wrong, and said so that it can be looked at again.

    ``column`` is where another value was expected, ``typed`` what stands there, ``read`` what we read, ``basis`` from what.
    """

    file: str
    row: int
    column: str
    typed: str
    read: str
    basis: str

    def __str__(self) -> str:
        return f"{self.file}, row {self.row}, column {self.column}: note: we read {self.read}; you say {self.typed}; {self.basis}"

    def as_dict(self) -> dict[str, object]:
        return {"level": "note", **asdict(self)}


def shown(cell: object, limit: int = 60) -> str:
    """Return a cell as it can be printed in a message: quoted, on one line, not long."""
    text = repr(str(cell))
    return text if len(text) <= limit else f"{text[:limit]}… ({len(str(cell)):,} characters)"
