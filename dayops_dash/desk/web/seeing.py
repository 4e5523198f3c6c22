"""The third and fourth steps: what check finds in a draft, and what readers would see of it beside what they see now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from dayops_dash.cache import per_file
from dayops_dash.dataset.files.text_file import DatasetError
from dayops_dash.dataset.serving.versions import content_hash
from dayops_dash.dataset.tables import TABLES
from dayops_dash.desk.draft import settle
from dayops_dash.desk.imports.identity import WORDS
from dayops_dash.desk.papers.forms import heading_of
from dayops_dash.desk.proposal import Choice, Proposal
from dayops_dash.desk.reading import ReturnsReading
from dayops_dash.desk.web.folder import DeskDraft
from dayops_dash.publishing.difference import (
    NewPoint,
    ReaderChange,
    TableChange,
    new_points,
    reader_changes,
    row_changes,
    rows_by_key,
)
from dayops_dash.publishing.draft import Draft, as_dataset, draft_of, refuse_outdated, shown_dataset
from dayops_dash.publishing.publish import earlier_draft
from dayops_dash.publishing.store import shown_version

UNSEEN = ("paper_pages", "printed_numbers")  # tables that no reader sees as such
HIDDEN = (  # said by what stands beside them, or of no interest to whoever looks at what changes
    *("locator", "visibility", "position", "due_edtf", "due_sense", "completed_edtf", "judged", "licence"),
    *("published_edtf", "published_on", "published_basis", "coverage", "agenda_item", "areas_affected"),
)
NAMES = ("title", "subject", "word", "summary")  # by which a row is known
MOST_ROWS = 100  # changed rows that are listed; the rest is counted


@dataclass(frozen=True)
class DraftContent:
    """A draft by the hash of its files, so that the same is not checked twice."""

    draft: Draft = field(compare=False, repr=False)
    council: str
    hash: str
    shown: str  # the version that readers see now


@dataclass(frozen=True)
class ChangedValue:
    """A value that goes in: of which row, what is published and what takes its place, and whose return says so."""

    number: int
    label: str
    heading: str
    before: str
    after: str
    who: str


@dataclass(frozen=True)
class DraftDifference:
    """What a draft changes: values of returns, sentences of pages by the page's name, rows of tables."""

    values: Sequence[ChangedValue]
    pages: Mapping[str, Sequence[ReaderChange]]
    rows: Sequence[TableChange]
    points: Sequence[NewPoint] = ()


def content_of_draft(desk_draft: DeskDraft) -> DraftContent:
    """Return a draft's files with every decision that was made. Raises DatasetError where they cannot be read.

    Where another version was published since, they are as they were before: nobody can publish them.
    """
    if (
        desk_draft.is_read
        and not desk_draft.details.published
        and desk_draft.reading().version == shown_version(desk_draft.home)
    ):
        settle(desk_draft.home, desk_draft.data)
    draft = draft_of(desk_draft.home, desk_draft.data)
    return DraftContent(draft, desk_draft.council, content_hash(draft.files), shown_version(desk_draft.home))


@per_file
def problems(content: DraftContent) -> tuple[str, ...]:
    """Return every problem that check finds in a draft."""
    return content.draft.problems


def unconfirmed(problem: str) -> bool:
    """Whether a problem is that nobody has confirmed the return yet: the desk asks for it, and does not call it a fault."""
    return "column confirmed_by_role: found an empty cell" in problem


def outdated(content: DraftContent) -> str:
    """Return why a draft cannot be published, where another version was published since it began; "" where none was."""
    try:
        refuse_outdated(content.draft)
    except DatasetError as error:
        return str(error).removeprefix("Nothing was published: ")
    return ""


@per_file
def page_changes(content: DraftContent) -> tuple[Mapping[str, Sequence[ReaderChange]], Sequence[NewPoint]]:
    """Return the answers and titles that differ, by page, and the conflicts that are new. Call it for a draft that passes check."""
    by_page: dict[str, list[ReaderChange]] = {}
    before = shown_dataset(content.draft.home)
    with as_dataset(content.draft) as after:
        for change in reader_changes(before, after):
            by_page.setdefault(change.page, []).append(change)
        return by_page, new_points(before, after)


def difference(content: DraftContent, reading: ReturnsReading) -> DraftDifference:
    """Return what a draft that passes check changes for readers."""
    return replace(reader_difference(content), values=values_that_go_in(reading))


def reader_difference(content: DraftContent) -> DraftDifference:
    """Return what readers would see otherwise of files that pass check."""
    before = shown_dataset(content.draft.home)
    published = dict(before.files()) if before else {}
    rows = row_changes(published, content.draft.files)
    pages, points = page_changes(content)
    return DraftDifference(values_of_rows(published, content.draft.files, rows), pages, rows, points)


def values_of_rows(
    before: Mapping[str, bytes], after: Mapping[str, bytes], changes: Sequence[TableChange]
) -> list[ChangedValue]:
    """Return the values of rows that are new, gone or changed, old beside new, each with what it is about."""
    names = {key: row["title"] for files in (before, after) for key, row in rows_by_key(files, "intentions").items()}
    values = []
    for change in (one for one in changes if one.table not in UNSEEN):
        old, new = rows_by_key(before, change.table), rows_by_key(after, change.table)
        for key in (*change.changed, *change.gone, *change.added):
            was, now = old.get(key, {}), new.get(key, {})
            row = now or was
            about = names.get(row.get("intention_id", "")) or next((row[one] for one in NAMES if row.get(one)), key)
            columns = [column for column, _, _ in change.changed.get(key, ())] or list(row)
            texts = [row_words(change.table, one, columns) for one in (was, now)]
            values.append(ChangedValue(0, about, TABLES[change.table].title, texts[0], texts[1], ""))
    return [one for one in values if one.before != one.after]


def row_words(table: str, row: Mapping[str, str], columns: Sequence[str]) -> str:
    """Return what some columns of a row say, each by its name; not what only holds rows together."""
    spec = TABLES[table]
    same = "reported_status" if row.get("status_as_written") else ""
    own = [name for name in columns if not (spec.by_name[name].refers_to or name in (spec.key, same, *HIDDEN))]
    return "; ".join(f"{heading_of(name)}: {row[name]}" for name in own if row.get(name))


def earlier_content(home: Path, to: str) -> DraftContent:
    """Return an earlier version as it would be shown again. Raises DatasetError where there is none, or it does not pass check."""
    draft = earlier_draft(home, to)
    return DraftContent(draft, home.name, content_hash(draft.files), shown_version(home))


def values_that_go_in(reading: ReturnsReading) -> list[ChangedValue]:
    """Return each value that is accepted and published, old beside new."""
    public = (one for one in reading.going_in if one.is_public)
    return [
        ChangedValue(one.number, one.label, one.heading, one.published, accepted_words(one), one.who)
        for one in sorted(public, key=lambda one: one.form == WORDS)  # what words stand for comes last
    ]


def accepted_words(one: Proposal) -> str:
    """Return what goes in of a proposal, in words."""
    typed = one.decision is not None and one.decision.choice is Choice.OTHER
    return ", ".join(one.accepted.values()) if typed else one.proposed


def help_asked_for(reading: ReturnsReading) -> list[Proposal]:
    """Return the help that people ask for: for whoever collects the returns, and never published."""
    return [one for one in reading.proposals if one.accepted and not one.is_public]
