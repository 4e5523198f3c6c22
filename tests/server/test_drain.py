"""A copy that is told to stop finishes what it makes, and takes no more: so copies can be exchanged while readers are there."""

from __future__ import annotations

import select
import shutil
import signal
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest
import requests

from dayops_dash.dataset import DATA
from tests.server.exempt_served import WAIT, Served, serving

pytestmark = pytest.mark.long
TAKEN = 0.3  # seconds in which what was sent has been taken, and in which all documents together are never made
BEGINS = (b"%PDF", b"PK")  # a PDF; Word, slides and workbooks


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    shutil.copytree(DATA / "exampleshire", tmp_path / "data" / "exampleshire")
    with serving(tmp_path / "data", tmp_path) as found:
        yield found


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows ends a process at once")
def test_documents_in_the_making_are_finished_and_nothing_more_is_taken(served: Served) -> None:
    documents = [link for link in served.links("pack", "anonymous") if link.startswith("document/")]
    asked = [HTTPConnection("127.0.0.1", served.port, timeout=WAIT) for _ in documents]
    for connection, document in zip(asked, documents, strict=True):
        connection.request("GET", f"/{document}", headers={"Cookie": served.cookie("anonymous")})
    time.sleep(TAKEN)
    served.process.send_signal(signal.SIGTERM)
    time.sleep(TAKEN)
    begun, _, _ = select.select([connection.sock for connection in asked], [], [], 0)
    with pytest.raises(requests.ConnectionError):
        requests.get(f"{served.base}/health/live", timeout=5)
    answers = [connection.getresponse() for connection in asked]
    assert [answer.status for answer in answers] == [200] * len(documents)
    for answer in answers:
        body = answer.read()
        assert body.startswith(BEGINS) and len(body) == int(answer.headers["Content-Length"])
    assert len(begun) < len(documents), "all were made before the signal came, so this shows nothing"
    assert served.process.wait(WAIT) in (0, -signal.SIGTERM)
