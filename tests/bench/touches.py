"""How long a page takes to answer a touch on the screen, by the browser's own entries, beside the empty page on the same server."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median

from playwright.sync_api import Browser, Locator, Page

from tests.bench.asked import Asked
from tests.bench.browser import browsing
from tests.bench.result import Row, spread
from tests.bench.servers import EMPTY, OURS, serving_all

MOST = 0.1  # seconds more than the empty page takes until the next paint
SHORTEST = 16  # milliseconds, below which a browser does not say how long an interaction took
RESTS = 600  # milliseconds in which an interaction is painted and told of
ENTRIES = f"""window.longest = 0;
new PerformanceObserver((list) => list.getEntries().forEach((one) => (window.longest = Math.max(window.longest, one.duration))))
    .observe({{ type: "event", buffered: true, durationThreshold: {SHORTEST} }});"""
LIVE = "html:not(.do-first) [data-testid=stApp][data-test-script-state=notRunning] h1"
Act = Callable[[Page], None]


def opens(page: Page) -> None:
    """Open what stands under a figure, and close it again."""
    part: Locator = page.locator(".do-figure summary:visible").first
    part.click()
    part.click()


def searches(page: Page) -> None:
    """Type a word in the menu's field, which answers with each letter."""
    page.locator("[data-testid=stSidebar] input[type=search]").press_sequentially("transport", delay=60)


def moves(page: Page) -> None:
    """Move a slider twice, which runs the page anew."""
    page.locator("input[type=range]").first.focus()
    for _ in range(2):
        page.keyboard.press("ArrowRight")


def chooses(page: Page) -> None:
    """Choose another council, which runs the page anew."""
    page.locator("#choice-council").select_option("dorset")


ACTS: dict[str, tuple[str, Act]] = {
    "something is opened, Spend": ("spend?council=exampleshire", opens),
    "a word is searched for, Overview": ("", searches),
    "a slider is moved, Scenario": ("scenario?council=cheshire-east", moves),
    "a council is chosen, Progress": ("progress", chooses),
}


def next_paint(asked: Asked) -> list[Row]:
    """Return a line for each kind of touch: the longest until the next paint, beside a press of a key on the empty page."""
    rounds = 1 if asked.quick else 3
    with serving_all(OURS, EMPTY) as (ours, empty), browsing() as browser:
        found: dict[str, list[float]] = {name: [] for name in ("", *ACTS)}
        for _ in range(rounds):
            found[""].append(_took(browser, empty.url, lambda page: page.keyboard.press("a")))
            for name, (path, act) in ACTS.items():
                found[name].append(_took(browser, f"{ours.url}/{path}", act))
    return [_row(name, found[name], found[""]) for name in ACTS]


def _took(browser: Browser, url: str, act: Act) -> float:
    """Return the seconds until the next paint, of the slowest event of an interaction."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(ENTRIES)
    page = context.new_page()
    page.goto(url)
    page.wait_for_selector(LIVE)
    page.wait_for_timeout(RESTS)
    page.evaluate("window.longest = 0")
    act(page)
    page.wait_for_timeout(RESTS)
    took = max(page.evaluate("window.longest"), SHORTEST) / 1000
    context.close()
    return float(took)


def _row(name: str, own: list[float], beside: list[float]) -> Row:
    more = median(own) - median(beside)
    figures = {"ours": own, "empty": beside}
    bar = f"at most {MOST * 1000:.0f} ms more"
    said = f"{spread(beside)} (empty page)"
    return Row(f"next paint when {name}", spread(own), said, f"+{more * 1000:.0f} ms", bar, more <= MOST, figures)
