"""Reading prepared datasets: one folder a council, a table when it is first asked for, and what was known on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from operator import attrgetter
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol

import pandas as pd

from dayops_dash import clock, wording
from dayops_dash.dataset.boundaries import Boundaries, of_vintage
from dayops_dash.dataset.files.table_file import cells, typed
from dayops_dash.dataset.files.text_file import DatasetError
from dayops_dash.dataset.kept_papers import address_of
from dayops_dash.dataset.marked import exempt_paragraphs
from dayops_dash.dataset.row_types import DocumentsRow, TypedRows
from dayops_dash.dataset.rows import PAPERS, REPORTED_ON, Row, dated, rows_of
from dayops_dash.dataset.serving.listing import Listed
from dayops_dash.dataset.serving.versions import Publication
from dayops_dash.dataset.tables import TABLES
from dayops_dash.dataset.unread import UnreadPaper, unread_papers
from dayops_dash.dataset.vocabulary import DocumentKind, PublishedBasis


class Councils(Protocol):
    """All councils under one folder (``library.Library``)."""

    @property
    def root(self) -> Path: ...

    @property
    def public(self) -> bool: ...

    def __hash__(self) -> int: ...

    def slugs(self) -> list[str]: ...

    def dataset(self, slug: str) -> Dataset: ...

    def listed(self) -> Sequence[Listed]: ...

    def datasets(self, slugs: Iterable[str]) -> list[Dataset]: ...


@dataclass(frozen=True, eq=False)
class Dataset:
    """One council's folder, read once: every row that it holds, whenever it became known.

    One that is ``public`` is made from the public copy of the files: rows that are exempt from publication are not in it.
    ``folder`` is where the files lie, ``home`` the council's own folder: another where its data has versions. ``library`` has
    the councils beside it, as public as this one is; ``published`` the acts by which its data came to be shown;
    ``content`` is the hash of all its files, exempt rows and boundaries too, whose beginning names a stored version.
    """

    slug: str
    title: str
    short_title: str
    about: Mapping[str, Any]
    folder: Path
    version: str
    public: bool
    home: Path
    library: Councils = field(repr=False)
    published: tuple[Publication, ...] = ()
    content: str = ""
    _files: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    _boundaries: bytes = field(default=b"", repr=False)
    _tables: dict[str, pd.DataFrame] = field(default_factory=dict, repr=False)
    _rows: dict[str, tuple[Row, ...]] = field(default_factory=dict, repr=False, init=False)

    def table(self, name: str) -> pd.DataFrame:
        """Return a table, typed, with ``reported_on`` added; no rows where the folder has no such file.

        Text is never missing ("" is empty), numbers are NaN or <NA> where empty, dates are ``datetime.date`` or None.
        The frame is the caller's own. Raises DatasetError where the file does not fit its schema.
        """
        return self._frame(name).copy()

    def _frame(self, name: str) -> pd.DataFrame:
        """Return the table that all readers share, which nothing may change."""
        if name not in self._tables:
            table = TABLES[name]
            frame = typed(table, cells(table, self._files.get(table.path, b""), self.slug), self.slug)
            self._tables[name] = frame if name == PAPERS else self._dated(frame)
        return self._tables[name]

    def _rows_of(self, name: str) -> tuple[Row, ...]:
        """Return the rows of a table, whenever they became known: made once for every day."""
        if name not in self._rows:
            self._rows[name] = rows_of(name, self._frame(name))
        return self._rows[name]

    def files(self) -> Mapping[str, bytes]:
        """Return the files of the package by name, the descriptor first; its public copy's if this is ``public``.

        They are the bytes that the version and every table are of, whatever became of the folder since.
        """
        return self._files

    def boundaries(self, vintage: str) -> Boundaries | None:
        """Return the shapes of the council's areas of one vintage; None where it has added none of it."""
        return of_vintage(self._boundaries, vintage, self.slug)

    def _dated(self, frame: pd.DataFrame) -> pd.DataFrame:
        try:
            return dated(frame, self._frame(PAPERS))
        except KeyError as unknown:
            raise DatasetError(
                f"{self.folder.name}: document_id {unknown} is not in {PAPERS}.csv. Run check."
            ) from unknown

    @cached_property
    def report_dates(self) -> tuple[date, ...]:
        """The days on which the council's papers were published, latest first; of its data returns where it has no paper."""
        none_of_its = (DocumentKind.REFERENCE, DocumentKind.OFFICIAL_STATISTICS)
        return self._dates_of(but=(*none_of_its, DocumentKind.DATA_RETURN)) or self._dates_of(but=none_of_its)

    def _dates_of(self, *, but: tuple[DocumentKind, ...]) -> tuple[date, ...]:
        papers = self._frame(PAPERS)
        return tuple(sorted({d for d in papers[~papers["kind"].isin(but)]["published_on"] if d}, reverse=True))

    @cached_property
    def latest_news_on(self) -> date | None:
        """The day of the latest report, or of later published figures that an officer has added; None where there is neither."""
        return next(iter(self._dates_of(but=(DocumentKind.REFERENCE,))), None)

    @cached_property
    def listed(self) -> Listed:
        """The entry of this council in a list of councils."""
        tables = frozenset(name for name, table in TABLES.items() if table.path in self._files)
        return Listed(
            self.slug, self.title, self.short_title, self.illustrative, bool(self.about.get("featured")), tables
        )

    @property
    def illustrative(self) -> bool:
        """Whether the council is made up, which every page, pack and file of it says."""
        return bool(self.about.get("illustrative"))

    @cached_property
    def exempt(self) -> tuple[str, ...]:
        """The paragraphs of Schedule 12A under which it holds exempt rows; none of a public copy."""
        return exempt_paragraphs(self._files, self.slug)

    @property
    def area_word(self) -> str:
        """The council's own word for its areas: ward, electoral division, district."""
        return str(self.about.get("area_word") or "area")

    def at(self, day: date | None = None, today: date | None = None) -> Council:
        """Return the dataset as known on ``day``, by default today; ``today`` is given where it is looked at as on another day."""
        today = today or clock.today()
        return _at(self, day or today, today)


@dataclass(frozen=True, eq=False)
class Council(TypedRows):
    """A council's dataset as it was known on ``as_at``. Every measure takes one.

    ``today`` is the day on which it is looked at: what is kept of a council is never kept past midnight.
    """

    dataset: Dataset
    as_at: date
    today: date
    _frames: dict[str, pd.DataFrame] = field(default_factory=dict, repr=False)
    _rows: dict[str, tuple[Row, ...]] = field(default_factory=dict, repr=False)

    @property
    def slug(self) -> str:
        return self.dataset.slug

    @property
    def short_title(self) -> str:
        return self.dataset.short_title

    @property
    def is_today(self) -> bool:
        """Whether the day shown is today: else what is late, next or changing is of another day."""
        return self.as_at == self.today

    def on(self, day: date) -> Council:
        """Return the same dataset as known on another day."""
        return _at(self.dataset, day, self.today)

    def table(self, name: str) -> pd.DataFrame:
        """Return the rows of a table that were known on ``as_at``; reference rows (no date) are always known.

        The frame is the caller's own.
        """
        return self._frame(name).copy()

    def _frame(self, name: str) -> pd.DataFrame:
        """Return the frame that all readers share, which nothing may change."""
        if name not in self._frames:
            frame = self.dataset._frame(name)
            column = "published_on" if name == PAPERS else REPORTED_ON
            known = pd.Series([day is None or day <= self.as_at for day in frame[column]], dtype=bool)
            self._frames[name] = frame[known].reset_index(drop=True)
        return self._frames[name]

    def rows_of_any(self, name: str) -> tuple[Row, ...]:
        """Return the rows of a table. Readers share them, and none can change them."""
        if name not in self._rows:
            day = attrgetter("published_on" if name == PAPERS else REPORTED_ON)
            self._rows[name] = tuple(r for r in self.dataset._rows_of(name) if not day(r) or day(r) <= self.as_at)
        return self._rows[name]

    @property
    def latest_report_on(self) -> date | None:
        """The day of the latest paper known; None where none was yet published."""
        return next((day for day in self.dataset.report_dates if day <= self.as_at), None)

    @property
    def unread_papers(self) -> tuple[UnreadPaper, ...]:
        """Papers known of and not read here whose meeting was by the day shown and after the latest paper; the latest first."""
        latest = self.latest_report_on or date.min
        return tuple(one for one in unread_papers(self.dataset.about) if latest < one.meeting_on <= self.as_at)

    @property
    def latest_paper(self) -> DocumentsRow | None:
        """The row of ``documents`` of the latest paper known; None where none was yet published."""
        latest = self.latest_report_on
        return next((row for row in self._papers.values() if latest and row.published_on == latest), None)

    @cached_property
    def _papers(self) -> Mapping[str, DocumentsRow]:
        return MappingProxyType({row.document_id: row for row in self.rows("documents")})

    def document_title(self, document_id: str) -> str:
        return str(self._papers[document_id].title)

    @cached_property
    def _pages(self) -> Mapping[tuple[str, str], int]:
        return MappingProxyType({(row.document_id, row.locator): int(row.page) for row in self.rows("paper_pages")})

    def paper_address(self, document_id: str, place: str = "") -> str:
        """Return where a paper can be read, at the page of a place where that is known; "" where no address is (``address_of``)."""
        page = self._pages.get((document_id, place)) if place else None
        file = next((str(row.file) for row in self.rows("kept_papers") if row.document_id == document_id), "")
        return address_of(str(self._papers[document_id].url), self.slug, file, page)

    def dated(self, document_id: str) -> str:
        """Return a paper's date in words, as exact as the paper gives it."""
        row = self._papers[document_id]
        on, inferred = row.published_on, row.published_basis == PublishedBasis.INFERRED
        return wording.dated(row.published_as_written, on, inferred=inferred) if on else "No date"

    def document_kind(self, document_id: str) -> str:
        return str(self._papers[document_id].kind)


@lru_cache(maxsize=512)
def _at(dataset: Dataset, day: date, today: date) -> Council:
    return Council(dataset, day, today)
