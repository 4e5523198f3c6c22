"""Words about dates as tokens: one spelling of case, dashes, spaces and dots, each token with its place in the original.

Every character is either in a token or known to mean nothing, so that a reader of all tokens has read the whole phrase.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

MAX_TOKENS = 60  # a longer text is not a date, and is not read
NOTHING_BEHIND = {".", ",", ";"}  # marks that end a phrase without changing it
SAME = {"[": "(", "]": ")"}
QUOTES = dict.fromkeys("‘’‛′`´ʼ", "'") | dict.fromkeys("“”„″", '"')
MINUS = "−"  # a dash to its reader, though not in the Unicode category of dashes
PLAIN_FORMS = ("<wide>", "<narrow>", "<font>", "<noBreak>")  # the same character in another shape, and no footnote mark
FOOTNOTE = "\N{REFERENCE MARK}"  # stands for a raised or circled digit, which must not join a number
TOKEN = re.compile(r"[0-9]+|[^\W\d_]+|\S")


@dataclass(frozen=True)
class Phrase:
    """A phrase as tokens. ``starts[i]`` and ``ends[i]`` are the places of token ``i`` in ``as_written``."""

    as_written: str
    tokens: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def words(self, first: int, last: int) -> str:
        """Return the tokens from ``first`` up to but not including ``last`` as they were written."""
        return self.as_written[self.starts[first] : self.ends[last - 1]] if first < last else ""


def tokenise(as_written: str) -> Phrase:
    """Return a phrase as tokens: numbers, words and single marks. No tokens where there are more than ``MAX_TOKENS``."""
    characters = [pair for place, one in enumerate(as_written) for pair in _characters(one, place)]
    text = "".join(character for character, _ in characters)
    rows: list[tuple[str, int, int]] = []
    for token in TOKEN.finditer(text):
        if not _dropped(token[0], rows[-1][0] if rows else ""):
            rows.append((token[0], characters[token.start()][1], characters[token.end() - 1][1] + 1))
        if len(rows) > MAX_TOKENS:
            return Phrase(as_written, (), (), ())
    while rows and rows[-1][0] in NOTHING_BEHIND:
        rows.pop()
    return Phrase(as_written, *(tuple(column) for column in zip(*rows, strict=True))) if rows else _empty(as_written)


def _empty(as_written: str) -> Phrase:
    return Phrase(as_written, (), (), ())


def _dropped(token: str, before: str) -> bool:
    """A dot behind a word ("Sept. 2021", "w.e.f.") or a second dash ("--") says nothing."""
    return (token == "." and before[-1:].isalpha()) or (token == "-" and before == "-")


def _characters(one: str, place: int) -> Iterator[tuple[str, int]]:
    """Yield a character as its plain forms, each with the place of the original."""
    if one.isascii():
        yield SAME.get(one, one.lower()), place
        return
    form = unicodedata.decomposition(one).split(" ")[0]
    plain = unicodedata.normalize("NFKC", one).casefold()
    if form.startswith("<") and form not in PLAIN_FORMS and any(c.isdigit() for c in plain):
        yield FOOTNOTE, place
    elif unicodedata.category(one) != "Cf":  # zero-width marks and soft hyphens cannot be seen
        for character in QUOTES.get(one, plain):
            yield "-" if unicodedata.category(character) == "Pd" or character == MINUS else character, place
