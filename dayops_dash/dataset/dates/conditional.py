"""Words that make a date conditional: nothing is late against it."""

from __future__ import annotations

from dayops_dash.dataset.dates.lexicon import Role, before_dates, role_at
from dayops_dash.dataset.dates.period import Period, PeriodKind
from dayops_dash.dataset.dates.ranges import periods
from dayops_dash.dataset.dates.scan import MONTHS, ORDINALS, SEASONS, Tokens, at, longest
from dayops_dash.dataset.dates.statement import Context, Reading
from dayops_dash.dataset.vocabulary import DueSense

CONDITIONS = (
    "if",
    "might",
    "subject to",
    "depending on",
    "depending upon",
    "dependent on",
    "dependent upon",
    "depends on",
)
CONDITION_WORDS = {word for words in CONDITIONS for word in words.split()}
DENIED = {"not", "no", "never", "longer", "was", "were", "originally", "previously", "formerly", "cancelled", "delayed",
          "postponed", "deferred", "slipped", "slip", "moved", "move", "last", "regardless", "irrespective", "whether", "even"}  # fmt: skip
KEPT = (PeriodKind.FINANCIAL_YEAR, PeriodKind.ACADEMIC_YEAR, PeriodKind.PART)
BEHIND_MAY = {  # words that make it a verb: "May Cabinet 2025" is a meeting in that month
    "be", "need", "needs", "have", "require", "depend", "take", "begin", "commence", "continue", "proceed", "happen", "follow",
    "also", "still", "only", "well", "become", "come", "result", "lead", "run",
}  # fmt: skip
PLAIN = {  # words of a condition that leave a year what it is; beside any other the year is not kept
    *BEHIND_MAY, "is", "are", "the", "a", "it", "this", "required", "needed", "available", "approved", "approval", "agreed", "agreement",
    "allow", "allows", "permit", "permits", "funding", "funds", "funded", "money", "budget", "budgets", "resources", "capacity", "demand",
    "secured", "confirmed", "granted", "received", "obtained", "another", "further", "year", "years", "more",
    "cabinet", "council", "committee", "business", "case", "decision", "consultation", "review", "(", ")", ",", ";", ":", ".", "-",
}  # fmt: skip
DAY_BEFORE = {(word,) for word in ("of", *ORDINALS)}  # "1st May"


def condition(tokens: Tokens, i: int) -> int | None:
    """Return where a word for a condition ends that stands at token ``i``; None where there is none."""
    if at(tokens, i) == "may" and at(tokens, i + 1) in BEHIND_MAY and tokens[i - 1 : i] not in DAY_BEFORE:
        return i + 1
    return longest(tokens, i, *CONDITIONS)


def conditional(tokens: Tokens, context: Context) -> Reading | None:
    """Return a conditional reading of a whole phrase; None where there is no condition, or where a date is denied too.

    A year, or a part of one, that is the only date and has no word of its own ("by", "from") is kept as the interval.
    """
    if DENIED & set(tokens) or not any(condition(tokens, i) for i in range(len(tokens))):
        return None
    if _of_something_else(tokens):
        return None
    period, others = _only_date(tokens)
    known = all(condition(tokens, i) or tokens[i] in CONDITION_WORDS | PLAIN or _stands(tokens, i) for i in others)
    plain = period and known and not any(_tells(tokens, i) for i in range(len(tokens)))
    return Reading(DueSense.CONDITIONAL, period.edtf if period and plain and period.kind in KEPT else "")


def _of_something_else(tokens: Tokens) -> bool:
    """Whether a date stands first and only what comes behind it may happen: "2024/25, savings may follow" is due all the same."""
    clause = next((i + 1 for i, token in enumerate(tokens) if token in (",", ";")), 0)
    if not clause or any(condition(tokens, i) for i in range(clause)):
        return False
    may = next(
        (i for i in range(clause, len(tokens)) if tokens[i] in ("may", "might") and condition(tokens, i)), clause
    )
    return may > clause and _only_date(tokens[: clause - 1])[0] is not None


def _stands(tokens: Tokens, i: int) -> bool:
    match = role_at(before_dates(), tokens, i)
    return match is not None and match[0] in (Role.NEUTRAL, Role.THING)


def _only_date(tokens: Tokens) -> tuple[Period | None, list[int]]:
    """Return the one date that a phrase names, as long as it can be read, and where its other words stand.

    None for the date where there is more, or part of more.
    """
    dates: list[Period] = []
    others: list[int] = []
    i = 0
    while i < len(tokens):
        longest_here = max(periods(tokens, i), key=lambda pair: pair[1], default=None)
        if longest_here:
            dates.append(longest_here[0])
        elif tokens[i].isdigit() or (tokens[i] in (*MONTHS, *SEASONS) and not condition(tokens, i)):
            return None, []
        else:
            others.append(i)
        i = longest_here[1] if longest_here else i + 1
    return (dates[0] if len(dates) == 1 else None), others


def _tells(tokens: Tokens, i: int) -> bool:
    """Whether a word stands here that gives a date another sense: "may be needed from 2024/25" is no year."""
    match = role_at(before_dates(), tokens, i)
    return match is not None and match[0] not in (Role.NEUTRAL, Role.THING)
