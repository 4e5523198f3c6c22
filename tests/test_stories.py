"""Stories tell what the dataset holds: their numbers, by a second plain way, for every council and many days."""

from __future__ import annotations

import csv
import json
import re
from datetime import date, timedelta

import pytest
from altair import VegaLiteSchema
from altair.utils.schemapi import validate_jsonschema
from jsonschema import ValidationError
from typer.testing import CliRunner

from dayops_dash.commands import app
from dayops_dash.dataset import DATA, Council, Library
from dayops_dash.figures.plan.actions import ORDERS, Choices
from dayops_dash.figures.plan.spans import covered
from dayops_dash.figures.shared.model import Figure
from dayops_dash.figures.shared.pictures.spans import Span, SpanShape
from dayops_dash.measures.plan import progress
from dayops_dash.measures.plan.status import Standing
from dayops_dash.stories import PAGES, SECTIONS
from dayops_dash.stories.plan.overview import overview
from dayops_dash.stories.plan.progress import actions, timeline
from dayops_dash.stories.record import sources
from tests.days import on_report

COUNCILS = Library().slugs()
DAYS = [None, date(2021, 2, 2), date(2022, 4, 30), date(2023, 3, 13), date(2024, 7, 23), date(2026, 11, 22)]


def council(slug: str, day: date | None = None) -> Council:
    return Library().dataset(slug).at(day)


def plain(slug: str, table: str) -> list[dict[str, str]]:
    with (DATA / slug / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def figure(found: tuple[Figure, ...], name: str) -> Figure:
    return next(f for f in found if f.figure_id == name)


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("slug", COUNCILS)
def test_every_story_can_be_told_on_any_day(slug: str, page: str, day: date | None) -> None:
    story = PAGES[page].story(council(slug, day))
    told = story.markdown()
    assert story.question.endswith("?") and story.answer and story.figures
    for shown in story.figures:
        assert shown.title and shown.subtitle and shown.words, shown.figure_id
        assert all(len(row) == len(shown.grid.headings) for row in shown.grid.rows)
        words = re.sub(r"[0-9]{1,2} [A-Z][a-z]+ [0-9]{4}", "day", shown.title).split()  # a date is read as one word
        assert words and len(words) <= 16, shown.title
        assert not shown.chart or shown.chart.alt
    assert "nan" not in re.findall(r"[a-z]+", told.lower()) and "NaT" not in told and "<NA>" not in told


@pytest.mark.parametrize("slug", COUNCILS)
def test_standing_counts_every_intention_once(slug: str) -> None:
    """By a plain loop over the files: intentions, less those that a later paper takes up and that have no news of their own."""
    told = {u["intention_id"] for u in plain(slug, "updates") if u["reported_status"] or u["due_as_written"]}
    links = plain(slug, "intention_links") if (DATA / slug / "intention_links.csv").exists() else []
    taken = {x["from_intention_id"] for x in links if x["relation"] in ("reported as", "restated as")}
    counted = [i for i in plain(slug, "intentions") if i["intention_id"] in told or i["intention_id"] not in taken]
    found = figure(overview(council(slug)).figures, "standing").grid
    assert sum(row[1] for row in found.rows if isinstance(row[1], int)) == len(counted)
    complete = {u["intention_id"] for u in plain(slug, "updates") if u["reported_status"] == "complete"}
    assert next(row[1] for row in found.rows if row[0] == "Complete") == len(complete)


def test_nottinghamshire_on_the_day_of_its_report() -> None:
    now = on_report("nottinghamshire")
    assert now.as_at == date(2023, 3, 13)
    counts = progress.counts(progress.counted(now))
    assert (counts[Standing.COMPLETE], counts[Standing.PAST], counts[Standing.NOT_YET]) == (1, 0, 10)
    assert len([x for x in progress.lines(now) if x.document_id == "strategy-2022"]) == 33
    reported = {
        x.reference: (x.reported_status, x.due_as_written) for x in progress.lines(now) if x.kind == "reported activity"
    }
    assert reported["a"][0] == "complete" and all(reported[r][0] == "ongoing" for r in "bcdefg")
    assert reported["b"][1] == "Expected summer 2023" and reported["d"][1] == "April 2023"
    tiles = {t.label: (t.value, t.detail) for t in figure(overview(now).figures, "beside").tiles}
    assert tiles["Budget 2022/23"] == ("£18.4m", "£12.5m council-run and £5.9m independent sector")


def test_nottinghamshire_years_later_without_news() -> None:
    later = council("nottinghamshire", date(2026, 11, 22))
    by_reference = {x.reference: x for x in progress.lines(later) if x.kind == "reported activity"}
    assert by_reference["d"].derived == "Overdue, no update since" and by_reference["d"].days_since_evidence == 1350
    assert by_reference["c"].derived == "Should be under way, no end date, no update since"
    assert by_reference["c"].standing is Standing.BEGUN  # and not due now: it was to begin in summer 2023
    assert (
        by_reference["a"].derived == "Complete, no due date given"
        and by_reference["a"].completion_test == "Tender published"
    )


def test_councils_without_reported_status_say_so_and_show_their_timetable() -> None:
    for slug in ("solihull", "cheshire-east", "dorset"):
        story = overview(on_report(slug))
        assert ("propos" in story.caution) == (slug != "solihull")
        assert "no status for anything in the plan" in story.caution
        assert figure(story.figures, "next-dates").grid.rows
    assert {t.label: t.value for t in figure(overview(council("dorset")).figures, "beside").tiles}[
        "Current risk score, July 2024"
    ] == "12"
    assert {t.label: t.value for t in figure(overview(council("cheshire-east")).figures, "beside").tiles}[
        "Risks"
    ] == "Not scored"
    assert {t.label: t.value for t in figure(overview(council("dorset")).figures, "beside").tiles}[
        "Budget or spend"
    ] == "Not stated"


@pytest.mark.parametrize("slug", COUNCILS)
def test_timeline_and_action_plan_count_the_same(slug: str) -> None:
    now = council(slug)
    rows = figure(actions(now).figures, "action-plan").grid.rows
    drawn = figure(timeline(now).figures, "timeline").grid.rows
    assert len(rows) == len(progress.counted(now)) and len(drawn) == len(progress.followed(now))
    names = [row[0] for row in rows]
    assert all(row[0] in names for row in drawn)
    for order in ORDERS:
        assert sorted(
            map(str, (row[0] for row in figure(actions(now, order=order).figures, "action-plan").grid.rows))
        ) == sorted(map(str, names))


@pytest.mark.parametrize("slug", COUNCILS)
def test_filters_part_the_lines(slug: str) -> None:
    """Each way of filtering puts every line in exactly one part."""
    lines = progress.counted(council(slug))
    for name, values in (
        ("theme", {x.theme for x in lines}),
        ("status", {x.reported_status or "none reported" for x in lines}),
        ("standing", {x.standing for x in lines}),
        ("owner", {x.owner_role or "no owner stated" for x in lines}),
    ):
        kept = [sum(Choices(**{name: str(v)}).keeps(x) for x in lines) for v in values if v]
        assert sum(kept) == sum(1 for x in lines if name != "theme" or x.theme)


def spans_of(now: Council) -> dict[str, Span]:
    shown = figure(timeline(now).figures, "timeline").spans
    assert shown
    return {span.label: span for group in shown.groups for span in group.spans}


def test_timeline_draws_open_ends_open_and_due_intervals_as_intervals() -> None:
    now = on_report("nottinghamshire")
    drawn, shown = spans_of(now), figure(timeline(now).figures, "timeline").spans
    days = covered(progress.followed(now), now.as_at)
    april = drawn["d. Evaluation of short term funded pilot projects"]
    assert (april.start, april.end) == (days.at(date(2023, 4, 1)), days.at(date(2023, 5, 1)))
    assert drawn["c. Revised monitoring and evaluation"].shape is SpanShape.OPEN
    assert drawn["New model of Council day services fully implemented"].shape is SpanShape.DEADLINE
    assert drawn["f. Employment support"].shape is SpanShape.HOLLOW and drawn["f. Employment support"].soft_end
    assert shown and shown.today == days.at(date(2023, 3, 13)) and "13 Mar 2023" in shown.today_words
    assert not any(span.tail for span in drawn.values()), "nothing was late on the day of the report"


def test_what_is_late_is_hatched_from_its_last_day_to_today_and_pales_with_its_evidence() -> None:
    now = council("nottinghamshire", date(2026, 11, 30))
    drawn, shown = spans_of(now), figure(timeline(now).figures, "timeline").spans
    late = {line.label for line in progress.followed(now) if line.standing is Standing.PAST}
    assert shown and {name for name, span in drawn.items() if span.tail == shown.today} == late
    pilot = drawn["d. Evaluation of short term funded pilot projects"]
    assert pilot.short == "3 years 7 months late; last news Mar 2023" and pilot.end < pilot.tail
    assert pilot.strength < spans_of(on_report("nottinghamshire"))[pilot.label].strength
    assert drawn["f. Employment support"].short == "3 years 2 months late; last news Mar 2023", (
        "summer ends on 22 September"
    )


def test_a_timeline_is_grouped_by_theme_with_the_latest_first() -> None:
    shown = figure(timeline(council("nottinghamshire", date(2026, 11, 30))).figures, "timeline").spans
    assert shown
    assert [group.heading for group in shown.groups] == [
        "Market development progress against commissioning intentions",
        "Internal service developments",
    ]
    for group in shown.groups:
        ends = [span.end for span in group.spans if span.tail]
        assert ends == sorted(ends) and [bool(span.tail) for span in group.spans][: len(ends)] == [True] * len(ends)


def test_sources_find_what_a_reader_looks_for() -> None:
    now = council("nottinghamshire")
    found = figure(sources(now, "facts", "18400000").figures, "facts").grid.rows
    assert any("paragraph 28" in str(row[-1]) and "18,400,000" in str(row[2]) for row in found)
    assert not figure(sources(now, "facts", "zzzz").figures, "facts").grid.rows
    conflicts = figure(sources(now, "conflicts").figures, "conflicts").grid
    assert len(conflicts.rows) == len(plain("nottinghamshire", "conflicts"))
    sums = figure(sources(council("cheshire-east"), "conflicts").figures, "sums").grid
    assert any("163 + 64 + 23 = 250" in str(row[3]) and row[2] == "249" for row in sums.rows)


def test_next_dates_lie_ahead_and_come_in_order() -> None:
    for slug in COUNCILS:
        for offset in (0, 200, 900):
            now = council(slug, on_report(slug).as_at + timedelta(days=offset))
            ahead = [when for when, _ in progress.next_dates(now)]
            assert ahead == sorted(ahead) and all(when >= now.as_at for when in ahead)


def test_grid_csv_is_numbers_as_numbers_and_never_a_formula() -> None:
    from dayops_dash.figures.shared.grid import Grid, Heading, Kind

    grid = Grid(
        (Heading("a", "A"), Heading("n", "N", Kind.MONEY)),
        (("=1+1", 18400000.0), ("+x", None), ("-x", 4.5), ("@x", 0), ("ok", 7)),
    )
    rows = list(csv.reader(grid.csv().splitlines()))
    assert rows == [["a", "n"], ["'=1+1", "18400000"], ["'+x", ""], ["'-x", "4.5"], ["'@x", "0"], ["ok", "7"]]
    assert grid.shown()[0] == ["=1+1", "£18.4m"] and grid.shown()[1][1] == "–"


def test_read_prints_a_story_and_says_which_there_are() -> None:
    run = CliRunner().invoke
    told = run(app, ["read", "dorset", "overview", "--as-at", "2024-08-01"])
    assert told.exit_code == 0 and told.stdout.startswith("# Where do we stand?") and "1 August 2024" in told.stdout
    assert run(app, ["read", "dorset", "nonsense"]).exit_code == 2
    assert run(app, ["read", "atlantis", "overview"]).exit_code == 2


@pytest.mark.parametrize("slug", COUNCILS)
def test_every_drawing_fits_the_schema_of_vega_lite(slug: str) -> None:
    """Charts are made unchecked, which is quicker: here each is checked whole."""
    drawn = [f.chart for page in SECTIONS.values() for f in page.story(council(slug)).figures if f.chart]
    assert drawn
    for chart in drawn:
        validate_jsonschema(
            json.loads(json.dumps(chart.spec)),
            {"$ref": "#/definitions/TopLevelSpec"},
            rootschema=VegaLiteSchema._rootschema,
        )
    with pytest.raises(ValidationError):
        wrong = {**json.loads(json.dumps(drawn[0].spec)), "autosize": {"type": "nonsense"}}
        validate_jsonschema(wrong, {"$ref": "#/definitions/TopLevelSpec"}, rootschema=VegaLiteSchema._rootschema)
