"""The prepared dataset: one Frictionless data package for each council, read as it was known on a day."""

from dayops_dash.dataset.library import DATA, Library, NothingShown, NotShown, UnknownCouncil
from dayops_dash.dataset.reading import Council, Dataset, DatasetError
from dayops_dash.dataset.rows import Row

__all__ = [
    "DATA",
    "Council",
    "Dataset",
    "DatasetError",
    "Library",
    "NotShown",
    "NothingShown",
    "Row",
    "UnknownCouncil",
]
