"""Sums within one table and of levels and savings: parts against totals, changes and shares against their figures."""

from __future__ import annotations

from collections.abc import Iterator

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.vocabulary import ConflictGrade
from dayops_dash.dataset.written import step_of
from dayops_dash.measures.record.arithmetic.sum import ALL, SLACK, Row, Sum, compare, name, said

AMOUNT = {"spend": "amount_gbp", "savings": "amount_gbp", "people": "value", "context": "value", "projections": "value"}


def linked_sums(council: Council) -> Iterator[Sum]:
    """Sums between rows of one table that name each other: part of, share of, change from."""
    for table in AMOUNT:
        yield from table_sums(council, table)


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
            f"{name(whole)}: the parts against the total",
            said(whole),
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
        yield from compare(row, change, f"{said(before)} to {said(after)} is {change:.2f}%")


def _shares(rows: list[Row], known: dict[str, Row]) -> Iterator[Sum]:
    """A percentage against the part and the whole that it is of."""
    for row in rows:
        part, whole = known.get(row["share_part"]), known.get(row["share_of"])
        if row["number"] is not None and part and whole and whole["number"] and part["number"] is not None:
            share = part["number"] / whole["number"] * 100
            yield from compare(row, share, f"{said(part)} of {said(whole)} is {share:.2f}%")


def level_sums(council: Council) -> Iterator[Sum]:
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


def savings_sums(council: Council) -> Iterator[Sum]:
    """A saving's own percentage against the spend that it is of."""
    spend = {r["spend_id"]: r for r in council.rows("spend")}
    for row in council.rows("savings"):
        whole = spend.get(row["share_of_spend_id"])
        if not whole or not whole["amount_gbp"] or wording.missing(whole["amount_gbp"]):
            continue
        if wording.missing(row["share_pct"]) or wording.missing(row["amount_gbp"]):
            continue
        share = row["amount_gbp"] / whole["amount_gbp"] * 100
        yield from compare(
            {**row, "number": row["share_pct"]},
            share,
            f"{wording.money(row['amount_gbp'])} of {said(whole)} is {share:.2f}%",
        )
