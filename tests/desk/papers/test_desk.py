"""A paper at the desk and in workbooks: from a dropped file to rows that readers see, each with its place."""

from __future__ import annotations

import io
import shutil
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PIL import Image

from dayops_dash.dataset import DATA
from dayops_dash.dataset.checks import check
from dayops_dash.desk.draft import confirm, decide, left_to_decide, write_draft
from dayops_dash.desk.held import published
from dayops_dash.desk.papers.add import AddedPaper, PaperDetails, add_paper, shown_words
from dayops_dash.desk.papers.aside import aside_of, load_aside, write_aside
from dayops_dash.desk.papers.deciding import check_again, take_workbook
from dayops_dash.desk.papers.forms import PAPER_FORMS, table_of
from dayops_dash.desk.papers.reading.model import PaperRefused
from dayops_dash.desk.papers.workbook import CHECKED, DECISION, GIVEN, HEADER_ROW, proposals_workbook
from dayops_dash.desk.proposal import Choice, DeskError, Proposal, ProposalState
from dayops_dash.desk.reading_file import load_reading, write_reading
from dayops_dash.desk.web.folder import DeskDraft, drafts_folder, drafts_of
from dayops_dash.desk.web.gate import SETTING
from dayops_dash.publishing.store import shown_version
from tests.desk.desk_browser import DeskBrowser
from tests.desk.papers.made_papers import FRONT, pdf, scan, table

BODY = """
== Background
1.1 #h(1em) In 2025/26 the service supported 412 people, run by the Council itself, at a cost of £4.2m.

1.2 #h(1em) The budget for 2026/27 is £4.5m in all. Approximately 1,150 carers were known.

== Action plan
ACTIONS
== Recommendations
The Committee is asked to:

1. Note the progress made.
"""
ACTIONS = table(
    ("Ref", "Action", "By when", "Status"),
    ("Z1", "Agree a wholly new transport timetable with drivers", "By the end of March 2027", "On track"),
    ("Z2", "Open a second garden centre café in the west", "Autumn 2026", "Not started"),
)
PAPER = pdf(BODY.replace("ACTIONS", ACTIONS))
HOSTILE = "=HYPERLINK(1) <script>alert(1)</script> {{ 7*7 }}"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(SETTING, "1")
    return Path(shutil.copytree(DATA / "exampleshire", tmp_path / "data" / "exampleshire"))


def added(home: Path, content: bytes = PAPER) -> AddedPaper:
    return add_paper(home, content, "paper.pdf", PaperDetails(url="https://example.org/paper.pdf"))


def drafted(home: Path, tmp_path: Path, content: bytes = PAPER) -> Path:
    folder = tmp_path / "draft"
    found = added(home, content)
    write_draft(home, found.reading, folder)
    write_aside(folder, aside_of(found))
    return folder


def of_table(proposals: Sequence[Proposal], name: str) -> list[Proposal]:
    return [one for one in proposals if table_of(one.form) == name]


@pytest.mark.parametrize(
    ("table", "cells", "words"),
    [
        (
            "savings",
            {"amount_gbp": "95000", "qualifier": "about", "kind": "delivered", "subject": "Fewer places"},
            "about £95,000, delivered, Fewer places",
        ),
        ("spend", {"amount_gbp": "5120000", "basis": "budget", "financial_year": "2026/27"}, "£5,120,000, budget, 2026/27"),
        (
            "updates",
            {"status_as_written": "Slipped", "reported_status": "delayed", "due_as_written": "autumn 2027", "due_edtf": "2027-23"},
            "Slipped (delayed), autumn 2027",
        ),
        ("updates", {"status_as_written": "On track", "reported_status": "on track"}, "On track"),
        (
            "spend",
            {"basis": "statement", "statement": "An overspend of £80k.", "as_written": "£80k", "subject": "Overspend"},
            "£80k, statement, Overspend",
        ),
        ("context", {"value": "30", "value_to": "40", "unit": "people"}, "30 to 40 people"),
    ],
)  # fmt: skip
def test_a_proposed_row_is_shown_with_whatever_makes_its_number_another(
    table: str, cells: dict[str, str], words: str
) -> None:
    assert shown_words(table, cells) == words


def test_nothing_of_a_paper_goes_in_before_it_is_accepted(home: Path, tmp_path: Path) -> None:
    folder = drafted(home, tmp_path)
    reading = load_reading(folder)
    assert reading.proposals and all(one.is_open for one in reading.proposals)
    for path in folder.glob("*.csv"):
        assert path.read_bytes() == (home / path.name).read_bytes(), path.name


def test_what_is_accepted_stands_with_its_place_page_and_paper(home: Path, tmp_path: Path) -> None:
    folder = drafted(home, tmp_path)
    spend = next(
        one for one in of_table(load_reading(folder).proposals, "spend") if one.values["amount_gbp"] == "4500000"
    )
    update = of_table(load_reading(folder).proposals, "updates")[0]
    for one in (spend, update):
        decide(home, folder, one.number, Choice.PROPOSED, by="officer")
    confirm(home, folder, "Head of commissioning")
    held = published(folder)
    row = held.rows("spend")[spend.row]
    assert (row["amount_gbp"], row["as_written"], row["locator"], row["basis"]) == (
        "4500000",
        "£4.5m",
        "paragraph 1.2",
        "budget",
    )
    paper = held.rows("documents")[row["document_id"]]
    assert (paper["published_on"], paper["meeting_on"], paper["url"]) == (
        "2026-05-14",
        "2026-05-14",
        "https://example.org/paper.pdf",
    )
    assert paper["confirmed_by_role"] == "Head of commissioning" and paper["checked_by_role"] == ""
    assert held.rows("updates")[update.row]["intention_id"] in held.rows("intentions")  # its action came in with it
    pages = {r["locator"]: r["page"] for r in held.rows("paper_pages").values()}
    assert pages["paragraph 1.2"] == "1"
    assert [line for line in left_to_decide(folder) if not line[:1].isdigit()] == []


def test_a_second_person_is_kept_and_must_be_another(home: Path, tmp_path: Path) -> None:
    folder = drafted(home, tmp_path)
    number = of_table(load_reading(folder).proposals, "spend")[0].number
    decide(home, folder, number, Choice.PROPOSED, by="Performance officer")
    with pytest.raises(DeskError, match="Another role"):
        check_again(home, folder, [], "performance officer")
    assert check_again(home, folder, [], "Finance partner") == 1
    (paper,) = [row for row in published(folder).rows("documents").values() if row["published_on"] == "2026-05-14"]
    assert paper["checked_by_role"] == "Finance partner"


def test_the_same_paper_again_is_recognised_row_by_row(home: Path, tmp_path: Path) -> None:
    folder = drafted(home, tmp_path)
    for one in load_reading(folder).proposals:
        decide(home, folder, one.number, Choice.PROPOSED)
    for name in (
        "documents",
        "spend",
        "people",
        "intentions",
        "updates",
        "recommendations",
        "paper_pages",
        "engagements",
        "context",
    ):
        if (folder / f"{name}.csv").is_file():
            shutil.copy(folder / f"{name}.csv", home / f"{name}.csv")
    shutil.copy(folder / "datapackage.json", home / "datapackage.json")
    again = added(home).reading
    assert not again.paper.is_new and {one.state for one in again.proposals} == {ProposalState.SAME}


def test_a_later_paper_is_confirmed_again_changed_or_in_conflict(home: Path, tmp_path: Path) -> None:
    folder = drafted(home, tmp_path)
    for one in of_table(load_reading(folder).proposals, "spend"):
        decide(home, folder, one.number, Choice.PROPOSED)
    for name in ("documents.csv", "spend.csv", "paper_pages.csv", "datapackage.json"):
        shutil.copy(folder / name, home / name)
    later = pdf(BODY.replace("ACTIONS", ACTIONS).replace("£4.5m", "£4.6m"), front=FRONT.replace("14 May", "16 July"))
    spend = of_table(added(home, later).reading.proposals, "spend")
    same = next(one for one in spend if one.values["amount_gbp"] == "4200000")
    other = next(one for one in spend if one.values["amount_gbp"] == "4600000")
    assert same.state is ProposalState.SAME and "says it again" in same.reason
    assert (
        other.state is ProposalState.NEEDS_PERSON and "In conflict" in other.reason and "4,500,000" in other.published
    )


def test_a_paper_without_a_day_is_refused_with_what_to_do(home: Path) -> None:
    with pytest.raises(PaperRefused, match="--date"):
        added(home, pdf("== Costs\nIt cost £4m in 2025/26.", front=FRONT.replace("14 May 2026", "")))


def filled(content: bytes, **changes: Any) -> bytes:
    """Return a workbook of proposals with the decision of each row, or another cell of it, changed: by the amount that it is about."""
    book = load_workbook(io.BytesIO(content))
    sheet = book["Spend and budgets"]
    heads = [cell.value for cell in sheet[HEADER_ROW]]
    for row in sheet.iter_rows(min_row=HEADER_ROW + 1):
        amount = row[heads.index("Amount (£)")]
        heading, value = changes[f"a{amount.value}"]
        row[heads.index(heading)].value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_of_proposals_goes_out_and_comes_back(home: Path, tmp_path: Path) -> None:
    folder = drafted(home, tmp_path)
    content = proposals_workbook(load_reading(folder), load_aside(folder))
    assert content == proposals_workbook(load_reading(folder), load_aside(folder))
    done = filled(content, a4200000=(DECISION, "refuse"), a4500000=("Subject", "Day services, all"))
    told = take_workbook(home, folder, done, "done.xlsx", "Performance officer")
    assert told[0].startswith("0 accepted, 1 changed, 1 refused")
    (row,) = [row for row in published(folder).rows("spend").values() if row["document_id"].endswith("2026-05")]
    assert (row["subject"], row["amount_gbp"]) == ("Day services, all", "4500000")
    with pytest.raises(DeskError, match=r"cannot be read|not an Excel"):
        take_workbook(home, folder, b"nothing", "done.xlsx", "")


def test_a_workbook_that_nobody_touched_decides_nothing(home: Path, tmp_path: Path) -> None:
    folder = drafted(
        home,
        tmp_path,
        pdf(f"{BODY.replace('ACTIONS', ACTIONS)}\n== More\nIn Exampleshire 55 buses run for five years."),
    )
    before = load_reading(folder)
    content = proposals_workbook(before, load_aside(folder))
    assert take_workbook(home, folder, content, "same.xlsx", "Officer")[0].startswith(
        "0 accepted, 0 changed, 0 refused"
    )
    assert load_reading(folder) == before


def test_a_number_with_the_unit_of_its_heading_is_kept_as_both_print_it_and_passes_check(
    home: Path, tmp_path: Path
) -> None:
    heads = table(("Service", "Budget £000", "Saving £m"), ("Day centres, run by the Council", "2,400", "0.35"))
    folder = drafted(home, tmp_path, pdf(f"== Money\n{heads}"))
    for one in load_reading(folder).proposals:
        decide(home, folder, one.number, Choice.PROPOSED, by="officer")
    confirm(home, folder, "Head of finance")
    held = published(folder)
    (spend,) = [row for row in held.rows("spend").values() if row["amount_gbp"] == "2400000"]
    (saving,) = [row for row in held.rows("savings").values() if row["amount_gbp"] == "350000"]
    assert (spend["as_written"], saving["as_written"]) == ("2,400 (£000)", "0.35 (£m)")
    assert check(folder) == []


def test_no_column_of_a_table_is_called_as_one_of_the_workbook() -> None:
    for form in PAPER_FORMS.values():
        heads = [column.heading for column in form.asked]
        assert len(set(heads)) == len(heads) and not {*GIVEN, DECISION, CHECKED} & set(heads), form.name


def test_hostile_text_stays_text(home: Path, tmp_path: Path) -> None:
    content = pdf(f'== Costs\n#text("{HOSTILE}") and 412 people attend day services.')
    folder = drafted(home, tmp_path, content)
    book = load_workbook(io.BytesIO(proposals_workbook(load_reading(folder), load_aside(folder))))
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_a_paper_is_dropped_at_the_desk_and_decided_beside_its_page(home: Path) -> None:
    browser = DeskBrowser(home.parent)
    form = {
        "council": "exampleshire",
        "what": "paper",
        "role": "Performance officer",
        "url": "https://example.org/p.pdf",
        "keep": "the council",
    }
    answer = browser.upload("/desk", form, [("paper.pdf", PAPER)])
    assert answer.status == 303
    draft = read_at_desk(home, browser)
    page = browser.get(f"/desk/exampleshire/{draft.name}/bring-in")
    assert "Numbers that no row holds" in page.text and "Read by its tags" in page.text
    base = f"/desk/exampleshire/{draft.name}"
    one = browser.get(f"{base}/decide?table=Spend+and+budgets")
    assert "at a cost of £4.2m" in one.text and "paragraph 1.1" in one.text and "Accept the row" in one.text
    number = of_table(draft.reading().proposals, "spend")[0].number
    picture = browser.get(f"{base}/page/{number}")
    assert picture.headers["content-type"] == "image/png"
    image = Image.open(io.BytesIO(picture.body)).convert("RGB")
    colours = {colour for _, colour in image.getcolors(1_000_000) or []}
    assert image.height < image.width and any(red > 200 and blue < 180 for red, _, blue in colours)  # the marked line
    done = browser.post(
        f"{base}/decide", {"act": "take", "n": str(number), "show": "left", "table": "Spend and budgets"}
    )
    assert "table=Spend" in done.headers["location"]
    browser.get(f"{base}/check")  # which writes the tables
    assert any(row["amount_gbp"] == "4200000" for row in published(draft.data).rows("spend").values())
    for each in draft.reading().proposals:
        browser.post(f"{base}/decide", {"act": "take", "n": str(each.number), "show": "left"})
    shown = [browser.get(f"{base}/see/{name}").html for name in ("spend", "progress", "sources")]
    (kept,) = (draft.data / "papers").iterdir()
    assert any(f'href="../paper/{kept.name}#page=1"' in page for page in shown)  # the place's own page
    opened = browser.get(f"{base}/paper/{kept.name}")
    assert opened.body == PAPER and opened.headers["content-disposition"].startswith("inline")
    publish(browser, base)
    assert shown_version(home) and any(
        r["url"] == "https://example.org/p.pdf" for r in published(home).rows("documents").values()
    )
    assert (home / "papers" / kept.name).read_bytes() == PAPER


def read_at_desk(home: Path, browser: DeskBrowser) -> DeskDraft:
    for _ in range(100):
        (draft,) = drafts_of(drafts_folder(home.parent), home)
        if draft.is_read:
            return draft
        time.sleep(0.1)
    raise AssertionError(browser.get(f"/desk/exampleshire/{draft.name}/bring-in").text)


def publish(browser: DeskBrowser, base: str) -> None:
    assert browser.post(f"{base}/check", {"role": "Head of commissioning"}).status == 303
    assert "passes check" in browser.get(f"{base}/check").text
    done = browser.post(f"{base}/publish", {"act": "publish", "by": "Head of commissioning", "because": "A new paper"})
    assert done.status == 303, done.text


def test_a_scan_at_the_desk_says_so(home: Path) -> None:
    browser = DeskBrowser(home.parent)
    browser.upload("/desk", {"council": "exampleshire", "what": "paper", "role": "Officer"}, [("paper.pdf", scan())])
    (draft,) = drafts_of(drafts_folder(home.parent), home)
    for _ in range(50):
        page = browser.get(f"/desk/exampleshire/{draft.name}/bring-in")
        if "could not be read" in page.text:
            break
        time.sleep(0.1)
    assert "it is a scan" in page.text


def test_a_thousand_proposals_of_a_paper_are_decided_without_delay(home: Path) -> None:
    browser = DeskBrowser(home.parent)
    browser.upload("/desk", {"council": "exampleshire", "what": "paper", "role": "Officer"}, [("paper.pdf", PAPER)])
    draft = read_at_desk(home, browser)
    reading = draft.reading()
    one = of_table(reading.proposals, "spend")[0]
    more = range(len(reading.proposals) + 1, 1001)
    many = tuple(replace(one, number=number, row=f"row-{number}") for number in more)
    write_reading(draft.data, replace(reading, proposals=(*reading.proposals, *many)))
    base, took = f"/desk/exampleshire/{draft.name}", []
    for number in list(more)[:10]:
        began = time.process_time()
        done = browser.post(f"{base}/decide", {"act": "take", "n": str(number), "show": "left"})
        page = browser.get(done.headers["location"])
        took.append(time.process_time() - began)
        assert page.status == 200
    assert sorted(took)[1] < 1.0, took  # 0.3 s on an idle machine
    assert len(page.html) < 120_000
