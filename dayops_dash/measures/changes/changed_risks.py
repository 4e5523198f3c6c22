"""Risks that are new, no longer mentioned or scored otherwise, and disagreements of the papers that opened or were settled."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import MitigationsRow, RiskScoresRow, RisksRow
from dayops_dash.dataset.vocabulary import ConflictGrade
from dayops_dash.measures.changes.change import NOTHING, Change, ChangeKind, Side
from dayops_dash.measures.plan.coverage import speaks_of_all
from dayops_dash.measures.record import disagreements
from dayops_dash.measures.record.disagreements import Point, PointClass

RANK = {ConflictGrade.CONFLICT: 0, ConflictGrade.DEFINITION: 1, ConflictGrade.DISCLOSURE: 2}  # else after these
CONFLICTS = (PointClass.BETWEEN_PAPERS, PointClass.WITHIN_PAPER)


def risk_changes(before: Council, now: Council) -> Iterator[Change]:
    """Yield risks that are new, that the latest paper with risks does not name, and whose scores moved, term by term."""
    old, new = _risks(before), _risks(now)
    for key in dict.fromkeys((*new, *old)):
        if key not in old or key not in new:
            row = new.get(key) or old[key]
            change = Change(ChangeKind.RISK_NEW, key, row.title, NOTHING, _named(row), of_risk=True)
            yield change if key in new else change.mirrored
    yield from _dropped(before, now)
    yield from _scores(before, now)


def _risks(council: Council) -> dict[str, RisksRow]:
    return {row.risk_id: row for row in council.rows("risks")}


def _named(row: RisksRow) -> Side:
    event = f"Could happen: {row.event}" if row.event else row.title
    return Side(event, row.document_id, row.locator)


def _dropped(before: Council, now: Council) -> Iterator[Change]:
    (told, paper), (tells, later) = _mentioned(before), _mentioned(now)
    old, new = _risks(before), _risks(now)
    for key in old.keys() & new.keys():
        if (key in told) != (key in tells):
            change = Change(
                ChangeKind.DROPPED,
                key,
                new[key].title,
                _named(new[key]),
                Side("", later if key in told else paper),
                of_risk=True,
            )
            yield change if key in told else change.mirrored


def _mentioned(council: Council) -> tuple[set[str], str]:
    """Return the risks that the latest paper with risks names or scores, and that paper's id.

    A paper that does not speak of all, such as a return of some officers, says nothing by its silence: what it names counts beside.
    """
    papers = {row.document_id: row.published_on or date.min for row in council.rows("documents")}
    of_all = {row.document_id for row in council.rows("documents") if speaks_of_all(row)}
    rows: tuple[RisksRow | RiskScoresRow | MitigationsRow, ...] = (
        *council.rows("risks"),
        *council.rows("risk_scores"),
        *council.rows("mitigations"),
    )
    latest = max((papers[r.document_id] for r in rows if r.document_id in of_all), default=date.min)
    newest = [r for r in rows if papers[r.document_id] == latest and r.document_id in of_all]
    later = [r for r in rows if papers[r.document_id] > latest]
    return {r.risk_id for r in (*newest, *later)}, min((r.document_id for r in newest), default="")


def _scores(before: Council, now: Council) -> Iterator[Change]:
    old, new, names = _latest_scores(before), _latest_scores(now), {**_risks(before), **_risks(now)}
    known = _risks(before).keys() & _risks(now).keys()
    for risk_id, term in dict.fromkeys((*new, *old)):
        one, other = old.get((risk_id, term)), new.get((risk_id, term))
        if risk_id in known and _score(one) != _score(other):
            what = f"{names[risk_id].title} ({term})"
            yield Change(_way(one, other), f"{risk_id}|{term}", what, _scored(one), _scored(other), of_risk=True)


def _latest_scores(council: Council) -> dict[tuple[str, str], RiskScoresRow]:
    rows = sorted(council.rows("risk_scores"), key=lambda r: r.reported_on or date.min)
    return {(r.risk_id, str(r.term)): r for r in rows}


def _score(row: RiskScoresRow | None) -> tuple[int, int] | None:
    return (int(row.impact), int(row.likelihood)) if row else None


def _way(one: RiskScoresRow | None, other: RiskScoresRow | None) -> ChangeKind:
    """Return which way a score went, where both are numbers: a matrix of letters has no more and less across its axes."""
    if one is None or other is None or one.score is None or other.score is None:
        return ChangeKind.RISK_SHIFTED
    if one.score == other.score:
        return ChangeKind.RISK_SHIFTED
    return ChangeKind.RISK_UP if other.score > one.score else ChangeKind.RISK_DOWN


def _scored(row: RiskScoresRow | None) -> Side:
    if row is None:
        return Side("not scored")
    printed = row.rating or wording.plain(row.score or 0)
    said = f"{printed} (impact {row.impact}, likelihood {row.likelihood})"
    return Side(said, row.document_id, row.locator)


def conflict_changes(before: Council, now: Council) -> Iterator[Change]:
    """Yield the disagreements, in words or in sums, that stand on one of the days and not on the other."""
    old, new = _standing(before), _standing(now)
    for key in dict.fromkeys((*new, *old)):
        if key in old and key not in new:
            yield _settled(now, old[key]) or old[key].mirrored
        elif key in new and key not in old:
            settled = _settled(before, new[key])
            yield settled.mirrored if settled else new[key]


def _standing(council: Council) -> dict[str, Change]:
    points = disagreements.points(council).every
    return {point.key: _opened(council, point) for point in points if not point.superseded}  # told as a figure revised


def _settled(council: Council, opened: Change) -> Change | None:
    """Return a disagreement as the paper that settles it left it; None where none known on the day does."""
    row = next((r for r in disagreements.settled(council) if r.conflict_id == opened.key), None)
    if row is None:
        return None
    said = " and ".join(f"“{side.words}”" for side in (opened.before, opened.now) if side.words)
    sides = Side(said, opened.now.document_id, opened.now.locator)
    by = Side("Settled", row.settled_document_id, row.settled_locator)
    return Change(opened.kind.opposite, opened.key, opened.what, sides, by, opened.note, opened.rank)


def _opened(council: Council, point: Point) -> Change:
    """One side is what stood before where its paper is the older one; two sides of one paper are both of now."""
    kind = ChangeKind.OPENED if point.kind in CONFLICTS else ChangeKind.POINT
    if point.is_sum and not point.between_papers:
        said = Side(f"{point.says} printed; {point.other_says}", point.document_id, point.locator)
        return Change(kind, point.key, point.title, NOTHING, said, str(point.grade), _rank(point))
    papers = {r.document_id: r.published_on for r in council.rows("documents")}
    one = Side(point.says, point.document_id, point.locator)
    other = Side(point.other_says, point.other_document_id, point.other_locator)
    days = [papers[s.document_id] or date.min for s in (one, other)]
    if days[0] == days[1]:
        places = "; ".join(dict.fromkeys((one.locator, other.locator)))
        one, other = NOTHING, Side(f"“{one.words}” and “{other.words}”", one.document_id, places)
    elif days[0] > days[1]:
        one, other = other, one
    return Change(kind, point.key, point.title, one, other, str(point.grade), _rank(point))


def _rank(point: Point) -> int:
    return RANK.get(point.grade, len(RANK))
