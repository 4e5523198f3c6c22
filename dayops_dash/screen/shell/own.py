"""Our own files beside Streamlit's: script, style, type and icon, each at an address with a hash of its content."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from dayops_dash.cache import per_script
from dayops_dash.screen.shell import scripts
from dayops_dash.screen.style import style

FILES: Mapping[str, tuple[str, ...]] = MappingProxyType(  # by address: files beside this one, sent as one
    {
        "/shell.js": ("still.js", "shell.js", "search.js", "share.js", "making.js", "signin.js"),
        "/shell.woff2": ("CommitteeSans.woff2",),  # licences: TYPES.txt
        "/icons.woff2": ("CommitteeIcons.woff2",),
        "/favicon.png": ("icon.png",),  # in place of Streamlit's, so that no page need name it
    }
)
MIME: Mapping[str, str] = MappingProxyType(
    {
        "/shell.js": "text/javascript; charset=utf-8",
        "/shell.css": "text/css; charset=utf-8",
        "/shell.woff2": "font/woff2",
        "/icons.woff2": "font/woff2",
        "/favicon.png": "image/png",
    }
)
HELD = (  # what the type file has of Source Sans: another mark is taken from Streamlit's, four times as large, where a page has one
    "U+20-7E,U+A0-17F,U+192,U+218-21B,U+2C6-2CC,U+2D0-2DD,U+2007,U+2009-200B,U+2010-201E,U+2020-2023,U+2026,U+202F-2033,U+2035,"
    "U+2039-203A,U+203C-203F,U+2044,U+2047-204A,U+20AC,U+2116,U+2122,U+2190-2193,U+2212,U+221A,U+2248,U+2260-2261,U+2264-2265,"
    "U+25A0-25A1,U+25AA-25AC,U+25B2-25BA,U+25BC-25C4,U+25C6,U+25C9-25CC,U+25CF,U+25D8-25D9,U+25E6,U+2713-2714,U+2717"
)


@per_script
def content_of(path: str, encoding: str = "") -> bytes:
    """Return one of our files as it is sent in an encoding."""
    files = [Path(__file__).with_name(name) for name in FILES.get(path, ())]
    content = b"".join(file.read_bytes() for file in files) if files else style().encode()
    return scripts.encoded(content, encoding) if encoding else content


def encoding_of(path: str, accepts: str) -> str:
    """Return the encoding in which a file is sent to a browser: "" for one that is compressed already."""
    return scripts.encoding_for(accepts) if MIME[path].startswith("text/") else ""


def address_of(path: str) -> str:
    """Return one of our files' address with a hash of its content, so that a browser may keep it for good."""
    return f".{path}?{hashlib.sha256(content_of(path)).hexdigest()[:12]}"


def type_faces() -> str:
    """Return the style that gives the letters of our pages, a face of the name that Streamlit has for its own, and our icons."""
    letters = f'font-family:"Source Sans";font-weight:100 900;src:{_source("/shell.woff2")};unicode-range:{HELD}'
    icons = f'font-family:"Committee Icons";font-display:block;src:{_source("/icons.woff2")}'
    return f"<style>@font-face{{font-style:normal;{letters}}}@font-face{{font-style:normal;{icons}}}</style>"


def _source(path: str) -> str:
    return f'url({address_of(path)}) format("woff2")'
