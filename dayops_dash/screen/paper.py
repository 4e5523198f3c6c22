"""What a paper for a meeting is made of, as the reader chooses it: the committee, the day, the sections and their order. All in the URL."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from html import escape

import streamlit as st

from dayops_dash import wording
from dayops_dash.address import FIRST_DAY, LAST_DAY, MAX_WORDS
from dayops_dash.screen.view import Controls, View, asked

MADE_WHEN_ASKED = "Each document is made when its link is opened, which takes a few seconds."


def how_made(own: Sequence[str], faults: Iterable[str]) -> str:
    """Return, as HTML, when documents are made, from which of the council's own templates, and why one cannot be used."""
    begun = f" The council’s own {wording.listed(list(own))} {'is' if len(own) == 1 else 'are'} used." if own else ""
    cautions = "".join(f'<p class="do-caution">{escape(fault)}</p>' for fault in faults)
    return f'<p class="do-subtitle">{MADE_WHEN_ASKED}{escape(begun)}</p>{cautions}'


def committee(known: Sequence[str], controls: Controls) -> str:
    """Give a box for the committee's name, with those that the papers name to pick from, and return it; at first the latest."""
    usual = known[0] if known else ""
    options = "".join(f'<option value="{escape(name)}">' for name in known)
    box = (
        f'<div class="do-choice"><label for="choice-committee">Committee</label><input type="text" id="choice-committee" '
        f'data-choice="committee" data-default="{escape(usual)}" maxlength="{MAX_WORDS}" list="committees" autocomplete="off">'
        f'<datalist id="committees">{options}</datalist></div>'
    )
    controls.add(box)
    return controls.asked.words("committee", default=usual)


def meeting(controls: Controls) -> date | None:
    """Give a box for the day of the meeting, and return it; None where none is chosen."""
    box = (
        '<div class="do-choice"><label for="choice-meeting">Date of the meeting</label><input type="date" id="choice-meeting" '
        f'data-choice="meeting" data-default="" min="{FIRST_DAY}" max="{LAST_DAY}"></div>'
    )
    controls.add(box)
    return controls.asked.day("meeting")


def dashboard(view: View) -> str:
    """Return the address at which the reader sees the dashboard, which the links of a document lead to."""
    return (st.context.url or "").partition("?")[0].rstrip("/").removesuffix(f"/{view.page}")


def ordered(
    label: str, name: str, titles: Mapping[str, str], usual: Sequence[str], view: View
) -> tuple[tuple[str, ...], str]:
    """Return what the URL's parameter ``name`` lists, else the usual; and, as HTML, that in its order with what is left out."""
    chosen = asked().choices(name, titles) or tuple(usual)
    return chosen, listed(label, name, titles, chosen, usual, view)


def listed(
    label: str, name: str, titles: Mapping[str, str], chosen: Sequence[str], usual: Sequence[str], view: View
) -> str:
    """Return the list as HTML. Each link is the address with the sections in another order."""

    def go(words: str, of: str, sections: Sequence[str]) -> str:
        said = ",".join(sections)
        address = view.here(**{name: "" if tuple(sections) == tuple(usual) else said})
        return f'<a class="do-link" href="{escape(address)}">{words}<span class="do-hidden"> {escape(titles[of])}</span></a>'

    rows = []
    for place, one in enumerate(chosen):
        rest = [other for other in chosen if other != one]
        links = [go("Move up", one, _at(rest, one, place - 1))] if place else []
        links += [go("Move down", one, _at(rest, one, place + 1))] if place < len(rest) else []
        links += [go("Leave out", one, rest)] if rest else []
        rows.append(f"<li><span>{escape(titles[one])}</span><span>{' '.join(links)}</span></li>")
    out = [one for one in titles if one not in chosen]
    left = "".join(
        f"<li><span>{escape(titles[one])}</span><span>{go('Add', one, [*chosen, one])}</span></li>" for one in out
    )
    told = f'<h2 class="do-title">{escape(label)}</h2><ol class="do-order">{"".join(rows)}</ol>'
    return told + (f'<h3 class="do-sub">Left out</h3><ul class="do-order">{left}</ul>' if left else "")


def _at(rest: Sequence[str], one: str, place: int) -> list[str]:
    return [*rest[:place], one, *rest[place:]]
