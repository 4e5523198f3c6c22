"""A grant opens a paper to members of its committee until its day, and to nobody else; its file is whole or opens nothing."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dayops_dash import clock, grant_commands
from dayops_dash.commands import app
from dayops_dash.dataset import Library
from dayops_dash.dataset.serving.opened import OpenPaper
from dayops_dash.server import reading
from dayops_dash.server.grants import (
    GRANTS,
    Grant,
    GrantError,
    give,
    grants,
    new_grant,
    read_grants,
    standing,
    take_back,
)
from dayops_dash.server.reading import Reader, header_of, opened_to, reader_of
from dayops_dash.server.rights import rights_of
from dayops_dash.server.signin import middleware
from tests.server.apart import run_apart
from tests.server.exempt import CLOSED, COMMITTEE, COUNCIL, GIVER, GRANTED, MEMBER, OTHER, SHUT, councils, granted

ITS_MEMBER = Reader(MEMBER, frozenset({f"{COUNCIL}:{COMMITTEE}"}))
RUN = CliRunner()
MANY = 25  # grants that each of two copies gives
GIVES = """
import sys
from datetime import date
from pathlib import Path
from dayops_dash import clock
from dayops_dash.server.grants import give, new_grant
for number in range(int(sys.argv[2])):
    asked = new_grant("dorset", ["paper"], "scrutiny", person="", because="Item 7", by="giver", until=clock.true_today())
    give(Path(sys.argv[1]), asked)
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return councils(tmp_path_factory.mktemp("grants") / "data")


@pytest.fixture
def root(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DAYOPS_SIGNIN_ISSUER", "https://login.example")
    monkeypatch.setenv(GRANTS, str(tmp_path / "grants"))
    monkeypatch.setattr(reading, "Library", partial(Library, data))
    monkeypatch.setattr(grant_commands, "Library", partial(Library, data))
    monkeypatch.setattr(grant_commands, "DATA", data)
    return data


@pytest.fixture
def days(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """How many days the clock is ahead."""
    ahead = [0]
    monkeypatch.setattr(clock, "moment", lambda: datetime.now(UTC) + timedelta(days=ahead[0]))
    yield ahead


def test_a_grant_is_to_the_members_of_its_committee_of_its_council(root: Path) -> None:
    granted(root)
    assert opened_to(ITS_MEMBER) == {OpenPaper(COUNCIL, GRANTED)}
    for committees in (
        (),
        (f"{COUNCIL}:planning",),
        (f"{OTHER}:{COMMITTEE}",),
        (COMMITTEE,),
        (COUNCIL,),
        ("nowhere:scrutiny",),
    ):
        assert opened_to(Reader(MEMBER, frozenset(committees))) == frozenset()
    assert opened_to(Reader("", ITS_MEMBER.committees)) == frozenset()
    assert opened_to(Reader(GIVER, ITS_MEMBER.committees)) == frozenset()  # nobody opens a paper to themselves


def test_a_websocket_ends_when_what_is_open_to_its_reader_changes(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(middleware, "LOOKS", 0.01)

    async def ended_after(change: Callable[[], object]) -> bool:
        ending = asyncio.Event()
        watching = asyncio.create_task(middleware._end_with_grants(ITS_MEMBER, ending))
        await asyncio.sleep(0.1)
        assert not ending.is_set()
        change()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(ending.wait(), 1)
        watching.cancel()
        return ending.is_set()

    made = granted(root)
    assert run_apart(ended_after(lambda: take_back(root, COUNCIL, made.mark, because="Withdrawn", by=GIVER)))
    assert run_apart(ended_after(lambda: granted(root)))
    assert not run_apart(ended_after(lambda: granted(root, CLOSED, committee="planning")))


def test_a_grant_to_one_member_is_to_no_other(root: Path) -> None:
    granted(root, person=MEMBER)
    assert opened_to(ITS_MEMBER) and not opened_to(Reader("other@council", ITS_MEMBER.committees))
    assert not opened_to(Reader(MEMBER, frozenset({f"{COUNCIL}:planning"})))  # who has left the committee


def test_a_grant_ends_after_its_last_day_in_england(
    root: Path, days: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    granted(root, until=clock.true_today() + timedelta(days=2))
    for days[0], is_open in ((2, True), (3, False), (400, False), (0, True)):
        assert bool(opened_to(ITS_MEMBER)) is is_open
    days[0] = 3
    monkeypatch.setenv(clock.SETTING, "2020-01-01")  # a setting of the day shown opens nothing
    with clock.as_on(date(2020, 1, 1)):
        assert not opened_to(ITS_MEMBER)


def test_what_is_taken_back_is_closed_at_once(root: Path) -> None:
    first, second = granted(root), granted(root)
    take_back(root, COUNCIL, first.mark, because="The item was withdrawn", by=GIVER)
    assert opened_to(ITS_MEMBER)  # by the other
    take_back(root, COUNCIL, second.mark, because="The item was withdrawn", by=GIVER)
    assert not opened_to(ITS_MEMBER)
    with pytest.raises(GrantError):
        take_back(root, COUNCIL, first.mark, because="Again", by=GIVER)
    assert [one.act for one in read_grants(root, COUNCIL)] == ["open", "open", "close", "close"]


@pytest.mark.parametrize(
    "how",
    [
        {"because": ""},
        {"because": " "},
        {"because": "Ask jo@council.gov.uk"},
        {"because": "x" * 301},
        {"by": ""},
        {"person": GIVER},
        {"committee": ""},
        {"committee": "a:b"},
        {"committee": "../x"},
        {"until": date(2020, 1, 1)},
        {"until": date(2999, 1, 1)},
    ],
)
def test_a_grant_without_a_reason_or_an_end_or_to_oneself_is_not_given(root: Path, how: dict[str, str]) -> None:
    with pytest.raises(GrantError):
        granted(root, **how)
    assert read_grants(root, COUNCIL) == ()


def test_a_file_that_is_not_whole_opens_nothing(root: Path, tmp_path: Path) -> None:
    granted(root)
    granted(root, CLOSED)
    path = tmp_path / "grants" / f"{COUNCIL}.jsonl"
    whole = path.read_text("utf-8")
    assert path.stat().st_mode & 0o077 == 0
    first, second = whole.splitlines()
    changed = json.dumps({**json.loads(first), "committee": "planning"}, sort_keys=True)
    of_another = json.dumps({**json.loads(first), "council": OTHER}, sort_keys=True)
    for number, text in enumerate(
        ("{", f"{second}\n", f"{changed}\n{second}\n", f"{first}\n{first}\n", of_another, "[]", '"a"')
    ):
        path.write_text(text + "\n" * number, "utf-8")
        assert not opened_to(ITS_MEMBER) and not grants(root, COUNCIL), text
        with pytest.raises(GrantError):
            granted(root)
    path.write_text(whole, "utf-8")
    assert len(opened_to(ITS_MEMBER)) == 2


def test_the_file_is_no_part_of_any_version_or_copy(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(GRANTS)
    granted(root)
    assert (root.parent / "grants" / f"{COUNCIL}.jsonl").is_file()
    assert not [path for path in root.rglob("*") if "grant" in path.name]
    monkeypatch.setenv("DAYOPS_DATA", "s3://councils")  # beside a cache nothing would be kept
    with pytest.raises(GrantError, match=GRANTS):
        granted(root)


def test_who_asks_is_believed_from_this_process_alone_and_for_a_while() -> None:
    name, value = header_of(ITS_MEMBER, 9e9)
    told = {name.decode(): value.decode()}
    assert reader_of(told) == ITS_MEMBER
    other = header_of(Reader("x", frozenset({"a:b"})), 9e9)[1].decode()
    swapped = f"{other.split('.')[0]}.{value.decode().split('.')[1]}"
    for forged in ("", ".", "a.b", value.decode()[:-4], swapped, "é.ü", header_of(ITS_MEMBER, 1.0)[1].decode()):
        assert reader_of({name.decode(): forged}) == Reader()


def test_roles_name_the_council_of_a_committee() -> None:
    assert rights_of(["member:dorset:people-scrutiny"]).committees == {"dorset:people-scrutiny"}
    assert rights_of(["member:scrutiny", "member:a:b:c", "member::b", "officer:a:b"]).committees == frozenset()
    keeper = rights_of(["administrator:dorset"])
    assert keeper.may_open("dorset") and not keeper.may_open(COUNCIL) and keeper.is_administrator
    others = ("administrator", "officer:dorset", "publisher:dorset", "member:dorset:x", "reader")
    assert not any(rights_of([role]).may_open("dorset") for role in others)


def run(*words: str, ends: int = 0) -> str:
    found = RUN.invoke(app, words)
    assert found.exit_code == ends, found.output
    return found.output


def test_the_commands_open_list_and_close(root: Path) -> None:
    until = clock.true_today().isoformat()
    said = ("--because", "Item 7", "--by", "monitoring officer")
    opened = run("grant", COUNCIL, "--paper", GRANTED, "--committee", COMMITTEE, "--until", until, *said)
    assert "exempt rows are open to the members of scrutiny" in opened and opened_to(ITS_MEMBER)
    mark = read_grants(root, COUNCIL)[0].mark
    assert mark in run("grants", COUNCIL) and "  open  " in run("grants", COUNCIL)
    assert "is closed" in run("revoke", COUNCIL, mark, *said)
    assert not opened_to(ITS_MEMBER) and "  closed  " in run("grants", COUNCIL)
    for paper, of in (("no-such-paper", COUNCIL), ("progress-2025", COUNCIL), (GRANTED, OTHER), (GRANTED, "nowhere")):
        found = RUN.invoke(app, ["grant", of, "--paper", paper, "--committee", COMMITTEE, "--until", until, *said])
        assert found.exit_code != 0 and not isinstance(found.exception, AttributeError)
    assert len(read_grants(root, COUNCIL)) == 2


def test_a_moment_of_a_line_is_true_time(root: Path) -> None:
    made: Grant = give(
        root, new_grant(COUNCIL, [GRANTED], COMMITTEE, person="", because="a", by="b", until=clock.true_today())
    )
    assert abs(datetime.fromisoformat(made.at) - datetime.now(UTC)) < timedelta(minutes=1)
    assert standing([made], clock.true_today()) == (made,)


def test_two_copies_that_give_at_once_lose_nothing_though_each_has_a_temporary_folder_of_its_own(
    root: Path, tmp_path: Path
) -> None:
    """As systemd and containers give each copy: what keeps them apart lies with what they share."""
    started = []
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        its_own = {**os.environ, "TMPDIR": str(tmp_path / name), "TEMP": str(tmp_path / name)}
        started.append(subprocess.Popen([sys.executable, "-c", GIVES, str(root), str(MANY)], env=its_own))
    assert [one.wait(60) for one in started] == [0, 0]
    assert len({one.mark for one in read_grants(root, OTHER)}) == 2 * MANY


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can write for another user")
def test_what_root_writes_is_the_servers_own(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whose = tmp_path / "data"
    whose.mkdir()
    os.chown(whose, 65534, 65534)
    granted(whose)
    kept = tmp_path / "grants"
    assert {path.stat().st_uid for path in (kept, *kept.iterdir())} == {65534}


def test_a_file_of_another_user_is_told_from_one_that_is_broken(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    granted(root)
    monkeypatch.setattr(os, "access", lambda *_: False)  # as the system says to whoever is not root
    with pytest.raises(GrantError, match="Make the server's user the owner of exampleshire"):
        read_grants(root, COUNCIL)


def test_the_command_names_the_papers_that_have_exempt_rows(root: Path) -> None:
    how = ["--committee", COMMITTEE, "--until", "2026-12-31", "--because", "Item 7", "--by", "monitoring officer"]
    told = RUN.invoke(app, ["grant", COUNCIL, "--paper", "no-such-paper", *how])
    assert told.exit_code == 1 and f"With exempt rows: {GRANTED}, {SHUT} and {CLOSED}." in " ".join(told.output.split())
    told = RUN.invoke(app, ["grant", OTHER, "--paper", "no-such-paper", *how])
    assert "No row of its data is exempt." in told.output
