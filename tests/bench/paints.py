"""How soon a reader sees a page, by the browser's own entries: beside the plain edition, and the same app under Streamlit's defaults."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median

from playwright.sync_api import Browser, BrowserContext, Page

from dayops_dash.dataset import Library
from dayops_dash.stories import PAGES
from tests.bench.browser import Net, Wire, browsing
from tests.bench.result import Row, spread
from tests.bench.servers import DEFAULTS, OURS, serving_all

TO_PLAIN = 1.6  # at most times the plain page, until words and the largest paint of a first visit
TO_DEFAULTS = {"first": 0.2, "second": 0.4, "slow": 0.15}  # of Streamlit's defaults, by the visit
FIRST_BYTES = 100_000  # until words are seen
SLOW_PHONE = Net("1.6 Mbit/s, 150 ms, a processor of a quarter", 1.6, 150, processor=4)
SHIFT = 0.02
LONGEST = 120_000  # milliseconds for a page on a slow network
RESTS = 1500  # milliseconds without which a later paint or shift could be missed
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


def first_view(quick: bool) -> list[Row]:
    """Return lines of a page: the first and largest paint of a first and of a second visit, what was sent; of the first also when slow."""
    rounds = 3 if quick else 7
    slug = Library().default()
    with serving_all(OURS, DEFAULTS) as (ours, defaults), browsing() as browser:
        rows = []
        for name in READ:
            path = PAGES[name].path
            sides = {
                "ours": (f"{ours.url}{path}", LIVE),
                "plain": (f"{ours.url}/read/{slug}/{name}", "footer"),
                "defaults": (f"{defaults.url}{path}", LIVE),
            }
            found = _in_turn({side: _takes(browser, *where) for side, where in sides.items()}, rounds)
            rows += [*_rows(name, "first", found, 0), *_rows(name, "second", found, 1), *_sent(name, found)]
            if name == READ[0]:
                slow = {side: _takes(browser, *where, net=SLOW_PHONE) for side, where in sides.items()}
                rows += _rows(name, "slow", _in_turn(slow, 1 if quick else 3), 0)
    return rows


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


def _rows(name: str, visit: str, found: Mapping[str, Sequence[Visits]], place: int) -> Iterator[Row]:
    for what in ("fcp", "lcp"):
        took = {side: [getattr(visits[place], what) for visits in every] for side, every in found.items()}
        plain, defaults = (median(took["ours"]) / median(took[side]) for side in ("plain", "defaults"))
        beside = f"{spread(took['plain'])} (plain), {spread(took['defaults'])} (defaults)"
        most = TO_DEFAULTS[visit]
        bar = f"at most {TO_PLAIN}× and {most}×" if visit == "first" else f"at most {most}× of the second"
        holds = defaults <= most and (visit != "first" or plain <= TO_PLAIN)
        measure = f"{'first' if what == 'fcp' else 'largest'} paint, {visit} visit, {PAGES[name].title}"
        yield Row(measure, spread(took["ours"]), beside, f"{plain:.2f}×, {defaults:.2f}×", bar, holds, dict(took))
    moved = {side: [visits[place].shift for visits in every] for side, every in found.items()}
    said = {side: f"{median(values):.3f}" for side, values in moved.items()}
    yield Row(
        f"the page moves, {visit} visit, {PAGES[name].title}",
        said["ours"],
        f"{said['plain']} (plain), {said['defaults']} (defaults)",
        "",
        f"under {SHIFT}",
        median(moved["ours"]) < SHIFT,
        dict(moved),
    )


def _sent(name: str, found: Mapping[str, Sequence[Visits]]) -> Iterator[Row]:
    """Return what is sent until words are seen, and until the page is live, on a first visit."""
    for what, words, most in (("first_bytes", "words are seen", FIRST_BYTES), ("live_bytes", "it is live", 0)):
        sent = {side: [getattr(visits[0], what) for visits in every] for side, every in found.items()}
        said = {side: f"{median(values) / 1000:,.0f} kB" for side, values in sent.items()}
        beside = f"{said['plain']} (plain), {said['defaults']} (defaults)"
        bar, holds = (f"at most {most // 1000} kB", median(sent["ours"]) <= most) if most else ("", None)
        yield Row(f"sent until {words}, {PAGES[name].title}", said["ours"], beside, "", bar, holds, dict(sent))
