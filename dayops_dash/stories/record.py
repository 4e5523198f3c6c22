"""Where does every number come from? The papers, the facts, the disagreements, the words."""

from functools import lru_cache

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.figures.record import method
from dayops_dash.figures.record import papers as records
from dayops_dash.figures.shared.model import Figure
from dayops_dash.measures.record import disagreements
from dayops_dash.measures.record.facts import facts
from dayops_dash.stories.shared.model import Story

QUESTION = "Where does every number come from?"
PARTS = {
    "facts": "Facts",
    "conflicts": "Conflicts and sums",
    "papers": "Papers",
    "words": "Glossary",
    "method": "Method",
    "access": "Accessibility",
    "news": "What is new",
}


@lru_cache(maxsize=256)
def sources(
    council: Council, part: str = "", search: str = "", table: str = "", first: int = 0, *, whole: bool = False
) -> Story:
    """Return one part of the record (a key of ``PARTS``), or all of it for ""; ``whole`` gives every fact and not a screenful."""
    figures: dict[str, tuple[Figure | None, ...]] = {
        "facts": (records.record_figure(council) if whole else records.facts_figure(council, search, table, first),)
        if part in ("", "facts")
        else (),
        "conflicts": (records.conflicts_figure(council), records.sums_figure(council))
        if part in ("", "conflicts")
        else (),
        "papers": (records.papers_figure(council),) if part in ("", "papers") else (),
        "words": (records.glossary_figure(council),) if part in ("", "words") else (),
        "method": (method.method_figure(),) if part in ("", "method") else (),
        "access": (method.accessibility_figure(),) if part in ("", "access") else (),
        "news": (method.news_figure(),) if part in ("", "news") else (),
    }
    papers = council.rows("documents")
    points = disagreements.points(council)
    answer = (
        f"{wording.count(len(facts(council)), 'fact')} from {wording.count(len(papers), 'source')}, each with its place. "
        f"{wording.capital(points.counted_in_words)} are shown with both sides."
    )
    shown = tuple(figure for found in figures.values() for figure in found if figure)
    return Story.of(council, "sources", QUESTION, answer, shown)
