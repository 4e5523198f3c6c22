"""What is said of an action that is published as complete: that it is again, on another day, or not any more."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from dayops_dash import wording
from dayops_dash.dataset.dates import interval
from dayops_dash.dataset.vocabulary import ReportedStatus
from dayops_dash.desk.held import HeldVersion
from dayops_dash.desk.returns.actions import meaning


def is_complete(held: HeldVersion, key: str) -> bool:
    """Whether the last report of an action calls it complete."""
    reports = [row for row in held.updates.get(key, []) if row["reported_status"] or row["status_as_written"]]
    return bool(reports) and reports[-1]["reported_status"] == ReportedStatus.COMPLETE


def complete_already(held: HeldVersion, values: Mapping[str, str], key: str) -> bool:
    """Whether a status says no more than is published: that an action is complete, and no day."""
    is_again = meaning(held, values.get("status", "")) == ReportedStatus.COMPLETE
    return is_again and not values.get("status_on") and is_complete(held, key)


def against_complete(held: HeldVersion, values: Mapping[str, str], key: str, what: str) -> str:
    """Return how a status goes against an action that is published as complete; "" where it does not. ``what`` says so."""
    if not is_complete(held, key):
        return ""
    if meaning(held, values.get("status", "")) != ReportedStatus.COMPLETE:
        return f"It is published as complete, and the {what} says otherwise."
    other = _other_day(held, values.get("status_on", ""), key)
    return f"It is published as complete, {other}." if other else ""


def _other_day(held: HeldVersion, day: str, key: str) -> str:
    """Return the day on which an action is published as complete, where another is named that is not in it; "" else."""
    told = [row for row in held.updates.get(key, []) if row["reported_status"] == ReportedStatus.COMPLETE]
    edtf = told[-1]["completed_edtf"] or told[-1]["status_on"] if told else ""
    if not (day and edtf):
        return ""
    known, said = interval(edtf), interval(day)
    if not (known.earliest and known.latest and said.earliest and said.latest):
        return _day_of(told[-1])
    return "" if known.earliest <= said.latest and said.earliest <= known.latest else _day_of(told[-1])


def _day_of(row: Mapping[str, str]) -> str:
    return row["completed_as_written"] or wording.day(date.fromisoformat(row["status_on"]))
