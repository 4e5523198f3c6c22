"""The risk matrix as a screen reader meets it, and drawn without colour."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Visitor

pytestmark = pytest.mark.browser
AS_TEXT = """\
- rowgroup:
  - row "Impact ↓ Likelihood → Likelihood 1 Likelihood 2 low Likelihood 3 Likelihood 4 high":
    - columnheader "Impact ↓ Likelihood →"
    - columnheader "Likelihood 1"
    - columnheader "Likelihood 2 low"
    - columnheader "Likelihood 3"
    - columnheader "Likelihood 4 high"
- rowgroup:
  - row "Impact 3 moderate 3 6 9 12 1. Continued provision that does not meet needs, current":
    - rowheader "Impact 3 moderate"
    - cell "3"
    - cell "6"
    - cell "9"
    - cell "12 1. Continued provision that does not meet needs, current"
  - row "Impact 2 low 2 4 1. Continued provision that does not meet needs, residual 6 8":
    - rowheader "Impact 2 low"
    - cell "2"
    - cell "4 1. Continued provision that does not meet needs, residual"
    - cell "6"
    - cell "8"
  - row "Impact 1 1 2 3 4":
    - rowheader "Impact 1"
    - cell "1"
    - cell "2"
    - cell "3"
    - cell "4"
"""


@pytest.mark.parametrize("width", [1280, 400])
def test_matrix_is_read_in_order_with_its_headings(visitor: Visitor, width: int) -> None:
    visitor.page.set_viewport_size({"width": width, "height": 3000})
    page = visitor.go("/risks?council=dorset")
    table = page.get_by_role("table", name="Current score 12, residual score expected to be 4")
    told = table.aria_snapshot().splitlines()
    assert 'table "' in told[0] and "caption" in told[1]
    wanted = [line.strip() for line in AS_TEXT.splitlines()]
    assert [line.strip() for line in told if "caption" not in line][1:] == wanted


def test_movement_is_drawn_from_square_to_square(visitor: Visitor) -> None:
    """The two legs go down from 12 and left to 4, at any width."""
    for width in (1280, 400):
        visitor.page.set_viewport_size({"width": width, "height": 3000})
        page = visitor.go("/risks?council=dorset")
        boxes = [s.bounding_box() for s in page.locator(".do-square").all()]
        down, left = (page.locator(f".do-leg-{way}").bounding_box() for way in ("down", "left"))
        start, end = boxes[3], boxes[5]
        assert start and end and down and left
        assert start["x"] < down["x"] < start["x"] + start["width"] and down["y"] > start["y"]
        middle = end["y"] + end["height"] / 2
        assert abs(down["y"] + down["height"] - middle) < 3 and abs(left["y"] - middle) < 3
        assert 8 < left["x"] - (end["x"] + end["width"]) < 14  # the arrow's head is between the two
