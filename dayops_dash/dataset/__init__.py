"""The prepared dataset: one Frictionless data package for each council, read as it was known on a day."""

from dayops_dash.dataset.library import DATA, Library, NothingShown, NotShown, UnknownCouncil, VersionGone
from dayops_dash.dataset.reading import Council, Dataset, DatasetError, Listed
from dayops_dash.dataset.rows import Row
from dayops_dash.dataset.shown import with_beside

__all__ = [
    "DATA",
    "Council",
    "Dataset",
    "DatasetError",
    "Library",
    "Listed",
    "NotShown",
    "NothingShown",
    "Row",
    "UnknownCouncil",
    "VersionGone",
    "with_beside",
]
