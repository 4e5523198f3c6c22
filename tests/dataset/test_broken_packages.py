"""A sound package passes ``check``; a package broken in one place fails, and the message names that place and no other."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from dayops_dash.commands import app
from dayops_dash.dataset import DATA, Library
from dayops_dash.dataset.checks import Problem, check
from dayops_dash.dataset.package import DESCRIPTOR, write_descriptor
from dayops_dash.dataset.schema import MAX_TEXT
from dayops_dash.dataset.tables import TABLES

ROOT = DATA.parent
Place = tuple[str, int, str]
Breaker = Callable[[Path], None]


def needed(council: str, tables: Iterable[str]) -> set[str]:
    """Return the tables, those that they refer to, and the papers: the least that makes a sound package."""
    found, ahead = set(), ["documents", *tables]
    while ahead:
        name = ahead.pop()
        if name not in found and (DATA / council / TABLES[name].path).exists():
            found.add(name)
            ahead += [column.refers_to for column in TABLES[name].columns if column.refers_to]
    return found


def package(tmp_path: Path, council: str, *tables: str) -> Path:
    """Return a sound copy of a shipped package, cut down to what the tables need (a whole one takes seconds to check)."""
    folder = tmp_path / council
    folder.mkdir()
    for name in needed(council, tables):
        shutil.copy(DATA / council / TABLES[name].path, folder)
    shutil.copy(DATA / council / DESCRIPTOR, folder)
    write_descriptor(folder)
    return folder


def read(folder: Path, table: str) -> list[list[str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def write(folder: Path, table: str, rows: list[list[str]]) -> None:
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def put(table: str, row: int, /, **cells: str) -> Breaker:
    """Set cells of a row, counted as a spreadsheet counts: the header is row 1."""

    def breaker(folder: Path) -> None:
        rows = read(folder, table)
        for column, cell in cells.items():
            rows[row - 1][rows[0].index(column)] = cell
        write(folder, table, rows)

    return breaker


def redo(table: str, change: Callable[[list[list[str]]], list[list[str]]]) -> Breaker:
    return lambda folder: write(folder, table, change(read(folder, table)))


def rebyte(file: str, change: Callable[[bytes], bytes]) -> Breaker:
    return lambda folder: (folder / file).write_bytes(change((folder / file).read_bytes())) and None


def described_anew(*breakers: Breaker) -> Breaker:
    """Break a package and describe it anew, so that only the break is wrong and not the descriptor."""

    def breaker(folder: Path) -> None:
        for one in breakers:
            one(folder)
        write_descriptor(folder)

    return breaker


def added(file: str) -> Breaker:
    return lambda folder: (folder / file).write_text("a,b\n1,2\n") and None


def gone(file: str) -> Breaker:
    return lambda folder: (folder / file).unlink()


def as_text(content: bytes, change: Callable[[str], str], encoding: str = "utf-8") -> bytes:
    return change(content.decode("utf-8")).encode(encoding)


def with_columns(change: Callable[[list[str]], list[str]]) -> Callable[[list[list[str]]], list[list[str]]]:
    return lambda rows: [change(row) for row in rows]


@dataclass(frozen=True)
class Break:
    """One kind of broken package: what to break, the places that must be named, and words that the message must hold."""

    name: str
    table: str
    breaker: Breaker
    places: frozenset[Place]
    says: str
    council: str = "dorset"


def cell(
    name: str, table: str, row: int, column: str, new: str, says: str, council: str = "dorset", /, **others: str
) -> Break:
    """Return a break of one cell, which is the place to be named; ``others`` are cells changed so that it alone is wrong."""
    breaker = put(table, row, **{column: new, **others})
    return Break(name, table, breaker, frozenset({(f"{table}.csv", row, column)}), says, council)


def at(*places: Place) -> frozenset[Place]:
    return frozenset(places)


NOTTS, EAST, SOLIHULL = "nottinghamshire", "cheshire-east", "solihull"
TOMORROW = (date.today() + timedelta(days=1)).isoformat()
LEVELS = "levels.csv"
LAST = len(read(DATA / "dorset", "levels"))  # the last row of levels.csv, as a spreadsheet counts

DATES = [
    cell("date in words", "documents", 2, "published_on", "July 2024", "a date as 2023-03-13"),
    cell("date in UK form", "documents", 2, "published_on", "23/07/2024", "a date as 2023-03-13"),
    cell("date without its noughts", "documents", 2, "published_on", "2024-7-23", "a date as 2023-03-13"),
    cell("date with a time", "documents", 2, "published_on", "2024-07-23T10:00:00", "a date as 2023-03-13"),
    cell("impossible date", "documents", 2, "published_on", "2023-02-30", "a date as 2023-03-13", published_edtf=""),
    cell("paper from the future", "documents", 2, "published_on", TOMORROW, "a day that has come", published_edtf=""),
    cell("paper without a date", "documents", 2, "published_on", "", "the day from which its rows count"),
    cell(
        "date not the end of its interval",
        "documents",
        2,
        "published_on",
        "2024-07-01",
        "2024-07-31",
        published_edtf="2024-07",
    ),
    cell("inferred date without a note", "documents", 2, "note", "", "inferred from", SOLIHULL),
    cell(
        "reference with a date",
        "documents",
        3,
        "published_basis",
        "stated",
        "'not applicable'",
        published_on="2024-07-23",
    ),
    cell("EDTF that is none", "documents", 2, "published_edtf", "23 July 2024", "an EDTF interval"),
    cell("EDTF of a thirteenth month", "engagements", 2, "held_edtf", "2021-13", "an EDTF interval"),
    cell("EDTF back to front", "engagements", 2, "held_edtf", "2023-04/2023-01", "an EDTF interval"),
    cell("due interval back to front", "updates", 2, "due_edtf", "2021-05/2021-03", "an EDTF interval", EAST),
    cell("due interval of no such day", "updates", 2, "due_edtf", "2021-03/2021-04-31", "an EDTF interval", EAST),
    cell("due sense that is none", "updates", 2, "due_sense", "soonish", "event, finish", EAST),
    cell(
        "interval without words",
        "updates",
        2,
        "due_as_written",
        "",
        "the words of the paper",
        EAST,
        progress_note="Begun.",
    ),
    cell("due words without a sense", "updates", 2, "due_sense", "", "span", EAST),
    cell(
        "completion date without complete",
        "updates",
        3,
        "completed_edtf",
        "2023-02",
        "only where complete",
        NOTTS,
        reported_status="ongoing",
    ),
    cell(
        "status words without a status",
        "updates",
        2,
        "reported_status",
        "",
        "a status for",
        EAST,
        status_as_written="Underway",
    ),
]

WORDS = [
    cell("unknown status", "updates", 3, "reported_status", "green", "complete, ongoing, on track", NOTTS),
    cell("status with a capital", "updates", 3, "reported_status", "Complete", "complete, ongoing", NOTTS),
    cell("unknown kind of paper", "documents", 2, "kind", "leaflet", "strategy, committee report"),
    cell("unknown kind of intention", "intentions", 2, "kind", "wish", "commissioning intention"),
    cell("unknown basis of money", "spend", 2, "basis", "guess", "budget, spend, statement"),
    cell("unknown provider kind", "spend", 2, "provider_kind", "private", "internal, external"),
    cell("unknown qualifier", "people", 2, "qualifier", "roughly", "about, at least"),
    cell("unknown risk term", "risk_scores", 2, "term", "gross", "inherent, current"),
    cell("unknown visibility", "levels", 2, "visibility", "secret", "public, exempt-12A-1"),
    cell("unknown answer kind", "survey_questions", 2, "answer_kind", "tick box", "one answer", NOTTS),
    cell("empty where a word is needed", "levels", 2, "kind", "", "Level, tier or element"),
]

SOURCES = [
    cell("no paper named", "levels", 2, "document_id", "", "The paper that states it"),
    cell("no place in the paper", "levels", 2, "locator", "", "Where in the paper"),
    cell("paper that is not there", "levels", 2, "document_id", "minutes-1999", "documents.csv"),
    cell("reference to a row that is not there", "risk_scores", 2, "risk_id", "no-such-risk", "risks.csv"),
    cell("reference to a row of its own table", "intentions", 2, "parent_id", "no-such-intention", "intentions.csv"),
    cell("level that is not there", "level_figures", 2, "level_id", "tier-9", "levels.csv", EAST),
    Break(
        "same key twice",
        "levels",
        redo("levels", lambda rows: [*rows, rows[1]]),
        at((LEVELS, LAST + 1, "level_id")),
        "each key once",
    ),
    cell("no key", "levels", 2, "level_id", "", "Names the row"),
    cell("key in capitals", "levels", 2, "level_id", "Tier-1", "a key of the form"),
    cell("key with spaces", "levels", 2, "level_id", "tier one", "a key of the form"),
    cell("key like a path", "levels", 2, "level_id", "../levels", "a key of the form"),
    cell("key with an underscore", "levels", 2, "level_id", "tier_1", "a key of the form"),
    cell("area code malformed", "areas", 2, "area_code", "E0501268", "a key of the form"),
    cell("area code in small letters", "areas", 2, "area_code", "e05012682", "a key of the form"),
]

NUMBERS = [
    cell("thousands comma", "spend", 2, "amount_gbp", "18,400,000", "a plain number", NOTTS),
    cell("pound sign", "spend", 2, "amount_gbp", "£18400000", "a plain number", NOTTS),
    cell("number in words", "spend", 2, "amount_gbp", "eighteen million", "a plain number", NOTTS),
    cell("number with an underscore", "spend", 2, "amount_gbp", "18_400_000", "a plain number", NOTTS),
    cell("not a number", "spend", 2, "amount_gbp", "NaN", "a plain number", NOTTS),
    cell("infinite number", "spend", 2, "amount_gbp", "INF", "a plain number", NOTTS),
    cell("digits of another script", "spend", 2, "amount_gbp", "１８", "a plain number", NOTTS),
    cell("decimal for a whole number", "levels", 2, "position", "1.5", "a whole number"),
    cell("whole number beyond reach", "levels", 2, "position", "9" * 20, "a whole number"),
    cell("nought where places begin at one", "levels", 2, "position", "0", "at least 1"),
    cell("negative count", "survey_answers", 3, "count", "-1", "at least 0", NOTTS),
    cell("negative population", "areas", 2, "population", "-5150", "at least 0", aged_65_and_over=""),
    cell("percentage over 100", "survey_answers", 3, "share_pct", "113", "0 to 100", NOTTS, as_written="113%"),
    cell("negative percentage", "survey_answers", 3, "share_pct", "-13", "at least 0", NOTTS),
    cell(
        "number other than as written",
        "spend",
        2,
        "amount_gbp",
        "1840000",
        "the number as written",
        NOTTS,
        as_written="£18.4m",
    ),
    cell(
        "thousands taken for units",
        "spend",
        2,
        "amount_gbp",
        "3187",
        "the number as written",
        SOLIHULL,
        as_written="£3,187K",
    ),
    cell(
        "hidden value with a number",
        "outcome_values",
        2,
        "value",
        "75",
        "a number or why",
        SOLIHULL,
        shorthand="hidden",
    ),
    cell("shorthand that is none", "outcome_values", 2, "shorthand", "[q]", "one of: hidden", SOLIHULL),
    cell(
        "margin of error of nothing",
        "outcome_values",
        2,
        "margin_of_error",
        "2.5",
        "the margin of a value",
        SOLIHULL,
        value="",
        as_written="[c]",
        shorthand="hidden",
    ),
    cell("range back to front", "level_figures", 2, "value_to", "35", "at least 70", EAST, value="70"),
    cell(
        "more people aged 65 than people",
        "areas",
        2,
        "aged_65_and_over",
        "6000",
        "at most the population",
        population="5150",
    ),
    cell("two areas on one tile", "areas", 3, "tile_column", "7", "a tile of its own", tile_row="6"),
    cell("score not the product", "risk_scores", 2, "score", "15", "12, impact 3 times likelihood 4"),
]

TEXT = [
    cell("formula with equals", "levels", 2, "summary", "=1+1", "take for a formula"),
    cell("formula with plus", "levels", 2, "summary", "+1+1", "take for a formula"),
    cell("formula with minus", "levels", 2, "summary", "-1+1", "take for a formula"),
    cell("formula with at", "levels", 2, "summary", "@SUM(A1)", "take for a formula"),
    cell("formula after a tab", "levels", 2, "summary", "\t=1+1", "take for a formula"),
    cell("formula for a number", "spend", 2, "amount_gbp", "=1+1", "a plain number", NOTTS),
    cell("cell of 10 MB", "levels", 2, "summary", "x" * 10_000_000, "at most 2,000 characters"),
    cell("cell one too long", "levels", 2, "summary", "x" * (MAX_TEXT + 1), "at most 2,000 characters"),
    cell("NUL", "levels", 2, "summary", "a\0b", "no control"),
    cell("control character", "levels", 2, "summary", "a\x1bb", "no control"),
    cell("byte order mark within a cell", "levels", 2, "summary", "a\ufeffb", "no control"),
    cell("replacement character", "levels", 2, "summary", "a\ufffdb", "no control"),
    cell("space in front", "levels", 2, "title", " Level", "no spaces at either end"),
    cell("space behind", "levels", 2, "visibility", "public ", "no spaces at either end"),
    cell("only a space", "levels", 2, "summary", " ", "no spaces at either end"),
    cell("e-mail address", "levels", 2, "note", "Ask someone@dorsetcouncil.gov.uk", "roles, not people's"),
    cell("telephone number", "levels", 2, "note", "Ring 0115 977 4137", "roles, not people's"),
    cell("telephone number with brackets", "levels", 2, "note", "Ring (01305) 221000", "roles, not people's"),
    cell("telephone number from abroad", "levels", 2, "note", "Ring +44 (0)1305 221000", "roles, not people's"),
    cell("mobile number", "levels", 2, "note", "Text 07700 900123", "roles, not people's"),
]


def without_end(content: bytes) -> bytes:
    return content.removesuffix(b"\n")


def cut_in_a_row(content: bytes) -> bytes:
    return content[: content.rindex(b",public")]


def cut_in_quotes(content: bytes) -> bytes:
    return without_end(content) + b'\nlate-level,"Four levels, '


def levels(name: str, breaker: Breaker, row: int, says: str, column: str = "") -> Break:
    """Return a break of levels.csv as a file, to be named by its row."""
    return Break(name, "levels", breaker, at((LEVELS, row, column)), says)


def descriptor(name: str, breaker: Breaker, says: str, field: str = "") -> Break:
    return Break(name, "levels", breaker, at((DESCRIPTOR, 0, field)), says)


def in_two_encodings(content: bytes) -> bytes:
    """Put a pound sign in the note of the first row as UTF-8 has it, and in that of the second as Windows-1252 has it."""
    first, second, *rest = content.split(b",public,")
    return b",public,".join([first, "£5".encode() + second, "£6".encode("cp1252") + rest[0], *rest[1:]])


def restated(**fields: object) -> Breaker:
    return rebyte(DESCRIPTOR, lambda content: json.dumps({**json.loads(content), **fields}).encode())


def renamed(rows: list[list[str]]) -> list[list[str]]:
    return [["words" if name == "summary" else name for name in rows[0]], *rows[1:]]


def second_row(change: Callable[[list[str]], list[str]]) -> Breaker:
    """Change the second row of cells, row 3 of the file."""
    return redo("levels", lambda rows: [*rows[:2], change(rows[2]), *rows[3:]])


FILES = [
    levels("two encodings in one file", rebyte(LEVELS, in_two_encodings), 2, "'£' as UTF-8 and 'Â£' as Windows-1252"),
    levels(
        "a byte of no encoding", rebyte(LEVELS, lambda b: b.replace(b",public,", b",public,\x81", 1)), 2, "byte 0x81"
    ),
    levels("UTF-16", rebyte(LEVELS, lambda b: as_text(b, str, "utf-16")), 1, "UTF-8 text"),
    levels("no line end at the end", rebyte(LEVELS, without_end), LAST, "a whole last row"),
    levels("cut in the middle of a row", rebyte(LEVELS, cut_in_a_row), LAST, "cells, too few"),
    levels("cut inside quotes", rebyte(LEVELS, cut_in_quotes), LAST + 1, "every quote closed"),
    levels("stray quote", rebyte(LEVELS, lambda b: b.replace(b"\n", b'\n"a"b,', 1)), 2, "every quote closed"),
    levels("empty file", rebyte(LEVELS, lambda b: b""), 0, "an empty file"),
    levels("file of blanks", rebyte(LEVELS, lambda b: b" \n\n"), 0, "an empty file"),
    levels("header only", redo("levels", lambda rows: rows[:1]), 1, "at least one row"),
    levels("blank row", rebyte(LEVELS, lambda b: b.replace(b"\n", b"\n\n", 1)), 2, "a blank row"),
    levels("row of commas", second_row(lambda row: [""] * len(row)), 3, "a blank row"),
    levels("cell too many", second_row(lambda row: [*row, "more"]), 3, "15 cells, too many"),
    levels("cell too few", second_row(lambda row: row[:-1]), 3, "13 cells, too few"),
    levels("missing column", redo("levels", with_columns(lambda row: row[:2] + row[3:])), 1, "no such column", "kind"),
    levels(
        "extra column", redo("levels", lambda r: [[*r[0], "hue"], *([*c, "red"] for c in r[1:])]), 1, "has not", "hue"
    ),
    levels(
        "reordered columns", redo("levels", with_columns(lambda row: [*row[:-2], row[-1], row[-2]])), 1, "another order"
    ),
    levels("column twice", redo("levels", with_columns(lambda row: [*row, row[-1]])), 1, "the column twice", "note"),
    Break(
        "renamed column",
        "levels",
        redo("levels", renamed),
        at((LEVELS, 1, "words")),
        "Did you mean summary?",
    ),
    Break(
        "no header",
        "levels",
        redo("levels", lambda rows: rows[1:]),
        at((LEVELS, 1, "")),
        "no name of a column in the first row",
    ),
    descriptor("no descriptor", gone(DESCRIPTOR), "describe dorset"),
    descriptor("descriptor that is no JSON", rebyte(DESCRIPTOR, lambda b: b[:-10]), "a JSON object"),
    descriptor("descriptor in UTF-16", rebyte(DESCRIPTOR, lambda b: as_text(b, str, "utf-16")), "a JSON object"),
    descriptor("descriptor that is a list", rebyte(DESCRIPTOR, lambda b: b"[]"), "a JSON object"),
    descriptor(
        "stale descriptor", rebyte(DESCRIPTOR, lambda b: b.replace(b": 2000", b": 2001", 1)), "differ from the schema"
    ),
    descriptor("descriptor without a licence", restated(licenses=[]), "the council's licenses", "licenses"),
    descriptor("descriptor without a title", restated(title=""), "the council's title", "title"),
    descriptor("descriptor with no such council", restated(dayops=["Dorset"]), "the council's dayops", "dayops"),
    Break("stray CSV file", "levels", added("levels (2).csv"), at(("levels (2).csv", 0, "")), "no table has"),
    Break(
        "no papers",
        "levels",
        described_anew(gone("documents.csv")),
        at(("documents.csv", 0, "")),
        "the papers that rows",
    ),
]


def circle(rows: list[list[str]]) -> list[list[str]]:
    """Make rows 2 and 3 each a part of the other, in the table's second column."""
    first, second = rows[1], rows[2]
    return [rows[0], [first[0], second[0], *first[2:]], [second[0], first[0], *second[2:]], *rows[3:]]


def too_many_answers(folder: Path) -> None:
    """Give a question a base of 5, and its answer in the first row 6 people and no share."""
    put("survey_questions", 2, base_count="5")(folder)
    question = read(folder, "survey_questions")[1][0]
    put("survey_answers", 2, question_id=question, count="6", share_pct="", as_written="", statement="")(folder)


def points_to_itself(table: str, column: str) -> Breaker:
    return lambda folder: put(table, 2, **{column: read(folder, table)[1][0]})(folder)


def row(name: str, table: str, breaker: Breaker, column: str, says: str, council: str = "dorset") -> Break:
    """Return a break of several cells, to be named by one of them in row 2."""
    return Break(name, table, breaker, at((f"{table}.csv", 2, column)), says, council)


ROWS = [
    row(
        "row that says nothing",
        "spend",
        put("spend", 2, amount_gbp="", statement=""),
        "",
        "one of amount_gbp, statement",
    ),
    row("its own parent", "services", points_to_itself("services", "parent_id"), "parent_id", "Break the circle"),
    row("part of itself", "savings", points_to_itself("savings", "part_of"), "part_of", "Break the circle"),
    row(
        "more answers than people",
        "survey_answers",
        described_anew(too_many_answers),
        "count",
        "at most the 5 who answered",
        NOTTS,
    ),
    Break(
        "circle of parents",
        "intentions",
        redo("intentions", circle),
        at(("intentions.csv", 2, "parent_id"), ("intentions.csv", 3, "parent_id")),
        "Break the circle",
        EAST,
    ),
    Break(
        "longitude and latitude swapped",
        "areas",
        put("areas", 2, longitude="50.9537", latitude="-2.1875"),
        at(("areas.csv", 2, "longitude"), ("areas.csv", 2, "latitude")),
        "may be swapped",
    ),
]
BREAKS = [*DATES, *WORDS, *SOURCES, *NUMBERS, *TEXT, *FILES, *ROWS]


def places(problems: list[Problem]) -> set[Place]:
    return {(problem.file, problem.row, problem.column) for problem in problems}


def readable(problem: Problem) -> bool:
    """Whether a message says what was found, what was expected and what to do, on one line of a length that can be read."""
    return all((problem.found, problem.expected, problem.do)) and "\n" not in str(problem) and len(str(problem)) < 900


@pytest.mark.parametrize("broken", BREAKS, ids=lambda broken: broken.name)
def test_a_broken_package_names_the_place(broken: Break, tmp_path: Path) -> None:
    folder = package(tmp_path, broken.council, broken.table)
    broken.breaker(folder)

    problems = check(folder)

    assert places(problems) == broken.places
    assert any(broken.says in str(problem) for problem in problems), [str(p) for p in problems]
    assert all(readable(problem) for problem in problems), [str(p) for p in problems]


def test_there_are_many_kinds_of_broken_package() -> None:
    assert len({broken.name for broken in BREAKS}) == len(BREAKS) >= 100


@pytest.mark.parametrize(
    ("council", "table"), sorted({(broken.council, broken.table) for broken in BREAKS}), ids=lambda value: value
)
def test_the_packages_are_sound_before_they_are_broken(council: str, table: str, tmp_path: Path) -> None:
    assert check(package(tmp_path, council, table)) == []


def test_every_problem_is_told_and_not_only_the_first(tmp_path: Path) -> None:
    folder = package(tmp_path, "dorset", "levels", "risk_scores", "spend")
    put("levels", 3, locator="")(folder)
    put("risk_scores", 2, score="15")(folder)
    put("spend", 4, basis="guess")(folder)

    assert places(check(folder)) == {
        ("levels.csv", 3, "locator"),
        ("risk_scores.csv", 2, "score"),
        ("spend.csv", 4, "basis"),
    }


def test_every_problem_of_one_table_is_told(tmp_path: Path) -> None:
    """Cells wrong as text, as a value and as a key, in one file, are told together."""
    folder = package(tmp_path, "dorset", "levels")
    put("levels", 2, title="Level ", position="first")(folder)
    put("levels", 3, kind="rung")(folder)
    put("levels", 4, document_id="minutes-1999")(folder)

    wrong = {(2, "title"), (2, "position"), (3, "kind"), (4, "document_id")}
    assert places(check(folder)) == {(LEVELS, row, column) for row, column in wrong}


def test_problems_are_in_the_order_of_files_and_rows(tmp_path: Path) -> None:
    folder = package(tmp_path, "dorset", "levels", "spend")
    put("spend", 2, basis="guess")(folder)
    put("levels", 5, kind="rung")(folder)
    put("levels", 3, kind="rung")(folder)

    assert [(p.file, p.row) for p in check(folder)] == [(LEVELS, 3), (LEVELS, 5), ("spend.csv", 2)]


def test_more_than_a_thousand_problems_are_all_told(tmp_path: Path) -> None:
    """frictionless stops at a thousand unless told."""
    folder = package(tmp_path, "dorset", "levels")
    rows = read(folder, "levels")
    row = {**dict(zip(rows[0], rows[1], strict=True)), "kind": "rung"}
    write(folder, "levels", [rows[0], *([f"level-{n}", *list(row.values())[1:]] for n in range(1, 1201))])

    assert len(check(folder)) == 1200


def test_a_broken_paper_makes_no_false_claim_of_the_dates_that_rest_on_it(tmp_path: Path) -> None:
    """What remains of a year is counted from the paper's date: where that cannot be read nothing is said of it."""
    folder = package(tmp_path, "dorset", "updates")
    put("documents", 2, kind="leaflet")(folder)

    assert places(check(folder)) == {("documents.csv", 2, "kind")}


def test_rows_that_are_not_there_are_those_that_frictionless_misses(tmp_path: Path) -> None:
    """They are found in another way, which reads each table once: every link of every table broken, one at a time."""
    from frictionless import Package

    folder = tmp_path / "nottinghamshire"
    shutil.copytree(DATA / "nottinghamshire", folder)
    links = [(t, c) for t in TABLES.values() if (folder / t.path).exists() for c in t.columns if c.refers_to]
    for number, (table, column) in enumerate(links):
        put(table.name, 2, **{column.name: f"not-there-{number}"})(folder)
    write_descriptor(folder)
    tasks = Package(str(folder / DESCRIPTOR)).validate().tasks
    missed = {(t.place, e.row_number, e.field_names[0]) for t in tasks for e in t.errors if e.type == "foreign-key"}
    assert missed == places([p for p in check(folder) if "'not-there-" in p.found]) and len(missed) > 30


def test_risk_bands_back_to_front_are_told(tmp_path: Path) -> None:
    """No shipped council states bands, so the table is made here: sound first, then broken."""
    folder = package(tmp_path, "dorset", "risk_scales")
    names = [column.name for column in TABLES["risk_bands"].columns]
    paper = read(folder, "documents")[1][0]
    band = ["medium", "Medium", "8", "15", paper, "paragraph 8.2", "public", ""]
    write(folder, "risk_bands", [names, band])
    write_descriptor(folder)
    assert check(folder) == []

    write(folder, "risk_bands", [names, [*band[:2], "15", "8", *band[4:]]])
    assert places(check(folder)) == {("risk_bands.csv", 2, "highest_score")}


@pytest.mark.parametrize("score", [7, 11, 13, 14])
def test_scores_that_no_five_by_five_matrix_gives_are_told(score: int, tmp_path: Path) -> None:
    folder = package(tmp_path, "dorset", "risk_scores")
    put("risk_scores", 2, score=str(score))(folder)

    assert places(check(folder)) == {("risk_scores.csv", 2, "score")}


def test_the_command_exits_0_on_sound_data() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dayops_dash", "check", "dorset"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "dorset: no problems, 2 notes"), done.stderr


def command(*words: str) -> Result:
    return CliRunner().invoke(app, words)


def test_the_command_exits_1_and_prints_the_place(tmp_path: Path) -> None:
    folder = package(tmp_path, "dorset", "levels")
    put("levels", 3, kind="rung")(folder)

    done = command("check", str(folder))

    assert done.exit_code == 1, done.stderr
    assert "dorset/levels.csv, row 3, column kind: found 'rung'; expected one of: level, tier, element." in done.stdout


def test_the_command_gives_json_to_machines(tmp_path: Path) -> None:
    folder = package(tmp_path, "dorset", "levels")
    put("levels", 3, kind="rung")(folder)

    done = command("check", str(folder), "--json")

    assert done.exit_code == 1, done.stderr
    (problem,) = json.loads(done.stdout)["dorset"]
    assert problem["level"] == "problem" and set(problem) - {"level"} == {
        "file",
        "row",
        "column",
        "found",
        "expected",
        "do",
    }
    assert (problem["file"], problem["row"], problem["column"]) == (LEVELS, 3, "kind")


def test_the_command_exits_2_and_lists_the_councils_for_an_unknown_folder() -> None:
    done = command("check", "atlantis")

    assert done.exit_code == 2
    assert "atlantis" in done.stderr
    assert all(slug in done.stderr for slug in Library().slugs())


@pytest.mark.parametrize(
    ("council", "table", "row", "cells", "column", "says"),
    [
        (NOTTS, "context", 28, {"value": "5"}, "value", "four levels"),  # a number that is spelled
        ("solihull", "context", 49, {"value": "30"}, "value", "one in five"),
        (NOTTS, "spend", 4, {"as_written": "59%"}, "as_written", "the same unit"),
        ("cheshire-east", "projections", 2, {"period": "2018"}, "period", "2019"),  # its key and its column
        (NOTTS, "spend", 4, {"financial_year": "2023/22"}, "financial_year", "after the first"),
        (NOTTS, "context", 62, {"value": "2021", "as_written": "2021"}, "value", "the one of its period"),
        ("exampleshire", "updates", 10, {"completed_as_written": "April 2025"}, "completed_edtf", "2026-04"),
    ],
)
def test_a_cell_that_its_words_or_its_key_deny_is_told(
    council: str, table: str, row: int, cells: dict[str, str], column: str, says: str, tmp_path: Path
) -> None:
    folder = package(tmp_path, council, table)
    put(table, row, **cells)(folder)
    found = [p for p in check(folder) if (p.file, p.row, p.column) == (f"{table}.csv", row, column)]
    assert any(says in str(p) for p in found), check(folder)


def test_a_figure_that_a_text_of_its_place_repeats_is_told_where_the_two_differ_by_a_slip(tmp_path: Path) -> None:
    """A side of a conflict says "Approximately 1300 people"; the row of that place, altered in number and words, has 1700."""
    folder = tmp_path / "nottinghamshire"
    shutil.copytree(DATA / "nottinghamshire", folder)
    row = next(n for n, cells in enumerate(read(folder, "people"), 1) if cells[0] == "people-strategy")
    put("people", row, value="1700", as_written="1700")(folder)
    assert ("conflicts.csv", 2, "says") in places(check(folder))


def test_numbers_that_name_days_places_and_sums_are_no_figures(tmp_path: Path) -> None:
    folder = package(tmp_path, NOTTS, "spend")
    note = "See paragraph 12.4 and Table 19; 18,300,000 and 100,000 add up to 18,400,000; on 2023-02-22, 13 March 2023."
    described_anew(put("spend", 2, note=note))(folder)
    assert check(folder) == []
