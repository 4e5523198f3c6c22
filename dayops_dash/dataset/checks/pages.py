"""Checks of what pages and documents need beyond the tables: the council's own words, boundaries, templates, areas."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from dayops_dash.dataset.boundaries import FILE as BOUNDARIES
from dayops_dash.dataset.boundaries import Boundaries, BoundariesError, boundaries_of
from dayops_dash.dataset.checks.entries import TEMPLATES
from dayops_dash.dataset.checks.files import CONTROL
from dayops_dash.dataset.checks.frames import Frames
from dayops_dash.dataset.checks.personal import is_personal
from dayops_dash.dataset.checks.problem import Note, Problem, of_file, shown
from dayops_dash.dataset.files.folder_files import is_there, read_bytes
from dayops_dash.dataset.files.text_file import TextError, printable
from dayops_dash.dataset.package import ABOUT, DESCRIPTOR, FILL_IN
from dayops_dash.dataset.unread import EXPECTED, UNREAD, unread_papers

FLAGS = ("illustrative", "featured")
MAX_WORDS = 200  # characters of what the descriptor says of a council
KINDS = "[Content_Types].xml"
CONTENT = {"docx": "wordprocessingml", "dotx": "wordprocessingml", "pptx": "presentationml", "potx": "presentationml"}
LARGEST = 200_000_000  # bytes that a template may unpack to


def check_about(stated: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield what the descriptor says of the council in another form than pages can show."""
    about = stated.get("dayops")
    title = stated.get("title")
    words = {"title": title} if isinstance(title, str) else {}
    for name, value in about.items() if isinstance(about, dict) else ():
        if name in FLAGS:
            if not isinstance(value, bool):
                yield Problem(DESCRIPTOR, 0, name, shown(value), "true or false", "Write it without quotes.")
        elif name == UNREAD:
            yield from _check_unread({name: value})
        elif name in ABOUT:
            if isinstance(value, str):
                words[name] = value
            else:
                yield Problem(DESCRIPTOR, 0, name, shown(value), f"words: {ABOUT[name]}", "Write one text in quotes.")
    for name, value in words.items():
        if len(value) > MAX_WORDS:
            expected = f"at most {MAX_WORDS} characters"
            yield Problem(DESCRIPTOR, 0, name, shown(value), expected, "Shorten it.")
        if CONTROL.search(value):
            yield Problem(DESCRIPTOR, 0, name, shown(value), "no control or replacement characters", "Retype it.")


def _check_unread(about: Mapping[str, Any]) -> Iterator[Problem]:
    try:
        unread_papers(about)
    except ValueError as error:
        advice = "Write them as above, or let papers watch COUNCIL --into DRAFT write them."
        yield Problem(DESCRIPTOR, 0, UNREAD, str(error), EXPECTED, advice)


def note_about(stated: Mapping[str, Any]) -> Iterator[Note]:
    """Yield what the descriptor says of the council that no page uses, and addresses that may be a person's."""
    about = stated.get("dayops")
    for name, value in about.items() if isinstance(about, dict) else ():
        if name not in ABOUT:
            near = get_close_matches(name, list(ABOUT), n=1)
            meant = f" Did you mean {near[0]}?" if near else ""
            yield Note(DESCRIPTOR, 0, printable(name), "", "", f"not used: no page shows it.{meant}")
        elif value == FILL_IN:
            yield Note(DESCRIPTOR, 0, name, "", "", f"still to be filled in: {ABOUT[name]}.")
        elif isinstance(value, str) and is_personal(value):
            said = (
                "readers see this e-mail address or telephone number: make sure that it is a team's, never a person's."
            )
            yield Note(DESCRIPTOR, 0, name, "", "", said)


def check_boundaries(folder: Path, frames: Frames) -> Iterator[Problem]:
    """Yield why the maps could not draw the folder's boundaries; nothing where it has none."""
    if not is_there(folder / BOUNDARIES):
        return
    again = "Add it anew with: python -m dayops_dash boundaries add"
    try:
        held = boundaries_of(read_bytes(folder / BOUNDARIES), BOUNDARIES)
    except TextError as error:
        yield of_file(error)
        return
    except BoundariesError as error:
        yield Problem(BOUNDARIES, 0, "", str(error), "what boundaries add writes", again)
        return
    missing = _areas_without_shape(held, frames)
    if missing:
        found = f"no shape for {', '.join(missing[:5])}{' and others' if len(missing) > 5 else ''}"
        expected = f"a shape for every area of {shown(held.vintage)} in areas.csv"
        yield Problem(BOUNDARIES, 0, "", found, expected, again)


def note_boundaries(folder: Path, frames: Frames) -> Iterator[Note]:
    """Yield that boundaries of another year than the areas are not drawn."""
    try:
        held = boundaries_of(read_bytes(folder / BOUNDARIES), BOUNDARIES) if is_there(folder / BOUNDARIES) else None
    except (TextError, BoundariesError):
        return
    if held and "areas" in frames and held.vintage not in set(frames["areas"]["boundary_vintage"]):
        yield Note(BOUNDARIES, 0, "", "", "", f"not drawn: no area in areas.csv is of {shown(held.vintage)}.")


def _areas_without_shape(held: Boundaries, frames: Frames) -> list[str]:
    if "areas" not in frames:
        return []
    areas = frames["areas"]
    codes = areas[areas["boundary_vintage"] == held.vintage]["area_code"]
    return sorted(str(code) for code in codes if code not in held.shapes)


def check_templates(folder: Path) -> Iterator[Problem]:
    """Yield templates that no document can begin from."""
    for name in TEMPLATES:
        if not is_there(folder / name):
            continue
        try:
            found = _unfit_template(read_bytes(folder / name), name.rpartition(".")[2])
        except TextError as error:
            yield of_file(error)
            continue
        if found:
            do = "Save it anew in Word or PowerPoint, without macros or a password."
            yield Problem(name, 0, "", found, f"a .{name.rpartition('.')[2]} file", do)


def _unfit_template(content: bytes, ending: str) -> str:
    """Return why a file is no template for a kind of document; "" where it is one."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > LARGEST:
                return "a file that unpacks to more than 200 MB"
            if damaged := archive.testzip():
                return f"a damaged part, {printable(damaged)}"
            kinds = archive.read(KINDS).decode("utf-8", "replace")
            macros = any("vbaProject" in name for name in archive.namelist())
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, OSError, RuntimeError, NotImplementedError, EOFError):
        return "a file that cannot be opened"
    if macros or "macroEnabled" in kinds:
        return "a file with macros"
    return "" if CONTENT[ending] in kinds else "a file of another kind"


def check_areas(frames: Frames, place: str) -> Iterator[Problem]:
    """Yield that areas have nothing to show, which leaves the page of areas empty."""
    areas = frames.get("areas")
    if areas is None or areas["population"].notna().any():
        return
    counted = "reach" in frames and (frames["reach"]["area_code"] != "").any()
    sites = "services" in frames and (frames["services"]["area_code"] != "").any()
    named = "area_findings" in frames and len(frames["area_findings"]) > 0
    if not (counted or sites or named):
        found, expected = "no population in any row", "residents of each area, or findings, counts or services of areas"
        do = "Fill population and aged_65_and_over from the census or mid-year estimates; /wards is empty without."
        yield Problem(place, 0, "population", found, expected, do)
