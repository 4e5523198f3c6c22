"""What a page is: all that the menu, the address, the documents, the slides and the tests know of it, declared once beside its story."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from dayops_dash.address import Address
from dayops_dash.dataset import Council, Listed
from dayops_dash.figures.plan.squares import plan_squares
from dayops_dash.figures.shared.model import Figure
from dayops_dash.stories.shared.model import Story

LOOKED_AT = 6  # councils that are looked through for one that has what another lacks


class Needs(StrEnum):
    """What a page needs of Streamlit beyond HTML, so that its scripts are sent early."""

    CHARTS = "charts"


@dataclass(frozen=True)
class PageFigure:
    """A figure of a page, by its id, and which columns of its table are shown where there is little room; () for the first ones."""

    figure_id: str
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """How a page becomes a section of a document for a meeting.

    ``place`` orders the sections of a document. One that is ``usual`` is in a committee pack where nobody has chosen any; the
    others are there to be added. ``figures`` are those that a document holds, () for all; ``next_steps`` are among them, and
    the committee report gives them under that heading. ``tables`` are wide tables whose first columns would tell half.
    ``published`` returns a figure as a published document may show it.
    """

    title: str
    place: int
    usual: bool = False
    figures: tuple[str, ...] = ()
    next_steps: tuple[str, ...] = ()
    tables: tuple[PageFigure, ...] = ()
    published: Callable[[Figure], Figure] | None = None

    def holds(self, figure_id: str) -> bool:
        """Return whether a document holds a figure of the page; else it is only on the page."""
        return not self.figures or figure_id in self.figures

    def figures_of(self, story: Story) -> tuple[Figure, ...]:
        """Return the figures of the page's story that a document holds, as it may show them."""
        held = (figure for figure in story.figures if self.holds(figure.figure_id))
        return tuple(self.published(figure) if self.published else figure for figure in held)

    def columns(self, figure_id: str) -> tuple[str, ...]:
        """Return the columns of a wide table that stand in the text; () for its first ones."""
        return next((table.columns for table in self.tables if table.figure_id == figure_id), ())


@dataclass(frozen=True)
class Page:
    """A page of the dashboard.

    ``name`` is its address, its script in ``pages/`` and its argument of ``python -m dayops_dash read``; ``title`` what the menu
    calls it, under the heading ``menu``; ``icon`` a Material symbol. ``place`` orders the pages of the menu. ``story`` tells it
    where a reader has chosen nothing. ``opens``: the dashboard opens with it. ``of_plan``: it shows the plan in squares, small,
    above its figures. ``own_day`` is the parameter of its address that is a day of its own, beside the as-at date.

    ``chosen`` tells it with the choices that its address makes; None where it has none. ``beside`` names the other councils whose data
    such a story is also made of; None where it is made of its own council's alone.

    ``section`` is how it goes into documents; None where it does not, as of a page that only arranges others. ``slides`` are the
    figures that matter most, in that order, for slides and for presenting; () for its first figure. ``on_wall``: whether it is shown
    one finding at a time where nobody has chosen; None for as its section is usual. ``workbook`` tells the page for a workbook,
    where that holds more than the page shows.

    ``empty`` says whether a council has nothing of what the page is about on the day, which the menu then says; None where every
    council has something.
    """

    name: str
    title: str
    question: str
    menu: str
    icon: str
    story: Callable[[Council], Story]
    place: int = 0
    needs: tuple[Needs, ...] = ()
    opens: bool = False
    of_plan: bool = False
    own_day: str = ""
    section: Section | None = None
    slides: tuple[PageFigure, ...] = ()
    on_wall: bool | None = None
    workbook: Callable[[Council], Story] | None = None
    chosen: Callable[[Council, Address], Story] | None = None
    beside: Callable[[Council, Address], tuple[Council, ...]] | None = None
    empty: Callable[[Council], bool] | None = None

    @property
    def path(self) -> str:
        """The path at which it answers: "/" for the page that the dashboard opens with."""
        return "/" if self.opens else f"/{self.name}"

    def tell(self, council: Council, answer: str, figures: tuple[Figure, ...], caution: str = "") -> Story:
        """Return the page's story of a council: its answer and its figures, on the day that they are true of."""
        plan = plan_squares(council) if self.of_plan else None
        return Story.of(council, self.name, self.question, answer, figures, caution, plan)

    def at_address(self, council: Council, address: Address) -> Story:
        """Return the page's story with the choices that an address makes: what the application shows at it."""
        return self.chosen(council, address) if self.chosen else self.story(council)

    def is_empty(self, council: Council) -> bool:
        """Whether a council has nothing of what the page is about, on its day."""
        return self.empty is not None and self.empty(council)

    def filled(self, council: Council) -> Listed | None:
        """Return a council that has what this one lacks, as it stands today: a real one before a made-up one; None where none is near."""
        library = council.dataset.library
        others = sorted((c for c in library.listed() if c.slug != council.slug), key=lambda c: c.illustrative)
        for other in others[:LOOKED_AT]:
            if any(not self.is_empty(one.at(council.today, council.today)) for one in library.datasets((other.slug,))):
                return other
        return None

    def columns_on_slides(self, figure_id: str) -> tuple[str, ...]:
        """Return the columns of a figure's table that a slide shows; () for its first ones."""
        return next((shown.columns for shown in self.slides if shown.figure_id == figure_id), ())
