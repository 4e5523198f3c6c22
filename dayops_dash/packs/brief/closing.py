"""How a short report ends: implications, background papers, what the papers do not say, and what is still open for the officer."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from dayops_dash import wording
from dayops_dash.dataset.vocabulary import ImplicationTopic
from dayops_dash.figures.shared.model import sources
from dayops_dash.figures.shared.paper_words import said_in
from dayops_dash.packs.brief.sections import Drafted
from dayops_dash.packs.brief.telling import MOST_UNSAID
from dayops_dash.packs.pack import Pack
from dayops_dash.packs.parts.blocks import Block, Fine, Hyperlink, Items, Papers, Paragraph, SectionHeading
from dayops_dash.packs.parts.formal import affected, divisions, status
from dayops_dash.packs.parts.statements import paper_id, statements
from dayops_dash.stories.shared.model import evidence_words

MOST_WORDS = 60  # of one implication; what is over stands in the appendix
ELSEWHERE = (ImplicationTopic.BACKGROUND, ImplicationTopic.CONSTITUTIONAL)
OPEN = "For the officer, before this report goes out"
SUGGESTED = "Recommendations: those above follow from the figures by rule. Confirm them, or write your own."


def implications(draft: Drafted) -> list[Block]:
    """Return what the papers state of each implication that the form asks for, each under when it was said."""
    council, found = draft.pack.council, []
    said, longer = statements(council), []
    for topic in draft.form.implications:
        words = []
        for document_id, of_paper in groupby(sorted(said.get(topic, []), key=paper_id), key=paper_id):
            told = [wording.sentence(row.statement) for row in of_paper]
            kept = _few(told)
            longer += [topic] if len(kept) < len(told) else []
            fresh = draft.telling.new(f"{said_in(council, document_id)}: {wording.uncapital(' '.join(kept))}")
            words += [fresh] if fresh else []
        if words:
            cites = draft.telling.cites(sources(council, said[topic]))
            found.append(Paragraph(" ".join(words), draft.form.topic(topic), cites))
    return [*found, *_others(draft, longer)]


def _few(told: list[str]) -> list[str]:
    """Return the first statements, at least one, that a paragraph has room for."""
    kept = told[:1]
    for words in told[1:]:
        if sum(len(one.split()) for one in (*kept, words)) > MOST_WORDS:
            break
        kept.append(words)
    return kept


def _others(draft: Drafted, longer: Sequence[str]) -> list[Block]:
    """Return of which implications the appendix has more, and which the form does not ask for."""
    said = statements(draft.pack.council)
    kept = [*draft.form.implications, *ELSEWHERE, ImplicationTopic.OTHER]
    rest = [topic for topic in ImplicationTopic if topic in said and topic not in kept]
    named = [wording.uncapital(draft.form.topic(topic)) for topic in (*dict.fromkeys(longer), *rest)]
    return [Paragraph(f"The appendix has more on {wording.listed(named)}.", "Others")] if named else []


def background(draft: Drafted) -> list[Block]:
    return [Papers(draft.telling.papers), Fine(f"{draft.form.inspection}{_no_papers(draft.telling.no_papers)}")]


def _no_papers(numbers: Sequence[int]) -> str:
    """Return that some of what is listed cannot be inspected as papers can; "" where all of it can."""
    if not numbers:
        return ""
    named, one = wording.listed([f"{number}" for number in numbers]), len(numbers) == 1
    return f" {'Number' if one else 'Numbers'} {named} {'is' if one else 'are'} of counts or statistics, and no paper{'' if one else 's'}."


def unsaid(draft: Drafted) -> list[Block]:
    """Return what the papers do not say, as one short list. The sections that stand before it have noted what they lack."""
    return [Items(tuple(draft.telling.unsaid[:MOST_UNSAID]))] if draft.telling.unsaid else []


def about(draft: Drafted) -> list[Block]:
    """Return how the report was made, so that it can be made again, and where the rest is."""
    pack = draft.pack
    council = pack.council
    told = (
        f"Made from the Day Opportunities Dashboard as at {wording.day(council.as_at)}, version {pack.version} of the data. All tables, "
        "with each row's place in its paper, are in the appendix, a document of its own. Numbers in square brackets name the "
        "background papers. Figures from council papers and official statistics are used under the Open Government Licence v3.0."
    )
    link = pack.link()
    return [
        SectionHeading(1, "About this report"),
        Fine(told),
        *([Hyperlink("The same council and day on the dashboard", link, scanned=True)] if link else []),
    ]


def left_open(draft: Drafted) -> list[Block]:
    """Return what the officer has still to write or confirm, as one list: the last of the report."""
    form, pack = draft.form, draft.pack
    given = title_words(draft)
    found = [f"{label(draft, name)}: not given." for name in form.block if not given[name]]
    found += [] if pack.entered.asked else [SUGGESTED]
    said = statements(pack.council)
    lacking = [wording.uncapital(form.topic(topic)) for topic in form.implications if topic not in said]
    if lacking:
        found.append(
            f"{form.headings.get('implications', 'Implications')} that no paper states: {wording.listed(lacking)}."
        )
    found.append("Implications that papers state: confirm that each still holds.") if set(form.implications) & set(
        said
    ) else None
    if form.duties:
        found.append(f"Also to be considered: {wording.listed(form.duties)}.")
    found += [f"{wording.sentence(one)}" for one in form.sign_off]
    found.append("Background papers: for each that is not published elsewhere, where it can be inspected.")
    return [SectionHeading(1, OPEN), Items(tuple(found), fine=True)]


def title_words(draft: Drafted) -> dict[str, str]:
    """Return the words of the title block by name; "" for what nobody has given."""
    pack, entered = draft.pack, draft.pack.entered
    council = pack.council
    return {
        "committee": pack.committee,
        "meeting": wording.day(pack.meeting_on) if pack.meeting_on else "",
        "item": entered.item,
        "author": entered.author,
        "wards": entered.wards or affected(council),
        "contact": entered.contact or str(council.dataset.about.get("contact", "")),
        "status": status(council),
        "figures": _figures_as_at(pack),
        "age": evidence_words(council) or "No paper",
    }


def _figures_as_at(pack: Pack) -> str:
    """Return the day that figures are of; of a day still to come also when the report was made, for papers may come between."""
    today = pack.council.today
    if pack.council.as_at <= today:
        return pack.as_at_words
    return f"{pack.as_at_words}, if nothing more is published (prepared {wording.day(today)})"


def label(draft: Drafted, name: str) -> str:
    """Return a label of the title block; "{divisions}" in it is what the council's members are elected for."""
    return draft.form.labels[name].replace("{divisions}", divisions(draft.pack.council))


CLOSING = {"implications": implications, "background": background, "unsaid": unsaid}
