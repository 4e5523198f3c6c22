"""Cards of what changed: what was said before, what is said now, and why. Many of one kind stand on one card by their names."""

from __future__ import annotations

from dataclasses import dataclass

from dayops_dash.figures.shared.link import Link

FOLD_FROM = 4  # cards of one kind that are folded into one


@dataclass(frozen=True)
class Card:
    """One change: of what, the words before and now ("" for none), and the reason that the papers give.

    ``replaced`` says that the words before no longer hold; else both stand.
    """

    title: str
    before: str
    now: str
    why: str = ""
    replaced: bool = True
    link: Link | None = None


@dataclass(frozen=True)
class CardGroup:
    """The changes of one kind: its name, what that means, and each of them."""

    heading: str
    meaning: str
    cards: tuple[Card, ...]

    @property
    def folded(self) -> bool:
        """Whether they stand on one card, by their names."""
        return len(self.cards) >= FOLD_FROM
