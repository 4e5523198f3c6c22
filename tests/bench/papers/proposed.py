"""The papers of the shipped rows, made into PDF and Word where their text is at hand, and how much of the rows is proposed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from dayops_dash.dataset import DATA
from dayops_dash.desk.papers.reading.word_file import office
from tests.bench.asked import Asked
from tests.bench.papers.made import TAGGED, pdf_of, word_file
from tests.bench.papers.measured import PaperScore, score, shipped_facts
from tests.bench.result import Row

SOURCES = "DAYOPS_PAPERS"  # a folder of the papers' texts
PAPERS = {
    "cheshire-east-cabinet-report-2021-02-02": ("cheshire-east", "cabinet-2021-02", "Cheshire East"),
    "dorset-overview-committee-report-2024-07-23": ("dorset", "overview-committee-2024-07", "Dorset"),
    "nottinghamshire-select-committee-report-2023-03-13": (
        "nottinghamshire",
        "select-committee-2023-03",
        "Nottinghamshire",
    ),
    "nottinghamshire-strategy-2022-2027": ("nottinghamshire", "strategy-2022", "Nottinghamshire"),
    "solihull-strategy-2022-2027": ("solihull", "strategy-2022", "Solihull"),
}
TEN_PAGES = 10
ONE = """
import json, resource, sys, time
from pathlib import Path
from dayops_dash.desk.papers.proposing.propose import propose
from dayops_dash.desk.papers.reading.paper_file import read_paper
path = Path(sys.argv[1])
began = time.perf_counter()
read = read_paper(path.read_bytes(), path.name)
count = len(propose(read).rows)
spent = time.perf_counter() - began
print(json.dumps([spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, read.pages, count]))
"""


@dataclass(frozen=True)
class Bar:
    """A share that is measured over all papers, and what it should be at least."""

    name: str
    what: str
    least: float


BARS = (
    Bar("found", "numbers, dates and money of shipped rows proposed with value and place", 0.95),
    Bar("right", "numeric proposals that are shipped rows", 0.80),
    Bar("accounted", "numbers of the papers proposed or listed", 1.0),
    Bar("right_table", "of those proposed, in the right table", 0.75),
)
OF = {"found": "facts", "right": "numeric", "accounted": "numbers", "right_table": "found"}


def proposed(asked: Asked) -> list[Row]:
    """Return how much of the shipped rows is proposed, by way of each kind of file, and how long ten pages take."""
    folder = Path(os.environ.get(SOURCES, ""))
    if not os.environ.get(SOURCES) or not any((folder / f"{name}.txt").is_file() for name in PAPERS):
        return [Row("papers", f"not measured: the papers' texts are not here; name their folder in {SOURCES}")]
    program = office()
    if not program:
        return [Row("papers", "not measured: LibreOffice, which makes the papers, is not on this machine")]
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as made:
        kinds = ["tagged"] if asked.quick else [*TAGGED, "word"]
        files = {kind: _files(folder, Path(made), kind, program) for kind in kinds}
        for kind in kinds:
            rows += _shares(kind, files[kind])
        rows += _speed(files["tagged"])
    return rows


def _files(folder: Path, made: Path, kind: str, program: str) -> dict[str, Path]:
    found = {}
    for name in PAPERS:
        text = folder / f"{name}.txt"
        if not text.is_file():
            continue
        word = word_file(text.read_text("utf-8"))
        found[name] = made / (f"{name}.docx" if kind == "word" else f"{name}-{kind}.pdf")
        found[name].write_bytes(word if kind == "word" else pdf_of(word, program, kind))
    return found


def _shares(kind: str, files: dict[str, Path]) -> list[Row]:
    from dayops_dash.desk.papers.proposing.propose import propose
    from dayops_dash.desk.papers.reading.paper_file import read_paper

    scores: list[PaperScore] = []
    for name, path in files.items():
        council, document, place = PAPERS[name]
        read = read_paper(path.read_bytes(), path.name)
        scores.append(score(read, propose(read, place), shipped_facts(DATA / council, document), name))
    rows = []
    for bar in BARS:
        of = sum(getattr(one, OF[bar.name]) for one in scores)
        count = sum(getattr(one, bar.name) for one in scores)
        share = count / of if of else 0.0
        said = f"{100 * share:.1f}% ({count} of {of})"
        what = f"papers ({kind}): {bar.what}"
        rows.append(Row(what, said, bar=f"{100 * bar.least:.0f}%", holds=share >= bar.least, figures={"share": share}))
    return rows


def _speed(files: dict[str, Path]) -> list[Row]:
    """Return the time and memory of the paper that takes longest, for ten pages of it."""
    worst, largest = 0.0, 0.0
    for path in files.values():
        done = subprocess.run([sys.executable, "-c", ONE, str(path)], check=True, capture_output=True, text=True)
        spent, memory, pages, _ = json.loads(done.stdout)
        worst = max(worst, spent * TEN_PAGES / max(pages, 1))
        largest = max(largest, memory / 1_000_000)
    return [
        Row(
            "papers: ten pages read and proposed",
            f"{worst:.1f} s",
            bar="30 s",
            holds=worst < 30,
            figures={"seconds": worst},
        ),
        Row(
            "papers: memory of one reading", f"{largest:.2f} GB", bar="1 GB", holds=largest < 1, figures={"gb": largest}
        ),
    ]
