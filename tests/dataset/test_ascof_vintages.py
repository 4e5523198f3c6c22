"""Published ASCOF files from 2014-15 on: each vintage's shape gives the same values, and no mark of any of them is ever zero.

All values here are made up; ``ascof_vintages`` says where the shapes are from.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from typer.testing import CliRunner

from dayops_dash.commands import app
from dayops_dash.dataset.ascof.adding import Added, add_ascof
from dayops_dash.dataset.ascof.file import FileError, read_file, read_published
from dayops_dash.dataset.ascof.marks import BESIDE, MARKS, read_cell
from dayops_dash.dataset.checks import check
from tests.dataset.ascof_vintages import ENGLAND, SOLIHULL, UNDERSCORED, VINTAGES, Vintage, lines, write, write_workbook
from tests.dataset.test_ascof import content, folder, ours
from tests.thorough import examples, is_turn

CASES = Path(__file__).parent / "cases"
OUT = date(2020, 10, 22)
NEW = next(v for v in VINTAGES if v.year == "2022-23")
COLON = next(v for v in VINTAGES if v.year == "2019-20")
BOOK = next(v for v in VINTAGES if v.workbook)


def read(
    path: Path, year: str = "2022-23"
) -> dict[tuple[str, bool], tuple[float | None, str | None, float | None, float | None]]:
    """Return value, shorthand, margin and base by code and whether it is England's."""
    return {
        (one.code, one.england): (
            one.value.number,
            one.value.shorthand,
            one.margin.number if one.margin else None,
            one.base.number if one.base else None,
        )
        for one in read_published(path, year=year, names=["Solihull"])
    }


def expected(vintage: Vintage) -> dict[tuple[str, bool], tuple[float | None, str | None, float | None, float | None]]:
    work, home, contact = ("2E", "3D(1)", "5A") if vintage.is_new else ("1E", "1G", "1I")
    hidden = "hidden" if "c" in vintage.hidden else "not available"
    gone = "not applicable" if vintage.not_there == "[z]" else "not available"
    return {
        (work, False): (5.1, None, None, None),
        (work, True): (4.8, None, None, None),
        (home, False): (None, hidden, None, None),
        (home, True): (77.3, None, None, None),
        (f"{contact}(1)", False): (41.2, None, 5.5, 1310),
        (f"{contact}(1)", True): (44.4, None, 0.5, 70095),
        (f"{contact}(2)", False): (None, gone, None, None),
    }


@pytest.mark.parametrize("vintage", VINTAGES, ids=lambda v: v.year)
def test_every_vintage_gives_its_values(tmp_path: Path, vintage: Vintage) -> None:
    assert read(write(tmp_path, vintage), vintage.year) == expected(vintage)


@pytest.mark.parametrize("vintage", VINTAGES, ids=lambda v: v.year)
def test_every_vintage_is_added_to_a_folder_that_is_then_sound(tmp_path: Path, vintage: Vintage) -> None:
    council = folder(tmp_path)
    path = write(tmp_path, vintage)
    assert add_ascof(council, path, year=vintage.year, published=OUT) == Added(4, 3, 2)
    assert check(council) == []
    values = {(v["outcome_id"], v["place"]): v for v in ours(council, "outcome_values")}
    without = [v for v in values.values() if not v["value"]]
    assert len(without) == 2 and all(v["shorthand"] and v["note"] for v in without)
    assert "0" not in {v["value"] for v in values.values()}
    sheet = ", sheet Open data" if vintage.workbook else ""
    assert all(v["locator"].startswith(f"file {path.name}{sheet}, row") for v in values.values())
    titles = {o["title"] for o in ours(council, "outcomes")}
    assert all(title[:3] not in ("1E:", "1G:") for title in titles)


def test_the_years_of_the_vintages_are_whole() -> None:
    assert [v.year for v in VINTAGES] == [f"20{n}-{n + 1}" for n in range(14, 25)]


# The cases that failed


def test_a_checksum_like_a_telephone_number_refuses_no_file(tmp_path: Path) -> None:
    council, case = folder(tmp_path), CASES / "05-ascof-checksum-like-a-telephone.csv"
    command = ["ascof", str(council), str(case), "--year", "2019-20", "--published", "2020-10-22"]
    done = CliRunner().invoke(app, command)
    assert done.exit_code == 0, done.output
    values = {v["place"]: v["value"] for v in ours(council, "outcome_values")}
    assert {place: float(value) for place, value in values.items()} == {"Solihull": 0.05, "England": 5.0}
    (document,) = ours(council, "documents")
    assert hashlib.sha256(case.read_bytes()).hexdigest() in document["note"]
    assert check(council) == []


def test_a_colon_leaves_the_rest_of_the_year(tmp_path: Path) -> None:
    council = folder(tmp_path)
    command = [
        "ascof",
        str(council),
        str(CASES / "06-ascof-colon.csv"),
        "--year",
        "2019-20",
        "--published",
        "2020-10-22",
    ]
    done = CliRunner().invoke(app, command)
    assert done.exit_code == 0 and "2 values and 0 of England for 2019-20; 1 without a number" in done.output, (
        done.output
    )
    told = {v["outcome_id"]: (v["value"], v["shorthand"], v["as_written"]) for v in ours(council, "outcome_values")}
    assert told == {
        "ascof-to-2022-23-1e": ("5.1", "", "5.1%"),
        "ascof-to-2022-23-1i-2": ("", "not available", ":"),
    }
    (note,) = [v["note"] for v in ours(council, "outcome_values") if not v["value"]]
    assert note == "The file has “:”: not available."


def test_files_whose_checksums_look_like_anything_are_taken(tmp_path: Path) -> None:
    """Sixty files that differ in one cell: 1.5 in a hundred were refused for their checksums."""
    text = (CASES / "06-ascof-colon.csv").read_text("utf-8")
    from dayops_dash.dataset.checks.personal import is_personal

    for n in range(20_000):
        digest = hashlib.sha256(text.replace(",5.1,", f",5.{n},").encode()).hexdigest()
        assert not is_personal(f"Loaded from the published file, SHA-256 {digest}.") and not is_personal(digest)


# Marks


MARKED = [
    (mark, suffix) for at, mark in enumerate(MARKS) for suffix in ("csv", "xlsx") if is_turn(at, suffix == "csv", 2, 1)
]


@pytest.mark.parametrize("mark", MARKS)
def test_no_mark_is_ever_a_number(mark: str) -> None:
    for written in (mark, mark.upper(), f"[{mark}]", f"[ {mark} ]"):
        read = read_cell(written)
        assert read.digits == "" and read.mark and read.mark.meaning
    assert MARKS[mark].shorthand in ("hidden", "not available", "not applicable", "low")


@pytest.mark.parametrize(("mark", "suffix"), MARKED)
def test_every_mark_is_told_with_its_meaning_in_a_folder_that_is_sound(tmp_path: Path, mark: str, suffix: str) -> None:
    row = [
        *SOLIHULL,
        "1E",
        "Total",
        "Outcome",
        mark,
        "1E",
        "Proportion of adults with learning disabilities in paid employment",
    ]
    other = [*ENGLAND, *row[4:7], "4.8", *row[8:]]
    path = tmp_path / f"ascof.{suffix}"
    if suffix == "csv":
        with path.open("w", newline="", encoding="utf-8") as out:
            csv.writer(out).writerows([UNDERSCORED, row, other])
    else:
        write_workbook(path, {"Data": [UNDERSCORED, row, other]})
    council = folder(tmp_path)
    assert add_ascof(council, path, year="2022-23", published=OUT) == Added(1, 1, 1)
    (value,) = [v for v in ours(council, "outcome_values") if v["place"] == "Solihull"]
    assert value["value"] == "" and value["shorthand"] == MARKS[mark].shorthand
    assert MARKS[mark].meaning in value["note"] or "empty" in value["note"]


@given(some.text(max_size=6))
def test_words_are_a_mark_that_is_known_or_refused_and_never_a_number(words: str) -> None:
    try:
        read = read_cell(words)
    except ValueError:
        return
    assert bool(read.mark) != bool(read.digits)
    if read.digits:
        assert any(c.isascii() and c.isdigit() for c in words)


@given(some.decimals(0, 100, places=2), some.sampled_from(["", "%", " %"]), some.sampled_from(["", *BESIDE, "note 3"]))
def test_a_number_is_itself_whatever_stands_beside_it(number: object, percent: str, note: str) -> None:
    read = read_cell(f"{number}{percent}{f' [{note}]' if note else ''}")
    assert read.digits == str(number) and read.mark is None and read.beside == ((note,) if note else ())


@given(some.integers(0, 10**9))
def test_commas_in_numbers_are_no_part_of_them(number: int) -> None:
    assert read_cell(f"{number:,}").digits == str(number)


@pytest.mark.parametrize(
    "written", ["3,4", "1,00", "[q]", "5.1 [q]", "-1", "5.1.2", "5..1", "1e3", "½", "５", "5*", "<5", "about 5", "--"]
)
def test_what_is_neither_a_number_nor_a_mark_is_refused(written: str) -> None:
    with pytest.raises(ValueError):
        read_cell(written)


def test_what_stands_beside_a_number_is_told(tmp_path: Path) -> None:
    rows = [
        UNDERSCORED,
        [*SOLIHULL, "1E", "Total", "Outcome", "5.1 [r]", "1E", ""],
        [*ENGLAND, "1E", "Total", "Outcome", "4.8%", "1E", ""],
    ]
    path, council = tmp_path / "a.csv", folder(tmp_path)
    with path.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows(rows)
    add_ascof(council, path, year="2022-23", published=OUT)
    told = {v["place"]: (v["value"], v["as_written"], v["note"]) for v in ours(council, "outcome_values")}
    assert told == {
        "Solihull": ("5.1", "5.1% [r]", "The file marks the number “[r]” revised."),
        "England": ("4.8", "4.8%", ""),
    }


# What stands round the table

ABOVE = [["Measures from the Adult Social Care Outcomes Framework, England"], [], ["Source: NHS Digital"]]
BELOW = [
    [],
    ["Notes"],
    ["[c]", "suppressed"],
    ["1", "Data for one council, Elsewhere, were not sent."],
    ["© Crown copyright"],
]


@pytest.mark.parametrize("vintage", [NEW, COLON, BOOK], ids=lambda v: v.year)
def test_titles_above_and_notes_below_are_set_aside_and_counted(tmp_path: Path, vintage: Vintage) -> None:
    path = write(tmp_path, vintage, ABOVE, BELOW)
    found = read_file(path, year=vintage.year, names=["Solihull"])
    assert read(path, vintage.year) == expected(vintage)
    assert found.notes == len(ABOVE) + sum(map(bool, BELOW))
    plain = read_file(write(tmp_path, vintage), year=vintage.year, names=["Solihull"])
    assert [one.value.row - len(ABOVE) for one in found.values] == [one.value.row for one in plain.values]


@pytest.mark.parametrize(
    "footer",
    [
        ["Source: NHS Digital"],
        ["Note: a, b, c and d were not sent"],
        ["[c] = suppressed", "[x] = not available"],
        ["*", "Hidden"],
    ],
)
def test_a_footer_without_a_blank_row_is_a_footer(tmp_path: Path, footer: list[str]) -> None:
    assert read(write(tmp_path, NEW, below=[footer])) == expected(NEW)
    padded = [*footer, *[""] * (len(NEW.columns) - len(footer))]  # as a spreadsheet saves it
    assert read(write(tmp_path, NEW, below=[padded])) == expected(NEW)


def test_the_command_says_how_many_rows_were_set_aside(tmp_path: Path) -> None:
    path, council = write(tmp_path, NEW, below=BELOW), folder(tmp_path)
    done = CliRunner().invoke(app, ["ascof", str(council), str(path), "--year", "2022-23", "--published", "2023-12-07"])
    assert done.exit_code == 0 and "4 rows of notes left out" in done.output


def test_a_file_that_is_cut_short_anywhere_is_refused_or_ends_in_a_whole_row(tmp_path: Path) -> None:
    """No cut is ever taken for a footer."""
    whole = write(tmp_path, NEW).read_bytes()
    path = tmp_path / "cut.csv"
    start = whole.index(b"\r\n") + 2
    ends = {n for n in range(len(whole)) if whole[:n].endswith(b"\r\n")} | {
        n - 1 for n in range(len(whole)) if whole[:n].endswith(b"\r\n")
    }
    for at in range(start + 400, len(whole), 7):
        path.write_bytes(whole[:at])
        last = whole[:at].rsplit(b"\r\n", 1)[-1]
        full = len(next(csv.reader([last.decode()]), [])) == len(NEW.columns) if last.strip() else True
        try:
            found = read(path)
        except FileError as error:
            assert "cut.csv" in str(error)
            continue
        assert full or at in ends, last
        assert set(found.items()) <= set(expected(NEW).items()) or full


def test_a_row_of_the_table_below_a_note_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, NEW, below=[["Notes"], [*SOLIHULL, "1E", "Female", "Outcome", "3", "1E", ""]])
    with pytest.raises(FileError, match="a row of the table below a note"):
        read(path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(40), deadline=None)
@given(
    some.permutations(range(10)),
    some.sampled_from([str.upper, str.lower, str.title]),
    some.sampled_from([" ", "_", "", "  "]),
)
def test_the_order_case_and_parting_of_columns_change_nothing(
    tmp_path: Path, order: list[int], case: object, gap: str
) -> None:
    path = tmp_path / "columns.csv"
    names = [case(name).replace("_", " ").replace(" ", gap) for name in NEW.columns]  # type: ignore[operator]
    with path.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([row[n] for n in order] for row in [names, *lines(NEW)])
    assert read(path) == expected(NEW)


def test_empty_columns_at_the_right_are_no_columns(tmp_path: Path) -> None:
    path = write(tmp_path, NEW)
    path.write_text("".join(f"{line},,\n" for line in path.read_text("utf-8").splitlines()), "utf-8")
    assert read(path) == expected(NEW)


# Workbooks


@pytest.mark.parametrize("vintage", VINTAGES, ids=lambda v: v.year)
def test_a_workbook_gives_what_its_csv_file_gives(tmp_path: Path, vintage: Vintage) -> None:
    rows = [vintage.columns, *lines(vintage)]
    sheets = {"Contents": [["Contents"], ["Open data"]], "Open data": rows, "Notes": [["Marks"], ["[c]", "suppressed"]]}
    assert read(write_workbook(tmp_path / "a.xlsx", sheets), vintage.year) == expected(vintage)


def one_cell(tmp_path: Path, value: object, form: str = "General", kind: str = "Outcome") -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(UNDERSCORED)
    sheet.append([*SOLIHULL, "1E", "Total", "Outcome", 5, "1E", None])
    sheet.append([*SOLIHULL, "1E", "Total", kind, value, "1E", None])
    if kind == "Outcome":
        sheet.delete_rows(2)
    sheet.cell(sheet.max_row, 8).number_format = form
    book.save(tmp_path / "one.xlsx")
    return tmp_path / "one.xlsx"


@pytest.mark.parametrize(
    ("value", "form", "number"),
    [
        (5.1, "0.0", 5.1),
        (5.1 - 4e-16, "General", 5.1),
        (0.051, "0.0%", 5.1),
        (1, "0%", 100),
        (0, "General", 0),
        ("5.1", "@", 5.1),
        (100, "0", 100),
        (0.00005, "General", 0.00005),
    ],
)
def test_a_number_in_a_workbook_is_what_a_reader_sees(tmp_path: Path, value: object, form: str, number: float) -> None:
    assert read(one_cell(tmp_path, value, form))["1E", False][0] == pytest.approx(number, abs=1e-9)


@pytest.mark.parametrize("value", [True, date(2020, 1, 5), 1.5e300, -5])
def test_what_is_no_number_in_a_workbook_is_refused(tmp_path: Path, value: object) -> None:
    """A date is what a spreadsheet makes of 5.1 typed in another country."""
    with pytest.raises(FileError, match="measure value"):
        read(one_cell(tmp_path, value))


def test_two_sheets_with_the_table_are_refused(tmp_path: Path) -> None:
    rows = [NEW.columns, *lines(NEW)]
    with pytest.raises(FileError, match="2 sheets with the table: 'One', 'Two'"):
        read(write_workbook(tmp_path / "a.xlsx", {"One": rows, "Two": rows}))


# Files of another kind


def spreadsheet(tmp_path: Path) -> bytes:
    return write_workbook(
        tmp_path / "tables.xlsx",
        {"Contents": [["Contents"]], "Table_1a": [["Area", "Group", "2024"], ["Solihull", "Total", "18.9"]]},
    ).read_bytes()


def zipped(name: str, inside: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, inside)
    return out.getvalue()


ODS = b"application/vnd.oasis.opendocument.spreadsheet"
OTHERS = {
    "a PDF": (lambda p: b"%PDF-1.7 ...", "a PDF document", "not the report"),
    "a web page": (lambda p: b"<!doctype html><title>NHS Digital</title>", "a web page", "not the page about it"),
    "an old workbook": (lambda p: bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "the old kind (.xls)", "save it as a workbook"),
    "an archive": (lambda p: zipped("ascof.csv", b"a"), "a ZIP archive", "Unpack it first"),
    "an OpenDocument sheet": (lambda p: zipped("mimetype", ODS), "(.ods)", "save it as a workbook"),
    "the tables beside the file": (spreadsheet, "the sheets 'Contents', 'Table_1a', none with that table", "open data"),
    "a workbook cut short": (lambda p: spreadsheet(p)[:900], "cut short", "Download it again"),
    "a broken workbook": (lambda p: zipped("xl/workbook.xml", b"<x"), "a workbook that cannot be read", "CSV UTF-8"),
    "Unicode text": (lambda p: "a\tb\n".encode("utf-16"), "text in UTF-16", "CSV UTF-8"),
    "semicolons": (lambda p: ";".join(UNDERSCORED).encode(), "columns parted by semicolons", "right file"),
    "tabs": (lambda p: "\t".join(UNDERSCORED).encode(), "columns parted by tabs", "right file"),
    "another table": (lambda p: b"Council,Year,%\nA,2020,5\n", "a table with the columns 'Council', 'Year', '%'", "right file"),
    "a letter": (lambda p: b"Dear colleague,\nplease find\n", "text in one column", "right file"),
    "JSON": (lambda p: b'{"a": 1}', "a JSON file", "right file"),
    "nothing": (lambda p: b"\xef\xbb\xbf\n", "an empty file", "Nothing was changed"),
    "bytes": (lambda p: bytes(range(256)), "a file that is not text", "right file"),
}  # fmt: skip


@pytest.mark.parametrize("name", OTHERS)
def test_a_refusal_says_what_the_file_is(tmp_path: Path, name: str) -> None:
    make, found, do = OTHERS[name]
    path, council = tmp_path / "download", folder(tmp_path)
    path.write_bytes(make(tmp_path))
    before = content(council)
    with pytest.raises(FileError) as raised:
        add_ascof(council, path, year="2022-23", published=OUT)
    assert str(raised.value).startswith("download") and found in str(raised.value) and do in str(raised.value), str(
        raised.value
    )
    assert content(council) == before
    done = CliRunner().invoke(app, ["ascof", str(council), str(path), "--year", "2022-23", "--published", "2023-12-07"])
    assert done.exit_code == 2 and "Traceback" not in done.output


@pytest.mark.parametrize(
    "record",
    [
        b"9434765919,Smith,Jane,1951-03-02\n",
        b"Smith,Jane,01/02/1951\n",
        b"Smith, Jane: needs help at home\n",
        b"Jane Smith\n",
    ],
)
def test_a_refusal_never_shows_a_cell_of_a_record(tmp_path: Path, record: bytes) -> None:
    """A file of records without a header, given by mistake."""
    path = tmp_path / "records.csv"
    path.write_bytes(record * 3)
    with pytest.raises(FileError) as raised:
        read(path)
    assert not re.search("Smith|Jane|1951|9434|needs", str(raised.value))


def test_a_folder_given_for_a_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="no file that can be read"):
        read(tmp_path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(60), deadline=None)
@given(
    some.binary(max_size=300),
    some.sampled_from([b"", b"PK\x03\x04", b"\xef\xbb\xbf", ",".join(UNDERSCORED).encode() + b"\n"]),
)
def test_no_file_ends_in_a_traceback(tmp_path: Path, inside: bytes, begins: bytes) -> None:
    path = tmp_path / "any"
    path.write_bytes(begins + inside)
    with pytest.raises(FileError):
        read(path)


def test_a_national_file_is_read_whole(tmp_path: Path) -> None:
    """152 councils, 60 measures, 4 kinds of number, 5 groups: 180,000 lines, more than any year has."""
    path = tmp_path / "large.csv"
    with path.open("w", newline="", encoding="cp1252") as out:
        writer = csv.writer(out)
        writer.writerow(UNDERSCORED)
        writer.writerows(lines(NEW))
        for council in range(152):
            for measure in range(60):
                for kind in ("Outcome", "Numerator", "Denominator", "Base"):
                    for group in ("Male", "Female", "18-64", "65 and over", "Total"):
                        row = [
                            str(500 + council),
                            f"Council {council}",
                            "Council",
                            f"E0{council}",
                            f"4{measure}",
                            group,
                            kind,
                            "1,234",
                            "4B",
                            "Of safety",
                        ]
                        writer.writerow(row)
    assert read(path) == expected(NEW)


ODD = {  # what each cell says: a number's digits, or why there is none
    **dict.fromkeys(("(c)", "[C] [note 3]", "c†", "{c}", "[c][1]", "***", "Supressed"), "hidden"),
    **dict.fromkeys(
        ("…", "...", "n.a.", "[x][note 1]", "[x] (notes 2, 3)", "\u00a0", "\u2212", "[note 1]"), "not available"
    ),
    **dict.fromkeys(("Not collected", "#", "¹"), "not available"),
    **dict.fromkeys(("[z]²", "Not relevant"), "not applicable"),
    **dict.fromkeys(("[low] [note 2]", "[k]"), "low"),
    **dict.fromkeys(
        ("5.1r", "5.1 (r)", "5.1 [b, p]", "5.1¹", "5.1 [notes 1, 2]", "5.1 [1]", "5.1\u00a0[r]", " 5.1 "), "5.1"
    ),
    **dict.fromkeys(("1,234†", "1,234 [p]"), "1234"),
}


@pytest.mark.parametrize(("written", "says"), ODD.items())
def test_odd_marks_are_read_and_a_footnote_is_no_digit(written: str, says: str) -> None:
    read = read_cell(written)
    assert says == (read.digits or (read.mark and read.mark.shorthand))


@pytest.mark.parametrize(
    "written", ["5½", "1.2.3", "-0", "0c", "5.1q", "5.1 [q]", "< b", "#DIV/0!", "none", "5-6", "5.1 2"]
)
def test_what_may_be_meant_otherwise_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"beside a number|neither a number nor a known mark"):
        read_cell(written)
