"""What a column of a tracker can be, and how headings name it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import SequenceMatcher
from enum import StrEnum
from types import MappingProxyType

from dayops_dash.cache import once, per_text


class TrackerField(StrEnum):
    """What a column of a tracker says of an action, a recommendation or a risk."""

    REFERENCE = "reference"
    TITLE = "title"
    OWNER = "owner"
    STATUS = "status"
    STATUS_ON = "date of the status"
    COMPLETED = "completed on"
    DUE = "due date"
    PERCENT = "percent complete"
    RATING = "rating"
    DONE = "what was done"
    NEXT = "what is next"
    THEME = "theme"
    PRIORITY = "priority"
    GROUP = "marks a heading"
    RESPONSE = "response"
    EVIDENCE = "what shows it"
    IMPACT = "impact"
    LIKELIHOOD = "likelihood"
    NOT_READ = "not read"
    DERIVED = "not read: worked out by the system"


NOT_TAKEN = (TrackerField.NOT_READ, TrackerField.DERIVED)
COMMON = (TrackerField.REFERENCE, TrackerField.TITLE, TrackerField.OWNER, TrackerField.STATUS)
KINDS: Mapping[str, tuple[TrackerField, ...]] = (
    MappingProxyType(  # what a tracker of each kind has, by the form that takes it
        {
            "actions": (
                *(*COMMON, TrackerField.STATUS_ON, TrackerField.COMPLETED, TrackerField.DUE, TrackerField.PERCENT),
                *(TrackerField.RATING, TrackerField.DONE, TrackerField.NEXT, TrackerField.THEME, TrackerField.PRIORITY),
                TrackerField.GROUP,
            ),
            "recommendations": (*COMMON, TrackerField.RESPONSE, TrackerField.DONE, TrackerField.EVIDENCE),
            "risks": (
                *(TrackerField.REFERENCE, TrackerField.TITLE, TrackerField.OWNER),
                *(TrackerField.IMPACT, TrackerField.LIKELIHOOD, TrackerField.DONE),
            ),
        }
    )
)
NAMES: Mapping[TrackerField, str] = MappingProxyType(
    {
        TrackerField.REFERENCE: "ref|reference|reference number|action reference|action number|code|action code|risk code"
        "|recommendation number|task id|issue key|uid|id|number|item|item number|risk reference|key",
        TrackerField.TITLE: "action|action title|title|task|task name|name|summary|objective|what we will do|activity"
        "|milestone|deliverable|commitment|intention|description of action|action required|recommendation|risk"
        "|risk title|risk description|risk action|project|agreed action|actions to deliver|key actions"
        "|key action|actions|tasks|actions required|action to be taken|proposed action",
        TrackerField.OWNER: "owner|lead|lead officer|lead role|action owner|risk owner|responsible officer|responsible"
        "|assigned to|assignee|who|by whom|accountable officer|lead officer em|lead officer executive member|managed by"
        "|resources|service lead|leads",
        TrackerField.STATUS: "status|action status|current status|status update|progress status|delivery status|state"
        "|current position|status of action|assessment of progress|progress assessment|assessment",
        TrackerField.STATUS_ON: "note date|date of status|status date|date of update|update date|last updated"
        "|date updated|as at|position at",
        TrackerField.COMPLETED: "completed date|date completed|completion date|completed|actual completion date|resolved"
        "|date achieved|actualfinish|actual end date|completed on|closed date",
        TrackerField.DUE: "due date|due|target date|deadline|end date|by when|finish|timescale|target completion date"
        "|completion due|planned end date|to be completed by|date due|when|original due date|finish date"
        "|revised date|revised due date|revised target date|revised completion date|revised deadline|revised end date"
        "|new date|new due date|new target date|new completion date|current due date|current target date"
        "|forecast completion date|forecast date|expected completion date|planned completion date"
        "|original date|original target date|original completion date|original deadline|original end date|baseline date",
        TrackerField.PERCENT: "percent complete|complete|percentage complete|progress|completed percent"
        "|percentcomplete|percent completed|percent done",
        TrackerField.RATING: "rag|rag status|rag rating|brag|brag status|brag rating|rating|colour|rag update",
        TrackerField.DONE: "what was done|update|progress update|latest note|comments|commentary|progress to date"
        "|action taken|latest update|progress note|notes|achievements|current controls|existing controls|latest position",
        TrackerField.NEXT: "next steps|what is next|what next|next step|planned next|further action|actions planned",
        TrackerField.THEME: "theme|bucket name|priority area|workstream|business unit|area|section|outcome area|strand",
        TrackerField.PRIORITY: "priority|priority level",
        TrackerField.GROUP: "summary task",
        TrackerField.RESPONSE: "response|executive response|cabinet response|decision|accepted",
        TrackerField.EVIDENCE: "evidence|what shows it|evidence of completion|impact of recommendation",
        TrackerField.IMPACT: "impact|current impact|impact score|severity|consequence|impact now|residual impact|net impact",
        TrackerField.LIKELIHOOD: "likelihood|current likelihood|likelihood score|probability|likelihood now"
        "|residual likelihood|net likelihood",
        TrackerField.NOT_READ: "start|start date|created|created by|created date|completed by|completed checklist items"
        "|checklist items|labels|description|issue id|issue type|status category|origin|date|exec date|parent id"
        "|parent action code|parent risk code|milestone yes|modified|modified by|item type|path|review frequency"
        "|next review date|control title|cost|budget|updated"
        "|inherent impact|inherent likelihood|gross impact|gross likelihood|target impact|target likelihood"
        "|initial impact|initial likelihood|original impact|original likelihood",
        TrackerField.DERIVED: "late|performance|overdue|days overdue|check progress|status icon|days till overdue|is late"
        "|days late|slippage|days remaining|score|risk score|time elapsed"
        "|current score|inherent score|residual score|gross score|net score|target score|initial score|original score",
    }
)
WITHIN: Mapping[str, TrackerField] = MappingProxyType(  # words that say what a column is, whatever stands beside them
    {"commentary": TrackerField.DONE, "narrative": TrackerField.DONE, "action taken": TrackerField.DONE}
)
FIRST = re.compile(r"\b(?:original|baseline|initial)\b")  # of a date that another column may have revised
PERIOD = re.compile(
    r"\b(?:q[1-4]|(?:quarter|qtr)(?: [1-4])?|(?:20)?\d\d(?: \d\d)?|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*"
    r"|this (?:quarter|month|period|year)|for|at|as at|in)\b"
)
NEAR = 0.84  # of difflib: how like a known heading another one must be


def plain_heading(words: str) -> str:
    """Return a heading as headings are compared: 'Ref. No:' and 'ref number' are one."""
    plain = re.sub(r"%", " percent ", words.casefold())
    plain = re.sub(r"\(.*?\)", " ", plain)
    plain = re.sub(r"\b(?:no|nr|num)\b\.?|#", " number ", plain)
    return " ".join(re.sub(r"[^a-z0-9]+", " ", plain).split())


def without_period(plain: str) -> str:
    """Return a plain heading without the quarter, month or year that it is of: progress update for progress update q2 2026 27."""
    return " ".join(PERIOD.sub(" ", plain).split())


@once
def known_headings() -> tuple[tuple[str, TrackerField], ...]:
    return tuple((name, one) for one, names in NAMES.items() for name in names.split("|"))


def _alike(one: str, other: str) -> float:
    """Return how like two headings are; 0 where their letters alone say that they are not, which is quick to see."""
    matcher = SequenceMatcher(None, one, other)
    near = matcher.real_quick_ratio() >= NEAR and matcher.quick_ratio() >= NEAR
    return matcher.ratio() if near else 0.0


@per_text
def field_of(heading: str) -> tuple[TrackerField, float]:
    """Return the field that a heading most likely names, and how like a known heading it is, up to 1; 0 where it is like none."""
    plain = plain_heading(heading)
    if not plain or len(plain) > 60:
        return TrackerField.NOT_READ, 0.0
    ordered = " ".join(sorted(plain.split()))
    best, likeness = TrackerField.NOT_READ, 0.0
    for name, one in known_headings():
        if name in (plain, without_period(plain)):
            return one, 1.0
        score = max(_alike(ordered, " ".join(sorted(name.split()))), _alike(plain, name))
        if score > likeness:
            best, likeness = one, score
    if likeness < NEAR and (within := next((one for words, one in WITHIN.items() if words in plain), None)):
        return within, NEAR
    return (best, likeness) if likeness >= NEAR else (TrackerField.NOT_READ, 0.0)
