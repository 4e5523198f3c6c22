"""The headcount at a snapshot, rule by rule at its edges, and against plain loops over the rows."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayops_dash.prepare.counting import method
from dayops_dash.prepare.examples.places import COUNCIL_CODE
from dayops_dash.prepare.examples.records import write_records
from dayops_dash.prepare.records.columns import RecordsError
from dayops_dash.prepare.records.fields import REASONS
from dayops_dash.prepare.records.scope import Left
from dayops_dash.prepare.records.submissions import HeadcountQuestion
from tests.prepare import records as made
from tests.prepare.records import COMMUNITY, LEARNING, MENTAL, NURSING, PRISON, RESIDENTIAL, of, row
from tests.thorough import some

ONE = {("18 to 64", LEARNING, COMMUNITY, "Direct Payment"): 1}


def total(count: made.Count) -> int:
    return sum(count.values())


def test_the_worked_example_of_identity(tmp_path: Path) -> None:
    """(123, none) is 123; (123, 456) is 123; (none, 456) is left out; (none, 789) is 789: two people."""
    path = made.write(
        tmp_path / "records.csv",
        [row(nhs="123"), row(nhs="123", own="456"), row(nhs="", own="456"), row(nhs="", own="789")],
    )
    found = made.run(path)
    assert sum(people for *_, people in found.headcount) == 2
    assert found.rows[Left.UNCERTAIN] == 1 and found.rows["kept"] == 3


def test_an_id_beside_a_number_that_is_out_of_scope_says_nothing(tmp_path: Path) -> None:
    assert total(of(tmp_path, row(nhs="123", own="456", end="2024-01-01"), row(nhs="", own="456"))) == 1
    assert total(of(tmp_path, row(nhs="", own=""), row(nhs="5"))) == 1


@pytest.mark.parametrize(
    ("cells", "counted"),
    [
        ({}, True),
        ({"start": "2024-03-31"}, True),
        ({"start": "2024-04-01"}, False),
        ({"start": ""}, False),
        ({"end": "2024-03-31"}, True),
        ({"end": "2024-03-30"}, False),
        ({"death": "2024-03-31"}, True),
        ({"death": "2024-03-30"}, False),
        ({"month": ""}, False),
        ({"year": ""}, False),
        ({"month": "13"}, False),
        ({"client": "Carer"}, False),
        ({"client": ""}, False),
        ({"service": "Short Term Support: Ongoing Low Level"}, False),
        ({"service": ""}, False),
        ({"end": "not a date"}, False),  # given and not understood: it may have ended
    ],
)
def test_who_is_in_scope(tmp_path: Path, cells: dict[str, str], counted: bool) -> None:
    assert total(of(tmp_path, row(**cells), row(nhs="other"))) == 1 + counted


@pytest.mark.parametrize(
    ("snapshot", "year", "month", "age"),
    [
        (date(2024, 3, 31), 1959, 3, 65),
        (date(2024, 3, 31), 1959, 4, 64),
        (date(2024, 1, 1), 1959, 1, 64),  # 23,741 days are 64.9993 years of 365.25
        (date(2024, 1, 1), 1958, 12, 65),
        (date(2024, 3, 31), 2006, 3, 18),
        (date(2024, 3, 31), 2006, 4, 17),
    ],
)
def test_age_is_whole_years_of_365_and_a_quarter_days(
    tmp_path: Path, snapshot: date, year: int, month: int, age: int
) -> None:
    assert method.age_of(year * 12 + month - 1, snapshot) == age
    cells = {"year": str(year), "month": str(month), "start": "2022-01-01"}
    period = {"first": "2022-04-01", "last": "2024-12-31", "imported": "2025-01-20 09:00:00"}
    found = of(tmp_path, row(**cells, **period), row(nhs="2", **period), snapshot=snapshot)
    bands = {band for band, *_ in found}
    assert total(found) == (1 if age < 18 else 2)
    assert ("65 and over" in bands) == (age >= 65)


@given(
    snapshot=st.dates(date(2015, 1, 1), date(2035, 12, 31)),
    year=st.integers(1900, 2020),
    month=st.integers(1, 12),
    age=st.sampled_from([18, 25, 45, 65, 75, 85]),
)
def test_the_last_month_of_birth_of_an_age_parts_the_ages(snapshot: date, year: int, month: int, age: int) -> None:
    days = (snapshot - date(year, month, 1)).days
    assert (year * 12 + month - 1 <= method.birth_of(age, snapshot)) == (days // 365.25 >= age)


@pytest.mark.parametrize(
    ("service", "mechanism", "as_setting"),
    [
        (NURSING, "Direct Payment", (NURSING, "")),
        (RESIDENTIAL, "CASSR Commissioned Support", (RESIDENTIAL, "")),
        (COMMUNITY, "", (COMMUNITY, "")),
        (COMMUNITY, "DP", (COMMUNITY, "")),
        (COMMUNITY, " Direct Payment ", (COMMUNITY, "Direct Payment")),
        (COMMUNITY, "CASSR Managed Personal Budget", (COMMUNITY, "CASSR Managed Personal Budget")),
        (PRISON, "Direct Payment", (PRISON, "")),
        (PRISON, "CASSR Managed Personal Budget", (PRISON, "CASSR Managed Personal Budget")),
        (PRISON, "CASSR Commissioned Support", (PRISON, "CASSR Commissioned Support")),
    ],
)
def test_a_mechanism_that_cannot_be_is_blank(
    tmp_path: Path, service: str, mechanism: str, as_setting: tuple[str, str]
) -> None:
    assert of(tmp_path, row(service=service, mechanism=mechanism)) == {("18 to 64", LEARNING, *as_setting): 1}


@pytest.mark.parametrize("lower", range(len(made.ORDER) - 1))
def test_a_person_is_counted_in_the_lowest_setting(tmp_path: Path, lower: int) -> None:
    """Whatever the reason or the start says: the setting comes first."""
    (first, how), (second, how_else) = made.ORDER[lower], made.ORDER[lower + 1]
    rows = [
        row(service=second, mechanism=how_else, reason=MENTAL, start="2024-03-01"),
        row(service=first, mechanism=how, reason="Unknown", start="2020-01-01"),
    ]
    assert of(tmp_path, *rows) == {("18 to 64", "Unknown", first, how): 1}


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([(LEARNING, "2020-01-01"), ("Unknown", "2024-01-01")], LEARNING),  # known before Unknown
        ([(LEARNING, "2020-01-01"), ("", "2024-01-01")], LEARNING),  # known before empty
        ([(LEARNING, "2020-01-01"), (MENTAL, "2024-01-01")], MENTAL),  # then the latest start
        ([(LEARNING, "2024-01-01"), (MENTAL, "2024-01-01")], "Unknown"),  # then in conflict
        ([(LEARNING, "2024-01-01"), (LEARNING, "2024-01-01")], LEARNING),
        ([("LD", "2024-01-01"), ("Unknown", "2024-02-01")], "Invalid/NULL"),  # not of the list, but known
        ([("LD", "2024-01-01"), ("Learning", "2024-01-01")], "Invalid/NULL"),  # two that are not of the list are one
        ([("", "2024-01-01")], "Invalid/NULL"),
        ([("", "2024-01-01"), ("Unknown", "2024-01-01")], "Unknown"),
        ([("Unknown", "2024-01-01")], "Unknown"),
    ],
)
def test_which_reason_a_person_is_counted_under(tmp_path: Path, rows: list[tuple[str, str]], reason: str) -> None:
    found = of(tmp_path, *(row(reason=said, start=start) for said, start in rows))
    assert found == {("18 to 64", reason, COMMUNITY, "Direct Payment"): 1}


def submission(
    number: str, imported: str, first: str = "2023-04-01", last: str = "2024-03-31", **cells: str
) -> made.Row:
    return row(nhs=number, imported=imported, first=first, last=last, **cells)


def test_only_the_last_submission_that_covers_the_period_counts(tmp_path: Path) -> None:
    rows = [
        submission("1", "2024-04-20 10:15:00"),
        submission("2", "2024-04-20 10:15:00"),
        submission("1", "2024-04-29 09:00:00"),  # sent again, and person 2 is gone
        submission("3", "2024-05-20 10:15:00", first="2024-04-01", last="2024-04-30"),  # later, of another period
        submission("4", "2024-06-20 10:15:00", first="2023-04-02"),  # a day too short
        submission("5", "2024-06-21 10:15:00", last="2024-03-30"),  # a day too short
        submission("6", "2024-03-31 00:00:00"),  # not made after the snapshot
        submission("7", "2025-01-01 10:00:00", code="E10999002", name="Sampleton"),  # another council's
    ]
    path = made.write(tmp_path / "records.csv", rows)
    assert made.counted(path) == ONE
    assert total(made.counted(path, submitted_by=date(2024, 4, 28))) == 2


def test_the_period_of_a_submission_is_that_of_all_its_rows(tmp_path: Path) -> None:
    """From the first start to the last end: one row says the whole year, another a part of it."""
    rows = [submission("1", "2024-04-20 10:15:00"), submission("2", "2024-04-20 10:15:00", first="2024-01-01")]
    assert total(of(tmp_path, *rows)) == 2


def test_the_period_of_interest_begins_on_1_april_or_where_it_is_said_to(tmp_path: Path) -> None:
    assert HeadcountQuestion("1", date(2024, 3, 31)).period_from == date(2023, 4, 1)
    assert HeadcountQuestion("1", date(2024, 4, 1)).period_from == date(2024, 4, 1)
    assert HeadcountQuestion("1", date(2023, 12, 31)).period_from == date(2023, 4, 1)
    quarter = submission("1", "2024-04-20 10:15:00", first="2024-01-01")
    with pytest.raises(RecordsError, match=r"2024-01-01 to 2024-03-31.*--period-start"):
        of(tmp_path, quarter)
    assert total(of(tmp_path, quarter, period_start=date(2024, 1, 1))) == 1


def test_a_council_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(RecordsError, match=r"no rows of council 'E10999001'\. It has: E10999002"):
        of(tmp_path, row(code="E10999002"))


def test_days_may_be_written_the_british_way_and_hold_a_time(tmp_path: Path) -> None:
    british = row(
        start="01/06/2023", end="31/03/2024", first="01/04/2023", last="31/03/2024", imported="20/04/2024 10:15:00"
    )
    assert of(tmp_path, british) == ONE
    assert of(tmp_path, row(start="2023-06-01 00:00:00", end="2024-03-31T00:00:00")) == ONE
    assert of(tmp_path, row(end="NULL", death="NULL", own="NULL")) == ONE


def test_columns_are_found_whatever_their_case_and_spaces(tmp_path: Path) -> None:
    renamed = {name.replace("_", " ").upper(): cell for name, cell in row().items()}
    assert of(tmp_path, renamed) == ONE
    with pytest.raises(RecordsError, match="has not the column Event_Start_Date"):
        of(tmp_path, {name: cell for name, cell in row().items() if name != "Event_Start_Date"})


def test_a_person_with_two_dates_of_birth_is_in_both_tables_as_in_the_method(tmp_path: Path) -> None:
    assert {band for band, *_ in of(tmp_path, row(year="1980"), row(year="1940"))} == {"18 to 64", "65 and over"}


@pytest.mark.parametrize("seed", some(range(25), 8))
def test_random_records_against_plain_loops(tmp_path: Path, seed: int) -> None:
    rows = made.random_rows(seed)
    found = of(tmp_path, *rows)
    assert found == made.plainly(rows) and found


def test_made_up_records_against_plain_loops(tmp_path: Path) -> None:
    path, snapshot = tmp_path / "records.csv", date(2026, 3, 31)
    write_records(path, people=2_000, seed=3)
    found = made.counted(path, snapshot=snapshot)
    assert found == made.plainly(made.read(path), snapshot) and total(found) > 1_000


@pytest.mark.parametrize("seed", some([1, 7, 2026], 2))
def test_made_up_records_against_the_method_written_as_sql(tmp_path: Path, seed: int) -> None:
    """A third way to the same numbers, as the method was published: each step a table, by support reason, age band and setting."""
    path, snapshot = tmp_path / "records.csv", date(2026, 3, 31)
    write_records(path, people=1_500, seed=seed)
    database = duckdb.connect()
    database.execute("create table records as select * from read_csv($path, all_varchar = true)", {"path": str(path)})
    given = {"snapshot": snapshot, "year_start": date(2025, 4, 1), "council": COUNCIL_CODE, "reasons": list(REASONS)}
    for name, value in given.items():
        database.execute(f"set variable {name} = $value", {"value": value})
    database.execute(
        re.sub(r"\$(\w+)", r"getvariable('\1')", Path(__file__).with_name("headcount.sql").read_text("utf-8"))
    )
    rows = database.execute("select band, reason, service, mechanism, people from headcount").fetchall()
    found = made.counted(path, snapshot=snapshot)
    assert found == {(band, reason, service, mechanism): people for band, reason, service, mechanism, people in rows}
    assert total(found) > 700


def test_every_row_of_the_file_is_accounted_for(tmp_path: Path) -> None:
    path = tmp_path / "records.parquet"
    rows = write_records(path, people=500, seed=4)
    told = made.run(path, snapshot=date(2026, 3, 31)).rows
    assert told["read"] == rows == sum(count for what, count in told.items() if what != "read")


def test_the_method_names_no_engine() -> None:
    """It is written once: only the room of engines knows DuckDB and Spark."""
    room = Path(method.__file__).parents[1]
    modules = [path for path in room.rglob("*.py") if path.parent.name != "engines"]
    assert len(modules) > 30
    for module in modules:
        text = module.read_text("utf-8")
        assert "import duckdb" not in text and "pyspark" not in text, module


def test_a_council_under_two_names_has_two_last_submissions_as_in_the_method(tmp_path: Path) -> None:
    rows = [submission("1", "2024-04-20 10:15:00"), submission("2", "2024-04-19 10:15:00", name="Exampleshire Council")]
    path = made.write(tmp_path / "records.csv", [*rows, submission("3", "2024-04-20 10:15:00", client="Carer")])
    assert total(made.counted(path)) == 2
    told = made.run(path).rows
    assert (told["read"], told[Left.CLIENT], told["kept"]) == (3, 1, 2)


def test_spaces_round_words_are_nothing(tmp_path: Path) -> None:
    spaced = row(
        client="Service User ", service=f"{COMMUNITY} ", reason=f"{LEARNING} ", nhs=" 1 ", name=" Exampleshire"
    )
    assert of(tmp_path, spaced, row(nhs="1", own="  "), row(nhs="  ", own="1")) == ONE
