"""The questions for the meeting, those set aside, and the rules that raise them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.vocabulary import DocumentKind
from dayops_dash.figures.shared.ask import Ask
from dayops_dash.figures.shared.day import on_day
from dayops_dash.figures.shared.grid import Grid, GridColumn, Heading, Kind, grid_of
from dayops_dash.figures.shared.link import Link
from dayops_dash.figures.shared.model import Figure, Source, Tile, source_at
from dayops_dash.measures.plan.status import Standing
from dayops_dash.measures.questions import rules as measure
from dayops_dash.measures.questions.evidence_item import EvidenceItem
from dayops_dash.measures.questions.rules import Enquiry

NOTE = (
    "Questions are raised by rules from the data, each once, however much it finds; no question is written by judgement or by a "
    "language model. A question is no finding of fault: the answer may be known and stand in no paper."
)
OF_FIGURES = ("figures-conflict",)  # rules whose evidence is figures, of which a question names none
BRIEF_PLACES = 2  # places that the printed sheet names for a question


def seen(council: Council, enquiry: Enquiry) -> Link:
    """Return the page where a question's evidence stands, with the choices that show it."""
    return SEEN[enquiry.rule.key](council, enquiry.evidence)


def _progress(*choices: tuple[str, str]) -> Link:
    return Link("progress", "See the evidence", choices)


SEEN: dict[str, Callable[[Council, Sequence[EvidenceItem]], Link]] = {
    "date-passed": lambda council, found: _progress(("stands", Standing.PAST.name.lower())),
    "overdue": lambda council, found: _progress(("stands", Standing.PAST.name.lower())),
    "saving-short": lambda council, found: Link("spend", "See the savings"),
    "areas-beyond": lambda council, found: Link("wards", "See the map", (("layer", "reached"),)),
    "evidence-old": lambda council, found: _progress(("view", "actions"), ("order", "evidence")),
    "never-reported": lambda council, found: _progress(("view", "actions"), ("status", "none reported")),
    "risk-no-action": lambda council, found: Link("risks", "See the risk and what is done"),
    "figures-conflict": lambda council, found: Link("sources", "See both sides", (("show", "conflicts"),)),
    "saving-no-figure": lambda council, found: Link("sources", "See the evidence", (("table", "savings"),)),
    "complete-whose-test": lambda council, found: _progress(("intention", found[0].key)),
    "no-target": lambda council, found: Link("outcomes", "See the aims"),
    "base-missing": lambda council, found: Link("voices", "See what people said"),
    "areas-alike": lambda council, found: Link("wards", "See the map", (("layer", "reached"),)),
    "areas-no-counts": lambda council, found: Link("wards", "See the map", (("layer", "paper"),)),
    "no-national": lambda council, found: Link("outcomes", "See the measures"),
}


def count_words(number: int) -> str:
    """One question, Six questions, 10 questions"""
    return f"{wording.begun(number)} {'question' if number == 1 else 'questions'}"


def questions_figure(council: Council, shown: Sequence[Enquiry], aside: Collection[str]) -> Figure:
    """The questions for the meeting, the weightiest first, each with its evidence; the page prints as one sheet."""
    first = shown[0].rule.looks_for
    number = count_words(len(shown))
    rest = len(measure.enquiries(council)) - len(shown) - len([k for k in aside if k in measure.BY_KEY])
    more = f" {count_words(rest)} of less weight would follow." if rest > 0 else ""
    return Figure(
        "questions",
        f"{number} {on_day(council)}; the first: {wording.uncapital(first)}",
        f"Questions for the meeting, {council.short_title}, as at {wording.day(council.as_at)}",
        f"The most pressing first. Printed, this page is one sheet for the meeting.{more}",
        _grid(council, shown),
        asks=tuple(
            _ask(council, enquiry, [*aside, enquiry.rule.key], "Set aside for this meeting") for enquiry in shown
        ),
        notes=(NOTE,),
        sources=_papers(council, shown),
    )


def aside_figure(council: Council, put_by: Sequence[Enquiry], aside: Collection[str]) -> Figure | None:
    """The questions that are set aside, each with the way back; None where none is."""
    if not put_by:
        return None
    return Figure(
        "set-aside",
        f"{count_words(len(put_by))} set aside for this meeting",
        f"{council.short_title}, as at {wording.day(council.as_at)}",
        "The address of this page holds what is set aside, so that a link to it shows the same.",
        _grid(council, put_by),
        asks=tuple(
            _ask(council, enquiry, [key for key in aside if key != enquiry.rule.key], "Put back") for enquiry in put_by
        ),
        sources=_papers(council, put_by),
    )


def _ask(council: Council, enquiry: Enquiry, aside: Sequence[str], label: str) -> Ask:
    choices = (("aside", ",".join(dict.fromkeys(aside))),) if aside else ()
    found = enquiry.evidence
    places = [_place(council, one) for one in found[:BRIEF_PLACES]]
    rest = len(found) - len(places)
    brief = "; ".join(places) + (f"; and {rest} more" if rest > 0 else "")
    return Ask(
        enquiry.rule.key,
        enquiry.question,
        enquiry.why,
        f"Why this matters: {wording.uncapital(enquiry.rule.because)}.",
        brief,
        _figures(enquiry),
        tuple(f"{one.what}: {one.detail} ({_place(council, one)})" for one in found),
        seen(council, enquiry),
        Link("questions", label, choices),
    )


def _figures(enquiry: Enquiry) -> str:
    if enquiry.rule.key not in OF_FIGURES:
        return ""
    return "; ".join(f"{one.what}: {one.detail}" for one in enquiry.evidence[: measure.NAMED])


def _place(council: Council, one: EvidenceItem) -> str:
    """Return where it stands, short enough for a line: of each paper its kind, its date, and the first place in it."""
    return "; ".join(
        f"{wording.capital(council.document_kind(paper))} of {council.dated(paper)}, {locator.split('; ')[0]}"
        for paper, locator in one.places
    )


def _grid(council: Council, shown: Sequence[Enquiry]) -> Grid:
    return grid_of(
        list(enumerate(shown, 1)),
        GridColumn("number", "Number", lambda pair: pair[0], Kind.COUNT),
        GridColumn("question", "Question", lambda pair: pair[1].question),
        GridColumn("why", "Why it is asked", lambda pair: pair[1].why),
        GridColumn("weight", "Weight of 100", lambda pair: pair[1].rule.weight, Kind.COUNT),
        GridColumn("because", "Why it stands here", lambda pair: pair[1].rule.because),
        GridColumn("evidence", "Evidence", lambda pair: len(pair[1].evidence), Kind.COUNT),
        GridColumn("place", "Where", lambda pair: _places(council, pair[1])),
    )


def _places(council: Council, enquiry: Enquiry) -> str:
    return "; ".join(dict.fromkeys(_place(council, one) for one in enquiry.evidence))


def _papers(council: Council, shown: Sequence[Enquiry]) -> tuple[Source, ...]:
    papers = (paper for enquiry in shown for one in enquiry.evidence for paper, _ in one.places)
    return tuple(source_at(council, paper) for paper in dict.fromkeys(papers))


def rules_figure(council: Council) -> Figure:
    """Every rule, with who looks after it, its weight and how much it found."""
    found = {enquiry.rule.key: len(enquiry.evidence) for enquiry in measure.enquiries(council)}
    return Figure(
        "rules",
        f"{len(found)} of {len(measure.RULES)} rules find something to ask",
        f"Rules of enquiry, {council.short_title}, as at {wording.day(council.as_at)}",
        "Each rule has a role that looks after it, and a weight that says how early its question is asked.",
        grid_of(
            measure.RULES,
            GridColumn("rule", "Looks for", lambda r: r.looks_for),
            GridColumn("found", "Found", lambda r: found.get(r.key, 0), Kind.COUNT),
            GridColumn("weight", "Weight of 100", lambda r: r.weight, Kind.COUNT),
            GridColumn("because", "Why this weight", lambda r: r.because),
            GridColumn("owner", "Looked after by", lambda r: r.owner),
        ),
        brief=True,
        notes=(NOTE,),
    )


def nothing_figure(council: Council, title: str) -> Figure:
    """Say that no rule finds anything, and where to look instead."""
    kinds = (DocumentKind.REFERENCE, DocumentKind.OFFICIAL_STATISTICS)
    papers = [r for r in council.rows("documents") if r.kind not in kinds]
    return Figure(
        "no-questions",
        title,
        f"{council.short_title}, as at {wording.day(council.as_at)}",
        "Choose a later day above, or see which papers there are.",
        Grid((Heading("question", "Question"),), ()),
        tiles=(
            Tile(
                f"{len(papers)}",
                "Council papers known on this day",
                "what the rules look in",
                link=Link("sources", "See the papers", (("show", "papers"),)),
            ),
        ),
        brief=True,
    )
