"""Make Exampleshire's counts anew from made-up records, by the commands that any council uses: python -m tests.exampleshire

The papers in data/exampleshire are typed, and made up; its counts, wards and data return come from here. The same bytes each time.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from dayops_dash.prepare.examples import places

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "data" / "exampleshire"
PEOPLE, SEED, SNAPSHOT = "8000", "2026", "2026-03-31"


def make(folder: Path) -> None:
    """Write the counts into a folder that holds the papers."""
    with tempfile.TemporaryDirectory() as name:
        records, lookup, areas = (str(Path(name) / file) for file in ("records.csv", "postcodes.csv", "areas.csv"))
        made = ["--people", PEOPLE, "--seed", SEED, "--out", records, "--postcodes", lookup, "--areas", areas]
        _run("example-records", *made)
        own = [word for provider in places.OWN_PROVIDERS for word in ("--own-provider", provider)]
        asked = ["--council", places.COUNCIL_CODE, "--snapshot", SNAPSHOT, "--postcodes", lookup, "--areas", areas]
        _run("prepare", records, *asked, "--out", str(folder), *own)


def _run(*words: str) -> None:
    subprocess.run([sys.executable, "-m", "dayops_dash", *words], cwd=ROOT, check=True, stderr=subprocess.PIPE)


if __name__ == "__main__":
    make(FOLDER)
