"""How soon a reader sees a page, by the browser's own entries: beside the plain edition, and the same app under Streamlit's defaults."""

from __future__ import annotations

import sys
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, BrowserContext, Page

from dayops_dash.dataset import Library
from dayops_dash.stories.shared.page import Page as OnePage
from tests.bench.asked import Asked
from tests.bench.browser import Net, Wire, browsing
from tests.bench.documents import by_hand
from tests.bench.peers import serving_peers
from tests.bench.result import Row, spread
from tests.bench.servers import DEFAULTS, OURS, CannotMeasureError, serving_all

TO_PLAIN = 1.6  # at most times the plain page, until words and the largest paint of a first visit
TO_DEFAULTS = {"first": 0.2, "second": 0.4, "slow": 0.15}  # of Streamlit's defaults, by the visit
FIRST_BYTES = 100_000  # until words are seen
SLOW_PHONE = Net("1.6 Mbit/s, 150 ms, a processor of a quarter", 1.6, 150, processor=4)
SHIFT = 0.02
LONGEST = 120_000  # milliseconds for a page on a slow network
RESTS = 1000  # milliseconds without which a later paint or shift could be missed
READ = ("overview", "spend")  # a page of HTML, and one with a drawing
ENTRIES = """window.seen = { fcp: 0, lcp: 0, shift: 0 };
const watch = (type, act) => new PerformanceObserver((list) => list.getEntries().forEach(act)).observe({ type, buffered: true });
watch("paint", (one) => one.name === "first-contentful-paint" && (window.seen.fcp = one.startTime));
watch("largest-contentful-paint", (one) => (window.seen.lcp = one.startTime));
watch("layout-shift", (one) => (window.seen.shift += one.value));
window.sent = () => {
  const files = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
  const until = (moment) => files.filter((one) => one.responseEnd <= moment).reduce((sum, one) => sum + one.transferSize, 0);
  return { first: until(window.seen.fcp), live: until(Infinity) };
};"""
LIVE = "html:not(.do-first) [data-testid=stApp][data-test-script-state=notRunning] .do-foot"


@dataclass(frozen=True)
class Paint:
    """Seconds from the navigation's start until the first and the largest paint, how far the page moved, and the bytes of files that
    had come by the first paint and by when the page was live."""

    fcp: float
    lcp: float
    shift: float
    first_bytes: int
    live_bytes: int


def first_view(asked: Asked) -> list[Row]:
    """Return lines of a page: the first and largest paint of a first and of a second visit, what was sent; of the first also when slow."""
    rounds = 2 if asked.quick else 7
    slug = Library().default()
    entries = asked.entries(READ[:1] if asked.quick else READ)
    with serving_all(OURS, DEFAULTS) as (ours, defaults), browsing() as browser, TemporaryDirectory() as folder:
        rows = []
        for entry in entries:
            plain = f"{ours.url}/read/{slug}/{entry.name}"
            sides = {
                "ours": (f"{ours.url}{entry.path}", LIVE),
                "plain": (plain, "footer"),
                "defaults": (f"{defaults.url}{entry.path}", LIVE),
            }
            with _peers(plain, Path(folder)) if entry == entries[0] else nullcontext({}) as peers:
                at: Mapping[str, tuple[str, str]] = sides | {name: (url, "h1") for name, url in peers.items()}
                found = _in_turn({side: _takes(browser, *where) for side, where in at.items()}, rounds)
            rows += [*_rows(entry, "first", found, 0), *_rows(entry, "second", found, 1), *_sent(entry, found)]
            if entry == entries[0]:
                slow = {side: _takes(browser, *where, net=SLOW_PHONE) for side, where in sides.items()}
                rows += _rows(entry, "slow", _in_turn(slow, 1 if asked.quick else 2), 0)
    return rows


@contextmanager
def _peers(plain: str, folder: Path) -> Iterator[dict[str, str]]:
    """Serve the content of a plain page with the peers, where they can be installed: what they take is for information."""
    with urllib.request.urlopen(plain, timeout=30) as answer:
        page = folder / "page.html"
        page.write_text(by_hand(answer.read().decode()), "utf-8")
    with ExitStack() as stack:
        try:
            found = stack.enter_context(serving_peers(page))
        except CannotMeasureError as error:
            print(f"{error}: measured without them.", file=sys.stderr, flush=True)
            found = {}
        yield found


Visits = tuple[Paint, ...]


def _in_turn(takes: Mapping[str, Callable[[], Visits]], rounds: int) -> dict[str, list[Visits]]:
    """Return the visits of each side, taken in turn, the sides in another order each round; a first round is not counted."""
    found: dict[str, list[Visits]] = {side: [] for side in takes}
    for number in range(rounds + 1):
        for side in [*takes][number % len(takes) :] + [*takes][: number % len(takes)]:
            visits = takes[side]()
            found[side] += [visits] if number else []
    return found


def _takes(browser: Browser, url: str, rests: str, net: Net | None = None) -> Callable[[], Visits]:
    def take() -> Visits:
        with _context(browser) as context:
            first = _visit(context, url, rests, net)
            return (first,) if net else (first, _visit(context, url, rests))

    return take


@contextmanager
def _context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(ENTRIES)
    try:
        yield context
    finally:
        context.close()


def _visit(context: BrowserContext, url: str, rests: str, net: Net | None = None) -> Paint:
    page: Page = context.new_page()
    if net:
        Wire(context.new_cdp_session(page), net)
    page.goto(url, wait_until="commit", timeout=LONGEST)
    page.wait_for_selector(rests, timeout=LONGEST)
    page.wait_for_timeout(RESTS)
    seen, sent = page.evaluate("window.seen"), page.evaluate("window.sent()")
    page.close()
    return Paint(seen["fcp"] / 1000, seen["lcp"] / 1000, seen["shift"], sent["first"], sent["live"])


def _rows(entry: OnePage, visit: str, found: Mapping[str, Sequence[Visits]], place: int) -> Iterator[Row]:
    for what in ("fcp", "lcp"):
        took = {side: [getattr(visits[place], what) for visits in every] for side, every in found.items()}
        plain, defaults = (median(took["ours"]) / median(took[side]) for side in ("plain", "defaults"))
        most = TO_DEFAULTS[visit]
        bar = f"at most {TO_PLAIN}× and {most}×" if visit == "first" else f"at most {most}× of the second"
        holds = defaults <= most and (visit != "first" or plain <= TO_PLAIN)
        measure = f"{'first' if what == 'fcp' else 'largest'} paint, {visit} visit, {entry.title}"
        ratio = f"{plain:.2f}×, {defaults:.2f}×"
        yield Row(measure, spread(took["ours"]), _beside(took, spread), ratio, bar, holds, dict(took))
    moved = {side: [visits[place].shift for visits in every] for side, every in found.items()}
    measure, holds = f"the page moves, {visit} visit, {entry.title}", median(moved["ours"]) < SHIFT
    said = f"{median(moved['ours']):.3f}"
    beside = _beside(moved, lambda values: f"{median(values):.3f}")
    yield Row(measure, said, beside, "", f"under {SHIFT}", holds, dict(moved))


def _beside(found: Mapping[str, Sequence[float]], words: Callable[[Sequence[float]], str]) -> str:
    """Return what was found of each side that is not ours."""
    return ", ".join(f"{words(values)} ({side})" for side, values in found.items() if side != "ours")


def _sent(entry: OnePage, found: Mapping[str, Sequence[Visits]]) -> Iterator[Row]:
    """Return what is sent until words are seen, and until the page is live, on a first visit."""
    for what, words, most in (("first_bytes", "words are seen", FIRST_BYTES), ("live_bytes", "it is live", 0)):
        sent = {side: [getattr(visits[0], what) for visits in every] for side, every in found.items()}
        said = f"{median(sent['ours']) / 1000:,.0f} kB"
        beside = _beside(sent, lambda values: f"{median(values) / 1000:,.0f} kB")
        bar, holds = (f"at most {most // 1000} kB", median(sent["ours"]) <= most) if most else ("", None)
        yield Row(f"sent until {words}, {entry.title}", said, beside, "", bar, holds, dict(sent))
