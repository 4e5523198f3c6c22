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
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median

from tests.bench.asked import Asked
from tests.bench.councils import copies
from tests.bench.reader import Reader
from tests.bench.result import Row, ms
from tests.bench.servers import OURS, ROOT, CannotMeasureError, Server, serving

FEW, MANY = 4, 150
PAGE = 1.05  # times what a page costs with four councils
START = 2.0  # times what a start costs with four
MEMORY = 1.3  # times the memory with four, where nobody has opened more
ONE = 1.0  # seconds of a core for any one request
QUIET = 0.02  # seconds of a core in a second: a server that has nothing left to do behind its readers
STARTS = 3  # of each, which run side by side: one is some hundredths dearer than the next, by where it lies in memory
ROUNDS = 40  # in which every server has a turn
PAGES, RERUNS = 20, 6  # of a turn
COUNCIL = "dorset"
PLAIN = f"read/{COUNCIL}/spend"
FIRST = ("read/", PLAIN, f"read/{COUNCIL}/compare", f"read/{COUNCIL}/scenario", "read/atlantis", "data/atlantis")
SHOWN = ("", "compare", "scenario", "pack")  # pages of the application


def beside_four(asked: Asked) -> list[Row]:
    """Return a start, pages, the dearest first request and the memory of 150 councils beside those of four."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name, contextlib.ExitStack() as stack:
        data = [copies(Path(name) / str(number), number) for number in (FEW, MANY)]
        servers, starts = [], []
        for folder in data * (1 if asked.quick else STARTS):
            servers.append(stack.enter_context(serving(replace(OURS, data=str(folder)))))
            starts.append(servers[-1].cpu())  # its imports included
            _rest(servers[-1])
        dearest = [_dearest(side) for side in servers[:2]]
        for side in servers[:2]:
            _rest(side)
        sizes = [side.memory() for side in servers[:2]]
        plain = _in_turn(servers)
        reruns = {page: asyncio.run(_reruns_in_turn(servers, page)) for page in SHOWN[:2]}
    return [
        _row("start until it answers", [starts], START),
        _row("plain page", plain, PAGE),
        *(_row(f"rerun, {page or 'overview'}", each, PAGE) for page, each in reruns.items()),
        _memory(*sizes),
        *(_one(what, dearest[0][what], seconds) for what, seconds in dearest[1].items()),
    ]


def _row(measure: str, rounds: Sequence[Sequence[float]], bar: float) -> Row:
    """Return a row of rounds in which servers of four councils and of 150 had turns, one after the other, by what each turn cost.

    The ratio is the median of the rounds', and a round's that of its median servers: what disturbs the machine does it for longer than
    a round, so it disturbs both sides, and one server alone may lie badly in memory.
    """
    few, many = zip(*((median(costs[::2]), median(costs[1::2])) for costs in rounds), strict=True)
    ratio = median(own / beside for own, beside in zip(many, few, strict=True))
    figures = {"rounds": [list(costs) for costs in rounds], "ratio": ratio}
    what, beside = f"{MANY} councils: {measure}, of a core", f"{ms(median(few))} ({FEW} councils)"
    return Row(what, ms(median(many)), beside, f"{ratio:.2f}×", f"at most {bar}×", ratio <= bar, figures)


def _memory(few: float, many: float) -> Row:
    ratio, figures = many / few, {"few": few, "many": many}
    what, beside = f"{MANY} councils: memory, a few opened", f"{few:.0f} MiB ({FEW} councils)"
    return Row(what, f"{many:.0f} MiB", beside, f"{ratio:.2f}×", f"at most {MEMORY}×", ratio <= MEMORY, figures)


def _one(what: str, few: float, many: float) -> Row:
    figures, beside = {"few": few, "many": many}, f"{ms(few)} ({FEW} councils)"
    return Row(f"  first request of {what}, of a core", ms(many), beside, "", f"under {ONE:g} s", many < ONE, figures)


def _dearest(server: Server) -> dict[str, float]:
    """Return what each first request costs, of a server that was just started and is not yet at rest."""
    _rest(server)
    found = {f"/{address}": _used(server, lambda address=address: _get(server, address)) for address in FIRST}  # type: ignore[misc]
    for page in SHOWN:
        found[f"/{page}, shown"] = _used(server, lambda page=page: asyncio.run(_first_run(server, page)))  # type: ignore[misc]
    return found


def _in_turn(servers: Sequence[Server]) -> list[list[float]]:
    """Return rounds of what a plain page costs each server, all in turn."""
    return [[_used(each, lambda each=each: _read(each)) / PAGES for each in servers] for _ in range(ROUNDS)]  # type: ignore[misc]


def _read(server: Server) -> None:
    for _ in range(PAGES):
        _get(server, PLAIN)


async def _reruns_in_turn(servers: Sequence[Server], page: str) -> list[list[float]]:
    """Return the same of reruns of a page."""
    rounds = []
    async with contextlib.AsyncExitStack() as stack:
        readers = [await stack.enter_async_context(Reader(server, page, council=COUNCIL)) for server in servers]
        for _ in range(ROUNDS):
            costs = []
            for server, reader in zip(servers, readers, strict=True):
                await reader.run()  # not counted: wakes the server after the others' turns
                before = server.cpu()
                for _ in range(RERUNS):
                    await reader.run()
                costs.append((server.cpu() - before) / RERUNS)
            rounds.append(costs)
    return rounds


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
