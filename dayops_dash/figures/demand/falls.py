"""How far the latest count is below the highest, with its hedge, and whether it is up on the one before."""

from __future__ import annotations

from math import ceil, floor

from dayops_dash.dataset.row_types import ContextRow, PeopleRow
from dayops_dash.dataset.vocabulary import Qualifier
from dayops_dash.measures.demand import CountedRow, Series


def since_words(series: Series[ContextRow] | Series[PeopleRow]) -> str:
    """Return the latest count against the highest: 25% fewer than in 2019-2020; "" where it is the highest."""
    latest, highest = series.rows[-1], series.highest
    if latest == highest:
        return ""
    when = highest.period if highest.period.startswith("pre-") else f"in {highest.period}"
    hedge = hedge_of_fall(latest.qualifier, highest.qualifier)
    return f"{hedge} {fall_of(series, latest, hedge, 0):.0f}% fewer than {when}".lstrip()


def fall_of(series: Series[ContextRow] | Series[PeopleRow], row: CountedRow, hedge: str, places: int) -> float:
    """Return how far a count is below the highest, per cent: a bound is rounded to the side on which it stays true."""
    fall, step = -series.change(row, series.highest), 10.0**places
    if hedge in (Qualifier.AT_LEAST, Qualifier.AT_MOST):
        return (floor if hedge == Qualifier.AT_LEAST else ceil)(fall * step) / step
    return round(fall, places)


def hedge_of_fall(latest: str, highest: str) -> str:
    """Return what is left open of a fall: at least so much from a number of "at least" or to one of "less than"."""
    low, high = (Qualifier.LESS_THAN, Qualifier.AT_MOST), (Qualifier.MORE_THAN, Qualifier.AT_LEAST)
    more, less = latest in low or highest in high, latest in high or highest in low
    if Qualifier.ABOUT in (latest, highest) or (more and less):
        return Qualifier.ABOUT
    return Qualifier.AT_LEAST if more else Qualifier.AT_MOST if less else ""


def last_step(series: Series[PeopleRow]) -> str:
    """Return that the latest count is up on the one before, beside a fall from the highest; "" where it is not or nobody can tell."""
    before, latest = series.rows[-2:]
    return "" if before.qualifier or latest.qualifier or latest.value <= before.value else f" but up on {before.period}"
