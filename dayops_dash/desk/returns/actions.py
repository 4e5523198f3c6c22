"""The sheet of actions: how each stands, when it is due, how far it is, what was done and what comes next."""

from __future__ import annotations

import re
from datetime import date

from dayops_dash import wording
from dayops_dash.dataset.checks.returns import plain_word
from dayops_dash.dataset.dates import NotEDTF, interval, read_due
from dayops_dash.dataset.vocabulary import IntentionKind, ReportedStatus
from dayops_dash.desk.held import HeldVersion
from dayops_dash.desk.returns.form import CellEntry, FormColumn, FormLine, SheetForm, Unit, Values

MONTH = re.compile(r"\d{4}-\d\d")
GIVEN = ("Reference", "Action", "Owner", "Last reported status", "Reported on", "Due, as written")
ASKED = (
    FormColumn("status", "Status", CellEntry.WORD, "Choose from the list. Leave empty where there is nothing new."),
    FormColumn(
        "status_on",
        "Date of the status",
        CellEntry.DAY,
        "As 30 September 2026. For a completed action, the day on which it was completed. Empty: the day of the return.",
        20,
    ),
    FormColumn(
        "due", "New due date", CellEntry.DUE, "Only where it has changed. In words, as you say it: summer 2027.", 20
    ),
    FormColumn(
        "complete_pct", "Percent complete", CellEntry.PERCENT, "A number from 0 to 100, where your council uses it.", 12
    ),
    FormColumn("rag", "RAG", CellEntry.WORD, "Your council's rating, where it uses one.", 10),
    FormColumn("done", "What was done", CellEntry.TEXT, "One or two sentences. Roles, never names of people.", 40),
    FormColumn("next", "What is next", CellEntry.TEXT, "One or two sentences.", 40),
    FormColumn("help", "Help needed", CellEntry.TEXT, "For whoever collects the returns. It is not published.", 30),
)
UNITS = (
    Unit(("status", "status_on"), "Status and its date"),
    Unit(("due",), "New due date"),
    Unit(("complete_pct",), "Percent complete"),
    Unit(("rag",), "RAG"),
    Unit(("done",), "What was done"),
    Unit(("next",), "What is next"),
    Unit(("help",), "Help needed"),
)


def lines(data: HeldVersion) -> list[FormLine]:
    """Return every action, in the order of the papers; not those that a later paper reports under another line."""
    form_lines = []
    for key, row in data.rows("intentions").items():
        if key in data.taken_up:
            continue
        known = values(data, key)
        status, on = known["status"], known["status_on"]
        when = day_or_month(on) if on else ""
        prefilled = (row["reference"], row["title"], row["owner_role"], status, when, known["due"])
        label = f"{row['reference']}. {row['title']}" if row["reference"] else row["title"]
        form_lines.append(FormLine(key, label, row["owner_role"], prefilled))
    return form_lines


def values(data: HeldVersion, key: str) -> Values:
    """Return what was last said of an action; "" where nothing was."""
    updates = data.updates.get(key, [])

    def last(column: str) -> str:
        return next((row[column] for row in reversed(updates) if row[column]), "")

    report = next((row for row in reversed(updates) if row["status_as_written"] or row["reported_status"]), None)
    return {
        "status": (report["status_as_written"] or report["reported_status"]) if report else "",
        "status_on": _status_day(data, report) if report else "",
        "due": last("due_as_written"),
        "complete_pct": last("complete_pct"),
        "rag": last("rag_as_written"),
        "done": last("progress_note"),
        "next": last("next_steps"),
        "help": "",
    }


def _status_day(data: HeldVersion, report: dict[str, str]) -> str:
    try:
        completed = interval(report["completed_edtf"])
    except NotEDTF:
        return report["status_on"] or data.day_of(report["document_id"])
    if MONTH.fullmatch(report["completed_edtf"]):
        return report["completed_edtf"]
    whole = completed.earliest if completed.earliest == completed.latest else None
    return report["status_on"] or (whole.isoformat() if whole else "") or data.day_of(report["document_id"])


def choices(data: HeldVersion, name: str) -> tuple[str, ...]:
    return tuple(data.status_words) if name == "status" else data.ratings if name == "rag" else ()


def write(data: HeldVersion, key: str, taken: Values, on: str) -> dict[str, str]:
    """Return the cells of an update for what was accepted of an action. ``on`` is the day of the return or paper."""
    row: dict[str, str] = {}
    names = {"complete_pct": "complete_pct", "rag": "rag_as_written", "done": "progress_note", "next": "next_steps"}
    for name, column in names.items():
        if taken.get(name):
            row[column] = taken[name]
    if taken.get("status"):
        row |= _status(data, taken["status"], taken.get("status_on", ""), on)
    if taken.get("due"):
        on_timeline = data.rows("intentions").get(key, {}).get("kind") == IntentionKind.KEY_DATE
        due = read_due(taken["due"], said_on=date.fromisoformat(on) if on else None, on_timeline=on_timeline)
        row |= {"due_as_written": taken["due"], "due_edtf": due.edtf, "due_sense": str(due.sense)}
    return row


def meaning(data: HeldVersion, word: str) -> str:
    """Return which of our words a council's word stands for; "" for none of them."""
    return next((ours for theirs, ours in data.status_words.items() if plain_word(theirs) == plain_word(word)), "")


def _status(data: HeldVersion, word: str, status_on: str, on: str) -> dict[str, str]:
    """Return the cells of a status. The day of a completed action is that of its completion, else that of the status."""
    ours = meaning(data, word)
    empty = {"completed_as_written": "", "completed_edtf": "", "status_on": ""}
    row = {**empty, "status_as_written": word, "reported_status": ours}
    if ours == ReportedStatus.COMPLETE and status_on:
        return {
            **row,
            "completed_as_written": day_or_month(status_on),
            "completed_edtf": status_on,
        }
    return {**row, "status_on": "" if status_on == on else status_on}


def day_or_month(edtf: str) -> str:
    """Return a day or a month of the calendar in words: 30 September 2025, September 2025."""
    return (
        wording.month(date.fromisoformat(f"{edtf}-01"))
        if MONTH.fullmatch(edtf)
        else wording.day(date.fromisoformat(edtf))
    )


def day_wanted(data: HeldVersion, values: Values) -> str:
    """Return what is asked where a status has a month alone for its day; "" where a month will do, as it does for what is complete."""
    word, on = values.get("status", ""), values.get("status_on", "")
    if not word or not MONTH.fullmatch(on) or meaning(data, word) == ReportedStatus.COMPLETE:
        return ""
    day = day_or_month(last_day(on))
    return f"Which day? It says {day_or_month(on)}. Only what is complete may have a month. Say the day, as in {day}."


def last_day(month: str) -> str:
    """Return the last day of a month that is given as 2025-09."""
    return (interval(month).latest or date.max).isoformat()


ACTIONS = SheetForm(
    "actions", "Actions", "updates", "intention_id", GIVEN, ASKED, UNITS, lines, values, choices, write
)  # fmt: skip
