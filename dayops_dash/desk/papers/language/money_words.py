"""Which table an amount of money belongs to: a saving, spend, or an overspend, which is the difference of two amounts and neither."""

from __future__ import annotations

import re
from enum import StrEnum


class SavingSaid(StrEnum):
    """By what an amount in a table is said to be a saving."""

    COLUMN = "its column or row"
    CAPTION = "the caption"
    BEFORE = "the words before the table"
    HEADING = "the heading above"
    OPEN = "words that name something else too"


SAVING = re.compile(
    r"\bsav(?:e[sd]?|ings?)\b|\befficienc\w+|\bcost reduction|\breduc\w+ (?:in |of |the )*(?:cost|spend|budget)", re.I
)
SPENT = re.compile(r"\bbudget|\bspen[dt]\w*|\bexpenditure|\bcosts?\b|\boutturn\b", re.I)
BESIDES = re.compile(r"\bpressures?\b|\bgrowth\b|\binvest\w*|\bbudget|\bspen[dt]\w*|\bcosts?\b|\binflation\b", re.I)
AND = re.compile(r"\band\b|\bor\b|&|/|,|\+", re.I)
OVER_UNDER = re.compile(
    r"\b(?:over|under)[\s/()-]{0,3}(?:(?:over|under)[\s/()-]{0,2})?spen(?:d|t|ding)\b"
    r"|\b(?:over|under)\)?\s?/\s?\(?(?:over|under)\b",
    re.I,
)
BUDGET_BEFORE = re.compile(
    r"\b(?:budget|spend|spent|spending|expenditure|outturn|costs?)\b(?: [\w/–-]+){0,4}\s*$", re.I
)
FELL_BY = re.compile(r"\bby\s*(?:about |around |up to |some )*$", re.I)
BEHIND_OVER = re.compile(
    rf"\s+(?:[\w-]+\s){{0,2}}?(?:{OVER_UNDER.pattern})|\s+(?:over|under)(?: budget)?\s*(?:[.,;:)]|$)", re.I
)
PART_YEAR = re.compile(
    r"\bto date\b|\bytd\b|\bperiod \d|\bq[1-4]\b|\bquarter \d|\bmonths?\b"
    r"|\bto (?:the )?(?:end (?:of )?)?(?:\d{1,2} )?(?:Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec|Jan|Feb)[a-z]*\b",
    re.I,
)
DIFFERENCE_BEHIND = re.compile(r"\s+(?:a year )?(?:more|less|higher|lower)\b", re.I)
COMES_IN = re.compile(
    r"\b(?:income|grants?|contributions?|receipts?|reserves?|sponsorship|donations?|gives?|gifts?)\b|\bvalued at\b|\bbid\b",
    re.I,
)
GOES_ON = re.compile(
    r"\b(?:delivered|achieved|realised|secured?|at risk|made|identified|undelivered|remaining|carried forward)\b", re.I
)
BARE_UNIT = re.compile(r"£\s?000s?")  # in a heading or caption: no amount
MONEY = re.compile(r"£\s?\d[\d.,]*\s?(?:bn|m|k|million|thousand)?\b", re.I)
BUDGET_BEHIND = re.compile(r"\s+(?:(?:net|gross|annual|revenue|total)\s+)*(?:budget|(?:of )?spend|cost)\b", re.I)


def saving_said(head: str, label: str, caption: str, before: str, heading: str) -> SavingSaid | None:
    """Return by what an amount in a table is said to be a saving; None where it is none.

    The heading of its column and the words of its row go before the caption, then what introduces the table, then the heading
    that it stands under. Words that name savings together with something else leave it open (``OPEN``).
    """
    if SAVING.search(head) or SAVING.search(label):
        return SavingSaid.COLUMN
    if SPENT.search(head):
        return None
    for words, said in ((caption, SavingSaid.CAPTION), (before, SavingSaid.BEFORE), (heading, SavingSaid.HEADING)):
        if SAVING.search(words):
            if names_more(words) and SPENT.search(
                SAVING.sub("", words)
            ):  # costs and savings: its rows say which are savings
                return None
            return SavingSaid.OPEN if names_more(words) or BESIDES.search(label) else said
        if SPENT.search(words):
            return SavingSaid.OPEN if words == before and SAVING.search(heading) else None
    return None


def names_more(words: str) -> bool:
    """Whether words name savings and something else beside them: savings and pressures."""
    return bool(AND.search(words) and BESIDES.search(words))


def says_budget(before: str, behind: str) -> bool:
    """Whether the words beside an amount say that it is budget or spend, not by how much that went down."""
    own = MONEY.split(before)[-1]
    if SAVING.search(own) or FELL_BY.search(own):
        return False
    return bool(BUDGET_BEFORE.search(own) or BUDGET_BEHIND.match(behind))


def says_over_or_under(before: str, behind: str) -> bool:
    """Whether the words beside an amount, and not beside another, say that it is an overspend or underspend."""
    own = MONEY.split(before)[-1]
    return bool(OVER_UNDER.search(own) or BEHIND_OVER.match(behind))


def is_a_difference(behind: str) -> bool:
    """Whether an amount says by how much another is more or less than a third: it is no budget and no spend."""
    return bool(DIFFERENCE_BEHIND.match(behind))


def comes_in(before: str, behind: str) -> bool:
    """Whether the words beside an amount, and not beside another, say that it is income, a grant, a reserve or a value."""
    own, later = MONEY.split(before)[-1], MONEY.split(behind)[0]
    return bool(COMES_IN.search(own) or COMES_IN.search(re.split(r"[,;]", later)[0]))


def goes_on_about_savings(earlier: str, sentence: str) -> bool:
    """Whether a sentence says how far savings are that the sentences before it named."""
    return bool(SAVING.search(earlier) and GOES_ON.search(sentence) and not SPENT.search(sentence))
