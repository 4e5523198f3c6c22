"""What the commands that are ended write to: councils, an officer's files and a place for what is made, as they were at the start."""

from __future__ import annotations

import csv
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from dayops_dash import clock
from dayops_dash.commands import app
from dayops_dash.dataset import DATA, Library
from dayops_dash.dataset.files.replacing import BESIDE
from dayops_dash.dataset.second_reading import PRINTED
from dayops_dash.dataset.serving import library as reading
from dayops_dash.dataset.serving import shown
from dayops_dash.dataset.writing.put import read_rows
from dayops_dash.desk.held import published
from dayops_dash.desk.returns.make import make_workbooks
from dayops_dash.publishing.publish import draft_of, publish, start_draft
from tests.dataset import test_ascof
from tests.desk.imports import test_command as tracker
from tests.desk.imports.trackers import fill, workbook
from tests.desk.papers.made_papers import page
from tests.desk.workbooks import filled_in, saved
from tests.made_up import council
from tests.prepare import test_boundaries
from tests.publishing.acts import retitled
from tests.server.exempt import COMMITTEE, GRANTED, make_exempt

NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)
SHIPPED = Path(__file__).resolve().parents[2] / "data"
PAPER = "overview-committee-2024-07"
TEXT = """<h1>Report to the committee</h1><p>Date of meeting: 4 March 2026</p><h2>Action plan</h2>
<table><tr><th>Ref</th><th>Action</th><th>By when</th><th>Status</th></tr>
<tr><td>Z1</td><td>Agree a wholly new transport timetable with drivers</td><td>By the end of March 2027</td><td>On track</td></tr>
<tr><td>Z2</td><td>Open a second garden centre in the west</td><td>Autumn 2026</td><td>Not started</td></tr></table>"""


@dataclass(frozen=True)
class Command:
    """A command that writes; what is done ``before`` it each time, and what of its output goes ``together``."""

    name: str
    typed: str
    before: tuple[str, ...] = ()
    together: tuple[str, ...] = ()
    codes: tuple[int, ...] = (0,)
    between: tuple[str, ...] = ()  # files that have a state between, which is as good
    change: Callable[[Path], object] | None = field(default=None, repr=False)

    def words(self, world: World) -> list[str]:
        return [word.replace("~", " ") for word in self.typed.format(root=world.root, **world.names).split()]


class World:
    """Folders under one root: councils, inputs and outputs."""

    def __init__(self, root: Path) -> None:
        self.root, self.kept = root, root.parent / f"{root.name}-kept"
        self.names: dict[str, Any] = {}
        clock.moment = lambda: NOON - timedelta(days=1)  # type: ignore[assignment]
        for name in ("data", "inputs", "out", "grants"):
            (root / name).mkdir(parents=True, exist_ok=True)
        self._fill()
        clock.moment = lambda: NOON  # type: ignore[assignment]
        shutil.rmtree(self.kept, ignore_errors=True)
        shutil.copytree(root, self.kept)
        self.at_first = self.shown()

    def _fill(self) -> None:
        data, work = self.root / "data", self.root / "inputs"
        for slug in ("solihull", "dorset", "exampleshire", "cheshire-east"):
            shutil.copytree(SHIPPED / slug, data / slug)
        council(data, areas=test_boundaries.rows(population="1000", aged_65_and_over="200"))
        make_exempt(data / "exampleshire")
        home = data / "cheshire-east"
        for title in ("One", "Two"):
            start_draft(home, work / title)
            publish(draft_of(home, retitled(work / title, title)), because=title)
        for title in ("Three", "Four"):
            start_draft(home, work / title.lower())
            retitled(work / title.lower(), title)
        self.names["first"] = sorted(p.name for p in (home / "versions").iterdir() if p.name != self._pointer(home))[0]
        start_draft(data / "dorset", work / "dorset-draft")
        retitled(work / "dorset-draft", "Another title")
        test_boundaries.written(work, test_boundaries.squares())
        test_ascof.published(work, test_ascof.OLD)
        hexes = {code: {"q": n, "r": 0} for n, code in enumerate(test_boundaries.CODES)}
        (work / "wards.hexjson").write_text(json.dumps({"layout": "odd-r", "hexes": hexes}), "utf-8")
        printed = "\n".join(row["as_written"] for row in read_rows(data / "dorset", PRINTED))
        (work / "numbers.txt").write_text(f"{printed}\n£77.7m for 4,321 people", "utf-8")
        (work / "paper.html").write_bytes(page(TEXT))
        book = workbook(tracker.ROWS)
        fill(book["Tracker"], "D5")
        (work / "tracker.xlsx").write_bytes(saved(book))
        (sent,) = make_workbooks(published(data / "exampleshire"), "Exampleshire", by_owner=False)
        (work / "sent.xlsx").write_bytes(filled_in(sent, {"south-hub": {"What was done": "Nearly done"}}))
        with (work / "councils.csv").open("w", newline="") as file:
            csv.writer(file).writerows([["council", "folder"], ["E10999001", "north"]])
        self.do(
            "example-records --people 200 --out {root}/inputs/r.csv --postcodes {root}/inputs/p.csv --areas {root}/inputs/a.csv"
        )

    @staticmethod
    def _pointer(home: Path) -> str:
        return str(json.loads((home / "published.json").read_text("utf-8"))["version"])

    def do(self, typed: str) -> None:
        words = [word.replace("~", " ") for word in typed.format(root=self.root, **self.names).split()]
        done = CliRunner().invoke(app, words)
        assert done.exit_code == 0, (words, done.output, done.exception)

    def restore(self) -> None:
        for name in ("data", "inputs", "out", "grants"):
            shutil.rmtree(self.root / name, ignore_errors=True)
            shutil.copytree(self.kept / name, self.root / name)
        for path in self.root.glob(f"{BESIDE}*"):
            path.unlink()
        self.look_again()

    def begin(self, command: Command) -> None:
        """Do what comes before a command, in a process of its own."""
        if command.before or command.change:
            child = os.fork()
            if not child:
                code = 1
                with suppress(Exception):
                    for typed in command.before:
                        self.do(typed)
                    if command.change:
                        command.change(self.root)
                    code = 0
                os._exit(code)
            assert os.waitpid(child, 0)[1] == 0, command.name

    def seen(self) -> dict[str, bytes]:
        """Return every file by name; without those that are being written, and locks."""
        found = {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for part in ("data", "inputs", "out", "grants")
            for path in (self.root / part).rglob("*")
            if path.is_file() and BESIDE not in path.as_posix() and not path.name.endswith(".lock")
        }
        for name, content in found.items():  # the pointer holds the last line until the next writer adds it
            if name.startswith("grants/"):  # a grant given again is another one
                found[name] = b"\n".join(sorted({_granted(line) for line in content.splitlines()}))
            if name.endswith("/record.jsonl") and (stated := found.get(name.replace("record.jsonl", "published.json"))):
                line = str(json.loads(stated).get("record", "")).encode() + b"\n"
                found[name] = content if content.endswith(line) else content + line
        return found

    def left_over(self) -> list[str]:
        """Return what is being written still, and what lies among temporary files but for locks."""
        found = [path.relative_to(self.root).as_posix() for path in self.root.rglob(f"*{BESIDE}*")]
        return [
            *found,
            *(p.name for p in Path(tempfile.gettempdir()).iterdir() if p.suffix not in (".lock", ".json")),
        ]

    @staticmethod
    def look_again() -> None:
        shown.LAST._shown.clear()
        for cached in (shown.state, reading._listing, reading._folders):
            cached.cache_clear()

    def shown(self) -> dict[str, str]:
        """Return what a reader is shown of each council, by the hash of its content; "" of one that is withheld."""
        read, write = os.pipe()
        if not os.fork():  # what is looked at stays in memory, and a later command would take fewer steps
            self.look_again()
            with os.fdopen(write, "w") as out:
                json.dump(self._shown(), out)
            os._exit(0)
        os.close(write)
        with os.fdopen(read) as told:
            found: dict[str, str] = json.load(told)
        os.wait()
        return found

    @staticmethod
    def _shown() -> dict[str, str]:
        found = {}
        for slug in Library(DATA).folders():
            try:
                found[slug] = Library(DATA).dataset(slug).content
            except Exception as error:
                found[slug] = type(error).__name__
        return found


def _granted(line: bytes) -> bytes:
    """Return a line of grants without what differs from one to the next: its mark, moment and the line before."""
    stated = json.loads(line)
    return json.dumps(
        {key: value for key, value in stated.items() if key in ("papers", "committee", "person", "until", "act")}
    ).encode()


def _edit(root: Path) -> None:
    path = root / "data" / "dorset" / "glossary.csv"
    path.write_text("".join(path.read_text("utf-8").splitlines(keepends=True)[:-1]), "utf-8")


UNTIL = f"--committee {COMMITTEE} --because why --by monitoring~officer --until 2027-03-01"
GRANT = f"grant exampleshire --paper {GRANTED} {UNTIL}"
ASCOF = "ascof {root}/data/solihull {root}/inputs/ascof.csv --year 2022-23 --published 2023-12-07"
PREPARE = (
    "prepare {root}/inputs/r.csv --council E10999001 --snapshot 2026-03-31 --postcodes {root}/inputs/p.csv "
    "--areas {root}/inputs/a.csv"
)
ADD = "paper add exampleshire {root}/inputs/paper.html --out {root}/out/paper --title Report --kind action~plan --date 2026-03-04"
COMMANDS = (
    Command(
        "publish first",
        "publish dorset --from {root}/inputs/dorset-draft --because why --yes",
        between=("data/dorset/record.jsonl", "data/dorset/published.json"),
    ),
    Command("publish next", "publish cheshire-east --from {root}/inputs/three --because why --yes"),
    Command("undo", "undo cheshire-east --because why --yes --to {first}"),
    Command(
        "prune",
        "prune cheshire-east --years 0 --yes",
        before=("publish cheshire-east --from {root}/inputs/three --because why --yes",),
    ),
    Command("draft", "draft cheshire-east --out {root}/out/draft", together=("out/draft/",)),
    Command(
        "record mend",
        "record mend cheshire-east",
        change=lambda root: (root / "data/cheshire-east/published.json").unlink(),
    ),
    Command("grant", GRANT),
    Command("grant next", GRANT + " --to member@x", before=(GRANT,)),
    Command("describe", "describe {root}/data/dorset", change=_edit),
    Command("ascof", ASCOF),
    Command("numbers", f"numbers dorset {PAPER} {{root}}/inputs/numbers.txt"),
    Command("boundaries", "boundaries add exampleton {root}/inputs/given.geojson"),
    Command("hexjson", "areas from-hexjson {root}/data/exampleton {root}/inputs/wards.hexjson"),
    Command("new", "new {root}/out/kent", together=("out/kent/",)),
    Command(
        "pack",
        "pack dorset --out {root}/out/report.docx",
        change=lambda root: (root / "out/report.docx").write_bytes(b"old"),
    ),
    Command(
        "pack xlsx",
        "pack dorset --kind workbook --out {root}/out/book.xlsx",
        change=lambda root: (root / "out/book.xlsx").write_bytes(b"old"),
    ),
    Command("public-copy", "public-copy --out {root}/out/copy --withhold", together=("out/copy/",)),
    Command(
        "public-copy again",
        "public-copy --out {root}/out/copy --withhold",
        before=(
            "public-copy --out {root}/out/copy --withhold",
            "ascof {root}/data/solihull {root}/inputs/ascof.csv --year 2022-23 --published 2023-12-07",
        ),
        together=("out/copy/",),
    ),
    Command("site", "site --out {root}/out/site --withhold", together=("out/site/",)),
    Command(
        "example-records",
        "example-records --people 60 --out {root}/out/r.csv --postcodes {root}/out/p.csv --areas {root}/out/a.csv",
    ),
    Command("prepare", PREPARE + " --out {root}/out/exampleshire"),
    Command(
        "prepare next",
        PREPARE + " --out {root}/out/exampleshire --threshold 6",
        before=(PREPARE + " --out {root}/out/exampleshire",),
    ),
    Command(
        "prepare-many",
        "prepare-many {root}/inputs/r.csv --councils {root}/inputs/councils.csv --snapshot 2026-03-31 --out {root}/out/many "
        "--postcodes {root}/inputs/p.csv",
    ),
    Command("returns make", "returns make exampleshire --out {root}/out/returns --by owner"),
    Command(
        "returns read",
        "returns read exampleshire {root}/inputs/sent.xlsx --as-of 2026-09-30 --out {root}/out/returned",
        together=("out/returned/",),
    ),
    Command(
        "import",
        "import exampleshire {root}/inputs/tracker.xlsx --as-of 2026-09-30 --confirmed-by Officer --yes --out {root}/out/imported",
    ),
    Command("paper add", ADD, together=("out/paper/",)),
    Command(
        "paper workbook", "paper workbook exampleshire {root}/out/paper --to {root}/out/proposals.xlsx", before=(ADD,)
    ),
)
