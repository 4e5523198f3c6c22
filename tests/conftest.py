"""What all tests share."""

import gc
import os

import pytest
from hypothesis import settings

from dayops_dash import clock
from dayops_dash.dataset import Library
from dayops_dash.edition.site import site_files

BASE = "https://dashboard.example"
os.environ[clock.SETTING] = "2026-11-29"  # what is true today is true of this day, here and in servers that tests start
settings.register_profile("no deadline", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("no deadline")


@pytest.fixture(scope="session")
def site() -> dict[str, bytes]:
    """Every file of the plain edition by its path, with ways to a dashboard at BASE."""
    return dict(site_files(Library(public=True), base=BASE))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long tests begin early, so that no worker is left alone with one at the end: first Spark's, all by one worker in one Java."""
    items.sort(key=lambda item: ("spark" not in getattr(item, "fixturenames", ()), not item.get_closest_marker("long")))


def pytest_collection_finish() -> None:
    """Let the collector pass over what is imported: it would look through all of it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
