"""Every problem of a council's folder: the files, then the cells, then what the rows mean together."""

from dataclasses import dataclass
from pathlib import Path

from dayops_dash.dataset.checks import due
from dayops_dash.dataset.checks.files import check_descriptor, check_file
from dayops_dash.dataset.checks.meaning import check_meaning
from dayops_dash.dataset.checks.problem import Note, Problem
from dayops_dash.dataset.checks.structure import check_structure
from dayops_dash.dataset.table_file import read_table
from dayops_dash.dataset.tables import TABLES

__all__ = ["Examination", "Note", "Problem", "check", "examine"]


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


def examine(folder: Path) -> Examination:
    """Return the problems and notes of a council's folder, each in the order of its files and rows.

    A table that cannot be read row by row is left out of the checks of cells, and one with problems in its cells out of
    the checks of meaning, which need values of the right type.
    """
    problems = list(check_descriptor(folder))
    readable: set[str] = set()
    for table in TABLES.values():
        if (folder / table.path).exists():
            found, in_rows = check_file(folder / table.path, table)
            problems += found
            if in_rows:
                readable.add(table.name)
    told = {(problem.file, problem.row, problem.column) for problem in problems}
    problems += [p for p in check_structure(folder, readable) if (p.file, p.row, p.column) not in told]
    broken = {problem.file for problem in problems}
    frames = {name: read_table(folder, TABLES[name]) for name in sorted(readable) if TABLES[name].path not in broken}
    problems += check_meaning(frames)
    return Examination(sorted(set(problems)), sorted(set(due.notes(frames))))
