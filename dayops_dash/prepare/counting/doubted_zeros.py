"""Zeros that are not known to be zeros while some service components are not known: any of those rows may be of day support."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dayops_dash.dataset.vocabulary import Shorthand
from dayops_dash.prepare.counting.tables import ShownCell
from dayops_dash.prepare.records.fields import Field

TOLD = (
    f"No count of people is shown as 0, but as not available, while words in {Field.COMPONENT} are not known: their rows may be of "
    "day support."
)


def without_zeros(shown: Sequence[ShownCell]) -> tuple[ShownCell, ...]:
    """Return the cells with every 0 as not available.

    Every one, and not only those that the rows in question could fill: that a cell is among them would say that somebody is there.
    """
    return tuple(replace(one, value=Shorthand.NOT_AVAILABLE) if one.value == 0 else one for one in shown)
