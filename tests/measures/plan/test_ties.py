"""What belongs to one commitment: what a paper ties to it, and what stands in the same place of the paper; nothing else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayops_dash.dataset import Council, Library
from dayops_dash.dataset.rows import Place
from dayops_dash.measures.plan.ties import BESIDE, TieKind, is_same_place, ties
from tests import made_up

NOW = date(2024, 7, 1)


def council(root: Path) -> Council:
    """Return a council whose hub has a risk with an action, a request, an amount in its own paragraph and one in another."""
    return made_up.council(
        root,
        intentions=[made_up.intended("hub", locator="paragraph 14")],
        updates=[made_up.told("hub", edtf="2024-12", paper="second", locator="paragraph 3(a)")],
        risks=[made_up.risk("cost", locator="appendix, risk 1"), made_up.risk("staff", locator="appendix, risk 2")],
        mitigations=[
            {
                "mitigation_id": "design",
                "risk_id": "cost",
                "position": "1",
                "title": "A cheaper design",
                "intention_id": "hub",
                "evidence": "designed",
                "document_id": "first",
                "locator": "appendix, risk 1",
            }
        ],
        spend=[
            made_up.amount("near", "internal", 1_000, "2023/24", locator="paragraph 14, bullet 2"),
            made_up.amount("later", "internal", 2_000, "2023/24", paper="second", locator="paragraph 3"),
            made_up.amount("far", "internal", 3_000, "2023/24", locator="paragraph 141"),
            made_up.amount("other-paper", "internal", 4_000, "2023/24", paper="second", locator="paragraph 14"),
        ],
    ).at(NOW)


def test_what_a_paper_ties_comes_before_what_stands_beside(tmp_path: Path) -> None:
    found = [(tie.table, next(iter(tie.row.values())), tie.kind) for tie in ties(council(tmp_path), "hub")]
    assert found == [
        ("risks", "cost", TieKind.STATED),
        ("mitigations", "design", TieKind.STATED),
        ("spend", "near", TieKind.SAME_PLACE),
        ("spend", "later", TieKind.SAME_PLACE),
    ]


def test_nothing_belongs_to_what_is_not_known_on_the_day(tmp_path: Path) -> None:
    its = council(tmp_path)
    assert ties(its, "no-such") == ()
    assert not [tie for tie in ties(its.on(date(2023, 12, 1)), "hub") if tie.row.document_id == "second"]
    assert ties(its.on(date(2023, 1, 1)), "hub") == ()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("paragraph 14", "paragraph 14", True),
        ("paragraph 14", "paragraph 14, bullet 2", True),
        ("paragraph 13(b)", "paragraph 13", True),
        ("paragraph 1", "paragraph 14", False),
        ("paragraph 14, bullet 1", "paragraph 14, bullet 2", False),
        ("paragraph 2; paragraph 14", "paragraph 14, point 3", True),
        ("heading 'Plan'", "heading 'Plan', bullet 2", False),
        ("heading 'Plan', bullet 2", "heading 'Plan', bullet 2", True),
        ("", "", False),
    ],
)
def test_places_are_the_same_where_one_is_part_of_the_other(one: str, other: str, same: bool) -> None:
    assert is_same_place(Place("paper", one), Place("paper", other)) is same
    assert is_same_place(Place("paper", other), Place("paper", one)) is same
    assert not is_same_place(Place("paper", one), Place("another", other))


@given(st.lists(st.sampled_from(("paragraph 1", "paragraph 1, bullet 2", "heading 'A'", "table 3")), max_size=3))
def test_a_place_is_the_same_as_itself_unless_it_is_none(parts: list[str]) -> None:
    place = Place("paper", "; ".join(parts))
    assert is_same_place(place, place) is bool(parts)


@pytest.mark.parametrize("slug", Library().slugs())
def test_every_tie_of_the_shipped_papers_is_in_a_linking_row_or_in_the_same_paper(slug: str) -> None:
    its = Library().dataset(slug).at()
    asked = {(row.intention_id, row.recommendation_id) for row in its.rows("recommendation_links")}
    acted = {(row.intention_id, row.mitigation_id) for row in its.rows("mitigations")}
    against = {(row.intention_id, row.risk_id) for row in its.rows("mitigations")}
    places = {row.intention_id: {row.document_id} for row in its.rows("intentions")}
    for row in its.rows("updates"):
        places[row.intention_id].add(row.document_id)
    for one in places:
        for tie in ties(its, one):
            key = (one, next(iter(tie.row.values())))
            linked = key in asked | acted | against
            assert linked if tie.kind is not TieKind.SAME_PLACE else tie.row.document_id in places[one]
            assert tie.table in BESIDE
