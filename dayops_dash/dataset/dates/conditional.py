"""Words that make a date conditional: nothing is late against it.

A condition counts only where it is on the date or on the work itself: "June 2026, subject to funding". In "agree who may be
eligible by June 2026" and "March 2026; if late, tell the director" it is on something else, and no such reading is made.
"""

from __future__ import annotations

from collections.abc import Iterator

from dayops_dash.dataset.dates.lexicon import Role, before_dates, role_at
from dayops_dash.dataset.dates.period import Period, PeriodKind
from dayops_dash.dataset.dates.ranges import periods
from dayops_dash.dataset.dates.scan import MONTHS, ORDINALS, SEASONS, Tokens, after, at, longest
from dayops_dash.dataset.dates.statement import Context, Reading, statements
from dayops_dash.dataset.vocabulary import DueSense

DEPENDS = ("subject to", "depending on", "depending upon", "dependent on", "dependent upon", "depends on")
MAYBE = ("may", "might")
DENIED = {"not", "no", "never", "longer", "was", "were", "originally", "previously", "formerly", "cancelled", "delayed",
          "postponed", "deferred", "slipped", "slip", "moved", "move", "last", "regardless", "irrespective", "whether", "even"}  # fmt: skip
KEPT = (PeriodKind.FINANCIAL_YEAR, PeriodKind.ACADEMIC_YEAR, PeriodKind.PART)
MET = {  # words that end what must come true: "if funding is secured"
    "agreed", "agrees", "agree", "allow", "allows", "approved", "approves", "available", "confirmed", "feasible", "funded",
    "given", "granted", "identified", "necessary", "needed", "obtained", "permit", "permits", "possible", "practicable",
    "received", "required", "secured", "successful",
}  # fmt: skip
OF_THE_WORK = {  # words of what the work waits for
    "a", "agreement", "all", "an", "another", "any", "approval", "are", "be", "bid", "budget", "budgets", "business", "cabinet",
    "capacity", "case", "committee", "consultation", "council", "decision", "demand", "funding", "funds", "further", "grant",
    "is", "it", "money", "planning", "permission", "resource", "resources", "review", "staffing", "sufficient", "the", "this",
    "to", "work",
}  # fmt: skip
MAY_BE = ("be", "still be", "also be", "only be", "well be")
MAY_BE_SO = {
    "needed",
    "required",
    "necessary",
    "possible",
    "complete",
    "completed",
    "delivered",
    "finished",
    "implemented",
}
MAY_NEED = ("need", "take", "require", "still need", "also need", "well need")
LONGER = {
    "a",
    "another",
    "further",
    "more",
    "one",
    "two",
    "extra",
    "additional",
    "year",
    "years",
    "time",
    "months",
    "month",
}
BY_WHOM = {"by", "at", "the", "cabinet", "council", "committee", "members", "full"}
SENTENCE = {
    "are",
    "be",
    "is",
    "report",
    "tell",
    "that",
    "then",
    "when",
    "which",
    "who",
    "whom",
    "will",
    "shall",
    "must",
    "can",
}
PLAIN = (
    MET
    | OF_THE_WORK
    | LONGER
    | BY_WHOM
    | {w for phrase in (*DEPENDS, *MAYBE, *MAY_BE, *MAY_NEED, "if") for w in phrase.split()}
)
LEADS = ("", "but", "and", "is", "are", "but is", "this is", "it is", "this", "it", "which is", "all", "but all")
MARKS = ("", ",", ";", ":", "-")
MOST_WORDS = 6  # of a condition
RELATIVE = {"earlier", "sooner", "before", "later"}  # "or earlier if agreed": the condition is on that word alone
DAY_BEFORE = {(word,) for word in ("of", *ORDINALS)}  # "1st May"


def conditional(tokens: Tokens, context: Context) -> Reading | None:
    """Return a conditional reading of a whole phrase; None where no condition is on its date, or where a date is denied too.

    A year, or a part of one, that is the only date and has no word of its own ("by", "from") is kept as the interval.
    """
    if DENIED & set(tokens) or not any(_clauses(tokens, i) for i in range(len(tokens))):
        return None
    if any(one in RELATIVE and _clauses(tokens, i + 1) for i, one in enumerate(tokens)):
        return None
    if not any(end == len(tokens) for end in _conditions_of_work(tokens, context)):
        return None
    period, others = only_date(tokens)
    known = all(tokens[i] in PLAIN or not tokens[i].isalnum() or _stands(tokens, i) for i in others)
    plain = period and known and not any(_tells(tokens, i) for i in range(len(tokens)))
    return Reading(DueSense.CONDITIONAL, period.edtf if period and plain and period.kind in KEPT else "")


def _conditions_of_work(tokens: Tokens, context: Context) -> Iterator[int]:
    """Yield where a phrase may end that is a date and its condition, in either order, or a condition alone."""
    for i in {0, *_known_words(tokens)}:
        for clause in _led(tokens, i):
            yield clause
            for j, closing in _openings(tokens, clause):
                yield from (end for k in _dates(tokens, j, context) for end in _closed(tokens, k, closing))
    for stated in _dated(tokens, 0, context):
        for j, closing in _openings(tokens, stated):
            for clause in _led(tokens, j):
                yield from _closed(tokens, clause, closing)
                yield from (end for k in _dates(tokens, clause, context) for end in _closed(tokens, k, closing))


def _known_words(tokens: Tokens) -> Iterator[int]:
    """Yield where words end that say what is dated: "delivery, subject to funding"."""
    i = 0
    while known := role_at(before_dates(), tokens, i):
        if known[0] not in (Role.NEUTRAL, Role.AHEAD, Role.THING):
            return
        i = known[1]
        yield from (i, *after(tokens, i, *MARKS[1:]))


def _led(tokens: Tokens, i: int) -> list[int]:
    """Return where each condition ends that begins at a token, after words such as "but is"."""
    return [end for j in after(tokens, i, *LEADS) for end in _clauses(tokens, j)]


def _clauses(tokens: Tokens, i: int) -> list[int]:
    """Return where each condition ends that begins with its own word at token ``i``."""
    if at(tokens, i) == "if":
        return _if_met(tokens, i + 1)
    if at(tokens, i) in MAYBE and tokens[i - 1 : i] not in DAY_BEFORE:
        return _maybe(tokens, i + 1)
    start = longest(tokens, i, *DEPENDS)
    return [] if start is None else _things(tokens, start)


def _if_met(tokens: Tokens, i: int) -> list[int]:
    """funding allows; agreed by Cabinet; the business case is approved"""
    met = [j + 1 for j in range(i, i + MOST_WORDS) if at(tokens, j) in MET and set(tokens[i:j]) <= OF_THE_WORK]
    return [end for j in met for end in (j, *_by_whom(tokens, j))]


def _by_whom(tokens: Tokens, i: int) -> list[int]:
    if at(tokens, i) not in ("by", "at"):
        return []
    ends = range(i + 2, i + MOST_WORDS)
    return [
        j for j in ends if j <= len(tokens) and set(tokens[i:j]) <= BY_WHOM and tokens[j - 1] not in ("by", "at", "the")
    ]


def _maybe(tokens: Tokens, i: int) -> list[int]:
    """may be required; may need another year. "May be brought to Cabinet" is another thing that may happen."""
    required = [j + 1 for j in after(tokens, i, *MAY_BE) if at(tokens, j) in MAY_BE_SO]
    for start in after(tokens, i, *MAY_NEED):
        end = start
        while at(tokens, end) in LONGER:
            end += 1
            required += [end] if tokens[end - 1] in ("year", "years", "time", "months", "month") else []
    return required


def _things(tokens: Tokens, i: int) -> list[int]:
    """Return where the name of what it depends on may end: a few words that make no sentence."""
    ends = []
    for j in range(i, min(i + MOST_WORDS, len(tokens))):
        if not (tokens[j].isalpha() or tokens[j] in ("'", "&")) or tokens[j] in SENTENCE or tokens[j] in RELATIVE:
            break
        ends.append(j + 1)
    return ends


def _openings(tokens: Tokens, i: int) -> list[tuple[int, str]]:
    """Return where the second half begins behind the first, and the bracket that must close it."""
    marked = [(j, "") for j in after(tokens, i, *MARKS)]
    return [*marked, *((j, ")") for j in after(tokens, i, "("))]


def _closed(tokens: Tokens, i: int, closing: str) -> Iterator[int]:
    if not closing or at(tokens, i) == closing:
        yield i + len(closing)


def _dates(tokens: Tokens, i: int, context: Context) -> Iterator[int]:
    """Yield where a dated statement ends, or a year that a thing may go on beyond."""
    yield from _dated(tokens, i, context)
    yield from (end for j in after(tokens, i, "beyond") for _, end in periods(tokens, j))


def _dated(tokens: Tokens, i: int, context: Context) -> Iterator[int]:
    """Yield where a statement ends of what is still to come: what has happened depends on nothing."""
    yield from (end for reading, end in statements(tokens, i, context) if reading.sense is not DueSense.EVENT)


def _stands(tokens: Tokens, i: int) -> bool:
    match = role_at(before_dates(), tokens, i)
    return match is not None and match[0] in (Role.NEUTRAL, Role.AHEAD, Role.THING)


def only_date(tokens: Tokens) -> tuple[Period | None, list[int]]:
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
        elif tokens[i].isdigit() or (tokens[i] in (*MONTHS, *SEASONS) and not _clauses(tokens, i)):
            return None, []
        else:
            others.append(i)
        i = longest_here[1] if longest_here else i + 1
    return (dates[0] if len(dates) == 1 else None), others


def _tells(tokens: Tokens, i: int) -> bool:
    """Whether a word stands here that gives a date another sense: "may be needed from 2024/25" is no year."""
    match = role_at(before_dates(), tokens, i)
    return match is not None and match[0] not in (Role.NEUTRAL, Role.AHEAD, Role.THING)
