"""axe-core in the open page: what breaks WCAG 2.2 A and AA, or its own good practice."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ("color-contrast", "link-in-text-block")  # of all rules only these depend on the colour scheme
RUN = """async (options) => (await axe.run(document, options)).violations.flatMap(
    (found) => found.nodes.map((node) => `${found.id}: ${node.html.slice(0, 160)} ${node.failureSummary.slice(0, 200)}`))"""


def violations(page: Page, *rules: str) -> list[str]:
    """Return what axe-core finds: by all rules of the tags, or by the rules named.

    It is put into a page once. Nothing is preloaded: axe would fetch the style again, which a page's policy may forbid.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(_source())
    only: dict[str, Any] = {"type": "rule", "values": list(rules)} if rules else {"type": "tag", "values": TAGS}
    return list(page.evaluate(RUN, {"runOnly": only, "resultTypes": ["violations"], "preload": False}))


@lru_cache(maxsize=1)
def _source() -> str:
    return next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text("utf-8")
