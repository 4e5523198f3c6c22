"""Rows as they are gathered from a paper: keys that no other row has, and which numbers of the paper they hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from dayops_dash.dataset.schema import MAX_TEXT
from dayops_dash.dataset.vocabulary import Audience, EngagementState
from dayops_dash.desk.papers.language.numbers import NumberKind, PrintedNumber, numbers_of
from dayops_dash.desk.papers.language.when import When, dates_in
from dayops_dash.desk.papers.language.words import audience_of
from dayops_dash.desk.papers.proposing.model import Ground, PaperPlace, ProposedRow
from dayops_dash.desk.papers.proposing.sites import Site

YEARS = re.compile(r"(?:19|20)\d\d(?:[-/–]\d\d(?:\d\d)?)?|\d+")
LONGEST_PHRASE = 110
PARTS = re.compile(r"[;:()–—]|,(?!\d)|\s-\s|[.?!](?=\s|$)")
FIGURES = (NumberKind.MONEY, NumberKind.PERCENT, NumberKind.COUNT)


@dataclass
class Gathered:
    """What was proposed so far of a paper that was made on a day."""

    said_on: date | None = None
    place: str = ""
    rows: list[ProposedRow] = field(default_factory=list)
    held: set[tuple[int, int]] = field(default_factory=set)
    keys: set[tuple[str, str]] = field(default_factory=set)
    parents: dict[tuple[str, str], str] = field(default_factory=dict)
    positions: dict[str, int] = field(default_factory=dict)
    _numbers: dict[int, list[PrintedNumber]] = field(default_factory=dict)
    _dates: dict[int, list[When]] = field(default_factory=dict)

    def numbers(self, site: Site) -> list[PrintedNumber]:
        if site.index not in self._numbers:
            self._numbers[site.index] = numbers_of(site.text)
        return self._numbers[site.index]

    def dates(self, site: Site) -> list[When]:
        if site.index not in self._dates:
            self._dates[site.index] = dates_in(site.text, self.said_on)
        return self._dates[site.index]

    def free(self, site: Site) -> list[PrintedNumber]:
        """Return the figures of a site that no row holds yet."""
        return [one for one in self.numbers(site) if one.kind in FIGURES and (site.index, one.start) not in self.held]

    def key(self, table: str, words: str) -> str:
        """Return a key made of words that no row of this paper has: without the years and numbers, which say nothing of what it is."""
        plain = re.sub(r"[^a-z0-9]+", "-", YEARS.sub(" ", words.casefold())).strip("-")[:44].strip("-") or "row"
        found, number = plain, 1
        while (table, found) in self.keys:
            number += 1
            found = f"{plain}.{number}"
        self.keys.add((table, found))
        return found

    def position(self, table: str) -> str:
        self.positions[table] = self.positions.get(table, 0) + 1
        return str(self.positions[table])

    def add(
        self,
        table: str,
        cells: Mapping[str, str | None],
        place: PaperPlace,
        *,
        label: str,
        grounds: Iterable[Ground] = (),
        parents: Iterable[tuple[str, str]] = (),
        holds: Iterable[tuple[Site, int]] = (),
        key_words: str = "",
    ) -> str:
        """Add a row and return its key."""
        key = self.key(table, key_words or label)
        plain = {name: str(value)[:MAX_TEXT] for name, value in cells.items() if value not in (None, "")}
        pairs = frozenset((site.index, start) for site, start in holds)
        self.held |= pairs
        self.rows.append(
            ProposedRow(
                table, key, plain, place, tuple(dict.fromkeys(grounds)), label[:LONGEST_PHRASE], tuple(parents), pairs
            )
        )
        return key

    def parent(
        self, table: str, name: str, cells: Mapping[str, str | None], place: PaperPlace, doubt: Ground | None = None
    ) -> str:
        """Return the key of a row that others refer to, by its name: it is added once."""
        if (table, name) not in self.parents:
            grounds = [Ground.SENTENCE, *([doubt] if doubt else [])]
            self.parents[table, name] = self.add(table, cells, place, label=name, grounds=grounds)
        return self.parents[table, name]

    def engagement(self, title: str, place: PaperPlace, *texts: str) -> tuple[str, Audience]:
        """Return the key of the engagement that a heading or caption names, and who took part."""
        who = audience_of(title, *texts)
        cells = {
            "position": self.position("engagements") if ("engagements", title) not in self.parents else "",
            "title": title,
            "audience": str(who),
            "state": str(EngagementState.HELD),
        }
        return self.parent("engagements", title, cells, place, no_audience(who)), who


def no_audience(who: Audience) -> Ground | None:
    """Return the doubt that an audience raises which the paper does not name: then everybody is offered."""
    return Ground.NO_AUDIENCE if who is Audience.EVERYONE else None


def place_of(site: Site, start: int = 0, words: str = "") -> PaperPlace:
    """Return the place of a number in a site, with the sentence or cell that says it."""
    box = site.content.box_at(start)
    return PaperPlace(site.locator, box.page or site.content.page, words or site.text, box)


def phrase(text: str, start: int, end: int) -> str:
    """Return the paper's short phrase round a number: the part of its sentence that it stands in, without it."""
    left = max((m.end() for m in PARTS.finditer(text) if m.end() <= start), default=0)
    right = min((m.start() for m in PARTS.finditer(text) if m.start() >= end), default=len(text))
    words = " ".join(f"{text[left:start]} … {text[end:right]}".split()).strip(" …,-")
    if len(words.replace("…", "").split()) < 2:
        words = " ".join(f"{text[max(0, start - 70) : start]} … {text[end : end + 70]}".split()).strip(" …,-")
    return cut(words)


def cut(words: str, longest: int = LONGEST_PHRASE) -> str:
    """Return words, shortened at a word's end."""
    words = " ".join(words.split())
    return words if len(words) <= longest else words[:longest].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def amount(value: float) -> str:
    """Return a value as a cell of a table holds it."""
    return f"{value:.6f}".rstrip("0").rstrip(".") if value % 1 else f"{value:.0f}"
