"""Columns of a table share a page so that words stay whole; and every mark that we draw is in our type."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageFont

from dayops_dash.figures.scenario.charts import MARK
from dayops_dash.figures.shared.render import FONTS
from dayops_dash.figures.shared.states import STATES
from dayops_dash.packs.slides.fitting import column_widths, length

ROOM, SIZE, BESIDE = 480.0, 10.0, 8.5
CELLS = st.text(alphabet="abc mw-£1", max_size=60)
ROWS = st.integers(1, 7).flatmap(
    lambda columns: st.lists(st.lists(CELLS, min_size=columns, max_size=columns), min_size=1, max_size=5)
)


@given(ROWS)
def test_columns_fill_the_room_and_break_no_word_that_it_has_room_for(rows: list[list[str]]) -> None:
    widths = column_widths(rows, ROOM, SIZE, beside=BESIDE)
    assert sum(widths) == pytest.approx(ROOM) and min(widths) > 0
    longest = [
        max((length(w, SIZE) for cell in column for w in cell.split()), default=0.0) + BESIDE
        for column in zip(*rows, strict=True)
    ]
    bold = [width * 1.13 for width in longest]
    if sum(bold) <= ROOM and max(bold) <= 0.4 * ROOM:
        assert all(width >= word - 1e-9 for width, word in zip(widths, longest, strict=True))


def test_a_short_column_keeps_its_word_beside_long_ones() -> None:
    long = "heading 'Our Priorities and Action Plan', table, Priority 3, task 3"
    rows = [["Intention", "Against its date", "Due, as written", "Priority", "Place in paper"]]
    rows += [["Consult on a new charging model", "In its due period", "2022/23", "Priority 3", long]] * 9
    widths = column_widths(rows, ROOM, SIZE, beside=BESIDE)
    assert widths[3] >= length("Priority", SIZE, bold=True) + BESIDE
    assert widths[4] > widths[3] and widths[0] > widths[3]


@pytest.mark.parametrize("file", ["CommitteeSans-Regular.ttf", "CommitteeSans-Bold.ttf"])
def test_every_mark_is_in_our_type(file: str) -> None:
    """Where one is not, what draws takes another type for the whole line."""
    type_ = ImageFont.truetype(FONTS / file, 40)

    def drawn(mark: str) -> bytes:
        return bytes(type_.getmask(mark))

    none = drawn("\uffff")
    for mark in {*(state.mark for state in STATES.values()), *MARK.values(), *"▲▼→–£…·"}:
        assert drawn(mark) != none, mark
    assert drawn("◐") == none  # the check can find one that is not there
