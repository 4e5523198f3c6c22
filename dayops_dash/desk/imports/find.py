"""Which action, recommendation or risk a row of a tracker is about: by what was answered before, by its reference, by its title."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property

from dayops_dash.dataset.checks.returns import plain_word
from dayops_dash.desk.held import HeldVersion
from dayops_dash.desk.imports.identity import plain_reference
from dayops_dash.desk.returns.form import FormLine
from dayops_dash.desk.returns.forms import FORMS

SAME_ACTION = 0.5  # of difflib: how like the words of one reference must be, then and now


@dataclass(frozen=True)
class RowMatch:
    """What a row is about ("" for nothing that is published), what is to be said of it, and why it is not what its reference says.

    ``doubt`` is why a person should first say that it is: its words are not those that are published.
    """

    key: str
    note: str = ""
    reason: str = ""
    doubt: str = ""


@dataclass(frozen=True)
class RowFinder:
    """What is published of a kind, to find rows in. ``known`` is which one each reference was last time.

    ``confirmed`` is the same of those whose words differ and of which a person has said that they are the same; "" for another one.
    """

    held: HeldVersion
    kind: str
    known: Mapping[str, str] = field(default_factory=dict)
    confirmed: Mapping[str, str] = field(default_factory=dict)
    has_own_ids: bool = False
    has_titles: bool = False  # whether rows have words of their own, so that one without them is not sure

    @cached_property
    def lines(self) -> dict[str, FormLine]:
        return {line.key: line for line in FORMS[self.kind].lines(self.held)}

    @cached_property
    def _table(self) -> Mapping[str, dict[str, str]]:
        return self.held.rows({"actions": "intentions"}.get(self.kind, self.kind))

    def reference(self, key: str) -> str:
        return self._table[key].get("reference", "")

    def title(self, key: str) -> str:
        row = self._table[key]
        return row.get("title") or row.get("summary", "")

    @cached_property
    def _by_reference(self) -> dict[str, list[str]]:
        keys: dict[str, list[str]] = {}
        for key in self.lines:
            for name in {plain_reference(self.reference(key)), key} - {""}:
                keys.setdefault(name, []).append(key)
        return keys

    @cached_property
    def _by_title(self) -> dict[str, list[str]]:
        keys: dict[str, list[str]] = {}
        for key in self.lines:
            keys.setdefault(plain_word(self.title(key)), []).append(key)
        return keys

    def knows_none(self, references: Iterable[str]) -> bool:
        """Return whether rows have references and none of them is a published one or was answered before: another system's codes."""
        plain = {plain_reference(one) for one in references} - {""}
        return bool(plain) and not plain & {*self._by_reference, *self.known, *self.confirmed}

    def find(self, reference: str, title: str) -> RowMatch:
        """Return the action that a row is about. A reference published for other words does not decide it."""
        plain = plain_reference(reference)
        if plain and self.confirmed.get(plain) == "":
            return RowMatch("", reason=f"a person has said that {reference} is another action than the one published")
        if plain and (key := self.confirmed.get(plain) or self.known.get(plain, "")) in self.lines:
            match = self._of_words(key, title, reference)
            if self.confirmed.get(plain) == key and match.doubt:  # a person has said that it is the same
                return RowMatch(key, match.doubt.partition(" Say")[0])
            return match
        named = self._by_reference.get(plain, []) if plain and not self.has_own_ids else []
        if named:
            likely = sorted(named, key=lambda key: -self._alike(key, title))
            if len(named) > 1 and self._alike(likely[0], title) < 1:
                return RowMatch(
                    "", reason=f"{len(named)} actions have the reference {reference}, and none has these words."
                )
            if self.has_titles and not title:
                doubt = (
                    f"It has no words of its own, and its reference is published for “{self.title(likely[0])[:80]}”."
                )
                return RowMatch(likely[0], doubt=f"{doubt} Say whether it is the same.")
            return self._of_words(likely[0], title, reference)
        same = self._by_title.get(plain_word(title), []) if title else []
        same = [key for key in same if self.has_own_ids or self._may_be(key, plain)]
        if len(same) == 1:
            return RowMatch(same[0], "It was found by its words, not by its reference.")
        if len(same) > 1:
            return RowMatch("", reason=f"{len(same)} actions have these very words. Give each its reference.")
        return RowMatch("")

    def _may_be(self, key: str, plain: str) -> bool:
        """Whether a row with the very words of something published may be it, though its reference is no published one.

        An action whose reference has changed is asked about (see ``lines.gone``).
        """
        return not plain or not self.reference(key) or self.kind != "actions"

    def _alike(self, key: str, title: str) -> float:
        if not title:
            return 1.0
        one, other = plain_word(self.title(key)), plain_word(title)
        if one.startswith(other) or other.startswith(one):  # the one may be shortened
            return 1.0
        return SequenceMatcher(None, one[:300], other[:300]).ratio()

    def _of_words(self, key: str, title: str, reference: str) -> RowMatch:
        alike = self._alike(key, title)
        if alike < SAME_ACTION:
            difference = f"the reference {reference} is published for other words: “{self.title(key)[:80]}”"
            return RowMatch(
                "", reason=f"{difference}. References change with each plan: say whether this is a new action."
            )
        if not title or plain_word(title) == plain_word(self.title(key)):
            return RowMatch(key)
        difference = f"Its words differ from what is published: “{self.title(key)[:80]}”."
        return (
            RowMatch(key, difference)
            if alike == 1
            else RowMatch(key, doubt=f"{difference} Say whether it is the same.")
        )
