"""Councils with exempt rows whose words and numbers are in nothing else, and everything that can be asked of them in this process."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dayops_dash import clock, frame
from dayops_dash.dataset import DATA
from dayops_dash.dataset.files.table_file import as_csv
from dayops_dash.dataset.package import DESCRIPTOR, as_descriptor, read_descriptor
from dayops_dash.dataset.serving.gate import record_result
from dayops_dash.dataset.serving.public import every_row
from dayops_dash.dataset.serving.versions import content_of
from dayops_dash.dataset.tables import TABLES
from dayops_dash.figures.shared.model import Chart
from dayops_dash.first_answer.recording import Recording
from dayops_dash.screen.streamlit_pages import ROOT
from dayops_dash.screen.surface import drawn_on
from dayops_dash.server.grants import Grant, give, new_grant
from dayops_dash.server.reading import Reader, header_of

COUNCIL, OTHER = "exampleshire", "dorset"
GRANTED, SHUT, CLOSED = "progress-2026", "strategy-2024", "tender-2026"  # papers; of the last its own row is exempt too
WORDS = {GRANTED: "Zanzibar", SHUT: "Timbuktu", CLOSED: "Ouagadougou"}
POUNDS = {GRANTED: 876_543_210, SHUT: 543_210_987, CLOSED: 321_098_765}
MARK = "exempt-12A-3"
TYPED = (
    "title",
    "summary",
    "note",
    "subject",
    "meaning",
    "reason",
    "words",
    "statement",
    "next_steps",
    "progress_note",
)
COMMITTEE, MEMBER, GIVER = "scrutiny", "member@council", "giver@council"
MADE_EXEMPT = 3  # every so many rows of a paper, in each table

# Every way in which the numbers of a paper's exempt rows are printed.
NUMBERS = {
    paper: (str(pounds)[:7], f"{pounds:,}"[:9], f"£{pounds / 1e6:.0f}m", f"£{pounds / 1e6:.1f}m")
    for paper, pounds in POUNDS.items()
}


def unmistakable(paper: str) -> tuple[str, ...]:
    """Return what is in the exempt rows of a paper, and in nothing else."""
    return (WORDS[paper], *NUMBERS[paper])


def told(answer: str, *papers: str) -> list[str]:
    """Return what an answer tells of the exempt rows of some papers, by default of all."""
    return [words for paper in papers or WORDS for words in unmistakable(paper) if words in answer]


def councils(root: Path) -> Path:
    """Write a council with exempt rows of three papers, and another without any."""
    for slug in (COUNCIL, OTHER):
        shutil.copytree(DATA / slug, root / slug)
    make_exempt(root / COUNCIL)
    return root


def make_exempt(folder: Path, salt: str = "") -> None:
    """Make rows of a folder exempt. ``salt`` is added to their words and numbers, so that two folders differ in those alone."""
    files = content_of(folder)
    every = every_row(files, folder.name)
    paper = next(row for row in every["documents"] if row["document_id"] == GRANTED)
    every["documents"].append({**paper, "document_id": CLOSED, "title": "A tender", "url": ""})
    amount = every["spend"][0]
    every["spend"].append({**amount, "spend_id": "tender", "document_id": CLOSED, "part_of": "", "share_part": ""})
    for name, rows in every.items():
        for number, row in enumerate(rows):
            shut = row["document_id"] == CLOSED
            if shut or (name != "documents" and row["document_id"] in WORDS and number % MADE_EXEMPT == 1):
                row.update(_shut(name, row, number, salt))
    held = {name: as_csv(name, rows) for name, rows in every.items()}
    for name, content in held.items():
        (folder / TABLES[name].path).write_bytes(content)
    stated = as_descriptor(read_descriptor(files[DESCRIPTOR]), folder.name, held)
    (folder / DESCRIPTOR).write_bytes(stated)
    record_result(folder, content_of(folder), 0)


def _shut(name: str, row: Mapping[str, str], number: int, salt: str) -> dict[str, str]:
    paper = row["document_id"]
    found = {column: f"{row[column]} {WORDS[paper]}{salt}" for column in TYPED if row.get(column)}
    if row.get("amount_gbp"):
        pounds = POUNDS[paper] + number % 9 + len(salt)
        found |= {"amount_gbp": str(pounds), "as_written": f"£{pounds:,}"}
    return {**found, "visibility": MARK}


def granted(root: Path, paper: str = GRANTED, **how: Any) -> Grant:
    """Open a paper to a committee until the end of the year, or as is said."""
    told = {"person": "", "because": "Item 7 of the scrutiny committee", "by": GIVER, "until": clock.true_today()}
    of = how.pop("council", COUNCIL)
    return give(root, new_grant(of, [paper], how.pop("committee", COMMITTEE), **{**told, **how}))


def headers_of(person: str = MEMBER, *committees: str, until: float = 9e9) -> dict[str, str]:
    """Return the headers that sign-in puts on a member's request."""
    name, value = header_of(Reader(person, frozenset(committees or (f"{COUNCIL}:{COMMITTEE}",))), until)
    return {name.decode(): value.decode()}


class Screen(Recording):
    """All that a page shows, what only a browser draws too."""

    @property
    def url(self) -> str:
        return "https://dashboard.example/"

    def choose(self, name: str, value: str) -> None:
        self.parts.append(f"{name} {value}")

    def ground(self, deck: Any, caption: str, height: int) -> Mapping[str, Any]:
        self.parts.append(f"{caption} {deck.to_json()}")
        return {}

    @property
    def everything(self) -> str:
        shown = (f"{part.spec} {part.narrow} {part.alt}" if isinstance(part, Chart) else part for part in self.parts)
        return " ".join((self.words, self.beside, *shown))


def page(name: str, headers: Mapping[str, str], **choices: str) -> str:
    """Return all that a page shows to whoever sends some headers."""
    screen = Screen({"council": COUNCIL, **choices}, (headers, "192.0.2.1"))
    script = (ROOT / "pages" / f"{name}.py").read_text("utf-8")
    with drawn_on(screen):
        frame.draw(name, lambda: exec(compile(script, name, "exec"), {"__name__": name}))
    return screen.everything
