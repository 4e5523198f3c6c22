"""Apache Spark: on this machine, or a cluster."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import narwhals as nw

from dayops_dash.prepare.engines.cells import BLANK, NOT_UNICODE, spark_cell
from dayops_dash.prepare.engines.engine import readable
from dayops_dash.prepare.engines.partitions import PARTITION, case_of, named_for_codes, spellings_of
from dayops_dash.prepare.engines.steps import Query, frame_of
from dayops_dash.prepare.records.columns import NONE_STANDS_IN, Optional, RecordsError, StandIns, matched_columns
from dayops_dash.prepare.records.fields import CellKind
from dayops_dash.prepare.records.file_faults import first_fault

SPARK_SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
    "spark.sql.ansi.enabled": "true",
}


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
        return list(self._frame(path).columns)

    def open(
        self,
        path: Path,
        kinds: Mapping[str, CellKind],
        *,
        optional: Optional = (),
        stand_ins: StandIns = NONE_STANDS_IN,
    ) -> nw.LazyFrame[Any]:
        frame, csv = self._frame(path), path.suffix.lower() == ".csv"
        types = dict(frame.dtypes)
        there = {
            **{name: (None, kind) for name, kind in kinds.items()},
            **matched_columns(path, frame.columns, kinds, optional, stand_ins),
        }
        cells = (
            f"{spark_cell(column, types, kind, from_bytes=csv)} as `{name}`" for name, (column, kind) in there.items()
        )
        return nw.from_native(frame.selectExpr(*cells))

    def _frame(self, path: Path) -> Any:
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
        frame, csv = self._frame(path), path.suffix.lower() == ".csv"
        types, name = dict(frame.dtypes), matched_columns(path, frame.columns, {column: CellKind.TEXT}, ())[column][0]
        cell = f"cast({spark_cell(name, types, CellKind.AS_IT_IS, from_bytes=csv)} as string)"
        counted = self._read(lambda: frame.selectExpr(f"{cell} as cell").groupBy("cell").count().collect())
        spelled, counts = spellings_of([(row["cell"], row["count"]) for row in counted], codes)
        if spelled:
            cells = (
                f"{spark_cell(heading, types, CellKind.AS_IT_IS, from_bytes=csv)} as `{heading.replace('`', '``')}`"
                for heading in frame.columns
            )
            its = frame.selectExpr(*cells, f"{case_of(cell, spelled)} as {PARTITION}").where(f"{PARTITION} is not null")
            writes = its.repartition(len(codes), PARTITION).write.mode("append").partitionBy(PARTITION)
            self._read(lambda: writes.parquet(str(into.resolve())))
        named_for_codes(into, path)
        return counts

    def _file(self, address: str, kind: str) -> Any:
        if kind == "parquet":
            frame = self._session.read.parquet(address)
            return frame.selectExpr(*(_with_blanks(*name_and_type) for name_and_type in frame.dtypes))
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

    def keep(self, frame: Query) -> nw.LazyFrame[Any]:
        return nw.from_native(frame_of(frame).to_native().persist())

    def rows(self, frame: Query) -> list[dict[str, Any]]:
        return list(self._read(lambda: frame_of(frame).collect("pyarrow").to_native().to_pylist()))

    def close(self) -> None:
        self._session.stop()


def _with_blanks(column: str, type_: str) -> str:
    """Return SQL that reads a column of Parquet with its blank cells as such."""
    name = "`" + column.replace("`", "``") + "`"
    return BLANK.format(name) if type_ == "string" else name
