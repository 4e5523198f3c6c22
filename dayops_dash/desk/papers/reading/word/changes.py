"""Tracked changes of a Word file read as accepted; its hidden text and its comments, which are not printed, kept apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from dayops_dash.desk.papers.reading.word.fields import W, as_last_shown

DELETED, HIDDEN, REMARK = (
    "taken out by a tracked change: no longer said",
    "hidden text: not printed",
    "in a comment: not printed",
)


@dataclass
class WordChanges:
    """What a Word file holds beside what it prints: text that was deleted, hidden text, comments; and how often text was put in."""

    deleted: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    inserted: int = 0
    moved: int = 0

    def notes(self) -> Iterator[str]:
        """Yield what an officer should be told of it."""
        if self.deleted or self.inserted or self.moved:
            moved = f", {self.moved} moved" if self.moved else ""
            counts = f"{self.inserted} put in, {len(self.deleted)} taken out{moved}"
            told = f"The file has tracked changes ({counts}). It is read as if all were accepted."
            yield f"{told} Accept or reject them in Word, and add the file that was agreed."
        if self.hidden:
            yield f"The file has hidden text, which is not printed and not read: {'; '.join(self.hidden)[:300]}"
        if self.comments:
            yield f"The file has comments ({len(self.comments)}), which are not printed and not read."

    def unprinted(self) -> tuple[tuple[str, str], ...]:
        """Return each text that is not printed, after the reason why it is not."""
        parts = ((DELETED, self.deleted), (HIDDEN, self.hidden), (REMARK, self.comments))
        return tuple((reason, text) for reason, texts in parts for text in texts)


def parsed(data: bytes) -> Any:
    """Return the root of a part of a Word file, read without trust."""
    from lxml import etree

    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def accept(root: Any, changes: WordChanges, hidden: frozenset[str]) -> None:
    """Take out what was deleted or moved away, rows and paragraph marks as well, and leave what was put in."""
    as_last_shown(root)
    changes.hidden += [text for run in root.iter(f"{W}r") if _is_hidden(run, hidden) and (text := said(run))]
    changes.inserted += sum(1 for one in root.iter(f"{W}ins") if len(one))
    changes.moved += sum(1 for one in root.iter(f"{W}moveTo") if len(one))
    for kind in ("del", "moveFrom"):
        for element in list(root.iter(f"{W}{kind}")):
            above = element.getparent()
            text = said(element)
            if text and kind == "del":
                changes.deleted.append(text)
            if above is not None and above.tag not in (f"{W}rPr", f"{W}trPr"):
                above.remove(element)
    for row in [one.getparent().getparent() for one in list(root.iter(f"{W}del")) if one.getparent().tag == f"{W}trPr"]:
        changes.deleted += [text] if (text := said(row)) else []
        table = row.getparent()
        table.remove(row)
        if table.find(f"{W}tr") is None:
            table.getparent().remove(table)
    for paragraph in list(root.iter(f"{W}p")):
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        if mark is not None and any(mark.find(f"{W}{kind}") is not None for kind in ("del", "moveFrom")):
            _run_on(paragraph)


def _run_on(paragraph: Any) -> None:
    """Put what is left of a paragraph whose mark was deleted before the next one, as Word does; its number goes with it."""
    after = paragraph.getnext()
    while after is not None and str(after.tag).endswith(("RangeStart", "RangeEnd", "}bookmarkStart", "}bookmarkEnd")):
        after = after.getnext()
    rest = [part for part in paragraph if part.tag != f"{W}pPr"]
    if after is not None and after.tag == f"{W}p":
        at = 1 if len(after) and after[0].tag == f"{W}pPr" else 0
        for place, part in enumerate(rest):
            after.insert(at + place, part)
    elif rest and said(paragraph):
        return
    elif paragraph.getparent().tag == f"{W}tc" and len(paragraph.getparent().findall(f"{W}p")) == 1:
        return  # every cell has a paragraph
    paragraph.getparent().remove(paragraph)


def said(element: Any) -> str:
    """Return the text within an element, what was deleted as well."""
    text = "".join(one.text or "" for one in element.iter(f"{W}delText", f"{W}t"))
    return " ".join(text.split())


def _is_on(properties: Any, name: str) -> bool:
    one = properties.find(f"{W}{name}") if properties is not None else None
    return one is not None and one.get(f"{W}val", "true") not in ("0", "false", "off")


def _is_hidden(run: Any, styles: frozenset[str]) -> bool:
    """Whether a run is hidden text, by itself or by its style."""
    look = run.find(f"{W}rPr")
    if look is None:
        return False
    style = look.find(f"{W}rStyle")
    return _is_on(look, "vanish") or (style is not None and style.get(f"{W}val", "") in styles)


def hidden_styles(data: bytes) -> frozenset[str]:
    """Return the styles of characters that hide them."""
    styles = parsed(data).iter(f"{W}style")
    return frozenset(one.get(f"{W}styleId", "") for one in styles if _is_on(one.find(f"{W}rPr"), "vanish"))
