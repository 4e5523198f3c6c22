"""The committee report as a list of parts, in the order that English councils use. Word and PDF are made of the same list."""

from __future__ import annotations

from collections.abc import Iterator

from dayops_dash.figures.shared.model import Figure
from dayops_dash.packs.pack import Pack
from dayops_dash.packs.parts import formal
from dayops_dash.packs.parts.blocks import Block, Gap, Hyperlink, Report, SectionHeading, Sideways, with_contents
from dayops_dash.packs.parts.story_blocks import Tables, figure_blocks, story_blocks
from dayops_dash.stories.meeting.pack import findings, titles, usual
from dayops_dash.stories.recommendations import PAGE as RECOMMENDATIONS
from dayops_dash.stories.record import sources
from dayops_dash.stories.sections import DOCUMENT, SECTIONS
from dayops_dash.stories.shared.model import Story

TO_COMPLETE = "To be completed by the officer"


def content(pack: Pack) -> Report:
    """Return the whole report: title block, sections with their numbered paragraphs, the formal parts, and the appendix."""
    council, named, tables = pack.council, titles(), Tables()
    chosen = pack.sections or usual()
    blocks = [*formal.purpose(pack, [named[name] for name in chosen]), *formal.information(pack)]
    for name in chosen:
        story = SECTIONS[name].story(council)
        blocks += [
            *_section(story, named[name], tables),
            *_linked(f"The same on the dashboard: {named[name]}", pack.link(name)),
        ]
    blocks += [*_next_steps(pack, tables), *formal.options(pack, tables), *formal.reasons(), *formal.implications(pack)]
    blocks += [
        *formal.recommendations(pack, tables, told=RECOMMENDATIONS.name in chosen),
        *formal.enquiries(pack),
        *formal.comments(pack),
        *formal.background(pack),
        *_words(pack, tables),
    ]
    blocks += [
        *formal.about(pack),
        *_linked("This council on this day, on the dashboard", pack.link()),
        *_appendix(tables),
    ]
    as_at = pack.seen_on
    return Report(
        title=pack.title,
        facts=formal.title_facts(pack),
        blocks=with_contents(blocks),
        foot=as_at,
        banner=pack.mark,
        contact=str(council.dataset.about.get("contact", "")),
        subject=f"Committee report, {pack.marked_seen_on}",
    )


def _linked(words: str, address: str) -> list[Block]:
    """Return a link to the same view; nothing where the dashboard has no address that others can open."""
    return [Hyperlink(words, address)] if address else []


def _section(story: Story, title: str, tables: Tables) -> list[Block]:
    section = DOCUMENT[story.page]
    kept = tuple(figure for figure in findings(story) if figure.figure_id not in section.next_steps)
    return story_blocks(story, title, kept, tables, section.columns)


def _next_steps(pack: Pack, tables: Tables) -> list[Block]:
    """Return the dates ahead, which every report ends its information with; a gap where no paper gives any."""
    blocks: list[Block] = [SectionHeading(1, "Next steps")]
    ahead = [figure for figure in _ahead(pack) if figure.grid.rows]
    if not ahead:
        return [*blocks, Gap("Next steps. Nothing planned has a date ahead in the papers.")]
    return [*blocks, *(block for figure in ahead for block in figure_blocks(figure, tables))]


def _ahead(pack: Pack) -> Iterator[Figure]:
    """Yield the figures that pages give for the next steps, whichever sections are chosen."""
    for name, section in DOCUMENT.items():
        if section.next_steps:
            yield from (f for f in SECTIONS[name].story(pack.council).figures if f.figure_id in section.next_steps)


def _words(pack: Pack, tables: Tables) -> list[Block]:
    told = [block for figure in sources(pack.council, part="words").figures for block in figure_blocks(figure, tables)]
    return [SectionHeading(1, "Words used"), *told] if told else []


def _appendix(tables: Tables) -> list[Block]:
    if not tables.appendix:
        return []
    found: list[Block] = [Sideways(), SectionHeading(1, "Appendix: full tables")]
    for title, blocks in tables.appendix:
        found += [SectionHeading(2, title), *blocks]
    return found
