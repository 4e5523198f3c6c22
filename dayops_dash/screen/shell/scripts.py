"""Streamlit's own scripts, sent compressed. It sends them as they are (4.8 MB); most of a first visit is waiting for them.

Each file is compressed once, kept in a cache folder beside others of the same Streamlit version, and then served from
memory. Their names hold a hash of their content, so a browser may keep them for good.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import os
import re
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import brotli
import pyarrow as pa
import streamlit

from dayops_dash.cache import once, per_script

STATIC = Path(streamlit.__file__).parent / "static"
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "dayops-dash" / streamlit.__version__
FOR_GOOD = "public, max-age=31536000, immutable"
COMPRESSIBLE = {".js", ".css", ".json", ".svg", ".wasm", ".html"}
REFUSED = re.compile(r";\s*q=0(\.0*)?\s*$")


class Effort(NamedTuple):
    """How hard content is pressed: in haste, and where it is made once and kept."""

    quick: int
    small: int


LEVELS = {"br": Effort(5, 9), "zstd": Effort(6, 19), "gzip": Effort(6, 9)}  # the first that a browser accepts
IMPORT = re.compile(r'(?:from|import)\s*"\./([\w.\-]+\.js)"')


def known(path: str) -> Path | None:
    """Return the file of Streamlit's that an address means; None where it means none. Never one outside its folder."""
    return _files().get(path.removeprefix("/"))


@once
def _files() -> Mapping[str, Path]:
    found = (p for p in STATIC.rglob("*") if p.is_file() and p.parent != STATIC)
    return MappingProxyType({p.relative_to(STATIC).as_posix(): p for p in found})


def encoding_for(accepts: str) -> str:
    """Return the encoding to send, of those that a browser accepts: br, zstd, gzip, or "" for none."""
    offered = {part.split(";")[0].strip() for part in accepts.split(",") if not REFUSED.search(part)}
    return next((encoding for encoding in LEVELS if encoding in offered), "")


@per_script
def compressed(file: Path, encoding: str) -> bytes:
    """Return a file's content in an encoding: from memory, else from the cache folder, else made now and kept there."""
    content = file.read_bytes()
    if not encoding or file.suffix not in COMPRESSIBLE:
        return content
    kept = CACHE / f"{hashlib.sha256(content).hexdigest()[:24]}.{encoding}"
    if kept.exists():
        return kept.read_bytes()
    made = encoded(content, encoding)
    _keep(kept, made)
    return made


def encoded(content: bytes, encoding: str) -> bytes:
    """Return content in an encoding, as small as it gets without haste: the same bytes whenever it is made."""
    return _pressed(content, encoding, LEVELS[encoding].small)


def quickly_encoded(content: bytes, encoding: str) -> bytes:
    """Return content in an encoding for one who waits for it."""
    return _pressed(content, encoding, LEVELS[encoding].quick)


def _pressed(content: bytes, encoding: str, level: int) -> bytes:
    if encoding == "br":
        return brotli.compress(content, quality=level)
    if encoding == "zstd":
        return bytes(pa.Codec("zstd", compression_level=level).compress(content, asbytes=True))
    return gzip.compress(content, level, mtime=0)


def _keep(path: Path, content: bytes) -> None:
    """Write beside, then replace. A machine whose cache cannot be written only compresses again after a restart."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as beside:
            beside.write(content)
        Path(beside.name).replace(path)
    except OSError:
        return


def media_type(file: Path) -> str:
    return (
        "text/javascript" if file.suffix == ".js" else mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    )


@per_script
def with_imports(start: str) -> tuple[str, ...]:
    """Return the scripts whose names begin with ``start`` and every script that those import, as paths under static."""
    todo = [name for name in _files() if name.startswith(f"static/js/{start}") and name.endswith(".js")]
    found: dict[str, None] = {}
    while todo:
        name = todo.pop()
        if name not in found and name in _files():
            found[name] = None
            todo += [f"static/js/{other}" for other in IMPORT.findall(_files()[name].read_text("utf-8"))]
    return tuple(found)


def warm(starts: Iterable[str]) -> None:
    """Compress what pages need before the first reader comes: the scripts whose names begin so, their imports, the styles."""
    names = [name for start in ("index.", *starts) for name in with_imports(start)]
    for name in (*names, *(name for name in _files() if name.endswith(".css"))):
        compressed(_files()[name], "br")
