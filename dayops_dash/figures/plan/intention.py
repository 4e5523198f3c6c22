"""One intention at length: its words, its history, what it depends on, where it stands."""

from __future__ import annotations

from collections.abc import Sequence

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.vocabulary import DueSense
from dayops_dash.figures.plan.actions import action_grid
from dayops_dash.figures.plan.against_date import against, noun
from dayops_dash.figures.plan.dependencies import dependency_figure
from dayops_dash.figures.plan.descent import descent_words, paths
from dayops_dash.figures.plan.moments import moments_chart
from dayops_dash.figures.plan.standing import line_sources
from dayops_dash.figures.plan.tied import tied_figure
from dayops_dash.figures.plan.timeline import HOW_READ
from dayops_dash.figures.shared.date_words import days_words, former_words
from dayops_dash.figures.shared.model import Chart, Entry, Figure
from dayops_dash.figures.shared.paper_words import paper_words, when_said
from dayops_dash.figures.shared.pictures.span_drawing import span_drawing
from dayops_dash.measures.plan import progress
from dayops_dash.measures.plan.descent import line_of
from dayops_dash.measures.plan.line import Line, Statement
from dayops_dash.measures.plan.status import Standing
from dayops_dash.measures.plan.ties import ties


def intention_figures(council: Council, intention_id: str) -> tuple[Figure, ...]:
    """Everything about one intention: what papers said of it, what it hangs together with, and what stands beside it."""
    line = line_of_id(council, intention_id)
    told = intention_figure(council, intention_id)
    if line is None or told is None:
        return ()
    beside = (dependency_figure(council, line), tied_figure(council, line))
    return (told, *(figure for figure in beside if figure))


def line_of_id(council: Council, intention_id: str) -> Line | None:
    """Return the intention of an id; None where none is known on the day."""
    return next((line for line in progress.lines(council) if line.intention_id == intention_id), None)


def intention_answer(council: Council, line: Line) -> str:
    """Return how a line stands, its date, its last status and its owner, in short sentences."""
    stands = against(line)
    if line.standing is Standing.PAST and line.due.outer_latest:
        about = "about " if line.due_sense == DueSense.VAGUE else ""
        stands += f": {about}{wording.age((council.as_at - line.due.outer_latest).days)} late"
    said = line.status_as_written or line.reported_status
    heard = f", in {line.last_heard}" if line.last_heard else ""
    parts = (
        stands,
        f"The paper's date: {line.due_quoted}" if line.due_as_written else "",
        f"The council last said “{said}”{heard}" if said else "",
        f"Owner: {line.owner_role}" if line.owner_role else "",
    )
    return " ".join(f"{part}." for part in parts if part)


def intention_figure(council: Council, intention_id: str) -> Figure | None:
    """What the papers have said of one intention, on a scale of time and in words; None where there is none such."""
    lines = {line.intention_id: line for line in progress.lines(council)}
    if intention_id not in lines:
        return None
    line = lines[intention_id]
    spans = moments_chart(council, line)
    told = "; ".join(f"{span.label}: {span.short}" for group in spans.groups for span in group.spans) if spans else ""
    return Figure(
        "intention",
        _papers_title(council, line),
        f"What each paper said of this {noun(council, [line])}, {council.short_title}, as at {wording.day(council.as_at)}",
        line.summary,
        action_grid(council, [line]),
        chart=Chart(span_drawing(spans), f"How it stood: {told}.", span_drawing(spans, narrow=True)) if spans else None,
        spans=spans,
        entries=(_entry(council, line, lines),),
        paths=paths(council, line_of(council, intention_id)),
        notes=(f"{HOW_READ}.",) if spans else (),
        sources=line_sources(council, [line]),
    )


def _papers_title(council: Council, line: Line) -> str:
    """Return how many papers speak of a line, and the last of them: Two papers speak of it, the last in May 2026."""
    papers = dict.fromkeys(paper for paper, _ in (line.place, *(said.place for said in line.history)))
    last = max(
        papers, key=lambda paper: str(next(r.published_on for r in council.rows("documents") if r.document_id == paper))
    )
    if len(papers) == 1:
        return f"One paper speaks of it: {paper_words(council, last)}"
    when = when_said(council, last)
    return f"{wording.begun(len(papers))} papers speak of it" + (f", the last in {when}" if when else "")


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
        ("Days meant", days_words(line)),
        ("Due before it was moved", former_words(line)),
        ("Whose judgement", _latest(line, "judged")),
        ("Complete, as reported", _percent(line)),
        ("Rating, as reported", _latest(line, "rag_as_written")),
        ("What comes next", _latest(line, "next_steps")),
        ("What counted as complete", line.completion_test),
        ("Evidence", _evidence(line)),
        ("Taken up later as", named(line.taken_up_as)),
        (f"Earlier {noun(council, [line])}s counted here", named(line.takes_up)),
        ("What became of it over the years", descent_words(council, line.intention_id, names)),
        ("Note", line.note),
        ("What the papers do not say", wording.capital(wording.listed(_unsaid(council, line)))),
    )
    history = tuple(_told(council, statement) for statement in line.history)
    return Entry(
        line.intention_id,
        "What is known of it",
        "",
        tuple(p for p in pairs if p[1]),
        history,
        line_sources(council, [line]),
    )


def _unsaid(council: Council, line: Line) -> list[str]:
    """Return what no paper says of a line, each in a few words."""
    tied = {tie.table for tie in ties(council, line.intention_id)}
    said = {
        "a date": bool(line.due_as_written),
        "a status": line.reported,
        "an owner": bool(line.owner_role),
        "what it waits for": bool(line.depends_on),
        "what it costs or saves": bool(tied & {"spend", "savings"}),
        "a risk": "risks" in tied,
        "what should be better for people": "outcomes" in tied,
        "what people said of it": "voices" in tied,
    }
    return [what for what, there in said.items() if not there]


def _evidence(line: Line) -> str:
    if line.days_since_evidence is None or line.reported_on is None:
        return ""
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
        f"due {statement.due_quoted}" if statement.due_as_written else "",
        statement.completed_as_written,
        f"{statement.complete_pct:g}% complete" if statement.complete_pct is not None else "",
        f"rated {statement.rag_as_written}" if statement.rag_as_written else "",
        statement.note,
        f"next: {statement.next_steps}" if statement.next_steps else "",
    )
    said = wording.sentence("; ".join(part.rstrip(".") for part in parts if part))
    return f"{when}: {said} ({council.document_title(statement.document_id)}, {statement.locator})"
