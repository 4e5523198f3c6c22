"""Whether the server lives, and whether it can show what it is there to show: for whoever watches it, under /health.

``live`` says that it answers. ``ready`` says which councils it shows, in which version of their data, and how old what they report is;
it is degraded where a council's data cannot be shown, which the others go on without, and unavailable (503) where none can.
"""

from __future__ import annotations

import json
from typing import Any

from dayops_dash import clock
from dayops_dash.dataset import Dataset, Library

MOST_OPENED = 40  # councils whose data is opened for this: of more, their names alone


def health(library: Library, name: str) -> tuple[int, bytes] | None:
    """Return the status and the answer to /health/``name``; None where there is none of that name."""
    if name == "live":
        return 200, _written({"status": "live"})
    if name == "ready":
        told = readiness(library)
        return (200 if told["councils"] else 503), _written(told)
    return None


def readiness(library: Library) -> dict[str, Any]:
    """Return the status of the server, the councils that it shows, and the names of those that it cannot."""
    listed, not_shown = library.listed(), [*library.not_shown()]
    if len(listed) > MOST_OPENED:
        councils: list[dict[str, Any]] = [{"council": each.slug} for each in listed]
    else:
        councils = [_council(dataset) for dataset in library.datasets(each.slug for each in listed)]
        shown = {council["council"] for council in councils}
        not_shown += [each.short_title for each in listed if each.slug not in shown]
    status = "unavailable" if not councils else "degraded" if not_shown else "ready"
    return {"status": status, "councils": councils, "not_shown": sorted(not_shown)}


def _council(dataset: Dataset) -> dict[str, Any]:
    latest = dataset.at().latest_report_on
    return {
        "council": dataset.slug,
        "version": dataset.version,
        "evidence_on": latest.isoformat() if latest else None,
        "evidence_days_old": (clock.today() - latest).days if latest else None,
    }


def _written(answer: dict[str, Any]) -> bytes:
    return (json.dumps(answer, ensure_ascii=False) + "\n").encode()
