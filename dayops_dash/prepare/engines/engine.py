"""Where the method runs: DuckDB in this process, or Apache Spark. An engine reads a file, keeps a frame, and gives its rows.

Everything between is narwhals expressions, the same for both. Only the reading of a cell as a day or a number is each engine's
own SQL (``cells``), since narwhals has no cast that leaves a cell empty where it cannot be read. What an engine says of a file that it
cannot read may hold a client's record, so it is never passed on: ``file_faults`` says it anew.
"""

from __future__ import annotations

import re
import tempfile
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import narwhals as nw

from dayops_dash.prepare.engines.cells import NOT_UNICODE, duck_cell, spark_cell
from dayops_dash.prepare.engines.partitions import PARTITION, case_of, named_for_codes, spellings_of
from dayops_dash.prepare.records.columns import NONE_STANDS_IN, Optional, RecordsError, StandIns, found
from dayops_dash.prepare.records.columns import plain as plain  # asked for here by the readers of lookups
from dayops_dash.prepare.records.fields import Kind
from dayops_dash.prepare.records.file_faults import fault_at_start, fault_told_by_duckdb, first_fault

MEMORY = "2GB"  # what DuckDB may hold before it writes to disk; the process around it takes some hundred MB more

POLL = 0.2  # seconds between two looks at how far a query is
Tell = Callable[[float], None]  # told how far a query is, 0 to 100


class Engine(Protocol):
    """What the method asks of the place where it runs."""

    def columns(self, path: Path) -> list[str]:
        """Return the names of a file's columns."""

    def open(
        self, path: Path, kinds: Mapping[str, Kind], *, optional: Optional = (), stand_ins: StandIns = NONE_STANDS_IN
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


class DuckEngine:
    """DuckDB in this process, streaming from disk within ``MEMORY``."""

    def __init__(self, tell: Tell = lambda _: None) -> None:
        import duckdb

        self._spill = tempfile.TemporaryDirectory(prefix="dayops-")
        self._tell = tell
        self._kept = 0
        self._held_files: dict[Path, str] = {}  # whose rows are in a table of this database
        self._opened = Path()  # the last file, which the next query reads
        self._database = duckdb.connect(
            config={
                "memory_limit": MEMORY,
                "temp_directory": self._spill.name,
                "preserve_insertion_order": False,
            }
        )
        self._database.execute("set enable_progress_bar = true; set enable_progress_bar_print = false")

    def columns(self, path: Path) -> list[str]:
        return list(self._held(path).columns)

    def open(
        self, path: Path, kinds: Mapping[str, Kind], *, optional: Optional = (), stand_ins: StandIns = NONE_STANDS_IN
    ) -> nw.LazyFrame[Any]:
        held = self._held(path)
        types = dict(zip(held.columns, map(str, held.types), strict=True))
        there = {
            **{name: (None, kind) for name, kind in kinds.items()},
            **found(path, held.columns, kinds, optional, stand_ins),
        }
        cells = (f'{duck_cell(column, types, kind)} as "{name}"' for name, (column, kind) in there.items())
        return nw.from_native(held.project(", ".join(cells)))

    def _held(self, path: Path) -> Any:
        if path in self._held_files:
            return self._database.table(self._held_files[path])
        kind, self._opened = readable(path, folders=True), path
        return self._read(lambda: self._file(path, kind))

    def hold(self, path: Path) -> None:
        """Read a file once for several preparations, each of which would read it again."""
        if path not in self._held_files:
            held, name = self._held(path), f"file_{len(self._held_files)}"
            self._watched(lambda: held.create(name))
            self._held_files[path] = name

    def forget(self) -> None:
        """Let go of the frames that were kept, before another preparation."""
        for number in range(1, self._kept + 1):
            self._database.execute(f"drop table if exists kept_{number}")
        self._kept = 0

    def split(self, path: Path, column: str, codes: Sequence[str], into: Path) -> dict[str | None, int]:
        held = self._held(path)
        name = found(path, list(held.columns), {column: Kind.TEXT}, ())[column][0]
        quoted = '"' + name.replace('"', '""') + '"'
        cell = f"cast({quoted} as varchar)"
        counted = self._watched(lambda: held.aggregate(f"{cell} as cell, count(*) as rows").fetchall())
        spelled, counts = spellings_of(counted, codes)
        if spelled:
            its = held.project(f"*, {case_of(cell, spelled)} as {PARTITION}").filter(f"{PARTITION} is not null")
            self._watched(lambda: its.write_parquet(str(into), partition_by=[PARTITION]))
        named_for_codes(into, path)
        return counts

    def _file(self, path: Path, kind: str) -> Any:
        address = re.sub(r"([\[*?])", r"[\1]", path.as_posix())  # a name is no pattern
        if path.is_dir():
            address += f"/*.{kind}"
        if kind == "parquet":
            return self._database.read_parquet(address)
        return self._database.read_csv(
            address,
            header=True,
            delimiter=",",
            quotechar='"',
            escapechar='"',
            all_varchar=True,
            na_values=["", "NULL"],
        )

    def _read(self, work: Callable[[], Any]) -> Any:
        """Return what ``work`` returns. Raises RecordsError where DuckDB cannot read the file, with nothing of its rows."""
        import duckdb

        try:
            return work()
        except (duckdb.BinderException, duckdb.CatalogException, duckdb.ParserException, duckdb.InterruptException):
            raise  # what is asked is wrong, not the file
        except duckdb.OutOfMemoryException as error:
            raise RecordsError(f"DuckDB has not enough memory, or disk in {self._spill.name}. Free some.") from error
        except duckdb.Error as error:
            raise RecordsError(self._fault(str(error))) from None

    def _fault(self, message: str) -> str:
        path = self._opened
        if path.suffix.lower() == ".csv" and path.is_file():
            told = fault_told_by_duckdb(message, path) or first_fault(path)
            return told or f"{path.name} cannot be read as comma-separated text with a header. Export it again."
        return f"{path.name} cannot be read as Parquet: it is damaged. Export it again, or as .csv."

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
            return self._read(work)
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
        self._session.sparkContext.setLogLevel("OFF")  # what it logs of a line that it cannot read is the line
        self._opened = Path()  # the last file, which the next query reads

    def columns(self, path: Path) -> list[str]:
        return list(self._held(path).columns)

    def open(
        self, path: Path, kinds: Mapping[str, Kind], *, optional: Optional = (), stand_ins: StandIns = NONE_STANDS_IN
    ) -> nw.LazyFrame[Any]:
        held, csv = self._held(path), path.suffix.lower() == ".csv"
        types = dict(held.dtypes)
        there = {
            **{name: (None, kind) for name, kind in kinds.items()},
            **found(path, held.columns, kinds, optional, stand_ins),
        }
        cells = (
            f"{spark_cell(column, types, kind, from_bytes=csv)} as `{name}`" for name, (column, kind) in there.items()
        )
        return nw.from_native(held.selectExpr(*cells))

    def _held(self, path: Path) -> Any:
        address = str(path.resolve())
        if re.search(
            r"[\[\]{}*?\\]", address
        ):  # Spark reads them as a pattern, and escaping them does not reach all of it
            raise RecordsError(
                f"Spark cannot read a file whose path has any of []{{}}*?\\: {address}. Move or rename it."
            )
        kind, self._opened = readable(path, folders=True), path
        return self._read(lambda: self._file(address, kind))

    def split(self, path: Path, column: str, codes: Sequence[str], into: Path) -> dict[str | None, int]:
        held, csv = self._held(path), path.suffix.lower() == ".csv"
        types, name = dict(held.dtypes), found(path, held.columns, {column: Kind.TEXT}, ())[column][0]
        cell = f"cast({spark_cell(name, types, Kind.AS_IT_IS, from_bytes=csv)} as string)"
        counted = self._read(lambda: held.selectExpr(f"{cell} as cell").groupBy("cell").count().collect())
        spelled, counts = spellings_of([(row["cell"], row["count"]) for row in counted], codes)
        if spelled:
            cells = (
                f"{spark_cell(each, types, Kind.AS_IT_IS, from_bytes=csv)} as `{each.replace('`', '``')}`"
                for each in held.columns
            )
            its = held.selectExpr(*cells, f"{case_of(cell, spelled)} as {PARTITION}").where(f"{PARTITION} is not null")
            writes = its.repartition(len(codes), PARTITION).write.mode("append").partitionBy(PARTITION)
            self._read(lambda: writes.parquet(str(into.resolve())))
        named_for_codes(into, path)
        return counts

    def _file(self, address: str, kind: str) -> Any:
        if kind == "parquet":
            return self._session.read.parquet(address)
        return self._session.read.csv(address, header=True, quote='"', escape='"', multiLine=True, mode="FAILFAST")

    def _read(self, work: Callable[[], Any]) -> Any:
        """Return what ``work`` returns. Raises RecordsError where Spark cannot read the file, with nothing of its rows."""
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException

        path = self._opened
        try:
            return work()
        except (Py4JError, PySparkException) as error:
            if "TIMESTAMP(NANOS" in str(error):
                fault = f"Spark reads no times in nanoseconds, and {path.name} has some. Write them in microseconds."
            else:
                fault = first_fault(path) if path.suffix.lower() == ".csv" and path.is_file() else ""
                if not fault and NOT_UNICODE in str(error):
                    fault = f"{path.name} has {NOT_UNICODE}. Export it again as UTF-8."
            raise RecordsError(fault or f"Spark stopped at {path.name}: it is damaged, or Spark is not well.") from None

    def keep(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        return nw.from_native(frame.to_native().persist())

    def rows(self, frame: nw.LazyFrame[Any]) -> list[dict[str, Any]]:
        return list(self._read(lambda: frame.collect("pyarrow").to_native().to_pylist()))

    def close(self) -> None:
        self._session.stop()


SPARK_SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
    "spark.sql.ansi.enabled": "true",
}
