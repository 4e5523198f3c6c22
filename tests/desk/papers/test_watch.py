"""Newer papers of a council's committees: asked only where that is set up, with recorded answers here and no request."""

from __future__ import annotations

import json
import shutil
import urllib.request
from datetime import date
from pathlib import Path
from time import sleep

import pytest

from dayops_dash.dataset import DATA, Library
from dayops_dash.dataset.checks import examine
from dayops_dash.desk.papers.watching.modern_gov import WatchRefused
from dayops_dash.desk.papers.watching.watch import (
    SETTINGS,
    NewerPaper,
    found_before,
    keep_found,
    keep_in_draft,
    newer_papers,
    settings_of,
    site_of,
)
from dayops_dash.edition.links import Links
from dayops_dash.edition.page import page
from dayops_dash.figures.shared.day import unread_words
from dayops_dash.publishing.publish import draft_of, publish, start_draft

HOST = "https://democracy.example.org"
MEETINGS = b"""<?xml version="1.0" encoding="utf-8"?><getmeetings><meetings>
<meeting><meetingid>7</meetingid><meetingdate>14/05/2031</meetingdate><meetingstatus>Confirmed</meetingstatus></meeting>
<meeting><meetingid>3</meetingid><meetingdate>02/02/2012</meetingdate></meeting>
</meetings></getmeetings>"""
MEETING = b"""<?xml version="1.0" encoding="utf-8"?><getmeeting><agendaitems>
<agendaitem><agendaitemtitle>Day Opportunities &amp;amp; Employment</agendaitemtitle><isrestricted>False</isrestricted>
<linkeddocuments><linkeddoc><title>Day opportunities: progress &amp;amp; plans</title>
<url>http://democracy.example.org/mgConvert2PDF.aspx?ID=11</url><isrestricted>False</isrestricted></linkeddoc>
<linkeddoc><title>Day opportunities: exempt appendix</title><url>http://democracy.example.org/x</url><isrestricted>True</isrestricted></linkeddoc>
</linkeddocuments></agendaitem>
<agendaitem><agendaitemtitle>Roads</agendaitemtitle><isrestricted>False</isrestricted>
<linkeddoc><title>Potholes</title><url>http://democracy.example.org/y</url></linkeddoc></agendaitem>
</agendaitems></getmeeting>"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA / "dorset", tmp_path / "dorset"))


def set_up(home: Path, **changes: object) -> None:
    stated = {"host": HOST, "committees": [142], "words": ["day opportunities"], **changes}
    (home / SETTINGS).write_text(json.dumps(stated), "utf-8")


def recorded(address: str) -> bytes:
    assert address.startswith(f"{HOST}/mgWebService.asmx/")
    return MEETINGS if "GetMeetings" in address else MEETING


def test_nothing_is_asked_unless_it_is_set_up(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(urllib.request, "urlopen", lambda *_: pytest.fail("a request was made"))
    assert settings_of(home) is None and found_before(home) == []


def test_a_newer_paper_is_told_with_its_day_and_no_exempt_or_other_one(home: Path) -> None:
    set_up(home)
    settings = settings_of(home)
    assert settings
    found = newer_papers(home, settings, recorded)
    address = f"{HOST}/mgConvert2PDF.aspx?ID=11"
    assert found == [NewerPaper("Day opportunities: progress & plans", date(2031, 5, 14), address)]
    assert str(found[0]).startswith("A newer paper of 14 May 2031 is not read here")
    keep_found(home, found)
    assert found_before(home) == found


def test_readers_are_told_of_it_once_it_is_published_and_until_it_is_read(
    home: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    set_up(home)
    settings = settings_of(home)
    assert settings
    draft = tmp_path_factory.mktemp("aside") / "draft"
    start_draft(home, draft)
    keep_in_draft(home, draft, newer_papers(home, settings, recorded))
    library = Library(home.parent)
    before = library.dataset("dorset")
    publish(draft_of(home, draft), because="A newer paper is known of", by="Democratic services officer")
    sleep(1.1)  # folders are looked at once a second
    after = library.dataset("dorset")
    days = (date(2031, 5, 13), date(2031, 5, 14))
    assert [unread_words(before.at(day, day)) for day in days] == ["", ""]
    assert [unread_words(after.at(day, day)) for day in days] == ["", "A newer paper, of 14 May 2031, is not read here"]
    html = page("overview", Links(after.at(days[1], days[1]), base="../..", served=True, dated=False), {}).decode()
    assert (
        f'is not read here: <a href="{HOST}/mgConvert2PDF.aspx?ID=11">Day opportunities: progress &amp; plans</a>'
        in html
    )
    keep_in_draft(home, draft, [])
    assert "unread_papers" not in (draft / "datapackage.json").read_text("utf-8")


@pytest.mark.parametrize(
    "stated",
    [
        "a paper",
        [1],
        [{"title": "A", "meeting_on": "2031-05-14"}],
        [{"title": "A", "meeting_on": "14/05/2031", "url": "https://example.org"}],
        [{"title": "A", "meeting_on": "2031-02-30", "url": "https://example.org"}],
        [{"title": "A", "meeting_on": "2031-05-14", "url": "javascript:alert(1)"}],
        [{"title": "A", "meeting_on": "2031-05-14", "url": 'https://example.org/"onclick="'}],
        [{"title": "", "meeting_on": "2031-05-14", "url": "https://example.org"}],
        [{"title": "\u202eA", "meeting_on": "2031-05-14", "url": "https://example.org"}],
    ],
)
def test_check_refuses_unread_papers_that_are_not_as_they_should_be(home: Path, stated: object) -> None:
    path = home / "datapackage.json"
    descriptor = json.loads(path.read_text("utf-8"))
    descriptor["dayops"]["unread_papers"] = stated
    path.write_text(json.dumps(descriptor, indent=2), "utf-8")
    assert [p.column for p in examine(home).problems] == ["unread_papers"]


@pytest.mark.parametrize(
    "changes", [{"host": "http://x.org"}, {"committees": []}, {"words": []}, {"committees": ["a"]}]
)
def test_settings_that_are_not_right_are_refused(home: Path, changes: dict[str, object]) -> None:
    set_up(home, **changes)
    with pytest.raises(WatchRefused, match=SETTINGS):
        settings_of(home)


@pytest.mark.parametrize("answer", [b"<html>Not found</html", b"", b"<!DOCTYPE a [<!ENTITY x 'y'>]><a/>"])
def test_an_answer_of_another_kind_is_told(home: Path, answer: bytes) -> None:
    set_up(home)
    settings = settings_of(home)
    assert settings
    with pytest.raises(WatchRefused, match=r"modern\.gov"):
        newer_papers(home, settings, lambda address: answer)


def test_a_site_that_refuses_programs_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    class Answer:
        def __enter__(self) -> Answer:
            return self

        def __exit__(self, *_: object) -> None:
            return None

        def read(self, most: int) -> bytes:
            return b"User-agent: *\nDisallow: /"

    def opened(request: urllib.request.Request, timeout: int) -> Answer:
        asked.append(request.full_url)
        return Answer()

    monkeypatch.setattr(urllib.request, "urlopen", opened)
    with pytest.raises(WatchRefused, match=r"robots\.txt"):
        site_of(HOST)(f"{HOST}/mgWebService.asmx/GetMeetings")
    assert asked == [f"{HOST}/robots.txt"]
