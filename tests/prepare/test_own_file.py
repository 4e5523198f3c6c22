"""A council's own file, as it is before submission: read by the specification's columns, and no NHS number written anywhere."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dayops_dash.commands import app
from dayops_dash.dataset.checks import check
from dayops_dash.prepare.examples import places
from dayops_dash.prepare.examples.records import write_records
from dayops_dash.prepare.records.columns import RecordsError
from dayops_dash.prepare.records.nhs_numbers import VALID, Numbers, checked, classed
from dayops_dash.prepare.records.scope import Left
from dayops_dash.prepare.run import Asked, HeadcountQuestion, Result, prepare
from tests.prepare import records as made
from tests.prepare.records import row
from tests.prepare.test_both_releases import CASES, END, case, content
from tests.prepare.test_day_support import folder_of, reach, two_wards
from tests.prepare.test_engines import spark  # noqa: F401
from tests.thorough import THOROUGH

RUN = CliRunner()
NATIONAL = ("LA_Code", "LA_Name", "ImportDate", "Der_Unique_Record_ID")
NHS, OWN = "Der_NHS_Number_Traced_Pseudo", "Der_LA_Person_Unique_Identifier_Pseudo"


def nhs_number(number: int) -> str:
    """Return a valid NHS number for a whole number: the check digit after nine others, as the NHS Data Dictionary works it out."""
    number *= 20  # so that the next valid one is not that of another
    while True:
        digits = f"{400_000_000 + number % 300_000_000:09}"
        check_digit = -sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=True)) % 11
        if check_digit < 10:
            return f"{digits}{check_digit}"
        number += 1


def own_file(rows: list[made.Row], numbers: dict[str, str]) -> list[made.Row]:
    """Return records as a council has them before submission, with an NHS number for each pseudonym."""
    found = []
    for each in rows:
        plain = {n.replace("_", " "): c for n, c in each.items() if not n.startswith("Der_") and n not in NATIONAL}
        plain["Cost Frequency (Unit Type)"] = plain.pop("Cost Frequency Unit Type", "")
        month, year = each["Der_Birth_Month"], each["Der_Birth_Year"]
        born = f"15/{int(month):02}/{year}" if month and year else ""
        ids = {
            "NHS Number": numbers.get(each[NHS], ""),
            "LA Person Unique Identifier": each[OWN],
            "Date of Birth": born,
        }
        found.append({**plain, **ids})
    return found


def linked(rows: list[made.Row]) -> list[made.Row]:
    """Return rows with the number that a council's own id stands beside, where it stands beside one alone, by plain loops."""
    beside: dict[str, set[str]] = defaultdict(set)
    for each in rows:
        if each[NHS] and each[OWN]:
            beside[each[OWN]].add(each[NHS])
    return [
        {**each, NHS: min(beside[each[OWN]])} if not each[NHS] and len(beside.get(each[OWN], ())) == 1 else each
        for each in rows
    ]


def of(tmp_path: Path, *rows: made.Row, **asked: object) -> Result:
    path = made.write(tmp_path / "own.csv", list(rows))
    return prepare(Asked(path, HeadcountQuestion(made.COUNCIL, made.SNAPSHOT), headcount=True, **asked))  # type: ignore[arg-type]


def person(nhs: str = "", own: str = "", **cells: str) -> made.Row:
    """Return a row of a council's own file."""
    return own_file([row(nhs=nhs, own=own, **cells)], {nhs: nhs})[0]


ONE, TWO = nhs_number(1), nhs_number(2)


def test_the_case_of_a_councils_own_file(tmp_path: Path) -> None:
    """Its numbers are pseudonyms, so they are used as they stand: as in the file that would come back from the national tables."""
    out = case(tmp_path, "02-councils-own-cld")
    assert check(out) == []
    rows = made.read(CASES / "02-councils-own-cld.csv")
    again = [
        {
            **{name.replace(" ", "_"): cell for name, cell in each.items()},
            "LA_Code": made.COUNCIL,
            "LA_Name": "Exampleshire",
            "ImportDate": "2026-04-29 10:15:00",
            NHS: each["NHS Number"],
            OWN: each["LA Person Unique Identifier"],
            "Der_Birth_Year": each["Date of Birth"][:4],
            "Der_Birth_Month": each["Date of Birth"][5:7],
            "Cost_Frequency_Unit_Type": each["Cost Frequency (Unit Type)"],
        }
        for each in rows
    ]
    national = made.write(tmp_path / "national.csv", again)
    folder, _ = folder_of(tmp_path / "there", national, snapshot=END, own_providers=())
    assert reach(out) == reach(folder)
    assert reach(out)["people", "", "", ""] == "hidden"  # three people of day support


def test_which_columns_are_used_for_what_is_told(tmp_path: Path) -> None:
    told = of(tmp_path, person(ONE)).told
    for said in (
        "Column “NHS Number” is used for Der_NHS_Number_Traced_Pseudo.",
        "Column “LA Person Unique Identifier” is used for Der_LA_Person_Unique_Identifier_Pseudo.",
        "Column “Date of Birth” is used for Der_Birth_Month and Der_Birth_Year.",
        f"No column LA_Code: every row is taken as one of {made.COUNCIL} (--council).",
        "No column ImportDate: the file is one submission, made on 31 March 2024, the end of its period "
        "(--extracted gives another day).",
        "The NHS numbers of 1 row were checked and none fails.",
    ):
        assert said in told


def test_the_derived_columns_are_used_where_they_are_there(tmp_path: Path) -> None:
    both = {**row(nhs="7", year="1940"), "NHS Number": ONE, "Date of Birth": "2020-01-01"}
    found = made.run(made.write(tmp_path / "records.csv", [both]))
    assert found.told == () and {band for band, *_ in found.headcount} == {"65 and over"}


@pytest.mark.parametrize("seed", [2, 9])
def test_an_own_file_counts_as_the_national_one_with_its_ids_linked(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "records.csv"
    write_records(path, people=1_200, seed=seed)
    rows = made.latest(made.read(path), END)
    numbers = {each[NHS]: nhs_number(at) for at, each in enumerate(rows) if each[NHS]}
    found = prepare(
        Asked(
            made.write(tmp_path / "own.csv", own_file(rows, numbers)),
            HeadcountQuestion(made.COUNCIL, END),
            headcount=True,
        )
    )
    scope = made.in_scope(rows, END)
    ours = {(band, reason, *made.ORDER[rank - 1]): people for band, reason, rank, people in found.headcount}
    assert ours == made.plainly(linked(scope), END) and sum(ours.values()) > 600
    assert any(not each[NHS] for each in scope) and linked(scope) != scope
    assert any(not each["LA Person Unique Identifier"] for each in own_file(scope, numbers))


def test_spark_reads_an_own_file_as_duckdb_does(tmp_path: Path, spark: str) -> None:  # noqa: F811
    odd = [
        person(cell, f"o{at}") for at, cell in enumerate(["9434765918", "9.43E+09", "9999999999", "943-476-5919", ""])
    ]
    born = [
        {**person(nhs_number(50 + at)), "Date of Birth": cell} for at, cell in enumerate(["1960-02-31", "soon", ""])
    ]
    rows = [*(person(nhs_number(n), f"{n % 20}") for n in range(30)), *odd, *born]
    path = made.write(tmp_path / "own.csv", rows)
    told, also = (made.run(path, engine=name) for name in ("duckdb", spark))
    assert (told.rows, told.told, told.headcount, told.report) == (also.rows, also.told, also.headcount, also.report)
    assert told.rows[Left.BIRTH] == 3 and sum(count for *_, count in told.headcount) > 20
    if THOROUGH:  # how people are counted into a folder is one for every file, and held on Spark in test_many
        one, other = (folder_of(tmp_path / name[:5], path, engine=name)[0] for name in ("duckdb", spark))
        assert content(one) == content(other)


@pytest.mark.parametrize(
    ("rows", "people"),
    [
        ([(ONE, "a"), ("", "a")], 1),  # without a number elsewhere: the council's own id says who
        ([(ONE, "a"), ("", "b")], 2),
        ([(ONE, "a"), (TWO, "a"), ("", "a")], 2),  # of two: it cannot be said of whom, and the row is left out
        ([("", "a"), ("", "a")], 1),
        ([(ONE, ""), (f"{ONE[:3]} {ONE[3:6]} {ONE[6:]}", "")], 1),  # as it is printed
        ([(ONE, ""), (f"{ONE}.0", "")], 1),  # as a spreadsheet writes it
        (
            [(ONE, "a"), (f"{ONE[:9]}{(int(ONE[9]) + 1) % 10}", "a")],
            1,
        ),  # mistyped: the check fails, and the own id says who
        ([("9999999999", "a"), ("9999999999", "b")], 2),  # passes the check and is nobody's
        ([("0000000000", "a"), ("0000000000", "b")], 2),
        ([("9.43E+09", "a"), ("9.43E+09", "b")], 2),  # a spreadsheet has lost the digits
    ],
)
def test_who_a_row_is_of(tmp_path: Path, rows: list[tuple[str, str]], people: int) -> None:
    found = of(tmp_path, *(person(nhs, own) for nhs, own in rows))
    assert sum(count for *_, count in found.headcount) == people


@pytest.mark.parametrize("words", ["Not known", "NHS0", "0", "n/a"])
@pytest.mark.parametrize("valid", [0, 2, 18])
def test_what_stands_for_no_number_is_nobodys(tmp_path: Path, words: str, valid: int) -> None:
    """Words in most cells, or one value on many own ids, made one person of everybody."""
    known = [person(nhs_number(n), f"o{n}") for n in range(valid)]
    others = [{**person("", f"o{n}"), "NHS Number": words} for n in range(valid, 40)]
    found = of(tmp_path, *known, *others)
    assert sum(count for *_, count in found.headcount) == 40


def test_pseudonyms_stay_beside_words_that_stand_for_none(tmp_path: Path) -> None:
    known = [{**person("", f"o{n // 2}-{n}"), "NHS Number": f"P{n // 2}X"} for n in range(20)]
    others = [{**person("", f"other {n}"), "NHS Number": "Not known"} for n in range(40)]
    found = of(tmp_path, *known, *others)
    assert sum(count for *_, count in found.headcount) == 10 + 40
    assert any("The NHS numbers of 40 of 60 rows are words, or one value" in line for line in found.told)


@pytest.mark.parametrize(
    "space", ["\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}", "\N{ZERO WIDTH SPACE}", "\t", " "]
)
def test_any_space_in_a_number_or_an_id_is_a_space(tmp_path: Path, space: str) -> None:
    spaced = f"{ONE[:3]}{space}{ONE[3:6]}{space}{ONE[6:]}"
    found = of(tmp_path, person(ONE, "a"), person(spaced, "b"), person("", "c"), person("", f"c{space}"))
    assert sum(count for *_, count in found.headcount) == 2
    assert "The NHS numbers of 2 rows were checked and none fails." in found.told


def test_a_row_beside_two_numbers_is_left_out_and_told(tmp_path: Path) -> None:
    found = of(tmp_path, person(ONE, "a"), person(TWO, "a"), person("", "a"), person("1234567890", ""))
    assert (found.rows[Left.UNCERTAIN], found.rows[Left.NOBODY], found.rows["kept"]) == (1, 1, 2)
    assert any("of 1 of 3 rows fail the check (modulus 11)" in line for line in found.told)


def test_a_number_is_valid_where_its_last_digit_checks_the_others() -> None:
    """One digit in ten is right after nine others, or none: as the dictionary works it out."""
    import duckdb
    import narwhals as nw

    numbers = [f"{first}{last}" for first in ("943476591", "401023213", "999999999", "123456789") for last in range(10)]
    database = duckdb.connect()
    database.execute(f"create table t as select unnest($n) as {NHS}", {"n": numbers})
    rows = nw.from_native(database.table("t"))
    told = rows.select(nw.col(NHS), classed().alias("class")).collect("pyarrow").to_native().to_pylist()
    assert [r[NHS] for r in told if r["class"] == VALID] == ["9434765919", "4010232137"]
    kept = checked(rows, Numbers(valid=2)).collect("pyarrow").to_native().to_pylist()
    assert sorted(r[NHS] for r in kept if r[NHS]) == ["4010232137", "9434765919"]


@pytest.mark.parametrize("damage", ["", "line", "mechanism", "column"])
def test_no_nhs_number_nor_own_id_is_written_anywhere(tmp_path: Path, damage: str) -> None:
    ids = [nhs_number(n) for n in range(30)]
    rows = [person(number, f"own-{number}", sex=number if damage == "mechanism" else "Male") for number in ids]
    path = made.write(tmp_path / "own.csv", rows)
    text = path.read_text("utf-8")
    if damage == "line":
        path.write_text(text + f'{ids[0]},"{ids[1]}\n', "utf-8")
    if damage == "column":
        path.write_text(
            "\n".join(text.splitlines()[1:]), "utf-8"
        )  # the header is lost, so a person stands in its place
    lookup = made.write(tmp_path / "lookup.csv", places.lookup_rows())
    typed = ["prepare", str(path), "--council", made.COUNCIL, "--snapshot", "2024-03-31", "--headcount"]
    done = RUN.invoke(app, [*typed, "--out", str(tmp_path / "made"), "--postcodes", str(lookup)])
    assert (done.exit_code == 0) == (not damage), done.output
    written = [p.read_text("utf-8") for p in tmp_path.rglob("*") if p.is_file() and p != path]
    for words in (done.output, *written):
        assert not any(number in words for number in ids) and "own-4" not in words


def test_a_file_of_several_periods_needs_an_import_date(tmp_path: Path) -> None:
    quarters = [person(ONE), person(ONE, first="2024-01-01")]
    with pytest.raises(RecordsError, match="no column ImportDate and rows of 2 reporting periods"):
        of(tmp_path, *quarters)
    with pytest.raises(RecordsError, match="no reporting period that is understood"):
        of(tmp_path, person(ONE, first="", last=""))


def test_when_and_whose_a_file_is_can_be_said(tmp_path: Path) -> None:
    path = made.write(tmp_path / "own.csv", [person(nhs_number(n), f"{n}") for n in range(30)])
    out, done = folder_of(
        tmp_path, path, postcodes=two_wards(tmp_path), extracted=date(2024, 4, 9), council_name="Borsetshire"
    )
    (document,) = [r for r in made.read(out / "documents.csv") if r["kind"] == "data return"]
    assert (document["published_on"], document["body"]) == ("2024-04-09", "Borsetshire")
    assert document["note"].endswith(
        "before submission: dated by the day on which it was made, or the end of its period."
    )
    assert any("made on 9 April 2024, as --extracted says" in line for line in done.told)
    assert reach(out)["people", "", "", ""] == "30"
    with pytest.raises(RecordsError, match="No submission"):
        of(tmp_path, person(ONE), extracted=date(2024, 3, 30))


def test_a_column_that_neither_stands_for_is_named_both_ways(tmp_path: Path) -> None:
    rows = [{name: cell for name, cell in person(ONE).items() if name != "NHS Number"}]
    with pytest.raises(RecordsError, match=r"has not the column Der_NHS_Number_Traced_Pseudo \(or NHS_Number\)"):
        of(tmp_path, *rows)


def test_a_column_that_is_not_used_for_what_it_may_say_is_told(tmp_path: Path) -> None:
    names = {"Gender": "Sex", "Cost Frequency (Unit Type)": "Cost frequency", "Planned Units Per Week": "Planned Units"}
    rows = [{names.get(n, n): cell for n, cell in person(nhs_number(k), f"{k}").items()} for k in range(30)]
    _, done = folder_of(tmp_path, made.write(tmp_path / "own.csv", rows), postcodes=two_wards(tmp_path))
    for field, column in {
        "Gender": "Sex",
        "Cost_Frequency_Unit_Type": "Cost frequency",
        "Planned_Units_Per_Week": "Planned Units",
    }.items():
        said = (
            f"No column {field}: what it says is not known of anybody. If “{column}” is that column, call it {field}."
        )
        assert said in done.told
    assert len([line for line in done.told if "is not known of anybody" in line]) == 3
