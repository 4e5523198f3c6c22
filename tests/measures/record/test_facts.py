"""The list of facts: each value of each table once, plain, with its place in a paper."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from datetime import date
from decimal import Decimal

import pandas as pd
import pytest
from typer.testing import CliRunner

from dayops_dash.commands import app
from dayops_dash.dataset import DATA, Library
from dayops_dash.dataset.dates import interval
from dayops_dash.dataset.tables import TABLES
from dayops_dash.measures.record.facts import COLUMNS, TITLES, as_csv, as_json, facts, plain

SLUGS = Library().slugs()
PLAIN_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
ENDS = (", first day", ", last day")


def listed(slug: str, as_at: date | None = None) -> list[dict[str, str]]:
    return facts(Library().dataset(slug).at(as_at)).to_dict("records")


def rows(slug: str, table: str) -> list[dict[str, str]]:
    path = DATA / slug / f"{table}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_columns_are_these_in_this_order() -> None:
    expected = (
        "council table subject measure period value unit as_written qualifier document locator reported_on visibility"
    )
    assert list(COLUMNS) == expected.split()
    for slug in SLUGS:
        assert list(facts(Library().dataset(slug).at()).columns) == expected.split()


def named(slug: str, column: str, cell: str) -> str:
    """Return a key as the name of its row, where the list shows names."""
    if column not in TITLES:
        return cell
    table, title = TITLES[column]
    return next(row[title] for row in rows(slug, table) if row[TABLES[table].key] == cell)


def as_plain(kind: str, cell: str) -> str:
    """18400000.0 is 18400000, by exact decimals and not by floats."""
    if kind not in ("number", "integer"):
        return cell
    exact = Decimal(cell)
    return str(int(exact)) if exact == int(exact) else str(exact.normalize())


def expected_facts(slug: str) -> Counter[tuple[str, ...]]:
    """Go through the CSV files row by row, without the package's reader: each filled value is a fact."""
    papers = {row["document_id"]: row for row in rows(slug, "documents")}
    found: Counter[tuple[str, ...]] = Counter()
    for name, table in TABLES.items():
        for row in rows(slug, name):
            for fact in table.facts:
                if row[fact.value]:
                    other = fact.value == "other_says"  # the one value whose place is not its row's
                    paper = papers[row["other_document_id" if other else "document_id"]]["title"]
                    place = row["other_locator" if other else "locator"]
                    value = as_plain(table.by_name[fact.value].kind, named(slug, fact.value, row[fact.value]))
                    found[name, paper, place, row["visibility"], value] += 1
    return found


@pytest.mark.parametrize("slug", SLUGS)
def test_each_value_of_each_row_is_listed_once(slug: str) -> None:
    latest = max(row["published_on"] for row in rows(slug, "documents"))
    found = Counter(
        (fact["table"], fact["document"], fact["locator"], fact["visibility"], fact["value"])
        for fact in listed(slug, date.fromisoformat(latest))
        if not fact["measure"].endswith(ENDS)
    )
    assert found == expected_facts(slug)


@pytest.mark.parametrize("slug", SLUGS)
def test_each_interval_also_has_its_first_and_last_day(slug: str) -> None:
    days: Counter[tuple[str, str]] = Counter()
    for name, table in TABLES.items():
        for row in rows(slug, name):
            for column in {fact.value for fact in table.facts if fact.value.endswith("_edtf")}:
                covered = interval(row[column])
                days.update((name, end.isoformat()) for end in (covered.earliest, covered.latest) if end)
    assert Counter((f["table"], f["value"]) for f in listed(slug) if f["measure"].endswith(ENDS)) == days


def test_every_number_of_every_table_is_a_fact() -> None:
    """Save where a row stands in its paper or on a map."""
    layout = {"position", "longitude", "latitude", "tile_column", "tile_row", "page"}
    for table in TABLES.values():
        numbers = {column.name for column in table.columns if column.kind in ("number", "integer")}
        assert numbers - {fact.value for fact in table.facts} <= layout, table.name


@pytest.mark.parametrize("slug", SLUGS)
def test_values_are_plain(slug: str) -> None:
    for fact in listed(slug):
        assert all(isinstance(cell, str) for cell in fact.values()), fact
        assert fact["value"] and fact["value"] == fact["value"].strip(), fact
        if fact["unit"]:
            assert PLAIN_NUMBER.fullmatch(fact["value"]), fact
        if (fact["table"], fact["measure"]) == ("documents", "published") or fact["measure"].endswith(ENDS):
            assert ISO_DATE.fullmatch(fact["value"]), fact


@pytest.mark.parametrize("slug", SLUGS)
def test_every_fact_has_its_source(slug: str) -> None:
    reference = {row["title"] for row in rows(slug, "documents") if row["kind"] == "reference"}
    for fact in listed(slug):
        assert fact["council"] == slug
        assert fact["table"] in TABLES
        assert fact["document"] and fact["locator"] and fact["measure"], fact
        assert fact["visibility"] == "public", fact
        assert bool(fact["reported_on"]) == (fact["document"] not in reference), fact
        assert not fact["reported_on"] or ISO_DATE.fullmatch(fact["reported_on"]), fact


SPOT = [
    ("nottinghamshire", "spend", "18400000", "GBP", "paragraph 28"),
    ("nottinghamshire", "spend", "12500000", "GBP", "paragraph 28"),
    ("nottinghamshire", "spend", "5900000", "GBP", "paragraph 28"),
    ("nottinghamshire", "survey_answers", "65", "%", "Table 3, row 1"),
    ("cheshire-east", "savings", "4645", "GBP", "paragraph 5.9"),
    ("cheshire-east", "savings", "250000", "GBP", "paragraph 5.7 (second)"),
    ("cheshire-east", "savings", "4.5", "%", "paragraph 5.7 (second)"),
    ("cheshire-east", "projections", "118500", "people", "Table 1, row 1, column 2035"),
    ("dorset", "risk_scores", "12", "score", "paragraph 8.2"),
    ("dorset", "risk_scores", "4", "score", "paragraph 8.3"),
]


@pytest.mark.parametrize(("slug", "table", "value", "unit", "locator"), SPOT)
def test_known_facts_are_listed_with_their_place(slug: str, table: str, value: str, unit: str, locator: str) -> None:
    found = [f for f in listed(slug) if (f["table"], f["value"], f["unit"]) == (table, value, unit)]
    assert any(locator in fact["locator"] for fact in found), [fact["locator"] for fact in found]


@pytest.mark.parametrize(("slug", "value"), [("solihull", "275"), ("solihull", "220"), ("cheshire-east", "556")])
def test_known_counts_of_people_are_listed(slug: str, value: str) -> None:
    (first, *_) = [f for f in listed(slug) if (f["table"], f["value"], f["unit"]) == ("people", value, "people")]
    assert first["locator"].startswith(("heading", "paragraph"))


def test_a_share_of_people_elsewhere_is_listed_with_who_quoted_it() -> None:
    found = [f for slug in SLUGS for f in listed(slug) if f["value"] == "174000"]
    assert found and all(f["table"] == "context" and f["locator"] for f in found)


@pytest.mark.parametrize("slug", SLUGS)
def test_no_fact_is_older_news_than_the_day_asked_for(slug: str) -> None:
    for row in rows(slug, "documents"):
        if row["published_on"]:
            as_at = date.fromisoformat(row["published_on"])
            assert all(fact["reported_on"] <= row["published_on"] for fact in listed(slug, as_at))


def test_nottinghamshire_before_its_committee_met_has_nothing_of_the_committees_report() -> None:
    before, after = listed("nottinghamshire", date(2022, 4, 30)), listed("nottinghamshire", date(2023, 3, 13))
    report = {row["title"] for row in rows("nottinghamshire", "documents") if row["kind"] == "committee report"}

    assert len(report) == 1 and report & {fact["document"] for fact in after}
    assert not report & {fact["document"] for fact in before}
    assert not [fact for fact in before if "18400000" in fact["value"] or "1,400" in fact["value"]]
    assert [fact for fact in after if "1,400" in fact["value"]]


def test_a_disagreement_of_two_papers_is_known_when_both_are() -> None:
    """One side of it is of 2022, and the other was not written until 2023."""
    sides = [fact["value"] for fact in listed("nottinghamshire", date(2022, 4, 30)) if fact["table"] == "conflicts"]
    later = [fact["value"] for fact in listed("nottinghamshire", date(2023, 3, 13)) if fact["table"] == "conflicts"]
    assert set(sides) < set(later)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (18_400_000.0, "18400000"),
        (4.5, "4.5"),
        (0.1, "0.1"),
        (0.0, "0"),
        (-2.1875, "-2.1875"),
        (1e15, "1000000000000000"),
        (7, "7"),
        (None, ""),
        (float("nan"), ""),
        ("", ""),
        ("68%", "68%"),
        (date(2023, 3, 13), "2023-03-13"),
    ],
)
def test_a_cell_is_plain_text(cell: object, text: str) -> None:
    assert plain(cell) == text


@pytest.mark.parametrize("slug", SLUGS)
def test_json_holds_the_same_facts_with_numbers_as_numbers(slug: str) -> None:
    found = json.loads(as_json(facts(Library().dataset(slug).at())))
    for given, fact in zip(listed(slug), found, strict=True):
        assert list(fact) == list(COLUMNS)
        assert {**fact, "value": str(fact["value"])} == {**given, "value": str(fact["value"])}
        assert isinstance(fact["value"], int | float) == bool(given["unit"]), fact
        if given["unit"]:
            assert Decimal(str(fact["value"])) == Decimal(given["value"])


def command(*words: str) -> str:
    done = CliRunner().invoke(app, ["facts", *words])
    assert done.exit_code == 0, done.stderr
    return done.stdout


def test_the_command_lists_facts_as_known_on_a_day() -> None:
    found = list(csv.DictReader(command("nottinghamshire", "--as-at", "2022-04-30").splitlines()))
    assert [dict(row) for row in found] == listed("nottinghamshire", date(2022, 4, 30))


@pytest.mark.parametrize("slug", Library().slugs())
def test_sound_facts_are_the_same_as_csv(slug: str) -> None:
    found = facts(Library().dataset(slug).at())
    read = pd.read_csv(io.StringIO(as_csv(found)), dtype=str, keep_default_na=False)
    assert read.to_dict("records") == found.to_dict("records")


@pytest.mark.parametrize("words", ["=1+1", "+44", "-x", "@SUM(A1)", "\t=1", "\r=1", "-1+2"])
def test_words_of_a_fact_never_become_a_formula(words: str) -> None:
    row = dict.fromkeys(COLUMNS, words) | {"value": "-2.5"}
    (read,) = pd.read_csv(io.StringIO(as_csv(pd.DataFrame([row]))), dtype=str).to_dict("records")
    assert read["subject"] == f"'{words}".replace("\r", "\n") and read["value"] == "-2.5"


def test_the_command_lists_facts_as_json() -> None:
    assert json.loads(command("dorset", "--format", "json")) == json.loads(
        as_json(facts(Library().dataset("dorset").at()))
    )
