"""Figures of the overview: the next dates, and the few things to know beside progress."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from dayops_dash import wording
from dayops_dash.dataset import Council, Row
from dayops_dash.dataset.vocabulary import ConflictGrade
from dayops_dash.figures.model import Figure, Grid, Heading, Link, Source, Tile, sources
from dayops_dash.figures.risk_words import NO_BAND, axes_words
from dayops_dash.figures.standing import papers_of
from dayops_dash.measures import arithmetic, disagreements, money, progress, risk
from dayops_dash.measures.progress import Line, Statement
from dayops_dash.measures.risk import Risk

NEXT_SHOWN = 5
DAY_SAID = re.compile(r"\b\d{1,2}(st|nd|rd|th)?( of)? [A-Z]|\d/\d|\d{4}-\d\d-\d\d")  # 31st March, 31/03/2024
STALE_AFTER_DAYS = 365  # a reporting cycle of overview and scrutiny is at most a year


def next_dates_figure(council: Council) -> Figure:
    """The next ends of due periods, soonest first."""
    every = progress.next_dates(council)
    ahead = every[:NEXT_SHOWN]
    if not ahead:
        title, words = "No date lies ahead", "Every date in the papers has passed, or none is given."
    else:
        when, line = ahead[0]
        title = f"Next: {line.label}, {_when(when, line)}"
        rest = f"; the next {wording.spelled(len(ahead))} are shown" if len(ahead) < len(every) else ""
        words = (
            f"{wording.capital(wording.spelled(len(every)))} date{' lies' if len(every) == 1 else 's lie'} ahead{rest}."
        )
    return Figure(
        "next-dates",
        title,
        f"Dates ahead, {council.short_title}, as at {wording.day(council.as_at)}",
        words,
        Grid(
            (
                Heading("when", "When"),
                Heading("intention", "Intention"),
                Heading("due_as_written", "Due, as written"),
                Heading("place", "Place in paper"),
            ),
            tuple((_when(when, x), x.label, x.due_as_written, _dated(x).locator) for when, x in ahead),
        ),
        sources=papers_of(council, [line for _, line in ahead]),
        grid_first=True,
        brief=True,
    )


def _dated(line: Line) -> Statement:
    """Return the last time that a paper dated the line."""
    return next(said for said in reversed(line.history) if said.due_as_written)


def _when(when: date, line: Line) -> str:
    """Return a date ahead with what it is, work's beginning or its end: to the day only where the paper says one."""
    said = wording.short_day(when) if DAY_SAID.search(_dated(line).due_as_written) else wording.month(when)
    return f"{'by' if when == line.due.latest else 'from'} {said}"


def beside_figure(council: Council) -> Figure:
    """Money, the highest risk, how old the evidence is, and where papers disagree: one tile each."""
    parts = [_money(council), _risk(council), _evidence(council), _disagreements(council)]
    tiles = tuple(tile for tile, _ in parts)
    found = tuple(dict.fromkeys(source for _, places in parts for source in places))
    return Figure(
        "beside",
        "Money, risk and evidence at a glance",
        f"{council.short_title}, as at {wording.day(council.as_at)}",
        " ".join(wording.sentence(f"{t.label}: {t.value}" + (f" ({t.detail})" if t.detail else "")) for t in tiles),
        Grid(
            (Heading("what", "What"), Heading("value", "Value"), Heading("detail", "Detail")),
            tuple((t.label, t.value, t.detail) for t in tiles),
        ),
        tiles=tiles,
        brief=True,
        sources=found,
    )


Part = tuple[Tile, tuple[Source, ...]]


def _money(council: Council) -> Part:
    found = money.headline(council)
    if found is None:
        said = money.statements(council)
        detail = said[0]["statement"] if said else "no paper gives an amount"
        link = Link("spend", "See what is said")
        return Tile("Not stated", "Budget or spend", detail, link=link), sources(council, said[:1])
    total, parts = found.total, found.parts
    split = wording.listed([f"{_as_printed(p)} {wording.provider(p['provider_kind'])}" for p in parts])
    out = wording.listed([what for what in ("transport", "food") if total[f"{what}_included"] == "no"])
    detail = "; ".join(part for part in (split, f"{out} not included" if out else "") if part)
    label = f"{total['basis'].capitalize()} {total['financial_year'] or '(year not stated)'}"
    link = Link("spend", "See where it goes")
    return Tile(_as_printed(total), label, detail, link=link), sources(council, [total, *parts])


def _as_printed(row: money.Row) -> str:
    return str(row["as_written"] or wording.short_money(row["amount_gbp"]))


def _risk(council: Council) -> Part:
    link = Link("risks", "See the risks")
    scored, unscored = risk.scored(council), risk.not_scored(council)
    if len(scored) == 1:
        return _one_risk(council, scored[0], len(unscored), link)
    if scored:
        return _several_risks(council, scored, len(unscored), link)
    if unscored:
        detail = f"{wording.count(len(unscored), 'risk')} named, none given a score"
        return Tile("Not scored", "Risks", detail, link=link), papers(council, [found.row for found in unscored])
    return Tile("None stated", "Risks", "no paper names a risk", link=Link("risks", "See what is said")), ()


def _one_risk(council: Council, found: Risk, unscored: int, link: Link) -> Part:
    first, *rest = found.standing or found.scores[-1:]
    detail = "; ".join([axes_words(council, first), *(f"{s['term']}: {risk.printed(s)}" for s in rest)])
    detail += f"; {unscored} more not scored" if unscored else ""
    label = f"{wording.capital(first['term'])} risk score"
    return Tile(risk.printed(first), label, detail, link=link), sources(council, [first, *rest])


def _several_risks(council: Council, scored: Sequence[Risk], unscored: int, link: Link) -> Part:
    """Return which risks stand in the highest of the council's bands; only how many have a score where it states none."""
    found = papers(council, [score for each in scored for score in each.standing])
    rest = [wording.count(unscored, "risk") + " not scored"] if unscored else []
    if not (held := risk.by_band(council)):
        many = f"{len(scored)} of {len(scored) + unscored}"
        return Tile(many, "Risks with a score", NO_BAND, link=link), found
    (name, highest), *lower = held.items()
    said = [highest[0].row["title"]] if len(highest) == 1 else []
    said += [f"{len(each)} {band}" for band, each in lower]
    return Tile(f"{len(highest)} {name}", "Highest risk now", "; ".join([*said, *rest]), link=link), found


def papers(council: Council, rows: Sequence[Row]) -> tuple[Source, ...]:
    """Return the papers of many rows, without their places."""
    return tuple(dict.fromkeys(Source(council.document_title(row["document_id"]), "") for row in rows))


def _evidence(council: Council) -> Part:
    link = Link("progress", "See the action plan", (("view", "actions"), ("order", "evidence")))
    reported = [line for line in progress.followed(council) if line.days_since_evidence is not None]
    if not reported:
        return Tile("None", "Status reports", "no paper says how any intention stands", link=link), ()
    stale = [line for line in reported if (line.days_since_evidence or 0) > STALE_AFTER_DAYS]
    newest = min(line.days_since_evidence or 0 for line in reported)
    detail = f"{len(stale)} of {len(reported)} statuses are over a year old"
    value = f"{wording.age(newest)} ago" if newest else wording.short_day(council.as_at)
    return Tile(value, "Latest status report", detail, link=link), ()


def _disagreements(council: Council) -> Part:
    grades = [row["grade"] for row in disagreements.standing(council)] + [
        found.grade for found in arithmetic.failed(council)
    ]
    real = sum(grade == ConflictGrade.CONFLICT for grade in grades)
    smaller = [grade for grade in ConflictGrade if grade in grades and grade != ConflictGrade.CONFLICT]
    detail = f"and {wording.count(len(grades) - real, 'smaller point')}, of {wording.listed(list(smaller), 'or')}"
    link = Link("sources", "See both sides", (("show", "conflicts"),))
    return Tile(f"{real:,}", "Conflicts in the papers", detail if len(grades) > real else "none other", link=link), ()
