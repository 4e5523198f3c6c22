"""Cells of published files: a number, or a mark that says why there is none. No mark ever stands for zero.

Which marks the open data files hold, by year of the figures: an empty cell, or one with a space, to 2016-17; ":" and "c" in 2017-18
and 2019-20; "c" in 2018-19; "[c]", "[x]", "x" and "[z]" from 2020-21. The others are those of the Government Statistical Service's
guidance on symbols and of older NHS publications, for revised files and the tables beside them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dayops_dash.dataset.vocabulary import Shorthand


@dataclass(frozen=True)
class Mark:
    """What a mark in the place of a number means."""

    shorthand: Shorthand
    meaning: str


_HIDDEN = Mark(Shorthand.HIDDEN, "hidden, so that no person can be recognised")
_NOT_AVAILABLE = Mark(Shorthand.NOT_AVAILABLE, "not available")
_NOT_APPLICABLE = Mark(Shorthand.NOT_APPLICABLE, "not applicable")
_NOT_EXPLAINED = Mark(Shorthand.NOT_AVAILABLE, "not available; the file does not say why, and it is not read as zero")
BRACKETS = (("[", "]"), ("(", ")"), ("{", "}"))
MARKS = {  # in small letters and without brackets
    "": _NOT_EXPLAINED,  # hidden, not sent or not relevant (notes to the file of 2018-19)
    "c": _HIDDEN,
    "*": _HIDDEN,
    "**": _HIDDEN,
    "***": _HIDDEN,
    "s": _HIDDEN,
    **dict.fromkeys(("suppressed", "supressed", "redacted", "hidden", "data suppressed", "confidential"), _HIDDEN),
    "x": _NOT_AVAILABLE,
    ":": _NOT_AVAILABLE,
    "..": _NOT_AVAILABLE,
    "n/a": _NOT_AVAILABLE,
    "#n/a": _NOT_AVAILABLE,
    "na": _NOT_AVAILABLE,
    "null": _NOT_AVAILABLE,
    **dict.fromkeys(
        ("n.a", "n.a.", "n\\a", "not available", "data not available", "unavailable", "...", "…"), _NOT_AVAILABLE
    ),
    **dict.fromkeys(("not collected", "not recorded", "no data", "missing", "not known", "unknown"), _NOT_AVAILABLE),
    "w": Mark(Shorthand.NOT_AVAILABLE, "not available: nothing was recorded in the survey"),
    "u": Mark(Shorthand.NOT_AVAILABLE, "not available: too unreliable to publish"),
    "z": _NOT_APPLICABLE,
    ".": _NOT_APPLICABLE,
    "not applicable": _NOT_APPLICABLE,
    "not relevant": _NOT_APPLICABLE,
    "low": Mark(Shorthand.LOW, "too low to print, but not zero"),
    "k": Mark(Shorthand.LOW, "too low to print, but not zero"),
    **dict.fromkeys(("-", "\u2010", "\u2011", "\u2012", "–", "—", "\u2015", "\u2212", "~", "#", "^"), _NOT_EXPLAINED),
}
BESIDE = {  # marks that stand beside a number, which holds all the same
    "b": "a break in the series",
    "e": "estimated",
    "p": "provisional",
    "r": "revised",
    "u": "of low reliability",
}
EXPECTED = "a number, or a mark such as [c] hidden, [x] or “:” not available, [z] not applicable, [low] low"
NUMBER = re.compile(
    r"(?P<number>(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)(?P<percent> ?%)?"
    r"(?P<beside>(?: ?(?:\[[a-z0-9, ]+\]|\([a-z]\)|[bepru](?![a-z0-9])|[†‡§⁰¹²³⁴-⁹]+))*)",
    re.IGNORECASE,
)
ONE_BESIDE = re.compile(r"\[([^]]+)\]|\(([a-z])\)|([a-z]|[†‡§⁰¹²³⁴-⁹]+)", re.IGNORECASE)
NOTES = re.compile(
    r"(?: ?(?:\[notes? ?[0-9, ]+\]|\(notes? ?[0-9, ]+\)|\[[0-9]{1,2}\]|\([0-9]{1,2}\)|[†‡§⁰¹²³⁴-⁹]))+$"
)  # behind a mark
FOOTNOTE = re.compile(r"notes? ?[0-9, ]+|[0-9]{1,2}|[†‡§⁰¹²³⁴-⁹]+")


@dataclass(frozen=True)
class PublishedCell:
    """What a cell says: a number with its digits in plain form, or the mark in its place; and what stands beside the number."""

    digits: str
    mark: Mark | None
    beside: tuple[str, ...] = ()
    percent: bool = False


def read_cell(written: str) -> PublishedCell:
    """Return what a published cell says. Raises ValueError where it is neither a number nor a known mark."""
    written = " ".join(written.split())
    if match := NUMBER.fullmatch(written):
        beside = ("".join(parts).lower() for parts in ONE_BESIDE.findall(match["beside"]))
        notes = [note.strip() for group in beside for note in _apart(group)]
        unknown = [note for note in notes if note not in BESIDE and not FOOTNOTE.fullmatch(note)]
        if unknown:
            raise ValueError(f"[{unknown[0]}] beside a number")
        return PublishedCell(match["number"].replace(",", ""), None, tuple(notes), bool(match["percent"]))
    plain = _bare(NOTES.sub("", written.lower()))
    if plain not in MARKS:
        raise ValueError(f"{written!r} is neither a number nor a known mark")
    return PublishedCell("", MARKS[plain])


def _apart(note: str) -> list[str]:
    """Return the marks within one pair of brackets: "b, p" is two, "notes 1, 2" is one."""
    return [note] if FOOTNOTE.fullmatch(note) else note.split(",")


def _bare(mark: str) -> str:
    """Return a mark without the brackets round it, of either kind."""
    for begins, ends in BRACKETS:
        if len(mark) > 1 and mark.startswith(begins) and mark.endswith(ends):
            return mark[1:-1].strip()
    return mark


def words_beside(notes: tuple[str, ...]) -> str:
    """Return a sentence on what the marks beside a number mean; "" where there are none."""
    marks = [f"“[{note}]” {BESIDE[note]}" if note in BESIDE else f"“[{note}]”, see the file" for note in notes]
    return f"The file marks the number {', '.join(marks)}." if marks else ""
