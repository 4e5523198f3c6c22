"""The committee report as a list of parts, in the order that English councils use. Word and PDF are made of the same list."""

from __future__ import annotations

from dayops_dash.figures.shared.model import Figure
from dayops_dash.packs.pack import Pack
from dayops_dash.packs.parts import formal
from dayops_dash.packs.parts.blocks import Block, Gap, Heading, Link, Report, Sideways
from dayops_dash.packs.parts.told import Tables, figure_blocks, story_blocks
from dayops_dash.stories import SECTIONS
from dayops_dash.stories.meeting.pack import findings, titles, usual
from dayops_dash.stories.record import sources
from dayops_dash.stories.shared.model import Story

TO_COMPLETE = "To be completed by the officer"
NEXT = "next-dates"  # the figure of the overview that a report gives under its own heading


def content(pack: Pack) -> Report:
    """Return the whole report: title block, sections with their numbered paragraphs, the formal parts, and the appendix."""
    council, named, tables = pack.council, titles(), Tables()
    chosen = pack.sections or usual()
    blocks = [*formal.purpose(pack, [named[name] for name in chosen]), *formal.information(pack)]
    for name in chosen:
        story = SECTIONS[name](council)
        blocks += [
            *_section(story, named[name], tables),
            Link(f"The same on the dashboard: {named[name]}", pack.link(name)),
        ]
    blocks += [*_next_steps(pack, tables), *formal.options(pack, tables), *formal.reasons(), *formal.implications(pack)]
    blocks += [
        *formal.recommendations(pack, tables, told="recommendations" in chosen),
        *formal.enquiries(pack),
        *formal.comments(pack),
        *formal.background(pack),
        *_words(pack, tables),
    ]
    blocks += [*formal.about(pack), Link("This council on this day, on the dashboard", pack.link()), *_appendix(tables)]
    as_at = pack.seen_on
    return Report(
        title=f"Day opportunities in {council.short_title}",
        facts=formal.title_facts(pack),
        blocks=tuple(blocks),
        foot=f"{as_at}. Version of the data: {pack.version}",
        banner="Illustrative: a made-up council" if pack.illustrative else "",
        contact=str(council.dataset.about.get("contact", "")),
        subject=f"Committee report, {as_at}",
    )


def _section(story: Story, title: str, tables: Tables) -> list[Block]:
    kept = tuple(figure for figure in findings(story) if figure.figure_id != NEXT)
    return story_blocks(story, title, kept, tables)


def _next_steps(pack: Pack, tables: Tables) -> list[Block]:
    """Return the dates ahead, which every report ends its information with; a gap where no paper gives any."""
    ahead: Figure | None = next((f for f in SECTIONS["overview"](pack.council).figures if f.figure_id == NEXT), None)
    found: list[Block] = [Heading(1, "Next steps")]
    if ahead is None or not ahead.grid.rows:
        return [*found, Gap("Next steps. No intention has a date ahead in the papers.")]
    return [*found, *figure_blocks(ahead, tables)]


def _words(pack: Pack, tables: Tables) -> list[Block]:
    told = [block for figure in sources(pack.council, part="words").figures for block in figure_blocks(figure, tables)]
    return [Heading(1, "Words used"), *told] if told else []


def _appendix(tables: Tables) -> list[Block]:
    if not tables.appendix:
        return []
    found: list[Block] = [Sideways(), Heading(1, "Appendix: full tables")]
    for title, blocks in tables.appendix:
        found += [Heading(2, title), *blocks]
    return found
