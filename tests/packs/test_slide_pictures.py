"""Pictures on slides are as fine as print, and none has type that nobody can read."""

from __future__ import annotations

import pytest
from pptx.util import Inches, Pt

from tests.packs.test_slides import finding_slides, made


@pytest.mark.parametrize("slug", ["exampleshire", "nottinghamshire"])
def test_pictures_are_as_fine_as_print_and_none_has_small_type(slug: str) -> None:
    _, found = made(slug)
    pictures = [shape for slide in found.slides for shape in slide.shapes if hasattr(shape, "image")]
    assert pictures
    for shape in pictures:
        wide, high = shape.image.size
        assert wide / (shape.width / Inches(1)) >= 299
        scale = (
            min(shape.width / Pt(1) / wide, shape.height / Pt(1) / high) * wide / 720
        )  # points for a pixel of a wide drawing
        assert (
            scale >= 0.75 or shape.height > found.slide_height * 0.5
        )  # a map says where, and has no table in its place


def test_a_drawing_that_would_be_small_is_a_table() -> None:
    _, found = made("exampleshire")
    (slide,) = (
        s
        for s in finding_slides(found)
        if "commitments are overdue" in s.shapes.title.text_frame.text and "nine" in s.shapes.title.text_frame.text
    )
    assert any(getattr(shape, "has_table", False) and shape.has_table for shape in slide.shapes)
