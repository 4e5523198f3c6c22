"""A copy that is told to stop finishes what it makes, and takes no more: so copies can be exchanged while readers are there."""

from __future__ import annotations

import shutil
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests

from dayops_dash.dataset import DATA
from tests.server.exempt_served import WAIT, Served, serving

pytestmark = pytest.mark.long
UNDER_WAY = 0.1  # seconds after which a document is in the making


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    shutil.copytree(DATA / "exampleshire", tmp_path / "data" / "exampleshire")
    with serving(tmp_path / "data", tmp_path) as found:
        yield found


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows ends a process at once")
def test_a_document_in_the_making_is_finished_and_nothing_more_is_taken(served: Served) -> None:
    document = next(link for link in served.links("pack", "anonymous") if ".pdf?" in link)
    with ThreadPoolExecutor(1) as apart:
        making = apart.submit(served.ask, document, "anonymous")
        time.sleep(UNDER_WAY)
        served.process.send_signal(signal.SIGTERM)
        time.sleep(UNDER_WAY)
        was_under_way = not making.done()
        with pytest.raises(requests.ConnectionError):
            requests.get(f"{served.base}/health/live", timeout=5)
        made = making.result(WAIT)
    assert was_under_way, "it was made before the signal came, so this shows nothing"
    assert made.status == 200 and made.body.startswith(b"%PDF") and made.body.rstrip().endswith(b"%%EOF")
    assert served.process.wait(WAIT) in (0, -signal.SIGTERM)
