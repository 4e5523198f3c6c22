"""What all tests share."""

import pytest
from hypothesis import settings

from dayops_dash.dataset import Library
from dayops_dash.edition.site import site_files

BASE = "https://dashboard.example"
settings.register_profile("no deadline", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("no deadline")


@pytest.fixture(scope="session")
def site() -> dict[str, bytes]:
    """Every file of the plain edition by its path, with ways to a dashboard at BASE."""
    return dict(site_files(Library(public=True), base=BASE))
