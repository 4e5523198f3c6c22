"""Which other councils stand beside one, wherever something of several is shown: those most like it, never by what their papers say."""

from __future__ import annotations

from collections.abc import Sequence

from dayops_dash.cache import per_file, per_text
from dayops_dash.dataset import Council, Listed, Listing

MOST = 4  # councils side by side: more columns cannot be read on a tablet

KINDS = (
    "county council",
    "city council",
    "metropolitan borough",
    "london borough",
    "borough council",
)  # in a council's title


@per_text
def kind(title: str) -> str:
    """Return what kind of council one is by its title, "" for a title that says none: most of those are unitary."""
    return next((each for each in KINDS if each in title.casefold()), "")


def alike(own: Listed, others: Sequence[Listed]) -> tuple[Listed, ...]:
    """Return other councils, those first that are most like this one: real ones, of its kind by title, and next to it by name.

    The order of any two does not depend on which others there are. Nothing of what their papers say is looked at.
    """
    return _alike(own, Listing.of(others))


@per_file
def _alike(own: Listed, others: Listing) -> tuple[Listed, ...]:
    own_kind = kind(own.title)
    key = {c.slug: (c.illustrative, kind(c.title) != own_kind, c.slug < own.slug, c.slug) for c in others}
    return tuple(sorted(others, key=lambda c: key[c.slug]))


def chosen(own: Listed, others: Sequence[Listed], asked: Sequence[str]) -> tuple[Listed, ...]:
    """Return the councils to compare: this one, then those asked for, else those most like it; ``MOST`` at most, in their order.

    A made-up council is compared only where it is asked for.
    """
    return _chosen(own, Listing.of(others), tuple(asked))


@per_file
def _chosen(own: Listed, others: Listing, asked: tuple[str, ...]) -> tuple[Listed, ...]:
    wanted = set(asked)
    known = [c for c in others if c.slug in wanted]
    if not known:
        like = {c.slug for c in alike(own, [c for c in others if not c.illustrative] or others)[: MOST - 1]}
        known = [c for c in others if c.slug in like]
    return (own, *known)[:MOST]


def is_made_up(council: Council) -> bool:
    return council.dataset.illustrative


def counted(councils: Sequence[Council]) -> tuple[Council, ...]:
    """Return the councils that a count is of: the real ones; all of them where all are made up."""
    return tuple(c for c in councils if not is_made_up(c)) or tuple(councils)


def others(council: Council) -> Listing:
    """Return what there is to compare a council with: every other council, without opening its tables."""
    return _others(Listing.of(council.dataset.library.listed()), council.slug)


@per_file
def _others(listed: Listing, slug: str) -> Listing:
    return Listing(each for each in listed if each.slug != slug)


def slugs_beside(council: Council, asked: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the councils that stand beside one: those asked for, else those most like it."""
    return tuple(each.slug for each in chosen(council.dataset.listed, others(council), asked)[1:])


def councils_beside(council: Council, asked: Sequence[str] = ()) -> tuple[Council, ...]:
    """Return the councils beside this one on the same day; only their tables are opened."""
    found = council.dataset.library.datasets(slugs_beside(council, asked))
    return tuple(other.at(council.as_at, council.today) for other in found)
