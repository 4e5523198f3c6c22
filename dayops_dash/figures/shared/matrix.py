"""What a risk matrix is: two axes, a square for each pair of steps, the risks in the squares and how they move."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class MatrixMark:
    """A risk in a square: its name there, and whether it is there now or ``after`` (expected, or wanted).

    ``short`` is what it is called where there is no room for its name.
    """

    words: str
    after: bool = False
    short: str = ""


@dataclass(frozen=True)
class Square:
    """One pair of steps: the score as the council prints it, its band ("" where none is stated), and the risks there.

    ``tint`` is the place of the band from the lowest, 1, to the highest, 5; 0 where there is none.
    """

    printed: str
    band: str = ""
    tint: int = 0
    marks: tuple[MatrixMark, ...] = ()

    @property
    def words(self) -> str:
        return "; ".join([f"{self.printed} {self.band}".strip(), *(mark.words for mark in self.marks)])

    @property
    def brief(self) -> str:
        """The same with what each risk is called where there is little room."""
        return "; ".join([f"{self.printed} {self.band}".strip(), *(mark.short or mark.words for mark in self.marks)])


@dataclass(frozen=True)
class Head:
    """A row's or column's heading: the axis, what is printed for the step, and the council's word for it."""

    axis: str
    step: str
    word: str = ""

    @property
    def words(self) -> str:
        return f"{self.axis} {self.step}" + (f", {self.word}" if self.word else "")


@dataclass(frozen=True)
class Move:
    """A risk's way from one square to another, each by its row and its column, counted from 0 at the top left."""

    start: tuple[int, int]
    end: tuple[int, int]


@dataclass(frozen=True)
class Matrix:
    """The matrix as drawn: the highest step of the side at the top, the highest of the other at the right.

    ``open_top`` and ``open_right``: no paper says whether there are higher steps there.
    """

    rows: tuple[Head, ...]
    columns: tuple[Head, ...]
    squares: tuple[tuple[Square, ...], ...]
    moves: tuple[Move, ...] = ()
    open_top: bool = False
    open_right: bool = False
    note: str = ""

    @property
    def corner(self) -> tuple[str, str]:
        """The names of the axes: down the side, and along the top."""
        return self.rows[0].axis, self.columns[0].axis

    def table(self, *, brief: bool = False) -> list[list[str]]:
        """Return the matrix as rows of text, the headings first; ``brief``: for where there is little room."""
        head = [" by ".join(self.corner), *(column.words for column in self.columns)]
        rows = zip(self.rows, self.squares, strict=True)
        return [head, *([row.words, *(s.brief if brief else s.words for s in squares)] for row, squares in rows)]
