"""Writing returns workbooks: one for each owner or one for all, with what is known in grey and cells to fill in."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import xlsxwriter

from dayops_dash.desk.held import HeldVersion
from dayops_dash.desk.returns.form import CellEntry, FormColumn, FormLine, SheetForm, Values, unit_text
from dayops_dash.desk.returns.forms import FORMS
from dayops_dash.wording import clean

SCHEMA = "1"  # of the workbook; a reader of another schema says so
STAMP = "Stamp"  # the hidden sheet
IDENTITY = "Row identity (do not change)"
HEADER_ROW = 3  # of each sheet to fill in: a title and a line of advice stand above it
NO_OWNER = "No owner named"
CREATED = datetime(2000, 1, 1)  # no clock goes in: the same version gives the same bytes
SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
LIST_SHEET = "Lists"
LONGEST_NAME = 60  # characters of an owner in a file's name
LONGEST_LIST = 255  # characters of the choices that a cell's own rule can hold
GIVEN_WIDTHS = {"Action": 44, "Recommendation": 44, "Risk": 36, "Measure": 36, "What for": 30, "Owner": 24}
STEPS = (
    "Fill in the white cells. Grey cells show what is published, and are locked.",
    "Leave a cell empty where there is nothing new. An empty cell changes nothing.",
    "Choose words from the list in the cell. If the right word is not there, tell whoever sent you this workbook.",
    "Write a new due date in words, as you would say it: by the end of March 2027, summer 2027.",
    "Say who by their role. Never write a person's name, e-mail address or telephone number.",
    "Save the workbook under any name as .xlsx, and send it back. You need not fill in every sheet.",
)


@dataclass(frozen=True)
class Workbook:
    """A workbook to send: whose rows it holds ("" for everybody's), a name for its file, how many rows, and its bytes."""

    owner: str
    file: str
    rows: int
    content: bytes


def make_workbooks(
    data: HeldVersion, title: str, *, by_owner: bool = False, forms: Sequence[str] = ()
) -> list[Workbook]:
    """Return the workbooks of a version: one for all, or one for each owner that any row has. ``forms`` are further sheets."""
    chosen = [FORMS[name] for name in FORMS if name == "actions" or name in forms]
    every = {form.name: form.lines(data) for form in chosen}
    if not by_owner:
        return [_workbook(data, title, None, every)]
    owners = dict.fromkeys(line.owner for line in every["actions"])
    made = [_workbook(data, title, owner, _of_owner(every, owner)) for owner in sorted(owners, key=str.casefold)]
    return _with_own_names(made)


def _with_own_names(made: Sequence[Workbook]) -> list[Workbook]:
    """Return workbooks whose files have different names: owners may differ in case or in marks only."""
    seen: dict[str, int] = {}
    named = []
    for one in made:
        seen[one.file] = seen.get(one.file, 0) + 1
        more = f"-{seen[one.file]}" if seen[one.file] > 1 else ""
        named.append(replace(one, file=f"{one.file.removesuffix('.xlsx')}{more}.xlsx"))
    return named


def _of_owner(every: Mapping[str, list[FormLine]], owner: str) -> dict[str, list[FormLine]]:
    """Return the rows of an owner; a sheet whose rows have no owner is in every workbook."""
    return {
        name: [line for line in lines if line.owner == owner or not any(one.owner for one in lines)]
        for name, lines in every.items()
    }


def _workbook(data: HeldVersion, title: str, owner: str | None, every: Mapping[str, list[FormLine]]) -> Workbook:
    whose = (owner or NO_OWNER) if owner is not None else ""
    content = _Writer(data, title, whose, every).content()
    ending = re.sub(r"[^a-z0-9]+", "-", whose.casefold()).strip("-")[:LONGEST_NAME].strip("-") or "all"
    return Workbook(whose, f"{data.council}-return-{ending}.xlsx", sum(map(len, every.values())), content)


class _Writer:
    """One workbook while it is written."""

    def __init__(self, data: HeldVersion, title: str, owner: str, every: Mapping[str, list[FormLine]]) -> None:
        self.held, self.title, self.owner = data, title, owner
        self.every = {name: lines for name, lines in every.items() if lines}
        self.out = io.BytesIO()
        self.book = xlsxwriter.Workbook(self.out, SAFE)
        base = {"font_name": "Arial", "font_size": 11, "valign": "top", "text_wrap": True}
        grey = {**base, "bg_color": "#E7E7E7", "font_color": "#333333", "num_format": "@", "locked": True}
        open_ = {**base, "locked": False, "border": 1, "border_color": "#808080"}
        self.plain = self.book.add_format({**base, "locked": True})
        self.heading = self.book.add_format({**base, "bold": True, "font_size": 14, "text_wrap": False})
        self.grey = self.book.add_format(grey)
        self.head = self.book.add_format(
            {**base, "bold": True, "bg_color": "#12436D", "font_color": "#FFFFFF", "border": 1}
        )
        self.text = self.book.add_format({**open_, "num_format": "@"})
        self.day = self.book.add_format({**open_, "num_format": "d mmmm yyyy"})
        self.number = self.book.add_format({**open_, "num_format": "General"})

    def content(self) -> bytes:
        self.book.set_properties({"title": clean(f"Return: {self.title}"), "author": "", "created": CREATED})
        stamps = {"dayops council": self.held.council, "dayops version": self.held.version, "dayops schema": SCHEMA}
        for name, value in {**stamps, "dayops owner": self.owner}.items():
            self.book.set_custom_property(name, clean(value)[:255], "text")
        self._instructions()
        for name, lines in self.every.items():
            self._sheet(FORMS[name], lines)
        self._lists()
        self._stamp()
        self.book.close()
        return self.out.getvalue()

    def _instructions(self) -> None:
        sheet = self.book.add_worksheet("Instructions")
        sheet.set_column(0, 0, 100)
        whose = f"For: {self.owner}" if self.owner else "For everybody who reports on an action"
        sheet.write_string(0, 0, clean(f"{self.title}: what has happened since last time?"), self.heading)
        sheet.write_string(1, 0, clean(whose), self.plain)
        for number, step in enumerate(STEPS, 1):
            sheet.write_string(number + 2, 0, f"{number}. {step}", self.plain)
        row = len(STEPS) + 4
        for name, lines in self.every.items():
            link = f"internal:'{FORMS[name].sheet}'!A1"
            sheet.write_url(row, 0, link, None, f"{FORMS[name].sheet}: {len(lines)} to look at")
            row += 1
        sheet.write_string(row + 1, 0, f"Made from version {self.held.version} of {self.held.council}.", self.plain)
        sheet.protect("", {"select_locked_cells": True})

    def _sheet(self, form: SheetForm, lines: Sequence[FormLine]) -> None:
        sheet = self.book.add_worksheet(form.sheet)
        headings = [*form.given, *(one.heading for one in form.asked), IDENTITY]
        sheet.write_string(0, 0, clean(f"{form.sheet}: {self.title}"), self.heading)
        sheet.write_string(1, 0, "Grey: what is published, locked. White: to fill in.", self.plain)
        last = HEADER_ROW + len(lines) - 1
        columns = [{"header": heading, "header_format": self.head} for heading in headings]
        options = {"name": f"{form.name}_table", "columns": columns, "autofilter": False, "style": None}
        sheet.add_table(HEADER_ROW - 1, 0, last, len(headings) - 1, options)
        for place, heading in enumerate(form.given):
            sheet.set_column(place, place, GIVEN_WIDTHS.get(heading, 16))
        for down, line in enumerate(lines, HEADER_ROW):
            for across, cell in enumerate(line.given):
                sheet.write_string(down, across, clean(cell), self.grey)
            for across in range(len(form.asked)):
                sheet.write_blank(down, len(form.given) + across, None, self._format(form.asked[across]))
            sheet.write_string(down, len(headings) - 1, line.key, self.grey)
        for across, asked in enumerate(form.asked, len(form.given)):
            sheet.set_column(across, across, asked.width)
            self._rule(sheet, form, asked, (HEADER_ROW, across, last, across))
        sheet.set_column(len(headings) - 1, len(headings) - 1, 22)
        sheet.freeze_panes(HEADER_ROW, 2)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEADER_ROW - 1)
        sheet.protect("", {"format_columns": True, "format_rows": True, "select_locked_cells": True})

    def _format(self, asked: FormColumn) -> Any:
        if asked.entry is CellEntry.DAY:
            return self.day
        numbers = (CellEntry.PERCENT, CellEntry.NUMBER, CellEntry.WHOLE)
        return self.number if asked.entry in numbers else self.text

    def _rule(self, sheet: Any, form: SheetForm, asked: FormColumn, area: tuple[int, int, int, int]) -> None:
        """Give cells their list or limits, and the advice that is read out with them."""
        rule: dict[str, Any] = {"validate": "any"}
        if asked.entry is CellEntry.WORD:
            words = form.choices(self.held, asked.name)
            short = len(",".join(words)) <= LONGEST_LIST and not any("," in word for word in words)
            rule = {"validate": "list", "source": list(words) if short else self._list(form, asked.name)}
        elif asked.entry is CellEntry.PERCENT:
            rule = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100}
        advice = {"input_title": asked.heading[:32], "input_message": asked.advice[:255], "error_title": "Not taken"}
        sheet.data_validation(*area, {**rule, **advice, "error_message": asked.advice[:255]})

    def _list(self, form: SheetForm, name: str) -> str:
        """Return where a long list stands on the sheet of lists."""
        place = [(f.name, a.name) for f, a in self._long_lists()].index((form.name, name))
        letter = xlsxwriter.utility.xl_col_to_name(place)
        return f"={LIST_SHEET}!${letter}$1:${letter}${len(form.choices(self.held, name))}"

    def _long_lists(self) -> list[tuple[SheetForm, FormColumn]]:
        forms = [FORMS[name] for name in self.every]
        asked = [(form, one) for form in forms for one in form.asked if one.entry is CellEntry.WORD]
        return [(form, one) for form, one in asked if form.choices(self.held, one.name)]

    def _lists(self) -> None:
        sheet = self.book.add_worksheet(LIST_SHEET)
        for place, (form, asked) in enumerate(self._long_lists()):
            for down, word in enumerate(form.choices(self.held, asked.name)):
                sheet.write_string(down, place, clean(word))
        sheet.hide()

    def _stamp(self) -> None:
        """Write the hidden sheet: whose workbook it is, of which version, its rows, and what they said when it was made."""
        sheet = self.book.add_worksheet(STAMP)
        about = (
            ("council", self.held.council),
            ("version", self.held.version),
            ("schema", SCHEMA),
            ("owner", self.owner),
        )
        rows: list[tuple[str, ...]] = [*about, ("sheet", "row identity", "cell", "said when this was made")]
        for name, lines in self.every.items():
            form = FORMS[name]
            for line in lines:
                known: Values = form.values(self.held, line.key)
                rows += [(name, line.key, unit.name, unit_text(unit, known)) for unit in form.units]
        for down, cells in enumerate(rows):
            for across, cell in enumerate(cells):
                sheet.write_string(down, across, clean(cell), self.grey)
        sheet.protect("")
        sheet.hide()
