"""The pointer of a store's council: which version is shown."""

from __future__ import annotations

import json

from dayops_dash.dataset.files.text_file import DatasetError
from dayops_dash.dataset.serving.versions import NAME, POINTER
from dayops_dash.dataset.stores.objects import Object


def version_of(pointer: Object, council: str) -> str:
    """Return the version that a pointer names. Raises DatasetError where it names none."""
    try:
        stated = json.loads(pointer.content)
        version = str(stated["version"])
    except (ValueError, KeyError, TypeError) as error:
        raise DatasetError(f"{POINTER} of {council} in the store names no version.") from error
    if not NAME.fullmatch(version):
        raise DatasetError(f"{POINTER} of {council} in the store names no version.")
    return version
