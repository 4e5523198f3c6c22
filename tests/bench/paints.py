"""How soon a reader sees a page, by the browser's own entries: beside the plain edition, and the same app under Streamlit's defaults."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median

from playwright.sync_api import Browser, BrowserContext, Page

from dayops_dash.dataset import Library
from dayops_dash.stories import PAGES
from tests.bench.browser import browsing
from tests.bench.result import Row, spread
from tests.bench.servers import DEFAULTS, OURS, serving_all

TO_PLAIN, TO_DEFAULTS = (
    1.6,
    0.3,
)  # at most times the plain page, and Streamlit's defaults, until the largest paint of a first visit
SHIFT = 0.02
RESTS = 1500  # milliseconds without which a later paint or shift could be missed
READ = ("overview", "spend")  # a page of HTML, and one with a drawing
ENTRIES = """window.seen = { fcp: 0, lcp: 0, shift: 0 };
const watch = (type, act) => new PerformanceObserver((list) => list.getEntries().forEach(act)).observe({ type, buffered: true });
watch("paint", (one) => one.name === "first-contentful-paint" && (window.seen.fcp = one.startTime));
watch("largest-contentful-paint", (one) => (window.seen.lcp = one.startTime));
watch("layout-shift", (one) => (window.seen.shift += one.value));"""
LIVE = "html:not(.do-first) [data-testid=stApp][data-test-script-state=notRunning] .do-foot"


@dataclass(frozen=True)
class Paint:
    """Seconds from the navigation's start until the first and the largest paint, and how far the page moved."""

    fcp: float
    lcp: float
    shift: float


def first_view(quick: bool) -> list[Row]:
    """Return four lines a page: the first and largest paint of a first and of a second visit."""
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
            takes = {side: _takes(browser, *where) for side, where in sides.items()}
            found: dict[str, list[tuple[Paint, Paint]]] = {side: [] for side in sides}
            for number in range(rounds + 1):
                for side in [*sides][number % 3 :] + [*sides][: number % 3]:
                    visits = takes[side]()
                    found[side] += [visits] if number else []  # a first round is not counted
            rows += [*_rows(name, "first", found, 0), *_rows(name, "second", found, 1)]
    return rows


def _takes(browser: Browser, url: str, rests: str) -> Callable[[], tuple[Paint, Paint]]:
    def take() -> tuple[Paint, Paint]:
        with _context(browser) as context:
            return _visit(context, url, rests), _visit(context, url, rests)

    return take


@contextmanager
def _context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(ENTRIES)
    try:
        yield context
    finally:
        context.close()


def _visit(context: BrowserContext, url: str, rests: str) -> Paint:
    page: Page = context.new_page()
    page.goto(url, wait_until="commit")
    page.wait_for_selector(rests)
    page.wait_for_timeout(RESTS)
    seen = page.evaluate("window.seen")
    page.close()
    return Paint(seen["fcp"] / 1000, seen["lcp"] / 1000, seen["shift"])


def _rows(name: str, visit: str, found: dict[str, list[tuple[Paint, Paint]]], place: int) -> Iterator[Row]:
    for what in ("fcp", "lcp"):
        took = {side: [getattr(pair[place], what) for pair in pairs] for side, pairs in found.items()}
        plain, defaults = (median(took["ours"]) / median(took[side]) for side in ("plain", "defaults"))
        beside = f"{spread(took['plain'])} (plain), {spread(took['defaults'])} (defaults)"
        barred = visit == "first"
        bar = f"at most {TO_PLAIN}× and {TO_DEFAULTS}×" if barred else ""
        holds = plain <= TO_PLAIN and defaults <= TO_DEFAULTS if barred else None
        measure = f"{'first' if what == 'fcp' else 'largest'} paint, {visit} visit, {PAGES[name].title}"
        yield Row(measure, spread(took["ours"]), beside, f"{plain:.2f}×, {defaults:.2f}×", bar, holds, dict(took))
    moved = {side: [pair[place].shift for pair in pairs] for side, pairs in found.items()}
    said = {side: f"{median(values):.3f}" for side, values in moved.items()}
    beside = f"{said['plain']} (plain), {said['defaults']} (defaults)"
    holds = median(moved["ours"]) < SHIFT
    yield Row(
        f"the page moves, {visit} visit, {PAGES[name].title}",
        said["ours"],
        beside,
        "",
        f"under {SHIFT}",
        holds,
        dict(moved),
    )
