"""Damaged packages under a running application: no error of ours on any address, no neighbour touched, and the last good data shown.

Each damage is drawn by a seed from the shipped folders: bytes, cells, rows, columns, tables and descriptors, one to three at a time.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from unittest import mock

from dayops_dash.dataset import DATA, Library
from dayops_dash.dataset.files.text_file import DatasetError
from dayops_dash.dataset.package import DESCRIPTOR, write_descriptor
from dayops_dash.dataset.serving import library as reading
from dayops_dash.dataset.serving.shown import state
from dayops_dash.edition import data, routes
from tests.bench.result import Row, table
from tests.edition.test_routes import Answer, ask

DAMAGED, NEIGHBOUR = "dorset", "solihull"
PACKAGES, FEW = 300, 60  # more with: python -m tests.bench.damage 10000
OURS = re.compile(r"Traceback|[A-Z]\w*Error\b|Exception|zip\(\)|/tmp|\.py\b|dayops_dash")
MAIN = re.compile(rb"<main.*</main>", re.DOTALL)  # what a page says of its own council, without the list of all
PAGES = (
    "overview",
    "progress",
    "spend",
    "compare",
    "risks",
    "sources",
    "wards",
    "questions",
    "changes",
    "voices",
    "demand",
)
EVERY = ("/read/", f"/data/{DAMAGED}/facts.csv", f"/data/{DAMAGED}.zip")
OTHERS = (f"/read/{NEIGHBOUR}/overview", f"/data/{NEIGHBOUR}/facts.csv")
CELLS = (
    "",
    "green",
    "-1",
    "1e999",
    "NaN",
    "=1+1",
    "<script>alert(1)</script>",
    "2024-02-30",
    "\u202eabc",
    "x" * 5000,
    "0",
    "£5",
    "\x00",
)
Damage = Callable[[Path, random.Random], object]


def _table(folder: Path, chance: random.Random) -> Path:
    return chance.choice(
        sorted(path for path in folder.glob("*.csv") if path.is_file() and path.stat().st_size) or [folder / DESCRIPTOR]
    )


def _bytes(folder: Path, chance: random.Random) -> None:
    path = _table(folder, chance)
    content = bytearray(path.read_bytes())
    for _ in range(chance.randint(1, 8)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    path.write_bytes(content)


def _cut(folder: Path, chance: random.Random) -> None:
    path = _table(folder, chance)
    path.write_bytes(path.read_bytes()[: chance.randrange(path.stat().st_size)])


def _rows(folder: Path, chance: random.Random) -> None:
    path = _table(folder, chance)
    head, *rows = path.read_bytes().splitlines(keepends=True)
    kept = [row for row in rows if chance.random() < 0.7]
    path.write_bytes(head + b"".join(chance.choice((kept, rows + rows[:1], rows[::-1]))))


def _cell(folder: Path, chance: random.Random) -> None:
    path = _table(folder, chance)
    lines = path.read_text("utf-8", "replace").split("\n")
    at = chance.randrange(len(lines))
    cells = lines[at].split(",")
    cells[chance.randrange(len(cells))] = chance.choice(CELLS)
    lines[at] = ",".join(cells)
    path.write_text("\n".join(lines), "utf-8")


def _column(folder: Path, chance: random.Random) -> None:
    path = _table(folder, chance)
    lines = path.read_text("utf-8", "replace").split("\n")
    names = lines[0].split(",")
    names[chance.randrange(len(names))] = chance.choice((*names, "", "Unnamed: 3", names[0].upper()))
    path.write_text("\n".join([",".join(names), *lines[1:]]), "utf-8")


def _gone(folder: Path, chance: random.Random) -> None:
    _table(folder, chance).unlink()


def _swapped(folder: Path, chance: random.Random) -> None:
    one, other = _table(folder, chance), _table(folder, chance)
    content = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(content)


def _encoded(folder: Path, chance: random.Random) -> None:
    path = _table(folder, chance)
    text = path.read_text("utf-8", "replace")
    path.write_bytes(text.encode(chance.choice(("utf-16", "utf-8-sig", "cp1252", "utf-32")), "replace"))


def _no_file(folder: Path, chance: random.Random) -> None:
    path = _table(folder, chance)
    path.unlink()
    make = chance.choice(
        (path.mkdir, partial(os.mkfifo, path), partial(path.symlink_to, path), partial(path.symlink_to, "/etc/passwd"))
    )
    make()


def _descriptor(folder: Path, chance: random.Random) -> None:
    path = folder / DESCRIPTOR
    with suppress(ValueError, OSError):
        stated = json.loads(path.read_text("utf-8"))
        where = chance.choice([stated, stated["dayops"], *stated["resources"]])
        key = chance.choice(sorted(where))
        where[key] = chance.choice((None, [], {}, "", 7, "<b>x</b>", ["a"], True, "\u202e"))
        path.write_text(json.dumps(stated), "utf-8")


DAMAGES: tuple[Damage, ...] = (
    _bytes,
    _cut,
    _rows,
    _cell,
    _cell,
    _column,
    _gone,
    _swapped,
    _encoded,
    _no_file,
    _descriptor,
)


def damage(folder: Path, seed: int) -> str:
    """Damage a folder as a seed says, and return what was done."""
    chance = random.Random(seed)
    kinds = chance.choices(DAMAGES, k=chance.randint(1, 3))
    for kind in kinds:
        with suppress(OSError, ValueError, IndexError, UnicodeError):
            kind(folder, chance)
    described = chance.random() < 0.5
    if described:  # so that the fault lies in what the tables say, and not in their sizes
        with suppress(DatasetError, OSError, ValueError, KeyError, TypeError, AttributeError):
            write_descriptor(folder)
    return ", ".join(kind.__name__.strip("_") for kind in kinds) + (", described" if described else "")


def _main(address: str) -> bytes:
    body = ask(address).body
    found = MAIN.search(body)
    return found[0] if found else body


def _look_again() -> None:
    for cached in (state, reading._shown, reading._folders):
        cached.cache_clear()


@contextmanager
def _served() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="damage-") as name:
        root = Path(name)
        for slug in (DAMAGED, NEIGHBOUR):
            shutil.copytree(DATA / slug, root / slug)
        with (
            mock.patch.object(data, "Library", partial(Library, root)),
            mock.patch.object(routes, "Library", partial(Library, root)),
        ):
            yield root


def under_a_running_application(quick: bool, packages: int = PACKAGES, first: int = 0) -> list[Row]:
    """Return how many of so many damaged packages did harm, of four kinds. The seeds go on from the first."""
    total = FEW if quick else packages
    found: Counter[str] = Counter()
    with _served() as root:
        good, others = {}, {address: _main(address) for address in OTHERS}
        for page in PAGES:
            good[page] = ask(f"/read/{DAMAGED}/{page}").body
        for seed in range(first, first + total):
            for fault in _harm(root, seed, seed % 3 > 0, good, others):
                found[fault.partition(":")[0]] += 1
                print(f"seed {seed}: {fault}", file=sys.stderr, flush=True)
    kinds = ("error", "words of ours", "neighbour touched", "last good data not shown")
    return [
        Row(
            f"damaged packages, {kind}",
            f"{found[kind]} of {total}",
            bar="0",
            holds=not found[kind],
            figures={"seeds": total},
        )
        for kind in kinds
    ]


def _harm(root: Path, seed: int, began_good: bool, good: dict[str, bytes], others: dict[str, bytes]) -> Iterator[str]:
    """Yield the harm that one damaged package does."""
    chance = random.Random(-seed - 1)
    page = chance.choice(PAGES)
    if not began_good:
        reading.LAST._shown.pop(root / DAMAGED, None)
    what = damage(root / DAMAGED, seed)
    _look_again()
    shown = f"/read/{DAMAGED}/{page}"
    asked: dict[str, Answer] = {}
    for address in (shown, chance.choice(EVERY), f"/read/{NEIGHBOUR}/compare"):
        try:
            asked[address] = ask(address)
        except Exception as error:  # what a server would answer with 500
            yield f"error: {address}: {what}: {type(error).__name__}: {error}"
    for address, answer in asked.items():
        if answer.status not in (200, 503):
            yield f"error: {address}: {what}: {answer.status}"
        if OURS.search(answer.text) and address.startswith("/read"):
            yield f"words of ours: {address}: {what}: {OURS.search(answer.text)}"
    for address, body in others.items():
        if _main(address) != body:
            yield f"neighbour touched: {address}: {what}"
    withheld = Library(root).withheld(DAMAGED)
    if began_good and withheld and shown in asked and asked[shown].body != good[page]:
        yield f"last good data not shown: {shown}: {what}"
    if not began_good and withheld and shown in asked and asked[shown].status != 503:
        yield f"error: {shown}: {what}: {asked[shown].status} for what never passed"
    _restore(root / DAMAGED)
    _look_again()
    if ask(f"/read/{DAMAGED}/{page}").body != good[page]:
        yield f"last good data not shown: {shown}: {what}: after it was mended"


def _restore(folder: Path) -> None:
    shutil.rmtree(folder)
    shutil.copytree(DATA / DAMAGED, folder)


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    print(table(under_a_running_application(False, *numbers)))
