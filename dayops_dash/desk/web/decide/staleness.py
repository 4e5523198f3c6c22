"""Which version a draft was compared with, and what is published at this moment where that is another."""

from __future__ import annotations

from dataclasses import dataclass

from dayops_dash.desk.held import HeldVersion, published
from dayops_dash.desk.proposal import Proposal
from dayops_dash.desk.returns.form import unit_text
from dayops_dash.desk.returns.forms import FORMS
from dayops_dash.desk.web.folder import DeskDraft


@dataclass(frozen=True)
class Comparison:
    """With which version a draft was compared; ``now`` is the version that is published at this moment where that is another."""

    version: str = ""
    now: HeldVersion | None = None
    is_published: bool = False

    @property
    def label(self) -> str:
        """What the published values of the draft's proposals are called."""
        if self.is_published:
            return "Published before it"
        return f"Published when it was read (version {self.version})" if self.now else "Published now"

    def published_now(self, one: Proposal) -> str | None:
        """Return what is published at this moment of what a proposal is about; None where it is what the draft was compared with."""
        form = FORMS.get(one.form)
        if self.now is None or form is None:
            return None
        there = any(line.key == one.row for line in form.lines(self.now))
        return unit_text(form.unit(one.column), form.values(self.now, one.row)) if there else ""


def comparison_of(draft: DeskDraft) -> Comparison:
    """Return with which version a draft was compared, and what is published instead, if anything is."""
    if not draft.is_read:
        return Comparison()
    version, now = draft.reading().version, published(draft.home)
    is_published = bool(draft.details.published)
    return Comparison(version, None if is_published or now.version == version else now, is_published)
