"""A tagged PDF by its structure tree: which elements there are, and which marked content belongs to each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

DEEPEST = 60  # elements within elements; a deeper tree was made to break its readers
MOST = 2_000_000  # elements and pieces of content


@dataclass
class Element:
    """An element of the tree: its standard type, and its parts in order, elements and pieces of content (page from 1, number)."""

    type: str
    parts: list[Element | tuple[int, int]] = field(default_factory=list)
    row_span: int = 1
    column_span: int = 1
    spoken: str = ""  # in place of its content
    described: str = ""  # of a picture

    def content(self, skip: Sequence[str] = ()) -> Iterator[tuple[int, int]]:
        """Yield the pieces of content within it, without those of the types in ``skip``."""
        for part in self.parts:
            if isinstance(part, tuple):
                yield part
            elif part.type not in skip:
                yield from part.content(skip)

    def within(self, *types: str) -> Iterator[Element]:
        """Yield the elements of some types within it, not those within another of them."""
        for part in self.parts:
            if isinstance(part, Element):
                if part.type in types:
                    yield part
                else:
                    yield from part.within(*types)


def tree_of(pdf: Any) -> Element | None:
    """Return the structure tree of a PDF; None where it has none."""
    root = pdf.Root.get("/StructTreeRoot")
    if root is None or "/K" not in root:
        return None
    pages = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
    roles = {str(name): str(stands) for name, stands in dict(root.get("/RoleMap", {})).items()}
    reader = _TreeReader(pages, roles)
    top = Element("Root")
    reader.kids(root["/K"], top, 0, 0)
    return top


class _TreeReader:
    """Reads elements, each once: a tree may hold itself."""

    def __init__(self, pages: Mapping[tuple[int, int], int], roles: Mapping[str, str]) -> None:
        self.pages, self.roles = pages, roles
        self.seen: set[tuple[int, int]] = set()
        self.count = 0

    def kids(self, kids: Any, into: Element, page: int, depth: int) -> None:
        import pikepdf

        self.count += 1
        if depth > DEEPEST or self.count > MOST:
            return
        if isinstance(kids, pikepdf.Array):
            for one in kids:
                self.kids(one, into, page, depth)
        elif isinstance(kids, int):
            into.parts.append((page, int(kids)))
        elif isinstance(kids, pikepdf.Dictionary):
            self._dictionary(kids, into, page, depth)

    def _dictionary(self, one: Any, into: Element, page: int, depth: int) -> None:
        page = self._page(one, page)
        kind = str(one.get("/Type", ""))
        if kind == "/MCR" or ("/MCID" in one and "/S" not in one):
            into.parts.append((page, int(one["/MCID"])))
            return
        if "/S" not in one or kind == "/OBJR":
            return
        if one.objgen != (0, 0):
            if one.objgen in self.seen:
                return
            self.seen.add(one.objgen)
        found = Element(self._type(str(one["/S"])))
        found.row_span, found.column_span = _spans(one.get("/A"))
        found.spoken, found.described = str(one.get("/ActualText", "")), str(one.get("/Alt", ""))
        into.parts.append(found)
        if "/K" in one:
            self.kids(one["/K"], found, page, depth + 1)

    def _page(self, one: Any, page: int) -> int:
        stated = one.get("/Pg")
        return self.pages.get(stated.objgen, page) if stated is not None else page

    def _type(self, name: str) -> str:
        for _ in range(5):
            if name not in self.roles or self.roles[name] == name:
                break
            name = self.roles[name]
        return name.removeprefix("/")


def _spans(attributes: Any) -> tuple[int, int]:
    """Return over how many rows and columns a cell stretches, as its attributes say."""
    import pikepdf

    stated = list(attributes) if isinstance(attributes, pikepdf.Array) else [attributes]
    rows = columns = 1
    for one in stated:
        if isinstance(one, pikepdf.Dictionary):
            rows = max(rows, _whole(one.get("/RowSpan", 1)))
            columns = max(columns, _whole(one.get("/ColSpan", 1)))
    return min(rows, 200), min(columns, 60)


def _whole(value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        return 1
