"""How the plan stands in a short report: how many commitments are in each state, in one whole sentence."""

from __future__ import annotations

import re

from dayops_dash import wording
from dayops_dash.figures.plan.standing import by_dates, silent_words, standing_title
from dayops_dash.figures.shared.model import Figure
from dayops_dash.packs.brief.telling import Telling, sentences
from dayops_dash.packs.parts.blocks import Block, Paragraph

UNREPORTED = "no update published"
MOST_SPELLED = 100  # a number from here begins no sentence in words


def how_it_stands(telling: Telling, shown: Figure) -> list[Block]:
    """Return how many are in each state, in one whole sentence, and which of them no later paper speaks of."""
    council = telling.council
    silent = silent_words(council)
    stands, _, rest = shown.words.partition(silent) if silent else (shown.words, "", "")
    first, *others = sentences(stands.removeprefix(f"Today, {wording.day(council.as_at)}, "))
    by = by_dates(council)
    lead = by if standing_title(council).startswith(by) else ""
    whole = "; ".join(one.rstrip(".") for one in (first, *map(_within, others)))
    stated = wording.sentence(f"{lead}{wording.uncapital(whole) if lead else whole}")
    of = re.match(r"Of (\d+) ", stated)
    if of and f"'s {of[1]} " in silent and stated.endswith(f"{UNREPORTED}."):  # it would say the same again
        stated, silent = stated.replace(f"{UNREPORTED}.", f"{UNREPORTED} (our reading)."), ""
    words = " ".join(part for part in (telling.new(stated), telling.new(f"{silent} {rest}")) if part)
    return [Paragraph(words, cites=telling.cites(shown.sources))] if words else []


def _within(words: str) -> str:
    """Return a sentence as it stands within another: the number that leads it as one there is written."""
    first, _, rest = words.partition(" ")
    number = next((n for n in range(1, MOST_SPELLED) if wording.begun(n) == first), None)
    return wording.uncapital(words) if number is None else f"{wording.spelled(number)} {rest}"
