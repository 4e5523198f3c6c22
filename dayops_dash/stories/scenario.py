"""What if the mix changed? A council's people, with prices for each level of support, and what that would cost."""

from dataclasses import replace

from dayops_dash import wording
from dayops_dash.address import Address
from dayops_dash.cache import per_council
from dayops_dash.dataset import Council, Listed
from dayops_dash.figures.scenario.results import assumptions_figure, cost_figure, mixes_figure, swings_figure
from dayops_dash.figures.shared.grid import Grid, Heading
from dayops_dash.figures.shared.link import Link
from dayops_dash.figures.shared.model import Figure, Tile
from dayops_dash.measures.money import savings
from dayops_dash.measures.scenario import costs
from dayops_dash.measures.scenario.assumptions import priced
from dayops_dash.measures.scenario.assumptions import scenario as assumed
from dayops_dash.measures.scenario.costs import Cost, SavingVerdict, Start
from dayops_dash.measures.scenario.mix import Assumption, AssumptionBasis, Scenario
from dayops_dash.measures.shared.neighbours import alike
from dayops_dash.stories.shared.model import Story
from dayops_dash.stories.shared.page import Needs, Page, PageFigure, Section

PRICES_IN = "level_figures"  # the table of prices
LOOKED_AT = 60  # councils most like this one whose papers are looked through for prices; any other can be asked for by its address
OFFERED = 12  # of those that have some
CAUTION = (
    "A calculation from assumptions, not a forecast and not a figure of the council. No paper says how often people come to each level; "
    "the price of sharing is assumed; what people need decides their level of support."
)


def lenders(council: Council) -> tuple[Council, ...]:
    """Return the councils whose papers price their levels of support, this one first if it does: of very many those most like it.

    Prices that are made up are for a made-up council: a cost of a real one is worked out from real papers alone.
    """
    known = council.dataset.library.datasets(each.slug for each in _looked_at(council))
    found = [c for c in (other.at(council.today, council.today) for other in known) if priced(c)][:OFFERED]
    return tuple(c for c in (council, *sorted(found, key=lambda c: (c.dataset.illustrative, c.slug))) if priced(c))


def _looked_at(council: Council) -> tuple[Listed, ...]:
    """Return the councils whose papers are looked through for prices, those first that are most like this one."""
    return _may_lend(council)[:LOOKED_AT]


def _may_lend(council: Council) -> tuple[Listed, ...]:
    own, library = council.dataset.listed, council.dataset.library
    fit = [c for c in library.listed() if c.slug != own.slug and (own.illustrative or not c.illustrative)]
    return alike(own, [c for c in fit if PRICES_IN in c.tables])


def lender_of(council: Council, asked: str = "") -> Council | None:
    """Return the council whose levels and prices are used: the one asked for, else this one; None where neither has any."""
    if asked in ("", council.slug):
        return council if priced(council) else None
    own, library = council.dataset.listed, council.dataset.library
    fit = (c.slug for c in library.listed() if c.slug == asked and (own.illustrative or not c.illustrative))
    known = (other.at(council.today, council.today) for other in library.datasets(fit))
    return next((c for c in known if priced(c)), council if priced(council) else None)


@per_council
def scenario(council: Council, prices: str = "", chosen: tuple[tuple[str, str], ...] = ()) -> Story:
    """Return the scenario of a council with the prices of its own papers or of another's, and the reader's numbers."""
    lender = lender_of(council, prices)
    if lender is None:
        return _told(council, _no_prices(council), "This council's papers give no price for any level of support.")
    shown = assumed(council, lender, chosen)
    found = costs.cost(shown)
    if found is None:
        return _told(council, (assumptions_figure(council, lender, shown),), _missing(shown), shown)
    start = costs.start(assumed(council, lender, tuple(c for c in chosen if not c[0].startswith("share"))))
    figures: list[Figure] = [cost_figure(council, lender, shown, found, start)]
    if every := costs.mixes(shown):
        figures.append(mixes_figure(council, lender, shown, every, start))
    if moved := costs.swings(shown):
        figures.append(swings_figure(council, lender, shown, moved, found))
    if chosen:
        figures = [replace(one, chart=replace(one.chart, live=True)) if one.chart else one for one in figures]
    figures.append(assumptions_figure(council, lender, shown))
    return _told(council, tuple(figures), answer_words(council, lender, shown, found, start), shown)


def numbers_of(council: Council, lender: Council, address: Address) -> tuple[tuple[str, str], ...]:
    """Return the reader's own numbers in an address, by the codes of assumptions and of their ends."""
    known = assumed(council, lender).assumptions
    codes = {code for a in known for code in (a.code, f"{a.code}_low", f"{a.code}_high")}
    return tuple(sorted((code, said) for code, said in address.parameters.items() if code in codes))


def chosen_lender(council: Council, address: Address) -> Council | None:
    """Return the council whose levels and prices an address asks for; else this one where it has some."""
    return lender_of(council, address.words("prices"))


def chosen_scenario(council: Council, address: Address) -> Story:
    """Return the scenario with the prices and numbers that an address asks for."""
    lender = chosen_lender(council, address)
    if lender is None:
        return scenario(council)
    return scenario(council, lender.slug, numbers_of(council, lender, address))


def made_with(council: Council, address: Address) -> tuple[Council, ...]:
    """Return the other councils whose papers a scenario is made of: the lender of prices, or those that could be."""
    lender = chosen_lender(council, address)
    return tuple(c for c in ((lender,) if lender else lenders(council)) if c.slug != council.slug)


PAGE = Page(
    name="scenario",
    title="Scenario",
    question="What if the mix changed?",
    menu="Money and people",
    place=40,
    icon="tune",
    story=scenario,
    needs=(Needs.CHARTS,),
    section=Section("What if the mix changed", 13),
    slides=(PageFigure("cost"),),
    chosen=chosen_scenario,
    beside=made_with,
    empty=lambda council: not priced(council),
)


def answer_words(council: Council, lender: Council, shown: Scenario, found: Cost, start: Start | None) -> str:
    """Return the answer: first whether the middle comes near today's cost, then the range, then the saving."""
    mix = f"This mix would cost {wording.about_money(found.low)} to {wording.about_money(found.high)} a year."
    return " ".join(
        part
        for part in (_start_words(council, lender, shown, start), mix, _saving_words(council, shown, found, start))
        if part
    )


def _start_words(council: Council, lender: Council, shown: Scenario, start: Start | None) -> str:
    if not start or not start.apart:
        return ""
    whose = "the papers' own mix" if lender == council else f"the mix in the papers of {lender.short_title}"
    price = " and a price" if shown.reads_a_price else ""
    why = f": days a week{price} are assumed here" if shown.assumes_often else ""
    mix, today = wording.about_money(start.mix), wording.money(start.today)
    way = "below" if start.share < 0 else "above"
    return f"At middle values {whose} comes to {mix}, {abs(start.share):.0f}% {way} the papers' {today}{why}."


def _saving_words(council: Council, shown: Scenario, found: Cost, start: Start | None) -> str:
    """Return the saving, and whether it is met; that this cannot be said where the papers' own cost is missed by more than it."""
    target, most = shown.at("target"), costs.wanted(shown)
    if target.central is None or most is None:
        return ""
    verdict, plan = costs.verdict(found, most), savings.plan(council)
    but = ". It is not met at the high end" if verdict is SavingVerdict.CENTRAL else ""
    saving = _wanted_words(target, plan)
    if costs.misses_by_more(start, shown):
        return f"{saving} The assumptions miss the papers' own cost by more than that, so they cannot show whether it is met."
    return f"{saving} Taken here as a cut of one year's cost, it is met {verdict}{but}."


def _wanted_words(target: Assumption, plan: savings.SavingsPlan | None) -> str:
    """Return the saving and whose it is: chosen, the plan's, or what is left of the plan after what is reported as delivered."""
    pounds = wording.money(target.central or 0)
    if not plan or target.basis is AssumptionBasis.CHOSEN:
        return f"The saving is {pounds}, chosen by you."
    if target.central == plan.pounds:
        return f"The saving is {pounds}, {_planned_words(plan)}."
    whole = f"{wording.money(plan.pounds)} {_planned_words(plan)}"
    if not target.central:
        return f"The saving is reported as delivered: {whole}."
    done = wording.money(plan.pounds - (target.central or 0))
    return f"The saving left is {pounds}: {whole}, less {done} reported as delivered."


def _planned_words(plan: savings.SavingsPlan) -> str:
    """aimed at over three years (2021/22 to 2023/24)"""
    if len(plan.years) > 1:
        added = "" if plan.printed else ", added up here"
        return f"aimed at over {wording.spelled(len(plan.years))} years ({plan.span}{added})"
    return f"aimed at for {plan.span}" if plan.span else "aimed at"


def _told(council: Council, figures: tuple[Figure, ...], answer: str, shown: Scenario | None = None) -> Story:
    wrong = " ".join(shown.wrong) if shown else ""
    read = (
        [a.label for a in shown.assumptions if a.code.startswith("price") and a.basis is AssumptionBasis.READING]
        if shown
        else []
    )
    ours = f"Our reading, priced so by no paper: {wording.listed(read)}." if read else ""
    caution = " ".join(part for part in (wrong, CAUTION, ours) if part) if shown else ""
    return PAGE.tell(council, answer, figures, caution)


def _missing(shown: Scenario) -> str:
    return f"Not worked out yet: {wording.listed([wording.uncapital(a.label) for a in shown.missing])} not stated. Type a number below."


def _lent(lender: Council) -> Tile:
    """Return how many levels another council prices, under its name, with the way to use them here."""
    levels = assumed(lender, lender).levels
    kind = lender.rows("levels")[0].kind
    link = Link(PAGE.name, "Use these prices", (("prices", lender.slug),))
    return Tile(
        wording.count(len(levels), kind), lender.short_title, "with prices, to try on this council's people", link=link
    )


def _nowhere(council: Council) -> str:
    """Return that no other council's papers give a price, or that none of those does that were looked through."""
    if len(_may_lend(council)) > LOOKED_AT:
        return f"None of the {LOOKED_AT} councils most like this one states one by this day. Others were not looked through."
    return "No council here states one by this day."


def _no_prices(council: Council) -> tuple[Figure, ...]:
    found = [c for c in lenders(council) if c.slug != council.slug]
    words = "Another council's levels and prices can be tried on this council's people: they are that council's proposals, not this one's."
    heads = (Heading("council", "Council"), Heading("what", "What there is"))
    return (
        Figure(
            "no-prices",
            "No price of a level of support is stated",
            f"{council.short_title}, as at {wording.day(council.as_at)}",
            words if found else _nowhere(council),
            Grid(heads, tuple((c.short_title, "levels with prices") for c in found)),
            tiles=tuple(map(_lent, found)),
            brief=True,
        ),
    )
