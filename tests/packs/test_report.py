"""The Word report holds what a committee report must, and every number of its figures."""

from __future__ import annotations

import gc
import io
import re
import tracemalloc
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.table import Table as WordTable

from dayops_dash.dataset import Library
from dayops_dash.figures.shared import render
from dayops_dash.figures.shared.model import Figure
from dayops_dash.packs.pack import Pack, PackError
from dayops_dash.packs.parts.content import content
from dayops_dash.packs.parts.quotes import curled
from dayops_dash.packs.slides.fitting import length
from dayops_dash.packs.word.document import DOCUMENT, TEMPLATE
from dayops_dash.packs.word.report import report
from dayops_dash.packs.word.tables import row_xml
from dayops_dash.stories import SECTIONS
from dayops_dash.stories.meeting.pack import findings, usual
from tests import made_up

COUNCILS = Library().slugs()
BASE = "https://dashboard.example/days"
DAYS = [date(2021, 2, 2), date(2022, 4, 30), date(2023, 3, 13), date(2026, 11, 22)]
HOSTILE = '=HYPERLINK("x")<w:p/>&amp;#[*_$\\ ]]>{{7*7}}\x00\x0b\u202e"\'`'


def pack(slug: str, **asked: Any) -> Pack:
    return Pack(Library().dataset(slug).at(asked.pop("day", None)), base=BASE, **asked)


@lru_cache(maxsize=8)
def made(slug: str) -> bytes:
    return report(pack(slug, committee="Adults Select Committee", meeting_on=date(2026, 1, 12)))


def read(slug: str) -> Any:
    return docx.Document(io.BytesIO(made(slug)))


def figures(slug: str) -> Iterator[Figure]:
    council = Library().dataset(slug).at()
    for name in usual():
        yield from findings(SECTIONS[name].story(council))


def cells(table: WordTable) -> list[list[str]]:
    return [["\n".join(p.text for p in cell.paragraphs) for cell in row.cells] for row in table.rows]


def headings(document: Any) -> list[tuple[int, str]]:
    found = [(re.fullmatch(r"Heading (\d)", p.style.name), p.text) for p in document.paragraphs]
    return [(int(match[1]), text) for match, text in found if match]


@pytest.mark.parametrize("slug", COUNCILS)
def test_every_number_of_every_figure_is_in_a_table(slug: str) -> None:
    """A second plain way: the rows that the screen shows, looked for whole among the rows of the document's tables."""
    tables = [cells(table) for table in read(slug).tables]
    checked = 0
    for figure in figures(slug):
        if not figure.grid.rows:
            continue
        shown = figure.grid.shown()
        kept = [
            place
            for place, heading in enumerate(figure.grid.headings)
            if heading.on_screen and (place == 0 or any(row[place] != "–" for row in shown))
        ]
        want = [
            [figure.grid.headings[place].label for place in kept],
            *([row[place] for place in kept] for row in shown),
        ]
        want = [[curled(cell) for cell in row] for row in want]
        assert want in tables, f"{figure.figure_id} is not whole in the document"
        checked += sum(len(row) for row in want)
    assert checked > 100


@pytest.mark.parametrize("slug", COUNCILS)
def test_every_picture_has_its_words_and_every_chart_is_a_picture(slug: str) -> None:
    document = read(slug)
    alts = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert alts == [figure.chart.alt for figure in figures(slug) if figure.chart] and all(alts)
    room = document.sections[0].page_width - document.sections[0].left_margin - document.sections[0].right_margin
    assert all(
        0 < shape.width <= room and shape.height < document.sections[0].page_height for shape in document.inline_shapes
    )


@pytest.mark.parametrize("slug", COUNCILS)
def test_headings_nest_and_none_is_empty(slug: str) -> None:
    found = headings(read(slug))
    depth = 0
    for level, text in found:
        assert level <= depth + 1 and text.strip(), text
        depth = level
    assert {level for level, _ in found} == {1, 2, 3}


@pytest.mark.parametrize("slug", COUNCILS)
def test_tables_are_real_with_a_heading_row_that_repeats(slug: str) -> None:
    tables = read(slug).tables
    assert tables
    for table in tables:
        first, *rest = table.rows
        assert first._tr.trPr.find(qn("w:tblHeader")) is not None and rest
        assert all(row._tr.trPr.find(qn("w:tblHeader")) is None for row in rest)
        assert all(len(row.cells) == len(first.cells) for row in rest) and all(
            cell.text.strip() for cell in first.cells
        )
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")).startswith("Table ")


def test_an_officers_checklist_of_a_select_committee_report_is_met() -> None:
    """The parts of the report to Nottinghamshire's Select Committee of 13 March 2023, in its order."""
    document = read("nottinghamshire")
    text = "\n".join(p.text for p in document.paragraphs)
    block = text[: text.index("Purpose of the report")]
    for part in (
        "Committee:\tAdults Select Committee",
        "Date of meeting:\t12 January 2026",
        "Agenda item:",
        "Report of:",
    ):
        assert part in block
    assert "Electoral divisions affected:\tAll" in block
    ones = [words for level, words in headings(document) if level == 1]
    order = [
        "Purpose of the report",
        "Information",
        "Progress",
        "Spend",
        "Outcomes",
        "Next steps",
        "Other options considered",
        "Reasons for the recommendations",
        "Statutory and policy implications",
        "Recommendations",
        "Contact",
        "Comments of statutory officers",
        "Background papers and published documents",
        "Electoral divisions and members affected",
    ]
    assert [words for words in ones if words in order] == order
    twos = [words for level, words in headings(document) if level == 2]
    for part in ("Financial", "Legal", "Equality", "Risk", "Human resources"):
        assert any(words.startswith(f"{part} implications") for words in twos), part
    for matter in re.findall(r"[^;,.]+", CONSIDERED):
        assert matter.strip() in text, matter
    assert "Constitutional comments" in twos and "Financial comments" in twos
    assert "In March 2023 the report said: No Human Resource implications had been identified at that stage" in text
    assert "Nottinghamshire Day Opportunities Strategy 2022-2027, " in text and "section 100D" in text
    progress = next(cells(t) for t in document.tables if cells(t)[0][:2] == ["Commitment", "Against its date"])
    assert [
        "a. New commissioning process for day opportunities",
        "✔ Complete, no due date given",
        "–",
        "Complete",
    ] in progress


CONSIDERED = (  # what paragraph 27 of that report says was considered
    "crime and disorder, data protection and information governance, human rights, NHS Constitution (public health services), "
    "public sector equality duty, safeguarding of children and adults at risk, service users, smarter working, "
    "sustainability and the environment"
)


def test_what_no_paper_gives_is_a_gap_for_the_officer_and_never_filler() -> None:
    gaps = [p.text for p in read("nottinghamshire").paragraphs if p.text.startswith("[To be completed by the officer")]
    for gap in (
        "Legal implications",
        "Risk implications",
        "Other options considered",
        "What this committee is asked to do",
    ):
        assert any(gap in told for told in gaps), gap
    assert not any("Financial implications" in told or "Equality implications" in told for told in gaps)
    cheshire = [
        p.text for p in read("cheshire-east").paragraphs if p.text.startswith("[To be completed by the officer")
    ]
    assert not any("Legal implications" in told or "Other options" in told for told in cheshire)


def test_numbered_paragraphs_run_through_all_sections() -> None:
    document = read("dorset")
    style = document.styles["Report Paragraph"].element
    number = style.find(f".//{qn('w:numId')}").get(qn("w:val"))
    held = document.part.numbering_part.element
    assert [n for n in held.findall(qn("w:num")) if n.get(qn("w:numId")) == number]
    assert sum(p.style.name == "Report Paragraph" for p in document.paragraphs) > 30
    assert not any(p._p.pPr is not None and p._p.pPr.numPr is not None for p in document.paragraphs)  # none begins anew


def test_every_document_says_the_day_the_version_the_sources_and_the_way_back() -> None:
    asked = pack("solihull")
    document = docx.Document(io.BytesIO(report(asked)))
    foot = "".join(p.text for p in document.sections[0].footer.paragraphs)
    assert "as at 29 November 2026. Latest paper: 2022, day not given, at least 3 years 10 months earlier" in foot
    assert asked.version not in foot and "Page" in foot
    assert any(f"version {asked.version} of the data" in p.text for p in document.paragraphs)
    codes = [code.text for code in document.sections[0].footer._element.iter(qn("w:instrText"))]
    assert codes == ["PAGE", "NUMPAGES"]
    links = {rel.target_ref for rel in document.part.rels.values() if rel.is_external}
    assert (
        f"{BASE}/spend?council=solihull&as_at=2026-11-29" in links
        and f"{BASE}/?council=solihull&as_at=2026-11-29" in links
    )
    assert any(
        p.text.startswith("Source: Solihull Adult Social Care Day Opportunities Strategy") for p in document.paragraphs
    )
    said = document.core_properties
    assert said.language == "en-GB" and said.title.startswith("Day opportunities in Solihull")
    assert said.created.date() == said.modified.date() == date(2026, 11, 29)
    plain = docx.Document(io.BytesIO(report(Pack(Library().dataset("solihull").at()))))
    assert not [rel for rel in plain.part.rels.values() if rel.is_external]
    own = docx.Document(io.BytesIO(report(replace(asked, base="http://localhost:8501"))))
    for made_ in (plain, own):  # no address that others can open: no link and no words of one
        text = "\n".join(p.text for p in made_.paragraphs)
        assert "council=solihull" not in text and "localhost" not in text and "on the dashboard" not in text
    assert not [rel for rel in own.part.rels.values() if rel.is_external]


def test_the_same_request_gives_the_same_bytes() -> None:
    first = made("dorset")
    render._png.cache_clear()
    again = report(pack("dorset", committee="Adults Select Committee", meeting_on=date(2026, 1, 12)))
    assert first == again
    assert report(pack("dorset", committee="Another")) != first
    with zipfile.ZipFile(io.BytesIO(first)) as parts:
        assert {info.date_time for info in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_sections_stand_in_the_order_asked_for_and_an_unknown_one_is_refused() -> None:
    document = docx.Document(io.BytesIO(report(pack("dorset", sections=("risks", "overview")))))
    ones = [words for level, words in headings(document) if level == 1]
    assert ones[2:4] == ["Risks", "Where we stand"] and "Spend" not in ones
    with pytest.raises(PackError, match="No section is called nonsense"):
        pack("dorset", sections=("nonsense",))


def test_a_risk_matrix_is_a_real_table() -> None:
    tables = [cells(table) for table in read("dorset").tables]
    (matrix,) = [table for table in tables if table[0][0] == "impact by likelihood" or " by " in table[0][0].lower()]
    assert any("12" in cell for row in matrix[1:] for cell in row[1:])


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("slug", COUNCILS)
def test_a_report_can_be_put_together_on_any_day(slug: str, day: date) -> None:
    told = content(pack(slug, day=day))
    assert told.blocks and "nan" not in re.findall(r"[a-z]+", str(told.blocks).lower())


def test_before_the_first_paper_there_is_a_report_of_gaps(tmp_path: Path) -> None:
    document = docx.Document(io.BytesIO(report(Pack(made_up.two_years(tmp_path).at(date(2020, 1, 1))))))
    assert any("No paper of the council was known" in p.text for p in document.paragraphs)


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    papers = [{**row, "title": HOSTILE, "body": HOSTILE} for row in made_up.papers()]
    said = [{"implication_id": "x", "topic": "legal", "statement": HOSTILE, "document_id": "first"}]
    spend = [made_up.amount("all-22", "all", 1_000_000, "2022/23", subject="=1+1")]
    dataset = made_up.council(tmp_path, documents=papers, implications=said, spend=spend)
    made = report(Pack(dataset.at(), committee=HOSTILE, base='https://x.example/"><w:p/>'))
    document = docx.Document(io.BytesIO(made))
    seen = HOSTILE.replace("\x00", "\ufffd").replace("\x0b", "\ufffd")
    assert f"Committee:\t{curled(seen)}" in [p.text for p in document.paragraphs]
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        body = parts.read("word/document.xml").decode()
    fields = set(re.findall(r"<w:instrText[^>]*>([^<]*)", body))
    assert all(
        re.fullmatch(r'(SEQ \w+ \\\* ARABIC|TOC \\o "1-1" \\h \\z)', one) for one in fields
    )  # nothing of it became a field


def test_a_cell_that_looks_like_a_formula_is_text() -> None:
    for cell in ("=1+1", "+1", "-1", "@x", "\tx"):
        told = row_xml((cell,), (False,), (100,), "Cell", 10, head=False)
        assert "instrText" not in told and "fldSimple" not in told
        assert cell.strip("\t") in told


def template(*, kind: str = DOCUMENT, without: tuple[str, ...] = (), extra: str = "") -> bytes:
    """Return a council's template: its own colours, a line in its header, boilerplate in its body."""
    document = docx.Document()
    document.styles["Heading 1"].font.size = 330200
    document.sections[0].header.paragraphs[0].text = "Exampleton Council"
    document.add_paragraph("Boilerplate that goes")
    for name in without:
        document.styles[name].element.getparent().remove(document.styles[name].element)
    written = io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as parts:
        held = {info.filename: parts.read(info) for info in parts.infolist()}
    held["[Content_Types].xml"] = held["[Content_Types].xml"].replace(DOCUMENT.encode(), kind.encode())
    if extra:
        held[extra] = b"x"
    again = io.BytesIO()
    with zipfile.ZipFile(again, "w") as parts:
        for name, part in held.items():
            parts.writestr(name, part)
    return again.getvalue()


def test_a_councils_template_gives_its_styles_and_furniture(tmp_path: Path) -> None:
    file = tmp_path / "council.dotx"
    file.write_bytes(template(kind=TEMPLATE, without=("Caption", "List Bullet", "Heading 3")))
    asked = pack("dorset", sections=("risks",), template=file)
    document = docx.Document(io.BytesIO(report(asked)))
    assert document.sections[0].header.paragraphs[0].text == "Exampleton Council"
    assert "Boilerplate that goes" not in "\n".join(p.text for p in document.paragraphs)
    assert document.styles["Heading 1"].font.size == 330200
    for name in ("Caption", "List Bullet", "Heading 3"):
        assert any(p.style.name == name for p in document.paragraphs), f"{name} fell back to nothing"
    assert document.part.content_type == DOCUMENT and report(asked) == report(asked)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (b"no zip", "not an Office file"),
        (template(extra="word/vbaProject.bin"), "holds macros"),
        (template(kind="application/x-other"), "another kind"),
    ],
)
def test_what_is_no_template_is_refused_with_the_reason(given: bytes, why: str) -> None:
    with pytest.raises(PackError, match=why):
        report(pack("dorset", sections=("risks",), template=given))


@pytest.mark.long
def test_memory_stays_flat_over_packs_in_a_row() -> None:
    asked = pack("dorset", sections=("overview", "progress", "spend"))
    report(asked)
    tracemalloc.start()
    try:
        held = [_held_after(asked, packs) for packs in (2, 6, 6)]
    finally:
        tracemalloc.stop()
    grown = min(
        after - before for before, after in pairwise(held)
    )  # a table of what is kept grows at once, and not again
    assert grown < 40_000, f"{grown / 6:.0f} bytes are kept of each pack"


def _held_after(asked: Pack, packs: int) -> int:
    for _ in range(packs):
        report(asked)
    gc.collect()
    return tracemalloc.get_traced_memory()[0]


def test_even_pages_of_a_template_carry_the_date_and_the_number(tmp_path: Path) -> None:
    template = docx.Document()
    template.settings.odd_and_even_pages_header_footer = True
    template.save(str(tmp_path / "template.docx"))
    made = docx.Document(
        io.BytesIO(report(Pack(Library().dataset("dorset").at(), template=tmp_path / "template.docx")))
    )
    for foot in (made.sections[0].footer, made.sections[0].even_page_footer):
        assert "23 July 2024" in foot.paragraphs[0].text and "NUMPAGES" in foot._element.xml


def test_the_table_of_agreement_in_the_text_tells_both_sides() -> None:
    heads = [cells(table)[0] for table in read("nottinghamshire").tables if cells(table)[0][0] == "Statement"]
    assert any(h[1].startswith("Agree in all") and h[-1].startswith("Disagree in all") and len(h) == 4 for h in heads)


def test_a_report_for_a_later_meeting_says_that_dates_may_have_passed() -> None:
    first = date(2024, 7, 23)
    later = docx.Document(
        io.BytesIO(report(pack("dorset", day=first, meeting_on=date(2026, 1, 12), sections=("risks",))))
    )
    same = docx.Document(io.BytesIO(report(pack("dorset", day=first, meeting_on=first, sections=("risks",)))))
    told = "may have passed by the meeting on 12 January 2026"
    assert any(told in p.text for p in later.paragraphs) and not any(
        "may have passed" in p.text for p in same.paragraphs
    )


def test_a_paper_says_how_old_its_evidence_is_and_what_is_different_today() -> None:
    def paragraphs(day: date) -> list[str]:
        made = docx.Document(io.BytesIO(report(pack("nottinghamshire", day=day, sections=("overview",)))))
        return [p.text for p in made.paragraphs]

    then, now, ahead = (paragraphs(date(*d)) for d in ((2023, 3, 13), (2026, 11, 29), (2027, 1, 5)))
    assert any(p.startswith("Today, 29 November 2026, five are overdue (none then)") for p in then)
    assert not any("(none then)" in p for p in now)
    assert "Age of the evidence:\tLatest paper: 13 March 2023, 3 years 8 months earlier" in now
    assert any(p.startswith("Figures are as they will stand on 5 January 2027 if nothing more") for p in ahead)
    assert any(
        p.startswith("If nothing more is published, five commitments will be overdue by 5 January 2027") for p in ahead
    )


def test_where_something_could_point_to_a_person_is_not_in_a_paper() -> None:
    council = Library().dataset("nottinghamshire").at()
    rows = [row for row in council.rows("conflicts") if row["grade"] == "disclosure"]
    text = "\n".join(cell for table in read("nottinghamshire").tables for row in cells(table) for cell in row)
    assert len(rows) == 2 and not any(row["title"] in text or row["says"] in text for row in rows)
    assert any("Not listed here: 2 places" in p.text for p in read("nottinghamshire").paragraphs)


@pytest.mark.parametrize("slug", COUNCILS)
def test_no_word_of_a_table_is_broken(slug: str) -> None:
    """Each word fits its column, also in type a little wider than ours."""
    checked = 0
    for table in read(slug).tables:
        for row in table.rows:
            for cell in row.cells:
                room = cell.width.pt - 8.5
                for paragraph in cell.paragraphs:
                    for run in paragraph.runs:
                        size = run.font.size.pt if run.font.size else 10
                        wide = max((length(word, size, bold=bool(run.bold)) for word in run.text.split()), default=0)
                        assert wide <= room + 1, (cell.text, size, wide, room)
                        checked += 1
    assert checked > 200


def test_risks_that_papers_name_are_no_gap_among_the_implications() -> None:
    text = [p.text for p in read("exampleshire").paragraphs]
    assert not any("Risk implications" in told for told in text if told.startswith("[")) and any(
        told.startswith("The papers name 4 risks") for told in text
    )


def test_a_small_table_stays_on_one_page_and_its_last_row_drags_nothing_with_it() -> None:
    tables = [table for table in read("exampleshire").tables if len(table.rows) > 1]
    small = [table for table in tables if len(table.rows) <= 10]
    assert small
    for table in tables:
        kept = [bool(row._tr.xpath("./w:tc/w:p/w:pPr/w:keepNext")) for row in table.rows]
        assert kept == [len(kept) <= 10] * (len(kept) - 1) + [False]
