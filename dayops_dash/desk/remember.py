"""What a council remembers of a draft once it is published: which action each reference of a tracker is."""

from __future__ import annotations

from pathlib import Path

from dayops_dash.dataset.writing.locking import writing
from dayops_dash.desk.imports.answers import load_answers, save_answers
from dayops_dash.desk.proposal import FILE, load_reading


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
