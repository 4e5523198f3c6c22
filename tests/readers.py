"""Everything that can be read of a council: every public function of a measure and every story, with what each is read with.

They are discovered, so that a measure that is added is held to the same tests. One that needs an argument nobody has named here
fails ``calls`` with what to do.
"""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import pkgutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from functools import _lru_cache_wrapper, partial
from itertools import islice, product
from types import ModuleType

import pandas as pd

import dayops_dash
import dayops_dash.measures
from dayops_dash.dataset import Council, Library
from dayops_dash.dataset.vocabulary import ProviderKind, RecommendationKind, SavingKind, SupportLevel
from dayops_dash.measures import compare, demand, people
from dayops_dash.measures.money import spend
from dayops_dash.measures.places import Layer
from dayops_dash.measures.plan import progress
from dayops_dash.measures.record.arithmetic.tables import AMOUNT
from dayops_dash.stories import PAGES

DAY = date(2026, 3, 31)  # all papers are known
FEW = 3  # values of an argument that are tried

Read = Callable[[Council], object]


def _rows(table: str, *columns: str) -> Read:
    """Return rows of a table, or the cells of one of its columns."""
    return lambda council: [row[columns[0]] if columns else row for row in council.rows(table)]


def _others(council: Council) -> list[Council]:
    library = council.dataset.library
    return [library.dataset(slug).at(council.as_at) for slug in library.slugs() if slug != council.slug]


def _before(council: Council) -> list[Council]:
    """Return the council on the days of its first papers."""
    return [council.dataset.at(day) for day in sorted(council.dataset.report_dates)]


WITH: Mapping[
    str, Callable[[Council], Sequence[object]]
] = {  # by module.function.parameter, or module.parameter, else by parameter
    "before": _before,
    "on": lambda c: [c.as_at],
    "now": lambda c: [c],
    "lender": lambda c: [c, *_others(c)],
    "others": lambda c: [tuple(_others(c))],
    "councils": lambda c: [(c, *_others(c))],
    "layer": lambda c: list(Layer),
    "financial_year": lambda c: ["2024/25"],
    "level": lambda c: list(SupportLevel),
    "thing": lambda c: list(compare.STATES),
    "asked": lambda c: [(), tuple(o.slug for o in _others(c))],
    "aside": lambda c: [(), ("no-owner",)],
    "chosen": lambda c: [(), (("share1", "50"), ("people", "100"), ("weeks", "no number"))],
    "code": _rows("areas", "area_code"),
    "table": lambda c: list(AMOUNT),
    "number": lambda c: [1, 6, 12],
    "intention_id": _rows("intentions", "intention_id"),
    "engagement": _rows("engagements"),
    "engagement_id": _rows("engagements", "engagement_id"),
    "places.near.area": _rows("areas"),
    "plan.progress.called.chosen": lambda c: [None, (), progress.counted(c)[:1], progress.counted(c)],
    "record.arithmetic.tables.parts_against_total.key": lambda c: [
        r[f"{t}_id"] for t in ("spend", "people") for r in c.rows(t)
    ],
    "demand.not_disclosed.found": lambda c: demand.represented(c),
    "record.disagreements.is_settled.row": _rows("conflicts"),
    "money.spend.groups.kind": lambda c: list(ProviderKind),
    "money.spend.restated.amounts": lambda c: [x for x in (spend.headline(c),) if x],
    "people.counted_twice.split": lambda c: people.splits(c),
    "people.kind": lambda c: list(ProviderKind),
    "people.measure": lambda c: ["people"],
    "recommendations.of_kind.kind": lambda c: list(RecommendationKind),
    "risks.band.score": _rows("risk_scores"),
    "money.savings.kind": lambda c: list(SavingKind),
    "money.savings.bases.row": _rows("savings"),
}


def measures() -> dict[str, Read]:
    """Return every public function of a measure that takes a council, by module and name, to be read of one council."""
    return {name: partial(_answers, name, function) for name, function in _functions()}


def stories() -> dict[str, Read]:
    return {name: page.story for name, page in PAGES.items()}


def _functions() -> Iterator[tuple[str, Callable[..., object]]]:
    inside = f"{dayops_dash.measures.__name__}."
    for found in pkgutil.walk_packages(dayops_dash.measures.__path__, inside):
        module = importlib.import_module(found.name)
        for name, value in vars(module).items():
            function = inspect.unwrap(value) if callable(value) else None
            if inspect.isfunction(function) and function.__module__ == module.__name__ and not name.startswith("_"):
                first = next(iter(inspect.signature(function).parameters.values()), None)
                if first and "Council" in str(first.annotation):
                    yield f"{found.name.removeprefix(inside)}.{name}", value


def _answers(name: str, function: Callable[..., object], council: Council) -> tuple[object, ...]:
    """Return what a measure answers, once for each of the ways to read it."""
    return tuple(_whole(call()) for call in calls(name, function, council))


def _whole(answer: object) -> object:
    return tuple(answer) if isinstance(answer, Iterator) else answer


def calls(name: str, function: Callable[..., object], council: Council) -> list[Callable[[], object]]:
    """Return the ways to read a measure of a council, ready to be called."""
    module = name.rpartition(".")[0]
    values: list[Sequence[object]] = []
    for parameter in inspect.signature(function).parameters.values():
        keys = (f"{name}.{parameter.name}", f"{module}.{parameter.name}", parameter.name)
        if parameter.annotation == "Council" and parameter.name == "council":
            values.append([council])
            continue
        known = next((WITH[key] for key in keys if key in WITH), None)
        assert known, f"{name} takes {parameter.name!r}: say in tests/readers.py (WITH) what it is read with"
        values.append(list(islice(known(council), FEW)))
    return [partial(function, *chosen) for chosen in product(*values)]


def modules() -> Iterator[ModuleType]:
    """Return every module of the package that is imported."""
    yield from (m for name, m in list(sys.modules.items()) if name.partition(".")[0] == dayops_dash.__name__)


def forget() -> None:
    """Empty every cache of the package, as in a process that has just begun."""
    for module in modules():
        for value in list(vars(module).values()):
            if isinstance(value, _lru_cache_wrapper) and value.__name__ not in ("_pages", "_type_known"):
                value.cache_clear()


def cold(slug: str) -> Council:
    """Return a council as every reader gets it: from the library, on a day."""
    return Library().dataset(slug).at(DAY)


def plain(value: object) -> object:
    """Return an answer as nested tuples of its words and numbers, so that two answers are equal where they say the same."""
    if isinstance(value, Council):
        return ("council", value.slug, value.as_at)
    if isinstance(value, pd.DataFrame):
        return tuple(value.columns), tuple(map(tuple, value.astype(str).itertuples(index=False)))
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = dataclasses.fields(value)
        return type(value).__name__, tuple((f.name, plain(getattr(value, f.name))) for f in fields)
    if isinstance(value, Mapping):
        return tuple((key, plain(cell)) for key, cell in value.items())
    if isinstance(value, AbstractSet):
        return tuple(sorted(map(str, value)))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return tuple(map(plain, value))
    return getattr(value, "__qualname__", None) or (str(value) if isinstance(value, float) else value)
