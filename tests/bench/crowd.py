"""Many readers at once: how long they wait, what a rerun costs the processor, and what a session keeps in memory."""

from __future__ import annotations

import asyncio
import os
import random
import time
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager

from tests.bench.asked import Asked
from tests.bench.reader import Reader
from tests.bench.reruns import page_names
from tests.bench.result import Row, ms, quantile
from tests.bench.servers import OURS, Server, serving

SESSIONS = 300
THINK = 4.0  # seconds that a reader thinks between two reruns, on average (exponential)
SLOWEST = 0.5  # seconds for 95 of 100 reruns
KEEPS = 0.1  # MiB that a session may keep
IDLE = 300  # sessions that are opened to measure memory
FIRST = 100  # sessions that are opened before, so that first use is not counted
CORES = 2


def under_load(asked: Asked) -> list[Row]:
    """Return how long reruns take with 100 readers on mixed pages."""
    seconds = 20 if asked.quick else 45
    with _two_cores(), serving(OURS) as server:
        asyncio.run(_open(server, 5))
        took, cpu = asyncio.run(_crowd(server, seconds))
    p50, p95 = quantile(took, 0.5), quantile(took, 0.95)
    figures = {"p50": p50, "p95": p95, "reruns": len(took), "seconds": seconds, "cpu_per_rerun": cpu}
    who = f"{SESSIONS} readers, {THINK:.0f} s of thought, {CORES} cores"
    said = f"{ms(p95)} p95 ({ms(p50)} p50)"
    return [
        Row(who, said, bar=f"p95 under {SLOWEST} s", holds=p95 < SLOWEST, figures=figures),
        Row(f"  processor time a rerun ({len(took):,} reruns in {seconds} s)", ms(cpu), figures=figures),
    ]


@contextmanager
def _two_cores() -> Iterator[None]:
    """Keep this process, and so the server that it starts, on two cores."""
    free = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(free)[:CORES])
    try:
        yield
    finally:
        os.sched_setaffinity(0, free)


async def _crowd(server: Server, seconds: float) -> tuple[list[float], float]:
    """Return the seconds of each rerun, and the processor seconds a rerun, once every reader has a page open."""
    pages = list(page_names().values())
    chance = random.Random(4)
    took: list[float] = []
    async with AsyncExitStack() as stack:
        readers = [await stack.enter_async_context(Reader(server, pages[n % len(pages)])) for n in range(SESSIONS)]
        for reader in readers:
            await reader.run()
        end, before = time.monotonic() + seconds, server.cpu()
        await asyncio.gather(*(_think(reader, end, random.Random(chance.random()), took) for reader in readers))
        used = server.cpu() - before
    return took, used / len(took)


async def _think(reader: Reader, end: float, chance: random.Random, took: list[float]) -> None:
    """Think, run, and again. The first thought is as long as any, so that readers do not start in step."""
    while (thought := chance.expovariate(1 / THINK)) + time.monotonic() < end:
        await asyncio.sleep(thought)
        took.append(await reader.run())


def memory(asked: Asked) -> list[Row]:
    """Return what an open session keeps: resident memory with many more sessions, less that before, divided by them."""
    more = 150 if asked.quick else IDLE
    with serving(OURS) as server:
        server.settle()
        before, after = asyncio.run(_fill(server, more))
    each = (after - before) / more
    figures = {"before": before, "after": after, "sessions": more, "each": each}
    said = f"{before:.0f} to {after:.0f} MiB"
    return [
        Row(
            f"memory a session ({more} more sessions)",
            f"{each:.2f} MiB",
            said,
            "",
            f"under {KEEPS} MiB",
            each < KEEPS,
            figures,
        )
    ]


async def _fill(server: Server, more: int) -> tuple[float, float]:
    async with AsyncExitStack() as stack:
        sizes = []
        for number in (FIRST, more):
            readers = await _open(server, number, stack)
            for reader in readers:
                await reader.run()
            await asyncio.sleep(1)
            sizes.append(server.memory())
    return sizes[0], sizes[1]


async def _open(server: Server, number: int, stack: AsyncExitStack | None = None) -> list[Reader]:
    """Open sessions that each run a page; they stay open for as long as the stack, where there is one."""
    pages = list(page_names().values())
    async with AsyncExitStack() as own:
        readers = []
        for place in range(number):
            readers.append(await (stack or own).enter_async_context(Reader(server, pages[place % len(pages)])))
            await readers[-1].run()
        return readers
