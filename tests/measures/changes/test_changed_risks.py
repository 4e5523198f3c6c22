"""Risks term by term, and disagreements with each side in its own paper."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from dayops_dash.measures.changes.change import ChangeKind
from dayops_dash.measures.changes.changed_risks import conflict_changes, risk_changes
from tests.made_up import FIRST, SECOND, council, risk, scored

BEFORE, NOW = date.fromisoformat(FIRST), date.fromisoformat(SECOND)


def test_each_term_moves_by_itself(tmp_path: Path) -> None:
    scores = [
        scored("r", 3, 4),
        scored("r", 3, 2, paper="second"),
        scored("r", 2, 2, "residual"),
        scored("r", 2, 3, "residual", "second"),
        scored("r", 1, 1, "target", "second"),
    ]
    made = council(tmp_path, risks=[risk("r")], risk_scores=scores)
    found = {c.what: (c.kind, c.before.words, c.now.words) for c in risk_changes(made.at(BEFORE), made.at(NOW))}
    assert found == {
        "Risk r (current)": (ChangeKind.RISK_DOWN, "12 (impact 3, likelihood 4)", "6 (impact 3, likelihood 2)"),
        "Risk r (residual)": (ChangeKind.RISK_UP, "4 (impact 2, likelihood 2)", "6 (impact 2, likelihood 3)"),
        "Risk r (target)": (ChangeKind.RISK_SHIFTED, "not scored", "1 (impact 1, likelihood 1)"),
    }


def test_a_disagreement_says_the_older_paper_before_the_newer(tmp_path: Path) -> None:
    row = {"grade": "conflict", "says": "new words", "other_says": "old words", "other_locator": "paragraph 9"}
    across = {**row, "conflict_id": "a", "title": "A", "document_id": "second", "other_document_id": "first"}
    within = {**row, "conflict_id": "b", "title": "B", "document_id": "second", "other_document_id": "second"}
    made = council(tmp_path, conflicts=[across, within])
    found = {c.key: c for c in conflict_changes(made.at(BEFORE), made.at(NOW))}
    assert (found["a"].before.words, found["a"].now.words) == ("old words", "new words")
    assert (found["a"].before.locator, found["a"].now.locator) == ("paragraph 9", "paragraph 1")
    assert found["b"].before.words == "" and found["b"].now.words == "“new words” and “old words”"
