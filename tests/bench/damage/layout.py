"""Damage to the layout of a published council: its pointer, its versions and the record of its publications."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path

from dayops_dash.dataset.package import DESCRIPTOR
from dayops_dash.dataset.serving.versions import POINTER, RECORD, VERSIONS
from tests.bench.damage import around, tables
from tests.bench.damage.around import TEXTS, VALUES, no_file
from tests.bench.damage.tables import Damage, bytes_in

NAMES = ("0" * 16, "F" * 16, "../../solihull", "..", "", "x" * 400, "\x00", None, 7, ["a"])


def _version(home: Path, chance: random.Random) -> Path:
    return chance.choice(sorted((home / VERSIONS).iterdir()))


def pointer_away(home: Path, chance: random.Random) -> None:
    (home / POINTER).unlink()


def pointer_text(home: Path, chance: random.Random) -> None:
    path = home / POINTER
    content = bytes_in(path)
    path.write_bytes(chance.choice((content[: chance.randrange(len(content))], content * 2, *TEXTS)))


def pointer_no_file(home: Path, chance: random.Random) -> None:
    no_file(home / chance.choice((POINTER, RECORD)), chance)


def pointer_elsewhere(home: Path, chance: random.Random) -> None:
    path = home / POINTER
    stated = json.loads(bytes_in(path).decode())
    stated["version"] = chance.choice((*NAMES, _version(home, chance).name))
    path.write_text(json.dumps(stated), "utf-8")


def pointer_record(home: Path, chance: random.Random) -> None:
    path = home / POINTER
    stated = json.loads(bytes_in(path).decode())
    line = stated.get("record", "")
    stated["record"] = chance.choice((*VALUES, str(line)[:-9], str(line).replace("publish", "undo"), "\n", DEEP))
    path.write_text(json.dumps(stated), "utf-8")


def record_lines(home: Path, chance: random.Random) -> None:
    path = home / RECORD
    lines = bytes_in(path).split(b"\n")
    at = chance.randrange(len(lines))
    lines[at : at + 1] = chance.choice(
        ([], [lines[at]] * 2, [lines[at][:-5]], [lines[0]], [b""], *([text] for text in TEXTS))
    )
    path.write_bytes(b"\n".join(lines))


def record_values(home: Path, chance: random.Random) -> None:
    path = home / RECORD
    lines = bytes_in(path).decode().splitlines()
    at = chance.randrange(len(lines))
    stated = json.loads(lines[at])
    stated[chance.choice(sorted(stated))] = chance.choice((*VALUES, "2024-01-01", "9999-12-31T00:00:00+00:00", *NAMES))
    lines[at] = json.dumps(stated)
    path.write_text("\n".join(lines) + "\n", "utf-8")


def record_away(home: Path, chance: random.Random) -> None:
    (home / RECORD).unlink()


def version_away(home: Path, chance: random.Random) -> None:
    shutil.rmtree(_version(home, chance))


def versions_away(home: Path, chance: random.Random) -> None:
    shutil.rmtree(home / VERSIONS)
    chance.choice(((home / VERSIONS).mkdir, (home / VERSIONS).touch, lambda: no_file(home / VERSIONS, chance)))()


def version_file_away(home: Path, chance: random.Random) -> None:
    chance.choice(sorted(_version(home, chance).iterdir())).unlink()


def version_damaged(home: Path, chance: random.Random) -> None:
    """Damage the files of a version as those of any other folder."""
    chance.choice((*tables.DAMAGES, *around.DAMAGES))(_version(home, chance), chance)


def version_renamed(home: Path, chance: random.Random) -> None:
    _version(home, chance).rename(home / VERSIONS / chance.choice(("0" * 16, "x", "A" * 16)))


def working_copy(home: Path, chance: random.Random) -> None:
    """Damage the files beside the versions, which nobody sees."""
    chance.choice((*tables.DAMAGES, *around.DAMAGES[:-1]))(home, chance)


def working_copy_away(home: Path, chance: random.Random) -> None:
    for path in (*home.glob("*.csv"), home / DESCRIPTOR):
        path.unlink()


DEEP = around.DEEP.decode()
DAMAGES: tuple[Damage, ...] = (
    *(pointer_away, pointer_text, pointer_text, pointer_no_file, pointer_elsewhere, pointer_elsewhere, pointer_record),
    *(record_lines, record_lines, record_values, record_values, record_away, version_away, versions_away),
    *(
        version_file_away,
        version_damaged,
        version_damaged,
        version_renamed,
        working_copy,
        working_copy,
        working_copy_away,
    ),
)
