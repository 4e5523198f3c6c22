"""Sums that the papers' own numbers fail: worked out again in any dataset, shown, and never settled here.

A finding is no fault of the dataset, whose rows hold what the papers print. It says where the print does not add up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, floor
from typing import Any

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.vocabulary import AnswerKind, ConflictGrade
from dayops_dash.dataset.written import numbers_in, step_of

Row = dict[str, Any]
AMOUNT = {"spend": "amount_gbp", "savings": "amount_gbp", "people": "value", "context": "value", "projections": "value"}
SLACK = 1e-9
ALL = 100.0  # per cent
MOST_ASKED = 1000  # people looked through for a base, where no paper says how many were asked


@dataclass(frozen=True)
class Sum:
    """One sum worked out again: what the paper prints, what its own numbers give, and where they stand.

    ``grade`` is None where it holds.
    """

    grade: ConflictGrade | None
    title: str
    printed: str
    worked_out: str
    document_id: str
    locator: str


@lru_cache(maxsize=64)
def sums(council: Council) -> tuple[Sum, ...]:
    """Return every sum that the rows known on the as-at date allow, worked out again, table by table."""
    found = [one for table in AMOUNT for one in table_sums(council, table)]
    found += [*_savings_shares(council), *_levels(council), *_answers(council)]
    return tuple(found)


def table_sums(council: Council, table: str) -> list[Sum]:
    """Return the sums within one table: parts against totals, changes and shares against their figures."""
    rows = [_with_value(r, AMOUNT[table]) for r in council.rows(table)]
    known = {next(iter(r.values())): r for r in rows}
    return [*_totals(rows, known), *_changes(rows, known), *_shares(rows, known)]


def parts_against_total(council: Council, table: str, key: str) -> Sum | None:
    """Return the sum of the parts of one row against the row; None where it has no parts."""
    rows = [_with_value(r, AMOUNT[table]) for r in council.rows(table)]
    whole = {found: r for r in rows if (found := next(iter(r.values()))) == key}
    return next(_totals(rows, whole), None)


def failed(council: Council) -> tuple[Sum, ...]:
    """Return the sums that do not hold."""
    return tuple(s for s in sums(council) if s.grade)


def _with_value(row: Row, column: str) -> Row:
    """A percentage row of savings has its number in another column."""
    value = row.get("share_pct") if wording.missing(row[column]) else row[column]
    return {**row, "number": None if wording.missing(value) else float(value)}  # type: ignore[arg-type]


def _totals(rows: list[Row], known: dict[str, Row]) -> Iterator[Sum]:
    """Parts against their total. Off by no more than rounding allows: rounding, else a conflict."""
    for key, whole in known.items():
        parts = [r for r in rows if r["part_of"] == key and r["number"] is not None]
        if not parts or whole["number"] is None:
            continue
        total = sum(p["number"] for p in parts)
        gap = abs(total - whole["number"])
        slack = (
            sum(step_of(p["as_written"], p["number"]) for p in parts) / 2
            + step_of(whole["as_written"], whole["number"]) / 2
        )
        holds = gap <= SLACK * max(1.0, abs(total))
        grade = None if holds else ConflictGrade.ROUNDING if gap <= slack else ConflictGrade.CONFLICT
        parts_said = " + ".join(p["as_written"] or wording.plain(p["number"]) for p in parts)
        yield Sum(
            grade,
            f"{_name(whole)}: the parts against the total",
            _said(whole),
            f"{parts_said} = {wording.plain(total)}",
            whole["document_id"],
            whole["locator"],
        )


def _changes(rows: list[Row], known: dict[str, Row]) -> Iterator[Sum]:
    """A quoted growth or fall against its two figures."""
    for row in rows:
        before, after = known.get(row["change_from"]), known.get(row["change_to"])
        if row["number"] is None or not before or not after or not before["number"] or after["number"] is None:
            continue
        change = abs(after["number"] / before["number"] - 1) * 100
        yield from _compare(row, change, f"{_said(before)} to {_said(after)} is {change:.2f}%")


def _shares(rows: list[Row], known: dict[str, Row]) -> Iterator[Sum]:
    """A percentage against the part and the whole that it is of."""
    for row in rows:
        part, whole = known.get(row["share_part"]), known.get(row["share_of"])
        if row["number"] is not None and part and whole and whole["number"] and part["number"] is not None:
            share = part["number"] / whole["number"] * 100
            yield from _compare(row, share, f"{_said(part)} of {_said(whole)} is {share:.2f}%")


def _levels(council: Council) -> Iterator[Sum]:
    """Shares of people by level of one model, where every level has one: together they are all."""
    models: dict[str, list[Row]] = {}
    for level in council.rows("levels"):
        models.setdefault(level["model"], []).append(level)
    held = {r["level_id"]: r for r in council.rows("level_figures") if r["measure"] == "share of people"}
    for model, levels in models.items():
        rows = [held[level["level_id"]] for level in levels if level["level_id"] in held]
        if len(rows) < 2 or len(rows) < len(levels):
            continue
        total = sum(float(row["value"]) for row in rows)
        slack = sum(step_of(row["as_written"], float(row["value"])) for row in rows) / 2
        yield Sum(
            None if abs(total - ALL) <= slack + SLACK else ConflictGrade.CONFLICT,
            f"{model}: the shares of people together",
            "each person at one level, so 100%",
            f"{' + '.join(wording.percent(float(row['value'])) for row in rows)} = {wording.percent(total)}",
            rows[0]["document_id"],
            rows[0]["locator"],
        )


def _savings_shares(council: Council) -> Iterator[Sum]:
    spend = {r["spend_id"]: r for r in council.rows("spend")}
    for row in council.rows("savings"):
        whole = spend.get(row["share_of_spend_id"])
        if not whole or not whole["amount_gbp"] or wording.missing(whole["amount_gbp"]):
            continue
        if wording.missing(row["share_pct"]) or wording.missing(row["amount_gbp"]):
            continue
        share = row["amount_gbp"] / whole["amount_gbp"] * 100
        yield from _compare(
            {**row, "number": row["share_pct"]},
            share,
            f"{wording.money(row['amount_gbp'])} of {_said(whole)} is {share:.2f}%",
        )


def _compare(row: Row, worked_out: float, words: str, *, exact: bool = False) -> Iterator[Sum]:
    """A percentage is right where it rounds to what is printed; one more in the last digit may be
    rounding of its figures, unless they are counts of people (``exact``)."""
    size = step_of(row["as_written"], row["number"])
    gap = abs(worked_out - abs(row["number"]))
    holds = gap <= size / 2 + SLACK
    grade = None if holds else ConflictGrade.ROUNDING if gap <= size and not exact else ConflictGrade.CONFLICT
    yield Sum(
        grade,
        f"{_name(row)}: the percentage against its figures",
        _said(row),
        words,
        row["document_id"],
        row["locator"],
    )


def _answers(council: Council) -> Iterator[Sum]:
    """Survey shares against their counts and base, counts against the base, and shares that no count can give."""
    engagements = {e["engagement_id"]: e for e in council.rows("engagements")}
    answers = council.rows("survey_answers")
    for question in council.rows("survey_questions"):
        mine = [a for a in answers if a["question_id"] == question["question_id"]]
        base = _whole(question["base_count"])
        if base:
            yield from _counted(question, mine, base)
        yield from _shares_of_all(question, mine)
        most = base or _whole(engagements[question["engagement_id"]]["responses"])
        if not base:
            yield from _of_one_base(question, mine, most or MOST_ASKED)
        if not most or question["asked_of"]:  # of some of those who answered the survey, and no paper says of how many
            continue
        for answer in mine:
            if wording.missing(answer["count"]) and not wording.missing(answer["share_pct"]):
                yield _share_alone(question, answer, most, stated=bool(base))


def _shares_of_all(question: Row, answers: list[Row]) -> Iterator[Sum]:
    """Shares of one question, but for the rounding of each: all on a scale, no more than all where there is one answer each."""
    shares = [(float(a["share_pct"]), a["as_written"]) for a in answers if not wording.missing(a["share_pct"])]
    scale = question["answer_kind"] == AnswerKind.AGREEMENT
    if len(shares) < 2 or not (scale or question["answer_kind"] == AnswerKind.SINGLE):
        return
    total = sum(share for share, _ in shares)
    slack = sum(step_of(printed, share) for share, printed in shares) / 2
    gap = abs(total - ALL) if scale else max(0.0, total - ALL)
    yield Sum(
        None if gap <= slack + SLACK else ConflictGrade.CONFLICT,
        f"{question['title']}: the shares together",
        "a whole scale, so 100%" if scale else "one answer each, so at most 100%",
        f"{' + '.join(wording.percent(share) for share, _ in shares)} = {wording.percent(total)}",
        question["document_id"],
        question["locator"],
    )


def _of_one_base(question: Row, answers: list[Row], most: int) -> Iterator[Sum]:
    """Shares of one question with no base stated: is there any number of people who could have given them all?"""
    shares = [
        (float(a["share_pct"]), step_of(a["as_written"], a["share_pct"]))
        for a in answers
        if not wording.missing(a["share_pct"])
    ]
    if len(shares) < 2:
        return
    fit = next((n for n in range(1, most + 1) if all(possible(share, n, size) for share, size in shares)), None)
    yield Sum(
        None if fit else ConflictGrade.CONFLICT,
        f"{question['title']}: all shares of one number of people",
        " and ".join(wording.percent(share) for share, _ in shares),
        f"{fit} people is the smallest number that gives them all"
        if fit
        else f"no number up to {most:,} gives them all",
        question["document_id"],
        question["locator"],
    )


def _share_alone(question: Row, answer: Row, base: int, *, stated: bool) -> Sum:
    """A share printed without its count: can any whole number of those who answered give it?

    Where the base is only the survey's (not ``stated`` for the question), fewer may have answered: which numbers fit is said, and
    where none does, no reading of the print is right.
    """
    share, printed = float(answer["share_pct"]), answer["as_written"]
    if not numbers_in(printed):  # "The same number" says which only with the number
        printed = f"{printed} ({wording.percent(share)})" if printed else wording.percent(share)
    low, high = _nearest(share, base)
    fit = bases_that_fit(share, base, step_of(answer["as_written"], share))
    words = f"{low} of {base} is {low / base:.1%}, {high} of {base} is {high / base:.1%}"
    grade = None
    if base not in fit and fit and not stated:
        grade, words = ConflictGrade.DEFINITION, f"{words}; {_fewer(fit)}"
    elif base not in fit:
        grade = ConflictGrade.CONFLICT
        words += "" if stated else f", and no smaller number of people gives {wording.percent(share)} either"
    title = f"{question['title']}, {answer['answer']}: a share of {base} people"
    return Sum(grade, title, printed, words, answer["document_id"], answer["locator"])


def _fewer(fit: list[int]) -> str:
    """it fits if 11 answered; it fits if fewer answered, such as 50"""
    return f"it fits if {fit[0]} answered" if len(fit) == 1 else f"it fits if fewer answered, such as {fit[-1]}"


def _counted(question: Row, answers: list[Row], base: int) -> Iterator[Sum]:
    for answer in answers:
        if wording.missing(answer["count"]) or wording.missing(answer["share_pct"]):
            continue
        share = answer["count"] / base * 100
        row = {**answer, "number": float(answer["share_pct"]), "as_written": wording.percent(answer["share_pct"])}
        row["title"] = f"{question['title']}, {answer['answer']}"
        yield from _compare(row, share, f"{answer['count']} of {base} is {share:.2f}%", exact=True)
    counts = [int(a["count"]) for a in answers if not wording.missing(a["count"])]
    if question["answer_kind"] == AnswerKind.SINGLE and len(counts) > 1:
        yield Sum(
            ConflictGrade.CONFLICT if sum(counts) > base else None,
            f"{question['title']}: the answers against the people",
            f"{base} people",
            f"the answers add up to {sum(counts)}",
            question["document_id"],
            question["locator"],
        )


def possible(share: float, base: int, size: float = 1.0) -> bool:
    """Whether some whole number of ``base`` people gives ``share`` per cent, printed to the nearest ``size``."""
    return any(n <= base and abs(n / base * 100 - share) <= size / 2 + SLACK for n in _nearest(share, base))


def bases_that_fit(share: float, most: int, size: float = 1.0) -> list[int]:
    """Return the numbers of people up to ``most`` of whom a whole number gives the share."""
    return [base for base in range(1, most + 1) if possible(share, base, size)]


def _nearest(share: float, base: int) -> tuple[int, int]:
    return floor(share * base / 100), ceil(share * base / 100)


def _whole(value: Any) -> int | None:
    return None if wording.missing(value) else int(value)


def _name(row: Row) -> str:
    bits = [
        row.get("title") or row.get("subject", ""),
        row.get("age_band", ""),
        row.get("period", row.get("financial_year", "")),
    ]
    return ", ".join(str(b) for b in bits if b)


def _said(row: Row) -> str:
    return str(row.get("as_written") or wording.plain(row.get("number") or 0))
