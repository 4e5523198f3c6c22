"""What is on screen is true today, and no page contradicts another: the same count, the same state, the same day."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path

import docx
import pytest
from typer.testing import CliRunner

from dayops_dash.commands import app
from dayops_dash.dataset import Council, Library
from dayops_dash.figures.plan.standing import against
from dayops_dash.measures.plan import progress
from dayops_dash.packs.pack import Pack
from dayops_dash.packs.word.report import report
from dayops_dash.stories import STORIES
from tests.test_stories import figure

REAL = ("cheshire-east", "dorset", "nottinghamshire", "solihull")
TODAY = date(2026, 11, 29)


def council(slug: str, day: date | None = TODAY) -> Council:
    return Library().dataset(slug).at(day)


def page(slug: str, name: str, day: date | None = TODAY) -> str:
    return STORIES[name](council(slug, day)).markdown()


@pytest.mark.parametrize(("slug", "dates"), [("solihull", 11), ("dorset", 4), ("cheshire-east", 5)])
def test_every_page_counts_the_same_dates(slug: str, dates: int) -> None:
    now = council(slug)
    compared = figure(STORIES["compare"](now).figures, "plans").grid
    timetable = next(str(row[1]) for row in compared.rows if row[0] == "Timetable")
    assert f"\n{dates} dates in all\n" in timetable
    words = {4: "Four", 5: "Five", 11: "11"}[dates]
    assert f"{words} dates in the paper have passed since" in page(slug, "changes")
    assert f"Today, 29 November 2026, {dates} of " in STORIES["overview"](now).answer
    undated = len(progress.counted(now)) - dates
    assert f"{undated} have" in page(slug, "overview") or "Five have" in page(slug, "overview")


def test_a_condition_with_a_timescale_is_not_without_a_date() -> None:
    now = council("solihull")
    line = next(x for x in progress.lines(now) if x.intention_id == "task-quality-cost-reviews")
    assert against(line) == "Conditional, timescale 2024/25 has passed"
    assert "10 are overdue and one is conditional" in STORIES["progress"](now).answer
    assert not re.search("no date set[^|]*[|] 2024/25", page("solihull", "progress"))
    early = page("solihull", "overview", date(2023, 1, 15))
    assert "11 dates lay ahead" in early and "10 had no date set" in early and "11 had no date set" not in early


@pytest.mark.parametrize("slug", REAL)
def test_pages_count_the_same_intentions_without_a_status(slug: str) -> None:
    now = council(slug)
    silent = len(progress.without_status(now))
    asked = page(slug, "questions")
    assert re.search(f"gives a status for ({silent}|nine) intentions", asked) and "No paper says how" not in asked
    if slug in ("nottinghamshire", "solihull"):  # name no risk
        tiles = {t.label: t.value for t in figure(STORIES["risks"](now).figures, "no-risks").tiles}
        late = sum(line.standing == "Overdue" for line in progress.counted(now))
        assert tiles["Intentions overdue"] == str(late) and tiles["Intentions with no status"] == str(silent)
        assert "could slip" not in page(slug, "risks")


def lines_of(slug: str, **asked: object) -> list[str]:
    made = docx.Document(io.BytesIO(report(Pack(council(slug), **asked))))  # type: ignore[arg-type]
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return [*(paragraph.text for paragraph in made.paragraphs), *cells]


def test_an_old_risk_score_is_of_its_day() -> None:
    story = STORIES["risks"](council("dorset"))
    assert "Current score 12, residual score 4 (23 July 2024)" in story.answer
    told = page("dorset", "risks")
    assert "done today" not in told and "12 now" not in told + page("dorset", "questions")
    entry = figure(story.figures, "risk-register").entries[0]
    assert entry.history_title == "What was proposed", "connections, advice and support are only proposed"
    assert "What is done" not in told


def test_what_was_said_of_money_is_said_with_its_day() -> None:
    answer = STORIES["spend"](council("dorset")).answer
    assert "In July 2024 the report said that no additional investment was required" in answer
    tiles = {t.label: t.detail for t in figure(STORIES["overview"](council("dorset")).figures, "beside").tiles}
    assert tiles["Budget or spend"] == "Said in July 2024: no additional investment was required"
    assert "currently" not in answer and "at present" not in page("dorset", "spend")


@pytest.mark.parametrize("slug", REAL[:3])
def test_a_report_leads_each_old_statement_with_its_day(slug: str) -> None:
    """By a plain loop: whatever stands between a heading of an implication and its source is led by when it was said."""
    text = lines_of(slug)
    start, end = text.index("Statutory and policy implications"), text.index("Other matters considered")
    led = False
    for line in text[start + 2 : end]:
        if "mplications" in line and len(line.split()) < 9 and not line.startswith("In "):
            led = False
            continue
        led |= line.startswith(
            ("In February 2021 the report said", "In July 2024 the report said", "In March 2023 the report said")
        )
        assert led or line.startswith(("[", "Source: ", "The papers name ")), line
        tense = re.search(r"\b(is spent|are targeted|will be invited|are planned at present|is rated)\b", line)
        assert not tense, line


def test_reasons_of_a_time_are_of_that_time() -> None:
    text = " ".join(lines_of("cheshire-east"))
    assert "The report of February 2021 weighed 3 options" in text
    assert "social distancing kept some buildings shut" in text and "keeps some buildings shut" not in text


def test_figures_of_a_day_after_the_meeting_are_refused_or_said_to_be() -> None:
    text = lines_of("nottinghamshire", meeting_on=date(2025, 2, 20))
    assert "Figures as at:\t29 November 2026, after the meeting" in text
    assert any(
        line.startswith("All figures are as they stood on 29 November 2026, after the meeting on") for line in text
    )
    assert not any("after the meeting" in line for line in lines_of("nottinghamshire", meeting_on=TODAY))


def test_the_command_refuses_figures_of_a_day_after_the_meeting(tmp_path: Path) -> None:
    asked = ["pack", "nottinghamshire", "--out", str(tmp_path / "x.docx"), "--meeting", "2025-02-20"]
    refused = CliRunner().invoke(app, [*asked, "--as-at", "2026-11-29"])
    assert refused.exit_code == 2 and "--as-at is after --meeting" in refused.output
    assert not (tmp_path / "x.docx").exists()
    assert CliRunner().invoke(app, [*asked, "--as-at", "2024-11-29"]).exit_code == 0


@pytest.mark.parametrize("name", ["outcomes", "compare", "present"])
@pytest.mark.parametrize("slug", Library().slugs())
def test_a_number_does_not_stand_behind_a_change_that_is_only_wanted(slug: str, name: str) -> None:
    """“More people in employment: 3.2%” reads as a rise of 3.2%."""
    assert not re.findall(r"\b(?:More|Fewer) people [^.:|\n]{3,70}: \d[^.\n|]*", page(slug, name))
    if slug == "solihull" and name == "outcomes":
        told = page(slug, name)
        assert "People with a learning disability in employment: 3.2% (2021/22); average printed beside it 5.1%" in told
        assert "More people with a learning disability in employment" in told, "the aim itself keeps its name"


def test_that_a_later_report_is_silent_is_our_reading() -> None:
    """The report of 2023 speaks of Personal Assistants, Shared Lives and enablement: only no line of it is matched."""
    for name in ("overview", "progress", "changes", "present"):
        told = page("nottinghamshire", name)
        assert "ot mentioned" not in told and "longer mentioned" not in told and "in no later report" not in told
        assert "our reading" in told.lower()
    changed = figure(STORIES["changes"](council("nottinghamshire")).figures, "changed")
    assert changed.title.startswith(
        "One reported complete, 16 not matched by us, five became overdue, 36 other changes"
    )
    arrived = figure(STORIES["changes"](council("nottinghamshire")).figures, "arrived")
    assert len(changed.grid.rows) + len(arrived.grid.rows) == 1 + 16 + 5 + 36, "new lines are among the other changes"


@pytest.mark.parametrize("slug", Library().slugs())
def test_a_title_of_changes_leaves_none_out(slug: str) -> None:
    found = [f for f in STORIES["changes"](council(slug)).figures if f.figure_id in ("changed", "arrived")]
    if not found:
        return
    numbers = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
    said = found[0].title.rpartition(", by ")[0].lower() or found[0].title.lower()
    first = [part.split()[0] for part in said.split(", ")]
    assert sum(numbers.get(word) or int(word) for word in first) == sum(len(f.grid.rows) for f in found)
