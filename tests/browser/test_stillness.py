"""A page stands still as it comes: nothing that a reader sees moves (layout shift, as the browser itself counts it)."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from dayops_dash.stories import PAGES
from tests.browser.conftest import READY
from tests.browser.test_first_answer import AT_WIDTHS

MOVES = """window.moves = [];
new PerformanceObserver((list) => list.getEntries().forEach((one) => window.moves.push(one.value)))
    .observe({ type: "layout-shift", buffered: true });"""
STILL, GOOD = 0.02, 0.1  # the second is what is called good of a page whose chart finds its height as it is drawn
DRAWN = {"spend", "demand", "wards", "outcomes", "voices", "progress"}


LOOKED_AT = {name for name, width in AT_WIDTHS if width == 1280}  # by test_every_word_has_its_place_from_the_beginning


@pytest.mark.parametrize("name", [name for name in PAGES if name not in LOOKED_AT])
def test_nothing_moves_as_a_page_comes(browser: Browser, address: str, name: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.add_init_script(MOVES)
    page.goto(f"{address}{PAGES[name].path}?council=dorset")
    page.wait_for_selector(READY)
    page.wait_for_selector(".do-foot, .do-stage")
    page.wait_for_timeout(700)
    moved = sum(page.evaluate("window.moves"))
    context.close()
    assert moved < (GOOD if name in DRAWN else STILL)
