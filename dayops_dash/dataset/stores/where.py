"""Where councils' data is: a folder, or an address whose councils are followed in a local folder (``DAYOPS_DATA``)."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import threading
from functools import lru_cache
from pathlib import Path

from dayops_dash.dataset.files.text_file import DatasetError
from dayops_dash.dataset.stores.mirror import MARK, Mirror
from dayops_dash.dataset.stores.objects import Objects, StoreAway, is_address

SETTING, CACHE = "DAYOPS_DATA", "DAYOPS_CACHE"
EVERY = 1.0  # seconds between two looks at a store
SHIPPED = Path(__file__).resolve().parents[3] / "data"
LOG = logging.getLogger("dayops_dash")


def data_folder() -> Path:
    """Return the folder that councils are read from: the one that is set, the one that follows an address, or the shipped one."""
    setting = os.environ.get(SETTING, "")
    return mirror_folder(setting) if is_address(setting) else Path(setting or SHIPPED)


def mirror_folder(address: str) -> Path:
    """Return the local folder that follows an address; ``DAYOPS_CACHE`` says under which folder it lies."""
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    root = Path(os.environ.get(CACHE) or home / "dayops-dash" / "stores")
    name = hashlib.sha256(address.rstrip("/").encode()).hexdigest()[:12]
    return root / name


def mirror_of(home: Path) -> Mirror | None:
    """Return what brings a council's folder up to date with its store; None where its folder is a folder and no more."""
    folder = home.absolute().parent
    setting = os.environ.get(SETTING, "")
    if is_address(setting) and folder == mirror_folder(setting).absolute():
        return _mirror(setting.rstrip("/"), folder)
    if (folder / MARK).is_file():
        try:
            return _mirror(str(json.loads((folder / MARK).read_text("utf-8"))["address"]), folder)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DatasetError(
                f"{MARK} in {folder.name} cannot be read. Remove the folder: it is fetched again."
            ) from error
    return None


@lru_cache(maxsize=8)
def _mirror(address: str, folder: Path) -> Mirror:
    return Mirror(Objects(address), folder)


def refresh() -> None:
    """Fetch what was published at the address that is set, once; nothing for a folder. What was fetched before is there without."""
    setting = os.environ.get(SETTING, "")
    if not is_address(setting):
        return
    mirror = mirror_of(mirror_folder(setting) / "any")
    try:
        if mirror:
            mirror.pull()
    except StoreAway as error:
        LOG.warning("%s What was fetched last is used.", error)


def follow(ended: threading.Event | None = None) -> None:
    """Fetch what is published at the address that is set, now and then once a second, until ``ended`` is set or the process ends."""
    refresh()
    if is_address(os.environ.get(SETTING, "")):
        threading.Thread(target=_follow, args=(ended or threading.Event(),), name="store", daemon=True).start()


def _follow(ended: threading.Event) -> None:
    mirror, away = mirror_of(data_folder() / "any"), False
    while mirror and not ended.wait(EVERY):
        try:
            mirror.pull()
            if away:
                LOG.warning("%s answers again.", mirror.objects.address)
            away = False
        except StoreAway as error:
            if not away:
                LOG.warning("%s What was fetched last is shown.", error)
            away = True
        except Exception:  # nothing that a store holds may end the thread
            LOG.exception("the store cannot be followed")
