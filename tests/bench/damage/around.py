"""Damage to what lies round the tables of a council's folder: its descriptor, boundaries and other files, and what is no file."""

from __future__ import annotations

import json
import math
import os
import random
import shutil
import socket
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from dayops_dash.dataset.boundaries import FILE as BOUNDARIES
from dayops_dash.dataset.draft_base import BASE
from dayops_dash.dataset.files.text_file import DatasetError
from dayops_dash.dataset.package import DESCRIPTOR, write_descriptor
from dayops_dash.dataset.serving.gate import RESULT
from dayops_dash.dataset.serving.versions import POINTER, RECORD
from tests.bench.damage.tables import Damage, bytes_in, rows_of, table

DEEP = b"[" * 100_000
VALUES = (None, [], {}, "", 7, -1, "<b>x</b>", ["a"], True, "\u202e", "x" * 100_000, 1e400, 10**400, {"a": {}}, "../x")
TEXTS = (
    b"",
    b"\x00",
    b"[",
    b"{}",
    b"[]",
    b"null",
    b'"x"',
    b"NaN",
    b"\xff\xfe",
    b'{"a":1,"a":2}',
    DEEP,
    b"{" * 9,
    b"1" * 5000,
)
BESIDE = (
    "report.toml",
    "template.docx",
    "template.pptx",
    RESULT,
    BASE,
    POINTER,
    RECORD,
    "Spend.csv",
    "notes.xlsx",
    "status_words.csv",
)


def no_file(path: Path, chance: random.Random) -> None:
    """Put something in a file's place that is no file, or a link."""
    with suppress(FileNotFoundError):
        path.unlink()
    kind = chance.randrange(9)
    if kind == 0:
        path.mkdir()
    elif kind == 1:
        (path / "in" / "it").mkdir(parents=True)
    elif kind == 2:
        os.mkfifo(path)
    elif kind == 3:
        path.symlink_to(path)
    elif kind == 4:
        other = path.with_name("other-" + path.name)
        path.symlink_to(other)
        other.symlink_to(path)
    elif kind == 5:
        with closing(socket.socket(socket.AF_UNIX)) as server, suppress(OSError):
            server.bind(str(path))
    else:
        path.symlink_to(("/dev/zero", "..", "/etc/passwd")[kind - 6])


def table_is_no_file(folder: Path, chance: random.Random) -> None:
    no_file(table(folder, chance), chance)


def descriptor_is_no_file(folder: Path, chance: random.Random) -> None:
    no_file(folder / DESCRIPTOR, chance)


def unreadable(folder: Path, chance: random.Random) -> None:
    table(folder, chance).chmod(0)


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Return each place in a value of JSON where another could stand: its container, and its key there."""
    found: list[tuple[Any, Any]] = []
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, held in inside:
        found += [(value, key), *_places(held)]
    return found


def a_statement(folder: Path, chance: random.Random) -> None:
    """Change one value anywhere in the descriptor, mostly of what it says of the council."""
    path = folder / DESCRIPTOR
    stated = json.loads(bytes_in(path).decode())
    where = chance.choice((stated["dayops"], {key: stated[key] for key in stated if key != "resources"}, stated))
    container, key = chance.choice(_places(where))
    (stated if container is where and where is not stated["dayops"] else container)[key] = chance.choice(VALUES)
    path.write_text(json.dumps(stated), "utf-8")


def a_resource(folder: Path, chance: random.Random) -> None:
    """Let the descriptor say something wrong of a table."""
    path = folder / DESCRIPTOR
    stated = json.loads(bytes_in(path).decode())
    one = chance.choice(stated["resources"])
    kind = chance.randrange(5)
    if kind == 0:
        one[chance.choice(("hash", "bytes", "rows", "path", "name"))] = chance.choice((*VALUES, "sha256:" + "0" * 64))
    elif kind == 1:
        stated["resources"].append(one)
    elif kind == 2:
        stated["resources"].remove(one)
    elif kind == 3:
        chance.shuffle(stated["resources"])
    else:
        one["path"] = chance.choice(
            ("../solihull/spend.csv", "/etc/passwd", "spend.csv", "", "a\x00b", [one["path"]] * 2)
        )
    path.write_text(json.dumps(stated), "utf-8")


def descriptor_text(folder: Path, chance: random.Random) -> None:
    path = folder / DESCRIPTOR
    content = bytes_in(path)
    at = chance.randrange(len(content))
    path.write_bytes(chance.choice((content[:at], content + content, content[:at] + b"\xff" + content[at:], *TEXTS)))


def _geometry(chance: random.Random) -> Any:
    x, y = -2.3, 50.7
    ring = [[x, y], [x + 0.01, y], [x + 0.01, y + 0.01], [x, y]]
    deep: Any = 0
    for _ in range(chance.choice((5, 400))):
        deep = [deep]
    shapes: tuple[Any, ...] = (
        *([ring], [ring[:-1]], [ring[:2]], [[]], [], None, "x", 7, deep, [ring, ring], [[ring]], [[["a", "b"]] * 4]),
        *([[[math.nan, y]] * 4], [[[math.inf, y]] * 4], [[[1e308, -1e308], [0, 0], [1e308, 1e308], [1e308, -1e308]]]),
        *(
            [[[x, y]] * 5],
            [[[x]] * 4],
            [[[x, y, 3, 4]] * 4],
            [ring * 20_000],
            [ring[::-1]],
            {"a": ring},
            [[[True, False]] * 4],
        ),
    )
    kind = chance.choice(("Polygon", "Polygon", "Polygon", "MultiPolygon", "Point", "GeometryCollection", "", None, 7))
    return chance.choice((None, {}, [], {"type": kind}, *({"type": kind, "coordinates": chance.choice(shapes)},) * 8))


def some_boundaries(folder: Path, chance: random.Random) -> None:
    """Add boundaries of the council's areas, most of them good, some of them broken."""
    areas = folder / "areas.csv"
    codes = [row[0] for row in rows_of(areas)[1:] if row] if areas.is_file() else ["E05000001"]
    vintage = next((row[3] for row in rows_of(areas)[1:] if len(row) > 3), "2019") if areas.is_file() else "2019"
    ring = [[-2.3, 50.7], [-2.3, 50.71], [-2.29, 50.71], [-2.3, 50.7]]
    good: Any = {"type": "Polygon", "coordinates": [ring]}
    features: list[Any] = [{"type": "Feature", "properties": {"area_code": code}, "geometry": good} for code in codes]
    for feature in chance.sample(features, min(len(features), chance.choice((0, 1, 1, 3, 200)))):
        feature[chance.choice(("geometry", "geometry", "geometry", "properties"))] = _geometry(chance)
    about: Any = {"boundary_vintage": vintage, "source": "ONS", "licence": "OGL"}
    if chance.random() < 0.2:
        about[chance.choice(sorted(about))] = chance.choice(VALUES)
    stated = {"type": "FeatureCollection", "dayops": about, "features": features}
    if chance.random() < 0.2:
        stated[chance.choice(sorted(stated))] = chance.choice(VALUES)
    content = json.dumps(stated).encode()
    (folder / BOUNDARIES).write_bytes(chance.choice((content,) * 8 + (content[:-50], *TEXTS)))


def a_file_beside(folder: Path, chance: random.Random) -> None:
    """Put something broken where another file of a folder may be."""
    path = folder / chance.choice((*BESIDE, BOUNDARIES))
    if chance.random() < 0.3:
        no_file(path, chance)
    else:
        path.write_bytes(chance.choice(TEXTS))


def a_result(folder: Path, chance: random.Random) -> None:
    """Let the result of check beside the data say something else."""
    path = folder / RESULT
    stated = json.loads(bytes_in(path).decode())
    stated[chance.choice(sorted(stated))] = chance.choice((*VALUES, 0, "0" * 64))
    path.write_text(json.dumps(stated), "utf-8")


def strange_names(folder: Path, chance: random.Random) -> None:
    names = (
        b"\xff.csv",
        b"\xe2\x80\xaespend.csv",
        b"a\nb.csv",
        b"x" * 250,
        b"SPEND.CSV",
        b" .csv",
        b"-rf",
        b"\x1b[31m",
    )
    with suppress(OSError):
        (folder / os.fsdecode(chance.choice(names))).write_bytes(b"x")


def a_form(folder: Path, chance: random.Random) -> None:
    """Add a layout of reports of the council's own that says something wrong."""
    lines = (
        "like = 7",
        'like = "x"',
        "like = []",
        "[[parts]]",
        'title = {a = "b"}',
        "= 1",
        "a = " + "[" * 3000,
        'like = "cabinet"',
    )
    (folder / "report.toml").write_text("\n".join(chance.sample(lines, chance.randint(1, 3))), "utf-8")


def described(folder: Path) -> bool:
    """Describe a folder anew, so that the fault lies in what its tables say, and not in their sizes."""
    with suppress(DatasetError, OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        write_descriptor(folder)
        return True
    return False


def restore(folder: Path, good: Path) -> None:
    """Bring a folder back to what it was."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(good, folder, symlinks=True)


DAMAGES: tuple[Damage, ...] = (
    *(
        table_is_no_file,
        table_is_no_file,
        descriptor_is_no_file,
        unreadable,
        a_statement,
        a_statement,
        a_resource,
        a_resource,
    ),
    *(descriptor_text, some_boundaries, some_boundaries, a_file_beside, a_file_beside, a_result, strange_names, a_form),
)
