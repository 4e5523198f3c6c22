"""What an officer is told is true: what becomes of the data that was shown, whose it is, what changes, and how it is taken back."""

from __future__ import annotations

import json
import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest

from dayops_dash.dataset import DATA, Library
from dayops_dash.dataset.checks import check, examine
from dayops_dash.dataset.draft_base import BASE
from dayops_dash.dataset.files.replacing import BESIDE
from dayops_dash.dataset.package import write_descriptor
from dayops_dash.dataset.serving.versions import POINTER, RECORD
from dayops_dash.dataset.writing.new_folder import make_folder
from dayops_dash.publishing import draft as drafts
from dayops_dash.publishing import ledger, preview
from dayops_dash.publishing.difference import ReaderChange
from dayops_dash.publishing.publish import NotPublished, draft_of, publish, start_draft, undo
from dayops_dash.publishing.store import shown_version
from tests.publishing.acts import (
    NOON,
    Run,
    commands_on,
    look_again,
    published,
    retitled,
    small_council,
    title_shown,
    with_cell,
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return small_council(tmp_path / "data")


@pytest.fixture
def run(home: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    return commands_on(home.parent, monkeypatch)


def test_a_plain_folder_that_was_changed_in_place_is_not_published_as_if_nothing_was_lost(home: Path, run: Run) -> None:
    retitled(home, "Changed in place")
    write_descriptor(home)
    words = ("publish", "exampleton", "--because", "A new title", "--yes")
    refused = run(*words)
    assert refused.exit_code == 1 and "what readers saw before is kept nowhere" in refused.output
    assert not (home / POINTER).exists()
    done = run(*words, "--without-earlier")
    assert done.exit_code == 0, done.output
    assert "in place of" not in done.output and "To take it back" not in done.output
    assert "Earlier states of the folder are not kept" in done.output
    assert [(act.act, act.because) for act in ledger.events(home)] == [("publish", "A new title")]


def test_a_plain_folder_as_it_was_checked_becomes_the_first_version(home: Path, run: Run) -> None:
    done = run("publish", "exampleton", "--because", "To begin a record", "--yes")
    assert done.exit_code == 0 and "the first that is kept" in done.output, done.output
    assert len(ledger.events(home)) == 1 and title_shown(home) == "First title"


def test_after_the_pointer_moved_nothing_says_that_nothing_was_published(
    home: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(home, tmp_path / "one", "One")
    start_draft(home, tmp_path / "two")
    retitled(tmp_path / "two", "Two")
    real = ledger.replace_file

    def full(path: Path, content: bytes) -> None:
        if path.name == RECORD:
            raise OSError(27, "File too large")
        real(path, content)

    with monkeypatch.context() as disk:
        disk.setattr(ledger, "replace_file", full)
        done = run("publish", "exampleton", "--from", str(tmp_path / "two"), "--because", "Two", "--yes")
    assert done.exit_code == 0 and "is shown now" in done.output and "the next publish adds it" in done.output
    assert title_shown(home) == "Two" and ledger.is_pending(home)
    assert "the last is in the pointer alone" in run("record", "verify", "exampleton").output
    start_draft(home, tmp_path / "three")
    publish(draft_of(home, retitled(tmp_path / "three", "Three")), because="Three")
    assert [act.because for act in ledger.events(home)][-2:] == ["Two", "Three"]
    assert ledger.wrong_line(ledger.lines(home)) == 0


def test_a_folder_of_another_council_is_refused_whether_or_not_it_says_that_it_is_a_draft(home: Path, run: Run) -> None:
    shutil.copytree(DATA / "dorset", home.parent / "dorset")
    refused = run("publish", "exampleton", "--from", str(home.parent / "dorset"), "--because", "x", "--yes")
    assert refused.exit_code == 1 and "is of Dorset Council, by its datapackage.json" in refused.output
    draft = home.parents[1] / "draft"
    start_draft(home.parent / "dorset", draft)
    refused = run("publish", "exampleton", "--from", str(draft), "--because", "x", "--yes")
    assert refused.exit_code == 1 and "a draft of dorset, not of exampleton" in refused.output
    assert not (home / POINTER).exists()


@pytest.mark.parametrize(
    "name", ["", "exampletn", "CON", "con", "x\n", "\x1b[31m", "a b", "é", "../x", "a" * 300, "\udcff"]
)
def test_a_name_that_no_council_has_makes_no_council(name: str, home: Path, run: Run) -> None:
    before = sorted(p.name for p in home.parent.iterdir())
    words = ["publish", "--from", str(home), "--because", "x", "--yes"]
    for more in ([], ["--new"])[: 1 if name == "exampletn" else 2]:
        done = run(*words, *more, "--", name)
        assert done.exit_code != 0 and not isinstance(done.exception, Exception), done.output
    assert sorted(p.name for p in home.parent.iterdir()) == before
    if name == "exampletn":
        assert "Did you mean exampleton?" in done.output and "--new" in done.output


def test_what_another_officer_publishes_while_one_is_asked_is_not_taken_back(home: Path, tmp_path: Path) -> None:
    draft = tmp_path / "mine"
    shutil.copytree(home, draft)  # says of no version that it began there
    mine, seen = draft_of(home, retitled(draft, "Mine")), shown_version(home)
    theirs = published(home, tmp_path / "theirs", "Theirs")
    with pytest.raises(NotPublished, match=f"version {theirs.after} was published while you were asked"):
        publish(mine, because="Mine", seen=seen, now=NOON)
    assert title_shown(home) == "Theirs"


def test_a_draft_whose_publication_was_cut_short_can_be_corrected_after_the_next_run(
    home: Path, run: Run, tmp_path: Path
) -> None:
    """Killed when the pointer had moved and the draft did not know it yet, its own act was told as another officer's."""
    draft = tmp_path / "two"
    published(home, draft, "Two")
    record, base = (home / RECORD).read_bytes(), json.loads((draft / BASE).read_text("utf-8"))
    (home / RECORD).write_bytes(b"".join(record.splitlines(keepends=True)[:-1]))
    (draft / BASE).write_text(json.dumps({**base, "version": base["began"], "began": ""}), "utf-8")
    words = ("publish", "exampleton", "--from", str(draft), "--because", "Two", "--yes")
    again = run(*words)
    assert again.exit_code == 1 and "is what is shown already" in again.output
    assert (home / RECORD).read_bytes() == record and json.loads((draft / BASE).read_text("utf-8")) == base
    retitled(draft, "Corrected")
    assert run(*words).exit_code == 0 and title_shown(home) == "Corrected"


def test_an_undo_that_was_cut_short_is_finished_by_the_next_run(home: Path, run: Run, tmp_path: Path) -> None:
    published(home, tmp_path / "two", "Two")
    undo(home, because="Not agreed")
    record = (home / RECORD).read_bytes()
    (home / RECORD).write_bytes(b"".join(record.splitlines(keepends=True)[:-1]))
    (home / f"{BESIDE}record.jsonl.x").write_bytes(record[:99])
    again = run("undo", "exampleton", "--because", "Not agreed", "--yes", "--to", shown_version(home))
    assert again.exit_code == 1 and "is what is shown already" in again.output
    assert (home / RECORD).read_bytes() == record and not [*home.glob(f"{BESIDE}*")]


def test_undo_shows_what_changes_asks_and_goes_back_in_time(home: Path, run: Run, tmp_path: Path) -> None:
    for number, title in enumerate(("Two", "Three")):
        published(home, tmp_path / f"draft{number}", title)
    words = ("undo", "exampleton", "--because", "Not agreed")
    no = run(*words, answer="n\n")
    assert no.exit_code == 1 and "title: “Three” → “Two”" in no.output and "Nothing was changed." in no.output
    assert run(*words).exit_code == 1 and title_shown(home) == "Three"  # nobody answers
    assert run(*words, "--yes").exit_code == 0 and title_shown(home) == "Two"
    assert run(*words, "--yes").exit_code == 0 and title_shown(home) == "First title"
    last = run(*words, "--yes")
    assert last.exit_code == 1 and "no earlier version of exampleton is known" in last.output
    shown = shown_version(home)
    again = run(*words, "--yes", "--to", shown[:6])
    assert again.exit_code == 1 and "is what is shown already" in again.output
    three = ledger.events(home)[2].after
    undo(home, to=three, because="Agreed")
    assert title_shown(home) == "Three"
    undo(home, because="Not agreed")
    assert title_shown(home) == "First title"  # what was shown before it was shown again


def test_undo_says_that_the_version_before_is_no_longer_kept(home: Path, run: Run, tmp_path: Path) -> None:
    published(home, tmp_path / "two", "Two")
    assert "1 version removed" in run("prune", "exampleton", "--years", "0", "--yes").output
    (left := home / "versions" / f"{BESIDE}0123456789abcdef").mkdir()  # of one that was killed
    assert "nothing to remove" in run("prune", "exampleton", "--years", "0").output and not left.exists()
    refused = run("undo", "exampleton", "--because", "x", "--yes")
    assert refused.exit_code == 1 and "is not kept any more" in refused.output


def test_a_draft_is_corrected_and_published_again_also_after_undo(home: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft"
    start_draft(home, draft)
    for title in ("Two", "Three"):
        publish(draft_of(home, retitled(draft, title)), because=title, now=NOON)
    undo(home, because="Not agreed", now=NOON)
    publish(draft_of(home, retitled(draft, "Four")), because="Agreed", now=NOON)
    assert title_shown(home) == "Four"
    published(home, tmp_path / "theirs", "Theirs")
    with pytest.raises(NotPublished, match="was published since this draft began"):
        publish(draft_of(home, retitled(draft, "Five")), because="Five", now=NOON)


def test_a_file_that_no_table_has_and_a_table_that_is_gone_are_not_lost_silently(tmp_path: Path) -> None:
    home = Path(shutil.copytree(DATA / "solihull", tmp_path / "data" / "solihull"))
    draft = tmp_path / "draft"
    start_draft(home, draft)
    (draft / "spend.csv").rename(draft / "Spend.csv")
    assert any("Rename it to spend.csv" in problem for problem in draft_of(home, draft).problems)
    (draft / "Spend.csv").unlink()
    assert any("spend.csv: found no such file" in fault for fault in draft_of(home, draft).faults)


def test_a_workbook_beside_the_files_is_named_before_anything_is_published(
    home: Path, run: Run, tmp_path: Path
) -> None:
    draft = tmp_path / "draft"
    start_draft(home, draft)
    (retitled(draft, "Two") / "tables.xlsx").write_bytes(b"PK")
    dry = run("publish", "exampleton", "--from", str(draft), "--because", "x", "--dry-run")
    assert "tables.xlsx: note: not read" in dry.output, dry.output


def test_publish_tells_changes_of_the_council_itself_of_order_and_of_sources(
    home: Path, run: Run, tmp_path: Path
) -> None:
    published(home, tmp_path / "two", "Two")
    draft = tmp_path / "draft"
    start_draft(home, draft)
    stated = json.loads((draft / "datapackage.json").read_text("utf-8"))
    stated["title"] = "Exampleton Borough Council"
    stated["dayops"]["contact"] = "jo.bloggs@example.org"
    (draft / "datapackage.json").write_text(json.dumps(stated), "utf-8")
    header, first, second = (draft / "documents.csv").read_text("utf-8").splitlines()
    (draft / "documents.csv").write_text(f"{header}\n{second}\n{first}\n", "utf-8")
    dry = run("publish", "exampleton", "--from", str(draft), "--because", "x", "--dry-run").output
    assert "title: “" in dry and "→ “Exampleton Borough Council”" in dry
    assert "contact: “”" in dry and "make sure that it is a team's" in dry
    assert "documents: rows in another order" in dry
    assert "no longer: The data shown was published" not in dry


@pytest.mark.parametrize(
    "words", ["Ask Jo on 020 7946 0958", "jo.bloggs@example.org", "a\x1b[31mb", "two\nlines", "\udcff", " ", "x" * 600]
)
def test_reasons_and_roles_that_readers_may_not_see_are_refused_before_anything_is_written(
    words: str, home: Path, tmp_path: Path
) -> None:
    draft = tmp_path / "draft"
    start_draft(home, draft)
    with pytest.raises(NotPublished):
        publish(draft_of(home, retitled(draft, "Two")), because=words, now=NOON)
    if words.strip():
        with pytest.raises(NotPublished):
            publish(draft_of(home, draft), because="Two", by=words, now=NOON)
    assert not (home / "versions").exists()


def test_the_clock_of_an_act_is_never_before_the_last(home: Path, tmp_path: Path) -> None:
    published(home, tmp_path / "two", "Two")
    start_draft(home, tmp_path / "three")
    draft = draft_of(home, retitled(tmp_path / "three", "Three"))
    with pytest.raises(NotPublished, match="the clock of this machine says 1999"):
        publish(draft, because="Three", now=datetime(1999, 1, 1, tzinfo=UTC))
    assert publish(draft, because="Three", now=NOON - timedelta(minutes=1)).at == "2026-11-29T12:00:00Z"


def test_a_draft_passes_check_where_it_lies_and_is_no_council_of_its_own(home: Path, tmp_path: Path) -> None:
    draft = tmp_path / "my-draft"
    start_draft(home, draft)
    assert check(draft) == []
    retitled(draft, "Two")
    found = examine(draft)
    assert found.problems == [] and any("publish shows each change" in str(note) for note in found.notes)
    with pytest.raises(NotPublished, match="inside the folder of councils"):
        start_draft(home, home.parent / "exampleton2")
    shutil.copytree(draft, home.parent / "exampleton2")
    look_again()
    assert Library(home.parent).folders() == ("exampleton",)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes")
def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(home: Path, run: Run, tmp_path: Path) -> None:
    published(home, tmp_path / "two", "Two")
    draft = tmp_path / "draft"
    start_draft(home, draft)
    (draft / BASE).unlink()
    os.mkfifo(draft / BASE)
    assert "based-on.json" in run("publish", "exampleton", "--from", str(draft), "--because", "x").output
    (home / RECORD).unlink()
    os.mkfifo(home / RECORD)
    for words in (["versions"], ["record", "verify"], ["undo", "--because", "x", "--yes"]):
        done = run(*words, "exampleton")
        assert done.exit_code == 1 and "record.jsonl of exampleton cannot be read" in done.output, words


def test_a_number_keeps_the_words_that_it_was_typed_from_where_its_paper_was_read_twice(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(DATA / "solihull", tmp_path / "solihull"))
    text = (folder / "spend.csv").read_text("utf-8")
    before, after = ',3187000,no,not stated,"£3,187K",', ",9999999,no,not stated,,"
    assert before in text
    (folder / "spend.csv").write_text(text.replace(before, after), "utf-8")
    write_descriptor(folder)
    assert [p for p in check(folder) if p.column == "as_written" and "an empty cell beside amount_gbp" in p.found]


def test_a_statement_has_no_amount_and_an_error_of_a_spreadsheet_is_no_text(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(DATA / "solihull", tmp_path / "solihull"))
    lines = (folder / "spend.csv").read_text("utf-8").splitlines()
    row = next(line for line in lines if ",3187000," in line)
    changed = row.replace(",budget,", ",statement,").replace(",spend,", ",statement,")
    assert changed != row
    (folder / "spend.csv").write_text("\n".join(lines).replace(row, changed) + "\n", "utf-8")
    with_cell(folder, "updates", "note", "#REF!")
    write_descriptor(folder)
    found = [str(problem) for problem in check(folder)]
    assert any("spend.csv" in p and "found statement beside an amount of 3187000" in p for p in found), found
    assert any("updates.csv" in p and "not an error of the spreadsheet" in p for p in found), found


def test_a_key_that_is_missing_is_told_once_with_how_many_rows_name_it(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(DATA / "solihull", tmp_path / "solihull"))
    updates = (folder / "updates.csv").read_text("utf-8")
    (folder / "updates.csv").write_text(updates.replace(",strategy-2022,", ",stratgy-2022,"), "utf-8")
    write_descriptor(folder)
    found = [p for p in check(folder) if p.file == "updates.csv" and "stratgy-2022" in p.found]
    number = updates.count(",strategy-2022,")
    assert number > 2 and len(found) == 1 and found[0].found == f"'stratgy-2022', here and in {number - 1} more rows"


def test_a_contact_that_was_filled_in_by_new_is_asked_for_and_an_address_is_noted(tmp_path: Path) -> None:
    folder = tmp_path / "kent"
    make_folder(folder, ["documents"])
    assert any("still to be filled in" in str(note) for note in examine(folder).notes)


def test_what_takes_long_to_compare_is_named_and_not_waited_for(
    home: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start_draft(home, tmp_path / "two")
    retitled(tmp_path / "two", "Two")
    ended = Event()

    def slow(before: object, after: object, page: str) -> list[ReaderChange]:
        if page == "spend":
            ended.wait(30)
        return [ReaderChange(page, "", f"Sentence {number}") for number in range(12)]

    monkeypatch.setattr(preview, "page_changes", slow)
    monkeypatch.setattr(preview, "WAIT", 0.05)
    monkeypatch.setattr(preview, "LONGEST", 0.2)
    try:
        dry = run("publish", "exampleton", "--from", str(tmp_path / "two"), "--because", "x", "--dry-run").output
    finally:
        ended.set()
    assert "/overview: new: Sentence 9" in dry and "Sentence 10" not in dry and "/overview: and 2 more sentences" in dry
    assert "Not compared, since it takes long: /spend, /scenario" in dry and "Comparing what readers see: /spend" in dry


def test_a_disk_that_is_full_before_anything_moved_is_said_in_one_line(
    home: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start_draft(home, tmp_path / "two")
    retitled(tmp_path / "two", "Two")

    def full(*_: object) -> list[str]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(drafts, "problems_of", full)
    done = run("publish", "exampleton", "--from", str(tmp_path / "two"), "--because", "x", "--yes")
    assert done.exit_code == 1 and done.output.endswith("Nothing was published: No space left on device.\n")
    assert title_shown(home) == "First title" and not (home / POINTER).exists()
