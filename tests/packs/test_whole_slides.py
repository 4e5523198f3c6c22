"""What a slide shows is whole: its sentence, and the rows of a table for which there is room."""

from __future__ import annotations

from datetime import date

import pytest

from dayops_dash.dataset import Library
from dayops_dash.stories.meeting.present import findings
from tests.packs.test_slides import finding_slides, made


@pytest.mark.parametrize("slug", Library().slugs())
def test_no_sentence_is_cut_and_a_table_that_has_room_is_whole(slug: str) -> None:
    pack, found = made(slug)
    for slide, one in zip(finding_slides(found), findings(pack.council), strict=True):
        if one.figure.matrix:
            continue
        (said,) = [shape.text_frame.text for shape in slide.placeholders if shape.placeholder_format.idx == 1]
        assert said.endswith((".", "”", "?")) and "…" not in said.removesuffix(one.line), said
        tables = [shape.table for shape in slide.shapes if getattr(shape, "has_table", False) and shape.has_table]
        rows = len(one.figure.grid.rows)
        if tables and rows <= 8:
            assert len(tables[0].rows) == rows + 1, one.figure.title


def test_the_dates_of_a_plan_of_eleven_are_all_on_the_slide() -> None:
    _, found = made("solihull", date(2026, 11, 29))
    (dates,) = [slide for slide in finding_slides(found) if slide.shapes.title.text_frame.text.startswith("10 of 11")]
    (table,) = [shape.table for shape in dates.shapes if getattr(shape, "has_table", False) and shape.has_table]
    assert len(table.rows) == 12
