"""The rows of a tracker's table, each with what its form asks for: what is a heading, a footnote or a total is told apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from types import MappingProxyType
from typing import Any

from dayops_dash import wording
from dayops_dash.dataset.checks.personal import is_personal
from dayops_dash.dataset.checks.returns import plain_word
from dayops_dash.dataset.vocabulary import ReportedStatus
from dayops_dash.desk.cell import EMPTY, CellContent, may_be_month, read_cell, read_text
from dayops_dash.desk.held import HeldVersion
from dayops_dash.desk.imports.columns import TrackerField
from dayops_dash.desk.imports.days import read_day, without_mark
from dayops_dash.desk.imports.files.tracker_file import TrackerCell
from dayops_dash.desk.imports.people import NO_ROLE, TrackerPeople
from dayops_dash.desk.imports.statuses import StatusWords, read_rating, read_status, without_word
from dayops_dash.desk.imports.table import TrackerGuess, heading_of
from dayops_dash.desk.returns.actions import meaning
from dayops_dash.desk.returns.form import CellEntry
from dayops_dash.desk.returns.forms import FORMS

Field = TrackerField
Contents = Mapping[str, CellContent]
NO_CELL = TrackerCell()
TEXTS: Mapping[str, Mapping[str, TrackerField]] = MappingProxyType(
    {
        "actions": {"done": Field.DONE, "next": Field.NEXT},
        "recommendations": {"action": Field.DONE, "evidence": Field.EVIDENCE},
    }
)
FIELDS_OF: Mapping[str, tuple[TrackerField, ...]] = MappingProxyType(  # the columns that a form's column is read from
    {
        "status": (Field.STATUS,),
        "status_on": (Field.STATUS_ON, Field.COMPLETED),
        "due": (Field.DUE,),
        "complete_pct": (Field.PERCENT,),
        "rag": (Field.RATING,),
        "done": (Field.DONE,),
        "action": (Field.DONE,),
        "reason": (Field.DONE,),
        "next": (Field.NEXT,),
        "evidence": (Field.EVIDENCE,),
        "response": (Field.RESPONSE,),
        "lead_role": (Field.OWNER,),
        "impact": (Field.IMPACT,),
        "likelihood": (Field.LIKELIHOOD,),
        "title": (Field.TITLE,),
        "reference": (Field.REFERENCE,),
        "owner_role": (Field.OWNER,),
        "theme": (Field.THEME,),
        "priority": (Field.PRIORITY,),
    }
)
TOTALS = ("total", "totals", "grand total", "sub total", "subtotal")
MOST_ASIDE = 12  # rows that are named in a note
LONG = 300  # characters of a title


@dataclass(frozen=True)
class TrackerRow:
    """A row: its sheet, its number in it, its reference, title and owner, the heading that it stands under, and what its form asks for.

    ``letters`` is the column of each cell, as a spreadsheet names it; ``is_merged`` whether a cell of it belongs to several rows,
    ``is_struck`` whether one is struck through.
    """

    sheet: str
    number: int
    reference: str
    title: CellContent
    owner: CellContent
    theme: CellContent
    priority: CellContent
    contents: Contents
    letters: Mapping[str, str]
    is_merged: bool = False
    is_struck: bool = False

    @property
    def label(self) -> str:
        title = self.title.text or self.title.shown or "(no title)"
        return f"{self.reference}. {title}" if self.reference else title


@dataclass(frozen=True)
class RowReader:
    """What rows are read with: the table as it is mapped, the words, the people, the order of dates, and the day of the tracker."""

    held: HeldVersion
    mapped: TrackerGuess
    words: StatusWords
    people: TrackerPeople = field(repr=False)
    order: str
    asks_order: bool
    on: date
    names_sheets: bool = False  # where several are read

    def rows(self, notes: list[str]) -> Iterator[TrackerRow]:
        """Yield the rows that name something; say in ``notes`` which others hold words."""
        header = [heading_of(cell) for cell in self.mapped.sheet.rows[self.mapped.header]]
        theme, aside = EMPTY, []
        for number, row in enumerate(self.mapped.sheet.rows[self.mapped.header + 1 :], self.mapped.header + 2):
            filled = [cell for cell in row if not cell.is_empty]
            if not filled or [heading_of(cell) for cell in row[: len(header)]] == header:
                continue
            cells = {one: row[c.place] if c.place < len(row) else NO_CELL for one, c in self.mapped.by_field.items()}
            title = cells.get(Field.TITLE, NO_CELL)
            alone = len(filled) == 1 and filled[0].words and Field.GROUP not in cells and len(cells) > 2
            if alone and plain_word(filled[0].words) not in self._titles:
                theme = self._text(filled[0], title=True)
                aside.append(number)
            elif not cells.get(Field.GROUP, NO_CELL).is_empty:
                theme = self._text(title, title=True)
            elif cells.get(Field.REFERENCE, NO_CELL).is_empty and (title.is_empty or plain_word(title.words) in TOTALS):
                aside.append(number)
            else:
                yield self._row(number, cells, theme)
        if aside:
            notes.append(self._aside_words(aside))

    def _aside_words(self, aside: list[int]) -> str:
        """Return a note on the rows with words that are not read, with the words, and what to do where one should be."""
        few = aside[:MOST_ASIDE]
        first_words = [
            next((cell.words for cell in self.mapped.sheet.rows[number - 1] if cell.words), "") for number in few
        ]
        named = [
            f"{n}{f' (“{words[:40]}”)' if words and not is_personal(words) else ''}"
            for n, words in zip(few, first_words, strict=True)
        ]
        more = f" and {len(aside) - len(few)} more" if len(aside) > len(few) else ""
        sheet = f"Sheet {self.mapped.sheet.title}, " if self.mapped.sheet.title else ""
        rows = wording.capital(f"{sheet}{'row' if len(aside) == 1 else 'rows'} {', '.join(named)}{more}")
        taken, which = (
            ("a heading, a total or a footnote", "it is")
            if len(aside) == 1
            else ("headings, totals or footnotes", "one of them is")
        )
        do = f"If {which} among the {self.mapped.kind}, give it a reference, and read the tracker again."
        return f"{rows}: taken for {taken}, and not read. {do}"

    @cached_property
    def _titles(self) -> frozenset[str]:
        """The words of what is published: a row that holds nothing else is about one of these, and is no heading."""
        rows = self.held.rows({"actions": "intentions"}.get(self.mapped.kind, self.mapped.kind)).values()
        return frozenset(plain_word(row.get("title") or row.get("summary", "")) for row in rows)

    def _row(self, number: int, cells: Mapping[TrackerField, TrackerCell], theme: CellContent) -> TrackerRow:
        own = self._text(cells[Field.THEME]) if Field.THEME in cells else EMPTY
        contents = self._contents(cells)
        letters = {
            name: self.mapped.by_field[one].letter for name, one in _PLACES.items() if one in self.mapped.by_field
        }
        return TrackerRow(
            self.mapped.sheet.title,
            number,
            _reference(cells.get(Field.REFERENCE, NO_CELL)),
            self._text(cells.get(Field.TITLE, NO_CELL), title=True),
            self._owner(cells.get(Field.OWNER, NO_CELL)),
            own if own.text else theme,
            self._text(cells.get(Field.PRIORITY, NO_CELL)),
            {name: content for name, content in contents.items() if content != EMPTY},
            letters,
            any(cell.is_merged for one, cell in cells.items() if one is not Field.THEME),
            any(cell.is_struck for cell in cells.values()),
        )

    def _contents(self, cells: Mapping[TrackerField, TrackerCell]) -> dict[str, CellContent]:
        kind = self.mapped.kind
        contents = {name: self._text(cells.get(one, NO_CELL)) for name, one in TEXTS.get(kind, {}).items()}
        if kind == "actions":
            return {**self._action(cells), **contents}
        if kind == "recommendations":
            responses = FORMS[kind].choices(self.held, "response")
            response = read_cell(_bare(cells.get(Field.RESPONSE, NO_CELL)), CellEntry.WORD, responses, self.on, None)
            status = self._text(_bare(cells.get(Field.STATUS, NO_CELL)))
            return {
                "response": response,
                "status": status,
                "lead_role": self._owner(cells.get(Field.OWNER, NO_CELL)),
                **contents,
            }
        scores = {"impact": Field.IMPACT, "likelihood": Field.LIKELIHOOD}
        contents = {name: self._score(cells.get(one, NO_CELL), name) for name, one in scores.items()}
        return {**contents, "reason": self._text(cells.get(Field.DONE, NO_CELL))}

    def _score(self, cell: TrackerCell, name: str) -> CellContent:
        return read_cell(_bare(cell), CellEntry.WORD, FORMS["risks"].choices(self.held, name), self.on, None)

    def _action(self, cells: Mapping[TrackerField, TrackerCell]) -> dict[str, CellContent]:
        status, share = read_status(cells.get(Field.STATUS, NO_CELL), self.words)
        on = self._day(cells.get(Field.STATUS_ON, NO_CELL), CellEntry.DAY)
        completed = self._day(cells.get(Field.COMPLETED, NO_CELL), CellEntry.DAY)
        if status.text and meaning(self.held, status.text) == ReportedStatus.COMPLETE:
            typed = isinstance(cells[Field.COMPLETED].value, date) if completed.text else False
            month = may_be_month(date.fromisoformat(completed.text)) if typed else ""
            on = replace(completed, doubt=" ".join(filter(None, (month, completed.doubt))))
        elif status.text and completed != EMPTY:
            doubt = "it has a day of completion, and its status is not complete. Say which holds."
            status = replace(status, doubt=" ".join(filter(None, (doubt, status.doubt))))
        percent = read_cell(_bare(cells.get(Field.PERCENT, NO_CELL)), CellEntry.PERCENT, (), self.on, None)
        if percent.text and share.text and percent.text != share.text:
            percent = replace(percent, doubt=f"it says {percent.text}%, and the status says {share.text}%.")
        return {
            "status": status,
            "status_on": on if status.text else EMPTY,
            "due": self._day(cells.get(Field.DUE, NO_CELL), CellEntry.DUE),
            "complete_pct": percent if percent != EMPTY else share,
            "rag": self._rating(cells.get(Field.RATING, NO_CELL)),
        }

    def _day(self, cell: TrackerCell, entry: CellEntry) -> CellContent:
        return read_day(cell, entry, self.order, self.on, self.mapped.sheet.epoch, asked=self.asks_order)

    def _rating(self, cell: TrackerCell) -> CellContent:
        """Return a rating in words; a fill without words only where somebody has said what it means."""
        if not cell.is_empty:
            choices = FORMS["actions"].choices(self.held, "rag")
            return read_rating(cell, self.people.answers.rating_words, choices, self.words)
        if not cell.colour:
            return EMPTY
        if word := self.people.answers.rating_colours.get(cell.colour, ""):
            return read_text(word, CellEntry.WORD, FORMS["actions"].choices(self.held, "rag"), self.on)
        self.words.unknown_ratings[cell.colour] = self.words.unknown_ratings.get(cell.colour, 0) + 1
        return without_word(cell.colour)

    def _owner(self, cell: TrackerCell) -> CellContent:
        if cell.is_empty:
            return EMPTY
        roles, unknown = self.people.owners(cell.value if isinstance(cell.value, str) else str(cell.value))
        if unknown or not roles:
            return CellContent(shown="(not shown)", fault=NO_ROLE)
        return CellContent("; ".join(roles), "; ".join(roles))

    def _text(self, cell: TrackerCell, *, title: bool = False) -> CellContent:
        if title and cell.words:
            cell = replace(cell, value=without_mark(cell.words))
        read = self.people.without_names(read_cell(cell, CellEntry.TEXT, (), self.on, None))
        if title and len(read.text) > LONG:
            return CellContent(shown=f"{read.text[:60]}…", fault=f"it has more than {LONG} characters. Shorten it.")
        return read


_PLACES: Mapping[str, TrackerField] = MappingProxyType({name: fields[0] for name, fields in FIELDS_OF.items()})


def _bare(cell: TrackerCell) -> TrackerCell:
    """Return a cell without the footnote mark at its end."""
    return replace(cell, value=without_mark(cell.words)) if cell.words else cell


def _reference(cell: TrackerCell) -> str:
    """Return a reference as it is shown: 1e(i), and 1.10 where the cell shows two places; "" for a day or an error."""
    value: Any = cell.value
    if isinstance(value, bool | date | datetime) or cell.data_type in ("f", "e") or value is None:
        return ""
    if isinstance(value, float):
        places = len(cell.number_format.partition(".")[2]) if set(cell.number_format) <= set("0.") else 0
        return f"{value:.{places}f}" if places else f"{value:.10g}"
    read = read_cell(_bare(cell), CellEntry.TEXT, (), date(2000, 1, 1), None)
    return read.text if len(read.text) <= 60 else ""
