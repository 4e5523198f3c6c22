"""Figures of the overview: the next dates, and the few things to know beside progress."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import RiskScoresRow, RisksRow
from dayops_dash.figures.money.split import pounds
from dayops_dash.figures.plan.against_date import noun, to_line
from dayops_dash.figures.plan.standing import NO_PAPER, papers_of
from dayops_dash.figures.risks.scores_in_words import NO_BAND, axes_words, hoped_words
from dayops_dash.figures.shared.day import no_paper_words, on_day, tense
from dayops_dash.figures.shared.grid import GridColumn, Kind, grid_of
from dayops_dash.figures.shared.link import Link
from dayops_dash.figures.shared.model import Figure, Source, Tile, source_at, sources
from dayops_dash.figures.shared.paper_words import said_short
from dayops_dash.figures.shared.states import NOT_STATED
from dayops_dash.measures import risks as risk
from dayops_dash.measures.money import spend
from dayops_dash.measures.plan import progress
from dayops_dash.measures.plan.line import Line, Statement
from dayops_dash.measures.plan.status import Standing
from dayops_dash.measures.questions import rules
from dayops_dash.measures.record.disagreements import points
from dayops_dash.measures.risks import Risk

NEXT_SHOWN = 5
DAY_SAID = re.compile(
    r"\b\d{1,2}(st|nd|rd|th)?( of)? [A-Z]|\b\d{1,2}/\d{1,2}/\d|\d{4}-\d\d-\d\d"
)  # 31st March, 31/03/2024
STALE_AFTER_DAYS = 365  # a reporting cycle of overview and scrutiny is at most a year


def next_dates_figure(council: Council) -> Figure:
    """The next ends of due periods, soonest first."""
    every = progress.next_dates(council)
    ahead = every[:NEXT_SHOWN]
    passed = sum(when < council.today for when, _ in every)
    return Figure(
        "next-dates",
        _next_title(council, every, passed),
        f"Dates that have not passed on {wording.day(council.as_at)}, {council.short_title}",
        _next_words(council, every, passed),
        grid_of(
            ahead,
            GridColumn("intention", wording.capital(noun(council)), lambda pair: pair[1].label),
            GridColumn("when", "When", lambda pair: when_words(*pair)),
            GridColumn("due_as_written", "Due, as written", lambda pair: pair[1].due_words),
            GridColumn(
                "today",
                f"On {wording.short_day(council.today)}",
                lambda pair: _today(council, pair[0]),
                on_screen=bool(passed),
            ),
            GridColumn("place", "Place in paper", lambda pair: _dated(pair[1]).locator, Kind.PLACE),
            link=lambda pair: to_line(pair[1]),
        ),
        sources=papers_of(council, [line for _, line in ahead]),
        grid_first=True,
        brief=True,
    )


def _next_title(council: Council, every: Sequence[tuple[date, Line]], passed: int) -> str:
    """Return what is next on the day shown. A date that has passed since is not next: then it is said when it was."""
    day = wording.day(council.as_at)
    if council.latest_paper is None:
        return NO_PAPER.format(day=day)
    if not every:
        return f"No {noun(council)} has a date after {day}"
    (when, line), still = every[0], progress.next_dates(council.on(council.today))
    if not passed and line.standing is Standing.DUE_NOW:
        return f"Due now, {day}: {line.label}, {line.due_quoted}"
    if not passed:
        return f"{'Due on' if when == council.as_at else 'Next after'} {day}: {line.label}, {when_words(when, line)}"
    if still:
        return f"Next today: {still[0][1].label}, {when_words(*still[0])}"
    gone = (
        ("it has since" if len(every) == 1 else "all have since") if passed == len(every) else "none lies ahead today"
    )
    dates = f"{wording.spelled(len(every))} {'date' if len(every) == 1 else 'dates'}"
    return f"On {day} {dates} had not passed; {gone}"


def _next_words(council: Council, every: Sequence[tuple[date, Line]], passed: int) -> str:
    if council.latest_paper is None:
        return " ".join(part for part in no_paper_words(council) if part)
    if not every:
        day = wording.day(council.as_at)
        return f"No paper here gives a date after {day} for anything that is not complete."
    have = "had" if passed else _have(len(every))
    rest = f"; the first {wording.spelled(NEXT_SHOWN)} are shown" if len(every) > NEXT_SHOWN else ""
    since = f" {wording.capital(wording.spelled(passed))} {_have(passed)} passed since." if passed else ""
    day = wording.day(council.as_at)
    dates = f"{wording.capital(wording.spelled(len(every)))} date{'' if len(every) == 1 else 's'}"
    return f"{dates} {have} not passed on {day}{rest}.{since}"


def _have(number: int) -> str:
    return "has" if number == 1 else "have"


def _today(council: Council, when: date) -> str:
    return "Passed" if when < council.today else "Still ahead"


def _dated(line: Line) -> Statement:
    """Return the last time that a paper dated the line."""
    return next(said for said in reversed(line.history) if said.due_as_written)


def when_words(when: date, line: Line) -> str:
    """Return a date ahead with what it is, work's beginning or its end; in the paper's own words where it names no month."""
    written = _dated(line).due_as_written
    by = "by" if when == line.due.latest else "from"
    if line.due_details.given_by_council:
        return line.due_quoted
    if DAY_SAID.search(written):
        return f"{by} {wording.short_day(when)}"
    end = line.due.latest
    if when != end and end and (when.year, when.month) == (end.year, end.month):
        return f"in {wording.month(when)}"
    if f"{when:%b}".casefold() in written.casefold() and (when == end or end is None):
        return f"{by} {wording.month(when)}"
    return f"due now, “{written}”" if line.standing is Standing.DUE_NOW else f"“{written}”"


def beside_figure(council: Council) -> Figure:
    """Money, the highest risk, how old the evidence is, where papers disagree, and what to ask: one tile each."""
    parts = [_money(council), _risk(council), _evidence(council), _disagreements(council), _questions(council)]
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
    detail += f"; {unscored} more not scored" if unscored else ""
    scored_on = f", {wording.month(first.reported_on)}" if first.reported_on else ""
    label = f"{wording.capital(first.term)} risk score{scored_on}"
    return Tile(risk.printed(first), label, detail, link=link), sources(council, [first, *rest])


def _several_risks(council: Council, scored: Sequence[Risk], unscored: int, link: Link) -> StandingPart:
    """Return which risks stand in the highest of the council's bands; only how many have a score where it states none."""
    found = papers(council, [score for each in scored for score in each.standing])
    rest = [wording.count(unscored, "risk") + " not scored"] if unscored else []
    if not (held := risk.by_band(council)):
        many = f"{len(scored)} of {len(scored) + unscored}"
        return Tile(many, "Risks with a score", NO_BAND, link=link), found
    (name, highest), *lower = held.items()
    said = [highest[0].row.title] if len(highest) == 1 else []
    said += [f"{len(each)} {band}" for band, each in lower]
    return Tile(f"{len(highest)} {name}", "Highest risk, as last scored", "; ".join([*said, *rest]), link=link), found


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


def _disagreements(council: Council) -> StandingPart:
    found = points(council)
    between, within = len(found.between_papers), len(found.within_paper)
    where = [f"{between} between two papers" if between else "", f"{within} inside one paper" if within else ""]
    detail = [wording.listed([part for part in where if part])] if found.conflicts else []
    detail += [f"and {wording.count(len(found.smaller), 'smaller point')}"] if found.smaller else []
    link = Link("sources", "See both sides" if found.conflicts else "See each point", (("show", "conflicts"),))
    return Tile(f"{len(found.conflicts):,}", "Conflicts in the papers", "; ".join(detail) or "none", link=link), ()
