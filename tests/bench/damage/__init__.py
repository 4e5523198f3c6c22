"""Damaged packages under a running application: no error of ours on any address, no neighbour touched, and the last good data shown.

Each damage is drawn by a seed: of cells, rows, tables, descriptors, boundaries, other files, what is no file, and the layout of versions,
one to three at a time. python -m tests.bench.damage 10000
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.asked import Asked
from tests.bench.result import Row
from tests.bench.servers import CannotMeasureError

ROOT = Path(__file__).resolve().parents[3]
PACKAGES, FEW = 100, 30
KINDS = (
    "error",
    "words of ours",
    "neighbour touched",
    "last good data not shown",
    "finding from unread data",
    "command failed",
)


def under_a_running_application(asked: Asked, packages: int = PACKAGES, first: int = 0) -> list[Row]:
    """Return how many of so many damaged packages did harm, by its kind. The seeds go on from the first."""
    total = FEW if asked.quick else packages
    with tempfile.TemporaryDirectory(prefix="damage-") as name:
        settings = {"DAYOPS_DATA": f"{name}/councils", "DAYOPS_DRAFTS": f"{name}/drafts", "DAYOPS_DESK": "1"}
        settings |= {"STREAMLIT_SERVER_ADDRESS": "127.0.0.1", "DAYOPS_TODAY": "2026-11-29"}
        (Path(name) / "councils").mkdir()
        words = [sys.executable, "-m", "tests.bench.damage.running", str(total), str(first)]
        done = subprocess.run(words, cwd=ROOT, env={**os.environ, **settings}, stdout=subprocess.PIPE, check=False)
    if done.returncode:
        raise CannotMeasureError(f"the damaged application ended with {done.returncode}")
    found = json.loads(done.stdout.splitlines()[-1])
    return [
        Row(
            f"damaged packages, {kind}",
            f"{found.get(kind, 0)} of {total}",
            bar="0",
            holds=not found.get(kind),
            figures={"seeds": total},
        )
        for kind in KINDS
    ]
