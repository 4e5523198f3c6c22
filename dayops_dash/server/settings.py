"""What the environment may say of the dashboard: what is not in this list, or cannot be right, stops the start and says what to do."""

from __future__ import annotations

import os
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

from dayops_dash import clock
from dayops_dash.dataset.package import DESCRIPTOR
from dayops_dash.dataset.stores.objects import is_address

OURS = "DAYOPS_"
SWITCHES = {"DAYOPS_DESK": "1", "DAYOPS_LOG": "json"}  # each has one word; nothing, and 0, are as if it were not there
WHOLE_NUMBERS = ("DAYOPS_WARM",)
SIGN_IN = ("ISSUER", "CLIENT", "SECRET", "COOKIE_SECRET", "ROLES", "SCOPES")
OF_TESTS = ("DAYOPS_BOUNDARIES", "DAYOPS_PAPERS", "DAYOPS_THOROUGH")
FOLDERS = ("DAYOPS_DATA", "DAYOPS_CACHE", "DAYOPS_DRAFTS", "DAYOPS_GRANTS")
KNOWN = {
    *SWITCHES,
    *WHOLE_NUMBERS,
    *FOLDERS,
    *(f"DAYOPS_SIGNIN_{name}" for name in SIGN_IN),
    *OF_TESTS,
    *(f"{OURS}{name}" for name in ("BASE", "HOSTS", "READERS", "METRICS_TOKEN", "TODAY", "DEV", "LIBREOFFICE")),
}


class SettingError(Exception):
    """A setting that cannot be right; its words say what to do."""


def refuse_wrong(environment: Mapping[str, str]) -> None:
    """Raise SettingError for a setting that there is not, or that cannot be right by itself."""
    for name in sorted(name for name in environment if name.startswith(OURS) and name not in KNOWN):
        known = {one.removeprefix(OURS): one for one in KNOWN if one not in OF_TESTS}
        near = [known[one] for one in get_close_matches(name.removeprefix(OURS), known, n=1)]
        raise SettingError(
            f"There is no setting {name}. "
            + (f"Did you mean {near[0]}?" if near else "Take it out of the environment.")
        )
    for name, word in SWITCHES.items():
        if (stated := environment.get(name, "").strip()) not in ("", "0", word):
            raise SettingError(f"{name} is {stated!r}. Set it to {word}, or leave it out.")
    for name in WHOLE_NUMBERS:
        if (stated := environment.get(name, "").strip()) and not (stated.isascii() and stated.isdecimal()):
            raise SettingError(f"{name} is {stated!r}, which is not a whole number. Use 0 or more, or leave it out.")
    data = environment.get("DAYOPS_DATA", "")
    if data and not is_address(data) and not Path(data).is_dir():
        raise SettingError(
            f"DAYOPS_DATA is {data!r}, and there is no such folder. Give the folder that holds the councils' folders."
        )
    if data and not is_address(data) and (Path(data) / DESCRIPTOR).is_file():
        raise SettingError(
            f"DAYOPS_DATA is {data!r}, which is a council's own folder. Give the folder above it: {str(Path(data).absolute().parent)!r}."
        )
    try:
        clock.today()
    except clock.ClockNotUnderstood as error:
        raise SettingError(str(error)) from None


def refuse_unwritable(folder: Path, name: str, what: str) -> None:
    """Raise SettingError where ``what`` cannot be kept in a folder, or in one that would be made for it. ``name`` is its setting."""
    there = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())
    if not (there.is_dir() and os.access(there, os.R_OK | os.W_OK | os.X_OK)):
        raise SettingError(
            f"{what} are kept in {folder}, to which the user of this process cannot write. Let them, or set {name} to another folder."
        )
