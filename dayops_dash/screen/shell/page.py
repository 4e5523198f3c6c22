"""Streamlit's page as our readers are sent it: in British English, with hints of what it will need, and a page to be read at once."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape

from dayops_dash.cache import once, per_answer, per_script
from dayops_dash.screen.shell import scripts
from dayops_dash.screen.shell.own import address_of, type_faces
from dayops_dash.screen.streamlit_pages import scripts_of
from dayops_dash.stories import FIRST, PAGES

NO_SCRIPT = '<noscript><p>This dashboard needs JavaScript. <a href="./read/">Every page can be read without it</a>.</p></noscript>'
TYPE_HINT = r'<link\s+rel="preload"\s+href="[^"]*SourceSans[^"]*"[^>]*>'
LATER = r'<link rel="(?:modulepreload|prefetch|stylesheet)" (?:fetchpriority="low" )?crossorigin[^>]*>'
PLACE = "<!--page-->"
HINTS = (
    ("/shell.css", "as=style"),
    ("/shell.woff2", "as=font; type=font/woff2; crossorigin"),
)  # what the first words are shown with
NO_SCRIPT_RUNS = '<noscript><span class="do-noscript"></span></noscript>'
APP = '<div data-testid="stApp"><div data-testid="stAppViewContainer">{}</div></div>'


@dataclass(frozen=True)
class Request:
    """What a reader asks for: a page by its name, with the parameters of its address; and who asks (``surface.Surface.visitor``)."""

    page: str
    parameters: Mapping[str, str]
    visitor: tuple[Mapping[str, str], str | None]


@dataclass(frozen=True)
class Still:
    """A page as it is sent first, over Streamlit's root: its name in the browser's tab, its HTML, and whether it is kept for others.

    One of its reader's ``own`` data is kept by nobody, their browser included.
    """

    title: str
    markup: str = field(repr=False)
    kept: bool = True
    own: bool = False


@once
def early_hints() -> str:
    """Return the value of a Link header: what a server in front may tell a browser to fetch while the page is still made."""
    return ", ".join(f"<{address_of(path)}>; rel=preload; {what}" for path, what in HINTS)


@per_script
def rewritten(page: str, name: str, *, still: bool = False) -> tuple[str, str]:
    """Return Streamlit's page for readers of one of our pages, and the content security policy that it may run under.

    With a ``still`` page it has a place for that, before everything of Streamlit's, whose script our own begins after that is seen.
    """
    soon = set(
        hinted("")
    )  # what every page needs is made ready; what only some need, once a reader reaches for a control
    needed = [path for path in hinted(name) if path not in page]
    hint = '<link rel="modulepreload" fetchpriority="low" crossorigin href="./{}">'.format
    hints = "".join(hint(path) for path in needed if path in soon)
    reached = "".join(hint(path) for path in needed if path not in soon)
    page = page.replace('<html lang="en">', '<html lang="en-GB">').replace(
        "<title>Streamlit</title>", "<title>Day Opportunities Dashboard</title>"
    )
    page = re.sub(r'<link rel="service-desc"[^>]*>', "", page)
    ours = f'<script defer src="{address_of("/shell.js")}"></script><link rel="stylesheet" href="{address_of("/shell.css")}">'
    page = page.replace('<script type="module"', f'{ours}<script type="module"', 1).replace(
        "</head>", f"{hints}</head>", 1
    )
    type_hint = f'<link rel="preload" href="{address_of("/shell.woff2")}" as="font" type="font/woff2" crossorigin>'
    page = re.sub(TYPE_HINT, type_hint, page).replace("</head>", f"{type_faces()}</head>", 1)
    page = page.replace('href="./favicon.png"', f'href="{address_of("/favicon.png")}"')
    page = re.sub(r"<noscript>.*?</noscript>", "" if still else NO_SCRIPT, page, flags=re.DOTALL)
    inline = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    hashes = " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(s.encode()).digest()).decode()}'" for s in inline)
    page = _with_place(page) if still else page
    page = page.replace("</body>", f'<template id="do-reached">{reached}</template></body>', 1) if reached else page
    return page, (
        f"default-src 'none'; script-src 'self' {hashes} 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; media-src 'self'; "
        "frame-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; object-src 'none'; frame-ancestors 'none'"
    )


def _with_place(page: str) -> str:
    """Return a page with a place for what is shown first. What Streamlit loads is named in a template, for our script to begin."""
    begins = re.search(r'<script type="module" crossorigin src="([^"]*)"></script>', page)
    assert begins
    later = "".join(re.findall(LATER, page)) + f'<link rel="modulepreload" crossorigin href="{begins[1]}">'
    page = re.sub(LATER, "", page.replace(begins[0], ""))
    place = f'<div id="do-still" class="do-still" data-live="{begins[1]}">{PLACE}</div><div id="root" inert aria-hidden="true"></div>'
    page = page.replace('<div id="root"></div>', f'{place}<template id="do-later">{later}</template>', 1)
    return page.replace("<html ", '<html class="do-first" ', 1)


@per_answer
def whole(page: str, still: Still | None, encoding: str) -> tuple[bytes, str]:
    """Return a page as it is sent, and its tag."""
    if still:
        page = page.replace(PLACE, f"{NO_SCRIPT_RUNS}{APP.format(still.markup)}", 1)
        page = re.sub("<title>.*?</title>", lambda _: f"<title>{escape(still.title)}</title>", page, count=1)
    body = page.encode()
    tag = f'W/"{hashlib.sha256(body).hexdigest()[:20]}"'
    return (scripts.quickly_encoded(body, encoding) if encoding else body), tag


def hinted(name: str) -> tuple[str, ...]:
    """Return the scripts that a page will ask for, so that the browser asks at once: those of its parts, and their imports."""
    needed = scripts_of(PAGES.get(name, FIRST))
    return tuple(dict.fromkeys(path for start in needed for path in scripts.with_imports(f"{start}.")))
