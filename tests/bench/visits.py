"""Visits in a browser: a second one beside the empty page, a first one beside the same app under Streamlit's defaults."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from statistics import median

from dayops_dash.dataset import Library
from dayops_dash.stories import PAGES
from dayops_dash.stories.shared.page import Needs, Page
from tests.bench.browser import SLOW, Net, Visit, browsing, first_visit, second_visit
from tests.bench.result import Row, spread
from tests.bench.servers import BARE_MAP, DEFAULTS, EMPTY, OURS, CannotMeasureError, serving_all

WARM = 1.5  # times the empty page's second visit
COLD = 0.75  # of a first visit under Streamlit's defaults
SENT = 1_800_000  # bytes of a first visit
MEGABYTE = 1_000_000
TRIES = 4  # of a visit

Take = Callable[[], Visit]


def warm(quick: bool) -> list[Row]:
    """Return two lines a page: until a second visit is ready, and until its charts are drawn."""
    rounds = 3 if quick else 6
    with serving_all(OURS, EMPTY) as (ours, empty), browsing() as browser:
        takes: dict[str, Take] = {"": lambda: second_visit(browser, empty.url)}
        takes |= {e.title: (lambda e=e: second_visit(browser, ours.url + e.path, _charts(e))) for e in PAGES.values()}  # type: ignore[misc]
        found = _in_turn(takes, rounds)
    return [row for entry in PAGES.values() for row in _warm(entry, found)]


def _warm(entry: Page, found: dict[str, list[Visit]]) -> list[Row]:
    beside = [v.ready for v in found[""]]
    rows = []
    for what, own, bar in (
        (f"second visit ready, {entry.title}", [v.ready for v in found[entry.title]], WARM),
        (f"  its charts drawn, {entry.title}", [v.drawn for v in found[entry.title]], None),
    ):
        ratio = median(own) / median(beside)
        figures = {"ours": own, "empty": beside, "ratio": ratio}
        said, holds = (f"at most {bar}×", ratio <= bar) if bar else ("", None)
        rows.append(Row(what, spread(own), f"{spread(beside)} (empty page)", f"{ratio:.2f}×", said, holds, figures))
    return rows if _charts(entry) else rows[:1]


def ground(quick: bool) -> list[Row]:
    """Return until the map on the ground is drawn on a second visit, beside a bare pydeck map on the same server."""
    with serving_all(OURS, BARE_MAP) as (ours, bare), browsing() as browser:
        address = f"{ours.url}/wards?council=solihull&map=ground"
        takes: dict[str, Take] = {
            "ours": lambda: second_visit(browser, address, 1),
            "bare": lambda: second_visit(browser, bare.url, 1),
        }
        found = _in_turn(takes, 3 if quick else 8)
    own, beside = ([v.drawn for v in found[side]] for side in ("ours", "bare"))
    ratio = median(own) / median(beside)
    figures = {"ours": own, "bare": beside, "ratio": ratio}
    said = f"at most {WARM}×"
    return [
        Row(
            "map on the ground drawn, Wards",
            spread(own),
            f"{spread(beside)} (bare map)",
            f"{ratio:.2f}×",
            said,
            ratio <= WARM,
            figures,
        )
    ]


def cold(quick: bool) -> list[Row]:
    """Return what a first visit sends, and how soon it is ready on a slow network and on none at all."""
    rounds = 1 if quick else 3
    pages: dict[Net | None, Sequence[Page]] = {
        SLOW: [*PAGES.values()],
        None: [*PAGES.values()][:2],
    }  # without a network, two pages show what it hides
    with serving_all(OURS, DEFAULTS) as (ours, defaults), browsing() as browser:
        found = {}
        for net, entries in pages.items():
            takes: dict[str, Take] = {}
            for e in entries:
                takes[f"ours {e.title}"] = lambda e=e, net=net: first_visit(browser, ours.url + e.path, _charts(e), net)  # type: ignore[misc]
                takes[f"defaults {e.title}"] = lambda e=e, net=net: first_visit(
                    browser, defaults.url + e.path, _charts(e), net
                )  # type: ignore[misc]
            found[net] = _in_turn(takes, rounds)
    sizes = [_size(entry, found[SLOW]) for entry in PAGES.values()]
    return [
        *sizes,
        *(row for net, entries in pages.items() for entry in entries for row in _cold(entry, net, found[net])),
    ]


def _size(entry: Page, found: dict[str, list[Visit]]) -> Row:
    own, beside = found[f"ours {entry.title}"], found[f"defaults {entry.title}"]
    sent, sent_beside = median(v.sent for v in own), median(v.sent for v in beside)
    said = [
        f"{median(v.sent for v in side) / MEGABYTE:.2f} MB in {median(v.requests for v in side):.0f}"
        for side in (own, beside)
    ]
    figures = {"ours": sent, "defaults": sent_beside}
    ratio = f"{sent / sent_beside:.2f}×"
    bar = f"under {SENT / MEGABYTE} MB"
    return Row(f"first visit sends, {entry.title}", said[0], f"{said[1]} (defaults)", ratio, bar, sent < SENT, figures)


def _cold(entry: Page, net: Net | None, found: dict[str, list[Visit]]) -> list[Row]:
    """Return the line of a page that is ready, and for a chart that comes later the line of that."""
    rows = []
    for what in ("ready", "drawn"):
        own, beside = ([getattr(v, what) for v in found[f"{side} {entry.title}"]] for side in ("ours", "defaults"))
        ratio = median(own) / median(beside)
        bar = bool(net) and what == "ready"
        said = f"at most {COLD}×" if bar else ""
        measure = f"first visit {what}, {entry.title}, {net.name if net else 'no network between'}"
        figures = {"ours": own, "defaults": beside, "ratio": ratio}
        holds = ratio <= COLD if bar else None
        rows.append(Row(measure, spread(own), f"{spread(beside)} (defaults)", f"{ratio:.2f}×", said, holds, figures))
    return rows if _charts(entry) else rows[:1]


def _charts(entry: Page) -> int:
    """Return how many charts a page must have drawn: a browser that has not their scripts yet shows none, and is not done.

    A page that can draw, but has nothing to draw for the council that opens first, is done without.
    """
    story = entry.story(Library().dataset(Library().default()).at())
    return 1 if Needs.CHARTS in entry.needs and any(f.chart for f in story.figures) else 0


def _in_turn(takes: dict[str, Take], rounds: int) -> dict[str, list[Visit]]:
    """Return the visits of each kind, taken in turn; each round begins with another, and a first round is not counted."""
    names = list(takes)
    found: dict[str, list[Visit]] = {name: [] for name in names}
    for name in names:
        _take(takes[name])
    for number in range(rounds):
        first = number % len(names)
        for name in (*names[first:], *names[:first]):
            found[name].append(_take(takes[name]))
    return found


def _take(take: Take) -> Visit:
    """Visit, again if need be: now and then Chromium's slow network stands still, whichever server it is asking."""
    for _ in range(TRIES - 1):
        try:
            return take()
        except CannotMeasureError as error:
            print(f"{error} Once more.", file=sys.stderr, flush=True)
    return take()
