"""Documents and the plain edition: how long a report takes, what a row of them keeps in memory, and how soon a plain page is there."""

from __future__ import annotations

import contextlib
import functools
import http.server
import json
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser

from tests.bench.asked import Asked
from tests.bench.browser import WAIT, browsing
from tests.bench.result import Row, spread
from tests.bench.servers import ROOT, CannotMeasureError

LONG, REPORT = (
    5.0,
    2.0,
)  # seconds for the longer report in a process of its own, and for the report of four sides in a warm one
SITE = 60.0  # seconds for every page of every council
READY = 1.5  # times a page written by hand
GROWTH = 1.05  # times the memory after the first packs
PACKS, EARLY = 30, 10  # of all kinds of paper, some fifteen files each; by the first ten all is loaded that is kept
ONE = """
import json, sys, time
begun = time.perf_counter()
from dayops_dash.dataset import Library
from dayops_dash.packs.formats import FORMATS
from dayops_dash.packs.pack import Pack
pack = Pack(Library().dataset(sys.argv[1]).at())
FORMATS["long.docx"].make(pack)
cold, begun = time.perf_counter() - begun, time.perf_counter()
FORMATS["report.docx"].make(pack)
print(json.dumps([cold, time.perf_counter() - begun]))
"""
MANY = """
import json, sys
from dayops_dash.dataset import Library
from dayops_dash.packs.offered import offered
from dayops_dash.packs.pack import Pack
def held():
    return next(int(line.split()[1]) / 1024 for line in open("/proc/self/status") if line.startswith("VmRSS"))
pack, after = Pack(Library().dataset("solihull").at()), []
early, many = int(sys.argv[1]), int(sys.argv[2])
for number in range(1, many + 1):
    for one in (one for offer in offered(pack) for one in offer.formats):
        one.make(pack)
    if number in (early, many):
        after.append(held())
print(json.dumps(after))
"""
SITE_MADE = """
import json, sys, time
from pathlib import Path
begun = time.perf_counter()
from dayops_dash.dataset import Library
from dayops_dash.edition.site import write_site
write_site(Path(sys.argv[1]), Library())
print(json.dumps(time.perf_counter() - begun))
"""
BY_HAND = """<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Page by hand</title>
<style>body {{ font: 1.1rem/1.45 Arial, sans-serif; max-width: 62rem; margin: 0 auto; padding: 1rem; }}</style></head>
<body>{body}</body></html>
"""
TAG = re.compile(r"<(/?)(\w+)[^>]*?>")
SEEN = """() => {
  const [visit] = performance.getEntriesByType('navigation');
  const paint = performance.getEntriesByName('first-contentful-paint')[0];
  return Math.max(visit.loadEventEnd, paint ? paint.startTime : 0);
}"""


def packs(asked: Asked) -> list[Row]:
    """Return how long the slowest reports take, in a process of its own and in a warm one, and the memory that a row of packs keeps."""
    from dayops_dash.dataset import Library

    rounds = 1 if asked.quick else 2
    took = {slug: [_told(ONE, slug) for _ in range(rounds)] for slug in Library().slugs()}
    cold, warm = ({slug: median(one[n] for one in each) for slug, each in took.items()} for n in (0, 1))
    slowest, longest = max(cold, key=cold.__getitem__), max(warm, key=warm.__getitem__)
    rows = [
        Row(f"longer report in Word, {slowest} (the slowest)", f"{cold[slowest]:.2f} s", bar=f"under {LONG:g} s",
            holds=cold[slowest] < LONG, figures=cold),
        Row(f"report of four sides, {longest} (the slowest), warm", f"{warm[longest]:.2f} s", bar=f"under {REPORT:g} s",
            holds=warm[longest] < REPORT, figures=warm),
    ]  # fmt: skip
    return rows if asked.quick else [*rows, _memory()]


def _memory() -> Row:
    early, late = _told(MANY, str(EARLY), str(PACKS))
    growth = late / early
    return Row("memory of packs in a row, every format", f"{late:.0f} MiB after {PACKS}", f"{early:.0f} MiB after {EARLY}",
               f"{growth:.3f}×", f"at most {GROWTH}×", growth <= GROWTH, {"early": early, "late": late})  # fmt: skip


def edition(asked: Asked) -> list[Row]:
    """Return how long the site takes, and how soon its pages are there beside pages by hand with the same drawings."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        seconds = _told(SITE_MADE, str(folder / "site"))
        pages = [("nottinghamshire", "progress"), ("solihull", "spend"), ("solihull", "wards"), ("dorset", "overview")]
        for slug, page in pages:
            ours = (folder / "site" / slug / f"{page}.html").read_text("utf-8")
            (folder / f"{slug}-{page}.html").write_text(by_hand(ours), "utf-8")
        with _served(folder) as url, browsing() as browser:
            rows = [_beside(browser, url, slug, page, 3 if asked.quick else 7) for slug, page in pages]
    made = Row(
        "every plain page of every council", f"{seconds:.1f} s", bar=f"under {SITE:g} s", holds=seconds < SITE,
        figures={"seconds": seconds},
    )  # fmt: skip
    return [made, *rows]


def by_hand(ours: str) -> str:
    """Return the page as somebody would write it by hand: the same words, menu, tables and drawings, with no class or attribute."""
    body = re.search(r"(?<=<body>).*(?=</body>)", ours, re.DOTALL)
    assert body
    parts = re.split(r"(<svg.*?</svg>)", body[0], flags=re.DOTALL)
    told = "".join(part if part.startswith("<svg") else TAG.sub(r"<\1\2>", part) for part in parts)
    return BY_HAND.format(body=told)


def _beside(browser: Browser, url: str, slug: str, page: str, rounds: int) -> Row:
    """Visit a page and its twin by hand in turn, each with nothing in the browser's cache."""
    own, by_hand = [], []
    for _ in range(rounds):
        by_hand.append(_ready(browser, f"{url}/{slug}-{page}.html"))
        own.append(_ready(browser, f"{url}/site/{slug}/{page}.html"))
    ratio = median(own) / median(by_hand)
    figures = {"ours": own, "by_hand": by_hand, "ratio": ratio}
    beside = f"{spread(by_hand)} (page by hand)"
    what = f"plain page ready, {slug}/{page}"
    return Row(what, spread(own), beside, f"{ratio:.2f}×", f"at most {READY}×", ratio <= READY, figures)


def _ready(browser: Browser, address: str) -> float:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    try:
        page = context.new_page()
        page.goto(address, wait_until="load", timeout=WAIT)
        page.wait_for_timeout(150)  # the first paint may come after the load
        return float(page.evaluate(SEEN)) / 1000
    finally:
        context.close()


@contextlib.contextmanager
def _served(folder: Path) -> Iterator[str]:
    class Quiet(http.server.SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"  # keeps a connection, as servers of public websites do

        def log_message(self, *words: object) -> None: ...

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()


def _told(script: str, *words: str):  # type: ignore[no-untyped-def]
    """Run a script in a process of its own, and return what it says in JSON."""
    done = subprocess.run([sys.executable, "-c", script, *words], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotMeasureError(done.stderr[-600:])
    return json.loads(done.stdout.splitlines()[-1])
