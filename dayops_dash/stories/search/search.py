"""Where is it said? A search through everything that a council's papers and pages say, or those of all councils."""

from __future__ import annotations

from collections.abc import Iterable

from dayops_dash import wording
from dayops_dash.address import Address, quoted
from dayops_dash.cache import per_council
from dayops_dash.dataset import Council
from dayops_dash.figures.search import ResultRow, nothing_figure, results_figure, searchable_figure
from dayops_dash.stories.search.find import Found, Hit, find
from dayops_dash.stories.search.findable import ResultGroup, things_in_rows, things_told
from dayops_dash.stories.sections import SECTIONS
from dayops_dash.stories.shared.model import Story
from dayops_dash.stories.shared.page import Page

ASKED, WHERE, EVERYWHERE = "q", "where", "all"  # parameters of the address, and the value of the second
ANSWER = "Type a word, and see where the papers and pages use it: what is planned, what people said, what is spent."


@per_council
def search(council: Council) -> Story:
    """Return what can be searched of a council, where nothing is asked for."""
    things = (*things_in_rows(council), *things_told(council))
    counts = {str(group): sum(thing.group == group for thing in things) for group in ResultGroup}
    return PAGE.tell(council, ANSWER, (searchable_figure(council, counts),))


def found_at(council: Council, address: Address) -> Found | None:
    """Return what an address's search finds; None where it asks for nothing."""
    asked = address.words(ASKED)
    return find(council, asked, everywhere=is_everywhere(address)) if asked else None


def is_everywhere(address: Address) -> bool:
    """Return whether an address asks for all councils."""
    return address.choice(WHERE, (EVERYWHERE,)) == EVERYWHERE


def chosen(council: Council, address: Address) -> Story:
    """Return the results of the search that an address asks for."""
    found = found_at(council, address)
    return story_of(council, found) if found else search(council)


def story_of(council: Council, found: Found) -> Story:
    """Return what a search found as a story: how much in words, and each result as a row."""
    figure = results_figure(council, [_row(hit) for hit in found.hits]) if found.hits else nothing_figure(council)
    return PAGE.tell(council, answer_words(council, found), (figure,))


PAGE = Page(
    name="search",
    title="Search",
    question="Where is it said?",
    menu="Evidence",
    icon="search",
    story=search,
    chosen=chosen,
)


def grouped(hits: Iterable[Hit]) -> dict[ResultGroup, list[Hit]]:
    """Return results under their headings, in the order of the headings; each heading's results the best first."""
    found: dict[ResultGroup, list[Hit]] = {group: [] for group in ResultGroup}
    for hit in hits:
        found[hit.thing.group].append(hit)
    return {group: held for group, held in found.items() if held}


def answer_words(council: Council, found: Found) -> str:
    """Return how much a search found, where, and what stood in for what."""
    where = council.short_title if found.councils == 1 else wording.count(found.searched, "council")
    asked = quoted(found.asked)
    if not found.hits:
        return f"Nothing in {where} has {asked}."
    told = [f"{wording.count(len(found.hits), 'result')} for {asked} in {where}."]
    for word, others in found.instead.items():
        told.append(
            f"Nothing has {quoted(word)}, so this shows {wording.listed([quoted(one) for one in others], 'or')}."
        )
    if found.missing and found.some:
        told.append(f"Nothing has {wording.listed([quoted(one) for one in found.missing], 'or')}.")
    elif found.some:
        told.append("Nothing has all of these words, so this shows what has some of them.")
    return " ".join(told)


def left_words(found: Found) -> str:
    """Return which councils a search has not looked through yet; "" where none is left."""
    left = found.councils - found.searched
    if left > 0:
        return f"{wording.count(left, 'council')} {'is' if left == 1 else 'are'} not searched yet."
    unread = found.councils - found.whole
    if unread > 0:
        return f"The papers of all councils were searched, and the pages of all but {wording.spelled(unread)}."
    return ""


def _row(hit: Hit) -> ResultRow:
    thing = hit.thing
    title = SECTIONS[thing.page].title
    return ResultRow(thing.group, thing.what, thing.title, hit.shown, hit.council.short_title, title)
