"""From records to a folder: what is counted of day support, by plain loops, and what may be written of it."""

from __future__ import annotations

import csv
import shutil
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as arrow_parquet
import pytest

from dayops_dash.dataset import DATA, DatasetError, Library
from dayops_dash.dataset.checks import check
from dayops_dash.dataset.files.table_file import as_csv
from dayops_dash.dataset.vocabulary import Shorthand
from dayops_dash.prepare.counting import day_support as day
from dayops_dash.prepare.counting import tables
from dayops_dash.prepare.disclosure.protection import CountTable, Dimension, Policy, ProtectedTable
from dayops_dash.prepare.examples import places
from dayops_dash.prepare.examples.records import write_records
from dayops_dash.prepare.records.columns import RecordsError
from dayops_dash.prepare.records.fields import CLIENT_GROUPS, ETHNIC_GROUPS
from dayops_dash.prepare.run import Asked, HeadcountQuestion, Result, beside, prepare
from tests.prepare import records as made
from tests.prepare.records import LEARNING, MENTAL, Row, row

OWN = "Exampleshire Day Centre North"
END = date(2026, 3, 31)


def written(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path


def lookup(tmp_path: Path) -> Path:
    return written(tmp_path / "lookup.csv", places.lookup_rows())


def two_wards(tmp_path: Path) -> Path:
    """Return a lookup of two wards, where the rest does not matter."""
    return written(tmp_path / "two.csv", places.lookup_rows()[: 2 * places.POSTCODES_A_WARD])


def folder_of(tmp_path: Path, records: Path, *, snapshot: date = made.SNAPSHOT, **said: object) -> tuple[Path, Result]:
    """Prepare records into a folder and return it with what was done."""
    tmp_path.mkdir(exist_ok=True)
    out = tmp_path / "out" / "exampleshire"
    asked = {"out": out, "postcodes": lookup(tmp_path), "own_providers": (OWN,), **said}
    return out, prepare(Asked(records, HeadcountQuestion(made.COUNCIL, snapshot), **asked))  # type: ignore[arg-type]


def reach(folder: Path) -> dict[tuple[str, str, str, str], str]:
    """Return each cell as written: its number, or why there is none."""
    return {
        (r["measure"], r["area_code"], r["breakdown"], r["group"]): r["value"] or r["shorthand"]
        for r in made.read(folder / "reach.csv")
    }


def seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: list[Row]) -> dict[str, dict[str, int]]:
    """Return the unprotected count of each category of each breakdown, as it was given to be protected."""
    given: list[CountTable] = []

    def watched(unprotected: Sequence[CountTable], policy: Policy) -> tuple[ProtectedTable, ...]:
        given.extend(unprotected)
        raise RecordsError("seen")

    monkeypatch.setattr(tables, "protected", watched)
    with pytest.raises(RecordsError, match="seen"):
        folder_of(tmp_path, made.write(tmp_path / "records.csv", rows))
    return _margins(given)


def _margins(given: Sequence[CountTable]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for table in given:
        for at, dimension in enumerate(table.dimensions):
            cells = {c: tuple(c if n == at else "" for n in range(len(table.dimensions))) for c in dimension.categories}
            found[dimension.name] = {c: table.totalled[cell] for c, cell in cells.items() if table.totalled[cell]}
    return found


COUNTED_AS = [  # the records of a person, and in which group of which breakdown they count
    ([{}], day.GROUP, "Learning disability"),
    ([{"reason": "Sensory Support: Support for dual impairment"}], day.GROUP, "Sensory support"),
    ([{"reason": "LD"}], day.GROUP, "not known"),
    ([{"reason": LEARNING}, {"reason": MENTAL}], day.GROUP, "not known"),
    ([{"reason": LEARNING}, {"reason": MENTAL, "start": "2024-01-01"}], day.GROUP, "Mental health"),
    ([{"sex": "Male"}], day.SEX, "Male"),
    ([{"sex": ""}], day.SEX, "not known"),
    ([{"sex": ""}, {"sex": "Male", "start": "2020-01-01"}], day.SEX, "Male"),
    ([{"sex": "Female"}, {"sex": "Male"}], day.SEX, "not known"),
    ([{"ethnicity": "Other ethnic group - Arab"}], day.ETHNIC, "Other ethnic group"),
    ([{"ethnicity": "No data - Refused"}], day.ETHNIC, "not known"),
    ([{"year": "1959", "month": "3"}], day.AGE, "65 and over"),
    ([{"year": "1959", "month": "4"}], day.AGE, "18 to 64"),
    ([{"year": "1959", "month": "4"}], day.NARROW_AGE, "45 to 64"),
    ([{"year": "2006", "month": "3"}], day.NARROW_AGE, "18 to 24"),
    ([{"year": "1930"}], day.NARROW_AGE, "85 and over"),
    ([{"postcode": "qx20  9zz"}], day.AREA, "E05999020"),
    (
        [{"mechanism": "DP"}],
        day.DELIVERY,
        "other or not stated",
    ),  # first: of more than a tenth of the rows nobody may take it
    ([{}], day.DELIVERY, "direct payment"),
    ([{"mechanism": "CASSR Managed Personal Budget"}], day.DELIVERY, "managed personal budget"),
    ([{"mechanism": "CASSR Commissioned Support"}], day.DELIVERY, "commissioned support"),
    ([{"provider": OWN}], day.PROVIDER, "internal"),
    ([{}], day.PROVIDER, "external"),
    ([{"provider": ""}], day.PROVIDER, "not known"),
    ([{"provider": OWN}, {}], day.PROVIDER, "internal and external"),
    ([{"units": "1"}], day.DAYS, "1 day or less"),
    ([{"units": "1.5"}], day.DAYS, "more than 1, up to 2"),
    ([{"units": "-2"}], day.DAYS, "more than 1, up to 2"),
    ([{"units": "3"}, {"units": "2", "provider": OWN}], day.DAYS, "more than 4"),
    ([{"units": "3"}, {"units": "3"}], day.DAYS, "more than 2, up to 3"),  # the same service twice is one
    ([{"units": "3"}, {"units": "", "provider": OWN}], day.DAYS, "not known"),
    ([{"unit": "Per session"}], day.DAYS, "not known"),
    ([{"unit": "Weekly"}], day.DAYS, "not known"),
]


@pytest.mark.parametrize("breakdown", dict.fromkeys(breakdown for _, breakdown, _ in COUNTED_AS))
def test_where_a_person_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, breakdown: str) -> None:
    """There are 1, 2, 4, 8 ... people of each kind: every count says which of them are in it."""
    people = [row(nhs=str(n), component="Home Support") for n in range(100, 103)]  # long-term support of another sort
    expected: Counter[str] = Counter()
    for kind, (records, _, group) in enumerate(case for case in COUNTED_AS if case[1] == breakdown):
        for person in range(2**kind):
            people += [row(nhs=f"{kind} {person}", **cells) for cells in records]
        expected[group] += 2**kind
    assert seen(tmp_path, monkeypatch, people)[breakdown] == expected


@pytest.mark.parametrize("postcode", ["QZ99 1ZZ", ""])
def test_a_person_without_an_area_is_counted_as_not_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, postcode: str
) -> None:
    rows = [*(row(nhs=str(n)) for n in range(3)), row(nhs="nowhere", postcode=postcode)]
    found = seen(tmp_path, monkeypatch, rows)
    assert found[day.AREA] == {"E05999001": 3, "not known": 1}


@pytest.mark.parametrize(
    ("cost", "unit", "units", "pounds"),
    [
        ("50", "Daily", "2", 5_200),
        ("20.50", "Per session", "3", 3_198),
        ("15", "Hourly", "10", 7_800),
        ("100", "Weekly", "7", 5_200),  # how often it falls due is trusted over the planned units
        ("100", "Fortnightly", "", 2_600),
        ("400", "4-weekly", "", 5_200),
        ("500", "Monthly", "", 6_000),
        ("1500", "Quarterly", "", 6_000),
        ("£6,000", "Annually", "", 6_000),
        ("-50", "Daily", "-2", 5_200),
        ("900", "One-off", "1", 0),
        ("50", "Daily", "", 0),
        ("", "Daily", "2", 0),
    ],
)
def test_what_a_year_costs(tmp_path: Path, cost: str, unit: str, units: str, pounds: int) -> None:
    people = [row(nhs=str(n), cost=cost, unit=unit, units=units) for n in range(20)]
    records = made.write(tmp_path / "records.csv", people)
    out, _ = folder_of(tmp_path, records, postcodes=two_wards(tmp_path))
    told = str(-(-pounds * 20 // 1000) * 1000) if pounds % 50 else str(pounds * 20)
    assert reach(out)["yearly cost", "", "", ""] == (told if pounds else "not available")  # which is not zero


def test_amounts_are_shown_by_group_only_where_every_count_is(tmp_path: Path) -> None:
    def people(few: int) -> list[Row]:
        managed = [row(nhs=f"m{n}", mechanism="CASSR Managed Personal Budget", units="5") for n in range(few)]
        return [*(row(nhs=str(n)) for n in range(30)), *managed]

    out, _ = folder_of(tmp_path, made.write(tmp_path / "records.csv", people(20)), postcodes=two_wards(tmp_path))
    shown = reach(out)
    assert shown["people", "", day.DELIVERY, "managed personal budget"] == "20"
    assert shown["days a week", "", day.DELIVERY, "managed personal budget"] == "100"
    assert shown["days a week", "", "", ""] == "160"

    out, _ = folder_of(tmp_path, made.write(tmp_path / "records.csv", people(3)), postcodes=two_wards(tmp_path))
    shown = reach(out)
    assert shown["people", "", day.DELIVERY, "managed personal budget"] == "hidden"
    assert {cell for key, cell in shown.items() if key[0] == "yearly cost" and key[2] == day.DELIVERY} == {"hidden"}
    assert shown["yearly cost", "", "", ""] != "hidden"


def test_no_sum_of_days_is_shown_where_a_band_of_days_is_hidden(tmp_path: Path) -> None:
    """Counts of 12 and 9 and a sum of 71 days tell that 4 come 5 days: 12 x 1 + 4 x 5 + 9 x ... has one answer only."""
    rows = [
        row(nhs=f"{days}-{n}", units=str(days)) for days, many in ((1, 12), (2, 7), (3, 4), (5, 9)) for n in range(many)
    ]
    out, _ = folder_of(tmp_path, made.write(tmp_path / "records.csv", rows), postcodes=two_wards(tmp_path))
    shown = reach(out)
    assert shown["people", "", day.DAYS, "more than 2, up to 3"] == "hidden"
    assert {cell for key, cell in shown.items() if key[0] == "days a week"} == {"hidden"}
    assert shown["yearly cost", "", "", ""] != "hidden"


def test_amounts_that_belong_to_a_few_of_a_large_group_are_hidden(tmp_path: Path) -> None:
    """20 people of commissioned support, of whom 2 have a cost: its sum is theirs."""

    def people(costed: int) -> list[Row]:
        some = [
            row(nhs=f"c{n}", mechanism="CASSR Commissioned Support", cost="50" if n < costed else "") for n in range(20)
        ]
        return [*(row(nhs=str(n)) for n in range(20)), *some]

    for costed, cost in ((2, "hidden"), (5, None), (0, "not available")):
        records = made.write(tmp_path / f"{costed}.csv", people(costed))
        out, _ = folder_of(tmp_path / str(costed), records, postcodes=two_wards(tmp_path))
        shown = reach(out)
        found = shown["yearly cost", "", day.DELIVERY, "commissioned support"]
        assert found == cost if cost else found.isdigit()
        assert (shown["yearly cost", "", day.DELIVERY, "direct payment"] == "hidden") == (costed == 2)
        assert shown["yearly cost", "", "", ""] != "hidden"


def test_an_amount_that_is_mostly_one_persons_is_hidden(tmp_path: Path) -> None:
    rows = [*(row(nhs=str(n), cost="1") for n in range(30)), row(nhs="dear", cost="5000")]
    out, _ = folder_of(tmp_path, made.write(tmp_path / "records.csv", rows), postcodes=two_wards(tmp_path))
    costs = {cell for key, cell in reach(out).items() if key[0] == "yearly cost"}
    assert costs == {"hidden"}


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Result]:
    """Made-up records and the folder that they give."""
    root = tmp_path_factory.mktemp("example")
    records = root / "records.csv"
    write_records(records, people=3_000, seed=11)
    return (records, *folder_of(root, records, snapshot=END))


def copied(example: tuple[Path, Path, Result], tmp_path: Path) -> Path:
    """Return the folder of the example, copied with the record beside it to where ``folder_of`` prepares it again."""
    return Path(shutil.copytree(example[1].parent, tmp_path / "out")) / example[1].name


def test_the_folder_is_sound_and_is_a_council(example: tuple[Path, Path, Result]) -> None:
    _, out, result = example
    assert check(out) == []
    council = Library(root=out.parent).dataset("exampleshire").at()
    assert council.short_title == "Exampleshire" and council.dataset.latest_news_on == date(2026, 4, 29)
    assert [r["kind"] for r in council.rows("documents")] == ["reference", "data return"]
    assert len(council.rows("areas")) == len(places.WARDS) and len(council.rows("reach")) == result.cells > 250
    assert 0 < result.hidden < result.cells / 2


def plain_people(records: Path) -> dict[str, list[Row]]:
    """Return the rows of day support by person, by plain loops."""
    people: dict[str, list[Row]] = defaultdict(list)
    for person, each in made.named(made.in_scope(made.read(records), END)):
        if each["Service_Component"] == "Day Support" and made.age(each, END) >= 18:
            people[person].append(each)
    return people


def test_what_is_shown_is_what_plain_loops_count(example: tuple[Path, Path, Result]) -> None:
    records, out, _ = example
    people, shown = plain_people(records), reach(out)
    ward = {r["postcode"]: r["area_code"] for r in places.lookup_rows()}
    expected: Counter[tuple[str, str, str]] = Counter()
    for rows in people.values():
        assert len(rows) == 1  # so that nothing of a person is in conflict here
        (its,) = rows
        group = CLIENT_GROUPS.get(its["Primary_Support_Reason"], "not known")
        ethnic = next((g for b, g in ETHNIC_GROUPS.items() if its["Ethnicity"].startswith(b)), "not known")
        band = "65 and over" if made.age(its, END) >= 65 else "18 to 64"
        area = ward.get(its["Postcode"], "")
        expected["", "", ""] += 1
        expected["", "client group", group] += 1
        expected["", "ethnic group", ethnic] += 1
        expected["", "age band", band] += 1
        if area:
            expected[area, "", ""] += 1
            expected[area, "client group", group] += 1
            expected[area, "age band", band] += 1
        else:
            expected["", "area", "not known"] += 1
    told = ("", "client group", "ethnic group", "age band", "area")
    people_shown = {k[1:]: v for k, v in shown.items() if k[0] == "people" and k[2] in told}
    numbers = {k: int(v) for k, v in people_shown.items() if v.isdigit()}
    unknown = {k for k, v in people_shown.items() if v == "not available"}
    assert unknown and not any(expected[key] for key in unknown)  # nobody was found there, and somebody has no area
    assert all(area for area, _, _ in unknown)
    assert numbers == {key: expected[key] for key in numbers} and len(numbers) + len(unknown) > 100
    hidden = [k[1:] for k, v in shown.items() if k[0] == "people" and v == "hidden" and k[2] in told]
    assert all(expected[key] >= 1 for key in hidden)
    small = {key for key, count in expected.items() if 1 <= count <= 4}
    assert small <= set(hidden)


def test_no_small_count_is_written_anywhere(example: tuple[Path, Path, Result]) -> None:
    _, out, _ = example
    assert not {"1", "2", "3", "4"} & {v for k, v in reach(out).items() if k[0] == "people"}
    assert beside(out).parent == out.parent and not list(out.glob("*.md"))


def test_the_same_records_give_the_same_bytes(example: tuple[Path, Path, Result], tmp_path: Path) -> None:
    records, out, _ = example
    again, _ = folder_of(tmp_path, records, snapshot=END)
    assert {p.name: p.read_bytes() for p in again.iterdir()} == {p.name: p.read_bytes() for p in out.iterdir()}
    twice, _ = folder_of(tmp_path, records, snapshot=END)
    assert {p.name: p.read_bytes() for p in twice.iterdir()} == {p.name: p.read_bytes() for p in out.iterdir()}


def test_parquet_gives_what_csv_gives(example: tuple[Path, Path, Result], tmp_path: Path) -> None:
    _, out, _ = example
    write_records(tmp_path / "records.parquet", people=3_000, seed=11)
    again, _ = folder_of(tmp_path, tmp_path / "records.parquet", snapshot=END)
    assert (again / "reach.csv").read_bytes() == (out / "reach.csv").read_bytes()


@pytest.mark.parametrize("blank", ["", "NULL"])
def test_a_cell_of_parquet_without_a_letter_is_blank_as_in_csv(
    example: tuple[Path, Path, Result], tmp_path: Path, blank: str
) -> None:
    """Software that writes Parquet may leave a cell empty where it has nothing, or write NULL into it."""
    records, out, _ = example
    rows = [{name: cell or blank for name, cell in row.items()} for row in made.read(records)]
    arrow_parquet.write_table(pa.Table.from_pylist(rows), tmp_path / "records.parquet")
    again, _ = folder_of(tmp_path, tmp_path / "records.parquet", snapshot=END)
    assert (again / "reach.csv").read_bytes() == (out / "reach.csv").read_bytes()


def test_what_the_audit_opens_is_not_written(
    example: tuple[Path, Path, Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A protection that hides only the small counts, and forgets that the rest can be taken from the total."""

    def careless(unprotected: Sequence[CountTable], policy: Policy) -> tuple[ProtectedTable, ...]:
        return tuple(
            ProtectedTable(
                t.name,
                t.dimensions,
                {
                    cell: Shorthand.NOT_APPLICABLE
                    if cell in t.not_applicable
                    else Shorthand.HIDDEN
                    if policy.small(n)
                    else n
                    for cell, n in t.totalled.items()
                },
            )
            for t in unprotected
        )

    monkeypatch.setattr(tables, "protect", careless)
    with pytest.raises(RecordsError, match="hidden counts could be worked out"):
        folder_of(tmp_path, example[0], snapshot=END)
    assert not (tmp_path / "out").exists()


def test_rounding_and_another_threshold(example: tuple[Path, Path, Result], tmp_path: Path) -> None:
    from dayops_dash.prepare.disclosure.protection import Method

    out, _ = folder_of(tmp_path, example[0], snapshot=END, policy=Policy(threshold=7, method=Method.ROUND))
    numbers = [int(v) for k, v in reach(out).items() if k[0] == "people" and v not in ("hidden", "not available")]
    assert numbers and all(n % 5 == 0 for n in numbers)
    assert check(out) == [] and "to the nearest 5" in (out / "documents.csv").read_text("utf-8")


def test_a_councils_papers_stay_and_another_snapshot_stands_beside(
    example: tuple[Path, Path, Result], tmp_path: Path
) -> None:
    out = Path(shutil.copytree(DATA / "dorset", tmp_path / "out" / "exampleshire"))
    shutil.copy(example[1] / "areas.csv", out / "areas.csv")
    (out / "services.csv").unlink()  # they stand in areas that are no longer there
    people = [{**r, "service_id": ""} for r in made.read(out / "people.csv")]
    (out / "people.csv").write_bytes(as_csv("people", people))
    before = made.read(out / "documents.csv")
    folder_of(tmp_path, example[0], snapshot=END)
    folder_of(tmp_path, example[0], snapshot=date(2025, 12, 31))
    documents = made.read(out / "documents.csv")
    assert documents[: len(before)] == before
    assert {r["snapshot_on"] for r in made.read(out / "reach.csv")} == {"2026-03-31", "2025-12-31"}


def test_counts_never_land_on_areas_of_other_boundaries(example: tuple[Path, Path, Result], tmp_path: Path) -> None:
    out = copied(example, tmp_path)
    areas = out / "areas.csv"
    areas.write_text(areas.read_text("utf-8").replace("Made-up wards of 2025", "Wards of 2019"), "utf-8")
    before = {p.name: p.read_bytes() for p in out.iterdir()}
    with pytest.raises(DatasetError, match="held in boundaries 'Wards of 2019'"):
        folder_of(tmp_path, example[0], snapshot=END)
    assert {p.name: p.read_bytes() for p in out.iterdir()} == before


def test_a_lookup_in_the_official_lists_words(example: tuple[Path, Path, Result], tmp_path: Path) -> None:
    rows = [{"pcds": r["postcode"], "WD25CD": r["area_code"], "WD25NM": r["area_name"]} for r in places.lookup_rows()]
    out, _ = folder_of(tmp_path, example[0], snapshot=END, postcodes=written(tmp_path / "official.csv", rows))
    assert {r["boundary_vintage"] for r in made.read(out / "areas.csv")} == {"2025"}
    assert reach(out) == reach(example[1])


def test_a_lookup_of_a_year_is_of_the_boundaries_that_hold_all_of_its_codes(
    example: tuple[Path, Path, Result], tmp_path: Path
) -> None:
    """Official codes are given anew with new boundaries, so the same codes are the same wards; a new code among them is not."""
    rows = [{"pcds": r["postcode"], "WD24CD": r["area_code"], "WD24NM": r["area_name"]} for r in places.lookup_rows()]
    out = copied(example, tmp_path)
    folder_of(tmp_path, example[0], snapshot=END, postcodes=written(tmp_path / "official.csv", rows))
    assert {r["boundary_vintage"] for r in made.read(out / "areas.csv")} == {"Made-up wards of 2025"}
    new = [*rows, {"pcds": "QX99 9ZZ", "WD24CD": "E05998999", "WD24NM": "New"}]
    with pytest.raises(DatasetError, match="held in boundaries 'Made-up wards of 2025' and looked up in '2024'"):
        folder_of(tmp_path, example[0], snapshot=END, postcodes=written(tmp_path / "new.csv", new))


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([{"postcode": "QX1 1ZZ", "area_name": "A"}], "no column for an area code"),
        ([{"area_code": "E05999001"}], "no column for a postcode"),
        ([{"postcode": "QX1 1ZZ", "area_code": "E05999001", "area_name": "A"}], "no boundary vintages"),
        ([{"postcode": "QX1 1ZZ", "WD25CD": "E05999001"}], "no names for 1 areas"),
        (
            [{"postcode": f"QX{n}", "WD25CD": f"E{n:08}", "WD25NM": f"Ward {n}"} for n in range(501)],
            "501 areas",
        ),
    ],
)
def test_a_lookup_that_does_not_fit_is_refused(
    example: tuple[Path, Path, Result], tmp_path: Path, rows: list[dict[str, str]], says: str
) -> None:
    with pytest.raises(RecordsError, match=says):
        folder_of(tmp_path, example[0], snapshot=END, postcodes=written(tmp_path / "odd.csv", rows))


def test_areas_bring_populations_and_places(example: tuple[Path, Path, Result], tmp_path: Path) -> None:
    areas = written(tmp_path / "areas.csv", places.area_rows())
    out, _ = folder_of(tmp_path, example[0], snapshot=END, areas=areas)
    first = made.read(out / "areas.csv")[0]
    assert (first["area_name"], first["population"], first["tile_row"]) == ("Alderwick", "11840", "4")
    assert reach(out) == reach(example[1])


def test_a_folder_needs_a_lookup(tmp_path: Path) -> None:
    with pytest.raises(RecordsError, match="--postcodes"):
        prepare(Asked(tmp_path / "none.csv", HeadcountQuestion("1", END), out=tmp_path / "out"))


def test_a_dominated_or_hidden_breakdown_hides_all_its_amounts() -> None:
    names = tables.categories(["E05999001"])[day.DELIVERY]
    rows = [
        {day.TABLE: 7, day.ONE: "", day.OTHER: n, "people": 10, day.WEEKLY_DAYS: 1000, day.YEARLY_PENCE: 10,
         f"people with {day.WEEKLY_DAYS}": 10, f"people with {day.YEARLY_PENCE}": 10,
         f"largest {day.WEEKLY_DAYS}": 334 if n == names[0] else 100, f"largest {day.YEARLY_PENCE}": 1}
        for n in names
    ]  # fmt: skip
    table = ProtectedTable(
        "delivery", (Dimension(day.DELIVERY, names),), {**dict.fromkeys(((n,) for n in names), 10), ("",): 40}
    )
    shown = tables._by_group(rows, [table] * 8, "days a week", day.DELIVERY, Policy())
    assert [one.value for one in shown] == [Shorthand.HIDDEN] * len(names)
    rows[0][f"largest {day.WEEKLY_DAYS}"] = 333
    shown = tables._by_group(rows, [table] * 8, "days a week", day.DELIVERY, Policy())
    assert [one.value for one in shown] == [10] * len(names)
    rows[0][f"people with {day.WEEKLY_DAYS}"] = 4
    shown = tables._by_group(rows, [table] * 8, "days a week", day.DELIVERY, Policy())
    assert [one.value for one in shown] == [Shorthand.HIDDEN] * len(names)
