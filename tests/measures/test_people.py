"""People by who provides, and those counted twice: against the papers, and at the edges in a made-up council."""

from __future__ import annotations

from pathlib import Path

import pytest

from dayops_dash.dataset import Council, Library
from dayops_dash.measures import people
from tests import made_up
from tests.made_up import counted


def now(slug: str) -> Council:
    return Library().dataset(slug).at()


def test_cheshire_east_counts_those_who_use_both_apart() -> None:
    found = people.by_kind(now("cheshire-east"))
    assert found and found.both and found.both["value"] == 44
    assert {p["provider_kind"]: p["value"] for p in found.parts} == {
        "internal": 315,
        "external": 197,
        "internal and external": 44,
    }
    assert sum(p["value"] for p in found.parts) == found.total["value"] == 556
    assert people.counted_twice(now("cheshire-east"), found) is None


def test_solihull_counts_55_twice_by_subtraction() -> None:
    found = people.by_kind(now("solihull"))
    assert found and found.both is None and [p["value"] for p in found.parts] == [149, 126]
    twice = people.counted_twice(now("solihull"), found)
    assert twice and twice.once["value"] == 220 and twice.number == 275 - 220 == 55


def test_councils_without_a_split_have_none() -> None:
    assert people.by_kind(now("dorset")) is None and people.by_kind(now("nottinghamshire")) is None


def test_counted_once_leaves_out_sums_of_both_kinds() -> None:
    assert [r["value"] for r in people.counted_once(now("solihull")) if r["period"] == "2021/22"] == [220]
    assert [r["value"] for r in people.counted_once(now("nottinghamshire"))] == [1300, 1400]
    assert 556 in [r["value"] for r in people.counted_once(now("cheshire-east"))]
    assert people.counted_once(now("dorset")) == ()


def test_direct_payments_are_the_broadest_count() -> None:
    found = people.direct_payments(now("solihull"))
    assert found and found["value"] == 82  # not the 20 of them who chose alternatives
    assert people.direct_payments(now("cheshire-east")) is None  # "significant numbers", no number


def test_groups_are_those_of_the_latest_split() -> None:
    assert sum(r["value"] for r in people.by_group(now("solihull"), "internal").values()) == 126
    assert sum(r["value"] for r in people.by_group(now("solihull"), "external").values()) == 149
    assert sum(r["value"] for r in people.by_group(now("solihull"), "external", people.PROVIDERS).values()) == 15
    assert people.by_group(now("dorset"), "internal") == {}


@pytest.mark.parametrize(
    ("cells", "twice"),
    [
        ({}, 3),
        ({"period": "2020/21"}, None),
        ({"provider_kind": "all"}, None),
        ({"client_group": "Older people"}, None),
        ({"document_id": "second"}, None),
        ({"value": "10"}, None),
        ({"value": "11"}, None),
    ],
)
def test_only_a_lower_count_of_the_same_people_shows_who_is_counted_twice(
    tmp_path: Path, cells: dict[str, str], twice: int | None
) -> None:
    rows = [
        counted("added", 10, period="2022/23"),
        counted("in", 6, provider_kind="internal", part_of="added"),
        counted("out", 4, provider_kind="external", part_of="added"),
        {**counted("once", 7, period="2022/23"), **cells},
    ]
    council = made_up.council(tmp_path, people=rows).at()
    found = people.by_kind(council)
    assert found
    result = people.counted_twice(council, found)
    assert (result.number if result else None) == twice
