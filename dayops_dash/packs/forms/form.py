"""The form of a report: its order, headings, labels, numbering, implications, who signs it off, and how members are asked."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dayops_dash import wording
from dayops_dash.cache import per_file
from dayops_dash.dataset.vocabulary import ImplicationTopic
from dayops_dash.packs.pack import Pack, PackError

READY_MADE = ("select-committee", "cabinet", "overview-and-scrutiny")
OWN = "report.toml"  # a council's own, in its folder
LARGEST = 50_000  # bytes
SECTIONS = (
    *("summary", "recommendations", "progress", "money", "people", "risk", "changes"),
    *("voices", "implications", "background", "unsaid"),
)
LABELS = ("committee", "meeting", "item", "author", "wards", "contact", "status", "figures", "age")
DRAFTED = (
    "note",
    "late",
    "proposed",
    "next",
)  # recommendations, where the officer gives none: "proposed" in place of "late"
NUMBERINGS = ("paragraphs", "sections", "none")
LISTS: Mapping[str, tuple[str, ...]] = {  # what a list may hold; () for any words
    "order": SECTIONS,
    "block": LABELS,
    "implications": tuple(ImplicationTopic),
    "duties": (),
    "sign_off": (),
}
TABLES: Mapping[str, tuple[str, ...]] = {
    "headings": SECTIONS,
    "labels": LABELS,
    "topics": tuple(ImplicationTopic),
    "drafted": DRAFTED,
}
WORDS = ("like", "name", "asked", "numbering", "inspection")


@dataclass(frozen=True)
class Form:
    """How a council's reports are laid out. ``headings``, ``labels`` and ``topics`` are by the names that the lists use; ``drafted`` are
    recommendations with places for what is late, and ``inspection`` says under which law background papers may be inspected."""

    name: str
    asked: str
    numbering: str
    inspection: str
    order: tuple[str, ...]
    block: tuple[str, ...]
    implications: tuple[str, ...]
    duties: tuple[str, ...]
    sign_off: tuple[str, ...]
    headings: Mapping[str, str]
    labels: Mapping[str, str]
    topics: Mapping[str, str]
    drafted: Mapping[str, str]

    def topic(self, name: str) -> str:
        """Return what an implication is called."""
        return self.topics.get(name, wording.capital(name))


def form_of(pack: Pack) -> Form:
    """Return the form that is asked for by name; else the council's own, or that of a select committee.

    Raises PackError where there is no such form, or the council's own cannot be read.
    """
    own = pack.council.dataset.home / OWN
    if not pack.form and own.is_file():
        told = own.stat()
        return _own(own, told.st_mtime_ns, told.st_size)
    if pack.form and pack.form not in READY_MADE:
        raise PackError(f"No form is called {pack.form!r}. There are: {', '.join(READY_MADE)}.")
    return form({"like": pack.form or READY_MADE[0]}, f"{pack.form}.toml")


def form_fault(pack: Pack) -> str:
    """Return why the form of a pack's report cannot be used; "" where it can."""
    try:
        form_of(pack)
    except PackError as error:
        return str(error)
    return ""


@per_file
def _own(path: Path, changed: int, size: int) -> Form:
    """Return a council's form as its file was ``changed``: read once, and not for every reader."""
    if size > LARGEST:
        raise PackError(
            f"{path.name} is larger than {LARGEST // 1000} kB. Give only what differs from a ready-made form."
        )
    return form(_read(path), path.name)


def form(told: Mapping[str, Any], file: str) -> Form:
    """Return a form that a file tells, over the ready-made one that it is ``like``. Raises PackError for what is not known."""
    like = told.get("like", READY_MADE[0])
    if like not in READY_MADE:
        raise PackError(f"{file}, like: {like!r} is no form. Use one of: {', '.join(READY_MADE)}.")
    base = _ready(like)
    for name, value in told.items():
        _judge(file, name, value)

    def given(name: str) -> Any:
        return {**base[name], **told.get(name, {})} if name in TABLES else told.get(name, base[name])

    return Form(
        name=given("name"),
        asked=given("asked"),
        numbering=given("numbering"),
        inspection=given("inspection"),
        order=tuple(given("order")),
        block=tuple(given("block")),
        implications=tuple(given("implications")),
        duties=tuple(given("duties")),
        sign_off=tuple(given("sign_off")),
        headings=given("headings"),
        labels=given("labels"),
        topics=given("topics"),
        drafted=given("drafted"),
    )


def _judge(file: str, name: str, value: object) -> None:
    """Raise PackError where an entry of a form is not known, or is of another kind: what is wrong, where, what to do."""
    if name in WORDS:
        if not isinstance(value, str) or (name == "numbering" and value not in NUMBERINGS):
            can = f"one of: {', '.join(NUMBERINGS)}" if name == "numbering" else 'words, as "Cabinet is recommended to"'
            raise PackError(f"{file}, {name}: {value!r} cannot be used. Give {can}.")
    elif name in LISTS:
        of = LISTS[name]
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise PackError(f"{file}, {name}: give a list of words in square brackets.")
        _known(file, name, value, of)
    elif name in TABLES:
        if not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
            raise PackError(f'{file}, [{name}]: give lines such as summary = "Summary".')
        _known(file, name, list(value), TABLES[name])
    else:
        known = ", ".join((*WORDS, *LISTS, *TABLES))
        raise PackError(f"{file}: {name!r} is not known. Use: {known}.")


def _known(file: str, name: str, given: list[str], of: tuple[str, ...]) -> None:
    unknown = [one for one in given if of and one not in of]
    if unknown:
        raise PackError(f"{file}, {name}: {unknown[0]!r} is not known. Use: {', '.join(of)}.")


def _ready(name: str) -> dict[str, Any]:
    return _read(Path(__file__).with_name(f"{name}.toml"))


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PackError(f"{path.name} cannot be read: {error}. Begin from a ready-made form.") from error
