"""What spreadsheets write is read: encodings, separators, line ends, blanks, absent columns; and what may be two things is refused."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from dayops_dash.dataset import DatasetError, Library
from dayops_dash.dataset.checks import examine
from dayops_dash.dataset.files.delimited import MAX_ROWS, read_delimited
from dayops_dash.dataset.files.table_file import as_csv, cells, plain, row_count
from dayops_dash.dataset.package import DESCRIPTOR, files_of, write_descriptor
from dayops_dash.dataset.serving.gate import problems_of
from dayops_dash.dataset.tables import TABLES
from tests.made_up import amount, council, papers
from tests.thorough import examples

PATH = "spend.csv"
SPEND = TABLES["spend"]
NOTE = "Costs £5, 1–2 a week; “more”"


def made(tmp_path: Path) -> Path:
    """Return a sound folder with papers and money, whose notes hold what encodings differ in."""
    rows = [amount("all-22", "all", 1_000_000, "2022/23", note=NOTE), amount("out-22", "external", 5, "2022/23")]
    return council(tmp_path, documents=papers(), spend=rows).folder


def rewritten(content: bytes, *, separator: str = ",", end: str = "\n", encoding: str = "utf-8") -> bytes:
    rows = list(csv.reader(io.StringIO(content.decode(), newline="")))
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator=end).writerows(rows)
    return out.getvalue().encode(encoding)


def saved(folder: Path, **how: str) -> None:
    path = folder / PATH
    path.write_bytes(rewritten(path.read_bytes(), **how))


def said(folder: Path) -> tuple[list[str], list[str]]:
    found = examine(folder)
    return [str(problem) for problem in found.problems], [str(note) for note in found.notes]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_file_saved_by_a_spreadsheet_is_the_same_table(
    tmp_path: Path, encoding: str, separator: str, end: str
) -> None:
    folder = made(tmp_path)
    before = Library(tmp_path).dataset("exampleton")
    told, files = before.table("spend"), files_of(folder)
    saved(folder, separator=separator, end=end, encoding=encoding)
    problems, notes = said(folder)
    assert problems == []
    plainly = (encoding, separator, end) == ("utf-8", ",", "\n")
    assert len(notes) == (0 if plainly else 1)
    assert plainly or "what is published is plain UTF-8" in notes[0]
    assert files_of(folder) == files  # which are published, the descriptor with their hashes among them
    elsewhere = tmp_path / "again" / "exampleton"
    shutil.copytree(folder, elsewhere)
    again = Library(tmp_path / "again").dataset("exampleton")
    assert again.table("spend").equals(told) and again.version == before.version
    assert NOTE in set(again.table("spend")["note"])


def test_carriage_returns_alone_are_read_where_the_text_is_utf_8(tmp_path: Path) -> None:
    folder = made(tmp_path)
    saved(folder, end="\r")
    problems, notes = said(folder)
    assert problems == [] and "carriage return (CR)" in notes[0]


def test_an_old_macintosh_file_has_two_readings(tmp_path: Path) -> None:
    folder = made(tmp_path)
    saved(folder, end="\r", encoding="cp1252")
    problems, _ = said(folder)
    assert len(problems) == 1 and "row 2" in problems[0]
    assert "as Windows-1252" in problems[0] and "as Mac Roman" in problems[0]


def test_blank_rows_and_columns_at_the_end_are_left_out(tmp_path: Path) -> None:
    folder = made(tmp_path)
    path = folder / PATH
    lines = path.read_text("utf-8").splitlines()
    path.write_text("".join(f"{line},,\n" for line in [*lines, *["," * lines[0].count(",")] * 3]) + "\n\n", "utf-8")
    problems, notes = said(folder)
    assert problems == []
    assert notes == [
        f"{PATH}: note: read without 5 blank rows and 2 blank columns at the end; what is published is plain UTF-8 with commas."
    ]


def test_a_column_that_is_not_required_may_be_absent(tmp_path: Path) -> None:
    folder = made(tmp_path)
    path = folder / PATH
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8"), newline="")))
    kept = [column.name for column in SPEND.columns if column.required or any(row[column.name] for row in rows)]
    assert len(kept) < len(SPEND.columns)
    out = io.StringIO()
    writer = csv.DictWriter(out, kept, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    whole = path.read_bytes()
    path.write_text(out.getvalue(), "utf-8")
    assert said(folder)[0] == []
    assert plain(SPEND, path.read_bytes(), "exampleton") == whole


def test_one_misspelt_column_is_one_message_and_hides_nothing(tmp_path: Path) -> None:
    folder = made(tmp_path)
    path = folder / PATH
    text = path.read_text("utf-8").replace("locator", "Locater", 1).replace("1000000", "a million", 1)
    path.write_text(text.replace(",budget,", ",guess,"), "utf-8")
    problems, _ = said(folder)
    assert len(problems) == 4, problems
    assert f"{PATH}, row 1, column Locater" in problems[0] and "Did you mean locator? Rename it." in problems[0]
    assert "'a million'" in problems[1] and "'guess'" in problems[2] and "'guess'" in problems[3]


def test_one_missing_column_is_one_message_and_hides_nothing(tmp_path: Path) -> None:
    folder = made(tmp_path)
    path = folder / PATH
    rows = [dict(row) for row in csv.DictReader(io.StringIO(path.read_text("utf-8"), newline=""))]
    rows[0]["as_written"] = "£3m"
    names = [column.name for column in SPEND.columns if column.name != "locator"]
    out = io.StringIO()
    csv.DictWriter(out, names, extrasaction="ignore", lineterminator="\n").writerows([dict(zip(names, names)), *rows])  # noqa: B905
    path.write_text(out.getvalue(), "utf-8")
    problems, _ = said(folder)
    assert len(problems) == 2, problems
    assert "row 1, column locator: found no such column" in problems[0]
    assert "row 2, column amount_gbp" in problems[1]  # what the rows mean is checked too


def test_a_broken_row_hides_nothing_of_another(tmp_path: Path) -> None:
    folder = made(tmp_path)
    path = folder / PATH
    header, first, second = path.read_text("utf-8").splitlines()
    words = dict(zip(header.split(","), next(csv.reader([second])), strict=True)) | {"as_written": "£7"}
    path.write_bytes(as_csv("spend", [words]) + f"{first.replace('1000000', 'many')}\nshort,row\n".encode())
    problems, _ = said(folder)
    assert [problem.split(":")[0] for problem in problems] == [
        f"{PATH}, row 2, column amount_gbp",
        f"{PATH}, row 3, column amount_gbp",
        f"{PATH}, row 4",
    ]


def test_a_row_with_another_separator_is_told_with_both_readings(tmp_path: Path) -> None:
    folder = made(tmp_path)
    saved(folder, separator=";")
    path = folder / PATH
    plain_row = ",".join(["x"] * len(SPEND.columns))
    path.write_text(path.read_text("utf-8") + plain_row + "\n", "utf-8")
    problems, _ = said(folder)
    assert f"(1 by semicolons, {len(SPEND.columns)} by commas)" in problems[0] and "row 4" in problems[0]


def test_two_separators_in_the_header_are_refused_with_both_readings() -> None:
    names = [column.name for column in SPEND.columns]
    content = f"{','.join(names[:3])},x;{';'.join(names[3:5])};{names[5]}\n".encode()
    fault = read_delimited(content, PATH, names).fault
    assert fault and fault.line == 1 and "by commas" in fault.found and "by semicolons" in fault.found


def test_a_file_of_a_million_blank_rows_takes_no_memory() -> None:
    names = [column.name for column in SPEND.columns]
    content = ",".join(names).encode() + b"\n" + b",,,\n" * 1_000_000
    read = read_delimited(content, PATH, names)
    assert len(read.rows) == 1 and "1,000,000 blank rows" in read.read_as[0]


def test_a_table_of_more_rows_than_a_table_has_is_refused_with_its_row() -> None:
    content = b"spend_id\n" + b"x\n" * (MAX_ROWS + 5)
    fault = read_delimited(content, PATH, ["spend_id"]).fault
    assert fault and fault.line == MAX_ROWS + 2 and "100,000 rows" in fault.expected


@settings(max_examples=examples(200), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some.binary(max_size=300))
def test_no_bytes_of_a_table_end_in_a_traceback(content: bytes) -> None:
    for table in (SPEND, TABLES["documents"]):
        for end in (content, f"{','.join(table.by_name)}\n".encode() + content):
            try:
                rows = cells(table, end, "exampleton")
            except DatasetError as error:
                assert "exampleton" in str(error)
            else:
                assert all(len(row) == len(table.columns) for row in rows)


WIDTH = len(TABLES["levels"].columns)
TEXT = some.text(some.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\ufeff"), max_size=12)


@settings(max_examples=examples(100))
@given(some.lists(some.lists(TEXT, min_size=WIDTH, max_size=WIDTH), min_size=1, max_size=5), some.sampled_from(",;\t"))
def test_whatever_the_separator_the_cells_are_the_same(rows: list[list[str]], separator: str) -> None:
    """A second way to the same cells: those that were written, rows without any left out at the end."""
    table = TABLES["levels"]
    names = [column.name for column in table.columns]
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\r\n").writerows([names, *rows])
    content = out.getvalue().encode()
    kept = [row for row in rows if any(cell.strip() for cell in row)]
    assert cells(table, content, "x") == kept
    assert cells(table, plain(table, content, "x"), "x") == kept


# The descriptor holds what its files are


def test_a_descriptor_says_bytes_hash_and_rows(tmp_path: Path) -> None:
    import hashlib

    folder = made(tmp_path)
    for resource in json.loads((folder / DESCRIPTOR).read_text("utf-8"))["resources"]:
        content = (folder / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert resource["rows"] == len(list(csv.reader(io.StringIO(content.decode(), newline="")))) - 1


def test_frictionless_finds_the_same(tmp_path: Path) -> None:
    from frictionless import Package

    folder = made(tmp_path)
    assert Package(str(folder / DESCRIPTOR)).validate().valid
    content = (folder / PATH).read_bytes()
    (folder / PATH).write_bytes(content[: content.rindex(b"\n", 0, -1) + 1])
    kinds = {e.type for task in Package(str(folder / DESCRIPTOR)).validate().tasks for e in task.errors}
    assert {"hash-count", "byte-count", "row-count"} <= kinds


def test_a_file_cut_at_the_end_of_a_row_is_found(tmp_path: Path) -> None:
    folder = made(tmp_path)
    content = (folder / PATH).read_bytes()
    (folder / PATH).write_bytes(content[: content.rindex(b"\n", 0, -1) + 1])
    problems, _ = said(folder)
    assert len(problems) == 1 and "1 row fewer (1, not 2)" in problems[0]
    assert "python -m dayops_dash describe exampleton" in problems[0]
    write_descriptor(folder)
    assert said(folder) == ([], [])


def test_an_empty_a_swapped_and_an_edited_file_are_found(tmp_path: Path) -> None:
    folder = made(tmp_path)
    content = (folder / PATH).read_bytes()
    for other, says in ((b"", "an empty file"), (content.replace(b"more", b"less"), "other content than when")):
        (folder / PATH).write_bytes(other)
        problems, _ = said(folder)
        assert len(problems) == 1 and says in problems[0]
    (folder / PATH).write_bytes((folder / "documents.csv").read_bytes())
    assert any(PATH in problem for problem in said(folder)[0])


def test_a_table_that_is_listed_and_not_there_is_missing(tmp_path: Path) -> None:
    folder = made(tmp_path)
    (folder / PATH).unlink()
    problems, _ = said(folder)
    assert len(problems) == 1 and problems[0].startswith(f"{PATH}: found no such file") and "missing" in problems[0]


@pytest.mark.parametrize("how", [{"end": "\r\n"}, {"encoding": "utf-8-sig"}, {"separator": ";"}])
def test_a_file_saved_by_a_spreadsheet_vouches_for_no_other(tmp_path: Path, how: dict[str, str]) -> None:
    """What is shown is written anew as plain CSV, with its own hashes; a table that is cut, edited or missing must not get one with it."""
    folder = made(tmp_path)
    saved(folder, **how)
    assert problems_of(folder.name, files_of(folder)) == []
    papers_file = folder / "documents.csv"
    whole = papers_file.read_bytes()
    for other in (whole.replace(b"Report second", b"Another"), whole[: whole.rindex(b"\n", 0, -1) + 1]):
        assert other != whole
        papers_file.write_bytes(other)
        assert any("described" in problem for problem in problems_of(folder.name, files_of(folder)))
    papers_file.write_bytes(whole)
    kept = (folder / PATH).read_bytes()
    (folder / PATH).write_bytes(kept.replace(b"1000000", b"2000000"))  # in the very file that the spreadsheet saved
    assert any("described" in problem for problem in problems_of(folder.name, files_of(folder)))
    (folder / PATH).unlink()
    papers_file.write_bytes(rewritten(whole, **how))
    assert any("no such file" in problem for problem in problems_of(folder.name, files_of(folder)))


def test_a_mistake_in_an_edited_file_is_told_and_not_the_edit(tmp_path: Path) -> None:
    folder = made(tmp_path)
    path = folder / PATH
    path.write_bytes(path.read_bytes().replace(b"1000000", b"a million"))
    problems, notes = said(folder)
    assert len(problems) == 1 and "'a million'" in problems[0] and notes == []


def test_a_last_row_without_a_line_end_may_be_described(tmp_path: Path) -> None:
    """Some spreadsheets end no file with a new line; an officer who describes it says that it is whole."""
    folder = made(tmp_path)
    path = folder / PATH
    path.write_bytes(path.read_bytes().removesuffix(b"\n"))
    assert any("whole last row" in problem for problem in said(folder)[0])
    write_descriptor(folder)
    assert said(folder)[0] == []


def test_a_long_table_is_read_no_further_than_it_may_be() -> None:
    table = TABLES["levels"]
    row = b",".join([b"x"] * len(table.columns)) + b"\n"
    content = f"{','.join(table.by_name)}\n".encode() + row * (MAX_ROWS + 7)
    assert row_count(table, content) == MAX_ROWS
    with pytest.raises(DatasetError, match="more rows"):
        cells(table, content, "exampleton")
    assert len(cells(table, content[: -7 * len(row)], "exampleton")) == MAX_ROWS
