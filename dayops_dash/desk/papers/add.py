"""Adding a paper: reading it, proposing its rows, and holding them against what is published, as a reading that a draft keeps."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from dayops_dash import wording
from dayops_dash.dataset.checks.personal import is_personal
from dayops_dash.dataset.kept_papers import kept_name
from dayops_dash.dataset.tables import TABLES
from dayops_dash.desk.cell import PERSONAL
from dayops_dash.desk.held import HeldVersion, published
from dayops_dash.desk.imports.identity import new_key
from dayops_dash.desk.papers.accepted import KEPT_FILE, OPEN_TO
from dayops_dash.desk.papers.forms import PAPER_FORMS, PREFIX
from dayops_dash.desk.papers.matched import Match, PaperStanding, match
from dayops_dash.desk.papers.proposing.model import ProposedPaper, ProposedRow
from dayops_dash.desk.papers.proposing.propose import propose
from dayops_dash.desk.papers.reading.model import PaperRefused
from dayops_dash.desk.papers.reading.paper_file import read_paper
from dayops_dash.desk.papers.reading.pdf_file import Progress, no_progress
from dayops_dash.desk.printed import PrintedPlace
from dayops_dash.desk.proposal import CellPlace, Paper, Proposal, ProposalState
from dayops_dash.desk.reading import ReturnsReading, numbered

NOT_SHOWN = "(not shown)"
LONGEST_WORDS = 600
MOST_PROPOSALS = 5_000


@dataclass(frozen=True)
class AddedPaper:
    """A paper that was read and proposed: the reading that a draft keeps, and all that the paper proposes."""

    reading: ReturnsReading
    proposed: ProposedPaper
    sizes: tuple[tuple[float, float], ...]
    how: str
    pdf: bytes = b""


@dataclass(frozen=True)
class PaperDetails:
    """What an officer says of a paper: its id, title, day and address. What is not said is taken from the paper."""

    document_id: str = ""
    title: str = ""
    on: date | None = None
    url: str = ""
    first_published_on: date | None = None
    confirmed_by: str = ""
    kind: str = ""
    open_to: str = ""  # who may read the file here, where it is kept


def add_paper(
    home: Path, content: bytes, file: str, details: PaperDetails | None = None, on_page: Progress = no_progress
) -> AddedPaper:
    """Return what a paper proposes for a council. Nothing is written. Raises PaperRefused where it cannot be read."""
    details = details or PaperDetails()
    held = published(home)
    read = read_paper(content, file, on_page)
    proposed = propose(read, place_of(held))
    paper = _kept(paper_of(held, proposed, details), read.pdf, details.open_to)
    proposals = proposals_of(held, proposed, paper, file)
    reading = ReturnsReading(held.council, held.version, paper, proposals, notes=proposed.notes)
    return AddedPaper(reading, proposed, read.sizes, read.how, read.pdf)


def _kept(paper: Paper, pdf: bytes, open_to: str) -> Paper:
    """Return a paper that says which file of it is kept, where an officer wants that. Raises PaperRefused for a web page."""
    if not open_to:
        return paper
    if not pdf:
        raise PaperRefused("A web page is not kept. Give its address, or save it as PDF and bring in that.")
    return replace(paper, details={**paper.details, KEPT_FILE: kept_name(pdf), OPEN_TO: open_to})


def place_of(held: HeldVersion) -> str:
    """Return what a council's area is called in its papers: its folder's name in words."""
    return " ".join(part.capitalize() for part in held.council.split("-"))


def paper_of(held: HeldVersion, proposed: ProposedPaper, details: PaperDetails) -> Paper:
    """Return the paper that its rows will stand under: one that is published already, where it is the same, else a new one.

    Raises PaperRefused where it gives no day and none was said: the day is never guessed.
    """
    said = dict(proposed.document)
    title = details.title or said.pop("title", "")
    on = details.on.isoformat() if details.on else said.get("published_on", "")
    if details.document_id and (row := held.rows("documents").get(details.document_id)):
        return Paper(
            details.document_id, row["published_on"] or on, row["title"], False, details.confirmed_by, called="paper"
        )
    if not on:
        raise PaperRefused("The paper does not say of which day it is. Say it with --date, as in --date 2026-05-14.")
    if details.on:
        said |= {"published_as_written": wording.day(details.on), "published_edtf": on, "published_on": on}
    twin = next((key for key, row in held.rows("documents").items() if _is_same(row, title, on)), "")
    if twin and not details.document_id:
        row = held.rows("documents")[twin]
        return Paper(twin, row["published_on"], row["title"], False, details.confirmed_by, called="paper")
    key = details.document_id or new_key(
        f"{_slug(said.get('body', '') or said.get('kind', 'paper'))}-{on[:7]}", held.rows("documents")
    )
    said |= {"meeting_on": on if said.get("kind") != "strategy" else "", "url": details.url}
    said |= {"first_published_on": details.first_published_on.isoformat()} if details.first_published_on else {}
    said |= {"kind": details.kind} if details.kind else {}
    kept = {
        name: value for name, value in said.items() if value and name in TABLES["documents"].by_name and name != "title"
    }
    return Paper(key, on, title, True, details.confirmed_by, called="paper", details=kept)


def _is_same(row: Mapping[str, str], title: str, on: str) -> bool:
    plain = re.sub(r"\W+", " ", row["title"].casefold()).strip()
    return row["published_on"] == on and plain == re.sub(r"\W+", " ", title.casefold()).strip()


def _slug(words: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", words.casefold())[-2:]) or "paper"


def proposals_of(held: HeldVersion, proposed: ProposedPaper, paper: Paper, file: str) -> tuple[Proposal, ...]:
    """Return proposed rows as proposals: each with the key that it will have, and how it stands beside what is published."""
    keys: dict[tuple[str, str], str] = {}
    taken: dict[str, dict[str, object]] = {}
    found = []
    for row in proposed.rows[:MOST_PROPOSALS]:
        cells = _linked(row, keys)
        at = match(held, row, cells, paper.document_id)
        names = taken.setdefault(row.table, dict(held.rows(row.table)))
        same = at.standing in (PaperStanding.PRESENT, PaperStanding.CONFIRMED) or (
            at.key and row.table in ("intentions", "risks", "levels")
        )
        keys[row.table, row.key] = at.key if same else new_key(row.key, names)
        names[keys[row.table, row.key]] = None
        found.append(_proposal(held, row, cells, keys, at, file))
    return numbered(found)


def _linked(row: ProposedRow, keys: Mapping[tuple[str, str], str]) -> dict[str, str]:
    """Return a row's cells with the keys that its parents have in the draft."""
    columns = TABLES[row.table].by_name
    return {
        name: keys.get((columns[name].refers_to, value), value) if columns[name].refers_to else value
        for name, value in row.cells.items()
        if name in columns
    }


def _proposal(
    held: HeldVersion,
    row: ProposedRow,
    cells: Mapping[str, str],
    keys: Mapping[tuple[str, str], str],
    at: Match,
    file: str,
) -> Proposal:
    form = PAPER_FORMS[f"{PREFIX}{row.table}"]
    now = held.rows(row.table).get(at.key, {}) if at.key else {}
    same = at.standing in (PaperStanding.PRESENT, PaperStanding.CONFIRMED)
    state = ProposalState.SAME if same else ProposalState.NEEDS_PERSON
    reason = _reason(at, row)
    if any(is_personal(value) for value in cells.values()):
        state, reason, cells = (
            ProposalState.UNREADABLE,
            f"Of this row {PERSONAL}",
            {n: v for n, v in cells.items() if not is_personal(v)},
        )
    elif lacking := [
        c.name
        for c in TABLES[row.table].columns[1:]
        if c.required and not cells.get(c.name) and c.name in form.unit(form.units[0].name).columns
    ]:
        state, reason = (
            ProposalState.UNREADABLE,
            f"The paper does not say its {', '.join(lacking)}. Say it, or refuse the row.",
        )
    words = row.place.words[:LONGEST_WORDS]
    box = row.place.box
    printed = PrintedPlace(
        row.place.locator, row.place.page, NOT_SHOWN if is_personal(words) else words,
        (box.left, box.top, box.right, box.bottom), str(row.sureness), tuple(map(str, row.grounds)),
        tuple((table, keys.get((table, key), key)) for table, key in row.parents),
    )  # fmt: skip
    return Proposal(
        0, form.name, keys[row.table, row.key], form.units[0].name, row.label, form.sheet, "", shown_words(row.table, now),
        shown_words(row.table, cells), cells, "", CellPlace(file, "", row.place.page, ""), state, reason,
        tuple(map(str, row.doubts)), None, printed, _is_plainly_new(state, at, row),
    )  # fmt: skip


def _is_plainly_new(state: ProposalState, at: Match, row: ProposedRow) -> bool:
    return state is ProposalState.NEEDS_PERSON and at.standing is PaperStanding.NEW and not row.doubts


def _reason(at: Match, row: ProposedRow) -> str:
    said = {
        PaperStanding.NEW: "Nothing published is about it.",
        PaperStanding.PRESENT: "It is published already, from this paper.",
        PaperStanding.CONFIRMED: "Published already; the paper says it again.",
        PaperStanding.CHANGED: "Another paper said something else: accept it as what is known now.",
        PaperStanding.CONFLICT: "In conflict: what is published for the same time is not the same.",
    }
    return f"{said[at.standing]} {str(row.sureness).capitalize()}."


MAIN = ("amount_gbp", "value", "value_to", "share_pct", "count", "responses", "score")
DATES = ("due_as_written", "held_as_written")
KINDS = MappingProxyType(
    {"savings": "kind", "spend": "basis"}
)  # what makes one number another: planned or made, budget or spent
WORDS = ("title", "subject", "answer", "summary", "measure")
UNITS = {"amount_gbp": "£{}", "share_pct": "{}%"}


def shown_words(table: str, cells: Mapping[str, str]) -> str:
    """Return what a row says in one line: its figure as it is hedged, with its unit and kind, its time, and what it is about."""
    if not cells:
        return ""
    figures = " to ".join(UNITS.get(name, "{}").format(_grouped(cells[name])) for name in MAIN if cells.get(name))
    figures = figures or (cells.get("as_written", "") if cells.get("statement") else "")
    hedge = cells.get("qualifier", "") if figures else ""
    stated = [_status(cells), *(cells.get(name, "") for name in DATES)]
    when = cells.get("period") or cells.get("financial_year") or ""
    about = next((cells[name] for name in WORDS if cells.get(name)), "")
    figure = " ".join(part for part in (hedge, figures, cells.get("unit", "")) if part)
    return ", ".join(part for part in (figure, cells.get(KINDS.get(table, ""), ""), *stated, about, when) if part)


def _status(cells: Mapping[str, str]) -> str:
    """Return the paper's word for a status, with ours behind it where that is another."""
    written, ours = cells.get("status_as_written", ""), cells.get("reported_status", "")
    return f"{written} ({ours})" if written and ours and written.casefold() != ours else written or ours


def _grouped(value: str) -> str:
    return f"{float(value):,.0f}" if re.fullmatch(r"\d{4,}", value) else value
