"""Risks: what is scored, and what is not. A risk without a score is not scored: never zero, never low."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dayops_dash.dataset import Council
from dayops_dash.dataset.vocabulary import RiskTerm

Row = dict[str, Any]


@dataclass(frozen=True)
class Scored:
    """A risk with its present score, and its residual or target score where one is stated; rows of ``risk_scores``."""

    risk: Row
    present: Row
    after: Row | None


def scored(council: Council) -> tuple[Scored, ...]:
    """Return the risks that have a current (or else inherent) score, highest first."""
    scores = council.rows("risk_scores")
    found = []
    for risk in council.rows("risks"):
        mine = {s["term"]: s for s in scores if s["risk_id"] == risk["risk_id"]}
        present = mine.get(RiskTerm.CURRENT) or mine.get(RiskTerm.INHERENT)
        if present:
            found.append(Scored(risk, present, mine.get(RiskTerm.RESIDUAL) or mine.get(RiskTerm.TARGET)))
    return tuple(sorted(found, key=lambda s: -s.present["score"]))


def not_scored(council: Council) -> tuple[Row, ...]:
    """Return the risks without any score."""
    known = set(council.table("risk_scores")["risk_id"])
    return tuple(r for r in council.rows("risks") if r["risk_id"] not in known)
