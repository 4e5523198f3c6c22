"""Where the method runs: DuckDB in this process, or Apache Spark. An engine reads a file, keeps a frame, and gives its rows.

Everything between is narwhals expressions, the same for both. Only the reading of a cell as a day or a number is each engine's
own SQL (``cells``), since narwhals has no cast that leaves a cell empty where it cannot be read. What an engine says of a file that it
cannot read may hold a client's record, so it is never passed on: ``file_faults`` says it anew.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import narwhals as nw

from dayops_dash.prepare.engines.steps import Query
from dayops_dash.prepare.records.columns import NONE_STANDS_IN, Optional, RecordsError, StandIns
from dayops_dash.prepare.records.fields import CellKind
from dayops_dash.prepare.records.file_faults import fault_at_start

Tell = Callable[[float], None]  # told how far a query is, 0 to 100


class Engine(Protocol):
    """What the method asks of the place where it runs."""

    def columns(self, path: Path) -> list[str]:
        """Return the names of a file's columns."""

    def open(
        self,
        path: Path,
        kinds: Mapping[str, CellKind],
        *,
        optional: Optional = (),
        stand_ins: StandIns = NONE_STANDS_IN,
    ) -> nw.LazyFrame[Any]:
        """Return the columns of a CSV or Parquet file that ``kinds`` names, read as it says. Nothing is loaded yet.

        Text is as it stands in the file, spaces included: to tidy every cell of a large file would take longer than to read it.
        Columns are found by name whatever their case, spaces and underscores. Raises RecordsError where one is not there
        that is not ``optional``; an optional one is then empty. ``stand_ins`` name another column, and how it is read, for some.
        """

    def split(self, path: Path, column: str, codes: Sequence[str], into: Path) -> dict[str | None, int]:
        """Write the rows of each code in a column to ``into``, as Parquet in CODE/NAME.parquet, and return how many rows each has.

        Rows of no such code are not written; they are counted under None. What was text stays text.
        """

    def keep(self, frame: Query) -> nw.LazyFrame[Any]:
        """Return the frame, or that of a step, worked out once and kept for several uses."""

    def rows(self, frame: Query) -> list[dict[str, Any]]:
        """Return the rows of a frame, or of a step's, that is small enough for this process."""

    def close(self) -> None:
        """Release the engine's resources."""


def readable(path: Path, *, folders: bool = False) -> str:
    """Return "csv" or "parquet", or say that the file is neither, not there or plainly no such file.

    ``folders`` says that a folder with such files in it, as Spark writes them, will do.
    """
    kind = path.suffix.lower().lstrip(".")
    if kind not in ("csv", "parquet"):
        raise RecordsError(f"{path.name} is neither a .csv nor a .parquet file.")
    of_files = folders and path.is_dir() and any(path.glob(f"*.{kind}"))
    if not of_files and (fault := fault_at_start(path)):
        raise RecordsError(fault)
    return kind
