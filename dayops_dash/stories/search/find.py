"""A search: the words that a reader typed, looked for in one council or in all, with what stood in for a word that is not there."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dayops_dash.dataset import Council
from dayops_dash.measures.shared.neighbours import alike as councils_alike
from dayops_dash.stories.search.findable import Findable
from dayops_dash.stories.search.index import Index, alike, asked_words, index_of_pages, index_of_rows, words_of

BUDGET = 0.4  # seconds of a processor for the indexes that one search makes; what is left is made by the next
LONGEST = 160  # characters of what is shown beside a result


@dataclass(frozen=True)
class Hit:
    """One result: of which council, what it is, and the words of it that show why it was found."""

    council: Council
    thing: Findable
    shown: str


@dataclass(frozen=True)
class Found:
    """What a search found, the best first. ``words`` are those looked for; ``instead`` those that stand in for one that nothing has.

    ``some``: nothing has all of the words, so these have some. ``missing`` are words that nothing has, nor any like them.
    ``searched`` councils were looked through, in ``whole`` of them their pages too, of ``councils``.
    """

    asked: str
    words: tuple[str, ...]
    hits: tuple[Hit, ...]
    instead: Mapping[str, tuple[str, ...]]
    missing: tuple[str, ...]
    some: bool
    searched: int
    whole: int
    councils: int

    @property
    def looked_for(self) -> tuple[str, ...]:
        """The words that results were found by."""
        return tuple(dict.fromkeys(w for word in self.words for w in self.instead.get(word, (word,))))


def find(council: Council, asked: str, *, everywhere: bool = False) -> Found:
    """Return what a council, or every council that can be shown beside it, has of the words of a text."""
    words = asked_words(asked)
    rows, pages, many = _indexes(council, everywhere=everywhere)
    indexes = [*rows, *pages]
    instead: dict[str, tuple[str, ...]] = {}
    missing = []
    for word in words:
        if not any(index.has(word) or index.begun(word) for _, index in indexes):
            known = {other for _, index in indexes for other in index.vocabulary}
            if others := alike(word, known):
                instead[word] = tuple(others)
            else:
                missing.append(word)
    found = _ranked(indexes, words, instead)
    some = not found and len(words) > 1
    if some:
        found = _ranked(indexes, words, instead, some=True)
    looked_for = tuple(w for word in words for w in instead.get(word, (word,)))
    hits = tuple(Hit(of, thing, snippet(thing, looked_for)) for of, thing in found)
    return Found(asked, words, hits, instead, tuple(missing), some, len(rows), len(pages), many)


def _indexes(
    council: Council, *, everywhere: bool
) -> tuple[list[tuple[Council, Index]], list[tuple[Council, Index]], int]:
    """Return the indexes of rows and of pages that there are or that can be made in time, and how many councils there are.

    The council's own come first, then those of the councils most like it. What was made before costs nothing.
    """
    rows, pages = [(council, index_of_rows(council))], [(council, index_of_pages(council))]
    if not everywhere:
        return rows, pages, 1
    library = council.dataset.library
    others = [each for each in library.listed() if each.slug != council.slug]
    like = [each.slug for each in councils_alike(council.dataset.listed, others)]
    until = time.thread_time() + BUDGET
    opened: list[Council] = []
    for slug in like:
        if time.thread_time() > until:
            break
        opened += [dataset.at(council.as_at, council.today) for dataset in library.datasets([slug])]
        rows += [(other, index_of_rows(other)) for other in opened[len(rows) - 1 :]]
    for other in opened:
        if time.thread_time() > until:
            break
        pages.append((other, index_of_pages(other)))
    return rows, pages, 1 + len(like)


def _ranked(
    indexes: Sequence[tuple[Council, Index]],
    words: Sequence[str],
    instead: Mapping[str, tuple[str, ...]],
    *,
    some: bool = False,
) -> list[tuple[Council, Findable]]:
    """Return what is found, the best first, in the order of the indexes where two are alike."""
    found: list[tuple[float, Council, Findable]] = []
    for council, index in indexes:
        sets = [instead.get(word) or (word, *index.begun(word)) for word in words]
        found += [(rank, council, thing) for rank, thing in index.find(sets, some=some)]
    return [(council, thing) for _, council, thing in sorted(found, key=lambda one: one[0])]


def snippet(thing: Findable, words: Sequence[str]) -> str:
    """Return of a thing's text what has the words, its first line where only its name has them; at most ``LONGEST`` characters."""
    lines = thing.words.split("\n")
    line = next((line for line in lines if any(_begins(line, words))), lines[0])
    parts = line.split()
    first = next((place for place, part in enumerate(parts) if any(_begins(part, words))), 0)
    start = end = first
    while (start > 0 or end < len(parts)) and len(" ".join(parts[max(0, start - 1) : end + 1])) <= LONGEST:
        start, end = max(0, start - 1), min(len(parts), end + 1)
    return f"{'… ' * (start > 0)}{' '.join(parts[start:end])}{' …' * (end < len(parts))}"


def _begins(text: str, words: Sequence[str]) -> Iterator[bool]:
    return (part.startswith(stem(word)) for part in words_of(text) for word in words)


def stem(word: str) -> str:
    """Return the beginning of a word that its other forms begin with too, near enough to show where it stands."""
    return word[: max(4, len(word) - 2)]
