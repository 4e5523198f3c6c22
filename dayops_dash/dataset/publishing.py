"""Writing the public copy of every council: whole folders, sound by ``check``, and never half of one."""

from __future__ import annotations

import contextlib
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dayops_dash.dataset.boundaries import FILE as BOUNDARIES
from dayops_dash.dataset.checks import check
from dayops_dash.dataset.library import Library
from dayops_dash.dataset.package import files_of
from dayops_dash.dataset.public import public_copy
from dayops_dash.dataset.text_file import DatasetError
from dayops_dash.dataset.versions import shown_folder

MARK = "made-by-dayops.json"  # says that a folder was made here and may be replaced


class NotWrittenError(DatasetError):
    """A folder that was not written; what was there is as it was. The message says why."""


@dataclass(frozen=True)
class Published:
    """One council's public copy: how many rows were left out, and what of them can be worked out from what is public."""

    council: str
    left_out: int
    worked_out: tuple[str, ...]


def publish(library: Library, out: Path) -> list[Published]:
    """Write the public copy of every council under ``out``, in place of what was written there before, and return what was left out.

    A council of which nothing is public has no folder. Raises NotWrittenError where a copy would not pass check.
    """
    told = []
    with whole_folder(out, {"what": "the public copy of prepared datasets"}) as beside:
        for slug in library.slugs():
            folder = shown_folder(library.root / slug)
            copy = public_copy(files_of(folder), slug)
            told.append(Published(slug, copy.left_out, copy.worked_out))
            if "documents.csv" in copy.files:
                _write(beside / slug, copy.files, folder / BOUNDARIES)
    return told


def _write(to: Path, files: Mapping[str, bytes], boundaries: Path) -> None:
    to.mkdir()
    for name, content in files.items():
        (to / name).write_bytes(content)
    if boundaries.is_file():
        shutil.copyfile(boundaries, to / BOUNDARIES)
    if problems := check(to):
        told = "\n".join(f"{to.name}/{problem}" for problem in problems)
        raise NotWrittenError(f"Nothing was written: the public copy of {to.name} would not pass check.\n{told}")


@contextlib.contextmanager
def whole_folder(out: Path, about: dict[str, Any]) -> Iterator[Path]:
    """Yield an empty folder, and put it in the place of ``out`` once it is full; after an error ``out`` is as it was.

    A folder that is there already is replaced only if it is empty or was written in this way. ``about`` is kept in it.
    """
    out = out.absolute()
    if out.exists() and not (out.is_dir() and ((out / MARK).is_file() or not any(out.iterdir()))):
        raise NotWrittenError(
            f"{out} holds something that was not made by this command. Name a new or an empty folder."
        )
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}.") as scratch:
        beside = Path(scratch) / "new"
        beside.mkdir()
        yield beside
        (beside / MARK).write_text(json.dumps(about, indent=2, ensure_ascii=False) + "\n", "utf-8")
        if out.exists():
            out.replace(Path(scratch) / "old")
        beside.replace(out)
