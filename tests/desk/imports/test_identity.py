"""References are how an action is found again; where one appears or is gone, its identity over the years is asked for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dayops_dash.dataset import DATA, Library
from dayops_dash.dataset.checks import check
from dayops_dash.dataset.serving.versions import content_of
from dayops_dash.desk.draft import decide, left_to_decide, reopen, write_draft
from dayops_dash.desk.held import HeldVersion, held_of, published
from dayops_dash.desk.imports.answers import ImportAnswers
from dayops_dash.desk.proposal import Choice, DeskError, ProposalState
from dayops_dash.desk.reading_file import load_reading
from dayops_dash.desk.returns.actions import ACTIONS
from dayops_dash.publishing.publish import draft_of, publish
from tests.desk.imports.trackers import copy_of, proposal, read, table

HEAD = ("Ref", "Action", "Status")
S = ProposalState


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return copy_of(DATA / "exampleshire", tmp_path)


def plan(home: Path, **changes: tuple[object, str, str] | None) -> list[tuple[object, str, str]]:
    """Return a row for each action of Exampleshire, with the changes by key; None leaves one out."""
    rows = {key: (row["reference"], row["title"], "") for key, row in published(home).rows("intentions").items()}
    every = {**rows, **{key.replace("_", "-"): row for key, row in changes.items()}}
    return [row for row in every.values() if row]


def held(draft: Path) -> HeldVersion:
    return held_of("exampleshire", content_of(draft))


def test_references_are_found_however_they_are_typed(home: Path) -> None:
    titles = {"4": "Rebuild the southern day centre as a hub", "9": "Train people who use services as quality checkers"}
    for typed, key in ((4, "4"), (4.0, "4"), ("4.", "4"), (" 4 ", "4"), ("9:", "9")):
        told = read(home, table((typed, titles[key], "Delayed"), head=HEAD))
        assert told.reading.rows_matched == 1 and told.reading.proposals[0].state is S.TAKEN
    for typed in ("south-hub", None):
        told = read(home, table((typed, titles["4"], "Delayed"), head=HEAD))
        assert [one.row for one in told.reading.proposals] == ["south-hub"]


def test_a_reference_with_other_words_is_not_taken_for_the_old_action(home: Path) -> None:
    told = read(home, table((4, "Buy six electric minibuses", "Complete"), head=HEAD))
    assert told.reading.rows_matched == 0
    new = proposal(told, "4-buy-six-electric-minibuses", "title")
    assert new.state is S.NEEDS_PERSON and "other words" in new.reason


def test_a_new_action_is_brought_in_only_when_a_person_takes_it(home: Path, tmp_path: Path) -> None:
    told = read(home, table(("1e(i)", "Open a second hub in the north", "Delayed"), head=HEAD))
    draft, key = tmp_path / "draft", "1e-i-open-a-second-hub-in-the-north"
    write_draft(home, told.reading, draft)
    assert key not in held(draft).rows("intentions") and not held(draft).updates.get(key)
    assert not check(draft)
    number = proposal(told, key, "title").number
    decide(home, draft, number, Choice.PROPOSED)
    row = held(draft).rows("intentions")[key]
    assert (row["reference"], row["title"], row["kind"]) == (
        "1e(i)",
        "Open a second hub in the north",
        "action plan task",
    )
    assert held(draft).updates[key][0]["reported_status"] == "delayed"
    assert held(draft).updates[key][0]["locator"] == "tracker, row 2"
    assert left_to_decide(draft) == []
    reopen(home, draft, number)
    assert key not in held(draft).rows("intentions") and len(left_to_decide(draft)) == 1


def test_the_next_quarter_finds_the_row_by_its_reference(home: Path, tmp_path: Path) -> None:
    rows = [("1e(i)", "Open a second hub in the north", "Delayed")]
    told = read(home, table(*rows, head=HEAD))
    write_draft(home, told.reading, tmp_path / "q2")
    decide(home, tmp_path / "q2", 1, Choice.PROPOSED)
    publish(draft_of(home, tmp_path / "q2"), because="Quarter 2")
    again = read(
        home, table(("1E (i)", "Open a second hub in the northern area", "Complete"), head=HEAD), rows=told.rows
    )
    (one,) = again.reading.proposals
    assert (one.row, one.state) == ("1e-i-open-a-second-hub-in-the-north", S.TAKEN)
    assert "words differ" in one.warnings[0]


def test_other_words_under_the_same_reference_are_confirmed_once(home: Path) -> None:
    """North and south may be one letter and two buildings apart."""
    content = table((4, "Rebuild the northern day centre as a hub", "Delayed"), head=HEAD)
    told = read(home, content)
    (one,) = told.reading.proposals
    assert (one.row, one.state) == ("south-hub", S.NEEDS_PERSON) and "southern" in one.reason
    assert told.rows == {} and list(told.reworded) == ["4"]
    again = read(home, content, rows={"4": "south-hub"})  # it had the published words last time
    assert again.reading.proposals[0].state is S.NEEDS_PERSON
    confirmed = read(home, content, reworded={"4": "south-hub"})
    (one,) = confirmed.reading.proposals
    assert one.state is S.TAKEN and "southern" in one.warnings[0] and not confirmed.reworded


def test_what_is_gone_is_asked_for_and_becomes_a_line_of_descent(home: Path, tmp_path: Path) -> None:
    rows = plan(home, south_hub=None, evenings_weekends=None, carers_breaks=None, transport_review=None)
    rows += [("11", "Two smaller hubs in the south", ""), ("12", "Longer opening hours", "")]
    told = read(home, table(*rows, head=HEAD))
    asked = {one.row: one for one in told.reading.proposals if one.form == "descents"}
    assert set(asked) == {"south-hub", "evenings-weekends", "carers-breaks", "transport-review"}
    draft = tmp_path / "draft"
    write_draft(home, told.reading, draft)
    new = {one.row: one.number for one in told.reading.proposals if one.form == "new_actions"}

    def say(row: str, **value: str) -> None:
        decide(home, draft, asked[row].number, Choice.OTHER, value=value)

    with pytest.raises(DeskError, match="not brought in"):
        say("south-hub", became="carried on as", to="11")
    assert not load_reading(draft).proposals[asked["south-hub"].number - 1].decision
    for number in new.values():
        decide(home, draft, number, Choice.PROPOSED)
    for wrong in ({"became": "dropped"}, {"became": "dropped", "to": "11", "reason": "x"}, {"became": "carried on as"},
                  {"became": "replaced by", "to": "11, 12"}, {"became": "gone"}, {"to": "11"}):  # fmt: skip
        with pytest.raises(DeskError):
            say("south-hub", **wrong)
    say("south-hub", became="split into", to="11; 12")
    say("evenings-weekends", became="merged into", to="12")
    say("carers-breaks", became="dropped", reason="The carers' strategy has taken it over.")
    decide(home, draft, asked["transport-review"].number, Choice.PUBLISHED)
    steps = {
        (row["from_intention_id"], row["became"], row["to_intention_id"])
        for row in held(draft).rows("descents").values()
    }
    assert steps == {
        ("south-hub", "split into", "11-two-smaller-hubs-in-the-south"),
        ("south-hub", "split into", "12-longer-opening-hours"),
        ("evenings-weekends", "merged into", "12-longer-opening-hours"),
        ("carers-breaks", "dropped", ""),
    }
    assert left_to_decide(draft) == []


def test_the_same_words_under_another_reference_are_offered_as_carried_on(home: Path, tmp_path: Path) -> None:
    title = "Rebuild the southern day centre as a hub"
    told = read(home, table(*plan(home, south_hub=("2b", title, "Delayed")), head=HEAD))
    gone = proposal(told, "south-hub", "became")
    assert gone.state is S.NEEDS_PERSON and gone.values["became"] == "carried on as"
    draft = tmp_path / "draft"
    write_draft(home, told.reading, draft)
    decide(home, draft, proposal(told, "2b-rebuild-the-southern-day-centre-as-a-hub", "title").number, Choice.PROPOSED)
    decide(home, draft, gone.number, Choice.PROPOSED)
    (row,) = held(draft).rows("descents").values()
    assert (row["from_intention_id"], row["to_intention_id"]) == (
        "south-hub",
        "2b-rebuild-the-southern-day-centre-as-a-hub",
    )
    assert left_to_decide(draft) == []
    with pytest.raises(DeskError):  # it is what another was carried on as
        reopen(home, draft, proposal(told, "2b-rebuild-the-southern-day-centre-as-a-hub", "title").number)


def test_a_tracker_of_a_part_of_the_plan_says_nothing_about_the_rest(home: Path) -> None:
    told = read(home, table(*plan(home)[:2], head=HEAD))
    assert not [one for one in told.reading.proposals if one.form == "descents"]
    assert any("Nothing is said of them" in note for note in told.reading.notes)
    later = read(home, table(*plan(home)[:2], head=HEAD), rows={"1": "community-connectors", "4": "south-hub"})
    assert [one.row for one in later.reading.proposals if one.form == "descents"] == ["south-hub"]


@pytest.mark.parametrize("council", Library().slugs())
def test_what_is_published_of_a_council_comes_back_as_nothing_new(council: str) -> None:
    """A tracker that says what the papers say: each row is found, and only the day of a status that goes on is new."""
    now = published(DATA / council)
    rows = []
    for line in ACTIONS.lines(now):
        row, known = now.rows("intentions")[line.key], ACTIONS.values(now, line.key)
        rows.append((row["reference"], row["title"], row["owner_role"], known["status"], known["due"], known["done"]))
    head = ("Ref", "Action", "Owner", "Status", "Due date", "Progress update")
    told = read(DATA / council, table(*rows, head=head))
    assert told.reading.rows_matched == len(rows) and not told.words.unknown and not told.people.unknown
    for one in told.reading.proposals:
        assert one.state is S.SAME or (one.column == "status" and one.values["status"] in one.published)


def test_a_row_with_nothing_but_its_words_is_there_all_the_same(home: Path) -> None:
    rows = [(None, title, None) for _, title, _ in plan(home)]
    told = read(home, table(*[(*row, "") for row in rows], ("Priority 9", None, None, None), head=(*HEAD, "Due date")))
    assert told.reading.rows_matched == 10, told.reading.notes
    assert not [one for one in told.reading.proposals if one.form == "descents"]


def test_words_mapped_once_go_into_the_councils_table_and_others_stay(home: Path, tmp_path: Path) -> None:
    answers = ImportAnswers(status_words={"Slipped": "delayed", "Superseded": "none of ours", "Never used": "paused"})
    rows = [
        (4, "Rebuild the southern day centre as a hub", "Slipped"),
        (9, "Train people who use services as quality checkers", "superseded"),
    ]
    told = read(home, table(*rows, head=HEAD), answers)
    draft = tmp_path / "draft"
    write_draft(home, told.reading, draft)
    words = {row["word"]: row["stands_for"] for row in held(draft).rows("status_words").values()}
    before = published(home).status_words
    assert words == {**before, "Slipped": "delayed", "Superseded": "none of ours"}
    last = held(draft).updates["quality-checkers"][-1]
    assert (last["status_as_written"], last["reported_status"]) == ("Superseded", "")
    assert left_to_decide(draft) == []
    decide(home, draft, proposal(told, "south-hub", "status").number, Choice.OTHER, value={"status": "superseded"})
    assert held(draft).updates["south-hub"][-1]["status_as_written"] == "Superseded"


def test_a_tracker_of_another_version_is_read_anew(home: Path, tmp_path: Path) -> None:
    told = read(home, table((4, "Rebuild the southern day centre as a hub", "Delayed"), head=HEAD))
    with pytest.raises(DeskError, match="was published since"):
        write_draft(home, replace(told.reading, version="0" * 16), tmp_path / "draft")
