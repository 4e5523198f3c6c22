"""Everything about one commitment in one place, and every square, row, bar, card and result that leads there."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest

from dayops_dash.address import Address
from dayops_dash.dataset import Council, Library
from dayops_dash.edition.links import Links, file_name
from dayops_dash.edition.page import page as plain_page
from dayops_dash.figures.plan.dependencies import dependency_figure
from dayops_dash.figures.plan.intention import line_of_id
from dayops_dash.measures.plan import progress
from dayops_dash.measures.plan.line import Line
from dayops_dash.stories import PAGES
from dayops_dash.stories.plan.progress import intentions, one_intention
from dayops_dash.stories.search.find import find
from tests import made_up

COUNCILS = [Library().dataset(slug).at(date(2026, 11, 30), date(2026, 11, 30)) for slug in Library().slugs()]
SLUGS = [each.slug for each in COUNCILS]


def line(council: Council, one: str) -> Line:
    found = line_of_id(council, one)
    assert found
    return found


@pytest.mark.parametrize("council", COUNCILS, ids=SLUGS)
def test_one_place_tells_all_that_the_rows_hold(council: Council) -> None:
    """Its name, its state, every date, status, owner and place that a row of the papers gives, and nobody else's name."""
    for each in progress.lines(council):
        story = one_intention(council, each.intention_id)
        told = story.markdown().replace("\\", "")
        assert story.question == each.label and str(each.standing) in story.answer
        for words in (each.owner_role, each.theme, each.summary, *(said.locator for said in each.history)):
            assert words in told, (each.intention_id, words)
        for said in each.history:
            assert said.due_as_written in told and (said.status_as_written or said.reported_status) in told
        for other in each.depends_on:
            assert line(council, other).label in told


@pytest.mark.parametrize("council", COUNCILS, ids=SLUGS)
def test_squares_bars_rows_and_results_lead_there(council: Council) -> None:
    overview, timeline = PAGES["overview"].story(council), PAGES["progress"].story(council)
    actions = PAGES["progress"].at_address(council, Address.of({"view": "actions"}))
    squares = [unit.link for group in overview.plan.groups for unit in group.units] if overview.plan else []
    figures = {figure.figure_id: figure for story in (overview, timeline, actions) for figure in story.figures}
    units = figures["standing"].units
    squares += [unit.link for group in units.groups for unit in group.units] if units else []
    spans = figures["timeline"].spans
    bars = [span.link for group in spans.groups for span in group.spans] if spans else []
    tables = [figures[name] for name in ("action-plan", "next-dates", "timeline") if name in figures]
    rows = [link for shown in tables for link in shown.grid.links]
    assert len(squares) == len(progress.counted(council)) and len(rows) >= len(squares)
    for link in (*squares, *bars, *rows):
        assert link and link.page == "progress" and dict(link.choices)["intention"] in intentions(council)
    name = progress.counted(council)[0]
    hit = next(hit for hit in find(council, name.title).hits if hit.thing.title.endswith(name.title))
    assert dict(hit.thing.choices)["intention"] == name.intention_id


def test_each_row_of_a_table_leads_to_what_it_names() -> None:
    """A table that is sorted and whose columns are cut still leads from each row to that row's own commitment."""
    for council in COUNCILS:
        actions = PAGES["progress"].at_address(council, Address.of({"view": "actions", "order": "name"}))
        grid = actions.figures[0].grid.only(["owner", "intention"]).only(["intention"])
        for (name,), link in zip(grid.rows, grid.links, strict=True):
            assert link and intentions(council)[dict(link.choices)["intention"]] == name


def test_what_it_waits_for_and_what_waits_for_it_are_drawn(tmp_path: Path) -> None:
    """Framework, then hub, then opening; and a round trip of two that wait for each other ends."""
    waits = [("hub", "framework"), ("opening", "hub"), ("egg", "hen"), ("hen", "egg")]
    council = made_up.council(
        tmp_path,
        intentions=[made_up.intended(one) for one in ("framework", "hub", "opening", "hen", "egg", "alone")],
        intention_links=[
            made_up.taken_up(one, other, relation="depends on", basis="our reading") for one, other in waits
        ],
    ).at(date(2024, 7, 1))
    hub = dependency_figure(council, line(council, "hub"))
    assert hub and hub.title == "It waits for one other commitment, and one waits for it"
    (chain,) = hub.paths
    assert [stop.name for stop in chain.stops] == ["Task framework", "Task hub", "Task opening"]
    assert [bool(stop.link) for stop in chain.stops] == [True, False, True]
    assert [stop.how for stop in chain.stops] == ["", "then (our reading)", "then (our reading)"]
    egg = dependency_figure(council, line(council, "egg"))
    assert egg and [[stop.name for stop in path.stops] for path in egg.paths] == [["Task hen", "Task egg", "Task hen"]]
    assert dependency_figure(council, line(council, "alone")) is None


@pytest.mark.parametrize("council", COUNCILS, ids=SLUGS)
def test_a_plain_page_of_each_is_in_the_site_and_its_links_lead_to_files_that_are(council: Council) -> None:
    files = {file_name("progress", one) for one in intentions(council)} | {file_name(name) for name in PAGES}
    assert len({name.casefold() for name in files}) == len(files) and not any("/" in name for name in files)
    for one in intentions(council):
        links = Links(council, intention=one)
        told = plain_page("progress", links, {}).decode()
        assert len(told) < 100_000 and "progress.html" in told
        ways = [part.partition('"')[0] for part in told.split(f'href="../{council.slug}/')[1:]]
        assert {unquote(way).partition("#")[0] for way in ways} <= files


def test_an_intention_that_is_not_known_shows_the_plan() -> None:
    council = COUNCILS[0]
    story = PAGES["progress"].at_address(council, Address.of({"intention": "../../etc/passwd"}))
    assert story.question == PAGES["progress"].question
