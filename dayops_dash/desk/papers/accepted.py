"""The rows that accepted proposals of a paper make, with the rows that they refer to, and the pages that their places stand on."""

from __future__ import annotations

from collections.abc import Mapping

from dayops_dash.dataset.files.table_file import Cells
from dayops_dash.dataset.kept_papers import TABLE as KEPT
from dayops_dash.dataset.tables import TABLES
from dayops_dash.dataset.vocabulary import PublishedBasis, Visibility
from dayops_dash.desk.held import HeldVersion
from dayops_dash.desk.imports.identity import new_key
from dayops_dash.desk.papers.forms import table_of
from dayops_dash.desk.proposal import Choice, Proposal, ProposalState
from dayops_dash.desk.reading import ReturnsReading

PAGES = "paper_pages"
KEPT_FILE, OPEN_TO = "kept_file", "open_to"  # of a paper's details: they make a row of its kept file
LICENCE = "Open Government Licence v3.0"


def paper_rows(held: HeldVersion, reading: ReturnsReading) -> dict[str, dict[str, Cells]]:
    """Return the tables that accepted proposals of a paper change, whole, by key; none where nothing of a paper is accepted."""
    of_paper: dict[tuple[str, str], Proposal] = {}
    for one in reading.proposals:
        identity = table_of(one.form), one.row
        if one.printed and (identity not in of_paper or not of_paper[identity].accepted):
            of_paper[identity] = one
    wanted: dict[tuple[str, str], Proposal] = {}
    for identity, one in of_paper.items():
        if one.accepted:
            _with_needs(identity, of_paper, wanted)
    tables: dict[str, dict[str, Cells]] = {}
    for (table, key), one in wanted.items():
        rows = tables.setdefault(table, dict(held.rows(table)))
        rows[key] = _row(table, key, one, reading, rows)
    if wanted:
        tables[PAGES] = _pages(held, reading, list(wanted.values()))
    return {name: rows for name, rows in tables.items() if rows}


def _with_needs(
    identity: tuple[str, str], of_paper: Mapping[tuple[str, str], Proposal], wanted: dict[tuple[str, str], Proposal]
) -> None:
    one = of_paper[identity]
    is_there = one.state is ProposalState.SAME and not (one.decision and one.decision.choice is Choice.OTHER)
    if identity in wanted or one.printed is None or is_there:  # a row that is published as it is stays as it is
        return
    for needed in one.printed.needs:
        if needed in of_paper and needed != identity:
            _with_needs(needed, of_paper, wanted)
    wanted[identity] = one


def _row(table: str, key: str, one: Proposal, reading: ReturnsReading, rows: Mapping[str, Cells]) -> Cells:
    typed = one.decision.value if one.decision and one.decision.choice is Choice.OTHER else {}
    cells = {**one.values, **typed}
    place = one.printed.locator if one.printed else ""
    source = {"document_id": reading.paper.document_id, "locator": place, "visibility": str(Visibility.PUBLIC)}
    spec = TABLES[table]
    row = {**source, **cells, spec.key: key}
    if "position" in spec.by_name and spec.by_name["position"].required:
        row["position"] = row.get("position") or str(len(rows) + 1)
    return {name: row.get(name, "") for name in spec.by_name}


def _pages(held: HeldVersion, reading: ReturnsReading, wanted: list[Proposal]) -> dict[str, Cells]:
    """Return on which page of the paper each place stands, so that a source line can lead there."""
    rows = dict(held.rows(PAGES))
    paper = reading.paper.document_id
    present = {row["locator"] for row in rows.values() if row["document_id"] == paper}
    for one in wanted:
        if one.printed is None or not one.printed.page or one.printed.locator in present:
            continue
        present.add(one.printed.locator)
        key = new_key(f"{paper}-{len(present)}", rows)
        row = {
            "paper_page_id": key,
            "page": str(one.printed.page),
            "document_id": paper,
            "locator": one.printed.locator,
            "visibility": str(Visibility.PUBLIC),
        }
        rows[key] = {name: row.get(name, "") for name in TABLES[PAGES].by_name}
    return rows


def paper_document(reading: ReturnsReading) -> dict[str, Cells]:
    """Return the row of a paper that was read: what it says of itself, and who confirmed and checked what was taken of it."""
    paper = reading.paper
    row = {
        "published_basis": str(PublishedBasis.STATED),
        "licence": LICENCE,
        "locator": "title and date as the paper prints them",
        **paper.details,
        "document_id": paper.document_id,
        "title": paper.title,
        "published_on": paper.on,
        "confirmed_by_role": paper.confirmed_by,
        "checked_by_role": checked_by(reading),
        "visibility": str(Visibility.PUBLIC),
    }
    return {paper.document_id: {name: str(row.get(name, "")) for name in TABLES["documents"].by_name}}


def kept_rows(held: HeldVersion, reading: ReturnsReading) -> dict[str, Cells]:
    """Return the papers that are kept, this one among them in place of the file that was kept of it before."""
    paper = reading.paper
    row = {
        TABLES[KEPT].key: paper.document_id,
        "file": paper.details[KEPT_FILE],
        OPEN_TO: paper.details[OPEN_TO],
        "document_id": paper.document_id,
        "locator": "the whole paper",
        "visibility": str(Visibility.PUBLIC),
    }
    others = {key: one for key, one in held.rows(KEPT).items() if one["document_id"] != paper.document_id}
    return {**others, paper.document_id: {name: row.get(name, "") for name in TABLES[KEPT].by_name}}


def checked_by(reading: ReturnsReading) -> str:
    """Return the roles that looked at everything that was accepted a second time; "" while some of it has not been."""
    taken = [one for one in reading.proposals if one.printed and one.accepted]
    roles = [one.decision.checked_by for one in taken if one.decision]
    if not taken or len(roles) < len(taken) or not all(roles):
        return ""
    return ", ".join(dict.fromkeys(roles))
