"""Which published zeros are not known to be zeros: those that records which are not understood could have filled.

No few of them are let pass: three records of one area are all of its people, and a 0 in their place is false. Only a cell that such a
record could have been counted in is marked. The mark says that there is at least one, as a hidden count says, and no more: their number is
published nowhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dayops_dash import wording
from dayops_dash.dataset.vocabulary import Shorthand
from dayops_dash.prepare.counting import day_support as day
from dayops_dash.prepare.counting.tables import ShownCell
from dayops_dash.prepare.counting.uncounted import ANY, CONFLICT, Uncounted
from dayops_dash.prepare.disclosure.protection import CountTable
from dayops_dash.prepare.records.fields import NOT_KNOWN

NOT_STATED = (NOT_KNOWN, day.DELIVERIES[-1])
MOST_NAMED = 6  # groups, in a message
AGES = (day.AGE, day.NARROW_AGE)  # known of everybody who is counted, unless two records of somebody conflict


@dataclass(frozen=True)
class Doubt:
    """What may have filled a 0: people who are in no count, and breakdowns in which a group of anybody may be any.

    Days a week come from amounts, which may be empty, beyond a week or in no days at all, and add up over records; so where anybody's are
    not known, or any record is in no count, no band is 0. Providers are taken together over records, likewise.
    """

    uncounted: Uncounted
    open: frozenset[str] = frozenset()

    def fills(self, one: ShownCell) -> bool:
        """Return whether somebody who is not counted in a cell may belong to it."""
        uncounted, area, name, group = self.uncounted, one.area_code, one.breakdown, one.group
        if name == day.AREA:
            return uncounted.may_be(CONFLICT, "", ANY) or any(
                its == ANY for its, _ in uncounted.pairs.get(day.AREA, ())
            )
        if name in self.open or not name:
            return bool(name) or uncounted.may_be(day.AREA, area, ANY)
        if group in NOT_STATED and uncounted.may_be(CONFLICT, area, ANY):
            return True
        return not (name in AGES and group == NOT_KNOWN) and uncounted.may_be(name, area, group)


def doubted(tables: Sequence[CountTable], uncounted: Uncounted, *, own_providers: bool) -> Doubt:
    """Return who may belong to a cell of ``tables`` that counts nobody."""
    days = next(table for table in tables if table.dimensions[-1].name == day.DAYS)
    whole = ("",) * (len(days.dimensions) - 1)
    asked = {
        day.DAYS: bool(uncounted.records) or days.totalled[*whole, NOT_KNOWN] > 0,
        day.PROVIDER: bool(uncounted.records) or not own_providers or uncounted.may_be(day.PROVIDER, "", ANY),
    }
    return Doubt(uncounted, frozenset(name for name, true in asked.items() if true))


def marked(cells: Sequence[ShownCell], doubt: Doubt) -> tuple[ShownCell, ...]:
    """Return the cells with "not available" for each shown zero that somebody may fill."""
    filled = _in_doubt(cells, doubt)
    return tuple(replace(one, value=Shorthand.NOT_AVAILABLE) if one in filled else one for one in cells)


def _in_doubt(cells: Sequence[ShownCell], doubt: Doubt) -> frozenset[ShownCell]:
    return frozenset(one for one in cells if one.measure == "people" and one.value == 0 and doubt.fills(one))


def notes(cells: Sequence[ShownCell], doubt: Doubt) -> list[str]:
    """Return a sentence on which zeros are not available, and why; none where all are sure."""
    filled = _in_doubt(cells, doubt)
    if not filled:
        return []
    why = [f"{count:,} {reason}" for reason, count in doubt.uncounted.records.items()]
    lacking = sorted(doubt.open | doubt.uncounted.lacking)
    reasons = [
        *([f"records that may be of people there are in no count ({'; '.join(why)})"] if why else []),
        *([f"of some people the records do not say ({', '.join(lacking)})"] if lacking else []),
    ]
    counts = wording.count(len(filled), "count of people is", "counts of people are")
    whole = sorted(f"{one.breakdown}: {one.group}" for one in filled if one.breakdown and not one.area_code)
    more = [f"and {len(whole) - MOST_NAMED} more"] if len(whole) > MOST_NAMED else []
    codes = {one.area_code for one in filled} - {""}
    areas = [f"in {wording.count(len(codes), 'area')}"] if codes else []
    where = "; ".join([*whole[:MOST_NAMED], *more, *areas])
    return [
        f"{counts} shown as not available and not as 0: nobody is counted there, and {wording.listed(reasons)}: {where}."
    ]
