"""What if the mix changed? A council's people, with prices for each level of support, and what that would cost."""

from functools import lru_cache

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.figures.model import Figure, Grid, Heading, Link, Tile
from dayops_dash.figures.scenario import assumptions_figure, cost_figure, mixes_figure, swings_figure
from dayops_dash.measures import scenario as costs
from dayops_dash.measures.assumptions import Scenario, priced
from dayops_dash.measures.assumptions import scenario as assumed
from dayops_dash.measures.scenario import Verdict
from dayops_dash.stories.model import Story

QUESTION = "What if the mix changed?"
CAUTION = (
    "A calculation from assumptions, not a forecast and not a figure of the council. No paper says how often people come; "
    "the price of sharing is assumed; what people need decides their level of support."
)


def lenders(council: Council) -> tuple[Council, ...]:
    """Return the councils whose papers price their levels of support, this one first if it does."""
    library = council.dataset.library
    known = [library.dataset(slug).at() for slug in library.slugs() if slug != council.slug]
    return tuple(c for c in (council, *known) if priced(c))


def lender_of(council: Council, asked: str = "") -> Council | None:
    """Return the council whose levels and prices are used: the one asked for, else this one; None where neither has any."""
    if asked in ("", council.slug):
        return council if priced(council) else None
    return next((c for c in lenders(council) if c.slug == asked), council if priced(council) else None)


@lru_cache(maxsize=256)
def scenario(council: Council, prices: str = "", chosen: tuple[tuple[str, str], ...] = ()) -> Story:
    """Return the scenario of a council with the prices of its own papers or of another's, and the reader's numbers."""
    lender = lender_of(council, prices)
    if lender is None:
        return _told(council, _no_prices(council), "This council's papers give no price for any level of support.")
    shown = assumed(council, lender, chosen)
    found = costs.cost(shown)
    if found is None:
        return _told(council, (assumptions_figure(council, lender, shown),), _missing(shown), shown)
    figures: list[Figure] = [cost_figure(council, lender, shown, found)]
    if every := costs.mixes(shown):
        figures.append(mixes_figure(council, lender, shown, every))
    if moved := costs.swings(shown):
        figures.append(swings_figure(council, lender, shown, moved, found))
    figures.append(assumptions_figure(council, lender, shown))
    verdict = costs.verdict(found, costs.wanted(shown))
    answer = f"This mix would cost {wording.about_money(found.low)} to {wording.about_money(found.high)} a year"
    target = shown.at("target").central
    if target is not None and costs.wanted(shown) is not None:
        but = "" if verdict in (Verdict.ALWAYS, Verdict.NEVER) else ", not at the high end"
        answer += f"; the saving of {wording.money(target)} a year is met {verdict}{but}"
    return _told(council, tuple(figures), answer + ".", shown)


def _told(council: Council, figures: tuple[Figure, ...], answer: str, shown: Scenario | None = None) -> Story:
    wrong = " ".join(shown.wrong) if shown else ""
    caution = f"{wrong} {CAUTION}".strip() if shown else ""
    return Story("scenario", QUESTION, answer, council.short_title, council.as_at, figures, caution)


def _missing(shown: Scenario) -> str:
    return f"Not worked out yet: {wording.listed([a.label for a in shown.missing]).lower()} not stated. Type a number below."


def _lent(lender: Council) -> Tile:
    link = Link("scenario", "Use them", (("prices", lender.slug),))
    return Tile(lender.short_title, "Levels and prices of", "to try on this council's people", link=link)


def _no_prices(council: Council) -> tuple[Figure, ...]:
    found = [c for c in lenders(council) if c.slug != council.slug]
    tiles = tuple(
        Tile(
            c.short_title,
            "Levels and prices of",
            "to try on this council's people",
            link=Link("scenario", "Use them", (("prices", c.slug),)),
        )
        for c in found
    )
    words = "Another council's levels and prices can be tried on this council's people: they are that council's proposals, not this one's."
    heads = (Heading("council", "Council"), Heading("what", "What there is"))
    return (
        Figure(
            "no-prices",
            "No price of a level of support is stated",
            f"{council.short_title}, as at {wording.day(council.as_at)}",
            words if found else "No council here states one by this day.",
            Grid(heads, tuple((c.short_title, "levels with prices") for c in found)),
            tiles=tiles,
            brief=True,
        ),
    )
