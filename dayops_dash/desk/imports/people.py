"""People's names in a tracker: each becomes a role by the council's own table, and one that has no role is refused."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from dayops_dash.dataset.checks.returns import plain_word
from dayops_dash.desk.cell import CellContent
from dayops_dash.desk.held import HeldVersion
from dayops_dash.desk.imports.answers import ImportAnswers

SURE_PARTS = re.compile(r"\s*[;|\n\r]\s*")
LIKELY_PARTS = re.compile(r"\s*(?:[;|\n\r/,&+]|\band\b)\s*", re.IGNORECASE)
SURNAME_FIRST = re.compile(r"[A-Z][\w'’-]+, [A-Z][\w'’-]+")  # Smith, Jane is one person
BRACKETS = re.compile(r"\s*\(([^()]*)\)\s*$")
NO_ROLE = "it names somebody who has no role yet. Say once which role stands for them, and read the tracker again."
MAY_NAME = "it may name a person. Read it: say it with a role in place of the name, or take it as it is."
TITLES = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Cllr|Councillor|Sir|Dame|Lord|Lady)\.? [A-Z]")
PAIRS = re.compile(r"(?<![\w'’-])((?:[A-Z]\.? )?[A-Z][\w'’-]+|[A-Z]\.?) ([A-Z][a-z'’-][\w'’-]*)")
INITIALS = re.compile(r"\b([A-Z]{2,3})\b(?= (?:to|will|has|is|was|met|sent|chasing)\b)|\(([A-Z]{2,3})\)")
WORD = re.compile(r"[^\W\d_][\w'’-]*")
OWNED = (("intentions", "owner_role"), ("risks", "owner_role"), ("recommendations", "lead_role"))
SPOKEN = ("intentions", "updates", "documents", "recommendations", "risks", "glossary", "services", "areas")


@dataclass(frozen=True)
class TrackerPeople:
    """Who is who: the council's roles, the names that have one, and the names in the tracker that have none.

    ``unknown`` are names as they stand in the column of owners.
    """

    held: HeldVersion
    answers: ImportAnswers = field(repr=False)
    unknown: tuple[str, ...] = field(default=(), repr=False)

    @cached_property
    def roles(self) -> Mapping[str, str]:
        """The council's roles, by the words that they are compared by."""
        published = [row.get(column, "") for table, column in OWNED for row in self.held.rows(table).values()]
        return {plain_word(role): role for role in (*published, *self.answers.people.values()) if role}

    @cached_property
    def spoken(self) -> frozenset[str]:
        """Every word that the council's published rows use: what is published already is no news about a person."""
        cells = (cell for table in SPOKEN for row in self.held.rows(table).values() for cell in row.values())
        roles = (word for role in self.roles for word in role.split())
        return frozenset({word.casefold() for cell in cells for word in WORD.findall(cell)} | set(roles))

    def role(self, words: str) -> str:
        """Return the role that words are or stand for; "" where nobody has said."""
        return self.answers.role_of(words) or self.roles.get(plain_word(words), "")

    def owners(self, words: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the roles of a cell that may have several leads, and the words in it that are no role and have none."""
        whole = " ".join(words.split())
        if not whole:
            return (), ()
        if role := self.role(whole):
            return (role,), ()
        for pattern in (SURE_PARTS, LIKELY_PARTS):
            parts = [part for part in pattern.split(words.strip()) if part]
            roles = [self._role_of_part(part) for part in parts]
            if all(roles):
                return tuple(dict.fromkeys(roles)), ()
        if SURNAME_FIRST.fullmatch(whole) and not any(roles):
            return (), (whole,)
        return (), tuple(" ".join(p.split()) for p, role in zip(parts, roles, strict=True) if not role)

    def _role_of_part(self, words: str) -> str:
        """Return the role of one lead, who may have something in brackets behind: J. Smith (lead)."""
        return self.role(words) or self.role(BRACKETS.sub("", words))

    def with_unknown(self, cells: Iterable[str]) -> TrackerPeople:
        """Return the same with the names of a column of owners that have no role."""
        names = dict.fromkeys(name for words in dict.fromkeys(cells) for name in self.owners(words)[1])
        return replace(self, unknown=tuple(names))

    @cached_property
    def _named(self) -> re.Pattern[str]:
        return _any_of(self.answers.people)

    @cached_property
    def _nameless(self) -> re.Pattern[str]:
        return _any_of(name for name in self.unknown if len(name) > 2)

    @cached_property
    def _parts(self) -> re.Pattern[str]:
        names = (*self.answers.people, *self.unknown)
        parts = {part for name in names for part in WORD.findall(name) if len(part) > 2}
        return _any_of(part for part in parts if part.casefold() not in self.spoken)

    def without_names(self, read: CellContent) -> CellContent:
        """Return a text with roles in place of the names that have one; at fault where it names one that has none.

        Where words look like a person's name a person has to look at it first.
        """
        if not read.text:
            return read
        text = self._named.sub(lambda match: self.answers.role_of(match[0]) or match[0], read.text)
        if self._nameless.search(text):
            return CellContent(shown="(not shown)", fault=NO_ROLE)
        note = read.note if text == read.text else "A person's name became a role."
        doubt = MAY_NAME if self._may_name(text) else read.doubt
        return CellContent(text, text, doubt=doubt, note=note)

    def _may_name(self, text: str) -> bool:
        if TITLES.search(text) or self._parts.search(text):
            return True
        initials = (one or other for one, other in INITIALS.findall(text))
        pairs = (word.rstrip(".").casefold() for pair in PAIRS.findall(text) for word in pair)
        return any(word.casefold() not in self.spoken for word in (*initials, *pairs))


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Return what finds any of some words in a text, the longest first; nothing where there are none."""
    longest = sorted({" ".join(word.split()) for word in words if word.strip()}, key=len, reverse=True)
    inside = "|".join(re.escape(word) for word in longest)
    return re.compile(rf"(?<!\w)(?:{inside})(?!\w)", re.IGNORECASE) if longest else re.compile(r"(?!)")
