"""Tables to take away: every copy of the application makes from a link what the page shows, and from nothing else anything."""

from __future__ import annotations

import csv
import io
import re
import shutil
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from html import escape, unescape
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlencode

import pytest

from dayops_dash.address import Address
from dayops_dash.dataset import DATA, Council, Library
from dayops_dash.dataset.serving.versions import LENGTH
from dayops_dash.figures.shared.model import Figure
from dayops_dash.publishing.publish import draft_of, publish, start_draft, undo
from dayops_dash.screen.files import Files
from dayops_dash.server import reading
from dayops_dash.stories import PAGES, SECTIONS
from tests.edition.test_routes import Answer, ask
from tests.readers import forget
from tests.test_address import html_of, shown

NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)
LINK = re.compile(r'href="(\./table/[^"]*)"')
CHOICES: list[tuple[str, dict[str, str]]] = [
    (
        "progress",
        {"council": "nottinghamshire", "view": "actions", "order": "due", "search": "day", "x": "<é&amp;"},
    ),
    ("progress", {"council": "solihull", "as_at": "2023-06-30", "view": "actions", "stands": "past"}),
    ("progress", {"council": "nottinghamshire", "intention": "cis-s09", "status": "none reported"}),
    ("changes", {"council": "nottinghamshire", "since": "2022-01-31", "kind": "new"}),
    ("changes", {"council": "nottinghamshire"}),
    ("compare", {"council": "dorset", "with": "solihull,exampleshire"}),
    ("compare", {"council": "dorset", "as_at": "2024-08-01"}),
    ("scenario", {"council": "cheshire-east", "weeks": "40.5", "share1": "30"}),
    ("scenario", {"council": "dorset", "prices": "cheshire-east"}),
    ("scenario", {"council": "dorset"}),
    ("outcomes", {"council": "solihull", "kind": "outcome"}),
    ("voices", {"council": "cheshire-east", "stage": "consultation", "intervals": "shown"}),
    ("wards", {"council": "solihull", "map": "ground", "layer": "older people"}),
    ("wards", {"council": "exampleshire", "map": "height"}),
    ("risks", {"council": "cheshire-east", "risk": "1"}),
    ("questions", {"council": "solihull", "aside": "no-owner"}),
    ("sources", {"council": "nottinghamshire", "search": "spend", "first": "50"}),
    ("sources", {"council": "nottinghamshire", "show": "conflicts", "search": "nothing of this"}),
    ("pack", {"council": "solihull", "meeting": "2023-06-30", "sections": "risks,overview"}),
    ("pack", {"council": "solihull", "meeting": "2023-06-30", "as_at": "2024-06-30"}),
]


def council_of(slug: str, day: date | None = None) -> Council:
    return Library().dataset(slug).at(day)


def with_table(page: str, council: Council) -> list[Figure]:
    return [figure for figure in PAGES[page].at_address(council, Address.of({})).figures if figure.grid.rows]


def one(page: str = "overview", slug: str = "nottinghamshire") -> str:
    """Return the address of a page's first table."""
    council = council_of(slug)
    return Files(council, page).table(with_table(page, council)[0].figure_id)


def taken(address: str) -> Answer:
    return ask(address.removeprefix("."))


def test_every_figures_table_is_served_as_its_csv_file() -> None:
    seen = set()
    for slug in Library().slugs():
        council = council_of(slug)
        for page in SECTIONS:
            for figure in with_table(page, council):
                address = Files(council, page).table(figure.figure_id)
                seen.add(address)
                answer = taken(address)
                assert answer.status == 200 and answer.headers["content-type"] == "text/csv; charset=utf-8", address
                assert answer.text == figure.grid.csv()
                assert len(list(csv.reader(io.StringIO(answer.text)))) == len(figure.grid.rows) + 1
                named = f"{slug}-{figure.figure_id}-{council.as_at}.csv"
                assert answer.headers["content-disposition"] == f"attachment; filename*=utf-8''{named}"
                assert answer.headers["cache-control"] == "private, max-age=300"
    assert len(seen) > 100


@pytest.mark.parametrize(("page", "choices"), CHOICES)
def test_a_link_of_a_page_gives_what_the_page_shows_once_everything_is_forgotten(
    page: str, choices: dict[str, str]
) -> None:
    """As another copy would, or the same after a restart: each row of the page is in its file, and no other."""
    html = html_of(shown(page, {name: [value] for name, value in choices.items()}))
    parts = [part for part in re.split(r'<div class="do-figure"', html) if "./table/" in part]
    assert parts, "the page has no table to take"
    forget()
    for part in parts:
        (link,) = LINK.findall(part)
        answer = taken(link)
        assert answer.status == 200, link
        rows = list(csv.reader(io.StringIO(answer.text)))[1:]
        body = part.partition("</caption>")[2].partition("</table>")[0]
        assert body.count('<tr role="row">') - 1 == len(rows), link
        for row in rows:
            assert unescape(row[0].split("\n")[0]) in unescape(body), row[0]


def test_a_link_is_of_its_day_even_when_it_is_taken_later(monkeypatch: pytest.MonkeyPatch) -> None:
    def addresses() -> list[str]:
        council = council_of("nottinghamshire")
        return [Files(council, "overview").table(figure.figure_id) for figure in with_table("overview", council)]

    before = [taken(address).text for address in addresses()]
    old = addresses()
    monkeypatch.setenv("DAYOPS_TODAY", "2030-01-01")
    assert [taken(address).text for address in old] == before
    assert [taken(address).text for address in addresses()] != before, "the test can fail"


def test_the_same_page_has_the_same_addresses_and_a_choice_is_in_them() -> None:
    council = council_of("nottinghamshire")
    figure = with_table("progress", council)[0]
    assert Files(council, "progress").table(figure.figure_id) == Files(council, "progress").table(figure.figure_id)
    assert "search=walk" in Files(council, "progress", {"search": "walk"}).table(figure.figure_id)


@pytest.mark.parametrize(
    "path",
    [
        *("/table/unknown/a.csv", "/table/..%2f..%2fapp.py/a.csv", "/table/<b>/a.csv"),
        "/table/dorset/0123456789abcdef/2026-11-29/overview/standing.csv?seen=2026-11-29&acts=0&key=x",
        "/table/atlantis/0123456789abcdef/2026-11-29/overview/standing.csv?seen=2026-11-29&acts=0&key=x",
    ],
)
def test_an_address_that_is_not_known_is_answered_without_what_it_said(path: str) -> None:
    answer = ask(path)
    assert answer.status == 404
    assert "<b>" not in answer.text and "atlantis" not in answer.text
    if path.count("/") > 3:
        assert "Open its page again" in answer.text


def test_an_address_cannot_be_made_of_another() -> None:
    """What pages show may hold exempt rows, so whoever asks for a table has a link of a page, whole and as it was."""
    address = one("progress")
    where, _, asked = address.partition("?")
    assert taken(address).status == 200
    told = dict(parse_qsl(asked, keep_blank_values=True))
    wrong = [
        where.replace("/timeline.csv", "/not-reported.csv") + "?" + asked,
        where.replace("/2026-11-29/", "/2026-11-28/") + "?" + asked,
        where.replace("/progress/", "/nothing/") + "?" + asked,
        *(
            f"{where}?{urlencode({**told, name: value})}"
            for name, value in (("seen", "2026-11-30"), ("acts", "1"), ("acts", "x"))
        ),
        f"{where}?{urlencode({**told, 'search': 'home'})}",
        f"{where}?{urlencode({**told, 'key': 'é' * 16})}",
        f"{where}?{urlencode({name: said for name, said in told.items() if name != 'key'})}",
        where,
    ]
    assert all(each != address for each in wrong)
    assert {taken(each).status for each in wrong} == {404}


def test_a_hostile_choice_stays_within_its_parameter_and_the_name_within_its_header() -> None:
    council = council_of("nottinghamshire")
    words = 'a"\r\nset-cookie: x=1;/../é<b>&key=1'
    choices = Address.of({"search": words, "view": "actions"})
    figures = PAGES["progress"].at_address(council, choices).figures
    address = Files(council, "progress", choices.parameters).table(figures[0].figure_id)
    assert not {'"', "\n", "<"} & set(address)
    odd = replace(figures[0], figure_id=words)
    assert quote(words, safe="") in Files(council, "progress").table(odd.figure_id)
    answer = taken(address)
    assert answer.status in (200, 404) and "set-cookie" not in answer.headers


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a folder of two councils, which the routes read."""
    for slug in ("dorset", "solihull"):
        shutil.copytree(DATA / slug, tmp_path / "data" / slug)
    monkeypatch.setattr(reading, "Library", partial(Library, tmp_path / "data"))
    yield tmp_path / "data"


def publish_another(home: Path, out: Path) -> None:
    start_draft(home, out)
    path = out / "intentions.csv"
    text = path.read_text("utf-8")
    path.write_text(text.replace("Reform day services in Dorset", "Day services in Dorset are reformed"), "utf-8")
    publish(draft_of(home, out), because="A title was wrong", by="E", now=NOON)


def test_a_version_that_was_shown_is_still_given_and_one_that_is_gone_is_not(root: Path, tmp_path: Path) -> None:
    def page(slug: str, name: str) -> dict[str, str]:
        council = Library(root).dataset(slug).at()
        return {Files(council, name).table(f.figure_id): f.grid.csv() for f in with_table(name, council)}

    plain = page("dorset", "progress")
    publish_another(root / "dorset", tmp_path / "draft")
    time.sleep(1.1)
    first = page("dorset", "progress") | page("solihull", "compare")
    assert not first.keys() & plain.keys()
    undo(root / "dorset", because="It was right", by="E", now=NOON)
    time.sleep(1.1)
    after = page("dorset", "progress") | page("solihull", "compare") | page("dorset", "sources")
    assert not first.keys() & after.keys()
    forget()
    for address, said in (plain | first | after).items():
        assert (taken(address).status, taken(address).text) == (200, said), address
    version = next(iter(first)).split("/")[3]
    assert len(version) == LENGTH
    shutil.rmtree(root / "dorset" / "versions" / version)
    forget()
    assert {taken(address).status for address in page_of(first, "progress")} == {404}


def page_of(addresses: dict[str, str], page: str) -> list[str]:
    return [address for address in addresses if f"/{page}/" in address]


def test_the_address_is_escaped_where_it_stands_in_a_page() -> None:
    html = "".join(str(e.proto.body) for e in shown("sources", {"search": ["spend"], "x": ['"><b>']}).get("html"))
    assert escape("&key=") in html and "x=%22%3E%3Cb%3E" in html and '"><b>' not in html
