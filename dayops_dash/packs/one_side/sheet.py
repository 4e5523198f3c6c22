"""What papers of one side have in common: a title, whose figures they are, and one page."""

from __future__ import annotations

from collections.abc import Sequence

from dayops_dash import wording
from dayops_dash.packs.pack import Pack
from dayops_dash.packs.parts.blocks import Block, Fine, Hyperlink, Report
from dayops_dash.stories.shared.model import evidence_words

WRITING_CM, HIGHEST_CM = 15.5, 3.0  # the room that the rows of a sheet to write on share, and how high one is at most


def row_cm(rows: int) -> float:
    """Return how high a row of a table to write in is at least, so that the sheet is used."""
    return min(HIGHEST_CM, WRITING_CM / rows)


def one_side(pack: Pack, title: str, blocks: Sequence[Block], page: str = "") -> Report:
    """Return a paper of one side. ``page`` is the page of the dashboard that it is of, "" for the first."""
    link = pack.link(page) if page else pack.link()
    council = pack.council
    meeting = ", ".join(
        part for part in (pack.committee, wording.day(pack.meeting_on) if pack.meeting_on else "") if part
    )
    evidence = evidence_words(council)
    lead = [
        f"For {meeting}." if meeting else "",
        f"Figures as at {pack.as_at_words}.",
        f"{evidence}." if evidence else "",
    ]
    return Report(
        title=title,
        facts=(),
        blocks=(
            Fine(" ".join(part for part in lead if part)),
            *blocks,
            *([Hyperlink("The same on the dashboard", link, scanned=True)] if link else []),
        ),
        foot=f"{council.short_title}, figures as at {wording.day(council.as_at)}",
        banner=pack.mark,
        contact=pack.entered.contact or str(council.dataset.about.get("contact", "")),
        subject=f"{title}, {pack.marked_seen_on}",
        numbering="none",
        compact=True,
    )
