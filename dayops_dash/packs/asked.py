"""A document as the page for a meeting asks for it: its choices stand in the page's address."""

from __future__ import annotations

from dayops_dash.address import Address
from dayops_dash.dataset import Council
from dayops_dash.packs.formats import FORMATS, template_fault
from dayops_dash.packs.forms.form import READY_MADE
from dayops_dash.packs.pack import Entered, Pack, PackError
from dayops_dash.stories.meeting.pack import on_day_of_meeting, titles, usual_committee

MOST_ASKED = 600  # characters of the recommendations
SHORT = ("title", "item", "author", "wards", "contact")


def pack_of(council: Council, address: Address, base: str = "") -> Pack:
    """Return what an address asks to be made into a document. ``base`` is the address of the dashboard that links lead to."""
    return Pack(
        on_day_of_meeting(council, address),
        committee_of(council, address.words("committee")),
        address.day("meeting"),
        address.choices("sections", titles()),
        base=base,
        entered=entered(address),
        form=address.choice("form", READY_MADE),
        ward=address.words("ward"),
    )


def committee_of(council: Council, named: str) -> str:
    """Return the committee that a document goes to: the one named, else that of the latest paper."""
    return named or usual_committee(council)


def entered(address: Address) -> Entered:
    """Return what the officer has said of a paper. Recommendations are one text with ";" between them."""
    asked = address.words("asked", MOST_ASKED)
    given = tuple(one.strip() for one in asked.split(";") if one.strip())
    return Entered(**{name: address.words(name) for name in SHORT}, asked=given)


def document(council: Council, address: Address, base: str, name: str) -> tuple[str, bytes, str] | None:
    """Return a document of a kind ("report.docx"): its file's name, the file and its media type; None where it cannot be made as asked."""
    asked, form = pack_of(council, address, base), FORMATS.get(name)
    if form is None or template_fault(asked, form.ending):
        return None
    try:
        return asked.file_name(form.kind, form.ending), form.make(asked), form.mime
    except PackError:
        return None
