"""What a council wants to come of it: its aims, the numbers that its papers give for them, and what can be judged at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dayops_dash import wording
from dayops_dash.cache import per_council
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import OutcomesRow, OutcomeValuesRow
from dayops_dash.dataset.vocabulary import Direction, NationalMatch, OutcomeKind, ValueRole
from dayops_dash.measures.shared.method import MethodNote

METHOD = MethodNote(
    title="Outcomes",
    what="Which aims have a baseline, a latest value and a target.",
    why="An aim without them cannot be judged.",
    how="As printed; national measures are keyed by their code and framework year.",
    limits="Two measures with other wording never share a chart.",
    source="Adult Social Care Outcomes Framework, handbooks of definitions",
)

AIM_KINDS = (  # in the order in which they can be judged
    OutcomeKind.SUCCESS_MEASURE,
    OutcomeKind.OUTCOME,
    OutcomeKind.OBJECTIVE,
    OutcomeKind.ASPIRATION,
    OutcomeKind.QUALITY_STANDARD,
)
ORDER = (ValueRole.BASELINE, ValueRole.PREVIOUS, ValueRole.LATEST, ValueRole.TARGET, ValueRole.COMPARATOR)
OF_THE_COUNCIL = (ValueRole.BASELINE, ValueRole.PREVIOUS, ValueRole.LATEST)


@dataclass(frozen=True, eq=False)
class Aim:
    """One row of ``outcomes`` with its rows of ``outcome_values``, baseline first, comparators last, older before newer."""

    row: OutcomesRow
    values: tuple[OutcomeValuesRow, ...]

    def given(self, *roles: ValueRole) -> tuple[OutcomeValuesRow, ...]:
        """Return the values of some roles that have a number."""
        return tuple(v for v in self.values if v.role in roles and not wording.missing(v.value))

    @property
    def has_number(self) -> bool:
        """Whether any paper gives a number of the council's own."""
        return bool(self.given(*OF_THE_COUNCIL))

    @property
    def says_better(self) -> bool:
        """Whether the paper says which way is better."""
        return bool(self.row.direction != Direction.NOT_STATED)

    @property
    def is_national(self) -> bool:
        """Whether it is the national measure of its code, or read as such: never where only the subject is the same."""
        return bool(self.row.ascof_code) and self.row.ascof_match != NationalMatch.OTHER


@dataclass(frozen=True)
class Judged:
    """How many aims have what is needed to judge them."""

    aims: int
    with_direction: int
    with_number: int
    with_baseline: int
    with_target: int
    national: int


@dataclass(frozen=True)
class OutcomeChange:
    """The latest number less the one before. ``within_margins``: their published margins of error meet; None without both."""

    latest: OutcomeValuesRow
    before: OutcomeValuesRow
    points: float
    within_margins: bool | None


@dataclass(frozen=True)
class Moved:
    """How many aims last moved which way. ``unsure``: their published margins of error meet; ``unsaid``: no way is said to be better."""

    better: int = 0
    worse: int = 0
    same: int = 0
    unsure: int = 0
    unsaid: int = 0
    without_number: int = 0

    @property
    def changes(self) -> int:
        """How many have two numbers to compare."""
        return self.better + self.worse + self.same + self.unsure + self.unsaid


@per_council
def aims(council: Council) -> tuple[Aim, ...]:
    """Return what the papers want, success measures first, each kind paper by paper in the paper's order."""
    return tuple(_of_kinds(council, AIM_KINDS))


def national(council: Council) -> tuple[Aim, ...]:
    """Return the national measures whose published values an officer has added."""
    return tuple(_of_kinds(council, (OutcomeKind.NATIONAL_MEASURE,)))


def _of_kinds(council: Council, kinds: Sequence[OutcomeKind]) -> list[Aim]:
    held: dict[str, list[OutcomeValuesRow]] = {}
    for value in council.rows("outcome_values"):
        held.setdefault(value.outcome_id, []).append(value)
    papers = [row.document_id for row in council.rows("documents")]
    rows = [row for row in council.rows("outcomes") if row.kind in kinds]
    rows.sort(key=lambda r: (kinds.index(r.kind), papers.index(r.document_id), r.position))
    return [Aim(row, tuple(sorted(held.get(row.outcome_id, []), key=_in_order))) for row in rows]


def _in_order(value: OutcomeValuesRow) -> tuple[int, str]:
    return ORDER.index(value.role), value.period


def judged(found: Sequence[Aim]) -> Judged:
    """Return how many of some aims have a direction, a number, a baseline, a target, and a national measure."""
    return Judged(
        len(found),
        sum(aim.says_better for aim in found),
        sum(aim.has_number for aim in found),
        sum(bool(aim.given(ValueRole.BASELINE)) for aim in found),
        sum(bool(aim.given(ValueRole.TARGET)) for aim in found),
        sum(aim.is_national for aim in found),
    )


def latest(aim: Aim) -> OutcomeValuesRow | None:
    """Return the council's most recent number; where the paper with the latest is not yet out, the one before."""
    own = aim.given(*OF_THE_COUNCIL)
    return own[-1] if own else None


def change(aim: Aim) -> OutcomeChange | None:
    """Return the last step between two numbers of the council; None where there are not two of one unit and place."""
    own = aim.given(*OF_THE_COUNCIL)
    if len(own) < 2:
        return None
    before, now = own[-2:]
    if (before.unit, before.place) != (now.unit, now.place):
        return None
    margins = [before.margin_of_error, now.margin_of_error]
    points = round(now.value - before.value, 6)
    within = None if any(wording.missing(m) for m in margins) else abs(points) <= sum(margins)
    return OutcomeChange(now, before, points, within)


def since_baseline(aim: Aim) -> bool | None:
    """Return whether the latest number is better than the baseline; None where that is the number before, or no way is better."""
    own, base = aim.given(*OF_THE_COUNCIL), aim.given(ValueRole.BASELINE)
    if len(own) < 3 or not base or (base[0].unit, base[0].place) != (own[-1].unit, own[-1].place):
        return None
    return better(aim, round(own[-1].value - base[0].value, 6))


def better(aim: Aim, points: float) -> bool | None:
    """Return whether a change is for the better; None where no change, or the paper does not say which way is better."""
    if not points or aim.row.direction not in (Direction.HIGHER, Direction.LOWER):
        return None
    return bool((points > 0) == (aim.row.direction == Direction.HIGHER))


def moved(found: Sequence[Aim]) -> Moved:
    """Return how many of some aims are better or worse than before; one without two numbers to compare is in no way moved."""
    ways = [_way(aim) for aim in found]
    known = {name: ways.count(name) for name in ("better", "worse", "same", "unsure", "unsaid")}
    return Moved(**known, without_number=sum(not aim.has_number for aim in found))


def _way(aim: Aim) -> str:
    step = change(aim)
    if not step:
        return ""
    if not step.points:
        return "same"
    if step.within_margins:
        return "unsure"
    good = better(aim, step.points)
    return "unsaid" if good is None else "better" if good else "worse"


def reached(aim: Aim) -> bool | None:
    """Return whether the latest number is at its target or beyond; None without both, or where no way is said to be better."""
    now, targets = latest(aim), aim.given(ValueRole.TARGET)
    if not now or not targets or (now.unit, now.place) != (targets[-1].unit, targets[-1].place):
        return None
    short = targets[-1].value - now.value
    return True if not short else None if (ahead := better(aim, short)) is None else not ahead


def apart(council: Council) -> tuple[Aim, ...]:
    """Return aims on the subject of a national measure that are not that measure, and have numbers: kept out of its chart."""
    return tuple(a for a in aims(council) if a.row.ascof_match == NationalMatch.OTHER and a.has_number)
