"""A figure's table: each row made of one thing by columns that are declared once, and what is left out where nothing fills it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dayops_dash.figures.shared.grid import GridColumn, Heading, Kind, grid_of

TOWNS = [("York", 141_685, ""), ("Ely", 19_189, "a city")]


def test_a_row_has_a_cell_of_each_column_under_its_own_heading() -> None:
    grid = grid_of(
        TOWNS,
        GridColumn("name", "Town", lambda town: town[0]),
        GridColumn("people", "People", lambda town: town[1], Kind.COUNT),
        GridColumn("note", "Note", lambda town: town[2], on_screen=False),
        even=True,
    )
    assert grid.headings == (
        Heading("name", "Town"),
        Heading("people", "People", Kind.COUNT),
        Heading("note", "Note", on_screen=False),
    )
    assert grid.rows == tuple(TOWNS) and grid.even
    assert grid.only(["people", "name"]).rows == ((141_685, "York"), (19_189, "Ely"))


def test_columns_in_another_order_keep_their_cells() -> None:
    columns = (
        GridColumn[tuple[str, int, str]]("people", "People", lambda town: town[1], Kind.COUNT),
        GridColumn[tuple[str, int, str]]("name", "Town", lambda town: town[0]),
    )
    for order in (columns, columns[::-1]):
        shown = grid_of(TOWNS, *order)
        assert shown.only(["name"]).rows == (("York",), ("Ely",)) and len(shown.rows) == 2


def test_nothing_gives_headings_without_rows() -> None:
    nothing: list[str] = []
    grid = grid_of(nothing, GridColumn("name", "Town", str))
    assert grid.rows == () and grid.headings == (Heading("name", "Town"),)
    assert grid.filled(()).headings == () and grid.filled(["name"]) == grid


@given(
    st.lists(st.tuples(*[st.sampled_from(["", None, float("nan"), 0, "x"])] * 4), max_size=5),
    st.sets(st.sampled_from("abcd")),
)
def test_a_column_stays_where_a_row_fills_it_or_it_always_does(
    rows: list[tuple[object, ...]], always: set[str]
) -> None:
    columns = [
        GridColumn[tuple[object, ...]](code, code.upper(), lambda row, i=i: row[i])  # type: ignore[misc]
        for i, code in enumerate("abcd")
    ]
    grid = grid_of(rows, *columns).filled(always)
    kept = [i for i, code in enumerate("abcd") if code in always or any(row[i] in (0, "x") for row in rows)]
    assert [heading.code for heading in grid.headings] == ["abcd"[i] for i in kept]
    assert len(grid.rows) == len(rows) and all(
        cell is row[i] for cells, row in zip(grid.rows, rows, strict=True) for cell, i in zip(cells, kept, strict=True)
    )
