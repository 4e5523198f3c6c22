"""Words that make a date conditional: nothing is late against it."""

from __future__ import annotations

from collections.abc import Iterator

from dayops_dash.dataset.dates.lexicon import Role, before_dates, role_at
from dayops_dash.dataset.dates.scan import MONTHS, SEASONS, Tokens, at, longest
from dayops_dash.dataset.dates.statement import Context, Reading, statements
from dayops_dash.dataset.vocabulary import DueSense

CONDITIONS = (
    "if",
    "might",
    "may be",
    "subject to",
    "depending on",
    "depending upon",
    "dependent on",
    "dependent upon",
    "depends on",
)
DENIED = {"not", "no", "never", "longer", "was", "were", "originally", "previously", "formerly", "cancelled", "delayed",
          "postponed", "deferred", "slipped", "slip", "moved", "move", "last"}  # fmt: skip
REASON_ENDS = {",", ";", "(", ")", "-", "."}


def condition(tokens: Tokens, i: int) -> int | None:
    """Return where a word for a condition ends that stands at token ``i``; None where there is none."""
    if at(tokens, i) == "may" and _is_verb(at(tokens, i + 1)):
        return i + 1
    return longest(tokens, i, *CONDITIONS)


def _is_verb(following: str) -> bool:
    """Whether "may" is no month: what follows is a word that no date goes on with."""
    goes_on = {
        *MONTHS,
        *SEASONS,
        "to",
        "until",
        "till",
        "through",
        "and",
        "onwards",
        "onward",
        "or",
        "of",
        "at",
        "if",
        "start",
    }
    return following.isalpha() and following not in goes_on and role_at(before_dates(), (following,), 0) is None


def conditional(tokens: Tokens, context: Context) -> Reading | None:
    """Return a conditional reading of a whole phrase; None where there is no condition, or where a date is denied too.

    A year that stands alone beside the condition is its interval; any other date is left out.
    """
    if DENIED & set(tokens) or not any(condition(tokens, i) for i in range(len(tokens))):
        return None
    rest = tuple(_without_reasons(tokens))
    years = {
        reading.edtf
        for reading, end in statements(rest, 0, context)
        if end == len(rest) and reading.sense is DueSense.FINISH_WITHIN
    }
    alone = len(years) == 1 and not any(_tells(tokens, i) for i in range(len(tokens)))
    return Reading(DueSense.CONDITIONAL, years.pop() if alone else "")


def _tells(tokens: Tokens, i: int) -> bool:
    """Whether a word stands here that gives a date another sense: "may be needed from 2024/25" is no year."""
    found = role_at(before_dates(), tokens, i)
    return found is not None and found[0] not in (Role.NEUTRAL, Role.THING)


def _without_reasons(tokens: Tokens) -> Iterator[str]:
    """Yield the tokens but for each condition with the words behind it, and for commas and brackets."""
    i, in_reason = 0, False
    while i < len(tokens):
        if end := condition(tokens, i):
            i, in_reason = end, True
            continue
        reason_ends = in_reason and tokens[i] in REASON_ENDS
        in_reason = in_reason and not reason_ends and not tokens[i][0].isdigit()
        if not (in_reason or reason_ends) and tokens[i] not in REASON_ENDS - {"-"}:
            yield tokens[i]
        i += 1
