"""Ready-made mappings: the exports of systems in which councils hold actions, by the headings that only they have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dayops_dash.desk.imports.columns import TrackerField, plain_heading

Field = TrackerField


@dataclass(frozen=True)
class SystemMapping:
    """The export of one system.

    ``needs`` are headings by which it is known, ``columns`` what each of its headings is; any other is not read. ``derived_words``
    are words for status that the system works out. ``day_order_asked`` is whether its dates follow the settings of whoever exported it;
    ``has_own_ids`` whether its references mean nothing to a reader.
    """

    name: str
    kind: str
    needs: frozenset[str]
    columns: Mapping[str, TrackerField]
    derived_words: tuple[str, ...] = ()
    day_order_asked: bool = False
    has_own_ids: bool = False


def _system(
    name: str, kind: str, needs: str, columns: Mapping[TrackerField, str], **more: bool | tuple[str, ...]
) -> SystemMapping:
    by_heading = {plain_heading(h): one for one, headings in columns.items() for h in headings.split("|")}
    wanted = frozenset(plain_heading(heading) for heading in needs.split("|"))
    return SystemMapping(name, kind, wanted, MappingProxyType(by_heading), **more)  # type: ignore[arg-type]


SYSTEMS = (
    _system(
        "Microsoft Planner",
        "actions",
        "Task ID|Task Name|Bucket Name|Progress",
        {
            Field.REFERENCE: "Task ID",
            Field.TITLE: "Task Name",
            Field.THEME: "Bucket Name",
            Field.STATUS: "Progress",
            Field.PRIORITY: "Priority",
            Field.OWNER: "Assigned To",
            Field.DUE: "Due Date",
            Field.COMPLETED: "Completed Date",
            Field.DERIVED: "Late",
        },
        day_order_asked=True,
        has_own_ids=True,
    ),
    _system(
        "Pentana (actions report)",
        "actions",
        "Action Code|Title|Progress %|Latest Note",
        {
            Field.REFERENCE: "Action Code",
            Field.TITLE: "Title",
            Field.STATUS: "Status",
            Field.PERCENT: "Progress %",
            Field.DUE: "Due|Due Date",
            Field.COMPLETED: "Completed|Completed Date",
            Field.OWNER: "Assigned To",
            Field.DONE: "Latest Note",
            Field.STATUS_ON: "Note Date",
            Field.DERIVED: "Status Icon|Days Till Overdue",
        },
        derived_words=("overdue", "check progress"),
    ),
    _system(
        "Pentana (actions import)",
        "actions",
        "Action Title|Code|Due Date",
        {
            Field.REFERENCE: "Code",
            Field.TITLE: "Action Title",
            Field.DUE: "Due Date",
            Field.STATUS: "Status",
            Field.OWNER: "Assigned To",
        },
        derived_words=("overdue", "check progress"),
    ),
    _system(
        "Camms",
        "actions",
        "Risk Action|Responsible Officer|Action Status|Performance",
        {
            Field.TITLE: "Risk Action",
            Field.OWNER: "Responsible Officer",
            Field.THEME: "Business Unit",
            Field.DUE: "End Date",
            Field.STATUS: "Action Status",
            Field.COMPLETED: "Completion Date",
            Field.PERCENT: "% Completed",
            Field.DERIVED: "Performance",
        },
    ),
    _system(
        "Jira",
        "actions",
        "Summary|Issue key|Status",
        {
            Field.REFERENCE: "Issue key",
            Field.TITLE: "Summary",
            Field.STATUS: "Status",
            Field.PRIORITY: "Priority",
            Field.OWNER: "Assignee",
            Field.DUE: "Due date",
            Field.COMPLETED: "Resolved",
        },
        day_order_asked=True,
    ),
    _system(
        "MS Project (XML)",
        "actions",
        "UID|Name|PercentComplete|Summary task",
        {
            Field.REFERENCE: "UID",
            Field.TITLE: "Name",
            Field.GROUP: "Summary task",
            Field.DUE: "Finish",
            Field.COMPLETED: "ActualFinish",
            Field.PERCENT: "PercentComplete",
            Field.OWNER: "Resources",
        },
        has_own_ids=True,
    ),
    _system(
        "Scrutiny recommendation tracker",
        "recommendations",
        "Reference|Recommendation|Action taken|Status",
        {
            Field.REFERENCE: "Reference",
            Field.TITLE: "Recommendation",
            Field.OWNER: "Lead Officer/EM|Lead Officer",
            Field.DONE: "Action taken",
            Field.STATUS: "Status",
            Field.RESPONSE: "Response",
        },
    ),
    _system(
        "Risk register",
        "risks",
        "Risk|Impact|Likelihood",
        {
            Field.REFERENCE: "Ref|Reference|Code|Risk Code",
            Field.TITLE: "Risk",
            Field.OWNER: "Owner|Risk Owner",
            Field.IMPACT: "Impact",
            Field.LIKELIHOOD: "Likelihood",
            Field.DONE: "Controls|Existing controls|Current controls",
            Field.DERIVED: "Score|Rating|RAG",
        },
    ),
    _system(
        "Risk register",
        "risks",
        "Risk Title|Current Impact|Current Likelihood",
        {
            Field.REFERENCE: "Ref|Reference|Code|Risk Code",
            Field.TITLE: "Risk Title",
            Field.OWNER: "Owner|Risk Owner",
            Field.IMPACT: "Current Impact",
            Field.LIKELIHOOD: "Current Likelihood",
            Field.DONE: "Existing controls|Current controls|Internal controls",
            Field.DERIVED: "Score|Current Score|Current Rating",
        },
    ),
)


def system_of(headings: Iterable[str]) -> SystemMapping | None:
    """Return the system whose export has these headings; None for a tracker of the council's own."""
    plain = {plain_heading(heading) for heading in headings}
    return next((one for one in SYSTEMS if one.needs <= plain), None)


def system_named(name: str) -> SystemMapping | None:
    return next((one for one in SYSTEMS if one.name == name), None)
