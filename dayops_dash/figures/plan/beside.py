"""The few things to know beside progress, a tile each: money, risk, evidence, conflicts, questions and places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import RiskScoresRow, RisksRow
from dayops_dash.figures.money.split import pounds
from dayops_dash.figures.plan.against_date import noun
from dayops_dash.figures.risks.scores_in_words import NO_BAND, axes_words, hoped_words
from dayops_dash.figures.shared.day import on_day, tense
from dayops_dash.figures.shared.grid import GridColumn, grid_of
from dayops_dash.figures.shared.link import Link
from dayops_dash.figures.shared.model import Figure, Source, Tile, source_at, sources
from dayops_dash.figures.shared.paper_words import said_short
from dayops_dash.figures.shared.states import NOT_STATED
from dayops_dash.measures import risks as risk
from dayops_dash.measures.money import spend
from dayops_dash.measures.plan import progress
from dayops_dash.measures.questions import rules
from dayops_dash.measures.record.disagreements import points
from dayops_dash.measures.risks import Risk

STALE_AFTER_DAYS = 365  # a reporting cycle of overview and scrutiny is at most a year


def beside_figure(council: Council) -> Figure:
    """Money, the highest risk, how old the evidence is, where papers disagree, what to ask, and the way to one's ward: a tile each."""
    parts = [_money(council), _risk(council), _evidence(council), _disagreements(council), _questions(council)]
    parts += _places(council)
    tiles = tuple(tile for tile, _ in parts)
    found = tuple(dict.fromkeys(source for _, places in parts for source in places))
    return Figure(
        "beside",
        "Money, risk, evidence and questions at a glance",
        f"{council.short_title}, as at {wording.day(council.as_at)}",
        " ".join(wording.sentence(f"{t.label}: {t.value}" + (f" ({t.detail})" if t.detail else "")) for t in tiles),
        grid_of(
            tiles,
            GridColumn("what", "What", lambda t: t.label),
            GridColumn("value", "Value", lambda t: t.value),
            GridColumn("detail", "Detail", lambda t: t.detail),
        ),
        tiles=tiles,
        brief=True,
        sources=found,
    )


StandingPart = tuple[Tile, tuple[Source, ...]]


def _money(council: Council) -> StandingPart:
    found = spend.headline(council)
    if found is None:
        said = spend.statements(council)
        detail = said_short(council, said[0]) if said else "no paper gives an amount"
        link = Link("spend", "See what is said")
        return Tile(NOT_STATED, "Budget or spend", detail, link=link), sources(council, said[:1])
    total, parts = found.total, found.parts
    split = wording.listed([f"{pounds(p)} {wording.provider(p.provider_kind)}" for p in parts])
    out = wording.listed([what for what in ("transport", "food") if total[f"{what}_included"] == "no"])
    detail = "; ".join(part for part in (split, f"{out} not included" if out else "") if part)
    label = f"{total.basis.capitalize()} {total.financial_year or '(year not stated)'}"
    link = Link("spend", "See where it goes")
    return Tile(pounds(total), label, detail, link=link), sources(council, [total, *parts])


def _risk(council: Council) -> StandingPart:
    link = Link("risks", "See the risks")
    scored, unscored = risk.scored(council), risk.not_scored(council)
    if len(scored) == 1:
        return _one_risk(council, scored[0], len(unscored), link)
    if scored:
        return _several_risks(council, scored, len(unscored), link)
    if unscored:
        detail = f"{wording.count(len(unscored), 'risk')} named, none given a score"
        return Tile("Not scored", "Risks", detail, link=link), papers(council, [found.row for found in unscored])
    return Tile(NOT_STATED, "Risks", "no paper names a risk", link=Link("risks", "See what is said")), ()


def _one_risk(council: Council, found: Risk, unscored: int, link: Link) -> StandingPart:
    first, *rest = found.standing or found.scores[-1:]
    detail = "; ".join([axes_words(council, first), *(f"{s.term}: {hoped_words(s)}{risk.printed(s)}" for s in rest)])
    detail = f"{found.row.title}: {detail}"
    detail += f"; {unscored} more not scored" if unscored else ""
    scored_on = f", {wording.month(first.reported_on)}" if first.reported_on else ""
    label = f"{wording.capital(first.term)} risk score{scored_on}"
    return Tile(risk.printed(first), label, detail, link=link), sources(council, [first, *rest])


def _several_risks(council: Council, scored: Sequence[Risk], unscored: int, link: Link) -> StandingPart:
    """Return which risks stand in the highest of the council's bands; only how many have a score where it states none."""
    found = papers(council, [score for each in scored for score in each.standing])
    if not (held := risk.by_band(council)):
        many = f"{len(scored)} of {len(scored) + unscored}"
        return Tile(many, "Risks with a score", NO_BAND, link=link), found
    (name, highest), *lower = held.items()
    said = [highest[0].row.title] if len(highest) == 1 else []
    others = [(len(each), band) for band, each in lower] + ([(unscored, "not scored")] if unscored else [])
    said += [_others_words(others)] if others else []
    return Tile(f"{len(highest)} {name}", "Highest risk, as last scored", "; ".join(said), link=link), found


def _others_words(others: Sequence[tuple[int, str]]) -> str:
    """three others are Medium, one is Low and two are not scored"""
    (first, _), *_ = others
    parts = [f"{wording.spelled(number)} {'is' if number == 1 else 'are'} {band}" for number, band in others]
    number, rest = parts[0].split(" ", 1)
    parts[0] = f"{number} {'other' if first == 1 else 'others'} {rest}"
    return wording.listed(parts)


def papers(council: Council, rows: Sequence[RiskScoresRow | RisksRow]) -> tuple[Source, ...]:
    """Return the papers of many rows, without their places."""
    return tuple(dict.fromkeys(source_at(council, row.document_id) for row in rows))


def _evidence(council: Council) -> StandingPart:
    link = Link("progress", "See the action plan", (("view", "actions"), ("order", "evidence")))
    reported = [line for line in progress.followed(council) if line.days_since_evidence is not None]
    if not reported:
        return Tile("None", "Status reports", f"no paper gives a status for any {noun(council)}", link=link), ()
    stale = [line for line in reported if (line.days_since_evidence or 0) > STALE_AFTER_DAYS]
    newest = min(line.days_since_evidence or 0 for line in reported)
    when = tense(council)
    detail = f"{len(stale)} of {len(reported)} statuses {when.verbs(len(stale))['be']} over a year old"
    latest = max(line.reported_on for line in reported if line.reported_on)
    value = f"{wording.age(newest)} {'old' if council.is_today else 'before'}" if newest else "On that day"
    label = f"Latest status report: {wording.short_day(latest)}"
    detail += "" if council.is_today else f" {on_day(council)}"
    return Tile(value, label, detail, link=link), ()


def _questions(council: Council) -> StandingPart:
    """Return how many questions follow from the papers, and what the first is about."""
    asked, link = rules.enquiries(council), Link("questions", "See what to ask")
    detail = f"the first: {wording.uncapital(asked[0].rule.looks_for)}" if asked else "no rule raises one"
    return Tile(f"{len(asked)}", "Questions to ask", detail, link=link), ()


def _each_where(where: Mapping[str, int]) -> str:
    """both inside one paper; 1 between two papers and 2 inside one paper"""
    if len(where) > 1:
        return wording.listed([f"{many} {place}" for place, many in where.items()])
    ((place, many),) = where.items()
    return " ".join(part for part in ({1: "", 2: "both"}.get(many, "all"), place) if part)


def _disagreements(council: Council) -> StandingPart:
    found = points(council)
    between, within = len(found.between_papers), len(found.within_paper)
    where = {"between two papers": between, "inside one paper": within}
    detail = [_each_where({place: many for place, many in where.items() if many})] if found.conflicts else []
    detail += [f"and {wording.count(len(found.smaller), 'point')} to note"] if found.smaller else []
    link = Link("sources", "See both sides" if found.conflicts else "See each point", (("show", "conflicts"),))
    return Tile(f"{len(found.conflicts):,}", "Conflicts in the papers", "; ".join(detail) or "none", link=link), ()


def _places(council: Council) -> list[StandingPart]:
    """Return the way to one member's ward or district; nothing where no list of them is held."""
    word = council.dataset.area_word
    named = {row.area_code for row in council.rows("areas") if row.area_type == word}
    if not named:
        return []
    tile = Tile(
        f"{len(named)}", f"Your {word}", f"what is known of each {word}", link=Link("wards", f"Find your {word}")
    )
    return [(tile, ())]
