"""Risks and their scores: tables of them, and scores that sentences give in brackets."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dayops_dash.dataset.vocabulary import Evidence, RiskBasis, RiskTerm
from dayops_dash.desk.papers.language.numbers import NumberKind, PrintedNumber
from dayops_dash.desk.papers.proposing.gathered import Gathered, amount, cut, place_of
from dayops_dash.desk.papers.proposing.model import Ground, PaperPlace
from dayops_dash.desk.papers.proposing.sites import Site, TableSite
from dayops_dash.desk.papers.proposing.table_kinds import (
    IMPACT,
    LIKELIHOOD,
    MITIGATION,
    OWNER,
    RISK,
    SCORE,
    PaperTableShape,
)
from dayops_dash.desk.papers.proposing.tables import row_words

PRODUCT = re.compile(r"(\d)\s*[x×*X]\s*(\d)\s*(?:=\s*(\d{1,2}))?")
ORDER = re.compile(
    r"\b(L|I|P|S|likelihood|impact|probability|severity)\s*(?:[x×*X]|and|&)\s*(?:L|I|P|S|likelihood|impact|probability|severity)\b",
    re.I,
)
IMPACT_SAID = re.compile(r"\b((?:[a-z]+[ -])?(?:impact|severity))\W{1,4}(\d)\b\)?", re.I)
LIKELIHOOD_SAID = re.compile(r"\b((?:[a-z]+[ -])?(?:likelihood|probability))\W{1,4}(\d)\b\)?", re.I)
SCORE_SAID = re.compile(r"\b(?:risk )?(?:rating|score)\W{1,4}(?:of |is )?(\d{1,2})\b", re.I)
TERMS = (
    (
        RiskTerm.RESIDUAL,
        RiskBasis.AFTER_PROPOSAL,
        re.compile(r"\bresidual\b|\bnet\b|\bafter (?:the )?(?:mitigation|plan|proposal)", re.I),
    ),
    (RiskTerm.TARGET, RiskBasis.WANTED, re.compile(r"\btarget\b", re.I)),
    (
        RiskTerm.INHERENT,
        RiskBasis.BEFORE_CONTROLS,
        re.compile(r"\binherent\b|\bgross\b|\bunmitigated\b|\bbefore\b", re.I),
    ),
    (RiskTerm.CURRENT, RiskBasis.WITH_CONTROLS, re.compile(r"\bcurrent\b|\bnow\b|", re.I)),
)


def _term(words: str) -> tuple[RiskTerm, RiskBasis]:
    return next((term, basis) for term, basis, pattern in TERMS if pattern.search(words))


def propose_said_score(gathered: Gathered, site: Site) -> bool:
    """Propose a score that a paragraph gives with both its parts. Return whether it gives one."""
    impact, likelihood = IMPACT_SAID.search(site.text), LIKELIHOOD_SAID.search(site.text)
    if not (impact and likelihood):
        return False
    score = SCORE_SAID.search(site.text)
    term, basis = _term(site.text[:60])
    title = cut(re.sub(r"^[\w ]*risk:?\s*", "", site.text, flags=re.I), 120)
    risk = gathered.parents.get(("risks", site.heading)) or gathered.parent(
        "risks", site.heading, {"position": gathered.position("risks"), "title": title}, place_of(site, 0, site.text)
    )
    starts = {impact.start(2), likelihood.start(2), *([score.start(1)] if score else [])}
    cells = {
        "risk_id": risk,
        "term": str(term),
        "basis": str(basis),
        "impact": impact[2],
        "impact_word": impact[1],
        "likelihood": likelihood[2],
        "likelihood_word": likelihood[1],
        "score": score[1] if score else str(int(impact[2]) * int(likelihood[2])),
    }
    wrong = score and int(score[1]) != int(impact[2]) * int(likelihood[2])
    held = [(site, n.start) for n in gathered.numbers(site) if any(n.start <= at < n.end for at in starts)]
    gathered.add(
        "risk_scores", cells, place_of(site, impact.start()), label=f"{term} score: {site.heading}",
        grounds=[Ground.SENTENCE, *([Ground.SUM] if wrong else [])], parents=[("risks", risk)], holds=held,
    )  # fmt: skip
    return True


def propose_risks(gathered: Gathered, site: TableSite, shape: PaperTableShape) -> None:
    """Propose a register of risks: a risk for each row, its scores by column, and what is done about it."""
    title = max(shape.first(RISK), 0)
    owner = shape.first(OWNER)
    mitigation = shape.first(MITIGATION, but=(title, owner))
    for row in range(site.table.header_rows, len(site.table.rows)):
        words = site.table.text(row, title)
        if not site.numbers[row] or not re.search(r"[A-Za-z]{3}", words):
            title_cell = next(
                (t for t in (site.table.text(row, c) for c in range(site.table.columns)) if len(t.split()) > 2), ""
            )
            if not site.numbers[row] or not title_cell:
                continue
            words = title_cell
        page = next((c.content.page for (r, _), c in site.cells.items() if r == row and c.content.page), 0)
        at = PaperPlace(next(c.locator for (r, _), c in site.cells.items() if r == row), page, row_words(site, row))
        cells = {"position": gathered.position("risks"), "title": cut(words, 300)}
        cells |= {"owner_role": site.table.text(row, owner)} if owner >= 0 else {}
        key = gathered.add("risks", cells, at, label=cut(words), grounds=[Ground.COLUMN_HEAD])
        _scores(gathered, site, shape, row, key, at)
        if mitigation >= 0 and (done := site.table.text(row, mitigation)):
            more = {"risk_id": key, "position": "1", "title": cut(done, 300), "evidence": str(Evidence.NONE_STATED)}
            gathered.add(
                "mitigations", more, at, label=cut(done), grounds=[Ground.COLUMN_HEAD], parents=[("risks", key)]
            )


def _scores(gathered: Gathered, site: TableSite, shape: PaperTableShape, row: int, risk: str, at: PaperPlace) -> None:
    """Propose the scores of a row: each impact with the likelihood that stands beside it, and the score behind them."""
    figures: dict[int, tuple[Site, PrintedNumber]] = {}
    for column in range(site.table.columns):
        cell = site.cells.get((row, column))
        free = [n for n in gathered.free(cell) if n.kind is NumberKind.COUNT and not n.spelled] if cell else []
        if cell and len(free) == 1 and len(cell.text.split()) <= 3:
            figures[column] = cell, free[0]
    if _multiplied(gathered, site, shape, row, risk, at):
        return
    if not any(IMPACT.search(head) or LIKELIHOOD.search(head) for head in shape.heads):
        _scores_alone(gathered, shape, figures, risk, at)
    for column in figures:
        if not IMPACT.search(shape.heads[column]):
            continue
        beside = next((c for c in (column + 1, column - 1) if c in figures and LIKELIHOOD.search(shape.heads[c])), None)
        if beside is None:
            continue
        last = max(column, beside) + 1
        score = (
            last
            if last in figures and not IMPACT.search(shape.heads[last]) and not LIKELIHOOD.search(shape.heads[last])
            else None
        )
        impact, likelihood = figures[column], figures[beside]
        product = impact[1].value * likelihood[1].value
        said = figures[score][1].value if score is not None else product
        term, basis = _term(f"{shape.heads[column]} {shape.heads[score] if score is not None else ''}")
        cells = {
            "risk_id": risk, "term": str(term), "basis": str(basis), "impact": amount(impact[1].value),
            "likelihood": amount(likelihood[1].value), "score": amount(said),
        }  # fmt: skip
        held = [(cell, n.start) for cell, n in (impact, likelihood, *([figures[score]] if score is not None else []))]
        grounds = [Ground.COLUMN_HEAD, *([Ground.SUM] if said != product else [])]
        gathered.add(
            "risk_scores", cells, at, label=f"{term} score", grounds=grounds, parents=[("risks", risk)], holds=held
        )


def _multiplied(
    gathered: Gathered, site: TableSite, shape: PaperTableShape, row: int, risk: str, at: PaperPlace
) -> bool:
    """Propose scores that are printed as a product (4 x 3 = 12) under headings that say which comes first. Return whether any is."""
    found = False
    for column in range(site.table.columns):
        cell, order = site.cells.get((row, column)), ORDER.search(shape.heads[column])
        product = PRODUCT.fullmatch(cell.text.strip()) if cell else None
        if not (cell and order and product):
            continue
        first, second = int(product[1]), int(product[2])
        likelihood, impact = (first, second) if order[1][:1].casefold() in "lp" else (second, first)
        term, basis = _term(shape.heads[column])
        said = int(product[3] or first * second)
        cells = {
            "risk_id": risk, "term": str(term), "basis": str(basis), "impact": str(impact), "likelihood": str(likelihood),
            "score": str(said),
        }  # fmt: skip
        gathered.add(
            "risk_scores", cells, at, label=f"{term} score",
            grounds=[Ground.COLUMN_HEAD, *([Ground.SUM] if said != first * second else [])], parents=[("risks", risk)],
            holds=[(cell, n.start) for n in gathered.numbers(cell)],
        )  # fmt: skip
        found = True
    return found


def _scores_alone(
    gathered: Gathered, shape: PaperTableShape, figures: Mapping[int, tuple[Site, PrintedNumber]], risk: str, at: PaperPlace
) -> None:  # fmt: skip
    """Propose scores that stand without what they are made of: a person says that, or refuses them."""
    for column, (cell, one) in figures.items():
        if SCORE.search(shape.heads[column]):
            term, basis = _term(shape.heads[column])
            cells = {"risk_id": risk, "term": str(term), "basis": str(basis), "score": amount(one.value)}
            gathered.add(
                "risk_scores", cells, at, label=f"{term} score", grounds=[Ground.COLUMN_HEAD],
                parents=[("risks", risk)], holds=[(cell, one.start)],
            )  # fmt: skip
