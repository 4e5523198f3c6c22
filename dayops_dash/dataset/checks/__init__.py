"""Every problem of a council's folder: what lies in it, the files, then the cells, then what the rows mean together."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from dayops_dash import wording
from dayops_dash.dataset.checks import due, exempt, pages, risk, unlike
from dayops_dash.dataset.checks.described import changed, check_stated, is_as_described, stated_in
from dayops_dash.dataset.checks.entries import FolderContents, open_folder
from dayops_dash.dataset.checks.files import ReadTable, check_file
from dayops_dash.dataset.checks.frames import Frames, read_once
from dayops_dash.dataset.checks.meaning import check_meaning, check_rows
from dayops_dash.dataset.checks.papers import prose, years
from dayops_dash.dataset.checks.problem import Note, Problem
from dayops_dash.dataset.checks.structure import MISSING_KEY, check_references, check_structure
from dayops_dash.dataset.files.table_file import typed
from dayops_dash.dataset.files.text_file import DatasetError
from dayops_dash.dataset.tables import TABLES

__all__ = ["Examination", "Note", "Problem", "check", "examine"]

UNCHECKED = "check"  # the place of a problem that is of no file
MANY_ROWS = 20_000  # from which a check takes long enough to say so
Said = TypeVar("Said", Problem, Note)
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Examination:
    """What there is to say of a council's folder: its problems, and the notes, which do not make it unsound."""

    problems: list[Problem]
    notes: list[Note]

    def as_dicts(self) -> list[dict[str, object]]:
        """Return problems, then notes, for machines; each says which it is as its ``level``."""
        return [*(problem.as_dict() for problem in self.problems), *(note.as_dict() for note in self.notes)]


def check(folder: Path) -> list[Problem]:
    """Return every problem of a council's folder, in the order of its files and rows; none means that it is sound."""
    return examine(folder).problems


def examine(folder: Path, progress: Progress = lambda line: None, *, named: str = "") -> Examination:
    """Return the problems and notes of a council's folder, each in the order of its files and rows. Never raises.

    Everything is said at once: what is wrong with one row or column hides nothing of the others. ``progress`` takes lines for
    whoever waits, where there are many rows; ``named`` is how the officer names the folder.
    """
    opened = open_folder(folder, named)
    if not opened.listed:
        return Examination(opened.problems, [])
    stated = stated_in(opened)
    problems = list(opened.problems)
    if stated is not None:
        problems += _tried("the descriptor", lambda: [*check_stated(opened, stated), *pages.check_about(stated)])
    problems += _no_papers(opened, problems)
    read: dict[str, ReadTable] = {}
    for name, content in opened.tables.items():
        same = bool(opened.workbook) or is_as_described(opened, stated, name)
        problems += _tried(TABLES[name].path, lambda: _read_into(read, name, content, same))  # noqa: B023  # called at once
    there = {name for name in TABLES if name in opened.tables or any(p.file == opened.place(name) for p in problems)}
    found, notes = _check_tables(opened, read, there | opened.unread, progress)
    problems += [_of_sheet(opened, _placed(opened, problem)) for problem in _told_once(found)]
    notes = [*opened.notes, *(_placed(opened, note) for note in notes)]
    if stated is not None:
        notes += pages.note_about(stated)
        more, also = changed(opened, stated, {problem.file for problem in problems})
        problems, notes = [*problems, *more], [*notes, *also]
    return Examination(sorted(set(problems)), sorted(set(notes)))


def _no_papers(opened: FolderContents, problems: list[Problem]) -> Iterator[Problem]:
    """Yield that there is no table of papers, unless it is told already as a file that is missing."""
    place = opened.place("documents")
    if "documents" in {*opened.tables, *opened.unread} or any(p.file == place for p in problems):
        return
    yield Problem(place, 0, "", "no such file", "the papers that rows come from", "Add documents.csv.")


def _read_into(read: dict[str, ReadTable], name: str, content: bytes, as_described: bool) -> list[Problem]:
    read[name] = check_file(TABLES[name], content, TABLES[name].path, as_described=as_described)
    return []


def _check_tables(
    opened: FolderContents, read: Mapping[str, ReadTable], there: set[str], progress: Progress
) -> tuple[list[Problem], list[Note]]:
    """Return what is wrong in the tables and with what is drawn of them, each named by its CSV file.

    ``there`` are tables that the folder has, or of which it is told already that it has not.
    """
    rows = sum(len(one.rows) for one in read.values())
    slow = progress if rows > MANY_ROWS else lambda line: None
    slow(f"{rows:,} rows: comparing every cell with the schema. This takes a while.")
    problems = [problem for one in read.values() for problem in one.problems]
    known = {name: one for name, one in read.items() if one.rows}
    told = {(problem.file, problem.row, problem.column) for problem in problems}
    structure = _tried("cells against the schema", lambda: check_structure(known))
    problems += [p for p in structure if (p.file, p.row, p.column) not in told]
    problems += _tried("rows of other tables", lambda: check_references(known, there))
    slow("Comparing rows with each other.")
    frames, parts = _whole_and_parts(known, problems)
    problems += _tried("what rows mean together", lambda: check_meaning(frames))
    problems += _tried("what rows mean", lambda: check_rows(parts))
    problems += _tried("boundaries", lambda: pages.check_boundaries(opened.folder, frames))
    problems += _tried("templates", lambda: pages.check_templates(opened.folder))
    problems += _tried("areas", lambda: pages.check_areas(frames, TABLES["areas"].path))
    notes = [note for one in read.values() for note in one.notes]
    notes += exempt.note_disclosing(read)
    if not any(problem.file == UNCHECKED for problem in problems):
        notes += [
            *due.notes(frames),
            *unlike.notes(frames),
            *risk.notes(frames),
            *prose.notes(frames),
            *years.notes(frames),
        ]
        notes += [*pages.note_boundaries(opened.folder, frames)]
    return problems, notes


def _whole_and_parts(read: Mapping[str, ReadTable], problems: list[Problem]) -> tuple[Frames, Frames]:
    """Return the sound tables, and the sound rows of the others: a row may be compared with others only where none is broken."""
    broken = _broken_rows(read, problems)
    plain = {name: one for name, one in read.items() if _is_plain(name, one)}
    sound = {name: one for name, one in plain.items() if not broken[name]}
    parts = {name: one for name, one in plain.items() if name not in sound}
    return read_once(_frames(sound, broken)), read_once(_frames(parts, broken))


def _tried(what: str, made: Callable[[], Iterator[Problem] | list[Problem]]) -> list[Problem]:
    """Return what a check finds; where it cannot take the data in, one problem that says so and holds no cell."""
    try:
        return list(made())
    except ImportError:  # the program is not whole: that is no fault of the data
        raise
    except Exception as error:  # a check that stops must not hide what the others found, nor pass
        found = f"data that the check of {what} cannot take in ({type(error).__name__})"
        do = "Mend the other problems first; if it stays, tell those who look after the dashboard."
        return [Problem(UNCHECKED, 0, "", found, "data that can be checked", do)]


def _broken_rows(read: Mapping[str, ReadTable], problems: list[Problem]) -> dict[str, set[int]]:
    """Return the rows of each table that have a problem: those below the header."""
    paths = {TABLES[name].path: name for name in read}
    broken: dict[str, set[int]] = {name: set(one.bad_rows) for name, one in read.items()}
    for problem in problems:
        if problem.row > 1 and problem.file in paths:
            broken[paths[problem.file]].add(problem.row)
    for name, one in read.items():
        if not one.whole:  # what is after the rows read is not known
            broken[name].add(len(one.rows) + 2)
    return broken


def _is_plain(name: str, one: ReadTable) -> bool:
    """Return whether a table's rows can be compared: only words that no check compares are absent from it."""
    columns = [TABLES[name].by_name[column] for column in one.absent]
    return all(c.kind == "string" and not c.choices and not c.refers_to and c.name != TABLES[name].key for c in columns)


def _frames(read: Mapping[str, ReadTable], broken: Mapping[str, set[int]]) -> Frames:
    """Return tables as frames without their broken rows; each row keeps its number as its index."""
    frames: Frames = {}
    for name, one in sorted(read.items()):
        kept = [(number, row) for number, row in enumerate(one.rows, 2) if number not in broken[name]]
        try:
            frame = typed(TABLES[name], [row for _, row in kept], "")
        except DatasetError:
            continue
        frame.index = [number - 2 for number, _ in kept]
        frames[name] = frame
    return frames


def _placed(opened: FolderContents, one: Said) -> Said:
    """Return a problem or note named by the workbook and its sheet where that is what the officer has."""
    if not opened.workbook or not one.file.endswith(".csv"):
        return one
    return replace(one, file=opened.place(one.file.removesuffix(".csv")))


def _of_sheet(opened: FolderContents, one: Problem) -> Problem:
    """Return a problem with what to do in a workbook, where that is what the officer has."""
    return replace(one, do=one.do.replace("remove the file", "delete the sheet")) if opened.workbook else one


def _told_once(problems: list[Problem]) -> list[Problem]:
    """Return problems with each key that is missing told at the first row that names it, with how many more do."""
    rows: dict[Problem, list[int]] = {}
    for problem in problems:
        if problem.do.startswith(MISSING_KEY) and problem.row:
            rows.setdefault(replace(problem, row=0), []).append(problem.row)
    rest = [p for p in problems if not (p.do.startswith(MISSING_KEY) and p.row)]
    once = []
    for problem, numbers in rows.items():
        more = f", here and in {wording.count(len(set(numbers)) - 1, 'more row')}" if len(set(numbers)) > 1 else ""
        once.append(replace(problem, row=min(numbers), found=f"{problem.found}{more}"))
    return [*rest, *once]
