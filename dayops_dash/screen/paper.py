"""What a paper for a meeting is made of, as the reader chooses it: the committee, the day, the sections and their order. All in the URL."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from html import escape

from dayops_dash import wording
from dayops_dash.address import FIRST_DAY, LAST_DAY, MAX_WORDS
from dayops_dash.screen.surface import surface
from dayops_dash.screen.view import Controls, View, asked

MADE_WHEN_ASKED = "Each paper is made when it is asked for, in a second or two."
DETAILS = (  # what an officer can say of a paper, by the address's name
    ("title", "Title of the paper"),
    ("item", "Agenda item"),
    ("author", "Role of the report’s author"),
    ("wards", "Wards or divisions affected"),
    ("contact", "Contact"),
)
ASKED, MOST_ASKED = "asked", 600
MAKING = '<p class="do-making" role="status" aria-live="polite"></p><ul class="do-made" hidden></ul>'


def how_made(own: Sequence[str], said: Iterable[str]) -> str:
    """Return, as HTML, when papers are made, from which of the council's own templates, and what is to be known of them."""
    begun = f" The council’s own {wording.listed(list(own))} {'is' if len(own) == 1 else 'are'} used." if own else ""
    cautions = "".join(f'<p class="do-caution">{escape(line)}</p>' for line in said)
    return f'<p class="do-subtitle">{MADE_WHEN_ASKED}{escape(begun)}</p>{cautions}'


def layout_words(name: str) -> str:
    """Return what a layout of a report is called where it is chosen."""
    return wording.capital(name.replace("-", " ")) if name else "The council’s usual"


def details(controls: Controls) -> None:
    """Give boxes, folded away, for what only the officer knows: title, agenda item, author, wards, contact, recommendations."""
    boxes = "".join(_box(name, label, MAX_WORDS) for name, label in DETAILS)
    boxes += _box(ASKED, "Recommendations, with ; between", MOST_ASKED)
    summary = "<summary>What the paper says of itself</summary>"
    controls.add(f'<details class="do-details">{summary}<div class="do-row">{boxes}</div></details>')


def _box(name: str, label: str, most: int) -> str:
    return (
        f'<div class="do-choice"><label for="choice-{name}">{escape(label)}</label><input type="text" id="choice-{name}" '
        f'data-choice="{name}" data-default="" maxlength="{most}" autocomplete="off"></div>'
    )


def offer(title: str, says: str, links: Mapping[str, str]) -> str:
    """Return a paper that can be made, as HTML: what it is called, what it holds, and a link for each kind of file."""
    items = "".join(
        f'<li><a href="{escape(to)}" data-making="{escape(f"{title}, {label}")}">{escape(label)}'
        f'<span class="do-hidden"> {escape(title)}</span></a></li>'
        for label, to in links.items()
    )
    return (
        f'<div class="do-offer"><h2 class="do-sub">{escape(title)}</h2><p>{escape(says)}</p>'
        f'<ul class="do-take do-files">{items}</ul></div>'
    )


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
    return surface().url.partition("?")[0].rstrip("/").removesuffix(f"/{view.page}")


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
        rows.append(
            f'<li data-one="{escape(one)}"><span>{escape(titles[one])}</span><span>{" ".join(links)}</span></li>'
        )
    out = [one for one in titles if one not in chosen]
    left = "".join(
        f"<li><span>{escape(titles[one])}</span><span>{go('Add', one, [*chosen, one])}</span></li>" for one in out
    )
    order = f'data-order="{escape(name)}" data-usual="{escape(",".join(usual))}"'
    told = f'<h2 class="do-title">{escape(label)}</h2><ol class="do-order" {order}>{"".join(rows)}</ol>'
    return told + (f'<h3 class="do-sub">Left out</h3><ul class="do-order">{left}</ul>' if left else "")


def _at(rest: Sequence[str], one: str, place: int) -> list[str]:
    return [*rest[:place], one, *rest[place:]]
