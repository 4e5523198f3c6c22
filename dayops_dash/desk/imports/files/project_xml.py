"""The XML of MS Project as rows with headings: a task a row, and the resources that are assigned to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from dayops_dash.desk.returns.opened import NotAReturn

HEADINGS = ("UID", "Name", "Summary task", "Finish", "ActualFinish", "PercentComplete", "Milestone", "Resources")
DECLARED = re.compile(r"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
MOST_NESTED = 40  # levels of an element: the XML of MS Project has about eight
TAG = re.compile(r"<(/?)[A-Za-z_][^<>]*?(/?)>")


def project_rows(content: bytes, name: str) -> list[list[str]]:
    """Return the headings and a row for each task. Raises NotAReturn for XML that is not MS Project's, or that declares entities."""
    try:
        text = content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotAReturn(f"{name}: the XML is not in UTF-8. Save it anew from MS Project.") from error
    if DECLARED.search(text):
        raise NotAReturn(f"{name}: it declares a document type, which MS Project never writes. Save it anew.")
    if _is_deep(text):
        raise NotAReturn(f"{name}: its elements are nested too deep for a file of MS Project. Save it anew.")
    try:
        project = ElementTree.fromstring(text)
    except (ElementTree.ParseError, ValueError) as error:
        raise NotAReturn(f"{name}: it is no sound XML. Save it anew from MS Project (File, Save As, XML).") from error
    if _plain(project.tag) != "Project":
        raise NotAReturn(f"{name}: it is XML, but not of MS Project. Save the tracker as .xlsx or CSV.")
    return [list(HEADINGS), *_tasks(project)]


def _is_deep(text: str) -> bool:
    depth = 0
    for tag in TAG.finditer(text):
        depth += -1 if tag[1] else 0 if tag[2] else 1
        if depth > MOST_NESTED:
            return True
    return False


def _plain(tag: str) -> str:
    return tag.rpartition("}")[2]


def _parts(element: ElementTree.Element) -> dict[str, str]:
    return {_plain(part.tag): (part.text or "").strip() for part in element}


def _every(project: ElementTree.Element, group: str, one: str) -> Iterator[dict[str, str]]:
    for part in project:
        if _plain(part.tag) == group:
            yield from (_parts(element) for element in part if _plain(element.tag) == one)


def _tasks(project: ElementTree.Element) -> Iterator[list[str]]:
    people = {one.get("UID", ""): one.get("Name", "") for one in _every(project, "Resources", "Resource")}
    who: dict[str, list[str]] = {}
    for one in _every(project, "Assignments", "Assignment"):
        if person := people.get(one.get("ResourceUID", ""), ""):
            who.setdefault(one.get("TaskUID", ""), []).append(person)
    for task in _every(project, "Tasks", "Task"):
        if task.get("Name") and task.get("IsNull") != "1" and task.get("UID") != "0":  # 0 is the project itself
            percent = task.get("PercentComplete", "")
            yield [
                task.get("UID", ""),
                task["Name"],
                "yes" if task.get("Summary") == "1" else "",
                task.get("Finish", "")[:10],
                task.get("ActualFinish", "")[:10],
                f"{percent}%" if percent else "",
                "yes" if task.get("Milestone") == "1" else "",
                "; ".join(who.get(task.get("UID", ""), [])),
            ]
