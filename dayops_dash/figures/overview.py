"""Figures of the overview: the next dates, and the few things to know beside progress."""

from __future__ import annotations

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.figures.model import Figure, Grid, Heading, Link, Source, Tile, sources
from dayops_dash.figures.standing import papers_of
from dayops_dash.measures import arithmetic, money, progress, risk
from dayops_dash.measures.progress import Line, Statement

STALE_AFTER_DAYS = 365  # a reporting cycle of overview and scrutiny is at most a year


def next_dates_figure(council: Council) -> Figure:
    """The next ends of due periods, soonest first."""
    ahead = progress.next_dates(council)
    if not ahead:
        title, words = "No date lies ahead", "Every date in the papers has passed, or none is given."
    else:
        when, line = ahead[0]
        title = f"Next: {line.label}, {_when(line)}"
        words = f"The next date in the papers is {line.due_as_written} ({line.label})."
        words += f" {wording.capital(wording.spelled(len(ahead) - 1))} more follow." if len(ahead) > 1 else ""
        assert when >= council.as_at
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
            tuple((_when(line), line.label, line.due_as_written, _dated(line).locator) for _, line in ahead),
        ),
        sources=papers_of(council, [line for _, line in ahead]),
        grid_first=True,
        brief=True,
    )


def _dated(line: Line) -> Statement:
    """Return the last time that a paper dated the line."""
    return next(said for said in reversed(line.history) if said.due_as_written)


def _when(line: Line) -> str:
    if line.due.latest:
        return f"by {wording.short_day(line.due.latest)}"
    assert line.due.earliest
    return f"from {wording.short_day(line.due.earliest)}"


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
    link = Link("sources", "See the amounts", (("table", "spend"),))
    found = money.headline(council)
    if found is None:
        said = money.statements(council)
        detail = said[0]["statement"] if said else "no paper gives an amount"
        return Tile("Not stated", "Budget or spend", detail, link=link), sources(council, said[:1])
    total, parts = found.total, found.parts
    split = wording.listed([f"{_as_printed(p)} {p['provider_kind']}" for p in parts])
    year = f" {total['financial_year']}" if total["financial_year"] else ""
    left_out = "; transport not included" if total["transport_included"] == "no" else ""
    tile = Tile(_as_printed(total), f"{total['basis'].capitalize()}{year}", f"{split}{left_out}".strip(), link=link)
    return tile, sources(council, [total, *parts])


def _as_printed(row: money.Row) -> str:
    return str(row["as_written"] or wording.short_money(row["amount_gbp"]))


def _risk(council: Council) -> Part:
    link = Link("sources", "See the risks", (("table", "risks"),))
    scored, unscored = risk.scored(council), risk.not_scored(council)
    if scored:
        top = scored[0]
        now = top.present
        detail = f"impact {now['impact']} × likelihood {now['likelihood']}, {now['band'] or 'band not stated'}"
        detail += f"; {top.after['term']} {top.after['score']}" if top.after else ""
        rows = [now, *([top.after] if top.after else [])]
        return Tile(str(now["score"]), "Highest risk score", detail, link=link), sources(council, rows)
    if unscored:
        return Tile(
            "Not scored", "Highest risk", f"{wording.count(len(unscored), 'risk')} named, none given a score", link=link
        ), sources(council, unscored)
    return Tile("None stated", "Risks", "no paper names a risk", link=Link("sources", "See the papers")), ()


def _evidence(council: Council) -> Part:
    link = Link("progress", "See the action plan", (("view", "actions"), ("order", "evidence")))
    reported = [line for line in progress.followed(council) if line.days_since_evidence is not None]
    if not reported:
        return Tile("None", "Status reports", "no paper says how any intention stands", link=link), ()
    stale = [line for line in reported if (line.days_since_evidence or 0) > STALE_AFTER_DAYS]
    newest = min(line.days_since_evidence or 0 for line in reported)
    detail = f"the newest is {wording.age(newest)} old" if newest else "reported on the as-at date"
    return Tile(f"{len(stale)} of {len(reported)}", "Statuses over a year old", detail, link=link), ()


def _disagreements(council: Council) -> Part:
    conflicts, sums = len(council.table("conflicts")), len(arithmetic.failed(council))
    fail = "does not hold" if sums == 1 else "do not hold"
    detail = f"{wording.count(conflicts, 'place')} in words or figures; {wording.count(sums, 'sum')} that {fail}"
    link = Link("sources", "See both sides", (("show", "conflicts"),))
    return Tile(f"{conflicts + sums:,}", "Papers disagree", detail, link=link), ()
