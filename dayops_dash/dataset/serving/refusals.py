"""Why a council, or a version of its data, is not shown."""

from dayops_dash.dataset.files.text_file import DatasetError


class UnknownCouncil(DatasetError):
    """No folder has this name."""


class VersionGone(DatasetError):
    """A version of a council's data that was shown once, and is not to be had any more."""


class NotShown(DatasetError):
    """A council whose data does not pass check, or was not yet checked, and of which nothing was shown before."""

    advice = "The council is asked to mend it. Other councils are not affected."


class NothingShown(NotShown):
    """No council at all: the store that holds them was never reached."""

    advice = "The place where it is kept does not answer. Please try again in a minute."

    def __init__(self) -> None:
        super().__init__("No council's data can be shown at present.")
