"""What a scenario assumes, against the papers' own words, and what a reader's numbers do to it."""

from __future__ import annotations

import csv

from dayops_dash.dataset import DATA, Library
from dayops_dash.figures.scenario.results import assumptions_figure
from dayops_dash.measures.scenario.assumptions import WEEKS, amount_words, people_of, priced, scenario
from dayops_dash.measures.scenario.mix import AssumptionBasis, Scenario

EAST = Library().dataset("cheshire-east").at()


def plain(*chosen: tuple[str, str]) -> Scenario:
    return scenario(EAST, EAST, chosen)


def test_cheshire_easts_own_assumptions_are_those_of_its_price_table() -> None:
    """Tier 1 at £35 to £70 a day for 30%, tier 2 at £48 a session for 50%, half sharing, tier 3 up to £1,000 a year for 20%."""
    shown = plain()
    ends = {a.code: (a.low, a.central, a.high) for a in shown.assumptions}
    assert ends["price1"] == (35, 52.5, 70) and ends["price2"] == (48, 48, 48) and ends["price3"] == (0, 500, 1000)
    assert [ends["share1"][1], ends["share2"][1], shown.last_share] == [30, 50, 20]
    assert ends["together2"][1] == 50 and ends["people"][1] == 556 and ends["today"][1] == 5_600_000
    assert ends["target"][1] == 250_000 and shown.missing == () and shown.wrong == ()
    assert [level.per for level in shown.levels] == ["day", "session", "year"]


def test_the_last_levels_share_is_the_papers_too() -> None:
    with (DATA / "cheshire-east" / "level_figures.csv").open(encoding="utf-8", newline="") as lines:
        shares = {r["level_id"]: float(r["value"]) for r in csv.DictReader(lines) if r["measure"] == "share of people"}
    assert sum(shares.values()) == 100 and plain().last_share == shares["tier-3"]


def test_a_price_of_something_else_is_our_reading_and_an_average_stays_one() -> None:
    """The paper prices no enablement service: a card of at most £1,000 was to be scoped. £48 rests on an average of £16.00."""
    card, session = plain().at("price3"), plain().at("price2")
    assert (
        card.basis is AssumptionBasis.READING
        and "no paper prices this level" in card.why
        and "pre-paid card" in card.why
    )
    cost = plain().at("today")  # "currently spends £5.6m": of no year
    assert cost.basis is AssumptionBasis.READING and cost.why.startswith("the paper names no year")
    assert session.basis is AssumptionBasis.STATED and "average of £16.00 an hour" in session.why
    assert plain().reads_a_price and not plain(("price3", "700")).reads_a_price
    made_up = Library().dataset("exampleshire").at()
    assert scenario(made_up, made_up).at("today").basis is AssumptionBasis.STATED
    assert not scenario(made_up, made_up).reads_a_price


def test_what_the_paper_only_expects_or_assumes_is_said_to_be_so_in_each_row() -> None:
    """Paragraph 5.8 anticipates the three shares of people, and assumes that half of tier 2 share their support."""
    shown = plain()
    figure = assumptions_figure(EAST, EAST, shown)
    notes = {row[0]: str(row[5]) for row in figure.grid.rows}
    shares = [note for label, note in notes.items() if str(label).endswith(": share of people")]
    assert len(shares) == 3 and all(note.startswith("projected in the paper") for note in shares)
    assert shown.at("together2").why.startswith("assumed in the paper"), "a number that a paper assumes is no fact"


def test_how_often_people_come_is_what_todays_cost_buys() -> None:
    often = plain().at("often1")
    assert (
        often.basis is AssumptionBasis.ASSUMED and often.central == round(5_600_000 / 556 / 52.5 / WEEKS[1], 1) == 3.8
    )


def test_the_saving_is_what_is_left_of_the_plan_and_its_use_is_our_reading() -> None:
    target = plain().at("target")
    assert target.basis is AssumptionBasis.READING and "aimed at in all for 2021/22 to 2023/24" in target.why
    made_up = Library().dataset("exampleshire").at()
    added = scenario(made_up, made_up).at("target")
    assert "added up here" in added.why and "£267,000 of £450,000 is reported as delivered" in added.why and added.place
    assert added.central == 450_000 - 95_000 - 172_000, "the cost is of 2025/26, when both had been saved"


def test_a_readers_number_takes_the_place_of_a_papers_and_says_so() -> None:
    shown = plain(("price2", "40"), ("often1", "5"), ("weeks_low", "40"))
    assert (shown.at("price2").low, shown.at("price2").high) == (40, 40)
    assert shown.at("price2").basis is AssumptionBasis.CHOSEN and shown.at("price2").place is None
    assert (shown.at("often1").low, shown.at("often1").central, shown.at("often1").high) == (2, 5, 5)
    assert (shown.at("weeks").low, shown.at("weeks").central) == (40, 50)


def test_what_cannot_be_used_is_named_and_left() -> None:
    shown = plain(("price1", "many"), ("often1", "9"), ("weeks", "nan"), ("price3", "inf"), ("target", "-1"))
    assert len(shown.wrong) == 5 and "many" in shown.wrong[-1] + "".join(shown.wrong)
    assert shown.assumptions == plain().assumptions


def test_shares_never_come_to_more_than_the_whole() -> None:
    shown = plain(("share1", "80"), ("share2", "40"))
    assert (shown.at("share1").central, shown.at("share2").central, shown.last_share) == (80, 20, 0)
    assert "more than 100%" in shown.wrong[0]


def test_a_council_without_prices_says_what_is_missing() -> None:
    notts = Library().dataset("nottinghamshire").at()
    assert not priced(notts) and priced(EAST)
    shown = scenario(notts, notts)
    assert {a.code for a in shown.missing} >= {"price1", "price4"}
    row = people_of(notts)
    assert row and row["value"] == 1400


def test_values_are_said_with_their_units() -> None:
    values = ((52.5, "£"), (5_600_000, "£"), (30, "%"), (3.8, "days"), (None, "£"))
    assert [amount_words(*value) for value in values] == ["£52.50", "£5.6m", "30%", "3.8 days", "not stated"]
