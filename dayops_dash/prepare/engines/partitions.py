"""One file of records split into a partition for each council: what the engines share of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from dayops_dash.prepare.records.columns import code_of

PARTITION = "dayops_council"  # the column by which an engine writes partitions


def spellings_of(
    counted: Iterable[tuple[str | None, int]], codes: Sequence[str]
) -> tuple[dict[str, str], dict[str | None, int]]:
    """Return the code of each cell that is one of ``codes`` in any case and spacing, and the rows of each; the rest under None."""
    spelled: dict[str, str] = {}
    wanted = {code_of(code): code for code in codes}
    counts: dict[str | None, int] = {None: 0}
    for cell, rows in counted:
        its = wanted.get(code_of(cell)) if cell is not None else None
        counts[its] = counts.get(its, 0) + int(rows)
        if cell is not None and its:
            spelled[cell] = its
    return spelled, counts


def case_of(cell: str, spelled: Mapping[str, str]) -> str:
    """Return SQL that gives a cell's code. Cells and codes are letters, digits and space, so nothing in them is SQL."""
    branches = " ".join(f"when '{was}' then '{code}'" for was, code in spelled.items())
    return f"case {cell} {branches} end"


def named_for_codes(into: Path, path: Path) -> None:
    """Name each partition that an engine wrote for its code: CODE/NAME.parquet, a folder of files."""
    for folder in into.glob(f"{PARTITION}=*"):
        code = folder.name.partition("=")[2]
        (into / code).mkdir()
        folder.rename(into / code / f"{path.stem}.parquet")
