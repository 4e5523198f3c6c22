"""What appears in a tracker and what is gone from it: proposals that ask for the identity of an action."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from dayops_dash import wording
from dayops_dash.dataset.checks.returns import plain_word
from dayops_dash.dataset.vocabulary import Became, ReportedStatus
from dayops_dash.desk.held import HeldVersion
from dayops_dash.desk.imports.find import RowFinder, RowMatch
from dayops_dash.desk.imports.identity import ADDED, BECAME, NEW, whole_of
from dayops_dash.desk.imports.rows import TrackerRow
from dayops_dash.desk.proposal import CellPlace, Proposal, ProposalState

ENDED = (ReportedStatus.COMPLETE, ReportedStatus.STOPPED, ReportedStatus.NOT_ACHIEVED)
WHOLE_PLAN = 0.5  # of a paper's open actions: a tracker with fewer of them is of a part, and silence about the others says nothing
LIKELY = 0.75  # of difflib: how like the words of a new action must be to be named as what another may have become
SAY = (
    "Say what became of it: carried on as, merged into, split into or replaced by a later action, which is named by its reference; "
    "or dropped, and why. If it goes on and is only not in this file, keep what is published."
)


@dataclass(frozen=True)
class GoneActions:
    """The proposals about actions that are not in a tracker any more, and what is to be said of others."""

    proposals: tuple[Proposal, ...]
    notes: tuple[str, ...]


def new_action(
    row: TrackerRow, key: str, match: RowMatch, place: CellPlace, *, own_ids: bool, references: Mapping[str, str]
) -> Proposal:
    """Return the proposal that asks whether a row is a new action.

    ``own_ids``: its reference means nothing to a reader. ``references`` are those of the tracker and of what is published, by their
    plain form: one that names a part of another is offered as a part of it.
    """
    named = {"title": row.title, "owner_role": row.owner, "theme": row.theme, "priority": row.priority}
    values = {name: cell.text for name, cell in named.items() if cell.text}
    if row.reference and not own_ids:
        values["reference"] = row.reference
        if (whole := references.get(whole_of(row.reference), "")) and whole_of(row.reference):
            values["part_of"] = whole
    faults = [f"{ADDED[NEW].column(name).heading}: {cell.fault}" for name, cell in named.items() if cell.fault]
    if row.title.text == "" and not row.title.fault:
        faults.append("Action: it is empty. Say what the action is.")
    doubts = [wording.capital(cell.doubt) for cell in named.values() if cell.doubt]
    asked = match.reason or "It is not among the council's actions"
    reason = f"{wording.capital(asked.rstrip('.'))}. Take it as a new action, or keep it out."
    state = ProposalState.UNREADABLE if faults else ProposalState.NEEDS_PERSON
    return Proposal(
        *(
            0,
            NEW,
            key,
            "title",
            row.label,
            ADDED[NEW].units[0].heading,
            "",
            "",
            row.label,
            values,
            row.owner.text,
            place,
        ),
        *(state, " ".join([*faults, *doubts, reason])),
        alike=not faults and not doubts and not match.reason,
    )


def gone(
    data: HeldVersion,
    finder: RowFinder,
    matched: set[str],
    known: Mapping[str, str],
    new: Sequence[Proposal],
    place: CellPlace,
) -> GoneActions:
    """Return proposals for actions that the tracker had last time, or that its plan has, and that are not in it now."""
    if finder.kind != "actions":
        return GoneActions((), ())
    wholes = _wholes(data, matched)
    absent = [key for key in finder.lines if key not in matched | wholes and not _has_ended(data, key)]
    if known:
        asked = [key for key in absent if key in known.values()]
    else:
        papers = {data.rows("intentions")[key]["document_id"] for key in matched}
        plan = [key for key in finder.lines if data.rows("intentions")[key]["document_id"] in papers]
        asked = [key for key in absent if key in plan and finder.reference(key)]
        if len([key for key in plan if key in matched]) < WHOLE_PLAN * len(plan):
            note = f"{wording.count(len(asked), 'open action')} of the same plan are not in this tracker. Nothing is said of them."
            return GoneActions((), (note,) if asked else ())
    return GoneActions(tuple(_gone_one(data, finder, key, new, place) for key in asked), ())


def _wholes(data: HeldVersion, parts: set[str]) -> set[str]:
    """Return the actions that others are parts of: a tracker of the parts covers these too."""
    rows = data.rows("intentions")
    wholes: set[str] = set()
    while new := {rows[key]["parent_id"] for key in parts | wholes if rows.get(key, {}).get("parent_id")} - wholes:
        wholes |= new
    return wholes


def _has_ended(data: HeldVersion, key: str) -> bool:
    reports = [row["reported_status"] for row in data.updates.get(key, []) if row["reported_status"]]
    return bool(reports) and reports[-1] in ENDED


def _gone_one(data: HeldVersion, finder: RowFinder, key: str, new: Sequence[Proposal], place: CellPlace) -> Proposal:
    line = finder.lines[key]
    titles = {plain_word(one.values.get("title", "")): one for one in new if one.values.get("title")}
    same = titles.get(plain_word(finder.title(key)))
    near = get_close_matches(plain_word(finder.title(key)), list(titles), n=1, cutoff=LIKELY)
    values = {"became": str(Became.CARRIED_ON), "to": same.row} if same else {}
    hint = f" {titles[near[0]].label[:80]} is much like it." if near and not same else ""
    reason = f"It is not in the tracker any more.{hint} {SAY}"
    if same:
        reason = f"It is not in the tracker under its reference, and {same.label[:80]} has its very words: it may be carried on as that."
    return Proposal(
        *(
            0,
            BECAME,
            key,
            "became",
            line.label,
            ADDED[BECAME].units[0].heading,
            "",
            "",
            _as_text(values),
            values,
            "",
            place,
        ),
        *(ProposalState.NEEDS_PERSON if same else ProposalState.UNREADABLE, reason),
    )


def _as_text(values: Mapping[str, str]) -> str:
    return ", ".join(values.values())
