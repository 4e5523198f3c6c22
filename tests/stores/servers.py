"""Real servers of objects, started for tests, each with an empty place and the settings that its users set."""

from __future__ import annotations

import base64
import email.utils
import hashlib
import hmac
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.stores.provide import AZURITE_BLOB, MOTO_SERVER

PLACE = "councils"  # the bucket, or the container
ACCOUNT = "devstoreaccount1"  # Azurite's own, with its published key
KEY = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="


@dataclass(frozen=True)
class Server:
    """A running server: the scheme of its addresses, and the settings with which it is reached."""

    scheme: str
    settings: dict[str, str]

    def address(self, prefix: str) -> str:
        return f"{self.scheme}://{PLACE}/{prefix}"


def why_not(scheme: str) -> str:
    """Return why a server cannot be started; "" where it can."""
    program = MOTO_SERVER if scheme == "s3" else AZURITE_BLOB
    return "" if program.exists() else f"{program.name} is not here: run python -m tests.stores.provide"


@contextmanager
def running(scheme: str) -> Iterator[Server]:
    """Yield a server with an empty place, and end it."""
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
    command = _moto(port) if scheme == "s3" else _azurite(port)
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(port, process)
        yield _s3(port) if scheme == "s3" else _azure(port)
    finally:
        process.terminate()
        process.wait(10)


def _moto(port: int) -> list[str | Path]:
    return [MOTO_SERVER, "-H", "127.0.0.1", "-p", str(port)]


def _azurite(port: int) -> list[str | Path]:
    quiet = ["--inMemoryPersistence", "--silent", "--skipApiVersionCheck", "--disableTelemetry"]
    return [AZURITE_BLOB, *quiet, "--blobHost", "127.0.0.1", "--blobPort", str(port)]


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert process.poll() is None, "the server ended"
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not start")


def _s3(port: int) -> Server:
    at = f"http://127.0.0.1:{port}"
    signed = "AWS4-HMAC-SHA256 Credential=k/20200101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=x"
    urllib.request.urlopen(urllib.request.Request(f"{at}/{PLACE}", method="PUT", headers={"Authorization": signed}))
    keys = {"AWS_ACCESS_KEY_ID": "k", "AWS_SECRET_ACCESS_KEY": "s", "AWS_REGION": "us-east-1"}
    return Server("s3", {"AWS_ENDPOINT": at, "AWS_ALLOW_HTTP": "true", **keys})


def _azure(port: int) -> Server:
    at = f"http://127.0.0.1:{port}/{ACCOUNT}"
    moment, version = email.utils.formatdate(usegmt=True), "2021-08-06"
    signed = (
        f"PUT{chr(10) * 12}x-ms-date:{moment}\nx-ms-version:{version}\n/{ACCOUNT}/{ACCOUNT}/{PLACE}\nrestype:container"
    )
    signature = base64.b64encode(hmac.new(base64.b64decode(KEY), signed.encode(), hashlib.sha256).digest()).decode()
    headers = {"x-ms-date": moment, "x-ms-version": version, "Content-Length": "0"}
    headers["Authorization"] = f"SharedKey {ACCOUNT}:{signature}"
    urllib.request.urlopen(
        urllib.request.Request(f"{at}/{PLACE}?restype=container", method="PUT", headers=headers), timeout=10
    )
    keys = {"AZURE_STORAGE_ACCOUNT_NAME": ACCOUNT, "AZURE_STORAGE_ACCOUNT_KEY": KEY}
    return Server("az", {**keys, "AZURE_STORAGE_ENDPOINT": at, "AZURE_ALLOW_HTTP": "true"})
