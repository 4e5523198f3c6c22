"""What changed between two days, line by line: what was said, what is said now, and where each stands."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.vocabulary import DocumentKind
from dayops_dash.figures.changes.change_cards import NO_LINE, change_cards, reason_words
from dayops_dash.figures.shared.day import Tense, tense
from dayops_dash.figures.shared.grid import Grid, GridColumn, Heading, Kind, grid_of
from dayops_dash.figures.shared.link import Link
from dayops_dash.figures.shared.model import Figure, Source, Tile, source_at
from dayops_dash.measures.changes import change as measure
from dayops_dash.measures.changes.change import Change, ChangeKind, Side
from dayops_dash.measures.plan import progress
from dayops_dash.measures.plan.status import Standing
from dayops_dash.measures.questions.rules import enquiries

ARRIVALS = (ChangeKind.TAKEN_UP, ChangeKind.NEW)  # what a later paper brings, as against what became of what was there
MEANS = {
    ChangeKind.COMPLETED: "the council's word",
    ChangeKind.REOPENED: "said complete before",
    ChangeKind.DROPPED: "our reading of the latest paper",
    ChangeKind.LATER: "the due date has slipped",
    ChangeKind.PASSED: "worked out from the dates",
    ChangeKind.COMPLETION: "two papers give two days",
    ChangeKind.STATUS: "the council's word",
    ChangeKind.VAGUER: "a wider or conditional date",
    ChangeKind.RISK_UP: "as the papers score it",
    ChangeKind.RISK_SHIFTED: "first scored, or other axes",
    ChangeKind.RISK_NEW: "not in the paper before",
    ChangeKind.OPENED: "between two papers, or inside one",
    ChangeKind.POINT: "of definition, citation or the like",
    ChangeKind.POINT_CLOSED: "by a later paper",
    ChangeKind.REVISED: "the same quantity, another number",
    ChangeKind.MEASURE: "a number of another period",
    ChangeKind.EARLIER: "the due date came forward",
    ChangeKind.FIRMER: "a narrower date, or a first one",
    ChangeKind.AGAIN: "no line in the paper before",
    ChangeKind.RISK_DOWN: "as the papers score it",
    ChangeKind.CLOSED: "by a later paper",
    ChangeKind.TAKEN_UP: "an earlier commitment continues",
    ChangeKind.NEW: "in no earlier paper",
}
SHORT = {  # after a number, in a title
    ChangeKind.DROPPED: "not in later papers",
    ChangeKind.OPENED: "new conflicts in the papers",
    ChangeKind.POINT: "new points to note in the papers",
    ChangeKind.POINT_CLOSED: "points to note settled",
    ChangeKind.STATUS: "with another status",
    ChangeKind.REVISED: "revised figures",
    ChangeKind.MEASURE: "measures moved",
    ChangeKind.RISK_NEW: "new risks",
    ChangeKind.TAKEN_UP: "items that continue earlier commitments",
    ChangeKind.NEW: "other new items",
    ChangeKind.CLOSED: "conflicts settled",
    ChangeKind.LATER: "dates moved later",
    ChangeKind.COMPLETION: "completion dates changed",
    ChangeKind.EARLIER: "dates moved earlier",
    ChangeKind.VAGUER: "dates vaguer",
    ChangeKind.FIRMER: "dates firmer",
    ChangeKind.RISK_UP: "risk scores higher",
    ChangeKind.RISK_DOWN: "risk scores lower",
    ChangeKind.RISK_SHIFTED: "risks scored otherwise",
    ChangeKind.RISK_GONE: "risks not yet there",
}
TO_PASS = "To become overdue"
MOST_SAID = 3  # kinds that a title names
MOST_WORDS = 16  # of a title, a date as two
NOTES = (
    "No line in the latest paper: a paper stated it before, and we match it to no line of the latest paper that speaks of "
    "commitments, or of risks. That is our reading: the paper may speak of the subject elsewhere, or under another name.",
    "Complete and other statuses are the council's own words. Which way a date moved is worked out here from its words: within "
    "the earlier date is firmer, wider is vaguer.",
    "Our reading: no paper says that the later line continues the earlier one.",
)


ONE = {  # the same of one
    ChangeKind.OPENED: "new conflict in the papers",
    ChangeKind.POINT: "new point to note in the papers",
    ChangeKind.POINT_CLOSED: "point to note settled",
    ChangeKind.REVISED: "revised figure",
    ChangeKind.MEASURE: "measure moved",
    ChangeKind.RISK_NEW: "new risk",
    ChangeKind.TAKEN_UP: "item that continues an earlier commitment",
    ChangeKind.NEW: "other new item",
    ChangeKind.CLOSED: "conflict settled",
    **{kind: kind.lower() for kind in SHORT if kind.startswith(("Date ", "Risk ", "Completion "))},
}


def short_words(number: int, kind: ChangeKind, ahead: int) -> str:
    """16 not in later papers, one revised figure; of dates of which some are ``ahead`` of today, four overdue by then, two already"""
    said = SHORT.get(kind, kind.lower())
    if kind is ChangeKind.PASSED and ahead:
        already = number - ahead
        said = f"overdue by then, {wording.spelled(already)} already" if already else "to become overdue"
    return f"{wording.spelled(number)} {ONE.get(kind, said) if number == 1 else said}"


def to_pass(council: Council, found: Sequence[Change]) -> frozenset[str]:
    """Return the keys of what becomes overdue by the day shown and is not overdue today."""
    if tense(council) is not Tense.AHEAD:
        return frozenset()
    lines = progress.lines(council.on(council.today))
    already = {line.intention_id for line in lines if line.standing is Standing.PAST}
    return frozenset(c.key for c in found if c.kind is ChangeKind.PASSED and c.key not in already)


def kinds_in(found: Sequence[Change]) -> dict[ChangeKind, int]:
    """Return how many changes there are of each kind that has any, in the order of the kinds."""
    return {kind: number for kind in measure.ORDER if (number := sum(c.kind == kind for c in found))}


def counted_words(council: Council, found: Sequence[Change]) -> str:
    """1 complete, 16 not in the latest paper (our reading) and one new conflict in the papers"""
    ahead, counts = len(to_pass(council, found)), kinds_in(found)
    words = {kind: _in_full(number, kind, ahead) for kind, number in counts.items()}
    if {ChangeKind.COMPLETED, ChangeKind.TAKEN_UP} <= words.keys():  # what is complete continues an earlier one, too
        words[ChangeKind.TAKEN_UP] = words[ChangeKind.TAKEN_UP].replace(" item", " other item", 1)
    return wording.listed_in_sentences([*words.values()])


def _in_full(number: int, kind: ChangeKind, ahead: int) -> str:
    if kind is ChangeKind.DROPPED:
        return f"{wording.spelled(number)} not in the latest paper (our reading)"
    return short_words(number, kind, ahead)


def day_words(council: Council, day: date) -> str:
    """strategy of April 2022; the day itself where no paper came out on it"""
    paper = _paper_of(council, day)
    return f"the {_paper_words(council, paper)}" if paper else wording.day(day)


def _paper_of(council: Council, day: date) -> str:
    apart = (DocumentKind.REFERENCE, DocumentKind.OFFICIAL_STATISTICS)
    rows = council.rows("documents")
    return next((r.document_id for r in rows if r.published_on == day and r.kind not in apart), "")


def _paper_words(council: Council, document_id: str) -> str:
    return f"{council.document_kind(document_id)} of {council.dated(document_id)}"


def changes_title(council: Council, found: Sequence[Change], every: Sequence[Change], ahead: int) -> str:
    """Return the kinds that matter most, and whether anything else changed, new lines among them: in few enough words.

    How much else is not counted here: one thing may change in several ways, and the words beneath count each of them.
    """
    day, counts = f", by {wording.day(council.as_at)}", kinds_in(found)
    for most in range(MOST_SAID, 0, -1):
        named = list(counts.items())[:most]
        told_of = {c.thing for c in found if c.kind in dict(named)}
        more = {c.thing for c in every} - told_of
        told = [short_words(number, kind, ahead) for kind, number in named]
        said = ", ".join(told) + (", and other changes" if more else "")
        if len(said.split()) + 2 <= MOST_WORDS:
            break
    return wording.capital(said) + day


def changes_figure(
    council: Council, since: date, found: Sequence[Change], name: str, *, every: Sequence[Change]
) -> Figure:
    """Some of ``every`` change, each with what was said before and now and both places; the tiles count them by kind."""
    counts, ahead = kinds_in(found), to_pass(council, found)
    return Figure(
        name,
        changes_title(council, found, found if name == "arrived" else every, len(ahead)),
        f"Changes from {day_words(council, since)} to {wording.day(council.as_at)}, {council.short_title}",
        wording.sentence(counted_words(council, found)),
        _grid(council, found, ahead),
        tiles=tuple(_tile(kind, number, since, len(ahead)) for kind, number in counts.items()),
        notes=NOTES,
        sources=_papers(council, found),
        cards=change_cards(council, found, MEANS),
        brief=True,
    )


def _tile(kind: ChangeKind, number: int, since: date, ahead: int) -> Tile:
    choices = (("since", since.isoformat()), ("kind", kind.name.lower()))
    new = {ChangeKind.OPENED: "New conflict in the papers", ChangeKind.POINT: "New point to note in the papers"}
    if ahead:
        new[ChangeKind.PASSED] = TO_PASS if ahead == number else "Overdue by then"
    return Tile(
        f"{number:,}", new.get(kind, str(kind)), MEANS.get(kind, ""), link=Link("changes", "See which", choices)
    )


def _grid(council: Council, found: Sequence[Change], ahead: Collection[str]) -> Grid:
    before, now = (_one_paper([side for side in sides if side.document_id]) for sides in _sides(found))
    one_kind = len({change.kind for change in found}) == 1
    lines = {line.intention_id: line for line in progress.lines(council)}
    bare = not any(_before_words(change) for change in found)
    return grid_of(
        found,
        GridColumn("what", "What", lambda c: c.what),
        GridColumn("change", "Change", lambda c: _kind_words(c, ahead), on_screen=not one_kind),
        GridColumn("before", "Before", _before_words, on_screen=not bare),
        GridColumn(
            "place_before",
            _where(council, before, "before"),
            lambda c: _place(council, c.before, before),
            Kind.PLACE,
            on_screen=not bare,
        ),
        GridColumn("now", "Now", _now_words),
        GridColumn(
            "why",
            "Reason given",
            lambda c: reason_words(c, lines),
            on_screen=any(reason_words(c, lines) for c in found),
        ),
        GridColumn("place", _where(council, now, "now"), lambda c: _place(council, c.now, now), Kind.PLACE),
    )


def _sides(found: Sequence[Change]) -> tuple[list[Side], list[Side]]:
    return [change.before for change in found], [change.now for change in found]


def _one_paper(sides: Sequence[Side]) -> str:
    """Return the paper that all sides are in; "" where they are in several."""
    papers = {side.document_id for side in sides}
    return papers.pop() if len(papers) == 1 else ""


def _where(council: Council, paper: str, when: str) -> str:
    return f"Place in {_paper_words(council, paper)}" if paper else f"Where {when}"


def _is_point(change: Change) -> bool:
    return change.kind in (ChangeKind.OPENED, ChangeKind.POINT)


def _kind_words(change: Change, ahead: Collection[str]) -> str:
    if change.kind is ChangeKind.PASSED and change.key in ahead:
        return TO_PASS
    return f"{change.kind} ({change.note})" if change.note and _is_point(change) else str(change.kind)


def _before_words(change: Change) -> str:
    said = wording.capital(change.before.words)
    return f"{said} ({change.note})" if change.note and not _is_point(change) else said


def _now_words(change: Change) -> str:
    return NO_LINE if change.kind is ChangeKind.DROPPED else wording.capital(change.now.words)


def _place(council: Council, side: Side, named: str) -> str:
    """Return where a side stands, without the paper where the heading names it."""
    if not side.document_id or side.document_id == named:
        return side.locator
    paper = wording.capital(_paper_words(council, side.document_id))
    return f"{paper}: {side.locator}" if side.locator else paper


def _papers(council: Council, found: Sequence[Change]) -> tuple[Source, ...]:
    sides = (side for change in found for side in (change.before, change.now) if side.document_id)
    return tuple(dict.fromkeys(source_at(council, side.document_id) for side in sides))


def nothing_figure(council: Council, title: str, words: str) -> Figure:
    """Say that there is nothing to compare, or nothing changed, and where to look instead."""
    return Figure(
        "nothing-changed",
        title,
        f"{council.short_title}, as at {wording.day(council.as_at)}",
        words,
        Grid((Heading("what", "What"),), ()),
        tiles=(
            Tile(
                f"{len(progress.next_dates(council)):,}",
                "Dates ahead",
                "in the papers known on this day",
                link=Link("progress", "See when"),
            ),
            Tile(
                f"{_papers_known(council):,}" if _published(council) else "None",
                "Council papers known on this day",
                "each with its date",
                link=Link("sources", "See the papers", (("show", "papers"),)),
            ),
            Tile(
                f"{len(enquiries(council)):,}",
                "Questions to ask",
                "that rules find in the papers",
                link=Link("questions", "See the questions"),
            ),
        ),
        brief=True,
    )


def _papers_known(council: Council) -> int:
    return sum(day <= council.as_at for day in council.dataset.report_dates)


def _published(council: Council) -> bool:
    return bool(council.latest_report_on)
