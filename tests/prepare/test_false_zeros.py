"""A public 0 is true: of clean records some are spoiled, and no 0 is shown that the clean ones do not say."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dayops_dash.prepare.engines.duck import DuckEngine
from dayops_dash.prepare.examples import places
from dayops_dash.prepare.release import folder
from dayops_dash.prepare.run import Asked, HeadcountQuestion, prepare
from tests.prepare import records as made
from tests.prepare.spoiled import AT, OWN_PROVIDER, SPOILS, clean, spoiled, truth
from tests.prepare.test_day_support import written
from tests.thorough import examples, some

Cell = tuple[str, str, str]


@pytest.fixture(scope="module")
def duck() -> Iterator[DuckEngine]:
    engine = DuckEngine()
    yield engine
    engine.close()


def shown(root: Path, rows: list[made.Row], engine: DuckEngine) -> dict[Cell, str]:
    """Return the counts of people that would be written of some records."""
    lookup = [each for each in places.lookup_rows() if each["postcode"] in AT]
    asked = Asked(
        made.write(root / "records.csv", rows),
        HeadcountQuestion(made.COUNCIL, made.SNAPSHOT),
        out=root / "exampleshire",
        postcodes=written(root / "lookup.csv", lookup),
        own_providers=(OWN_PROVIDER,),
    )
    engine.forget()
    with mock.patch.object(folder, "write") as put:  # to write and check a folder takes longer than all else
        prepare(asked, using=engine)
    cells = put.call_args.kwargs["cells"]
    return {(c.area_code, c.breakdown, c.group): str(c.value) for c in cells if c.measure == "people"}


@settings(max_examples=examples(15), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**9))
def test_no_public_0_is_false_whatever_is_spoiled(
    tmp_path_factory: pytest.TempPathFactory, duck: DuckEngine, seed: int
) -> None:
    pick = random.Random(seed)
    rows = clean(pick, 45)
    cells = shown(tmp_path_factory.mktemp("spoiled"), spoiled(rows, pick), duck)
    true = truth(rows)
    assert {cell: true[cell] for cell, value in cells.items() if value == "0" and true[cell]} == {}


@pytest.mark.parametrize("seed", range(3))
def test_clean_records_are_counted_as_plain_loops_do_and_certain_zeros_stay(
    tmp_path: Path, duck: DuckEngine, seed: int
) -> None:
    """So that the test above is of something: most zeros of clean records are shown."""
    rows = [
        each
        for each in clean(random.Random(seed), 45)
        if not {"", "Unknown", "No data - Refused"} & {each[n] for n in NAMED}
    ]
    cells, true = shown(tmp_path, rows, duck), truth(rows)
    assert all(int(value) == true[cell] for cell, value in cells.items() if value.isdigit())
    assert all(true[cell] == 0 for cell, value in cells.items() if value == "not available")
    values = Counter(cells.values())
    assert values["0"] > 3 * values["not available"]


NAMED = ("Gender", "Ethnicity", "Primary_Support_Reason", "Delivery_Mechanism")


@pytest.mark.parametrize("spoil", some(SPOILS, 11), ids=str)
def test_a_spoiled_record_leaves_the_zeros_where_it_cannot_be(
    tmp_path: Path, duck: DuckEngine, spoil: dict[str, str]
) -> None:
    """Three people of the second ward are spoiled. In the fifth ward nobody can be, unless the postcode is what is not known."""
    here, there, nowhere = (places.ward_code(n) for n in (0, 1, 4))
    rows = [made.row(nhs=f"8{n:03}", postcode="QX1 0ZZ", provider=OWN_PROVIDER) for n in range(40)]
    lost = [{"nhs": f"7{n:03}", "own": f"own {n}", "postcode": "QX2 0ZZ", "year": "1940"} for n in range(3)]
    cells = shown(tmp_path, [*rows, *(made.row(**{**one, **spoil}) for one in lost)], duck)
    assert cells[here, "", ""] in ("40", "hidden")
    assert cells[there, "", ""] != "0" != cells["", "age band", "65 and over"]
    assert (cells[nowhere, "", ""] == "0") == ("postcode" not in spoil)
