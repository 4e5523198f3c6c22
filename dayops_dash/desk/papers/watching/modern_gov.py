"""What the web service of a modern.gov site answers: meetings of a committee, and the documents of a meeting.

Its texts are escaped twice, its links are http, and it gives all meetings whatever days are asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from html import unescape
from typing import Any
from urllib.parse import urlencode

from dayops_dash.dataset.files.text_file import DatasetError

SERVICE = "/mgWebService.asmx/"
DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})|(\d{4})-(\d\d)-(\d\d)")
LARGEST = 20_000_000
Fetch = Callable[[str], bytes]


class WatchRefused(DatasetError):
    """A site that cannot be asked, or does not answer as it should. The message says what to do."""


@dataclass(frozen=True)
class Meeting:
    """A meeting of a committee."""

    meeting_id: str
    on: date


@dataclass(frozen=True)
class LinkedPaper:
    """A document that hangs on a meeting: its title, that of its item, and its address."""

    title: str
    item: str
    address: str


def _root(content: bytes, what: str) -> Any:
    from lxml import etree

    try:
        if len(content) > LARGEST or b"<!DOCTYPE" in content[:2000]:
            raise ValueError("not an answer of the service")
        return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except (etree.LxmlError, ValueError) as error:
        told = f"The site did not answer {what} as a modern.gov site does. Its web service may be off: ask the council."
        raise WatchRefused(told) from error


def _text(element: Any, name: str) -> str:
    found = next((one for one in element.iter() if _name(one) == name), None)
    return " ".join(unescape(unescape(found.text or "")).split()) if found is not None else ""


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2].casefold() if isinstance(element.tag, str) else ""


def _day(text: str) -> date | None:
    found = DAY.search(text)
    if not found:
        return None
    try:
        if found[3]:
            return date(int(found[3]), int(found[2]), int(found[1]))
        return date(int(found[4]), int(found[5]), int(found[6]))
    except ValueError:
        return None


def meetings(host: str, committee: int, since: date, fetch: Fetch) -> list[Meeting]:
    """Return the meetings of a committee after a day, the latest first."""
    asked = {"lCommitteeId": committee, "sFromDate": f"{since:%d/%m/%Y}", "sToDate": ""}
    root = _root(fetch(f"{host}{SERVICE}GetMeetings?{urlencode(asked)}"), "GetMeetings")
    found = []
    for one in (element for element in root.iter() if _name(element) == "meeting"):
        on = _day(_text(one, "meetingdate"))
        if on and on > since and _text(one, "meetingid").isdecimal():
            found.append(Meeting(_text(one, "meetingid"), on))
    return sorted(found, key=lambda one: one.on, reverse=True)


def linked_papers(host: str, meeting: Meeting, fetch: Fetch) -> Iterator[LinkedPaper]:
    """Yield the documents of a meeting that everybody may read."""
    root = _root(fetch(f"{host}{SERVICE}GetMeeting?{urlencode({'lMeetingId': meeting.meeting_id})}"), "GetMeeting")
    items = [element for element in root.iter() if _name(element) == "agendaitem"] or [root]
    seen: set[str] = set()
    for item in items:
        if _text(item, "isrestricted").casefold() == "true":
            continue
        for one in (element for element in item.iter() if _name(element) == "linkeddoc"):
            address = re.sub(r"^http://", "https://", _text(one, "url"))
            if _text(one, "isrestricted").casefold() == "true" or not address.startswith("https://") or address in seen:
                continue
            seen.add(address)
            yield LinkedPaper(_text(one, "title"), _text(item, "agendaitemtitle"), address)
