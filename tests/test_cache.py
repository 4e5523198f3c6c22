"""One rule for what is kept between readers (dayops_dash/cache.py): where it is stated, by what a value is kept, and how many."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import date, timedelta
from functools import _lru_cache_wrapper
from pathlib import Path
from typing import TypeAlias

import pytest

from dayops_dash.cache import COUNCIL_DAYS, per_council
from dayops_dash.dataset import Library
from dayops_dash.measures import risks
from dayops_dash.measures.risks import Risk
from tests.test_architecture import PACKAGE, imports, modules, room_of, tree_of, wrong

COUNCILS = 150  # as many as England has, about
Kept: TypeAlias = "_lru_cache_wrapper[tuple[Risk, ...]]"
READS_FILES = "dataset"  # keeps what it has read of files, by their times


def test_sizes_are_named_in_one_place() -> None:
    paths = [path for path in modules() if path != PACKAGE / "cache.py" and room_of(path) != READS_FILES]
    of_their_own = wrong(lambda path: {"functools.lru_cache", "functools.cache"} & set(imports(path)), paths)
    assert of_their_own == {}, "take a kind from dayops_dash/cache.py"


def kept_per_council(path: Path) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef) and "per_council" in map(ast.unparse, node.decorator_list):
            yield node


def test_what_is_kept_of_a_council_is_kept_by_its_version_and_day() -> None:
    functions = [(path, function) for path in modules() for function in kept_per_council(path)]
    assert len(functions) > 30
    for path, function in functions:
        first = function.args.args[0].annotation
        assert first and "Council" in ast.unparse(first), f"{path.name}: {function.name} is not kept by a council"


@pytest.fixture
def register() -> Kept:
    """A measure kept for this test alone: what a server warms behind another test asks the same measure of the same council."""
    return per_council(risks.register.__wrapped__)


def test_150_councils_are_all_kept_at_once(register: Kept) -> None:
    """Each day of a council takes the place that another council would: looked at twice, none is worked out a second time."""
    assert risks.register.cache_info().maxsize == COUNCIL_DAYS >= COUNCILS
    council = Library().dataset("dorset").at()
    days = [date(2024, 8, 1) + timedelta(days=n) for n in range(COUNCILS)]
    for _ in range(2):
        for day in days:
            register(council.on(day))
    assert register.cache_info().misses == COUNCILS


def test_nothing_kept_outlives_its_day(register: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    dataset = Library().dataset("dorset")
    for today in ("2026-03-31", "2026-04-01", "2026-03-31"):
        monkeypatch.setenv("DAYOPS_TODAY", today)
        register(dataset.at(date(2026, 3, 31)))
    assert register.cache_info().misses == 2
