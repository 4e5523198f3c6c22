"""Each rule at its edge: a made-up council where it finds something, and the nearest ones where it finds nothing."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from dayops_dash.dataset import Council, Library
from dayops_dash.measures.questions import evidence as look_for
from dayops_dash.measures.questions.rules import BY_KEY, RULES
from tests.days import on_report
from tests.made_up import FIRST, Cells, amount, council, intended, papers, risk, saving, scored, told

Tables = dict[str, list[Cells]]
FIRST_DAY = date.fromisoformat(FIRST)
AIM = {"outcome_id": "o", "position": "1", "title": "Contact", "direction": "not stated", "document_id": "first"}
ASKED = {
    "engagement_id": "e",
    "position": "1",
    "title": "Survey",
    "audience": "carers",
    "state": "held",
    "document_id": "first",
}
CONFLICT = {"conflict_id": "c", "title": "People", "says": "10 people", "other_says": "12 people", "other_locator": "2"}
BOTH = {**CONFLICT, "document_id": "first", "other_document_id": "first"}
CLAIM = {
    "saving_id": "s",
    "subject": "The offer",
    "kind": "planned",
    "accumulation": "not applicable",
    "statement": "It saves.",
    "document_id": "first",
}
FALLING = {"risks": [risk("r")], "risk_scores": [scored("r", 3, 4), scored("r", 2, 2, "residual")]}


def plan(*updates: Cells, **cells: str) -> Tables:
    return {"intentions": [intended("a", **cells)], "updates": list(updates)}


def aim(kind: str = "outcome", role: str = "", **cells: str) -> Tables:
    value = {"outcome_value_id": "v", "outcome_id": "o", "role": role, "value": "7", "document_id": "first"}
    return {"outcomes": [{**AIM, "kind": kind, **cells}], "outcome_values": [value] if role else []}


def acted(**cells: str) -> Tables:
    row = {"mitigation_id": "m", "risk_id": "r", "position": "1", "title": "Advice", "evidence": "designed"}
    return {**FALLING, "mitigations": [{**row, "document_id": "first", **cells}]}


def survey(base: str, **cells: str) -> Tables:
    question = {"question_id": "q", "engagement_id": "e", "position": "1", "title": "Which?", "audience": "carers"}
    return {
        "engagements": [{**ASKED, **cells}],
        "survey_questions": [{**question, "answer_kind": "one answer", "base_count": base, "document_id": "first"}],
    }


def area(code: str, **cells: str) -> Cells:
    row = {"area_code": code, "area_name": f"Ward {code[-1]}", "area_type": "ward", "boundary_vintage": "2023"}
    return {**row, "population": "1000", "document_id": "first", **cells}


def reached(one: int, other: int) -> Tables:
    cells = {"": one + other, "E05000001": one, "E05000002": other}
    row = {"measure": "people", "snapshot_on": FIRST, "unit": "people", "document_id": "first"}
    return {
        "areas": [area("E05000001"), area("E05000002")],
        "reach": [{**row, "reach_id": f"r{c}", "area_code": c, "value": str(n)} for c, n in cells.items()],
    }


NAMED: Tables = {
    "area_findings": [
        {
            "area_finding_id": "f",
            "area_code": "E05000001",
            "measure": "people",
            "finding": "under-represented",
            "document_id": "first",
        }
    ]
}


def saved(pounds: int) -> Tables:
    same = {"subject": "The offer"}
    return {
        "savings": [saving("p", "planned", 50, "2023/24", **same), saving("d", "delivered", pounds, "2023/24", **same)]
    }


YEAR, YEAR_AND_A_DAY = (FIRST_DAY + timedelta(days=n) for n in (look_for.CYCLE_DAYS, look_for.CYCLE_DAYS + 1))
ONE_PAPER: Tables = {"documents": papers()[:1]}
Case = tuple[Tables, date]
FIRES: dict[str, list[Case]] = {
    "date-passed": [(plan(told("a", "ongoing", edtf="2023-09")), date(2023, 10, 1))],
    "overdue": [(plan(told("a", "ongoing", edtf="2023-01")), FIRST_DAY)],
    "evidence-old": [(plan(told("a", "ongoing")), YEAR_AND_A_DAY)],
    "never-reported": [
        ({**plan(), **ONE_PAPER}, YEAR_AND_A_DAY),
        (
            {"intentions": [intended("a"), intended("b", "second")], "updates": [told("b", "ongoing", paper="second")]},
            date(2024, 6, 1),
        ),
        ({**plan(told("a", progress_note="Begun.")), **ONE_PAPER}, YEAR_AND_A_DAY),  # a note is no status
        ({**plan(told("a", edtf="2023-09")), **ONE_PAPER}, YEAR_AND_A_DAY),  # nor is a date, though it is overdue
    ],
    "risk-no-action": [(FALLING, FIRST_DAY), (acted(), FIRST_DAY)],
    "figures-conflict": [
        ({"conflicts": [{**BOTH, "grade": "conflict"}]}, FIRST_DAY),
        ({"conflicts": [{**BOTH, "grade": "definition"}]}, FIRST_DAY),
        ({"spend": [amount("t", "all", 100, ""), amount("p", "internal", 90, "", "t")]}, FIRST_DAY),
    ],
    "saving-no-figure": [({"savings": [CLAIM]}, FIRST_DAY), ({"savings": [{**CLAIM, "kind": "delivered"}]}, FIRST_DAY)],
    "saving-short": [(saved(49), FIRST_DAY)],
    "complete-whose-test": [(plan(told("a", "complete")), FIRST_DAY)],
    "no-target": [(aim(), FIRST_DAY), (aim(role="latest"), FIRST_DAY), (aim(role="comparator"), FIRST_DAY)],
    "base-missing": [({"engagements": [ASKED]}, FIRST_DAY), (survey(""), FIRST_DAY)],
    "areas-beyond": [(reached(90, 10), FIRST_DAY)],
    "areas-alike": [(reached(50, 50), FIRST_DAY)],
    "areas-no-counts": [({"areas": [area("E05000001")], **NAMED}, FIRST_DAY)],
    "no-national": [
        (aim("success measure"), FIRST_DAY),
        (aim(role="latest"), FIRST_DAY),
        (aim("success measure", ascof_code="1I", ascof_match="not the same measure"), FIRST_DAY),
    ],
}
SILENT: dict[str, list[Case]] = {
    "date-passed": [
        (plan(told("a", "ongoing", edtf="2023-09")), date(2023, 9, 30)),
        (plan(told("a", "complete", edtf="2023-09")), date(2023, 10, 1)),
        (plan(told("a", "ongoing", edtf="2023-09"), told("a", "ongoing", paper="second")), date(2024, 6, 1)),
    ],
    "overdue": [
        (
            plan(told("a", "ongoing", edtf="2023-09")),
            date(2023, 10, 1),
        ),  # nothing was reported since the date: asked of there
        (plan(told("a", "complete", edtf="2023-01")), FIRST_DAY),
        (plan(told("a", "ongoing", edtf="2026-09")), FIRST_DAY),
        (plan(told("a", "", edtf="2023-01")), FIRST_DAY),  # a date without a status
    ],
    "evidence-old": [
        (plan(told("a", "ongoing")), YEAR),
        (plan(told("a", "complete")), YEAR_AND_A_DAY),
        (plan(told("a", "ongoing", edtf="2023-09")), YEAR_AND_A_DAY),  # its date has passed: asked of there
    ],
    "never-reported": [
        ({**plan(), **ONE_PAPER}, YEAR),
        ({**plan(told("a", "ongoing")), **ONE_PAPER}, YEAR_AND_A_DAY),
    ],
    "risk-no-action": [
        *((acted(**{cell: "x"}), FIRST_DAY) for cell in ("owner_role", "due_as_written", "intention_id")),
        ({"risks": [risk("r")], "risk_scores": [scored("r", 3, 4), scored("r", 4, 3, "residual")]}, FIRST_DAY),
        ({"risks": [risk("r")], "risk_scores": [scored("r", 3, 4)]}, FIRST_DAY),
        ({"risks": [risk("r")]}, FIRST_DAY),
    ],
    "figures-conflict": [
        *(({"conflicts": [{**BOTH, "grade": g}]}, FIRST_DAY) for g in ("rounding", "citation", "disclosure")),
        *(
            ({"conflicts": [{**BOTH, "grade": "definition", "says": said}]}, FIRST_DAY)
            for said in ("many people", "run by Care4CE")
        ),
        (
            {"conflicts": [{**BOTH, "grade": "definition", "says": "adopted in 2022", "other_says": "2023 to 2028"}]},
            FIRST_DAY,
        ),
        (
            {"spend": [amount("t", "all", 100, ""), amount("p", "internal", 99, "", "t")]},
            FIRST_DAY,
        ),  # rounding may be all
    ],
    "saving-no-figure": [
        ({"savings": [{**CLAIM, "kind": "none planned"}]}, FIRST_DAY),
        ({"savings": [{**CLAIM, "share_pct": "4.5"}]}, FIRST_DAY),
        ({"savings": [saving("s", "planned", 50, "2023/24")]}, FIRST_DAY),
    ],
    "saving-short": [
        (saved(50), FIRST_DAY),
        (saved(51), FIRST_DAY),
        ({"savings": [saving("plan", "planned", 50, "2023/24")]}, FIRST_DAY),
        ({"savings": [saving("done", "delivered", 40, "2023/24")]}, FIRST_DAY),
    ],
    "complete-whose-test": [(plan(told("a", "ongoing")), FIRST_DAY)],
    "no-target": [(aim(role="baseline"), FIRST_DAY), (aim(role="target"), FIRST_DAY)],
    "base-missing": [
        ({"engagements": [{**ASKED, "responses": "52"}]}, FIRST_DAY),
        ({"engagements": [{**ASKED, "state": "planned"}]}, FIRST_DAY),
        ({"engagements": [{**ASKED, "audience": "members"}]}, FIRST_DAY),
        (survey("54"), FIRST_DAY),
        (survey("", responses="52"), FIRST_DAY),
    ],
    "areas-beyond": [(reached(50, 50), FIRST_DAY), (reached(62, 38), FIRST_DAY)],  # beyond 95% alone may be chance
    "areas-alike": [(reached(90, 10), FIRST_DAY), ({"areas": [area("E05000001")]}, FIRST_DAY)],
    "areas-no-counts": [({**reached(50, 50), **NAMED}, FIRST_DAY), ({"areas": [area("E05000001")]}, FIRST_DAY)],
    "no-national": [
        (aim("success measure", ascof_code="1I", ascof_match="the measure itself"), FIRST_DAY),
        (aim("success measure", ascof_code="1I", ascof_match="our reading"), FIRST_DAY),
        (aim("outcome"), FIRST_DAY),
    ],
}


def test_every_rule_is_tried_both_ways() -> None:
    assert list(FIRES) == list(SILENT) == [rule.key for rule in RULES]


def found(root: Path, key: str, case: Case) -> tuple[look_for.EvidenceItem, ...]:
    tables, day = case
    return BY_KEY[key].find(council(root, **tables).at(day))


@pytest.mark.parametrize(("key", "case"), [(k, c) for k, cases in FIRES.items() for c in cases])
def test_a_rule_fires(tmp_path: Path, key: str, case: Case) -> None:
    evidence = found(tmp_path, key, case)
    assert evidence and all(e.what and e.detail and e.document_id == "first" and e.locator for e in evidence)


@pytest.mark.parametrize(("key", "case"), [(k, c) for k, cases in SILENT.items() for c in cases])
def test_a_rule_stays_silent(tmp_path: Path, key: str, case: Case) -> None:
    assert found(tmp_path, key, case) == ()


def real(slug: str, key: str, day: date | None = None) -> list[str]:
    now: Council = Library().dataset(slug).at(day) if day else on_report(slug)
    return [evidence.what for evidence in BY_KEY[key].find(now)]


def test_the_papers_raise_what_they_should() -> None:
    """Read from the papers by hand."""
    silent = {"nottinghamshire": 37, "solihull": 21, "dorset": 8, "cheshire-east": 38}  # of 44, 21, 8 and 38
    assert {slug: len(real(slug, "never-reported", date(2026, 11, 29))) for slug in silent} == silent
    assert "Implementation plan" in " ".join(real("nottinghamshire", "never-reported", date(2026, 11, 29)))


def test_what_has_no_deadline_is_not_said_to_be_due() -> None:
    """Reviews that may be required, changes after a consultation, and work that only starts cannot be late."""
    for slug, words in (
        ("solihull", {"depends on a condition, “2024/25”", "no day set, “when it is possible to do so”"}),
        (
            "dorset",
            {
                "no day set, “after this process of formal consultation”",
                "no day set, “if approved from the late summer onwards”",
            },
        ),
    ):
        now = Library().dataset(slug).at(date(2026, 11, 29))
        said = {item.detail.removeprefix("no status; ") for item in look_for.never_reported(now)}
        assert words <= said and not any("summer onwards" in each and "due" in each for each in said)
    assert real("nottinghamshire", "saving-no-figure") == ["New service offer for Council-delivered day services"]
    assert "People who benefit from day services" in real("nottinghamshire", "figures-conflict")
    assert real("dorset", "risk-no-action") == ["Continued provision that does not meet needs"]
    assert "Better Days" in real("dorset", "base-missing")
    assert "Whether 315 and 197 include the 44 people who use both" in real("cheshire-east", "figures-conflict")
    assert len(real("solihull", "areas-no-counts")) == 5
    assert "Needs for social contact mostly or entirely met" in real("solihull", "no-national")
    assert len(real("solihull", "date-passed", date(2023, 4, 1))) == 4


def test_the_papers_raise_what_they_should_years_later() -> None:
    today = date(2026, 11, 29)
    assert len(real("nottinghamshire", "date-passed", today)) == 5 and len(real("solihull", "date-passed", today)) == 10
    assert real("nottinghamshire", "complete-whose-test", today) == [
        "a. New commissioning process for day opportunities"
    ]


def test_the_papers_stay_silent_where_they_should() -> None:
    assert real("dorset", "saving-no-figure") == []  # no savings are planned, says paragraph 4.2
    assert real("cheshire-east", "saving-no-figure") == [] and real("cheshire-east", "risk-no-action") == []
    assert real("nottinghamshire", "areas-no-counts") == [] and real("nottinghamshire", "evidence-old") == []
    assert real("solihull", "complete-whose-test") == [] and real("solihull", "date-passed") == []
