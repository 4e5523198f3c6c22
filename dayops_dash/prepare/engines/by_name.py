"""The engine of a name."""

from __future__ import annotations

from dayops_dash.prepare.engines.duck import DuckEngine
from dayops_dash.prepare.engines.engine import Engine, Tell
from dayops_dash.prepare.engines.spark import SparkEngine
from dayops_dash.prepare.records.columns import RecordsError


def engine(name: str, on_progress: Tell = lambda _: None) -> Engine:
    """Return the engine of a name: ``duckdb``, or Spark's ``local[*]`` or ``spark://HOST:PORT``."""
    if name == "duckdb":
        return DuckEngine(on_progress)
    if name.startswith(("local", "spark://")):
        return SparkEngine(name)
    raise RecordsError(f"No engine is called {name!r}: duckdb, local[*] or spark://HOST:PORT.")
