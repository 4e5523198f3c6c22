"""What all tests share."""

import gc
import os
import pickle
from itertools import islice

import pytest
from filelock import FileLock
from hypothesis import settings

from dayops_dash import clock
from dayops_dash.dataset import Library
from dayops_dash.edition.site import site_files
from tests.thorough import examples

BASE = "https://dashboard.example"
os.environ[clock.SETTING] = "2026-11-29"  # what is true today is true of this day, here and in servers that tests start
os.environ["DAYOPS_WARM"] = (
    "0"  # a server for a few questions makes no pages ahead; the one that most visits share does
)
settings.register_profile("dayops", deadline=None, max_examples=examples(100))  # a busy machine is no fault of the code
settings.load_profile("dayops")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Every file of the plain edition by its path, with ways to a dashboard at BASE: made by one worker for all."""
    folder = tmp_path_factory.getbasetemp()
    held = (folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) / "site"
    with FileLock(f"{held}.lock"):
        if not held.is_file():
            held.write_bytes(pickle.dumps(dict(site_files(Library(public=True), base=BASE))))
    return dict(pickle.loads(held.read_bytes()))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what takes long where a worker begins, so that none is left alone with it at the end.

    Workers are given equal parts of the list, in its order, and take from the ends of each other's. The first begins with Spark's
    tests, all in one Java; the second with those of a browser, which wait while others work; the last with long ones.
    """
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    heads: list[list[pytest.Item]] = [[] for _ in range(workers)]
    rest: list[pytest.Item] = []
    for item in items:
        if "spark" in getattr(item, "fixturenames", ()):
            heads[0].append(item)
        elif item.path.parent.name == "browser":
            heads[1 % workers].append(item)
        else:
            (heads[-1] if item.get_closest_marker("long") else rest).append(item)
    ordered, left = list[pytest.Item](), iter(rest)
    for number, head in enumerate(heads):
        room = (len(items) - len(ordered)) // (workers - number) - len(head)
        ordered += [*head, *islice(left, max(room, 0))]
    items[:] = [*ordered, *left]


def pytest_collection_finish() -> None:
    """Let the collector pass over what is imported: it would look through all of it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
