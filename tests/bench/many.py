"""As many councils as England has, beside four: what a start, a page, a list and the memory cost, in processor seconds.

Processor time and not time on the clock, so that what else the machine is busy with does not decide.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tests.bench.asked import Asked
from tests.bench.councils import copies
from tests.bench.reader import Reader
from tests.bench.result import Row, ms, undisturbed
from tests.bench.servers import OURS, ROOT, CannotMeasureError, Server, serving

FEW, MANY = 4, 150
PAGE = 1.05  # times what a page costs with four councils
START = 2.0  # times what a start costs with four
MEMORY = 1.3  # times the memory with four, where nobody has opened more
ONE = 1.0  # seconds of a core for any one request
QUIET = 0.02  # seconds of a core in a second: a server that has nothing left to do behind its readers
PAGES, RERUNS = 50, 15  # of a block of one server, before it is the other's turn
COUNCIL = "dorset"
PLAIN = f"read/{COUNCIL}/spend"
FIRST = ("read/", PLAIN, f"read/{COUNCIL}/compare", f"read/{COUNCIL}/scenario", "read/atlantis", "data/atlantis")
SHOWN = ("", "compare", "scenario", "pack")  # pages of the application


def beside_four(asked: Asked) -> list[Row]:
    """Return a start, pages, the dearest first request and the memory of 150 councils beside those of four."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name, contextlib.ExitStack() as stack:
        servers, starts = [], []
        for many in (FEW, MANY):
            data = copies(Path(name) / str(many), many)
            starts.append([_start(data) for _ in range(1 if asked.quick else 2)])
            servers.append(stack.enter_context(serving(replace(OURS, data=str(data)))))
        few, many_ = servers
        dearest = {side.port: _dearest(side) for side in servers}
        for side in servers:
            _rest(side)
        sizes = [side.memory() for side in servers]
        rounds = 10 if asked.quick else 50
        plain = _in_turn(few, many_, rounds)
        shown = {page: asyncio.run(_reruns_in_turn(few, many_, page, rounds)) for page in SHOWN[:2]}
    return [
        _row("start until it answers", starts[0], starts[1], START),
        _row("plain page", *plain, PAGE),
        *(_row(f"rerun, {page or 'overview'}", *each, PAGE) for page, each in shown.items()),
        _memory(sizes[0], sizes[1]),
        *(_one(what, dearest[few.port][what], seconds) for what, seconds in dearest[many_.port].items()),
    ]


def _row(measure: str, few: list[float], many: list[float], bar: float) -> Row:
    least_few, least_many = undisturbed(few), undisturbed(many)
    ratio = least_many / least_few
    figures = {"few": few, "many": many, "ratio": ratio}
    beside = f"{ms(least_few)} ({FEW} councils)"
    what = f"{MANY} councils: {measure}, of a core"
    return Row(what, ms(least_many), beside, f"{ratio:.2f}×", f"at most {bar}×", ratio <= bar, figures)


def _memory(few: float, many: float) -> Row:
    ratio, figures = many / few, {"few": few, "many": many}
    what, beside = f"{MANY} councils: memory, a few opened", f"{few:.0f} MiB ({FEW} councils)"
    return Row(what, f"{many:.0f} MiB", beside, f"{ratio:.2f}×", f"at most {MEMORY}×", ratio <= MEMORY, figures)


def _one(what: str, few: float, many: float) -> Row:
    figures, beside = {"few": few, "many": many}, f"{ms(few)} ({FEW} councils)"
    return Row(f"  first request of {what}, of a core", ms(many), beside, "", f"under {ONE:g} s", many < ONE, figures)


def _start(data: Path) -> float:
    """Return what a server has used by the moment it answers, its imports included."""
    with serving(replace(OURS, data=str(data))) as server:
        return server.cpu()


def _dearest(server: Server) -> dict[str, float]:
    """Return what each first request costs, of a server that was just started and is not yet at rest."""
    _rest(server)
    found = {f"/{address}": _used(server, lambda address=address: _get(server, address)) for address in FIRST}  # type: ignore[misc]
    for page in SHOWN:
        found[f"/{page}, shown"] = _used(server, lambda page=page: asyncio.run(_first_run(server, page)))  # type: ignore[misc]
    return found


def _in_turn(few: Server, many: Server, rounds: int) -> tuple[list[float], list[float]]:
    """Return what a plain page costs each of two servers that take turns, in blocks so short that what disturbs one disturbs both."""
    found: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for side, into in zip((few, many), found, strict=True):
            into.append(_used(side, lambda side=side: [_get(side, PLAIN) for _ in range(PAGES)]) / PAGES)  # type: ignore[misc]
    return found


async def _reruns_in_turn(few: Server, many: Server, page: str, rounds: int) -> tuple[list[float], list[float]]:
    """Return the same of reruns of a page."""
    found: tuple[list[float], list[float]] = ([], [])
    sides = (few, many)
    async with contextlib.AsyncExitStack() as stack:
        readers = [await stack.enter_async_context(Reader(side, page, council=COUNCIL)) for side in sides]
        for _ in range(rounds):
            for side, reader, into in zip(sides, readers, found, strict=True):
                await reader.run()  # not counted: wakes the server after the other's turn
                before = side.cpu()
                for _ in range(RERUNS):
                    await reader.run()
                into.append((side.cpu() - before) / RERUNS)
    return found


async def _first_run(server: Server, page: str) -> None:
    async with Reader(server, page, council=COUNCIL) as reader:
        await reader.run()


def _get(server: Server, address: str) -> None:
    try:
        urllib.request.urlopen(f"{server.url}/{address}", timeout=60).read()
    except urllib.error.HTTPError as error:
        error.read()


def _used(server: Server, work: Callable[[], object]) -> float:
    before = server.cpu()
    work()
    return server.cpu() - before


def _rest(server: Server) -> None:
    """Wait until a server has done what it does behind its readers."""
    for _ in range(60):
        before = server.cpu()
        time.sleep(1)
        if server.cpu() - before <= QUIET:
            return


LOOKING = """
import json, sys, time
from pathlib import Path
from dayops_dash.dataset import Library
root, looks = Path(sys.argv[1]), 0
def hook(event, told):
    global looks
    looks += event == "os.scandir" and str(told[0]) == str(root)
sys.addaudithook(hook)
began, asked = time.monotonic(), 0
while time.monotonic() - began < float(sys.argv[2]):
    library = Library(root)
    library.titles(), library.dataset("dorset").at()
    asked += 1
print(json.dumps([looks, asked, time.monotonic() - began]))
"""


def look_ups(asked: Asked) -> list[Row]:
    """Return how often a folder of councils is looked at while pages are asked for without a pause."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        data = copies(Path(name) / "data", MANY)
        words = [sys.executable, "-c", LOOKING, str(data), "3" if asked.quick else "8"]
        done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotMeasureError(done.stderr[-600:])
    looks, readers, seconds = json.loads(done.stdout)
    figures = {"looks": looks, "readers": readers, "seconds": seconds}
    said = f"{looks / seconds:.2f} a second"
    return [
        Row(
            f"look-ups of the folder ({readers:,} readers)",
            said,
            bar="one a second",
            holds=looks <= seconds + 1,
            figures=figures,
        )
    ]
