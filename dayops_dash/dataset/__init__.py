"""The prepared dataset: one Frictionless data package for each council, read as it was known on a day."""

from dayops_dash.dataset.reading import DATA, Council, Dataset, DatasetError, Library, UnknownCouncil

__all__ = ["DATA", "Council", "Dataset", "DatasetError", "Library", "UnknownCouncil"]
