"""A reader's browser: how long a visit takes until the page is ready, and how much is sent for it."""

from __future__ import annotations

import base64
import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, BrowserContext, CDPSession, Error, Page, sync_playwright

from tests.bench.servers import CannotMeasureError
from tests.browser.provide import ARGUMENTS, find

WAIT = 30_000  # milliseconds for a page to be ready

# Looks once a frame, from the navigation's start, and says on the console when the heading was there and the script had
# finished, and when the last of so many maps was drawn: charts come drawn, and where no script of ours is, they
# never come. (Asking the page instead would need eval, which its policy forbids.)
WATCH = """
(() => {
  let ready = null;
  const shown = (node) => node && node.getClientRects().length > 0;
  const look = () => {
    const rested = document.querySelector('html:not(.do-first) [data-testid=stApp][data-test-script-state=notRunning]');
    if (ready === null && rested && shown(document.querySelector('h1'))) ready = performance.now();
    const maps = document.querySelectorAll('[data-testid=stDeckGlJsonChart] canvas');
    if (ready === null || maps.length < AWAITED) {
      requestAnimationFrame(look);
    } else {
      const failed = document.querySelector('[data-testid=stException]') ? 1 : 0;
      console.info(`bench ${ready} ${performance.now()} ${failed}`);
    }
  };
  requestAnimationFrame(look);
})();
"""


@dataclass(frozen=True)
class Net:
    """A network between browser and server, the same for all requests of a visit, and how many times slower the processor is."""

    name: str
    megabits: float
    latency_ms: int
    processor: int = 1


SLOW = Net("10 Mbit/s, 40 ms", 10, 40)


@dataclass(frozen=True)
class Visit:
    """Seconds from the navigation's start until the page was ready and until its maps were drawn; bytes over the wire."""

    ready: float
    drawn: float
    sent: int
    requests: int


@contextlib.contextmanager
def browsing() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


def first_visit(browser: Browser, url: str, maps: int = 0, net: Net | None = None) -> Visit:
    """Return a visit with nothing in the browser's cache, to a page that draws so many maps or more."""
    with _context(browser, maps) as context:
        return visit(context, url, net)


def second_visit(browser: Browser, url: str, maps: int = 0) -> Visit:
    """Return a visit to a page that the same browser has visited once before."""
    with _context(browser, maps) as context:
        visit(context, url)
        return visit(context, url)


@contextlib.contextmanager
def _context(browser: Browser, maps: int) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB", timezone_id="Europe/London")
    context.add_init_script(WATCH.replace("AWAITED", str(maps)))
    try:
        yield context
    finally:
        context.close()


def visit(context: BrowserContext, url: str, net: Net | None = None) -> Visit:
    """Open a page in a tab of its own, wait until it is ready and rests, and close it."""
    page = context.new_page()
    try:
        wire = Wire(context.new_cdp_session(page), net)
        ready, drawn = _watched(page, url)
        page.wait_for_load_state("networkidle", timeout=WAIT)
        return Visit(ready, drawn, wire.sent, wire.requests)
    finally:
        page.close()


def _watched(page: Page, url: str) -> tuple[float, float]:
    """Open the address, and return what WATCH says, in seconds."""
    try:
        with page.expect_console_message(lambda message: message.text.startswith("bench "), timeout=WAIT) as said:
            page.goto(url, wait_until="commit")
    except Error as error:
        raise CannotMeasureError(f"{url} was not ready in {WAIT / 1000:.0f} s{_state(page)}") from error
    ready, drawn, failed = (float(word) for word in said.value.text.split()[1:])
    if failed:
        raise CannotMeasureError(f"{url} shows an exception.")
    return ready / 1000, drawn / 1000


def _state(page: Page) -> str:
    """Return how far a page that is not ready has come."""
    try:
        app = page.locator("[data-testid=stApp]")
        if not app.count():
            return f": {page.url} has no app in it, {len(page.content())} characters."
        state = app.get_attribute("data-test-script-state", timeout=2000)
        return f": the script is {state}, {page.locator('h1').count()} headings. It says: {app.inner_text()[:300]!r}"
    except Error as error:
        return f": {error.message}"


class Wire:
    """Counts what comes over the wire for a tab: encoded bodies with their headers, and websocket frames."""

    def __init__(self, session: CDPSession, net: Net | None) -> None:
        self.sent = 0
        self.requests = 0
        session.on("Network.loadingFinished", self._finished)
        session.on("Network.webSocketFrameReceived", self._frame)
        session.send("Network.enable")
        if net:
            rate = net.megabits * 1_000_000 / 8
            asked = {"offline": False, "latency": net.latency_ms, "downloadThroughput": rate, "uploadThroughput": rate}
            session.send("Network.emulateNetworkConditions", asked)
            session.send("Emulation.setCPUThrottlingRate", {"rate": net.processor})

    def _finished(self, event: dict[str, Any]) -> None:
        self.sent += int(event["encodedDataLength"])
        self.requests += event["encodedDataLength"] > 0

    def _frame(self, event: dict[str, Any]) -> None:
        response = event["response"]
        data = response["payloadData"]
        self.sent += len(base64.b64decode(data)) if response["opcode"] == 2 else len(data.encode())
