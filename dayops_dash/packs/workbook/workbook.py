"""The workbook: a sheet for each figure with its table, words, notes and sources, and a sheet that lists them.

Made as the Government Analysis Function asks of accessible spreadsheets: one table a sheet, its title in the first cell, what
stands below said above, no merged cells, no empty cell in a table.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import xlsxwriter

from dayops_dash import wording
from dayops_dash.figures.shared.grid import Cell, Grid, Heading, HedgedNumber, Kind
from dayops_dash.figures.shared.model import Figure, source_line
from dayops_dash.packs.pack import Pack
from dayops_dash.packs.shared.chart_data import SAFE
from dayops_dash.stories.sections import DOCUMENT
from dayops_dash.stories.shared.model import Story
from dayops_dash.wording import clean

CONTENTS = "Contents"
LONGEST_NAME = 31  # characters that Excel gives a sheet's name
LONGEST_CELL = 32_000  # of the 32,767 that a cell may hold
NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
NO_VALUE = "[x]"
LEAST_WIDTH, MOST_WIDTH = 11, 60  # characters of a column
CONTENTS_WIDTH, ROW_HIGH = 52, 15  # characters of a line that are sure to fit ``MOST_WIDTH``; points of a line
FIRST_ROW = 5  # of a table: above it stand its title, its unit, what it holds and the way back
FORMATS = {
    Kind.COUNT: "#,##0",
    Kind.MONEY: "£#,##0",
    Kind.ABOUT_MONEY: "£#,##0",
    Kind.DATE: "d mmm yyyy",
}
PENCE, FRACTION = "£#,##0.00", "General"
UNITS = {Kind.PERCENT: "%", Kind.MONEY: "£", Kind.ABOUT_MONEY: "£, resting on assumptions"}


@dataclass(frozen=True)
class FigureSheet:
    name: str
    section: str
    figure: Figure


def workbook(pack: Pack) -> bytes:
    """Return the workbook as an Excel file. The same pack gives the same bytes."""
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, SAFE)
    council = pack.council
    book.set_properties(
        {
            "title": clean(f"{pack.title}: the figures"),
            "subject": clean(_as_at(pack)),
            "author": clean(str(council.dataset.about.get("contact", council.short_title))),
            "created": datetime.combine(council.as_at, time()),
        }
    )
    sheets = named(stories_of(pack))
    writer = _Writer(book)
    writer.contents(pack, sheets)
    for sheet in sheets:
        writer.figure(pack, sheet)
    book.close()
    return written.getvalue()


def stories_of(pack: Pack) -> tuple[Story, ...]:
    """Return the pack's stories, each as its page gives it for a workbook: that of the record with every fact."""
    return tuple((page.workbook or page.story)(pack.council) for page in pack.pages)


def named(stories: Sequence[Story]) -> tuple[FigureSheet, ...]:
    """Return a sheet for each figure, with a name that Excel takes and that no other sheet has."""
    taken, found = {CONTENTS.lower(), "history"}, []
    for story in stories:
        for figure in story.figures:
            words = NOT_IN_NAMES.sub(" ", clean(f"{story.page} {figure.figure_id.replace('-', ' ')}")).strip("' ")
            name, number = words[:LONGEST_NAME].strip("' "), 2
            while name.lower() in taken:
                ending = f" {number}"
                name, number = words[: LONGEST_NAME - len(ending)].strip("' ") + ending, number + 1
            taken.add(name.lower())
            section = DOCUMENT.get(story.page)
            title = section.title if section and section.holds(figure.figure_id) else wording.capital(story.page)
            found.append(FigureSheet(wording.capital(name), title, figure))
    return tuple(found)


def _as_at(pack: Pack) -> str:
    told = f"{pack.council.short_title}, as at {wording.day(pack.council.as_at)}. Version of the data: {pack.version}."
    return f"{pack.mark}. {told}" if pack.mark else told


A4 = 9  # as Excel numbers sizes of paper


class _Writer:
    """Writes sheets. Text is only ever written as text, so that no cell of the data can become a formula or a link."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.formats: dict[tuple[tuple[str, object], ...], Any] = {}

    def look(self, **how: object) -> Any:
        key = tuple(sorted(how.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format({"font_name": "Arial", "font_size": 11, **how})
        return self.formats[key]

    def say(self, sheet: Any, row: int, column: int, words: str, **how: object) -> None:
        sheet.write_string(row, column, clean(words)[:LONGEST_CELL], self.look(**how))

    def _sheet(self, name: str) -> Any:
        """Return a new sheet that prints as wide as a page of A4 lying down."""
        sheet = self.book.add_worksheet(name)
        sheet.set_paper(A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        return sheet

    def contents(self, pack: Pack, sheets: Sequence[FigureSheet]) -> None:
        sheet = self._sheet(CONTENTS)
        head = [f"{pack.title}: the figures", _as_at(pack)]
        meeting = wording.day(pack.meeting_on) if pack.meeting_on else ""
        for_whom = ", ".join(part for part in (pack.committee, meeting) if part)
        head += [f"For: {for_whom}."] if for_whom else []
        head += [pack.caution] if pack.caution else []
        head += [
            f"This worksheet contains one table: the {len(sheets)} worksheets that follow, each with one figure.",
            f"{NO_VALUE} stands where there is no value: no paper gives one, or it does not apply.",
        ]
        for row, words in enumerate(head):
            self.say(sheet, row, 0, words, **({"bold": True, "font_size": 15} if row == 0 else {}))
        if link := pack.link():
            sheet.write_url(len(head), 0, link, self.look(underline=1, font_color="#00598A"), "Open this view")
            head.append("")
        first = len(head) + 1
        columns = ("Worksheet", "Section", "What it shows", "Measure, unit, period and place")
        for column, (label, width) in enumerate(
            zip(columns, (LONGEST_NAME + 2, 24, MOST_WIDTH, MOST_WIDTH), strict=True)
        ):
            self.say(sheet, first, column, label, bold=True, bottom=1)
            sheet.set_column(column, column, width)
        link = self.look(underline=1, font_color="#00598A", valign="top")
        for row, one in enumerate(sheets, start=first + 1):
            lines = max(-(-len(words) // CONTENTS_WIDTH) for words in (one.figure.title, one.figure.measure))
            sheet.set_row(row, ROW_HIGH * lines)  # some programs show only what fits
            sheet.write_url(row, 0, f"internal:'{one.name.replace(chr(39), chr(39) * 2)}'!A1", link, one.name)
            for column, words in enumerate((one.section, one.figure.title, one.figure.measure), start=1):
                self.say(sheet, row, column, words, text_wrap=True, valign="top")
        self._as_table(sheet, first, columns, len(sheets), "Contents")
        sheet.freeze_panes(first + 1, 0)
        sheet.repeat_rows(first)

    def figure(self, pack: Pack, one: FigureSheet) -> None:
        sheet, figure = self._sheet(one.name), one.figure
        grid, below = figure.grid, [figure.words, *figure.notes]
        places = source_line(figure.sources)
        below += [f"Source: {places}" if places else "", _as_at(pack)]
        held = "one table, and below it its words, notes and sources" if grid.rows else "no table, only words"
        self.say(sheet, 0, 0, figure.title, bold=True, font_size=15)
        mark = wording.exempt(pack.council.dataset.exempt)
        self.say(sheet, 1, 0, f"{mark}. {figure.measure}" if mark else figure.measure)
        self.say(sheet, 2, 0, f"This worksheet contains {held}.")
        sheet.write_url(
            3, 0, f"internal:'{CONTENTS}'!A1", self.look(underline=1, font_color="#00598A"), "Back to contents"
        )
        if grid.rows:
            labels = self._grid(sheet, grid)
            self._as_table(sheet, FIRST_ROW, labels, len(grid.rows), one.name)
            sheet.freeze_panes(FIRST_ROW + 1, 0)
            sheet.repeat_rows(FIRST_ROW)
        else:
            sheet.set_column(0, 0, MOST_WIDTH)
        first = FIRST_ROW + len(grid.rows) + (2 if grid.rows else 0)
        for row, words in enumerate((words for words in below if words), start=first):
            self.say(sheet, row, 0, words)

    def _grid(self, sheet: Any, grid: Grid) -> tuple[str, ...]:
        """Write a table and set its columns' widths; return the columns' labels, no two alike."""
        labels = _labels(grid.headings)
        for column, (heading, label) in enumerate(zip(grid.headings, labels, strict=True)):
            right = heading.kind not in (Kind.TEXT, Kind.PLACE, Kind.DATE)
            self.say(
                sheet,
                FIRST_ROW,
                column,
                label,
                bold=True,
                bottom=1,
                text_wrap=True,
                valign="top",
                align="right" if right else "left",
            )
            shown = [heading.shown(row[column]) for row in grid.rows]
            longest = max(len(line) for words in (label, *shown) for line in words.split("\n"))
            sheet.set_column(column, column, min(max(longest + 2, LEAST_WIDTH), MOST_WIDTH))
            for row, cells in enumerate(grid.rows, start=FIRST_ROW + 1):
                self._cell(sheet, row, column, heading, cells[column])
        return labels

    def _cell(self, sheet: Any, row: int, column: int, heading: Heading, cell: Cell) -> None:
        if wording.missing(cell):
            self.say(sheet, row, column, NO_VALUE, valign="top", align="left" if heading.kind.is_words else "right")
        elif isinstance(cell, bool | str):
            self.say(sheet, row, column, str(cell), text_wrap=True, valign="top", bold=column == 0)
        elif isinstance(cell, int | float):
            shape = _format(heading.kind, float(cell))
            shape = _with_hedge(shape, cell.qualifier) if isinstance(cell, HedgedNumber) else shape
            sheet.write_number(row, column, cell, self.look(num_format=shape, valign="top"))
        elif isinstance(cell, date):
            sheet.write_datetime(
                row, column, cell, self.look(num_format=FORMATS[Kind.DATE], valign="top", align="left")
            )

    def _as_table(self, sheet: Any, first: int, labels: Sequence[str], rows: int, name: str) -> None:
        """Mark cells as a table, so that a screen reader reads its headings, without filters or stripes."""
        if not rows:
            return
        told = {
            "name": "_" + re.sub(r"\W+", "_", name),
            "columns": [{"header": clean(label)} for label in labels],
            "autofilter": False,
            "style": "Table Style Light 1",
            "banded_rows": False,
        }
        sheet.add_table(first, 0, first + rows, len(labels) - 1, told)


def _labels(headings: Sequence[Heading]) -> tuple[str, ...]:
    """Return what stands above each column, with its unit; a number is added to one that another has."""
    found: list[str] = []
    for heading in headings:
        unit, said = UNITS.get(heading.kind, ""), heading.label or heading.code
        label = wanted = f"{said} ({unit})" if unit and unit not in said else said
        number = 2
        while label.lower() in (other.lower() for other in found):
            label, number = f"{wanted} {number}", number + 1
        found.append(label)
    return tuple(found)


def _with_hedge(shape: str, qualifier: str) -> str:
    """Return how a number is shown with its hedge, so that the cell stays a number: "about "#,##0"""
    before, after = wording.hedged("\n", qualifier).split("\n")
    return f"{_as_words(before)}{shape}{_as_words(after)}"


def _as_words(text: str) -> str:
    return '"' + text.replace('"', "") + '"' if text else ""


def _format(kind: Kind, number: float) -> str:
    if number.is_integer():
        return FORMATS.get(kind, FRACTION)
    return PENCE if kind in (Kind.MONEY, Kind.ABOUT_MONEY) else FRACTION
