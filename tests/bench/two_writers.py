"""Two commands that write at once end as one after the other would: nothing of either is lost, or one is told.

python -m tests.bench.two_writers [TIMES]
"""

from __future__ import annotations

import os
import random
import sys
import time
from pathlib import Path
from typing import Any

from tests.bench.kills import apart, start, wait
from tests.bench.kills_world import ASCOF, GRANT, PAPER, PREPARE, Command, World

Outcome = tuple[tuple[int | None, ...], dict[str, bytes]]
PUBLISH = "publish cheshire-east --from {root}/inputs/%s --because why --yes"
PAIRS = {
    "two grants": (GRANT, GRANT + " --to member@x"),
    "boundaries, places": (
        "boundaries add exampleton {root}/inputs/given.geojson",
        "areas from-hexjson {root}/data/exampleton {root}/inputs/wards.hexjson",
    ),
    "ascof of two years": (ASCOF, ASCOF.replace("2022-23", "2021-22").replace("2023-12", "2022-12")),
    "numbers, describe": (f"numbers dorset {PAPER} {{root}}/inputs/numbers.txt", "describe {root}/data/dorset"),
    "two publications": (PUBLISH % "three", PUBLISH % "four"),
    "publish, undo": (PUBLISH % "three", "undo cheshire-east --because why --yes"),
    "publish, prune": (PUBLISH % "three", "prune cheshire-east --years 0 --yes"),
    "two drafts": ("draft cheshire-east --out {root}/out/draft", "draft dorset --out {root}/out/draft"),
    "two of new": ("new {root}/out/kent", "new {root}/out/kent --tables spend"),
    "two open copies": ("public-copy --out {root}/out/copy --withhold", "public-copy --out {root}/out/copy --withhold"),
    "two preparations": (
        PREPARE + " --out {root}/out/exampleshire",
        PREPARE + " --out {root}/out/exampleshire --threshold 6",
    ),
    "records": (
        "example-records --people 60 --out {root}/out/r.csv",
        "example-records --people 90 --out {root}/out/r.csv",
    ),
}


def outcome(world: World, words: list[list[str]], apart: float | None) -> Outcome:
    """Return how some commands end and what is there then: one after the other, or begun so many seconds apart."""
    world.restore()
    codes: list[int | None] = []
    if apart is None:
        codes = [wait(start(one)).code for one in words]
    else:
        first = start(words[0], name="a")
        time.sleep(apart)
        second = start(words[1], name="b")
        codes = [wait(first).code, wait(second).code]
    return tuple(codes), world.seen()


def main(times: int) -> None:
    world, chance, wrong, tried = World(Path(os.environ["KILLS_ROOT"])), random.Random(1), 0, 0
    for name, pair in PAIRS.items():
        words = [Command("", typed).words(world) for typed in pair]
        began = time.monotonic()
        in_turn = outcome(world, words, None)
        took = time.monotonic() - began
        (last, first), seen = outcome(world, words[::-1], None)
        known: list[Any] = [in_turn, ((first, last), seen)]
        for place, one in enumerate(words):  # the other is told, and changes nothing
            world.restore()
            wait(start(one))
            known.append(((0, 1) if place == 0 else (1, 0), world.seen()))
        print(f"{name}: {[codes for codes, _ in known]}, {took:.1f} s", file=sys.stderr, flush=True)
        for _ in range(times):
            tried += 1
            found = outcome(world, words, chance.choice((0.0, took / 8, took * chance.random() / 2)))
            if found not in known:
                wrong += 1
                near = min(known, key=lambda one: len(_differ(one[1], found[1])))
                print(
                    f"{name}: {found[0]}, not {[codes for codes, _ in known]}: {_differ(near[1], found[1])[:6]}",
                    file=sys.stderr,
                    flush=True,
                )
            if left := world.left_over():
                print(f"{name}: left over: {left}", file=sys.stderr, flush=True)
    print(f"two writers: {wrong} of {tried} lost something")


def _differ(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(name for name in {*one, *other} if one.get(name) != other.get(name))


if __name__ == "__main__":
    if "KILLS_ROOT" not in os.environ:
        sys.exit(apart("tests.bench.two_writers"))
    main(int((sys.argv[1:] or ["6"])[0]))
