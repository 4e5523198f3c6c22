"""The command that writes documents, and the formats that it knows."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from dayops_dash.commands import app
from dayops_dash.dataset import Library
from dayops_dash.packs.formats import FORMATS
from dayops_dash.packs.pack import Pack

BEGINS = {"docx": b"PK", "pptx": b"PK", "xlsx": b"PK", "pdf": b"%PDF-"}


@pytest.mark.parametrize("form", FORMATS)
def test_each_format_makes_a_file_of_its_kind(form: str) -> None:
    asked = Pack(Library().dataset("dorset").at(), sections=("risks",))
    made = FORMATS[form].make(asked)
    assert made.startswith(BEGINS[form]) and FORMATS[form].make(asked) == made


def test_the_command_writes_what_is_asked_for(tmp_path: Path) -> None:
    out = tmp_path / "report.docx"
    asked = ["pack", "dorset", "--as-at", "2024-08-01", "--sections", "risks, spend", "--out", str(out)]
    told = CliRunner().invoke(app, [*asked, "--committee", "Cabinet", "--meeting", "2026-02-03"])
    assert told.exit_code == 0 and "word report, 2 sections" in told.stdout and out.read_bytes()[:2] == b"PK"
    first = out.read_bytes()
    CliRunner().invoke(app, [*asked, "--committee", "Cabinet", "--meeting", "2026-02-03"])
    assert out.read_bytes() == first


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (["--format", "odt"], "No format is called 'odt'"),
        (["--sections", "nonsense"], "No section is called nonsense"),
        (["--template", "/nowhere/x.dotx"], "cannot be used as a template"),
    ],
)
def test_what_cannot_be_made_is_said_and_nothing_is_written(wrong: list[str], why: str, tmp_path: Path) -> None:
    out = tmp_path / "report.docx"
    told = CliRunner().invoke(app, ["pack", "dorset", "--out", str(out), *wrong])
    assert told.exit_code == 2 and why in told.stderr and not out.exists()
