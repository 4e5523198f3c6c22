"""DuckDB and Spark give the same tables from the same records."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import narwhals as nw
import pytest

from dayops_dash.prepare.counting import method
from dayops_dash.prepare.counting.amounts import Units
from dayops_dash.prepare.engines import duck
from dayops_dash.prepare.engines.by_name import engine
from dayops_dash.prepare.engines.steps import NotToldError, step
from dayops_dash.prepare.examples.records import write_records
from dayops_dash.prepare.records.columns import RecordsError
from dayops_dash.prepare.records.scope import Left
from tests.prepare import records as made
from tests.prepare.both_releases import release_2, respelled
from tests.prepare.test_day_support import folder_of
from tests.thorough import THOROUGH

CASE = Path(__file__).with_name("cases") / "01-cld-release-1.csv"
END = date(2026, 3, 31)
QUICK_TO_START = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"  # a third less work for a Java that lives half a minute


@pytest.fixture
def spark(monkeypatch: pytest.MonkeyPatch) -> str:
    """Return where Spark runs, or skip with the reason why it cannot."""
    pytest.importorskip("pyspark", reason="pyspark is not installed: pip install -r tests/requirements.txt")
    if not shutil.which("java"):
        pytest.skip("there is no Java on this machine, which Spark needs")
    monkeypatch.setenv("JDK_JAVA_OPTIONS", QUICK_TO_START)
    return "local[2]"


def under(heads: Iterable[str], rows: Sequence[made.Row]) -> list[made.Row]:
    """Return records under a header that spells its columns in other ways; empty where a record has no such column."""
    known = {name.lower(): name for row in rows for name in row}
    names = {head: known.get(head.strip().lower().replace(" ", "_"), "") for head in heads}
    return [{head: row.get(name, "") for head, name in names.items()} for row in rows]


def test_spark_and_duckdb_give_the_same(tmp_path: Path, spark: str) -> None:
    """Half of the rows are in the words of Release 2, a case's are spelled in every way, and odd ones have every cell in quotes."""
    write_records(tmp_path / "made-up.csv", people=1_500, seed=21)
    usual = [release_2(each) if n % 2 else each for n, each in enumerate(made.read(tmp_path / "made-up.csv"))]
    odd = [
        made.row(imported="2026-04-29 10:15:00", first="2025-04-01", last="2026-03-31", nhs=n, **cells)
        for n, cells in ODD
    ]
    spelled = respelled(made.read(CASE), 1)
    records = made.write(tmp_path / "records.csv", [*spelled, *under(spelled[0], usual)])
    with records.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, list(spelled[0]), quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(
            under(spelled[0], odd)
        )
    one, other = (made.run(records, engine=name, snapshot=END) for name in ("duckdb", spark))
    assert one.rows[Left.END_UNREAD] == 15
    assert (one.rows, one.told, one.headcount, one.report) == (other.rows, other.told, other.headcount, other.report)
    if THOROUGH:  # how people are counted into a folder is one for every file, and held on Spark in test_many
        here, there = (
            folder_of(tmp_path / name[:5], records, snapshot=END, engine=name, headcount=True)[0]
            for name in ("duckdb", spark)
        )
        assert {p.name: p.read_bytes() for p in here.iterdir()} == {p.name: p.read_bytes() for p in there.iterdir()}


def test_spark_refuses_a_broken_file_as_duckdb_does(tmp_path: Path, spark: str) -> None:
    sound = made.write(tmp_path / "sound.csv", [made.row(nhs=str(n)) for n in range(3)]).read_bytes()
    broken = {
        "line 5: 2 values": sound + f"{made.COUNCIL},Very Secret Name\n".encode(),
        "line 3: it has a character that is not UTF-8": _with_latin_1(sound, line=3),
    }
    for words, content in broken.items():
        path, told = tmp_path / "records.csv", []
        path.write_bytes(content)
        for name in ("duckdb", spark):
            with pytest.raises(RecordsError) as error:
                made.run(path, engine=name)
            told.append(str(error.value))
        assert told[0] == told[1] and f"records.csv, {words}" in told[0] and "Secret" not in told[0]


def _with_latin_1(content: bytes, *, line: int) -> bytes:
    lines = content.splitlines(keepends=True)
    lines[line - 1] = lines[line - 1].replace(b"Service User", "Service \x81ser".encode("latin-1"))
    assert b"\x81" in lines[line - 1]
    return b"".join(lines)


DAYS = [  # read, or not, by both alike
    *("01-Dec-2030", "01 Dec 2030", "1 December 2030", "1st December 2030", "01-12-2030", "01.12.2030", "20301201"),
    *("1/12/2030", "01/12/2030 10:15", "2030/12/01", "2030-12-1", "2030-12-01T10:15:00Z", " 2030-12-01 ", "  "),
    *(
        "01/12/30",
        "47818",
        "31/06/2030",
        "2030-06-31",
        "2030121",
        "01122030",
        "2030",
        "open",
        "9999-12-31",
        "0001-01-01",
    ),
    *("2030-12-012", "29-Feb-2030", "01/12/20305", "12/2030", "-", "infinity"),
]
ODD = [  # cells that two engines might read in two ways
    ("odd-1", {"start": "01/06/2023", "end": "2026-03-31 00:00:00"}),
    ("odd-2", {"start": "2023-06-31"}),
    ("odd-3", {"month": "4.0", "year": " 1980 "}),
    ("odd-4", {"cost": "£1,050.25", "units": "2.5"}),
    ("odd-5", {"mechanism": " Direct Payment "}),
    ("odd-6", {"reason": "NULL", "postcode": "qx3 3zz"}),
    ("odd-7", {"month": "May"}),
    *((f"day-{at}", {"end": cell}) for at, cell in enumerate(DAYS)),
    ("odd-8", {"provider": 'O\'Brien, "The Lantern"\nand others'}),
]


def test_a_files_name_is_no_pattern(tmp_path: Path) -> None:
    for name in ("a[1].csv", "a1.csv", "what?.csv", "all*.csv"):
        made.write(tmp_path / name, [made.row()] * (1 if name == "a1.csv" else 2))
    assert [made.run(tmp_path / name).rows["read"] for name in ("a[1].csv", "what?.csv", "all*.csv")] == [2, 2, 2]


GIVEN = [  # no two may be taken for one, or the counts of one council would pass for another's
    *(
        (1,),
        (1.0,),
        (True,),
        ("1",),
        (None,),
        ("1, 2",),
        ("1", "2"),
        (["1", "2"],),
        (("1",), "2"),
        ("[1]",),
        ({"1": "2"},),
    ),
    *(
        (date(2026, 3, 31),),
        (datetime(2026, 3, 31),),
        ("datetime.date(2026, 3, 31)",),
        (Units(),),
        (Units(minutes=True),),
    ),
    *((step(method.in_scope, "1"),), (step(method.beside, "1"),), (step(method.in_scope, "2"),), ("'",), ("\\'",)),
]


def test_a_step_is_known_again_by_all_that_it_is_made_of() -> None:
    told = [step(method.headcount, *given).text(duck._table) for given in GIVEN]
    assert (
        len(set(told)) == len(GIVEN)
        and len({*told, step(method.people, *GIVEN[0]).text(duck._table)}) == len(GIVEN) + 1
    )
    assert step(method.headcount, *GIVEN[0]).text(duck._table) == told[0]


def test_a_step_of_which_not_all_is_told_is_made_anew() -> None:
    """An object that does not say what it holds, a frame that is of no table, a function that may use the names around it."""
    frame = nw.from_native(duckdb.sql("select 1 as one"))
    for odd in (
        step(method.headcount, object()),
        step(method.headcount, [frame]),
        step(lambda: frame),
        step(method.headcount, {1}),
    ):
        with pytest.raises(NotToldError):
            odd.text(duck._table)
    kept = []
    for name in ("one", "one", "two"):
        runs = duck.DuckEngine()
        table = runs.keep(nw.from_native(runs._database.sql(f"select 1 as {name}")))
        kept.append(step(method.headcount, table).text(duck._table))
        runs.close()
    assert kept[0] == kept[1] != kept[2]


def test_what_one_run_made_is_never_another_runs(tmp_path: Path) -> None:
    """In one process, of as many rows in tables of the same names: other words, days, providers and units, then the first again."""
    asked: list[dict[str, Any]] = [
        {},
        {"planned_minutes": True, "own_providers": ()},
        {"snapshot": date(2024, 3, 30)},
        {},
    ]
    rows = [made.row(nhs=str(n), unit="Hourly", units=str(n % 9), cost="20") for n in range(40)]
    files = [made.write(tmp_path / f"{n}.csv", its) for n, its in enumerate((rows, [release_2(r) for r in rows]))]

    def shown(number: int) -> bytes:
        folder = tmp_path / f"made {len(list(tmp_path.iterdir()))}"
        return (folder_of(folder, files[number % 2], **asked[number])[0] / "reach.csv").read_bytes()

    results = [shown(number) for number in range(len(asked))]
    assert results[0] == results[-1] and len(set(results)) == len(asked) - 1
    duck._made.cache_clear()
    assert shown(1) == results[1]


def test_an_unknown_engine_is_told(tmp_path: Path) -> None:
    with pytest.raises(RecordsError, match="duckdb, local"):
        engine("sqlite")


@pytest.mark.parametrize(("name", "says"), [("records.xlsx", "neither a .csv nor a .parquet"), ("none.csv", "no file")])
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, name: str, says: str) -> None:
    runs = engine("duckdb")
    try:
        with pytest.raises(RecordsError, match=says):
            runs.open(tmp_path / name, {})
    finally:
        runs.close()
