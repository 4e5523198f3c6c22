"""The register: each risk with its cause, event and effect, its scores, and what is done about it; and how much is stated."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.dates import interval
from dayops_dash.dataset.row_types import ImplicationsRow, MitigationsRow, RisksRow
from dayops_dash.dataset.vocabulary import Evidence, ImplicationTopic
from dayops_dash.figures.risks.scores_in_words import (
    dated_words,
    move_words,
    score_words,
    titled,
    when_words,
)
from dayops_dash.figures.shared.day import tense
from dayops_dash.figures.shared.grid import Grid, GridColumn, Kind, grid_of
from dayops_dash.figures.shared.link import Link
from dayops_dash.figures.shared.model import Entry, Figure, Source, Tile, sources
from dayops_dash.figures.shared.paper_words import said_heading, said_that
from dayops_dash.figures.shared.row_notes import row_notes
from dayops_dash.figures.shared.states import NOT_STATED, stated
from dayops_dash.measures import risks as risk
from dayops_dash.measures.plan import progress
from dayops_dash.measures.plan.due import day_as_printed
from dayops_dash.measures.plan.status import Standing
from dayops_dash.measures.risks import Risk

MEANS = {
    Evidence.NONE_STATED: "the paper names it and says nothing of its effect",
    Evidence.DESIGNED: "planned or proposed, and not in use when the paper was written",
    Evidence.IN_PLACE: "in use; whether it works is not shown",
    Evidence.TESTED: "in use, and its effect has been checked",
}
SHOWN = {  # how far effect is shown, after "is" or "are"
    Evidence.NONE_STATED: "named with nothing said of any effect",
    Evidence.DESIGNED: "only designed or proposed",
    Evidence.IN_PLACE: "in place, with no effect shown",
    Evidence.TESTED: "tested",
}
MITIGATION = "A mitigation is what is done so that a risk is less likely or harms less."
STATED = {"owner_role": "an owner", "due_as_written": "a date", "status": "a status"}
PARTS = (
    ("cause", "Cause"),
    ("event", "Event"),
    ("effect", "Effect"),
    ("owner_role", "Owner"),
    ("appetite", "Appetite"),
)


def lacking(rows: Sequence[MitigationsRow]) -> str:
    """Return how much is stated of who does what and when: none has an owner, a date or a status."""
    known = {what: sum(bool(row[column]) for row in rows) for column, what in STATED.items()}
    if not any(known.values()):
        return f"none has {wording.listed(list(known), 'or')}"
    first, *rest = [(f"{number or 'none'}", what) for what, number in known.items()]
    verb = "has" if first[0] in ("1", "none") else "have"
    return wording.listed([f"{first[0]} {verb} {first[1]}", *(f"{number} {what}" for number, what in rest)])


def counts_figure(council: Council) -> Figure:
    """How many risks are named, scored and not scored, and how many mitigations there are; never a sum of scores."""
    every, scored, unscored = risk.register(council), risk.scored(council), risk.not_scored(council)
    doing = [each for found in every for each in found.mitigations]
    tested = sum(each.evidence == Evidence.TESTED for each in doing)
    counted = [
        ("Risks named", len(every), f"{len(every)}", "in the papers known on this day"),
        ("Scored", len(scored), f"{len(scored)}", "on the council's own scales"),
        ("Not scored", len(unscored), f"{len(unscored)}", "which is neither zero nor low"),
        ("Mitigations", len(doing), f"{len(doing)}", lacking(doing)),
        ("Mitigations tested", tested, f"{tested} of {len(doing)}", _evidence(doing)),
    ]
    shown = [row for row in counted if row[1] or (row[0] == "Mitigations tested" and doing)]
    said = [row for row in council.rows("implications") if row.topic == ImplicationTopic.RISK]
    return Figure(
        "risk-counts",
        _counts_title(every, unscored),
        f"Number of risks and mitigations, {council.short_title}, as at {wording.day(council.as_at)}",
        " ".join(wording.sentence(f"{label}: {value}, {detail}") for label, _, value, detail in shown),
        grid_of(
            counted,
            GridColumn("what", "What", lambda row: row[0]),
            GridColumn("number", "Number", lambda row: row[1], Kind.COUNT),
            GridColumn("detail", "Detail", lambda row: row[3]),
        ),
        tiles=tuple(Tile(value, label, detail) for label, _, value, detail in shown),
        notes=(MITIGATION, *((said_that(council, said),) if said else ())),
        sources=_papers(council, [*(found.row for found in every), *said]),
        brief=True,
    )


def _papers(council: Council, rows: Sequence[ImplicationsRow | MitigationsRow | RisksRow]) -> tuple[Source, ...]:
    """Return the papers of many rows, without the places, which stand in the register's table."""
    return tuple(dict.fromkeys(Source(source.title, "") for source in sources(council, rows)))


def _evidence(doing: Sequence[MitigationsRow]) -> str:
    """Return how far the effect of mitigations is shown: three are only designed; one is in place."""
    known = [(words, sum(each.evidence == grade for each in doing)) for grade, words in SHOWN.items()]
    said = [f"{wording.spelled(n)} {'is' if n == 1 else 'are'} {words}" for words, n in known if n]
    return "; ".join(said) or "none is named"


def _counts_title(every: Sequence[Risk], not_scored: Sequence[Risk]) -> str:
    named = f"{wording.capital(wording.spelled(len(every)))} risk{'' if len(every) == 1 else 's'} named"
    if len(not_scored) == len(every):
        return f"{named}, none scored" if len(every) > 1 else f"{named}, not scored"
    return (
        f"{named}, {wording.spelled(len(not_scored))} not scored"
        if not_scored
        else f"{named}, {'each' if len(every) > 1 else 'and'} scored"
    )


def register_figure(council: Council, chosen: str = "") -> Figure:
    """Each risk at length, or the one ``chosen``, with what is done about it."""
    shown = [found for found in risk.register(council) if chosen in ("", found.risk_id)]
    doing = [each for found in shown for each in found.mitigations]
    used = [grade for grade in Evidence if any(each.evidence == grade for each in doing)]
    return Figure(
        "risk-register",
        _register_title(shown, doing),
        f"Every risk and what is done about it, {council.short_title}, as at {wording.day(council.as_at)}",
        f"{wording.capital(wording.count(len(doing), 'mitigation'))}: {lacking(doing)}. {MITIGATION}"
        if doing
        else MITIGATION,
        _register_grid(council, shown),
        entries=tuple(_entry(council, found) for found in shown),
        notes=(
            *(f"Evidence of effect, “{stated(grade)}”: {MEANS[grade]}." for grade in used),
            *row_notes((*(f.row for f in shown), *doing), "title"),
        ),
        sources=_papers(council, [*(found.row for found in shown), *doing]),
    )


def _register_title(shown: Sequence[Risk], doing: Sequence[MitigationsRow]) -> str:
    if not doing:
        return "No paper says what is done about " + ("it" if len(shown) == 1 else "them")
    owned = sum(bool(each.owner_role) for each in doing)
    told = (
        f"{owned} of {len(doing)} mitigations" if owned else ("no mitigation" if len(doing) > 1 else "its mitigation")
    )
    if not owned and len(doing) == 1:
        return "One mitigation is named, without an owner"
    return f"{wording.capital(told)} {'has' if owned < 2 else 'have'} a named owner"


def _register_grid(council: Council, shown: Sequence[Risk]) -> Grid:
    """Return a row for each thing done about a risk, and one for a risk about which no paper says that anything is."""
    titles = _intentions(council)
    pairs: list[tuple[Risk, MitigationsRow | None]] = [
        (found, each) for found in shown for each in found.mitigations or (None,)
    ]
    return grid_of(
        pairs,
        GridColumn("risk", "Risk", lambda pair: pair[0].row.title),
        GridColumn("score", "Score", lambda pair: dated_words(council, pair[0])),
        _done("mitigation", "Done or proposed about it", lambda m: m.title, NOT_STATED.casefold()),
        _done("owner", "Owner", lambda m: m.owner_role),
        _done("due_as_written", "When", lambda m: _due(council, m)),
        _done("status", "Status", lambda m: m.status),
        _done("evidence", "Evidence of effect", lambda m: stated(m.evidence)),
        _done("intention", "Part of the commitment", lambda m: titles.get(m.intention_id, "")),
        GridColumn("place", "Place in paper", lambda pair: (pair[1] or pair[0].row).locator, Kind.PLACE),
    )


def _done(
    code: str, label: str, cell: Callable[[MitigationsRow], str], otherwise: str = ""
) -> GridColumn[tuple[Risk, MitigationsRow | None]]:
    return GridColumn(code, label, lambda pair: cell(pair[1]) if pair[1] else otherwise)


def _intentions(council: Council) -> dict[str, str]:
    return {line.intention_id: line.label for line in progress.lines(council)}


def _entry(council: Council, found: Risk) -> Entry:
    held = [(label, str(found.row[column])) for column, label in PARTS]
    unsaid = [wording.uncapital(label) for label, words in held if not words]
    scores = [
        (f"{wording.capital(s.term)} score, {when_words(council, s)}", score_words(council, s)) for s in found.standing
    ]
    pairs = (
        *((label, words) for label, words in held if words),
        *scores,
        ("Why", "; ".join(f"{s.term}: {s.reason.rstrip('.')}" for s in found.standing if s.reason)),
        ("Movement", move_words(council, found)),
        (
            "Other and earlier scores",
            "; ".join(f"{when_words(council, s)}: {s.term} {score_words(council, s)}" for s in found.earlier),
        ),
        ("Not stated", wording.listed(unsaid)),
    )
    titles = _intentions(council)
    return Entry(
        found.risk_id,
        titled(found),
        dated_words(council, found),
        tuple(pair for pair in pairs if pair[1]),
        tuple(_mitigation(council, each, titles) for each in found.mitigations) or ("No paper names anything.",),
        sources(council, [found.row, *found.scores]),
        history_title=_about_it(found.mitigations),
    )


def _about_it(doing: Sequence[MitigationsRow]) -> str:
    """Return what the actions on a risk are: only proposed, where none is reported to be in use."""
    in_use = any(each.evidence in (Evidence.IN_PLACE, Evidence.TESTED) for each in doing)
    return "What was done or proposed about it, as last reported" if in_use else "What was proposed"


def _due(council: Council, each: MitigationsRow) -> str:
    """Return when an action is due, as written, and that it has passed where it has."""
    last = interval(each.due_edtf).outer_latest
    if not last or last >= council.as_at:
        return day_as_printed(str(each.due_as_written))
    to_come = last >= council.today
    return f"{day_as_printed(each.due_as_written)} ({f'will have passed by {wording.day(council.as_at)}' if to_come else 'has passed'})"


def _mitigation(council: Council, each: MitigationsRow, titles: dict[str, str]) -> str:
    """Improved connections. Evidence of effect: designed. Owner, date and status not stated."""
    told = [("owner", each.owner_role), ("date", _due(council, each)), ("status", each.status)]
    unsaid = wording.listed([what for what, words in told if not words], "or")
    parts = [
        each.title.rstrip("."),
        *(f"{wording.capital(what)}: {words}" for what, words in told if words),
        f"Evidence: {stated(each.evidence)}",
        f"Part of: {titles[each.intention_id]}" if each.intention_id in titles else "",
        f"No {unsaid} stated" if unsaid else "",
    ]
    return " ".join(f"{part}." for part in parts if part)


def none_figure(council: Council) -> Figure:
    """What there is to say where no paper names a risk: what the papers do say, and where to look next."""
    said = [row for row in council.rows("implications") if row.topic == ImplicationTopic.RISK]
    return Figure(
        "no-risks",
        "No paper known on this day names a risk",
        f"{council.short_title}, as at {wording.day(council.as_at)}",
        "A risk register, or the risk section of the covering report, may have them."
        if council.latest_paper
        else "No paper of this council was yet published on this day.",
        grid_of(
            said,
            GridColumn("said", said_heading(council, said), lambda row: row.statement),
            GridColumn("place", "Place in paper", lambda row: row.locator, Kind.PLACE),
        ),
        tiles=_where_next(council),
        sources=sources(council, said),
        brief=True,
        absent=True,
    )


def _where_next(council: Council) -> tuple[Tile, ...]:
    late = sum(line.standing is Standing.PAST for line in progress.counted(council))
    silent = len(progress.without_status(council))
    return (
        Tile(
            NOT_STATED,
            "Risks",
            "in the papers here; that is not to say that there are none",
            link=Link("sources", "See the papers", (("show", "papers"),)),
        ),
        Tile(
            f"{late:,}",
            "Commitments overdue",
            f"the last day {tense(council).verbs(1)['have']} passed",
            link=Link("progress", "See which", (("stands", Standing.PAST.name.lower()),)),
        ),
        Tile(
            f"{silent:,}",
            "Commitments with no status",
            "in any paper; overdue ones too",
            link=Link("progress", "See which", (("view", "actions"), ("status", "none reported"))),
        ),
    )
