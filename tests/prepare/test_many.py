"""Many councils from one file: each folder as from that council's own file, on either engine, and every row accounted for."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pyarrow.csv as arrow_csv
import pyarrow.parquet as arrow_parquet
import pytest
from typer.testing import CliRunner

from dayops_dash.commands import app
from dayops_dash.dataset.writing.put import read_rows
from dayops_dash.prepare.asked import Asked
from dayops_dash.prepare.examples.records import write_records
from dayops_dash.prepare.many import ListedCouncil, Many, prepare_many, read_councils
from dayops_dash.prepare.records.columns import RecordsError
from dayops_dash.prepare.records.submissions import HeadcountQuestion
from dayops_dash.prepare.run import prepare
from tests.prepare import records as made
from tests.prepare.test_day_support import lookup
from tests.prepare.test_engines import END, spark  # noqa: F401

CODES = {"E10999001": "north", "E10999002": "south", "E10999003": "west"}


def region(folder: Path, people: int = 200) -> Path:
    """Return a file of three councils' records, and of a fourth that nobody asks for, in one shuffled order of rows."""
    rows = []
    for number, code in enumerate((*CODES, "E10999009")):
        path = folder / f"{code}.csv"
        write_records(path, people=people, seed=30 + number, snapshot=END)
        rows += [{**row, "LA_Code": f" {code}" if code == "E10999002" else code} for row in made.read(path)]
    return made.write(folder / "region.csv", sorted(rows, key=lambda row: hash_of(row)))


def hash_of(row: dict[str, str]) -> str:
    return "".join(reversed(row["Der_NHS_Number_Traced_Pseudo"])) + row["Event_Start_Date"] + row["LA_Code"]


def every(folder: Path, records: Path, engine: str = "duckdb") -> Many:
    asked = Asked(records, HeadcountQuestion("", END), out=folder, postcodes=lookup(folder), engine=engine)
    return prepare_many(asked, [ListedCouncil(code, slug) for code, slug in CODES.items()])


def files(folder: Path) -> dict[str, bytes]:
    return {f"{p.parent.name}/{p.name}": p.read_bytes() for p in sorted(folder.glob("*/*")) if p.is_file()}


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return region(tmp_path_factory.mktemp("region"))


@pytest.fixture(scope="module")
def made_of_all(records: Path) -> tuple[Path, Many]:
    """Return the folders of every council, and what was done."""
    together = _folder(records.parent, "together")
    return together, every(together, records)


def _folder(tmp_path: Path, name: str) -> Path:
    (tmp_path / name).mkdir()
    return tmp_path / name


def test_each_folder_is_as_from_the_councils_own_run(
    tmp_path: Path, records: Path, made_of_all: tuple[Path, Many]
) -> None:
    (together, result), alone = made_of_all, _folder(tmp_path, "alone")
    assert not result.failed and list(result.done) == list(CODES.values())
    for code, slug in CODES.items():
        one = prepare(Asked(records, HeadcountQuestion(code, END), out=alone / slug, postcodes=lookup(tmp_path)))
        own = result.done[slug]
        assert one.hidden == own.hidden and one.rows["kept"] == own.rows["kept"] > 0
    assert files(together) == files(alone)


def test_every_row_is_accounted_for_once(records: Path, made_of_all: tuple[Path, Many]) -> None:
    _, result = made_of_all
    cells = [row["LA_Code"].strip() for row in made.read(records)]
    assert result.rows["read"] == len(cells) == sum(result.rows.values()) - result.rows["read"]
    assert result.rows["of councils that are not in the list"] == cells.count("E10999009") > 0
    assert {slug: one.rows["read"] for slug, one in result.done.items()} == {
        slug: cells.count(code) for code, slug in CODES.items()
    }


def test_one_council_without_rows_stops_no_other(tmp_path: Path, records: Path) -> None:
    out = _folder(tmp_path, "out")
    asked = Asked(records, HeadcountQuestion("", END), out=out, postcodes=lookup(tmp_path))
    result = prepare_many(asked, [ListedCouncil("E10999001", "north"), ListedCouncil("E10000000", "nowhere")])
    assert result.failed == {"nowhere": "region.csv has no rows of council 'E10000000'."}
    assert read_rows(out / "north", "reach") and not (out / "nowhere").exists()
    assert sum(result.rows.values()) == 2 * result.rows["read"]


def test_a_council_that_fails_keeps_its_folder_and_its_rows_are_told(
    tmp_path: Path, records: Path, made_of_all: tuple[Path, Many]
) -> None:
    out = Path(shutil.copytree(made_of_all[0], tmp_path / "out"))
    before = files(out)
    rows = made.read(records)
    worse = [{**row, "Service_Component": "Home Support"} if row["LA_Code"] == "E10999003" else row for row in rows]
    result = every(out, made.write(tmp_path / "worse.csv", worse))
    assert list(result.failed) == ["west"] and "Day Support" in result.failed["west"]
    assert {k: v for k, v in files(out).items() if k.startswith("west/")} == {
        k: v for k, v in before.items() if k.startswith("west/")
    }
    assert result.rows["of councils that could not be prepared"] == sum(r["LA_Code"] == "E10999003" for r in rows)


def test_spark_splits_csv_and_parquet_as_duckdb_does(
    tmp_path: Path,
    records: Path,
    made_of_all: tuple[Path, Many],
    spark: str,  # noqa: F811
) -> None:
    table = arrow_csv.read_csv(records, convert_options=arrow_csv.ConvertOptions(strings_can_be_null=True))
    arrow_parquet.write_table(table, tmp_path / "region.parquet")
    made_by_duckdb, expected = made_of_all
    for path, engine in (
        (records, spark),
        (tmp_path / "region.parquet", spark),
        (tmp_path / "region.parquet", "duckdb"),
    ):
        out = _folder(tmp_path, f"{path.suffix[1:]}-{engine[:5]}")
        result = every(out, path, engine)
        assert result.rows == expected.rows and files(out) == files(made_by_duckdb)


def test_no_record_is_left_on_disk(tmp_path: Path, records: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work = _folder(tmp_path, "work")
    monkeypatch.setattr("tempfile.tempdir", str(work))
    every(_folder(tmp_path, "out"), records)
    left = [path.name for path in work.rglob("*") if path.is_file()]
    assert all(name.endswith(".lock") for name in left), "a lock holds nothing; all else may be a record"


def _list(tmp_path: Path, *rows: dict[str, str]) -> Path:
    path = tmp_path / "councils.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_the_list_names_what_is_a_councils_own(tmp_path: Path) -> None:
    (tmp_path / "north.csv").write_text("postcode,area_code\n")
    path = _list(
        tmp_path,
        {"council": "E10999001", "folder": "north", "postcodes": "north.csv", "own_providers": "One; Two Ltd"},
        {"council": "211", "folder": "south", "postcodes": "", "own_providers": ""},
    )
    north, south = read_councils(path)
    assert north.own_providers == ("One", "Two Ltd") and north.postcodes == tmp_path / "north.csv"
    assert south == ListedCouncil("211", "south")


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([{"council": "E10999001", "folder": "../away"}], "row 2, column folder: found '../away'"),
        ([{"council": "'; drop", "folder": "a"}], 'row 2, column council: found "\'; drop"'),
        ([{"council": "E10999001", "folder": "a"}, {"council": "E10999001", "folder": "b"}], "row 3, column council"),
        ([{"council": "E10999001"}], "column folder"),
        ([{"council": "E10999001", "folder": "a", "colour": "red"}], "column colour"),
        ([{"council": "E10999001", "folder": "a", "areas": "none.csv"}], "row 2, column areas: there is no file"),
    ],
)
def test_a_list_that_is_wrong_is_refused_with_its_place(tmp_path: Path, rows: list[dict[str, str]], words: str) -> None:
    with pytest.raises(RecordsError) as error:
        read_councils(_list(tmp_path, *rows))
    assert words in str(error.value)


def test_the_command_tells_each_council_and_fails_where_one_does(tmp_path: Path, records: Path) -> None:
    path = _list(tmp_path, {"council": "E10999001", "folder": "north"}, {"council": "E10000000", "folder": "nowhere"})
    words = [
        *("prepare-many", str(records), "--councils", str(path), "--snapshot", str(END)),
        "--out",
        str(tmp_path / "o"),
    ]
    told = CliRunner().invoke(app, [*words, "--postcodes", str(lookup(tmp_path))])
    assert told.exit_code == 1 and "nowhere: not prepared. region.csv has no rows" in told.stderr
    assert "north: " in told.stderr and "rows of councils that are not in the list" in told.stderr
    assert (tmp_path / "o" / "north" / "reach.csv").exists()


def test_what_left_out_more_than_a_few_per_cent_is_told_on_the_terminal(tmp_path: Path) -> None:
    """It was only counted among the notes of each council."""
    rows = [made.row(nhs=str(n), postcode="QX1 1ZZ" if n < 30 else "") for n in range(40)]
    rows += [made.row(nhs=f"x{n}", end="soon") for n in range(8)]
    records, listed = made.write(tmp_path / "records.csv", rows), tmp_path / "councils.csv"
    listed.write_text(f"council,folder\n{made.COUNCIL},north\n", "utf-8")
    typed = ["prepare-many", str(records), "--councils", str(listed), "--snapshot", made.SNAPSHOT.isoformat()]
    done = CliRunner().invoke(app, [*typed, "--out", str(tmp_path / "out"), "--postcodes", str(lookup(tmp_path))])
    assert done.exit_code == 0, done.output
    lines = [line for line in done.output.splitlines() if line.startswith("  ")]
    assert any(
        line.startswith("  10 of 40 people with day support (25%) without an area: no postcode.") for line in lines
    )
    assert any(
        line.startswith("  8 of 48 rows of the council (17%) left out: end date not understood.") for line in lines
    )
