"""One reader of text for all files: a byte order mark is taken off, and what is no text is named with its line, never a traceback."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some
from typer.testing import CliRunner

from dayops_dash.commands import app
from dayops_dash.dataset import DATA, DatasetError, Library, NotShown
from dayops_dash.dataset.boundaries import FILE, of_vintage
from dayops_dash.dataset.checks import check
from dayops_dash.dataset.files.text_file import TextError, decoded, json_of, kind_of, read_json, read_text
from dayops_dash.dataset.package import DESCRIPTOR, files_of, read_descriptor
from dayops_dash.dataset.serving.public import public_copy
from dayops_dash.dataset.writing.put import read_rows
from tests.made_up import council, papers

MARK = b"\xef\xbb\xbf"
VALID = (DATA / "dorset" / DESCRIPTOR).read_bytes()


def marked(tmp_path: Path, marks: int = 1) -> Path:
    """Return a sound folder of which each file begins with a byte order mark, as spreadsheets write "CSV UTF-8"."""
    council(tmp_path, documents=papers())
    folder = tmp_path / "exampleton"
    for path in folder.iterdir():
        path.write_bytes(MARK * marks + path.read_bytes())
    return folder


@given(some.text(), some.integers(0, 3))
def test_the_mark_is_taken_off_and_nothing_else(text: str, marks: int) -> None:
    assert decoded(MARK * marks + text.encode(), "a.csv") == text.lstrip("\ufeff")


def test_line_ends_are_kept() -> None:
    """A quoted cell may hold one, and a reader of CSV must see it as it stands."""
    assert decoded(b'a,"b\r\nc"\r\n', "a.csv") == 'a,"b\r\nc"\r\n'


@given(some.binary(max_size=200))
def test_no_bytes_end_in_a_traceback(content: bytes) -> None:
    for read in (lambda: json_of(decoded(content, "a.json"), "a.json"), lambda: read_descriptor(content)):
        try:
            read()
        except TextError as error:
            assert str(error) and "Traceback" not in str(error)
    assert isinstance(
        decoded(content, "a.csv", windows=True) if content[:2] not in (b"\xff\xfe", b"\xfe\xff") else "", str
    )
    assert isinstance(kind_of(content), str)


@pytest.mark.parametrize(
    ("content", "line", "found"),
    [
        ("one\ntwo\n£5".encode("cp1252"), 3, "byte 0xA3"),
        (MARK + "one\ntwo – 2\n".encode("cp1252"), 2, "byte 0x96"),
        ("one".encode("utf-16"), 1, "UTF-16"),
        ("one".encode("utf-16-be"), 0, ""),
        (b"\xfe\xff\0o", 1, "UTF-16"),
        ("one".encode("utf-32"), 1, "UTF-32"),
    ],
)
def test_what_is_not_utf_8_is_named_with_its_line(tmp_path: Path, content: bytes, line: int, found: str) -> None:
    path = tmp_path / "levels.csv"
    path.write_bytes(content)
    if not line:  # without a mark it reads as text with NULs, which check names cell by cell
        assert read_text(path) == "\0o\0n\0e"
        return
    with pytest.raises(TextError) as raised:
        read_text(path)
    assert raised.value.line == line and found in raised.value.found
    assert str(raised.value).startswith(f"levels.csv, line {line}: found ") and "CSV UTF-8" in str(raised.value)


def test_windows_text_is_read_where_it_is_asked_for() -> None:
    assert decoded("1–2 £".encode("cp1252"), "a.csv", windows=True) == "1–2 £"
    assert decoded("1–2 £".encode(), "a.csv", windows=True) == "1–2 £"


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    for path in (tmp_path / "none.json", tmp_path):
        with pytest.raises(TextError, match=f"{path.name}: found no file that can be read"):
            read_json(path)


@pytest.mark.parametrize(
    "text", ["", "{", '{"a": 1,}', '{"a":\n 1\n', "nonsense", "[" * 100_000, '{"a": ' + "9" * 5000 + "}"]
)
def test_json_that_is_none_is_named(text: str) -> None:
    with pytest.raises(TextError, match=r"^a\.json"):
        json_of(text, "a.json")
    with pytest.raises(TextError, match=DESCRIPTOR):
        read_descriptor(text.encode())


@pytest.mark.parametrize("text", ["[]", "1", "null", '"words"'])
def test_a_descriptor_that_is_no_object_is_named(text: str) -> None:
    with pytest.raises(TextError, match="a JSON object"):
        read_descriptor(text.encode())


def archive(*names: str, mimetype: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as files:
        for name in names:
            files.writestr(name, "")
        if mimetype:
            files.writestr("mimetype", mimetype)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (archive("xl/workbook.xml"), "an Excel workbook (.xlsx)"),
        (archive("xl/workbook.bin"), "a binary Excel workbook (.xlsb)"),
        (
            archive("content.xml", mimetype="application/vnd.oasis.opendocument.spreadsheet"),
            "an OpenDocument spreadsheet (.ods)",
        ),
        (archive("word/document.xml"), "a Word document"),
        (archive("data.csv"), "a ZIP archive"),
        (archive("wards.dbf", "Wards.SHP"), "a zipped shapefile"),
        (b"\x00\x00\x27\x0a\x00\x00", "a shapefile"),
        (b"SQLite format 3\x00", "a database, as a GeoPackage is"),
        (archive("xl/workbook.xml")[:30], "a workbook or ZIP archive that is cut short"),
        (bytes.fromhex("d0cf11e0a1b11ae1"), "an Excel workbook of the old kind (.xls), or one with a password"),
        (b"%PDF-1.7", "a PDF document"),
        (b"\n <!DOCTYPE html><title>Not found</title>", "a web page"),
        (MARK + b"<html>", "a web page"),
        (b'{"a": 1}', "a JSON file"),
        ("a,b".encode("utf-16"), "text in UTF-16"),
        (b"\x1f\x8b\x08", "a compressed file (.gz)"),
        (b"a\0b", "a file that is not text"),
        (b"Geographical Code,Value\n1,2\n", ""),
        (b"", ""),
    ],
    ids=lambda part: part if isinstance(part, str) else "content",
)
def test_a_file_is_named_by_what_it_is(content: bytes, kind: str) -> None:
    assert kind_of(content) == kind


# Folders


@pytest.mark.parametrize("marks", [1, 2])
def test_a_folder_with_marks_is_sound_and_reads_as_one_without(tmp_path: Path, marks: int) -> None:
    """A file that two programs have saved may have two."""
    folder = marked(tmp_path / "marked", marks)
    plain = council(tmp_path / "plain", documents=papers())
    assert check(folder) == []
    read = Library(tmp_path / "marked").dataset("exampleton")
    assert read.table("documents").equals(plain.table("documents"))
    assert read.version == plain.version  # what is published, and its version, has no mark
    assert not any(MARK in content for content in files_of(folder).values())
    assert read_rows(folder, "documents") == read_rows(plain.folder, "documents")
    assert public_copy(files_of(folder), "exampleton").left_out == 0


def test_describe_takes_the_mark_off(tmp_path: Path) -> None:
    folder = marked(tmp_path)
    done = CliRunner().invoke(app, ["describe", str(folder)])
    assert done.exit_code == 0 and not done.exception, done.output
    assert not (folder / DESCRIPTOR).read_bytes().startswith(MARK) and check(folder) == []


@pytest.mark.parametrize("content", [b"{", b"[]", b"\xff\xfe{\0}\0", b'{"title": "caf\xe9"}', b"", VALID[:-10]])
def test_describe_names_a_descriptor_that_it_cannot_read_and_leaves_it(tmp_path: Path, content: bytes) -> None:
    folder = marked(tmp_path)
    (folder / DESCRIPTOR).write_bytes(content)
    done = CliRunner().invoke(app, ["describe", str(folder)])
    assert done.exit_code == 2 and f"exampleton: {DESCRIPTOR}" in done.output, done.output
    assert (folder / DESCRIPTOR).read_bytes() == content
    assert [problem.file for problem in check(folder)] == [DESCRIPTOR]
    shutil.copytree(folder, tmp_path / "again" / "exampleton")  # which no reader has in memory
    assert Library(tmp_path / "again").titles() == {}
    with pytest.raises(NotShown):
        Library(tmp_path / "again").dataset("exampleton")


def test_rows_of_a_table_that_is_cut_short_are_refused_with_words(tmp_path: Path) -> None:
    folder = marked(tmp_path)
    path = folder / "documents.csv"
    whole = path.read_bytes()
    for content in (whole[: whole.rindex(b",")], b"a,b\n1,2\n", whole + b'"', whole + b"\xa3\n"):
        path.write_bytes(content)
        with pytest.raises(DatasetError, match=r"documents\.csv in exampleton"):
            read_rows(folder, "documents")


def test_boundaries_with_a_mark_are_read(tmp_path: Path) -> None:
    source = next(DATA.glob(f"*/{FILE}"), None)
    shape = {"type": "Polygon", "coordinates": [[[0, 0], [0, 1], [1, 1], [0, 0]]]}
    made = {
        "dayops": {"boundary_vintage": "2023", "source": "ONS", "licence": "OGL"},
        "features": [{"type": "Feature", "properties": {"area_code": "E05000001"}, "geometry": shape}],
    }
    (tmp_path / FILE).write_bytes(MARK + (source.read_bytes() if source else json.dumps(made).encode()))
    vintage = json.loads((tmp_path / FILE).read_text("utf-8-sig"))["dayops"]["boundary_vintage"]
    found = of_vintage((tmp_path / FILE).read_bytes(), vintage, "dorset")
    assert found and found.shapes


@pytest.mark.parametrize("content", [b"{", b"[]", b"{}", b'{"dayops": {}, "features": [1]}', b"\xff\xfe", b"\x80"])
def test_boundaries_that_are_none_are_named(content: bytes) -> None:
    with pytest.raises(DatasetError, match=FILE):
        of_vintage(content, "2023", "dorset")


def test_add_boundaries_reads_geojson_with_a_mark(tmp_path: Path) -> None:
    """It gets as far as the areas: what is refused here is another council's file, not its encoding."""
    shutil.copytree(DATA / "dorset", tmp_path / "dorset")
    path = tmp_path / "wards.geojson"
    square = [[[-2.5, 50.7], [-2.5, 50.8], [-2.4, 50.8], [-2.5, 50.7]]]
    feature = {
        "type": "Feature",
        "properties": {"WD24CD": "E05000001"},
        "geometry": {"type": "Polygon", "coordinates": square},
    }
    path.write_bytes(MARK + json.dumps({"type": "FeatureCollection", "features": [feature]}).encode())
    from dayops_dash.prepare.places.boundaries import BoundaryError, add_boundaries

    with pytest.raises(BoundaryError) as raised:
        add_boundaries(Library(tmp_path).dataset("dorset"), str(path), vintage="", source="ONS", licence="OGL")
    assert "cannot be read" not in str(raised.value)
