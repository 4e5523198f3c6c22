"""Who attends against who lives there: each group's share beside its share of residents, and how far chance could move it."""

from __future__ import annotations

from collections.abc import Sequence

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import PeopleRow
from dayops_dash.figures.shared.grid import Grid, GridColumn, Kind, grid_of, hedged
from dayops_dash.figures.shared.model import Bar, Figure, Panel, sources
from dayops_dash.measures import demand as measure
from dayops_dash.measures.demand import Represented, ShareVerdict

NOTE_INDEX = (
    "The index is the share of those attending divided by the share of residents: 1 is the same share. It is worked out here. "
    "More than 1 is not too many and less is not too few: need may differ."
)
NOTE_CHANCE = (
    "Intervals are 95% Wilson score intervals, worked out here: how far chance alone could move a share among so few people. "
    "Those attending are everyone who attends, not a sample."
)
NO_BASE = "The papers do not say of how many people these shares are, and give no number that they could be of: no interval is shown."


def representation_figure(council: Council) -> Figure | None:
    """Each share beside that of residents, with its index and interval; None where no paper gives both."""
    found = measure.represented(council)
    if not found:
        return None
    said = measure.findings(council)
    rows = [*(r for one in found for r in (one.row, one.residents)), *found[0].bases, *said]
    return Figure(
        "representation",
        representation_title(found),
        f"Per cent of people who attend and of residents, {council.short_title}. Lines under the bars are 95% intervals"
        if found[0].bases
        else f"Per cent of people who attend and of residents, {council.short_title}",
        _words(found),
        _grid(found),
        panels=(*(_panel(one) for one in found), *_said_panel(said)),
        notes=(NOTE_INDEX, *([NOTE_CHANCE] if found[0].bases else []), *_notes(council, found)),
        sources=sources(council, rows),
    )


def representation_title(found: Sequence[Represented]) -> str:
    """Return the finding: how many shares differ from the residents' by more than chance could make."""
    apart = [one for one in found if one.verdict in (ShareVerdict.HIGHER, ShareVerdict.LOWER)]
    number = wording.spelled(len(found))
    if not found[0].bases:
        first = max(found, key=lambda one: abs(one.index - 1))
        group = wording.capital(first.row.group)
        return f"{group}: {_share(first.row)} of those attending, {_share(first.residents)} of residents"
    if not apart:
        return f"Who attends: by our calculation, none of {number} shares can be told apart from the residents'"
    verb = "is" if len(apart) == 1 else "are"
    return f"By our calculation, {wording.spelled(len(apart))} of {number} shares {verb} higher or lower than the residents'"


def _share(row: PeopleRow) -> str:
    return wording.percent(row.value)


def _bases_words(bases: Sequence[PeopleRow]) -> str:
    return wording.listed([wording.plain(b.value) for b in bases], "or")


def _words(found: Sequence[Represented]) -> str:
    said = [f"{one.row.group} {_share(one.row)}, {_share(one.residents)} of residents" for one in found]
    shares = f"Of those attending: {'; '.join(said)}."
    bases = found[0].bases
    if not bases:
        return f"{shares} {NO_BASE}"
    numbers = "the number" if len(bases) == 1 else "the numbers"
    verdicts = {v: [one.row.group for one in found if one.verdict == v] for v in ShareVerdict}
    told = [f"{wording.listed(groups)}: {verdict}" for verdict, groups in verdicts.items() if groups]
    return (
        f"{shares} The paper does not say of how many people its shares are. So intervals are tried for {_bases_words(bases)}, "
        f"{numbers} that it gives for {bases[-1].period}. {wording.sentence('; '.join(told))}"
    )


def _panel(one: Represented) -> Panel:
    title = wording.capital(one.row.group)
    interval = one.interval(one.bases[0]) if one.bases else None
    detail = f"{interval.low:.0f}% to {interval.high:.0f}% if of {_bases_words(one.bases[:1])}" if interval else ""
    ends = (interval.low, interval.high) if interval else None
    bars = (
        Bar("People attending", float(one.row.value), _share(one.row), detail, ends),
        Bar("Residents", float(one.residents.value), _share(one.residents), one.residents.period),
    )
    note = f"Index {one.index:.2f}{_index_ends(one)}: {one.verdict}. {one.residents.note}".strip()
    return Panel(title, f"By {one.row.breakdown}", bars, note=note)


def _index_ends(one: Represented) -> str:
    found = [(one.index_interval(base), base) for base in one.bases]
    said = [f"{i.low:.2f} to {i.high:.2f} if of {wording.plain(b.value)}" for i, b in found]
    return f" ({'; '.join(said)})" if said else ""


def _said_panel(said: Sequence[PeopleRow]) -> tuple[Panel, ...]:
    items = tuple(f"{r.subject}: {r.statement}" for r in said)
    return (Panel("What the paper itself says", "In our words", items=items),) if items else ()


def _notes(council: Council, found: Sequence[Represented]) -> tuple[str, ...]:
    notes = [r.note for one in found for r in (one.row, one.residents) if r.note]
    for one in found:
        if one.row.group.startswith("under ") and "adult" not in one.residents.base.lower():
            notes.append(
                f"Residents include children, who are all {one.row.group}. Among adult residents that share is therefore lower "
                f"than {_share(one.residents)}; no paper gives it."
            )
        silent = measure.not_disclosed(council, one)
        if silent:
            known = one.row.value / (100 - silent.value) * 100
            notes.append(
                f"{wording.percent(silent.value)} did not disclose their {one.row.breakdown}. If they are among the people that "
                f"{_share(one.row)} is of, the share of those who did is {known:.1f}% (worked out here)."
            )
    return tuple(dict.fromkeys(notes))


def _grid(found: Sequence[Represented]) -> Grid:
    return grid_of(
        found,
        GridColumn("group", "Group", lambda r: wording.capital(r.row.group)),
        GridColumn("breakdown", "By", lambda r: r.row.breakdown),
        GridColumn(
            "share_attending_pct", "Of those attending", lambda r: hedged(r.row.value, r.row.qualifier), Kind.PERCENT
        ),
        GridColumn(
            "share_residents_pct",
            "Of residents",
            lambda r: hedged(r.residents.value, r.residents.qualifier),
            Kind.PERCENT,
        ),
        GridColumn("residents_period", "Residents counted", lambda r: r.residents.period),
        GridColumn("index", "Index, worked out here", lambda r: round(r.index, 2), Kind.COUNT),
        *(column for base in found[0].bases for column in _interval_columns(base)),
        GridColumn("verdict", "Against residents", lambda r: str(r.verdict)),
        GridColumn("place", "Place in paper", lambda r: r.row.locator, Kind.PLACE),
    )


def _interval_columns(base: PeopleRow) -> tuple[GridColumn[Represented], GridColumn[Represented]]:
    """Return the two ends of the index, were the share of so many people."""
    number = f"{base.value:.0f}"
    low, high = (f"Index {word}, if of {number}, worked out here" for word in ("from", "to"))
    return (
        GridColumn(f"index_low_of_{number}", low, lambda r: round(r.index_interval(base).low, 2), Kind.COUNT),
        GridColumn(f"index_high_of_{number}", high, lambda r: round(r.index_interval(base).high, 2), Kind.COUNT),
    )
