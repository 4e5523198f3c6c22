"""The page of questions: each with its evidence and a link to it, set aside and put back, and nothing where nothing is."""

from __future__ import annotations

from datetime import date

import pytest

from dayops_dash import wording
from dayops_dash.dataset import Library
from dayops_dash.figures.places.ward import ward_figure
from dayops_dash.figures.questions import SEEN
from dayops_dash.measures.questions.rules import RULES, enquiries
from dayops_dash.stories import PAGES
from dayops_dash.stories.questions import questions
from tests.test_stories import figure, plain

LATE = date(2026, 11, 22)
SLUGS = Library().slugs()


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("day", [None, LATE])
def test_every_question_shows_its_evidence_with_places_and_leads_to_it(slug: str, day: date | None) -> None:
    now = Library().dataset(slug).at(day)
    shown = figure(questions(now).figures, "questions")
    every = enquiries(now)
    assert [row[1] for row in shown.grid.rows] == [ask.question for ask in shown.asks] == [e.question for e in every]
    weights = [int(str(row[3])) for row in shown.grid.rows]
    assert weights == sorted(weights, reverse=True)
    for ask, enquiry in zip(shown.asks, every, strict=True):
        assert len(ask.evidence) == len(enquiry.evidence) and all(
            " of " in line and line.endswith(")") for line in ask.evidence
        )
        assert ask.why and wording.uncapital(enquiry.rule.because) in ask.matters and ask.brief
        assert ask.seen.page in set(PAGES) - {"questions"}
        assert dict(ask.moved.choices)["aside"] == ask.key


def test_numbers_by_a_plain_loop_over_the_files() -> None:
    found = {
        row[1]: row[5] for row in figure(questions(Library().dataset("solihull").at()).figures, "questions").grid.rows
    }
    counts = {question.split("“")[0]: number for question, number in found.items()}
    valued = {
        v["outcome_id"]
        for v in plain("solihull", "outcome_values")
        if v["role"] in ("baseline", "target") and v["value"]
    }
    aims = [
        o for o in plain("solihull", "outcomes") if o["kind"] != "national measure" and o["outcome_id"] not in valued
    ]
    assert counts[f"How will members know whether {len(aims)} aims are met: "] == len(aims)
    findings = plain("solihull", "area_findings")
    assert len(findings) in [n for q, n in found.items() if "over- or under-represented" in str(q)]


def test_set_aside_and_put_back() -> None:
    now = Library().dataset("nottinghamshire").at(LATE)
    whole = figure(questions(now).figures, "questions")
    story = questions(now, dict(whole.asks[0].moved.choices)["aside"])
    assert figure(story.figures, "questions").asks[0].question == whole.asks[1].question
    aside = figure(story.figures, "set-aside").asks
    assert [ask.question for ask in aside] == [whole.asks[0].question]
    assert aside[0].moved.choices == () and aside[0].moved.label == "Put back"
    two = questions(now, "date-passed,nonsense,never-reported")
    assert [dict(a.moved.choices)["aside"] for a in figure(two.figures, "set-aside").asks] == [
        "never-reported",
        "date-passed",
    ]
    assert dict(figure(two.figures, "questions").asks[0].moved.choices)["aside"].startswith(
        "date-passed,never-reported,"
    )


def test_all_aside_and_no_paper_are_said() -> None:
    now = Library().dataset("dorset").at()
    story = questions(now, ",".join(rule.key for rule in RULES))
    assert story.answer == "Every question is set aside for this meeting."
    assert len(figure(story.figures, "set-aside").asks) == len(enquiries(now))
    early = questions(Library().dataset("dorset").at(date(2020, 1, 1)))
    assert "No rule finds a question" in early.answer and early.figures[0].tiles[0].link


def test_every_rule_is_listed_with_its_owner_and_has_a_page() -> None:
    rows = figure(questions(Library().dataset("dorset").at()).figures, "rules").grid.rows
    assert [(row[0], row[2], row[4]) for row in rows] == [(r.looks_for, r.weight, r.owner) for r in RULES]
    assert set(SEEN) == {rule.key for rule in RULES}


def test_your_ward_leads_to_what_to_ask() -> None:
    now = Library().dataset("solihull").at()
    shown = ward_figure(now, str(now.rows("areas")[0]["area_code"]))
    assert shown
    tile = next(t for t in shown.tiles if t.label == "What to ask")
    assert tile.link and tile.link.page == "questions" and tile.value == str(len(enquiries(now)))
