"""The pages that are told from papers, in the order of the menu: a document is made of them, and the plain edition shows them."""

from collections.abc import Iterable

from dayops_dash.stories import (
    changes,
    compare,
    demand,
    money,
    outcomes,
    places,
    questions,
    recommendations,
    record,
    risks,
    scenario,
    voices,
)
from dayops_dash.stories.plan import overview, progress
from dayops_dash.stories.shared.page import Page, Section

TOLD_FROM_PAPERS = (
    overview.PAGE,
    progress.PAGE,
    money.PAGE,
    scenario.PAGE,
    outcomes.PAGE,
    voices.PAGE,
    demand.PAGE,
    compare.PAGE,
    places.PAGE,
    risks.PAGE,
    changes.PAGE,
    recommendations.PAGE,
    questions.PAGE,
    record.PAGE,
)
SECTIONS: dict[str, Page] = {page.name: page for page in TOLD_FROM_PAPERS}


def in_documents(pages: Iterable[Page]) -> dict[str, Section]:
    """Return the sections of those pages that go into documents, by the page's name, in the order of a document."""
    sections = ((page.name, page.section) for page in pages if page.section)
    return dict(sorted(sections, key=lambda named: named[1].place))


DOCUMENT = in_documents(TOLD_FROM_PAPERS)
