"""Whether the server lives, and whether it can show what it is there to show: for whoever watches it, under /health.

``live`` says that it answers. ``ready`` says which councils it shows, in which version of their data, and how old what they report is;
it is degraded where a council's data cannot be shown, which the others go on without, and unavailable (503) where none can.
"""

from __future__ import annotations

import json
from typing import Any

from dayops_dash import clock
from dayops_dash.dataset import Library

MOST_OPENED = 40  # councils whose data is opened for this: of more, their names alone


def health(library: Library, name: str) -> tuple[int, bytes] | None:
    """Return the status and the answer to /health/``name``; None where there is none of that name."""
    if name == "live":
        return 200, _written({"status": "live"})
    if name == "ready":
        return _ready(library)
    return None


def _ready(library: Library) -> tuple[int, bytes]:
    listed, not_shown = library.listed(), sorted(library.not_shown())
    status = "unavailable" if not listed else "degraded" if not_shown else "ready"
    opened = len(listed) <= MOST_OPENED
    councils = [_council(library, each.slug) if opened else {"council": each.slug} for each in listed]
    return (200 if listed else 503), _written({"status": status, "councils": councils, "not_shown": not_shown})


def _council(library: Library, slug: str) -> dict[str, Any]:
    for dataset in library.datasets([slug]):
        latest = dataset.at().latest_report_on
        age = (clock.today() - latest).days if latest else None
        evidence = latest.isoformat() if latest else None
        return {"council": slug, "version": dataset.version, "evidence_on": evidence, "evidence_days_old": age}
    return {"council": slug}


def _written(answer: dict[str, Any]) -> bytes:
    return (json.dumps(answer, ensure_ascii=False) + "\n").encode()
