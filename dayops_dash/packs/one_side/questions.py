"""The question sheet on one side: each question with why it is asked, what it rests on, and room for the answer."""

from __future__ import annotations

from dayops_dash.figures.shared.ask import Ask
from dayops_dash.packs.one_side.sheet import one_side, row_cm
from dayops_dash.packs.pack import Pack
from dayops_dash.packs.parts.blocks import Block, Paragraph, Report, text_table
from dayops_dash.stories.questions import PAGE

MOST = 8  # questions that fit a side with room to write
HEADS = ("Question", "Why it is asked", "Answer")


def _why(ask: Ask) -> str:
    return f"{ask.figures}." if ask.figures else ask.why


def question_sheet(pack: Pack) -> Report:
    """Return the questions, the most pressing first."""
    story = PAGE.story(pack.council)
    asks = story.figures[0].asks[:MOST]
    if not asks:
        return one_side(pack, "Questions for the meeting", [Paragraph(story.answer)], PAGE.name)
    rows = [(f"{at}. {ask.question}", _why(ask), "") for at, ask in enumerate(asks, 1)]
    blocks: list[Block] = [
        text_table("Questions that follow from the papers, the most pressing first", HEADS, rows, row_cm(len(rows)))
    ]
    return one_side(pack, "Questions for the meeting", blocks, PAGE.name)
