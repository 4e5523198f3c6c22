"""Checks of papers that are kept beside the data: what a file is called, once for each paper, and open only where nothing is exempt."""

from __future__ import annotations

from collections.abc import Iterator

from dayops_dash.dataset.checks.frames import Frames, rows
from dayops_dash.dataset.checks.problem import Problem, shown
from dayops_dash.dataset.kept_papers import NAME, TABLE
from dayops_dash.dataset.vocabulary import PaperReaders, Visibility


def check_kept_papers(frames: Frames) -> Iterator[Problem]:
    """Yield kept papers whose file is called otherwise, that are kept twice, or that everybody could read with rows that are exempt."""
    kept = [*rows(frames, TABLE)]
    named = {row["document_id"] for _, _, row in kept}
    exempt = {
        row["document_id"]
        for name in (frames if kept else ())
        for _, _, row in rows(frames, name)
        if row.get("document_id") in named and row["visibility"] != Visibility.PUBLIC
    }
    seen: set[str] = set()
    for table, number, row in kept:
        paper = row["document_id"]
        if not NAME.fullmatch(row["file"]):
            do = "Bring the paper in again, and say that it is kept."
            yield Problem(table.path, number, "file", shown(row["file"]), "the hash of a PDF, with .pdf", do)
        if paper in seen:
            found = f"a second file of {shown(paper)}"
            yield Problem(
                table.path, number, "document_id", found, "one file for each paper", "Remove one of the rows."
            )
        if row["open_to"] == PaperReaders.EVERYBODY and paper in exempt:
            found = f"everybody, of {shown(paper)} with rows that are exempt"
            yield Problem(table.path, number, "open_to", found, "the council", "Keep it for the council alone.")
        seen.add(paper)
