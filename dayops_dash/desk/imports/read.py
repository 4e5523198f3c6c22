"""Reading a tracker: each cell becomes a proposal beside what is published, and whatever is not certain is for a person to decide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from dayops_dash import wording
from dayops_dash.desk.cell import EMPTY
from dayops_dash.desk.held import HeldVersion, published
from dayops_dash.desk.imports.answers import DAY_FIRST, ImportAnswers, TrackerAnswers
from dayops_dash.desk.imports.columns import TrackerField
from dayops_dash.desk.imports.compare import TrackerComparison
from dayops_dash.desk.imports.days import day_order, may_be_month_first
from dayops_dash.desk.imports.files.tracker_file import TrackerCell
from dayops_dash.desk.imports.find import RowFinder, RowMatch
from dayops_dash.desk.imports.identity import new_key, plain_reference, with_words
from dayops_dash.desk.imports.lines import gone, new_action
from dayops_dash.desk.imports.people import TrackerPeople
from dayops_dash.desk.imports.rows import RowReader, TrackerRow
from dayops_dash.desk.imports.statuses import StatusWords, status_words, word_proposal, words_used
from dayops_dash.desk.imports.table import TrackerGuess, headings_in
from dayops_dash.desk.proposal import CellPlace, Paper, Proposal, ProposalState
from dayops_dash.desk.reading import ReturnsReading, numbered
from dayops_dash.desk.returns.form import SheetForm, unit_text
from dayops_dash.desk.returns.forms import FORMS
from dayops_dash.desk.returns.read import paper_of, with_day
from dayops_dash.publishing.publish import standing_versions

DAYS = (TrackerField.DUE, TrackerField.COMPLETED, TrackerField.STATUS_ON)
NAMES_A_NEW_ONE = "actions"  # the one kind whose new rows can be brought in
STRUCK = "Something in this row is struck through. Say whether it holds."


@dataclass
class TrackerReading:
    """What a tracker says: the proposals, and what nobody has mapped yet. ``rows`` is which action each reference is.

    ``kind`` is what it is a tracker of. ``reworded`` are those whose words differ from what is published, each with its label and the
    action that it may be.
    """

    reading: ReturnsReading
    kind: str
    words: StatusWords
    people: TrackerPeople = field(repr=False)
    order_open: bool
    rows: Mapping[str, str]
    reworded: Mapping[str, tuple[str, str]]


def read_tracker(
    home: Path,
    mapped: TrackerGuess,
    answers: ImportAnswers,
    known: TrackerAnswers | None,
    paper: Paper,
    file: str,
    more: Sequence[TrackerGuess] = (),
) -> TrackerReading:
    """Return what a tracker proposes, with its columns as they are ``mapped``. Nothing is written.

    ``known`` is what was answered of this tracker before, ``more`` are further sheets with the same columns. Raises DatasetError where
    the council itself cannot be read.
    """
    tables = (mapped, *more)
    now = published(home)
    known = known and known.standing(standing_versions(home))
    words = status_words(now, answers, mapped.system.derived_words if mapped.system else ())
    people = TrackerPeople(now, answers).with_unknown(owner for one in tables for owner in _owners(one))
    days = [cell for table in tables for one in DAYS for cell in _column(table, one)]
    answered = known.day_order if known else ""
    order = answered or (DAY_FIRST if day_order(days) == DAY_FIRST else "")
    asked = bool(mapped.system and mapped.system.day_order_asked)
    order_open = not answered and may_be_month_first(days, asked=asked)
    added = [word_proposal(word, means, file) for word, means in words.new.items()]
    data = with_words(now, ReturnsReading(now.council, now.version, paper, tuple(added)), offered=True)
    on, notes = date.fromisoformat(paper.on), list[str]()
    readers = [RowReader(data, one, words, people, order, order_open, on, bool(more)) for one in tables]
    rows = [row for reader in readers for row in reader.rows(notes)]
    desk = _TrackerDesk(data, mapped, paper, file, known)
    proposals = desk.proposals(rows)
    used = words_used(now, words, added, file)
    reading = ReturnsReading(
        *(now.council, now.version, paper, numbered([*used, *proposals])),
        notes=(*notes, *desk.notes),
        rows_matched=desk.matched,
        headings=tuple(one for one in headings_in(mapped.sheet, mapped.header) if one),
        references=desk.rows,
    )
    return TrackerReading(reading, mapped.kind, words, people, order_open, desk.rows, desk.reworded)


def _column(mapped: TrackerGuess, one: TrackerField) -> list[TrackerCell]:
    column = mapped.by_field.get(one)
    below = mapped.sheet.rows[mapped.header + 1 :]
    return [row[column.place] for row in below if column.place < len(row)] if column else []


def _owners(mapped: TrackerGuess) -> list[str]:
    return [cell.value for cell in _column(mapped, TrackerField.OWNER) if cell.words]


@dataclass
class _TrackerDesk:
    """What is gathered while the rows of a tracker are compared with what is published."""

    held: HeldVersion
    mapped: TrackerGuess
    paper: Paper
    file: str
    answered: TrackerAnswers | None
    notes: list[str] = field(default_factory=list)
    rows: dict[str, str] = field(default_factory=dict)
    reworded: dict[str, tuple[str, str]] = field(default_factory=dict)
    matched: int = 0

    @property
    def form(self) -> SheetForm:
        return FORMS[self.mapped.kind]

    @property
    def known(self) -> Mapping[str, str]:
        return self.answered.rows if self.answered else {}

    @property
    def comparison(self) -> TrackerComparison:
        return TrackerComparison(self.held, self.form, date.fromisoformat(self.paper.on))

    def proposals(self, rows: Sequence[TrackerRow]) -> list[Proposal]:
        own_ids = bool(self.mapped.system and self.mapped.system.has_own_ids)
        confirmed = self.answered.reworded if self.answered else {}
        finder = RowFinder(
            self.held, self.mapped.kind, self.known, confirmed, own_ids, TrackerField.TITLE in self.mapped.by_field
        )
        if self.mapped.system and finder.knows_none(
            row.reference for row in rows
        ):  # another system's codes: found by their words
            finder = replace(finder, has_own_ids=True)
        matches = self._matches(rows, finder)
        about: dict[str, list[TrackerRow]] = {}
        for row, key, _ in matches:
            about.setdefault(key, []).append(row)
        every = (*map(finder.reference, finder.lines), *(row.reference for row in rows))
        references = {plain_reference(one): one for one in every}
        proposals: list[Proposal] = []
        new: list[Proposal] = []
        for row, key, match in matches:
            if not key:
                self._not_brought_in(row, match)
                continue
            if not match.key:
                place = self._place(row, "title")
                new.append(new_action(row, key, match, place, own_ids=own_ids, references=references))
            proposals += self._of_row(row, key, match, about[key])
        matched = {match.key for _, _, match in matches if match.key}
        lost = gone(self.held, finder, matched, self.known, new, CellPlace(self.file, self.mapped.sheet.title, 0, ""))
        self.notes += lost.notes
        return [
            *new,
            *lost.proposals,
            *proposals,
        ]  # what became of one may be a new one, which is then there to be named

    def _matches(self, rows: Sequence[TrackerRow], finder: RowFinder) -> list[tuple[TrackerRow, str, RowMatch]]:
        """Return each row with the key of what it is about, and keep which action each reference is; none that is several."""
        keys = dict(self.held.rows("intentions"))
        matches: list[tuple[TrackerRow, str, RowMatch]] = []
        named: dict[str, set[str]] = {}
        for row in rows:
            match = finder.find(row.reference, row.title.text)
            key = match.key or self._new_key(row, keys)
            self.matched += bool(match.key)
            matches.append((row, key, match))
            if match.doubt and row.reference:
                self.reworded[plain_reference(row.reference)] = (row.label, key)
            elif row.reference and key:
                named.setdefault(plain_reference(row.reference), set()).add(key)
        self.rows = {reference: next(iter(own)) for reference, own in named.items() if len(own) == 1}
        return matches

    def _new_key(self, row: TrackerRow, keys: dict[str, dict[str, str]]) -> str:
        if self.mapped.kind != NAMES_A_NEW_ONE:
            return ""
        again = self.known.get(plain_reference(row.reference), "")
        key = again if again and again not in keys else new_key(f"{row.reference} {row.title.text}", keys)
        keys[key] = {}
        return key

    def _not_brought_in(self, row: TrackerRow, match: RowMatch) -> None:
        reason = match.reason or f"it is not among the {self.mapped.kind} that are published"
        place = f"Sheet {row.sheet}, row {row.number}" if row.sheet else f"Row {row.number}"
        self.notes.append(f"{place}, “{row.label[:60]}”: {reason}. It was not read. Add it to the council's tables.")

    def _place(self, row: TrackerRow, name: str) -> CellPlace:
        letters = row.letters
        return CellPlace(self.file, row.sheet, row.number, letters.get(name, "") or next(iter(letters.values()), ""))

    def _of_row(self, row: TrackerRow, key: str, match: RowMatch, rows: Sequence[TrackerRow]) -> Iterator[Proposal]:
        """Yield the proposals of a row. ``rows`` are all about the same action; what each of them says is proposed once."""
        known = self.held.rows({"actions": "intentions"}.get(self.form.name, self.form.name))
        now = self.form.values(self.held, key) if key in known else {}
        warnings = tuple(
            filter(None, (match.note, "A cell of this row is merged with others." if row.is_merged else ""))
        )
        for unit in self.form.units:
            cells = {name: row.contents[name] for name in unit.columns if name in row.contents}
            if not any(cell.text or cell.fault for cell in cells.values()):
                continue
            agreed = all({name: one.contents.get(name, EMPTY) for name in cells} == cells for one in rows)
            if agreed and (row.sheet, row.number) != (rows[0].sheet, rows[0].number):
                continue
            values = {name: cell.text for name, cell in cells.items() if cell.text}
            before = unit_text(unit, now)
            proposed = unit_text(unit, with_day(unit, values, self.paper.on))
            proposed = proposed or ", ".join(cell.shown for cell in cells.values() if cell.shown)
            state, reason = self.comparison.judged(unit, cells, key, before, proposed)
            clear = (
                agreed and not match.doubt and not row.is_struck and not self.comparison.contradicts(unit, cells, key)
            )
            alike = state is ProposalState.NEEDS_PERSON and clear and all(c.alike for c in cells.values() if c.doubt)
            if not agreed and state in (ProposalState.TAKEN, ProposalState.SAME):
                numbers = wording.listed([str(one.number) for one in rows])
                conflict = f"rows {numbers} are {'both' if len(rows) == 2 else 'all'} about this; say which holds."
                state, reason = ProposalState.NEEDS_PERSON, wording.capital(conflict)
            again = self.comparison.reopens(unit, cells, key, row.contents.get("status", EMPTY).text)
            doubt = (STRUCK if row.is_struck else "") or match.doubt or again
            if doubt and state is ProposalState.TAKEN:
                state, reason = ProposalState.NEEDS_PERSON, doubt
            notes = tuple(cell.note for cell in cells.values() if cell.note)
            yield Proposal(
                *(0, self.form.name, key, unit.name, row.label, unit.heading, before, before, proposed, values),
                *(row.owner.text, self._place(row, next(iter(cells))), state, reason, (*warnings, *notes)),
                alike=alike,
            )


def tracker_paper(
    home: Path, *, document_id: str = "", as_of: date | None = None, confirmed_by: str = "", judged: str = ""
) -> Paper:
    """Return the paper that a tracker's reading stands under: a published one, else the tracker of a day.

    Raises NotAReturn where there is no such paper.
    """
    paper = paper_of(home, document_id=document_id, as_of=as_of, confirmed_by=confirmed_by, judged=judged)
    if document_id:
        return replace(paper, called="tracker")
    on = date.fromisoformat(paper.on)
    name = f"tracker-{paper.on}"
    title, is_new = f"Officers' tracker, {wording.day(on)}", name not in published(home).rows("documents")
    return replace(paper, document_id=name, title=title, is_new=is_new, called="tracker")
