"""A draft of a council with what was accepted of returns: a folder that ``check`` and ``publish`` take. Nothing published is touched."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from types import MappingProxyType

from dayops_dash.dataset.draft_base import council_of
from dayops_dash.dataset.files.folder_files import is_there, read_bytes
from dayops_dash.dataset.files.replacing import replace_file
from dayops_dash.dataset.files.table_file import Cells, as_csv
from dayops_dash.dataset.kept_papers import TABLE as KEPT
from dayops_dash.dataset.package import DESCRIPTOR, as_descriptor, read_descriptor
from dayops_dash.dataset.serving.gate import problems_of
from dayops_dash.dataset.serving.versions import LENGTH, content_hash, content_of, shown_folder
from dayops_dash.dataset.tables import TABLES
from dayops_dash.dataset.vocabulary import Judge, Visibility
from dayops_dash.desk.cell import read_text
from dayops_dash.desk.held import HeldVersion, held_of, published
from dayops_dash.desk.imports.identity import ADDED, BECAME, NEW, added_rows, with_words
from dayops_dash.desk.papers.accepted import KEPT_FILE, PAGES, kept_rows, paper_document, paper_rows
from dayops_dash.desk.papers.forms import PAPER_FORMS
from dayops_dash.desk.proposal import Choice, DeskError, OfficerDecision, Proposal
from dayops_dash.desk.reading import ReturnsReading
from dayops_dash.desk.reading_file import add_decisions, deciding, has_unwritten, load_reading, write_reading
from dayops_dash.desk.returns.actions import day_wanted
from dayops_dash.desk.returns.form import SheetForm, Values
from dayops_dash.desk.returns.forms import FORMS
from dayops_dash.desk.returns.paper_row import confirmed_document, return_document
from dayops_dash.desk.returns.read import needed
from dayops_dash.publishing.draft import start_draft
from dayops_dash.publishing.store import shown_version

YEAR = re.compile(r"-?\d{4}-\d\d(?!\d|-)")  # in a key, which would be held against the year of the row
EVERY_FORM: Mapping[str, SheetForm] = MappingProxyType({**FORMS, **ADDED, **PAPER_FORMS})


def write_draft(
    home: Path, reading: ReturnsReading, out: Path, also: Callable[[Path], object] = lambda _: None
) -> None:
    """Begin a draft in a new folder with what was accepted of a reading, and what is ``also`` put into it: all of it or nothing.

    Raises DatasetError where the folder is not empty.
    """

    def fill(folder: Path) -> None:
        write_files(home, reading, folder)
        also(folder)

    start_draft(home, out, fill)


def write_files(home: Path, reading: ReturnsReading, folder: Path) -> None:
    """Write the tables that a return can change anew, from what is published and what is accepted, and keep the reading beside them.

    Raises DeskError where another version was published since: the returns are read anew then, and compared with it.
    """
    files = content_of(shown_folder(home))
    version = content_hash(files)[:LENGTH]
    refuse_outdated_reading(home.name, version, reading)
    changed = tables_of(held_of(home.name, files), reading)
    for table in dict.fromkeys(("documents", PAGES, KEPT, *(form.target for form in EVERY_FORM.values()))):
        path = TABLES[table].path
        if table in changed:
            _put(folder / path, as_csv(table, list(changed[table].values())))
        elif path in files:
            _put(folder / path, files[path])
        else:  # what a decision added that was taken back
            (folder / path).unlink(missing_ok=True)
    present = {name: read_bytes(folder / spec.path) for name, spec in TABLES.items() if is_there(folder / spec.path)}
    stated = read_descriptor(files[DESCRIPTOR])
    _put(folder / DESCRIPTOR, as_descriptor(stated, home.name, present))
    write_reading(folder, reading)


def refuse_outdated_reading(council: str, version: str, reading: ReturnsReading) -> None:
    """Raise DeskError where another version is published than a reading was compared with."""
    if version != reading.version:
        raise DeskError(f"Version {version} of {council} was published since. Read the returns anew into a new draft.")


def _put(path: Path, content: bytes) -> None:
    """Write a file of a draft where it is not so already: one decision changes few of its tables."""
    if not is_there(path) or read_bytes(path) != content:
        replace_file(path, content)


def tables_of(held: HeldVersion, reading: ReturnsReading) -> dict[str, dict[str, Cells]]:
    """Return the tables that differ from what is published, each with all of its rows by key: the papers, and what was accepted."""
    if reading.paper.called == "paper":
        return _of_paper(held, reading)
    accepted: dict[tuple[str, str], list[Proposal]] = {}
    for one in reading.proposals:
        if one.accepted and one.is_public:
            accepted.setdefault((one.form, one.row), []).append(one)
    held = with_words(held, reading)
    tables = added_rows(held, reading, partial(_place, called=reading.paper.called))
    actions = tables.get("intentions", held.rows("intentions"))
    paper = reading.paper.document_id
    updates = {r["intention_id"]: r for r in held.rows("updates").values() if r["document_id"] == paper}
    for (name, key), parts in accepted.items():
        if name in ADDED or (name == "actions" and key not in actions):  # of an action that was not brought in
            continue
        form = FORMS[name]
        rows = tables.setdefault(form.target, dict(held.rows(form.target)))
        row = _row(held, reading, form, key, parts, updates if form.target == "updates" else rows)
        rows[row[TABLES[form.target].key]] = row
    if accepted:
        tables["documents"] = {**held.rows("documents")}
        tables["documents"] |= (
            return_document(held, reading) if reading.paper.is_new else confirmed_document(tables, reading)
        )
    return tables


def _of_paper(held: HeldVersion, reading: ReturnsReading) -> dict[str, dict[str, Cells]]:
    """Return the tables that differ, where a paper was read: the papers, and the rows that were accepted of it."""
    tables = paper_rows(held, reading)
    if tables and reading.paper.is_new:
        tables["documents"] = {**held.rows("documents"), **paper_document(reading)}
    if KEPT_FILE in reading.paper.details and (tables or not reading.paper.is_new):
        tables[KEPT] = kept_rows(held, reading)
    return tables


def _row(
    held: HeldVersion,
    reading: ReturnsReading,
    form: SheetForm,
    key: str,
    parts: list[Proposal],
    present: Mapping[str, Cells],
) -> Cells:
    """Return the row that what was accepted makes: the one that the paper already has of it, changed, else a new one."""
    taken: dict[str, str] = {}
    for one in parts:
        taken |= one.accepted
    paper, table = reading.paper, TABLES[form.target]
    cells = form.write(held, key, taken, paper.on)
    row_key = _key(f"{YEAR.sub('', key) if form.target == 'spend' else key}-{paper.document_id}")
    place = "; ".join(dict.fromkeys(_place(one, paper.called) for one in parts))
    own = {table.key: row_key, "document_id": paper.document_id, "locator": place, "visibility": str(Visibility.PUBLIC)}
    if form.subject:
        own[form.subject] = key
    if form.target == "updates" and cells.get("status_as_written"):
        cells["judged"] = paper.judged or str(Judge.OFFICER)
    row = {**own, **present.get(key if form.target == "updates" else row_key, {}), **cells}
    return {name: row.get(name, "") for name in table.by_name}


def _place(one: Proposal, called: str) -> str:
    """Return where a value stands: whose return, its sheet and row. A file's name may hold a person's, and is not published."""
    if called != "return":  # the name of a tracker's sheet may hold a person's too
        return f"{called}, row {one.place.row}" if one.place.row else called
    whose = f"return of {one.who}" if one.who else "return"
    return f"{whose}, sheet {one.place.sheet}, row {one.place.row}"


def _key(words: str) -> str:
    return re.sub(r"[^a-z0-9.]+", "-", words.casefold()).strip("-.")


def decide(
    home: Path, folder: Path, number: int, choice: Choice, *, by: str = "", value: Mapping[str, str] | None = None
) -> ReturnsReading:
    """Decide one proposal of a draft, write the draft anew, and return the reading.

    ``value`` holds what was typed instead, by column, and is read as a cell of the workbook is. Raises DeskError where it cannot be.
    """
    note_decision(home, folder, number, choice, by=by, value=value)
    return settle(home, folder)


def note_decision(
    home: Path, folder: Path, number: int, choice: Choice, *, by: str = "", value: Mapping[str, str] | None = None
) -> None:
    """Decide one proposal as ``decide`` does, and leave the draft's tables as they are until they are asked for (see ``settle``)."""
    with deciding(folder):
        reading = load_reading(folder)
        typed = _typed(home, reading, number, value or {}) if choice is Choice.OTHER else {}
        _note(home, folder, reading, number, OfficerDecision(choice, by, typed))


def reopen(home: Path, folder: Path, number: int) -> ReturnsReading:
    """Take a decision back, write the draft anew, and return the reading."""
    note_reopened(home, folder, number)
    return settle(home, folder)


def note_reopened(home: Path, folder: Path, number: int) -> None:
    """Take a decision back, and leave the draft's tables as they are until they are asked for."""
    with deciding(folder):
        _note(home, folder, load_reading(folder), number, None)


def _note(home: Path, folder: Path, reading: ReturnsReading, number: int, decision: OfficerDecision | None) -> None:
    """Add one decision to a draft. Raises DeskError where it does not fit what is published, or the other decisions."""
    reading.refuse_unfit(number, decision)
    refuse_outdated_reading(home.name, shown_version(home), reading)
    if reading.numbered(number).form in (NEW, BECAME):
        identities = replace(reading, proposals=tuple(one for one in reading.proposals if one.form in ADDED))
        added_rows(published(home), identities.decided(number, decision), lambda one: "")
    add_decisions(folder, [((number,), decision)])


def settle(home: Path, folder: Path) -> ReturnsReading:
    """Write a draft's tables with every decision that was made, and return the reading; nothing where they have them all."""
    with deciding(folder):
        reading = load_reading(folder)
        if has_unwritten(folder):
            write_files(home, reading, folder)
        return reading


def confirm(home: Path, folder: Path, role: str) -> ReturnsReading:
    """Say which role confirmed the return, write the draft anew, and return the reading."""
    role = " ".join(role.split())
    if not role:
        raise DeskError("Say who confirmed the return, as a role.")
    with deciding(folder):
        reading = load_reading(folder)
        reading = replace(reading, paper=replace(reading.paper, confirmed_by=role))
        write_files(home, reading, folder)
        return reading


def _typed(home: Path, reading: ReturnsReading, number: int, value: Values) -> dict[str, str]:
    found = reading.numbered(number)
    form = EVERY_FORM[found.form]
    held, on = with_words(published(home), reading, offered=True), date.fromisoformat(reading.paper.on)
    typed: dict[str, str] = {}
    for name, words in value.items():
        if name not in form.unit(found.column).columns:
            raise DeskError(
                f"{found.heading} has no part {name!r}. It has: {', '.join(form.unit(found.column).columns)}."
            )
        read = read_text(words, form.column(name).entry, form.choices(held, name), on)
        if read.fault:
            raise DeskError(f"{form.column(name).heading}: {read.fault}")
        typed[name] = read.text
    if lacking := needed(form, form.unit(found.column), typed) or day_wanted(held, typed):
        raise DeskError(lacking)
    return typed


def left_to_decide(folder: Path) -> list[str]:
    """Return what stands between a draft and publishing it, in words: proposals to decide, and what check finds."""
    reading = load_reading(folder)
    undecided = [f"{one.number}. {one.label}, {one.heading}: {one.reason}" for one in reading.undecided]
    return [*undecided, *problems_of(council_of(folder.absolute()), content_of(folder))]
