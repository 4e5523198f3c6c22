"""The workbook, read back by another program: every number of every figure as a number, and nothing of the data as a formula."""

from __future__ import annotations

import io
import math
import re
import zipfile
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from dayops_dash import wording
from dayops_dash.dataset import Council, Library
from dayops_dash.figures.shared.grid import Cell, Grid, Heading, Kind
from dayops_dash.figures.shared.model import Figure, Source, source_line
from dayops_dash.packs.pack import Pack
from dayops_dash.packs.workbook.workbook import CONTENTS, FIRST_ROW, NO_VALUE, named, stories_of, workbook
from dayops_dash.stories import SECTIONS
from dayops_dash.stories.shared.model import Story
from tests import made_up

BASE = "https://dashboard.example.org"


def council(slug: str, day: date | None = None) -> Council:
    return Library().dataset(slug).at(day)


def opened(file: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(file))


def pack_of(monkeypatch: pytest.MonkeyPatch, *figures: Figure) -> Pack:
    """Return a pack of one page, whose story has the figures that are given."""
    story = Story("spend", "Where?", "There.", "Exampleton", date(2024, 1, 1), figures)
    monkeypatch.setitem(SECTIONS, "spend", replace(SECTIONS["spend"], story=lambda _: story))
    return Pack(council("dorset"), sections=("spend",))


def figure(grid: Grid, **more: object) -> Figure:
    told = {"figure_id": "f", "title": "Title", "subtitle": "Unit", "words": "Words.", **more}
    return Figure(grid=grid, **told)  # type: ignore[arg-type]


@pytest.mark.parametrize("day", [None, date(2021, 2, 2), date(2026, 11, 22)])
@pytest.mark.parametrize("slug", Library().slugs())
def test_every_cell_of_every_figure_is_read_back(slug: str, day: date | None) -> None:
    pack = Pack(council(slug, day), base=BASE)
    book = opened(workbook(pack))
    sheets = named(stories_of(pack))
    assert book.sheetnames == [CONTENTS, *(one.name for one in sheets)]
    for one in sheets:
        sheet, shown = book[one.name], one.figure
        assert sheet["A1"].value == shown.title and sheet["A2"].value == shown.measure
        for down, row in enumerate(shown.grid.rows, start=FIRST_ROW + 2):
            for across, cell in enumerate(row, start=1):
                read = sheet.cell(down, across)
                assert read.data_type != "f" and same(cell, read.value), (one.name, read.coordinate, cell, read.value)
        below = [sheet.cell(n, 1).value for n in range(FIRST_ROW + 1, sheet.max_row + 1)]
        assert shown.words in below and all(note in below for note in shown.notes)
        assert not shown.sources or f"Source: {source_line(shown.sources)}" in below
        assert any(pack.version in str(words) and wording.day(pack.council.as_at) in str(words) for words in below)


def same(cell: Cell, read: object) -> bool:
    if wording.missing(cell):
        return read == NO_VALUE
    if isinstance(cell, date):
        return isinstance(read, datetime) and read.date() == cell
    if isinstance(cell, int | float):
        return isinstance(read, int | float) and math.isclose(
            float(read), float(cell), rel_tol=1e-14
        )  # a file holds 16 digits
    return isinstance(read, str) and read.replace("\r", "") == str(cell).replace("\r", "")


def test_contents_lists_and_leads_to_every_sheet_and_each_leads_back() -> None:
    pack = Pack(council("solihull"), base=BASE, committee="Scrutiny Board", meeting_on=date(2023, 1, 9))
    book = opened(workbook(pack))
    contents = book[CONTENTS]
    words = [str(cell.value) for row in contents.iter_rows() for cell in row if cell.value is not None]
    assert words[0] == "Day opportunities in Solihull: the figures"
    assert any(pack.version in said for said in words) and "For: Scrutiny Board, 9 January 2023." in words
    assert all(one.figure.title in words for one in named(stories_of(pack)))
    links = {str(cell.hyperlink.location) for row in contents.iter_rows() for cell in row if cell.hyperlink}
    assert {f"'{name}'!A1" for name in book.sheetnames[1:]} <= links
    addresses = [cell.hyperlink.target for row in contents.iter_rows() for cell in row if cell.hyperlink]
    assert pack.link() in addresses
    assert all(book[name]["A4"].hyperlink.location == f"'{CONTENTS}'!A1" for name in book.sheetnames[1:])


@pytest.mark.parametrize("slug", Library().slugs())
def test_each_sheet_is_accessible(slug: str) -> None:
    """One table, marked as one; headings that stay; columns wide enough; nothing merged; no empty cell in the table."""
    pack = Pack(council(slug))
    book = opened(workbook(pack))
    for one in named(stories_of(pack)):
        sheet, rows = book[one.name], one.figure.grid.rows
        assert not sheet.merged_cells.ranges
        assert len(sheet.tables) == bool(rows)
        if not rows:
            continue
        (table,) = sheet.tables.values()
        last = FIRST_ROW + 1 + len(rows)
        assert table.ref == f"A{FIRST_ROW + 1}:{sheet.cell(last, len(one.figure.grid.headings)).coordinate}"
        assert sheet.freeze_panes == f"A{FIRST_ROW + 2}"
        heads = [cell.value for cell in sheet[FIRST_ROW + 1]]
        assert [c.name for c in table.tableColumns] == heads and len({str(h).lower() for h in heads}) == len(heads)
        assert all(cell.value not in (None, "") for row in sheet[table.ref] for cell in row)
        assert all(sheet.column_dimensions[cell.column_letter].width >= 10 for cell in sheet[FIRST_ROW + 1])


def test_kinds_of_number_have_their_format_and_unit(monkeypatch: pytest.MonkeyPatch) -> None:
    heads = (
        Heading("what", "What"),
        Heading("n", "People", Kind.COUNT),
        Heading("m", "Amount", Kind.MONEY),
        Heading("p", "Share", Kind.PERCENT),
        Heading("d", "Day", Kind.DATE),
    )
    rows = (("a", 1234, 18_400_000.0, 67.9, date(2023, 3, 13)), ("b", None, 48.5, 68.0, None))
    sheet = opened(workbook(pack_of(monkeypatch, figure(Grid(heads, rows)))))["Spend f"]
    first, second = (list(sheet[FIRST_ROW + 2 + n]) for n in (0, 1))
    assert [c.value for c in sheet[FIRST_ROW + 1]] == ["What", "People", "Amount (£)", "Share (%)", "Day"]
    assert [c.number_format for c in first[1:]] == ["#,##0", "£#,##0", "General", "d mmm yyyy"]
    assert second[2].number_format == "£#,##0.00" and second[3].value == 68
    assert first[4].value == datetime(2023, 3, 13) and second[1].value == second[4].value == NO_VALUE


HOSTILE = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "{=1}",
    "https://evil.example",
    '=HYPERLINK("x")',
    "'x",
    "a\x00\x1fb\ufffe",
)


def test_no_text_of_the_data_becomes_a_formula_or_a_link(monkeypatch: pytest.MonkeyPatch) -> None:
    grid = Grid(
        (Heading("a", "=2+2"), Heading("b", "=2+2"), Heading("c", "", Kind.MONEY)),
        tuple((words, words, words) for words in HOSTILE),
    )
    told = figure(
        grid,
        title="=1+2",
        subtitle="@x",
        words="+y",
        notes=("-z",),
        sources=(Source("=paper", "=page"),),
        figure_id="a[b]:*?/\\'",
    )
    file = workbook(pack_of(monkeypatch, told))
    book = opened(file)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert not cell.hyperlink or cell.hyperlink.location, cell.coordinate
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        assert not any(b"<f>" in parts.read(n) for n in parts.namelist() if n.startswith("xl/worksheets/sheet"))
    sheet = book[book.sheetnames[1]]
    assert [sheet.cell(FIRST_ROW + 2 + n, 1).value for n in range(4)] == list(HOSTILE[:4])
    assert [cell.value for cell in sheet[FIRST_ROW + 1]] == ["=2+2", "=2+2 2", "c (£)"]


def test_hostile_papers_make_a_workbook_too(tmp_path: Path) -> None:
    rows = [made_up.amount("all", "all", 1000, "2022/23", subject="=cmd|' /C calc'!A0", note="=1+1")]
    book = opened(workbook(Pack(made_up.council(tmp_path, spend=rows).at())))
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_sheet_names_are_what_excel_takes_and_no_two_alike() -> None:
    empty = Grid((Heading("a", "A"),), ())
    ids = ("x" * 40, "x" * 41, "X" * 40, "a/b", "a:b", "'quoted'", "", "story")
    figures = tuple(figure(empty, figure_id=name) for name in ids)
    pages = ("spend", "history", "contents")
    names = [one.name for one in named([Story(p, "?", ".", "", date(2024, 1, 1), figures) for p in pages])]
    assert len({name.lower() for name in names}) == len(ids) * len(pages)
    for name in names:
        assert 1 <= len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) and name.strip("'") == name
        assert name.lower() not in ("history", "contents")


def test_a_very_long_text_is_cut_and_does_not_vanish(monkeypatch: pytest.MonkeyPatch) -> None:
    grid = Grid((Heading("a", "A"),), (("x" * 40_000,),))
    sheet = opened(workbook(pack_of(monkeypatch, figure(grid))))["Spend f"]
    assert len(str(sheet.cell(FIRST_ROW + 2, 1).value)) == 32_000


def test_the_same_request_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    pack = Pack(council("dorset"), base=BASE, sections=("spend", "overview"))
    first = workbook(pack)
    monkeypatch.setattr("zipfile.time.localtime", lambda *_: (2033, 5, 18, 3, 33, 20, 2, 138, 1))
    assert workbook(Pack(council("dorset"), base=BASE, sections=("spend", "overview"))) == first
    with zipfile.ZipFile(io.BytesIO(first)) as parts:
        assert {info.date_time[:3] for info in parts.infolist()} == {(1980, 1, 1)}
        days = re.findall(rb"\d{4}-\d\d-\d\dT[^<]*", parts.read("docProps/core.xml"))
        assert set(days) == {b"2026-11-29T00:00:00Z"}  # the as-at day, and no other


def test_a_made_up_council_is_called_so(tmp_path: Path) -> None:
    dataset = made_up.council(tmp_path, spend=[made_up.amount("all", "all", 1000, "2022/23")])
    assert "Illustrative" not in str(opened(workbook(Pack(dataset.at())))[CONTENTS]["A2"].value)
    dataset = replace(dataset, about={**dataset.about, "illustrative": True})
    book = opened(workbook(Pack(dataset.at())))
    assert str(book[CONTENTS]["A2"].value).startswith("Illustrative")
    for name in book.sheetnames[1:]:
        assert any(str(cell.value).startswith("Illustrative") for cell in book[name]["A"]), name


def test_contents_name_the_section_of_a_figure_that_a_paper_holds_and_the_page_of_the_others() -> None:
    sections = {one.figure.figure_id: one.section for one in named(stories_of(Pack(council("nottinghamshire"))))}
    assert sections["conflicts"] == sections["sums"] == "Where papers disagree"
    assert sections["facts"] == sections["method"] == "Sources" and sections["split"] == "Spend"
