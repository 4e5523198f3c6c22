"""The prepared dataset: one Frictionless data package for each council, read as it was known on a day."""

from dayops_dash.dataset.library import ASKED_TO_MEND, DATA, Library, NotShown, UnknownCouncil
from dayops_dash.dataset.reading import Council, Dataset
from dayops_dash.dataset.rows import Row
from dayops_dash.dataset.text_file import DatasetError

__all__ = [
    "ASKED_TO_MEND",
    "DATA",
    "Council",
    "Dataset",
    "DatasetError",
    "Library",
    "NotShown",
    "Row",
    "UnknownCouncil",
]
