"""What can be found of a council: each thing with its name, the words it is found by, and the page that opens it.

Everything is read from the council's own rows as known on its day, so the public copy holds nothing here that it does not hold elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from dayops_dash import wording
from dayops_dash.address import MAX_WORDS
from dayops_dash.cache import per_council
from dayops_dash.dataset import Council, Row
from dayops_dash.dataset.rows import text_of
from dayops_dash.dataset.vocabulary import OutcomeKind
from dayops_dash.measures import places
from dayops_dash.measures.voices.themes import named
from dayops_dash.stories.plan.progress import INTENTION
from dayops_dash.stories.sections import SECTIONS

Choices = tuple[tuple[str, str], ...]
THEMES = "Filed under"
FIGURE = "figure-"  # how a figure's place on its page is called


class ResultGroup(StrEnum):
    """The headings that results stand under, in the order in which they are shown."""

    PLANNED = "What is planned"
    SAID = "What people said"
    SPENT = "What is spent and saved"
    ASKED = "What was asked"
    RISKS = "What could go wrong"
    AIMS = "What should be better"
    FIGURES = "Charts and tables"
    FACTS = "Facts and statements"
    PLACES = "Places"
    PAPERS = "Papers"
    TERMS = "Terms explained"
    PAGES = "Pages"


@dataclass(frozen=True)
class Findable:
    """One thing that can be found. ``what`` says what it is; ``text`` holds its other words, a part to a line.

    ``page`` with ``choices`` opens it, at the place on that page that ``anchor`` names, "" for the top. ``themes`` are those that
    the page of what people said files it under, so that a search for transport finds "the last bus is at four".
    """

    group: ResultGroup
    what: str
    title: str
    text: str
    page: str
    choices: Choices = ()
    anchor: str = ""
    themes: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Its text, and last the themes that it is filed under."""
        return _lines(self.text, f"{THEMES}: {', '.join(self.themes)}" if self.themes else "")

    @property
    def anchor_unchosen(self) -> str:
        """The place on the page where nothing is chosen on it, as in the plain edition; "" where it is not there."""
        return self.anchor if self.anchor.startswith(FIGURE) else ""


@dataclass(frozen=True)
class TableWords:
    """Which columns of a table name a thing, which others it is found by, and which page opens it.

    ``by`` is the page's own choice with the column that holds its value; ``fixed`` are choices that are the same for all.
    ``filed``: it stands under the themes that its name names.
    """

    group: ResultGroup
    what: str
    title: tuple[str, ...]
    text: tuple[str, ...]
    page: str
    by: tuple[tuple[str, str], ...] = ()
    fixed: Choices = ()
    anchor: str = ""
    filed: bool = False


TABLES_FOUND: Mapping[str, tuple[TableWords, ...]] = {
    "recommendations": (
        TableWords(
            ResultGroup.ASKED,
            "Asked of a committee or council",
            ("summary",),
            ("reference", "committee", "asked_of", "response", "action", "lead_role", "status", "evidence"),
            "recommendations",
        ),
    ),
    "spend": (
        TableWords(
            ResultGroup.SPENT,
            "Budget or spend",
            ("subject", "financial_year"),
            ("as_written", "client_group", "statement"),
            "spend",
        ),
    ),
    "savings": (
        TableWords(
            ResultGroup.SPENT, "Saving", ("subject", "financial_year"), ("as_written", "kind", "statement"), "spend"
        ),
    ),
    "risks": (
        TableWords(
            ResultGroup.RISKS,
            "Risk",
            ("title",),
            ("cause", "event", "effect", "owner_role"),
            "risks",
            by=(("risk", "risk_id"),),
        ),
    ),
    "mitigations": (
        TableWords(
            ResultGroup.RISKS,
            "Action against a risk",
            ("title",),
            ("owner_role", "due_as_written", "evidence"),
            "risks",
            by=(("risk", "risk_id"),),
        ),
    ),
    "engagements": (
        TableWords(
            ResultGroup.SAID,
            "Survey or consultation",
            ("title",),
            ("audience", "methods", "held_as_written"),
            "voices",
            by=(("stage", "engagement_id"),),
        ),
    ),
    "voices": (
        TableWords(
            ResultGroup.SAID,
            "Comment",
            ("words",),
            ("audience", "kind"),
            "voices",
            by=(("stage", "engagement_id"),),
            filed=True,
        ),
    ),
    "levels": (
        TableWords(ResultGroup.FACTS, "Kind of support", ("title",), ("model", "summary", "for_whom"), "compare"),
    ),
    "implications": (
        TableWords(
            ResultGroup.FACTS,
            "Implication",
            ("statement",),
            ("topic",),
            "sources",
            by=(("search", "topic"),),
            fixed=(("show", "facts"), ("table", "implications")),
        ),
    ),
    "options": (TableWords(ResultGroup.FACTS, "Option considered", ("title",), ("reason",), "recommendations"),),
    "conflicts": (
        TableWords(
            ResultGroup.FACTS,
            "Where papers disagree",
            ("title",),
            ("says", "other_says"),
            "sources",
            fixed=(("show", "conflicts"),),
        ),
    ),
    "people": (
        TableWords(
            ResultGroup.FACTS,
            "Number of people",
            ("subject", "group"),
            ("measure", "as_written", "period", "client_group", "statement"),
            "sources",
            by=(("search", "subject"),),
            fixed=(("show", "facts"), ("table", "people")),
        ),
    ),
    "context": (
        TableWords(
            ResultGroup.FACTS,
            "Fact",
            ("subject", "measure"),
            ("place", "period", "as_written", "statement", "quoted_from"),
            "sources",
            by=(("search", "subject"),),
            fixed=(("show", "facts"), ("table", "context")),
        ),
    ),
    "projections": (
        TableWords(
            ResultGroup.FACTS,
            "Projection",
            ("subject", "age_band"),
            ("period", "as_written", "place", "statement"),
            "demand",
        ),
    ),
    "services": (
        TableWords(
            ResultGroup.PLACES,
            "Service",
            ("title",),
            ("summary", "client_group", "place", "kind"),
            "sources",
            by=(("search", "title"),),
            fixed=(("show", "facts"), ("table", "services")),
        ),
    ),
    "documents": (
        TableWords(
            ResultGroup.PAPERS,
            "Paper",
            ("title",),
            ("kind", "body", "published_as_written", "covers"),
            "sources",
            fixed=(("show", "papers"),),
            anchor="figure-papers",
        ),
    ),
    "glossary": (
        TableWords(
            ResultGroup.TERMS,
            "Term",
            ("term",),
            ("meaning",),
            "sources",
            fixed=(("show", "words"),),
            anchor="figure-glossary",
        ),
    ),
}


@per_council
def things_in_rows(council: Council) -> tuple[Findable, ...]:
    """Return what can be found in a council's rows. No story is told for it, so it may be asked of many councils."""
    found = [*_commitments(council), *_questions(council), *_aims(council), *_areas(council)]
    for table, ways in TABLES_FOUND.items():
        for row in council.rows_of_any(table):
            found += [_of_row(row, way) for way in ways]
    return tuple(dict.fromkeys(each for each in found if each.title))


def _of_row(row: Row, way: TableWords) -> Findable:
    choices = [(name, text_of(row, column)[:MAX_WORDS]) for name, column in way.by]
    chosen = (*way.fixed, *((name, value) for name, value in choices if value))
    title = ", ".join(filter(None, _texts(row, way.title)))
    filed = named(title) if way.filed else ()
    return Findable(way.group, way.what, title, _lines(*_texts(row, way.text)), way.page, chosen, way.anchor, filed)


def _texts(row: Row, columns: tuple[str, ...]) -> list[str]:
    return [text_of(row, column) for column in columns]


def _lines(*parts: str) -> str:
    return "\n".join(dict.fromkeys(part for part in parts if part))


def _commitments(council: Council) -> Iterator[Findable]:
    """Yield each commitment or action, with what later papers say of it."""
    news: dict[str, list[str]] = {}
    for update in council.rows("updates"):
        said = (update.progress_note, update.next_steps, update.status_as_written, update.due_as_written)
        news.setdefault(update.intention_id, []).extend(said)
    for row in council.rows("intentions"):
        title = f"{row.reference}. {row.title}" if row.reference else row.title
        text = _lines(row.summary, row.theme, row.owner_role, row.priority, *news.get(row.intention_id, ()))
        chosen = ((INTENTION, row.intention_id),)
        filed = named(f"{row.title} {row.summary}")
        yield Findable(ResultGroup.PLANNED, wording.capital(row.kind), title, text, "progress", chosen, "", filed)


def _questions(council: Council) -> Iterator[Findable]:
    """Yield each question of a survey, with its answers."""
    answers: dict[str, list[tuple[str, str]]] = {}
    for answer in council.rows("survey_answers"):
        text = answer.statement or f"{answer.answer}: {answer.as_written}".rstrip(": ")
        answers.setdefault(answer.question_id, []).append((answer.answer, text))
    for row in council.rows("survey_questions"):
        said = answers.get(row.question_id, ())
        text = _lines(*(text for _, text in said), row.audience)
        chosen = (("stage", row.engagement_id),)
        filed = named("\n".join((row.title, *(words for words, _ in said))))
        yield Findable(ResultGroup.SAID, "Survey question", row.title, text, "voices", chosen, "", filed)


def _aims(council: Council) -> Iterator[Findable]:
    for row in council.rows("outcomes"):
        kind = OutcomeKind(row.kind)
        text, chosen = _lines(row.definition, row.ascof_code), (("kind", kind.name.lower()),)
        filed = named(f"{row.title} {row.definition}")
        yield Findable(ResultGroup.AIMS, wording.capital(kind), row.title, text, "outcomes", chosen, "", filed)


def _areas(council: Council) -> Iterator[Findable]:
    """Yield each area that a map of the council shows, under the layer that shows it."""
    layers, named = places.layers(council), set[str]()
    found = ((layer, area) for layer in layers for area in places.areas(council, layer))
    for layer, area in found:
        if area.area_code not in named:
            named.add(area.area_code)
            chosen = (("layer", str(layer)), ("area", area.area_code))
            what = wording.capital(area.area_type or council.dataset.area_word)
            yield Findable(ResultGroup.PLACES, what, area.area_name, area.area_code, "wards", chosen)


@per_council
def things_told(council: Council) -> tuple[Findable, ...]:
    """Return what a council's pages tell: each figure, each question to ask, and the pages. Every story is told for it."""
    found: list[Findable] = []
    for name, page in SECTIONS.items():
        found.append(Findable(ResultGroup.PAGES, "Page", page.title, page.question, name))
        for figure in page.story(council).figures if council.latest_report_on else ():
            text = _lines(figure.words, figure.subtitle)
            found.append(
                Findable(
                    ResultGroup.FIGURES,
                    f"Chart or table on the page {page.title}",
                    figure.title,
                    text,
                    name,
                    _of_page(name, figure.figure_id),
                    _anchor(figure.figure_id),
                )
            )
            found += [
                Findable(
                    ResultGroup.ASKED,
                    "Question to ask",
                    ask.question,
                    _lines(ask.why, *ask.evidence),
                    name,
                    (),
                    f"ask-{ask.key}",
                )
                for ask in figure.asks
            ]
    return tuple(found)


def _anchor(figure_id: str) -> str:
    return f"{FIGURE}{figure_id}"


PARTS_OF_SOURCES = {  # a page shows one part at a time: which part a figure is in
    "conflicts": "conflicts",
    "sums": "conflicts",
    "papers": "papers",
    "glossary": "words",
    "method": "method",
    "accessibility": "access",
    "news": "news",
}


def _of_page(page: str, figure_id: str) -> Choices:
    part = PARTS_OF_SOURCES.get(figure_id, "") if page == "sources" else ""
    return (("show", part),) if part else ()
