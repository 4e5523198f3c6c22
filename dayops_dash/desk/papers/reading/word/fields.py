"""Fields of a Word file, such as a date or a reference to a paragraph, as Word last showed them."""

from __future__ import annotations

from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OF_THE_PAGE = ("PAGE", "NUMPAGES", "SECTIONPAGES", "TOC", "INDEX", "HYPERLINK")


def as_last_shown(root: Any) -> None:
    """Put what each field last showed in its place: LibreOffice would work it out anew, and print another day or number."""
    for simple in list(root.iter(f"{W}fldSimple")):
        if not _is_of_the_page(simple.get(f"{W}instr", "")):
            above, at = simple.getparent(), simple.getparent().index(simple)
            above[at : at + 1] = list(simple)
    open_fields: list[tuple[list[Any], list[str], list[bool]]] = []
    for element in list(root.iter(f"{W}fldChar", f"{W}instrText")):
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            open_fields.append(([element], [], []))
        elif open_fields:
            marks, words, shown = open_fields[-1]
            marks.append(element)
            if kind is None:
                words.append(element.text or "")
            elif kind == "separate":
                shown.append(True)
            else:
                open_fields.pop()
                if shown and not _is_of_the_page("".join(words)):
                    for mark in marks:
                        mark.getparent().remove(mark)


def _is_of_the_page(code: str) -> bool:
    """Whether a field is one that is of where it stands, or a list of contents, by its code."""
    return (code.split() or [""])[0].upper() in OF_THE_PAGE
