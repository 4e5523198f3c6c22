"""Commands that write, ended at every step: by a kill, in the middle of a write, or by a full disk. Then what they wrote is the old or the
new, and the next run leaves the new and nothing over.

python -m tests.bench.kills [MOST STEPS OF A COMMAND] [PART OF A COMMAND'S NAME]
"""

from __future__ import annotations

import errno
import io
import json
import os
import random
import re
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.kills_world import COMMANDS, Command, World

CALLS = ("fsync", "replace", "rename", "chmod", "mkdir", "unlink", "rmdir", "link", "symlink", "open")


@dataclass
class Fault:
    """What happens at a step: a kill, a kill that leaves half of what was not yet on the disk, or a disk that is full from then on."""

    kind: str
    step: int
    left: int = 0

    def meet(self, handle: int | None = None) -> None:
        """Count a step, and do what is to be done at it; ``handle`` is of a file that is not on the disk yet."""
        self.left -= 1
        if self.left >= 0 or self.kind == "count":
            return
        if self.kind == "full":
            raise OSError(errno.ENOSPC, "No space left on device")
        if self.kind == "torn" and handle is not None:
            _halve(handle)
        os.kill(os.getpid(), signal.SIGKILL)


def _inject(fault: Fault) -> None:
    """Let a fault happen at a call that brings something to the disk."""
    fault.left = fault.step

    def faulty(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*words: Any, **named: Any) -> Any:
            if name == "open" and not (len(words) > 1 and words[1] & (os.O_CREAT | os.O_TRUNC)):
                return real(*words, **named)
            if not (fault.kind == "full" and name in ("unlink", "rmdir")):  # a full disk takes things away
                fault.meet(words[0] if name == "fsync" else None)
            return real(*words, **named)

        return call

    for name in CALLS:
        setattr(os, name, faulty(name, getattr(os, name)))
    real_open = io.open

    def opened(file: Any, mode: str = "r", *words: Any, **named: Any) -> Any:
        writes = any(letter in mode for letter in "wax+") and not isinstance(file, int) and not _is_device(file)
        if writes:
            fault.meet()
        found = real_open(file, mode, *words, **named)
        if writes and fault.kind != "full":
            fault.meet()  # where it was opened in its place, it is empty now
        return found

    io.open = opened  # type: ignore[assignment]
    import builtins

    builtins.open = opened  # type: ignore[assignment]
    from dayops_dash.dataset.writing import whole

    whole.exchanged = faulty("exchanged", whole.exchanged)  # type: ignore[attr-defined]


def _is_device(file: Any) -> bool:
    with suppress(OSError, TypeError, ValueError):
        return stat.S_ISCHR(Path(file).stat().st_mode)
    return False


def _halve(handle: int) -> None:
    """Leave half of a file, as lost power does of what was not yet on the disk."""
    with suppress(OSError):
        size = os.fstat(handle).st_size
        if stat.S_ISREG(os.fstat(handle).st_mode):
            os.truncate(f"/proc/self/fd/{handle}", size // 2)


class Ended:
    """How a command ended: the code, "killed", and what it printed."""

    def __init__(self, code: int | None, printed: str, steps: int) -> None:
        self.code, self.printed, self.steps = code, printed, steps


def run(words: list[str], fault: Fault | None = None, kill_after: float = 0.0) -> Ended:
    """Run a command, and kill it after some seconds where that is said."""
    begun = start(words, fault)
    if kill_after:
        time.sleep(kill_after)
        os.kill(begun[0], signal.SIGKILL)
    return wait(begun)


def start(words: list[str], fault: Fault | None = None, name: str = "told") -> tuple[int, Path]:
    """Begin a command in a process of its own, which has all that is imported here; return it, and where it says how it ended."""
    told = Path(tempfile.gettempdir()) / f"{name}.json"
    told.unlink(missing_ok=True)
    child = os.fork()
    if not child:
        _child(words, fault, told)
    return child, told


def wait(begun: tuple[int, Path]) -> Ended:
    child, told = begun
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return Ended(None, "", 0)
    stated = json.loads(told.read_bytes()) if told.exists() else {"printed": "", "steps": 0, "failed": "no account"}
    return Ended(os.WEXITSTATUS(status), stated["printed"] + stated.get("failed", ""), stated["steps"])


def _child(words: list[str], fault: Fault | None, told: Path) -> None:
    from typer.testing import CliRunner

    from dayops_dash.commands import app
    from dayops_dash.dataset.files.aside import sweep_once

    sweep_once.cache_clear()
    rest, leave = fault or Fault("count", 0), os._exit
    if fault:
        _inject(rest)
    done = CliRunner().invoke(app, words)
    failed = "" if done.exception is None or isinstance(done.exception, SystemExit) else f"FAILED {done.exception!r}"
    file = os.fdopen(_plain_open(str(told)), "w")
    file.write(json.dumps({"printed": done.output, "failed": failed, "steps": rest.step - rest.left}))
    file.close()
    leave(done.exit_code)


_plain_open = lambda path, real=os.open: real(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC)  # noqa: E731


def faults_of(world: World, command: Command, most: int, tried: Counter[str]) -> Iterator[str]:
    """Yield what a command does wrong where it is ended."""
    world.restore()
    world.begin(command)
    old, world.old_shown = world.seen(), world.shown()
    started = time.monotonic()
    done = run(command.words(world))
    took = time.monotonic() - started
    if done.code not in command.codes:
        yield f"{command.name}: does not work here: {done.code} {done.printed[-300:]}"
        return
    new, world.new_shown = world.seen(), world.shown()
    if old == new:
        yield f"{command.name}: changes nothing here"
        return
    world.restore()
    world.begin(command)
    steps = run(command.words(world), Fault("count", 0)).steps
    chance = random.Random(command.name)
    some = sorted({*range(max(0, steps - most // 4), steps), *chance.sample(range(steps), min(steps, most))})[-most:]
    print(f"{command.name}: {steps} steps, {took:.1f} s", file=sys.stderr, flush=True)
    trials: list[tuple[str, int, float]] = [(kind, step, 0.0) for step in some for kind in ("kill",)]
    trials += [("torn", step, 0.0) for step in some[::3]] + [("full", step, 0.0) for step in some[::3]]
    trials += [("moment", 0, took * chance.random()) for _ in range(most // 3)]
    for kind, step, after in trials:
        world.restore()
        world.begin(command)
        tried[kind] += 1
        ended = run(command.words(world), Fault(kind, step) if not after else None, after)
        where = f"{command.name}: {kind} at {after or step}"
        yield from _wrong(world, command, old, new, ended, where, kind)


def _wrong(world: World, command: Command, old: Any, new: Any, ended: Ended, where: str, kind: str) -> Iterator[str]:
    seen = world.seen()
    for name, content in seen.items():
        if content not in (old.get(name), new.get(name)) and name not in command.between:
            yield f"{where}: torn: {name}"
    yield from (f"{where}: lost: {name}" for name in old if name not in seen and name in new)
    if command.together:
        part = {name: seen.get(name) for name in {*old, *new} if name.startswith(command.together)}
        if part not in ({name: old.get(name) for name in part}, {name: new.get(name) for name in part}):
            yield f"{where}: half: {sorted(name for name in part if part[name] != new.get(name))[:5]} are not new"
    if kind == "full":
        if "FAILED" in ended.printed or "Traceback" in ended.printed:
            yield f"{where}: failed: {ended.printed[-300:]}"
        if ended.code in command.codes and any(
            seen.get(n) != new[n] for n in new if not n.startswith("inputs/") and not n.endswith("checked.json")
        ):
            yield f"{where}: said it was done: {ended.code} {ended.printed[-200:]}"
        if left := world.left_over():
            yield f"{where}: left over on a full disk: {left}"
    for slug, content in world.shown().items():
        if content not in (world.old_shown.get(slug), world.new_shown.get(slug)):
            yield f"{where}: shown: {slug} {content}"
    again = run(command.words(world))
    if "FAILED" in again.printed:
        yield f"{where}: the next run failed: {again.printed[-300:]}"
    after = world.seen()
    if after != new:
        differ = sorted(n for n in {*after, *new} if after.get(n) != new.get(n))
        yield f"{where}: not the new after the next run ({again.code}: {again.printed.strip()[-150:]}): {differ[:5]}"
    if left := world.left_over():
        yield f"{where}: left over: {left}"


def main(most: int, part: str) -> Counter[str]:
    tried: Counter[str] = Counter()
    found: Counter[str] = Counter()
    world = World(Path(os.environ["KILLS_ROOT"]))
    for command in COMMANDS:
        if re.search(part, command.name):
            for fault in faults_of(world, command, most, tried):
                found[command.name] += 1
                print(fault, file=sys.stderr, flush=True)
    print(f"{sum(tried.values())} tried ({dict(tried)}), faults: {dict(found)}")
    return found


def apart(module: str) -> int:
    """Run a module in a process of its own, whose councils and temporary files lie in an empty folder: where they lie is read once."""
    with tempfile.TemporaryDirectory(prefix="kills-") as name:
        (Path(name) / "councils" / "data").mkdir(parents=True)
        (Path(name) / "tmp").mkdir()
        root = f"{name}/councils"
        settings = {"KILLS_ROOT": root, "DAYOPS_DATA": f"{root}/data", "DAYOPS_GRANTS": f"{root}/grants"}
        settings |= {"DAYOPS_TODAY": "2026-11-29", "TMPDIR": f"{name}/tmp"}
        words = [sys.executable, "-m", module, *sys.argv[1:]]
        return subprocess.run(words, env={**os.environ, **settings}, check=False).returncode


if __name__ == "__main__":
    if "KILLS_ROOT" not in os.environ:
        sys.exit(apart("tests.bench.kills"))
    main(int((sys.argv[1:] or ["20"])[0]), (sys.argv[2:] or [""])[0])
