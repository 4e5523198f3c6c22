"""Every problem of a council's folder: the files, then the cells, then what the rows mean together."""

from pathlib import Path

from dayops_dash.dataset.checks.files import check_descriptor, check_file
from dayops_dash.dataset.checks.meaning import check_meaning
from dayops_dash.dataset.checks.problem import Problem
from dayops_dash.dataset.checks.structure import check_structure
from dayops_dash.dataset.reading import read_table
from dayops_dash.dataset.tables import TABLES

__all__ = ["Problem", "check"]


def check(folder: Path) -> list[Problem]:
    """Return every problem of a council's folder, in the order of its files and rows; none means that it is sound.

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
    return sorted(set(problems))
