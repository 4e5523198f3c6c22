"""DuckDB in this process, streaming from disk."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import narwhals as nw

from dayops_dash.cache import per_step
from dayops_dash.dataset.files.aside import folder_aside
from dayops_dash.prepare.engines.cells import BLANK, duck_cell
from dayops_dash.prepare.engines.engine import Tell, readable
from dayops_dash.prepare.engines.partitions import PARTITION, case_of, named_for_codes, spellings_of
from dayops_dash.prepare.engines.steps import FrameStep, NotToldError, Query
from dayops_dash.prepare.records.columns import NONE_STANDS_IN, Optional, RecordsError, StandIns, matched_columns
from dayops_dash.prepare.records.fields import CellKind
from dayops_dash.prepare.records.file_faults import fault_told_by_duckdb, first_fault

MEMORY = "2GB"  # what DuckDB may hold before it writes to disk; the process around it takes some hundred MB more
NAMED = re.compile(r'SELECT \* FROM "(kept|opened)_\w+"')  # a table of ``keep``, or a view of ``open``
LONGEST = (
    50_000  # characters that a step is told by, for its SQL to be kept: a column that is no list may have as many words
)
POLL = 0.2  # seconds between two looks at how far a query is


class DuckEngine:
    """DuckDB in this process, streaming from disk within ``MEMORY``."""

    def __init__(self, on_progress: Tell = lambda _: None) -> None:
        import duckdb

        self._aside = ExitStack()
        self._spill = self._aside.enter_context(folder_aside())
        self._on_progress = on_progress
        self._kept: list[str] = []  # the names of tables
        self._views: list[str] = []  # of files as they are read: named alike in every run, as tables are
        self._held_files: dict[Path, str] = {}  # whose rows are in a table of this database
        self._looked_at: dict[
            Path, Any
        ] = {}  # files as they are read, since to find out how takes as long as a small one
        self._opened = Path()  # the last file, which the next query reads
        self._database = duckdb.connect(
            config={
                "memory_limit": MEMORY,
                "temp_directory": str(self._spill),
                "preserve_insertion_order": False,
            }
        )
        self._database.execute("set enable_progress_bar = true; set enable_progress_bar_print = false")

    def columns(self, path: Path) -> list[str]:
        return list(self._relation(path).columns)

    def open(
        self,
        path: Path,
        kinds: Mapping[str, CellKind],
        *,
        optional: Optional = (),
        stand_ins: StandIns = NONE_STANDS_IN,
    ) -> nw.LazyFrame[Any]:
        relation = self._relation(path)
        types = dict(zip(relation.columns, map(str, relation.types), strict=True))
        there = {
            **{name: (None, kind) for name, kind in kinds.items()},
            **matched_columns(path, relation.columns, kinds, optional, stand_ins),
        }
        cells = (f'{duck_cell(column, types, kind)} as "{name}"' for name, (column, kind) in there.items())
        name = f"opened_{len(self._views) + 1}"
        self._views.append(name)
        relation.project(", ".join(cells)).create_view(name)
        return nw.from_native(self._database.view(name))

    def _relation(self, path: Path) -> Any:
        if path in self._held_files:
            return self._database.table(self._held_files[path])
        kind, self._opened = readable(path, folders=True), path
        if path not in self._looked_at:
            self._looked_at[path] = self._read(lambda: self._file(path, kind))
        return self._looked_at[path]

    def hold(self, path: Path) -> None:
        """Read a file once for several preparations, each of which would read it again."""
        if path not in self._held_files:
            relation, name = self._relation(path), f"file_{len(self._held_files)}"
            self._watched(lambda: relation.create(name))
            self._held_files[path] = name

    def forget(self) -> None:
        """Let go of the frames that were kept, before another preparation."""
        for name in self._kept:
            self._database.execute(f"drop table if exists {name}")
        for name in self._views:
            self._database.execute(f"drop view if exists {name}")
        self._kept.clear()
        self._views.clear()
        self._looked_at.clear()

    def split(self, path: Path, column: str, codes: Sequence[str], into: Path) -> dict[str | None, int]:
        relation = self._relation(path)
        name = matched_columns(path, list(relation.columns), {column: CellKind.TEXT}, ())[column][0]
        quoted = '"' + name.replace('"', '""') + '"'
        cell = f"cast({quoted} as varchar)"
        counted = self._watched(lambda: relation.aggregate(f"{cell} as cell, count(*) as rows").fetchall())
        spelled, counts = spellings_of(counted, codes)
        if spelled:
            its = relation.project(f"*, {case_of(cell, spelled)} as {PARTITION}").filter(f"{PARTITION} is not null")
            self._watched(lambda: its.write_parquet(str(into), partition_by=[PARTITION]))
        named_for_codes(into, path)
        return counts

    def _file(self, path: Path, kind: str) -> Any:
        address = re.sub(r"([\[*?])", r"[\1]", path.as_posix())  # a name is no pattern
        if path.is_dir():
            address += f"/*.{kind}"
        if kind == "parquet":
            relation = self._database.read_parquet(address)
            return relation.project(", ".join(map(_with_blanks, relation.columns, map(str, relation.types))))
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
            raise RecordsError(f"DuckDB has not enough memory, or disk in {self._spill}. Free some.") from error
        except duckdb.Error as error:
            raise RecordsError(self._fault(str(error))) from None

    def _fault(self, message: str) -> str:
        path = self._opened
        if path.suffix.lower() == ".csv" and path.is_file():
            explanation = fault_told_by_duckdb(message, path) or first_fault(path)
            return explanation or f"{path.name} cannot be read as comma-separated text with a header. Export it again."
        return f"{path.name} cannot be read as Parquet: it is damaged. Export it again, or as .csv."

    def keep(self, frame: Query) -> nw.LazyFrame[Any]:
        name = self._name_for(frame)
        if isinstance(frame, FrameStep):
            self._watched(lambda: self._database.execute(f"create table {name} as {_sql(frame)}"))
        else:
            self._watched(lambda: frame.to_native().create(name))
        return nw.from_native(self._database.table(name))

    def _name_for(self, frame: Query) -> str:
        """Return a name for a table: of the function that makes it, so that what is made of it has the same text in every run."""
        stem = f"kept_{frame.make.__name__}" if isinstance(frame, FrameStep) else "kept"
        name = f"{stem}_{1 + sum(other.rpartition('_')[0] == stem for other in self._kept)}"
        self._kept.append(name)
        return name

    def rows(self, frame: Query) -> list[dict[str, Any]]:
        def work() -> list[dict[str, Any]]:
            asked = self._database.sql(_sql(frame)) if isinstance(frame, FrameStep) else frame.to_native()
            return list(asked.to_arrow_table().to_pylist())

        return list(self._watched(work))

    def _watched(self, work: Callable[[], Any]) -> Any:
        """Return what ``work`` returns, telling meanwhile how far DuckDB is."""
        done = threading.Event()

        def watch() -> None:
            while not done.wait(POLL):
                self._on_progress(max(0.0, self._database.query_progress()))

        watcher = threading.Thread(target=watch, daemon=True)
        watcher.start()
        try:
            return self._read(work)
        finally:
            done.set()
            watcher.join()

    def close(self) -> None:
        self._database.close()
        self._aside.close()


@dataclass(frozen=True)
class SqlRecipe:
    """How the SQL of a step is made, told by all that it is made of; ``makes`` is empty once it has been."""

    told: str
    makes: list[Callable[[], str]] = field(compare=False)


@per_step
def _made(recipe: SqlRecipe) -> str:
    """Return the SQL of a recipe, which then holds no frame, since it is kept."""
    return recipe.makes.pop()()


def _sql(step: FrameStep) -> str:
    """Return the SQL of a step, taken from an equal step where one was made before."""

    def make() -> str:
        return str(step.frame.to_native().sql_query())

    try:
        text = step.text(_table)
    except NotToldError:
        return make()
    return _made(SqlRecipe(text, [make])) if len(text) <= LONGEST else make()


def _table(frame: nw.LazyFrame[Any]) -> str:
    """Return the name of a frame that is kept or of a file, with its columns. Raises NotToldError for another."""
    native = frame.to_native()
    named = str(native.sql_query())
    if not NAMED.fullmatch(named):
        raise NotToldError
    return f"{named} {dict(zip(native.columns, map(str, native.types), strict=True))}"


def _with_blanks(column: str, type_: str) -> str:
    """Return SQL that reads a column of Parquet with its blank cells as such."""
    name = '"' + column.replace('"', '""') + '"'
    return BLANK.format(name) if type_ == "VARCHAR" else name
