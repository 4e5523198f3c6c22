"""The headline of a council's money, against the papers."""

from dayops_dash.dataset import Library
from dayops_dash.measures import money


def amounts(slug: str) -> tuple[float, list[float]]:
    found = money.headline(Library().dataset(slug).at())
    assert found
    return found.total["amount_gbp"], sorted((p["amount_gbp"] for p in found.parts), reverse=True)


def test_headline_is_the_papers_total_with_its_parts() -> None:
    assert amounts("nottinghamshire") == (18_400_000, [12_500_000, 5_900_000])
    assert amounts("cheshire-east") == (5_600_000, [3_700_000, 1_900_000])
    assert amounts("solihull") == (3_187_000, [2_086_000, 1_101_000])  # the table's, not the text's rounded £3.2m


def test_parts_make_the_whole() -> None:
    for slug in ("nottinghamshire", "cheshire-east", "solihull"):
        total, parts = amounts(slug)
        assert sum(parts) == total


def test_a_council_without_amounts_has_no_headline_but_what_it_says() -> None:
    dorset = Library().dataset("dorset").at()
    assert money.headline(dorset) is None
    said = " ".join(row["statement"].lower() for row in money.statements(dorset))
    assert "no additional investment" in said and "no savings" in said


def test_basis_is_the_papers() -> None:
    found = money.headline(Library().dataset("nottinghamshire").at())
    assert found and money.is_budget(found.total) and found.total["financial_year"] == "2022/23"
    found = money.headline(Library().dataset("cheshire-east").at())
    assert found and not money.is_budget(found.total) and found.total["transport_included"] == "no"
