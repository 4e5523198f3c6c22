"""A finding in plain words with its source, for a speech or an email."""

from __future__ import annotations

from collections.abc import Sequence

from dayops_dash import wording
from dayops_dash.figures.shared.model import Figure, Source, source_line

FEW_PLACES = 2  # places in papers that are named; of more the papers alone, and the link leads to the places


def finding_text(figure: Figure, seen_on: str) -> str:
    """Return a figure's title, its words, its source, and the council and day that it is true of, a part to a line.

    ``seen_on`` is the council with the day, as "Dorset, as at 1 August 2024".
    """
    said = [wording.sentence(figure.title), figure.words if figure.words != figure.title else ""]
    told = [*said, f"Source: {_papers(figure.sources)}." if figure.sources else "", wording.sentence(seen_on)]
    return "\n".join(line for line in told if line)


def _papers(found: Sequence[Source]) -> str:
    if len(found) <= FEW_PLACES:
        return source_line(found)
    return "; ".join(dict.fromkeys(source.title for source in found))
