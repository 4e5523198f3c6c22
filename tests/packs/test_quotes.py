"""Documents have one kind of quotation mark, and words keep all of their letters."""

from __future__ import annotations

import io

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayops_dash.dataset import Library
from dayops_dash.packs.formats import FORMATS
from dayops_dash.packs.pack import Pack
from dayops_dash.packs.parts.quotes import curled


@pytest.mark.parametrize(
    ("straight", "told"),
    [
        ("heading 'Summary', paragraph 1", "heading “Summary”, paragraph 1"),
        ("“Stage 2: 'What is a day'”", "“Stage 2: ‘What is a day’”"),
        ("the council's carers' views", "the council’s carers’ views"),
        ("'Don't know' and 'I' statements", "“Don’t know” and “I” statements"),
        ('Promote "next steps" at 6 " wide', 'Promote “next steps” at 6 " wide'),
        ("", ""),
    ],
)
def test_straight_marks_are_curled(straight: str, told: str) -> None:
    assert curled(straight) == told


@given(st.text())
def test_no_letter_is_lost_and_twice_is_as_once(words: str) -> None:
    def letters(text: str) -> list[str]:
        return [letter for letter in text if letter not in "'\"‘’“”"]

    assert letters(curled(words)) == letters(words) and len(curled(words)) == len(words)
    assert curled(curled(words)) == curled(words)


@pytest.mark.parametrize("slug", Library().slugs())
def test_no_paper_has_a_straight_mark(slug: str) -> None:
    for kind in ("report", "appendix", "questions"):
        made = docx.Document(io.BytesIO(FORMATS[f"{kind}.docx"].make(Pack(Library().dataset(slug).at()))))
        cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
        assert not [line for line in (*(p.text for p in made.paragraphs), *cells) if "'" in line]
