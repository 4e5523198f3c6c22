"""The long-term support headcount as words: the shape of LTS001b, by support reason, setting and age band. For the screen only."""

from __future__ import annotations

from collections.abc import Sequence

from dayops_dash.prepare.counting.method import BANDS
from dayops_dash.prepare.records.fields import INVALID, REASONS, SETTINGS

Counted = Sequence[tuple[str, str, int, int]]  # age band, reason, setting's rank, people
CSV_HEAD = "Age_Band,Primary_Support_Reason,Service_Type,Delivery_Mechanism,People"


def as_markdown(counted: Counted) -> str:
    """Return a table for each age band: a row for each primary support reason, a column for each setting, and the totals."""
    people = {(band, reason, rank): count for band, reason, rank, count in counted}
    parts = []
    for number, band in enumerate(BANDS):
        heads = ["Primary support reason", *(one.label for one in SETTINGS), "All settings"]
        rows = [[reason, *_row(people, band, [reason])] for reason in (*REASONS, INVALID)]
        rows.append(["All reasons", *_row(people, band, (*REASONS, INVALID))])
        lines = [heads, ["---", *["---:"] * (len(heads) - 1)], *rows]
        table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
        parts.append(f"LTS001b table 1{'ab'[number]}: people aged {band}\n\n{table}")
    return "\n\n".join(parts)


def _row(people: dict[tuple[str, str, int], int], band: str, reasons: Sequence[str]) -> list[str]:
    counts = [sum(people.get((band, reason, one.rank), 0) for reason in reasons) for one in SETTINGS]
    return [f"{count:,}" for count in (*counts, sum(counts))]


def as_csv(counted: Counted) -> str:
    """Return one line for each age band, reason and setting that has people, in the method's own words."""
    settings = {one.rank: one for one in SETTINGS}
    lines = [
        f'{band},"{reason}",{settings[rank].service},{settings[rank].mechanism},{count}'
        for band, reason, rank, count in counted
    ]
    return "\n".join([CSV_HEAD, *lines])
