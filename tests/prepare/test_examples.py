"""Made-up records: the same for the same seed, in any batches, and as messy as they say."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from dayops_dash.dataset.schema import OFFICIAL_CODE
from dayops_dash.prepare.examples import places
from dayops_dash.prepare.examples import records as examples
from tests.prepare import records as made


def table(people: int, seed: int) -> pa.Table:
    return pa.concat_tables(examples.batches(people, seed), promote_options="permissive")


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one.csv", "two.csv"):
        examples.write_records(tmp_path / name, people=300, seed=5)
    examples.write_records(tmp_path / "other.csv", people=300, seed=6)
    one, two, other = ((tmp_path / name).read_bytes() for name in ("one.csv", "two.csv", "other.csv"))
    assert one == two != other


def test_the_size_of_a_batch_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = table(300, 5).to_pylist()
    monkeypatch.setattr(examples, "BATCH", 70)
    assert table(300, 5).to_pylist() == whole


def test_more_people_are_the_same_people_and_more(monkeypatch: pytest.MonkeyPatch) -> None:
    fewer, more = ({r["Der_NHS_Number_Traced_Pseudo"] for r in table(n, 5).to_pylist()} for n in (100, 200))
    assert fewer < more


def test_the_first_bytes_never_change() -> None:
    """What was made with a seed once can be made again: a change here changes Exampleshire."""
    first = next(examples.batches(50, 1)).slice(0, 1).to_pylist()[0]
    told = {name: first[name] for name in ("Der_NHS_Number_Traced_Pseudo", "Event_Start_Date", "Postcode")}
    assert told == FIRST


FIRST = {
    "Der_NHS_Number_Traced_Pseudo": "627984118925130497",
    "Event_Start_Date": date(2025, 2, 15),
    "Postcode": "QX3 3ZZ",
}


def test_the_records_are_as_messy_as_real_ones(tmp_path: Path) -> None:
    path = tmp_path / "records.csv"
    examples.write_records(path, people=2_000, seed=1)
    rows = made.read(path)
    assert set(rows[0]) == FIELDS
    assert len({r["ImportDate"] for r in rows}) == 6
    last = [r for r in rows if r["ImportDate"].startswith("2026-04-29") and r["LA_Code"] == places.COUNCIL_CODE]
    nhs, own = "Der_NHS_Number_Traced_Pseudo", "Der_LA_Person_Unique_Identifier_Pseudo"
    beside = {r[own] for r in last if r[nhs] and r[own]}
    assert any(not r[nhs] and r[own] in beside for r in last) and any(not r[nhs] and not r[own] for r in last)
    owns: dict[str, set[str]] = {}
    for each in last:
        owns.setdefault(each[nhs], set()).add(each[own])
    assert any(len(ids) > 1 for number, ids in owns.items() if number)
    reasons = Counter(r["Primary_Support_Reason"] for r in last)
    assert reasons["LD"] and reasons["Unknown"] and reasons[""]
    assert any(r["Event_End_Date"] == "2026-03-31" for r in last) and any(
        r["Date_of_Death"] == "2026-03-31" for r in last
    )
    assert {"DP", "Spot purchase"} <= {r["Delivery_Mechanism"] for r in last}
    assert len({r["Der_Unique_Record_ID"] for r in rows}) == len(rows)
    ended = {r["Der_Unique_Record_ID"] for r in rows if r["Event_End_Date"]}
    assert 0 < len(ended) < len(rows)


FIELDS = set(made.PLAIN) | {
    "Der_Unique_Record_ID",
    "Event_Type",
    "Has_Unpaid_Carer",
    "Employment_Status",
    "Accommodation_Status",
}


def test_exampleshire_cannot_be_taken_for_a_real_place() -> None:
    import re

    codes = [r["area_code"] for r in places.area_rows()]
    assert len(set(codes)) == len(places.WARDS) == 20
    assert all(re.fullmatch(OFFICIAL_CODE, code) and code.startswith("E05999") for code in codes)
    assert all(r["postcode"].startswith("QX") for r in places.lookup_rows())
    assert all(1.5 < float(r["longitude"]) < 3 and 54 < float(r["latitude"]) < 55 for r in places.area_rows())
    tiles = [(w.column, w.row) for w in places.WARDS]
    assert len(set(tiles)) == len(tiles)


def test_a_year_has_four_returns_one_again_and_a_trap() -> None:
    made_of = examples.returns(date(2024, 3, 31))
    assert [one.last for one in made_of] == [
        date(2023, 6, 30), date(2023, 9, 30), date(2023, 12, 31), date(2024, 3, 31), date(2024, 3, 31), date(2024, 4, 30)
    ]  # fmt: skip
    assert [one.first for one in made_of[3:]] == [date(2023, 4, 1), date(2023, 4, 1), date(2024, 4, 1)]
    assert made_of[-1].imported == max(one.imported for one in made_of)
