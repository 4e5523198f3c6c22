"""Pictures on the screen: each part names what it stands for and opens it; what paper draws is the same value."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from html import escape

import pytest

from dayops_dash.dataset import Council, Library
from dayops_dash.figures.plan.squares import plan_squares
from dayops_dash.figures.shared.pictures.flow import FlowBlock, stacked
from dayops_dash.figures.shared.pictures.unit_drawing import NARROW, STEP, WIDE, Layout
from dayops_dash.figures.shared.render import svg
from dayops_dash.measures.plan import progress
from dayops_dash.screen.pictures.flow import cards, flow
from dayops_dash.screen.pictures.spans import spans
from dayops_dash.screen.pictures.units import strip, units
from dayops_dash.stories import PAGES
from tests.test_stories import figure

TODAY = date(2026, 11, 29)
SLUGS = Library().slugs()


def council(slug: str, day: date = TODAY) -> Council:
    return Library().dataset(slug).at(day)


def address(page: str, **choices: str) -> str:
    return f"./{page}?" + "&".join(f"{name}={value}" for name, value in choices.items())


@pytest.mark.parametrize(("width", "layout"), [(720, WIDE), (620, WIDE), (330, NARROW)])
@pytest.mark.parametrize("slug", SLUGS)
def test_on_paper_each_square_has_its_place_beside_the_name_of_its_state(slug: str, width: int, layout: Layout) -> None:
    now = council(slug)
    chart = figure(PAGES["overview"].story(now).figures, "standing").chart
    assert chart
    drawn = svg(chart, width=width)
    across = [float(x) for x in re.findall(r"translate\(([\d.]+),[\d.]+\)", drawn)]
    step = min(STEP, width * (1 - layout.left) / layout.abreast)
    most = min(max(len(group.units) for group in plan_squares(now).groups), layout.abreast)
    for place in range(most):
        assert any(x == pytest.approx(layout.left * width + (place + 0.5) * step) for x in across), place
    wide, high = (float(side) for side in re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', drawn)[0])
    assert wide == width and (high < wide / 2 or layout is NARROW)


@pytest.mark.parametrize("slug", SLUGS)
def test_each_commitment_is_one_square_that_names_itself_and_opens_it(slug: str) -> None:
    now = council(slug)
    shown = plan_squares(now)
    assert shown
    told = units(shown, address)
    lines = progress.counted(now)
    opened = re.findall(r'class="do-link do-unit [^"]*" href="\./progress\?intention=([^"]*)"', told)
    assert sorted(opened) == sorted(line.intention_id for line in lines)
    for line in lines:
        assert told.count(f'<span class="do-unit-said">{escape(line.label)}<small>') >= 1, line.label
    assert strip(shown, address).count("<span class=") - strip(shown, address).count("do-dots") == len(lines)


@pytest.mark.parametrize("slug", SLUGS)
def test_the_day_of_the_latest_paper_stands_beside_today_and_nowhere_else(slug: str) -> None:
    now = council(slug)
    paper = now.latest_report_on
    shown, then = plan_squares(now), plan_squares(council(slug, paper or TODAY))
    assert shown and then and not then.earlier, "on the day of a paper there is nothing to set beside it"
    assert [(g.label, len(g.units)) for g in shown.earlier] == [(g.label, len(g.units)) for g in then.groups]
    assert sum(len(group.units) for group in shown.groups) == len(progress.counted(now))


def test_33_of_nottinghamshires_44_have_no_news() -> None:
    shown = plan_squares(council("nottinghamshire"))
    assert shown and shown.number == 44
    counts = {group.label: len(group.units) for group in shown.groups}
    assert counts["No date set"] + counts["No update published"] == 33
    assert {group.label: len(group.units) for group in shown.earlier}["Not yet due"] == 10


@pytest.mark.parametrize("slug", SLUGS)
def test_paper_draws_as_many_squares_and_rows_as_the_screen(slug: str) -> None:
    now = council(slug)
    standing = figure(PAGES["overview"].story(now).figures, "standing")
    timeline = figure(PAGES["progress"].story(now).figures, "timeline")
    assert standing.chart and standing.units and timeline.chart and timeline.spans
    drawn = json.dumps(standing.chart.spec).count('"place"')
    assert drawn == len(progress.counted(now)) + sum(len(group.units) for group in standing.units.earlier)
    rows = [span for group in timeline.spans.groups for span in group.spans]
    told = spans(timeline.spans, address)
    for span in rows:
        assert f">{escape(span.label)}</a>" in told and f"{escape(span.short)}</span></li>" in told
        for spec in (timeline.chart.spec, timeline.chart.narrow):
            words = re.findall(r'"words": "([^"]*)"', json.dumps(spec, ensure_ascii=False))
            assert f"{span.mark} {span.short}" in " ".join(words)
    across = re.findall(r"translate\(([\d.]+),[\d.]+\)", svg(timeline.chart, width=620))
    assert any(float(x) == pytest.approx(0.7 * 620 + 7) for x in across), "states stand where their column begins"
    assert told.count(escape(timeline.spans.today_words)) == 2, "named at the top and at the foot"


def test_what_is_not_over_is_never_hatched_and_what_lies_ahead_is_an_outline() -> None:
    for slug in SLUGS:
        shown = figure(PAGES["progress"].story(council(slug)).figures, "timeline").spans
        for span in (span for group in shown.groups for span in group.spans) if shown else ():
            assert bool(span.tail) == (span.tone == "past") and 0 <= span.start <= span.end <= 1.001
            assert span.tone not in ("not_yet", "conditional") or span.shape in ("hollow", "deadline", "open")


def test_the_flow_is_drawn_on_one_scale() -> None:
    left, right = stacked(
        (FlowBlock(17, "continue", "goes"), FlowBlock(16, "silent", "silent")), (FlowBlock(14, "go", "goes"),)
    )
    assert (
        left[0].height / 17
        == pytest.approx(right[0].height / 14, rel=0.01)
        == pytest.approx(left[1].height / 16, rel=0.01)
    )
    assert left[1].end == pytest.approx(1, abs=0.01)


def test_cards_strike_what_no_longer_holds_and_only_that() -> None:
    found = PAGES["changes"].story(council("exampleshire")).figures
    told = cards(figure(found, "changed").cards, address)
    assert '<del><span class="do-hidden">Before: </span>Not started; due “2026/27”</del>' in told
    assert "Said of it: A panel of twelve people" in told and "No reason given" in told
    assert '<span><span class="do-hidden">Before: </span>People on one day' in told, "both sides of a point stand"
    county = PAGES["changes"].story(council("nottinghamshire")).figures
    many = cards(figure(county, "changed").cards, address)
    assert many.count("do-card-many") == 3 and "16</b> No line in the latest paper" in many
    assert "Continues “New contracts and payment approaches”" in many
    drawn = figure(county, "flow").flow
    assert drawn and "<b>16</b> have no later update (our reading)" in flow(drawn)


def test_words_of_data_are_only_words() -> None:
    shown = plan_squares(council("nottinghamshire"))
    assert shown
    unit = shown.groups[0].units[0]
    hostile = replace(unit, name="<img src=x onerror=alert(1)>", words="<b>")
    group = type(shown.groups[0])(**{**vars(shown.groups[0]), "units": (hostile,)})
    assert "<img" not in units(type(shown)("", (group,)), address)
