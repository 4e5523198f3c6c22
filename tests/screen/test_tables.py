"""Tables to take away: what a page links to is what it shows, and no address can be guessed or turned into markup."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from urllib.parse import unquote

import pytest

from dayops_dash.dataset import Library
from dayops_dash.figures.shared.model import Figure
from dayops_dash.screen import tables
from dayops_dash.stories import SECTIONS
from tests.edition.test_routes import ask

STANDING = SECTIONS["overview"].story(Library().dataset("nottinghamshire").at()).figures[0]


def figures() -> list[Figure]:
    councils = [Library().dataset(slug).at() for slug in Library().slugs()]
    return [f for council in councils for page in SECTIONS.values() for f in page.story(council).figures if f.grid.rows]


def test_every_figures_table_is_served_as_its_csv_file() -> None:
    addresses = [(figure, tables.address(figure, f"{figure.figure_id}.csv")) for figure in figures()]
    assert len({address for _, address in addresses}) == len(addresses) > 100
    for figure, address in addresses:
        answer = ask(address.removeprefix("."))
        assert answer.status == 200 and answer.headers["content-type"] == "text/csv; charset=utf-8"
        assert answer.text == figure.grid.csv()
        assert len(list(csv.reader(io.StringIO(answer.text)))) == len(figure.grid.rows) + 1
        assert answer.headers["content-disposition"] == f"attachment; filename*=utf-8''{figure.figure_id}.csv"


def test_the_same_figure_keeps_its_address_and_another_has_another() -> None:
    first = tables.address(STANDING, "a.csv")
    assert tables.address(STANDING, "a.csv") == first
    assert tables.address(replace(STANDING, title="Another"), "a.csv") != first


@pytest.mark.parametrize("path", ["/table/unknown/a.csv", "/table/..%2f..%2fapp.py/a.csv", "/table/<b>/a.csv"])
def test_an_address_that_is_not_known_says_what_to_do(path: str) -> None:
    answer = ask(path)
    assert answer.status == 404
    assert "Open its page again" in answer.text and "<b>" not in answer.text


def test_a_hostile_name_stays_within_its_header_and_its_address() -> None:
    name = 'a"\r\nset-cookie: x=1;/../é.csv'
    address = tables.address(STANDING, name)
    assert '"' not in address and "\n" not in address and unquote(address).endswith(name)
    answer = ask(f"{address.removeprefix('.').rpartition('/table/')[0]}/table/{address.split('/')[2]}/plain.csv")
    assert answer.status == 200 and "set-cookie" not in answer.headers


def test_figures_shown_long_ago_make_room_for_new_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "KEPT", 2)
    made = [replace(STANDING, title=str(number)) for number in range(3)]
    addresses = [tables.address(figure, "a.csv").removeprefix(".") for figure in made]
    assert [ask(address).status for address in addresses] == [404, 200, 200]
