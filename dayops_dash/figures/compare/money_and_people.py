"""Money and people side by side: each amount with its basis, each count with its year."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import ContextRow, PeopleRow, SavingsRow, SpendRow
from dayops_dash.dataset.vocabulary import ProviderKind
from dayops_dash.figures.compare.common import NOT_STATED, Summary, Topic, number_of, side_by_side
from dayops_dash.figures.demand.attendance import as_of, change_words, number_words
from dayops_dash.figures.demand.falls import since_words
from dayops_dash.figures.money.split import COVERED, basis_words, pounds, printed_otherwise
from dayops_dash.figures.shared.model import Figure
from dayops_dash.figures.shared.paper_words import said_short
from dayops_dash.measures import compare, demand, people
from dayops_dash.measures.money import savings
from dayops_dash.measures.money import spend as money

NO_DATE = "no date given"


def money_figure(councils: Sequence[Council]) -> Figure:
    """The amount, who provides for it, and savings: a column for each council, each with its own basis."""
    topics = (
        Topic("Budget or spend", total_told),
        Topic("To council-run services", partial(part_told, kind=ProviderKind.INTERNAL)),
        Topic("To the independent sector", partial(part_told, kind=ProviderKind.EXTERNAL)),
        Topic("Savings aimed at", savings_told),
    )
    title = wording.capital(number_of(councils, "split", "states", "state"))
    words = (
        "Budget and spend are different things, and transport and food may be in or out: read the basis under each amount. "
        "Shares are worked out here, of that paper's own total."
    )
    return side_by_side(
        "money", f"{title} how spend splits between providers, each on its own basis", words, topics, councils
    )


def total_told(council: Council) -> Summary:
    found = money.headline(council)
    if not found:
        said = money.statements(council)[:1]
        return Summary(details=_said(council, said), rows=said)
    total = found.total
    covered = f"transport {COVERED[total.transport_included]}; food {COVERED[total.food_included]}"
    return Summary(f"{pounds(total)}, {basis_words(total)}", (*_as_printed(total), wording.capital(covered)), (total,))


def _as_printed(row: SpendRow) -> tuple[str, ...]:
    printed = printed_otherwise(row)
    return (f"Printed as {printed}",) if printed else ()


def _said(council: Council, rows: Sequence[ContextRow | PeopleRow | SavingsRow | SpendRow]) -> tuple[str, ...]:
    return tuple(said_short(council, r) for r in rows)


def part_told(council: Council, kind: ProviderKind) -> Summary:
    """Return the part of a council's own total that goes to one kind of provider, with its share of that total."""
    found = money.headline(council)
    part = next((p for p in found.parts if p.provider_kind == kind), None) if found else None
    if not found or not part:
        return Summary()
    share = f"{found.share(part):.0f}%" if found.exact else ""
    of = f"{share} of {pounds(found.total)}, worked out here" if share else f"of {pounds(found.total)}"
    words = f"{pounds(part)}, {share}" if share else pounds(part)
    return Summary(words, (*_as_printed(part), of, wording.capital(basis_words(part))), (part,))


def savings_told(council: Council) -> Summary:
    """Return what is planned to be saved in all with its years, printed or added up here; else what a paper says of savings."""
    plan = savings.plan(council)
    if not plan:
        said = compare.savings_told(council)
        return Summary("No amount stated" if said else NOT_STATED, _said(council, said), said)
    added = "" if plan.printed or len(plan.rows) < 2 else ", added up here"
    basis = (f"{plan.span or 'years not stated'}{added}", *dict.fromkeys(r.cash_basis for r in plan.rows))
    return Summary(wording.money(plan.pounds), tuple(wording.capital(b) for b in basis if b), plan.rows)


def people_figure(councils: Sequence[Council]) -> Figure:
    """Who is supported, by whom, and how that changed: a column for each council, each count with its year."""
    topics = (
        Topic("People supported", supported_told),
        Topic("By kind of provider", kinds_told),
        Topic("With a direct payment", direct_told),
        Topic("Attendance over time", attendance_told),
    )
    title = wording.capital(number_of(councils, "people", "counts", "count"))
    words = "Councils count different people at different times: those whom they fund, those who attend, or those who benefit."
    return side_by_side("people", f"{title} the people supported, each in its own way", words, topics, councils)


def supported_told(council: Council) -> Summary:
    rows = compare.supported(council)
    details = tuple(f"{number_words(r)}: {r.subject}, {r.period or NO_DATE}" for r in rows)
    return (
        Summary(wording.listed([number_words(r) for r in rows], "or"), details, rows) if rows else _people_said(council)
    )


def _people_said(council: Council) -> Summary:
    """Return what a paper says in words of how many are supported."""
    rows = tuple(
        r
        for r in demand.statements(council)
        if r.measure == demand.PEOPLE and isinstance(r, PeopleRow) and r.provider_kind == "all"
    )[:1]
    return Summary("No number stated", _said(council, rows), rows) if rows else Summary()


def kinds_told(council: Council) -> Summary:
    """Return the latest count by kind of provider, with those counted twice apart."""
    split = people.by_kind(council)
    if not split:
        return Summary()
    parts = sorted(split.parts, key=lambda p: list(ProviderKind).index(ProviderKind(p.provider_kind)))
    words = [f"{number_words(p)} {_kind(p)}" for p in parts]
    twice = people.counted_twice(council, split)
    both = (
        [f"{number_words(twice.once)} are also given; the difference of {twice.number} may be people who use both"]
        if twice
        else []
    )
    return Summary(
        "; ".join(words), (wording.capital(split.total.period or NO_DATE), *both), (split.total, *split.parts)
    )


def _kind(row: PeopleRow) -> str:
    """Return who provides, short enough for a line: both, beside the two kinds that it is of."""
    return "both" if row.provider_kind == ProviderKind.BOTH else wording.provider(row.provider_kind)


def direct_told(council: Council) -> Summary:
    row = compare.with_direct_payment(council)
    if not row:
        return Summary()
    if wording.missing(row.value):
        return Summary("No number stated", _said(council, (row,)), (row,))
    return Summary(number_words(row), (f"{row.subject}, {row.period or NO_DATE}",), (row,))


def _base(row: PeopleRow) -> str:
    """Return whose attendance a change is of: council-run services; older people, council-run services; else its subject."""
    run = "" if row.provider_kind in ("", ProviderKind.ALL) else f"{wording.provider(row.provider_kind)} services"
    return wording.capital(", ".join(filter(None, (row.client_group, run))) or row.subject)


def attendance_told(council: Council) -> Summary:
    series, changed = demand.attendance(council), demand.changes(council)
    if series:
        latest = series.rows[-1]
        since = since_words(series)
        details = (f"{wording.capital(since)}, worked out here",) if since else ()
        return Summary(
            f"{number_words(latest)} in {latest.period}", (*details, series.subject), (latest, series.highest)
        )
    if changed:
        return Summary(
            "; ".join(f"{_base(r)}: {change_words(r)} {as_of(council, r)}" for r in changed),
            tuple(r.subject for r in changed),
            changed,
        )
    said = tuple(r for r in demand.statements(council) if r.subject.casefold().startswith("attendance"))
    return Summary(details=_said(council, said), rows=said) if said else Summary()
