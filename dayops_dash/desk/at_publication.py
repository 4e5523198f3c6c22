"""What a publication asks of a draft that was made from returns: its tables as they are decided; and what is remembered of it then."""

from __future__ import annotations

from pathlib import Path

from dayops_dash.dataset.writing.locking import writing
from dayops_dash.desk.draft import settle
from dayops_dash.desk.imports.answers import load_answers, save_answers
from dayops_dash.desk.reading_file import FILE, has_unwritten, load_reading


def settle_draft(home: Path, folder: Path) -> None:
    """Write the tables of a draft's folder as they are decided; nothing for a folder that was not made from returns."""
    if (folder / FILE).is_file() and has_unwritten(folder):
        settle(home, folder)


def remember_rows(home: Path, folder: Path, version: str) -> None:
    """Keep in a council's folder which action each reference is, once the tracker of a draft's folder is published as a version.

    Next quarter finds its rows by these, for as long as that version stands.
    """
    if not (folder / FILE).is_file():
        return
    reading = load_reading(folder)
    with writing(home):
        answers = load_answers(home)
        if reading.headings and (known := answers.tracker(reading.headings)):
            save_answers(home, answers.with_tracker(known.published_as(version, reading.references)))
