"""Many councils to measure with: the shipped real ones, copied under other names into a folder."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from dayops_dash.dataset.package import DESCRIPTOR
from dayops_dash.dataset.serving.gate import record_result
from dayops_dash.dataset.serving.versions import content_of

SHIPPED = ("nottinghamshire", "dorset", "cheshire-east", "solihull")
DATA = Path(__file__).resolve().parents[2] / "data"


def copies(root: Path, many: int) -> Path:
    """Write so many councils under a folder, the shipped ones first and then copies of them, each with a passed check; return it."""
    root.mkdir(parents=True)
    for number in range(many):
        source = SHIPPED[number % len(SHIPPED)]
        _copy(DATA / source, root / (source if number < len(SHIPPED) else f"{source}-{number:03d}"), number)
    return root


def _copy(source: Path, to: Path, number: int) -> None:
    shutil.copytree(source, to)
    if source.name == to.name:
        return
    stated = json.loads((to / DESCRIPTOR).read_text("utf-8"))
    stated["name"] = to.name
    stated["title"] += f" {number}"
    stated["dayops"]["short_title"] += f" {number}"
    stated["dayops"].pop("featured", None)
    (to / DESCRIPTOR).write_text(json.dumps(stated, indent=2, ensure_ascii=False) + "\n", "utf-8")
    record_result(to, content_of(to), 0)
