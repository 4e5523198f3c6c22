"""One rule for what is kept between readers (dayops_dash/cache.py): where it is stated, by what a value is kept, and how many."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from dayops_dash.cache import COUNCIL_DAYS
from dayops_dash.dataset import Library
from dayops_dash.measures import risks
from tests.readers import forget
from tests.test_architecture import PACKAGE, imports, modules, room_of, tree_of, wrong

COUNCILS = 150  # as many as England has, about
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


def test_150_councils_are_all_kept_at_once() -> None:
    """Each day of a council takes the place that another council would: looked at twice, none is worked out a second time."""
    assert COUNCIL_DAYS >= COUNCILS
    forget()
    council = Library().dataset("dorset").at()
    days = [date(2024, 8, 1) + timedelta(days=n) for n in range(COUNCILS)]
    for _ in range(2):
        for day in days:
            risks.register(council.on(day))
    assert risks.register.cache_info().misses == COUNCILS


def test_nothing_kept_outlives_its_day(monkeypatch: pytest.MonkeyPatch) -> None:
    forget()
    dataset = Library().dataset("dorset")
    for today in ("2026-03-31", "2026-04-01", "2026-03-31"):
        monkeypatch.setenv("DAYOPS_TODAY", today)
        risks.register(dataset.at(date(2026, 3, 31)))
    assert risks.register.cache_info().misses == 2
