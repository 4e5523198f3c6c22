"""The desk for people who sign in: each sees the councils of their roles, and publishes only where a role says so."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from dayops_dash.dataset import DATA, Library
from dayops_dash.dataset.package import DESCRIPTOR
from dayops_dash.dataset.writing.public_copies import DisclosureDecision
from dayops_dash.dataset.writing.public_copies import publish as write_public_copy
from dayops_dash.desk.web.folder import DeskDraft
from dayops_dash.desk.web.gate import SETTING, DeskPerson
from dayops_dash.publishing import ledger
from dayops_dash.publishing.store import shown_version
from dayops_dash.server.rights import rights_of
from tests.desk.desk_browser import DeskBrowser
from tests.desk.test_web import BEGIN, CONFIRMS, ROLE, STATUS, base, brought_in, step, workbook

OFFICER, PUBLISHER = "officer:exampleshire", "publisher:exampleshire"
STEPS = ("", "bring-in", "decide", "check", "see", "see/overview", "publish", "afterwards")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Exampleshire's folder beside Dorset's, on a server that listens to the world."""
    monkeypatch.delenv(SETTING, raising=False)
    shutil.copytree(DATA / "dorset", tmp_path / "data" / "dorset")
    return Path(shutil.copytree(DATA / "exampleshire", tmp_path / "data" / "exampleshire"))


def at_desk(home: Path, *roles: str, name: str = "one", prefix: str = "") -> DeskBrowser:
    person = DeskPerson(rights_of(roles), f"{name}@tenant", f"key of {name}")
    return DeskBrowser(home.parent, listens=("0.0.0.0",), client="10.0.0.9", person=person, prefix=prefix)


def ready_draft(home: Path, browser: DeskBrowser) -> DeskDraft:
    draft = brought_in(browser, home, ("a.xlsx", workbook(home, STATUS)))
    for one in draft.reading().undecided:
        browser.post(f"{base(draft)}/decide", {"act": "take", "n": str(one.number)})
    assert browser.post(f"{base(draft)}/check", {"role": CONFIRMS}).status == 303
    return draft


def test_an_officer_drafts_and_a_publisher_publishes_and_the_record_holds_who(home: Path) -> None:
    officer, publisher = at_desk(home, OFFICER), at_desk(home, PUBLISHER, name="two")
    draft, before = ready_draft(home, officer), shown_version(home)
    page = step(officer, draft, "publish")
    assert "To publish is for a publisher of Exampleshire" in page.text and 'value="publish"' not in page.html
    refused = officer.post(f"{base(draft)}/publish", {"act": "publish", "by": ROLE, "because": "Q2"})
    assert refused.status == 422 and "This is for a publisher of Exampleshire" in refused.text
    assert shown_version(home) == before
    assert publisher.post(f"{base(draft)}/publish", {"act": "publish", "by": ROLE, "because": "Q2"}).status == 303
    last = ledger.events(home)[-1]
    assert (last.by, last.who) == (ROLE, "two@tenant")
    assert (
        "two@tenant" not in step(officer, draft, "afterwards").html and "Sign out" in step(officer, draft, "check").text
    )
    back = {"to": before, "by": ROLE, "because": "Wrong quarter"}
    assert officer.post(f"{base(draft)}/afterwards", back).status == 422
    assert "Show that version again" not in step(officer, draft, "afterwards").text
    assert publisher.post(f"{base(draft)}/afterwards", back).status == 303 and shown_version(home) == before
    assert [act.who for act in ledger.events(home)] == ["two@tenant"] * len(ledger.events(home))
    assert ledger.wrong_line(ledger.lines(home)) == 0


def test_without_sign_in_the_record_says_nothing_of_who(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, "1")
    browser = DeskBrowser(home.parent)
    draft = ready_draft(home, browser)
    assert browser.post(f"{base(draft)}/publish", {"act": "publish", "by": ROLE, "because": "Q2"}).status == 303
    assert all('"who"' not in line for line in ledger.lines(home))


def test_another_councils_desk_is_not_there(home: Path) -> None:
    draft = ready_draft(home, at_desk(home, OFFICER))
    other = at_desk(home, "officer:dorset", "publisher:dorset", "member:exampleshire", name="two")
    found = other.get("/desk?council=exampleshire").text
    assert "Dorset" in found and "Exampleshire" not in found and draft.name not in found
    for name in STEPS:
        assert other.get(f"{base(draft)}/{name}".rstrip("/")).status == 404, name
        assert other.post(f"{base(draft)}/{name}", {"act": "publish", "by": ROLE, "because": "x"}).status == 404, name
    assert other.upload("/desk", BEGIN, [("a.xlsx", workbook(home, STATUS))]).status == 422
    taken = other.get("/desk/workbooks?council=exampleshire&by=all")
    assert (
        taken.headers.get("content-disposition", "") == "" or "exampleshire" not in taken.headers["content-disposition"]
    )


@pytest.mark.parametrize("role", ["reader", "member:exampleshire", "administrator", ""])
def test_for_who_has_no_council_there_is_no_desk(home: Path, role: str) -> None:
    browser = at_desk(home, *filter(None, [role]))
    assert {browser.get(address).status for address in ("/desk", "/desk/workbooks", "/desk/desk.js")} == {404}


def test_it_is_never_there_on_the_public_build(home: Path, tmp_path: Path) -> None:
    write_public_copy(Library(home.parent), tmp_path / "public", DisclosureDecision.WITHHOLD)
    person = DeskPerson(rights_of([PUBLISHER]), "one@tenant", "key")
    assert DeskBrowser(home.parent, listens=("0.0.0.0",), person=person).get("/desk").status == 200
    assert DeskBrowser(tmp_path / "public", listens=("0.0.0.0",), person=person).get("/desk").status == 404


def test_nobody_publishes_their_own_draft_where_the_council_asks_for_two(home: Path) -> None:
    stated = json.loads((home / DESCRIPTOR).read_text("utf-8"))
    stated["dayops"]["second_person"] = True
    (home / DESCRIPTOR).write_text(json.dumps(stated), "utf-8")
    one, two, three = (at_desk(home, PUBLISHER, name=name) for name in ("one", "two", "three"))
    draft, before = ready_draft(home, one), shown_version(home)
    address = f"{base(draft)}/publish"
    assert two.post(address, {"act": "ready", "by": "Second role", "because": "Q2"}).status == 303
    for browser in (one, two):  # who began it and who made it ready, whatever role they type
        refused = browser.post(address, {"act": "publish", "by": "A third role"})
        assert refused.status == 422 and "asks for a second person" in refused.text
    assert shown_version(home) == before
    assert at_desk(home, OFFICER, name="four").post(address, {"act": "publish", "by": "A fourth"}).status == 422
    assert (
        three.post(address, {"act": "publish", "by": "Second role"}).status == 303
    )  # of the same role, and another person
    assert ledger.events(home)[-1].who == "three@tenant"


def test_a_form_of_one_session_is_of_no_use_in_another(home: Path) -> None:
    one, two = at_desk(home, PUBLISHER), at_desk(home, PUBLISHER, name="two")
    draft = ready_draft(home, one)
    assert one.token() != two.token()
    fields = {"act": "keep", "n": "1", "token": two.token()}
    assert one.post(f"{base(draft)}/decide", fields).status == 403


def test_under_a_path_every_link_and_form_stays_under_it(home: Path) -> None:
    browser = at_desk(home, PUBLISHER, prefix="/dayops")
    draft = ready_draft(home, at_desk(home, PUBLISHER))
    for name in ("/dayops/desk", *(f"/dayops{base(draft)}/{one}".rstrip("/") for one in STEPS)):
        page = browser.get(name)
        assert page.status == 200, name
        found = re.findall(r'(?:href|src|action)="(/[^"]*)"', page.html)
        assert [link for link in found if not link.startswith("/dayops/")] == [], name
        assert found or "see/" in name
    sent = browser.post(f"/dayops{base(draft)}/check", {"role": CONFIRMS})
    assert sent.headers["location"] == f"/dayops{base(draft)}/check"
