"""Client-level records into a folder, beside DuckDB alone, which scans the same fields of the same file and groups them by person."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from dayops_dash.prepare.records.fields import KINDS, Field
from tests.bench.asked import Asked
from tests.bench.result import Row
from tests.bench.servers import CannotMeasureError

ROOT = Path(__file__).resolve().parents[2]
ROWS_A_PERSON = 7.4  # of made-up records, over all submissions
FULL, QUICK = 20_000_000, 2_000_000  # rows; half as many are measured too
RATIO, MEMORY_GB, DOUBLING = 3.0, 4.0, 2.2  # the bars
SNAPSHOT = "2026-03-31"
FIELDS = [field for field in KINDS if field is not Field.NHS_NUMBER]
ALONE = f"""
import sys, duckdb
database = duckdb.connect(config={{"memory_limit": "2GB", "preserve_insertion_order": False, "temp_directory": sys.argv[2]}})
database.execute(f'''
    create table people as
        select {Field.NHS_NUMBER}, count(*) as rows, {", ".join(f"max({field}) as {field}" for field in FIELDS)}
        from '{{sys.argv[1]}}' group by {Field.NHS_NUMBER}
''')
assert database.sql("select sum(rows) from people").fetchall()[0][0] > 0
"""
LIGHT = f"""
import sys, duckdb
database = duckdb.connect()
database.execute(f"create table people as select {Field.NHS_NUMBER}, count(*) as rows from '{{sys.argv[1]}}' group by all")
assert database.sql("select sum(rows) from people").fetchall()[0][0] > 0
"""


@dataclass(frozen=True)
class Ran:
    """One process: how long it took, and the most memory that it held."""

    seconds: float
    peak_gb: float


def at_scale(asked: Asked) -> list[Row]:
    """Return prepare beside DuckDB alone on the largest file, its memory, and how it grows when the rows double."""
    large = QUICK if asked.quick else FULL
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        half, whole = (_prepared(folder, rows) for rows in (large // 2, large))
        alone = _ran([sys.executable, "-c", ALONE, str(_records(folder, large)), str(folder / "spill")])
        light = _ran([sys.executable, "-c", LIGHT, str(_records(folder, large))])
    ratio, doubling = whole.seconds / alone.seconds, whole.seconds / half.seconds
    size = f"{large // 1_000_000} million rows"
    figures = {"prepare": whole.__dict__, "half": half.__dict__, "alone": alone.__dict__, "rows": large}
    bars = not asked.quick  # a small file is mostly the start of Python
    return [
        Row(f"prepare, {size}, beside DuckDB alone", f"{whole.seconds:.1f} s", f"{alone.seconds:.1f} s", f"{ratio:.2f}",
            f"at most {RATIO:g}", ratio <= RATIO if bars else None, figures),
        Row("  the same, beside DuckDB counting one column by person", f"{whole.seconds:.1f} s", f"{light.seconds:.1f} s",
            f"{whole.seconds / light.seconds:.2f}", "for information"),
        Row(f"prepare, {size}, memory", f"{whole.peak_gb:.2f} GB", "", "", f"under {MEMORY_GB:g} GB", whole.peak_gb < MEMORY_GB),
        Row(f"prepare, {size}, beside half as many", f"{whole.seconds:.1f} s", f"{half.seconds:.1f} s", f"{doubling:.2f}",
            f"at most {DOUBLING:g}", doubling <= DOUBLING),
    ]  # fmt: skip


def _records(folder: Path, rows: int) -> Path:
    """Return a file of about so many made-up rows, made where it is not there."""
    path = folder / f"records-{rows}.parquet"
    if not path.exists():
        lookup = ["--postcodes", str(folder / "postcodes.csv"), "--areas", str(folder / "areas.csv")]
        people = str(int(rows / ROWS_A_PERSON))
        _ran([sys.executable, "-m", "dayops_dash", "example-records", "--people", people, "--out", str(path), *lookup])
    return path


def _prepared(folder: Path, rows: int) -> Ran:
    path = _records(folder, rows)
    given = ["--postcodes", str(folder / "postcodes.csv"), "--areas", str(folder / "areas.csv")]
    asked = [
        "--council",
        "E10999001",
        "--snapshot",
        SNAPSHOT,
        "--out",
        str(folder / f"{rows} rows" / "made"),
        "--headcount",
    ]
    return _ran([sys.executable, "-m", "dayops_dash", "prepare", str(path), *given, *asked])


def _ran(command: list[str]) -> Ran:
    """Run a process to its end and return what it took."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr
    told = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise CannotMeasureError(f"{' '.join(command[:4])}: {told.decode()[-400:]}")
    return Ran(time.perf_counter() - begun, used.ru_maxrss / 1_000_000)
