"""Figures altered one at a time in the shipped datasets: how many are noticed, and nothing where nothing is altered."""

from __future__ import annotations

import random
from functools import lru_cache

import pytest

from dayops_dash.dataset import Library
from tests.measures.record.altered import Alteration, Where, alterations, noticed, texts, unaltered, with_rows
from tests.measures.record.altered import claims as claimed
from tests.thorough import THOROUGH

pytestmark = pytest.mark.long
SEED, SAMPLE = 20230313, 150 if THOROUGH else 75
LEAST = 0.75  # of each kind in this sample; of all figures the least is 0.84
MADE_UP = ("exampleshire",)  # has no paper that could be read a second time


@lru_cache(maxsize=1)
def sample() -> tuple[Alteration, ...]:
    chance = random.Random(SEED)
    every = [a for slug in Library().slugs() for a in alterations(slug, chance)]
    return tuple(chance.sample([a for a in every if a.table not in ("reach", "printed_numbers")], SAMPLE))


@lru_cache(maxsize=SAMPLE)
def seen(alteration: Alteration) -> bool:
    return noticed(alteration)


def test_most_altered_figures_are_noticed_by_what_the_rows_say_of_each_other() -> None:
    missed = [str(a) for a in sample() if not seen(a)]
    assert len(missed) <= SAMPLE * 0.15, missed


@pytest.mark.parametrize("where", list(Where))
def test_each_kind_of_alteration_is_noticed(where: Where) -> None:
    mine = [a for a in sample() if a.where is where and a.slug not in MADE_UP]
    assert sum(map(seen, mine)) >= LEAST * len(mine)


@pytest.mark.parametrize("slug", Library().slugs())
def test_nothing_is_said_of_what_is_not_altered(slug: str) -> None:
    """The dataset as shipped, and the same rows in another order."""
    problems, claims = unaltered(slug)
    assert all(": note: " in problem for problem in problems)
    backwards = {name: tuple(reversed(texts(slug, name))) for name in ("people", "context", "spend")}
    assert len(claimed(with_rows(slug, backwards))) == len(claims)
