"""The questions, answers, titles and subtitles of every page of every council, as a person reads them down a page.

A change of wording shows as a difference of ``__snapshots__``, which a reviewer reads. Where it is meant:
``python -m pytest tests/stories/test_sentences.py --snapshot-update``.
"""

from __future__ import annotations

from datetime import date

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from syrupy.location import PyTestLocation
from syrupy.types import SnapshotIndex

from dayops_dash.dataset import Library
from dayops_dash.stories import PAGES

TODAY = date(2026, 11, 29)
NEWS = "news"  # counts the lines of the change log


class Sentences(SingleFileSnapshotExtension):
    """One text file a council."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"

    @classmethod
    def get_snapshot_name(cls, *, test_location: PyTestLocation, index: SnapshotIndex) -> str:
        return str(index)


def sentences(slug: str) -> str:
    council = Library().dataset(slug).at(TODAY)
    parts = []
    for name, page in PAGES.items():
        story = page.story(council)
        parts.append(
            "\n".join(filter(None, (f"== {name}: {story.question}", story.seen_on, story.answer, story.caution)))
        )
        parts += [f"   {figure.title}\n   . {figure.subtitle}" for figure in story.figures if figure.figure_id != NEWS]
    return "\n".join(parts) + "\n"


@pytest.mark.parametrize("slug", Library().slugs())
def test_what_pages_say_is_as_it_was_reviewed(slug: str, snapshot: SnapshotAssertion) -> None:
    assert sentences(slug) == snapshot(extension_class=Sentences, name=slug)
