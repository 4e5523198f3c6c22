"""What may be published of people of whom something is published already: the new tables are protected together with the earlier ones."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dayops_dash import wording
from dayops_dash.dataset.vocabulary import Shorthand
from dayops_dash.prepare.counting import tables
from dayops_dash.prepare.counting.tables import Rows, ShownCell
from dayops_dash.prepare.disclosure.audit import audit_difference
from dayops_dash.prepare.disclosure.protection import (
    Dimension,
    Method,
    Opening,
    Policy,
    ProtectedTable,
    Release,
    Value,
    Zeros,
    strictest,
)
from dayops_dash.prepare.records.columns import RecordsError
from dayops_dash.prepare.release.earlier import Amount, Earlier
from dayops_dash.prepare.release.few import Sums, few_words, sums_of_few
from dayops_dash.prepare.release.near import Linked, NewCounts, direction_of_change, linked


@dataclass(frozen=True)
class Together:
    """What may be published, by which policy, and what the officer should know of how earlier releases changed it."""

    release: Release
    shown: tuple[ShownCell, ...]
    notes: tuple[str, ...]


def publish(rows: Rows, new: NewCounts, earlier: Sequence[Earlier], policy: Policy) -> Together:
    """Return the counts and amounts that may be published beside the earlier releases.

    ``rows`` are those of ``day_support.counted``, of which ``new`` has the tables. Raises RecordsError where nothing may be.
    """
    same = linked(earlier, new)
    in_force = holding(policy, [one.earlier.release for one in same])
    published = _protected(new, in_force, same)
    _refuse_open_differences(Release(published, in_force), new, _others(earlier, same))
    amounts = tables.amounts_shown(rows, published, in_force)
    people = tables.people_with_amounts(rows)
    few = sums_of_few(amounts_of(amounts), people, new, _others(earlier, same), in_force)
    telling = {sums: day for sums, day in few.items() if not _shown_already(sums, amounts, same)}
    publishable = _amounts_together(amounts, same, telling, in_force)
    notes = [*_held_notes(policy, in_force, same), *_amount_notes(amounts, publishable, telling)]
    return Together(Release(published, in_force), (*tables.people_shown(published), *publishable), tuple(notes))


def _protected(new: NewCounts, policy: Policy, same: Sequence[Linked]) -> tuple[ProtectedTable, ...]:
    """Return the tables as they may be published, or raise RecordsError with what to do."""
    if not same:
        return tables.protected(new.tables, policy)
    try:
        past = [sorted_anew(one, number) for number, one in enumerate(same, start=1)]
        return tables.protected(new.tables, policy, past)
    except RecordsError as error:
        first = words(same[0].earlier.release.policy)
        raise RecordsError(
            f"{error}. What is published once stays public. Prepare these people as they were published: {first}."
        ) from error


def _others(earlier: Sequence[Earlier], same: Sequence[Linked]) -> list[Earlier]:
    """Return the releases of other people."""
    linked_ones = [one.earlier for one in same]
    return [one for one in earlier if one not in linked_ones]


def _refuse_open_differences(release: Release, new: NewCounts, others: Sequence[Earlier]) -> None:
    """Refuse where one release has everybody of another and more, and taking one from the other opens a count."""
    for one in others:
        way = direction_of_change(one, new)
        whole, part = (release, one.release) if way > 0 else (one.release, release)
        if way and (opened := audit_difference(whole, part)):
            raise RecordsError(
                f"Nothing was written: beside the counts at {wording.day(one.snapshot)}, which are published, "
                f"{len(opened)} hidden counts could be worked out, for people only joined or only left between the two: "
                f"{'; '.join(_place(opening) for opening in opened[:3])}. Prepare a later snapshot."
            )


def _place(opening: Opening) -> str:
    """Return where a cell stands, without which of the two releases it is in."""
    return f"{opening.table}, {' / '.join(word or 'total' for word in opening.cell[:-1])}"


def holding(policy: Policy, releases: Sequence[Release]) -> Policy:
    """Return the policy for people of whom releases are published: as asked, or as strict as the strictest that hides anything.

    To publish as one of them was published adds nothing; nor does anything where none of them hides a count.
    """
    hiding = [release.policy for release in releases if release.hides]
    return policy if not hiding or policy in hiding else strictest([policy, *hiding])


def sorted_anew(one: Linked, number: int) -> Release:
    """Return a release of the same people with the breakdowns that count them otherwise under names of their own.

    What is counted alike (everybody, and what the other breakdowns count) is then one cell in both, and nothing else is.
    """
    return replace(
        one.earlier.release, tables=tuple(_renamed(table, one, number) for table in one.earlier.release.tables)
    )


def _renamed(table: ProtectedTable, one: Linked, number: int) -> ProtectedTable:
    shape = tuple(
        Dimension(f"{d.name} in release {number}", d.categories) if d.name in one.anew else d for d in table.dimensions
    )
    name = table.name if shape == table.dimensions else f"{table.name} in release {number}"
    return replace(table, name=name, dimensions=shape)


def _amounts_together(
    amounts: Sequence[ShownCell], same: Sequence[Linked], of_few: Collection[Sums], policy: Policy
) -> list[ShownCell]:
    """Return the amounts with those hidden that would tell something beside the earlier ones.

    Of the same people an amount that was hidden stays hidden, and where one has changed, somebody's has: then no sum of that measure is
    shown. Nor is one of those ``of_few``, all of a breakdown or of a measure at once.
    """
    changed = {measure for one in same for measure in _changed(one, amounts, policy)}
    closed = {key for one in same for key in _closed(one, amounts)}
    return [
        replace(one, value=Shorthand.HIDDEN)
        if isinstance(one.value, int) and (one.measure in changed or _key(one) in closed or _among(one, of_few))
        else one
        for one in amounts
    ]


def _among(one: ShownCell, sums: Collection[Sums]) -> bool:
    """Whether an amount is one of these sums; where the total is, all of its measure are."""
    return (one.measure, "") in sums or (one.measure, one.breakdown) in sums


def _shown_already(sums: Sums, amounts: Sequence[ShownCell], same: Sequence[Linked]) -> bool:
    """Whether an earlier release of these very people shows these sums as they are now: once more they tell nothing."""
    its = {_key(one): one.value for one in amounts if (one.measure, one.breakdown) == sums}
    return any(its.items() <= one.earlier.amounts.items() for one in same if sums[1] not in one.anew)


def _key(one: ShownCell) -> Amount:
    return one.measure, one.breakdown, one.group


def _changed(one: Linked, amounts: Sequence[ShownCell], policy: Policy) -> set[str]:
    """Return the measures of which a published sum has changed. The same sum in a rounder number has not."""
    earlier = one.earlier
    changed = set()
    for now in amounts:
        before = earlier.amounts.get(_key(now))
        step = max(tables.step_of(now.measure, policy), tables.step_of(now.measure, earlier.release.policy))
        both = isinstance(before, int) and isinstance(now.value, int) and now.breakdown not in one.anew
        if both and tables.to_nearest(before, step) != tables.to_nearest(now.value, step):  # type: ignore[arg-type]
            changed.add(now.measure)
    return changed


def _closed(one: Linked, amounts: Sequence[ShownCell]) -> set[Amount]:
    """Return the amounts that were hidden, by themselves or with the whole of their breakdown."""
    before = one.earlier.amounts
    return {
        _key(now)
        for now in amounts
        if now.breakdown not in one.anew and before.get(_key(now), Shorthand.HIDDEN) is Shorthand.HIDDEN
    }


def _held_notes(asked: Policy, in_force: Policy, same: Sequence[Linked]) -> list[str]:
    if not same:
        return []
    days = wording.listed(sorted({wording.day(one.earlier.snapshot) for one in same}))
    notes = [f"These people are published already ({days}). What was hidden then stays hidden."]
    if in_force != asked:
        notes.append(f"The settings of what is published hold: {words(in_force)}, not {words(asked)}.")
    return notes


def words(policy: Policy) -> str:
    """Return what a policy hides, in words: counts of 1 to 4 hidden, the rest to the nearest 5."""
    rest = ", the rest to the nearest 5" if policy.method is Method.ROUND else ""
    return f"counts of {0 if policy.zeros is Zeros.HIDDEN else 1} to {policy.hides_to} hidden{rest}"


def _amount_notes(before: Sequence[ShownCell], after: Sequence[ShownCell], of_few: Mapping[Sums, date]) -> list[str]:
    """Return why sums are hidden that otherwise would not be."""
    hidden = {(a.measure, a.breakdown) for b, a in zip(before, after, strict=True) if b.value != a.value}
    notes = [
        few_words((measure, name), snapshot)
        for (measure, name), snapshot in sorted(of_few.items())
        if not name or (measure, "") not in of_few
    ]
    others = {measure for measure, name in hidden if not {(measure, ""), (measure, name)} & of_few.keys()}
    return notes + [
        f"Sums of {measure} are hidden: beside what is published they would tell the amount of a few people."
        for measure in sorted(others)
    ]


def amounts_of(cells: Sequence[ShownCell]) -> dict[Amount, Value]:
    """Return the amounts among the published cells."""
    return {_key(one): one.value for one in cells if one.measure != "people"}
