"""What there is to say of a due date beside its words: what it was before, who gave its days, how they were read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dayops_dash import wording
from dayops_dash.cache import per_council
from dayops_dash.dataset import Council
from dayops_dash.dataset.dates import Interval, interval, read_due
from dayops_dash.dataset.row_types import UpdatesRow
from dayops_dash.dataset.vocabulary import DueSense, IntentionKind

FIGURES = re.compile(r"\d{1,2}([./-])\d{1,2}\1(?:\d{4}|\d{2})")  # a day in figures alone
GIVEN = "interval given by the council"


def days_meant(due: Interval) -> str:
    """From 1 April 2024 to 31 March 2025; from 1 April 2024; until 31 March 2025"""
    if due.earliest and due.earliest == due.latest:
        return wording.day(due.earliest)
    parts = (
        f"from {wording.day(due.earliest)}" if due.earliest else "",
        f"{'to' if due.earliest else 'until'} {wording.day(due.latest)}" if due.latest else "",
    )
    return wording.capital(" ".join(part for part in parts if part))


@dataclass(frozen=True)
class DueDetails:
    """``formerly_as_written`` is the date that it was moved from, "" for none; ``remark`` says how its days are meant.

    ``given_by_council`` says that the days were typed by hand and are not those that we read from the words.
    """

    formerly_as_written: str = ""
    given_by_council: bool = False
    remark: str = ""


NO_DETAILS = DueDetails()


@per_council
def due_details(council: Council) -> Mapping[str, DueDetails]:
    """Return the details of every due date known on the day, by ``update_id``."""
    kinds = {row.intention_id: row.kind for row in council.rows("intentions")}
    dated = (row for row in council.rows("updates") if row.due_as_written)
    return MappingProxyType({row.update_id: _details(row, kinds.get(row.intention_id, "")) for row in dated})


def _details(row: UpdatesRow, kind: str) -> DueDetails:
    due = read_due(row.due_as_written, said_on=row.reported_on, on_timeline=kind == IntentionKind.KEY_DATE)
    vague = row.due_sense == DueSense.VAGUE  # said to be inferred, by whoever typed it
    if not row.due_edtf or vague or interval(row.due_edtf) == due.interval:
        return DueDetails(due.formerly_as_written, remark=due.remark)
    return DueDetails(due.formerly_as_written, given_by_council=True)


def day_as_printed(written: str, *, quoted: bool = False) -> str:
    """Return a due date in the paper's words; one that is printed in figures as the day that it is, with the figures beside it.

    4.5.27 is shown as 4 May 2027 (as printed: 4.5.27): figures are the one form that readers may take for another day.
    """
    words = f"“{written}”" if quoted else written
    if not FIGURES.fullmatch(written):
        return words
    days = read_due(written).interval
    known = days.earliest if days.earliest == days.latest else None
    return f"{wording.day(known)} (as printed: {words})" if known else words
