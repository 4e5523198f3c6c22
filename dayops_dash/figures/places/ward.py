"""Your ward: one page's worth for its member. What is near, what changes and when, who is reached, what to ask, whom to ask."""

from __future__ import annotations

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import AreasRow
from dayops_dash.figures.places.areas import LAYER_NAMES, tiles_of
from dayops_dash.figures.plan.headline import today_words
from dayops_dash.figures.plan.next_dates import when_words
from dayops_dash.figures.plan.standing import standing_title
from dayops_dash.figures.shared.grid import GridColumn, grid_of
from dayops_dash.figures.shared.link import Link
from dayops_dash.figures.shared.model import Entry, Figure, Tile, sources
from dayops_dash.figures.shared.states import NOT_STATED
from dayops_dash.figures.voices.engagement_words import held_words, printed_words
from dayops_dash.measures import places as measure
from dayops_dash.measures.places import Layer
from dayops_dash.measures.plan import progress
from dayops_dash.measures.questions import rules

NONE_PLACED = "No paper says that a service is here, which does not mean that none is."
NEXT = 3  # dates ahead, and things said, that are named
FIRST_ASKED = 2  # questions of the whole council, the weightiest first, after those of the area itself


def ward_figure(council: Council, code: str) -> Figure | None:
    """What the dataset holds for one area's member; None where no area has the code."""
    area = measure.area_named(council, code)
    if area is None:
        return None
    word, name = council.dataset.area_word, str(area.area_name)
    pairs = tuple((what, said) for what, said in _pairs(council, area) if said)
    rows = [area, *([measure.findings(council)[code]] if code in measure.findings(council) else [])]
    return Figure(
        "your-area",
        f"{name}: what a member should know",
        f"One {word} of {council.short_title}, as at {wording.day(council.as_at)}; boundaries: {area.boundary_vintage}",
        f"{name} is nearest to {wording.listed([str(a.area_name) for a in measure.near(council, area)])}.",
        grid_of(
            pairs,
            GridColumn("what", "What", lambda pair: pair[0]),
            GridColumn("said", "What is known", lambda pair: pair[1]),
        ),
        entries=(Entry(f"area-{code}", name, "", pairs),),
        tiles=_tiles(council, area),
        sources=sources(council, rows),
        brief=False,
    )


def _pairs(council: Council, area: AreasRow) -> list[tuple[str, str]]:
    placed = [str(r.title) for r in measure.sites(council).get(area.area_code, ())]
    since = max(council.as_at, council.today)
    day = wording.day(since)
    ahead = progress.next_dates(
        council.on(since)
    )  # on a page of a day gone by too: what is changing is no matter of that day
    dates = "; ".join(f"{line.label}, {when_words(when, line)}" for when, line in ahead[:NEXT])
    asked = [each.question for each in rules.chosen(council)[0][:FIRST_ASKED]]
    return [
        (
            "Services placed here",
            wording.listed(placed) or NONE_PLACED,
        ),
        ("Where the plan stands", f"{standing_title(council)}. {today_words(council)}".strip()),
        (
            f"What is changing after {day}, across the council",
            dates or "No later date is given in the papers known on that day.",
        ),
        ("What people said, across the council", _said(council)),
        ("What to ask", " ".join((*rules.of_area(council, area.area_code), *asked))),
        ("Whom to ask", str(council.dataset.about.get("contact", ""))),
    ]


def _said(council: Council) -> str:
    """Return what the papers tell in words of what people said, and when; of whom it was asked is not told by area."""
    told = council.rows("voices")
    if not told:
        return "No paper tells it by area."
    by_time: dict[str, list[str]] = {}
    for row in told[:NEXT]:
        when = held_words(council, row.engagement_id) if row.engagement_id else printed_words(council, row.document_id)
        by_time.setdefault(when, []).append(str(row.words))
    shown = "; ".join(f"{'; '.join(words)} ({when})" for when, words in by_time.items())
    more = f"; and {wording.spelled(len(told) - NEXT)} more" if len(told) > NEXT else ""
    return f"{shown}{more}. No paper tells it by area."


def _of_when(council: Council, layer: Layer, area: AreasRow) -> str:
    """Return the time that a number on a tile is of: it is of no day that the page is of; "" where no paper gives one."""
    if layer is Layer.REACHED:
        days = {one.row.snapshot_on for one in measure.reached(council) if one.row.snapshot_on}
        return f" ({wording.day(max(days))})" if days else ""
    counts_residents = layer in (Layer.OLDER, Layer.POPULATION) and area.population_period
    return f" ({area.population_period})" if counts_residents else ""


def _tiles(council: Council, area: AreasRow) -> tuple[Tile, ...]:
    shown = []
    for layer in measure.layers(council):
        tile = next((t for t in tiles_of(council, layer) if t.code == area.area_code), None)
        if tile is None:  # the layer is of other boundaries
            continue
        value = {"": NOT_STATED}.get(tile.value, tile.value)
        detail = f"{tile.spoken.removeprefix(f'{tile.name}: ')}{_of_when(council, layer, area)}"
        shown.append(
            Tile(
                value,
                LAYER_NAMES[layer],
                detail,
                link=Link("wards", "On the map", (("layer", str(layer)), ("area", tile.code))),
            )
        )
    number = len(rules.enquiries(council))
    asked = Link("questions", "See what to ask")
    shown.append(Tile(f"{number:,}", "What to ask", "across the council, found in the papers by rules", link=asked))
    return tuple(shown)
