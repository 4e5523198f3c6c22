"""Reading returns: several workbooks, each cell of each compared with the version it was made from and with what is published now."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from dayops_dash import clock, wording
from dayops_dash.desk.cell import EMPTY, CellContent
from dayops_dash.desk.completed import against_complete, complete_already
from dayops_dash.desk.held import HeldVersion, published, version_of
from dayops_dash.desk.imports.answers import load_answers
from dayops_dash.desk.imports.identity import with_words
from dayops_dash.desk.imports.people import TrackerPeople
from dayops_dash.desk.imports.statuses import StatusWords, mapped_word, status_words, word_proposal, words_used
from dayops_dash.desk.merge import merged, together
from dayops_dash.desk.proposal import HELP, CellPlace, Paper, Proposal, ProposalState
from dayops_dash.desk.reading import ReturnsReading, numbered
from dayops_dash.desk.returns.actions import day_wanted
from dayops_dash.desk.returns.form import CellEntry, SheetForm, Unit, Values, unit_text
from dayops_dash.desk.returns.forms import FORMS
from dayops_dash.desk.returns.make import NO_OWNER
from dayops_dash.desk.returns.opened import NotAReturn, OpenedReturn, open_workbook
from dayops_dash.desk.returns.sheet import FilledRow, filled

DATED = ("status", "spent")  # units whose day is that of the return where none is typed


@dataclass
class _Desk:
    """What is gathered while files are read."""

    home: Path
    now: HeldVersion
    paper: Paper
    people: TrackerPeople
    words: StatusWords
    proposals: list[Proposal] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    owners: set[str] = field(default_factory=set)
    matched: int = 0

    @property
    def on(self) -> date:
        return date.fromisoformat(self.paper.on)


def read_returns(
    home: Path,
    files: Mapping[str, bytes],
    paper: Paper,
    on_file: Callable[[int, str], None] = lambda number, name: None,
) -> ReturnsReading:
    """Return the proposals in workbooks for a council. Nothing is written. Files are by name; one that cannot be read is refused.

    ``on_file`` receives the number and name of each file before it is read. Raises DatasetError where the council itself cannot be read.
    """
    data = published(home)
    answers = load_answers(home)
    words = status_words(data, answers)
    added = [word_proposal(word, means, next(iter(files), "")) for word, means in words.new.items()]
    now = with_words(data, ReturnsReading(data.council, data.version, paper, tuple(added)), offered=True)
    desk = _Desk(home, now, paper, TrackerPeople(now, answers), words)
    seen: dict[str, str] = {}
    for number, (name, content) in enumerate(files.items(), 1):
        on_file(number, name)
        twin = seen.setdefault(hashlib.sha256(content).hexdigest(), name)
        if twin != name:
            desk.notes.append(f"{name}: the same file as {twin}; it was read once.")
            continue
        try:
            _read_one(desk, open_workbook(content, name))
        except NotAReturn as error:
            desk.refused.append(str(error))
    every = dict.fromkeys(line.owner for line in FORMS["actions"].lines(desk.now))
    return ReturnsReading(
        desk.now.council,
        desk.now.version,
        paper,
        numbered([*words_used(data, words, added, next(iter(files), "")), *together(desk.proposals)]),
        tuple(owner or NO_OWNER for owner in every if owner in desk.owners),
        tuple(owner or NO_OWNER for owner in every if owner not in desk.owners),
        tuple(desk.refused),
        tuple(desk.notes),
        desk.matched,
        unknown_words=dict(words.unknown),
    )


def _read_one(desk: _Desk, opened: OpenedReturn) -> None:
    if opened.council != desk.now.council:
        raise NotAReturn(f"{opened.file}: it is a return of {opened.council}, not of {desk.now.council}.")
    desk.notes += [f"{opened.file}: {note}" for note in opened.notes]
    before = version_of(desk.home, opened.version)
    if before is None:
        reason = f"version {opened.version}, which it was made from, is not kept; what the workbook says of it is used"
        desk.notes.append(f"{opened.file}: {reason}.")
    sheets = {form.name: filled(opened, form, desk.now, desk.on) for form in FORMS.values()}
    if opened.owner:
        desk.owners.add("" if opened.owner == NO_OWNER else opened.owner)
    for name, sheet in sheets.items():
        form = FORMS[name]
        desk.notes += [f"{opened.file}, {fault}" for fault in sheet.faults]
        lines = {line.key: line for line in form.lines(desk.now)}
        for row in sheet.rows:
            if row.key not in lines:
                if row.is_filled:
                    reason = "it is about something that is no longer published, or is reported under another line"
                    desk.notes.append(
                        f"{opened.file}, sheet {form.sheet}, row {row.number}: {reason}. It was not read."
                    )
                continue
            desk.matched += 1
            if row.is_filled:
                desk.owners |= {lines[row.key].owner} if name == "actions" else set()
                desk.proposals += _of_row(desk, opened, before, form, row, lines[row.key].label)


def _of_row(
    desk: _Desk, opened: OpenedReturn, before: HeldVersion | None, form: SheetForm, row: FilledRow, label: str
) -> Iterator[Proposal]:
    now = form.values(desk.now, row.key)
    for unit in form.units:
        cells = {name: _known(desk, form, name, row.cells.get(name, EMPTY)) for name in unit.columns}
        if all(cell == EMPTY for cell in cells.values()):
            continue
        base = (
            unit_text(unit, form.values(before, row.key))
            if before
            else opened.base.get((form.name, row.key, unit.name), "")
        )
        first = next(name for name in unit.columns if cells[name] != EMPTY)
        values = {name: cell.text for name, cell in cells.items() if cell.text}
        proposed = unit_text(unit, with_day(unit, values, desk.paper.on)) or _shown_text(cells)
        state, reason, warnings = _judged(form, unit, cells, base, unit_text(unit, now), proposed)
        if state is not ProposalState.UNREADABLE and (wanted := day_wanted(desk.now, values)):
            state, reason = ProposalState.UNREADABLE, wanted
        if (form.name, unit.name) == ("actions", "status"):
            state, reason = _of_complete(desk, values, row.key, state, reason)
        if row.twins and state is not ProposalState.UNREADABLE:
            rows = wording.listed([str(number) for number in sorted((row.number, *row.twins))])
            doubt = f"Rows {rows} have the same identity, so this one may be about another action."
            state, reason = ProposalState.NEEDS_PERSON, f"{doubt} {reason}".strip()
        place = CellPlace(opened.file, form.sheet, row.number, row.letters[first])
        doubted = [cell for cell in cells.values() if cell.doubt]
        unmoved = not row.twins and merged(base, unit_text(unit, now), proposed)[0] is ProposalState.TAKEN
        yield Proposal(
            *(0, form.name, row.key, unit.name, label, unit.heading, base, unit_text(unit, now), proposed, values),
            *(_who(desk, opened), place, state, reason, warnings),
            alike=state is ProposalState.NEEDS_PERSON and unmoved and all(cell.alike for cell in doubted),
        )


def _of_complete(
    desk: _Desk, values: Mapping[str, str], key: str, state: ProposalState, reason: str
) -> tuple[ProposalState, str]:
    """Return how a status stands, where its action is published as complete: a return moves no day of completion by itself."""
    if state not in (ProposalState.TAKEN, ProposalState.NEEDS_PERSON):
        return state, reason
    if complete_already(desk.now, values, key):
        return ProposalState.SAME, "It is published as complete already."
    if against := against_complete(desk.now, values, key, "return"):
        return ProposalState.NEEDS_PERSON, f"{against} {reason}".strip()
    return state, reason


def _known(desk: _Desk, form: SheetForm, name: str, cell: CellContent) -> CellContent:
    """Return a cell with roles for names, and with the word that a word for status was mapped to."""
    if (form.name, name) == ("actions", "status"):
        desk.words.used.add(desk.words.official(cell.text))
        return mapped_word(cell, desk.words) if cell.unknown else cell
    return _nameless(desk, form, name, cell)


def _nameless(desk: _Desk, form: SheetForm, name: str, cell: CellContent) -> CellContent:
    """Return a cell of words with roles for the names that have one; where it may name a person somebody looks at it first."""
    published = form.column(name).entry is CellEntry.TEXT and name != HELP
    return desk.people.without_names(cell) if published and not cell.fault else cell


def _who(desk: _Desk, opened: OpenedReturn) -> str:
    """Return whose workbook it is: a stamp that names nobody who owns an action is somebody else's words, and is not repeated."""
    owners = {row["owner_role"] for row in desk.now.rows("intentions").values()}
    return opened.owner if opened.owner in owners else ""


def with_day(unit: Unit, values: Values, on: str) -> Values:
    """Return values with the day of the return where a status has none of its own."""
    if unit.name in DATED and values.get(unit.name) and len(unit.columns) > 1 and not values.get(unit.columns[-1]):
        return {**values, unit.columns[-1]: on}
    return values


def _shown_text(cells: Mapping[str, CellContent]) -> str:
    return ", ".join(cell.shown for cell in cells.values() if cell.shown)


def _judged(
    form: SheetForm, unit: Unit, cells: Mapping[str, CellContent], base: str, now: str, proposed: str
) -> tuple[ProposalState, str, tuple[str, ...]]:
    """Return how a unit stands, why, and what is to be said of it."""
    named = {name: f"{form.column(name).heading}: " if len(cells) > 1 else "" for name in cells}
    notes = tuple(f"{named[name]}{cell.note}" for name, cell in cells.items() if cell.note)
    faults = [_begun(f"{named[name]}{cell.fault}") for name, cell in cells.items() if cell.fault]
    if faults:
        return ProposalState.UNREADABLE, " ".join(faults), notes
    if lacking := needed(form, unit, {name: cell.text for name, cell in cells.items()}):
        return ProposalState.UNREADABLE, lacking, notes
    state, reason = merged(base, now, proposed)
    doubts = [_begun(f"{named[name]}{cell.doubt}") for name, cell in cells.items() if cell.doubt]
    if doubts and state is not ProposalState.SAME:
        return ProposalState.NEEDS_PERSON, " ".join([*doubts, reason]).strip(), notes
    return state, reason, notes


def _begun(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


NEEDS = {
    "status": ("status",),
    "value": ("value", "period"),
    "spent": ("spent", "year"),
    "impact": ("impact", "likelihood"),
}


def needed(form: SheetForm, unit: Unit, values: Values) -> str:
    """Return which columns of a unit are empty and are needed for the others, in words; "" where none is."""
    empty = [form.column(name).heading for name in NEEDS.get(unit.name, ()) if not values.get(name)]
    return f"{' and '.join(empty)}: it is empty, and the cells beside it are not. Fill it in." if empty else ""


def paper_of(
    home: Path, *, document_id: str = "", as_of: date | None = None, confirmed_by: str = "", judged: str = ""
) -> Paper:
    """Return the paper that a reading stands under: one that is published, named by its id, else the return of a day.

    Raises NotAReturn where there is no such paper, or it has no day.
    """
    data = published(home)
    if document_id:
        row = data.rows("documents").get(document_id)
        if row is None:
            raise NotAReturn(f"No paper is called {document_id!r}. There are: {', '.join(data.rows('documents'))}.")
        if not row["published_on"]:
            raise NotAReturn(f"The paper {document_id} has no day. Name another, or give --as-of.")
        return Paper(document_id, row["published_on"], row["title"], False, confirmed_by, judged)
    on = as_of or clock.today()
    name = f"return-{on.isoformat()}"
    title = f"Officers' return, {on.day} {on:%B %Y}"
    return Paper(name, on.isoformat(), title, name not in data.rows("documents"), confirmed_by, judged)
