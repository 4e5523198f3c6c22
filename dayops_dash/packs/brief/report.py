"""The report of four sides: what a committee reads, in the council's own form. The tables are in the appendix."""

from __future__ import annotations

from dayops_dash import wording
from dayops_dash.packs.brief.closing import CLOSING, about, label, left_open, title_words
from dayops_dash.packs.brief.sections import TOLD, Drafted
from dayops_dash.packs.brief.telling import Telling
from dayops_dash.packs.forms.form import form_of
from dayops_dash.packs.pack import Pack
from dayops_dash.packs.parts.blocks import Block, Fine, Report, SectionHeading
from dayops_dash.packs.parts.formal import ILLUSTRATIVE


def brief(pack: Pack) -> Report:
    """Return the report in its council's form. Raises PackError where that form cannot be used."""
    draft = Drafted(pack, form_of(pack), Telling(pack.council))
    told = {name: _section(draft, name) for name in draft.form.order if name != "unsaid"}
    told["unsaid"] = CLOSING["unsaid"](draft)  # when all others have noted what they lack
    blocks: list[Block] = _cautions(pack)
    for name in draft.form.order:
        if told[name]:
            blocks += [SectionHeading(1, draft.form.headings[name]), *told[name]]
    given = title_words(draft)
    return Report(
        title=pack.title,
        facts=tuple((label(draft, name), given[name]) for name in draft.form.block if given[name]),
        blocks=(*blocks, *about(draft)),
        foot=foot(pack),
        banner=pack.mark,
        contact=given["contact"],
        subject=f"Committee report, {pack.marked_seen_on}",
        numbering=draft.form.numbering,
        compact=True,
        controls=tuple(given.items()),
        for_officer=tuple(left_open(draft)),
    )


def foot(pack: Pack) -> str:
    """Return what stands at the foot of every page: whose figures, and the day that they are true of."""
    return f"{pack.council.short_title}, figures as at {wording.day(pack.council.as_at)}"


def _section(draft: Drafted, name: str) -> list[Block]:
    return TOLD[name](draft) if name in TOLD else CLOSING[name](draft)


def _cautions(pack: Pack) -> list[Block]:
    """Return what must be said before anything else of a report on a day that is not its meeting's, or on a made-up council."""
    found = [ILLUSTRATIVE] if pack.illustrative else []
    found += [pack.caution] if pack.caution else []
    return [Fine(words) for words in found]
