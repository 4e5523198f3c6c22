"""Which sums would tell, beside an earlier release of other people, the amount of a few people.

Whoever has two releases can take a sum of one from the same sum of the other. What is left is the amount of those who joined, left or
moved in between. So nobody may make it up, or at least five people (more, where more are hidden): in all, in each group, and in each
set of groups, since groups can be added up and taken from the total. Where a group has nobody any more, the total is that of the rest.

How many joined and left is not known, since no record of a person is kept: only the fewest who can have. People are counted by group and
month of birth, which nobody changes, so that who joins and who leaves seldom look like nobody. Where no count has changed, the sums as
published tell: the same sum is nobody's change, another is somebody's. Only there does rounding make a sum safe, for it has not moved.
Elsewhere it does not: one person's cost is many times £1,000, and one person's days are several.

A breakdown is hidden as a whole. One group alone would be the total less the others; and of two, three releases can part them again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from dayops_dash import wording
from dayops_dash.dataset.vocabulary import Shorthand
from dayops_dash.prepare.counting import tables
from dayops_dash.prepare.disclosure.protection import Policy, Value
from dayops_dash.prepare.disclosure.releases import UNBOUNDED
from dayops_dash.prepare.release.earlier import Amount, Earlier, WithAmount
from dayops_dash.prepare.release.near import NEAR_ELSEWHERE, NewCounts, changes_in_people

Sums = tuple[str, str]  # a measure and a breakdown by which it is summed; "" is its total
Change = Mapping[str, tuple[int, int]]  # by month of birth ("" is any): how many people more, at least and at most
ANY: Change = {"": (-UNBOUNDED, UNBOUNDED)}


def sums_of_few(
    amounts: Mapping[Amount, Value], people: WithAmount, new: NewCounts, others: Sequence[Earlier], policy: Policy
) -> dict[Sums, date]:
    """Return the sums that must not be shown beside releases of ``others``, each with the snapshot of the first of those.

    ``amounts`` are as they would be shown, and ``people`` those with an amount. A total stands for all sums of its measure.
    """
    withheld: dict[Sums, date] = {}
    for one in sorted(others, key=lambda release: release.snapshot):
        both = Both(one, new, amounts, people, policy)
        for measure in tables.AMOUNTS:
            if both.total_tells(measure):
                withheld.setdefault((measure, ""), one.snapshot)
            for name in tables.AMOUNTS_BY:
                if any(
                    both.groups_tell(measure, name, rest) for rest in _known_only_together(one, others, (measure, name))
                ):
                    withheld.setdefault((measure, name), one.snapshot)
    return withheld


def _known_only_together(one: Earlier, others: Sequence[Earlier], sums: Sums) -> list[frozenset[str]]:
    """Return the groups of which a release tells only the sum of all together: none, where it shows each.

    Where it shows its total alone, whoever has a release with the groups knows those that have not changed in between, and so the rest:
    one set for each such release.
    """
    if shown_sums(one.amounts, sums) is not None:
        return [frozenset()]
    return [_changed_groups(one, two, sums) for two in others if shown_sums(two.amounts, sums) is not None]


def _changed_groups(one: Earlier, two: Earlier, sums: Sums) -> frozenset[str]:
    pairs = one.with_amount.items() ^ two.with_amount.items()
    return frozenset(group for (measure, name, group, _), people in pairs if (measure, name) == sums)


def few_words(sums: Sums, snapshot: date) -> str:
    """Return why sums are hidden, in words."""
    measure, name = sums
    which = f"All sums of {measure}" if not name else f"Sums of {measure} by {name}"
    return (
        f"{which} are hidden: too few people joined, left or moved since those at {wording.day(snapshot)}, which are published. "
        "Who has both could work out the amount of a few people."
    )


def shown_sums(amounts: Mapping[Amount, Value], sums: Sums) -> dict[str, int] | None:
    """Return each group's sum as it is shown, 0 where nobody has an amount; None where they are hidden, or none is there."""
    its = {group: value for (*those, group), value in amounts.items() if tuple(those) == sums}
    if Shorthand.HIDDEN in its.values() or not any(isinstance(value, int) for value in its.values()):
        return None
    return {group: value if isinstance(value, int) else 0 for group, value in its.items()}


@dataclass(frozen=True)
class Both:
    """An earlier release and a new one of other people, and what whoever has both can take from each other."""

    one: Earlier
    new: NewCounts
    amounts: Mapping[Amount, Value]
    people: WithAmount
    policy: Policy

    def total_tells(self, measure: str) -> bool:
        """Whether the total moved by a few people from the earlier one, or from the sum of the groups that still have anybody."""
        now, before = (shown_sums(amounts, (measure, "")) for amounts in (self.amounts, self.one.amounts))
        if now is None or before is None:
            return False
        if self._moved_by_few(measure, [""], self._changes(measure, ""), before, now):
            return True
        return any(self._rest_tells(measure, name, now[""]) for name in tables.AMOUNTS_BY)

    def _rest_tells(self, measure: str, name: str, total: int) -> bool:
        before = shown_sums(self.one.amounts, (measure, name))
        if before is None:
            return False
        left = {group for (m, n, group, _), people in self.people.items() if (m, n) == (measure, name) and people}
        changes = self._changes(measure, name)
        return any(
            self._moved_by_few(measure, groups, changes, before, {groups[0]: total})
            for groups in _unions({*before, *left})
            if left and left <= {*groups}
        )

    def groups_tell(self, measure: str, name: str, together: frozenset[str]) -> bool:
        """Whether a group or a set of groups moved by a few people, of those sets that hold all groups that are known only together."""
        now, before = (shown_sums(amounts, (measure, name)) for amounts in (self.amounts, self.one.amounts))
        if now is None or shown_sums(self.one.amounts, (measure, "")) is None:
            return False
        changes = self._changes(measure, name)
        sets = (groups for groups in _unions({*now, *(before or ())}) if together <= {*groups})
        return any(self._moved_by_few(measure, groups, changes, before, now) for groups in sets)

    def _moved_by_few(
        self,
        measure: str,
        groups: Sequence[str],
        changes: Mapping[str, Change],
        before: Mapping[str, int] | None,
        now: Mapping[str, int],
    ) -> bool:
        """Return whether some groups together moved by a few people. Where ``before`` is not known, only counts show a change."""
        people = fewest([changes.get(group, {} if self._counted else ANY) for group in groups])
        if people:
            return people < self._enough
        return before is not None and self._moved(measure, groups, before, now)

    def _moved(self, measure: str, groups: Sequence[str], before: Mapping[str, int], now: Mapping[str, int]) -> bool:
        """Return whether the amounts shown for some groups differ by more than rounding can explain."""
        step = max(tables.step_of(measure, policy) for policy in (self.policy, self.one.release.policy))
        sums = [sum(tables.to_nearest(amounts.get(group, 0), step) for group in groups) for amounts in (before, now)]
        return abs(sums[1] - sums[0]) >= step * len(groups)

    @property
    def _enough(self) -> int:
        return max(NEAR_ELSEWHERE, *(policy.hides_to + 1 for policy in (self.policy, self.one.release.policy)))

    @property
    def _counted(self) -> bool:
        """Whether it is known how many people had an amount in the earlier release. Else all people stand for them."""
        return bool(self.one.with_amount and self.people)

    def _changes(self, measure: str, name: str) -> dict[str, Change]:
        """Return how many more people of each group have an amount; of all, where no breakdown is named."""
        if not self._counted:
            by_cell = changes_in_people(self.one, self.new, [name] if name else [])
            return {"".join(cell): {"": change} for cell, change in by_cell.items()}
        signed = [(+1, self.people), (-1, self.one.with_amount)]
        by_month = all(month for _, people in signed for *_, month in people)
        found_in: dict[str, dict[str, tuple[int, int]]] = {}
        for sign, people in signed:
            for (its, by, group, month), number in people.items():
                if (its, by) == (measure, name or tables.AMOUNTS_BY[0]):
                    months = found_in.setdefault(group if name else "", {})
                    more = months.get(month if by_month else "", (0, 0))[0] + sign * number
                    months[month if by_month else ""] = (more, more)
        return dict(found_in)


def fewest(changes: Iterable[Change]) -> int:
    """Return the fewest people who must have joined or left some groups taken together."""
    together: dict[str, tuple[int, int]] = {}
    for change in changes:
        for month, (least, most) in change.items():
            low, high = together.get(month, (0, 0))
            together[month] = (low + least, high + most)
    return sum(max(low, -high, 0) for low, high in together.values())


def _unions(groups: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Return each set of groups that is not empty."""
    every = sorted(groups)
    return (some for size in range(1, len(every) + 1) for some in combinations(every, size))
