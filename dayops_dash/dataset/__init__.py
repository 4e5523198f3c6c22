"""The prepared dataset: one Frictionless data package for each council, read as it was known on a day."""

from dayops_dash.dataset.files.text_file import DatasetError
from dayops_dash.dataset.reading import Council, Dataset
from dayops_dash.dataset.rows import Row
from dayops_dash.dataset.serving.library import DATA, Library
from dayops_dash.dataset.serving.listing import Listed, Listing
from dayops_dash.dataset.serving.refusals import NothingShown, NotShown, UnknownCouncil, VersionGone
from dayops_dash.dataset.serving.shown import with_beside

__all__ = [
    "DATA",
    "Council",
    "Dataset",
    "DatasetError",
    "Library",
    "Listed",
    "Listing",
    "NotShown",
    "NothingShown",
    "Row",
    "UnknownCouncil",
    "VersionGone",
    "with_beside",
]
