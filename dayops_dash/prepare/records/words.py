"""Words of closed lists, compared by meaning: whatever their case, spaces, hyphens, order and release.

Only the different words of a file are looked at here, of which there are few; an engine then replaces them in its rows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import narwhals as nw

from dayops_dash.prepare.records.columns import RecordsError
from dayops_dash.prepare.records.fields import DAY_SUPPORT, ODD_SPACES, Field
from dayops_dash.prepare.records.file_faults import fault_at_start, first_fault, rows_of
from dayops_dash.prepare.records.release_words import BEGUN, LISTED, MAY_BE_ANOTHER, RENAMED, SPELLED
from dayops_dash.prepare.records.scope import Frame

OF_ROWS = (  # fields whose words are replaced in the rows in scope
    *(Field.SERVICE, Field.COMPONENT, Field.MECHANISM, Field.REASON, Field.GENDER, Field.ETHNICITY, Field.UNIT_TYPE),
)
MOST_WORDS = 2_000  # of a field; a column with more is no closed list, and all but the commonest are then unknown
COLUMNS = ("column", "word", "stands_for")  # of an officer's own list of words


def plain(word: str) -> str:
    """Return a word without what differs between ways to write it: case, spaces, hyphens, punctuation, "&" for "and"."""
    return re.sub(r"[^a-z0-9]", "", _lower(word))


def _lower(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold().replace("&", " and ")


def _sorted(word: str) -> str:
    """Return a word's parts in alphabetical order, which is the same in whatever order they are written."""
    return " ".join(sorted(re.findall(r"[a-z0-9]+", _lower(word))))


def spaced(cell: str) -> str:
    """Return a cell with plain spaces, and none round it."""
    return re.sub(ODD_SPACES, " ", cell).strip(" ")


@dataclass(frozen=True)
class Vocabulary:
    """What each word of a closed list stands for. ``own`` are a council's own words: by field and word, "" for none of the list."""

    own: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @cached_property
    def _known(self) -> dict[tuple[str, str], str]:
        known: dict[tuple[str, str], str] = {}
        for name, listed in LISTED.items():
            pairs = {**{word: word for word in listed}, **SPELLED.get(name, {})}
            pairs |= {one.word: one.stands_for for one in RENAMED if one.field == name}
            for word, stands_for in pairs.items():
                known.setdefault((name, _sorted(word)), stands_for)
            known |= {(name, plain(word)): stands_for for word, stands_for in pairs.items()}
        return known | {(name, plain(word)): stands_for for (name, word), stands_for in self.own.items()}

    def means(self, name: str, cell: str) -> str | None:
        """Return the listed word that a cell stands for, "" where it is said to stand for none, and None where it is not known."""
        for key in (plain(cell), _sorted(cell)):
            if (name, key) in self._known:
                return self._known[name, key]
        another = MAY_BE_ANOTHER.get(Field(name))
        begun = {} if another and re.search(another, _lower(cell)) else BEGUN.get(name, {})
        fitting = [begins for begins in begun if plain(cell).startswith(plain(begins))]
        return begun[max(fitting, key=len)] if fitting else None


def read_own(path: Path | None) -> Vocabulary:
    """Return the vocabulary with a council's own words from a CSV file: ``column``, ``word`` and ``stands_for``, which may be empty.

    Raises RecordsError where the file cannot be read, or a row is not of a closed list.
    """
    if path is None:
        return Vocabulary()
    if fault := fault_at_start(path) or first_fault(path):
        raise RecordsError(fault)
    _, rows = rows_of(path)
    if not rows or not set(COLUMNS) <= set(rows[0]):
        raise RecordsError(f"{path.name} needs the columns {', '.join(COLUMNS)}, and a row for each word.")
    fields, without = {plain(name): name for name in LISTED}, Vocabulary()
    own: dict[tuple[str, str], str] = {}
    for number, row in enumerate(rows, start=2):
        name, stands_for = fields.get(plain(row["column"])), row["stands_for"].strip()
        if name is None:
            raise RecordsError(f"{path.name}, row {number}, column: use one of {', '.join(LISTED)}.")
        listed = without.means(name, stands_for) if stands_for else ""
        if listed is None:
            raise RecordsError(
                f"{path.name}, row {number}, stands_for: use one of {'; '.join(LISTED[name])}, or nothing."
            )
        own[name, row["word"]] = listed
    return Vocabulary(own)


NAME, WORD, COUNT, GIVEN = "field", "word", "rows", "rows with a word"
LESS, PLACE = "less", "place"  # what words are sorted by, and where a word then stands among those of its field


def combinations(rows: Frame) -> Frame:
    """Return one row for each combination of words of the closed lists: how many rows have it. There are few, however many rows."""
    return rows.group_by(*OF_ROWS).agg(nw.len().alias(COUNT))


def spelled(combined: Frame) -> Frame:
    """Return one row for each field and word of ``combinations``: how many rows have it, and how many have any word in the field.

    Of each field only the commonest words, so that a column that is no list fits into this process.
    """
    parts = [combined.select(nw.lit(str(name)).alias(NAME), nw.col(name).alias(WORD), COUNT) for name in OF_ROWS]
    counted = nw.concat(parts).filter(~nw.col(WORD).is_null()).group_by(NAME, WORD).agg(nw.col(COUNT).sum())
    whole = counted.with_columns(nw.col(COUNT).sum().over(NAME).alias(GIVEN), (0 - nw.col(COUNT)).alias(LESS))
    placed = whole.with_columns(nw.col(WORD).cum_count().over(NAME, order_by=[LESS, WORD]).alias(PLACE))
    return placed.filter(nw.col(PLACE) <= MOST_WORDS).select(NAME, WORD, COUNT, GIVEN)


def of_day(combined: Frame, odd: Mapping[str, Sequence[str]], day: Sequence[str]) -> Frame:
    """Return one row: how many rows of ``combinations`` with a component of ``day`` have one of the ``odd`` words of each field."""
    rows = combined.filter(nw.col(Field.COMPONENT).is_in(list(day)))
    asked = {name: nw.when(nw.col(name).is_in(list(cells))).then(nw.col(COUNT)) for name, cells in odd.items()}
    return rows.select(*(count.sum().alias(name) for name, count in asked.items()))


@dataclass(frozen=True)
class UnknownWords:
    """Words of a field that are not known: on how many rows of how many, the rows of day support among them, and the words with
    their rows, the commonest first."""

    field: str
    rows: int
    of: int
    day: int = 0
    of_day: int = 0
    words: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Spellings:
    """What the words of some rows stand for, and which are not known: ``odd`` are those as they are written, ``day`` the components that
    stand for day support, and ``of_day`` how many rows have one of these."""

    replaced: Mapping[str, Mapping[str, tuple[str, ...]]]  # by field and listed word: the cells that stand for it
    unknown: tuple[UnknownWords, ...]
    odd: Mapping[str, tuple[str, ...]]
    day: tuple[str, ...]
    of_day: int

    def with_day(self, counted: Mapping[str, Any]) -> Spellings:
        """Return the same with how many rows of day support have the words that are not known: the row of ``of_day``."""
        unknown = (replace(one, day=int(counted.get(one.field) or 0), of_day=self.of_day) for one in self.unknown)
        return replace(self, unknown=tuple(unknown))


def understood(counts: Iterable[Mapping[str, Any]], whole: int, vocabulary: Vocabulary) -> Spellings:
    """Return what the words counted by ``spelled`` stand for. ``whole`` is how many rows there are."""
    by_field: dict[str, list[Mapping[str, Any]]] = {str(name): [] for name in OF_ROWS}
    for row in counts:
        by_field[row[NAME]].append(row)
    replaced, unknown, day = {}, [], {}
    odd_cells: dict[str, tuple[str, ...]] = {}
    for name, rows in by_field.items():
        means = {row[WORD]: _meaning(name, row[WORD], vocabulary) for row in rows}
        if listed := _by_listed(means):
            replaced[name] = listed
        odd = [row for row in rows if means[row[WORD]] is None]
        known = sum(int(row[COUNT]) for row in rows) - sum(int(row[COUNT]) for row in odd)
        if rows and (missed := int(rows[0][GIVEN]) - known):
            unknown.append(UnknownWords(name, missed, whole, words=_totalled((spaced(r[WORD]), r[COUNT]) for r in odd)))
            odd_cells |= {name: tuple(sorted(row[WORD] for row in odd))} if odd else {}
        if name == Field.COMPONENT:
            day = {row[WORD]: int(row[COUNT]) for row in rows if means[row[WORD]] == DAY_SUPPORT}
    return Spellings(replaced, tuple(unknown), odd_cells, tuple(sorted(day)), sum(day.values()))


def _meaning(name: str, cell: str, vocabulary: Vocabulary) -> str | None:
    """Return the listed word that a cell stands for, "" where it is empty or stands for none, and None where it is not known."""
    word = spaced(cell)
    return vocabulary.means(name, word) if word else ""


def _by_listed(means: Mapping[str, str | None]) -> dict[str, tuple[str, ...]]:
    """Return the cells that are to be replaced, by the listed word that each stands for, or by the word that is not known."""
    by_word: dict[str, list[str]] = {}
    for cell, listed in sorted(means.items()):
        word = spaced(cell) if listed is None else listed
        if word != cell:
            by_word.setdefault(word, []).append(cell)
    return {listed: tuple(words) for listed, words in sorted(by_word.items())}


def _totalled(pairs: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """Return how many rows each word has, the commonest first."""
    totals: dict[str, int] = {}
    for word, count in pairs:
        totals[word] = totals.get(word, 0) + int(count)
    return tuple(sorted(totals.items(), key=lambda item: (-item[1], item[0])))


def worded(rows: Frame, replaced: Mapping[str, Mapping[str, tuple[str, ...]]]) -> Frame:
    """Return rows with each word that is known as the list has it, as ``Spellings.replaced`` says; one that stands for none of the list
    is empty."""
    columns = []
    for name, listed in replaced.items():
        column: Any = nw  # each "when" follows the one before; the first is of the library itself
        for word, cells in listed.items():
            column = column.when(nw.col(name).is_in(list(cells))).then(nw.lit(word or None, dtype=nw.String))
        columns.append(column.otherwise(nw.col(name)).alias(name))
    return rows.with_columns(*columns) if columns else rows


def of_submission(pairs: Sequence[tuple[str, int]], name: str, vocabulary: Vocabulary) -> UnknownWords | None:
    """Return the words of a field of all rows of a submission that are not known, from each word and its rows; None where all are."""
    filled = [(word.strip(), count) for word, count in pairs if word and word.strip()]
    odd = _totalled((word, count) for word, count in filled if vocabulary.means(name, word) is None)
    if not odd:
        return None
    return UnknownWords(name, sum(count for _, count in odd), sum(count for _, count in filled), words=odd)
