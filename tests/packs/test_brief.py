"""The report of four sides: short, in the council's form, each sentence once, each number one that a page shows."""

from __future__ import annotations

import io
import re
import shutil
from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import docx
import pdfplumber
import pikepdf
import pypdfium2
import pytest
from docx.oxml.ns import qn

from dayops_dash.dataset import DATA, Library
from dayops_dash.packs.brief.appendix import appendix, pages_of
from dayops_dash.packs.brief.closing import OPEN
from dayops_dash.packs.brief.report import brief
from dayops_dash.packs.brief.telling import sentences
from dayops_dash.packs.formats import FORMATS, LONG
from dayops_dash.packs.forms.form import READY_MADE, form_of
from dayops_dash.packs.offered import offered
from dayops_dash.packs.pack import Entered, Pack, PackError
from dayops_dash.packs.parts import blocks
from dayops_dash.packs.pdf.pdf import pdf_file
from dayops_dash.packs.word.report import word_file
from dayops_dash.stories import PAGES

COUNCILS = Library().slugs()
MOST_WORDS, MOST_PAGES = 2000, 4
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
FULL = Entered(
    "Day opportunities: progress, money and risk, and what is still to be decided",
    "12 (b)",
    "Corporate Director for Adult Social Care and Health Integration",
    "All wards and electoral divisions of the council",
    "Service Manager, Strategic Commissioning; commissioning@example.org; 01234 567890",
)


@cache
def fullest(slug: str, form: str = "") -> Pack:
    council = Library().dataset(slug).at()
    committee = "Adult Social Care and Public Health Select Committee"
    return Pack(council, committee, date(2026, 12, 14), base="https://example.org/days", entered=FULL, form=form)


def words_of(pack: Pack) -> list[str]:
    """Return every paragraph and cell of the report in Word, headings and the foot left out."""
    made = docx.Document(io.BytesIO(word_file(brief(pack), pack)))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return [*(p.text for p in made.paragraphs), *cells]


@pytest.mark.parametrize("form", READY_MADE)
@pytest.mark.parametrize("slug", COUNCILS)
def test_it_is_short_with_summary_and_recommendations_on_its_first_page(slug: str, form: str) -> None:
    pack = fullest(slug, form)
    assert sum(len(line.split()) for line in words_of(pack)) <= MOST_WORDS
    headings = form_of(pack).headings
    with pikepdf.open(io.BytesIO(pdf_file(brief(pack), pack))) as file:
        assert len(file.pages) <= MOST_PAGES
        first = file.pages[0]
        on_first = [
            str(entry.title) for entry in file.open_outline().root if entry.destination[0].objgen == first.obj.objgen
        ]
    for name in ("summary", "recommendations"):
        assert any(headings[name] in title for title in on_first), name


@pytest.mark.parametrize("slug", COUNCILS)
def test_no_sentence_stands_twice(slug: str) -> None:
    said: Counter[str] = Counter()
    for block in brief(fullest(slug)).blocks:
        lines = [getattr(block, "words", "")] if hasattr(block, "words") else list(getattr(block, "lines", ()))
        said.update(sentence.casefold() for line in lines for sentence in sentences(line))
    twice = [sentence for sentence, number in said.items() if number > 1 and sentence not in ("source:",)]
    assert len(said) > 25 and not twice


@pytest.mark.parametrize("slug", COUNCILS)
def test_every_number_is_one_that_a_page_shows(slug: str) -> None:
    """By a second plain way: each number of the report's words and tables, looked for in the pages as they are read aloud."""
    pack = fullest(slug)
    pages = set(NUMBER.findall(" ".join(page.story(pack.council).markdown() for page in PAGES.values())))
    pages |= set(NUMBER.findall(" ".join(r.statement for r in pack.council.rows("implications"))))
    told = brief(pack)
    found = []
    for block in told.blocks:
        if isinstance(block, blocks.Papers):
            break  # what is after this are the papers' own titles, and what the officer has still to do
        lines = [getattr(block, "words", ""), *getattr(block, "lines", ())]
        lines += [cell for row in getattr(block, "rows", ()) for cell in row]
        found += [number for line in lines for number in NUMBER.findall(str(line))]
    strange = {number.rstrip(",") for number in found} - {number.rstrip(",") for number in pages}
    assert len(found) > 20 and strange <= {"1", *counted(told)}, strange


def counted(told: blocks.Report) -> set[str]:
    """Return the numbers of actions beside each risk, which the page shows as rows."""
    table = next((b for b in told.blocks if isinstance(b, blocks.TableBlock) and b.heads[0] == "Risk"), None)
    return {cell for row in table.rows for cell in row[2:]} if table else set()


@pytest.mark.parametrize("slug", COUNCILS)
def test_what_is_open_is_one_list_at_the_end_and_nothing_is_yellow(slug: str) -> None:
    council = Library().dataset(slug).at()
    for pack in (Pack(council), fullest(slug)):
        told = brief(pack)
        assert not any(isinstance(block, blocks.Gap) for block in told.blocks)
        heading, items = told.for_officer
        assert isinstance(heading, blocks.SectionHeading) and heading.words == OPEN and isinstance(items, blocks.Items)
        assert any(line.startswith("Agenda item") for line in items.lines) == (pack.entered.item == "")
        assert any("follow from the figures" in line for line in items.lines)
        made = docx.Document(io.BytesIO(word_file(told, pack)))
        assert "w:highlight" not in made.element.xml and OPEN in [p.text for p in made.paragraphs]
        pages = pypdfium2.PdfDocument(pdf_file(told, pack))
        assert not any(OPEN in page.get_textpage().get_text_range() for page in pages), "nobody can write in it"
    given = Pack(council, entered=Entered(asked=("note the report", "agree the plan")))
    told = brief(given)
    lines = [line for block in (*told.blocks, *told.for_officer) for line in getattr(block, "lines", ())]
    assert "note the report; and" in lines and "agree the plan." in lines
    assert not any("follow from the figures" in str(line) for line in lines)


@pytest.mark.parametrize("slug", COUNCILS)
def test_what_the_papers_do_not_say_is_said_once(slug: str) -> None:
    lists = [block.lines for block in brief(fullest(slug)).blocks if isinstance(block, blocks.Items)]
    for about in ("what was saved", "attendance|series by year", "shift", "projects", "a survey"):
        assert sum(bool(re.search(about, line)) for lines in lists for line in lines) <= 1, about


@pytest.mark.parametrize("slug", COUNCILS)
def test_captions_and_references_are_fields_that_lead_somewhere(slug: str) -> None:
    pack = fullest(slug)
    made = docx.Document(io.BytesIO(word_file(brief(pack), pack)))
    codes = [str(code.text) for code in made.element.iter(qn("w:instrText"))]
    named = {mark.get(qn("w:name")) for mark in made.element.iter(qn("w:bookmarkStart"))}
    led = [code.split()[1] for code in codes if code.startswith("REF")]
    assert led and set(led) <= named
    captions = [p for p in made.paragraphs if p.style.name == "Caption"]
    assert len([code for code in codes if code.startswith("SEQ")]) == len(captions) >= 2
    assert all(re.match(r"(Table|Figure) \d+\. ", p.text) for p in captions)
    foot = "".join(p.text for p in made.sections[0].footer.paragraphs)
    assert pack.version not in foot and "figures as at" in foot


def test_the_order_and_the_words_are_those_of_the_form() -> None:
    for form in READY_MADE:
        pack = fullest("cheshire-east", form)
        told, wanted = brief(pack), form_of(pack)
        heads = [b.words for b in told.blocks if isinstance(b, blocks.SectionHeading)]
        held = [wanted.headings[name] for name in wanted.order if wanted.headings[name] in heads]
        assert heads == [*held, "About this report"] and len(held) >= 9
        assert any(b.words.startswith(wanted.asked) for b in told.blocks if isinstance(b, blocks.Paragraph))
        assert {label for label, _ in told.facts} <= {*wanted.labels.values(), "Wards affected"}


def test_a_ready_made_form_has_its_own_words_alone_and_names_no_table_by_a_number_that_moves() -> None:
    for form in READY_MADE:
        pack = fullest("exampleshire", form)
        assert form_of(pack).topic("equality") == (
            "Public sector equality duty" if form == "select-committee" else "Equality"
        )
        told = brief(pack)
        late = next(b for b in told.blocks if isinstance(b, blocks.Paragraph) and b.lead == "Late")
        assert f"The table under “{form_of(pack).headings['progress']}”" in late.words
        risk = next(b for b in told.blocks if isinstance(b, blocks.Paragraph) and b.lead == "Highest risk")
        assert risk.words.startswith("As last scored: 1 High")


def test_few_that_are_late_are_all_named_and_what_has_no_update_is_told_once() -> None:
    told = brief(fullest("exampleshire", "select-committee"))
    words = [b.words for b in told.blocks if isinstance(b, blocks.Paragraph)]
    (late,) = (b.words for b in told.blocks if isinstance(b, blocks.Paragraph) and b.lead == "Late")
    assert [name in late for name in ("6. Offer evenings", "1. Put a community connector", "4. Rebuild")] == [True] * 3
    assert sum("no update published" in one for one in words) == 2  # in the answer, and where the plan stands
    assert not any("strategy's 10 commitments" in one for one in words)


def copied(tmp_path: Path, form: str, **asked: Any) -> Pack:
    """Return a pack of a copy of Dorset whose folder has a form of its own."""
    shutil.copytree(DATA / "dorset", tmp_path / "dorset")
    (tmp_path / "dorset" / "report.toml").write_text(form, "utf-8")
    return Pack(Library(tmp_path).dataset("dorset").at(), **asked)


def test_a_councils_own_form_changes_what_it_says_and_no_more(tmp_path: Path) -> None:
    own = """like = "cabinet"
asked = "Members are invited to"
order = ["recommendations", "summary", "unsaid"]
[headings]
summary = "In brief"
"""
    pack = copied(tmp_path, own)
    form = form_of(pack)
    assert form.headings["summary"] == "In brief" and form.headings["background"] == "Access to information"
    told = brief(pack)
    heads = [b.words for b in told.blocks if isinstance(b, blocks.SectionHeading)]
    assert heads[:2] == ["Recommendations", "In brief"] and "Money" not in heads
    assert any(b.words == "Members are invited to:" for b in told.blocks if isinstance(b, blocks.Paragraph))
    text = "\n".join(p.text for p in docx.Document(io.BytesIO(word_file(told, pack))).paragraphs)
    assert "In brief" in text
    assert form_of(Pack(pack.council, form="select-committee")).headings["summary"] == "Summary"


@pytest.mark.parametrize(
    ("own", "why"),
    [
        ('ordr = ["summary"]', "report.toml: 'ordr' is not known. Use: like"),
        ('order = ["sumary"]', "report.toml, order: 'sumary' is not known. Use: summary"),
        ('numbering = "roman"', "report.toml, numbering: 'roman' cannot be used. Give one of: paragraphs"),
        ('order = "summary"', "report.toml, order: give a list of words"),
        ("[headings]\nsummary = 3", r"report.toml, \[headings\]: give lines"),
        ('like = "parish"', "'parish' is no form. Use one of: select-committee"),
        ("a = = b", "report.toml cannot be read"),
    ],
)
def test_what_is_wrong_with_a_form_is_said_with_its_place(tmp_path: Path, own: str, why: str) -> None:
    with pytest.raises(PackError, match=why):
        brief(copied(tmp_path, own))


@pytest.mark.parametrize("slug", COUNCILS)
def test_the_appendix_has_every_table_and_is_as_long_as_was_said(slug: str) -> None:
    pack = Pack(Library().dataset(slug).at())
    told = appendix(pack)
    names = [b.caption.partition(".")[0] for b in told.blocks if isinstance(b, blocks.TableBlock)]
    assert names == [f"Table A{number}" for number in range(1, len(names) + 1)] and len(names) > 8
    with pikepdf.open(io.BytesIO(pdf_file(told, pack))) as file:
        assert 0.8 < pages_of(pack) / len(file.pages) < 1.25
        assert all(page.mediabox[2] > page.mediabox[3] for page in file.pages)


@pytest.mark.parametrize("slug", ["dorset", "nottinghamshire"])
def test_the_longer_report_is_as_long_as_was_said(slug: str) -> None:
    pack = Pack(Library().dataset(slug).at())
    (says,) = (offer.says for offer in offered(pack) if offer.kind == LONG)
    with pikepdf.open(io.BytesIO(FORMATS["long.pdf"].make(pack))) as file:
        assert 0.8 < int(says.split()[1]) / len(file.pages) < 1.25, says


def test_the_same_pack_gives_the_same_bytes() -> None:
    pack = fullest("nottinghamshire")
    assert word_file(brief(pack), pack) == word_file(brief(pack), pack)
    assert pdf_file(brief(pack), pack) == pdf_file(brief(pack), pack)


@pytest.mark.parametrize("slug", COUNCILS)
@pytest.mark.parametrize("day", [date(2015, 1, 1), date(2021, 2, 2), date(2023, 3, 13), date(2027, 5, 1)])
def test_it_can_be_made_on_any_day(slug: str, day: date) -> None:
    told = brief(Pack(Library().dataset(slug).at(day)))
    assert told.blocks and "nan" not in re.findall(r"[a-z]+", str(told.blocks).casefold())


def test_what_is_no_paper_is_not_said_to_be_open_to_inspection() -> None:
    """Exampleshire cites counts of its records and its made-up wards; Dorset cites its paper alone."""
    told = {slug: brief(fullest(slug)) for slug in ("exampleshire", "dorset")}
    said = {slug: [b.words for b in one.blocks if isinstance(b, blocks.Fine)] for slug, one in told.items()}
    papers = next(b.lines for b in told["exampleshire"].blocks if isinstance(b, blocks.Papers))
    assert "data return" in papers[3] and "reference" in papers[4]
    assert any("Numbers 4 and 5 are of counts or statistics" in words for words in said["exampleshire"])
    listed = next(b.lines for b in told["dorset"].blocks if isinstance(b, blocks.Papers))
    assert any("of counts or statistics" in words for words in said["dorset"]) == (len(listed) > 1)


def test_one_of_several_that_are_late_alike_is_not_called_the_longest() -> None:
    """Two activities of Nottinghamshire were due in April 2023, and four of Solihull in 2022/23."""
    words = {slug: " ".join(words_of(fullest(slug))) for slug in COUNCILS}
    assert "Five commitments are overdue, two of them equally longest, such as “d." in words["nottinghamshire"]
    assert "Ten commitments are overdue, four of them equally longest, such as" in words["solihull"]
    assert "Four proposals are overdue, the longest “Consultation and Engagement" in words["cheshire-east"]


def paragraph(slug: str, begins: str) -> blocks.Paragraph:
    told = brief(fullest(slug)).blocks
    return next(b for b in told if isinstance(b, blocks.Paragraph) and b.words.startswith(begins))


@pytest.mark.parametrize("begins", ["Of 5 aims, three are better", "From the committee report", "7 of 10 commitments"])
def test_what_two_papers_are_compared_for_cites_both(begins: str) -> None:
    """The strategy of 2024, number 1, cannot hold values of 2025/26, nor what two reports say of each other."""
    assert {1, 2, 3} <= {cite.number for cite in paragraph("exampleshire", begins).cites}


def test_progress_begins_with_a_whole_sentence_that_counts_every_commitment() -> None:
    assert paragraph("solihull", "By date, of 21 commitments, 10 are overdue and one depends on a condition; 10 have")
    assert paragraph(
        "exampleshire", "Of 10 commitments, four are complete, three are overdue and one is due now; one is"
    )


def test_no_table_begins_at_the_foot_of_a_page_with_one_row() -> None:
    """Nottinghamshire's first table had its headings and one row on page 1, and eight on page 2."""
    pack = Pack(Library().dataset("nottinghamshire").at())
    rows = [(f"row {at}", "what it holds " * 8, "more") for at in range(1, 15)]
    table = blocks.text_table("A table of fourteen", ("What", "Which", "Whose"), rows)
    parted = 0
    for lines, fine in product(range(27, 39), range(3)):
        filled = [
            *(blocks.Paragraph("A line.") for _ in range(lines)),
            *(blocks.Fine("Less.") for _ in range(fine)),
            table,
        ]
        with pdfplumber.open(io.BytesIO(pdf_file(replace(brief(pack), blocks=tuple(filled)), pack))) as file:
            pages = [page.extract_text() for page in file.pages]
        (page,) = [page for page in pages if "A table of fourteen" in page]
        assert "row 1 " in page and "row 2 " in page, (lines, fine)
        parted += "row 14 " not in page
    assert parted  # of the places tried, some have it go on to the next page
