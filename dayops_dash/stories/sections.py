"""The pages that are told from papers, in the order of the menu: a document is made of them, and the plain edition shows them."""

from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

from dayops_dash.stories.shared.page import Page, Section

NOT_TOLD = {"meeting", "search", "shared", "sections"}  # rooms that arrange what the others tell, or are part of them


def _declared() -> Iterator[Page]:
    """Yield the page of each story that declares one, from every room of this floor."""
    floor = f"{__package__}."
    for found in walk_packages([str(Path(__file__).parent)], floor):
        room = found.name.removeprefix(floor).split(".")[0]
        page = None if room in NOT_TOLD else vars(import_module(found.name)).get("PAGE")
        if isinstance(page, Page):
            yield page


TOLD_FROM_PAPERS = tuple(sorted(_declared(), key=lambda page: page.place))
SECTIONS: dict[str, Page] = {page.name: page for page in TOLD_FROM_PAPERS}


def in_documents(pages: Iterable[Page]) -> dict[str, Section]:
    """Return the sections of those pages that go into documents, by the page's name, in the order of a document."""
    sections = ((page.name, page.section) for page in pages if page.section)
    return dict(sorted(sections, key=lambda named: named[1].place))


DOCUMENT = in_documents(TOLD_FROM_PAPERS)
