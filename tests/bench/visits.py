"""Visits in a browser: a second one beside the empty page, a first one beside the same app under Streamlit's defaults."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from statistics import median

from dayops_dash.stories.shared.page import Page
from tests.bench.asked import Asked
from tests.bench.browser import SLOW, Net, Visit, browsing, first_visit, second_visit
from tests.bench.result import Row, spread
from tests.bench.servers import BARE_MAP, DEFAULTS, EMPTY, OURS, CannotMeasureError, serving_all

WARM = 1.5  # times the empty page's second visit
COLD = 0.75  # of a first visit under Streamlit's defaults
SENT = 1_800_000  # bytes of a first visit
MEGABYTE = 1_000_000
TRIES = 4  # of a visit
READ = ("overview", "spend", "wards")  # of words, of charts, of a map; others by --page

Take = Callable[[], Visit]


def warm(asked: Asked) -> list[Row]:
    """Return a line a page: until a second visit is ready."""
    rounds, entries = 3 if asked.quick else 5, asked.entries(READ[: 1 if asked.quick else 3])
    with serving_all(OURS, EMPTY) as (ours, empty), browsing() as browser:
        takes: dict[str, Take] = {"": lambda: second_visit(browser, empty.url)}
        takes |= {e.title: (lambda e=e: second_visit(browser, ours.url + e.path)) for e in entries}  # type: ignore[misc]
        found = _in_turn(takes, rounds)
    return [_warm(entry, found) for entry in entries]


def _warm(entry: Page, found: dict[str, list[Visit]]) -> Row:
    own, beside = ([v.ready for v in found[title]] for title in (entry.title, ""))
    ratio = median(own) / median(beside)
    figures = {"ours": own, "empty": beside, "ratio": ratio}
    what, against = f"second visit ready, {entry.title}", f"{spread(beside)} (empty page)"
    return Row(what, spread(own), against, f"{ratio:.2f}×", f"at most {WARM}×", ratio <= WARM, figures)


def ground(asked: Asked) -> list[Row]:
    """Return until the map on the ground is drawn on a second visit, beside a bare pydeck map on the same server."""
    with serving_all(OURS, BARE_MAP) as (ours, bare), browsing() as browser:
        address = f"{ours.url}/wards?council=solihull&map=ground"
        takes: dict[str, Take] = {
            "ours": lambda: second_visit(browser, address, 1),
            "bare": lambda: second_visit(browser, bare.url, 1),
        }
        found = _in_turn(takes, 3 if asked.quick else 5)
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


def cold(asked: Asked) -> list[Row]:
    """Return what a first visit sends, and how soon it is ready on a slow network and on none at all."""
    rounds, entries = 1 if asked.quick else 2, asked.entries(READ[: 1 if asked.quick else 3])
    pages: dict[Net | None, Sequence[Page]] = {
        SLOW: entries,
        None: entries[:2],
    }  # without a network, two pages show what it hides
    with serving_all(OURS, DEFAULTS) as (ours, defaults), browsing() as browser:
        found = {}
        for net, entries in pages.items():
            takes: dict[str, Take] = {}
            for e in entries:
                takes[f"ours {e.title}"] = lambda e=e, net=net: first_visit(browser, ours.url + e.path, net=net)  # type: ignore[misc]
                takes[f"defaults {e.title}"] = lambda e=e, net=net: first_visit(browser, defaults.url + e.path, net=net)  # type: ignore[misc]
            found[net] = _in_turn(takes, rounds)
    sizes = [_size(entry, found[SLOW]) for entry in entries]
    return [
        *sizes,
        *(_cold(entry, net, found[net]) for net, entries in pages.items() for entry in entries),
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


def _cold(entry: Page, net: Net | None, found: dict[str, list[Visit]]) -> Row:
    """Return the line of a page that is ready. Under Streamlit's defaults it has no charts: what puts them in their place is ours."""
    own, beside = ([v.ready for v in found[f"{side} {entry.title}"]] for side in ("ours", "defaults"))
    ratio = median(own) / median(beside)
    measure = f"first visit ready, {entry.title}, {net.name if net else 'no network between'}"
    figures = {"ours": own, "defaults": beside, "ratio": ratio}
    said, holds = (f"at most {COLD}×", ratio <= COLD) if net else ("", None)
    return Row(measure, spread(own), f"{spread(beside)} (defaults)", f"{ratio:.2f}×", said, holds, figures)


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
