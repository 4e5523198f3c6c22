"""What ours is measured beside: an empty page and a bare map on its own server, and what a council could pick instead.

Of the last there are two, other libraries for dashboards that show the same words, tables and drawings of a page. They are installed
in an environment of their own the first time that they are measured.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time
import urllib.request
import venv
from collections.abc import Iterator
from pathlib import Path

from tests.bench.servers import WAIT, CannotMeasureError, free_port, stop

HERE = Path(__file__).parent
ENVIRONMENT = Path(__file__).resolve().parents[3] / "build" / "peers"
PEERS = {"Dash": HERE / "dash_app.py", "Shiny": HERE / "shiny_app.py"}


def install() -> Path:
    """Return the Python that has the peers. Raises CannotMeasureError where they cannot be installed."""
    program = ENVIRONMENT / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    done = ENVIRONMENT / "installed.txt"
    wanted = (HERE / "requirements.txt").read_text("utf-8")
    if not done.exists() or done.read_text("utf-8") != wanted:
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
        command = [
            program,
            "-m",
            "pip",
            "install",
            "-qq",
            "--disable-pip-version-check",
            "-r",
            HERE / "requirements.txt",
        ]
        if subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode:
            raise CannotMeasureError("the peers of requirements.txt could not be installed")
        done.write_text(wanted, "utf-8")
    return program


@contextlib.contextmanager
def serving_peers(page: Path) -> Iterator[dict[str, str]]:
    """Serve a page's content with each peer; the address of each by its name."""
    program = install()
    with contextlib.ExitStack() as stack:
        found = {}
        for name, script in PEERS.items():
            port = free_port()
            process = subprocess.Popen(
                [program, script, page, str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            stack.callback(stop, process)
            found[name] = f"http://127.0.0.1:{port}/"
            _await(found[name], process)
        yield found


def _await(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + WAIT
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError):
            urllib.request.urlopen(url, timeout=2).close()
            return
        time.sleep(0.1)
    raise CannotMeasureError(f"{url} did not start")
