"""A paper that is kept travels with what is published, is read by those for whom it is kept, and source lines lead to its pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.applications import Starlette

from dayops_dash.dataset import Library
from dayops_dash.dataset.checks import check
from dayops_dash.dataset.kept_papers import FOLDER, keep_paper, kept_name, kept_paper
from dayops_dash.dataset.vocabulary import PaperReaders
from dayops_dash.dataset.writing.public_copies import publish as write_public_copy
from dayops_dash.desk.draft import decide, write_draft
from dayops_dash.desk.papers.add import PaperDetails, add_paper
from dayops_dash.desk.papers.forms import table_of
from dayops_dash.desk.papers.reading.model import PaperRefused
from dayops_dash.desk.proposal import Choice
from dayops_dash.edition import site as site_pages
from dayops_dash.edition.links import Links
from dayops_dash.edition.site import write_site
from dayops_dash.publishing.publish import NotPublished, draft_of, publish, undo
from dayops_dash.publishing.store import remove_versions, shown_version
from dayops_dash.publishing.verify import record_faults
from dayops_dash.screen.shell.middleware import Shell
from dayops_dash.server import kept
from dayops_dash.stories import SECTIONS
from tests.desk.papers.made_papers import page, pdf, table
from tests.edition import test_routes
from tests.publishing.acts import look_again, with_cell

PLAN = table(
    ("Ref", "Action", "By when", "Status"), ("Z1", "Agree a new transport timetable", "Autumn 2027", "On track")
)
PAPER = pdf(
    "1.1 #h(1em) In 2025/26 the service cost £4.2m, by the Council itself.\n#pagebreak()\n"
    f"1.2 #h(1em) The budget is £4.5m.\n== Action plan\n{PLAN}"
)
NAME = kept_name(PAPER)


def draft_with(home: Path, folder: Path, open_to: str, url: str = "") -> Path:
    """Return a draft in which a row of each page was accepted of a paper that is kept."""
    added = add_paper(home, PAPER, "paper.pdf", PaperDetails(open_to=open_to, url=url))
    write_draft(home, added.reading, folder)
    keep_paper(folder, added.pdf)
    for one in added.reading.proposals:
        if table_of(one.form) in ("spend", "intentions", "updates"):
            decide(home, folder, one.number, Choice.PROPOSED, by="Officer")
    return folder


def put(home: Path, folder: Path) -> None:
    publish(draft_of(home, folder), because="A paper", without_earlier=False)
    look_again()


def places(home: Path, *, public: bool = False) -> dict[str, str]:
    """Return where source lines of the paper's rows lead, by their place."""
    council = Library(home.parent, public=public).dataset(home.name).at()
    rows = [row for row in council.rows("spend") if row.locator.startswith("paragraph 1.")]
    return {row.locator: council.paper_address(row.document_id, row.locator) for row in rows[-2:]}


@pytest.mark.parametrize("open_to", list(PaperReaders))
def test_a_kept_paper_goes_with_what_is_published_and_is_open_to_those_for_whom_it_is_kept(
    home: Path, tmp_path: Path, open_to: PaperReaders, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(home, draft_with(home, tmp_path / "draft", open_to))
    everybody = open_to == PaperReaders.EVERYBODY
    lead = {
        "paragraph 1.1": f"./paper/exampleshire/{NAME}#page=1",
        "paragraph 1.2": f"./paper/exampleshire/{NAME}#page=2",
    }
    assert places(home) == lead
    assert places(home, public=True) == (lead if everybody else dict.fromkeys(lead, ""))
    assert [*record_faults(home)] == []
    write_public_copy(Library(home.parent), tmp_path / "open")
    assert (kept_paper(tmp_path / "open" / "exampleshire", NAME) is not None) == everybody
    few = {"progress": SECTIONS["progress"]}  # all of them take a minute
    monkeypatch.setattr(site_pages, "SECTIONS", few)
    for part in ("_intentions", "_data"):
        monkeypatch.setattr(site_pages, part, lambda *parts: ())
    write_site(tmp_path / "site", Library(home.parent))
    site = tmp_path / "site"
    assert [p.name for p in site.rglob("*.pdf")] == ([NAME] if everybody else [])
    linked = "".join(path.read_text() for path in (site / "exampleshire").glob("*.html"))
    assert (f'href="../paper/exampleshire/{NAME}"' in linked) == everybody
    council, at = Library(home.parent).dataset(home.name).at(), lead["paragraph 1.2"]
    seen = (Links(council).paper(at), Links(council, served=True).paper(at), Links(council, draft=True).paper(at))
    assert seen == (f"../{at[2:]}", f"../../{at[2:]}", f"../paper/{NAME}#page=2")
    monkeypatch.setattr(test_routes, "APP", Shell(Starlette(routes=[kept.kept_route()])))
    for public, expected in ((False, 200), (True, 200 if everybody else 404)):
        monkeypatch.setattr(kept, "library_of", lambda headers, public=public: Library(home.parent, public=public))
        answer = test_routes.ask(f"/paper/exampleshire/{NAME}", range="bytes=0-4")
        assert answer.status == (206 if expected == 200 else 404)
        if expected == 200:
            assert answer.body == PAPER[:5] and answer.headers["content-type"] == "application/pdf"
        for wrong in ("datapackage.json", "../../published.json", f"{'0' * 32}.pdf"):
            assert test_routes.ask(f"/paper/exampleshire/{wrong}").status == 404


def test_a_place_leads_to_the_kept_page_and_the_paper_to_its_public_address(home: Path, tmp_path: Path) -> None:
    put(home, draft_with(home, tmp_path / "draft", "the council", "https://example.org/p.pdf"))
    assert set(places(home, public=True).values()) == {
        "https://example.org/p.pdf#page=1", "https://example.org/p.pdf#page=2",
    }  # fmt: skip
    council = Library(home.parent).dataset(home.name).at()
    (row,) = council.rows("kept_papers")
    assert council.paper_address(row.document_id) == "https://example.org/p.pdf"
    assert places(home)["paragraph 1.2"].endswith(f"{NAME}#page=2")


def test_nothing_is_published_whose_kept_paper_is_gone_or_another(home: Path, tmp_path: Path) -> None:
    folder = draft_with(home, tmp_path / "draft", "everybody")
    (folder / FOLDER / NAME).write_bytes(b"%PDF-1.7 of something else")
    with pytest.raises(NotPublished, match="not what its name says"):
        put(home, folder)
    assert not (home / FOLDER).exists()


def test_an_earlier_version_finds_its_paper_and_the_last_that_names_one_takes_it_away(
    home: Path, tmp_path: Path
) -> None:
    put(home, draft_with(home, tmp_path / "draft", "everybody"))
    kept_in = shown_version(home)
    undo(home, because="Not agreed")
    assert [*places(home).values()] == [] and kept_paper(home, NAME)
    remove_versions(home, [kept_in])
    assert kept_paper(home, NAME) is None


def test_a_paper_with_exempt_rows_is_open_to_nobody_else(home: Path, tmp_path: Path) -> None:
    folder = draft_with(home, tmp_path / "draft", "everybody")
    text = (folder / "spend.csv").read_text("utf-8")
    exempt = text.replace("paragraph 1.1,public", "paragraph 1.1,exempt-12A-3")
    assert exempt != text
    (folder / "spend.csv").write_text(exempt, "utf-8")
    assert any("Keep it for the council alone" in str(problem) for problem in check(folder))
    with_cell(folder, "kept_papers", "file", "../../etc/passwd")
    assert any("the hash of a PDF" in str(problem) for problem in check(folder))


def test_a_web_page_is_not_kept(home: Path) -> None:
    content = page("<p>14 May 2026</p><h1>Day support</h1><p>1.1 It cost £4.2m.</p>")
    with pytest.raises(PaperRefused, match="A web page is not kept"):
        add_paper(home, content, "p.html", PaperDetails(open_to="everybody"))
