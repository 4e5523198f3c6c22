"""Actions with their dates and statuses: tables of them, timelines of key dates, and sentences that say when something will happen."""

from __future__ import annotations

import re

from dayops_dash.dataset.dates import NotEDTF, interval, read_due
from dayops_dash.dataset.vocabulary import DueSense, EngagementState, IntentionKind, ReportedStatus
from dayops_dash.desk.papers.language.clauses import without_date
from dayops_dash.desk.papers.language.sentences import sentences
from dayops_dash.desk.papers.language.when import When
from dayops_dash.desk.papers.language.words import audience_of
from dayops_dash.desk.papers.proposing.gathered import Gathered, cut, no_audience, place_of
from dayops_dash.desk.papers.proposing.model import Ground, PaperPlace
from dayops_dash.desk.papers.proposing.sites import Site, TableSite
from dayops_dash.desk.papers.proposing.table_kinds import (
    DOING,
    DUE,
    OWNER,
    REFERENCE,
    REVISED,
    STATUS,
    STATUS_WORDS,
    TITLE,
    PaperTableShape,
)
from dayops_dash.desk.papers.proposing.tables import row_words

DAYS_DONE = (DueSense.FINISH, DueSense.EVENT, DueSense.MONTH, DueSense.FINISH_WITHIN)
OURS = {str(word): word for word in ReportedStatus}
ALSO = {
    "completed": ReportedStatus.COMPLETE,
    "achieved": ReportedStatus.COMPLETE,
    "in progress": ReportedStatus.ONGOING,
    "on going": ReportedStatus.ONGOING,
    "on-going": ReportedStatus.ONGOING,
    "underway": ReportedStatus.ONGOING,
    "under way": ReportedStatus.ONGOING,
    "not yet started": ReportedStatus.NOT_STARTED,
}
AHEAD = re.compile(
    r"\b(?:will|shall|to be|expect\w*|plan\w*|intend\w*|anticipat\w*|propos\w*|aim\w*|due|target\w*|deadline|going to|would|commence\w*)\b",
    re.I,
)
ASKED = re.compile(
    r"\b(?:consult\w*|engagement|survey\w*|questionnaire|co-?production|focus groups?|workshops?|feedback|listening)\b",
    re.I,
)
THEME = re.compile(r"^(?:themes?|priority|priorities|area|objectives?|strand|workstream)\b", re.I)
OF_FIGURE = re.compile(r"£\d|\d%|\bincrease by\b|\bpopulation\b", re.I)


def _is_ahead(gathered: Gathered, edtf: str) -> bool:
    """Whether an interval begins after the paper's day: nothing is done by then."""
    try:
        earliest = interval(edtf).earliest if edtf else None
    except NotEDTF:
        return True
    return gathered.said_on is not None and earliest is not None and earliest > gathered.said_on


def status_of(words: str) -> ReportedStatus | None:
    """Return which of our words for status some words are; None where they are none, or more than one."""
    plain = re.sub(r"[^a-z -]", "", words.casefold()).strip()
    return OURS.get(plain) or ALSO.get(plain)


def propose_actions(gathered: Gathered, site: TableSite, shape: PaperTableShape) -> None:
    """Propose a table of actions: an intention for each row, and what is reported of it: a status, a date, or both."""
    title, due, status, owner, reference = _columns(site, shape)
    for row in range(site.table.header_rows, len(site.table.rows)):
        words = site.table.text(row, title)
        if not site.numbers[row] or not words:
            continue
        at = PaperPlace(site.cells[row, title].locator, *_where(site, row))
        mark = site.table.text(row, reference) if reference >= 0 else ""
        intention = {
            "kind": str(IntentionKind.REPORTED_ACTIVITY if status >= 0 else IntentionKind.ACTION_PLAN_TASK),
            "reference": mark.rstrip(".") or None,
            "position": gathered.position("intentions"),
            "title": cut(words, 300),
            "theme": _theme(site, shape, row, title) or site.sections[row] or site.heading,
            "owner_role": site.table.text(row, owner) if owner >= 0 else None,
        }
        key = gathered.add("intentions", intention, at, label=cut(words), grounds=[Ground.COLUMN_HEAD])
        cells, grounds, held = _report(gathered, site, row, _due_of(site, shape, row, due), status)
        if cells:
            gathered.add(
                "updates", {"intention_id": key, **cells}, at, label=cut(words), grounds=[Ground.COLUMN_HEAD, *grounds],
                parents=[("intentions", key)], holds=held,
            )  # fmt: skip


def _theme(site: TableSite, shape: PaperTableShape, row: int, title: int) -> str:
    """Return the theme that a row's own column says, or a cell of it that stretches down over several rows; "" where none does."""
    column = shape.first(THEME, but=(title,))
    return "" if column < 0 else cut(site.table.text(row, column) or site.table.spanned(row, column), 200)


def _due_of(site: TableSite, shape: PaperTableShape, row: int, due: int) -> int:
    """Return the column of a row's date: the first date where none is in the column of revised ones."""
    if due < 0 or site.table.text(row, due) or not REVISED.search(shape.heads[due]):
        return due
    others = (at for at, head in enumerate(shape.heads) if DUE.search(head) and shape.dates[at] > 0.3 and at != due)
    return next(others, due)


def _where(site: TableSite, row: int) -> tuple[int, str]:
    pages = [cell.content.page for (r, _), cell in site.cells.items() if r == row and cell.content.page]
    return (pages[0] if pages else 0), row_words(site, row)


def _columns(site: TableSite, shape: PaperTableShape) -> tuple[int, int, int, int, int]:
    """Return the columns of a table of actions: title, due date, status, owner and reference; -1 for one that is not there."""
    said = [at for at, share in enumerate(shape.statuses) if share > 0.4]
    status = next((at for at in said if STATUS.search(shape.heads[at])), said[0] if said else shape.first(STATUS))
    dated = [at for at, share in enumerate(shape.dates) if share > 0.3 and at != status]
    named = sorted(
        (at for at in dated if DUE.search(shape.heads[at])), key=lambda at: not REVISED.search(shape.heads[at])
    )
    due = next(iter(named), dated[0] if dated else -1)
    if due < 0:
        due = shape.first(re.compile(DUE.pattern, re.I), but=(0, status))
    if due < 0 and status >= 0 and status + 1 < len(shape.heads) and not shape.heads[status + 1]:
        due = status + 1
    owner = shape.first(OWNER, but=(status, due))
    reference = shape.first(REFERENCE, but=(status, due, owner))
    but = (status, due, owner, reference)
    title = shape.first(DOING, but=but)
    title = title if title >= 0 else shape.first(TITLE, but=but)
    if title < 0:
        wordy = [(share, -at) for at, share in enumerate(shape.words) if at not in but]
        title = -max(wordy)[1] if wordy else 0
    return title, due, status, owner, reference


def _report(
    gathered: Gathered, site: TableSite, row: int, due: int, status: int
) -> tuple[dict[str, str | None], list[Ground], list[tuple[Site, int]]]:
    cells: dict[str, str | None] = {}
    grounds: list[Ground] = []
    held: list[tuple[Site, int]] = []
    word = site.table.text(row, status) if status >= 0 else ""
    if word and re.match(r"(?:red|amber|green|blue)\b", word, re.I):
        cells |= {"rag_as_written": cut(word, 60)}
    elif word:
        ours = status_of(word) if STATUS_WORDS.match(word) else None
        cells |= {"status_as_written": cut(word, 200), "reported_status": str(ours) if ours else None}
    said = site.table.text(row, due) if due >= 0 else ""
    if said:
        cell = site.cells[row, due]
        whole = read_due(said, said_on=gathered.said_on)
        dates = gathered.dates(cell)
        known = whole if whole.sense is not DueSense.NOT_UNDERSTOOD else (dates[0].due if len(dates) == 1 else whole)
        is_done = word and status_of(word) is ReportedStatus.COMPLETE and known.sense in DAYS_DONE
        if is_done and dates and not _is_ahead(gathered, known.edtf):
            cells |= {"completed_as_written": cut(said, 200), "completed_edtf": known.edtf or None}
        elif known.sense is DueSense.NOT_UNDERSTOOD and not dates and not DUE.search(site.table.head(due)):
            cells |= {"progress_note": cut(said, 300)}
        else:
            cells |= {"due_as_written": cut(said, 200), "due_edtf": known.edtf or None, "due_sense": str(known.sense)}
        grounds.append(Ground.DATE_UNREAD if known.sense is DueSense.NOT_UNDERSTOOD else Ground.DATE_READ)
        held = [(cell, n.start) for n in gathered.numbers(cell) if any(d.start <= n.start < d.end for d in dates)]
    return cells, grounds, held


def propose_key_date(gathered: Gathered, site: Site) -> bool:
    """Propose a line of a timeline: the date, a mark, and what happens then. Return whether it is one."""
    dates = gathered.dates(site)
    if not dates or dates[0].start > 3:
        return False
    rest = re.match(r"\s*[–—:-]\s*(.+)", site.text[dates[0].end :])
    if not rest:
        return False
    due = read_due(dates[0].core, said_on=gathered.said_on, on_timeline=True)
    _add(gathered, site, cut(rest[1], 200), site.text, dates[0], due.edtf, due.sense, IntentionKind.KEY_DATE)
    return True


def _add(
    gathered: Gathered, site: Site, title: str, words: str, when: When, edtf: str, sense: DueSense, kind: IntentionKind
) -> None:
    at = place_of(site, when.start, words)
    number = re.match(r"paragraph ([\d.]+\w*)", site.locator)
    intention = {
        "kind": str(kind),
        "reference": number[1].rstrip(".") if number else None,
        "position": gathered.position("intentions"),
        "title": title,
        "theme": site.heading or None,
    }
    key = gathered.add("intentions", intention, at, label=title, grounds=[Ground.SENTENCE])
    read = Ground.DATE_UNREAD if sense is DueSense.NOT_UNDERSTOOD else Ground.DATE_READ
    cells = {"intention_id": key, "due_as_written": when.words, "due_edtf": edtf or None, "due_sense": str(sense)}
    held = [(site, n.start) for n in gathered.numbers(site) if when.start <= n.start < when.end]
    gathered.add("updates", cells, at, label=title, grounds=[read], parents=[("intentions", key)], holds=held)


def propose_dates(gathered: Gathered, site: Site) -> None:
    """Propose what sentences say will happen when, and engagements that were held."""
    for start, end in sentences(site.text):
        words = site.text[start:end]
        for when in gathered.dates(site):
            if (
                not start <= when.start < end
                or (site.index, when.start) in gathered.held
                or _is_no_event(words, when, start)
            ):
                continue
            is_ahead = AHEAD.search(words) and _may_come(gathered, when)
            if ASKED.search(words) and not when.is_year and not is_ahead:
                _engagement(gathered, site, words, when)
            elif is_ahead and when.due.sense is not DueSense.NOT_UNDERSTOOD:
                title = cut(without_date(words, when, start), 150)
                _add(gathered, site, title, words, when, when.due.edtf, when.due.sense, IntentionKind.PROPOSED_ACTION)


def _is_no_event(words: str, when: When, start: int) -> bool:
    """Whether a date only says of when a figure, a law, a strategy or a source is."""
    at = when.start - start
    core = re.escape(when.core)
    named = re.search(
        rf"(?:\b(?:Strategy|Plan|Act|Survey|Census|Report|Budget|Framework|Programme)\b[^.]{{0,25}}\(?){core}", words
    )
    bare = when.is_year and not re.search(
        r"\b(?:by|from|during|in|until|of|before|end|for the|months)\s+(?:the\s+)?(?:end of\s+)?$",
        words[:at].rstrip() + " ",
        re.IGNORECASE,
    )
    return bool(named) or bare or (when.is_year and bool(OF_FIGURE.search(words)))


def _may_come(gathered: Gathered, when: When) -> bool:
    """Whether a date is not wholly before the paper's own."""
    try:
        latest = interval(when.due.edtf).latest if when.due.edtf else None
    except NotEDTF:
        return True
    return gathered.said_on is None or latest is None or latest >= gathered.said_on


NAMED = re.compile(
    r"\b((?:[\w-]+ ){0,2}?(?:consultation|survey|engagement(?: activity| exercise)?|questionnaire|workshops?|focus groups?)"
    r"(?: (?:on|about|with|of|for) [\w ]{3,50})?)\b",
    re.I,
)


def _named(words: str) -> str:
    found = NAMED.search(words)
    name = re.sub(r"^(?:the|a|an|to|of|in) ", "", found[1], flags=re.I) if found else ""
    return name[:1].upper() + name[1:]


def _engagement(gathered: Gathered, site: Site, words: str, when: When) -> None:
    begin = site.text.find(words)
    responses = next(
        (
            n
            for n in gathered.free(site)
            if begin <= n.start < begin + len(words)
            and re.match(r"\s*(?:people|responses|replies|respondents)\b", site.text[n.end :])
        ),
        None,
    )
    who = audience_of(words)
    is_ahead = _is_ahead(gathered, when.due.edtf) or when.due.sense is DueSense.START
    cells = {
        "position": gathered.position("engagements"),
        "title": cut(
            site.heading if ASKED.search(site.heading) else _named(words) or without_date(words, when, begin), 120
        ),
        "audience": str(who),
        "state": str(EngagementState.PLANNED if is_ahead else EngagementState.HELD),
        "held_as_written": when.words,
        "held_edtf": when.due.edtf or None,
        "responses": f"{responses.value:.0f}" if responses else None,
        "responses_as_written": responses.as_written if responses else None,
        "qualifier": str(responses.qualifier) if responses and responses.qualifier else None,
    }
    held = [(site, n.start) for n in gathered.numbers(site) if when.start <= n.start < when.end]
    held += [(site, responses.start)] if responses else []
    gathered.add(
        "engagements", cells, place_of(site, when.start, words), label=str(cells["title"]),
        grounds=[Ground.DATE_READ if when.due.edtf else Ground.DATE_UNREAD, *filter(None, [no_audience(who)])], holds=held,
    )  # fmt: skip
