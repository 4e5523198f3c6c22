"""A real server, started fresh, and a real browser that may speak to nothing else."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.provide import ARGUMENTS, find
from tests.browser.proxied import BY_STREAMLIT, running

ROOT = Path(__file__).resolve().parents[2]
LOCAL = re.compile(r"(data:|blob:|(https?|wss?)://(localhost|127\.0\.0\.1)[:/])")
FOLLOW = """(href) => {
    const link = Object.assign(document.createElement("a"), { className: "do-link", href });
    document.body.append(link);
    link.click();
    link.remove();
}"""
STILL = """(looks) => new Promise((done, failed) => {
    let last = "", still = -1;
    const until = performance.now() + 30_000;
    const look = () => {
        const inks = [...document.querySelectorAll("h1, button, button p")].map((one) => getComputedStyle(one))
            .map((look) => look.color + look.backgroundColor);
        const now = `${document.body.innerHTML.length} ${document.documentElement.clientWidth} ${inks}`;
        const ink = getComputedStyle(document.querySelector("h1") ?? document.body).color;
        const light = Number(ink.match(/\\d+/)) < 128;
        still = now === last && light === matchMedia("(prefers-color-scheme: light)").matches ? still + 1 : 0;
        last = now;
        if (still >= looks) done(true);
        else if (performance.now() > until) failed(new Error(`The page does not stand still in 30 s: ${now}`));
        else setTimeout(look, 50);
    };
    requestAnimationFrame(() => requestAnimationFrame(look));
})"""
expect.set_options(timeout=20_000)  # a busy machine is no fault of a page
READY = 'html:not(.do-first) [data-testid="stApp"][data-test-script-state="notRunning"]'


@contextlib.contextmanager
def serving(**environment: str) -> Iterator[str]:
    """Start the dashboard on a free port in a process of its own, and yield its address."""
    with running(BY_STREAMLIT, **environment) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    with serving(DAYOPS_WARM="12") as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=ARGUMENTS)
        yield browser
        browser.close()


class Visitor:
    """A reader's page, and everything that it asked of the world or complained of."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.address = address
        self.page: Page = context.new_page()
        self.away: list[str] = []
        self.errors: list[str] = []
        self.page.on("request", lambda r: None if LOCAL.match(r.url) else self.away.append(r.url))
        self.page.on("pageerror", lambda e: self.errors.append(str(e)))
        self.page.on(
            "console", lambda m: self.errors.append(m.text) if m.type == "error" and "404" not in m.text else None
        )

    def go(self, path: str) -> Page:
        """Open a page and wait until it has been drawn."""
        self.page.goto(self.address + path)
        self.page.locator("h1").first.wait_for(timeout=30_000)
        return self.settled()

    def follow(self, path: str) -> Page:
        """Go to a page by a link of the open one, within the application, and wait until it has been drawn."""
        self.page.evaluate(FOLLOW, f".{path}")
        return self.settled()

    def settled(self) -> Page:
        """Wait until the server has nothing more to say and what was drawn has stood still."""
        self.page.wait_for_timeout(120)
        self.page.locator(READY).wait_for(timeout=30_000)
        return self.still(looks=5)

    def still(self, *, looks: int = 2) -> Page:
        """Wait until what is drawn has stood still in the reader's colour scheme: for so many looks, some 50 ms apart."""
        self.page.evaluate(STILL, looks)
        return self.page


@pytest.fixture(scope="session")
def returning(browser: Browser) -> Iterator[BrowserContext]:
    """A reader's browser that keeps the scripts it has been sent, as readers' browsers do: for many pages, one after another."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    yield context
    context.close()


@pytest.fixture
def visitor(returning: BrowserContext, address: str) -> Iterator[Visitor]:
    found = Visitor(returning, address)
    yield found
    found.page.close()
