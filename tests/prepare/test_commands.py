"""The commands, and the two on records as an officer types them."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dayops_dash.commands import PLACES, app
from dayops_dash.dataset.checks import check
from tests.prepare import records as made

RUN, END = CliRunner(), date(2026, 3, 31)


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("typed")
    typed = f"example-records --people 800 --seed 2 --out {root}/r.csv --postcodes {root}/p.csv --areas {root}/a.csv"
    done = RUN.invoke(app, typed.split())
    assert done.exit_code == 0 and "of 800 made-up people" in done.output
    return root


BASE = "prepare {root}/r.csv --council E10999001 --snapshot 2026-03-31"


def test_prepare_writes_a_council_and_says_what_became_of_every_row(example: Path) -> None:
    typed = (BASE + " --postcodes {root}/p.csv --areas {root}/a.csv --out {root}/made/exampleshire").format(
        root=example
    )
    done = RUN.invoke(app, typed.split())
    assert done.exit_code == 0, done.output
    assert check(example / "made" / "exampleshire") == []
    for said in (
        "rows read",
        "rows of other councils",
        "rows kept",
        "no hidden count can be worked out",
        "-quality.md",
    ):
        assert said in done.output
    report = (example / "made" / "exampleshire-quality.md").read_text("utf-8")
    assert "not for publication" in report and "without an NHS number" in report


def test_the_headcount_goes_to_the_screen_alone(example: Path) -> None:
    done = RUN.invoke(app, [*BASE.format(root=example).split(), "--headcount", "--format", "csv"])
    assert done.exit_code == 0, done.output
    lines = list(csv.DictReader(io.StringIO(done.stdout)))
    counted = {
        (x["Age_Band"], x["Primary_Support_Reason"], x["Service_Type"], x["Delivery_Mechanism"]): int(x["People"])
        for x in lines
    }
    assert counted == made.counted(example / "r.csv", snapshot=END)
    table = RUN.invoke(app, [*BASE.format(root=example).split(), "--headcount"]).stdout
    assert "LTS001b table 1a: people aged 18 to 64" in table and "| Invalid/NULL |" in table
    total = sum(
        int(line.split("|")[-2].replace(",", "")) for line in table.splitlines() if line.startswith("| All reasons")
    )
    assert total == sum(counted.values())
    assert not list(example.glob("*.md"))


@pytest.mark.parametrize(
    ("typed", "says", "code"),
    [
        ("", "Nothing to do", 2),
        ("--out {root}/x", "--postcodes", 1),
        ("--headcount --engine sqlite", "No engine", 1),
        ("--headcount --period-start 2020-04-01", "covers 2020-04-01", 1),
        ("--headcount --submitted-by 2026-04-01", "No submission", 1),
        (
            "--out {root}/x --postcodes {root}/p.csv --round --threshold 1",
            "With --round the --threshold is 2 or more",
            2,
        ),
    ],
)
def test_what_cannot_be_done_is_told_and_nothing_is_written(example: Path, typed: str, says: str, code: int) -> None:
    done = RUN.invoke(app, f"{BASE} {typed}".format(root=example).split())
    assert done.exit_code == code and says in done.output
    assert not (example / "x").exists()


def test_help_lists_every_command_with_what_it_does() -> None:
    listed = " ".join(RUN.invoke(app, ["--help"], env={"COLUMNS": "200"}).output.split())
    for name in PLACES:
        own = RUN.invoke(app, [name, "--help"], env={"COLUMNS": "200"})
        assert own.exit_code == 0 and f"dayops_dash {name} " in own.output.replace("root ", "dayops_dash ")
        assert name in listed
    for words in (
        "Turn client-level records",
        "Find every problem in prepared datasets",
        "True boundaries for the maps.",
    ):
        assert words in listed
    assert "Did you mean 'prepare'" in RUN.invoke(app, ["prepar"], env={"COLUMNS": "200"}).output


@pytest.mark.parametrize(
    ("command", "not_needed"), [("prepare", "dayops_dash.stories"), ("check", "dayops_dash.edition")]
)
def test_a_command_imports_only_what_it_needs(command: str, not_needed: str) -> None:
    script = (
        "import sys\nfrom typer.testing import CliRunner\nfrom dayops_dash.commands import app\n"
        f"assert CliRunner().invoke(app, [{command!r}, '--help']).exit_code == 0\n"
        "print(*sys.modules)"
    )
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert "dayops_dash.dataset" in loaded
    assert not {not_needed, "altair", "streamlit", "scipy"} & {*loaded}
