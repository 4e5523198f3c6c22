"""Client Level Data in the words of both releases: the same tables, to the person and to the byte; and words that nobody knows."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from dayops_dash.commands import app
from dayops_dash.prepare.counting import day_support as day
from dayops_dash.prepare.examples import places
from dayops_dash.prepare.examples.records import write_records
from dayops_dash.prepare.records.columns import RecordsError
from dayops_dash.prepare.records.fields import Field
from dayops_dash.prepare.records.release_words import LISTED, RENAMED
from dayops_dash.prepare.records.scope import Left
from dayops_dash.prepare.records.words import Vocabulary, plain
from dayops_dash.prepare.release import release
from dayops_dash.prepare.release.folder import NO_ZERO, SOME_UNCOUNTED
from tests.prepare import records as made
from tests.prepare.both_releases import TO_RELEASE_1, release_2, respelled
from tests.prepare.records import LEARNING, MENTAL, row
from tests.prepare.test_bad_records import SECRET, prepared, refused
from tests.prepare.test_day_support import folder_of, reach, two_wards
from tests.thorough import examples, some

CASES = Path(__file__).with_name("cases")
END = date(2026, 3, 31)
RUN = CliRunner()


def case(tmp_path: Path, name: str, *more: str) -> Path:
    """Prepare a case as an officer types it, and return its folder."""
    out = tmp_path / name / "exampleshire"
    typed = ["prepare", str(CASES / f"{name}.csv"), "--council", made.COUNCIL, "--snapshot", END.isoformat(), *more]
    files = ["--postcodes", str(CASES / "lookup.csv"), "--areas", str(CASES / "areas.csv"), "--out", str(out)]
    done = RUN.invoke(app, [*typed, *files])
    assert done.exit_code == 0, done.output
    return out


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a case in the words of Release 1."""
    return case(tmp_path_factory.mktemp("first"), "01-cld-release-1")


@pytest.mark.parametrize(
    "name", ["01-cld-release-2", "01-cld-reasons-of-release-2-only", "01-cld-mechanisms-of-release-2-only"]
)
def test_both_releases_give_the_same_bytes(first: Path, tmp_path: Path, name: str) -> None:
    """Also a file of which one column has moved to Release 2: it gave 0 for learning disability (30) and for direct payments (12)."""
    assert content(case(tmp_path, name)) == content(first)
    shown = reach(first)
    rows = [r for r in made.read(CASES / "01-cld-release-1.csv") if made.age(r, END) >= 18]
    managed = sum(r["Delivery_Mechanism"] == "CASSR Managed Personal Budget" for r in rows)
    assert shown["people", "", day.DELIVERY, "managed personal budget"] == str(managed) == "23"
    learning = sum(r["Primary_Support_Reason"] == LEARNING for r in rows)
    assert shown["people", "", day.GROUP, "Learning disability"] in (str(learning), "hidden") and learning > 20


def official(path: Path, snapshot: date, sql: str) -> made.Count:
    """Return the headcount by the method as SQL, letter for letter in the words of a release, in those of Release 1."""
    database = duckdb.connect()
    database.execute("create table records as select * from read_csv($path, all_varchar = true)", {"path": str(path)})
    asked = {"snapshot": snapshot, "year_start": date(snapshot.year - 1, 4, 1), "council": made.COUNCIL}
    for name, value in {**asked, "reasons": list(made.REASONS)}.items():
        database.execute(f"set variable {name} = $value", {"value": value})
    steps = Path(__file__).with_name(sql).read_text("utf-8")
    database.execute(re.sub(r"\$(\w+)", r"getvariable('\1')", steps))
    rows = database.execute("select band, reason, service, mechanism, people from headcount").fetchall()
    return {(band, *(TO_RELEASE_1.get(word, word) for word in cells)): people for band, *cells, people in rows}  # type: ignore[misc]


OFFICIAL = {1: "headcount.sql", 2: "headcount_release_2.sql"}


@pytest.mark.parametrize("seed", some([3, 8, 2026, 31415], 2))
def test_the_official_sql_of_each_release_agrees_to_the_person(tmp_path: Path, seed: int) -> None:
    """Made-up files with reasons and mechanisms of no list, rows without a number, conflicts, deaths and ends on the day, and top-ups."""
    files = {number: tmp_path / f"release-{number}.csv" for number in OFFICIAL}
    for number, path in files.items():
        write_records(path, people=1_500, seed=seed, release=number)
    ours = made.counted(files[1], snapshot=END)
    assert made.counted(files[2], snapshot=END) == ours
    for number, path in files.items():
        assert ours == official(path, END, OFFICIAL[number])
        assert not official(
            path, END, OFFICIAL[3 - number]
        )  # letter for letter: the words of the other release find nobody
    assert sum(ours.values()) > 700 and {reason for _, reason, *_ in ours} >= {"Unknown", "Invalid/NULL", LEARNING}


@pytest.mark.parametrize("seed", some(range(6), 3))
def test_the_official_sql_of_each_release_agrees_where_every_rule_meets_every_other(tmp_path: Path, seed: int) -> None:
    """Few ids, days and words; and a file that is half moved, put into each release whole for the SQL."""
    rows, pick = made.random_rows(seed), random.Random(seed)
    half = [release_2(each) if pick.random() < 0.5 else each for each in rows]
    ours = made.counted(made.write(tmp_path / "half.csv", half))
    one = made.write(tmp_path / "one.csv", rows)
    two = made.write(tmp_path / "two.csv", [release_2(each) for each in rows])
    assert official(one, made.SNAPSHOT, OFFICIAL[1]) == ours == official(two, made.SNAPSHOT, OFFICIAL[2]) and ours


def test_release_2_of_made_up_records_is_release_1_in_other_words(tmp_path: Path) -> None:
    files = [tmp_path / f"release-{number}.csv" for number in OFFICIAL]
    for number, path in zip(OFFICIAL, files, strict=True):
        write_records(path, people=300, seed=5, release=number)
    one, two = map(made.read, files)
    assert [release_2(each) for each in one] == two != one


@pytest.mark.parametrize("seed", some(range(12), 4))
def test_a_file_that_is_half_moved_is_counted_as_plain_loops_do(tmp_path: Path, seed: int) -> None:
    rows, pick = made.random_rows(seed), random.Random(seed)
    moved = [release_2(r) if pick.random() < 0.5 else r for r in rows]
    assert made.of(tmp_path, *moved) == made.plainly(rows)


def counted(tmp_path: Path, rows: Sequence[made.Row]) -> list[list[Any]]:
    """Return every count and amount that the tables are made from."""
    seen: list[list[Any]] = []

    def watched(found: Sequence[dict[str, Any]], *_: object, **__: object) -> None:
        seen.append(sorted([str(cell) for cell in each.values()] for each in found))
        raise RecordsError("seen")

    path = made.write(tmp_path / "records.csv", list(rows))
    with pytest.MonkeyPatch.context() as patch, pytest.raises(RecordsError, match="seen"):
        patch.setattr(release, "judged", watched)
        folder_of(tmp_path, path, snapshot=END)
    return seen[0]


@pytest.fixture(scope="module")
def plainly_spelled(tmp_path_factory: pytest.TempPathFactory) -> list[list[Any]]:
    return counted(tmp_path_factory.mktemp("plainly"), made.read(CASES / "01-cld-release-1.csv"))


@settings(max_examples=examples(20), deadline=None)
@given(seed=st.integers(0, 10**9))
def test_how_words_and_columns_are_written_changes_no_table(
    tmp_path_factory: pytest.TempPathFactory, plainly_spelled: list[list[Any]], seed: int
) -> None:
    rows = made.read(CASES / "01-cld-release-1.csv")
    assert counted(tmp_path_factory.mktemp("spelled"), respelled(rows, seed)) == plainly_spelled


def test_the_lists_are_told_apart_and_every_renaming_leads_into_its_list() -> None:
    for words in LISTED.values():
        assert len({plain(word) for word in words}) == len(words)
    for one in RENAMED:
        assert one.stands_for in LISTED[one.field] and one.source and one.since == date(2025, 10, 1)
    vocabulary = Vocabulary()
    for new, old in TO_RELEASE_1.items():
        fields = [name for name, words in LISTED.items() if old in words]
        assert fields or old.startswith(("Short Term", "Carer Support"))
        assert all(vocabulary.means(name, new) == old for name in fields)


@pytest.mark.parametrize(
    ("field", "word", "listed"),
    [
        (Field.CLIENT_TYPE, "service-user", "Service User"),
        (Field.CLIENT_TYPE, "Client", None),
        (Field.SERVICE, "Community: Long-term support", made.COMMUNITY),  # the parts in another order
        (Field.SERVICE, "Long Term Support", None),
        (Field.SERVICE, "Long Term Support: Other", None),
        (Field.REASON, "LD", None),
        (Field.REASON, "Learning Disability Support (ASD)", None),
        (Field.COMPONENT, "Day Support", "Day Support"),
        (Field.COMPONENT, "Day Support Transport", None),
        (Field.MECHANISM, "Direct", None),
        (Field.ETHNICITY, "Mixed: White and Asian", "Mixed or multiple ethnic groups"),
        (Field.ETHNICITY, "Any other ethnic group: Arab", "Other ethnic group"),
        (Field.ETHNICITY, "Not white", None),
        (Field.UNIT_TYPE, "4 weekly", "4-weekly"),
        (Field.UNIT_TYPE, "per hour", "Hourly"),
        (Field.UNIT_TYPE, "Mileage", None),
    ],
)
def test_what_a_word_stands_for(field: Field, word: str, listed: str | None) -> None:
    assert Vocabulary().means(field, word) == listed


def people(count: int, **cells: str) -> list[made.Row]:
    """Return people of day support whose records hold a name where no table reads it."""
    return [row(nhs=f"{sorted(cells.items())}{n}", provider=SECRET, **cells) for n in range(count)]


def test_a_tenth_of_clients_in_other_words_are_no_fewer_people(tmp_path: Path) -> None:
    rows = [*people(90), *people(10, mechanism="", client="Service user")]
    told = made.run(made.write(tmp_path / "records.csv", rows))
    assert told.rows.get(Left.CLIENT, 0) == 0 and sum(count for *_, count in told.headcount) == 100


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"client": "Klient"}, "Client_Type: 10 of 100 rows (10.0%) have words"),
        ({"service": "Long stay"}, "Service_Type: 10 of 100 rows (10.0%) have words"),
        ({"reason": "LD"}, "Primary_Support_Reason: 10 of 100 rows (10.0%), and 10 of 100 of day support have words"),
        ({"sex": "Cis"}, "Gender: 10 of 100 rows (10.0%)"),
        ({"ethnicity": "British"}, "Ethnicity: 10 of 100 rows (10.0%)"),
    ],
)
def test_more_than_a_few_words_that_nobody_knows_stop_the_command(
    tmp_path: Path, cells: dict[str, str], says: str
) -> None:
    rows = [*people(90), *people(10, mechanism="", **cells)]
    path = made.write(tmp_path / "records.csv", rows)
    line = refused(tmp_path, path)
    assert (
        line.startswith("Nothing was written: ") and says in line and f"such as “{next(iter(cells.values()))}”" in line
    )
    code, output = prepared(tmp_path, path, "--headcount")  # the official count has a row for them
    assert code == 0 and says in output


def test_a_delivery_mechanism_may_be_odd_more_often_for_it_is_not_mandatory(tmp_path: Path) -> None:
    path = made.write(tmp_path / "records.csv", [*people(92), *people(8, mechanism="Cash account")])
    code, output = prepared(tmp_path, path)
    assert code == 0 and "8 of 100 rows (8.0%)" in output and "“Cash account”" in output
    path = made.write(tmp_path / "more.csv", [*people(85), *people(15, mechanism="Cash account")])
    assert "15 of 100 rows (15.0%)" in refused(tmp_path, path)


def test_a_council_can_say_what_its_own_words_stand_for(tmp_path: Path) -> None:
    path = made.write(
        tmp_path / "records.csv", [*people(60), *people(40, mechanism="Cash account"), *people(20, mechanism="n/a")]
    )
    own = tmp_path / "words.csv"
    own.write_text(
        "column,word,stands_for\nDelivery Mechanism,cash-account,direct payment\nDelivery_Mechanism,N/A,\n", "utf-8"
    )
    out, done = folder_of(tmp_path, path, words=own, postcodes=two_wards(tmp_path))
    shown = reach(out)
    assert shown["people", "", day.DELIVERY, "direct payment"] == "100"
    assert shown["people", "", day.DELIVERY, "other or not stated"] == "20"
    assert not any("Delivery_Mechanism" in line for line in done.told)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("column,word\nGender,M\n", "words.csv needs the columns column, word, stands_for"),
        ("column,word,stands_for\nPostcode,M,Male\n", "words.csv, row 2, column: use one of Client_Type"),
        ("column,word,stands_for\nGender,M,Man\n", "words.csv, row 2, stands_for: use one of Male; Female"),
        ("", "words.csv is empty"),
    ],
)
def test_a_list_of_own_words_that_does_not_fit_is_told(tmp_path: Path, text: str, says: str) -> None:
    own = tmp_path / "words.csv"
    own.write_text(text, "utf-8")
    path = made.write(tmp_path / "records.csv", people(20))
    code, output = prepared(tmp_path, path, "--headcount", "--words", str(own))
    assert code == 1 and says in output


@pytest.mark.parametrize("cell", ["QX1 1ZZ", "1960-07-15", "943 476 5919", "someone@example.org", "<b>bold</b>"])
def test_a_wrong_column_is_refused_and_never_quoted(tmp_path: Path, cell: str) -> None:
    """Also names: each stands on a few rows, so it is no category."""
    rows = [*people(60), *people(20, mechanism="", sex=cell)]
    names = [row(nhs=f"name {n}", sex=f"{SECRET} {chr(97 + n)}") for n in range(20)]
    line = refused(tmp_path, made.write(tmp_path / "records.csv", [*rows, *names]))
    assert "Gender: 40 of 100 rows (40.0%)" in line and cell not in line and SECRET not in line


def test_few_words_that_nobody_knows_are_told_and_no_false_zero_is_published(tmp_path: Path) -> None:
    """Four of 100 people have a mechanism that may be a direct payment, and nobody has one by name."""
    rows = [*people(96, mechanism="CASSR Managed Personal Budget", sex="Male"), *people(4, mechanism="DP")]
    path = made.write(tmp_path / "records.csv", rows)
    code, output = prepared(tmp_path, path)
    assert code == 0 and "Delivery_Mechanism: 4 of 100 rows (4.0%)" in output
    shown = reach(tmp_path / "made")
    assert shown["people", "", day.DELIVERY, "direct payment"] == "not available"
    assert shown["people", "", day.DELIVERY, "commissioned support"] == "not available"
    assert shown["people", "", day.GROUP, "Mental health"] == "0"  # every reason is understood
    assert "delivery: commissioned support; delivery: direct payment" in output
    before = content(tmp_path / "made")
    assert prepared(tmp_path, path)[0] == 0 and content(tmp_path / "made") == before
    assert "does not know of" not in prepared(tmp_path, path)[1]


def test_a_group_of_an_area_is_not_available_where_nobody_is_known_to_be_in_it(tmp_path: Path) -> None:
    rows = [*people(97, reason=MENTAL), *people(3, reason="LD")]
    out, _ = folder_of(tmp_path, made.write(tmp_path / "records.csv", rows), postcodes=two_wards(tmp_path))
    shown = {key: value for key, value in reach(out).items() if key[0] == "people"}
    learning = {value for key, value in shown.items() if key[2:] == (day.GROUP, "Learning disability")}
    assert learning == {"not available", "0"}
    assert shown["people", places.ward_code(1), day.GROUP, "Learning disability"] == "0"  # nobody lives there
    assert shown["people", places.ward_code(0), day.GROUP, "Learning disability"] == "not available"
    assert shown["people", places.ward_code(1), day.GROUP, "Mental health"] == "0"


def test_a_breakdown_of_which_nothing_is_known_has_no_zeros(tmp_path: Path) -> None:
    rows = [{name: cell for name, cell in each.items() if name != "Gender"} for each in people(30)]
    path = made.write(tmp_path / "records.csv", rows)
    out, _ = folder_of(tmp_path, path, postcodes=two_wards(tmp_path), own_providers=())
    shown = reach(out)
    assert {shown["people", "", day.SEX, word] for word in ("Male", "Female", "Other")} == {"not available"}
    assert shown["people", "", day.SEX, "not known"] == "30"
    assert {shown["people", "", day.PROVIDER, word] for word in ("internal", "external")} == {"not available"}


def test_an_own_provider_is_found_however_it_is_written_and_told_where_it_is_on_no_row(tmp_path: Path) -> None:
    rows = [row(nhs=str(n), provider="LANTERN  WORKSHOP" if n < 12 else "Quayside & Co") for n in range(30)]
    path = made.write(tmp_path / "records.csv", rows)
    said = ("Lantern Workshop", "Heron Meadow")
    out, done = folder_of(tmp_path, path, own_providers=said, postcodes=two_wards(tmp_path))
    assert reach(out)["people", "", day.PROVIDER, "internal"] == "12"
    assert (
        "No record of day support names the provider 'Heron Meadow' (--own-provider). Spell it as in Provider_CQC_Location_Name."
        in done.joins
    )


def test_a_column_of_components_that_is_no_list_stops_and_the_others_are_understood(tmp_path: Path) -> None:
    """Thousands of different words in one column, with day support among them: any may be day support, so nothing is published."""
    rows = [*people(60), *people(60, component="DAY SUPPORT", reason="Mental health support")]
    others = [row(nhs=f"other {n}", component=f"Package {n}", reason="Mental health support") for n in range(3_000)]
    path = made.write(tmp_path / "records.csv", [*others, *rows])
    line = refused(tmp_path, path)
    assert "Service_Component: 3,000 of 3,120 rows (96.2%)" in line and "Package" not in line
    assert {reason: count for _, reason, _, count in made.run(path).headcount} == {LEARNING: 60, MENTAL: 3_060}


def test_components_that_nobody_knows_stop_the_command(tmp_path: Path) -> None:
    """Everybody with a learning disability in the council's own words: 0 was published for them."""
    rows = [*people(70, reason=MENTAL), *people(30, component="LD day opportunities")]
    path = made.write(tmp_path / "records.csv", rows)
    line = refused(tmp_path, path)
    assert "Service_Component: 30 of 100 rows (30.0%)" in line and "“LD day opportunities”" in line
    own = tmp_path / "words.csv"
    own.write_text("column,word,stands_for\nService_Component,LD day opportunities,Day Support\n", "utf-8")
    assert prepared(tmp_path, path, "--words", str(own))[0] == 0
    assert reach(tmp_path / "made")["people", "", day.GROUP, "Learning disability"] == "30"


def test_a_few_components_that_nobody_knows_leave_no_zero_that_may_be_theirs_and_are_told_once(tmp_path: Path) -> None:
    path = made.write(tmp_path / "records.csv", [*people(97, reason=MENTAL), *people(3, component="LD hub")])
    code, output = prepared(tmp_path, path)
    shown = {key: value for key, value in reach(tmp_path / "made").items() if key[0] == "people"}
    assert code == 0 and "Service_Component: 3 of 100 rows (3.0%)" in output
    assert output.count("not as 0") == 1 and "3 Service_Component not understood" in output
    assert shown["people", "", day.GROUP, "Mental health"] == "97"
    assert shown["people", "", day.GROUP, "Learning disability"] == "not available"
    assert (
        shown["people", "", day.GROUP, "Social support"] == "0"
    )  # whatever they have, they have it for a learning disability
    documents = (tmp_path / "made" / "documents.csv").read_text("utf-8")
    assert SOME_UNCOUNTED in documents and NO_ZERO in documents
    before = content(tmp_path / "made")
    assert prepared(tmp_path, path)[0] == 0 and content(tmp_path / "made") == before


def test_a_component_that_is_plainly_another_is_no_unknown_word(tmp_path: Path) -> None:
    others = ["Home care", "Domiciliary care (weekly)", "Transport to college", "Supported living", "Equipment: small"]
    rows = [*people(97, reason=MENTAL), *people(8, component="Home support/visits")]
    rows += [row(nhs=word, component=word) for word in others]
    out, done = folder_of(tmp_path, made.write(tmp_path / "records.csv", rows), postcodes=two_wards(tmp_path))
    assert reach(out)["people", "", day.GROUP, "Learning disability"] == "0"
    assert not any("Service_Component" in line for line in done.told)
    for word in (
        "Transport for day opportunities",
        "Direct payment: activities",
        "Day centre",
        "Home support and daycare",
    ):
        assert Vocabulary().means(Field.COMPONENT, word) is None


def yearly(folder: Path) -> list[str]:
    return [value for key, value in reach(folder).items() if key[0] == "yearly cost" and not key[2]]


def test_a_row_that_is_repeated_in_other_letters_is_one_service(tmp_path: Path) -> None:
    """A provider in capitals doubled the yearly cost."""
    rows = [row(nhs=str(n)) for n in range(30)]
    ways = ("THE LANTERN WORKSHOP", "The  Lantern-Workshop", "The Lantern\N{NO-BREAK SPACE}Workshop")
    again = [{**each, "Provider_CQC_Location_Name": ways[n % 3], "Postcode": "qx11zz"} for n, each in enumerate(rows)]
    wards = two_wards(tmp_path)
    one, other = (
        folder_of(tmp_path / name, made.write(tmp_path / f"{name}.csv", its), postcodes=wards)[0]
        for name, its in (("once", rows), ("twice", [*rows, *again]))
    )
    assert yearly(other) == yearly(one) == [str(30 * 2 * 50 * 52)]


@pytest.mark.parametrize("space", ["\N{NO-BREAK SPACE}", "\N{THIN SPACE}", "\N{ZERO WIDTH NO-BREAK SPACE}", "\t"])
def test_no_space_hides_a_postcode_or_an_area(tmp_path: Path, space: str) -> None:
    rows = [row(nhs=str(n), postcode=f"QX1{space}1ZZ{space}") for n in range(30)]
    path, plain_lookup = made.write(tmp_path / "records.csv", rows), two_wards(tmp_path)
    spaced = [
        {name: cell.replace(" ", space) + (space if name == "area_code" else "") for name, cell in each.items()}
        for each in made.read(plain_lookup)
    ]
    odd = made.write(tmp_path / "odd.csv", spaced)
    for lookup in (plain_lookup, odd):
        out, _ = folder_of(tmp_path / lookup.stem, path, postcodes=lookup)
        assert reach(out)["people", places.ward_code(0), "", ""] == "30"


def test_own_words_that_no_cell_has_or_that_the_list_knows_otherwise_are_told(tmp_path: Path) -> None:
    own = tmp_path / "words.csv"
    lines = [
        "Gender,Womn,Female",
        "Gender,Male,Female",
        "Client_Type,Klient,Service User",
        "Delivery_Mechanism,DP,Direct Payment",
    ]
    own.write_text("\n".join(["column,word,stands_for", *lines]), "utf-8")
    rows = [*people(28, sex="Male"), *people(2, client="klient", mechanism="dp")]
    out, done = folder_of(
        tmp_path, made.write(tmp_path / "records.csv", rows), words=own, postcodes=two_wards(tmp_path)
    )
    assert [line for line in done.told if "--words" in line] == [
        "--words: “Male” in Gender is “Male” by the specification, and is taken for “Female” as your list says.",
        "--words: no row that is looked at has “Womn” (Gender). Spell each as in the records, or remove it.",
    ]
    assert reach(out)["people", "", day.SEX, "Female"] == "30"


def test_the_report_has_unknown_words_among_what_to_mend_worst_first(tmp_path: Path) -> None:
    rows = [*people(96), *people(4, client="Klient"), *people(3, component="LD hub"), *people(2, sex="Cis")]
    path = made.write(tmp_path / "records.csv", rows)
    _, done = folder_of(tmp_path, path, postcodes=two_wards(tmp_path), own_providers=())
    table = done.report.split("worst first")[1].split("##")[0]
    for said in ("4 | 105 rows with one | Client_Type in words", "3 | 101 rows in scope | Service_Component in words"):
        assert said in table
    assert table.index("Client_Type in") < table.index("Service_Component in") < table.index("Gender in words")
    assert done.grave == ()
