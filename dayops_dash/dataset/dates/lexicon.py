"""Every word that may stand beside a date, with what it does to the date. A word that is not here is not understood.

Words are written as tokens: marks are parted by spaces ("w / c"). The longest phrase that stands somewhere is taken.
"""

from __future__ import annotations

from enum import Enum, auto
from functools import lru_cache

from dayops_dash.dataset.dates.scan import Tokens


class Role(Enum):
    NEUTRAL = auto()  # says nothing of the date
    AHEAD = auto()  # says that the date is one to be met: beside it "completed" says nothing of when
    THING = auto()  # says what is dated, where another word says how
    BY = auto()  # the end of the period is the last day
    UNTIL = (
        auto()
    )  # the same, where nothing is named that lasts: "ongoing until March 2027" ends then, and is never late
    BEFORE = auto()  # the day before the period is the last day
    END = auto()  # of the period, its end
    YEAR_END = auto()  # of the financial year, its end
    START = auto()  # it starts in the period
    FROM = auto()  # it starts in the period, or lasts "from ... to ..."
    BEGINNING = auto()  # of the period, its first day
    AFTER = auto()  # it starts when the period is over
    EVENT = auto()  # it has happened
    BETWEEN = auto()
    THROUGHOUT = auto()  # it lasts the whole period
    REMAINDER = auto()  # what is left of the period on the paper's day
    VAGUE = auto()  # nobody can tell which part of the period
    LATE = auto()  # late in the period
    LATTER = auto()  # its latter part


BEFORE_DATES: dict[Role, tuple[str, ...]] = {
    Role.NEUTRAL: (
        "the", "in", "on", "during", "within", "for", "completion", "delivery", "it is", "in place",
        "in the course of", "during the course of",
    ),
    Role.AHEAD: (
        "date", "end date", "finish date", "completion date", "delivery date", "timescale", "timescales", "timeline", "delivery timescale",
        "due", "due for", "due in", "due on", "expected", "expected in",
        "planned", "planned for", "anticipated", "proposed", "scheduled", "scheduled for", "target", "targeted",
        "targeted for", "target for", "estimated", "est", "forecast", "projected", "intended", "aim", "aim for", "aiming for",
        "due date", "target date", "target completion date",
        "target end date", "planned end date", "expected completion date", "planned completion date", "date due",
        "completion due", "complete in", "complete within", "complete during", "complete on", "deliver", "finish", "finishes", "finishing",
        "ends", "ending", "to be completed", "to be complete", "to be delivered", "to be finished", "to be done",
        "to be implemented", "to be published", "to be in place", "to be achieved", "will be completed", "will be complete",
        "will be delivered", "will be implemented", "will be published", "will be in place", "will complete", "should be completed",
        "should be finished", "should be complete", "should be delivered", "should be in place", "should be implemented",
        "must be completed", "must be finished", "must be complete", "must be delivered", "must be in place", "must be implemented",
        "aim to complete", "aiming to complete", "aim to finish", "aiming to finish", "target of", "target is",
        "due to be completed", "due to be delivered", "due to complete", "due to finish", "expected to be completed",
        "expected to be complete", "expected to complete", "on track for", "to complete", "to finish", "to deliver",
        "for completion", "for delivery", "is due",
    ),
    Role.THING: (
        "elements", "tender", "contract", "contracts", "new contracts", "new contract", "implementation",
        "will align with new contracts", "service", "services", "new service", "work", "project", "programme", "pilot",
        "procurement", "mobilisation", "rollout", "roll out", "roll - out", "rolling programme", "ongoing", "on - going", "on going",
        "available", "open", "live", "in effect",
    ),
    Role.BY: (
        "by", "no later than", "not later than", "on or before",
        "in or before", "by or before", "deadline", "deadline of", "deadline is", "at the latest", "by the latest",
        "must be completed by", "by no later than", "latest", "latest by", "at latest", "complete by", "complete no later than",
    ),
    Role.UNTIL: ("until", "till", "up to", "up to and including", "up until"),
    Role.BEFORE: ("complete before","before", "prior to", "ahead of", "in advance of", "earlier than", "well before", "well ahead of"),
    Role.END: ("end", "end of", "the end of", "close of", "the close of", "close of business", "close of play", "cob", "cop"),
    Role.YEAR_END: (
        "year end", "year - end", "end of year", "financial year end", "fy end", "the year end", "close of year",
    ),
    Role.START: (
        "start", "starts", "starting", "started", "start date", "planned start", "planned start date", "target start date",
        "expected start", "start in", "to start", "to be started", "will start", "due to start", "expected to start",
        "begin", "begins", "beginning", "begun", "began", "to begin", "will begin", "due to begin", "expected to begin",
        "commence", "commences", "commenced", "commencing", "commencement", "commencement date", "to commence", "will commence",
        "due to commence", "expected to commence", "not before", "no earlier than", "not earlier than", "no sooner than",
        "not sooner than", "not until", "not due until", "not expected until", "not expected before",
        "not due before", "not to start before", "not to start until",
        "will not start before", "will not start until", "not starting before", "not starting until", "on or after",
        "in or after", "earliest", "earliest start", "at the earliest", "earliest start date", "since", "with effect",
    ),
    Role.FROM: (
        "from", "as from", "with effect from", "w e f", "wef", "effective from", "effective", "live from",
        "go live from", "go - live from", "going live from", "onwards from", "starting from", "in place from",
    ),
    Role.BEGINNING: ("the start of", "start of", "the beginning of", "beginning of"),
    Role.AFTER: ("after", "later than", "beyond"),
    Role.EVENT: (
        "completed", "finished", "delivered", "published", "achieved", "implemented", "concluded", "done",
        "completed on", "actual completion date", "date completed", "completion achieved", "was completed", "were completed",
        "has been completed", "have been completed", "fully completed", "completed in full", "delivered in full",
    ),
    Role.BETWEEN: ("between",),
    Role.THROUGHOUT: ("throughout", "across", "all through", "over the course of"),
    Role.REMAINDER: ("remainder of", "rest of", "the remainder of", "the rest of", "remaining part of"),
    Role.VAGUE: (
        "early", "early in", "early part of", "the early part of", "mid", "mid -", "middle of", "the middle of", "towards",
        "early to mid", "early - mid", "early - to - mid", "early / mid", "early -", "some time in", "sometime in", "around",
        "approximately", "approx", "circa", "c", "about", "roughly", "late in", "later in", "late -", "later part of", "towards the end of",
        "mid to late", "mid - late", "mid - to - late", "mid / late",
    ),
    Role.LATE: ("late",),
    Role.LATTER: ("latter", "latter part of", "latter months of", "the latter part of", "the latter months of"),
}  # fmt: skip
SOONER = tuple(
    f"{lead}{word} {when}"
    for lead in ("", "or ", "and ", "but ")
    for word in ("earlier", "sooner")
    for when in (
        "if possible", "if at all possible", "if practicable", "if feasible", "if able", "if achievable", "where possible",
        "where practicable", "if capacity allows", "if capacity permits", "if resources allow", "if resources permit",
        "if funding allows", "if funding permits", "if needed", "if required", "if agreed", "if approved", "if ready",
    )
)  # fmt: skip
BEHIND_DATES: dict[Role, tuple[str, ...]] = {
    Role.NEUTRAL: ("revised", "completion"),
    Role.AHEAD: (
        "expected", "estimated", "est", "target", "planned", "proposed", "forecast", "projected", "target date", "due date",
        "completion date", "for completion",
    ),
    Role.VAGUE: ("approx", "approximately", "or thereabouts"),
    Role.BY: (
        "at the latest", "latest", "deadline", "or before", "or earlier", "or sooner", "at latest", "by the latest", "( at the latest )",
        "if not before", "if not earlier", "if not sooner", *SOONER,
    ),
    Role.START: (
        "onwards", "onward", "and onwards", "and ongoing", "and on - going", "- on - going", "then ongoing",
        "and then ongoing", "- ongoing", "to ongoing", "and beyond", "& beyond", "& ongoing", "& onwards", "at the earliest", "earliest",
        "at earliest", "start", "start date", "or later", "or after", "to start", "commencement", "and continuing",
        "then continuing",
    ),
    Role.EVENT: ("completed", "- completed"),
}  # fmt: skip


Lexicon = dict[tuple[str, ...], Role]
MOST_WORDS = 7  # of one phrase


@lru_cache(maxsize=1)
def before_dates() -> Lexicon:
    return _by_words(BEFORE_DATES)


@lru_cache(maxsize=1)
def behind_dates() -> Lexicon:
    return _by_words(BEHIND_DATES)


def _by_words(phrases: dict[Role, tuple[str, ...]]) -> Lexicon:
    return {tuple(phrase.split()): role for role, every in phrases.items() for phrase in every}


def role_at(lexicon: Lexicon, tokens: Tokens, i: int) -> tuple[Role, int] | None:
    """Return what the longest known phrase at token ``i`` does and where it ends; None where the token is not known."""
    for length in range(min(MOST_WORDS, len(tokens) - i), 0, -1):
        if role := lexicon.get(tokens[i : i + length]):
            return role, i + length
    return None
