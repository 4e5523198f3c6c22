"""What the desk's pages are made from: what an address is about, and the templates, which escape every text."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dayops_dash import wording
from dayops_dash.cache import once, per_script
from dayops_dash.dataset import Library
from dayops_dash.desk.proposal import DeskError
from dayops_dash.desk.web.bring_in import Readings
from dayops_dash.desk.web.folder import DeskDraft
from dayops_dash.desk.web.forms import SentForm
from dayops_dash.desk.web.gate import DeskPerson

HERE = Path(__file__).parent
DAY = re.compile(r"(?<![\d-])20\d\d-\d\d-\d\d(?![\d-])")
MONTH = re.compile(r"(?<=, )20\d\d-(?:0[1-9]|1[0-2])$")  # behind a status
STEPS = MappingProxyType(
    {
        "bring-in": "Bring in",
        "decide": "Decide",
        "check": "Check",
        "see": "See what readers will see",
        "publish": "Publish",
        "afterwards": "Afterwards",
    }
)


@dataclass(frozen=True)
class StaticFile:
    """One of the desk's own files: its name beside this module, and its media type."""

    name: str
    mime: str

    def answer(self) -> tuple[bytes, int]:
        return _read(self.name), 200


STATIC = MappingProxyType(
    {"desk.css": StaticFile("desk.css", "text/css"), "desk.js": StaticFile("desk.js", "text/javascript")}
)


@per_script
def _read(name: str) -> bytes:
    return (HERE / name).read_bytes()


@dataclass(frozen=True)
class DeskView:
    """What an address of the desk is about, and for whom.

    ``problem`` is why what a form asked for was not done, ``form`` what it said; ``prefix`` is the path that the dashboard is under.
    """

    library: Library
    drafts: Path
    readings: Readings
    token: str
    asked: Mapping[str, str]
    home: Path | None = None
    draft: DeskDraft | None = None
    step: str = ""
    problem: str = ""
    form: SentForm = field(default_factory=lambda: SentForm({}, {}))
    person: DeskPerson = field(default_factory=DeskPerson)
    prefix: str = ""

    def at(self, home: Path | None = None, draft: DeskDraft | None = None, step: str = "") -> DeskView:
        return replace(self, home=home, draft=draft, step=step)

    def with_problem(self, problem: str, form: SentForm) -> DeskView:
        return replace(self, problem=problem, form=form)

    @property
    def its_draft(self) -> DeskDraft:
        """The draft that the address names. Raises DeskError where it names none."""
        if self.draft is None:
            raise DeskError("There is no such page at the desk.")
        return self.draft

    def base(self, step: str = "") -> str:
        """Return the address of a step of the draft."""
        return f"{self.prefix}/desk/{self.its_draft.council}/{self.its_draft.name}" + (f"/{step}" if step else "")

    def titles(self) -> Mapping[str, str]:
        """Return the titles of the councils on whose drafts the person may work, by their names."""
        return {slug: title for slug, title in self.library.titles().items() if self.person.rights.may_draft(slug)}

    @property
    def may_publish(self) -> bool:
        """Whether the person may publish for the council."""
        return self.home is not None and self.person.rights.may_publish(self.home.name)

    @property
    def title(self) -> str:
        """What the council is called."""
        slug = self.home.name if self.home else ""
        return self.titles().get(slug, slug)


@once
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(steps=STEPS, count=wording.count, mark=_mark)
    environment.filters["dates"] = _dates
    return environment


def _dates(text: str) -> str:
    """Return a text with the days in it as people write them: 30 September 2026; and the month behind a status."""

    def words(match: re.Match[str]) -> str:
        try:
            return wording.day(date.fromisoformat(match[0]))
        except ValueError:
            return match[0]

    return MONTH.sub(lambda match: wording.month(date.fromisoformat(f"{match[0]}-01")), DAY.sub(words, text))


def _mark(name: str) -> str:
    """Return the address of one of our files with a hash of its content."""
    return f"/desk/{name}?{hashlib.sha256(_read(name)).hexdigest()[:12]}"


def rendered(template: str, view: DeskView | None, **context: Any) -> bytes:
    """Return a page. ``view`` is None for one that is about no draft."""
    of_view = (
        {"draft": view.draft, "problem": view.problem, "prefix": view.prefix}
        if view
        else {"draft": None, "problem": ""}
    )
    context = {"view": view, **of_view, **context}
    return _templates().get_template(template).render(**context).encode()
