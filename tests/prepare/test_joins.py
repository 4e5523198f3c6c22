"""No join loses people without saying so: postcodes with areas, columns with codes, areas with populations, providers with records."""

from __future__ import annotations

import csv
import stat
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from dayops_dash.commands import app
from dayops_dash.dataset.checks import check
from dayops_dash.prepare.disclosure.protection import Method, Policy, Zeros
from dayops_dash.prepare.examples import places
from dayops_dash.prepare.places.lookups import Why
from dayops_dash.prepare.records.columns import RecordsError
from dayops_dash.prepare.release.folder import ANY_WITHOUT_AREA, SOME_WITHOUT_AREA
from dayops_dash.prepare.run import Asked, HeadcountQuestion, Result, beside, prepare
from tests.prepare import records as made
from tests.prepare.records import LEARNING, MENTAL, Row, row
from tests.prepare.releases import Attack, seen
from tests.prepare.test_day_support import reach, written
from tests.thorough import examples

CASES = Path(__file__).parent / "cases"
END = date(2026, 3, 31)
WARDS = [places.ward_code(n) for n in range(4)]
FULL = places.lookup_rows()[: 4 * places.POSTCODES_A_WARD]
Cells = dict[tuple[str, str, str, str], str]


def done(root: Path, rows: list[Row], lookup: list[dict[str, str]], **said: object) -> tuple[Path, Result]:
    """Prepare records with a lookup, and return the folder and what was done."""
    root.mkdir(exist_ok=True)
    out = root / "made" / "exampleshire"
    asked = {"out": out, "postcodes": written(root / "lookup.csv", lookup), **said}
    records = made.write(root / "records.csv", rows)
    return out, prepare(Asked(records, HeadcountQuestion(made.COUNCIL, made.SNAPSHOT), **asked))  # type: ignore[arg-type]


def living(at: str, people: int, **cells: str) -> list[Row]:
    """Return a record each of some people who live at a postcode."""
    return [row(nhs=f"at {at} {n} {cells.get('reason', '')}", postcode=at, **cells) for n in range(people)]


def by_area(cells: Cells) -> dict[str, str]:
    return {
        area: value for (measure, area, name, _), value in cells.items() if measure == "people" and area and not name
    }


def case(root: Path, lookup: str) -> tuple[Path, str]:
    """Run the command as an officer types it on a case, and return the folder and what the terminal shows."""
    out = root / "exampleshire"
    typed = f"prepare {CASES}/01-cld-release-1.csv --council E10999001 --snapshot 2026-03-31 --areas {CASES}/areas.csv"
    run = CliRunner().invoke(app, [*typed.split(), "--postcodes", str(CASES / lookup), "--out", str(out)])
    assert run.exit_code == 0, run.output
    return out, run.output


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_half_a_lookup_makes_no_area_0_and_its_people_are_told(tmp_path: Path) -> None:
    """With the whole lookup five areas are 0. With half of it no area may be, for the 19 who are not found live somewhere."""
    ward = {each["postcode"]: each["area_code"] for each in read(CASES / "lookup.csv")}
    kept = {each["postcode"] for each in read(CASES / "03-lookup-with-half-its-postcodes.csv")}
    adults = [r for r in read(CASES / "01-cld-release-1.csv") if made.age(r, END) >= 18]
    assert len({r["Der_NHS_Number_Traced_Pseudo"] for r in adults}) == len(adults) == 39
    truly = Counter(ward[r["Postcode"]] for r in adults)
    lost = sum(r["Postcode"] not in kept for r in adults)

    whole, told = case(tmp_path / "whole", "lookup.csv")
    assert Counter(by_area(reach(whole)).values())["0"] == 5
    assert all((value == "0") == (not truly[area]) for area, value in by_area(reach(whole)).items())
    assert "without an area" not in told

    half, told = case(tmp_path / "half", "03-lookup-with-half-its-postcodes.csv")
    assert "0" not in by_area(reach(half)).values() and "not available" in by_area(reach(half)).values()
    assert f"People without an area: {lost} of 39 with day support (49%)." in told and lost == 19
    assert "19 people, 19 rows: postcode not in the lookup" in told
    assert check(half) == []
    report = beside(half).read_text("utf-8")
    assert "| 49% | 19 | 39 people with day support | without an area: postcode not in the lookup |" in report
    assert SOME_WITHOUT_AREA in (half / "documents.csv").read_text("utf-8")
    assert SOME_WITHOUT_AREA not in (whole / "documents.csv").read_text("utf-8")


AT = [f"QX{n} 0ZZ" for n in range(1, 5)]  # a postcode of each ward
MANY = [*living(AT[0], 20), *living(AT[1], 12)]


@pytest.mark.parametrize(
    ("postcode", "cells", "why"),
    [
        ("", {}, Why.NO_POSTCODE),
        ("ZZ99 3VZ", {}, Why.NO_ADDRESS),
        ("QX9 9ZZ", {}, Why.NOT_IN_LOOKUP),
        ("QX9 1ZZ", {"area_code": ""}, Why.NO_AREA),
        ("QX9 1ZZ", {"area_code": "  "}, Why.NO_AREA),
        ("QX9 1ZZ", {"area_code": "E99999999"}, Why.NO_AREA),
        ("QX9 1ZZ", {"area_code": "L99999999"}, Why.NO_AREA),
        ("QX9 1ZZ", {"area_code": "", "doterm": "202401"}, Why.TERMINATED),
        ("QX9 1ZZ", {"area_code": "E99999999", "doterm": "202401"}, Why.TERMINATED),
        ("QX9 1ZZ", {"area_code": "E05999777"}, Why.ELSEWHERE),
    ],
)
def test_people_and_rows_without_an_area_are_told_by_reason(
    tmp_path: Path, postcode: str, cells: dict[str, str], why: str
) -> None:
    lookup = [{**each, "doterm": ""} for each in FULL]
    lookup += [{**lookup[0], "postcode": "QX9 1ZZ", **cells}]
    areas = written(tmp_path / "areas.csv", places.area_rows()[:4])
    twice = [row(nhs="two", postcode=postcode, units=u) for u in ("1", "2")]
    _, result = done(tmp_path, [*MANY, *living(postcode, 6), *twice], lookup, areas=areas)
    assert result.rows["kept"] == 32 + 6 + 2
    said = "\n".join(result.joins)
    assert "People without an area: 7 of 39 with day support (18%)." in said
    assert f"7 people, 8 rows: {why}." in said
    assert f"| 18% | 7 | 39 people with day support | without an area: {why} |" in result.report


def test_a_postcode_of_two_areas_and_a_person_of_two_are_in_neither(tmp_path: Path) -> None:
    lookup = [*FULL, {**FULL[0], "postcode": "QX9 1ZZ"}, {**FULL[-1], "postcode": "QX9 1ZZ"}, FULL[0]]
    moved = [row(nhs="moved", postcode=at) for at in AT[:2]]
    out, result = done(tmp_path, [*MANY, *living("QX9 1ZZ", 7), *moved], lookup)
    said = "\n".join(result.joins)
    assert f"7 people, 7 rows: {Why.TWO_AREAS}" in said and f"1 people, 0 rows: {Why.DISAGREE}" in said
    assert reach(out)["people", "", "area", "not known"] == "8"


def test_an_area_is_that_of_the_row_that_counts_and_no_older_one_stands_in(tmp_path: Path) -> None:
    """Fifteen moved from the first ward to the third. Where the lookup lacks the new postcode they are in no area, and not in the old."""
    moved = [
        row(nhs=f"moved {n}", postcode=at, start=start)
        for n in range(15)
        for at, start in ((AT[0], "2023-06-01"), (AT[2], "2024-01-10"))
    ]
    whole, _ = done(tmp_path / "whole", [*MANY, *moved], FULL)
    assert by_area(reach(whole)) == dict(zip(WARDS, ("20", "12", "15", "0"), strict=True))
    less, result = done(tmp_path / "less", [*MANY, *moved], [each for each in FULL if each["postcode"] != AT[2]])
    assert by_area(reach(less)) == dict(zip(WARDS, ("20", "12", "not available", "not available"), strict=True))
    assert reach(less)["people", "", "area", "not known"] == "15"
    assert f"15 people, 15 rows: {Why.NOT_IN_LOOKUP}" in "\n".join(result.joins)


def test_a_terminated_postcode_that_has_an_area_keeps_it_and_is_told(tmp_path: Path) -> None:
    lookup = [{**each, "doterm": "202401" if each["postcode"] == AT[1] else ""} for each in FULL]
    out, result = done(tmp_path, MANY, lookup)
    assert by_area(reach(out))[WARDS[1]] == "12"
    assert "12 rows placed by a terminated postcode, in the area where it was." in result.joins


def test_most_people_without_an_area_are_refused_with_what_to_do(tmp_path: Path) -> None:
    few = [*living(AT[0], 20), *living("QX9 9ZZ", 21)]
    with pytest.raises(RecordsError) as refused:
        done(tmp_path, few, FULL)
    said = str(refused.value)
    assert "Nothing was written: 21 of 41 people with day support have no area" in said
    assert "lookup.csv was read by its columns postcode and area_code" in said and "Take the latest lookup" in said
    assert not (tmp_path / "made").exists()
    out, _ = done(tmp_path, few[:-1], FULL)
    assert check(out) == []


def test_an_area_that_is_not_given_may_be_a_given_one_under_another_code(tmp_path: Path) -> None:
    """A postcode of the third ward, of six people, has its code of another year; its other postcodes have the code that is given."""
    areas = written(tmp_path / "areas.csv", places.area_rows()[:3])
    renamed = [{**each, "area_code": "E05999777"} if each["postcode"] == AT[2] else each for each in FULL]
    assert any(each["area_code"] == WARDS[2] for each in renamed)
    out, result = done(tmp_path, [*MANY, *living(AT[2], 6)], renamed, areas=areas)
    assert by_area(reach(out)) == {WARDS[0]: "20", WARDS[1]: "12", WARDS[2]: "not available"}
    assert f"6 people, 6 rows: {Why.ELSEWHERE}" in "\n".join(result.joins)
    assert SOME_WITHOUT_AREA in (out / "documents.csv").read_text("utf-8")


def test_zeros_are_certain_only_where_everybody_is_in_an_area_that_is_given(tmp_path: Path) -> None:
    areas = written(tmp_path / "areas.csv", places.area_rows()[:3])
    out, _ = done(tmp_path / "all", MANY, FULL, areas=areas)
    assert by_area(reach(out)) == {WARDS[0]: "20", WARDS[1]: "12", WARDS[2]: "0"}
    out, result = done(tmp_path / "elsewhere", [*MANY, *living(AT[3], 8)], FULL, areas=areas)
    assert by_area(reach(out)) == {WARDS[0]: "20", WARDS[1]: "12", WARDS[2]: "not available"}
    assert f"8 people, 8 rows: {Why.ELSEWHERE}" in "\n".join(result.joins)


def test_zeros_are_not_certain_where_an_area_may_be_under_another_code(tmp_path: Path) -> None:
    """Nobody's postcode leads to the third ward, and eight people are in a ward that is not given: it may be the same by another year."""
    areas = written(tmp_path / "areas.csv", places.area_rows()[:3])
    renamed = [{**each, "area_code": "E05999777"} if each["area_code"] == WARDS[2] else each for each in FULL]
    out, result = done(tmp_path, [*MANY, *living(AT[2], 8)], renamed, areas=areas)
    assert by_area(reach(out)) == {WARDS[0]: "20", WARDS[1]: "12", WARDS[2]: "not available"}
    assert f"No postcode of lookup.csv leads to 1 area of areas.csv ({WARDS[2]})" in "\n".join(result.joins)


def test_a_group_that_is_all_placed_keeps_its_zeros(tmp_path: Path) -> None:
    """Six people of learning disability are not found; everybody of mental health is. So the latter's zeros are true."""
    rows = [*living(AT[0], 20), *living(AT[0], 12, reason=MENTAL), *living(AT[1], 12), *living("QX9 9ZZ", 6)]
    out, _ = done(tmp_path, rows, FULL)
    cells = reach(out)
    assert cells["people", WARDS[1], "client group", "Mental health"] == "0"
    assert cells["people", WARDS[2], "client group", "Learning disability"] == "not available"
    assert cells["people", WARDS[2], "", ""] == "not available"


@pytest.mark.parametrize("policy", [Policy(), Policy(method=Method.ROUND), Policy(zeros=Zeros.HIDDEN)], ids=str)
def test_what_is_not_available_opens_nothing_and_is_the_same_again(tmp_path: Path, policy: Policy) -> None:
    rows = [*living(AT[0], 20), *living(AT[1], 9), *living(AT[1], 3, reason=MENTAL), *living(AT[2], 2), *living("", 2)]
    out, _ = done(tmp_path, rows, FULL, policy=policy)
    assert Attack([seen(out, made.SNAPSHOT.isoformat())]).opened() == {}
    assert ("not available" in by_area(reach(out)).values()) == (policy.zeros is Zeros.SHOWN)
    before = {p.name: p.read_bytes() for p in out.iterdir()}
    _, again = done(tmp_path, rows, FULL, policy=policy)
    assert {p.name: p.read_bytes() for p in out.iterdir()} == before
    assert "does not know of" not in " ".join(again.notes)
    next(out.parent.glob("*-published.json")).unlink()
    _, without = done(tmp_path, rows, FULL, policy=policy)
    assert "taken as published" in " ".join(without.notes)
    assert {p.name: p.read_bytes() for p in out.iterdir()} == before


def test_where_zeros_are_hidden_no_word_tells_whether_anybody_has_no_area(tmp_path: Path) -> None:
    policy, notes = Policy(zeros=Zeros.HIDDEN), set[str]()
    for nowhere in (0, 3):
        rows = [*living(AT[0], 20), *living(AT[1], 9), *living("", nowhere)]
        out, _ = done(tmp_path / str(nowhere), rows, FULL, policy=policy)
        assert reach(out)["people", "", "area", "not known"] == "hidden"
        notes |= {r["note"] for r in read(out / "documents.csv")}
    assert len([note for note in notes if note]) == 1 and ANY_WITHOUT_AREA in "".join(notes)


PEOPLE = [
    row(nhs=f"{ward} {n}", postcode=places.postcode(ward * places.POSTCODES_A_WARD + n % 10), reason=reason)
    for ward, size in ((0, 30), (1, 14), (2, 6))
    for n, reason in zip(range(size), (LEARNING, LEARNING, MENTAL) * 20, strict=False)
]


@pytest.fixture(scope="module")
def with_all(tmp_path_factory: pytest.TempPathFactory) -> Cells:
    out, result = done(tmp_path_factory.mktemp("all"), PEOPLE, FULL)
    assert "without an area" not in " ".join(result.joins)
    return reach(out)


@settings(max_examples=examples(12), suppress_health_check=list(HealthCheck))
@given(st.sets(st.integers(0, len(FULL) - 1), max_size=14))
def test_removing_postcodes_never_makes_a_count_smaller_without_saying_so(
    tmp_path_factory: pytest.TempPathFactory, with_all: Cells, removed: set[int]
) -> None:
    root = tmp_path_factory.mktemp("fewer")
    gone = {FULL[n]["postcode"] for n in removed}
    lost = sum(each["Postcode"] in gone for each in PEOPLE)
    try:
        out, result = done(root, PEOPLE, [each for each in FULL if each["postcode"] not in gone])
    except RecordsError as error:
        assert (
            "have no area" in str(error) and f"{lost} of {len(PEOPLE)} people" in str(error) and 2 * lost > len(PEOPLE)
        )
        return
    cells = {k: v for k, v in reach(out).items() if k[0] == "people"}
    smaller = [
        k for k, v in cells.items() if v.isdigit() and with_all.get(k, "").isdigit() and int(v) < int(with_all[k])
    ]
    assert not [k for k in cells if cells[k] == "0" and with_all.get(k) != "0"]  # no 0 is false
    assert all(k[1] for k in smaller)  # totals over all areas are as they were
    says = lost > 0
    assert says or not smaller
    assert (f"People without an area: {lost} of {len(PEOPLE)}" in "\n".join(result.joins)) == says
    assert (f"| {lost} | {len(PEOPLE)} people with day support | without an area" in result.report) == says
    assert (SOME_WITHOUT_AREA in (out / "documents.csv").read_text("utf-8")) == says


ONSPD = {  # the columns of the ONS Postcode Directory that lead to areas, as they were named until 2024
    "pcd": "QX1 0ZZ",
    "pcd2": "QX1  0ZZ",
    "pcds": "QX1 0ZZ",
    "dointr": "198001",
    "doterm": "",
    "oscty": "E10999001",
    "ced": "E58999001",
    "oslaua": "E07999001",
    "osward": WARDS[0],
    "parish": "E04999001",
    "usertype": "0",
    "rgn": "E12999001",
}
NSPL = {"pcd7": "pcd", "pcd8": "pcd2", "pcds": "pcds", "doterm": "doterm", "cty25cd": "oscty", "ced25cd": "ced"}
NSPL |= {"lad25cd": "oslaua", "wd25cd": "osward", "parncp25cd": "parish", "rgn25cd": "rgn"}
OLDER = {"Postcode": "pcds", "WD11CD": "osward", "CED11CD": "ced", "LAD11CD": "oslaua", "PAR11CD": "parish"}


def directory(names: dict[str, str]) -> list[dict[str, str]]:
    """Return a directory of postcodes with four areas of every kind, under some list's names."""
    rows = []
    for number, each in enumerate(FULL):
        area = f"{number // places.POSTCODES_A_WARD + 1:03}"
        cells = {**ONSPD, **{kind: ONSPD[kind][:-3] + area for kind in ("ced", "oslaua", "osward", "parish")}}
        cells |= dict.fromkeys(("pcd", "pcds"), each["postcode"]) | {"pcd2": each["postcode"].replace(" ", "  ")}
        rows.append({name: cells[kind] for name, kind in names.items()})
    return rows


@pytest.mark.parametrize("kind", ["osward", "oslaua", "ced", "parish"])
@pytest.mark.parametrize("names", [dict(zip(ONSPD, ONSPD, strict=True)), NSPL, OLDER], ids=["ONSPD", "NSPL", "older"])
def test_the_column_is_the_one_that_holds_the_codes_of_the_areas(
    tmp_path: Path, names: dict[str, str], kind: str
) -> None:
    areas = [
        {**each, "area_code": f"{ONSPD[kind][:-3]}{n:03}"} for n, each in enumerate(places.area_rows()[:4], start=1)
    ]
    out, result = done(tmp_path, MANY, directory(names), areas=written(tmp_path / "areas.csv", areas))
    counts = by_area(reach(out))
    assert counts == {
        f"{ONSPD[kind][:-3]}00{n}": people for n, people in zip((1, 2, 3, 4), ["20", "12", "0", "0"], strict=True)
    }
    used = next(name for name, its in names.items() if its == kind)
    assert f"Areas are looked up in lookup.csv by its column {used}." in result.joins[0]


def test_of_several_columns_the_one_that_fits_most_is_taken_and_named(tmp_path: Path) -> None:
    """Of wards of two years two are unchanged: the year with all four codes is that of the areas."""
    old = {WARDS[2]: "E05888001", WARDS[3]: "E05888002"}
    lookup = [
        {
            "pcds": each["postcode"],
            "WD22CD": old.get(each["area_code"], each["area_code"]),
            "WD24CD": f"{each['area_code']}  ",
        }
        for each in FULL
    ]
    areas = written(tmp_path / "areas.csv", places.area_rows()[:4])
    out, result = done(tmp_path, [*MANY, *living(AT[2], 9)], lookup, areas=areas)
    assert by_area(reach(out))[WARDS[2]] == "9"
    assert "by its column WD24CD" in result.joins[0]
    assert "WD24CD (4 areas, 40 rows); WD22CD (2 areas, 20 rows)" in result.joins[0]


def test_the_areas_of_the_folder_say_which_column_where_none_are_given(tmp_path: Path) -> None:
    areas = written(tmp_path / "areas.csv", [{**each, "boundary_vintage": "2025"} for each in places.area_rows()[:4]])
    done(tmp_path, MANY, directory(NSPL), areas=areas)
    next((tmp_path / "made").glob("*-published.json")).unlink()
    two = [{"ced25nm": "A division", **each} for each in directory(NSPL)]  # names of another kind, none of wards
    out, result = done(tmp_path, MANY, two)
    assert [r["area_name"] for r in read(out / "areas.csv")] == [ward.name for ward in places.WARDS[:4]]
    assert "by its column wd25cd" in result.joins[0] and set(by_area(reach(out))) == set(WARDS)


def test_a_name_is_never_that_of_another_kind_of_area(tmp_path: Path) -> None:
    """A list of divisions with the names of wards beside: divisions have no names there, and wards' are not theirs."""
    lookup = [
        {"pcds": e["postcode"], "CED25CD": f"E5899900{e['area_code'][-1]}", "WD25NM": e["area_name"]} for e in FULL
    ]
    with pytest.raises(RecordsError, match="gives no names for 4 areas"):
        done(tmp_path, MANY, lookup)
    out, _ = done(tmp_path, MANY, [{**each, "CED25NM": f"Division {each['CED25CD'][-1]}"} for each in lookup])
    assert {r["area_name"] for r in read(out / "areas.csv")} == {f"Division {n}" for n in range(1, 5)}


def test_a_lookup_without_any_code_of_the_areas_is_refused(tmp_path: Path) -> None:
    areas = written(
        tmp_path / "areas.csv",
        [{**each, "area_code": f"E05777{n:03}"} for n, each in enumerate(places.area_rows()[:4])],
    )
    with pytest.raises(RecordsError) as refused:
        done(tmp_path, MANY, FULL, areas=areas)
    assert "lookup.csv has no column with any of the council's 4 area codes, E05777000 first" in str(refused.value)
    assert not (tmp_path / "made").exists()


def test_codes_that_stand_for_no_area_are_no_areas(tmp_path: Path) -> None:
    lookup = [
        *FULL,
        *({**FULL[0], "postcode": f"JE1 {n}AA", "area_code": f"{c}99999999"} for n, c in enumerate("EWSNLM")),
    ]
    out, _ = done(tmp_path, MANY, lookup)
    assert {r["area_code"] for r in read(out / "areas.csv")} == set(WARDS)


def test_areas_without_a_population_and_providers_without_records_are_told(tmp_path: Path) -> None:
    areas = [
        {**each, "population": "" if n == 1 else each["population"]} for n, each in enumerate(places.area_rows()[:4])
    ]
    own = ("The Lantern Workshop", "Lantern Workshop, The")
    _, result = done(tmp_path, MANY, FULL, areas=written(tmp_path / "areas.csv", areas), own_providers=own)
    said = "\n".join(result.joins)
    assert f"areas.csv has no population for 1 area of 4 ({WARDS[1]})" in said
    assert "names the provider 'Lantern Workshop, The'" in said and "'The Lantern Workshop'" not in said


def test_the_report_is_for_its_owner_alone_and_the_worst_comes_first(tmp_path: Path) -> None:
    rows = [*MANY, *living(AT[2], 8, name="Exam|ple <b>shire</b>"), *living("", 7), *living("QX9 9ZZ", 2, provider="")]
    out = tmp_path / "made" / "exampleshire"
    out.parent.mkdir()
    beside(out).write_text("an older report that all may read")
    beside(out).chmod(0o644)
    done(tmp_path, [*rows, row(nhs="", own=""), *(row(nhs="s", start="soon") for _ in range(3))], FULL)
    assert stat.S_IMODE(beside(out).stat().st_mode) == 0o600 and not list(out.glob("*.md"))
    report = beside(out).read_text("utf-8")
    assert not [p for p in out.parent.iterdir() if p.name.startswith(".") and p.suffix != ".lock"]
    table = report.split("## What to mend, worst first")[1].split("Looked for")[0]
    lines = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in table.split("\n")
        if line.startswith("| ") and "---" not in line
    ][1:]
    shares = [int(count.replace(",", "")) / int(of.split()[0].replace(",", "")) for _, count, of, *_ in lines]
    assert shares == sorted(shares, reverse=True) and all(mend for *_, mend in lines)
    whats = [what for _, _, _, what, _ in lines]
    assert f"without an area: {Why.NO_POSTCODE}" in whats and "left out: start date not understood" in whats
    assert "<b>" not in report.replace("\\<b\\>", "")
    assert "“not available” and never 0" in report


def test_areas_of_the_folder_that_are_not_looked_up_are_told(tmp_path: Path) -> None:
    areas = written(tmp_path / "areas.csv", places.area_rows()[:4])
    done(tmp_path, MANY, FULL, areas=areas)
    next((tmp_path / "made").glob("*-published.json")).unlink()
    (tmp_path / "made" / "exampleshire" / "reach.csv").unlink()
    _, result = done(tmp_path, MANY, FULL[: 3 * places.POSTCODES_A_WARD])
    assert f"1 area of the same boundaries that lookup.csv does not have ({WARDS[3]})" in "\n".join(result.joins)


@pytest.mark.parametrize("column", ["osward", "Our wards"])
def test_in_a_file_of_the_whole_country_the_usual_names_come_first_and_others_are_found_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, column: str
) -> None:
    monkeypatch.setattr("dayops_dash.prepare.places.lookup_columns.LARGE", 0)
    lookup = [{"pcds": each["postcode"], "oa21": "E00999001", column: each["area_code"]} for each in FULL]
    areas = written(tmp_path / "areas.csv", places.area_rows()[:4])
    out, result = done(tmp_path, MANY, lookup, areas=areas)
    assert by_area(reach(out))[WARDS[0]] == "20" and f"by its column {column}." in result.joins[0]
