"""Whatever lies in a folder, check names it and goes on: no traceback, no waiting for a pipe, nothing read from outside."""

from __future__ import annotations

import io
import json
import os
import shutil
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dayops_dash.commands import app
from dayops_dash.dataset import DATA, DatasetError, Library
from dayops_dash.dataset.boundaries import FILE
from dayops_dash.dataset.checks import check, examine
from dayops_dash.dataset.package import DESCRIPTOR, write_descriptor
from tests.made_up import amount, council, intended, told

Break = Callable[[Path], object]
SQUARE = [[[-2.5, 50.7], [-2.5, 50.8], [-2.4, 50.8], [-2.5, 50.7]]]


def sound(tmp_path: Path) -> Path:
    return council(tmp_path, spend=[amount("all-22", "all", 1_000_000, "2022/23")]).folder


def without(path: Path) -> Path:
    path.unlink()
    return path


def restated(**fields: object) -> Break:
    def change(folder: Path) -> None:
        stated = json.loads((folder / DESCRIPTOR).read_text("utf-8"))
        (folder / DESCRIPTOR).write_text(json.dumps({**stated, **fields}), "utf-8")

    return change


def about(**fields: object) -> Break:
    words = {"short_title": "Exampleton", "area_word": "ward", "contact": "A team"}
    return restated(dayops={**words, **fields})


BREAKS: tuple[tuple[str, Break, str, str], ...] = (
    ("a folder for a table", lambda d: without(d / "spend.csv").mkdir(), "spend.csv", "a folder"),
    ("a pipe for a table", lambda d: os.mkfifo(without(d / "spend.csv")), "spend.csv", "a pipe"),
    ("a device", lambda d: without(d / "spend.csv").symlink_to("/dev/zero"), "spend.csv", "leads out of the folder"),
    (
        "a link out of the folder",
        lambda d: without(d / "spend.csv").symlink_to(DATA / "dorset" / "spend.csv"),
        "spend.csv",
        "leads out of the folder",
    ),
    ("a link to nothing", lambda d: without(d / "spend.csv").symlink_to("gone"), "spend.csv", "leads nowhere"),
    ("a link to itself", lambda d: without(d / "spend.csv").symlink_to("spend.csv"), "spend.csv", "leads nowhere"),
    ("a folder for the descriptor", lambda d: without(d / DESCRIPTOR).mkdir(), DESCRIPTOR, "a folder"),
    ("a pipe for the descriptor", lambda d: os.mkfifo(without(d / DESCRIPTOR)), DESCRIPTOR, "a pipe"),
    ("no descriptor", lambda d: without(d / DESCRIPTOR), DESCRIPTOR, "describe exampleton"),
    ("an empty descriptor", lambda d: (d / DESCRIPTOR).write_bytes(b""), DESCRIPTOR, "an empty file"),
    (
        "deep JSON",
        lambda d: (d / DESCRIPTOR).write_text('{"dayops": ' + "[" * 900 + "]" * 900 + "}"),
        DESCRIPTOR,
        "nested too deep",
    ),
    ("half a character", restated(title="\ud800"), DESCRIPTOR, "half of a character"),
    ("a short title that is a list", about(short_title=["Exampleton"]), DESCRIPTOR, "the council's name"),
    ("a flag in words", about(illustrative="no"), DESCRIPTOR, "true or false"),
    ("a title that turns text round", restated(title="Exampleton \u202e"), DESCRIPTOR, "no control"),
    ("other capitals", lambda d: (d / "spend.csv").rename(d / "Spend.CSV"), "Spend.CSV", "Rename it to spend.csv."),
    ("a misspelt file", lambda d: (d / "spends.csv").write_text("a\n"), "spends.csv", "a file that no table has"),
    ("a name with a control", lambda d: (d / "a\x1b[31m.csv").write_text("a\n"), r"a\x1b[31m.csv", "no table has"),
    ("a name with a line", lambda d: (d / "a\nb.csv").write_text("a\n"), r"a\nb.csv", "no table has"),
    ("a name turned round", lambda d: (d / "a\u202eb.csv").write_text("a\n"), r"a\u202eb.csv", "no table has"),
    ("broken boundaries", lambda d: (d / FILE).write_text("{"), FILE, "no JSON"),
    ("boundaries of nothing", lambda d: (d / FILE).write_text("{}"), FILE, "no shapes with official codes"),
    ("a pipe for boundaries", lambda d: os.mkfifo(d / FILE), FILE, "a pipe"),
    ("a template that is none", lambda d: (d / "template.docx").write_text("{"), "template.docx", "cannot be opened"),
    ("a folder for a template", lambda d: (d / "template.pptx").mkdir(), "template.pptx", "a folder"),
    (
        "a template of another kind",
        lambda d: (d / "template.docx").write_bytes(zipped("presentationml")),
        "template.docx",
        "another kind",
    ),
    (
        "a template with macros",
        lambda d: (d / "template.docx").write_bytes(zipped("wordprocessingml macroEnabled")),
        "template.docx",
        "macros",
    ),
    ("a workbook for a table", lambda d: (d / "spend.csv").write_bytes(zipped("x")), "spend.csv", "a ZIP archive"),
)


def zipped(kinds: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", kinds)
    return out.getvalue()


@pytest.mark.parametrize(("name", "breaker", "file", "says"), BREAKS, ids=[one[0] for one in BREAKS])
def test_whatever_lies_in_a_folder_is_named(tmp_path: Path, name: str, breaker: Break, file: str, says: str) -> None:
    folder = sound(tmp_path)
    assert check(folder) == []
    breaker(folder)
    began = time.monotonic()
    problems = check(folder)
    assert any(problem.file == file and says in str(problem) for problem in problems), [str(p) for p in problems]
    assert {problem.file for problem in problems} == {file}, [str(p) for p in problems]
    assert all(str(problem).isprintable() for problem in problems)
    assert time.monotonic() - began < 20
    done = CliRunner().invoke(app, ["check", str(folder)])
    assert done.exit_code == 1 and isinstance(done.exception, SystemExit), done.output


@pytest.mark.parametrize("name", ["spend.csv", DESCRIPTOR])
def test_a_pipe_stops_no_reader(tmp_path: Path, name: str) -> None:
    folder = sound(tmp_path / "one")
    shutil.copytree(folder, tmp_path / "two" / "exampleton")
    os.mkfifo(without(tmp_path / "two" / "exampleton" / name))
    with pytest.raises(DatasetError):
        Library(tmp_path / "two").dataset("exampleton").table("spend")


def test_files_that_may_not_be_read_are_named(tmp_path: Path) -> None:
    folder = sound(tmp_path)
    (folder / "spend.csv").chmod(0)
    if os.access(folder / "spend.csv", os.R_OK):
        pytest.skip("this user may read everything")
    assert "may not be read" in str(check(folder)[0])


def test_files_that_are_not_read_are_named_as_notes(tmp_path: Path) -> None:
    folder = sound(tmp_path)
    for name in ("Spend 2023.xlsx", "minutes.pdf", ".DS_Store", "~$Spend.xlsx"):
        (folder / name).write_bytes(b"x")
    (folder / "old").mkdir()
    found = examine(folder)
    assert found.problems == []
    assert [note.file for note in found.notes] == ["Spend 2023.xlsx", "minutes.pdf", "old"]


def test_a_word_of_the_descriptor_that_nothing_uses_is_a_note(tmp_path: Path) -> None:
    folder = sound(tmp_path)
    about(shorttitle="x")(folder)
    found = examine(folder)
    assert found.problems == [] and "Did you mean short_title?" in str(found.notes[0])


def test_a_folder_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for path in (tmp_path / "gone", tmp_path / "file"):
        assert len(check(path)) == 1


def test_areas_with_nothing_to_show_are_told(tmp_path: Path) -> None:
    """26 wards without a population gave an empty page, which told the officer to add the file that was there."""
    row = {"area_name": "A", "area_type": "ward", "boundary_vintage": "2023", "document_id": "first"}
    areas = [{**row, "area_code": f"E0500000{n}"} for n in range(3)]
    folder = council(tmp_path / "none", areas=areas).folder
    (problem,) = check(folder)
    assert (problem.file, problem.row, problem.column) == ("areas.csv", 0, "population")
    counted = [{**one, "population": "5"} for one in areas]
    assert check(council(tmp_path / "some", areas=counted).folder) == []


@pytest.mark.parametrize("codes", [("E05000000",), ("E05000000", "E05000001")])
def test_boundaries_that_lack_an_area_are_told(tmp_path: Path, codes: tuple[str, ...]) -> None:
    row = {"area_name": "A", "area_type": "ward", "boundary_vintage": "2023", "population": "5", "document_id": "first"}
    folder = council(tmp_path, areas=[{**row, "area_code": f"E0500000{n}"} for n in range(2)]).folder
    geometry = {"type": "Polygon", "coordinates": SQUARE}
    features = [{"type": "Feature", "properties": {"area_code": code}, "geometry": geometry} for code in codes]
    stated = {"boundary_vintage": "2023", "source": "ONS", "licence": "OGL"}
    (folder / FILE).write_text(json.dumps({"dayops": stated, "features": features}), "utf-8")
    problems = check(folder)
    assert [problem.file for problem in problems] == [FILE] * (2 - len(codes))
    geometry["coordinates"] = [[[500_000, 400_000]] * 4]
    (folder / FILE).write_text(json.dumps({"dayops": stated, "features": features}), "utf-8")
    assert "no polygon in degrees" in str(check(folder)[0])


def test_a_folder_without_a_descriptor_is_checked_with_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = sound(tmp_path)
    (folder / DESCRIPTOR).unlink()
    monkeypatch.setattr("dayops_dash.folder_commands.DATA", tmp_path)
    monkeypatch.setattr("dayops_dash.folder_commands.Library", lambda: Library(tmp_path))
    done = CliRunner().invoke(app, ["check"])
    assert done.exit_code == 1 and "exampleton/datapackage.json: found no such file" in done.output


def test_a_copied_folder_is_told_by_its_name(tmp_path: Path) -> None:
    copy = tmp_path / "kent"
    shutil.copytree(sound(tmp_path / "one"), copy)
    (problem,) = check(copy)
    assert "the name 'exampleton'" in str(problem) and "describe kent" in str(problem)
    write_descriptor(copy)
    assert check(copy) == []


def test_a_check_that_stops_is_a_problem_and_never_passes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(frames: object) -> list[object]:
        raise KeyError("a cell")

    monkeypatch.setattr("dayops_dash.dataset.checks.check_meaning", stop)
    (problem,) = check(sound(tmp_path))
    assert problem.file == "check" and "KeyError" in str(problem) and "a cell" not in str(problem)


def test_rows_of_a_table_that_is_not_there_are_told(tmp_path: Path) -> None:
    """The table was deleted and the folder described anew: pages look its rows up, and would stop."""
    folder = council(tmp_path, intentions=[intended("a")], updates=[told("a", "complete")]).folder
    assert check(folder) == []
    (folder / "intentions.csv").unlink()
    write_descriptor(folder)
    (problem,) = check(folder)
    assert (problem.file, problem.row, problem.column) == ("updates.csv", 2, "intention_id")
    assert "there is no table intentions" in str(problem)
