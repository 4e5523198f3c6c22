"""Frames that are yet to be made: a function and what it is given, so that an engine can tell that it has made the same before.

To make a frame of a long expression takes an engine longer than to answer it on few rows, and each council's is made alike.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeAlias

import narwhals as nw

from dayops_dash.prepare.records.scope import Frame

PLAIN = (str, int, float, date)  # what its own text says all of


class NotToldError(LookupError):
    """What a step is given holds something whose text does not say all of it: the step is made anew."""


@dataclass(frozen=True, eq=False)
class FrameStep:
    """A function that makes a frame, and what it is given: steps, frames, and values. It must use nothing else that can change."""

    make: Callable[..., Frame]
    given: tuple[Any, ...]

    @cached_property
    def frame(self) -> Frame:
        """The frame, made once."""
        return self.make(*(frame_of(one) if isinstance(one, FrameStep) else one for one in self.given))

    def text(self, frame: Callable[[Frame], str]) -> str:
        """Return the name of the function and the text of its arguments; ``frame`` returns that of a frame.

        Raises NotToldError where two things may have one text.
        """
        if "<" in self.make.__qualname__:
            raise NotToldError  # made within a function, of whose names it may use any
        return f"{self.make.__module__}.{self.make.__qualname__}({_text_of(self.given, frame)})"


Query: TypeAlias = Frame | FrameStep


def step(make: Callable[..., Frame], *arguments: Any) -> FrameStep:
    """Return the frame that a function makes of its arguments, yet to be made."""
    return FrameStep(make, arguments)


def frame_of(query: Query) -> Frame:
    """Return the frame of a step, or the one that is given."""
    return query.frame if isinstance(query, FrameStep) else query


def _text_of(one: Any, frame: Callable[[Frame], str]) -> str:
    if isinstance(one, FrameStep):
        return one.text(frame)
    if isinstance(one, nw.LazyFrame):
        return frame(one)
    if isinstance(one, Mapping):
        return "{" + ", ".join(f"{_text_of(key, frame)}: {_text_of(value, frame)}" for key, value in one.items()) + "}"
    if isinstance(one, (tuple, list)):
        return f"[{', '.join(_text_of(item, frame) for item in one)}]"
    if is_dataclass(one):
        return f"{type(one).__qualname__}({_text_of([getattr(one, member.name) for member in fields(one)], frame)})"
    if one is None or isinstance(one, PLAIN):
        return repr(one)
    raise NotToldError
