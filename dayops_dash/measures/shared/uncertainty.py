"""Uncertainty: intervals round shares, counts and ratios (rules of the domain, section 5).

The functions of chance are SciPy's, which brings them when the first is asked for. Its ready intervals (scipy.stats) take two seconds to
import, so the formulas of Wilson and of a Poisson quantile are stated here, and tests hold them to SciPy's.
Sources: Wilson (1927) for proportions; Garwood (1936), exact Poisson, and Byar's approximation for counts, as in the
English public health methods (Eayres, 2008, Commonly used public health statistics and their confidence intervals).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, sqrt

import scipy

from dayops_dash.measures.shared.method import MethodNote

METHOD = MethodNote(
    title="Intervals",
    what="Between which values a share or count lies.",
    why="Small numbers move by chance.",
    how="Wilson's interval for shares; Byar's, or the exact Poisson interval below 10, for counts.",
    limits="They say nothing of errors other than chance.",
    source="Eayres (2008), Commonly used public health statistics and their confidence intervals",
)

USUAL = 0.95
BYAR_FROM = 10  # events: below, the exact Poisson interval is used


@dataclass(frozen=True)
class ConfidenceInterval:
    """The two ends between which a value lies, in the unit of the value."""

    low: float
    high: float

    def holds(self, value: float) -> bool:
        return self.low <= value <= self.high


def wilson(count: int, base: int, *, level: float = USUAL) -> ConfidenceInterval:
    """Return the Wilson score interval of ``count`` of ``base`` people, in per cent. Error where none were asked."""
    if not 0 <= count <= base or base < 1:
        raise ValueError(f"{count} of {base} is no share: the base must be 1 or more, and the count between 0 and it.")
    z = float(scipy.special.ndtri((1 + level) / 2))
    share, room = count / base, 1 + z * z / base
    middle = (share + z * z / (2 * base)) / room
    half = z / room * sqrt(share * (1 - share) / base + z * z / (4 * base * base))
    return ConfidenceInterval((middle - half) * 100 if count else 0.0, (middle + half) * 100 if count < base else 100.0)


def exact(count: int, *, level: float = USUAL) -> ConfidenceInterval:
    """Return the exact Poisson interval of a count of events (Garwood)."""
    tail = (1 - level) / 2
    low = float(scipy.special.gammaincinv(count, tail)) if count else 0.0
    return ConfidenceInterval(low, float(scipy.special.gammaincinv(count + 1, 1 - tail)))


def byar(count: int, *, level: float = USUAL) -> ConfidenceInterval:
    """Return Byar's interval of a count of events; the exact one below ``BYAR_FROM``."""
    if count < 0:
        raise ValueError(f"{count} is no count.")
    if count < BYAR_FROM:
        return exact(count, level=level)
    z = float(scipy.special.ndtri((1 + level) / 2))
    return ConfidenceInterval(_byar(count, -z), _byar(count + 1, z))


def _byar(count: int, z: float) -> float:
    return float(count * (1 - 1 / (9 * count) + z / (3 * sqrt(count))) ** 3)


def ratio(observed: int, expected: float, *, level: float = USUAL) -> ConfidenceInterval:
    """Return the interval of observed against expected: 1 is as many as expected. The expectation is taken as known."""
    if expected <= 0:
        raise ValueError(f"{expected} expected is no base for a ratio.")
    counted = byar(observed, level=level)
    return ConfidenceInterval(counted.low / expected, counted.high / expected)


def funnel(expected: float, *, level: float = USUAL) -> ConfidenceInterval:
    """Return the counts between which chance alone leaves an area of so many expected: Poisson quantiles."""
    if expected <= 0:
        raise ValueError(f"{expected} expected is no base for limits.")
    tail = (1 - level) / 2
    return ConfidenceInterval(_poisson_quantile(tail, expected), _poisson_quantile(1 - tail, expected))


def _poisson_quantile(share: float, expected: float) -> float:
    """Return the smallest count that at least so large a share of chance does not exceed."""
    near = float(max(ceil(scipy.special.pdtrik(share, expected)), 0))
    return near - 1 if near and scipy.special.pdtr(near - 1, expected) >= share else near
