"""The protected record of what was published of a council's records, from which the next release is judged.

It lies beside the council's folder and never in it, so that it goes nowhere that the folder goes, and only its owner may read it. It holds
the true tables, without which nobody could tell how many people make up the difference between two releases: no record of a person,
and no id. It is written before the folder: whatever is published is in it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dayops_dash import clock
from dayops_dash.dataset.vocabulary import Shorthand
from dayops_dash.dataset.writing.put import NotPutError
from dayops_dash.prepare.disclosure.protection import (
    Cell,
    CountTable,
    Dimension,
    Method,
    Policy,
    ProtectedTable,
    Release,
    Value,
    Zeros,
)
from dayops_dash.prepare.disclosure.tables import TableShape
from dayops_dash.prepare.records.columns import RecordsError
from dayops_dash.prepare.release.earlier import Earlier, WithAmount
from dayops_dash.prepare.release.folder import slug
from dayops_dash.prepare.release.private import replace_private

FORMAT = 1
WHAT = (
    "Protected record of what was published from client-level records. It holds counts that are hidden in what is published. It is for "
    "the officers who prepare these records, and for nobody else: never publish it, and never send it with the dataset. Keep it: without "
    "it nobody can tell what a next release would give away."
)


@dataclass(frozen=True)
class Record:
    """A council's record as it was read: where it lies, its releases, and its bytes (None where there is no file)."""

    path: Path
    council: str
    releases: tuple[Earlier, ...]
    content: bytes | None


def default_path(out: Path, council: str) -> Path:
    """Return where the record lies if nothing else is said: beside the folder, under the council's code.

    So all folders of a council that lie side by side share one.
    """
    return out.absolute().parent / f"{slug(council)}-published.json"


def read(path: Path, council: str) -> Record:
    """Return the record of a file, empty where there is none. Raises RecordsError where it is not sound: it is never passed over."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return Record(path, council, (), None)
    except OSError as error:
        raise RecordsError(f"The record of what was published cannot be read: {path}: {error.strerror}.") from error
    try:
        document = json.loads(content)
        if document["format"] != FORMAT:
            raise RecordsError(f"{path} was written by another version of this program. Prepare with that one.")
        if document["council"] != council:
            raise RecordsError(
                f"{path} is the record of council {document['council']}, not of {council}. Name another with --record."
            )
        return Record(path, council, tuple(map(_release_of, document["releases"])), content)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise RecordsError(
            f"{path} is not a sound record of what was published. Put back the last copy that is; without it nobody can tell what a "
            "next release would give away."
        ) from error


def publish(record: Record, release: Earlier, *, folder: str, write: Callable[[], None]) -> None:
    """Add a release to the record, then ``write`` it to its folder.

    Whatever stops the program in between leaves the record of a release that is perhaps not published, never the reverse: the same
    command then writes it. Where the folder refuses the release, and so is as it was, the record is too.
    """
    if any(_alike(release, one) for one in record.releases):
        write()
        return
    recorded = json.loads(record.content)["releases"] if record.content else []
    about = {"what": WHAT, "format": FORMAT, "council": record.council}
    content = json.dumps({**about, "releases": [*recorded, _written(release, folder)]}, ensure_ascii=False) + "\n"
    if read(record.path, record.council).content != record.content:
        raise RecordsError(f"Nothing was written: {record.path.name} was changed meanwhile. Run this again.")
    _replace(record.path, content.encode())
    try:
        write()
    except NotPutError:
        if record.content is None:
            record.path.unlink()
        else:
            _replace(record.path, record.content)
        raise


def _alike(one: Earlier, other: Earlier) -> bool:
    """Whether two releases show the same of the same counts, by the same settings."""
    return (
        one.same_as(other)
        and one.release.policy == other.release.policy
        and one.own_providers == other.own_providers
        and [dict(t.counts) for t in one.counts] == [dict(t.counts) for t in other.counts]
        and dict(one.with_amount) == dict(other.with_amount)
    )


def _replace(path: Path, content: bytes) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    try:
        replace_private(path, content)
    except OSError as error:
        raise RecordsError(f"Nothing was written: {path}: {error.strerror}.") from error


def _written(release: Earlier, folder: str) -> dict[str, Any]:
    policy = release.release.policy
    return {
        "snapshot": release.snapshot.isoformat(),
        "submission": release.submission,
        "folder": folder,
        "prepared_on": clock.today().isoformat(),
        "settings": {
            "threshold": policy.threshold,
            "zeros": policy.zeros,
            "method": policy.method,
            "protection": policy.protection,
            "own_providers": list(release.own_providers or ()),
        },
        "tables": [_table(t, c) for t, c in zip(release.release.tables, release.counts, strict=True)],
        "amounts": [[*key, value] for key, value in release.amounts.items()],
        "people_with_amounts": [[*key, people] for key, people in sorted(release.with_amount.items())],
    }


def _table(published: ProtectedTable, counts: CountTable) -> dict[str, Any]:
    """Return a table as it is kept: its counts cell by cell in order, and what is published of every cell, totals included."""
    return {
        "name": published.name,
        "dimensions": {d.name: d.categories for d in published.dimensions},
        "counts": [counts.counts.get(cell, 0) for cell in counts.inner()],
        "published": [published.values.get(cell) for cell in published.cells()],
    }


def _release_of(entry: Mapping[str, Any]) -> Earlier:
    settings, pairs = entry["settings"], [_tables_of(table) for table in entry["tables"]]
    policy = Policy(settings["threshold"], Zeros(settings["zeros"]), Method(settings["method"]), settings["protection"])
    return Earlier(
        snapshot=date.fromisoformat(entry["snapshot"]),
        release=Release(tuple(published for published, _ in pairs), policy),
        amounts={(m, b, g): _value(value) for m, b, g, value in entry["amounts"]},
        submission=entry["submission"],
        own_providers=tuple(settings["own_providers"]),
        counts=tuple(counts for _, counts in pairs),
        with_amount=_with_amount(entry["people_with_amounts"]),
    )


def _with_amount(rows: Sequence[Sequence[Any]]) -> WithAmount:
    """Return how many people have an amount. Records of before kept no month of birth."""
    return {(m, b, g, *(month or ("",))): int(people) for m, b, g, *month, people in rows}


def _tables_of(entry: Mapping[str, Any]) -> tuple[ProtectedTable, CountTable]:
    shape = tuple(Dimension(name, tuple(words)) for name, words in entry["dimensions"].items())
    bare = TableShape(entry["name"], shape)
    counts = {cell: int(n) for cell, n in zip(bare.inner(), entry["counts"], strict=True) if n}
    published = zip(bare.cells(), entry["published"], strict=True)
    values: dict[Cell, Value] = {cell: _value(value) for cell, value in published if value is not None}
    return ProtectedTable(bare.name, shape, values), CountTable(bare.name, shape, counts)


def _value(cell: Any) -> Value:
    return cell if isinstance(cell, int) else Shorthand(cell)
