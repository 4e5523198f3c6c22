"""The application as it is served, in this process, over councils whose folders are damaged, and the commands that read them.

Run as a process of its own: where councils lie is read once.
"""

from __future__ import annotations

import asyncio
import csv
import json
import logging
import os
import random
import re
import shutil
import socket
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from typer.testing import CliRunner

import app as served
from dayops_dash.commands import app as commands
from dayops_dash.dataset import DATA, Library
from dayops_dash.dataset.serving import library as reading
from dayops_dash.dataset.serving.shown import state
from dayops_dash.publishing.publish import draft_of, publish
from tests.bench.damage import ROOT, around, layout, tables

PLAIN, PUBLISHED, NEIGHBOUR = "dorset", "cheshire-east", "solihull"
OURS = re.compile(
    r"Traceback|\b[A-Z]\w*Error\b|Exception|zip\(\)|/tmp|\.py\b|dayops_dash|NoneType|<class|object at 0x|\bnan\b|\bNaN\b"
)
TRACE = re.compile(r"Traceback|^\w*Error\b|NoneType|object at 0x", re.MULTILINE)
MAIN = re.compile(rb"<main.*</main>", re.DOTALL)  # what a page says of its own council, without the list of all
VERSION = re.compile(
    rb"Version of the data: [0-9a-f]+"
)  # a column without a cell may be left out: other bytes, the same data
COMMANDS = (
    *("check {home}", "check {council}", "facts {council}", "facts", "read {council} {page}", "describe {home}"),
    *("versions {council}", "record verify {council}", "record mend {council}", "record mend {council} --begin-anew"),
    *(
        "publish {council} --because why --dry-run",
        "publish {council} --because why --yes",
        "undo {council} --because why --yes",
    ),
    *(
        "prune {council} --years 0 --yes",
        "draft {council} --out {out}",
        "grants {council}",
        "returns make {council} --out {out}",
    ),
    *(
        "boundaries remove {council}",
        "pack {council} --kind workbook --out {out}.xlsx",
        "pack {council} --out {out}.docx",
    ),
    *("public-copy --out {out} --withhold", "ascof {council} --file {home}/spend.csv", "record show {council}"),
)


class Answer(NamedTuple):
    status: int
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")


def ask(address: str) -> Answer:
    """Ask the whole application, as a server would."""
    path, _, query = address.partition("?")
    sent: list[Any] = []
    left = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> Any:
        return left.pop() if left else await asyncio.Event().wait()

    async def send(message: Any) -> None:
        sent.append(message)

    headers = [(b"host", b"127.0.0.1:8501"), (b"accept", b"text/html"), (b"sec-fetch-mode", b"navigate")]
    scope: dict[str, Any] = {"type": "http", "method": "GET", "path": path, "raw_path": path.encode()}
    scope |= {"query_string": query.encode(), "headers": headers, "http_version": "1.1", "scheme": "http"}
    scope |= {"server": ("127.0.0.1", 8501), "root_path": "", "client": ("127.0.0.1", 1)}
    asyncio.run(served.app(scope, receive, send))
    return Answer(sent[0]["status"], b"".join(message.get("body", b"") for message in sent[1:]))


def main_of(address: str) -> bytes:
    body = ask(address).body
    found = MAIN.search(body)
    return found[0] if found else body


def look_again() -> None:
    """Let folders be looked at anew, as they are each second."""
    for cached in (state, reading._listing, reading._folders):
        cached.cache_clear()


@dataclass
class Trial:
    """The councils, what they are when good, and what a seed says to do to which of them."""

    root: Path
    kept: Path
    good: dict[str, Answer] = field(default_factory=dict)

    def at_first(self, address: str) -> Answer:
        """Return what an address answered while all was good."""
        if address not in self.good:
            self.good[address] = ask(address)
        return self.good[address]

    def tried(self, seed: int) -> Iterator[str]:
        """Yield the harm of a seed, of which an error outside of an answer is one."""
        try:
            yield from self.harm(seed)
        except Exception as error:
            yield f"error: elsewhere: {type(error).__name__}: {error}"
            for slug in (PLAIN, PUBLISHED):
                around.restore(self.root / slug, self.kept / slug)
            look_again()

    def harm(self, seed: int) -> Iterator[str]:
        """Yield the harm that one damaged folder does."""
        chance = random.Random(seed)
        slug = chance.choice((PLAIN, PLAIN, PUBLISHED))
        home, began_good = self.root / slug, seed % 3 > 0
        pages = [f"/read/{slug}/{page}" for page in served.PAGES]
        asked = [chance.choice(pages), *self._others(slug, chance)]
        for address in (*asked, *self._neighbours(chance)):
            self.at_first(address)
        if not began_good:
            reading.LAST._shown.pop(home, None)
        kinds = self._kinds(slug, chance)
        strict = slug == PLAIN and all(kind in tables.DAMAGES for kind in kinds)
        for kind in kinds:
            with suppress(
                OSError,
                ValueError,
                IndexError,
                UnicodeError,
                KeyError,
                TypeError,
                AttributeError,
                RecursionError,
                csv.Error,
            ):
                kind(home, chance)
        described = slug == PLAIN and chance.random() < 0.5 and around.described(home)
        what = ", ".join(getattr(kind, "__name__", "") for kind in kinds) + (", described" if described else "")
        look_again()
        for fault in self._faults(slug, asked, began_good, strict and not described, chance):
            yield f"{fault} [{slug}: {what}{'' if began_good else ', began so'}]"
        around.restore(home, self.kept / slug)
        look_again()
        if ask(asked[0]) != self.good[asked[0]]:
            yield f"last good data not shown: {asked[0]}: after it was mended: {what}"

    def _kinds(self, slug: str, chance: random.Random) -> list[tables.Damage]:
        if slug == PUBLISHED:
            return chance.choices(layout.DAMAGES, k=chance.choice((1, 1, 2)))
        return chance.choices((*tables.DAMAGES, *around.DAMAGES), k=chance.choice((1, 1, 2, 3)))

    def _others(self, slug: str, chance: random.Random) -> list[str]:
        """Return some addresses that are answered with a council's data."""
        page = chance.choice(sorted(served.PAGES))
        live = f"/{page}?council={slug}"
        data = (
            f"/data/{slug}/facts.csv",
            f"/data/{slug}.zip",
            "/data",
            f"/data/{slug}/spend.csv",
            f"/data/{slug}/areas.csv",
        )
        lists = ("/read/", "/health/ready", f"/desk/{slug}", "/desk", f"/read/{slug}/search?q=plan", f"/figure/{slug}")
        return [live, chance.choice(data), chance.choice(lists)]

    def _neighbours(self, chance: random.Random) -> list[str]:
        page = random.Random(chance.random()).choice(("overview", "spend", "wards", "risks", "progress", "sources"))
        return [f"/read/{NEIGHBOUR}/{page}"]

    def _faults(
        self, slug: str, asked: list[str], began_good: bool, strict: bool, chance: random.Random
    ) -> Iterator[str]:
        answers: dict[str, Answer] = {}
        for address in (*asked, f"/read/{NEIGHBOUR}/compare"):
            try:
                answers[address] = ask(address)
            except Exception as error:  # what a server would answer with 500
                yield f"error: {address}: {type(error).__name__}: {str(error)[:200]}"
        for address, answer in answers.items():
            gone = answer.status == 404 and address.endswith((".csv", "/figure"))  # a table that was described away
            usual = gone or answer.status in (200, 503, self.at_first(address).status)
            if not usual and address.startswith(("/read", "/data", "/health")):
                yield f"error: {address}: {answer.status}: {answer.text[:100] if address.startswith('/data') else ''}"
            if answer.status == 500:
                yield f"error: {address}: 500"
            if new := set(OURS.findall(answer.text)) - set(OURS.findall(self.good[address].text)):
                found = OURS.search(answer.text)
                around_it = answer.text[max(0, found.start() - 60) : found.end() + 60] if found else ""
                yield f"words of ours: {address}: {new}: {around_it!r}"
        for address in self._neighbours(chance):
            before, now = MAIN.search(self.at_first(address).body), main_of(address)
            if before and before[0] != now:
                yield f"neighbour touched: {address}"
        yield from self._shown(slug, asked[0], answers, began_good, strict)
        if chance.random() < 0.25:
            yield from self._command(slug, chance)

    def _shown(self, slug: str, page: str, answers: dict[str, Answer], began_good: bool, strict: bool) -> Iterator[str]:
        if page not in answers:
            return
        withheld, answer, good = Library(self.root).withheld(slug), answers[page], self.good[page]
        if began_good and withheld and answer != good:
            yield f"last good data not shown: {page}: {answer.status}"
        if not began_good and withheld and answer.status != 503:
            yield f"error: {page}: {answer.status} for what never passed"
        if strict and answer.status != 503 and VERSION.sub(b"", answer.body) != VERSION.sub(b"", good.body):
            yield f"finding from unread data: {page}: {answer.status}"

    def _command(self, slug: str, chance: random.Random) -> Iterator[str]:
        """Yield how a command on what is damaged ends in words of ours."""
        out = self.root.parent / "out" / "out"
        shutil.rmtree(out.parent, ignore_errors=True)
        out.parent.mkdir()
        names = {"council": slug, "home": self.root / slug, "out": out, "page": chance.choice(sorted(served.PAGES))}
        words = chance.choice(COMMANDS).format(**names).split()
        done = CliRunner().invoke(commands, words)
        if done.exception and not isinstance(done.exception, SystemExit):
            yield f"command failed: {' '.join(words)}: {type(done.exception).__name__}: {str(done.exception)[:200]}"
        elif found := TRACE.search(done.output):
            yield f"command failed: {' '.join(words)}: {done.output[max(0, found.start() - 100) : found.end() + 200]!r}"


def prepared(root: Path, kept: Path) -> Trial:
    """Return councils of which one is plain, one published twice and one a neighbour."""
    for slug in (PLAIN, PUBLISHED, NEIGHBOUR):
        shutil.copytree(ROOT / "data" / slug, root / slug)
    home = root / PUBLISHED
    publish(draft_of(home, home), because="First")
    spend = home / "glossary.csv"
    spend.write_text(spend.read_text("utf-8") + "", "utf-8")
    tables.write_rows(spend, tables.rows_of(spend)[:-1])
    around.described(home)
    publish(draft_of(home, home), because="Second")
    shutil.copytree(root, kept)
    look_again()
    return Trial(root, kept)


def run(total: int, first: int) -> Counter[str]:
    """Return how many faults of each kind so many seeds have."""
    found: Counter[str] = Counter()
    with listening():
        trial = prepared(DATA, DATA.parent / "kept")
        for seed in range(first, first + total):
            for fault in trial.tried(seed):
                found[fault.partition(":")[0]] += 1
                print(f"seed {seed}: {fault}", file=sys.stderr, flush=True)
            if seed % 100 == 99:
                print(f"{seed + 1 - first} tried", file=sys.stderr, flush=True)
    return found


@contextmanager
def listening() -> Iterator[None]:
    """Listen on this machine alone, as a server that has a desk does."""
    with socket.create_server(("127.0.0.1", 0)):
        yield


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    print(json.dumps(run(int(sys.argv[1]), int(sys.argv[2]))))
    sys.stdout.flush()
    os._exit(0)
