"""Records, lookups and areas as they come from real systems: each fault is told in one line, and none becomes a figure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from dayops_dash.commands import app
from dayops_dash.dataset.writing.put import NotPutError, put
from dayops_dash.prepare.engines.partitions import spellings_of
from dayops_dash.prepare.examples import places
from dayops_dash.prepare.places.boundary_file import read_features
from dayops_dash.prepare.places.shapes import BoundaryError
from dayops_dash.prepare.records import reading
from dayops_dash.prepare.records.accounts import accounted
from dayops_dash.prepare.records.columns import RecordsError
from dayops_dash.prepare.records.fields import Field
from dayops_dash.prepare.records.moments import moment_of
from dayops_dash.prepare.records.scope import Left
from dayops_dash.prepare.records.submissions import ROWS, Submission
from tests.prepare import records as made
from tests.prepare.records import row

RUN = CliRunner()
SECRET = "Very Secret Name"  # stands in each record, and must stand in no message


def prepared(tmp_path: Path, records: Path, *more: str) -> tuple[int, str]:
    """Run the command as an officer types it; return how it ended and what it said."""
    lookup = made.write(tmp_path / "lookup.csv", places.lookup_rows())
    typed = [str(records), "--council", made.COUNCIL, "--snapshot", made.SNAPSHOT.isoformat()]
    folder = [] if "--headcount" in more else ["--out", str(tmp_path / "made")]
    done = RUN.invoke(app, ["prepare", *typed, "--postcodes", str(lookup), *folder, *more])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


def refused(tmp_path: Path, records: Path, *more: str) -> str:
    """Return the one line with which records are refused; nothing is then written."""
    before = {p.name for p in tmp_path.iterdir()}
    code, output = prepared(tmp_path, records, *more)
    assert code == 1 and SECRET not in output, output
    assert {p.name for p in tmp_path.iterdir()} - before <= {"lookup.csv"}
    return output.strip().splitlines()[-1]


def people(count: int = 20, **cells: str) -> list[made.Row]:
    return [row(nhs=str(n), **{"provider": SECRET, **cells}) for n in range(count)]


# Days


READ = [
    *("30-Mar-2024", "30 Mar 2024", "30 March 2024", "30th March 2024", "30-03-2024", "30.03.2024", "20240330"),
    *("30/3/2024", "30/03/2024 23:59", "2024/03/30", "2024-3-30", " 2024-03-30T00:00:00Z "),
]


def test_a_day_is_read_as_it_is_commonly_written(tmp_path: Path) -> None:
    rows = [row(nhs=f"{name} {cell}", **{name: cell}) for cell in READ for name in ("start", "end")]
    result = made.run(made.write(tmp_path / "records.csv", [*rows, row(nhs="3")]))
    assert (result.rows[Left.END], result.rows["kept"]) == (len(READ), len(READ) + 1)
    assert not any(result.unread.values())


UNREAD = ["45261", "01/12/30", "31/06/2030", "2030-06-31", "2030121", "open", "-", "2030", "1849-12-31"]


@pytest.mark.parametrize(
    ("name", "reason", "column"),
    [
        ("end", "end date not understood", "Event_End_Date"),
        ("death", "date of death not understood", "Date_of_Death"),
        ("start", "start date not understood", "Event_Start_Date"),
    ],
)
def test_a_day_that_is_not_understood_leaves_its_row_out(tmp_path: Path, name: str, reason: str, column: str) -> None:
    rows = [row(nhs=cell, **{name: cell}) for cell in UNREAD]
    found = made.run(made.write(tmp_path / "records.csv", [*rows, row(nhs="2")]))
    every = len(UNREAD)
    assert (found.rows[reason], found.rows["kept"], found.unread[column]) == (every, 1, every)
    assert f"| {every} | {column} |" in found.report and "| 0 | ImportDate |" in found.report


@pytest.mark.parametrize("cell", ["2201-01-01", "9999-12-31", "31/12/9999"])
def test_a_day_far_ahead_is_open(tmp_path: Path, cell: str) -> None:
    """Some systems write the last day that there is for an end that is not known."""
    assert made.run(made.write(tmp_path / "records.csv", [row(end=cell)])).rows["kept"] == 1


@pytest.mark.parametrize(("cell", "reason"), [("1901-01-02", Left.END), ("1901-01-01", Left.END_UNREAD)])
def test_the_first_year_that_is_understood(tmp_path: Path, cell: str, reason: str) -> None:
    assert made.run(made.write(tmp_path / "records.csv", [row(end=cell)])).rows[reason] == 1


def test_days_that_are_not_understood_are_told_on_the_terminal_without_what_they_hold(tmp_path: Path) -> None:
    rows = [*people(), row(nhs="x", end=SECRET), row(nhs="y", end=SECRET), row(nhs="z", first=SECRET)]
    code, output = prepared(tmp_path, made.write(tmp_path / "records.csv", rows))
    assert code == 0 and "2 rows end date not understood" in output and SECRET not in output
    assert "2 rows with a Event_End_Date that is not understood: left out. Days are read as 2024-03-31" in output
    assert "1 row with a Reporting_Period_Start_Date that is not understood: the other rows tell the period" in output
    assert "Date_of_Death that is not understood" not in output
    assert SECRET not in (tmp_path / "made-quality.md").read_text("utf-8")


def test_days_of_a_parquet_file_may_be_numbers_days_or_moments(tmp_path: Path) -> None:
    kept = {}
    for name, sql in {
        "number": "20240330::bigint",
        "day": "date '2024-03-30'",
        "ns": "timestamp_ns '2024-03-30 10:00'",
    }.items():
        path = parquet(tmp_path / f"{name}.parquet", [row(nhs="1")], f"{sql} as Event_End_Date")
        kept[name] = made.run(path).rows[Left.END]
    assert kept == {"number": 1, "day": 1, "ns": 1}


def test_an_import_date_that_is_not_understood_is_told(tmp_path: Path) -> None:
    path = made.write(tmp_path / "records.csv", [*people(), row(nhs="x", imported="soon"), row(nhs="y", imported="")])
    found = made.run(path)
    assert found.rows["import date not understood"] == 1 == found.unread["ImportDate"]
    assert sum(found.rows.values()) == 2 * found.rows["read"] == 44
    line = refused(tmp_path, made.write(tmp_path / "none.csv", people(imported="soon")))
    assert line.startswith("none.csv has 20 rows of council 'E10999001', and none with") and "ImportDate" in line


@pytest.mark.parametrize(
    "cell",
    ["20-Apr-2024", "20 April 2024 10:15", "20.04.2024", "20-04-2024 10:15:00", "20240420", "20/04/2024 10:15:00.5"],
)
def test_a_moment_is_read_as_it_is_commonly_written(cell: str) -> None:
    moment = moment_of(cell)
    assert moment and moment.date() == date(2024, 4, 20)


def test_a_moment_of_a_year_that_cannot_be_meant_is_none() -> None:
    assert moment_of("0024-04-20") is None and moment_of(datetime(1849, 12, 31)) is None


@pytest.mark.parametrize(
    ("year", "known"),
    [("1893", False), ("1894", True), ("2024", True), ("2025", False), ("0", False), ("-1980", False)],
)
def test_a_year_of_birth_that_cannot_be_is_not_known(tmp_path: Path, year: str, known: bool) -> None:
    told = made.run(made.write(tmp_path / "records.csv", [row(year=year)])).rows
    assert told.get(Left.BIRTH, 0) == (not known)


# Parquet


def parquet(path: Path, rows: list[made.Row], *columns: str) -> Path:
    """Write rows as Parquet with some columns replaced by SQL expressions, each ``... as NAME``."""
    source = made.write(path.with_suffix(".source.csv"), rows)
    database = duckdb.connect()
    instead = f"replace ({', '.join(columns)})" if columns else ""
    database.execute(
        f"copy (select * {instead} from read_csv('{source}', all_varchar=true)) to '{path}' (format parquet)"
    )
    return path


@pytest.mark.parametrize("kind", ["timestamp_ns", "timestamp_ms", "timestamp_s", "timestamp", "timestamptz", "date"])
def test_an_import_date_of_any_precision_loses_nobody(tmp_path: Path, kind: str) -> None:
    rows = people(3, imported="2024-04-20 10:15:00.123456789" if kind == "timestamp_ns" else "2024-04-20 10:15:00")
    told = made.run(parquet(tmp_path / "records.parquet", rows, f"ImportDate::{kind} as ImportDate")).rows
    assert told["read"] == told["kept"] == 3


def test_rows_that_do_not_add_up_are_refused() -> None:
    sent = {Field.LA_CODE: "E1", Field.IMPORTED: "2024-04-20", ROWS: 5}
    chosen = [Submission("E1", "A", datetime(2024, 4, 20), None, None, {None: 3, Left.END: 2}, {})]
    assert accounted([sent], chosen, {}, {None: 3})["kept"] == 3
    with pytest.raises(RecordsError, match="of 5 rows read 3 are lost on the way"):
        accounted([sent], chosen, {}, {})


# Nothing to count


def test_a_folder_needs_the_component_and_the_headcount_does_not(tmp_path: Path) -> None:
    rows = [{name: cell for name, cell in each.items() if name != "Service_Component"} for each in people()]
    path = made.write(tmp_path / "records.csv", rows)
    assert "records.csv has not the column Service_Component." in refused(tmp_path, path)
    assert prepared(tmp_path, path, "--headcount")[0] == 0


def test_a_folder_of_nobody_in_scope_is_refused(tmp_path: Path) -> None:
    path = made.write(tmp_path / "records.csv", [*people(12, end="2023-07-01"), *people(8, client="Carer")])
    said = refused(tmp_path, path)
    assert "of 20 rows read none is in scope at 2024-03-31 (12 ended before the snapshot; 8 not a service user)" in said
    assert prepared(tmp_path, path, "--headcount")[0] == 0


def test_a_folder_without_day_support_is_refused(tmp_path: Path) -> None:
    path = made.write(tmp_path / "records.csv", people(component="Home Support"))
    said = refused(tmp_path, path)
    assert "of 20 rows read 20 are in scope" in said and "none of them has “Day Support” in Service_Component" in said
    assert prepared(tmp_path, path, "--headcount")[0] == 0


# Files

HEADER, *LINES = (line for line in [",".join(row())] + [",".join(each.values()) for each in people()])
TEXT = "\n".join([HEADER, *LINES]) + "\n"


def with_line(number: int, change: Callable[[str], str]) -> str:
    """Return the text of sound records with one line changed; the header is line 1."""
    lines = TEXT.splitlines()
    lines[number - 1] = change(lines[number - 1])
    return "\n".join(lines) + "\n"


BROKEN: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "records.csv is empty (0 bytes)"),
    "binary": (bytes(range(256)) * 20, "records.csv is not text in UTF-8"),
    "UTF-16": (TEXT.encode("utf-16"), "records.csv is in UTF-16, and UTF-8 is expected. Save it as “CSV UTF-8"),
    "a workbook": (b"PK\x03\x04" + bytes(500), "records.csv is a workbook"),
    "no encoding": (
        with_line(7, lambda line: line.replace("Irish", "Ir\x81l")).encode("latin-1"),
        "line 7: it has a character",
    ),
    "no encoding in the header": (
        with_line(1, lambda line: line + ",\x81").encode("latin-1"),
        "line 1: it has a character",
    ),
    "semicolons": (TEXT.replace(",", ";").encode(), "line 1: the columns are parted by semicolons"),
    "a short row": (
        with_line(9, lambda line: f"{made.COUNCIL},{SECRET}").encode(),
        "line 9: 2 values, and the header has 24 columns",
    ),
    "a long row": (
        with_line(9, lambda line: line + ",1,2").encode(),
        "line 9: more values, and the header has 24 columns",
    ),
    "an open quote": (with_line(9, lambda line: '"' + line).encode(), "line 9: a quote mark is opened and not closed"),
    "a header alone": ((HEADER + "\n").encode(), "records.csv has a header and no rows"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_csv_file_is_told_in_a_line_that_holds_nothing_of_it(tmp_path: Path, what: str) -> None:
    content, says = BROKEN[what]
    (tmp_path / "records.csv").write_bytes(content)
    line = refused(tmp_path, tmp_path / "records.csv")
    assert line.startswith("records.csv") and says in line and line.endswith((".", "again."))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda line: f"{made.COUNCIL},{SECRET}", "2 values, and the header has 24 columns"),
        (lambda line: line + ",1,2", "more values, and the header has 24 columns"),
        (lambda line: '"' + line, "a quote mark"),
        (lambda line: line.replace("Irish", "Ir\udc81l"), "a character that is not UTF-8"),
    ],
)
def test_a_broken_line_far_down_is_told_by_its_number(tmp_path: Path, change: Callable[[str], str], says: str) -> None:
    """Further than DuckDB looks before it begins: what it then says holds the line itself."""
    lines = [HEADER, *LINES * 1_500]
    lines[25_000] = change(lines[25_000])
    (tmp_path / "records.csv").write_bytes(("\n".join(lines) + "\n").encode("utf-8", "surrogateescape"))
    line = refused(tmp_path, tmp_path / "records.csv")
    assert line.startswith("records.csv, line 25001: ") and says in line


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"PAR", "no whole Parquet"),
        (b"x" * 99, "no whole Parquet"),
        (b"PAR1" + b"x" * 99 + b"PAR1", "is damaged"),
    ],
)
def test_a_broken_parquet_file_is_told(tmp_path: Path, content: bytes, says: str) -> None:
    (tmp_path / "records.parquet").write_bytes(content)
    line = refused(tmp_path, tmp_path / "records.parquet")
    assert line.startswith("records.parquet ") and says in line


def test_a_folder_that_is_named_like_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "records.csv").mkdir()
    assert refused(tmp_path, tmp_path / "records.csv") == "records.csv is a folder. Give a file."


@pytest.mark.parametrize("cell", ["e10999001", " E10999001", "E10999001\N{NO-BREAK SPACE}", "e1099 9001"])
def test_a_councils_code_is_compared_without_case_and_space(tmp_path: Path, cell: str) -> None:
    """Half the rows were of another council, and the published total was halved."""
    rows = [*people(10), *(row(nhs=f"other {n}", code=cell) for n in range(10)), row(nhs="x", code="E10999002")]
    found = made.run(made.write(tmp_path / "records.csv", rows)).rows
    assert (found["kept"], found["of other councils"]) == (20, 1)
    assert spellings_of([(cell, 3), ("E10999002", 1)], [made.COUNCIL]) == (
        {cell: made.COUNCIL},
        {None: 1, made.COUNCIL: 3},
    )


@pytest.mark.parametrize("name", ["EXAMPLESHIRE", "Exampleshire ", "Example-Shire", "Exampleshire\N{NO-BREAK SPACE}"])
def test_a_superseded_submission_stays_so_however_the_council_is_written(tmp_path: Path, name: str) -> None:
    earlier = people(30, name=name, imported="2024-04-10 09:00:00")
    found = made.run(made.write(tmp_path / "records.csv", [*earlier, *people(20)]))
    assert sum(count for *_, count in found.headcount) == 20
    both = [*people(10, name=name), *(row(nhs=f"other {n}") for n in range(20))]
    found = made.run(made.write(tmp_path / "both.csv", both))
    assert sum(count for *_, count in found.headcount) == 30 and "| Exampleshire (E10999001) |" in found.report


def test_codes_of_councils_are_told_and_nothing_else_of_that_column(tmp_path: Path) -> None:
    rows = [row(code="E10999002"), row(code="812"), row(code=SECRET)]
    assert refused(tmp_path, made.write(tmp_path / "records.csv", rows)).endswith("It has: 812, E10999002.")
    rows = [row(code=SECRET)]
    assert refused(tmp_path, made.write(tmp_path / "records.csv", rows)).endswith("It has: no council's code.")


# What goes with the records

GOOD = "postcode,area_code,area_name,boundary_vintage\nQX1 1ZZ,E05999001,Alderwick,2025\n"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "p.csv is empty (0 bytes)"),
        (GOOD.splitlines()[0].encode(), "p.csv has no row with an area code in area_code"),
        (GOOD.encode("utf-16"), "p.csv is in UTF-16"),
        (
            GOOD.replace("Alderwick", "Ald\x81rwick").encode("latin-1"),
            "p.csv, line 2: it has a character that is not UTF-8",
        ),
        (
            GOOD.replace("E05999001", "Alderwick").encode(),
            "p.csv, row 2, column area_code: found 'Alderwick'; expected",
        ),
        ((GOOD + "QX1\n").encode(), "p.csv, line 3: 1 value, and the header has 4 columns"),
    ],
)
def test_a_lookup_that_cannot_be_used_is_told_before_the_records_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, says: str
) -> None:
    monkeypatch.setattr(reading, "by_submission", _never)
    (tmp_path / "p.csv").write_bytes(content)
    path = made.write(tmp_path / "records.csv", people())
    assert refused(tmp_path, path, "--postcodes", str(tmp_path / "p.csv")).startswith(says)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "There is no file"),
        (b"", "a.csv is empty"),
        ("area_code,area_name\nE05999001,A\nWard 2,B\n".encode("utf-16"), "a.csv is in UTF-16"),
        ("area_code,area_name\nE05999001,Ald\x81rwick\n".encode("latin-1"), "a.csv, line 2: it has a character"),
        (b"area_code,area_name\nE05999001,A\nWard 2,B\n", "a.csv, row 3, column area_code: found 'Ward 2'; expected"),
        (b"area_code,area_name\nE05999001,A\n,B\n", "a.csv, row 3, column area_code: found nothing; expected"),
        (b"area_code,area_name\nE05999001,A\nE05999001,B\n", "a.csv, row 3, column area_code: E05999001 stands twice"),
        (b"area_code,area_name\nE05999001,A,B\n", "a.csv, line 2: more values"),
    ],
)
def test_areas_that_cannot_be_used_are_told_before_the_records_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None, says: str
) -> None:
    monkeypatch.setattr(reading, "by_submission", _never)
    if content is not None:
        (tmp_path / "a.csv").write_bytes(content)
    path = made.write(tmp_path / "records.csv", people())
    assert refused(tmp_path, path, "--areas", str(tmp_path / "a.csv")).startswith(says)


def _never(*args: object) -> None:
    raise AssertionError("the records are read, which takes long")


@pytest.mark.parametrize("inside", ["", "inside/it"])
def test_a_folder_that_is_a_file_is_told_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, inside: str) -> None:
    monkeypatch.setattr(reading, "by_submission", _never)
    (tmp_path / "file").write_text("mine")
    path = made.write(tmp_path / "records.csv", people())
    line = refused(tmp_path, path, "--out", str(tmp_path / "file" / inside))
    assert "file is a file, and a folder is expected" in line
    assert (tmp_path / "file").read_text() == "mine"
    with pytest.raises(NotPutError, match="a folder is expected"):
        put(tmp_path / "file" / inside, {})


def test_a_table_of_the_folder_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    path = made.write(tmp_path / "records.csv", people())
    (tmp_path / "made").mkdir()
    (tmp_path / "made" / "reach.csv").write_bytes(b'reach_id\n"open\n')
    assert refused(tmp_path, path).startswith("reach.csv in made cannot be read")


def test_a_doubled_byte_order_mark_is_taken_off_areas_and_words(tmp_path: Path) -> None:
    """A file saved twice by a program that marks it: its first column was not found."""
    mark, path = "\N{ZERO WIDTH NO-BREAK SPACE}" * 2, made.write(tmp_path / "records.csv", people(30))
    for name, text in {
        "areas": GOOD.replace("postcode,", "").replace("QX1 1ZZ,", ""),
        "words": "column,word,stands_for\nGender,Woman,Female\n",
        "postcodes": GOOD,
    }.items():
        file = tmp_path / f"{name}.csv"
        file.write_text(mark + text, "utf-8")
        code, output = prepared(
            tmp_path, path, f"--{name}", str(file), "--out", str(tmp_path / f"from-{name}" / "made")
        )
        assert code == 0, output


@pytest.mark.parametrize("text", ["[" * 100_000, '{"features":' * 50_000])
def test_boundaries_that_are_nested_too_deep_are_told(tmp_path: Path, text: str) -> None:
    file = tmp_path / "deep.geojson"
    file.write_text(text, "utf-8")
    with pytest.raises(BoundaryError, match="nested too deep"):
        read_features(str(file))
