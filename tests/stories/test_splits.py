"""Spend shows the splits of several councils on one scale: each of its own total, in no order of size, and in no document."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from dayops_dash.address import Address
from dayops_dash.dataset import DATA, Library
from dayops_dash.figures.money.splits import splits_figure
from dayops_dash.figures.shared.model import Figure
from dayops_dash.packs.brief.appendix import appendix
from dayops_dash.packs.pack import Pack
from dayops_dash.packs.parts.blocks import TableBlock
from dayops_dash.stories.money import PAGE, chosen, spend
from tests.made_up import amount
from tests.made_up import council as made_up

REAL = ("cheshire-east", "dorset", "nottinghamshire", "solihull")


def shown(slug: str, day: date | None = None) -> Figure | None:
    story = chosen(Library().dataset(slug).at(day), Address.of({}))
    return next((figure for figure in story.figures if figure.figure_id == "splits"), None)


def of_the_file(slug: str) -> dict[str, float]:
    """Return each part's share of its total, worked out from the file by hand: of the one total that has parts."""
    with (DATA / slug / "spend.csv").open(encoding="utf-8", newline="") as file:
        every = list(csv.DictReader(file))
    rows = [r for r in every if not r["spend_id"].startswith("text-")]  # printed again in the text, rounded
    amounts = {r["spend_id"]: float(r["amount_gbp"]) for r in rows if r["amount_gbp"]}
    kinds = {"internal": "Council-run", "external": "Independent sector"}
    parts = [
        r for r in rows if r["part_of"] and r["provider_kind"] in kinds and r["client_group"] in ("", "All groups")
    ]
    return {kinds[r["provider_kind"]]: round(amounts[r["spend_id"]] / amounts[r["part_of"]] * 100, 1) for r in parts}


def test_each_council_that_states_a_split_has_its_shares_of_its_own_total() -> None:
    figure = shown("solihull")
    assert figure and figure.title == "Council-run services take 65% to 68% of the total in each of three councils"
    found: dict[str, dict[str, float]] = {}
    for name, who, share, *_ in figure.grid.rows:
        found.setdefault(str(name), {})[str(who)] = float(str(share))
    assert list(found) == ["Solihull", "Cheshire East", "Nottinghamshire"]
    assert found == {
        name: of_the_file(name.lower().replace(" ", "-")) for name in ("Solihull", "Cheshire East", "Nottinghamshire")
    }
    assert all(sum(parts.values()) == pytest.approx(100, abs=0.1) for parts in found.values())
    assert {source.title.partition(":")[0] for source in figure.sources} == set(found)


def test_a_council_without_a_split_is_shown_none_and_a_made_up_one_is_not_counted() -> None:
    assert shown("dorset") is None
    figure = shown("exampleshire")
    assert figure and figure.title.endswith("of the total in each of two real councils")
    assert figure.grid.rows[0][0] == "Exampleshire (illustrative)"
    assert all("Exampleshire" not in str(of.grid.rows) for slug in REAL if (of := shown(slug)))


def test_councils_stand_as_they_were_known_on_the_day() -> None:
    """Cheshire East's paper is of February 2021; Solihull's and Nottinghamshire's came later."""
    assert shown("cheshire-east", date(2021, 8, 15)) is None
    then = shown("cheshire-east", date(2022, 12, 31))
    assert then and {r[0] for r in then.grid.rows} == {"Cheshire East", "Solihull"}


@pytest.mark.parametrize(
    ("total", "hedge", "is_shown"), [(1_000, "", True), (1_000, "about", False), (1_100, "", False)]
)
def test_amounts_that_a_paper_hedges_or_that_leave_a_rest_have_no_share(
    tmp_path: Path, total: int, hedge: str, is_shown: bool
) -> None:
    parts = [amount("a", "internal", 600, "2025/26", "all"), amount("b", "external", 400, "2025/26", "all")]
    whole = {**amount("all", "all", total, "2025/26"), "qualifier": hedge}
    other = made_up(tmp_path, spend=[whole, *parts]).at()
    assert (splits_figure((Library().dataset("solihull").at(), other)) is not None) is is_shown


def test_a_councils_own_papers_hold_no_other_councils_money() -> None:
    council = Library().dataset("solihull").at()
    assert "splits" not in {figure.figure_id for figure in spend(council).figures}
    told = appendix(Pack(council))
    assert not any("Nottinghamshire" in str(block.rows) for block in told.blocks if isinstance(block, TableBlock))
    assert PAGE.beside and [c.slug for c in PAGE.beside(council, Address.of({}))] == [
        slug for slug in REAL if slug != "solihull"
    ]
