"""One thing wrong with a dataset, said so that an officer can mend it."""

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
        return asdict(self)


def shown(cell: object, limit: int = 60) -> str:
    """Return a cell as it can be printed in a message: quoted, on one line, not long."""
    text = repr(str(cell))
    return text if len(text) <= limit else f"{text[:limit]}… ({len(str(cell)):,} characters)"
