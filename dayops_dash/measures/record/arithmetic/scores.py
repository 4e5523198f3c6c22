"""Risk scores that their own parts, bands or order deny (rules of the domain, section 3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import RiskScoresRow
from dayops_dash.dataset.vocabulary import Axis, ConflictGrade, RiskTerm
from dayops_dash.measures.record.arithmetic.sum import Sum

RAISED = re.compile(r"\b(?:increas|ris(?:e|es|ing)\b|rais|worsen|higher)", re.IGNORECASE)
REDUCED = re.compile(r"\b(?:reduc|lower|decreas|mitigat|fall|brings? down)", re.IGNORECASE)


def score_sums(council: Council) -> Iterator[Sum]:
    """Hold each score against its product, its axes' steps and their words, its band, and the same risk's score before controls."""
    names = {r.risk_id: r.title for r in council.rows("risks")}
    steps = {r.axis: r.steps for r in council.rows("risk_axes") if r.steps is not None}
    for row in council.rows("risk_scores"):
        title = f"{names[row.risk_id]} ({row.term})"
        yield from _product(row, title)
        yield from _axes(row, title, steps)
        yield from _words(council, row, title)
        yield from _band(council, row, title)
    yield from _order(council, names)
    yield from _twice(council, names)


def product(row: RiskScoresRow) -> int:
    return row.impact * row.likelihood


def _product(row: RiskScoresRow, title: str) -> Iterator[Sum]:
    if row.score is None:
        return
    grade = None if row.score == product(row) else ConflictGrade.CONFLICT
    words = f"impact {row.impact} times likelihood {row.likelihood} is {product(row)}"
    yield Sum(grade, f"{title}: the score", str(row.score), words, row.document_id, row.locator)


def _axes(row: RiskScoresRow, title: str, steps: dict[str, int]) -> Iterator[Sum]:
    for axis in Axis:
        step = row.impact if axis is Axis.IMPACT else row.likelihood
        if step > steps.get(axis, step):
            sides = (f"{axis} {step}", f"the council's matrix has {steps[axis]} steps")
            yield Sum(
                ConflictGrade.CONFLICT, f"{title}: a step that is not there", *sides, row.document_id, row.locator
            )


def _words(council: Council, row: RiskScoresRow, title: str) -> Iterator[Sum]:
    """The word of a step against the council's scale, where that has the word once and for another step."""
    for axis, step, word in (
        (Axis.IMPACT, row.impact, row.impact_word),
        (Axis.LIKELIHOOD, row.likelihood, row.likelihood_word),
    ):
        plain = word.casefold().removesuffix(axis).strip()
        scale = [s for s in council.rows("risk_scales") if s.axis == axis and s.word.casefold() == plain]
        if plain and len(scale) == 1 and scale[0].step != step:
            sides = (f"{axis} {step}, {word}", f"{scale[0].word} is step {scale[0].step} of the scale")
            place = (row.document_id, row.locator, scale[0].document_id, scale[0].locator)
            yield Sum(ConflictGrade.CONFLICT, f"{title}: a step and its word", *sides, *place)


def _band(council: Council, row: RiskScoresRow, title: str) -> Iterator[Sum]:
    """The band as printed against the bounds that the council states for it."""
    if row.score is None or not row.band:
        return
    for band in council.rows("risk_bands"):
        inside = band.lowest_score <= row.score <= band.highest_score
        if inside:
            grade = None if band.band == row.band else ConflictGrade.CONFLICT
            words = f"{row.score} is {band.band}, {band.lowest_score} to {band.highest_score}"
            place = (row.document_id, row.locator, band.document_id, band.locator)
            yield Sum(grade, f"{title}: the band", row.band, words, *place)


def _order(council: Council, names: dict[str, str]) -> Iterator[Sum]:
    """A risk that is higher with controls than before any, or higher after a plan than today.

    After a plan that is said to reduce it, or as a target, that cannot be; of a residual score without a word of why it
    rises, the two may be scored at different times.
    """
    by_risk: dict[tuple[str, str], dict[str, RiskScoresRow]] = {}
    for row in council.rows("risk_scores"):
        by_risk.setdefault((row.risk_id, row.document_id), {})[row.term] = row
    for (risk, _), terms in by_risk.items():
        for before, after, grade in _pairs(terms):
            place = (before.document_id, before.locator, after.document_id, after.locator)
            may = "" if grade is ConflictGrade.CONFLICT else "; it may be scored at another time"
            sides = (f"{before.term} {product(before)}", f"{after.term} {product(after)}{may}")
            yield Sum(grade, f"{names[risk]}: higher after controls than before", *sides, *place)


def _twice(council: Council, names: dict[str, str]) -> Iterator[Sum]:
    """One risk scored in two ways by one paper, in one term, on one basis and of one day."""
    seen: dict[tuple[str, ...], RiskScoresRow] = {}
    for row in council.rows("risk_scores"):
        of = (row.risk_id, row.document_id, row.term, row.basis, row.scored_edtf)
        one = seen.setdefault(of, row)
        if (one.impact, one.likelihood) != (row.impact, row.likelihood):
            sides = (f"impact {r.impact}, likelihood {r.likelihood}" for r in (one, row))
            place = (one.document_id, one.locator, row.document_id, row.locator)
            said, other = sides
            title = f"{names[row.risk_id]} ({row.term}): two scores in one paper"
            yield Sum(ConflictGrade.CONFLICT, title, said, other, *place)


def _pairs(terms: dict[str, RiskScoresRow]) -> Iterator[tuple[RiskScoresRow, RiskScoresRow, ConflictGrade]]:
    inherent, current = terms.get(RiskTerm.INHERENT), terms.get(RiskTerm.CURRENT)
    for term in (RiskTerm.CURRENT, RiskTerm.RESIDUAL, RiskTerm.TARGET):
        after = terms.get(term)
        if after is None:
            continue
        if inherent and product(after) > product(inherent):
            yield inherent, after, ConflictGrade.CONFLICT
        elif current and product(after) > product(current) and not RAISED.search(after.reason):
            certain = term is RiskTerm.TARGET or bool(REDUCED.search(after.reason))
            yield current, after, ConflictGrade.CONFLICT if certain else ConflictGrade.DEFINITION
