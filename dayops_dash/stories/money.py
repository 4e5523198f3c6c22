"""Where does the money go? Who provides, whom it reaches, what is to be saved; and where no amount is given, what is said."""

from dataclasses import replace

from dayops_dash import wording
from dayops_dash.address import Address
from dayops_dash.cache import per_council
from dayops_dash.dataset import Council
from dayops_dash.figures.money.groups import groups_figure
from dayops_dash.figures.money.saving_share import per_person_figure, share_figure
from dayops_dash.figures.money.savings import against_plan_words, saved, savings_figure
from dayops_dash.figures.money.shift import shift_figure
from dayops_dash.figures.money.spend_statements import NO_AMOUNT, said_figure
from dayops_dash.figures.money.split import goes_to, pounds, split_figure
from dayops_dash.figures.money.splits import splits_figure
from dayops_dash.figures.people import cost_figure, people_figure
from dayops_dash.figures.shared.paper_words import said_that, when_said
from dayops_dash.measures.money import savings
from dayops_dash.measures.money import spend as money
from dayops_dash.measures.shared.neighbours import councils_beside
from dayops_dash.stories.shared.model import Story
from dayops_dash.stories.shared.page import Page, PageFigure, Section

FIGURES = (
    split_figure,
    savings_figure,
    share_figure,
    shift_figure,
    groups_figure,
    people_figure,
    cost_figure,
    per_person_figure,
    said_figure,
)


@per_council
def spend(council: Council) -> Story:
    """Return what the papers say of a council's money as at its date."""
    figures = tuple(figure for build in FIGURES if (figure := build(council)))
    return PAGE.tell(council, answer_words(council), figures)


def chosen(council: Council, address: Address) -> Story:
    """Return the same as the page shows it: with the splits of councils that are like this one, which no document of it holds."""
    return _among((council, *beside(council, address)))


def beside(council: Council, address: Address) -> tuple[Council, ...]:
    """Return the councils beside whose splits this one's is shown, whatever an address asks for."""
    return councils_beside(council)


@per_council
def _among(councils: tuple[Council, ...]) -> Story:
    story, splits = spend(councils[0]), splits_figure(councils)
    if not splits:
        return story
    first, *rest = story.figures
    return replace(story, figures=(first, splits, *rest))


PAGE = Page(
    name="spend",
    title="Spend",
    question="Where does the money go?",
    menu="Money and people",
    place=30,
    icon="payments",
    story=spend,
    section=Section("Spend", 3, usual=True),
    chosen=chosen,
    beside=beside,
    slides=(
        PageFigure("split"),
        PageFigure("savings", ("financial_year", "planned_gbp", "delivered_gbp")),
        PageFigure("people"),
        PageFigure("said"),
    ),
)


def answer_words(council: Council) -> str:
    """Return the answer: the split of the headline amount, then savings; what is said where there is no amount."""
    said = money.statements(council)
    spent = [] if money.headline(council) else [r for r in said if "spend_id" in r]
    saved = [] if savings.years(council) or savings.plan(council) else [r for r in said if "saving_id" in r]
    parts = [_money_words(council), _savings_words(council), said_that(council, (*spent[:1], *saved[:1]))]
    return " ".join(part for part in parts if part)


def _money_words(council: Council) -> str:
    found = money.headline(council)
    if not found:
        return f"{NO_AMOUNT}."
    total = found.total
    budget = money.is_budget(total)
    said = when_said(council, total.document_id)
    year = f" {'for' if budget else 'in'} {total.financial_year}" if total.financial_year else ""
    year = year or f" (year not stated{f'; said in {said}' if said else ''})"
    whole = f"{pounds(total)} {'budget' if budget else 'spent'}{year}"
    if not found.parts:
        return f"The papers give {whole}, and not who provides for it."
    on = "for" if budget else "on"
    first, *rest = [f"{pounds(p)} {{}}{on} {goes_to(p.provider_kind)}" for p in found.parts]
    if len(rest) < 2:
        return f"Of the {whole}, {wording.listed([first.format('was '), *(part.format('') for part in rest)])}."
    second = wording.listed([rest[0].format("was "), *(part.format("") for part in rest[1:])])
    return f"Of the {whole}, {first.format('was ')}. {wording.capital(second)}."


def _savings_words(council: Council) -> str:
    planned = savings.plan(council)
    delivered = [y for y in savings.years(council) if y.delivered is not None]
    if delivered:
        said = wording.listed([f"{saved(council, y)} in {y.year or 'a year not stated'}" for y in delivered])
        added = f": {saved(council, *delivered)}, added up here" if len(delivered) > 1 else ""
        return f"Savings are reported of {said}{added}. {against_plan_words(council)}".strip()
    if planned:
        span = f" for {planned.span}" if planned.span else ""
        return f"Savings of {wording.money(planned.pounds)} were aimed at{span}. No paper reports what was saved."
    return "" if council.rows("savings") or not council.rows("documents") else "No paper states a saving."
