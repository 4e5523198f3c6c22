"""Values as JSON has them, which many readers share and none can change.

A dictionary becomes one that refuses every change and that JSON is still written of; a list becomes a tuple.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any, NoReturn, overload


class FrozenDict(dict[str, Any]):
    """A dictionary that refuses every change. A copy of it is a plain dictionary, which may be changed."""

    __slots__ = ()

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise TypeError(
            "This value is shared by every reader and cannot be changed: make a new one, as in {**value, ...}."
        )

    __setitem__ = __delitem__ = __ior__ = clear = pop = popitem = setdefault = update = _refuse

    def __copy__(self) -> dict[str, Any]:
        return dict(self)

    def __deepcopy__(self, memo: dict[int, Any]) -> dict[str, Any]:
        return {name: deepcopy(part, memo) for name, part in self.items()}

    def __reduce__(self) -> tuple[Any, ...]:
        return frozen, (dict(self),)


@overload
def frozen(value: Mapping[str, Any]) -> FrozenDict: ...
@overload
def frozen(value: object) -> Any: ...
def frozen(value: object) -> Any:
    """Return a value with every dictionary and list in it frozen; the same object where it already is."""
    if isinstance(value, FrozenDict):
        return value
    if isinstance(value, Mapping):
        return FrozenDict({name: frozen(part) for name, part in value.items()})
    return tuple(map(frozen, value)) if isinstance(value, list | tuple) else value
