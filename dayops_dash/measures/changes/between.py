"""What changed between two days: what the papers known on each say of intentions, and of figures, risks and conflicts.

Two states are compared, so that comparing them the other way round gives the opposites. A change is what papers say, but for
a date that has passed without news, which is worked out here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from dayops_dash.cache import per_council
from dayops_dash.dataset import Council
from dayops_dash.dataset.dates import Interval
from dayops_dash.dataset.vocabulary import Became, DueSense, LinkRelation, ReportedStatus
from dayops_dash.measures.changes.change import NOTHING, ORDER, Change, ChangeKind, Side
from dayops_dash.measures.changes.changed_figures import figure_changes
from dayops_dash.measures.changes.changed_risks import conflict_changes, risk_changes
from dayops_dash.measures.changes.moved import moved
from dayops_dash.measures.plan import progress
from dayops_dash.measures.plan.coverage import speaks_of_all
from dayops_dash.measures.plan.descent import steps
from dayops_dash.measures.plan.line import Line
from dayops_dash.measures.plan.status import NO_INTERVAL, Standing

NOT_HELD_TO = (DueSense.CONDITIONAL, DueSense.NOT_UNDERSTOOD)  # words about time that no day can be held against


@per_council
def changes(before: Council, now: Council) -> tuple[Change, ...]:
    """Return what changed from one day to another, both of one council: first what a member would want to know first."""
    found = [
        *intention_changes(before, now),
        *figure_changes(before, now),
        *risk_changes(before, now),
        *conflict_changes(before, now),
    ]
    return tuple(sorted(found, key=lambda c: (ORDER.index(c.kind), c.rank, c.what, c.key)))


def previous_report(council: Council) -> date | None:
    """Return the day of the report before the latest known; None where fewer than two are."""
    known = [day for day in council.dataset.report_dates if day <= council.as_at]
    return known[1] if len(known) > 1 else None


def passed_since_report(council: Council) -> int:
    """Return how many dates have passed, starts too, of what is not reported complete, since the latest paper came out."""
    latest = council.latest_report_on
    if not latest:
        return 0
    then = {line.intention_id for line in progress.passed(council.on(latest), latest)}
    return sum(line.intention_id not in then for line in progress.passed(council, council.as_at))


@dataclass(frozen=True)
class _State:
    """Every intention as known on a day, which of them the latest paper on the plan mentions, and that paper's id."""

    lines: Mapping[str, Line]
    mentioned: frozenset[str]
    paper: str


def _state(council: Council) -> _State:
    lines = {line.intention_id: line for line in progress.lines(council)}
    papers = {row.document_id: row.published_on for row in council.rows("documents")}
    updates = council.rows("updates")
    speaking = {row.document_id for row in (*council.rows("intentions"), *updates)}
    of_all = {row.document_id for row in council.rows("documents") if speaks_of_all(row)}
    latest = max((day for p in speaking & of_all if (day := papers[p])), default=None)
    newest = {p for p in speaking & of_all if papers[p] == latest}
    later = {p for p in speaking if latest and (day := papers[p]) and day > latest}  # which speak of some actions only
    mentioned = {i for i, line in lines.items() if line.document_id in newest | later}
    mentioned |= {row.intention_id for row in updates if row.document_id in newest | later}
    taken = (LinkRelation.REPORTED_AS, LinkRelation.RESTATED_AS)
    mentioned |= {
        row.from_intention_id
        for row in council.rows("intention_links")
        if row.relation in taken and row.to_intention_id in mentioned
    }
    mentioned |= {step.earlier for step in steps(council) if step.became is Became.DROPPED or step.later in mentioned}
    mentioned |= _whole_of(lines, mentioned)
    return _State(MappingProxyType(lines), frozenset(mentioned), min(newest, default=""))


def mentioned(council: Council) -> frozenset[str]:
    """Return the ids of the intentions that the latest report of all speaks of, by a line of their own or one that took them up."""
    return _state(council).mentioned


def held_since(before: Council, now: Council) -> frozenset[str] | None:
    """Return the ids of the intentions that a paper published between two days holds, by a line, an update or a link.

    None where no paper on the plan came out, or one that speaks of all did: then silence is another matter (see ``mentioned``).
    """
    came = {
        row.document_id: row for row in now.rows("documents") if row.published_on and row.published_on > before.as_at
    }
    intentions, updates = now.rows("intentions"), now.rows("updates")
    speaking = {row.document_id for row in (*intentions, *updates)} & set(came)
    if not speaking or any(speaks_of_all(came[paper]) for paper in speaking):
        return None
    held = {row.intention_id for row in intentions if row.document_id in speaking}
    held |= {row.intention_id for row in updates if row.document_id in speaking}
    links = [row for row in now.rows("intention_links") if row.to_intention_id in held]
    held |= {row.from_intention_id for row in links} | {step.earlier for step in steps(now) if step.later in held}
    lines = {line.intention_id: line for line in progress.lines(now)}
    return frozenset(held | _whole_of(lines, held))


def _whole_of(lines: Mapping[str, Line], mentioned: set[str]) -> set[str]:
    """Return the intentions whose parts are all told of."""
    parts: dict[str, list[str]] = {}
    for key, line in lines.items():
        if line.parent_id:
            parts.setdefault(line.parent_id, []).append(key)
    return {parent for parent, own in parts.items() if mentioned.issuperset(own)}


def intention_changes(before: Council, now: Council) -> Iterator[Change]:
    """Yield what changed of each intention, each matched by its id, or by the link of a later paper's line to an earlier one."""
    one, other = _state(before), _state(now)
    for key in dict.fromkeys((*other.lines, *one.lines)):
        old, new = one.lines.get(key), other.lines.get(key)
        if old and new:
            changes = _both(key, one, other, old, new)
        elif new:
            changes = _only(new, one)
        else:
            changes = (change.mirrored for change in _only(one.lines[key], other))
        place = min(list(state.lines).index(key) for state in (one, other) if key in state.lines)
        yield from (replace(change, rank=place) for change in changes)


def _both(key: str, one: _State, other: _State, old: Line, new: Line) -> Iterator[Change]:
    yield from _completed(new, old, new) or _status(old, new)
    yield from _dates(new.label, key, old, new)
    yield from _completion(new.label, key, old, new)
    done = is_complete(new if key in one.mentioned else old)  # what was complete before a report needs no line in it
    if not done and (key in one.mentioned) != (key in other.mentioned):
        speaking, silent = (old, other) if key in one.mentioned else (new, one)
        dropped = Change(ChangeKind.DROPPED, key, new.label, _stated(speaking), Side("", silent.paper))
        yield dropped if key in one.mentioned else dropped.mirrored


def _only(new: Line, one: _State) -> Iterator[Change]:
    """Yield what a line is that only the one day knows: complete, a line that took up earlier ones, or new."""
    earlier = [one.lines[i] for i in new.takes_up if i in one.lines]
    if is_complete(new) and not (earlier and all(is_complete(line) for line in earlier)):
        yield Change(
            ChangeKind.COMPLETED, new.intention_id, new.label, _titles(earlier), _stated(new), _note(new, earlier)
        )
        return
    kind = ChangeKind.TAKEN_UP if earlier else ChangeKind.NEW
    yield Change(kind, new.intention_id, new.label, _titles(earlier), _stated(new), _note(new, earlier))
    if len(earlier) == 1 and earlier[0].due_as_written:
        yield from _dates(new.label, new.intention_id, earlier[0], new)
    elif new.standing is Standing.PAST:
        yield Change(ChangeKind.PASSED, new.intention_id, new.label, NOTHING, _stated(new))


def _note(new: Line, earlier: list[Line]) -> str:
    return "our reading" if any(line.intention_id in new.readings for line in earlier) else ""


def _titles(earlier: list[Line]) -> Side:
    if not earlier:
        return NOTHING
    places = dict.fromkeys(line.locator for line in earlier)
    return Side("; ".join(line.label for line in earlier), earlier[0].document_id, "; ".join(places))


def is_complete(line: Line) -> bool:
    """Return whether a line is reported complete."""
    return line.reported_status == ReportedStatus.COMPLETE


def _completed(new: Line, old: Line, now: Line) -> list[Change]:
    if is_complete(old) == is_complete(now):
        return []
    kind = ChangeKind.COMPLETED if is_complete(now) else ChangeKind.REOPENED
    return [Change(kind, new.intention_id, new.label, _stated(old), _stated(now))]


def _status(old: Line, new: Line) -> list[Change]:
    if (old.reported_status, _own_word(old)) == (new.reported_status, _own_word(new)):
        return []
    return [Change(ChangeKind.STATUS, new.intention_id, new.label, _stated(old), _stated(new))]


def _own_word(line: Line) -> str:
    """Return the council's word where it is none of ours: nothing else tells two of them apart."""
    return "" if line.reported_status else line.status_as_written


def _stated(line: Line) -> Side:
    """Return a line's status and its date as written, with the place of the paper that last said either, else its own."""
    latest = next((s for s in reversed(line.history) if s.gives_status or s.due_as_written), None)
    status = line.status_as_written or line.reported_status or "status not stated"
    on = line.completed_as_written if is_complete(line) else ""
    status = f"{status}, {on}" if on and on.casefold() not in status.casefold() else status
    words = "; ".join(part for part in (status, line.completion_test or _due(line)) if part)
    return Side(words, *(latest.place if latest else line.place))


def _due(line: Line) -> str:
    return f"due {line.due_quoted}" if line.due_as_written else ""


def _dates(what: str, key: str, old: Line, new: Line) -> Iterator[Change]:
    if old.standing is Standing.COMPLETE or new.standing is Standing.COMPLETE:
        return
    kind = moved(_firm(old), _firm(new))
    if kind:
        yield Change(kind, key, what, _dated(old), _dated(new))
    elif (old.standing is Standing.PAST) != (new.standing is Standing.PAST):
        yield Change(
            ChangeKind.PASSED if new.standing is Standing.PAST else ChangeKind.AHEAD,
            key,
            what,
            _stated(old),
            _stated(new),
        )


def _completion(what: str, key: str, old: Line, new: Line) -> Iterator[Change]:
    """Yield a completion that two papers give to different days. One that gives none says nothing against the other."""
    first, then = old.completed, new.completed
    given = is_complete(old) and is_complete(new) and old.completed_as_written and new.completed_as_written
    if given and (first.earliest, first.latest) != (then.earliest, then.latest):
        yield Change(ChangeKind.COMPLETION, key, what, _completed_on(old), _completed_on(new))


def _completed_on(line: Line) -> Side:
    (place,) = line.places_of("completed_as_written")
    return Side(f"complete, {line.completed_as_written}", *place)


def _firm(line: Line) -> Interval:
    """Return the due interval that a line can be held to: none where it depends on a condition."""
    return NO_INTERVAL if line.due_sense in NOT_HELD_TO else line.due


def _dated(line: Line) -> Side:
    latest = next((s for s in reversed(line.history) if s.due_as_written), None)
    return Side(line.due_words, *latest.place) if latest else Side("no date", *line.place)
