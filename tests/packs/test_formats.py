"""The command that writes documents, and the formats that it knows."""

from __future__ import annotations

import io
import shutil
from dataclasses import replace
from pathlib import Path

import docx
import pptx
import pytest
from typer.testing import CliRunner

from dayops_dash.address import Address
from dayops_dash.commands import app
from dayops_dash.dataset import DATA, Library
from dayops_dash.packs.asked import document
from dayops_dash.packs.formats import FORMATS, PROGRAMS, template_fault
from dayops_dash.packs.pack import Pack, PackError
from tests.thorough import some

MADE_TWICE = some(list(FORMATS), 5)
BEGINS = {"docx": b"PK", "pptx": b"PK", "xlsx": b"PK", "pdf": b"%PDF-"}


@pytest.mark.parametrize("form", FORMATS)
def test_each_format_makes_a_file_of_its_kind(form: str) -> None:
    asked = Pack(Library().dataset("dorset").at(), sections=("risks",), ward="Beacon")
    made = FORMATS[form].make(asked)
    assert made.startswith(BEGINS[FORMATS[form].ending])
    assert form not in MADE_TWICE or FORMATS[form].make(asked) == made


def test_the_command_writes_what_is_asked_for(tmp_path: Path) -> None:
    out = tmp_path / "report.docx"
    asked = ["pack", "dorset", "--as-at", "2024-08-01", "--sections", "risks, spend", "--out", str(out)]
    told = CliRunner().invoke(app, [*asked, "--committee", "Cabinet", "--meeting", "2026-02-03"])
    assert told.exit_code == 0 and "longer report, 2 sections" in told.stdout and out.read_bytes()[:2] == b"PK"
    first = out.read_bytes()
    CliRunner().invoke(app, [*asked, "--committee", "Cabinet", "--meeting", "2026-02-03"])
    assert out.read_bytes() == first


@pytest.mark.parametrize("kind", ["report", "briefing"])
def test_the_command_and_the_page_make_the_same_bytes(kind: str, tmp_path: Path) -> None:
    council, name = Library().dataset("nottinghamshire").at(), f"{kind}.docx"
    made = document(council, Address.of({}), "", name)
    told = CliRunner().invoke(app, ["pack", council.slug, "--kind", kind, "--out", str(tmp_path / name)])
    assert told.exit_code == 0 and made is not None and (tmp_path / name).read_bytes() == made[1]


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (["--format", "odt"], "No format is called 'odt'"),
        (["--kind", "poem"], "No kind of document is called 'poem'"),
        (["--kind", "slides"], "There is no slides as docx. There is: pptx"),
        (["--layout", "parish"], "No form is called 'parish'. There are: select-committee"),
        (["--kind", "ward", "--ward", "Atlantis"], "No ward is called 'Atlantis'"),
        (["--sections", "nonsense"], "No section is called nonsense"),
        (["--template", "/nowhere/x.dotx"], "cannot be used as a template"),
    ],
)
def test_what_cannot_be_made_is_said_and_nothing_is_written(wrong: list[str], why: str, tmp_path: Path) -> None:
    out = tmp_path / "report.docx"
    told = CliRunner().invoke(app, ["pack", "dorset", "--out", str(out), *wrong])
    assert told.exit_code == 2 and why in told.stderr and not out.exists()


def council_with(tmp_path: Path, **templates: bytes) -> Pack:
    """Return a pack of a copy of Dorset whose folder has templates: by kind, the bytes of each."""
    folder = tmp_path / "dorset"
    shutil.copytree(DATA / "dorset", folder)
    for kind, held in templates.items():
        (folder / f"template.{kind}").write_bytes(held)
    return Pack(Library(tmp_path).dataset("dorset").at(), sections=("risks",))


def test_a_template_in_a_councils_folder_is_begun_from(tmp_path: Path) -> None:
    letter, deck = docx.Document(), pptx.Presentation()
    letter.sections[0].header.paragraphs[0].text = "Dorset's own paper"
    held = [io.BytesIO(), io.BytesIO()]
    letter.save(held[0])
    deck.save(held[1])
    pack = council_with(tmp_path, dotx=held[0].getvalue(), pptx=held[1].getvalue())
    assert [template_fault(pack, ending) for ending in PROGRAMS] == ["", "", "", ""]
    made = docx.Document(io.BytesIO(FORMATS["long.docx"].make(pack)))
    assert made.sections[0].header.paragraphs[0].text == "Dorset's own paper"
    slides = pptx.Presentation(io.BytesIO(FORMATS["slides.pptx"].make(pack)))
    assert slides.slide_width == deck.slide_width  # four to three, as the template
    given = replace(pack, template=held[1].getvalue())
    assert given.template_for("pptx") == held[1].getvalue()


def test_a_template_that_cannot_be_used_is_said_by_name(tmp_path: Path) -> None:
    pack = council_with(tmp_path, docx=b"no document")
    assert template_fault(pack, "docx").startswith("template.docx cannot be used as a template")
    assert template_fault(pack, "pptx") == ""
    with pytest.raises(PackError, match=r"template\.docx"):
        FORMATS["report.docx"].make(pack)
