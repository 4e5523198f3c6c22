"""Demand: series, changes, projections and representation, by a second plain way, at the edges and for nothing."""

from __future__ import annotations

from datetime import date
from math import sqrt
from pathlib import Path

import pytest

from dayops_dash.dataset import Council, Library
from dayops_dash.measures import demand as measure
from dayops_dash.measures.demand import ShareVerdict
from tests import made_up
from tests.made_up import counted

EVERYONE = {"client_group": "All groups"}
Z = 1.959963984540054


def council(slug: str, day: date | None = None) -> Council:
    return Library().dataset(slug).at(day)


def wilson(count: int, base: int) -> tuple[float, float]:
    """The score interval by its formula, in per cent."""
    share, square = count / base, Z * Z
    middle = (share + square / (2 * base)) / (1 + square / base)
    half = Z / (1 + square / base) * sqrt(share * (1 - share) / base + square / (4 * base * base))
    return (middle - half) * 100, (middle + half) * 100


def test_solihulls_attendance_is_its_table_and_the_nations_is_quoted() -> None:
    series = measure.attendance(council("solihull"))
    assert series and [r["value"] for r in series.rows] == [332, 345, 248, 260]
    assert series.highest["value"] == 345
    assert series.change(series.rows[-1], series.highest) == pytest.approx((260 - 345) / 345 * 100)
    (nation,) = measure.elsewhere(council("solihull"))
    assert [(r["value"], r["qualifier"]) for r in nation.rows] == [(174000, "estimated"), (114000, "less than")]


@pytest.mark.parametrize("slug", ["nottinghamshire", "dorset", "cheshire-east"])
def test_counts_of_different_papers_or_people_are_no_series(slug: str) -> None:
    assert measure.attendance(council(slug)) is None and measure.elsewhere(council(slug)) == ()


def test_changes_are_printed_percentages_only() -> None:
    assert [r["value"] for r in measure.changes(council("solihull"))] == [25, 58]
    assert [(r["value"], r["unit"]) for r in measure.changes(council("nottinghamshire"))] == [(30, "% lower")]
    assert measure.changes(council("cheshire-east")) == ()  # its changes have no number


def test_projections_are_apart_from_growth_and_parts_come_last() -> None:
    found = measure.projected(council("cheshire-east"))
    assert [len(s.rows) for s in found] == [5, 4, 4, 4, 4]
    assert [bool(s.rows[0]["part_of"]) for s in found] == [False, False, True, True, True]
    assert [g.per_cent for g in measure.growths(council("cheshire-east"))] == [32.4, 28]
    ends = {g.age_band: (g.ends[0]["value"], g.ends[1]["value"], g.per_cent) for g in worked()}
    assert ends["85 and over"] == (23, 42, pytest.approx((42 - 23) / 23 * 100))
    assert ends["65-74"][:2] == (163, 195) and ends["75-84"][:2] == (64, 81)
    checks = measure.checks(council("cheshire-east"))
    assert [c.grade for c in checks] == ["rounding", None, None, "rounding", None, None]


def worked() -> tuple[measure.Growth, ...]:
    return measure.worked_out(council("cheshire-east"))


def test_representation_is_the_shares_divided_and_wilsons_interval() -> None:
    found = {one.row["group"]: one for one in measure.represented(council("solihull"))}
    assert {g: (o.row["value"], o.residents["value"]) for g, o in found.items()} == {
        "male": (53, 48.5),
        "under 65": (78, 78.9),
        "white": (86, 89),
    }
    male = found["male"]
    assert male.index == pytest.approx(53 / 48.5)
    assert [b["value"] for b in male.bases] == [220, 260]
    for base, count in ((220, 117), (260, 138)):
        row = next(b for b in male.bases if b["value"] == base)
        low, high = wilson(count, base)
        assert (male.interval(row).low, male.interval(row).high) == pytest.approx((low, high))
        assert male.index_interval(row).low == pytest.approx(low / 48.5)
    assert {one.verdict for one in found.values()} == {ShareVerdict.SAME}
    silent = measure.not_disclosed(council("solihull"), found["white"])
    assert silent and silent["value"] == 3 and measure.not_disclosed(council("solihull"), male) is None


def share(people_id: str, per_cent: float, of: str = "") -> made_up.Cells:
    cells = {"measure": "share of people", "unit": "%", "breakdown": "sex", "group": "male", "period": "2021 Census"}
    return counted(people_id, 0, **{**cells, "value": str(per_cent), "comparator_of": of, "provider_kind": "all"})


@pytest.mark.parametrize(
    ("years", "attending", "verdict"),
    [
        ([], 70, ShareVerdict.UNKNOWN),
        ([("2022/23", 200), ("2021/22", 190)], 70, ShareVerdict.HIGHER),
        ([("2022/23", 200), ("2021/22", 190)], 30, ShareVerdict.LOWER),
        ([("2022/23", 200), ("2021/22", 190)], 52, ShareVerdict.SAME),
    ],
)
def test_a_verdict_says_no_more_than_the_number_of_people_bears(
    tmp_path: Path, years: list[tuple[str, int]], attending: int, verdict: ShareVerdict
) -> None:
    series = [counted(f"in-{y[:4]}", n, subject="People attending", period=y, **EVERYONE) for y, n in years]
    rows = [*series, share("own", attending), share("residents", 49, "own")]
    (one,) = measure.represented(made_up.council(tmp_path, people=rows).at())
    assert one.verdict == verdict


def test_a_verdict_that_hangs_on_the_number_of_people_says_so(tmp_path: Path) -> None:
    series = [
        counted(f"a{y}", n, subject="Attending", period=y, **EVERYONE) for y, n in (("2021/22", 9), ("2022/23", 900))
    ]
    few = counted("few", 20, subject="Attending, each person once", period="2022/23", **EVERYONE)
    rows = [*series, few, share("own", 60), share("residents", 49, "own")]
    (one,) = measure.represented(made_up.council(tmp_path, people=rows).at())
    assert [b["value"] for b in one.bases] == [20, 900] and one.verdict == ShareVerdict.DEPENDS


@pytest.mark.parametrize("slug", Library().slugs())
def test_before_any_paper_there_is_nothing(slug: str) -> None:
    early = council(slug, date(2015, 1, 1))
    assert measure.attendance(early) is None and not measure.statements(early) and not measure.represented(early)
    assert not measure.projected(early) and not measure.growths(early) and not measure.possible_bases(early)


def test_counts_are_of_day_opportunities_and_told_is_without_a_number() -> None:
    assert [r["value"] for r in measure.counts(council("cheshire-east"))] == [556]  # and not the 698 with an EHCP
    assert [r["value"] for r in measure.counts(council("nottinghamshire"))] == [1300, 1400]
    for slug in Library().slugs():
        assert all(r["statement"] and r["value"] != r["value"] for r in measure.statements(council(slug)))
    assert [r["people_id"] for r in measure.statements(council("dorset"))] == ["people-in-day-services"]
    assert len(measure.findings(council("solihull"))) == 2


@pytest.mark.parametrize("slug", Library().slugs())
def test_a_statement_says_whether_it_is_of_people_or_of_their_demand(slug: str) -> None:
    for said in measure.statements(council(slug)):  # a page shows it without its measure
        if str(said["measure"]).endswith(" day opportunities"):
            asks = "seek" if "seek" in said["measure"] else "demand"
            assert asks in f"{said['subject']} {said['statement']}".lower(), said["statement"]
