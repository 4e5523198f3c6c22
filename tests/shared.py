"""What of two answers is one and the same object, and could be changed by whoever holds one of them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd

from dayops_dash.dataset import Council, Dataset, Library

OWN = (Council, Dataset, Library)  # hold their caches themselves, and have tests of their own
CHANGEABLE = (list, dict, set, bytearray, pd.DataFrame, pd.Series, np.ndarray)


def shared_between(one: object, other: object) -> list[str]:
    """Return the places in ``one`` of what can be changed and is also in ``other``."""
    there = {id(value) for _, value in changeable(other)}
    return [place for place, value in changeable(one) if id(value) in there]


def changeable(value: object, place: str = "") -> Iterator[tuple[str, object]]:
    """Yield every value that can be changed and that a reader of ``value`` can reach, with its place."""
    if isinstance(value, OWN):
        return
    if isinstance(value, CHANGEABLE) and _takes_changes(value):
        yield f"{place or 'it'} ({type(value).__name__})", value
    for name, inner in _inside(value):
        yield from changeable(inner, f"{place}{name}")


def _takes_changes(value: object) -> bool:
    """Whether a value takes a change: a kind that only looks like a dictionary or list may refuse every one."""
    if not isinstance(value, dict | list):
        return True
    try:
        value.__setitem__("changed" if isinstance(value, dict) else slice(0, 0), [])
    except TypeError:
        return False
    if isinstance(value, dict):
        del value["changed"]
    return True


def _inside(value: object) -> Iterator[tuple[str, object]]:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        yield from ((f".{f.name}", getattr(value, f.name)) for f in dataclasses.fields(value))
        yield from ((f".{name}", inner) for name, inner in getattr(value, "__dict__", {}).items())
    elif isinstance(value, Mapping | MappingProxyType):
        yield from ((f"[{key!r}]", inner) for key, inner in value.items())
    elif isinstance(value, tuple | list | set | frozenset):
        yield from ((f"[{number}]", inner) for number, inner in enumerate(value))
