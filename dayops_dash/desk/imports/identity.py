"""The identity of actions over the years: which row of a tracker is which action, what is new, and what became of what is gone.

What is decided of these adds rows to ``intentions``, ``descents`` and ``status_words``; no row of them is changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from dayops_dash.dataset.checks.returns import plain_word
from dayops_dash.dataset.files.table_file import Cells, as_csv
from dayops_dash.dataset.tables import TABLES
from dayops_dash.dataset.vocabulary import Basis, Became, IntentionKind, Visibility, WordMeaning
from dayops_dash.desk.held import HeldVersion
from dayops_dash.desk.proposal import NEW_ACTIONS, DeskError, Proposal
from dayops_dash.desk.reading import ReturnsReading
from dayops_dash.desk.returns.form import CellEntry, FormColumn, FormLine, SheetForm, Unit, Values

NEW, BECAME, WORDS = NEW_ACTIONS, "descents", "status_words"
SEVERAL = re.compile(r"\s*[;,]\s*|\s+and\s+")
NO_BRACKETS = str.maketrans("", "", "()[]")
PART = re.compile(r"(.*\d)(?:[.\-/]\d{1,3}|[a-z]|[.\-/][a-z])|(?!)")
TO_OTHERS = (Became.MERGED, Became.SPLIT)


def _no_lines(data: HeldVersion) -> list[FormLine]:
    return []


def _no_values(data: HeldVersion, key: str) -> Values:
    return {}


def _choices(data: HeldVersion, name: str) -> tuple[str, ...]:
    lists = {"became": tuple(map(str, Became)), "stands_for": tuple(map(str, WordMeaning))}
    return lists.get(name, ())


def _as_taken(data: HeldVersion, key: str, taken: Values, on: str) -> dict[str, str]:
    return dict(taken)


def _form(name: str, sheet: str, columns: tuple[FormColumn, ...], heading: str) -> SheetForm:
    unit = Unit(tuple(one.name for one in columns), heading)
    target = {NEW: "intentions"}.get(name, name)
    return SheetForm(name, sheet, target, "", (), columns, (unit,), _no_lines, _no_values, _choices, _as_taken)


def _text(name: str, heading: str) -> FormColumn:
    return FormColumn(name, heading, CellEntry.TEXT, "")


ADDED: Mapping[str, SheetForm] = MappingProxyType(
    {
        NEW: _form(
            NEW,
            "New actions",
            (
                *(_text("title", "Action"), _text("reference", "Reference"), _text("owner_role", "Owner")),
                *(_text("theme", "Theme"), _text("priority", "Priority")),
                FormColumn("part_of", "Part of", CellEntry.TEXT, "The reference of the action that it is a part of."),
            ),
            "New action",
        ),
        BECAME: _form(
            BECAME,
            "What became of actions",
            (
                FormColumn("became", "What became of it", CellEntry.WORD, "Choose from the list."),
                FormColumn(
                    "to", "Which later action", CellEntry.TEXT, "Its reference, as in 2b; several as in 2b; 2c."
                ),
                FormColumn("reason", "Why", CellEntry.TEXT, "Needed for what was dropped."),
            ),
            "What became of it",
        ),
        WORDS: _form(
            WORDS,
            "Words for status",
            (FormColumn("stands_for", "Stands for", CellEntry.WORD, "Choose from the list."),),
            "Stands for",
        ),
    }
)


def plain_reference(reference: str) -> str:
    """Return a reference as references are compared: '1e (i).', '1E(i)' and '1ei' are one."""
    return "".join(reference.casefold().split()).translate(NO_BRACKETS).rstrip(".:")


def whole_of(reference: str) -> str:
    """Return the plain reference of the whole that a reference is a part of: 1 for 1a and 1(a), 2.1 for 2.1.3; "" where it is no part."""
    match = PART.fullmatch(plain_reference(reference))
    return match[1] if match else ""


def new_key(words: str, taken: Mapping[str, object]) -> str:
    """Return a key for a new row, made of its reference and title, that no other row has."""
    plain = re.sub(r"[^a-z0-9]+", "-", words.casefold()).strip("-")[:48].strip("-") or "action"
    key, number = plain, 1
    while key in taken:
        number += 1
        key = f"{plain}-{number}"
    return key


def with_words(data: HeldVersion, reading: ReturnsReading, *, offered: bool = False) -> HeldVersion:
    """Return the published data with the words for status that a reading adds, by which its statuses are understood.

    A council without a table of words gets one: with the words that are proposed and those that accepted values use, or with all that
    are ``offered``.
    """
    words = {one.row: one.accepted["stands_for"] for one in _accepted(reading, WORDS) if one.accepted.get("stands_for")}
    if not words:
        return data
    listed = dict(data.rows(WORDS))
    known = dict(words)
    if not listed:
        used = {plain_word(one.accepted.get("status", "")) for one in reading.going_in}
        usual = {word: ours for word, ours in data.status_words.items() if offered or plain_word(word) in used}
        known = {word: ours or str(WordMeaning.NONE_OF_OURS) for word, ours in usual.items()} | known
    present = {plain_word(row["word"]) for row in listed.values()}
    for word, means in known.items():
        if plain_word(word) not in present:
            present.add(plain_word(word))
            key = new_key(word, listed)
            place = "the council's own words, as its tracker uses them"
            listed[key] = _row(WORDS, reading, place, {"status_word_id": key, "word": word, "stands_for": means})
    return HeldVersion(
        data.council, data.version, {**data.files, TABLES[WORDS].path: as_csv(WORDS, list(listed.values()))}
    )


def _accepted(reading: ReturnsReading, form: str) -> list[Proposal]:
    return [one for one in reading.proposals if one.form == form and one.accepted]


def _row(table: str, reading: ReturnsReading, place: str, cells: Cells) -> Cells:
    source = {"document_id": reading.paper.document_id, "locator": place, "visibility": str(Visibility.PUBLIC)}
    return {name: {**source, **cells}.get(name, "") for name in TABLES[table].by_name}


def added_rows(
    data: HeldVersion, reading: ReturnsReading, place: Callable[[Proposal], str]
) -> dict[str, dict[str, Cells]]:
    """Return the tables to which rows are added, whole, by key. ``data`` has the words already (see ``with_words``).

    Raises DeskError where what became of an action names one that is not there.
    """
    tables: dict[str, dict[str, Cells]] = {}
    if _accepted(reading, WORDS):
        tables[WORDS] = dict(data.rows(WORDS))
    if new := _accepted(reading, NEW):
        tables["intentions"] = dict(data.rows("intentions"))
        positions = [int(row["position"] or 0) for row in tables["intentions"].values()]
        for position, one in enumerate(new, max(positions, default=0) + 1):
            cells = {"intention_id": one.row, "kind": str(IntentionKind.ACTION_PLAN_TASK), "position": str(position)}
            if whole := one.accepted.get("part_of", ""):
                cells["parent_id"] = _named(whole, tables["intentions"], one)
            tables["intentions"][one.row] = _row("intentions", reading, place(one), {**cells, **one.accepted})
    if became := _accepted(reading, BECAME):
        intentions = tables.get("intentions", data.rows("intentions"))
        tables[BECAME] = dict(data.rows(BECAME))
        for one in became:
            tables[BECAME] |= _descents(one, intentions, reading, place(one))
    return tables


def _descents(one: Proposal, intentions: Mapping[str, Cells], reading: ReturnsReading, place: str) -> dict[str, Cells]:
    """Return a row for each later action that one became, or one row for what was dropped."""
    accepted = one.accepted
    if not accepted.get("became"):
        raise DeskError(f"Proposal {one.number}: say what became of it, as in carried on as.")
    ends = _ends(accepted.get("to", ""), intentions, one)
    if accepted.get("became") == Became.DROPPED and (ends or not accepted.get("reason")):
        raise DeskError(
            f"Proposal {one.number}: what was dropped needs a reason, and no later action. Say why it was dropped."
        )
    if accepted.get("became") != Became.DROPPED and not ends:
        raise DeskError(f"Proposal {one.number}: say which later action it is, by its reference, as in 2b.")
    if len(ends) > 1 and accepted.get("became") not in TO_OTHERS:
        raise DeskError(f"Proposal {one.number}: only what was merged or split has several later actions. Name one.")
    rows: dict[str, Cells] = {}
    for end in ends or [""]:
        to = _named(end, intentions, one) if end else ""
        key = re.sub(r"[^a-z0-9.]+", "-", f"{one.row}-{to or 'dropped'}-{reading.paper.document_id}").strip("-.")
        cells = {"descent_id": key, "from_intention_id": one.row, "became": accepted["became"], "to_intention_id": to}
        cells |= {"reason": accepted.get("reason", ""), "basis": str(Basis.STATED)}
        rows[key] = _row(BECAME, reading, place, cells)
    return rows


def _ends(words: str, intentions: Mapping[str, Cells], one: Proposal) -> list[str]:
    """Return the names of later actions that words hold: one, which may be a title with a comma in it, or several."""
    try:
        return [_named(words, intentions, one)] if words else []
    except DeskError:
        return [part for part in SEVERAL.split(words) if part]


def _named(words: str, intentions: Mapping[str, Cells], one: Proposal) -> str:
    """Return the action that a reference, an identity or a title names, other than the earlier one itself."""
    others = {key: row for key, row in intentions.items() if key != one.row}
    if words in others:
        return words
    by_reference = [key for key, row in others.items() if plain_reference(row["reference"]) == plain_reference(words)]
    matches = by_reference or [key for key, row in others.items() if plain_word(row["title"]) == plain_word(words)]
    if len(matches) == 1:
        return matches[0]
    problem = "no action is called so, or it was not brought in" if not matches else f"it may be {' or '.join(matches)}"
    raise DeskError(f"Proposal {one.number}: “{words[:60]}”: {problem}. Bring it in first, or name it otherwise.")
