"""What a list of councils says of each, without opening their tables."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import NamedTuple


class Listed(NamedTuple):
    """What a list of councils says of one, from its descriptor alone: no table is opened for it. ``tables`` are those it has."""

    slug: str
    title: str
    short_title: str
    illustrative: bool = False
    featured: bool = False
    tables: frozenset[str] = frozenset()


class Listing(tuple[Listed, ...]):
    """Councils in the order of a list, whose hash is worked out once: what is kept of a list is looked for by it at each visit."""

    @classmethod
    def of(cls, councils: Iterable[Listed]) -> Listing:
        return councils if isinstance(councils, Listing) else cls(councils)

    @cached_property
    def _hash(self) -> int:
        return super().__hash__()

    def __hash__(self) -> int:
        return self._hash


@lru_cache(maxsize=8)
def as_before(listing: Listing) -> Listing:
    """Return the list that was made a second before, where it is equal: what is kept of it is then found without comparing councils."""
    return listing
