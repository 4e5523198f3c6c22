"""What the papers say beside one commitment: its money, risks, aims, people's words, what was asked, and the questions it raises."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.rows import Row, text_of
from dayops_dash.figures.shared.grid import GridColumn, Kind, grid_of
from dayops_dash.figures.shared.link import Link
from dayops_dash.figures.shared.model import Figure, source_at
from dayops_dash.measures.plan.line import Line
from dayops_dash.measures.plan.ties import TieKind, ties
from dayops_dash.measures.questions.rules import enquiries

RULE = "Our rules"


@dataclass(frozen=True)
class TableTold:
    """How a table's rows are told: what one is, and several; which columns name it and say more of it; where it is told at length."""

    one: str
    many: str
    title: str
    more: tuple[str, ...]
    link: Callable[[Row], Link]


def _risk(row: Row) -> Link:
    return Link("risks", "See the risk", (("risk", text_of(row, "risk_id")),))


def _said(row: Row) -> Link:
    return Link("voices", "See what people said", (("stage", text_of(row, "engagement_id")),))


TABLES: dict[str, TableTold] = {
    "spend": TableTold(
        "amount of money",
        "amounts of money",
        "subject",
        ("as_written", "statement"),
        lambda row: Link("spend", "See the money"),
    ),
    "savings": TableTold(
        "saving", "savings", "subject", ("as_written", "statement"), lambda row: Link("spend", "See the savings")
    ),
    "risks": TableTold("risk", "risks", "title", ("event", "effect"), _risk),
    "mitigations": TableTold(
        "action against a risk", "actions against risks", "title", ("status", "owner_role", "due_as_written"), _risk
    ),
    "outcomes": TableTold("aim", "aims", "title", ("definition",), lambda row: Link("outcomes", "See the aims")),
    "people": TableTold(
        "number of people or places",
        "numbers of people or places",
        "subject",
        ("as_written", "statement"),
        lambda row: Link("demand", "See the people"),
    ),
    "voices": TableTold("thing people said", "things people said", "words", ("audience",), _said),
    "recommendations": TableTold(
        "request to a committee",
        "requests to a committee",
        "summary",
        ("response", "status"),
        lambda row: Link("recommendations", "See what was asked"),
    ),
}


@dataclass(frozen=True)
class TiedRow:
    """A row of the table: its name, what sort of thing it is, what the papers say of it, how it belongs here, where it stands."""

    name: str
    one: str
    many: str
    said: str
    how: str
    link: Link
    place: str = ""
    document_id: str = ""


def tied_figure(council: Council, line: Line) -> Figure | None:
    """What belongs to a line, one row a thing; None where nothing does."""
    rows = [*_tied(council, line), *_asked(council, line)]
    if not rows:
        return None
    papers = dict.fromkeys(row.document_id for row in rows if row.document_id)
    return Figure(
        "tied",
        _title(rows),
        f"Money, risks, aims, people's words and questions, {council.short_title}, as at {wording.day(council.as_at)}",
        " ".join(wording.sentence(f"{wording.capital(row.one)}: {row.name}") for row in rows),
        grid_of(
            rows,
            GridColumn("name", "What", lambda row: row.name),
            GridColumn("kind", "Kind", lambda row: wording.capital(row.one)),
            GridColumn("said", "What the papers say", lambda row: row.said),
            GridColumn("how", "How we know", lambda row: row.how),
            GridColumn("place", "Place in paper", lambda row: row.place, Kind.PLACE),
            link=lambda row: row.link,
        ),
        grid_first=True,
        brief=True,
        notes=(_note(rows),),
        sources=tuple(source_at(council, paper) for paper in papers),
    )


def _title(rows: list[TiedRow]) -> str:
    counted = Counter((row.one, row.many) for row in rows)
    said = [f"{wording.spelled(number)} {one if number == 1 else many}" for (one, many), number in counted.items()]
    return f"Beside it: {wording.listed(said)}"


def _note(rows: list[TiedRow]) -> str:
    how = {
        str(TieKind.STATED): "Stated: a paper says that the two belong together.",
        str(TieKind.READING): "Our reading: no paper says so, and we read it so.",
        str(
            TieKind.SAME_PLACE
        ): "In the same place of the paper: both stand in one paragraph, and the paper may not tie them closer.",
        RULE: "Our rules: a rule of ours raises the question.",
    }
    return " ".join(words for kind, words in how.items() if any(row.how == kind for row in rows))


def _tied(council: Council, line: Line) -> Iterator[TiedRow]:
    for tie in ties(council, line.intention_id):
        told, row = TABLES[tie.table], tie.row
        said = [text_of(row, column) for column in told.more]
        yield TiedRow(
            text_of(row, told.title),
            told.one,
            told.many,
            wording.sentence("; ".join(dict.fromkeys(part.rstrip(".") for part in said if part))),
            str(tie.kind),
            told.link(row),
            row.locator,
            row.document_id,
        )


def _asked(council: Council, line: Line) -> Iterator[TiedRow]:
    """Yield the questions that our rules raise about a line."""
    for enquiry in enquiries(council):
        found = [one for one in enquiry.evidence if one.key == line.intention_id and one.what == line.label]
        if found:
            link = Link("questions", enquiry.question)
            yield TiedRow(enquiry.question, "question to ask", "questions to ask", found[0].detail, RULE, link)
