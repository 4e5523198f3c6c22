"""Drafts: files that may become a version of a council's data, and what stands between one and being published."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from dayops_dash.dataset import Dataset, Library
from dayops_dash.dataset.checks.described import missing_tables
from dayops_dash.dataset.checks.entries import open_folder
from dayops_dash.dataset.checks.files import CONTROL
from dayops_dash.dataset.checks.pages import note_about
from dayops_dash.dataset.checks.personal import is_personal
from dayops_dash.dataset.draft_base import BASE, DraftBase, base_of
from dayops_dash.dataset.files.aside import folder_aside
from dayops_dash.dataset.files.text_file import DatasetError, printable
from dayops_dash.dataset.kept_papers import TABLE as KEPT
from dayops_dash.dataset.kept_papers import kept_names, missing
from dayops_dash.dataset.package import DESCRIPTOR, as_descriptor, read_descriptor
from dayops_dash.dataset.schema import IDENTIFIER
from dayops_dash.dataset.serving.gate import problems_of, record_result, recorded
from dayops_dash.dataset.serving.versions import (
    LENGTH,
    Publication,
    content_hash,
    content_of,
    is_version,
    pointer,
    shown_folder,
    version_folder,
)
from dayops_dash.dataset.tables import TABLES
from dayops_dash.dataset.writing.whole import new_folder
from dayops_dash.publishing.difference import both_changed, row_changes
from dayops_dash.publishing.store import NotPublished, fetch_version, shown_version, write_files

NO_BASE = DraftBase()
LONGEST_NAME, LONGEST_REASON = 60, 500
DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)  # no folder of Windows has these names


@dataclass(frozen=True)
class Draft:
    """Files that may become a version: of which council, from where, and from which version they began.

    ``faults`` and ``notes`` are what is wrong with, and to be said of, the folder itself: a file that no table has, a table that is gone.
    """

    home: Path
    files: Mapping[str, bytes] = field(repr=False)
    source: str
    base: DraftBase = NO_BASE
    folder: Path | None = None
    faults: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @cached_property
    def version(self) -> str:
        return content_hash(self.files)[:LENGTH]

    @cached_property
    def problems(self) -> tuple[str, ...]:
        """Every problem that check finds in the folder and in the files."""
        return tuple(dict.fromkeys((*self.faults, *problems_of(self.home.name, self.files))))

    @property
    def is_in_place(self) -> bool:
        """Whether it is the data of a plain folder that was never published: what is shown already."""
        return self.folder is not None and self.folder.resolve() == self.home.resolve() and not pointer(self.home)


def draft_of(home: Path, folder: Path) -> Draft:
    """Return a folder's files as a draft of a council. Raises DatasetError where they cannot be read, or are another council's."""
    if not folder.is_dir():
        raise NotPublished(f"There is no folder {folder}.")
    opened = open_folder(folder)
    base = base_of(folder) or NO_BASE
    files = content_of(folder)
    if DESCRIPTOR not in files:
        raise NotPublished(f"{folder} has no {DESCRIPTOR}. Run describe {folder}.")
    stated = read_descriptor(files[DESCRIPTOR])  # described anew: what changed is shown to the officer, row by row
    _refuse_other_council(home, base, stated)
    faults = [*opened.problems, *missing_tables(opened, stated, str(folder))]
    tables = {name: files[table.path] for name, table in TABLES.items() if table.path in files}
    files[DESCRIPTOR] = as_descriptor(stated, home.name, tables)
    notes = tuple(map(str, (*opened.notes, *note_about(stated))))
    return Draft(home, files, folder.name, base, folder, (*map(str, faults), *_kept_faults(files, folder, home)), notes)


def _kept_faults(files: Mapping[str, bytes], *folders: Path) -> list[str]:
    """Return what is wrong with the papers that files say are kept; nothing where that cannot be read, which check says."""
    with suppress(DatasetError):
        return [
            f"{TABLES[KEPT].path}: {name} is not in the folder papers, or is not what its name says. Bring the paper in again."
            for name in missing(kept_names(files), *folders)
        ]
    return []


def _refuse_other_council(home: Path, base: DraftBase, stated: Mapping[str, object]) -> None:
    """Raise NotPublished where a folder's data names another council as its own."""
    if base.council and base.council != home.name:
        raise NotPublished(f"Nothing was published: the folder is a draft of {base.council}, not of {home.name}.")
    name = str(stated.get("name", ""))
    if base.council or name == home.name:
        return
    descriptor: Mapping[str, object] = {}
    with suppress(DatasetError, KeyError, OSError):
        descriptor = read_descriptor(content_of(shown_folder(home))[DESCRIPTOR])
    if name in Library(home.parent).folders() or (descriptor and descriptor.get("title") != stated.get("title")):
        title = stated.get("title") or name
        raise NotPublished(
            f"Nothing was published: the folder's data is of {printable(str(title))}, by its {DESCRIPTOR}, not of {home.name}. "
            f"Begin from what is shown: draft {home.name} --out FOLDER."
        )


def start_draft(home: Path, out: Path, fill: Callable[[Path], object] = lambda _: None) -> str:
    """Copy what is shown of a council to a new folder, to work on, and return its version.

    ``fill`` changes the copy before it is in its place: the folder is there with all of it, or not at all.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise NotPublished(f"{out} is not empty. Name a new folder.")
    if home.parent.resolve() in out.resolve().parents:
        raise NotPublished(f"{out} is inside the folder of councils, where it would be one. Name a folder elsewhere.")
    source = shown_folder(home)
    files = content_of(source)
    version = content_hash(files)[:LENGTH]
    if is_version(source) and version != source.name:
        raise NotPublished(
            f"The files of version {source.name} are not what was published. Restore them from a backup."
        )
    with new_folder(out) as beside:
        for name, content in files.items():
            (beside / name).write_bytes(content)
        (beside / BASE).write_bytes(DraftBase(home.name, version).content())
        fill(beside)
    return version


def refuse_unfit_name(name: str) -> None:
    """Raise NotPublished for what is no name of a council's folder."""
    if not re.fullmatch(IDENTIFIER, name) or name.endswith("\n") or len(name) > LONGEST_NAME or DEVICES.fullmatch(name):
        raise NotPublished(
            f"{printable(name)!r} is no name of a council's folder: use small letters, figures and hyphens, as in north-yorkshire."
        )


def refuse_unfit_words(because: str, by: str) -> None:
    """Raise NotPublished where what the record would say is nothing, cannot be shown to readers, or is about a person."""
    if not because.strip():
        raise NotPublished("Nothing was published: say why, with --because.")
    for option, words in (("--because", because), ("--by", by)):
        try:
            words.encode()
        except UnicodeEncodeError as error:
            raise NotPublished(f"Nothing was published: {option} holds what is no character. Type it anew.") from error
        if CONTROL.search(words) or "\n" in words:
            raise NotPublished(f"Nothing was published: {option} holds a control character. Type it on one line.")
        if len(words) > LONGEST_REASON:
            raise NotPublished(
                f"Nothing was published: {option} has more than {LONGEST_REASON} characters. Shorten it."
            )
        if is_personal(words):
            raise NotPublished(
                f"Nothing was published: {option} holds an address or a number of a person, and readers would see it. Name a role."
            )


def refuse_unsound(draft: Draft) -> None:
    """Raise NotPublished where a draft does not pass check, with every problem."""
    if draft.problems:
        lines = "\n".join(draft.problems)
        raise NotPublished(f"Nothing was published: the data does not pass check.\n{lines}")


def refuse_unkept(draft: Draft) -> None:
    """Raise NotPublished where a plain folder was changed since its data was last checked: what was shown before is nowhere kept."""
    stated = recorded(draft.home)
    if not draft.is_in_place or (
        stated.get("problems") == 0 and str(stated.get("content", ""))[:LENGTH] == draft.version
    ):
        return
    name = draft.home.name
    raise NotPublished(
        f"Nothing was published: the folder {name} was changed since it was last checked, and what readers saw before is kept nowhere: "
        f"undo could not bring it back. Put the earlier files back and begin a draft (draft {name} --out FOLDER), or go on with "
        "--without-earlier."
    )


def refuse_shown(draft: Draft) -> None:
    """Raise NotPublished where a draft is the published version that is shown."""
    if pointer(draft.home).get("version") == draft.version:
        raise NotPublished(f"Nothing was published: version {draft.version} is what is shown already.")


def refuse_outdated(draft: Draft) -> None:
    """Raise NotPublished where another version was published since a draft began, with what both changed."""
    current_version, base = shown_version(draft.home), draft.base
    if not base.version or current_version in (base.version, base.began, draft.version):
        return
    files: Mapping[str, bytes] = {}
    with suppress(DatasetError):
        fetch_version(draft.home, base.version)
        files = content_of(version_folder(draft.home, base.version))
    if not pointer(draft.home):
        raise NotPublished(
            f"Nothing was published: the folder {draft.home.name} was changed in place since this draft began from {base.version}. "
            "Begin a new draft, and make your changes in it."
        )
    current = content_of(shown_folder(draft.home))
    theirs = "; ".join(map(str, row_changes(files, current))) or "no row"
    both = both_changed(files, draft.files, current) if files else []
    overlap = f" Both changed: {'; '.join(both)}." if both else " No cell was changed by both."
    raise NotPublished(
        f"Nothing was published: version {current_version} was published since this draft began from {base.version}. Changed there: "
        f"{theirs}.{overlap} Begin a new draft, and make your changes in it."
    )


@contextmanager
def as_dataset(draft: Draft, latest: Publication | None = None) -> Iterator[Dataset]:
    """Yield a draft that passes check as the dataset that readers would see, after an act that is about to be."""
    before = shown_dataset(draft.home)
    acts = (*(before.published if before else ()), *([latest] if latest else []))
    with folder_aside() as elsewhere:
        folder = elsewhere / draft.home.name
        write_files(folder, draft.files)
        record_result(folder, draft.files, 0)
        seen = Library(elsewhere).dataset(draft.home.name)
        yield replace(seen, library=Library(draft.home.parent), published=acts)


def shown_dataset(home: Path) -> Dataset | None:
    """Return what readers see of a council now; None where there is nothing."""
    try:
        return Library(home.parent).dataset(home.name)
    except DatasetError:
        return None
