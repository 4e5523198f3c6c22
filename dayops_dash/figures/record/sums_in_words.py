"""What the sums that do not hold most likely are, in words: what skipped questions, rounding or another count explains comes apart."""

from __future__ import annotations

from dayops_dash import wording
from dayops_dash.measures.record.disagreements import Point, PointClass

MOST_LIKELY = {  # what a sum that does not hold most likely is
    PointClass.BETWEEN_PAPERS: "not explained",
    PointClass.WITHIN_PAPER: "not explained",
    PointClass.DEFINITION: "counted differently",
    PointClass.FEWER_ANSWERED: "fewer people answered",
    PointClass.CUT_OFF: "cut off, not rounded",
    PointClass.ROUNDING: "rounding",
}
MEANS = {
    "not explained": "the figures or statements do not agree as printed, and nothing here explains it",
    "counted differently": "the two may count different things, or the figure may have changed between the papers",
    "fewer people answered": "the percentage fits if some people skipped the question, which is what it most likely means",
    "cut off, not rounded": "the percentage fits if its last digits were left off, as 66% for two thirds, where rounding gives 67%",
    "rounding": "the difference is less than one in the last digit, rounded the wrong way, or what rounding of the parts explains",
}


def title(found: tuple[Point, ...], worked_out: int) -> str:
    """Return the finding: how many cannot be explained, and what the others most likely are."""
    if not worked_out:
        return "The papers give no sums to work out again"
    if not found:
        return f"All {wording.count(worked_out, 'sum')} that we worked out again hold"
    parts = [words for words in (_unexplained(found), _fewer(found), _cut_off(found), _smaller(found)) if words]
    return wording.capital("; ".join(parts))


def summary(found: tuple[Point, ...], worked_out: int) -> str:
    """Return how many sums hold, and what was worked out."""
    kinds = "totals, percentages, growth, scores and dates"
    if not worked_out:
        return "No row gives parts and a total, a share and its counts, or a growth and its figures."
    hold = worked_out - len(found)
    words = f"We worked out {wording.count(worked_out, 'sum')} again from the printed numbers: {kinds}."
    return f"{words} {wording.count(hold, 'sum')} {'holds' if hold == 1 else 'hold'}." if found else words


def _of(found: tuple[Point, ...], likely: str) -> int:
    return sum(MOST_LIKELY[point.kind] == likely for point in found)


def _unexplained(found: tuple[Point, ...]) -> str:
    number = _of(found, "not explained")
    return f"{wording.spelled(number)} {'point' if number == 1 else 'points'} cannot be explained" if number else ""


def _fewer(found: tuple[Point, ...]) -> str:
    number = _of(found, "fewer people answered")
    if not number:
        return ""
    what = "percentage fits" if number == 1 else "percentages fit"
    return f"{wording.spelled(number)} {what} if a few people skipped the question"


def _cut_off(found: tuple[Point, ...]) -> str:
    number = _of(found, "cut off, not rounded")
    if not number:
        return ""
    what = "" if _fewer(found) else " percentage fits" if number == 1 else " percentages fit"
    return f"{wording.spelled(number)}{what} if cut off, not rounded"


def _smaller(found: tuple[Point, ...]) -> str:
    rounding, counted = _of(found, "rounding"), _of(found, "counted differently")
    parts = []
    if rounding:
        parts.append(
            f"{wording.spelled(rounding)} {'sum differs' if rounding == 1 else 'sums differ'} only in rounding"
        )
    if counted:
        parts.append(f"{wording.spelled(counted)} {'figure' if counted == 1 else 'figures'} may be counted differently")
    return wording.listed(parts)
