"""Reading a statement: a period with the known words round it, as what it says about the work and the days that it means."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from dayops_dash.dataset.dates.edtf import SUMMER
from dayops_dash.dataset.dates.lexicon import Role, before_dates, behind_dates, role_at
from dayops_dash.dataset.dates.period import ONE_DAY, RANGES, Period, PeriodKind, part_of_year
from dayops_dash.dataset.dates.ranges import between, periods
from dayops_dash.dataset.dates.scan import MONTHS, SEASONS, Tokens, after, at, skip
from dayops_dash.dataset.dates.years import HALVES
from dayops_dash.dataset.vocabulary import DueSense


@dataclass(frozen=True)
class Context:
    """Where the words stand: the paper's date, and whether in a timetable of key dates."""

    said_on: date | None = None
    on_timeline: bool = False


@dataclass(frozen=True)
class Reading:
    """What words mean. ``former`` is the part of them, from one token up to another, that gives a date no longer meant."""

    sense: DueSense
    edtf: str
    remark: str = ""
    former: tuple[int, int] = (0, 0)


Readings = Iterator[tuple[Reading, int]]
Rule = Callable[[Period, Context], Reading | None]
VAGUE = {Role.VAGUE, Role.LATE, Role.LATTER}
NO_SENSE = (Role.NEUTRAL, Role.AHEAD)  # words that give a date no sense of their own
MET_BY = {Role.UNTIL, Role.AHEAD, Role.BY, Role.END, Role.YEAR_END}  # beside which "until" says by when
HAPPENED = {(Role.EVENT,), (Role.EVENT, Role.BETWEEN)}
MARKS_BEHIND_WORDS = (":", "-", ",")
YEAR_ENDS = ((3, 31), (12, 31))  # of the financial and of the calendar year
MEANS = {
    **dict.fromkeys(
        (PeriodKind.DAY, PeriodKind.WEEK, PeriodKind.MONTH, PeriodKind.SEASON, PeriodKind.EITHER), DueSense.FINISH
    ),
    **dict.fromkeys(
        (PeriodKind.PART, PeriodKind.FINANCIAL_YEAR, PeriodKind.ACADEMIC_YEAR, PeriodKind.YEAR), DueSense.FINISH_WITHIN
    ),
    PeriodKind.YEARS: DueSense.FINISH_WITHIN,
    PeriodKind.SPAN: DueSense.SPAN,
}


def statements(tokens: Tokens, i: int, context: Context) -> Readings:
    """Yield every statement that can be read from token ``i`` on, with where it ends."""
    for roles, j in _before(tokens, i):
        if VAGUE & set(roles):
            yield from _vague(tokens, j, roles)
            continue
        for period, k in between(tokens, j) if Role.BETWEEN in roles else periods(tokens, j):
            for later, end in _behind(tokens, k):
                if VAGUE & set(later):
                    yield Reading(DueSense.VAGUE, ""), end
                elif reading := _reading((*roles, *later), period, context):
                    yield reading, end


def _before(tokens: Tokens, i: int) -> Iterator[tuple[tuple[Role, ...], int]]:
    """Yield the roles of the known words before a date, up to each place where a date may begin."""
    roles: tuple[Role, ...] = ()
    yield roles, i
    while known := role_at(before_dates(), tokens, i):
        role, i = known
        i = skip(tokens, i, *MARKS_BEHIND_WORDS)
        roles = (*roles, role)
        yield roles, i


def words_only(tokens: Tokens) -> bool:
    """Whether tokens are nothing but known words such as stand before a date."""
    return any(end == len(tokens) for _, end in _before(tokens, 0))


def is_event(tokens: Tokens, i: int) -> bool:
    """Whether a word stands at token ``i`` that says that something has happened."""
    known = role_at(before_dates(), tokens, i)
    return known is not None and known[0] is Role.EVENT


def _behind(tokens: Tokens, i: int) -> Iterator[tuple[tuple[Role, ...], int]]:
    """Yield the roles of the known words behind a date: none, or one phrase, in brackets or not."""
    yield (), i
    for j in (i, *after(tokens, i, "-", ",")):
        if known := role_at(behind_dates(), tokens, j):
            yield (known[0],), known[1]
    for j in after(tokens, i, "("):
        if known := role_at(behind_dates(), tokens, j):
            yield from (((known[0],), end) for end in after(tokens, known[1], ")"))


def _reading(roles: tuple[Role, ...], period: Period, context: Context) -> Reading | None:
    """Return what a period means beside words; None where the words do not go together."""
    telling = tuple(role for role in roles if role not in (*NO_SENSE, Role.THING))
    if not telling and Role.THING in roles:
        return None  # "services April 2025": what of them?
    if Role.UNTIL in roles and not set(roles) <= MET_BY:
        return None  # "pilot until March 2027": it ends then, whatever became of it
    telling = tuple(Role.BY if role is Role.UNTIL else role for role in telling)
    merged = tuple(role for n, role in enumerate(telling) if n == 0 or role != telling[n - 1])
    if merged in HAPPENED and Role.AHEAD in roles:
        return None  # "due 31 March 2026, completed", "target: delivered June 2026": nobody says when it happened
    rule = RULES_OF_RANGES.get(merged) if period.kind in RANGES else RULES.get(merged)
    return rule(period, context) if rule else None


def _plain(period: Period, context: Context) -> Reading:
    on_timeline = context.on_timeline and period.kind is PeriodKind.MONTH
    return Reading(DueSense.MONTH if on_timeline else MEANS[period.kind], period.edtf, period.remark)


def _by(period: Period, context: Context) -> Reading:
    sense = DueSense.FINISH_WITHIN if period.kind is PeriodKind.PART else DueSense.DEADLINE
    return Reading(sense, f"../{period.deadline}", period.remark)


def _end(period: Period, context: Context) -> Reading:
    return Reading(DueSense.DEADLINE, f"../{period.deadline}", period.remark)


def _year_end(period: Period, context: Context) -> Reading | None:
    """ "Year end 2025" may be March's or December's: only a financial year is read, and what names the month."""
    is_end = (period.last.month, period.last.day) in YEAR_ENDS and period.kind in (PeriodKind.MONTH, PeriodKind.DAY)
    return _end(period, context) if is_end or period.kind is PeriodKind.FINANCIAL_YEAR else None


def _ahead_of(period: Period, context: Context) -> Reading:
    return Reading(DueSense.DEADLINE, f"../{period.first - ONE_DAY}", period.remark)


def _start(period: Period, context: Context) -> Reading:
    return Reading(DueSense.START, f"{period.opening}/..", period.remark)


def _from_end(period: Period, context: Context) -> Reading:
    return Reading(DueSense.START, f"{period.last}/..", period.remark)


def _after(period: Period, context: Context) -> Reading:
    return Reading(DueSense.START, f"{period.last + ONE_DAY}/..", period.remark)


def _event(period: Period, context: Context) -> Reading:
    return Reading(DueSense.EVENT, period.edtf, period.remark)


def _throughout(period: Period, context: Context) -> Reading:
    return Reading(DueSense.SPAN, period.edtf, period.remark)


def _remainder(period: Period, context: Context) -> Reading | None:
    """From the paper's date to the end of the year; none where the year was over by then."""
    if period.kind not in (PeriodKind.FINANCIAL_YEAR, PeriodKind.YEAR) or (
        context.said_on and context.said_on > period.last
    ):
        return None
    start = max(context.said_on, period.first).isoformat() if context.said_on else ".."
    return Reading(DueSense.REMAINDER, f"{start}/{period.last}")


RULES: dict[tuple[Role, ...], Rule] = {
    (): _plain,
    (Role.BY,): _by,
    (Role.END,): _end,
    (Role.BY, Role.END): _end,
    (Role.END, Role.BY): _end,
    (Role.BY, Role.END, Role.BY): _end,
    (Role.BEFORE, Role.END): _end,
    (Role.YEAR_END,): _year_end,
    (Role.BY, Role.YEAR_END): _year_end,
    (Role.BEFORE,): _ahead_of,
    (Role.BEFORE, Role.BY): _ahead_of,
    (Role.BEFORE, Role.END, Role.BY): _end,
    (Role.BEFORE, Role.BEGINNING): _ahead_of,
    (Role.START,): _start,
    (Role.FROM,): _start,
    (Role.START, Role.FROM): _start,
    (Role.FROM, Role.START): _start,
    (Role.START, Role.BEGINNING): _start,
    (Role.FROM, Role.BEGINNING): _start,
    (Role.START, Role.FROM, Role.BEGINNING): _start,
    (Role.START, Role.END): _from_end,
    (Role.FROM, Role.END): _from_end,
    (Role.AFTER,): _after,
    (Role.AFTER, Role.END): _after,
    (Role.START, Role.AFTER): _after,
    (Role.START, Role.AFTER, Role.END): _after,
    (Role.EVENT,): _event,
    (Role.EVENT, Role.BY): _by,
    (Role.EVENT, Role.BY, Role.END): _end,
    (Role.EVENT, Role.BEFORE): _ahead_of,
    (Role.EVENT, Role.FROM): _start,
    (Role.THROUGHOUT,): _throughout,
    (Role.REMAINDER,): _remainder,
    (Role.THROUGHOUT, Role.REMAINDER): _remainder,
}
RULES_OF_RANGES: dict[tuple[Role, ...], Rule] = {
    (): _plain,
    (Role.FROM,): _plain,
    (Role.BETWEEN,): _plain,
    (Role.EVENT,): _event,
    (Role.EVENT, Role.BETWEEN): _event,
    (Role.START, Role.BETWEEN): _start,
    (Role.THROUGHOUT,): _throughout,
}


def _vague(tokens: Tokens, i: int, roles: tuple[Role, ...]) -> Readings:
    """Yield what nobody can pin to days; "late summer 2023" and "the latter months of 2024/25" are told roughly."""
    named = at(tokens, i) in SEASONS or at(tokens, i) in MONTHS
    for period, j in ((None, i + 1), *periods(tokens, i)) if named else ((p, j) for p, j in periods(tokens, i)):
        for later, end in _behind(tokens, j):
            every: set[Role] = {role for role in (*roles, *later) if role not in NO_SENSE}
            yield Reading(DueSense.VAGUE, _rough(period, every) if period else ""), end


def _rough(period: Period, roles: set[Role]) -> str:
    """Return the days that vague words are told as; "" for most."""
    if period.kind is PeriodKind.SEASON and period.opening.endswith(f"-{SUMMER}"):
        vague, opening, closing = Role.LATE, f"{period.opening[:4]}-08", f"{period.opening[:4]}-09"
    elif period.kind is PeriodKind.FINANCIAL_YEAR:
        half = part_of_year(period.first.year, HALVES, HALVES)
        vague, opening, closing = Role.LATTER, half.opening, half.closing
    else:
        return ""
    if roles == {vague}:
        return f"{opening}/{closing}"
    return f"{opening}/.." if vague in roles and roles <= {vague, Role.START, Role.FROM} else ""
