"""What publishing a draft would change, in lines for the officer who is asked: of the council, its rows, and what readers see."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from queue import Empty, Queue
from threading import Thread

from dayops_dash import clock, wording
from dayops_dash.dataset import Dataset
from dayops_dash.dataset.files.text_file import DatasetError
from dayops_dash.dataset.serving.versions import BOUNDARIES, Publication, content_of, shown_folder
from dayops_dash.publishing.difference import ReaderChange, about_changes, order_changes, page_changes, row_changes
from dayops_dash.publishing.draft import Draft, as_dataset, shown_dataset
from dayops_dash.publishing.ledger import Act, utc
from dayops_dash.stories import SECTIONS

MOST_KEYS = 5  # rows named of each kind of change
MOST_SENTENCES = 10  # of one page
WAIT, LONGEST = 3.0, 40.0  # seconds until whoever waits is told, and for all that readers see
LONG_WORDS = 60  # characters of a cell that are shown


def preview(draft: Draft, act: Act, because: str, progress: Callable[[str], None]) -> Iterator[str]:
    """Yield what an act would change; ``progress`` takes lines for whoever waits."""
    files = _shown_files(draft)
    for note in draft.notes:
        yield f"  {note}"
    yield from changes_in_words(files, draft.files)
    latest = Publication(utc(clock.moment()), str(act), draft.version, because.strip())
    with as_dataset(draft, latest) as after:
        yield from _sentences(shown_dataset(draft.home), after, progress)


def _sentences(before: Dataset | None, after: Dataset, progress: Callable[[str], None]) -> Iterator[str]:
    """Yield what readers see otherwise, page by page, as far as it can be worked out in a minute at most.

    A page of very many rows can take minutes by itself, so they are made beside, and those that are not done are named.
    """
    compared: Queue[tuple[str, list[ReaderChange] | Exception]] = Queue()
    Thread(target=_compare, args=(before, after, compared), daemon=True).start()
    began, left, named = time.monotonic(), list(SECTIONS), ""
    while left:
        try:
            page, changes = compared.get(timeout=WAIT)
        except Empty:
            if time.monotonic() - began > LONGEST:
                yield f"  Not compared, since it takes long: {', '.join(f'/{name}' for name in left)}."
                return
            if named != left[0]:
                named = left[0]
                progress(f"Comparing what readers see: /{named}. This takes up to {LONGEST:.0f} seconds.")
            continue
        if isinstance(changes, Exception):
            raise changes
        left.remove(page)
        yield from map(_reader_words, changes[:MOST_SENTENCES])
        if len(changes) > MOST_SENTENCES:
            yield f"  /{page}: and {wording.count(len(changes) - MOST_SENTENCES, 'more sentence')}"


def _compare(
    before: Dataset | None, after: Dataset, compared: Queue[tuple[str, list[ReaderChange] | Exception]]
) -> None:
    for page in SECTIONS:
        try:
            compared.put((page, list(page_changes(before, after, page))))
        except Exception as error:  # told by whoever waits
            compared.put((page, error))
            return


def _shown_files(draft: Draft) -> Mapping[str, bytes]:
    try:
        return content_of(shown_folder(draft.home)) if draft.home.is_dir() else {}
    except DatasetError:
        return {}


def changes_in_words(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> list[str]:
    """Return what differs between the files of two versions: the council's own words, boundaries, and rows."""
    words = [f"  {name}: {_short(old)} → {_short(new)}" for name, old, new in about_changes(before, after)]
    if before.get(BOUNDARIES) != after.get(BOUNDARIES):
        what = "new" if BOUNDARIES not in before else "gone" if BOUNDARIES not in after else "changed"
        words.append(f"  {BOUNDARIES}: {what}")
    words += [f"  {table}: rows in another order" for table in order_changes(before, after)]
    for change in row_changes(before, after):
        words.append(f"  {change}")
        for keys, what in ((change.added, "new"), (change.gone, "gone")):
            more = " ..." if len(keys) > MOST_KEYS else ""
            words += [f"    {what}: {', '.join(keys[:MOST_KEYS])}{more}"] if keys else []
        for key, cells in list(change.changed.items())[:MOST_KEYS]:
            words += [f"    {key}, {column}: {_short(old)} → {_short(new)}" for column, old, new in cells]
        left = len(change.changed) - MOST_KEYS
        words += [f"    and {wording.count(left, 'more row')}"] if left > 0 else []
    return words or ["  no row differs"]


def _short(cell: str) -> str:
    text = wording.clean(cell)
    return f"“{text[:LONG_WORDS]}…”" if len(text) > LONG_WORDS else f"“{text}”"


def _reader_words(change: ReaderChange) -> str:
    page, before, after = change.page, change.before, change.after
    if not before:
        return f"  /{page}: new: {after}"
    if not after:
        return f"  /{page}: no longer: {before}"
    return f"  /{page}: was: {before}\n  {' ' * len(page)}   now: {after}"
