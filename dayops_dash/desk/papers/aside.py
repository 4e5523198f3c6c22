"""What a draft keeps beside its proposals of the paper that they come from: numbers that no row holds, sums, and the sizes of pages."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from dayops_dash.dataset.checks.personal import is_personal
from dayops_dash.dataset.files.replacing import replace_file
from dayops_dash.dataset.files.text_file import read_json
from dayops_dash.desk.papers.add import NOT_SHOWN, AddedPaper
from dayops_dash.desk.papers.proposing.model import UnheldNumber
from dayops_dash.desk.proposal import DeskError

FILE = "paper.json"


@dataclass(frozen=True)
class UnheldLine:
    """A number that no row holds: its words, why, where, and the words round it."""

    words: str
    reason: str
    locator: str
    page: int
    round: str


@dataclass(frozen=True)
class PaperAside:
    """Beside the proposals of a paper: the numbers that no row holds, the sums, the notes, and the size of each page in points."""

    how: str
    unheld: tuple[UnheldLine, ...]
    sums: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    sizes: tuple[tuple[float, float], ...] = ()


def aside_of(added: AddedPaper) -> PaperAside:
    """Return what is kept beside the proposals of a paper."""
    lines = tuple(_line(one) for one in added.proposed.unheld)
    return PaperAside(added.how, lines, added.proposed.sums, added.proposed.notes, added.sizes)


def _line(one: UnheldNumber) -> UnheldLine:
    hidden = is_personal(one.place.words) or is_personal(one.words) or "@" in one.place.words
    words = NOT_SHOWN if hidden and "telephone" in one.reason else one.words
    return UnheldLine(
        words, one.reason, one.place.locator, one.place.page, NOT_SHOWN if hidden else one.place.words[:400]
    )


def write_aside(folder: Path, aside: PaperAside) -> None:
    """Keep what stands beside the proposals in a draft's folder; it is never published."""
    stated = {**vars(aside), "unheld": [vars(one) for one in aside.unheld]}
    replace_file(folder / FILE, (json.dumps(stated, ensure_ascii=False, indent=1) + "\n").encode())


def load_aside(folder: Path) -> PaperAside:
    """Return what stands beside the proposals of a draft. Raises DeskError where the draft is not of a paper."""
    if not (folder / FILE).is_file():
        raise DeskError(f"{folder} holds no {FILE}: it is no draft that a paper was read into.")
    stated = read_json(folder / FILE)
    try:
        return PaperAside(
            str(stated["how"]),
            tuple(UnheldLine(**one) for one in stated["unheld"]),
            tuple(map(str, stated["sums"])),
            tuple(map(str, stated["notes"])),
            tuple((float(wide), float(tall)) for wide, tall in stated["sizes"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise DeskError(f"{FILE} in {folder.name} is not as it was written. Read the paper anew.") from error
