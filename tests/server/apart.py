"""A coroutine run in a thread of its own: the thread of a test may have the loop of a browser already."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")


def run_apart(work: Coroutine[Any, Any, T]) -> T:
    """Return what a coroutine returns, or raise what it raises."""
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(asyncio.run, work).result()
