"""Checks of the descriptor: what it says of the council and of its tables, and whether the files are those that it is of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dayops_dash import wording
from dayops_dash.dataset.checks.entries import FolderContents
from dayops_dash.dataset.checks.problem import Note, Problem, shown
from dayops_dash.dataset.draft_base import BASE, council_of
from dayops_dash.dataset.files.folder_files import is_there
from dayops_dash.dataset.files.table_file import plain, row_count
from dayops_dash.dataset.files.text_file import DatasetError, TextError, printable
from dayops_dash.dataset.package import DESCRIPTOR, Contents, described, facts_of, read_descriptor, unfit
from dayops_dash.dataset.tables import TABLES

FACTS = ("bytes", "hash", "rows")
OTHER = "other content"
DIFFERS = "tables or columns that differ from the schema"


def stated_in(opened: FolderContents) -> dict[str, Any] | None:
    """Return what the descriptor states; None, and a problem, where there is none that can be read."""
    if opened.descriptor is None:
        do = f"Run: {_describe(opened)}"
        opened.problems.append(Problem(DESCRIPTOR, 0, "", "no such file", "a descriptor", do))
    elif opened.descriptor:
        try:
            stated = read_descriptor(opened.descriptor)
            if not (fault := unfit(stated.get("resources"))):
                return stated
            raise TextError(DESCRIPTOR, 0, fault, "a JSON object", "")
        except TextError as error:
            found = f"{error.found}{f' in line {error.line}' if error.line else ''}"
            do = "Mend it, or delete it and run describe."
            opened.problems.append(Problem(DESCRIPTOR, 0, "", found, "a JSON object", do))
    elif not any(problem.file == DESCRIPTOR for problem in opened.problems):
        do = "Delete it and run describe."
        opened.problems.append(Problem(DESCRIPTOR, 0, "", "an empty file", "a JSON object", do))
    return None


def check_stated(opened: FolderContents, stated: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield what the descriptor lacks of the council, tables that it lists and that are not there, and what differs from the schema."""
    for name, kind in (("title", str), ("licenses", list), ("dayops", dict)):
        if not stated.get(name) or not isinstance(stated[name], kind):
            found = shown(stated[name]) if stated.get(name) else "nothing"
            yield Problem(DESCRIPTOR, 0, name, found, f"the council's {name}", f"Add {name}, then run describe.")
    yield from missing_tables(opened, stated, opened.called)
    missing = _resources(stated).keys() - {*opened.tables, *opened.unread}
    if not opened.unread and _without_facts(stated, missing) != _without_facts(_right(opened, stated)):
        found = f"the name {shown(stated['name'])}" if _is_copied(opened, stated) else DIFFERS
        yield Problem(DESCRIPTOR, 0, "", found, "what describe writes", f"Run: {_describe(opened)}")


def missing_tables(opened: FolderContents, stated: Mapping[str, Any], called: str) -> Iterator[Problem]:
    """Yield the tables that the descriptor lists and that the folder, ``called`` so by the officer, does not hold."""
    listed, there = _resources(stated), {*opened.tables, *opened.unread}
    renamed = {problem.expected for problem in opened.problems}  # files that are there under another name
    for name in TABLES:
        if name in listed and name not in there and TABLES[name].path not in renamed:
            found = "no such sheet" if opened.workbook else "no such file"
            expected = f"the table {name}, which the descriptor lists: the file is missing"
            do = f"Get it back. If the council has no such table any more, run: python -m dayops_dash describe {printable(called)}"
            yield Problem(opened.place(name), 0, "", found, expected, do)


def _is_copied(opened: FolderContents, stated: Mapping[str, Any]) -> bool:
    """Return whether the descriptor is of a folder with another name and right otherwise."""
    mine = {**_without_facts(stated), "name": council_of(opened.folder)}
    return isinstance(stated.get("name"), str) and mine == _without_facts(_right(opened, stated))


def _right(opened: FolderContents, stated: Mapping[str, Any]) -> dict[str, Any]:
    held = Contents(opened.tables, opened.workbook, opened.workbook_content)
    return described(stated, council_of(opened.folder), held, facts=False)


def _without_facts(stated: Mapping[str, Any], missing: frozenset[str] | set[str] = frozenset()) -> dict[str, Any]:
    """Return a descriptor without what it says of the bytes of files, which is checked by itself, and without missing tables."""
    resources = stated.get("resources")
    if not isinstance(resources, list) or not all(isinstance(one, dict) for one in resources):
        return dict(stated)
    kept = [one for one in resources if one.get("name") not in missing]
    bare = [{key: part for key, part in one.items() if key not in FACTS} for one in kept]
    for one in bare if missing else ():  # a key to a table that is missing is told once, as the missing table
        one["schema"] = _without_keys(one.get("schema"), missing)
    return {**stated, "resources": bare}


def _without_keys(schema: Any, missing: frozenset[str] | set[str]) -> Any:
    if not isinstance(schema, dict) or not isinstance(schema.get("foreignKeys"), list):
        return schema
    kept = [key for key in schema["foreignKeys"] if _refers_to(key) not in missing]
    rest = {name: part for name, part in schema.items() if name != "foreignKeys"}
    return {**rest, "foreignKeys": kept} if kept else rest


def _refers_to(key: Any) -> str:
    reference = key.get("reference") if isinstance(key, dict) else None
    return str(reference.get("resource", "")) if isinstance(reference, dict) else ""


def _resources(stated: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    resources = stated.get("resources")
    found = resources if isinstance(resources, list) else []
    return {str(one["name"]): one for one in found if isinstance(one, dict) and one.get("name")}


def changed(opened: FolderContents, stated: Mapping[str, Any], told: set[str]) -> tuple[list[Problem], list[Note]]:
    """Return the tables whose file is not the one that was described, in words: a problem, or a note beside other problems of the file."""
    problems: list[Problem] = []
    notes: list[Note] = []
    listed = _resources(stated)
    for name, content in opened.tables.items():
        facts = listed.get(name, {})
        if name not in listed or (all(fact in facts for fact in FACTS) and _is_same(opened, name, content, facts)):
            continue
        place = opened.workbook or TABLES[name].path
        if not all(fact in facts for fact in FACTS):
            found, expected = f"no bytes, hash and rows of {place}", "what describe writes"
            problems.append(Problem(DESCRIPTOR, 0, "resources", found, expected, f"Run: {_describe(opened)}"))
            continue
        found = OTHER if opened.workbook else _difference(name, content, facts)
        if is_there(opened.folder / BASE):
            said = f"{found} than when the draft began: publish shows each change before it is shown to readers."
            notes.append(Note(place, 0, "", "", "", said))
        elif place in told or any(file.startswith(f"{place}, ") for file in told):
            if found != OTHER:  # rows that have gone are worth saying beside a mistake in those that are there
                notes.append(Note(place, 0, "", "", "", f"{found} than when the folder was last described."))
        else:
            do = f"If you changed it, run: {_describe(opened)}. If not, it may be cut short or another file: get it back."
            problems.append(Problem(place, 0, "", f"{found} than when the folder was last described", "no change", do))
    return problems, notes


def _is_same(opened: FolderContents, name: str, content: bytes, facts: Mapping[str, Any]) -> bool:
    """Return whether a file is the one described, or holds the same rows as a spreadsheet saves them."""
    if opened.workbook:
        return bool(facts["hash"] == facts_of(opened.workbook_content, 0)["hash"])
    if facts["hash"] == facts_of(content, 0)["hash"]:
        return True
    try:
        return bool(facts["hash"] == facts_of(plain(TABLES[name], content, ""), 0)["hash"])
    except DatasetError:
        return False


def _difference(name: str, content: bytes, facts: Mapping[str, Any]) -> str:
    rows, before = row_count(TABLES[name], content), facts["rows"]
    if not isinstance(before, int) or rows == before:
        return OTHER
    difference = wording.count(abs(rows - before), "row")
    return f"{difference} {'fewer' if rows < before else 'more'} ({rows:,}, not {before:,})"


def is_as_described(opened: FolderContents, stated: Mapping[str, Any] | None, name: str) -> bool:
    """Return whether a table's bytes are those that the descriptor is of."""
    facts = _resources(stated or {}).get(name, {})
    return bool(facts.get("hash") == facts_of(opened.tables[name], 0)["hash"])


def _describe(opened: FolderContents) -> str:
    return f"python -m dayops_dash describe {printable(opened.called)}"
