"""The bench's command line: measure, print one table, and write the figures."""

from __future__ import annotations

import argparse
import os
import platform
import signal
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import streamlit

from tests.bench import crowd, damage, documents, many, paints, prepare, reruns, scale, touches, visits, words
from tests.bench.papers import proposed as papers
from tests.bench.result import Row, table, write
from tests.bench.servers import CannotMeasureError

MEASURES: dict[str, Callable[[bool], list[Row]]] = {
    "rerun": reruns.against_empty,
    "defaults": reruns.against_defaults,
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


def main(arguments: Sequence[str] | None = None) -> int:
    """Return 0 where everything asked for was measured, whether or not its bar holds; 1 where something could not be."""
    asked = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that servers are stopped then too
    rows: list[Row] = []
    failed = []
    for name in asked.only or MEASURES:
        print(f"measuring {name} ...", file=sys.stderr, flush=True)
        try:
            rows += MEASURES[name](asked.quick)
        except (CannotMeasureError, OSError) as error:
            failed.append(f"{name} could not be measured: {error}")
    print(table(rows))
    print("\n".join(_notes(rows, failed)))
    if asked.out:
        write(asked.out, rows, {"about": _about(), "quick": asked.quick, "failed": failed})
    return 1 if failed else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tests.bench", description=__doc__)
    parser.add_argument("--out", type=Path, help="write every figure to this JSON file")
    parser.add_argument("--quick", action="store_true", help="fewer repeats: for a look, not for a decision")
    parser.add_argument("--only", action="append", choices=MEASURES, help="one measure; may be given again")
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
