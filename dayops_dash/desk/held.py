"""A council's rows as the desk reads them: text as it stands in one version's files, with what was last said of an action."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from dayops_dash.dataset.checks.returns import plain_word
from dayops_dash.dataset.files.table_file import Cells, cells
from dayops_dash.dataset.files.text_file import DatasetError
from dayops_dash.dataset.serving.versions import LENGTH, content_hash, content_of, pointer, shown_folder, version_folder
from dayops_dash.dataset.tables import TABLES
from dayops_dash.dataset.vocabulary import ReportedStatus, WordMeaning

RAGS = ("Red", "Amber", "Green", "Blue")  # what ratings are called where a council has no words of its own for them


@dataclass(frozen=True)
class HeldVersion:
    """One version of a council's data: its files, and the rows of each table by key, in file order."""

    council: str
    version: str
    files: Mapping[str, bytes] = field(repr=False)
    _tables: dict[str, dict[str, Cells]] = field(default_factory=dict, repr=False, compare=False)

    def rows(self, table: str) -> Mapping[str, Cells]:
        """Return the rows of a table by key; none where the council has no such table."""
        if table not in self._tables:
            spec = TABLES[table]
            names = [column.name for column in spec.columns]
            read = cells(spec, self.files.get(spec.path, b""), self.council)
            self._tables[table] = {row[0]: dict(zip(names, row, strict=True)) for row in read}
        return self._tables[table]

    def day_of(self, document_id: str) -> str:
        """Return the day of a paper, as 2026-09-30; "" where it has none."""
        return self.rows("documents").get(document_id, {}).get("published_on", "")

    def later(self, table: str, column: str) -> Mapping[str, list[Cells]]:
        """Return the rows of a table by what ``column`` names, each list from the earliest paper to the latest."""
        found: dict[str, list[Cells]] = {}
        for row in sorted(self.rows(table).values(), key=lambda row: self.day_of(row["document_id"])):
            found.setdefault(row[column], []).append(row)
        return found

    @cached_property
    def updates(self) -> Mapping[str, list[Cells]]:
        """What papers and returns said of each intention, the latest last."""
        return self.later("updates", "intention_id")

    @cached_property
    def status_words(self) -> Mapping[str, str]:
        """The council's own words for status, each with our word, "" for none of ours.

        From the table of them; a word that papers used and that is in no row of it stands for what they were typed as. Where the
        council has no word of its own yet, ours are offered.
        """
        listed = {row["word"]: row["stands_for"] for row in self.rows("status_words").values()}
        words = {word: "" if means == WordMeaning.NONE_OF_OURS else means for word, means in listed.items()}
        seen = {plain_word(word) for word in words}
        for row in self.rows("updates").values() if not listed else ():
            word = row["status_as_written"]
            if word and row["reported_status"] and plain_word(word) not in seen:
                seen.add(plain_word(word))
                words[word] = row["reported_status"]
        return words or {str(word).capitalize(): str(word) for word in ReportedStatus}

    @cached_property
    def ratings(self) -> tuple[str, ...]:
        """The words for a rating: those that the council used, in that order, and the usual ones that it has not used yet."""
        used = dict.fromkeys(row["rag_as_written"] for row in self.rows("updates").values() if row["rag_as_written"])
        known = {word.casefold() for word in used}
        return (*used, *(word for word in RAGS if word.casefold() not in known))

    @cached_property
    def taken_up(self) -> frozenset[str]:
        """The intentions that a later paper restates, reports or carries on under another line, or drops; none is asked about."""
        links = self.rows("intention_links").values()
        later = {row["from_intention_id"] for row in links if row["relation"] in ("reported as", "restated as")}
        spoken = {key for key, said in self.updates.items() if any(row["status_as_written"] for row in said)}
        ended = {row["from_intention_id"] for row in self.rows("descents").values()}
        return frozenset((later - spoken) | ended)


def held_of(council: str, files: Mapping[str, bytes]) -> HeldVersion:
    return HeldVersion(council, content_hash(files)[:LENGTH], files)


def published(home: Path) -> HeldVersion:
    """Return what is published of a council now. Raises DatasetError where it cannot be read."""
    return held_of(home.name, content_of(shown_folder(home)))


def version_of(home: Path, version: str) -> HeldVersion | None:
    """Return an earlier version of a council; None where it is not kept."""
    now = published(home)
    if version == now.version:
        return now
    try:
        folder = version_folder(home, version)
        if not pointer(home) or not folder.is_dir():
            return None
        return HeldVersion(home.name, version, content_of(folder))
    except DatasetError:
        return None
