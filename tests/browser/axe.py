"""axe-core in the open page: what breaks WCAG 2.2 A and AA, or its own good practice."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]  # of all rules only these depend on the colour scheme
RUN = """async ([where, options]) => (await axe.run(where ? { include: (WHERE)() } : document, options)).violations.flatMap(
    (found) => found.nodes.map((node) => `${found.id}: ${node.html.slice(0, 160)} ${node.failureSummary.slice(0, 200)}`))"""
EACH_LOOK = """() => {
    const grounds = new Map([[null, ""]]);
    const ground = (one) => {
        if (!grounds.has(one)) {
            const { backgroundColor: colour, backgroundImage: image, opacity } = getComputedStyle(one);
            const own = /, 0\\)$/.test(colour) && image === "none" && opacity === "1" ? "" : `${colour} ${image} ${opacity} `;
            grounds.set(one, own + ground(one.parentElement));
        }
        return grounds.get(one);
    };
    const looks = new Map();
    for (const one of document.body.querySelectorAll("*")) {
        if (![...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()) || !one.getClientRects().length) continue;
        const { color, fill, fontSize, fontWeight, textDecorationLine, visibility } = getComputedStyle(one);
        if (visibility !== "visible") continue;
        const round = getComputedStyle(one.parentElement).color;  // a link must differ from the words round it
        const look = [one.tagName, color, fill, fontSize, fontWeight, textDecorationLine, round, ground(one)].join();
        looks.set(look, [...(looks.get(look) ?? []), one].slice(0, 2));
    }
    return [...looks.values()].flat();
}"""


def violations(page: Page) -> list[str]:
    """Return what axe-core finds in the page by all rules of the tags."""
    return _found(page, {"type": "tag", "values": TAGS}, each_look=False)


def narrow_violations(page: Page) -> list[str]:
    """Return what axe-core finds in a page that has been looked at whole in another width: of colours, by each look."""
    others = {"type": "tag", "values": TAGS}
    return _found(page, others, each_look=False, without=COLOURS) + colour_violations(page)


def colour_violations(page: Page) -> list[str]:
    """Return what axe-core finds of colours in a page that has been looked at whole in another width or colour scheme.

    Contrast is the same wherever ink, size, weight and ground are, and what lies over what is the same in both schemes. So two
    elements of each look are enough, where a long table has a thousand.
    """
    return _found(page, {"type": "rule", "values": COLOURS}, each_look=True)


def _found(page: Page, only: dict[str, Any], *, each_look: bool, without: Sequence[str] = ()) -> list[str]:
    """Run axe, which is put into a page once. Nothing is preloaded: it would fetch the style again, which a policy may forbid."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_source())
    rules = {rule: {"enabled": False} for rule in without}
    options = {"runOnly": only, "rules": rules, "resultTypes": ["violations"], "preload": False}
    return list(page.evaluate(RUN.replace("WHERE", EACH_LOOK), [each_look, options]))


@lru_cache(maxsize=1)
def _source() -> str:
    return next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text("utf-8")
