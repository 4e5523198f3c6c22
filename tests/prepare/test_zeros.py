"""A published 0 says that there is nobody: where records that are not understood could be of somebody, it is not available."""

from __future__ import annotations

from pathlib import Path

import pytest

from dayops_dash.dataset.checks import check
from dayops_dash.prepare.counting import day_support as day
from dayops_dash.prepare.disclosure.protection import Method, Policy, Zeros
from dayops_dash.prepare.records.scope import Left
from dayops_dash.prepare.release.folder import NO_ZERO, SOME_UNCOUNTED
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


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of people of whom everything is understood."""
    return done(tmp_path_factory.mktemp("before"), MANY, FULL)[0]


@pytest.mark.parametrize("cells", LOST, ids=str)
def test_no_0_is_shown_where_records_that_are_left_out_may_be_of_people_there_and_others_stay(
    before: Path, tmp_path: Path, cells: dict[str, str]
) -> None:
    """Three people of the third ward, the only ones there with a managed personal budget, have a cell that is not understood."""
    lives = {"mechanism": "CASSR Managed Personal Budget", "postcode": AT[2]}
    assert (
        by_area(reach(before))[WARDS[2]] == "0" == reach(before)["people", "", day.DELIVERY, "managed personal budget"]
    )
    lost = [made.row(**{"nhs": f"lost {n}", **lives, **cells}) for n in range(3)]
    out, result = done(tmp_path / "lost", [*MANY, *lost], FULL)
    shown = {key[1:]: value for key, value in reach(out).items() if key[0] == "people"}
    assert shown["", "", ""] == "32"
    assert shown[WARDS[2], "", ""] == shown["", day.DELIVERY, "managed personal budget"] == "not available"
    assert shown["", day.SEX, "Male"] == "0"  # they are of no such group
    assert shown["", day.DELIVERY, "commissioned support"] == ("not available" if "service" in cells else "0")
    assert shown[WARDS[3], "", ""] == shown[WARDS[3], day.GROUP, "Learning disability"] == "0"  # and do not live there
    assert shown[WARDS[2], day.AGE, "18 to 64"] != "0" and shown["", day.DAYS, "more than 4"] == "not available"
    assert {
        key[1:]: v for key, v in reach(before).items() if v not in ("0", "not available") and key[0] == "people"
    } == {key: v for key, v in shown.items() if v not in ("0", "not available")}
    (line,) = (line for line in result.told if "not as 0" in line)
    assert "records that may be of people there are in no count (3 " in line
    note = next(r["note"] for r in read(out / "documents.csv") if r["kind"] == "data return")
    assert SOME_UNCOUNTED in note and NO_ZERO in note and check(out) == []
    assert SOME_UNCOUNTED not in (before / "documents.csv").read_text("utf-8")


SURE = [
    {"component": "Home Support", "start": "soon"},  # it says what it is of
    {"client": "Adult", "end": "2023-12-31"},  # it has ended, whosever it is
    {"service": "Package", "start": "2024-06-01"},
    {"start": "soon", "death": "2024-01-01"},
    {"end": "ongoing", "year": "2010"},
    {"client": "Carer", "start": "soon"},
]


@pytest.mark.parametrize("cells", SURE, ids=str)
def test_a_record_that_cannot_count_puts_no_0_in_doubt(before: Path, tmp_path: Path, cells: dict[str, str]) -> None:
    lost = [made.row(**{"nhs": f"lost {n}", "postcode": AT[2], **cells}) for n in range(3)]
    out, result = done(tmp_path / "lost", [*MANY, *lost], FULL)
    assert reach(out) == reach(before) and by_area(reach(out))[WARDS[2]] == "0"
    assert not any("in no count" in line for line in result.told)
    assert SOME_UNCOUNTED not in (out / "documents.csv").read_text("utf-8")


def test_a_row_without_the_councils_name_is_of_its_submission(tmp_path: Path) -> None:
    """They were taken for another submission's, and a ward of theirs was a public 0."""
    out, result = done(tmp_path, [*MANY, *living(AT[2], 12, name="")], FULL)
    assert by_area(reach(out))[WARDS[2]] == "12" and result.rows["kept"] == 44


@pytest.mark.parametrize(("cells", "why"), [({"code": ""}, Left.CODE), ({"imported": ""}, Left.NO_IMPORT)])
def test_rows_that_do_not_say_whose_or_when_are_told_apart_and_no_0(
    tmp_path: Path, cells: dict[str, str], why: str
) -> None:
    out, result = done(tmp_path, [*MANY, *living(AT[2], 12, **cells)], FULL)
    assert by_area(reach(out)) == dict(zip(WARDS, ("20", "12", "not available", "0"), strict=True))
    assert result.rows[why] == 12 and any(
        f"12 of 44 rows of the council (27%) left out: {why}" in g for g in result.grave
    )


def test_a_group_of_a_ward_is_0_only_where_everybodys_word_there_is_known(tmp_path: Path) -> None:
    """Learning disability is counted in the first ward. In the third five people's reason is "LD", which is of no list."""
    rows = [*living(AT[0], 60), *living(AT[1], 30, reason=MENTAL), *living(AT[2], 30, reason=MENTAL)]
    out, result = done(tmp_path, [*rows, *living(AT[2], 5, reason="LD")], FULL)
    shown = {key[1:]: value for key, value in reach(out).items() if key[0] == "people"}
    assert shown[WARDS[2], day.GROUP, "Learning disability"] == "not available"
    assert shown[WARDS[2], day.GROUP, "Social support"] == "not available"
    assert shown[WARDS[1], day.GROUP, "Learning disability"] == "0"  # where everybody's reason is understood
    assert shown[WARDS[2], day.AGE, "65 and over"] == "0"
    assert "of some people the records do not say (client group" in "\n".join(result.told)


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


@pytest.mark.parametrize("code", ["E1099900l", "902", "Exampleshire", "E10 99"])
def test_a_code_that_is_no_other_councils_may_be_this_ones(tmp_path: Path, code: str) -> None:
    out, result = done(tmp_path, [*MANY, *living(AT[2], 3, code=code)], FULL)
    assert by_area(reach(out))[WARDS[2]] == "not available" and result.rows[Left.CODE] == 3
    out, result = done(tmp_path / "other", [*MANY, *living(AT[2], 3, code="E10999002")], FULL)
    assert by_area(reach(out))[WARDS[2]] == "0" and result.rows["of other councils"] == 3


@pytest.mark.parametrize("cells", [{"end": "1900-01-01"}, {"death": "01/01/1900"}, {"end": "1899-12-30"}], ids=str)
def test_a_day_that_systems_write_for_none_is_no_end(tmp_path: Path, cells: dict[str, str]) -> None:
    out, result = done(tmp_path, [*MANY, *living(AT[2], 3, **cells)], FULL)
    assert by_area(reach(out))[WARDS[2]] == "not available" and sum(result.unread.values()) == 3


@pytest.mark.parametrize("word", ["REDACTED", "Not known", "0", "0000000000", "N/A"])
def test_a_word_in_the_place_of_a_number_is_nobodys(tmp_path: Path, word: str) -> None:
    """Twelve people were one, and nothing was said."""
    rows = [made.row(nhs=word, own=f"own {n}", postcode=AT[2]) for n in range(12)]
    out, _ = done(tmp_path, [*MANY, *rows], FULL)
    assert by_area(reach(out))[WARDS[2]] == "12"


@pytest.mark.parametrize("imported", ["2024-04-20", "2024-04-20 10:15:01", "2024-05-20 10:15:00"])
def test_a_submission_that_is_passed_over_is_told_where_it_may_be_meant(tmp_path: Path, imported: str) -> None:
    path = made.write(tmp_path / "records.csv", [*MANY, *living(AT[2], 4, imported=imported)])
    told = " ".join(made.run(path).told)
    assert "Only the last submission for the period is counted" in told and "give them one ImportDate" in told
    assert not made.run(made.write(tmp_path / "one.csv", MANY)).told
