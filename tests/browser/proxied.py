"""Real servers for the tests of where and how the dashboard is served."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[2]
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
WAIT = 90  # seconds for a server to start
BY_STREAMLIT = (
    "streamlit",
    "run",
    "app.py",
    "--server.address",
    "127.0.0.1",
    "--server.headless",
    "true",
    "--server.port",
)
BY_UVICORN = ("uvicorn", "app:app", "--port")


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextlib.contextmanager
def running(command: Sequence[str], *more: str, **environment: str) -> Iterator[int]:
    """Start the dashboard by a module's command that ends with its port, and yield the port once it answers."""
    port = free_port()
    given = [sys.executable, "-m", *command, str(port), *more]
    with _process(given, f"http://127.0.0.1:{port}/health/live", environment):
        yield port


@contextlib.contextmanager
def proxied(folder: Path, location: str, ports: Sequence[int], port: int = 0) -> Iterator[str]:
    """Start nginx with TLS, which passes a path on to copies of the dashboard and takes the path away; yield the address of the path."""
    assert NGINX
    port = port or free_port()
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    keys = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "certificate.pem")]
    subprocess.run([*made, *keys], check=True, capture_output=True)
    example = (ROOT / "docs" / "nginx.conf").read_text("utf-8")
    servers = " ".join(f"server 127.0.0.1:{each} max_fails=0;" for each in ports)
    for there, here in {
        "listen 443 ssl": f"listen 127.0.0.1:{port} ssl",
        "/etc/ssl/dayops.pem": str(folder / "certificate.pem"),
        "/etc/ssl/dayops.key": str(folder / "key.pem"),
        "server 127.0.0.1:8501 max_fails=0; server 127.0.0.1:8502 max_fails=0;": servers,
        "/var/log/nginx/dayops.log": str(folder / "access.log"),
        "/dayops/": location,
    }.items():
        assert there in example, there
        example = example.replace(there, here)
    kept = "".join(
        f"{kind}_temp_path {folder / kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    conf = folder / "nginx.conf"
    user = "user root;" if os.geteuid() == 0 else ""  # else its workers may not keep a large form in the test's folder
    conf.write_text(
        f"{user} daemon off; pid {folder / 'pid'}; error_log {folder / 'errors'};\nevents {{}}\n"
        f"http {{ access_log off;\n{kept}{example}\n}}\n",
        "utf-8",
    )
    address = f"https://localhost:{port}{location}"
    with _process([NGINX, "-c", str(conf)], "", {}):
        time.sleep(0.5)
        yield address


@contextlib.contextmanager
def _process(command: Sequence[str], asks: str, environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    given = {**os.environ, **environment}
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:  # a pipe that nobody empties would hold the server up
        process = subprocess.Popen(command, cwd=ROOT, env=given, stdout=said, stderr=subprocess.STDOUT)
        try:
            if asks:
                _wait(asks, process, said)
            yield process
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait(asks: str, process: subprocess.Popen[bytes], said: IO[str]) -> None:
    for _ in range(WAIT * 4):
        if process.poll() is not None:
            said.seek(0)
            raise RuntimeError(f"The server stopped:\n{said.read()}")
        with contextlib.suppress(OSError):
            urllib.request.urlopen(asks, timeout=2)
            return
        time.sleep(0.25)
    raise RuntimeError("The server did not start.")
