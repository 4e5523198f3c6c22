"""Files to take away from the desk: workbooks to send, and copies with what is wrong said beside each cell."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from dayops_dash.address import Address
from dayops_dash.dataset.kept_papers import POLICY, kept_paper
from dayops_dash.desk.held import published
from dayops_dash.desk.returns.forms import OPTIONAL
from dayops_dash.desk.returns.make import make_workbooks
from dayops_dash.desk.returns.mark import marked
from dayops_dash.desk.web.paper_step import PAGE, picture_of
from dayops_dash.desk.web.views import DeskView

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORKBOOKS, MARKED, PAPER = "workbooks", "marked/", "paper/"


@dataclass(frozen=True)
class DeskFile:
    """A file: what it is called when it is kept, what it holds, and its media type."""

    name: str
    content: bytes
    mime: str
    is_seen: bool = False  # in the browser, not taken away

    @property
    def headers(self) -> Mapping[str, str]:
        disposition = "inline" if self.is_seen else "attachment"
        own = {"content-security-policy": POLICY} if self.is_seen else {}
        return {"content-disposition": f"{disposition}; filename*=utf-8''{quote(self.name, safe='')}", **own}


def file_of(view: DeskView) -> DeskFile | None:
    """Return the file that an address asks for; None where it asks for a page."""
    if view.draft is None:
        return _workbooks(view) if view.step == WORKBOOKS else None
    if view.step.startswith(PAGE):
        return _page(view)
    if view.step.startswith(PAPER):
        return _paper(view)
    return _marked(view) if view.step.startswith(MARKED) else None


def _page(view: DeskView) -> DeskFile | None:
    """Return the picture of where a proposal of a paper stands."""
    draft, number = view.its_draft, view.step.removeprefix(PAGE)
    proposal = next((one for one in draft.reading().proposals if str(one.number) == number), None)
    content = picture_of(draft, proposal) if proposal else None
    return DeskFile(f"page-{number}.png", content, "image/png") if content else None


def _paper(view: DeskView) -> DeskFile | None:
    """Return a paper that is kept in a draft, or beside what is published, to be read."""
    draft, name = view.its_draft, view.step.removeprefix(PAPER)
    path = kept_paper(draft.data, name) or kept_paper(draft.home, name)
    return DeskFile(name, path.read_bytes(), "application/pdf", is_seen=True) if path else None


def _workbooks(view: DeskView) -> DeskFile | None:
    """Return the workbooks of a council to send, one for each owner or one for all, in one ZIP file."""
    asked = Address.of(view.asked)
    council = asked.choice(
        "council", tuple(slug for slug in view.library.folders() if view.person.rights.may_draft(slug))
    )
    if not council:
        return None
    data = published(view.library.root / council)
    more = [name for name in OPTIONAL if asked.words(f"with-{name}")]
    title = view.titles().get(council, council)
    made = make_workbooks(data, title, by_owner=asked.words("by") != "all", forms=more)
    if len(made) == 1:
        return DeskFile(made[0].file, made[0].content, EXCEL)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for one in made:
            archive.writestr(one.file, one.content)
    return DeskFile(f"{council}-returns.zip", out.getvalue(), "application/zip")


def _marked(view: DeskView) -> DeskFile | None:
    draft = view.its_draft
    stored = view.step.removeprefix(MARKED)
    file = next((one for one in draft.details.files if one.stored == stored), None)
    if file is None:
        return None
    content = marked(draft.content_of(file), file.name, draft.reading().proposals)
    return DeskFile(f"{Path(file.name).stem}-marked.xlsx", content, EXCEL)
