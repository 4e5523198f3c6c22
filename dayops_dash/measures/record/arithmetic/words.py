"""What a subject is of, as a set of words: those that papers use for one another are one, and small words are passed over."""

from __future__ import annotations

import re

ALIKE = {  # words that papers use for one another
    "people": ("people", "residents", "citizens", "individuals", "adults", "persons", "users", "customers", "clients"),
    "use": (
        *(
            "use",
            "uses",
            "used",
            "using",
            "attend",
            "attends",
            "attending",
            "access",
            "accessed",
            "accessing",
            "attended",
            "benefit",
        ),
        *("supported", "receive", "receiving", "reached"),
    ),
    "run": ("run", "runs", "running"),
    "day": ("day", "opportunities", "opportunity", "services", "service", "support"),
}
ONE_OF = {word: name for name, words in ALIKE.items() for word in words}
PASSED_OVER = {"a", "an", "and", "are", "at", "by", "for", "from", "in", "is", "of", "on", "or", "that", "the", "their"}
EVERYONE = {"", "all groups", "all"}
PASSED_OVER |= {"to", "were", "who", "with", "text", "rounded"}


def words_of(text: str) -> frozenset[str]:
    """Return the words that say what something is of: people, use and day for "citizens who attend day services"."""
    words = re.findall(r"[a-z0-9]+", text.casefold())
    return frozenset(ONE_OF.get(word, word) for word in words if word not in PASSED_OVER)


def group_of(client_group: str) -> str:
    """Return one form of a group of people: "" for everybody. A list of several is everyone that the council supports."""
    group = client_group.casefold()
    return "" if group in EVERYONE or group.count(",") > 1 else group
