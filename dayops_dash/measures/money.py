"""Money: the headline amount of a council and the parts that its paper gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.vocabulary import MoneyBasis, ProviderKind
from dayops_dash.dataset.written import step_of

Row = dict[str, Any]


@dataclass(frozen=True)
class Headline:
    """The council's total for day opportunities with its parts: rows of ``spend``, amounts in pounds."""

    total: Row
    parts: tuple[Row, ...]


def headline(council: Council) -> Headline | None:
    """Return the total that the most precise paper gives, with its parts; None where no paper gives an amount."""
    rows = council.rows("spend")
    amounts = [r for r in rows if not wording.missing(r["amount_gbp"])]
    totals = [r for r in amounts if r["provider_kind"] == ProviderKind.ALL and not r["part_of"]]
    if not totals:
        return None
    best = min(
        totals, key=lambda r: (not _parts(r, amounts), step_of(r["as_written"], r["amount_gbp"]), -r["amount_gbp"])
    )
    return Headline(best, _parts(best, amounts))


def _parts(total: Row, rows: list[Row]) -> tuple[Row, ...]:
    return tuple(r for r in rows if r["part_of"] == total["spend_id"])


def statements(council: Council) -> tuple[Row, ...]:
    """Return what papers say of money where they give no amount: rows of spend, then of savings."""
    rows = council.rows("spend") + council.rows("savings")
    return tuple(r for r in rows if r["statement"] and wording.missing(r["amount_gbp"]))


def is_budget(row: Row) -> bool:
    return bool(row["basis"] == MoneyBasis.BUDGET)
