"""Papers are read as they are printed: numbers, tables over pages, columns, notes; and what cannot be read is refused with a sentence."""

from __future__ import annotations

import io
import zipfile

import pytest

from dayops_dash.desk.papers.proposing.propose import propose
from dayops_dash.desk.papers.proposing.sites import every_site, sites_of
from dayops_dash.desk.papers.reading import pdf_file
from dayops_dash.desk.papers.reading.assembled import assembled
from dayops_dash.desk.papers.reading.chars import PageChar, PageContent, with_broken_words
from dayops_dash.desk.papers.reading.grid import in_columns
from dayops_dash.desk.papers.reading.model import (
    BlockKind,
    PaperBox,
    PaperCell,
    PaperParagraph,
    PaperRead,
    PaperRefused,
    PaperTable,
    PlacedText,
)
from dayops_dash.desk.papers.reading.paper_file import read_paper
from dayops_dash.desk.papers.reading.word.changes import DELETED, HIDDEN, REMARK
from dayops_dash.desk.papers.reading.word_file import NO_OFFICE, OFFICE, as_accepted, office
from tests.desk.papers.made_papers import (
    BOX,
    bomb,
    gone,
    line,
    page,
    pdf,
    put_in,
    run,
    scan,
    shown_field,
    table,
    with_password,
    word,
    word_of,
    word_table,
)  # fmt: skip

ACTIONS = table(
    ("Ref", "Action", "By when"),
    *(
        (f"A{n}", f"Agree part {n} of the service with the people who use it and with their carers", "June 2026")
        for n in range(1, 61)
    ),
    widths="(auto, 1fr, auto)",
)


def tables_of(read: PaperRead) -> list[PaperTable]:
    return [block for block in read.blocks if isinstance(block, PaperTable)]


def paragraphs_of(read: PaperRead, *kinds: BlockKind) -> list[PaperParagraph]:
    return [block for block in read.blocks if isinstance(block, PaperParagraph) and (not kinds or block.kind in kinds)]


@pytest.mark.parametrize("tagged", [True, False])
def test_a_table_over_pages_is_one_table_with_each_row_once(tagged: bool) -> None:
    read = read_paper(pdf(f"== Plan\n{ACTIONS}", tagged=tagged), "paper.pdf")
    (found,) = tables_of(read)
    assert [found.text(row, 0) for row in range(found.header_rows, len(found.rows))] == [f"A{n}" for n in range(1, 61)]
    assert found.head(2) == "By when"
    assert found.rows[1][0] and found.rows[-1][0]
    assert found.rows[1][0].content.page == 1 and found.rows[-1][0].content.page == read.pages


@pytest.mark.parametrize("tagged", [True, False])
def test_paragraphs_keep_the_number_that_is_printed(tagged: bool) -> None:
    body = "4.5 #h(1em) First, of many words that make it a paragraph.\n\n4.7 #h(1em) Then another, whose number skips one.\n"
    read = read_paper(pdf(body, tagged=tagged), "paper.pdf")
    assert [(one.number, one.text[:5]) for one in paragraphs_of(read) if one.number] == [
        ("4.5", "First"),
        ("4.7", "Then "),
    ]


@pytest.mark.parametrize("tagged", [True, False])
def test_two_columns_are_read_one_after_the_other(tagged: bool) -> None:
    left, right = "Left words of the first column. " * 12, "Right words of the second column. " * 12
    read = read_paper(pdf(f"#columns(2)[{left} #colbreak() {right}]", tagged=tagged), "paper.pdf")
    whole = " ".join(one.text for one in paragraphs_of(read, BlockKind.PARAGRAPH))
    assert whole.rindex("Left") < whole.index("Right")


@pytest.mark.parametrize("tagged", [True, False])
def test_struck_through_text_is_not_said_and_footnote_marks_are_no_numbers(tagged: bool) -> None:
    body = "The cost is £4.2m#footnote[Of which £0.3m is from health.] a year, #strike[not £3.9m] as agreed by the council then."
    read = read_paper(pdf(body, tagged=tagged), "paper.pdf")
    text = next(one.text for one in paragraphs_of(read) if "The cost" in one.text)
    assert "£4.2m" in text and "3.9" not in text and "£4.2m1" not in text
    assert any("3.9" in one for one in read.struck)
    assert any("£0.3m" in one.text for one in paragraphs_of(read))


def test_each_line_has_its_page_and_box() -> None:
    read = read_paper(pdf("== Costs\nThe cost was £4.2m in all.\n#pagebreak()\nIt will be £5.1m then."), "paper.pdf")
    found = {one.text[:6]: one.content for one in paragraphs_of(read, BlockKind.PARAGRAPH)}
    assert found["The co"].page == 1 and found["It wil"].page == 2
    box = found["It wil"].box
    assert 0 < box.left < box.right < 596 and 0 < box.top < box.bottom < 200


def test_headers_and_footers_are_no_paragraphs() -> None:
    read = read_paper(pdf("One.\n#pagebreak()\nTwo.\n#pagebreak()\nThree.", tagged=False), "paper.pdf")
    margins = [one.text for one in paragraphs_of(read, BlockKind.MARGIN)]
    assert len(margins) >= 3 and all("Madeupshire" not in one.text for one in paragraphs_of(read, BlockKind.PARAGRAPH))


def test_a_web_page_is_read_with_its_numbers_tables_and_struck_text() -> None:
    body = (
        "<h1>Cabinet</h1><p>14 May 2026</p><h2>Plan</h2><ol start='4'><li>Fourth</li><li>Fifth</li></ol>"
        "<table><tr><th>Year</th><th>Cost</th></tr><tr><td>One</td><td>£1<sup>2</sup></td></tr></table>"
        "<p>It is <del>£3m</del> £4m.</p><script>alert(1)</script><p>&lt;b&gt;=1+1</p>"
    )
    read = read_paper(page(body), "paper.html")
    numbered = [(one.number, one.text) for one in paragraphs_of(read) if one.number]
    assert numbered == [("4", "Fourth"), ("5", "Fifth")]
    assert tables_of(read)[0].text(1, 1) == "£1²"
    texts = [one.text for one in paragraphs_of(read)]
    assert (
        "It is £4m." in texts and read.struck == ("£3m",) and "<b>=1+1" in texts and "alert(1)" not in " ".join(texts)
    )


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"", "paper.pdf", "empty"),
        (b"hello", "paper.pdf", "not what its name says"),
        (b"%PDF-1.7\nbroken", "paper.pdf", "damaged"),
        (b"PK\x03\x04broken", "paper.docx", "damaged"),
        (b"\xd0\xcf\x11\xe0old", "paper.doc", "old kind"),
        (b"{\\rtf1}", "paper.rtf", "rich text"),
        (b"plain words", "paper.txt", "none of the files"),
        (b"<html><body></body></html>", "paper.html", "no text"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(content: bytes, name: str, says: str) -> None:
    with pytest.raises(PaperRefused, match=says):
        read_paper(content, name)


def test_a_password_a_scan_and_a_bomb_each_have_their_sentence() -> None:
    for content, name, says in (
        (with_password(pdf("x")), "p.pdf", "password"),
        (scan(), "p.pdf", "scan"),
        (bomb(), "p.docx", "unpacks"),
    ):
        with pytest.raises(PaperRefused, match=says):
            read_paper(content, name)


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_file, "MOST_PAGES", 2)
    with pytest.raises(PaperRefused, match="3 pages"):
        read_paper(pdf("a\n#pagebreak()\nb\n#pagebreak()\nc"), "p.pdf")


def test_without_libreoffice_a_word_file_is_refused_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(OFFICE, "/nowhere/soffice")
    with pytest.raises(PaperRefused) as refused:
        read_paper(word("One."), "paper.docx")
    assert NO_OFFICE in str(refused.value)


CHANGED = word_of(
    line(gone("It costs £3.9m."), put_in("It costs £4.2m.")),
    line(put_in("Then 275 people came by bus.", "moveFrom"), mark="moveFrom"),
    line(run("Three centres close."), number=(91, 0)),
    line(run("The first has 45 places."), number=(91, 1)),
    line(gone("The second has 46 places."), number=(91, 1), mark="del"),
    line(run("The third has 47 places."), number=(91, 1)),
    line(run("keep it; or"), number=(91, 2)),
    line(run("close it."), number=(91, 2)),
    line(put_in("Then 275 people came by bus.", "moveTo"), mark="moveTo"),
    line(run("The waiting list was "), gone("91 people."), mark="del"),
    line(run("64 people."), run(" Not 999 people.", "<w:vanish/>")),
    line(run("See paragraph "), shown_field("REF nowhere \\n", "4.5"), run(" of "), shown_field("DATE", "1 May 2026")),
    line(run("Another list."), number=(92, 0)),
    line(run("Beside a box."), BOX.format("It has 71 people.")),
    word_table(
        ("Group", "Year", "People"), ("^Carers", "2024", "21"), ("^", "2025", "22"), ("Others", "2025", "23"), deleted=3
    ),
    line(run("The end.")),
    remark="Is it 51 people?",
)


def test_what_a_word_file_does_not_print_is_kept_apart() -> None:
    plain, changes = as_accepted(CHANGED, "paper.docx")
    assert set(changes.deleted) == {
        "It costs £3.9m.",
        "The second has 46 places.",
        "91 people.",
        "Others",
        "2025",
        "23",
    }
    assert (changes.hidden, changes.comments) == (["Not 999 people."], ["Is it 51 people?"])
    assert (changes.inserted, changes.moved) == (1, 1)  # what was moved is still said
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        document = archive.read("word/document.xml").decode()
    assert document.count("Then 275 people came by bus.") == 1 and "£3.9m" not in document


@pytest.mark.skipif(not office(), reason="LibreOffice is not on this machine")
def test_a_word_file_is_read_as_it_is_printed_with_its_tracked_changes_accepted() -> None:
    read = read_paper(CHANGED, "paper.docx")
    lines = [(one.number, one.text) for one in paragraphs_of(read, BlockKind.PARAGRAPH)]
    assert lines == [
        ("", "A sentence about 52 people."),
        ("", "It costs £4.2m."),
        ("1", "Three centres close."),
        ("1.1", "The first has 45 places."),
        ("1.2", "The third has 47 places."),
        ("a", "keep it; or"),
        ("b", "close it."),
        ("", "Then 275 people came by bus."),
        ("", "The waiting list was 64 people."),
        ("", "See paragraph 4.5 of 1 May 2026"),
        ("1", "Another list."),
        ("", "Beside a box. It has 71 people."),
        ("", "The end."),
    ]
    (found,) = tables_of(read)
    assert [[found.text(row, column) for column in range(3)] for row in range(len(found.rows))] == [
        ["Group", "Year", "People"],
        ["Carers", "2024", "21"],
        ["", "2025", "22"],
    ]
    assert found.spanned(2, 0) == "Carers" and found.header_rows == 1
    told = {part: next((note for note in read.notes if part in note), "") for part in ("tracked", "hidden", "comments")}
    assert (
        "(1 put in, 6 taken out, 1 moved)" in told["tracked"] and "999" in told["hidden"] and "(1)" in told["comments"]
    )
    proposed = propose(read)
    listed = {one.words: one.reason for one in proposed.unheld}
    reasons = {"£3.9": DELETED, "46": DELETED, "91": DELETED, "23": DELETED, "999": HIDDEN, "51": REMARK}
    assert {words: listed[words] for words in reasons} == reasons
    carers = [
        (row.cells["subject"], row.cells.get("period"), row.cells["value"])
        for row in proposed.rows
        if "Carers" in row.cells.get("subject", "")
    ]
    assert carers == [("Carers: People", "2024", "21"), ("Carers: People", "2025", "22")]


@pytest.mark.parametrize("tagged", [True, False])
def test_a_number_that_stands_close_to_its_paragraph_is_known_by_its_turn(tagged: bool) -> None:
    lines = [
        "8. Each centre has a manager, who works with families and with health.",
        "9. Carers have a break while somebody attends, as the strategy says.",
        "10.Volunteers help at each of the centres, and some came as members.",
        "11.46 staff work there, of whom some are new since the last report.",
    ]
    read = read_paper(pdf("\n\n".join(one.replace(". ", "\\. ") for one in lines), tagged=tagged), "paper.pdf")
    found = [(one.number, one.text.split()[0]) for one in paragraphs_of(read, BlockKind.PARAGRAPH) if one.number]
    assert found == [("8", "Each"), ("9", "Carers"), ("10", "Volunteers"), ("11", "46")]


@pytest.mark.parametrize("tagged", [True, False])
def test_a_footnote_stands_under_the_place_of_its_mark(tagged: bool) -> None:
    body = (
        "1.1 #h(1em) It cost £4.2m#footnote[Of which £0.3m came from health.] in 2025/26, as the budget said.\n\n"
        "1.2 #h(1em) Another paragraph follows, which has no mark and is of other things.\n"
    )
    (footnote,) = (
        site for site in every_site(sites_of(read_paper(pdf(body, tagged=tagged), "paper.pdf"))) if "£0.3m" in site.text
    )
    assert (footnote.locator, footnote.text[:8]) == ("paragraph 1.1, footnote", "Of which")


def test_a_word_broken_in_a_narrow_cell_is_one_word() -> None:
    """A program that ends each line with a space where it breaks between words ends it with none within one."""

    def chars_of(text: str, top: float) -> list[PageChar]:
        return [
            PageChar(one, 10.0 + 5 * at, top, 15.0 + 5 * at, top + 10, -1, bold=False) for at, one in enumerate(text)
        ]

    lines = ("The service goes ", "on for some years ", "as before and ", "as it did. ")
    chars = [char for at, text in enumerate(lines) for char in chars_of(text, 10 + 12 * at)]
    chars += [*chars_of("Accommo", 72), *chars_of("dation", 84)]
    (page_read,) = with_broken_words([PageContent(1, 600, 800, tuple(chars), (), 0.0)])
    text = assembled([(1, char) for char in page_read.chars]).text
    assert text == "The service goes on for some years as before and as it did. Accommodation"


def test_a_row_whose_empty_cells_have_no_tags_stands_under_its_columns() -> None:
    def cell(text: str, left: float) -> PaperCell:
        return PaperCell(PlacedText(text, ((0, PaperBox(1, left, 0, left + 30, 10)),)))

    whole = [cell(text, 50 * at) for at, text in enumerate(("High", "1:1", "118", "1.4"))]
    total = [cell("All", 0), cell("428", 100), cell("3.7", 150)]
    placed = in_columns([whole, whole, total])[2]
    assert [one.text for one in placed] == ["All", "", "428", "3.7"]
    unsure = [cell("All", 0), cell("428", 600)]  # under no column: left as it is
    assert in_columns([whole, whole, unsure])[2] == unsure


def test_title_lines_and_paragraphs_with_bare_numbers_are_each_their_own() -> None:
    lines = ("THORNMERE COUNCIL", "Adult Social Care Panel", "Tuesday 8 September 2026")
    front = "".join(f"#align(center)[*{one}*]\n" for one in lines)
    body = "\n\n".join(
        f"{number} {words}"
        for number, words in enumerate(
            (
                "The Strategy was approved in May. " * 4,
                "Members asked for figures. " * 5,
                "Waiting lists have grown. " * 6,
            ),
            1,
        )
    )
    read = read_paper(pdf(f"#set par(spacing: 0.8em)\n{body}", tagged=False, front=front), "paper.pdf")
    texts = [one.text for one in paragraphs_of(read, BlockKind.HEADING, BlockKind.PARAGRAPH)]
    assert texts[:3] == list(lines)
    assert [one.number for one in paragraphs_of(read, BlockKind.PARAGRAPH) if one.number] == ["1", "2", "3"]


def test_headings_that_stand_close_over_columns_without_rules_are_parted() -> None:
    heads = ("Service", "2025/26 Actual", "2026/27 Budget", "2027/28 Budget")
    rows = [
        ("Employees", "2,140", "2,205", "1,960"),
        ("Premises", "388", "401", "310"),
        ("Transport", "612", "640", "655"),
    ]
    cells = ", ".join(f"[{cell}]" for row in (heads, *rows) for cell in row)
    body = f"Costs are these, as the budget says of each of the years.\n\n#table(columns: 4, stroke: none, inset: 1.5pt, {cells})"
    (found,) = tables_of(read_paper(pdf(body, tagged=False), "paper.pdf"))
    assert [found.text(0, column) for column in range(4)] == list(heads)
    assert found.text(1, 2) == "2,205"
