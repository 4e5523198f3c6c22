"""A folder for a new council: a header for each table chosen, and a guide that says what each column may hold."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from dayops_dash.dataset.files.text_file import DatasetError, printable
from dayops_dash.dataset.package import DESCRIPTOR, FILL_IN, OGL, contents, described
from dayops_dash.dataset.schema import IDENTIFIER, Column, Table
from dayops_dash.dataset.tables import TABLES
from dayops_dash.dataset.writing.whole import new_folder

USUAL = ("documents", "intentions", "updates", "spend", "people", "risks")
GUIDE = "columns.md"
WORKBOOK = "tables.xlsx"
EXAMPLES = Path(__file__).resolve().parents[3] / "data" / "exampleshire"  # made up; not there in an installed package
MOST_ROWS = 2_000  # that the lists of a workbook are given for
LONGEST_LIST = 255  # characters of the choices of one cell, in a spreadsheet


class NotMadeError(DatasetError):
    """A folder that was not made. The message says why."""


def make_folder(folder: Path, names: Sequence[str], *, workbook: bool = False) -> list[str]:
    """Make a council's folder with header-only tables, and return the tables: those named and those that they need.

    Raises NotMadeError where the name is none for a council, a table is not known, or the folder holds something.
    """
    if not re.fullmatch(IDENTIFIER, folder.name):
        raise NotMadeError(f"{printable(folder.name)!r} is no folder's name: use small letters and hyphens.")
    unknown = [name for name in names if name not in TABLES]
    if unknown:
        raise NotMadeError(f"No table is called {', '.join(map(printable, unknown))}. There are: {', '.join(TABLES)}.")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NotMadeError(f"{folder} is there already. Nothing was changed.")
    needed = with_needed(names)
    with new_folder(folder) as beside:
        _fill(beside, folder.name, needed, workbook=workbook)
    return needed


def with_needed(names: Sequence[str]) -> list[str]:
    """Return tables with those that their required columns refer to, and the papers, in the order of the dictionary."""
    needed: set[str] = set()
    ahead = ["documents", *names]
    while ahead:
        name = ahead.pop()
        if name not in needed:
            needed.add(name)
            ahead += [column.refers_to for column in TABLES[name].columns if column.refers_to and column.required]
    return [name for name in TABLES if name in needed]


def _fill(folder: Path, council: str, names: Sequence[str], *, workbook: bool) -> None:
    title = council.replace("-", " ").title()
    about = {"short_title": title, "area_word": "ward", "contact": FILL_IN}
    stated = {"title": f"{title} Council", "licenses": [OGL], "dayops": about}
    if workbook:
        (folder / WORKBOOK).write_bytes(_workbook(names))
    for name in () if workbook else names:
        header = ",".join(column.name for column in TABLES[name].columns)
        (folder / TABLES[name].path).write_text(f"{header}\n", "utf-8", newline="\n")
    (folder / GUIDE).write_text(guide(names), "utf-8", newline="\n")
    descriptor = described(stated, council, contents(folder))
    (folder / DESCRIPTOR).write_text(json.dumps(descriptor, indent=2, ensure_ascii=False) + "\n", "utf-8", newline="\n")


def guide(names: Sequence[str]) -> str:
    """Return what the columns of some tables hold, as Markdown: each with an example, and the words of closed lists."""
    head = [
        "# What the columns hold",
        "",
        "Written by `python -m dayops_dash new`. No page reads this file. Examples are of a council that is made up.",
        "A column without “required” may be empty, or left out.",
        "",
    ]
    return "\n".join([*head, *(line for name in names for line in _section(TABLES[name]))])


def _section(table: Table) -> Iterator[str]:
    example = _example(table)
    yield from (f"## {table.name}: {table.title}", "", table.description, "")
    yield from ("| Column | What it holds | Example |", "| --- | --- | --- |")
    for column in table.columns:
        cell = example.get(column.name, "").replace("|", "\\|").replace("\n", " ")
        yield f"| {column.name} | {_meaning(column)} | {cell if len(cell) <= 80 else f'{cell[:79]}…'} |"
    yield ""


def _meaning(column: Column) -> str:
    meaning = f"{'Required. ' if column.required else ''}{column.description}"
    if column.choices:
        return f"{meaning} One of: {', '.join(column.choices)}."
    if column.refers_to:
        return f"{meaning} A key of {column.refers_to}."
    kinds = {"number": " A plain number.", "integer": " A whole number.", "date": " A day as 2023-03-13."}
    return meaning + kinds.get(column.kind, "")


def _example(table: Table) -> dict[str, str]:
    """Return the row of the made-up council that has most cells filled; nothing where that council is not there."""
    try:
        text = (EXAMPLES / table.path).read_text("utf-8")
    except OSError:
        return {}
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    return max(rows, key=lambda row: sum(bool(cell) for cell in row.values()), default={})


def _workbook(names: Sequence[str]) -> bytes:
    """Return a workbook with a sheet for each table: text stays as it is typed, and closed lists can be chosen from."""
    from openpyxl import Workbook  # a third of a second to import
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    book.remove(book.worksheets[0])
    for name in names:
        sheet = book.create_sheet(name)
        sheet.append([column.name for column in TABLES[name].columns])
        sheet.freeze_panes = "B2"
        for place, column in enumerate(TABLES[name].columns, 1):
            letter = get_column_letter(place)
            sheet.cell(1, place).font = Font(bold=True)
            sheet.column_dimensions[letter].width = 18
            if column.kind == "string":  # else a spreadsheet makes a date of 2022-04, and 4.1 of 4.10
                sheet.column_dimensions[letter].number_format = "@"
            choices = ",".join(column.choices)
            if choices and len(choices) <= LONGEST_LIST:
                rule = DataValidation("list", formula1=f'"{choices}"', allow_blank=not column.required)
                rule.add(f"{letter}2:{letter}{MOST_ROWS}")
                sheet.add_data_validation(rule)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
