"""How we say things: money, dates, counts, shares. One place, so that every page, pack and file says them alike.

British spelling, sentence case, 13 March 2023, £18.4m (rules of the domain, section 7).
"""

from __future__ import annotations

import calendar
import math
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

NO_XML = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # characters that no document may hold
FORMULA = tuple("=+-@\t\r\n")  # how a cell begins that a spreadsheet could work out
NUMBER_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
PROVIDERS = {  # the closed list of who provides, in plain words
    "all": "all providers",
    "internal": "council-run",
    "external": "independent sector",
    "direct payment": "direct payments",
    "community": "community",
    "internal and external": "both council-run and independent sector",
    "transport": "transport",
}


def clean(words: str) -> str:
    """Return text without the characters that no document and no drawing may hold."""
    return NO_XML.sub("\ufffd", words.replace("\r\n", "\n").replace("\r", "\n"))


def no_formula(words: str) -> str:
    """Return text as a cell of a CSV file: led by an apostrophe where a spreadsheet could work it out, and without a carriage return.

    A carriage return would begin a row.
    """
    words = clean(words)
    return f"'{words}" if words.startswith(FORMULA) else words


def cleaned(told: Any) -> Any:
    """Return nested mappings and lists with the characters that files may not hold removed from every text."""
    if isinstance(told, str):
        return clean(told)
    if isinstance(told, Mapping):
        return {name: cleaned(part) for name, part in told.items()}
    return [cleaned(part) for part in told] if isinstance(told, list | tuple) else told


def day(when: date) -> str:
    """13 March 2023"""
    return f"{when.day} {when:%B %Y}"


def short_day(when: date) -> str:
    """13 Mar 2023"""
    return f"{when.day} {when:%b %Y}"


def month(when: date) -> str:
    """March 2023"""
    return f"{when:%B %Y}"


def plain(number: float, places: int = 3) -> str:
    """Return a number with thousands separators and no more decimals than it has."""
    text = f"{number:,.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


SCALES = ((1_000_000_000, "bn"), (1_000_000, "m"))  # the amounts from which a unit stands for the noughts
FIGURES = 3  # of an amount with a unit that are said; what the paper prints stands in the table


def money(pounds: float | None) -> str:
    """£18.4m, £3.19m, £250,000, £4,645, £16.50: the one shape of an amount for reading; "not stated" for None."""
    if missing(pounds):
        return "not stated"
    assert pounds is not None
    for scale, unit in SCALES:
        if abs(pounds) >= scale:
            return f"£{plain(float(f'{pounds / scale:.{FIGURES}g}'))}{unit}"
    return exact_money(pounds)


def exact_money(pounds: float) -> str:
    """£3,187,000: an amount to the pound, or to the penny where it has any."""
    return f"£{pounds:,.0f}" if float(pounds).is_integer() else f"£{pounds:,.2f}"


def is_rounded(pounds: float) -> bool:
    """Whether the shape for reading leaves something of an amount out."""
    return any(abs(pounds) >= scale and float(f"{pounds:.{FIGURES}g}") != pounds for scale, _ in SCALES)


def about_money(pounds: float) -> str:
    """£2.85m, £280,000, £4,000: an amount that rests on assumptions, to no more figures than they bear."""
    step = 50_000 if abs(pounds) >= 1_000_000 else 10_000 if abs(pounds) >= 100_000 else 1000
    return money(round(pounds / step) * step)


def percent(share: float | None) -> str:
    """68%; one decimal at most."""
    return "not stated" if missing(share) else f"{plain(float(share), 2)}%"  # type: ignore[arg-type]


def missing(value: object) -> bool:
    """Whether a value is absent: None, NaN, <NA> or ""."""
    return value is None or str(value) in ("", "<NA>") or (isinstance(value, float) and math.isnan(value))


def count(number: int, one: str, many: str = "") -> str:
    """1 intention, 7 intentions"""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


HEDGES = {
    "about": "about ",
    "at least": "at least ",
    "at most": "up to ",
    "more than": "more than ",
    "less than": "less than ",
}


def hedged(number: str, qualifier: str) -> str:
    """Return a number with the paper's hedge, which is never lost: about 1,400; up to 60; 88,200 (projected)."""
    if not qualifier:
        return number
    return f"{HEDGES[qualifier]}{number}" if qualifier in HEDGES else f"{number} ({qualifier})"


HEDGED_ALREADY = re.compile(
    r"\b(?:about|approx|around|circa|nearly|almost|up to|at (?:most|least)|max|min|over|under|(?:more|less|fewer) than"
    r"|average|mean\b|project|estimat|assum|forecast|expect)|\d\+",
    re.IGNORECASE,
)


def as_hedged(printed: str, qualifier: str) -> str:
    """Return a number as the paper prints it with the paper's hedge, once: up to 12 weeks; £4,645 (average)."""
    return printed if HEDGED_ALREADY.search(printed) else hedged(printed, qualifier)


def spelled(number: int) -> str:
    """Return a number to begin a sentence or for prose: words up to nine."""
    return NUMBER_WORDS[number] if 0 <= number < len(NUMBER_WORDS) else f"{number:,}"


TEENS = (
    "ten",
    "eleven",
    "twelve",
    *(f"{stem}teen" for stem in ("thir", "four", "fif", "six", "seven", "eigh", "nine")),
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def begun(number: int) -> str:
    """Return a number to begin a sentence, in words up to ninety-nine: Seventeen. Zero is None."""
    if number == 0:
        return "None"
    if not 9 < number < 100:
        return capital(spelled(number))
    if number < 20:
        return capital(TEENS[number - 10])
    tens, rest = divmod(number, 10)
    return capital(TENS[tens - 2] + (f"-{NUMBER_WORDS[rest]}" if rest else ""))


def out_of(number: int, whole: int) -> str:
    """Return a number of a whole, both in words or both in figures: three of five; 5 of 11; none of 19; all five; both."""
    if number == 0:
        return f"none of {spelled(whole)}"
    if number == whole > 1:
        return "both" if whole == 2 else f"all {spelled(whole)}"
    if max(number, whole) < len(NUMBER_WORDS):
        return f"{spelled(number)} of {spelled(whole)}"
    return f"{number:,} of {whole:,}"


def sentence(text: str) -> str:
    """Return text with its first letter large, and a full stop."""
    text = text.strip()
    return (text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")) if text else ""


def listed(items: Sequence[str], joiner: str = "and") -> str:
    """a, b and c; where an item has the joiner or a comma in itself, a comma parts it from the last: a and b, and c"""
    comma = "," if any(f" {joiner} " in item or ", " in item for item in items) else ""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])}{comma} {joiner} {items[-1]}" if items else ""


MOST_WORDS = 20  # of a sentence


def listed_in_sentences(items: Sequence[str], before: str = "") -> str:
    """Return a list as one sentence, or as several where it would have too many words; ``before`` begins the first."""
    told: list[list[str]] = [[]]
    for item in items:
        lead = before if len(told) == 1 else ""
        if told[-1] and len(f"{lead}{listed([*told[-1], item])}".split()) > MOST_WORDS:
            told.append([])
        told[-1].append(item)
    first, *rest = (listed(part) for part in told)
    return ". ".join([f"{before}{first}", *(begin(part) for part in rest)])


def begin(words: str) -> str:
    """Return words to begin a sentence: a number that leads them is spelled."""
    first, _, rest = words.partition(" ")
    return f"{begun(int(first))} {rest}" if first.isdigit() else capital(words)


def age(days: int) -> str:
    """Return how long ago, in the coarsest words that are true: today, 12 days, 5 months, 3 years 8 months."""
    if days <= 0:
        return "today"
    if days < 61:
        return count(days, "day")
    months = int((days + 1) / 30.4375)  # a day of grace: 365 days are a year
    years, rest = divmod(months, 12)
    if not years:
        return count(months, "month")
    return count(years, "year") + (f" {count(rest, 'month')}" if rest else "")


NO_DAY = ", day not given"


def dated(written: str, on: date, *, inferred: bool) -> str:
    """Return a paper's date: 13 March 2023; April 2022 where it gives no day; 2022 (no day given) where it is inferred."""
    if inferred:
        return f"{on.year}{NO_DAY}"
    return day(on) if any(c.isdigit() for c in written.replace(str(on.year), "")) or not written else f"{month(on)}"


def provider(kind: str) -> str:
    """council-run, independent sector"""
    return PROVIDERS.get(str(kind), str(kind))


EXEMPT = "EXEMPT-"  # how the name of a file begins that holds exempt rows


def exempt(paragraphs: Sequence[str]) -> str:
    """Return the mark of what holds rows that are exempt under some paragraphs of Schedule 12A; "" where there is none."""
    if not paragraphs:
        return ""
    which = f"paragraph{'s' if len(paragraphs) > 1 else ''} {listed(paragraphs)}"
    return f"Exempt: not for publication (Local Government Act 1972, Schedule 12A, {which})"


def uncapital(text: str) -> str:
    """Return text with its first letter small, to go on in a sentence; as it is where its first word is a name.

    A month, a day of the week, "I", a word with another capital or a digit in it (NHS, Care4CE), and two capitalised words that
    begin a text (Better Days, Client Level Data) are names.
    """
    first, _, rest = text.partition(" ")
    word = first.strip(".,;:!?()“”‘’\"'")
    name = word in NAMES or word != word[:1] + word[1:].lower() or any(c.isdigit() for c in word)
    return text if name or re.match(r"[A-Z][a-z]", rest) else text[:1].lower() + text[1:]


NAMES = {"I", *calendar.month_name, *calendar.month_abbr, *calendar.day_name, *calendar.day_abbr, "Sept"} - {""}


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
