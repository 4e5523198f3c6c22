"""What all tests share."""

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
    """Spark's tests take longest and come first, so that no worker is left alone with them at the end."""
    items.sort(key=lambda item: item.path.name != "test_engines.py")
