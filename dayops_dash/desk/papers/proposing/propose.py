"""All that a paper proposes: its own row, then each of its places in order, and the numbers that are left."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from dayops_dash.dataset.vocabulary import DocumentKind, PublishedBasis
from dayops_dash.desk.papers.language.numbers import NumberKind
from dayops_dash.desk.papers.language.when import dates_in
from dayops_dash.desk.papers.proposing.actions import propose_actions, propose_dates, propose_key_date
from dayops_dash.desk.papers.proposing.asked import propose_recommendations
from dayops_dash.desk.papers.proposing.figures import propose_figures
from dayops_dash.desk.papers.proposing.gathered import Gathered, cut, place_of
from dayops_dash.desk.papers.proposing.model import PaperPlace, ProposedPaper, UnheldNumber
from dayops_dash.desk.papers.proposing.risks import propose_risks, propose_said_score
from dayops_dash.desk.papers.proposing.sites import Place, Site, TableSite, every_site, sites_of
from dayops_dash.desk.papers.proposing.sums import check_sums
from dayops_dash.desk.papers.proposing.survey_tables import propose_survey
from dayops_dash.desk.papers.proposing.table_kinds import PaperTableShape, TableKind, kind_of, shape_of
from dayops_dash.desk.papers.proposing.tables import propose_figure_table, propose_series
from dayops_dash.desk.papers.reading.model import PaperRead

BODY = re.compile(
    r"^((?:(?:[A-Z][\w&’'-]*|and|of|for|the|&),?\s+)*(?:Committee|Cabinet|Board|Panel|Commission|Executive|Council)"
    r"|(?:Cabinet|Executive|Lead|Portfolio) (?:Member|Holder) for [A-Z].{3,80})$"
)
DAY_LABEL = re.compile(r"(?:decision |report )?date(?: of (?:the )?(?:decision|report))?\s*:", re.I)
WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+", re.I)
LABEL = re.compile(
    r"(?:reports?|date|from|to|subject|title|author|contact|wards?|lead|director|portfolio|agenda|item|meeting|committee|cabinet|decision"
    r"|key|classification|status|purpose|for|open|appendi\w+|officer|responsible|relevant)\b[^:]{0,25}:",
    re.I,
)
COUNCIL = re.compile(
    r"(?:the )?(?:(?:london|royal|metropolitan|county|city) )*(?:borough|city|county|council|district) of [\w ]{3,40}$"
    r"|[\w ’'&-]{3,50} (?:council|combined authority)$",
    re.I,
)
LEAST_SPELLED = 10  # "one of them" and "two ways" are no figures
FIRST_SITES = 25  # in which a paper says its title, date and committee
OTHER = "it counts nothing that the paper names beside it"
STRUCK = "struck through: no longer said"
PRINTED = re.compile(r"£?\d(?:[\d,.]*\d)?%?")
TABLES: Mapping[TableKind, Callable[[Gathered, TableSite, PaperTableShape], None]] = MappingProxyType(
    {
        TableKind.ACTIONS: propose_actions,
        TableKind.SURVEY: propose_survey,
        TableKind.RISKS: propose_risks,
        TableKind.SERIES: propose_series,
        TableKind.FIGURES: propose_figure_table,
    }
)
QUIET = ("margin", "contents", "heading", "caption")


def propose(paper: PaperRead, place: str = "") -> ProposedPaper:
    """Return what a paper proposes. ``place`` is the area of its council, where the paper may name it."""
    places = sites_of(paper)
    document = document_of(places, paper)
    said = date.fromisoformat(document["published_on"]) if document.get("published_on") else None
    gathered = Gathered(said_on=said, place=place)
    propose_recommendations(gathered, places, document.get("body", ""))
    for one in places:
        if isinstance(one, TableSite):
            _table(gathered, one)
        elif one.kind == "date" and propose_key_date(gathered, one):
            continue
        elif one.kind not in QUIET:
            propose_said_score(gathered, one)
            propose_dates(gathered, one)
            propose_figures(gathered, one)
        elif one.kind == "heading" and re.search(r"[£%]", one.text):
            propose_figures(gathered, one)
    rows = check_sums(gathered.rows)
    unheld = [*numbers_left(gathered, places), *_unprinted(paper, places)]
    return ProposedPaper(tuple(rows.rows), tuple(unheld), rows.said, paper.notes, document)


def _table(gathered: Gathered, site: TableSite) -> None:
    shape = shape_of(site)
    kind = kind_of(site, shape)
    if kind in TABLES:
        TABLES[kind](gathered, site, shape)
    if kind in (
        TableKind.CONTENTS,
        TableKind.RISKS,
    ):  # what a risk says of an amount is no budget and no answer: it is listed
        return
    for (row, column), cell in site.cells.items():
        if row >= site.table.header_rows and len(cell.text.split()) > 4:
            about = f"{site.heading}. {site.table.caption}. {site.table.text(row, 0)}. {shape.heads[column]}"
            propose_figures(gathered, cell, about)


def numbers_left(gathered: Gathered, places: Sequence[Place]) -> list[UnheldNumber]:
    """Return every number of a paper that no row holds, with what it seems to be, in order: in digits, or of ten and more in words."""
    found = []
    for site in every_site(places):
        for one in gathered.numbers(site):
            if (one.spelled and one.value < LEAST_SPELLED) or (site.index, one.start) in gathered.held:
                continue
            figures = (NumberKind.MONEY, NumberKind.PERCENT, NumberKind.COUNT)
            reason = OTHER if one.kind in figures else str(one.kind)
            if site.kind in ("margin", "contents"):
                reason = f"in the {'margin' if site.kind == 'margin' else 'contents'} of a page"
            found.append(
                UnheldNumber(one.words, reason, place_of(site, one.start, _round(site.text, one.start, one.end)))
            )
        if site.content.struck and re.search(r"\d", site.content.struck):
            words = ", ".join(PRINTED.findall(site.content.struck))
            at = PaperPlace(site.locator, site.content.page, site.content.struck, site.content.box)
            found.append(UnheldNumber(words, STRUCK, at))
    return found


def _unprinted(paper: PaperRead, places: Sequence[Place]) -> list[UnheldNumber]:
    """Return the numbers of text that the file holds and no page shows: deleted by a tracked change, hidden, or in a comment."""
    shown = " ".join([*(site.content.struck for site in every_site(places)), *(text for _, text in paper.unprinted)])
    struck = [(STRUCK, text) for text in paper.struck if text not in shown]
    return [
        UnheldNumber(number, reason, PaperPlace(reason.partition(":")[0], 0, text))
        for reason, text in (*paper.unprinted, *struck)
        for number in PRINTED.findall(text)
    ]


def _round(text: str, start: int, end: int) -> str:
    left, right = max(0, start - 80), min(len(text), end + 80)
    return f"{'…' if left else ''}{text[left:right]}{'…' if right < len(text) else ''}"


def document_of(places: Sequence[Place], paper: PaperRead) -> dict[str, str]:
    """Return what the paper says of itself: title, committee, date and kind. What it does not say is left out."""
    first = [site for site in places if isinstance(site, Site) and site.kind != "margin"][:FIRST_SITES]
    found: dict[str, str] = {"published_basis": str(PublishedBasis.STATED)}
    found |= _dated(first)
    for site in first:
        if named := re.match(r"(?:report title|title|subject)\s*:\s*(.{5,200})$", site.text, re.I):
            found["title"] = named[1]
        if (
            item := re.match(r"agenda item(?: no\.?| number)?\s*:?\s*(\w+)$", site.text, re.I)
        ) and "agenda_item" not in found:
            found["agenda_item"] = item[1]
        body = BODY.match(site.text.strip())
        if body and (found.get("body") or "Council").endswith("Council"):  # a council is named above its committee
            found["body"] = body[1]
    if "title" not in found:
        title = next((site for site in first if _may_be_title(site)), None)
        found["title"] = cut(title.text, 200) if title else paper.file
    text = " ".join(site.text for site in first).casefold()
    is_strategy = (
        "strategy" in found["title"].casefold() and "report" not in text[:600] and "committee" not in text[:600]
    )
    minutes = re.match(r"minutes of", text) or re.search(r"\bminutes of the (?:meeting|proceedings)\b", text[:400])
    plan = re.search(r"\baction plan\b", found["title"].casefold())
    kind = "minutes" if minutes else "action plan" if plan else "strategy" if is_strategy else "committee report"
    found["kind"] = str(DocumentKind(kind))
    return found


def _may_be_title(site: Site) -> bool:
    text = site.text
    words = len(text.split())
    plain = not dates_in(text) or dates_in(text)[0].start > 12
    return (
        site.kind == "heading"
        and words >= 4
        and plain
        and not LABEL.match(text)
        and not BODY.match(text)
        and not COUNCIL.match(text)
        and not re.match(r"report of", text, re.I)
    )


def _dated(first: Sequence[Site]) -> dict[str, str]:
    """Return the day of the meeting, or else the only full day that the paper's beginning gives."""
    full = [
        (site, when)
        for site in first[:15]
        for when in dates_in(site.text)
        if re.fullmatch(r"\d{4}-\d\d-\d\d", when.due.edtf)
    ]
    meeting = [one for one in full if re.search(r"meeting|committee|cabinet", one[0].text, re.I)]
    alone = [one for one in full if len(WEEKDAY.sub("", one[0].text)) <= len(one[1].words) + 6]
    days = {when.due.edtf for _, when in full}
    labelled = [one for one in full if DAY_LABEL.match(one[0].text)]
    chosen = meeting or labelled or alone or (full if len(days) == 1 else [])
    if not chosen:
        return {}
    site, when = chosen[0]
    return {
        "published_as_written": when.core,
        "published_edtf": when.due.edtf,
        "published_on": when.due.edtf,
        "locator": site.locator,
    }
