"""The prepared dataset: one Frictionless data package for each council, read as it was known on a day."""

from dayops_dash.dataset.reading import DATA, Council, Dataset, DatasetError, Library, UnknownCouncil
from dayops_dash.dataset.rows import Row

__all__ = ["DATA", "Council", "Dataset", "DatasetError", "Library", "Row", "UnknownCouncil"]
