"""A paper kept beside the data, where the officer says so: one file by its id, in the folder ``papers``."""

from __future__ import annotations

from pathlib import Path

from dayops_dash.dataset.package import replace_file

FOLDER = "papers"
ENDINGS = ((b"%PDF-", ".pdf"), (b"PK\x03\x04", ".docx"))


def keep_paper(folder: Path, document_id: str, content: bytes) -> Path:
    """Write a paper's file into a folder's ``papers`` under its id, with the ending of what it is, and return where."""
    ending = next((end for mark, end in ENDINGS if mark in content[:1024]), ".html")
    path = folder / FOLDER / f"{document_id}{ending}"
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, content)
    return path


def kept_paper(folder: Path, document_id: str) -> Path | None:
    """Return where a paper is kept beside data; None where it is not."""
    paths = (folder / FOLDER / f"{document_id}{end}" for end in (".pdf", ".docx", ".html"))
    return next((path for path in paths if path.is_file()), None)
