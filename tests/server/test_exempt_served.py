"""Every route and every page of the dashboard, asked as every role: what is exempt is told to its members alone, and marked."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from openpyxl import load_workbook

from dayops_dash.dataset.tables import TABLES
from dayops_dash.first_answer.answer import LIVE_ONLY
from dayops_dash.server.grants import read_grants, take_back
from dayops_dash.server.reading import Reader, header_of
from dayops_dash.stories import FIRST, PAGES, SECTIONS
from tests.server.exempt import CLOSED, COUNCIL, GIVER, GRANTED, MEMBER, SHUT, WORDS, councils, granted, told
from tests.server.exempt_served import ROLES, TOKEN, Answer, Served, serving
from tests.server.hostile import faults, hostile, sent
from tests.thorough import THOROUGH

pytestmark = pytest.mark.long
OTHERS = [role for role in ROLES if role != MEMBER]
ODD_REQUESTS = 2_000 if THOROUGH else 150
MARK = "Exempt: not for publication"
ROUTES = (
    *("", "read/", "data/", "figure/", "access", "desk", "health/ready", "signin/me", "nothing-here", "robots.txt"),
    *(page.path.strip("/") for page in PAGES.values()),
    *(f"read/{COUNCIL}/{name}" for name in SECTIONS),
    *(f"read/{COUNCIL}/search?q={word}" for word in (*(w[1:] for w in WORDS.values()), "876543", "budget")),
    *(f"data/{COUNCIL}.zip", f"data/{COUNCIL}/facts.csv", f"data/{COUNCIL}/facts.json"),
    *(f"data/{COUNCIL}/{name}.csv" for name in TABLES),
    *(f"figure/{COUNCIL}/spend/{name}.csv" for name in ("budget", "parts", "amounts")),
)


# Of Word and PowerPoint: what stands on each page or slide, and the properties.
PAGE_PART = re.compile(r"ppt/slides/slide\d+\.xml|word/footer\d+\.xml|docProps/core\.xml")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return councils(tmp_path_factory.mktemp("served") / "data")


@pytest.fixture(scope="module")
def served(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("beside")
    with pytest.MonkeyPatch.context() as patch, serving(root, folder) as found:
        patch.setenv("DAYOPS_GRANTS", str(folder / "grants"))
        granted(root)
        yield found
        assert not told(found.log.read_text("utf-8")), "the log"


def is_open_desk(place: str, role: str) -> bool:
    """Whether an address is the desk of those who made the whole data, and answer for it."""
    return place == "desk" and role in ("officer", "publisher")


@pytest.mark.parametrize("role", ROLES)
def test_no_route_tells_any_role_what_is_exempt(served: Served, role: str) -> None:
    for place in ROUTES:
        if not is_open_desk(place, role):
            found = served.ask(place, role)
            assert found.status in (200, 303, 307, 401, 403, 404, 503) and not told(found.text), (place, role)
    numbers = served.ask("metrics", role, Authorization=f"Bearer {TOKEN}")
    assert numbers.status == 200 and not told(numbers.text)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_tells_a_member_what_is_open_to_them_and_another_nothing(served: Served, name: str) -> None:
    page = "" if name == FIRST.name else name
    member, other = served.run(page, MEMBER), served.run(page, "of another committee")
    assert not told(member, SHUT, CLOSED) and not told(other)
    assert (MARK in member) == (name != "search") and MARK not in other


@pytest.mark.parametrize("name", [name for name in PAGES if name not in LIVE_ONLY])
def test_a_page_is_sent_first_of_whoever_asks_alone(served: Served, name: str) -> None:
    place = f"{PAGES[name].path[1:]}?council={COUNCIL}"
    member, *others = (served.ask(place, role) for role in (MEMBER, *OTHERS, MEMBER))
    again = others.pop()
    assert not told(member.text, SHUT, CLOSED) and member.text == again.text
    assert (MARK in member.text) == (member.headers["cache-control"] == "no-store") == (name != "search")
    for role, found in zip(OTHERS, others, strict=True):
        assert not told(found.text) and MARK not in found.text and "do-foot" in found.text, role
        assert ("do-sign-out" in found.text) == (role != "anonymous") and found.headers[
            "cache-control"
        ] == "private, no-cache"


@pytest.mark.parametrize("role", OTHERS)
def test_no_other_role_is_told_of_it_on_the_page_that_a_member_sees_it_on(served: Served, role: str) -> None:
    assert told(served.run("spend", MEMBER), GRANTED)
    for page in ("spend", "sources"):
        assert not told(served.run(page, role))


def test_nobody_can_say_of_themselves_that_they_are_a_member(served: Served) -> None:
    """The header by which sign-in says so is taken from strangers, and sealed: here by another process."""
    name, value = header_of(Reader(MEMBER, frozenset({f"{COUNCIL}:scrutiny"})), 9e9)
    forged = {name.decode(): value.decode()}
    link = next(link for link in served.links("spend", MEMBER) if link.startswith("table/"))
    for role in OTHERS:
        assert not told(served.run("spend", role, **forged)) and not told(served.ask(link, role, **forged).text)


def test_no_odd_request_of_any_role_tells_what_is_exempt(served: Served) -> None:
    for number in range(ODD_REQUESTS):
        request, role = hostile(number), list(OTHERS)[number % len(OTHERS)]
        answer = sent(served.port, replace(request, headers={**request.headers, "Cookie": served.cookie(role)}))
        desk = request.path.startswith("/desk") and role in ("officer", "publisher")
        words = "" if answer is None or desk else f"{answer.headers} {answer.body.decode('utf-8', 'replace')}"
        assert not told(words) and faults(request, answer) == [], f"{number}: {request} of {role}"


def pages_of(found: Answer) -> list[str]:
    """Return what each page, slide or sheet of a document says, and its properties."""
    if found.name.endswith(".pdf"):
        return found.text.split("\f")
    if found.name.endswith(".xlsx"):
        book = load_workbook(io.BytesIO(found.body))
        sheets = [" ".join(str(cell) for row in sheet.values for cell in row) for sheet in book]
        return [*sheets, str(book.properties.subject)]
    with zipfile.ZipFile(io.BytesIO(found.body)) as parts:
        names = [name for name in parts.namelist() if PAGE_PART.fullmatch(name)]
        return [re.sub(r"<[^>]*>", "", parts.read(name).decode()) for name in names]


def test_every_file_that_a_member_takes_is_marked_and_of_no_use_to_another(served: Served) -> None:
    links = [link for page in ("spend", "risks", "pack", "sources") for link in served.links(page, MEMBER)]
    documents = [link for link in links if link.startswith("document/")]
    assert len(documents) > 10 and any(link.startswith("table/") for link in links)
    seen = set()
    for link in links:
        mine = served.ask(link, MEMBER)
        assert mine.status == 200 and not told(mine.text, SHUT, CLOSED), link
        is_marked = link.startswith(("table/", "document/"))
        assert is_marked or not told(mine.text), link
        if is_marked:
            assert mine.headers["cache-control"] == "no-store" and mine.name.startswith("EXEMPT-"), link
            marked = pages_of(mine) if link.startswith("document/") else [MARK, *mine.text.splitlines()[1:]]
            assert len(marked) > 1 and all(MARK in " ".join(part.split()) for part in marked), link
        seen |= {mine.name.rpartition(".")[2]} if told(mine.text, GRANTED) else set()
    assert {"csv", "docx", "pdf", "pptx", "xlsx"} <= seen
    for role in OTHERS:
        for link in links if role == "anonymous" else [links[0], documents[0]]:
            theirs = served.ask(link, role)
            assert not told(theirs.text) and "EXEMPT" not in theirs.name, (link, role)


def test_an_administrator_opens_and_closes_without_seeing(served: Served, root: Path) -> None:
    shown = served.ask("access", "administrator")
    assert shown.status == 200 and not told(shown.text) and "second progress report" in shown.text
    assert 'href="./access"' in served.run("", "administrator") and 'href="./access"' not in served.run("", "officer")
    token = re.search(r'name="token" value="([^"]+)"', shown.text)
    assert token
    form = {"council": COUNCIL, "paper": SHUT, "committee": "planning", "because": "Item 4", "until": "2027-01-31"}
    for role in OTHERS:
        if role != "administrator":
            assert served.post("access", role, token=token[1], **form) in (401, 403, 404)
    assert served.post("access", "administrator", **form) == 403  # without the form's own token
    theirs = re.search(r'name="token" value="([^"]+)"', served.ask("access", "administrator of another council").text)
    assert theirs and served.post("access", "administrator of another council", token=theirs[1], **form) == 422
    assert len(read_grants(root, COUNCIL)) == 1
    assert served.post("access", "administrator", token=token[1], **form) == 303
    made, planner = read_grants(root, COUNCIL)[-1], "of another committee"
    assert made.by == "administrator" and told(served.run("progress", planner), SHUT)
    assert not told(served.ask("access", "administrator").text)
    closing = {"council": COUNCIL, "mark": made.mark, "because": "Withdrawn"}
    assert served.post("access", "administrator", token=token[1], **closing) == 303
    assert not told(served.run("progress", planner))


def test_what_is_taken_back_is_gone_at_once_and_open_pages_are_told(served: Served, root: Path) -> None:
    links, before = served.links("spend", MEMBER), served.ask("signin/me", MEMBER).text
    mark = read_grants(root, COUNCIL)[0].mark
    close = partial(take_back, root, COUNCIL, mark, because="The item was withdrawn", by=GIVER)
    open_, shut = served.runs("spend", MEMBER, [lambda: None, close])  # over one websocket
    assert told(open_, GRANTED) and not told(shut) and MARK not in shut
    assert not told(served.run("spend", MEMBER))
    assert not any(told(served.ask(link, MEMBER).text) for link in links)
    assert json.loads(served.ask("signin/me", MEMBER).text) != json.loads(before)
    granted(root)
    assert told(served.run("spend", MEMBER), GRANTED)
