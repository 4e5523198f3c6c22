"""One kind of quotation mark in a document, whatever the papers and the data have: “so”, ‘so’ within it, and ’ for an apostrophe."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from dayops_dash.wording import clean

DOUBLE = re.compile(r'"(?=\S)([^"\n]*?)(?<=\S)"')
SINGLE = re.compile(r"(?<!\w)'(?=\S)([^\n]+?)(?<=\S)'(?!\w)")
Told = TypeVar("Told")


def curled(words: str) -> str:
    """Return words with curled marks in place of straight ones: the outer pair double, one within it single."""
    if "'" not in words and '"' not in words:
        return words
    told = SINGLE.sub(_outer_or_inner, DOUBLE.sub(r"“\1”", words))
    return told.replace("'", "’")


def in_print(words: str) -> str:
    """Return words as a document has them: letters that can be shown, and one kind of quotation mark."""
    return curled(clean(words))


def _outer_or_inner(found: re.Match[str]) -> str:
    before = found.string[: found.start()]
    within = before.count("“") > before.count("”")
    return f"‘{found[1]}’" if within else f"“{found[1]}”"


def with_curled(told: Told) -> Told:
    """Return a report, or a part of one, with its words so; addresses and drawings stay as they are."""
    if isinstance(told, str):
        return curled(told)  # type: ignore[return-value]
    if isinstance(told, tuple):
        return tuple(with_curled(part) for part in told)  # type: ignore[return-value]
    if not is_dataclass(told) or isinstance(told, type):
        return told
    kept: dict[str, Any] = {f.name: getattr(told, f.name) for f in fields(told) if f.name not in ("address", "chart")}
    return replace(told, **{name: with_curled(value) for name, value in kept.items()})
