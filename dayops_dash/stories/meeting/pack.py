"""What goes to the committee? What a document made from the dashboard will hold, before it is made."""

from __future__ import annotations

from datetime import date

from dayops_dash import wording
from dayops_dash.address import Address
from dayops_dash.cache import per_council
from dayops_dash.dataset import Council
from dayops_dash.dataset.vocabulary import DocumentKind
from dayops_dash.figures.meeting import parts_figure
from dayops_dash.figures.shared.model import Figure
from dayops_dash.stories.sections import DOCUMENT, SECTIONS
from dayops_dash.stories.shared.model import Story
from dayops_dash.stories.shared.page import Page


def titles() -> dict[str, str]:
    """Return the title of every section that a document can have, by its page's name, in the order of a document."""
    return {name: section.title for name, section in DOCUMENT.items()}


def usual() -> tuple[str, ...]:
    """Return the sections of a document where an officer has chosen none."""
    return tuple(name for name, section in DOCUMENT.items() if section.usual)


def findings(story: Story) -> tuple[Figure, ...]:
    """Return the figures of a section that a document holds."""
    return DOCUMENT[story.page].figures_of(story)


def committees(council: Council) -> tuple[str, ...]:
    """Return the committees that the papers name: that of the latest first."""
    papers = [row for row in council.rows("documents") if row.kind == DocumentKind.COMMITTEE_REPORT and row.body]
    papers.sort(key=lambda row: row.published_on or date.min, reverse=True)
    return tuple(dict.fromkeys(str(row.body) for row in papers))


def usual_committee(council: Council) -> str:
    """Return the committee that a document is for where nobody says: that of the latest paper; "" where no paper names one."""
    return next(iter(committees(council)), "")


@per_council
def pack(council: Council, sections: tuple[str, ...] = ()) -> Story:
    """Return what a document of some sections would hold: each section with its answer, its findings and its drawings."""
    told = tuple((DOCUMENT[name].title, SECTIONS[name].story(council)) for name in sections or usual())
    figure = parts_figure(council, tuple((title, story.answer, findings(story)) for title, story in told))
    number = sum(len(findings(story)) for _, story in told)
    parts = wording.count(len(told), "section")
    longer = f"The longer report has {parts} with {wording.count(number, 'finding')}."
    answer = f"A report of four sides, papers of one side, slides and a workbook. {longer}"
    return PAGE.tell(council, answer, (figure,))


def on_day_of_meeting(council: Council, address: Address) -> Council:
    """Return the council as known on the day of the meeting that an address names, unless it names the day to be shown too."""
    meeting = address.day("meeting")
    return council.on(meeting) if meeting and "as_at" not in address.parameters else council


def chosen(council: Council, address: Address) -> Story:
    """Return what a document of the sections that an address lists would hold."""
    return pack(on_day_of_meeting(council, address), address.choices("sections", titles()) or usual())


def beside(council: Council, address: Address) -> tuple[Council, ...]:
    """Return the other councils whose papers a document may be made of, through any of its sections."""
    shown, plain = on_day_of_meeting(council, address), Address({})
    found = (other for name in DOCUMENT if (of := SECTIONS[name].beside) for other in of(shown, plain))
    return tuple({other.slug: other for other in found}.values())


PAGE = Page(
    name="pack",
    title="Take to committee",
    question="What goes to the committee?",
    menu="Evidence",
    icon="print",
    story=pack,
    own_day="meeting",
    beside=beside,
    chosen=chosen,
)
