"""Rows as they are handed out: made from the schema, read like dictionaries, and beyond change."""

from __future__ import annotations

import copy
import math
import pickle
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayops_dash.dataset import Council, Library, Row, row_types
from dayops_dash.dataset.row_stub import stub
from dayops_dash.dataset.rows import TYPES, number_of, row_type, rows_of, text_of
from dayops_dash.dataset.schema import Table, integer, key, number, text
from dayops_dash.dataset.tables import TABLES
from dayops_dash.frozen import frozen

LATE = date(2026, 3, 31)
COLUMNS = (key("made_id"), text("title", "What."), number("value", "Of."), integer("count", "How many."))
MADE = row_type(Table("made_up", "Made up", "A table.", COLUMNS, ()))


def every() -> Iterator[tuple[Council, str]]:
    for slug in Library().slugs():
        yield from ((Library().dataset(slug).at(LATE), name) for name in TABLES)


def one() -> Row:
    return Library().dataset("nottinghamshire").at(LATE).rows("updates")[0]


@pytest.mark.parametrize("name", TABLES)
def test_each_table_has_a_type_of_row_made_from_its_schema(name: str) -> None:
    kind, columns = TYPES[name], [column.name for column in TABLES[name].columns]
    assert list(kind.columns) == columns + ([] if name == "documents" else ["reported_on"])
    assert issubclass(kind, Row) and issubclass(kind, Mapping) and not issubclass(kind, dict | tuple | list)
    assert kind.__name__.casefold() == f"{name}row".replace("_", "")
    for column in TABLES[name].columns:
        assert vars(kind)[column.name].__doc__ == column.description
    assert not hasattr(kind(range(len(kind.columns))), "__dict__")


def test_the_types_that_mypy_reads_are_those_of_the_schema() -> None:
    written = Path(row_types.__file__).with_suffix(".pyi").read_text("utf-8")
    assert written == stub(TABLES.values()), "Run: python -m dayops_dash tables --types"


@pytest.mark.parametrize("name", TABLES)
def test_each_type_of_row_is_imported_by_its_name(name: str) -> None:
    assert getattr(row_types, TYPES[name].__name__) is TYPES[name]
    with pytest.raises(AttributeError, match="NoSuchRow"):
        row_types.NoSuchRow  # noqa: B018


@pytest.mark.parametrize("name", TABLES)
def test_every_cell_has_the_type_that_mypy_is_told(name: str) -> None:
    python: dict[str, type] = {"string": str, "number": float, "integer": int, "date": date}
    for slug in Library().slugs():
        for row in Library().dataset(slug).at(LATE).rows(name):
            for column in TABLES[name].columns:
                cell = row[column.name]
                may_be_none = not column.required and column.kind in ("integer", "date")
                assert type(cell) is python[column.kind] or (cell is None and may_be_none), column.name


def test_a_column_that_is_known_only_as_the_program_runs_is_read_by_its_kind() -> None:
    row = MADE(("a", "Title", float("nan"), None, None))
    assert text_of(row, "title") == "Title" and text_of(row, "no such column") == ""
    assert math.isnan(number_of(row, "value")) and math.isnan(number_of(row, "count"))
    assert number_of(MADE(("a", "", 1.5, 2, None)), "count") == 2.0
    with pytest.raises(TypeError, match="made_up: count is not a column of text"):
        text_of(row, "count")
    with pytest.raises(TypeError, match="made_up: title is not a column of numbers"):
        number_of(row, "title")
    with pytest.raises(KeyError):
        number_of(row, "no such column")


def test_a_row_holds_what_its_frame_holds_in_the_order_of_the_schema() -> None:
    for council, name in every():
        frame, rows = council.table(name), council.rows(name)
        assert len(frame) == len(rows) and isinstance(rows, tuple)
        for cells, row in zip(frame.itertuples(index=False, name=None), rows, strict=True):
            assert list(row) == list(row.keys()) == list(frame.columns) == [*row]
            for column, cell in zip(frame.columns, cells, strict=True):
                same = row[column] is None if cell is pd.NA else row[column] == cell or row[column] != row[column]
                assert same and getattr(row, column) is row[column] is row.get(column)
                assert not type(row[column]).__module__.startswith(("numpy", "pandas")), column


def test_a_row_is_read_like_a_dictionary() -> None:
    row = one()
    assert dict(row) == {**row} == dict(row.items()) == row and row == dict(row)
    assert row.get("nothing") is None and row.get("nothing", 1) == 1 and "nothing" not in row and "locator" in row
    assert {**row, "locator": "elsewhere"} != row and {**row, "locator": "elsewhere"}["locator"] == "elsewhere"
    with pytest.raises(KeyError):
        row["nothing"]
    with pytest.raises(AttributeError):
        getattr(row, "nothing")  # noqa: B009
    match row:
        case {"locator": found}:
            assert found == row.locator


WAYS: dict[str, Callable[[Any], object]] = {
    "setattr": lambda row: setattr(row, "locator", "changed"),
    "a new attribute": lambda row: setattr(row, "added", "changed"),
    "its cells": lambda row: setattr(row, "_cells", ()),
    "setitem": lambda row: row.__setitem__("locator", "changed"),
    "delattr": lambda row: delattr(row, "locator"),
    "delitem": lambda row: row.__delitem__("locator"),
    "update": lambda row: row.update(locator="changed"),
    "pop": lambda row: row.pop("locator"),
    "clear": lambda row: row.clear(),
    "or": lambda row: row.__ior__({"locator": "changed"}),
    "a cell of its cells": lambda row: row._cells.__setitem__(0, "changed"),
    "its places": lambda row: row._places.__setitem__("locator", 0),
    "its keys": lambda row: row.keys().mapping.__setitem__("locator", 0),
}


@pytest.mark.parametrize("way", WAYS)
def test_no_cell_of_a_row_can_be_changed(way: str) -> None:
    row = one()
    before = dict(row)
    with pytest.raises((AttributeError, TypeError)):
        WAYS[way](row)
    row.__init__(["changed"] * len(row))  # type: ignore[misc]
    assert dict(row) == before


OF_LISTS = (
    *("sort", "append", "extend", "insert", "pop", "clear", "reverse", "remove"),
    *("__setitem__", "__delitem__", "__iadd__"),
)


@pytest.mark.parametrize("way", OF_LISTS)
def test_rows_are_in_a_tuple_which_has_no_way_to_be_changed(way: str) -> None:
    for council, name in every():
        assert not hasattr(council.rows(name), way)
        assert council.rows(name) is council.rows(name)  # one tuple for every reader


cells = st.tuples(st.text(), st.text(), st.floats(), st.none() | st.integers(), st.none() | st.dates())


@given(cells, cells)
def test_rows_are_equal_where_their_cells_are_and_then_have_one_hash(
    these: tuple[Any, ...], those: tuple[Any, ...]
) -> None:
    row, again, other = MADE(these), MADE(copy.deepcopy(these)), MADE(those)
    assert row == again and hash(row) == hash(again) and len({row, again}) == 1
    same = all(a == b or (a != a and b != b) for a, b in zip(these, those, strict=True))
    assert (row == other) is (other == row) is same
    assert not same or hash(row) == hash(other)
    assert row != these and row != list(row) and (row == dict(row))


def test_an_absent_cell_equals_an_absent_one_however_it_is_absent() -> None:
    nothing = [
        MADE(("a", "", value, count, None))
        for value in (float("nan"), float("inf") - float("inf"))
        for count in (None, pd.NA)
    ]
    assert len(set(nothing)) == 1 and all(row == nothing[0] for row in nothing)
    assert MADE(("a", "", 0.0, 0, LATE)) != nothing[0] and MADE(("a", None, 0.0, 0, LATE)) != MADE(
        ("a", "", 0.0, 0, LATE)
    )


def test_a_row_of_too_few_or_too_many_cells_is_refused() -> None:
    for length in (0, 4, 6):
        with pytest.raises(ValueError, match="made_up has 5"):
            MADE(range(length))


@pytest.mark.parametrize("name", ["keys", "items", "get", "values", "table", "_cells"])
def test_a_column_cannot_take_the_name_of_what_a_row_can_do(name: str) -> None:
    with pytest.raises(ValueError, match=name):
        row_type(Table("made_up", "Made up", "A table.", (key("made_id"), text(name, "Anything.")), ()))


def test_a_row_survives_a_copy_and_a_pickle() -> None:
    for row in (one(), rows_of("spend", Library().dataset("dorset").table("spend"))[0]):
        for other in (copy.copy(row), copy.deepcopy(row), pickle.loads(pickle.dumps(row))):
            assert other == row and type(other) is type(row)


def test_rows_of_two_readings_are_equal_and_of_two_papers_are_not() -> None:
    council = Library().dataset("nottinghamshire").at(LATE)
    again = rows_of("updates", council.table("updates"))
    assert again == council.rows("updates") and len(set(again)) == len(again)


FROZEN: dict[str, Callable[[Any], object]] = {
    "set": lambda d: d.__setitem__("a", 1),
    "del": lambda d: d.__delitem__("a"),
    "update": lambda d: d.update(a=1),
    "or": lambda d: d.__ior__({"a": 1}),
    "pop": lambda d: d.pop("a"),
    "popitem": lambda d: d.popitem(),
    "setdefault": lambda d: d.setdefault("z", 1),
    "clear": lambda d: d.clear(),
    "list": lambda d: d["b"].append(1),
    "inner": lambda d: d["b"][0].__setitem__("c", 1),
}


@pytest.mark.parametrize("way", FROZEN)
def test_a_frozen_value_refuses_every_change_and_is_written_as_before(way: str) -> None:
    import json

    plain = {"a": {"z": None}, "b": [{"c": 1.5}, "x"]}
    value = frozen(plain)
    with pytest.raises((TypeError, AttributeError)):
        FROZEN[way](value)
    assert json.dumps(value) == json.dumps(plain) and frozen(value) is value
    free = copy.deepcopy(value)
    free["a"]["z"] = 1
    assert value["a"]["z"] is None and pickle.loads(pickle.dumps(value)) == value and {**value} == value


def test_what_a_descriptor_says_of_a_council_cannot_be_changed() -> None:
    about: Any = Library().dataset("exampleshire").about
    with pytest.raises(TypeError):
        about["illustrative"] = False
    assert Library().dataset("exampleshire").illustrative


def test_the_files_of_a_dataset_cannot_be_changed() -> None:
    for public in (False, True):
        files: Any = Library(public=public).dataset("dorset").files()
        with pytest.raises(TypeError):
            files["spend.csv"] = b""
