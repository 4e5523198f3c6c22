"""Where does every number come from? The papers, the facts, the disagreements, the words."""

from dataclasses import replace

from dayops_dash import wording
from dayops_dash.address import Address
from dayops_dash.cache import per_council
from dayops_dash.dataset import Council
from dayops_dash.dataset.tables import TABLES
from dayops_dash.dataset.vocabulary import ConflictGrade
from dayops_dash.figures.record import disagreements as disagreement_figures
from dayops_dash.figures.record import facts as fact_figures
from dayops_dash.figures.record import method, papers, publications
from dayops_dash.figures.record.facts import find_facts
from dayops_dash.figures.shared.model import Figure
from dayops_dash.measures.record import disagreements
from dayops_dash.measures.record.facts import facts
from dayops_dash.stories.shared.model import Story
from dayops_dash.stories.shared.page import Page, Section

PARTS = {
    "facts": "Facts",
    "conflicts": "Conflicts and sums",
    "papers": "Papers",
    "words": "Glossary",
    "method": "Method",
    "access": "Accessibility",
    "news": "What is new",
}
FACTS = next(iter(PARTS))  # the part that is shown where none is chosen
NOT_OF_THE_COUNCIL = ("news", "accessibility")  # figures of the record that tell of the dashboard


@per_council
def sources(
    council: Council, part: str = "", search: str = "", table: str = "", first: int = 0, *, whole: bool = False
) -> Story:
    """Return one part of the record (a key of ``PARTS``), or all of it for ""; ``whole`` gives every fact and not a screenful."""
    figures: dict[str, tuple[Figure | None, ...]] = {
        "facts": (
            fact_figures.record_figure(council) if whole else fact_figures.facts_figure(council, search, table, first),
        )
        if part in ("", "facts")
        else (),
        "conflicts": (disagreement_figures.conflicts_figure(council), disagreement_figures.sums_figure(council))
        if part in ("", "conflicts")
        else (),
        "papers": (papers.papers_figure(council), publications.publications_figure(council))
        if part in ("", "papers")
        else (),
        "words": (papers.glossary_figure(council),) if part in ("", "words") else (),
        "method": (method.method_figure(),) if part in ("", "method") else (),
        "access": (method.accessibility_figure(),) if part in ("", "access") else (),
        "news": (method.news_figure(),) if part in ("", "news") else (),
    }
    documents = council.rows("documents")
    points = disagreements.points(council)
    answer = (
        f"{wording.count(len(facts(council)), 'fact')} from {wording.count(len(documents), 'source')}, each with its place. "
        f"{wording.capital(points.counted_in_words)} are shown with both sides."
    )
    shown = tuple(figure for found in figures.values() for figure in found if figure)
    return PAGE.tell(council, answer, shown)


def whole_record(council: Council) -> Story:
    """Return the record for a workbook: every fact, without what is about the dashboard and not about the council."""
    whole = sources(council, whole=True)
    return replace(whole, figures=tuple(f for f in whole.figures if f.figure_id not in NOT_OF_THE_COUNCIL))


def without_places(figure: Figure) -> Figure:
    """Return a figure for a paper that is published: without where in the council's papers something could point to a person."""
    if figure.figure_id != "conflicts":
        return figure
    grade = next(place for place, heading in enumerate(figure.grid.headings) if heading.code == "grade")
    rows = tuple(row for row in figure.grid.rows if ConflictGrade.DISCLOSURE not in str(row[grade]))
    left = len(figure.grid.rows) - len(rows)
    if not left:
        return figure
    note = f"Not listed here: {wording.count(left, 'place')} in the papers that could point to a person."
    return replace(figure, grid=replace(figure.grid, rows=rows), notes=(*figure.notes, note))


def tables_of(council: Council) -> tuple[str, ...]:
    """Return the tables that facts can be looked for in, "" for all."""
    return ("", *(name for name in TABLES if council.rows_of_any(name)))


def searched(council: Council, address: Address) -> tuple[str, str, int, int]:
    """Return what an address looks for among the facts, in which table, from which one on, and how many there are."""
    facts_shown = address.choice("show", PARTS, FACTS) == FACTS
    search = address.words("search") if facts_shown else ""
    table = address.choice("table", tables_of(council)) if facts_shown else ""
    many = len(find_facts(council, search, table))
    return search, table, address.number("first", 0, max(many - 1, 0), 0), many


def chosen(council: Council, address: Address) -> Story:
    """Return the part of the record that an address asks for, and of the facts those that it looks for."""
    search, table, first, _ = searched(council, address)
    return sources(council, address.choice("show", PARTS, FACTS), search, table, first)


PAGE = Page(
    name="sources",
    title="Sources",
    question="Where does every number come from?",
    menu="Evidence",
    place=140,
    icon="description",
    story=sources,
    section=Section("Where papers disagree", 11, usual=True, figures=("conflicts", "sums"), published=without_places),
    on_wall=False,
    workbook=whole_record,
    chosen=chosen,
)
