"""The money page: every number of every grid is the file's, by a plain loop; and what no real council's papers have yet."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from dayops_dash.dataset import DATA, Council, Library
from dayops_dash.figures.shared.model import Figure
from dayops_dash.stories.money import spend
from dayops_dash.stories.plan.overview import overview
from tests import made_up
from tests.made_up import amount, counted, saving

COUNCILS = Library().slugs()
WITH_MONEY = ("cheshire-east", "nottinghamshire", "solihull")


def council(slug: str, day: date | None = None) -> Council:
    return Library().dataset(slug).at(day)


def plain(slug: str, table: str) -> list[dict[str, str]]:
    path = DATA / slug / f"{table}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def figures(of: Council) -> dict[str, Figure]:
    return {figure.figure_id: figure for figure in spend(of).figures}


def column(figure: Figure, code: str) -> list[object]:
    place = [h.code for h in figure.grid.headings].index(code)
    return [row[place] for row in figure.grid.rows]


def drawn(figure: Figure) -> list[tuple[str, float]]:
    """Return each part drawn in a stacked bar, with its length."""
    assert figure.chart
    rows = figure.chart.spec["data"]["values"]
    return [(row["name"], row["to"] - row["from"]) for row in rows if row["part"] == "bar"]


@pytest.mark.parametrize(
    ("slug", "title", "total", "parts"),
    [
        (
            "nottinghamshire",
            "68% of the budget for 2022/23 was for council-run services",
            "budget-2022-23",
            (12.5e6, 5.9e6),
        ),
        (
            "cheshire-east",
            "66% of spend (year not stated) was on council-run services",
            "commissioned-total",
            (3.7e6, 1.9e6),
        ),
        ("solihull", "65% of spend in 2021/22 was on council-run services", "total", (2086e3, 1101e3)),
    ],
)
def test_split_is_the_files_by_a_plain_loop(slug: str, title: str, total: str, parts: tuple[float, ...]) -> None:
    rows = {r["spend_id"]: r for r in plain(slug, "spend")}
    own = sorted((float(r["amount_gbp"]) for r in rows.values() if r["part_of"] == total), reverse=True)
    figure = figures(council(slug))["split"]
    assert figure.title == title and tuple(own) == parts
    whole = float(rows[total]["amount_gbp"])
    beside = [float(r["amount_gbp"]) for r in rows.values() if r["provider_kind"] == "transport"]
    assert column(figure, "amount_gbp") == [*own, whole, *beside]
    assert column(figure, "share_pct")[: len(own)] == [round(part / whole * 100, 1) for part in own]
    assert [length for _, length in drawn(figure)] == pytest.approx([*own, *beside])
    assert f"{own[0] / whole * 100:.0f}%" in title and f"£{own[0] / 1e6:.3g}m" in figure.words


@pytest.mark.parametrize("slug", WITH_MONEY)
def test_split_says_its_basis_and_that_the_parts_make_the_whole(slug: str) -> None:
    total = next(r for r in plain(slug, "spend") if r["provider_kind"] == "all" and r["amount_gbp"])
    basis, check = figures(council(slug))["split"].panels
    year = f" for {total['financial_year']}" if total["financial_year"] else ", year not stated"
    covered = {"no": "not in the amount", "not stated": "not stated"}
    assert basis.items == (
        f"{total['basis'].capitalize()}{year}",
        f"Transport: {covered[total['transport_included']]}",
        f"Food: {covered[total['food_included']]}",
    )
    assert "the parts make the whole" in check.items[0]
    assert "one period only" in figures(council(slug))["split"].words


def test_cheshire_easts_share_says_how_far_rounding_may_move_it() -> None:
    _, check = figures(council("cheshire-east"))["split"].panels
    assert "The amounts are rounded, so 66% may be 65% to 67%" in check.items


def test_groups_are_solihulls_table_by_a_plain_loop() -> None:
    figure = figures(council("solihull"))["groups"]
    money = {
        r["client_group"]: float(r["amount_gbp"]) for r in plain("solihull", "spend") if r["part_of"] == "external"
    }
    found = {
        (r["provider_kind"], r["client_group"], r["measure"]): int(r["value"])
        for r in plain("solihull", "people")
        if r["part_of"] in ("people-external", "people-internal", "providers-external", "providers-internal")
    }
    rows = {(row[1], row[0]): row[2:] for row in figure.grid.rows}
    assert len(rows) - 2 == len(money) + 3 == len(found) / 2
    assert rows[("Council-run", "All groups together")] == (2_086_000, 126, 5)
    assert rows[("Independent sector", "All groups together")] == (sum(money.values()), 149, 15)
    for (kind, group, measure), number in found.items():
        row = rows[("Council-run" if kind == "internal" else "Independent sector", group)]
        assert row[1 if measure == "people" else 2] == number
        assert row[0] == (money[group] if kind == "external" else None)
    assert figure.title == "81% of independent sector spend in 2021/22 was for people with learning disability"
    assert round(888 / 1101 * 100) == 81
    lengths = dict(drawn(figure))
    assert lengths == {**money, "All groups together": 2_086_000}
    assert not any("groups" in figures(council(slug)) for slug in ("nottinghamshire", "dorset", "cheshire-east"))


def test_cheshire_easts_44_are_a_part_of_their_own() -> None:
    figure = figures(council("cheshire-east"))["people"]
    assert drawn(figure) == [("Council-run only", 315), ("Both", 44), ("Independent sector only", 197)]
    parts = [int(r["value"]) for r in plain("cheshire-east", "people") if r["part_of"] == "commissioned-total"]
    assert sorted(parts) == [44, 197, 315] and column(figure, "people") == [315, 44, 197, sum(parts)]
    assert figure.title == "As printed in February 2021, 44 of 556 people used both kinds of provider"
    ours = {row[0]: row[2] for row in figure.grid.rows}
    assert (
        ours["Council-run only"] == "as printed; “only” is our reading"
        and ours["Both"] == ours["Total"] == "as printed"
    )


def test_solihulls_55_are_a_part_of_their_own_and_never_shared_out() -> None:
    figure = figures(council("solihull"))["people"]
    values = {
        r["people_id"]: int(r["value"]) for r in plain("solihull", "people") if r["unit"] == "people" and r["value"]
    }
    twice = values["people-total"] - values["using-2021-22"]
    assert twice == 55 and ("Difference", 55) in drawn(figure) and ("Also given", 220) in drawn(figure)
    assert (
        "twice" not in figure.title and "No paper says how many do." in figure.words
    )  # what we infer is not in a title
    assert column(figure, "people") == [126, 149, 275, 220, 55, values["direct-payment"]]
    told = figure.markdown()
    assert "71" not in told and "94" not in told  # what halving or subtracting by kind would give
    assert "worked out here, by subtraction" in told


@pytest.mark.parametrize("slug", WITH_MONEY)
def test_cost_a_person_always_has_its_caveat_and_is_of_no_kind_of_provider(slug: str) -> None:
    figure = figures(council(slug))["cost-per-person"]
    assert "does not show" in figure.words and "worked out here" in figure.subtitle
    of_a_year = slug != "cheshire-east"  # whose paper names no year for its spend
    assert ("a year" in figure.subtitle) == of_a_year == (figure.tiles[0].label == "A person a year")
    for people, pounds, per in zip(
        *(column(figure, c) for c in ("people", "amount_gbp", "per_person_gbp")), strict=True
    ):
        assert float(people).is_integer() and isinstance(pounds, float) and isinstance(per, int)
        assert abs(pounds / people - per) <= 500
    assert 275 not in column(figure, "people") and len(figure.tiles) == len(figure.grid.rows)


def test_savings_are_cheshire_easts_by_a_plain_loop() -> None:
    found = figures(council("cheshire-east"))
    rows = [r for r in plain("cheshire-east", "savings") if r["kind"] == "planned" and r["accumulation"] == "in year"]
    years = [(r["financial_year"], float(r["amount_gbp"])) for r in rows]
    so_far = [sum(pounds for _, pounds in years[: n + 1]) for n in range(len(years))]
    figure = found["savings"]
    assert figure.grid.rows[:3] == tuple((y, p, None, s, None) for (y, p), s in zip(years, so_far, strict=True))
    assert figure.grid.rows[3][1] == so_far[-1] == 250_000
    [panel] = figure.panels
    assert panel.title == "Planned"
    steps, together = panel.bars[:-1], panel.bars[-1]
    begins = [0, *so_far[:-1]]
    for bar, (_, pounds), begin in zip(steps, years, begins, strict=True):
        assert (bar.start, bar.share) == pytest.approx((begin / so_far[-1] * 100, pounds / so_far[-1] * 100))
    assert (together.start, together.share, together.detail) == (0, 100, "added up here")
    assert "No paper known on this day reports what was saved" in figure.words
    assert "cash basis, not incremental" in figure.subtitle
    assert figure.title == "£250,000 of savings aimed at for 2021/22 to 2023/24, £150,000 of it in 2023/24"


def test_the_quoted_share_names_the_one_base_that_fits() -> None:
    figure = figures(council("cheshire-east"))["saving-share"]
    assert figure.title == "Of five bases tried, only all spend, £5.6m, gives the printed 4.5%"
    bases, parts, shares, fits = (column(figure, c) for c in ("base_gbp", "saving_gbp", "share_pct", "fits"))
    assert [b for b, fit in zip(bases, fits, strict=True) if fit == "yes"] == [5_600_000]
    assert {3_700_000, 1_900_000} <= {b for b, fit in zip(bases, fits, strict=True) if fit == "no"}
    for base, part, share in zip(bases, parts, shares, strict=True):
        assert isinstance(base, float) and isinstance(part, float) and share == round(part / base * 100, 2)
    assert "three years beside what reads as one year's spend" in figure.words


def test_the_saving_a_person_stands_apart() -> None:
    found = figures(council("cheshire-east"))
    row = next(r for r in plain("cheshire-east", "savings") if r["kind"] == "per person")
    assert column(found["saving-per-person"], "amount_gbp") == [float(row["amount_gbp"])] == [4645]
    assert "4,645" not in found["savings"].markdown()
    assert [slug for slug in COUNCILS if "saving-per-person" in figures(council(slug))] == ["cheshire-east"]


@pytest.mark.parametrize("slug", COUNCILS)
def test_statements_without_an_amount_are_the_files(slug: str) -> None:
    rows = plain(slug, "spend") + plain(slug, "savings")
    expected = [r["statement"] for r in rows if r["statement"] and not r["amount_gbp"]]
    found = figures(council(slug))
    assert (column(found["said"], "said") if "said" in found else []) == expected
    assert bool(expected) == (slug != "exampleshire")


def test_an_overspend_said_in_words_is_never_called_a_statement_without_a_number(tmp_path: Path) -> None:
    said = {
        "basis": "statement",
        "amount_gbp": "",
        "statement": "An overspend of £80,000 is forecast.",
        "as_written": "£80,000",
    }
    made = made_up.council(
        tmp_path, spend=[amount("spent", "all", 900_000, "2025/26"), amount("over", "all", 0, "2025/26") | said]
    )
    figure = figures(made.at())["said"]
    assert "without a" not in f"{figure.title} {figure.words}" and "whole year's spend" in figure.words


def test_dorset_states_no_money_and_the_page_says_what_it_does_say() -> None:
    story = spend(council("dorset"))
    assert [f.figure_id for f in story.figures] == ["said"]
    assert story.answer.startswith("No paper gives an amount of budget or spend.")
    assert (
        "In July 2024 the report said that no additional investment was required. It also said that no savings were then planned"
        in story.answer
    )
    (figure,) = story.figures
    assert figure.chart is None and figure.tiles[0].value == "Not stated"
    assert figure.tiles[0].link and figure.tiles[0].link.page == "sources"


@pytest.mark.parametrize("slug", COUNCILS)
def test_before_any_paper_on_money_the_page_says_so(slug: str) -> None:
    story = spend(council(slug, date(2020, 1, 1)))
    assert [f.figure_id for f in story.figures] == ["said"] and "No paper gives an amount" in story.answer
    assert not story.figures[0].grid.rows and "say nothing about money" in story.figures[0].words


@pytest.mark.parametrize("slug", COUNCILS)
def test_every_figure_has_words_sources_and_plain_terms(slug: str) -> None:
    for figure in spend(council(slug)).figures:
        assert figure.words and figure.sources and figure.grid.rows, figure.figure_id
        assert not {"internal", "external"} & set(figure.title.lower().split())


@pytest.mark.parametrize("slug", COUNCILS)
def test_the_overview_leads_here(slug: str) -> None:
    beside = next(f for f in overview(council(slug)).figures if f.figure_id == "beside")
    assert beside.tiles[0].link and beside.tiles[0].link.page == "spend"


def test_shift_over_time_once_two_periods_are_given(tmp_path: Path) -> None:
    dataset = made_up.two_years(tmp_path)
    assert "shift" not in figures(dataset.at(date(2023, 6, 1)))
    found = figures(dataset.at())
    figure = found["shift"]
    assert figure.title == "Council-run services fell from 70% to 56%, 2022/23 to 2023/24"
    assert "one period only" not in found["split"].words
    pounds = {"2022/23": (700, 200, 100), "2023/24": (600, 300, 180)}  # those that both years give
    for year, (inside, outside, paid) in pounds.items():
        whole = inside + outside + paid
        mine = [row for row in figure.grid.rows if row[0] == year]
        shares = {row[1]: row[3] for row in mine}
        assert shares["Council-run"] == round(inside / whole * 100, 1)
        assert shares["Independent sector"] == round(outside / whole * 100, 1)
        assert shares["Direct payments"] == round(paid / whole * 100, 1)
    assert ("2023/24", "Community", 120_000, None) in figure.grid.rows
    assert "Community cannot be compared" in figure.words
    names = ["Council-run", "Independent sector", "Direct payments"]
    assert [name for name, _ in drawn(figure)] == names * 2
    assert [length for _, length in drawn(figure)[:3]] == pytest.approx([70, 20, 10])


def test_delivered_is_shown_against_planned(tmp_path: Path) -> None:
    dataset = made_up.two_years(tmp_path)
    before, after = figures(dataset.at(date(2023, 6, 1)))["savings"], figures(dataset.at())["savings"]
    assert before.title == "£130,000 of savings aimed at for 2022/23 to 2023/24, £80,000 of it in 2023/24"
    assert after.title == "£30,000 saved of £50,000 planned, 2022/23"
    assert "£30,000 of £50,000 (60%)" in after.words
    assert after.grid.rows == (("2022/23", 50e3, 30e3, 50e3, 30e3), ("2023/24", 80e3, None, 130e3, None))
    assert [(p.title, len(p.bars)) for p in after.panels] == [("Planned", 3), ("Delivered", 1)], "one year needs no sum"
    assert "Savings are reported of £30,000 in 2022/23." in spend(dataset.at()).answer


def test_exampleshires_sum_of_savings_is_said_to_be_ours() -> None:
    story = spend(Library().dataset("exampleshire").at())
    assert "£95,000 in 2024/25 and £172,000 in 2025/26: £267,000, added up here." in story.answer
    assert story.answer.startswith("Of the £4.99m spent in 2025/26, £2.09m was on council-run services. £1.96m was on")
    figure = next(f for f in story.figures if f.figure_id == "savings")
    assert figure.title.endswith("(added up here)") and "pounds, recurring, " in figure.subtitle


def test_parts_that_do_not_make_the_whole_are_said_and_drawn(tmp_path: Path) -> None:
    def of(name: str, inside: int, *rows: dict[str, str]) -> Figure:
        parts = [amount("all", "all", 1_000_000, "2022/23"), amount("in", "internal", inside, "2022/23", "all"), *rows]
        return figures(made_up.council(tmp_path / name, spend=parts).at())["split"]

    less = of("less", 600_000)
    assert ("Not accounted for", 400_000) in drawn(less) and "£400,000 is in no part" in less.words
    assert "The total printed is £1m" in less.panels[1].items[0]
    more = of("more", 900_000, amount("out", "external", 300_000, "2022/23", "all"))
    assert more.title == "The parts add up to more than the £1m printed"
    outside = of("outside", 300_000, amount("out", "external", 700_000, "2022/23", "all"))
    assert outside.title == "70% of the budget for 2022/23 was for the independent sector"


def test_a_total_alone_is_said_to_be_unsplit(tmp_path: Path) -> None:
    now = made_up.council(tmp_path, spend=[amount("all", "all", 1_000_000, "2022/23")]).at()
    found = figures(now)
    assert list(found) == ["split"] and found["split"].title == "£1m, not split by who provides"
    assert drawn(found["split"]) == [("Not split by who provides", 1_000_000)]
    assert "not who provides for it" in spend(now).answer and "No paper states a saving" in spend(now).answer


def test_people_of_both_kinds_with_no_lower_count_say_that_some_may_be_counted_twice(tmp_path: Path) -> None:
    rows = [
        counted("added", 10),
        counted("in", 6, provider_kind="internal", part_of="added"),
        counted("out", 4, provider_kind="external", part_of="added"),
    ]
    figure = figures(made_up.council(tmp_path, people=rows).at())["people"]
    assert figure.title == "10 people in June 2023; any who used both kinds are counted twice"
    assert drawn(figure) == [("Council-run", 6), ("Independent sector", 4)]


def test_a_saving_printed_only_as_a_total_is_shown_as_one(tmp_path: Path) -> None:
    rows = [saving("plan", "planned", 90_000, "2022/23 to 2024/25", accumulation="total")]
    figure = figures(made_up.council(tmp_path, savings=rows).at())["savings"]
    assert figure.title == "£90,000 of savings aimed at for 2022/23 to 2024/25" and figure.panels == ()
    assert figure.grid.rows == (("Printed total, 2022/23 to 2024/25", 90_000, None, None, None),)
