"""What is asked and said where an exempt paper is opened: by the terminal and by the form alike."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dayops_dash import clock, wording
from dayops_dash.dataset import Library
from dayops_dash.dataset.serving.opened import count_opened
from dayops_dash.server.grants import CLOSE, Grant, GrantError, new_grant, papers_ever, read_grants, standing

EVERYONE = "everyone"  # of the committee


class NoExemptRows(GrantError):
    """A paper that is not there, or of which no row is exempt."""


def asked_grant(
    library: Library,
    council: str,
    papers: Iterable[str],
    committee: str,
    *,
    person: str,
    because: str,
    by: str,
    until: date,
) -> Grant:
    """Return a grant as somebody asks for it. Raises GrantError for papers that are not there, or have no exempt row.

    ``library`` holds whole data, of which nothing is said but whether it has such papers.
    """
    wanted = tuple(dict.fromkeys(paper.strip() for paper in papers))
    one_member = "" if person.strip().casefold() in ("", EVERYONE) else person
    found = new_grant(council, wanted, committee, person=one_member, because=because, by=by, until=until)
    held = library.dataset(council)
    known = {row["document_id"] for row in held.table("documents").to_dict("records")}
    for paper in wanted:
        if paper not in known or not count_opened(held, frozenset({paper}))[1]:
            raise NoExemptRows(f"Nothing was opened: {council} has no paper {paper[:60]!r} with exempt rows.")
    return found


def opened_words(library: Library, asked: Grant) -> str:
    """Return what a grant opens, in a sentence or two, without a word of it. Raises GrantError where it would open nothing."""
    ever = papers_ever(read_grants(library.root, asked.council))
    opened, every = count_opened(library.dataset(asked.council), frozenset(asked.papers), ever)
    if not opened:
        raise GrantError(
            "Nothing was opened: with what everybody sees, any of these rows would tell an exempt number of another paper."
        )
    until = wording.day(asked.last_day)
    left = f" {every - opened} stay closed, since an exempt number of another paper could be worked out from them."
    rows = f"{opened} of {every}" if opened < every else str(every)
    to = "one member" if asked.person else "the members"
    return f"{rows} exempt rows are open to {to} of {asked.committee} until {until}.{left if opened < every else ''}"


def state_of(one: Grant, every: Iterable[Grant]) -> str:
    """Return how a line stands, in a word."""
    if one.act == CLOSE:
        return "taken back"
    if one in standing(every, clock.true_today()):
        return "open"
    return "ended" if one in standing(every, date.min) else "closed"
