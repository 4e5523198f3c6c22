"""The appendix: every table of the sections, with each row's place in its paper. A document of its own, on pages that lie on their side."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from dayops_dash import wording
from dayops_dash.figures.shared.model import Figure, source_line
from dayops_dash.figures.shared.paper_words import paper_words
from dayops_dash.packs.pack import Pack
from dayops_dash.packs.parts.blocks import (
    NO_ENTRY,
    Block,
    Fine,
    Report,
    SectionHeading,
    Sideways,
    TableBlock,
    grid_table,
    text_table,
    with_contents,
)
from dayops_dash.packs.parts.formal import ILLUSTRATIVE, WEIGHED, YES_OR_NO
from dayops_dash.stories.meeting.pack import findings, titles, usual
from dayops_dash.stories.plan.progress import actions
from dayops_dash.stories.record import sources
from dayops_dash.stories.sections import SECTIONS

STATED = ("Implication", "What the paper says, in our words", "Paper", "Place in paper")
LINES_A_PAGE = 28  # on a page that lies on its side
LETTERS_A_LINE = 260  # of a whole row, whose columns are alike wide


def appendix(pack: Pack) -> Report:
    """Return all tables of the sections that are chosen, or of the usual ones, as a report of its own."""
    blocks: list[Block] = [Sideways()]
    told: list[Block] = [Fine(ILLUSTRATIVE)] if pack.illustrative else []
    number = 0
    for title, tables in _sections(pack):
        if not tables:
            continue
        told.append(SectionHeading(1, title))
        for table, after in tables:
            number += 1
            told.append(TableBlock(f"Table A{number}. {table.caption}", table.heads, table.rows, table.numeric))
            told += [Fine(line) for line in after]
    told.append(Fine(f"Version of the data: {pack.version}."))
    return Report(
        title=f"{pack.title}: appendix",
        facts=(("Figures as at", pack.as_at_words),),
        blocks=(*blocks, *with_contents(told)),
        foot=f"{pack.council.short_title}, figures as at {wording.day(pack.council.as_at)}",
        banner=pack.mark,
        contact=pack.entered.contact or str(pack.council.dataset.about.get("contact", "")),
        subject=f"Appendix to a committee report, {pack.marked_seen_on}",
        numbering="none",
        compact=True,
    )


def pages_of(pack: Pack) -> int:
    """Return about how many pages the appendix has, from the lines that the rows of its tables take."""
    told = [table for _, tables in _sections(pack) for table, _ in tables]
    lines = sum(2 + sum(map(_lines, table.rows)) for table in told)
    return max(1, round(lines / LINES_A_PAGE))


def _lines(row: Sequence[object]) -> int:
    return max(1, *(ceil(len(str(cell)) * len(row) / LETTERS_A_LINE) for cell in row))


def _sections(pack: Pack) -> list[tuple[str, list[tuple[TableBlock, list[str]]]]]:
    """Return each section's title with its tables and what stands under each."""
    council, named = pack.council, titles()
    found = []
    for name in pack.sections or usual():
        story = SECTIONS[name].story(council)
        figures = list(findings(story))
        if name == "progress":
            figures = [*actions(council).figures, *(f for f in figures if f.figure_id != "timeline")]
        found.append((named[name], _tables(figures)))
    found.append(("What the papers state of implications", _implications(pack)))
    found.append(("Options that the papers weighed", _options(pack)))
    found.append(("Words used", _tables(sources(council, part="words").figures)))
    return found


def _tables(figures: Sequence[Figure]) -> list[tuple[TableBlock, list[str]]]:
    """Return the table of each figure that has one, with its notes, the columns that no row fills, and its papers."""
    found = []
    for figure in figures:
        if not figure.grid.rows:
            continue
        table, empty = grid_table(figure.grid, figure.title)
        line = source_line(figure.sources)
        after = [figure.subtitle, *figure.notes]
        after += [f"Not stated for any row: {', '.join(map(wording.uncapital, empty))}."] if empty else []
        found.append((table, [*after, *([f"Source: {line}"] if line else [])]))
    return found


def _implications(pack: Pack) -> list[tuple[TableBlock, list[str]]]:
    council = pack.council
    rows = [
        (
            wording.capital(row.topic),
            row.statement,
            wording.capital(paper_words(council, row.document_id)),
            row.locator or NO_ENTRY,
        )
        for row in council.rows("implications")
    ]
    return [(text_table("Implications, as the papers state them", STATED, rows), [])] if rows else []


def _options(pack: Pack) -> list[tuple[TableBlock, list[str]]]:
    rows = [
        (r.title, YES_OR_NO.get(r.recommended, wording.capital(r.recommended)), r.reason, r.locator)
        for r in pack.council.rows("options")
    ]
    return [(text_table("Options, and why each was chosen or not", WEIGHED, rows), [])] if rows else []
