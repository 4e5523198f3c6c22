"""What a version already holds of what a paper says: the same row of the same paper, confirmed again, changed, or in conflict."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from dayops_dash.dataset.files.table_file import Cells
from dayops_dash.desk.held import HeldVersion
from dayops_dash.desk.imports.identity import plain_reference
from dayops_dash.desk.papers.proposing.model import ProposedRow

ALIKE = 0.6  # of the words of two subjects: fewer in common, and they are two subjects
VALUES = (
    "amount_gbp",
    "value",
    "share_pct",
    "count",
    "responses",
    "score",
    "due_edtf",
    "reported_status",
    "held_edtf",
    "due_as_written",
)
SAME_BY = {  # the words by which a row is known, and the cells that must agree where both give them
    "spend": (("subject",), ("financial_year", "basis", "provider_kind")),
    "savings": (("subject",), ("financial_year", "kind")),
    "people": (("subject",), ("period", "unit", "provider_kind", "measure")),
    "context": (("subject",), ("period", "unit", "place")),
    "projections": (("subject",), ("period", "kind", "unit")),
    "survey_answers": (("answer",), ("question_id",)),
    "survey_questions": (("title",), ()),
    "engagements": (("title",), ("held_edtf",)),
    "levels": (("title",), ("position",)),
    "level_figures": (("measure",), ("level_id", "unit")),
    "intentions": (("title",), ()),
    "recommendations": (("summary",), ("committee",)),
    "risks": (("title",), ()),
    "mitigations": (("title",), ("risk_id",)),
    "risk_scores": (("risk_id",), ("term",)),
    "updates": (("intention_id",), ()),
}
SHORT = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "for",
        "and",
        "or",
        "to",
        "by",
        "with",
        "is",
        "are",
        "was",
        "were",
        "at",
        "from",
        "as",
        "per",
        "who",
        "which",
        "that",
        "their",
        "our",
        "its",
    ]
)
CONTEXTUAL = ("spend", "savings", "people", "context", "projections", "level_figures", "risk_scores")


class PaperStanding(StrEnum):
    """How what a paper says stands beside what is published."""

    NEW = "new"
    PRESENT = "already there, from this paper"
    CONFIRMED = "confirmed again"
    CHANGED = "changed since"
    CONFLICT = "in conflict"


@dataclass(frozen=True)
class Match:
    """How a proposed row stands, and the published row that it is about, by its key; "" where there is none."""

    standing: PaperStanding
    key: str = ""


def words_of(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z0-9]+", text.casefold())) - SHORT


def alike(one: str, other: str) -> float:
    """Return what share of the words of two texts is in both, of the shorter one's at least four fifths."""
    a, b = words_of(one), words_of(other)
    if not a or not b:
        return 0.0
    return len(a & b) / len(a | b) if len(a & b) < 0.8 * min(len(a), len(b)) or min(len(a), len(b)) < 3 else 0.8


def _value(row: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(_plain(row.get(name, "")) for name in VALUES if name in row)


def _plain(value: str) -> str:
    try:
        return f"{float(value):g}"
    except ValueError:
        return value.strip().casefold()


def match(held: HeldVersion, row: ProposedRow, cells: Mapping[str, str], document: str) -> Match:
    """Return how a row stands beside what is published. ``cells`` are its own with the keys of published rows that it refers to."""
    published = held.rows(row.table)
    own = [(key, other) for key, other in published.items() if other["document_id"] == document]
    for key, other in own:
        if _same_place(row.place.locator, other["locator"]) and _same_values(cells, other):
            return Match(PaperStanding.PRESENT, key)
    found = _best(row.table, cells, published, held)
    if not found:
        return Match(PaperStanding.NEW)
    key = found
    other = published[key]
    if _same_values(cells, other):
        return Match(PaperStanding.PRESENT if other["document_id"] == document else PaperStanding.CONFIRMED, key)
    if other["document_id"] == document or _same_time(cells, other):
        return Match(PaperStanding.CONFLICT, key)
    return Match(PaperStanding.CHANGED, key)


def _best(table: str, cells: Mapping[str, str], published: Mapping[str, Cells], held: HeldVersion) -> str:
    names, same = SAME_BY.get(table, ((), ()))
    if not names:
        return ""
    name = names[0]
    found: list[tuple[float, str, str]] = []
    for key, other in published.items():
        if any(cells.get(c) and other.get(c) and cells[c] != other[c] for c in same):
            continue
        if name.endswith("_id"):
            score = 1.0 if cells.get(name) == other.get(name) else 0.0
        elif (
            table == "intentions"
            and cells.get("reference")
            and plain_reference(cells["reference"]) == plain_reference(other.get("reference", ""))
        ):
            score = 1.0 if alike(cells[name], other[name]) >= 0.3 else 0.0
        else:
            score = alike(cells.get(name, ""), other.get(name, ""))
        if score >= ALIKE:
            found.append((score, held.day_of(other["document_id"]), key))
    return max(found)[2] if found else ""


def _same_values(cells: Mapping[str, str], other: Mapping[str, str]) -> bool:
    stated = [name for name in VALUES if cells.get(name)]
    if not stated:
        return True
    return all(
        _plain(cells[name]) == _plain(other.get(name, ""))
        for name in stated
        if name != "due_as_written" or not cells.get("due_edtf")
    )


def _same_time(cells: Mapping[str, str], other: Mapping[str, str]) -> bool:
    times = [name for name in ("period", "financial_year") if name in other]
    return any(cells.get(name) and cells[name] == other.get(name) for name in times)


def _same_place(one: str, other: str) -> bool:
    first = re.sub(r"[^a-z0-9.]+", " ", one.casefold()).strip()
    return any(
        first == (plain := re.sub(r"[^a-z0-9.]+", " ", part.casefold()).strip())
        or first.startswith(f"{plain} ")
        or plain.startswith(f"{first} ")
        for part in other.split("; ")
    )
