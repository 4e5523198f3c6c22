"""What the earlier papers said and what the later ones say, as a flow: what continues, what has no later update, what is new."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.figures.plan.against_date import noun
from dayops_dash.figures.shared.grid import GridColumn, grid_of
from dayops_dash.figures.shared.model import Chart, Figure, Source
from dayops_dash.figures.shared.pictures.flow import FlowBlock, FlowChart, stacked
from dayops_dash.figures.shared.pictures.flow_drawing import flow_drawing
from dayops_dash.measures.changes.flow import PlanFlow, flow
from dayops_dash.measures.plan import progress
from dayops_dash.measures.plan.line import Line

READING = "Which earlier commitment a later line continues is our reading where no paper says it."


class FlowRow(NamedTuple):
    """A commitment of either day, and what becomes of it or where it comes from."""

    name: str
    what: str
    other: str


def flow_figure(council: Council, since: date, earlier: str, later: str) -> Figure | None:
    """What becomes of the commitments known before, and what is new, between papers called by name; None where nothing moves."""
    before = council.on(since)
    found = flow(before, council)
    if not found.moves:
        return None
    shown, title = _chart(council, found, earlier, later), flow_title(council, found)
    return Figure(
        "flow",
        title,
        f"From {earlier} to {later}, {council.short_title}, as at {wording.day(council.as_at)}",
        shown.words,
        grid_of(
            _rows(council, found),
            GridColumn("name", wording.capital(noun(council)), lambda row: row.name),
            GridColumn("what", "What becomes of it", lambda row: row.what),
            GridColumn("other", "Continued as", lambda row: row.other),
        ),
        chart=Chart(flow_drawing(shown), f"{title}. {shown.words}", flow_drawing(shown, narrow=True)),
        flow=shown,
        notes=(READING,),
        sources=_papers(council),
        brief=True,
    )


def flow_title(council: Council, found: PlanFlow) -> str:
    """Return the finding: 17 of 33 commitments continue as 14 later items; 16 have no later update (our reading)."""
    many = wording.count(found.known, noun(council))
    goes = f"{len(found.continued)} of {many} {'continues' if len(found.continued) == 1 else 'continue'}"
    items = wording.count(len(found.later), "later item")
    moved = f" as {items}" if len(found.later) != len(found.continued) else ""
    silent, unspoken = len(found.silent), len(found.unspoken)
    if unspoken and silent:  # so many words that which items continue them is left to the drawing
        return f"{goes}; {unspoken} {_not_in_it(unspoken)}, {silent} {'has' if silent == 1 else 'have'} no later update"
    if unspoken:
        return f"{goes}{moved}; {unspoken} {_not_in_it(unspoken)}"
    rest = f"{silent} {_no_update(silent)}" if silent else _others(found)
    return f"{goes}{moved}; {rest}"


def _others(found: PlanFlow) -> str:
    if found.finished and not found.dropped and not found.new:
        done = len(found.finished)
        return f"{done} {'was' if done == 1 else 'were'} complete before"
    number, what = (len(found.dropped), "dropped") if found.dropped else (len(found.new), "new")
    return f"{number} {'is' if number == 1 else 'are'} {what}"


def _not_in_it(number: int) -> str:
    return f"{'is' if number == 1 else 'are'} not in a later paper"


def _no_update(number: int) -> str:
    return f"{'has' if number == 1 else 'have'} no later update (our reading)"


def _chart(council: Council, found: PlanFlow, earlier: str, later: str) -> FlowChart:
    goes, items, silent, new = (len(ids) for ids in (found.continued, found.later, found.silent, found.new))
    left = [FlowBlock(goes, "continues" if goes == 1 else "continue", "goes")]
    done, gone = len(found.finished), len(found.dropped)
    unspoken = len(found.unspoken)
    left += [FlowBlock(unspoken, _not_in_it(unspoken), "silent")] if unspoken else []
    left += [FlowBlock(done, f"{'was' if done == 1 else 'were'} complete before", "done")] if done else []
    left += [FlowBlock(gone, f"{'was' if gone == 1 else 'were'} dropped, as a paper says", "silent")] if gone else []
    left += [FlowBlock(silent, _no_update(silent), "silent")] if silent else []
    right = [FlowBlock(items, "continues an earlier one" if items == 1 else "continue earlier ones", "goes")]
    right += [FlowBlock(new, "is new" if new == 1 else "are new", "new")] if new else []
    stacks = stacked(tuple(left), tuple(right))
    return FlowChart(
        f"Known by {earlier}: {wording.count(found.known, noun(council))}",
        f"{'In' if unspoken else 'Known by'} {later}: {wording.count(items + new, 'item')}",
        *stacks,
    )


def _rows(council: Council, found: PlanFlow) -> list[FlowRow]:
    lines = {line.intention_id: line for line in progress.lines(council)}
    rows = [FlowRow(lines[i].label, "Continues", _targets(lines[i], lines, found)) for i in found.continued]
    rows += [FlowRow(lines[i].label, "As before: no later paper holds it", "") for i in found.unspoken]
    rows += [FlowRow(lines[i].label, "Complete before", "") for i in found.finished]
    rows += [FlowRow(lines[i].label, "Dropped", "") for i in found.dropped if i in lines]
    rows += [FlowRow(lines[i].label, "No later update (our reading)", "") for i in found.silent if i in lines]
    return rows + [FlowRow(lines[i].label, "New", "") for i in found.new]


def _targets(line: Line, lines: dict[str, Line], found: PlanFlow) -> str:
    ours = {True: " (our reading)", False: ""}
    names = [f"{lines[i].label}{ours[i in line.readings]}" for i in line.taken_up_as if i in found.later and i in lines]
    return "; ".join(names) or "the same line"


def _papers(council: Council) -> tuple[Source, ...]:
    lines = progress.lines(council)
    dated = [said for line in lines for said in line.history if said.reported_on]
    latest = sorted(dated, key=lambda said: said.reported_on or council.as_at)[-1:]
    papers = dict.fromkeys([*(line.document_id for line in lines), *(said.document_id for said in latest)])
    return tuple(Source(council.document_title(paper), "") for paper in papers)
