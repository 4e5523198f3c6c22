"""How spend splits in several councils, each as shares of its own total: on one scale, and in no order of size."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import SpendRow
from dayops_dash.dataset.vocabulary import ProviderKind
from dayops_dash.figures.money.split import basis_words, goes_to, pounds
from dayops_dash.figures.shared.grid import GridColumn, Kind, grid_of
from dayops_dash.figures.shared.look import PROVIDER_COLOUR
from dayops_dash.figures.shared.model import Chart, Figure, Source
from dayops_dash.figures.shared.parts import Part, Whole, parts_chart
from dayops_dash.measures.money import spend as money
from dayops_dash.measures.money.spend import Headline
from dayops_dash.measures.shared import neighbours

BAR, GAP = 32, 14  # pixels
WORDS = (
    "Each share is of that council's own total, worked out here. Budget and spend are different things, and papers count "
    "different services: nothing here is a rank."
)


class CouncilSplit(NamedTuple):
    """A council whose paper states who provides, with its headline amount and the parts in the order of kinds."""

    council: Council
    found: Headline
    parts: tuple[SpendRow, ...]


def splits_figure(councils: Sequence[Council]) -> Figure | None:
    """A bar for each council that states a split, the first council's first; None where it states none, or no other does."""
    found = [split for council in councils if (split := _split(council))]
    if len(found) < 2 or found[0].council.slug != councils[0].slug:
        return None
    lines = [(split, part) for split in found for part in split.parts]
    return Figure(
        "splits",
        _title(found),
        f"Per cent of each council's own total, by who provides, as known on {wording.day(councils[0].as_at)}",
        WORDS,
        grid_of(
            lines,
            GridColumn("council", "Council", lambda line: line[0].council.short_title),
            GridColumn(
                "who_provides", "Who provides", lambda line: wording.capital(wording.provider(line[1].provider_kind))
            ),
            GridColumn(
                "share_pct", "Share, worked out here", lambda line: round(line[0].found.share(line[1]), 1), Kind.PERCENT
            ),
            GridColumn("amount_gbp", "Amount", lambda line: line[1].amount_gbp, Kind.MONEY),
            GridColumn("basis", "Basis", lambda line: basis_words(line[0].found.total)),
            GridColumn("place", "Place in paper", lambda line: line[1].locator, Kind.PLACE),
        ),
        chart=Chart(parts_chart(_bars(found), bar=BAR, gap=GAP), f"Stacked bars of one length. {_title(found)}."),
        sources=_sources(found),
    )


def _split(council: Council) -> CouncilSplit | None:
    """Return a council's split; None where no paper states one, or only in amounts that it hedges or that do not make the whole."""
    found = money.headline(council)
    if not found or not found.parts or not found.exact or found.rest:
        return None
    order = [*money.KINDS, *ProviderKind]
    return CouncilSplit(council, found, tuple(sorted(found.parts, key=lambda p: order.index(p.provider_kind))))


def _title(found: Sequence[CouncilSplit]) -> str:
    """Council-run services take 65% to 68% of the total in each of three councils; made-up ones are not counted."""
    real = neighbours.counted([split.council for split in found])
    counted = [split for split in found if split.council in real]
    shares = sorted(
        round(split.found.share(p))
        for split in counted
        for p in split.parts
        if p.provider_kind == ProviderKind.INTERNAL
    )
    kind = "real councils" if len(counted) < len(found) else "councils"
    whole = f"{wording.spelled(len(counted))} {kind}"
    if len(shares) < len(counted) or len(counted) < 2:
        return f"{wording.capital(wording.spelled(len(found)))} councils state how spend splits, each on its own basis"
    span = f"{shares[0]}%" if shares[0] == shares[-1] else f"{shares[0]}% to {shares[-1]}%"
    return f"{wording.capital(goes_to(ProviderKind.INTERNAL))} take {span} of the total in each of {whole}"


def _bars(found: Sequence[CouncilSplit]) -> list[Whole]:
    named: set[str] = set()
    bars = []
    for council, headline, parts in found:
        kinds = {part.provider_kind for part in parts}
        shown = tuple(_part(headline, part) for part in parts)
        line = f"{pounds(headline.total)}, {basis_words(headline.total)}"
        bars.append(Whole(council.short_title, shown, named=not kinds <= named, line=line))
        named |= kinds
    return bars


def _part(found: Headline, part: SpendRow) -> Part:
    share = found.share(part)
    name = wording.capital(wording.provider(part.provider_kind))
    return Part(name, share, f"{share:.0f}%", PROVIDER_COLOUR[part.provider_kind])


def _sources(found: Sequence[CouncilSplit]) -> tuple[Source, ...]:
    """Return each council's own paper and places: a title alone would not say whose strategy it is."""
    cited = (
        Source(f"{split.council.short_title}: {split.council.document_title(row.document_id)}", row.locator)
        for split in found
        for row in (split.found.total, *split.parts)
    )
    return tuple(dict.fromkeys(cited))
