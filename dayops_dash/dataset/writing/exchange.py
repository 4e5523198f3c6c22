"""Two folders exchange their places in one step, where the system can: there is no moment without either."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

AT_CWD, EXCHANGE = -100, 2  # of Linux's renameat2
SWAP = 2  # of macOS's renamex_np


def exchanged(one: Path, other: Path) -> bool:
    """Exchange two folders of one disk, and return whether that was done; nothing has changed where the system cannot."""
    try:
        library = ctypes.CDLL(None, use_errno=True)
        names = os.fsencode(one), os.fsencode(other)
        if sys.platform == "linux":
            return int(library.renameat2(AT_CWD, names[0], AT_CWD, names[1], EXCHANGE)) == 0
        if sys.platform == "darwin":
            return int(library.renamex_np(names[0], names[1], SWAP)) == 0
    except (AttributeError, OSError, TypeError):  # an older system, or another
        pass
    return False
