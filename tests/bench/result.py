"""What a measure returns, and the table and file that it goes into."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

HEADINGS = ("measure", "ours", "beside", "ratio", "bar", "holds")


@dataclass(frozen=True)
class Row:
    """One line of the table. ``holds`` is None where there is no bar: such a line is for information."""

    measure: str
    ours: str
    beside: str = ""
    ratio: str = ""
    bar: str = ""
    holds: bool | None = None
    figures: dict[str, Any] = field(default_factory=dict)

    def cells(self) -> tuple[str, ...]:
        said = "–" if self.holds is None else "yes" if self.holds else "NO"
        return (self.measure, self.ours, self.beside, self.ratio, self.bar or "for information", said)


def quantile(values: Iterable[float], share: float) -> float:
    """Return the value below which ``share`` of the values lie, by nearest rank."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def undisturbed(values: Iterable[float]) -> float:
    """Return the lower quarter of what something took, for two that cost nearly the same: other work of the machine, and of others on
    the same memory, only ever adds, for seconds at a time to one side alone (5 ms became 11 in half of the runs of one server)."""
    return quantile(values, 0.25)


def ms(seconds: float) -> str:
    return f"{seconds * 1000:,.1f} ms" if seconds < 0.1 else f"{seconds * 1000:,.0f} ms"


def spread(values: Sequence[float]) -> str:
    """Return a median of seconds with how far half of the values lie round it."""
    half = (quantile(values, 0.75) - quantile(values, 0.25)) / 2
    return f"{ms(median(values))} ±{half * 1000:.0f}"


def table(rows: Sequence[Row]) -> str:
    """Return the rows as text in columns."""
    cells = [HEADINGS, *(row.cells() for row in rows)]
    widths = [max(len(line[place]) for line in cells) for place in range(len(HEADINGS))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in cells]
    return "\n".join([lines[0], "-" * len(max(lines, key=len)), *lines[1:]])


def write(path: Path, rows: Sequence[Row], about: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    said = {**about, "rows": [asdict(row) for row in rows]}
    path.write_text(json.dumps(said, indent=2, ensure_ascii=False) + "\n", "utf-8")
