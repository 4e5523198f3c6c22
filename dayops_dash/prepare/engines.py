"""Where the method runs: DuckDB in this process, or Apache Spark. An engine reads a file, keeps a frame, and gives its rows.

Everything between is narwhals expressions, the same for both. Only the reading of a cell as a day or a number is each engine's
own SQL, since narwhals has no cast that leaves a cell empty where it cannot be read.
"""

from __future__ import annotations

import re
import tempfile
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

import narwhals as nw

from dayops_dash.dataset import DatasetError
from dayops_dash.prepare.fields import Kind

MEMORY = "2GB"  # what DuckDB may hold before it writes to disk; the process around it takes some hundred MB more
POLL = 0.2  # seconds between two looks at how far a query is
Tell = Callable[[float], None]  # told how far a query is, 0 to 100


class RecordsError(DatasetError):
    """Records, a lookup or an engine that cannot be used; the message says why and what to do."""


class Engine(Protocol):
    """What the method asks of the place where it runs."""

    def open(self, path: Path, kinds: Mapping[str, Kind], *, optional: tuple[str, ...] = ()) -> nw.LazyFrame[Any]:
        """Return the columns of a CSV or Parquet file that ``kinds`` names, read as it says. Nothing is loaded yet.

        Text is as it stands in the file, spaces included: to tidy every cell of a large file would take longer than to read it.
        Columns are found by name whatever their case, spaces and underscores. Raises RecordsError where one is not there
        that is not ``optional``; an optional one is then empty.
        """

    def keep(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """Return the frame, worked out once and kept for several uses."""

    def rows(self, frame: nw.LazyFrame[Any]) -> list[dict[str, Any]]:
        """Return the rows of a frame that is small enough for this process."""

    def close(self) -> None:
        """Let go of everything that the engine holds."""


def engine(name: str, tell: Tell = lambda _: None) -> Engine:
    """Return the engine of a name: ``duckdb``, or Spark's ``local[*]`` or ``spark://HOST:PORT``."""
    if name == "duckdb":
        return DuckEngine(tell)
    if name.startswith(("local", "spark://")):
        return SparkEngine(name)
    raise RecordsError(f"No engine is called {name!r}: duckdb, local[*] or spark://HOST:PORT.")


def plain(name: str) -> str:
    """Return a column's name without what differs between extracts: case, spaces, underscores, marks."""
    return re.sub(r"[^a-z0-9]", "", name.casefold())


def found(path: Path, columns: list[str], wanted: Mapping[str, Kind], optional: tuple[str, ...]) -> dict[str, str]:
    """Return the file's own name for each column that is wanted and there."""
    there = {plain(column): column for column in reversed(columns)}
    missing = [name for name in wanted if plain(name) not in there and name not in optional]
    if missing:
        raise RecordsError(
            f"{path.name} has not the column{'s' if len(missing) > 1 else ''} {', '.join(missing)}. "
            f"It has: {', '.join(columns[:40])}."
        )
    return {name: there[plain(name)] for name in wanted if plain(name) in there}


def readable(path: Path) -> str:
    """Return "csv" or "parquet", or say that the file is neither or not there."""
    kind = path.suffix.lower().lstrip(".")
    if kind not in ("csv", "parquet"):
        raise RecordsError(f"{path.name} is neither a .csv nor a .parquet file.")
    if not path.exists():
        raise RecordsError(f"There is no file {path}.")
    return kind


class DuckEngine:
    """DuckDB in this process, streaming from disk within ``MEMORY``."""

    def __init__(self, tell: Tell = lambda _: None) -> None:
        import duckdb

        self._spill = tempfile.TemporaryDirectory(prefix="dayops-")
        self._tell = tell
        self._kept = 0
        self._database = duckdb.connect(
            config={
                "memory_limit": MEMORY,
                "temp_directory": self._spill.name,
                "preserve_insertion_order": False,
            }
        )
        self._database.execute("set enable_progress_bar = true; set enable_progress_bar_print = false")

    def open(self, path: Path, kinds: Mapping[str, Kind], *, optional: tuple[str, ...] = ()) -> nw.LazyFrame[Any]:
        address = re.sub(r"([\[*?])", r"[\1]", path.as_posix())  # a name is no pattern
        if readable(path) == "parquet":
            held = self._database.read_parquet(address)
        else:
            held = self._database.read_csv(
                address,
                header=True,
                delimiter=",",
                quotechar='"',
                escapechar='"',
                all_varchar=True,
                na_values=["", "NULL"],
            )
        types = dict(zip(held.columns, map(str, held.types), strict=True))
        there = found(path, held.columns, kinds, optional)
        return nw.from_native(
            held.project(
                ", ".join(f'{self._cell(there.get(name), types, kind)} as "{name}"' for name, kind in kinds.items())
            )
        )

    @staticmethod
    def _cell(column: str | None, types: Mapping[str, str], kind: Kind) -> str:
        """Return the SQL that reads a column as ``kind``, empty where a cell cannot be."""
        if column is None:
            return f"cast(null as {DUCK_TYPES[kind]})"
        quoted = '"' + column.replace('"', '""') + '"'
        if kind is Kind.AS_IT_IS:
            return quoted
        if types[column] != "VARCHAR":
            return f"try_cast({quoted} as {DUCK_TYPES[kind]})"
        return DUCK_CELLS[kind].format(quoted)

    def keep(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        self._kept += 1
        name = f"kept_{self._kept}"
        self._watched(lambda: frame.to_native().create(name))
        return nw.from_native(self._database.table(name))

    def rows(self, frame: nw.LazyFrame[Any]) -> list[dict[str, Any]]:
        return list(self._watched(lambda: frame.collect("pyarrow").to_native().to_pylist()))

    def _watched(self, work: Callable[[], Any]) -> Any:
        """Return what ``work`` returns, telling meanwhile how far DuckDB is."""
        done = threading.Event()

        def watch() -> None:
            while not done.wait(POLL):
                self._tell(max(0.0, self._database.query_progress()))

        watcher = threading.Thread(target=watch, daemon=True)
        watcher.start()
        try:
            return work()
        finally:
            done.set()
            watcher.join()

    def close(self) -> None:
        self._database.close()
        self._spill.cleanup()


class SparkEngine:
    """Apache Spark: ``local[*]`` on this machine, or a cluster at ``spark://HOST:PORT`` that sees the same files."""

    def __init__(self, master: str) -> None:
        try:
            from pyspark.sql import SparkSession
        except ImportError as error:
            raise RecordsError("Spark needs the extra: pip install 'dayops-dash[spark]', and Java 17.") from error
        builder = SparkSession.builder.master(master).appName("dayops-dash prepare")
        here = {"spark.sql.shuffle.partitions": "4"} if master.startswith("local") else {}
        for key, value in {**SPARK_SETTINGS, **here}.items():
            builder = builder.config(key, value)
        self._session = builder.getOrCreate()
        self._session.sparkContext.setLogLevel("ERROR")

    def open(self, path: Path, kinds: Mapping[str, Kind], *, optional: tuple[str, ...] = ()) -> nw.LazyFrame[Any]:
        address = str(path.resolve())
        if re.search(
            r"[\[\]{}*?\\]", address
        ):  # Spark reads them as a pattern, and escaping them does not reach all of it
            raise RecordsError(
                f"Spark cannot read a file whose path has any of []{{}}*?\\: {address}. Move or rename it."
            )
        if readable(path) == "parquet":
            held = self._session.read.parquet(address)
        else:
            held = self._session.read.csv(address, header=True, quote='"', escape='"', multiLine=True)
        types = dict(held.dtypes)
        there = found(path, held.columns, kinds, optional)
        return nw.from_native(
            held.selectExpr(*(f"{self._cell(there.get(n), types, kind)} as `{n}`" for n, kind in kinds.items()))
        )

    @staticmethod
    def _cell(column: str | None, types: Mapping[str, str], kind: Kind) -> str:
        if column is None:
            return f"cast(null as {SPARK_TYPES[kind]})"
        quoted = "`" + column.replace("`", "``") + "`"
        if types[column] != "string" and kind is Kind.AS_IT_IS:
            return quoted
        if types[column] != "string":
            return f"try_cast({quoted} as {SPARK_TYPES[kind]})"
        return SPARK_CELLS[kind].format(f"nullif({quoted}, 'NULL')")

    def keep(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        return nw.from_native(frame.to_native().persist())

    def rows(self, frame: nw.LazyFrame[Any]) -> list[dict[str, Any]]:
        return list(frame.collect("pyarrow").to_native().to_pylist())

    def close(self) -> None:
        self._session.stop()


DUCK_TYPES = {
    Kind.AS_IT_IS: "varchar",
    Kind.TEXT: "varchar",
    Kind.DAY: "date",
    Kind.WHOLE: "integer",
    Kind.NUMBER: "double",
}
DUCK_CELLS = {  # days as 2024-03-31 or 31/03/2024, with or without a time
    Kind.AS_IT_IS: "{0}",
    Kind.TEXT: "{0}",
    Kind.DAY: "coalesce(try_cast({0} as date), cast(try_strptime(left(trim({0}), 10), '%d/%m/%Y') as date))",
    Kind.WHOLE: "try_cast(try_cast(trim({0}) as double) as integer)",
    Kind.NUMBER: "try_cast(replace(replace(trim({0}), '£', ''), ',', '') as double)",
}
SPARK_TYPES = {**DUCK_TYPES, Kind.AS_IT_IS: "string", Kind.TEXT: "string"}
SPARK_CELLS = {
    Kind.AS_IT_IS: "{0}",
    Kind.TEXT: "{0}",
    Kind.DAY: "coalesce(cast(try_to_timestamp(left(trim({0}), 10), 'yyyy-MM-dd') as date), "
    "cast(try_to_timestamp(left(trim({0}), 10), 'dd/MM/yyyy') as date))",
    Kind.WHOLE: "try_cast(try_cast(trim({0}) as double) as integer)",
    Kind.NUMBER: "try_cast(replace(replace(trim({0}), '£', ''), ',', '') as double)",
}
SPARK_SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
    "spark.sql.ansi.enabled": "true",
}
