"""One intention at length: its words, its history, what it depends on, where it stands."""

from __future__ import annotations

from collections.abc import Sequence

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.figures.plan.actions import action_grid
from dayops_dash.figures.plan.against_date import against, noun
from dayops_dash.figures.plan.descent import descent_words, paths
from dayops_dash.figures.plan.standing import line_sources
from dayops_dash.figures.plan.timeline import status_words
from dayops_dash.figures.shared.date_words import days_words, former_words
from dayops_dash.figures.shared.model import Entry, Figure
from dayops_dash.measures.plan import progress
from dayops_dash.measures.plan.descent import line_of
from dayops_dash.measures.plan.line import Line, Statement


def intention_figure(council: Council, intention_id: str) -> Figure | None:
    """One intention at length: its words, its history, what it depends on, where it stands; None where there is none such."""
    lines = {line.intention_id: line for line in progress.lines(council)}
    if intention_id not in lines:
        return None
    line = lines[intention_id]
    entry = _entry(council, line, lines)
    return Figure(
        "intention",
        line.label,
        f"One {noun(council)} at length, {council.short_title}, as at {wording.day(council.as_at)}",
        f"{status_words(line, proposed=progress.only_proposed(council))[2:]}.",
        action_grid(council, [line]),
        entries=(entry,),
        paths=paths(council, line_of(council, intention_id)),
        sources=line_sources(council, [line]),
    )


def _entry(council: Council, line: Line, lines: dict[str, Line]) -> Entry:
    def named(ids: Sequence[str]) -> str:
        return "; ".join(lines[i].label + (" (our reading)" if i in line.readings else "") for i in ids if i in lines)

    names = {key: one.label for key, one in lines.items()}
    pairs = (
        ("Kind", wording.capital(line.kind)),
        ("Theme", line.theme),
        ("Priority", line.priority),
        ("Part of", named([line.parent_id])),
        ("Parts", named([x.intention_id for x in lines.values() if x.parent_id == line.intention_id])),
        ("Due, as written", line.due_as_written or "No date"),
        ("Days meant", days_words(line)),
        ("Due before it was moved", former_words(line)),
        ("Against its date", against(line, proposed=progress.only_proposed(council))),
        ("Reported", line.status_as_written or line.reported_status or "No status in any paper"),
        ("Whose judgement", _latest(line, "judged")),
        ("Complete, as reported", _percent(line)),
        ("Rating, as reported", _latest(line, "rag_as_written")),
        ("What comes next", _latest(line, "next_steps")),
        ("What counted as complete", line.completion_test),
        ("Evidence", _evidence(line)),
        ("Owner", line.owner_role or "Not stated"),
        ("Depends on", named(line.depends_on)),
        ("Taken up later as", named(line.taken_up_as)),
        (f"Earlier {noun(council)}s counted here", named(line.takes_up)),
        ("What became of it over the years", descent_words(council, line.intention_id, names)),
        ("Note", line.note),
    )
    history = tuple(_told(council, statement) for statement in line.history)
    return Entry(
        line.intention_id,
        line.label,
        line.summary,
        tuple(p for p in pairs if p[1]),
        history,
        line_sources(council, [line]),
    )


def _evidence(line: Line) -> str:
    if line.days_since_evidence is None or line.reported_on is None:
        return "No report gives a status"
    if not line.days_since_evidence:
        return f"Reported on {wording.day(line.reported_on)}, the day shown"
    return f"Last reported on {wording.day(line.reported_on)}, {wording.age(line.days_since_evidence)} before the day shown"


def _latest(line: Line, name: str) -> str:
    """Return what the latest statement that has it says; "" where none does."""
    return next((str(getattr(said, name)) for said in reversed(line.history) if getattr(said, name)), "")


def _percent(line: Line) -> str:
    shares = [said.complete_pct for said in line.history if said.complete_pct is not None]
    return f"{shares[-1]:g}%" if shares else ""


def _told(council: Council, statement: Statement) -> str:
    when = council.dated(statement.document_id)
    parts = (
        statement.status_as_written or statement.reported_status,
        f"due “{statement.due_as_written}”" if statement.due_as_written else "",
        statement.completed_as_written,
        f"{statement.complete_pct:g}% complete" if statement.complete_pct is not None else "",
        f"rated {statement.rag_as_written}" if statement.rag_as_written else "",
        statement.note,
        f"next: {statement.next_steps}" if statement.next_steps else "",
    )
    said = wording.sentence("; ".join(part.rstrip(".") for part in parts if part))
    return f"{when}: {said} ({council.document_title(statement.document_id)}, {statement.locator})"
