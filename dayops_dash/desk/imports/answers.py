"""What was answered about a council's trackers: kept in its folder, in files that anybody can read, and never published.

``imports.json`` holds the columns, the words and colours for status, and which row is which action. ``people-roles.csv`` holds
people's names with the role that is said instead; only its owner may read it.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from dayops_dash import wording
from dayops_dash.dataset.checks.personal import is_personal
from dayops_dash.dataset.checks.returns import plain_word
from dayops_dash.dataset.files.folder_files import is_there, read_bytes
from dayops_dash.dataset.files.text_file import decoded, json_of
from dayops_dash.dataset.writing.whole import PRIVATE, put_file
from dayops_dash.desk.imports.columns import KINDS, TrackerField, plain_heading
from dayops_dash.desk.proposal import DeskError

FILE = "imports.json"
PEOPLE = "people-roles.csv"
FORMAT = 1
MOST_VERSIONS = 12  # of which a tracker's rows are kept: what is taken back goes back so far
DAY_FIRST, MONTH_FIRST = "day first", "month first"
DAY_ORDERS = ("", DAY_FIRST, MONTH_FIRST)


@dataclass(frozen=True)
class TrackerAnswers:
    """What was answered of one tracker, known again by its headings: its kind, what each column is, and its rows.

    ``rows`` says which action, recommendation or risk each reference was last time, ``version`` as which version that was published,
    and ``earlier`` the same of the versions before; ``reworded`` says it of those whose words differ from what is published, as a person
    confirmed; "" for one that is another action. ``day_order`` is "" where nobody had to say.
    """

    headings: tuple[str, ...]
    kind: str
    columns: Mapping[str, TrackerField]
    day_order: str = ""
    rows: Mapping[str, str] = field(default_factory=dict)
    reworded: Mapping[str, str] = field(default_factory=dict)
    version: str = ""
    earlier: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def standing(self, versions: Sequence[str]) -> TrackerAnswers:
        """Return the answers with the rows of the last version that still stands, of ``versions`` in order; none where none does.

        What was published and taken back is as if it had not been answered. Rows of no version are the council's own words, and stand.
        """
        known = {**self.earlier, self.version: self.rows}
        last = next((one for one in (*reversed(versions), "") if one in known), None)
        return replace(self, rows={} if last is None else known[last], version=last or "")

    def published_as(self, version: str, rows: Mapping[str, str]) -> TrackerAnswers:
        """Return the answers with the rows that the tracker has now that it was published."""
        known = {**self.earlier, self.version: self.rows}
        earlier = dict([(one, of) for one, of in known.items() if of and one != version][-MOST_VERSIONS:])
        return replace(self, rows=dict(sorted(rows.items())), version=version, earlier=earlier)


@dataclass(frozen=True)
class ImportAnswers:
    """Every answer of a council.

    ``status_words`` says what a word for status stands for: a word of ours, "none of ours", or another word of the council.
    ``rating_words`` say which rating a word is, and the colours which word a fill stands for. ``people`` are roles by name.
    """

    trackers: tuple[TrackerAnswers, ...] = ()
    status_words: Mapping[str, str] = field(default_factory=dict)
    status_colours: Mapping[str, str] = field(default_factory=dict)
    rating_colours: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict, repr=False)
    rating_words: Mapping[str, str] = field(default_factory=dict)

    def tracker(self, headings: Sequence[str]) -> TrackerAnswers | None:
        """Return what was answered of a tracker with these headings, in any order."""
        wanted = _identity(headings)
        return next((one for one in self.trackers if _identity(one.headings) == wanted), None)

    def with_tracker(self, tracker: TrackerAnswers) -> ImportAnswers:
        """Return the answers with those of one tracker in place of what was answered of it before."""
        others = (one for one in self.trackers if _identity(one.headings) != _identity(tracker.headings))
        return replace(self, trackers=(*others, tracker))

    def role_of(self, name: str) -> str:
        """Return the role that is said instead of a name; "" where none is."""
        wanted = plain_word(name)
        return next((role for known, role in self.people.items() if plain_word(known) == wanted), "")


def _identity(headings: Sequence[str]) -> list[str]:
    return sorted(plain_heading(heading) for heading in headings if plain_heading(heading))


def load_answers(home: Path) -> ImportAnswers:
    """Return what was answered for a council; nothing where nobody has. Raises DeskError where a file is not as it should be."""
    people = _people(home)
    if not is_there(home / FILE):
        return ImportAnswers(people=people)
    stated = json_of(decoded(read_bytes(home / FILE), FILE), FILE)
    try:
        if stated["format"] != FORMAT:
            raise DeskError(f"{FILE} of {home.name} was written by another version of this product. Move it away.")
        words = {name: _words(stated[name]) for name in ("status_words", "status_colours", "rating_colours")}
        words["rating_words"] = _words(stated.get("rating_words", {}))
        return ImportAnswers(tuple(map(_tracker, stated["trackers"])), **words, people=people)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        do = "Mend the line, or move the file away and answer anew."
        raise DeskError(f"{FILE} of {home.name} is not as it was written ({error}). {do}") from error


def _words(stated: Any) -> dict[str, str]:
    if not isinstance(stated, dict) or not all(isinstance(value, str) for value in stated.values()):
        raise ValueError("a list of words is expected")
    return stated


def _tracker(stated: Mapping[str, Any]) -> TrackerAnswers:
    columns = {heading: TrackerField(one) for heading, one in stated["columns"].items()}
    if stated["kind"] not in KINDS or stated["day_order"] not in DAY_ORDERS:
        raise ValueError("kind or day_order")
    headings = tuple(map(str, stated["headings"]))
    earlier = {str(version): _words(rows) for version, rows in stated.get("earlier", {}).items()}
    return TrackerAnswers(
        *(headings, stated["kind"], columns, stated["day_order"], _words(stated["rows"]), _words(stated["reworded"])),
        *(str(stated.get("version", "")), earlier),
    )


def _people(home: Path) -> dict[str, str]:
    if not is_there(home / PEOPLE):
        return {}
    text = decoded(read_bytes(home / PEOPLE), PEOPLE, windows=True)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise DeskError(f"{PEOPLE} of {home.name} is no CSV. Open it in a spreadsheet and save it anew.") from error
    if [cell.strip().casefold() for cell in (rows[0] if rows else [])[:2]] != ["name", "role"]:
        raise DeskError(f"{PEOPLE} of {home.name}, row 1: the columns name and role are expected. Put them there.")
    roles: dict[str, str] = {}
    for number, row in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in row):
            continue
        name, role = (" ".join(cell.split()) for cell in (*row, "", "")[:2])
        if not name:
            raise DeskError(f"{PEOPLE} of {home.name}, row {number}: the name is empty. Fill it in.")
        if role:
            roles[name[1:] if name[1:].startswith(wording.FORMULA) else name] = role_words(
                role, f"{PEOPLE} of {home.name}, row {number}"
            )
    return roles


def role_words(role: str, place: str) -> str:
    """Return a role as it is published. Raises DeskError where it holds a person's address or number, or reads as a formula."""
    words = wording.clean(" ".join(role.split()))
    if is_personal(words) or words.startswith(wording.FORMULA) or len(words) > 200:
        raise DeskError(f"{place}: the role is no role. Say who by their role, as in Head of commissioning.")
    return words


def save_answers(home: Path, answers: ImportAnswers) -> None:
    """Keep what was answered in the council's folder. The people's names are in a file of their own, for its owner alone."""
    home.mkdir(parents=True, exist_ok=True)
    stated = {name: value for name, value in vars(answers).items() if name not in ("people", "trackers")}
    stated = {name: dict(value) for name, value in stated.items()}
    trackers = [
        {
            **vars(one),
            "headings": list(one.headings),
            "columns": dict(one.columns),
            "rows": dict(one.rows),
            "reworded": dict(one.reworded),
            "earlier": {version: dict(rows) for version, rows in one.earlier.items()},
        }
        for one in answers.trackers
    ]
    text = json.dumps({"format": FORMAT, **stated, "trackers": trackers}, ensure_ascii=False, indent=2)
    put_file(home / FILE, f"{text}\n".encode())
    if answers.people:
        out = io.StringIO()
        rows = [(wording.no_formula(name), role) for name, role in sorted(answers.people.items())]
        csv.writer(out, lineterminator="\n").writerows([("name", "role"), *rows])
        put_file(home / PEOPLE, out.getvalue().encode(), mode=PRIVATE)


def mapped_words(answers: Mapping[str, str]) -> dict[str, str]:
    """Return the meaning of each word for status, as it is kept, from the answers about each."""
    words: dict[str, str] = {}
    for word, answer in answers.items():
        better, equals, means = answer.partition(" = ")
        words |= {word: better, **({better: means} if equals else {})} if answer else {}
    return words
