"""The council's folder: protected cells as rows of ``reach``, their areas, and the return that they come from."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from dayops_dash import wording
from dayops_dash.dataset.files.table_file import Cells, as_csv
from dayops_dash.dataset.vocabulary import DocumentKind, PublishedBasis, Shorthand, Visibility
from dayops_dash.dataset.writing.put import put, read_rows
from dayops_dash.prepare.counting.tables import ShownCell
from dayops_dash.prepare.disclosure.protection import Method, Policy, Zeros
from dayops_dash.prepare.places.lookups import AREAS_REFERENCE
from dayops_dash.prepare.records.columns import RecordsError
from dayops_dash.prepare.records.submissions import HeadcountQuestion, Submission

MARK = "client-level-data-"  # begins the keys of the documents that are written here
ANY_WITHOUT_AREA = "People whose area is not known are counted in no area, so counts by area may be too low."
SOME_WITHOUT_AREA = (
    "The area of some people is not known. They are counted in no area, so counts by area may be too low, and an area where nobody was "
    "found is not available rather than 0."
)
SOME_UNCOUNTED = (
    "Some records were not understood, or do not say whose they are. They are in no count, so counts may be too low."
)
NO_ZERO = "Where one of them may be of people in an area or a group in which nobody is counted, the count is not available rather than 0."


def write(
    folder: Path,
    *,
    question: HeadcountQuestion,
    submission: Submission,
    cells: Sequence[ShownCell],
    areas: Mapping[str, Mapping[str, str]],
    policy: Policy,
    zeros_are_certain: bool,
    all_counted: bool = True,
) -> None:
    """Write a snapshot into a folder, made where it is not there; what the same snapshot gave before is replaced.

    All of it or nothing: raises DatasetError where the folder would not pass ``check``.
    """
    document = _document(question, submission, policy)
    document["note"] += _without_area(policy, zeros_are_certain) + _not_counted(policy, all_counted)
    key = document["document_id"]

    def tables() -> dict[str, bytes]:
        other_rows = [row for row in read_rows(folder, "reach") if row["document_id"] != key]
        documents = [row for row in read_rows(folder, "documents") if row["document_id"] != key]
        if AREAS_REFERENCE not in {row["document_id"] for row in documents}:
            documents.append(_reference())
        made = {
            "documents": [*documents, document],
            "areas": areas_beside(folder, areas),
            "reach": [*other_rows, *(_row(one, question, key) for one in cells)],
        }
        return {name: as_csv(name, rows) for name, rows in made.items()}

    about = {
        "title": submission.name,
        "dayops": {
            "short_title": submission.name,
            "area_word": next(iter(areas.values())).get("area_type", "ward"),
            "contact": f"{submission.name}, adult social care commissioning",
        },
    }
    put(folder, tables, about=about)


def _without_area(policy: Policy, zeros_are_certain: bool) -> str:
    """Return what readers are told of people without an area.

    Where zeros are hidden it is the same whether there are such people or not: their number is hidden where it is 0 too, and must
    not be known to be 1 or more.
    """
    if policy.zeros is Zeros.HIDDEN:
        return f" {ANY_WITHOUT_AREA}"
    return "" if zeros_are_certain else f" {SOME_WITHOUT_AREA}"


def _not_counted(policy: Policy, all_counted: bool) -> str:
    """Return what readers are told of records that may be of day support and are in no count."""
    if all_counted:
        return ""
    return f" {SOME_UNCOUNTED}" if policy.zeros is Zeros.HIDDEN else f" {SOME_UNCOUNTED} {NO_ZERO}"


def _row(one: ShownCell, question: HeadcountQuestion, document: str) -> Cells:
    words = (
        question.snapshot.isoformat(),
        one.measure,
        one.area_code or "all",
        one.breakdown or "all",
        one.group or "all",
    )
    cells = {"shorthand": one.value} if isinstance(one.value, Shorthand) else {"value": str(one.value)}
    table = " and ".join(filter(None, ("area" if one.area_code else "", one.breakdown))) or "total"
    return {
        "reach_id": ".".join(map(slug, words)),
        "measure": one.measure,
        "area_code": one.area_code,
        "breakdown": one.breakdown,
        "group": one.group,
        "snapshot_on": question.snapshot.isoformat(),
        "unit": one.unit,
        "document_id": document,
        "locator": f"{one.measure} by {table}" if table != "total" else f"{one.measure}, total",
        "visibility": Visibility.PUBLIC,
        **cells,
    }


def slug(words: str) -> str:
    """Return words as a part of a key."""
    return re.sub(r"[^a-z0-9]+", "-", words.casefold()).strip("-")


def _document(question: HeadcountQuestion, submission: Submission, policy: Policy) -> Cells:
    made = submission.imported.date()
    least = 0 if policy.zeros is Zeros.HIDDEN else 1
    rule = f"counts of {least} to {policy.hides_to} are hidden, and others where they would give one away"
    rounded = "; the rest are to the nearest 5" if policy.method is Method.ROUND else ""
    return {
        "document_id": f"{MARK}{question.snapshot.isoformat()}",
        "title": f"Client Level Data: day support at {wording.day(question.snapshot)}",
        "kind": DocumentKind.DATA_RETURN,
        "body": submission.name,
        "published_as_written": wording.day(made),
        "published_edtf": made.isoformat(),
        "published_on": made.isoformat(),
        "published_basis": PublishedBasis.STATED,
        "covers": f"{wording.day(question.period_from)} to {wording.day(question.snapshot)}",
        "locator": f"submission of {wording.day(made)}",
        "visibility": Visibility.PUBLIC,
        "note": f"Counted from records by NHS England's published method. Protected: {rule}{rounded}. {submission.dated}",
    }


def _reference() -> Cells:
    return {
        "document_id": AREAS_REFERENCE,
        "title": "Areas of the council, from the lookup that the records were prepared with",
        "kind": DocumentKind.REFERENCE,
        "published_basis": PublishedBasis.NOT_APPLICABLE,
        "locator": "areas table",
        "visibility": Visibility.PUBLIC,
    }


def areas_beside(folder: Path, areas: Mapping[str, Mapping[str, str]]) -> list[Cells]:
    """Return the folder's areas with those of the lookup: what the folder has stays, and cells that it lacks are filled.

    Raises RecordsError where the folder has an area in other boundaries: counts of one vintage must not land on areas of another.
    """
    by_code = {row["area_code"]: row for row in read_rows(folder, "areas")}
    for code, cells in _as_held(areas, by_code).items():
        was = by_code.get(code, {})
        vintage = was.get("boundary_vintage", cells["boundary_vintage"])
        if vintage != cells["boundary_vintage"]:
            raise RecordsError(
                f"Nothing was written: {code} is held in boundaries {vintage!r} and looked up in {cells['boundary_vintage']!r}."
            )
        own = {
            "area_code": code,
            "area_type": "ward",
            "document_id": AREAS_REFERENCE,
            "locator": f"area code {code}",
            "visibility": Visibility.PUBLIC,
        }
        by_code[code] = {**own, **cells, **{name: cell for name, cell in was.items() if cell}}
    return list(by_code.values())


def _as_held(areas: Mapping[str, Mapping[str, str]], by_code: Mapping[str, Cells]) -> Mapping[str, Mapping[str, str]]:
    """Return a lookup's areas in the words of the folder for their boundaries, where a lookup says no more than the year of its list.

    An official code is given anew when its boundaries change: where every code is held, in one vintage, these are those boundaries.
    """
    vintages = {by_code[code]["boundary_vintage"] if code in by_code else "" for code in areas}
    year_alone = all(re.fullmatch(r"\d{4}", cells["boundary_vintage"]) for cells in areas.values())
    if not year_alone or len(vintages) != 1 or "" in vintages:
        return areas
    (vintage,) = vintages
    return {code: {**cells, "boundary_vintage": vintage} for code, cells in areas.items()}
