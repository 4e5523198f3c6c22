"""How do councils differ? Two to four councils side by side, each cell with its own basis, never a rank or a score."""

from collections.abc import Sequence
from dataclasses import replace

from dayops_dash import wording
from dayops_dash.address import Address
from dayops_dash.cache import per_council, per_file
from dayops_dash.dataset import Council, Listed, Listing
from dayops_dash.figures.compare.common import name, of_all, some
from dayops_dash.figures.compare.model_of_support import model_figure
from dayops_dash.figures.compare.money_and_people import money_figure, people_figure
from dayops_dash.figures.compare.plan_and_risks import STANDS, plan_figure, wanted_figure
from dayops_dash.figures.shared.link import Link
from dayops_dash.figures.shared.model import Tile
from dayops_dash.measures import compare as comparison
from dayops_dash.measures.shared import neighbours
from dayops_dash.measures.shared.neighbours import councils_beside, others, slugs_beside
from dayops_dash.stories.shared.model import Story
from dayops_dash.stories.shared.page import Page, Section

EVERY = "all"  # what an address says where a reader wants to choose from every council
FEW = 12  # councils beside this one that are all offered to be ticked
OFFERED = 6  # where there are more: those most like it
FIGURES = (model_figure, money_figure, people_figure, plan_figure, wanted_figure)
NOT_TODAY = "Every council is shown as it was known on {day}, which is not today. What was published since is not here."
CAUTION = "Read each cell's own basis, year and source. Nothing here is a rank or a score."


def usual(council: Council) -> tuple[str, ...]:
    """Return the councils that this one is compared with where a reader has chosen none."""
    return slugs_beside(council)


def offered(council: Council, asked: Sequence[str] = ()) -> tuple[Listed, ...]:
    """Return the councils that can be ticked: all others where they are few, else those most like this one and those asked for."""
    return _offered(council.dataset.listed, others(council), tuple(asked))


@per_file
def _offered(own: Listed, every: Listing, asked: tuple[str, ...]) -> tuple[Listed, ...]:
    if len(every) <= FEW:
        return every
    ticked = {*asked, *(each.slug for each in neighbours.alike(own, every)[:OFFERED])}
    return tuple(each for each in every if each.slug in ticked)


def asked_for(council: Council, address: Address) -> tuple[str, ...]:
    """Return the councils that an address asks for; none where nothing is chosen."""
    return address.choices("with", _names(others(council)))


@per_file
def _names(every: Listing) -> frozenset[str]:
    return frozenset(each.slug for each in every)


def to_add(council: Council, asked: Sequence[str]) -> dict[str, str]:
    """Return the councils that are not offered to be ticked, by what the address says once one is added to those compared."""
    ticked = {each.slug for each in offered(council, asked)}
    kept = slugs_beside(council, asked)[: neighbours.MOST - 2]
    more = {",".join((each.slug, *kept)): each.short_title for each in others(council) if each.slug not in ticked}
    return {",".join(usual(council)): "Choose a council", **more}


def compare(council: Council, asked: Sequence[str] = ()) -> Story:
    """Return a council beside those asked for, else beside those most like it, all as known on its date."""
    return _compare((council, *councils_beside(council, asked)))


def chosen(council: Council, address: Address) -> Story:
    """Return a council beside those that an address asks for."""
    return compare(council, asked_for(council, address))


def beside(council: Council, address: Address) -> tuple[Council, ...]:
    """Return the councils that an address compares this one with."""
    return councils_beside(council, asked_for(council, address))


PAGE = Page(
    name="compare",
    title="Compare",
    question="How do councils differ?",
    menu="Money and people",
    place=80,
    icon="view_column",
    story=compare,
    section=Section("Beside other councils", 14),
    chosen=chosen,
    beside=beside,
)


@per_council
def _compare(councils: tuple[Council, ...]) -> Story:
    first = councils[0]
    missing = comparison.without_paper(councils)
    figures = [build(councils) for build in FIGURES]
    latest = max((day for c in councils if (day := c.dataset.latest_news_on)), default=first.as_at)
    if missing and latest > first.as_at:
        link = Link(PAGE.name, "Compare them on that day", (("as_at", latest.isoformat()),))
        had = "had no paper yet" if len(missing) == 1 else "had no papers yet"
        tile = Tile(
            wording.short_day(latest),
            "All have a paper by",
            f"{wording.listed([name(c) for c in missing])} {had}",
            link=link,
        )
        figures[0] = replace(figures[0], tiles=(tile,))
    story = PAGE.tell(first, answer_words(councils), tuple(figures), caution(councils))
    return story if first.is_today else replace(story, today=NOT_TODAY.format(day=wording.day(first.as_at)))


def answer_words(councils: tuple[Council, ...]) -> str:
    """Return the answer: how many state how spend splits, how many count people, how many report status."""
    if len(councils) < 2:
        return "There is no other council here to compare with."
    known = [c for c in councils if c.latest_paper]
    if len(known) < 2:
        day = wording.day(councils[0].as_at)
        had = f"Only {name(known[0])}" if known else "No council here"
        return f"{had} had a paper by {day}. Choose a later date to compare."
    models = sum(bool(c.rows("levels") or comparison.model_told(c)) for c in neighbours.counted(councils))
    split, status = (comparison.how_many(councils, thing) for thing in ("split", "status"))
    described = of_all(models, councils, "describes a model", "describe a model")
    money = some(split, "states how spend splits between providers", "state how spend splits between providers")
    stands = some(status, *STANDS)
    apart = [name(c) for c in councils if c not in neighbours.counted(councils)]
    beside = f" {wording.listed(apart)} is made up. The counts are of the real councils shown." if apart else ""
    return f"{wording.sentence(described)} {wording.sentence(f'{money}, and {stands}')}{beside}"


def caution(councils: tuple[Council, ...]) -> str:
    """Return what a reader must know first: that bases differ, and which councils had no paper by that day."""
    missing = comparison.without_paper(councils)
    day, names = wording.day(councils[0].as_at), wording.listed([name(c) for c in missing])
    return f"{f'By {day} there was no paper of {names}. ' if missing else ''}{_kinds_words(councils)}{CAUTION}"


def _kinds_words(councils: tuple[Council, ...]) -> str:
    """Return that the councils are of several kinds, which have other duties beside social care; "" where their titles do not say so."""
    kinds: dict[str, list[str]] = {}
    for council in neighbours.counted(councils):
        kinds.setdefault(neighbours.kind(council.dataset.title), []).append(name(council))
    named = [f"{wording.listed(names)} a {kind}" for kind, names in kinds.items() if kind]
    if not named or len(kinds) < 2:
        return ""
    unnamed = kinds.get("", [])
    titles = "the titles of {} name" if len(unnamed) > 1 else "the title of {} names"
    rest = f"; {titles.format(wording.listed(unnamed))} no kind" if unnamed else ""
    first = named[0].replace(" a ", " is called a ", 1)
    return f"{wording.listed([first, *named[1:]])}{rest}: their budgets and counts may cover different services. "
