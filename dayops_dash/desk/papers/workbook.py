"""Proposals of a paper as a workbook: each with its sentence, place and values, and a cell to accept, change or refuse it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import xlsxwriter

from dayops_dash.desk.papers.aside import PaperAside
from dayops_dash.desk.papers.forms import PAPER_FORMS, table_of
from dayops_dash.desk.proposal import Choice, Proposal
from dayops_dash.desk.reading import ReturnsReading
from dayops_dash.wording import clean

SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
CREATED = datetime(2000, 1, 1)  # no clock goes in: the same proposals give the same bytes
DECISIONS = ("accept", "refuse")
GIVEN = (
    "No.",
    "Page of the paper",
    "Place in the paper",
    "What the paper says",
    "How sure",
    "Published now",
    "How it stands",
)
DECISION, CHECKED = "Decision", "Checked by (role)"
HEADER_ROW = 3
STAMP = "Stamp"
WIDTHS = (6, 6, 26, 60, 22, 28, 28)
STEPS = (
    "Each row is a proposal. Read the sentence beside it, and choose accept or refuse.",
    "Change a white cell to say another value: the row then goes in with it. You need not choose accept as well.",
    "A row that you leave as it is stays open. Nothing of it is published.",
    "Numbers that no row holds are on the last sheet: look whether one of them should be a row.",
    "Say who by their role. Never write a person's name, e-mail address or telephone number.",
    "Titles are the paper's short phrases. Put prose into the council's own words.",
)


def proposals_workbook(reading: ReturnsReading, aside: PaperAside) -> bytes:
    """Return a draft's proposals as a workbook, a sheet for each table. Text of the paper is never a formula."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, SAFE)
    book.set_properties({"title": clean(f"Proposals: {reading.paper.title}"), "author": "", "created": CREATED})
    styles = _styles(book)
    _instructions(book, reading, styles)
    tables = dict.fromkeys(table_of(one.form) for one in reading.proposals if one.printed)
    for table in tables:
        mine = [one for one in reading.proposals if table_of(one.form) == table]
        _sheet(book, styles, mine)
    _left(book, styles, aside)
    stamp = book.add_worksheet(STAMP)
    for row, (name, value) in enumerate(
        (("council", reading.council), ("version", reading.version), ("paper", reading.paper.document_id))
    ):
        stamp.write_string(row, 0, name)
        stamp.write_string(row, 1, value)
    stamp.hide()
    book.close()
    return out.getvalue()


def _styles(book: Any) -> dict[str, Any]:
    base = {"font_name": "Arial", "font_size": 10, "valign": "top", "text_wrap": True, "num_format": "@"}
    return {
        "plain": book.add_format(base),
        "title": book.add_format({**base, "bold": True, "font_size": 14, "text_wrap": False}),
        "grey": book.add_format({**base, "bg_color": "#EEEEEE", "locked": True}),
        "head": book.add_format({**base, "bold": True, "bg_color": "#12436D", "font_color": "#FFFFFF", "border": 1}),
        "open": book.add_format({**base, "locked": False, "border": 1, "border_color": "#808080"}),
    }


def _instructions(book: Any, reading: ReturnsReading, styles: dict[str, Any]) -> None:
    sheet = book.add_worksheet("Instructions")
    sheet.set_column(0, 0, 110)
    sheet.write_string(0, 0, clean(reading.paper.title), styles["title"])
    for row, step in enumerate(STEPS, 2):
        sheet.write_string(row, 0, f"{row - 1}. {step}", styles["plain"])


def columns_of(proposals: Sequence[Proposal]) -> list[str]:
    """Return the columns of a table that a workbook asks: those that any of its proposals fills, and those that none may lack."""
    form = PAPER_FORMS[proposals[0].form]
    filled = {name for one in proposals for name in (*one.values, *(one.decision.value if one.decision else ()))}
    return [column.name for column in form.asked if column.name in filled or column.name == "note"]


def _sheet(book: Any, styles: dict[str, Any], proposals: Sequence[Proposal]) -> None:
    form = PAPER_FORMS[proposals[0].form]
    sheet = book.add_worksheet(form.sheet[:31])
    columns = columns_of(proposals)
    heads = [*GIVEN, DECISION, *(form.column(name).heading for name in columns), CHECKED]
    sheet.write_string(0, 0, f"{form.sheet}: {len(proposals)} proposed", styles["title"])
    for at, head in enumerate(heads):
        sheet.write_string(HEADER_ROW - 1, at, head, styles["head"])
        sheet.set_column(at, at, WIDTHS[at] if at < len(WIDTHS) else 18)
    for row, one in enumerate(proposals, HEADER_ROW):
        _row(sheet, styles, row, one, columns)
    last = HEADER_ROW + len(proposals) - 1
    sheet.data_validation(
        HEADER_ROW,
        len(GIVEN),
        last,
        len(GIVEN),
        {"validate": "list", "source": list(DECISIONS), "error_message": "accept or refuse"},
    )
    sheet.freeze_panes(HEADER_ROW, 1)
    sheet.autofilter(HEADER_ROW - 1, 0, last, len(heads) - 1)
    sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True, "select_locked_cells": True})


def _row(sheet: Any, styles: dict[str, Any], row: int, one: Proposal, columns: Sequence[str]) -> None:
    printed = one.printed
    assert printed
    page = str(printed.page or "")
    sure = "; ".join((printed.sureness, *one.warnings))
    given = (str(one.number), page, printed.locator, printed.words, sure, one.published, one.reason)
    for at, text in enumerate(given):
        sheet.write_string(row, at, clean(text)[:32_000], styles["grey"])
    sheet.write_string(row, len(given), decided_word(one), styles["open"])
    typed = one.decision.value if one.decision and one.decision.choice is Choice.OTHER else {}
    for at, name in enumerate(columns, len(given) + 1):
        sheet.write_string(row, at, clean(typed.get(name, one.values.get(name, ""))), styles["open"])
    checked = one.decision.checked_by if one.decision else ""
    sheet.write_string(row, len(given) + 1 + len(columns), clean(checked), styles["open"])


def decided_word(one: Proposal) -> str:
    """Return accept or refuse, as was decided; "" while nobody has."""
    if one.decision is None:
        return ""
    return DECISIONS[1] if one.decision.choice is Choice.PUBLISHED else DECISIONS[0]


def _left(book: Any, styles: dict[str, Any], aside: PaperAside) -> None:
    sheet = book.add_worksheet("No row holds")
    sheet.write_string(0, 0, f"Numbers that no row holds: {len(aside.unheld)}", styles["title"])
    heads = ("Number", "It seems to be", "Page", "Place", "In the paper")
    for at, (head, width) in enumerate(zip(heads, (14, 34, 6, 34, 90), strict=True)):
        sheet.write_string(HEADER_ROW - 1, at, head, styles["head"])
        sheet.set_column(at, at, width)
    for row, one in enumerate(aside.unheld, HEADER_ROW):
        for at, text in enumerate((one.words, one.reason, str(one.page or ""), one.locator, one.round)):
            sheet.write_string(row, at, clean(text), styles["plain"])
    sheet.freeze_panes(HEADER_ROW, 0)
