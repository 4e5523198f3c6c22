"""A reading as it is kept in a draft's folder: the proposals as readable JSON, and beside them a line for each decision made since.

A decision is one line added to a file: it takes no longer with many proposals, and where a process ends in the middle of a line, only
that decision is not made. When the draft's tables are written, the decisions go into the proposals' file, and the lines are taken away.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import Any

from dayops_dash.cache import per_draft
from dayops_dash.dataset.files.replacing import replace_file, sync_folder
from dayops_dash.dataset.files.text_file import read_json
from dayops_dash.dataset.writing.whole import alone
from dayops_dash.desk.printed import PrintedPlace, printed_place
from dayops_dash.desk.proposal import (
    CellPlace,
    Choice,
    DeskError,
    MadeDecision,
    OfficerDecision,
    Paper,
    Proposal,
    ProposalState,
)
from dayops_dash.desk.reading import ReturnsReading

FILE, MADE = "proposals.json", "decisions.jsonl"
FORMAT = 1


@contextmanager
def deciding(folder: Path) -> Iterator[None]:
    """Keep every other decision about a draft out meanwhile."""
    with alone(folder.resolve(), "decide", shared=True):
        yield


def as_dict(reading: ReturnsReading) -> dict[str, Any]:
    """Return a reading as plain values, for JSON."""
    proposals = [
        {**vars(one), "place": vars(one.place), "decision": _plain(one.decision), "printed": _plain(one.printed)}
        for one in reading.proposals
    ]
    return {
        "format": FORMAT,
        **{one.name: getattr(reading, one.name) for one in fields(reading)},
        "paper": vars(reading.paper),
        "proposals": proposals,
    }


def _plain(part: OfficerDecision | PrintedPlace | None) -> dict[str, Any] | None:
    return None if part is None else vars(part)


def write_reading(folder: Path, reading: ReturnsReading) -> None:
    """Keep a reading in a draft's folder: one proposal a line, which is as readable and takes a tenth of the time."""
    stated = as_dict(reading)
    lines = ",\n    ".join(json.dumps(one, ensure_ascii=False) for one in stated.pop("proposals"))
    rest = json.dumps(stated, ensure_ascii=False, indent=2).removesuffix("\n}")
    replace_file(folder / FILE, f'{rest},\n  "proposals": [\n    {lines}\n  ]\n}}\n'.encode())
    (folder / MADE).unlink(missing_ok=True)  # made twice they are the same: nothing is lost where a process ends before


def load_reading(folder: Path) -> ReturnsReading:
    """Return the reading that is kept in a draft's folder, as it is decided. Raises DeskError where there is none that can be read."""
    if not (folder / FILE).is_file():
        raise DeskError(f"{folder} holds no {FILE}: it is no draft that returns were read into.")
    made = _whole_lines(folder)  # first: lines that are in the proposals' file already change nothing
    now = (folder / FILE).stat()
    return _decided(folder, (now.st_ino, now.st_mtime_ns, now.st_size), made)


@per_draft
def _decided(folder: Path, stamp: tuple[int, int, int], made: bytes) -> ReturnsReading:
    return _loaded(folder, stamp).with_made(_made(folder, made))


def _made(folder: Path, lines: bytes) -> Iterator[MadeDecision]:
    try:
        for line in lines.decode().splitlines():
            stated = json.loads(line)
            yield [int(number) for number in stated["of"]], _decision(stated["decision"])
    except (ValueError, KeyError, TypeError) as error:
        raise DeskError(f"{MADE} in {folder.name} is not as it was written. Read the returns anew.") from error


@per_draft
def _loaded(folder: Path, stamp: tuple[int, int, int]) -> ReturnsReading:
    stated = read_json(folder / FILE)
    try:
        if stated.pop("format") != FORMAT:
            raise DeskError(
                f"{FILE} in {folder.name} was written by another version of this product. Read the returns anew."
            )
        return ReturnsReading(
            **{
                **stated,
                "paper": Paper(**stated["paper"]),
                "proposals": tuple(map(_proposal, stated["proposals"])),
                **{name: tuple(stated[name]) for name in ("sent", "not_sent", "refused", "notes")},
                "headings": tuple(stated.get("headings", ())),
            }
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DeskError(f"{FILE} in {folder.name} is not as it was written. Read the returns anew.") from error


def _proposal(stated: Mapping[str, Any]) -> Proposal:
    return Proposal(
        **{
            **stated,
            "place": CellPlace(**stated["place"]),
            "state": ProposalState(stated["state"]),
            "warnings": tuple(stated["warnings"]),
            "decision": _decision(stated["decision"]),
            "printed": printed_place(stated.get("printed")),
        }
    )


def _decision(stated: Mapping[str, Any] | None) -> OfficerDecision | None:
    return OfficerDecision(**{**stated, "choice": Choice(stated["choice"])}) if stated else None


def add_decisions(folder: Path, made: Iterable[MadeDecision]) -> None:
    """Add decisions to those of a draft, all of them or none. Call it while others are kept out (see ``deciding``)."""
    lines = [json.dumps({"of": list(numbers), "decision": _plain(one)}, ensure_ascii=False) for numbers, one in made]
    path, whole = folder / MADE, len(_whole_lines(folder))
    is_new = not path.exists()
    with path.open("ab") as file:
        file.truncate(whole)  # a line that a process did not end
        file.write("".join(f"{line}\n" for line in lines).encode())
        file.flush()
        os.fsync(file.fileno())
    if is_new:
        sync_folder(folder)


def has_unwritten(folder: Path) -> bool:
    """Return whether decisions were made that the draft's tables do not have yet."""
    return bool(_whole_lines(folder))


def _whole_lines(folder: Path) -> bytes:
    """Return the lines of decisions that were ended."""
    try:
        content = (folder / MADE).read_bytes()
    except FileNotFoundError:
        return b""
    return content[: content.rfind(b"\n") + 1]
