"""Many readers at once: on cold caches each gets what a reader alone gets, and nothing that one is given can change another's.

``READS=10000 pytest tests/test_readers.py`` reads as often as that, of every council.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from itertools import cycle, islice
from pathlib import Path
from shutil import copytree
from threading import Barrier
from typing import Any

import pandas as pd
import pytest

from dayops_dash.dataset import DATA, Council, Library
from dayops_dash.dataset.tables import TABLES
from dayops_dash.measures.record.facts import facts
from tests.readers import DAY, Read, cold, forget, measures, plain, stories
from tests.shared import shared_between
from tests.thorough import THOROUGH

pytestmark = pytest.mark.long
READS = int(os.environ.get("READS", "0"))
READERS = (
    3 if THOROUGH or READS else 2
)  # threads that read at once: two are enough to meet what the other has half done
FULLEST = "nottinghamshire"  # the council whose papers report most often
SLUGS = Library().slugs()


@pytest.fixture(autouse=True)
def every_switch() -> Iterator[None]:
    """Let threads take turns as often as they can, so that one meets what another has half done."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


def wrong_of(reads: dict[str, Read], often: int) -> tuple[int, list[str]]:
    """Read on cold caches, ``READERS`` at once, and return how many reads there were and which were not as when alone.

    Of ``often`` times that each is read, the first begins with a council of which nothing was read, and the others with one whose
    rows have been: then all begin to work on the same rows in the same moment.
    """
    wrong, number = [], 0
    known = {slug: cold(slug) for slug in SLUGS}
    with ThreadPoolExecutor(READERS) as pool:
        for name, slug, time in rounds_of(reads, often):
            alone = plain(reads[name](known[slug]))
            forget()
            council = known[slug] if time else cold(slug)
            for answer in (*at_once(pool, reads[name], council), plain(reads[name](council))):
                number += 1  # the last is of what was kept
                if answer != alone:
                    wrong.append(f"{name} of {slug}")
    return number, wrong


def at_once(pool: ThreadPoolExecutor, read: Read, council: Council) -> list[object]:
    """Return what each of ``READERS`` threads is answered that begin to read in the same moment."""
    barrier = Barrier(READERS)

    def begin(_: int) -> object:
        barrier.wait()
        return read(council)

    return list(map(plain, pool.map(begin, range(READERS))))


def rounds_of(reads: dict[str, Read], often: int) -> Iterator[tuple[str, str, int]]:
    """Return what is read in turn: everything of one council, or as often as ``READS`` asks for, of all councils."""
    every = [(name, slug, time) for slug in (SLUGS if READS else [FULLEST]) for name in reads for time in range(often)]
    return islice(cycle(every), -(-READS // (READERS + 1))) if READS else iter(every)


def test_readers_at_once_get_of_every_measure_what_one_alone_gets() -> None:
    number, wrong = wrong_of(measures(), 3 if THOROUGH else 2)
    assert not wrong, f"{len(wrong)} of {number} reads: {sorted(set(wrong))}"
    assert number >= READS


def test_readers_at_once_get_of_every_story_what_one_alone_gets() -> None:
    number, wrong = wrong_of(stories(), 2)
    assert not wrong, f"{len(wrong)} of {number} reads: {sorted(set(wrong))}"


@pytest.mark.parametrize("reads", [measures(), stories()], ids=["measures", "stories"])
def test_nothing_that_two_readers_are_given_can_be_changed(reads: dict[str, Read]) -> None:
    """Whatever is in the answers of both is one object: it must not be a list, a dictionary, a set or a frame."""
    for slug in SLUGS if READS else (FULLEST, "exampleshire"):
        for name, read in reads.items():
            assert not (found := shared_between(read(cold(slug)), read(cold(slug)))), f"{name} of {slug}: {found}"


@pytest.mark.parametrize("page", ["progress", "wards", "scenario", "compare", "sources"])
def test_readers_at_once_get_one_dataset_and_its_own_files(page: str) -> None:
    """Nothing of a council may differ between two who ask for it first at the same time."""
    forget()
    barrier = Barrier(READERS)

    def ask(_: int) -> tuple[str, date, object]:
        barrier.wait()
        council = cold(FULLEST)
        return council.dataset.version, council.as_at, plain(stories()[page](council))

    with ThreadPoolExecutor(READERS) as pool:
        first, *others = pool.map(ask, range(READERS))
    assert all(other == first for other in others)


CHANGES: dict[str, Callable[[pd.DataFrame], object]] = {
    "a column is set": lambda f: f.__setitem__(f.columns[0], "changed"),
    "a column is added": lambda f: f.insert(0, "added", 1),
    "a column is taken": lambda f: f.pop(f.columns[0]),
    "a cell is set by label": lambda f: f.loc.__setitem__((0, f.columns[0]), "changed"),
    "a cell is set by place": lambda f: f.iloc.__setitem__((0, 0), "changed"),
    "a cell is set": lambda f: f.at.__setitem__((0, f.columns[0]), "changed"),
    "rows are sorted": lambda f: f.sort_values(f.columns[0], ascending=False, inplace=True),
    "rows are dropped": lambda f: f.drop(index=f.index, inplace=True),
    "columns are renamed": lambda f: f.rename(columns=str.upper, inplace=True),
    "cells are replaced": lambda f: f.replace(f.iloc[0, 0], "changed", inplace=True),
    "attributes are set": lambda f: f.attrs.update(changed=True),
    "the array of all is written": lambda f: f.values.__setitem__((0, 0), "changed"),
    "the arrays of columns are written": lambda f: [_write(f[column].array) for column in f.columns],
    "the values of columns are written": lambda f: [_write(f[column].values) for column in f.columns],
}
TYPED = ("documents", "survey_answers", "areas")  # tables with dates, whole numbers, numbers and words


def _write(cells: Any) -> None:
    """Write into the array behind a column, which pandas itself does not always keep from being written."""
    with suppress(ValueError):  # this one it does
        cells[0] = cells[-1]


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")
@pytest.mark.parametrize("how", CHANGES)
@pytest.mark.parametrize("name", [*TYPED, "facts"])
def test_a_frame_is_the_reader_s_own(name: str, how: str) -> None:
    council = cold(FULLEST)
    for get in (council.table, council.dataset.table) if name in TYPED else (lambda _: facts(council),):
        before, rows = plain(get(name)), plain(council.rows(TYPED[1]))
        with suppress(ValueError):
            CHANGES[how](get(name))
        after = get(name)
        assert plain(after) == before and not after.attrs and plain(council.rows(TYPED[1])) == rows


def test_a_table_is_of_the_version_that_its_dataset_names(tmp_path: Path) -> None:
    """Files that change after a dataset was taken are of another version: none of its tables may be read from them."""
    folder = tmp_path / FULLEST
    copytree(DATA / FULLEST, folder)
    dataset = Library(folder.parent).dataset(FULLEST)
    before = {name: len(Library().dataset(FULLEST).table(name)) for name in TABLES}
    for path in folder.glob("*.csv"):
        path.write_bytes(path.read_bytes().splitlines(keepends=True)[0])
    assert {name: len(dataset.table(name)) for name in TABLES} == before
    assert dataset.files()["updates.csv"] == (DATA / FULLEST / "updates.csv").read_bytes()
    assert len(dataset.at(DAY).rows("updates")) == before["updates"]


def test_facts_are_in_one_order_whatever_was_read_before() -> None:
    """The progress of a council once sorted the rows that its facts are made of."""
    for slug in SLUGS if READS else ("exampleshire",):
        forget()
        first = plain(facts(cold(slug)))
        forget()
        for read in stories().values():
            read(cold(slug))
        assert plain(facts(cold(slug))) == first
