"""How a due date moved between two days."""

from __future__ import annotations

from datetime import date

from dayops_dash.dataset.dates import Interval
from dayops_dash.measures.changes.change import ChangeKind


def moved(old: Interval, new: Interval) -> ChangeKind | None:
    """Return how a due date moved; None where it stands.

    An end that is open on both sides says nothing, and the other end decides. Else one interval within the other is firmer or
    vaguer, and one that has shifted is earlier or later. A date where there was none is firmer.
    """
    if (old.earliest, old.latest) == (new.earliest, new.latest):
        return None
    a, b = (old.earliest or date.min, old.latest or date.max), (new.earliest or date.min, new.latest or date.max)
    ends = [i for i in (0, 1) if not (a[i] == b[i] and a[i] in (date.min, date.max))]
    if len(ends) == 1 and _bounded(a[ends[0]]) and _bounded(b[ends[0]]):
        return ChangeKind.LATER if b[ends[0]] > a[ends[0]] else ChangeKind.EARLIER
    if a[0] <= b[0] and b[1] <= a[1]:
        return ChangeKind.FIRMER
    if b[0] <= a[0] and a[1] <= b[1]:
        return ChangeKind.VAGUER
    return ChangeKind.LATER if b[0] > a[0] else ChangeKind.EARLIER


def _bounded(day: date) -> bool:
    return day not in (date.min, date.max)
