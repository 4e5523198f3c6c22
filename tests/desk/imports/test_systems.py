"""Exports of systems are known by their headings, and what a system works out is never taken as reported."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from dayops_dash.dataset import DATA
from dayops_dash.dataset.checks import check
from dayops_dash.dataset.serving.versions import content_of
from dayops_dash.desk.draft import write_draft
from dayops_dash.desk.held import held_of, published
from dayops_dash.desk.imports.answers import DAY_FIRST, ImportAnswers
from dayops_dash.desk.imports.columns import TrackerField
from dayops_dash.desk.imports.files.tracker_file import open_tracker
from dayops_dash.desk.imports.systems import SYSTEMS
from dayops_dash.desk.proposal import ProposalState
from dayops_dash.desk.returns.opened import NotAReturn
from tests.desk.imports.trackers import copy_of, csv_of, mapped, proposal, read, table, workbook
from tests.desk.workbooks import saved

HUB = "Rebuild the southern day centre as a hub"
S, F = ProposalState, TrackerField
PLANNER = (
    *("Task ID", "Task Name", "Bucket Name", "Progress", "Priority", "Assigned To", "Created By", "Created Date"),
    *("Start Date", "Due Date", "Late", "Completed Date", "Completed By", "Completed Checklist Items"),
    *("Checklist Items", "Labels", "Description"),
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return copy_of(DATA / "exampleshire", tmp_path)


def planner(due: str, late: str = "true", progress: str = "In progress") -> bytes:
    task = (
        "aB3xYz",
        HUB,
        "Buildings",
        progress,
        "Medium",
        "Jo Bloggs;Al Green",
        "Jo Bloggs",
        "01/02/2026",
        "",
        due,
        late,
    )
    above = [["Plan name", "Day opportunities"], ["Export date", "30/09/2026"], []]
    return saved(workbook([*above, PLANNER, [*task, "", "", "0/3", "", "", "Made by Jo Bloggs"]]))


def test_planner_is_known_and_late_is_never_a_status(home: Path) -> None:
    found = mapped(home, planner("31/03/2027"))
    assert found.system and found.system.name == "Microsoft Planner"
    fields = {one.heading: one.field for one in found.columns}
    assert fields["Late"] is F.DERIVED and fields["Progress"] is F.STATUS and fields["Description"] is F.NOT_READ
    wanted = found.with_fields({"Late": F.STATUS, "Progress": F.NOT_READ}, "a slip")
    assert wanted.by_field.get(F.STATUS) is None
    one, other = (read(home, planner("31/03/2027", late)).reading for late in ("true", "false"))
    assert one.proposals == other.proposals
    assert "Bloggs" not in str(one) and "Green" not in str(one)


def test_planner_is_found_by_its_words_once_and_by_its_task_after_that(home: Path) -> None:
    told = read(home, planner("31/03/2027"))
    assert told.rows == {"ab3xyz": "south-hub"}
    again = read(home, planner("31/03/2027"), rows=told.rows)
    assert again.reading.rows_matched == 1


def test_dates_of_planner_are_asked_about_where_nothing_shows_their_order(home: Path) -> None:
    told = read(home, planner("03/04/2027"))
    assert told.order_open and proposal(told, "south-hub", "due").state is S.NEEDS_PERSON
    answered = read(home, planner("03/04/2027"), day_order=DAY_FIRST)
    assert proposal(answered, "south-hub", "due").proposed == "3 April 2027"
    assert not read(home, planner("31/03/2027")).order_open


def test_pentana_keeps_percent_and_leaves_what_it_works_out(home: Path) -> None:
    head = (
        "Action Code",
        "Title",
        "Status",
        "Progress %",
        "Due",
        "Completed",
        "Assigned To",
        "Managed By",
        "Latest Note",
        "Note Date",
    )
    rows = [("4", HUB, "Overdue", "60%", "31 Mar 2027", "", "", "", "Caf\u00e9 space agreed.", "01 Sep 2026"),
            ("9", "Train people who use services as quality checkers", "Check Progress", "5", "", "", "", "", "", "")]  # fmt: skip
    told = read(home, csv_of(head, *rows).decode().encode("cp1252"))
    assert {(one.row, one.column) for one in told.reading.proposals} == {
        *(("south-hub", name) for name in ("due", "complete_pct", "done")), ("quality-checkers", "complete_pct"),
    }  # fmt: skip
    assert not told.words.unknown
    known = read(home, csv_of(head, ("4", HUB, "On track", "60%", "", "", "", "", "", "01 Sep 2026")))
    assert proposal(known, "south-hub", "status").proposed == "On track, 2026-09-01"


def test_codes_of_pentana_that_stand_there_twice_are_told_apart_by_their_title(home: Path) -> None:
    head = ("Action Title", "Code", "Due Date", "Parent Action Code")
    told = read(
        home, table((HUB, "4", "31/03/2027", ""), ("Paint the gates of the depot", "4", "31/03/2027", ""), head=head)
    )
    assert [one.row for one in told.reading.proposals if one.form == "actions"] == [
        "south-hub",
        "4-paint-the-gates-of-the-depot",
    ]


def test_camms_performance_is_never_a_percentage_or_a_status(home: Path) -> None:
    head = (
        "Risk Action",
        "Responsible Officer",
        "Business Unit",
        "Start Date",
        "End Date",
        "Action Status",
        "Completion Date",
        "% Completed",
        "Performance",
    )
    told = read(home, table((HUB, "", "", "", "", "On track", "", 40, 90), head=head))
    assert {(one.column, one.proposed) for one in told.reading.proposals} == {
        ("status", "On track, 2026-09-30"),
        ("complete_pct", "40"),
    }


def test_jira_with_repeated_headings_and_its_own_dates(home: Path) -> None:
    head = (
        "Summary",
        "Issue key",
        "Issue id",
        "Issue Type",
        "Status",
        "Status Category",
        "Priority",
        "Assignee",
        "Resolved",
        "Due date",
        "Labels",
        "Labels",
        "Description",
    )
    row = (
        HUB,
        "DO-4",
        "1",
        "Task",
        "Complete",
        "Done",
        "High",
        "",
        "12/Mar/26 9:41 AM",
        "31/Mar/27 12:00 AM",
        "a",
        "b",
        "=x",
    )
    told = read(home, b"\xef\xbb\xbf" + csv_of(head, row))
    status, due = (proposal(told, "south-hub", name) for name in ("status", "due"))  # by its words: DO-4 is Jira's own
    assert (status.proposed, due.proposed) == ("Complete, 2026-03-12", "31 March 2027")


PROJECT = """<?xml version="1.0" encoding="UTF-8"?><Project xmlns="http://schemas.microsoft.com/project"><Tasks>
<Task><UID>0</UID><Name>Plan</Name></Task><Task><UID>1</UID><Name>Buildings</Name><Summary>1</Summary></Task>
<Task><UID>7</UID><Name>{name}</Name><Finish>2027-03-31T17:00:00</Finish><PercentComplete>40</PercentComplete></Task></Tasks>
<Resources><Resource><UID>2</UID><Name>Jo Bloggs</Name></Resource></Resources>
<Assignments><Assignment><TaskUID>7</TaskUID><ResourceUID>2</ResourceUID></Assignment></Assignments></Project>"""


def test_the_xml_of_project_is_read_task_by_task(home: Path) -> None:
    told = read(home, PROJECT.format(name=HUB).encode())
    assert {(one.column, one.proposed) for one in told.reading.proposals} == {
        ("due", "31 March 2027"),
        ("complete_pct", "40"),
    }
    assert told.people.unknown == ("Jo Bloggs",)
    new = read(
        home, PROJECT.format(name="A task that is new").encode(), ImportAnswers(people={"Jo Bloggs": "Project manager"})
    )
    one = next(one for one in new.reading.proposals if one.form == "new_actions")
    assert one.values == {"title": "A task that is new", "theme": "Buildings", "owner_role": "Project manager"}


@pytest.mark.parametrize(
    "content",
    [
        b'<?xml version="1.0"?><!DOCTYPE p [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><Project>&b;</Project>',
        b'<?xml version="1.0"?><!DOCTYPE p [<!ENTITY a SYSTEM "file:///etc/passwd">]><Project>&a;</Project>',
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE p><Project/>'.encode("utf-16"),
        b'<?xml version="1.0"?>' + b"<a>" * 100_000,
        b'<?xml version="1.0"?><Project><Tasks>',
        b'<?xml version="1.0"?><Project>\xff</Project>',
    ],
    ids=["bomb", "file", "utf-16", "deep", "cut", "bytes"],
)
def test_xml_that_could_do_harm_is_refused(content: bytes) -> None:
    with pytest.raises(NotAReturn):
        open_tracker(content, "plan.xml")


def test_a_scrutiny_tracker_updates_recommendations(home: Path, tmp_path: Path) -> None:
    head = (
        "Reference",
        "Origin",
        "Date",
        "Area",
        "Recommendation",
        "Exec Date",
        "Lead Officer/EM",
        "Action taken",
        "Status",
    )
    key, known = next((k, r) for k, r in published(home).rows("recommendations").items() if r["reference"])
    row = (
        known["reference"],
        "Panel",
        date(2026, 5, 1),
        "",
        known["summary"],
        datetime(2026, 6, 1),
        "",
        "The plan was changed.",
        "Ongoing",
    )
    other = ("SR (25/26) 01", "Panel", "", "", "Something that nobody has published", "", "", "x", "y")
    told = read(home, table(row, other, head=head))
    assert {(one.row, one.column) for one in told.reading.proposals} == {(key, "action"), (key, "status")}
    assert any("SR (25/26) 01" in note for note in told.reading.notes)
    write_draft(home, told.reading, tmp_path / "draft")
    assert not check(tmp_path / "draft")
    (last,) = [
        r
        for r in held_of("x", content_of(tmp_path / "draft")).rows("recommendation_updates").values()
        if r["locator"] == "tracker, row 2"
    ]
    assert (last["recommendation_id"], last["status"]) == (key, "Ongoing")


def test_a_risk_register_gives_scores_and_never_the_printed_product(home: Path, tmp_path: Path) -> None:
    key, known = next(iter(published(home).rows("risks").items()))
    head = ("Ref", "Risk", "Owner", "Impact", "Likelihood", "Score", "RAG", "Existing controls")
    told = read(home, table(("R1", known["title"], "", 4, 3, 99, "Red", "Checked each month."), head=head))
    (one,) = told.reading.proposals
    assert (one.row, one.values) == (key, {"impact": "4", "likelihood": "3", "reason": "Checked each month."})
    odd = read(home, table(("R1", known["title"], "", 9, "high", 99, "Red", ""), head=head))
    assert [one.state for one in odd.reading.proposals] == [S.UNREADABLE]
    write_draft(home, told.reading, tmp_path / "draft")
    assert not check(tmp_path / "draft")


def test_each_system_is_known_by_headings_that_it_maps() -> None:
    for system in SYSTEMS:
        assert F.TITLE in system.columns.values(), system.name
        assert len(set(system.columns.values())) <= len(system.columns)
