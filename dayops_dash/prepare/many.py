"""Many councils from one file of records: read once, a partition for each council, each prepared and protected by itself.

The engine that is asked for reads the file and splits it: Spark for a region or the country. A partition is one council's rows, which
this machine holds with ease, so DuckDB prepares each, and a folder is the same as from that council's own file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dayops_dash.dataset import DatasetError
from dayops_dash.dataset.files.aside import folder_aside
from dayops_dash.dataset.schema import IDENTIFIER
from dayops_dash.prepare.asked import Asked
from dayops_dash.prepare.encodings import unicode_copy
from dayops_dash.prepare.engines.by_name import engine
from dayops_dash.prepare.engines.duck import DuckEngine
from dayops_dash.prepare.engines.engine import readable
from dayops_dash.prepare.records.accounts import KEPT, OTHER_COUNCILS
from dayops_dash.prepare.records.columns import RecordsError
from dayops_dash.prepare.records.fields import Field
from dayops_dash.prepare.records.file_faults import fault_at_start, first_fault, rows_of
from dayops_dash.prepare.records.submissions import COUNCIL_CODE
from dayops_dash.prepare.run import Result, prepare

COLUMNS = ("council", "folder", "name", "areas", "postcodes", "own_providers")
NEEDED = ("council", "folder")
NOT_PREPARED = "of councils that could not be prepared"
Tell = Callable[[str, float], None]  # told what is on, and how far the whole is, 0 to 1


@dataclass(frozen=True)
class ListedCouncil:
    """One council of the list: its code in the file, its folder's name, and what is its own; empty where the list gives none."""

    council: str
    folder: str
    name: str = ""
    areas: Path | None = None
    postcodes: Path | None = None
    own_providers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Many:
    """What became of each council, in the list's order: what was done, or why nothing was. ``rows`` accounts for every row of the file."""

    done: Mapping[str, Result]  # by folder
    failed: Mapping[str, str]  # by folder: why nothing was written
    rows: Mapping[str, int]


def read_councils(path: Path) -> tuple[ListedCouncil, ...]:
    """Return the councils of a CSV file with the columns ``COLUMNS``; files are named from where the list lies, providers parted by ";".

    Raises RecordsError, with row and column, where a council or its folder is missing, wrong or there twice.
    """
    with folder_aside() as work:
        plain = unicode_copy(path, work / "councils") or path
        if fault := fault_at_start(plain) or first_fault(plain):
            raise RecordsError(fault)
        names, cells = rows_of(plain)
    rows = [{str(k).strip(): (v or "").strip() for k, v in row.items() if k} for row in cells]
    header = [name.strip() for name in names]
    for name in (*(n for n in NEEDED if n not in header), *(n for n in header if n not in COLUMNS)):
        raise RecordsError(f"{path.name}, column {name}: the list of councils has the columns {', '.join(COLUMNS)}.")
    if not rows:
        raise RecordsError(f"{path.name} lists no council. Give one row for each, with its code and its folder.")
    for number, row in enumerate(rows, start=2):
        for column, shape in (("council", COUNCIL_CODE), ("folder", IDENTIFIER)):
            if not re.fullmatch(shape, row[column]):
                expected = "a council's code, such as E10000024" if column == "council" else "a name such as my-council"
                raise RecordsError(
                    f"{path.name}, row {number}, column {column}: found {row[column]!r}; expected {expected}."
                )
            if [r[column] for r in rows].index(row[column]) != number - 2:
                raise RecordsError(
                    f"{path.name}, row {number}, column {column}: {row[column]} stands twice. Remove one row."
                )
    return tuple(_listed(path, number, row) for number, row in enumerate(rows, start=2))


def _listed(path: Path, number: int, row: Mapping[str, str]) -> ListedCouncil:
    files: dict[str, Path | None] = {}
    for column in ("areas", "postcodes"):
        file = path.parent / row[column] if row.get(column) else None
        if file and not file.is_file():
            raise RecordsError(f"{path.name}, row {number}, column {column}: there is no file {file}.")
        files[column] = file
    providers = tuple(filter(None, (name.strip() for name in row.get("own_providers", "").split(";"))))
    return ListedCouncil(
        row["council"],
        row["folder"],
        name=row.get("name", ""),
        areas=files["areas"],
        postcodes=files["postcodes"],
        own_providers=providers,
    )


def prepare_many(asked: Asked, councils: Sequence[ListedCouncil], on_progress: Tell = lambda what, done: None) -> Many:
    """Prepare each listed council's folder under ``asked.out``. What ``asked`` says holds for all; what the list says goes before it.

    A council that cannot be prepared leaves its folder as it was, and the others go on. Raises RecordsError where the file cannot be read.
    """
    out = asked.out or Path()
    readable(asked.records, folders=True)
    with folder_aside() as work:  # for its owner alone: it holds records
        on_progress("Splitting the file by council", 0.0)
        asked, councils = _in_unicode(asked, councils, work / "unicode")
        parts = work / "parts"
        parts.mkdir()
        codes = [one.council for one in councils]
        splits = engine(asked.engine)
        try:
            counts = splits.split(asked.records, Field.LA_CODE, codes, parts)
        finally:
            splits.close()
        done: dict[str, Result] = {}
        failed: dict[str, str] = {}
        runs = DuckEngine()
        try:
            for number, one in enumerate(councils):
                on_progress(f"{one.folder} ({number + 1} of {len(councils)})", (number + 1) / (len(councils) + 1))
                its = _asked_of(asked, one, parts / one.council / f"{asked.records.stem}.parquet", out)
                try:
                    if not counts.get(one.council):
                        raise RecordsError(f"{asked.records.name} has no rows of council {one.council!r}.")
                    if its.postcodes:
                        runs.hold(its.postcodes)
                    done[one.folder] = prepare(its, using=runs)
                except (DatasetError, ValueError) as error:
                    failed[one.folder] = str(error)
                runs.forget()
        finally:
            runs.close()
    return Many(done, failed, _account(counts, councils, done))


def _in_unicode(asked: Asked, councils: Sequence[ListedCouncil], into: Path) -> tuple[Asked, Sequence[ListedCouncil]]:
    """Return what is asked with every file in UTF-8, each looked at once however many councils share it."""
    shared = {asked.records, asked.postcodes, asked.areas, asked.words}
    files = shared.union(*({one.postcodes, one.areas} for one in councils)) - {None}
    plain: dict[Path | None, Path | None] = {None: None}
    plain |= {path: unicode_copy(path, into / str(number)) for number, path in enumerate(sorted(filter(None, files)))}
    listed = [replace(one, postcodes=plain[one.postcodes], areas=plain[one.areas]) for one in councils]
    others = {"postcodes": plain[asked.postcodes], "areas": plain[asked.areas], "words": plain[asked.words]}
    return replace(asked, records=plain[asked.records] or asked.records, unicode=True, **others), listed  # type: ignore[arg-type]


def _asked_of(asked: Asked, one: ListedCouncil, records: Path, out: Path) -> Asked:
    return replace(
        asked,
        records=records,
        question=replace(asked.question, council=one.council),
        out=out / one.folder,
        postcodes=one.postcodes or asked.postcodes,
        areas=one.areas or asked.areas,
        own_providers=one.own_providers or asked.own_providers,
        council_name=one.name,
        engine="duckdb",
        record=None,
    )


def _account(
    counts: Mapping[str | None, int], councils: Sequence[ListedCouncil], done: Mapping[str, Result]
) -> dict[str, int]:
    """Return the rows of the whole file by what became of them; they add up to all rows read. Raises RecordsError where they do not."""
    read = sum(counts.values())
    of_none = sum(count for code, count in counts.items() if code is None)
    lost = sum(counts.get(one.council, 0) for one in councils if one.folder not in done)
    reasons: Counter[str] = Counter()
    for result in done.values():
        reasons.update(
            {what: count for what, count in result.rows.items() if what not in ("read", KEPT, OTHER_COUNCILS)}
        )
    counted = sum(result.rows[KEPT] for result in done.values())
    account = {
        "read": read,
        "of councils that are not in the list": of_none,
        **({NOT_PREPARED: lost} if lost else {}),
        **dict(sorted(reasons.items(), key=lambda item: -item[1])),
        KEPT: counted,
    }
    if 2 * read != sum(account.values()):
        raise RecordsError(
            f"Of {read:,} rows read {abs(2 * read - sum(account.values())):,} are lost or counted twice between councils. "
            "That is a fault of this program; please report it with this message."
        )
    return account
