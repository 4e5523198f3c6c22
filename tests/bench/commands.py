"""The bench's command line: measure, print one table, and write the figures."""

from __future__ import annotations

import argparse
import os
import platform
import signal
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import streamlit

from dayops_dash.stories import PAGES
from tests.bench import (
    crowd,
    damage,
    documents,
    many,
    paints,
    prepare,
    reruns,
    scale,
    signed_in,
    touches,
    visits,
    words,
)
from tests.bench.asked import Asked
from tests.bench.papers import proposed as papers
from tests.bench.result import Row, table, write
from tests.bench.servers import CannotMeasureError

MEASURES: dict[str, Callable[[Asked], list[Row]]] = {
    "rerun": reruns.against_empty,
    "defaults": reruns.against_defaults,
    "signin": signed_in.cost,
    "crowd": crowd.under_load,
    "memory": crowd.memory,
    "paints": paints.first_view,
    "touches": touches.next_paint,
    "warm": visits.warm,
    "map": visits.ground,
    "cold": visits.cold,
    "words": words.readable,
    "packs": documents.packs,
    "edition": documents.edition,
    "prepare": prepare.at_scale,
    "papers": papers.proposed,
    "councils": many.beside_four,
    "look-ups": many.look_ups,
    "scale": scale.growth,
    "damage": damage.under_a_running_application,
}
BY_NAME = ("scale",)  # for the table of docs/operating.md, when it is asked for
NOT_QUICK = (*BY_NAME, "cold", "map", "papers")  # what "paints" and the tests show too


def main(arguments: Sequence[str] | None = None) -> int:
    """Return 0 where everything asked for was measured, whether or not its bar holds; 1 where something was not.

    What was measured before it is stopped is printed and written too.
    """
    asked = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that servers are stopped then too
    what = Asked(asked.quick, tuple(dict.fromkeys(asked.page or ())))
    rows: list[Row] = []
    failed: list[str] = []
    for name in asked.only or [name for name in MEASURES if name not in (NOT_QUICK if asked.quick else BY_NAME)]:
        if not _is_measured(name, what, rows, failed):
            break
    print(table(rows))
    print("\n".join(_notes(rows, failed)))
    if asked.out:
        write(asked.out, rows, {"about": _about(), "quick": asked.quick, "failed": failed})
    return 1 if failed else 0


def _is_measured(name: str, asked: Asked, rows: list[Row], failed: list[str]) -> bool:
    """Add the lines of a measure, or why there are none, and return whether to go on: not where somebody stops it."""
    print(f"measuring {name} ...", file=sys.stderr, flush=True)
    begun = time.monotonic()
    try:
        rows += MEASURES[name](asked)
    except (CannotMeasureError, OSError) as error:
        failed.append(f"{name} could not be measured: {error}")
    except KeyboardInterrupt:
        failed.append(f"Stopped while {name} was measured.")
        return False
    print(f"  {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)
    return True


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tests.bench", description=__doc__)
    parser.add_argument("--out", type=Path, help="write every figure to this JSON file")
    parser.add_argument("--quick", action="store_true", help="fewer repeats: for a look, not for a decision")
    parser.add_argument("--only", action="append", choices=MEASURES, help="one measure; may be given again")
    parser.add_argument(
        "--page", action="append", choices=PAGES, help="one page, of measures of pages; may be given again"
    )
    return parser


def _notes(rows: Sequence[Row], failed: Sequence[str]) -> list[str]:
    barred = [row for row in rows if row.holds is not None]
    missed = [row for row in barred if not row.holds]
    busy = f"Load of the machine at the end: {os.getloadavg()[0]:.1f} on {len(os.sched_getaffinity(0))} cores."
    return [
        "",
        busy,
        f"{len(barred) - len(missed)} of {len(barred)} bars hold.",
        *(f"Not held: {r.measure}" for r in missed),
        *failed,
    ]


def _about() -> dict[str, object]:
    return {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "streamlit": streamlit.__version__,
        "cores": len(os.sched_getaffinity(0)),
        "load_average": os.getloadavg(),
    }
