"""The prepared dataset: one Frictionless data package for each council, read as it was known on a day."""

from dayops_dash.dataset.library import DATA, Library, NothingShown, NotShown, UnknownCouncil, VersionGone
from dayops_dash.dataset.reading import Council, Dataset, Listed
from dayops_dash.dataset.rows import Row
from dayops_dash.dataset.shown import with_beside
from dayops_dash.dataset.text_file import DatasetError

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
