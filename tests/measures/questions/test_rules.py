"""Rules are whole, each raises one question at most, the weightiest stand first, and what is set aside makes room."""

from __future__ import annotations

from datetime import date

import pytest

from dayops_dash.dataset import Library
from dayops_dash.measures.questions import rules as measure
from dayops_dash.measures.questions.rules import BY_KEY, MOST, RULES, chosen, enquiries
from tests.days import on_report

LATE = date(2026, 11, 22)


def test_rules_have_an_owner_a_weight_with_its_reason_and_words_for_one_and_many() -> None:
    assert len(BY_KEY) == len(RULES)
    for rule in RULES:
        assert 0 < rule.weight <= 100 and rule.owner and rule.because and rule.why.endswith(".")
        assert "{named}" in rule.one or "{first}" in rule.one
        assert "{named}" in rule.many and "{number}" in rule.many
        assert rule.one.count("?") >= 1 and rule.many.count("?") >= 1
        assert "," not in rule.key, "keys are listed in the address with commas"


@pytest.mark.parametrize("slug", Library().slugs())
@pytest.mark.parametrize("day", [None, LATE, date(2020, 1, 1)])
def test_questions_come_once_a_rule_by_weight_and_at_most_ten(slug: str, day: date | None) -> None:
    now = Library().dataset(slug).at(day)
    every = enquiries(now)
    assert [e.rule.key for e in every] == [r.key for r in sorted(RULES, key=lambda r: -r.weight) if r.find(now)]
    shown, aside = chosen(now)
    assert len(shown) <= MOST and aside == ()
    for enquiry in every:
        assert "{" not in enquiry.question and enquiry.question[0] in "“0123456789" + enquiry.question[0].upper()


def test_a_question_names_two_and_counts_the_rest() -> None:
    every = {e.rule.key: e for e in enquiries(on_report("nottinghamshire"))}
    silent = every["never-reported"]
    assert silent.question.startswith("No paper gives a status for 37 commitments: “Invest in Personal Assistants")
    assert "and 35 more." in silent.question and len(silent.evidence) == 37
    assert "more" not in every["figures-conflict"].question


@pytest.mark.parametrize("slug", ["dorset", "cheshire-east"])
def test_a_date_that_was_only_proposed_is_not_called_set(slug: str) -> None:
    first = enquiries(Library().dataset(slug).at(LATE))[0]
    assert first.rule.key == "date-passed" and " the proposed dates for " in first.question
    assert "council set" not in f"{first.question} {first.rule.because} {first.rule.why}"
    assert enquiries(Library().dataset("solihull").at(LATE))[0].question.startswith(
        "By 22 November 2026 the dates set for 10 "
    )


def test_what_is_set_aside_leaves_and_the_next_moves_up(monkeypatch: pytest.MonkeyPatch) -> None:
    now = Library().dataset("nottinghamshire").at(LATE)
    every = enquiries(now)
    monkeypatch.setattr(measure, "MOST", 3)
    shown, aside = chosen(now, [every[0].rule.key, "nonsense"])
    assert shown == every[1:4] and aside == every[:1]
    assert chosen(now, list(BY_KEY)) == ((), every)
