"""One thing that a rule found, with every place where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from dayops_dash.measures.plan.line import Line


@dataclass(frozen=True)
class EvidenceItem:
    """One thing that a rule found: its name, what is said of it, where it stands, and its key in its table.

    ``also`` are further places where what is said stands, each a paper's id and the place in it.
    """

    what: str
    detail: str
    document_id: str
    locator: str
    key: str = ""
    also: tuple[tuple[str, str], ...] = ()

    @property
    def places(self) -> tuple[tuple[str, str], ...]:
        return ((self.document_id, self.locator), *self.also)


def evidence_of(line: Line, detail: str, *said: str) -> EvidenceItem:
    """Return what is said of a line, with where each of its words stands (see ``Line.places_of``)."""
    first, *others = line.places_of(*said)
    return EvidenceItem(line.label, detail, *first, line.intention_id, tuple(others))
