"""A published 0 says that there is nobody: where records that are not understood could be of somebody, it is not available."""

from __future__ import annotations

from pathlib import Path

import pytest

from dayops_dash.prepare.counting import day_support as day
from dayops_dash.prepare.disclosure.protection import Method, Policy, Zeros
from tests.prepare import records as made
from tests.prepare.records import MENTAL
from tests.prepare.releases import Attack, seen
from tests.prepare.test_day_support import reach
from tests.prepare.test_joins import AT, FULL, MANY, WARDS, by_area, done, living, read

LOST = [
    {"client": "Adult"},
    {"service": "LTS Community (DP)"},
    {"component": "LD day opportunities"},
    {"start": "soon"},
    {"end": "ongoing"},
    {"death": "no"},
    {"year": ""},
    {"nhs": ""},
]


@pytest.mark.parametrize("cells", LOST, ids=str)
def test_no_0_is_shown_where_records_that_are_left_out_may_be_of_people_there(
    tmp_path: Path, cells: dict[str, str]
) -> None:
    """Three people of the third ward, the only ones there with a managed personal budget, have a cell that is not understood."""
    lives = {"mechanism": "CASSR Managed Personal Budget", "postcode": AT[2]}
    before, _ = done(tmp_path / "before", MANY, FULL)
    assert (
        by_area(reach(before))[WARDS[2]] == "0" == reach(before)["people", "", day.DELIVERY, "managed personal budget"]
    )
    lost = [made.row(**{"nhs": f"lost {n}", **lives, **cells}) for n in range(3)]
    out, result = done(tmp_path / "lost", [*MANY, *lost], FULL)
    shown = {key[1:]: value for key, value in reach(out).items() if key[0] == "people"}
    assert shown["", "", ""] == "32"
    assert shown[WARDS[2], "", ""] == shown["", day.DELIVERY, "managed personal budget"] == "not available"
    assert {group for (_, _, group), value in shown.items() if value == "0"} <= {"not known", "other or not stated"}
    assert {
        key[1:]: v for key, v in reach(before).items() if v not in ("0", "not available") and key[0] == "people"
    } == {key: v for key, v in shown.items() if v not in ("0", "not available")}
    assert "No count is published as 0" in "\n".join(result.told) and "3 " in "\n".join(result.told)


def test_a_group_of_a_ward_is_0_only_where_everybodys_word_there_is_known(tmp_path: Path) -> None:
    """Learning disability is counted in the first ward. In the third five people's reason is "LD", which is of no list."""
    rows = [*living(AT[0], 60), *living(AT[1], 30, reason=MENTAL), *living(AT[2], 30, reason=MENTAL)]
    out, result = done(tmp_path, [*rows, *living(AT[2], 5, reason="LD")], FULL)
    shown = {key[1:]: value for key, value in reach(out).items() if key[0] == "people"}
    assert shown[WARDS[2], day.GROUP, "Learning disability"] == "not available"
    assert shown[WARDS[2], day.GROUP, "Social support"] == "not available"
    assert shown[WARDS[1], day.GROUP, "Learning disability"] == "0"  # where everybody's reason is understood
    assert shown[WARDS[2], day.AGE, "65 and over"] == "0"
    assert "shown as not available and not as 0" in "\n".join(result.told)


def test_a_group_of_a_ward_is_not_0_where_somebody_has_neither_a_known_group_nor_an_area(tmp_path: Path) -> None:
    rows = [*living(AT[0], 60), *living(AT[1], 30, reason=MENTAL), *living("QX9 9ZZ", 6, reason="")]
    out, _ = done(tmp_path, rows, FULL)
    assert reach(out)["people", WARDS[1], day.GROUP, "Learning disability"] == "not available"


@pytest.mark.parametrize("units", ["4 days", "28", "four"])
def test_a_band_of_days_is_0_only_where_everybodys_days_are_known(tmp_path: Path, units: str) -> None:
    band = ("people", "", day.DAYS, "more than 3, up to 4")
    out, _ = done(tmp_path / "read", [*living(AT[0], 60), *living(AT[1], 18, units="4")], FULL)
    assert reach(out)[band] == "18" and reach(out)["people", "", day.DAYS, "more than 4"] == "0"
    out, _ = done(tmp_path / "not", [*living(AT[0], 60), *living(AT[1], 18, units=units)], FULL)
    assert reach(out)[band] == "not available" and reach(out)["people", "", day.DAYS, "not known"] == "18"


@pytest.mark.parametrize("policy", [Policy(), Policy(method=Method.ROUND), Policy(zeros=Zeros.HIDDEN)], ids=str)
def test_what_is_not_available_opens_no_count_and_is_the_same_again(tmp_path: Path, policy: Policy) -> None:
    rows = [*living(AT[0], 60), *living(AT[1], 9, reason=MENTAL), *living(AT[2], 3, reason="LD"), *living(AT[2], 7)]
    for number, cells in enumerate([{}, {"start": "soon"}, {"client": "Adult"}]):
        out, _ = done(tmp_path / str(number), [*rows, *living(AT[3], 2, **cells)], FULL, policy=policy)
        assert Attack([seen(out, made.SNAPSHOT.isoformat())]).opened() == {}
        before = {path.name: path.read_bytes() for path in out.iterdir()}
        next(out.parent.glob("*-published.json")).unlink()
        _, again = done(tmp_path / str(number), [*rows, *living(AT[3], 2, **cells)], FULL, policy=policy)
        assert {path.name: path.read_bytes() for path in out.iterdir()} == before
        assert "taken as published" in " ".join(again.notes) and read(out / "reach.csv")
