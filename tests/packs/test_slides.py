"""The slides, read back: one finding each, numbers as in the figure's table, words that fit, alternatives, sources, same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pptx
import pytest
from PIL import ImageFont
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches, Pt

from dayops_dash import wording
from dayops_dash.dataset import Council, Library
from dayops_dash.figures.shared.grid import Grid, Heading, Kind
from dayops_dash.figures.shared.model import Figure, Panel, Source, Tile
from dayops_dash.packs.pack import Pack, PackError
from dayops_dash.packs.parts.quotes import in_print
from dayops_dash.packs.shared.archive import unzipped, zipped
from dayops_dash.packs.shared.office import KINDS
from dayops_dash.packs.slides.native import PLANS, drawing
from dayops_dash.packs.slides.placed import Room
from dayops_dash.packs.slides.placed_matrix import holds_names
from dayops_dash.packs.slides.presentation import PRESENTATION, TEMPLATE
from dayops_dash.packs.slides.slides import slides
from dayops_dash.stories.meeting.deck import MOST, finding
from dayops_dash.stories.meeting.present import findings, present
from dayops_dash.stories.shared.model import Finding, Story
from tests import made_up

BASE = "https://dashboard.example.org"
POINT = 12700
WIDE_TYPES = ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")  # wider than any type that is likely to be put in ours's place
DAYS = [None, date(2021, 2, 2), date(2026, 11, 22)]


def council(slug: str, day: date | None = None) -> Council:
    return Library().dataset(slug).at(day)


def opened(file: bytes) -> Any:
    return pptx.Presentation(io.BytesIO(file))


@cache
def deck(slug: str, day: date | None) -> bytes:
    return slides(Pack(council(slug, day), base=BASE))


def made(slug: str, day: date | None = None, **more: Any) -> tuple[Pack, Any]:
    pack = Pack(council(slug, day), base=BASE, **more)
    return pack, opened(slides(pack) if more else deck(slug, day))


def finding_slides(presentation: Any) -> list[Any]:
    return list(presentation.slides)[1:-2]


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("slug", Library().slugs())
def test_each_finding_of_the_deck_has_a_slide_and_they_are_few(slug: str, day: date | None) -> None:
    pack, found = made(slug, day)
    told = [slide.shapes.title.text_frame.text for slide in finding_slides(found)]
    assert told == [f.title for f in present(pack.council).figures]
    assert len(found.slides) <= MOST + 3
    for slide in found.slides:
        check_slide(slide, found)
    for slide, one in zip(finding_slides(found), findings(pack.council), strict=True):
        check_finding(slide, one, pack)


def check_slide(slide: Any, presentation: Any) -> None:
    """Nothing off the slide, nothing over another, no words that run over, nothing empty, an alternative for what is drawn."""
    rooms = []
    for shape in slide.shapes:
        left, top, right, bottom = shape.left, shape.top, shape.left + shape.width, shape.top + shape.height
        assert left >= 0 and top >= 0 and right <= presentation.slide_width and bottom <= presentation.slide_height
        rooms.append((shape.name, left, top, right, bottom))
        if shape.has_text_frame:
            assert shape.text_frame.text.strip(), f"{shape.name} is empty"
            assert overrun(shape) <= 0, f"{shape.name}: {shape.text_frame.text}"
        elif getattr(shape, "has_table", False) and shape.has_table:
            check_table(shape)
        if not shape.has_text_frame:
            assert shape._element.xpath("./*/p:cNvPr")[0].get("descr"), shape.name
    for place, (name, left, top, right, bottom) in enumerate(rooms):
        for other, l2, t2, r2, b2 in rooms[place + 1 :]:
            apart = right <= l2 + POINT or r2 <= left + POINT or bottom <= t2 + POINT or b2 <= top + POINT
            assert apart, f"{name} stands over {other}"


def measured(words: str, size: float, width: float, *, bold: bool) -> float:
    """Return the height of words in the widest type at hand, breaking lines where there is no room: a second, plain way."""
    try:
        face = ImageFont.truetype(WIDE_TYPES[bold], 100)
        scale = size / 100
    except OSError:
        face, scale = ImageFont.load_default(100), size / 100 * (1.2 if bold else 1.1)  # type: ignore[assignment]
    number, line = 1, ""
    for word in words.split():
        longer = f"{line} {word}".strip()
        if face.getlength(longer) * scale > width and line:
            number, line = number + 1, word
        else:
            line = longer
    return number * size * 1.2


def overrun(shape: Any) -> float:
    """Return by how many points words run over their shape."""
    frame = shape.text_frame
    width = (shape.width - frame.margin_left - frame.margin_right) / POINT
    high = 0.0
    for paragraph in frame.paragraphs:
        runs = [run for run in paragraph.runs if run.text]
        if runs:
            size = max(run.font.size.pt for run in runs)
            bold = any(run.font.bold for run in runs)
            high += measured("".join(run.text for run in runs), size, width, bold=bold)
            high += paragraph.space_after.pt if paragraph.space_after else 0
    return high - (shape.height - frame.margin_top - frame.margin_bottom) / POINT


def check_table(shape: Any) -> None:
    assert shape.table.first_row
    assert sum(row.height for row in shape.table.rows) <= shape.height + POINT
    for row in shape.table.rows:
        for column, cell in zip(shape.table.columns, row.cells, strict=True):
            for run in cell.text_frame.paragraphs[0].runs:
                room = (column.width - cell.margin_left - cell.margin_right) / POINT
                high = measured(run.text, run.font.size.pt, room, bold=bool(run.font.bold))
                assert high <= (row.height - cell.margin_top - cell.margin_bottom) / POINT + 0.5, run.text
                assert run.font.size.pt >= 12


def check_finding(slide: Any, one: Finding, pack: Pack) -> None:
    words = " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
    assert pack.version not in words and wording.day(pack.council.as_at) in words
    notes = slide.notes_slide.notes_text_frame.text
    assert in_print(one.figure.words) in notes and pack.link(one.page) in notes
    titles = [in_print(source.title) for source in one.figure.sources]
    assert all(title in notes and title[:30] in words for title in titles)
    assert not set("'\"") & set(words + notes), "one kind of quotation mark"
    links = [
        r.hyperlink.address for s in slide.shapes if s.has_text_frame for p in s.text_frame.paragraphs for r in p.runs
    ]
    assert pack.link(one.page) in links


def charts(presentation: Any) -> Iterator[tuple[Any, Any]]:
    for slide in presentation.slides:
        for shape in slide.shapes:
            if getattr(shape, "has_chart", False) and shape.has_chart:
                yield slide, shape.chart


@pytest.mark.parametrize("slug", Library().slugs())
def test_every_number_of_an_editable_chart_is_in_its_figures_table(slug: str) -> None:
    pack, found = made(slug)
    by_title = {one.figure.title: one.figure for one in findings(pack.council)}
    seen = 0
    for slide, chart in charts(found):
        figure = by_title[slide.shapes.title.text_frame.text]
        cells = {float(c) for row in figure.grid.rows for c in row if isinstance(c, int | float)}
        words = {str(c) for row in figure.grid.rows for c in row} | {h.label for h in figure.grid.headings}
        words |= {cell for row in figure.grid.shown() for cell in row}  # with the hedges of numbers
        drawn = [value for series in chart.plots[0].series for value in series.values if value is not None]
        assert drawn and set(drawn) <= cells
        for name in chart.plots[0].categories:
            assert all(part in " ".join(words) for part in name.split(", ")), name
        sheet = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))["Sheet1"]
        held = [cell.value for row in sheet.iter_rows(min_row=2, min_col=2) for cell in row if cell.value is not None]
        assert sorted(held) == pytest.approx(sorted(drawn), rel=1e-12)  # what opens when the chart is edited
        seen += 1
    wanted = [one for one in findings(pack.council) if drawing(one.figure) and not one.figure.units]
    assert seen == len(wanted)


def test_the_split_is_one_bar_of_its_parts_and_the_agreement_a_bar_a_statement() -> None:
    _, found = made("nottinghamshire")
    told = {slide.shapes.title.text_frame.text: chart for slide, chart in charts(found)}
    split = told["68% of the budget for 2022/23 was for council-run services"].plots[0]
    assert [(s.name, list(s.values)) for s in split.series] == [
        ("Council-run", [12_500_000]),
        ("Independent sector", [5_900_000]),
    ]
    agreement = next(chart for title, chart in told.items() if title.startswith("More agreed")).plots[0]
    assert len(list(agreement.categories)) == 8 and agreement.series[0].name == "Strongly agree"
    assert agreement.series[0].values[0] == 34.62


def test_every_plan_is_of_a_figure_that_some_council_has_and_draws_it() -> None:
    """A plan whose columns no figure has any more would silently turn a chart into a picture."""
    drawn = {
        figure.figure_id
        for slug in Library().slugs()
        for story in Pack(council(slug)).stories
        for figure in story.figures
        if drawing(figure)
    }
    assert drawn == set(PLANS)


def test_chosen_sections_committee_and_meeting_are_on_the_slides() -> None:
    pack_, found = made("solihull", sections=("spend",), committee="Scrutiny Board", meeting_on=date(2023, 1, 9))
    first = " ".join(shape.text_frame.text for shape in found.slides[0].shapes if shape.has_text_frame)
    assert "Scrutiny Board, 9 January 2023" in first and "As at 29 November 2026" in first
    assert len(found.slides) == 3 + len(findings(council("solihull"), ("spend",)))
    papers, last = list(found.slides)[-2:]
    words = " ".join(shape.text_frame.text for shape in papers.shapes if shape.has_text_frame)
    assert "Open Government Licence" in words and "Solihull Adult Social Care Day Opportunities Strategy" in words
    assert pack_.version in words
    assert last.shapes.title.text_frame.text.startswith("The committee is asked to do ")
    asks = next(shape.text_frame.text for shape in last.shapes if shape.name == "Asked")
    assert "(a) note where the plan stands" in asks and "overdue" in asks


def test_slides_of_another_day_say_what_is_different_today_and_how_old_the_evidence_is() -> None:
    _, found = made("nottinghamshire", date(2023, 3, 13))
    texts = [" ".join(x.text_frame.text for x in slide.shapes if x.has_text_frame) for slide in found.slides]
    assert all("Latest paper: 13 March 2023, 3 years 8 months before 29 November 2026" in text for text in texts)
    late = [text for text in texts if "overdue on 13 March 2023" in text or "became overdue" in text]
    assert late and all("Today, 29 November 2026, five are overdue (none then)" in text for text in late)


def test_without_an_address_nothing_is_linked() -> None:
    for base in ("", "javascript:alert(1)", "/dash", "http://localhost:8501", "http://127.0.0.1/x"):
        file = slides(Pack(council("dorset"), base=base))
        assert not any(b"hlinkClick" in part for part in unzipped(file).values())


# What papers might hold


def told(monkeypatch: pytest.MonkeyPatch, *figures: Figure, **more: Any) -> Any:
    """Return the slides of figures that are given."""
    story = Story("spend", "Where?", "There.", "Exampleton", date(2024, 1, 1), figures)
    found = tuple(finding(story, figure) for figure in figures)
    monkeypatch.setattr("dayops_dash.packs.slides.slides.findings", lambda *_: found)
    return opened(slides(Pack(council("dorset"), base=BASE, **more)))


BAD = "=1+1 <b>&amp; \x00\x0b\x1f \ufffe \n @x"
LONG = "An unusually long sentence about day opportunities that goes on and on. " * 12


def figure(**more: Any) -> Figure:
    grid = Grid((Heading("what", "What"), Heading("n", "Number", Kind.COUNT)), (("a", 1), ("b", 2)))
    base: dict[str, Any] = {"figure_id": "f", "title": "Title", "subtitle": "Unit", "words": "Words.", "grid": grid}
    return Figure(**{**base, **more})


WIDE = Grid(tuple(Heading(c, LONG[:40]) for c in "abc"), tuple((LONG, LONG[:300], BAD) for _ in range(9)))


@pytest.mark.parametrize("words", [BAD, LONG, "x" * 600], ids=["bad", "long", "one word"])
@pytest.mark.parametrize(
    "shape",
    [
        {"grid": WIDE},
        {"tiles": tuple(Tile(LONG[:60], LONG[:90], LONG) for _ in range(6))},
        {"panels": tuple(Panel(LONG[:80], LONG, items=(LONG, BAD, LONG)) for _ in range(3))},
    ],
    ids=["table", "tiles", "lists"],
)
def test_hostile_and_endless_words_break_no_slide(
    monkeypatch: pytest.MonkeyPatch, words: str, shape: dict[str, Any]
) -> None:
    notes, sources = (words,), (Source(words, words),)
    found = told(monkeypatch, figure(title=words, subtitle=words, words=words, notes=notes, sources=sources, **shape))
    for slide in found.slides:
        check_slide(slide, found)


@pytest.mark.parametrize("words", [BAD, LONG[:120]])
def test_names_on_a_chart_are_words_and_never_formulas(monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    heads = (Heading("stands", words), Heading("intentions", words, Kind.COUNT))
    rows = tuple((f"{words} {n}", n) for n in range(9))
    found = told(monkeypatch, figure(figure_id="standing", grid=Grid(heads, rows)))
    ((slide, chart),) = charts(found)
    check_slide(slide, found)
    sheet = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))["Sheet1"]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    kept = len(list(chart.plots[0].categories))
    under = next(s.text_frame.text for s in slide.shapes if s.name == "Measure")
    assert kept == 9 or under.startswith(f"{kept} of 9 are drawn")


def test_a_chart_with_many_series_or_missing_numbers_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    heads = (
        Heading("financial_year", "Year"),
        *(Heading(c, c, Kind.MONEY) for c in ("planned_gbp", "delivered_gbp", "planned_so_far_gbp")),
    )
    rows = (("2021/22", 10.0, None, 10.0), ("2022/23", 20.0, 5.0, 30.0), ("Total", 30.0, None, None))
    found = told(monkeypatch, figure(figure_id="savings", grid=Grid(heads, rows)))
    ((_, chart),) = charts(found)
    assert list(chart.plots[0].categories) == ["2021/22", "2022/23"] and chart.has_legend
    assert [list(s.values) for s in chart.plots[0].series] == [[10, 20], [None, 5]]


# The same bytes, and templates


def test_the_same_request_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    first = slides(Pack(council("solihull"), base=BASE))
    monkeypatch.setattr("zipfile.time.localtime", lambda *_: (2033, 5, 18, 3, 33, 20, 2, 138, 1))
    assert slides(Pack(council("solihull"), base=BASE)) == first
    with zipfile.ZipFile(io.BytesIO(first)) as parts:
        assert {info.date_time[:3] for info in parts.infolist()} == {(1980, 1, 1)}
        sheets = [parts.read(name) for name in parts.namelist() if name.endswith(".xlsx")]
    assert sheets and all(b"2000-01-01T00:00:00Z" in unzipped(sheet)["docProps/core.xml"] for sheet in sheets)
    assert opened(first).core_properties.created.date() == council("solihull").as_at


def template(*, wide: float = 10, layouts: bool = True) -> bytes:
    """Return a council's template: its own size, a title low on the slide, and a sample slide that must not be shown."""
    made = pptx.Presentation()
    made.slide_width = Inches(wide)
    made.core_properties.title = "The council's template"
    slide = made.slides.add_slide(made.slide_layouts[1])
    slide.shapes.title.text_frame.text = "Sample slide"
    if not layouts:
        for layout in made.slide_layouts:
            for held in [p for p in layout.placeholders if p.placeholder_format.idx == 0]:
                held._element.getparent().remove(held._element)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


@pytest.mark.parametrize("wide", [10, 13.333])
def test_a_councils_template_is_used_without_its_slides(wide: float) -> None:
    file = slides(Pack(council("nottinghamshire"), base=BASE, template=template(wide=wide)))
    found = opened(file)
    assert found.slide_width == Inches(wide)
    assert not any(b"Sample slide" in part for part in unzipped(file).values())
    for slide in found.slides:
        check_slide(slide, found)
    assert slides(Pack(council("nottinghamshire"), base=BASE, template=template(wide=wide))) == file


def department(*, dark: bool) -> bytes:
    """Return a template as departments have them: a narrow title with large type at the side, and light words on a dark ground."""
    made = pptx.Presentation()
    made.slide_width, made.slide_height = Inches(13.333), Inches(7.5)
    for layout in made.slide_layouts:
        for held in layout.placeholders:
            if held.placeholder_format.idx == 0:
                held.left, held.top, held.width, held.height = Inches(0.5), Inches(0.4), Inches(5), Inches(0.7)
    if dark:
        ground = f'<p:bg {nsdecls("p", "a")}><p:bgPr><a:solidFill><a:srgbClr val="0B2545"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>'
        master = made.slide_master._element
        for old in master.cSld.findall(qn("p:bg")):
            master.cSld.remove(old)
        master.cSld.insert(0, parse_xml(ground))
        colours = master.find(qn("p:clrMap"))
        colours.set("tx1", "lt1")
        colours.set("bg1", "dk1")
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("slug", Library().slugs())
def test_titles_are_whole_and_words_are_in_the_themes_colour(slug: str, dark: bool) -> None:
    pack = Pack(council(slug), committee="Select Committee", template=department(dark=dark))
    found = opened(slides(pack))
    titles = [slide.shapes.title.text_frame.text for slide in found.slides]
    assert titles[1:-2] == [one.figure.title for one in findings(pack.council)] and not any(
        "…" in one for one in titles
    )
    for slide in found.slides:
        check_slide(slide, found)
        for shape in slide.shapes:
            if shape.has_text_frame:
                assert not shape._element.xpath(".//a:rPr//a:srgbClr"), shape.name


def test_a_title_that_would_have_to_be_cut_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(PackError, match="The title of a slide is too long to be shown: An unusually"):
        told(monkeypatch, figure(title=LONG * 9))


@pytest.mark.parametrize("slug", Library().slugs())
def test_the_outline_holds_the_title_and_the_finding_of_every_slide(slug: str) -> None:
    """Words in a layout's own places are what outline view, and a screen reader going through it, find."""
    pack, found = made(slug)
    for slide, one in zip(finding_slides(found), findings(pack.council), strict=True):
        held = [place.text_frame.text for place in slide.placeholders]
        said = "Risk matrix" if one.figure.matrix else one.line[:40]  # the squares of a matrix say the rest
        assert held[0] == one.figure.title and any(said in words for words in held[1:])


def test_a_total_is_no_bar_beside_its_parts() -> None:
    for slug in Library().slugs():
        for _, chart in charts(made(slug)[1]):
            if len(list(chart.plots[0].series)) == 1:
                assert not {"Total", "All", "Difference"} & {str(name) for name in chart.plots[0].categories}


def test_a_potx_and_a_path_will_do(tmp_path: Path) -> None:
    parts = unzipped(template())
    kinds = parts[KINDS].replace(PRESENTATION.encode(), TEMPLATE.encode())
    path = tmp_path / "council.potx"
    path.write_bytes(zipped({**parts, KINDS: kinds}))
    found = opened(slides(Pack(council("dorset"), template=path)))
    assert found.slide_width == Inches(10)


def with_macros() -> bytes:
    return zipped({**unzipped(template()), "ppt/vbaProject.bin": b"x"})


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (b"not a file", "not an Office file"),
        (zipped({"a": b"b"}), "cannot be used"),
        (zipped({KINDS: b"<Types/>"}), "another kind of file"),
        (with_macros(), "macros"),
        (template(layouts=False), "no layout with a title"),
    ],
    ids=["no zip", "no office file", "no presentation", "macros", "no titles"],
)
def test_a_file_that_is_no_template_is_refused_with_a_reason(file: bytes, said: str) -> None:
    with pytest.raises(PackError, match=said):
        slides(Pack(council("dorset"), template=file))


def test_a_made_up_council_is_called_so_on_every_slide(tmp_path: Path) -> None:
    dataset = made_up.two_years(tmp_path)
    dataset = replace(dataset, about={**dataset.about, "illustrative": True})
    found = opened(slides(Pack(dataset.at())))
    for slide in found.slides:
        assert any("Illustrative" in shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
    assert Pt(12) <= min(r.font.size for s in found.slides[0].shapes for p in s.text_frame.paragraphs for r in p.runs)


def test_many_risks_in_a_matrix_stand_by_number_and_are_named_under_it() -> None:
    """Names that no type of twelve points holds would be cut: then the squares have numbers, and the sentence what they stand for."""
    (one,) = (f for f in findings(made("exampleshire")[0].council) if f.figure.matrix)
    assert one.figure.matrix
    assert holds_names(one.figure.matrix, Room(0, 0, 900, 340)) and not holds_names(
        one.figure.matrix, Room(0, 0, 900, 200)
    )


@pytest.mark.parametrize("slug", ["exampleshire", "dorset"])
def test_the_risk_matrix_is_a_table_with_every_square_and_risk(slug: str) -> None:
    pack, found = made(slug)
    wanted = {f.figure.title: f.figure.matrix for f in findings(pack.council) if f.figure.matrix}
    assert wanted
    for slide in finding_slides(found):
        if shown := wanted.get(slide.shapes.title.text_frame.text):
            (table,) = (shape.table for shape in slide.shapes if getattr(shape, "has_table", False) and shape.has_table)
            assert [[cell.text_frame.text for cell in row.cells] for row in table.rows] == shown.table()
            assert table.first_row and table.first_col


def test_a_map_stands_beside_its_sentence_and_takes_the_height() -> None:
    pack, found = made("solihull")
    (title,) = (f.figure.title for f in findings(pack.council) if f.beside)
    (slide,) = (s for s in finding_slides(found) if s.shapes.title.text_frame.text == title)
    named = {shape.name: shape for shape in slide.shapes}
    drawn, said = named["Chart"], named["Finding"]
    assert drawn.left + drawn.width <= said.left and drawn.top == pytest.approx(said.top, abs=POINT)
    assert drawn.height > found.slide_height * 0.5


def test_a_subtitle_tells_of_marks_only_where_they_are_drawn() -> None:
    _, found = made("nottinghamshire")
    words = [s.text_frame.text for slide in found.slides for s in slide.shapes if s.has_text_frame]
    assert not any("Pale bars" in told or "Dashed outlines" in told for told in words)


def test_thousands_are_whole_and_a_narrow_part_has_its_number_in_its_name(tmp_path: Path) -> None:
    rows = [
        made_up.amount("all", "all", 1_000_000, "2022/23"),
        made_up.amount("internal", "internal", 930_000, "2022/23", "all"),
        made_up.amount("external", "external", 50_000, "2022/23", "all"),
        made_up.amount("direct-payment", "direct payment", 20_000, "2022/23", "all"),
    ]
    pack = Pack(made_up.council(tmp_path, spend=rows).at(), sections=("spend",))
    _, chart = next(charts(opened(slides(pack))))
    names = [series.name for series in chart.plots[0].series]
    assert names == ["Council-run", "Independent sector: £50,000", "Direct payments: £20,000"]
    assert "£#,##0" in chart.plots[0].series[0].data_labels.number_format
    sheet = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))["Sheet1"]
    assert [cell.value for cell in sheet[1]][1:] == names
    deleted = [len(s._element.xpath(".//c:dLbl/c:delete")) for s in chart.plots[0].series]
    assert deleted == [0, 1, 1]
