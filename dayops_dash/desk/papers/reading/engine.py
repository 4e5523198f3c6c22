"""The reader of PDFs is one for a process: it works for one thread at a time."""

from __future__ import annotations

from threading import RLock

from dayops_dash.cache import once


@once
def pdf_lock() -> RLock:
    """Return the lock that whoever opens a PDF holds meanwhile."""
    return RLock()
