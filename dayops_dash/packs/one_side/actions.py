"""The action sheet on one side: who does what by when, and room for what the meeting agrees."""

from __future__ import annotations

from dayops_dash import wording
from dayops_dash.packs.brief.attention import alike, noun_of, pressing
from dayops_dash.packs.one_side.sheet import one_side, row_cm
from dayops_dash.packs.pack import Pack
from dayops_dash.packs.parts.blocks import Block, Fine, Paragraph, Report, text_table

MOST = 12  # rows that fit a side
HEADS = ("What", "Who", "By when, as written", "How it stands", "Agreed at the meeting")


def action_sheet(pack: Pack) -> Report:
    """Return what needs attention, the most pressing first, with its owner and date as the papers give them."""
    council = pack.council
    every = pressing(council)
    shown, what = every[:MOST], noun_of(council)
    title = f"Action sheet: {wording.uncapital(pack.title)}"
    if not shown:
        return one_side(pack, title, [Paragraph(f"No {what} is overdue, due now or should be under way.")], "progress")
    since = alike([one.stands for one in shown])
    rows = [
        (one.title, one.owner or "Not stated", one.due or "Not stated", one.stands.removesuffix(since), "")
        for one in shown
    ]
    named = sum(bool(one.owner) for one in every)
    blocks: list[Block] = [
        Paragraph(
            f"{wording.begun(len(every))} {what}{'s' if len(every) > 1 else ''} need{'s' if len(every) == 1 else ''} attention; "
            f"{wording.spelled(named) if named else 'none'} {'has' if named < 2 else 'have'} a named owner."
        ),
        text_table(f"Who does what by when{since}", HEADS, rows, row_cm(len(rows))),
    ]
    left = len(every) - len(shown)
    blocks += [Fine(f"{wording.begun(left)} more {'is' if left == 1 else 'are'} in the appendix.")] if left else []
    return one_side(pack, title, blocks, "progress")
