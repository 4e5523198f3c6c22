"""The types that a page fetches: ours, small, in place of Streamlit's; and our own files are sent compressed."""

from __future__ import annotations

import gzip
import re

import brotli
import pyarrow as pa
import pytest

from dayops_dash.screen.shell import own
from dayops_dash.screen.shell.page import rewritten
from dayops_dash.screen.shell.scripts import STATIC, encoded, encoding_for, quickly_encoded

PAGE = (STATIC / "index.html").read_text("utf-8")


def test_only_our_own_type_is_fetched_ahead() -> None:
    """A release of Streamlit that names its files otherwise shows here."""
    page, _ = rewritten(PAGE, "")
    hints = re.findall(r'<link[^>]*rel="preload"[^>]*>', page)
    assert len(hints) == 1 and own.address_of("/shell.woff2") in hints[0]
    assert page.index("@font-face") > page.rindex('rel="stylesheet"'), "the last face of a name is the one that is used"


@pytest.mark.parametrize("path", [*own.MIME])
def test_our_files_are_sent_compressed_where_they_are_text(path: str) -> None:
    encoding = own.encoding_of(path, "gzip, br")
    content, sent = own.content_of(path), own.content_of(path, encoding)
    if own.MIME[path].startswith("text/"):
        assert brotli.decompress(sent) == content and len(sent) < len(content) / 3
    else:
        assert encoding == "" and sent == content
    assert own.address_of(path).startswith(f".{path}?")


@pytest.mark.parametrize(
    ("accepts", "sent"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("zstd, gzip", "zstd"),
        ("gzip;q=1.0, zstd;q=0.5", "zstd"),
        ("br;q=0, zstd; q=0.000, gzip", "gzip"),
        ("deflate", ""),
        ("", ""),
    ],
)
def test_what_a_browser_accepts_is_what_it_is_sent(accepts: str, sent: str) -> None:
    assert encoding_for(accepts) == sent
    if sent:
        content = own.content_of("/shell.css")
        for made in (encoded(content, sent), quickly_encoded(content, sent)):
            unpacked = {"br": brotli.decompress, "gzip": gzip.decompress, "zstd": _unpacked}[sent](made)
            assert unpacked == content and len(made) < len(content) / 3


def _unpacked(made: bytes) -> bytes:
    return bytes(pa.CompressedInputStream(pa.BufferReader(made), "zstd").read())


def test_every_letter_that_our_type_is_asked_for_is_in_it() -> None:
    """Letters, figures and marks of any page: a missing one would have Streamlit's whole type fetched."""
    held = [tuple(int(end, 16) for end in part[2:].split("-")) for part in own.HELD.split(",")]
    for letter in "AZaz09£€–—“”‘’…·×½±≤≥≈✓▲►□●○◆éŵŷ":
        assert any(ends[0] <= ord(letter) <= ends[-1] for ends in held), letter
