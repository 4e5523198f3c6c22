"""The menu beside every figure: what is copied, and the pictures, which any copy of the application makes from a link."""

from __future__ import annotations

import io
from datetime import date
from xml.etree import ElementTree

import pytest
from PIL import Image
from starlette.applications import Starlette

from dayops_dash.address import Address
from dayops_dash.dataset import Library
from dayops_dash.figures.shared.spoken import finding_text
from dayops_dash.screen import files
from dayops_dash.screen.files import Files
from dayops_dash.screen.shell.middleware import Shell
from dayops_dash.stories import SECTIONS
from tests.edition import test_routes
from tests.test_address import html_of, shown

APP = Shell(Starlette(routes=[files.route("picture", files.picture)]))


@pytest.fixture(autouse=True)
def pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(test_routes, "APP", APP)


def taken(address: str) -> test_routes.Answer:
    return test_routes.ask(address.removeprefix("."))


def test_a_finding_is_copied_with_its_source_and_its_day() -> None:
    council = Library().dataset("dorset").at(date(2024, 8, 1))
    matrix = next(f for f in SECTIONS["risks"].story(council).figures if f.figure_id == "risk-matrix")
    lines = finding_text(matrix, "Dorset, as at 1 August 2024").split("\n")
    assert lines[0] == f"{matrix.title}." and lines[1] == matrix.words
    assert lines[2] == "Source: Towards a New Model for Day Opportunities in Dorset (paragraph 8.2, paragraph 8.3)."
    assert lines[3:] == ["Dorset, as at 1 August 2024."]


@pytest.mark.parametrize("slug", Library().slugs())
def test_every_finding_can_be_copied_and_names_each_paper_once(slug: str) -> None:
    council = Library().dataset(slug).at()
    for page in SECTIONS.values():
        for figure in page.story(council).figures:
            text = finding_text(figure, "Here, as at today")
            said = text.split("Source: ")[-1] if figure.sources else ""
            for paper in {source.title for source in figure.sources}:
                assert said.count(paper) >= 1
            assert text.endswith("Here, as at today.") and text.startswith(figure.title)


def test_a_picture_is_the_drawing_of_its_page() -> None:
    council = Library().dataset("solihull").at()
    where = Files(council, "spend")
    png, svg = taken(where.picture("split", "png")), taken(where.picture("split", "svg"))
    assert (png.status, png.headers["content-type"]) == (200, "image/png")
    assert Image.open(io.BytesIO(png.body)).width > 1000
    assert svg.headers["content-type"].startswith("image/svg+xml")
    title = ElementTree.fromstring(svg.body).find("{http://www.w3.org/2000/svg}title")
    chart = next(f for f in SECTIONS["spend"].story(council).figures if f.figure_id == "split").chart
    assert chart and title is not None and title.text == chart.alt
    named = f"solihull-split-{council.as_at}.png"
    assert png.headers["content-disposition"] == f"attachment; filename*=utf-8''{named}"


@pytest.mark.parametrize(("figure", "form"), [("split", "gif"), ("said", "png"), ("nonsense", "svg"), ("split", "")])
def test_what_has_no_picture_gives_none(figure: str, form: str) -> None:
    assert taken(Files(Library().dataset("solihull").at(), "spend").picture(figure, form)).status == 404


def test_a_picture_needs_the_signature_of_the_data() -> None:
    address = Files(Library().dataset("solihull").at(), "spend").picture("split", "png")
    assert taken(address[:-1] + ("A" if address[-1] != "A" else "B")).status == 404
    assert taken(address.replace("split", "groups")).status == 404


def test_a_menu_offers_what_there_is_and_pins_its_link_to_the_day() -> None:
    html = html_of(shown("spend", {"council": ["solihull"]}))
    council = Library().dataset("solihull").at()
    figures = SECTIONS["spend"].at_address(council, Address.of({})).figures
    assert html.count('class="do-take do-share"') == len(figures)
    assert html.count("Picture (PNG)") == sum(bool(f.chart) for f in figures)
    assert html.count("Table (CSV)") == sum(bool(f.grid.rows) for f in figures)
    assert f"as_at={council.as_at}#figure-split" in html
