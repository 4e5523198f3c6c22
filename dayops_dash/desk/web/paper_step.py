"""A paper at the desk: read behind its page, kept with the draft, and pictures of where each proposal stands."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dayops_dash.address import read_day
from dayops_dash.dataset.files.text_file import DatasetError
from dayops_dash.dataset.kept_papers import keep_paper
from dayops_dash.dataset.vocabulary import PaperReaders
from dayops_dash.dataset.writing.whole import PRIVATE, put_file
from dayops_dash.desk.papers.accepted import KEPT_FILE
from dayops_dash.desk.papers.add import AddedPaper, PaperDetails, add_paper
from dayops_dash.desk.papers.aside import PaperAside, UnheldLine, aside_of, load_aside, write_aside
from dayops_dash.desk.papers.reading.engine import pdf_lock
from dayops_dash.desk.proposal import DeskError, Proposal
from dayops_dash.desk.reading import ReturnsReading
from dayops_dash.desk.web.folder import DeskDraft
from dayops_dash.desk.web.forms import SentForm

PICTURED = "paper.pdf"  # in a draft's folder, for its owner alone
PAGE = "page/"
SCALE = 1.6  # pixels a point
ROUND = 130  # points above and below that are shown of a page
MARK = (255, 214, 0, 90)
MOST_UNHELD = 400
FIELDS = ("title", "date", "url", "first_published_on")


def about_of(form: SentForm) -> dict[str, str]:
    """Return what an officer said of a paper in the form that brings it in. Raises DeskError where an address is none."""
    about = {name: form.text(name, 500) for name in FIELDS}
    if about["url"] and not about["url"].startswith("https://"):
        raise DeskError("An address of a paper begins with https://.")
    for name in ("date", "first_published_on"):
        read_day(about[name])
    keep = form.text("keep")
    if keep and keep not in tuple(PaperReaders):
        raise DeskError("Say who may read the kept file: the council, or everybody.")
    return {**about, "keep": keep}


def read_paper_of(draft: DeskDraft, before: ReturnsReading | None, on_file: Callable[[int, str], None]) -> AddedPaper:
    """Read the paper of a draft. Raises DatasetError where there is none, or it cannot be read."""
    if len(draft.details.files) != 1:
        raise DeskError("Bring in one paper. Take the others out, and begin a draft for each.")
    file, about = draft.details.files[0], draft.details.about
    confirmed = before.paper.confirmed_by if before else ""
    details = PaperDetails(
        draft.details.paper, about.get("title", ""), _day(about.get("date", "")), about.get("url", ""),
        _day(about.get("first_published_on", "")), confirmed, open_to=about.get("keep", ""),
    )  # fmt: skip
    content = draft.content_of(file)
    return add_paper(draft.home, content, file.name, details, lambda page, pages: on_file(1, f"page {page} of {pages}"))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def keep_beside(draft: DeskDraft, folder: Path, added: AddedPaper) -> None:
    """Keep beside a reading what no row holds, and the PDF that its pages are of; the paper itself where the officer says so."""
    write_aside(folder, aside_of(added))
    put_file(draft.folder / PICTURED, added.pdf, mode=PRIVATE)
    if KEPT_FILE in added.reading.paper.details:
        keep_paper(folder, added.pdf)


def aside_of_draft(draft: DeskDraft) -> PaperAside | None:
    """Return what stands beside the proposals of a paper; None for a draft of returns."""
    try:
        return load_aside(draft.data) if draft.details.is_paper and draft.is_read else None
    except (DatasetError, OSError):
        return None


@dataclass(frozen=True)
class UnheldList:
    """The numbers that no row holds, as a page lists them, and how many there are in all."""

    lines: tuple[UnheldLine, ...]
    count: int


def unheld_of(draft: DeskDraft) -> UnheldList | None:
    """Return the numbers of a draft's paper that no row holds, those that count nothing known first."""
    aside = aside_of_draft(draft)
    if aside is None:
        return None
    first = sorted(aside.unheld, key=lambda one: (not one.reason.startswith("it counts"), "margin" in one.reason))
    return UnheldList(tuple(first[:MOST_UNHELD]), len(aside.unheld))


def picture_of(draft: DeskDraft, one: Proposal) -> bytes | None:
    """Return a picture (PNG) of the part of the page on which a proposal stands, with its line marked; None where there is none."""
    path = draft.folder / PICTURED
    printed = one.printed
    if printed is None or not printed.page or not path.is_file():
        return None
    content = path.read_bytes()
    return _drawn(content, printed.page, printed.box) if content else None


def _drawn(content: bytes, page: int, box: tuple[float, float, float, float]) -> bytes | None:
    import pypdfium2
    from PIL import Image, ImageDraw

    with pdf_lock():
        try:
            document = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError:
            return None
        try:
            if page > len(document):
                return None
            image = document[page - 1].render(scale=SCALE).to_pil().convert("RGBA")
        finally:
            document.close()
    left, top, right, bottom = (round(edge * SCALE) for edge in box)
    if right > left and bottom > top:
        over = Image.new("RGBA", image.size, (0, 0, 0, 0))
        ImageDraw.Draw(over).rectangle(
            (left - 4, top - 4, right + 4, bottom + 4), fill=MARK, outline=(120, 80, 0, 255), width=2
        )
        image = Image.alpha_composite(image, over)
        edge = round(ROUND * SCALE)
        image = image.crop((0, max(0, top - edge), image.width, min(image.height, bottom + edge)))
    out = io.BytesIO()
    image.convert("RGB").save(out, format="PNG", optimize=False)
    return out.getvalue()
