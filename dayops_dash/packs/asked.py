"""A document as the page for a meeting asks for it: its choices stand in the page's address."""

from __future__ import annotations

from dayops_dash.address import Address
from dayops_dash.dataset import Council
from dayops_dash.packs.formats import FORMATS, template_fault
from dayops_dash.packs.pack import Pack, PackError
from dayops_dash.stories.meeting.pack import committees, on_day_of_meeting, titles, usual


def pack_of(council: Council, address: Address, base: str = "") -> Pack:
    """Return what an address asks to be made into a document. ``base`` is the address of the dashboard that links lead to."""
    named = next(iter(committees(council)), "")
    committee = address.words("committee", default=named)
    sections = address.choices("sections", titles()) or usual()
    return Pack(on_day_of_meeting(council, address), committee, address.day("meeting"), sections, base=base)


def document(council: Council, address: Address, base: str, ending: str) -> tuple[str, bytes, str] | None:
    """Return a document of a kind ("docx"): its file's name, the file and its media type; None where it cannot be made as asked."""
    asked = pack_of(council, address, base)
    if ending not in FORMATS or template_fault(asked, ending):
        return None
    try:
        return asked.file_name(ending), FORMATS[ending].make(asked), FORMATS[ending].mime
    except PackError:
        return None
