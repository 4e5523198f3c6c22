"""Writing the public copy of every council: whole folders, sound by ``check``, and never half of one."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from dayops_dash.dataset.boundaries import FILE as BOUNDARIES
from dayops_dash.dataset.checks import check
from dayops_dash.dataset.kept_papers import copy_paper, kept_names, kept_paper
from dayops_dash.dataset.package import files_of
from dayops_dash.dataset.serving.gate import described_today
from dayops_dash.dataset.serving.library import Library
from dayops_dash.dataset.serving.public import public_copy
from dayops_dash.dataset.serving.versions import content_of, is_version, shown_folder
from dayops_dash.dataset.writing.whole import MARK, NotWrittenError, whole_folder

__all__ = [
    "MARK",
    "DisclosureDecision",
    "NotWrittenError",
    "PublicCopy",
    "publish",
    "refuse_disclosing",
    "whole_folder",
]


@dataclass(frozen=True)
class PublicCopy:
    """One council's public copy: how many rows were left out, from what they could be worked out, and what is withheld for that."""

    council: str
    left_out: int
    worked_out: tuple[str, ...]
    withheld: int = 0


class DisclosureDecision(StrEnum):
    """What an officer decided where an exempt number could be worked out from public ones."""

    NONE = "none"
    WITHHOLD = "withhold"  # those public ones are left out too
    DISCLOSE = "disclose"  # all that is public is shown


def refuse_disclosing(library: Library) -> None:
    """Raise NotWrittenError where an exempt number of a council could be worked out from public ones, with the place of each."""
    copies = ((slug, public_copy(_files(slug, shown_folder(library.root / slug)), slug)) for slug in library.slugs())
    if disclosures := [f"{slug}/{one}" for slug, copy in copies for one in copy.worked_out]:
        places = "\n".join(disclosures)
        raise NotWrittenError(
            f"Nothing was written: numbers that are exempt from publication could be worked out from these.\n{places}\n"
            "Ask who decides on publication. Then run this again with --withhold, which leaves these rows out as well; "
            "or with public-copy --although-it-can-be-worked-out, which leaves them in."
        )


def publish(library: Library, out: Path, decision: DisclosureDecision = DisclosureDecision.NONE) -> list[PublicCopy]:
    """Write the public copy of every council under ``out``, in place of what was written there before, and return what was left out.

    A council of which nothing is public has no folder. Raises NotWrittenError where a copy would not pass check, and where a number
    that is exempt could be worked out and nobody decided what to do.
    """
    if decision is DisclosureDecision.NONE:
        refuse_disclosing(library)
    copies = []
    with whole_folder(out, {"what": "the public copy of prepared datasets"}) as beside:
        for slug in (dataset.slug for dataset in library.every()[0]):
            folder = shown_folder(library.root / slug)
            copy = public_copy(_files(slug, folder), slug, withhold=decision is not DisclosureDecision.DISCLOSE)
            copies.append(PublicCopy(slug, copy.left_out, copy.worked_out, copy.withheld))
            if "documents.csv" in copy.files:
                _write(beside / slug, copy.files, folder / BOUNDARIES)
                for path in filter(None, (kept_paper(library.root / slug, name) for name in kept_names(copy.files))):
                    copy_paper(path, beside / slug)
    return copies


def _files(slug: str, folder: Path) -> dict[str, bytes]:
    """Return the tables and the descriptor of what is shown of a council; those of a version as today's rules describe them."""
    files = described_today(slug, content_of(folder)) if is_version(folder) else files_of(folder)
    return {name: part for name, part in files.items() if name != BOUNDARIES}


def _write(to: Path, files: Mapping[str, bytes], boundaries: Path) -> None:
    to.mkdir()
    for name, content in files.items():
        (to / name).write_bytes(content)
    if boundaries.is_file():
        shutil.copyfile(boundaries, to / BOUNDARIES)
    if problems := check(to):
        lines = "\n".join(f"{to.name}/{problem}" for problem in problems)
        raise NotWrittenError(f"Nothing was written: the public copy of {to.name} would not pass check.\n{lines}")
