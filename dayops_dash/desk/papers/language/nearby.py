"""What the words round a number say of it: its year, its day, whether it is budget or spend, and whether a saving is made."""

from __future__ import annotations

import re

from dayops_dash.dataset.vocabulary import MoneyBasis, SavingKind
from dayops_dash.desk.papers.language.numbers import PrintedNumber
from dayops_dash.desk.papers.language.when import When

FINANCIAL = re.compile(r"(?<!\d)(20\d\d)\s?[/–-]\s?(?:20)?(\d\d)(?!\d)")


BASES = re.compile(
    r"(?P<spend>\bforecast|\boutturn|\bactuals?\b|\bspen[dt]|\bcosts?\b|\bexpenditure|\bpaid\b|\binvest|(?-i:\bfund|\bFund(?:ed|ing)))|\bbudget",
    re.I,
)


def date_of(text: str, one: PrintedNumber, dates: list[When]) -> When:
    """Return the date that a number is of: the one that a word such as "in" joins to it, else the nearest."""
    joined = re.compile(r"[^.;:]{0,60}?\b(?:in|at|as at|as of|on|during|by|for|since)\s+(?:the\s+)?$", re.I)
    behind = [when for when in dates if when.start >= one.end]
    if (
        behind
        and joined.fullmatch(text[one.end : behind[0].start])
        and not re.search(r"\d", text[one.end : behind[0].start])
    ):
        return behind[0]
    return min(dates, key=lambda when: min(abs(when.start - one.end), abs(one.start - when.end)))


def financial_year_of(*texts: str) -> str:
    for text in texts:
        if (found := FINANCIAL.search(text)) and int(found[2]) == (int(found[1]) + 1) % 100:
            return f"{found[1]}/{found[2]}"
    return ""


def basis_of(before: str, after: str, *texts: str) -> str:
    """Return whether an amount is budget or spend, "" where nothing says it.

    The last word for it before the number counts, else the first one behind it, else that of heading and caption.
    """
    words = list(BASES.finditer(before))
    found = words[-1] if words else BASES.search(after)
    for text in (part for whole in texts for part in whole.split(". ")):
        found = found or BASES.search(text)
    if found:
        return str(MoneyBasis.SPEND if found["spend"] else MoneyBasis.BUDGET)
    return ""


PER_PERSON = re.compile(r"\bper (?:customer|person|individual|head|client|service user)\b", re.I)
AHEAD = r"\b(?:to|will|would|should|must|not|not yet) (?:have )?(?:been |be )?(?:sav|achiev|deliver|realis|secur)e?d?\b"
SAVED = re.compile(
    rf"(?P<aim>{AHEAD}|\btarget|\bplan|\brequire|\bexpect|\bforecast|\bpropos|\bundelivered|\bat risk\b|\bremain|\bshortfall|\bslipp)"
    r"|\b(?:saved|achieved|delivered|realised|secured|banked)\b",
    re.I,
)


def saving_kind_of(before: str, after: str, *texts: str) -> SavingKind:
    """Return whether a saving is made or aimed at: by the word of either that is nearest to its number, else by that of a heading.

    One that nothing says is made is planned.
    """
    if PER_PERSON.search(f"{before} {after}"):
        return SavingKind.PER_PERSON
    near = [(len(before) - found.end(), found) for found in SAVED.finditer(before)]
    near += [(found.start(), found) for found in SAVED.finditer(after)]
    nearest = min(near, key=lambda pair: pair[0])[1] if near else None
    for text in texts:
        nearest = nearest or SAVED.search(text)
    return SavingKind.DELIVERED if nearest and not nearest["aim"] else SavingKind.PLANNED
