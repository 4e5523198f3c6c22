"""The servers that are measured, each a process of its own on a free loopback port, always stopped."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
START = "from streamlit.web.cli import main; main()"
# What "pip install streamlit" does not bring: the packages of streamlit[performance].
PLAIN = "import sys; sys.modules.update(dict.fromkeys(('uvloop', 'httptools', 'orjson'))); " + START
QUIET = ("--server.headless=true", "--browser.gatherUsageStats=false")  # no prompt, and no call to the internet
WAIT = 90  # seconds for a server to start, and to come to rest
RESTS = 3.0  # seconds in which a server at rest uses next to no processor time


@dataclass(frozen=True)
class Kind:
    """A way to serve: its name in the table, the script, whether under Streamlit's defaults, the councils where not ours, and settings
    of the environment, in which {port} stands for the port."""

    name: str
    script: Path
    defaults: bool = False
    data: str = ""
    settings: tuple[tuple[str, str], ...] = ()


OURS = Kind("ours", ROOT / "app.py")
EMPTY = Kind("empty page, same server", HERE / "peers" / "empty_app.py")
BARE_MAP = Kind("bare map, same server", HERE / "peers" / "map_app.py")
DEFAULTS = Kind("same app, Streamlit's defaults", ROOT / "dayops_dash" / "frame.py", defaults=True)


class CannotMeasureError(Exception):
    """A measure that could not be taken; the message says why."""


@dataclass(frozen=True)
class Server:
    """A running server."""

    kind: Kind
    port: int
    pid: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def cpu(self) -> float:
        """Return the processor seconds that it has used, by Linux's clock of a process, which counts nanoseconds and not hundredths."""
        return time.clock_gettime((~self.pid << 3) | 2)

    def memory(self) -> float:
        """Return its resident memory in MiB."""
        lines = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))

    def settle(self) -> None:
        """Wait until it has made beforehand what it makes behind its readers: until it rests for some seconds."""
        deadline = time.monotonic() + WAIT
        while time.monotonic() < deadline:
            before = self.cpu()
            time.sleep(RESTS)
            if self.cpu() - before < RESTS / 50:
                return
        raise CannotMeasureError("A server did not come to rest.")


@contextlib.contextmanager
def serving(kind: Kind) -> Iterator[Server]:
    """Start a server, wait until it answers, and stop it afterwards, whatever happens."""
    port = free_port()
    with tempfile.TemporaryDirectory() as scratch:
        log = Path(scratch) / "log"
        process = _start(kind, port, Path(scratch), log)
        try:
            _wait(process, port, log)
            yield Server(kind, port, process.pid)
        finally:
            stop(process)


@contextlib.contextmanager
def serving_all(*kinds: Kind) -> Iterator[list[Server]]:
    """Start several servers, one after another."""
    with contextlib.ExitStack() as stack:
        yield [stack.enter_context(serving(kind)) for kind in kinds]


def _start(kind: Kind, port: int, scratch: Path, log: Path) -> subprocess.Popen[bytes]:
    """Start a server: ours in its own folder, whose configuration it reads; the defaults in a folder that has none."""
    asked = ["run", str(kind.script), f"--server.port={port}", "--server.address=127.0.0.1"]
    command = [sys.executable, "-c", PLAIN, *asked, *QUIET] if kind.defaults else [sys.executable, "-c", START, *asked]
    env = {k: v for k, v in os.environ.items() if not k.startswith("STREAMLIT_")} | {"PYTHONPATH": str(ROOT)}
    if kind.data:
        env["DAYOPS_DATA"] = kind.data
    env |= {name: value.format(port=port) for name, value in kind.settings}
    if kind.defaults:
        env["HOME"] = str(scratch)
    with log.open("wb") as out:
        cwd = scratch if kind.defaults else ROOT
        return subprocess.Popen(command, cwd=cwd, env=env, stdout=out, stderr=subprocess.STDOUT)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + WAIT
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2).close()
            return
        time.sleep(0.1)
    raise CannotMeasureError(f"A server did not start:\n{log.read_text(errors='replace')[-2000:]}")


def stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
