"""What more of each costs a server: readers, councils, years of versions. Memory, and processor time, so that a busy machine may measure.

For the table of sizes in docs/operating.md. There are no bars: those of the same growth are in ``crowd`` and ``many``.
"""

from __future__ import annotations

import asyncio
import re
import tempfile
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from dayops_dash.publishing.publish import draft_of, publish, start_draft
from tests.bench.asked import Asked
from tests.bench.councils import copies
from tests.bench.reader import Reader
from tests.bench.reruns import page_names
from tests.bench.result import Row, ms
from tests.bench.servers import OURS, Server, serving

COUNCILS = (4, 50, 150)
READERS = (50, 150, 300)
VERSIONS = (1, 20, 40)  # of one council: four a year for ten years
COUNCIL = "dorset"
RUNS = 4  # of each reader
FIRST = datetime(2017, 1, 1, tzinfo=UTC)


def growth(asked: Asked) -> list[Row]:
    """Return lines for councils, readers and versions: memory at rest, and what a rerun costs the processor."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        root = Path(name)
        sizes = COUNCILS[::2] if asked.quick else COUNCILS
        rows = [_councils(copies(root / f"{many} councils", many), many) for many in sizes]
        rows += _readers(READERS[::2] if asked.quick else READERS)
        for many in VERSIONS[::2] if asked.quick else VERSIONS:
            rows.append(_versions(with_versions(copies(root / f"{many} versions", 4), many), many))
    return rows


def with_versions(data: Path, many: int) -> Path:
    """Publish versions of a council, one a quarter, each with another word; return the folder of the councils."""
    home = data / COUNCIL
    for number in range(1, many):
        draft = data.parent / f"{data.name}, draft {number}"
        start_draft(home, draft)
        paper = draft / "documents.csv"
        paper.write_text(re.sub(r"Written (\(\d+\) )?by", f"Written ({number}) by", paper.read_text("utf-8")), "utf-8")
        publish(draft_of(home, draft), because=f"Quarter {number}", now=FIRST + timedelta(days=91 * number))
    return data


def _councils(data: Path, many: int) -> Row:
    with serving(replace(OURS, data=str(data))) as server:
        started = server.cpu()
        server.settle()
        return Row(f"{many} councils", f"{server.memory():.0f} MiB at rest", f"{ms(started)} of a core to start")


def _readers(sizes: tuple[int, ...]) -> list[Row]:
    rows = []
    with serving(OURS) as server:
        server.settle()
        for many in sizes:
            memory, each = asyncio.run(_crowd(server, many))
            rows.append(Row(f"{many} readers", f"{memory:.0f} MiB with all of them", f"{ms(each)} of a core a rerun"))
    return rows


async def _crowd(server: Server, many: int) -> tuple[float, float]:
    """Return the memory with so many readers on all pages, and the processor seconds of a rerun."""
    pages = list(page_names().values())
    async with AsyncExitStack() as stack:
        readers = [await stack.enter_async_context(Reader(server, pages[n % len(pages)])) for n in range(many)]
        for reader in readers:
            await reader.run()
        before = server.cpu()
        for _ in range(RUNS):
            for reader in readers:
                await reader.run()
        return server.memory(), (server.cpu() - before) / (RUNS * many)


def _versions(data: Path, many: int) -> Row:
    stored = sum(path.stat().st_size for path in (data / COUNCIL).rglob("*") if path.is_file()) / 2**20
    with serving(replace(OURS, data=str(data))) as server:
        server.settle()
        before = server.cpu()
        asyncio.run(_sources(server))
        each = (server.cpu() - before) / RUNS
        return Row(
            f"{many} versions of one council, {stored:.1f} MiB stored",
            f"{server.memory():.0f} MiB at rest",
            f"{ms(each)} of a core a rerun of Sources",
        )


async def _sources(server: Server) -> None:
    async with Reader(server, "sources", council=COUNCIL) as reader:
        for _ in range(RUNS):
            await reader.run()
