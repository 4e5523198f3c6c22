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

    A table with problems in its cells is left out of the checks of meaning, which need values of the right type.
    """
    problems = list(check_descriptor(folder))
    sound: set[str] = set()
    for table in TABLES.values():
        if (folder / table.path).exists():
            found, rows = check_file(folder / table.path, table)
            problems += found
            if rows and not found:
                sound.add(table.name)
    structural = list(check_structure(folder, sound))
    problems += structural
    broken = {problem.file for problem in structural}
    frames = {name: read_table(folder, TABLES[name]) for name in sorted(sound) if TABLES[name].path not in broken}
    problems += check_meaning(frames)
    return sorted(set(problems))
