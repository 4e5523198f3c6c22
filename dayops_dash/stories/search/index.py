"""An index of what can be found, kept in memory: SQLite's full-text search (FTS5), which comes with Python.

Words are found whatever their ending (Porter's stems), by their beginning, and with a slip of a letter or two.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from itertools import takewhile
from threading import Lock

from dayops_dash.cache import per_council
from dayops_dash.dataset import Council
from dayops_dash.stories.search.findable import Findable, things_in_rows, things_told

WORD = re.compile(r"[^\W_]+")
TITLE_WEIGHT = 6.0  # a word of a name counts so much more than one of the text
MOST_WORDS = 8  # of a search; more are not looked at
MOST_BEGUN = 40  # words that begin alike
SHORTEST_BEGUN = 2  # letters from which a word is looked for by its beginning
SHORTEST_SLIP = 4  # letters from which a slip is forgiven: in a shorter word it would be another word
LEAST_ALIKE = 0.74  # of 1, how alike a word must be to stand in for one that is not there
NEAR = 0.06  # how much less alike than the best another may be
MOST_ALIKE = 3  # words that stand in for one
SMALL_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "by",
        "do",
        "for",
        "from",
        "has",
        "have",
        "how",
        "in",
        "is",
        "it",
        "of",
        "on",
        "or",
        "that",
        "the",
        "to",
        "was",
        "we",
        "what",
        "who",
        "with",
    ]
)


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters without accents, as the index holds them."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return WORD.findall("".join(mark for mark in plain if not unicodedata.combining(mark)))


def asked_words(text: str) -> tuple[str, ...]:
    """Return the words that a search asks for, each once: small words only where there are no others."""
    words = tuple(dict.fromkeys(words_of(text)))
    return (tuple(word for word in words if word not in SMALL_WORDS) or words)[:MOST_WORDS]


class Index:
    """Things that can be found, and their words. Readers share one; nothing in it changes once it is made."""

    def __init__(self, things: Sequence[Findable]) -> None:
        self.things = tuple(things)
        texts = [(" ".join(words_of(each.title)), " ".join(words_of(f"{each.what} {each.words}"))) for each in things]
        self.vocabulary = tuple(sorted({word for pair in texts for text in pair for word in text.split()}))
        self._lock = Lock()
        self._held = sqlite3.connect(":memory:", check_same_thread=False)
        self._held.execute("CREATE VIRTUAL TABLE things USING fts5(title, text, tokenize='porter unicode61')")
        self._held.executemany(
            "INSERT INTO things(rowid, title, text) VALUES (?, ?, ?)", ((n, *pair) for n, pair in enumerate(texts))
        )

    def has(self, word: str) -> bool:
        """Return whether a word, or one of the same stem, is there."""
        return bool(self._asked("SELECT 1 FROM things WHERE things MATCH ? LIMIT 1", quoted(word)))

    def begun(self, start: str) -> list[str]:
        """Return the words that begin with some letters."""
        if len(start) < SHORTEST_BEGUN:
            return []
        first = bisect_left(self.vocabulary, start)
        found = takewhile(lambda word: word.startswith(start), self.vocabulary[first : first + MOST_BEGUN])
        return list(found)

    def find(self, words: Iterable[Iterable[str]], *, some: bool = False) -> list[tuple[float, Findable]]:
        """Return what holds, of each set of words, one at least (of any set, for ``some``), with its rank: the lowest is the best."""
        sets = [f"({' OR '.join(map(quoted, one))})" for one in words]
        if not sets:
            return []
        asked = (" OR " if some else " AND ").join(sets)
        told = f"SELECT rowid, bm25(things, {TITLE_WEIGHT}, 1.0) FROM things WHERE things MATCH ?"
        return [(rank, self.things[place]) for place, rank in self._asked(told, asked)]

    def _asked(self, told: str, asked: str) -> list[tuple[int, float]]:
        with self._lock:
            return self._held.execute(told, (asked,)).fetchall()


def quoted(word: str) -> str:
    """Return a word as FTS5 takes it for a word and nothing else."""
    return '"' + word.replace('"', '""') + '"'


@per_council
def index_of_rows(council: Council) -> Index:
    """Return the index of a council's rows, made once for a version of its data and a day."""
    return Index(things_in_rows(council))


@per_council
def index_of_pages(council: Council) -> Index:
    """Return the index of what a council's pages tell."""
    return Index(things_told(council))


def alike(word: str, vocabulary: Iterable[str]) -> list[str]:
    """Return the words that one may have been meant for, the most alike first: a letter or two wrong, left out or too many."""
    if len(word) < SHORTEST_SLIP or word.isdigit():
        return []
    pairs, found = _pairs(word), []
    matcher = SequenceMatcher(b=word, autojunk=False)
    for other in vocabulary:
        if abs(len(other) - len(word)) > 2 or other.isdigit() or len(pairs & _pairs(other)) * 3 < len(pairs):
            continue
        matcher.set_seq1(other)
        if matcher.quick_ratio() >= LEAST_ALIKE and (ratio := matcher.ratio()) >= LEAST_ALIKE:
            found.append((-ratio, other))
    found.sort()
    return [other for ratio, other in found[:MOST_ALIKE] if ratio <= found[0][0] + NEAR]


def _pairs(word: str) -> set[str]:
    return {*(word[place : place + 2] for place in range(len(word) - 1)), f"^{word[0]}", f"{word[-1]}$"}
