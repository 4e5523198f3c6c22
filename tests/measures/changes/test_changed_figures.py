"""Which figures are the same quantity, and which of several papers gives it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from dayops_dash.dataset.tables import TABLES
from dayops_dash.measures.changes.change import ChangeKind
from dayops_dash.measures.changes.changed_figures import SAME, figure_changes
from tests.made_up import FIRST, SECOND, amount, council, counted, saving

BEFORE, NOW = date.fromisoformat(FIRST), date.fromisoformat(SECOND)


def test_the_columns_that_make_a_quantity_are_columns() -> None:
    for (table, column), same in SAME.items():
        assert {column, *same} <= set(TABLES[table].by_name)


def test_another_year_basis_or_group_is_another_figure(tmp_path: Path) -> None:
    spend = [
        amount("a", "all", 100, "2022/23"),
        amount("b", "all", 120, "2023/24", paper="second", subject="all 2022/23"),
        amount("c", "all", 130, "2022/23", paper="second", basis="spend"),
        amount("d", "all", 140, "2022/23", paper="second", transport_included="yes"),
    ]
    made = council(tmp_path, spend=spend)
    assert list(figure_changes(made.at(BEFORE), made.at(NOW))) == []


def test_money_shares_and_people_are_said_as_printed_or_in_their_unit(tmp_path: Path) -> None:
    made = council(
        tmp_path,
        spend=[
            amount("a", "all", 100, "2022/23", as_written="£100"),
            amount("b", "all", 12_000, "2022/23", paper="second"),
        ],
        savings=[
            saving("a", "planned", 50, "2022/23", share_pct="4.5"),
            saving("b", "planned", 50, "2022/23", "second", share_pct="5"),
        ],
        people=[counted("a", 10, subject="People"), counted("b", 1_200, subject="People", document_id="second")],
    )
    found = list(figure_changes(made.at(BEFORE), made.at(NOW)))
    assert {c.kind for c in found} == {ChangeKind.REVISED}
    assert {(c.before.words, c.now.words) for c in found} == {("£100", "£12,000"), ("4.5%", "5%"), ("10", "1,200")}
    assert all((c.before.document_id, c.now.document_id) == ("first", "second") for c in found)


def test_two_numbers_in_one_paper_are_no_revision(tmp_path: Path) -> None:
    made = council(tmp_path, people=[counted("a", 10, subject="People"), counted("b", 12, subject="People")])
    assert list(figure_changes(made.at(BEFORE), made.at(NOW))) == []
