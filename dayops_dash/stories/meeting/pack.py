"""What goes to the committee? What a document made from the dashboard will hold, before it is made."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.vocabulary import ConflictGrade, DocumentKind
from dayops_dash.figures.meeting import parts_figure
from dayops_dash.figures.shared.model import Figure
from dayops_dash.stories.shared.model import Story

QUESTION = "What goes to the committee?"
TITLES = {  # of the sections of a paper, in the order in which members would want them
    "overview": "Where we stand",
    "progress": "Progress",
    "spend": "Spend",
    "demand": "Demand",
    "wards": "Wards and districts",
    "risks": "Risks",
    "outcomes": "Outcomes",
    "voices": "What people told us",
    "changes": "What has changed",
    "recommendations": "Earlier recommendations",
    "sources": "Where papers disagree",
    "questions": "Questions raised",
    "scenario": "What if the mix changed",
    "compare": "Beside other councils",
}
FINDINGS = {"sources": ("conflicts", "sums")}  # of a section whose page tells more than a paper needs
ON_REQUEST = (
    "questions",
    "scenario",
    "compare",
)  # for members to ask, assumed, or of others: only where an officer asks for them


def titles() -> dict[str, str]:
    """Return the title of every section that there is, in the order of a paper."""
    from dayops_dash.stories import (
        SECTIONS,
    )  # this story is told from the others, which the room lists once all are there

    known = [*(name for name in TITLES if name in SECTIONS), *(name for name in SECTIONS if name not in TITLES)]
    return {name: TITLES.get(name, wording.capital(name)) for name in known}


def usual() -> tuple[str, ...]:
    """Return the sections of a paper where an officer has chosen none."""
    return tuple(name for name in titles() if name not in ON_REQUEST)


def findings(story: Story) -> tuple[Figure, ...]:
    """Return the figures of a section that a paper holds."""
    return tuple(_without_places(figure) for figure in story.figures if is_finding(story.page, figure.figure_id))


def is_finding(page: str, figure_id: str) -> bool:
    """Return whether a paper holds a figure of a section; else it is only on the section's page."""
    return figure_id in FINDINGS.get(page, (figure_id,))


def _without_places(figure: Figure) -> Figure:
    """Return a figure for a paper that is published: without where in the council's papers something could point to a person."""
    if figure.figure_id != "conflicts":
        return figure
    grade = next(place for place, heading in enumerate(figure.grid.headings) if heading.code == "grade")
    rows = tuple(row for row in figure.grid.rows if ConflictGrade.DISCLOSURE not in str(row[grade]))
    left = len(figure.grid.rows) - len(rows)
    if not left:
        return figure
    told = f"Not listed here: {wording.count(left, 'place')} in the papers that could point to a person."
    return replace(figure, grid=replace(figure.grid, rows=rows), notes=(*figure.notes, told))


def committees(council: Council) -> tuple[str, ...]:
    """Return the committees that the papers name: that of the latest first."""
    papers = [row for row in council.rows("documents") if row["kind"] == DocumentKind.COMMITTEE_REPORT and row["body"]]
    papers.sort(key=lambda row: row["published_on"], reverse=True)
    return tuple(dict.fromkeys(str(row["body"]) for row in papers))


@lru_cache(maxsize=128)
def pack(council: Council, sections: tuple[str, ...] = ()) -> Story:
    """Return what a document of some sections would hold: each section with its answer, its findings and its drawings."""
    from dayops_dash.stories import SECTIONS

    named = titles()
    told = tuple((named[name], SECTIONS[name](council)) for name in sections or usual())
    figure = parts_figure(council, tuple((title, story.answer, findings(story)) for title, story in told))
    number = sum(len(findings(story)) for _, story in told)
    parts = wording.count(len(told), "section")
    answer = f"{parts} with {wording.count(number, 'finding')}, each with its words, table and source."
    return Story.of(council, "pack", QUESTION, answer, (figure,))
