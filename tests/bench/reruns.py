"""Reruns over the websocket: beside the empty page on the same server, and beside the same app under Streamlit's defaults."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from itertools import count
from statistics import median

from dayops_dash.dataset import Library
from dayops_dash.stories import PAGES, record, scenario
from dayops_dash.stories.plan import progress
from dayops_dash.stories.shared.page import Page
from tests.bench.asked import KINDS, Asked
from tests.bench.reader import Reader
from tests.bench.result import Row, ms
from tests.bench.servers import DEFAULTS, EMPTY, OURS, Server, serving_all

MORE = 0.015  # seconds that a rerun may take beyond the empty page's
QUICKER = 6  # times that a rerun must be quicker than under Streamlit's defaults
WARM_UP = 10
BLOCK = 10  # reruns of one server before it is the other's turn
ALONE = 0.4  # seconds between the reruns of a reader who is alone
FRESH = {  # pages with a choice that nobody made before, which nothing can have kept: its name and value, its bar, the council
    progress.PAGE.name: ("searching for a new word each time", ("search", "word{}"), None, ""),
    record.PAGE.name: ("searching for a new word each time", ("search", "word{}"), None, ""),
    scenario.PAGE.name: ("moving a slider each time", ("weeks", "40.{}"), 0.150, "cheshire-east"),
}


@dataclass(frozen=True)
class Turns:
    """How many rounds of how many reruns in a row, with what pause before each."""

    rounds: int
    block: int = BLOCK
    pause: float = 0.0


LOOK = Turns(1, 6)  # enough to see on which council a page is slowest


def page_names() -> dict[str, str]:
    """Return the pages' names in the address ("" for the first) by their titles."""
    return {page.title: page.path.strip("/") for page in PAGES.values()}


def against_empty(asked: Asked) -> list[Row]:
    """Return one line a page, for the council on which it is slowest, and one for a choice that nobody made before."""
    turns = Turns(3 if asked.quick else 6)
    with serving_all(OURS, EMPTY) as (ours, empty):
        entries = asked.entries(KINDS if asked.quick else tuple(PAGES))
        return [row for entry in entries for row in _against_empty(entry, ours, empty, turns)]


def _against_empty(entry: Page, ours: Server, empty: Server, turns: Turns) -> list[Row]:
    title, page = entry.title, entry.path.strip("/")
    look = {slug: pair(Reader(ours, page, council=slug), Reader(empty), LOOK) for slug in Library().slugs()}
    slug = max(look, key=lambda slug: median(look[slug][0]) - median(look[slug][1]))
    own, beside = pair(Reader(ours, page, council=slug), Reader(empty), turns)
    kept = _row(f"rerun, {title} ({slug})", own, beside, bar=MORE)
    if page not in FRESH:
        return [kept]
    what, choice, bar, council = FRESH[page]
    numbers = count(1)
    fresh = Turns(2 if turns.rounds < 5 else 4, 5)
    reader = Reader(ours, page, council=council or slug)
    own, beside = pair(reader, Reader(empty), fresh, lambda: {choice[0]: choice[1].format(next(numbers))})
    return [kept, _row(f"  the same, {what}, {title}", own, beside, bar)]


def _row(measure: str, own: list[float], beside: list[float], bar: float | None = None) -> Row:
    more = median(own) - median(beside)
    figures = {"ours": own, "empty": beside, "more": more}
    holds, said = (None, "") if bar is None else (more <= bar, f"at most {bar * 1000:+.0f} ms (p50)")
    return Row(
        measure, ms(median(own)), f"{ms(median(beside))} (empty page)", f"{more * 1000:+.1f} ms", said, holds, figures
    )


def against_defaults(asked: Asked) -> list[Row]:
    """Return a line a page of reruns one after another, and one of those of a reader alone who pauses."""
    rows = []
    with serving_all(OURS, DEFAULTS) as (ours, defaults):
        for server in (ours, defaults):  # each page once first, so that both have imported everything
            asyncio.run(_visit_all(server))
        for entry in asked.entries(KINDS[:2] if asked.quick else KINDS):
            title, page = entry.title, entry.path.strip("/")
            own, beside = pair(Reader(ours, page), Reader(defaults, page), Turns(2 if asked.quick else 4))
            rows.append(_quicker(f"rerun, {title}, one after another", own, beside, QUICKER))
            if len(rows) == 1:
                own, beside = pair(Reader(ours, page), Reader(defaults, page), Turns(2, 6, ALONE))
                rows.append(_quicker(f"  the same, {ALONE} s apart, {title}", own, beside, None))
    return rows


def _quicker(measure: str, own: list[float], beside: list[float], bar: float | None) -> Row:
    times = median(beside) / median(own)
    said = f"at least {bar}× quicker" if bar else ""
    figures = {"ours": own, "defaults": beside, "times": times}
    holds = times >= bar if bar else None
    return Row(measure, ms(median(own)), f"{ms(median(beside))} (defaults)", f"{times:.1f}×", said, holds, figures)


def pair(
    a: Reader, b: Reader, turns: Turns, choices: Callable[[], dict[str, str]] = dict
) -> tuple[list[float], list[float]]:
    """Return the seconds of each rerun of two readers who take turns."""
    return asyncio.run(_take_turns(a, b, turns, choices))


async def _take_turns(
    a: Reader, b: Reader, turns: Turns, choices: Callable[[], dict[str, str]]
) -> tuple[list[float], list[float]]:
    took: tuple[list[float], list[float]] = ([], [])
    async with AsyncExitStack() as stack:
        readers = [await stack.enter_async_context(reader) for reader in (a, b)]
        for reader in readers:
            for _ in range(WARM_UP):
                await reader.run()
        for _ in range(turns.rounds):
            for reader, into in zip(readers, took, strict=True):
                await asyncio.sleep(0.2)  # let the other server finish collecting
                await reader.run()  # not counted: wakes the server after the other's turn
                for _ in range(turns.block):
                    await asyncio.sleep(turns.pause)
                    into.append(await reader.run(**choices()))
    return took


async def _visit_all(server: Server) -> None:
    for page in page_names().values():
        async with Reader(server, page) as reader:
            await reader.run()
