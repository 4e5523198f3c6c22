"""What a percentage printed beside a saving is of, and savings a person."""

from __future__ import annotations

from collections.abc import Sequence

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.figures.money.split import goes_to, pounds
from dayops_dash.figures.shared.grid import GridColumn, Kind, grid_of, hedged
from dayops_dash.figures.shared.model import Figure, Tile, sources
from dayops_dash.figures.shared.row_notes import row_notes
from dayops_dash.measures.money import savings
from dayops_dash.measures.money.savings import Base


def share_figure(council: Council) -> Figure | None:
    """What a percentage printed beside a saving could be of, and which base fits; None where none is printed."""
    row = next(iter(savings.quoted(council)), None)
    found = savings.bases(council, row) if row else ()
    if not row or not found:
        return None
    share = wording.percent(row.share_pct)
    return Figure(
        "saving-share",
        _share_title(share, found),
        f"The saving as a share of each base that it could mean, worked out here, {council.short_title}",
        f"The paper does not say what the {share} is of, and nothing here settles it.{_years_words(found)}",
        grid_of(
            found,
            GridColumn("base", "Share of", lambda b: _base_name(b)),
            GridColumn("base_gbp", "Base", lambda b: hedged(b.amount, b.spend.qualifier), Kind.MONEY),
            GridColumn("saving_gbp", "Saving", lambda b: hedged(b.saving.amount_gbp, b.saving.qualifier), Kind.MONEY),
            GridColumn("share_pct", "Share", lambda b: round(b.share, 2), Kind.PERCENT),
            GridColumn("fits", f"Fits {share}", lambda b: "yes" if b.fits else "no"),
        ),
        notes=(row.note,) if row.note else (),
        sources=sources(council, [row, *(b.spend for b in found)]),
        grid_first=True,
    )


def _base_name(base: Base) -> str:
    name = (
        f"All {base.spend.basis}"
        if base.spend.provider_kind == "all"
        else f"{wording.capital(goes_to(base.spend.provider_kind))} alone"
    )
    if base.times > 1:
        return f"{name}, {base.times} years of it"
    return f"{name}, saving of {base.saving.financial_year} alone" if base.saving.accumulation == "in year" else name


def _share_title(share: str, found: Sequence[Base]) -> str:
    fits = [b for b in found if b.fits]
    if len(fits) != 1:
        return f"The printed {share} fits {wording.spelled(len(fits))} of {len(found)} bases that it could mean"
    base = _base_name(fits[0])
    named = f"{wording.uncapital(base)}, {wording.money(fits[0].amount)}"
    return f"Of {wording.spelled(len(found))} bases tried, only {named}, gives the printed {share}"


def _years_words(found: Sequence[Base]) -> str:
    """Return that savings of several years stand beside spend of one, where that is what fits."""
    years = max(b.times for b in found)
    mixed = years > 1 and any(b.fits and b.times == 1 and b.saving == found[0].saving for b in found)
    return (
        f" The base that fits sets savings of {wording.spelled(years)} years beside what reads as one year's spend."
        if mixed
        else ""
    )


def per_person_figure(council: Council) -> Figure | None:
    """Savings reported for each person, apart from any plan; None where no paper gives one."""
    rows = savings.per_person(council)
    if not rows:
        return None
    first = rows[0]
    when = f" in {first.financial_year}" if first.financial_year else ""
    return Figure(
        "saving-per-person",
        f"Kept apart: {pounds(first)} saved for each person{when}",
        f"Saving for each person, pounds a year, {council.short_title}",
        "How many people it was for is not stated here. It is not said to be part of any plan. So nothing is multiplied or added.",
        grid_of(
            rows,
            GridColumn("saving", "Saving", lambda r: r.subject),
            GridColumn("financial_year", "Year", lambda r: r.financial_year or "not stated"),
            GridColumn("amount_gbp", "For each person", lambda r: hedged(r.amount_gbp, r.qualifier), Kind.MONEY),
            GridColumn("place", "Place in paper", lambda r: r.locator, Kind.PLACE),
        ),
        tiles=tuple(Tile(pounds(r), r.financial_year or "Year not stated", r.subject) for r in rows),
        notes=row_notes(rows),
        sources=sources(council, rows),
        brief=False,
    )
