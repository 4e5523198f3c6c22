"""What tests of the desk share."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dayops_dash.dataset import DATA
from tests.desk.desk_browser import DeskBrowser


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Exampleshire's folder, under a root of its own."""
    return Path(shutil.copytree(DATA / "exampleshire", tmp_path / "data" / "exampleshire"))


@pytest.fixture
def browser(home: Path) -> DeskBrowser:
    return DeskBrowser(home.parent)
