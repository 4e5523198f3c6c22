"""The short look at colours finds what the whole look finds."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.axe import colour_violations, narrow_violations, violations

pytestmark = pytest.mark.browser
ROWS = "".join(f"<tr><td>Row {number}</td><td>{number}</td></tr>" for number in range(60))
PAGE = f"""<!doctype html><html lang="en"><title>Colours</title><style>a {{ color: #00598a; }}</style>
<main><h1>Colours</h1><p>Words with <a href="#x">a link</a> among them.</p><table>{ROWS}</table></main>"""
FAULTS = {
    "color-contrast": [
        "document.querySelectorAll('td')[97].style.color = '#bbb'",
        "document.querySelectorAll('tr')[48].style.background = '#444'",
        "document.querySelectorAll('tr')[48].style.opacity = '.4'",
        "document.querySelectorAll('td')[96].innerHTML = '<small style=\"color: #aaa\">small</small>'",
        "document.querySelector('h1').style.color = '#ccc'",
    ],
    "link-in-text-block": ["document.querySelector('a').style.cssText = 'color: #000a33; text-decoration: none'"],
}


@pytest.mark.parametrize(("rule", "fault"), [(rule, fault) for rule, faults in FAULTS.items() for fault in faults])
def test_one_fault_among_many_that_look_alike_is_found(browser: Browser, rule: str, fault: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 2500})
    page = context.new_page()
    page.set_content(PAGE)
    assert violations(page) == narrow_violations(page) == colour_violations(page) == []
    page.evaluate(fault)
    for look in (violations, narrow_violations, colour_violations):
        assert any(found.startswith(rule) for found in look(page)), look.__name__
    context.close()
