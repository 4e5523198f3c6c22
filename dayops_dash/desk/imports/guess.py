"""Where a tracker's header is, and which of its columns is what: a guess by headings and values, for a person to confirm."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from dayops_dash import wording
from dayops_dash.dataset.checks.returns import plain_word
from dayops_dash.dataset.dates import read_due
from dayops_dash.dataset.vocabulary import DueSense
from dayops_dash.desk.held import HeldVersion
from dayops_dash.desk.imports.columns import (
    FIRST,
    KINDS,
    NOT_TAKEN,
    TrackerField,
    field_of,
    plain_heading,
    without_period,
)
from dayops_dash.desk.imports.files.colours import colour_words
from dayops_dash.desk.imports.files.tracker_file import TrackerCell, TrackerSheet
from dayops_dash.desk.imports.systems import SystemMapping, system_of
from dayops_dash.desk.imports.table import ColumnGuess, TrackerGuess, heading_of, headings_in

HEAD_WITHIN = 60  # rows in which the header is looked for
EXAMPLES = 3
LONGEST_EXAMPLE = 40
NARROW = 2  # columns: a table that has more may be known by one heading alone
LOOKED_AT = 200  # rows by whose values a column is guessed
MOST = 0.6  # of the cells that are filled in
REFERENCE = re.compile(r"[A-Z]{0,5}[ ./-]?\d{1,3}(?:[.\-/]?\d{1,3})*[a-z]?(?:\([ivxa-z0-9]+\))*\.?", re.IGNORECASE)
REVISED = "the first date: another column has it as revised"
SHARE = re.compile(r".*%.*|[\d.,\s]+")  # in a CSV file a number is text too
AGAIN = "nothing: another column is called so too"
MAIN = (TrackerField.TITLE, TrackerField.REFERENCE, TrackerField.STATUS, TrackerField.DUE, TrackerField.OWNER)


def find_header(sheet: TrackerSheet) -> int | None:
    """Return the place of the row that heads a sheet's table: under titles and blank rows, the row with most known headings.

    None where no row has two of them, one of which names an action, a recommendation or a risk; one will do above a full row.
    """
    best, place = 0.0, None
    for number, row in enumerate(sheet.rows[:HEAD_WITHIN]):
        if sum(not cell.is_empty for cell in row) < 2:
            continue
        headings = [heading_of(cell) for cell in row if cell.words]
        system = system_of(headings)
        known = [field_of(heading) for heading in headings]
        fields = {one for one, likeness in known if likeness}
        score = sum(likeness for one, likeness in known if likeness) + (len(headings) if system else 0)
        names_rows = bool(system) or TrackerField.TITLE in fields or TrackerField.REFERENCE in fields
        sure = [one for one, likeness in known if likeness and one is not TrackerField.NOT_READ]
        alone = len(sure) == 1 and len(headings) > NARROW and _is_full(sheet, number, len(headings))
        if names_rows and (len(sure) > 1 or system or alone) and score > best:
            best, place = score, number
    return place


def _is_full(sheet: TrackerSheet, header: int, width: int) -> bool:
    """Return whether the first row with words below a row fills most of its columns, as a table's does."""
    below = sheet.rows[header + 1 :]
    first = next((row for row in below if any(not cell.is_empty for cell in row)), ())
    return sum(not cell.is_empty for cell in first) > width / 2


def guess(sheet: TrackerSheet, data: HeldVersion, kind: str = "") -> TrackerGuess | None:
    """Return a guess at a sheet's table and its columns, of a ``kind`` where a person chose it; None where no header is found."""
    header = find_header(sheet)
    if header is None:
        return None
    headings = headings_in(sheet, header)
    system = system_of(headings)
    if kind and system and system.kind != kind:
        system = None
    below = [row for row in sheet.rows[header + 1 : header + 1 + LOOKED_AT] if any(not cell.is_empty for cell in row)]
    columns = {
        place: [row[place] if place < len(row) else TrackerCell() for row in below] for place in _used(headings, below)
    }
    kind = system.kind if system else kind or _kind(headings)
    fields = _by_system(system, headings) if system else _by_names(headings, KINDS[kind])
    if not system:
        fields = _corrected(fields, columns)
        fields |= _by_values(headings, columns, fields, data, KINDS[kind])
    return TrackerGuess(
        sheet,
        header,
        kind,
        system,
        tuple(
            ColumnGuess(
                place,
                headings[place] if place < len(headings) else "",
                *fields.get(place, (TrackerField.NOT_READ, "nothing known")),
                _examples(cells),
            )
            for place, cells in columns.items()
        ),
    )


def _used(headings: Sequence[str], below: Sequence[Sequence[TrackerCell]]) -> list[int]:
    width = max([len(headings), *map(len, below)])
    filled = {place for row in below for place, cell in enumerate(row) if not cell.is_empty or cell.colour}
    return [place for place in range(width) if place in filled or (place < len(headings) and headings[place])]


def _kind(headings: Sequence[str]) -> str:
    if any(map(_names_recommendation, headings)) and not _names_actions(headings):
        return "recommendations"
    fields = {field_of(heading)[0] for heading in headings}
    return "risks" if {TrackerField.IMPACT, TrackerField.LIKELIHOOD} <= fields else "actions"


def _names_recommendation(heading: str) -> bool:
    return "recommendation" in plain_heading(heading)


def _names_actions(headings: Sequence[str]) -> bool:
    """Whether a heading names actions, beside one that names the recommendations that they are of."""
    others = (heading for heading in headings if not _names_recommendation(heading))
    return any(field_of(heading) == (TrackerField.TITLE, 1.0) for heading in others)


Found = dict[int, tuple[TrackerField, str]]


def _by_system(system: SystemMapping, headings: Sequence[str]) -> Found:
    by_place: Found = {}
    for place, heading in enumerate(headings):
        one = system.columns.get(plain_heading(heading), TrackerField.NOT_READ)
        taken = one not in NOT_TAKEN and any(field == one for field, _ in by_place.values())
        again = one not in NOT_TAKEN and headings.count(heading) > 1
        by_place[place] = (
            (TrackerField.NOT_READ, AGAIN) if again else (TrackerField.NOT_READ if taken else one, system.name)
        )
    return by_place


def _by_names(headings: Sequence[str], fields: Sequence[TrackerField]) -> Found:
    """Return the fields of columns by their headings: each field once, for the heading that is most like it."""
    of_actions = TrackerField.THEME in fields and _names_actions(headings)
    named = (
        (TrackerField.THEME, 1.0) if of_actions and _names_recommendation(heading) else field_of(heading)
        for heading in headings
    )
    scored = sorted(
        ((one, place) for place, one in enumerate(named)),
        key=lambda one: (
            -one[0][1],
            bool(FIRST.search(plain_heading(headings[one[1]]))),  # a date as revised before the first one
            "action" not in plain_heading(headings[one[1]]),
            one[1],
        ),  # an action before its objective
    )
    by_place: Found = {}
    plain = [without_period(plain_heading(heading)) for heading in headings]
    for (one, likeness), place in scored:
        taken = any(field == one for field, _ in by_place.values())
        if one in NOT_TAKEN and likeness:
            by_place[place] = (one, "its heading")
        elif taken and one is TrackerField.DUE and FIRST.search(plain[place]):
            by_place[place] = (TrackerField.NOT_READ, REVISED)
        elif likeness and plain.count(plain[place]) > 1:  # which of them it is nobody can guess
            by_place[place] = (TrackerField.NOT_READ, AGAIN)
        elif likeness and one in fields and not taken:
            by_place[place] = (one, "its heading" if likeness == 1 else f"its heading ({likeness:.0%} alike)")
    return by_place


def _corrected(known: Found, columns: Mapping[int, Sequence[TrackerCell]]) -> Found:
    """Return the fields of columns, without a percentage whose cells are words: a column named Progress may be either."""
    by_place = dict(known)
    for place, (one, _) in known.items():
        texts = [cell.words for cell in columns.get(place, ()) if cell.words and not SHARE.fullmatch(cell.words)]
        if one is TrackerField.PERCENT and len(texts) > MOST * sum(not cell.is_empty for cell in columns[place]):
            del by_place[place]
            taken = {field for field, _ in by_place.values()}
            longer = sum(len(words.split()) > 3 for words in texts) > len(texts) / 2
            likely = TrackerField.DONE if longer else TrackerField.STATUS
            if likely not in taken:
                by_place[place] = (likely, "what stands in it")
    return by_place


def _by_values(
    headings: Sequence[str],
    columns: Mapping[int, Sequence[TrackerCell]],
    known: Found,
    data: HeldVersion,
    fields: Sequence[TrackerField],
) -> Found:
    """Return the fields of columns without a known heading, by their cells."""
    taken = {one for one, _ in known.values()}
    statuses = {plain_word(word) for word in data.status_words}
    owners = {plain_word(row["owner_role"]) for row in data.rows("intentions").values() if row["owner_role"]}
    by_place: Found = {}
    for place, cells in columns.items():
        filled = [cell for cell in cells if not cell.is_empty]
        if place in known or not (filled or any(cell.colour for cell in cells)):
            continue
        texts = [plain_word(cell.words) for cell in filled if cell.words]
        shares = {
            TrackerField.DUE: sum(map(_is_day, filled)),
            TrackerField.STATUS: sum(words in statuses for words in texts),
            TrackerField.OWNER: sum(words in owners for words in texts),
            TrackerField.REFERENCE: sum(bool(REFERENCE.fullmatch(words)) for words in texts),
            TrackerField.DONE if TrackerField.TITLE in taken else TrackerField.TITLE: sum(
                len(words.split()) > 3 for words in texts
            ),
        }
        likely = next((one for one, n in shares.items() if n and n >= MOST * len(filled)), None)
        if not filled:
            likely = TrackerField.STATUS if TrackerField.STATUS not in taken else TrackerField.RATING
        if likely and likely in fields and likely not in taken:
            taken.add(likely)
            by_place[place] = (likely, "what stands in it")
    return by_place


def _is_day(cell: TrackerCell) -> bool:
    if isinstance(cell.value, date | datetime):
        return True
    words = cell.words
    return bool(words and any(map(str.isdigit, words))) and read_due(words).sense is not DueSense.NOT_UNDERSTOOD


def _examples(cells: Sequence[TrackerCell]) -> tuple[str, ...]:
    examples: list[str] = []
    for cell in cells:
        if len(examples) == EXAMPLES:
            break
        if not cell.is_empty or cell.colour:
            examples.append(example(cell))
    return tuple(examples)


def example(cell: TrackerCell) -> str:
    """Return what a cell looks like, in few characters: for the officer's own screen."""
    if cell.is_empty:
        return f"[{colour_words(cell.colour)}]"
    value = cell.value.date() if isinstance(cell.value, datetime) else cell.value
    words = wording.day(value) if isinstance(value, date) else cell.share or str(value)
    plain = "".join(c if c.isprintable() else " " for c in wording.clean(" ".join(words.split())))
    return plain if len(plain) <= LONGEST_EXAMPLE else f"{plain[:LONGEST_EXAMPLE]}…"
