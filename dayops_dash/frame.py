"""What all pages share: menu, council and date choosers, footer. Streamlit runs this script on every visit and choice.

The server's first answer is made of the same parts (``first_answer``).
"""

from collections.abc import Callable
from html import escape
from urllib.parse import urlencode

import streamlit as st

from dayops_dash import wording
from dayops_dash.dataset import Library
from dayops_dash.desk.web.gate import DeskGate
from dayops_dash.screen import html, results
from dayops_dash.screen.streamlit_pages import pages
from dayops_dash.screen.surface import surface
from dayops_dash.screen.view import NoView, View, address, asked, choosers, chosen_view
from dayops_dash.server.headers import ASKER
from dayops_dash.server.reading import library_of
from dayops_dash.server.watching.metrics import RERUNS
from dayops_dash.stories import FIRST, PAGES, SECTIONS
from dayops_dash.stories.plan.progress import INTENTION, intentions
from dayops_dash.stories.plan.progress import PAGE as PROGRESS
from dayops_dash.stories.search.search import ASKED, WHERE
from dayops_dash.stories.search.search import PAGE as SEARCH
from dayops_dash.stories.shared.model import evidence_today, no_paper_words, today_words, unread_words

PRODUCT = "Day Opportunities Dashboard"
NOTHING = " <small>nothing yet</small>"  # beside a page in the menu


def menu(view: View | None, current: str) -> str:
    """Return the product's name, the field that searches, and the pages under their headings, each opening on the same council and day."""
    parts: list[str] = []
    address_of = view.address if view else address
    for heading in dict.fromkeys(page.menu for page in PAGES.values()):
        items = "".join(
            f"<li>{html.link(address_of(name), page.title, current=name == current, icon=page.icon)}"
            f"{NOTHING if view and page.is_empty(view.council) else ''}</li>"
            for name, page in PAGES.items()
            if page.menu == heading
        )
        parts.append(f'<p class="do-section">{escape(heading)}</p><ul>{items}</ul>')
    parts.append(desk(view))
    field = results.field(view) if view else ""
    return f'<p class="do-product">{PRODUCT}</p>{field}<nav class="do-menu" aria-label="Pages">{"".join(parts)}</nav>'


def elsewhere(view: View) -> None:
    """Lead on from a page of which a council has nothing to the same page of one that has."""
    page = PAGES[view.page]
    other = page.filled(view.council) if page.is_empty(view.council) else None
    if other:
        words = f"{page.title} of {other.short_title}{', a made-up council' if other.illustrative else ''}"
        to = html.link(address(page.name, council=other.slug), words)
        surface().html(f'<p class="do-elsewhere">See what this page shows where papers have it: {to}</p>')


def desk(view: View | None) -> str:
    """Return the ways to the desk and to sign in or out, of whom they are for; nothing for readers where nobody signs in."""
    gate = DeskGate(Library().root, str(st.get_option("server.address") or ""))
    headers, client = surface().visitor
    asker, _, mark = headers.get(ASKER.decode(), "").partition(" ")
    asker, _, more = asker.partition("+")
    ways = []
    if (asker == "officer" and not gate.is_public_copy) or gate.lets_in(headers, client):
        asked = f"?council={view.council.slug}" if view else ""
        ways.append(f'<a class="do-away" href="./desk{escape(asked)}">Bring it up to date</a>')
    if more == "access":
        ways.append('<a class="do-away" href="./access">Open exempt papers</a>')
    if asker == "nobody":
        here = f"?{urlencode({'next': view.here().removeprefix('./')})}" if view else ""
        ways.append(f'<a class="do-away" href="./signin{escape(here)}">Sign in</a>')
    elif asker:
        ways.append(f'<a class="do-away do-sign-out" data-mark="{escape(mark)}" href="./signin/out">Sign out</a>')
    items = "".join(f"<li>{way}</li>" for way in ways)
    return f'<p class="do-section">{"Account" if asker else "For officers"}</p><ul>{items}</ul>' if ways else ""


def notice(view: View) -> str:
    """Return how old the papers are and, where the day shown is not today, what is different today, with the way there."""
    council = view.council
    parts = [f"<span>{escape(evidence_today(council))}.</span>"] if council.latest_report_on else []
    if newer := unread_words(council):
        paper = council.unread_papers[0]
        parts.append(f"<span>{escape(newer)}: {html.outside(paper.url, paper.title)}.</span>")
    if not council.is_today:
        shown = "a day still to come" if council.as_at > council.today else "not today"
        parts = [f"<strong>You see {wording.day(council.as_at)}, {shown}.</strong>", *parts]
        parts += [f"<span>{escape(today_words(council))}</span>", html.link(view.here(as_at=""), "See today")]
    return f'<p class="do-notice">{" ".join(parts)}</p>'


def banner(view: View) -> str:
    """Return what stands on every page of a made-up council, and of data with exempt rows; nothing for others."""
    mark = wording.exempt(view.dataset.exempt)
    told = f'<p class="do-banner do-exempt"><strong>{escape(mark)}.</strong> {EXEMPT_USE}</p>' if mark else ""
    return told + (ILLUSTRATIVE if view.dataset.illustrative else "")


EXEMPT_USE = "This page holds information that is open to you alone or to your committee. Do not pass it on."
ILLUSTRATIVE = '<p class="do-banner"><strong>Illustrative.</strong> A made-up council: no number here is of a real place or person.</p>'


def nothing_yet(view: View) -> None:
    """Say that no paper was yet known on the day, and when the first was."""
    surface().html(html.story_head("No paper yet on this day", *no_paper_words(view.council)))


def withheld(view: View) -> str:
    """Return that a change of the council's data is not shown, for its officer: on Sources, where the data is told of."""
    found = Library().withheld(view.council.slug) if view.page == "sources" else None
    if not found:
        return ""
    when = f"{wording.day(found.since.date())}, {found.since:%H:%M}"
    why = "it is being checked" if found.problems is None else f"{wording.count(found.problems, 'problem')}; run check"
    return (
        f'<p class="do-notice"><span>A change of {when} is not shown: {why}. You see what was shown before.</span></p>'
    )


def footer(view: View) -> None:
    """Say where the figures come from, which version of the data this is, and whom to ask."""
    about = view.dataset.about
    known = [str(r.title) for r in view.council.rows("documents") if r.kind != "reference"]
    papers = wording.listed(known) or "no paper was known on this day"
    contact = about.get("contact", "the council's adult social care commissioning team")
    used = "Figures from council papers and official statistics are used under the Open Government Licence v3.0."
    if view.dataset.illustrative:
        used = "Illustrative: the council, its papers, its records and every figure are made up."
    mark = wording.exempt(view.dataset.exempt)
    told = (
        f'<div class="do-foot">{f"<p><strong>{escape(mark)}.</strong></p>" if mark else ""}<p>Source: {escape(papers)}. {used}</p>'
        f"<p>{escape(view.dataset.title)}, as at {wording.day(view.council.as_at)}. "
        f"Version of the data: {view.dataset.version}. Contact for the plan: {escape(str(contact))}.</p>"
        f"<p>{html.link(view.pinned(), 'Link to this view')}, on this council and day, for an email or a paper. "
        f'<a href="{escape(plain(view))}">Plain version of this page</a>, without choices and without JavaScript.</p></div>'
    )
    surface().html(told)


def plain(view: View) -> str:
    """Return the address of the page in the plain edition, which has no page for what only arranges others."""
    page = view.page if view.page in {*SECTIONS, SEARCH.name} else FIRST.name
    choices = {"as_at": str(view.council.as_at)} if view.dated else {}
    if page == SEARCH.name:
        choices |= {name: said for name, said in asked().parameters.items() if name in (ASKED, WHERE)}
    if page == PROGRESS.name and (one := asked().choice(INTENTION, intentions(view.council))):
        choices[INTENTION] = one
    return f"./read/{view.council.slug}/{page}" + (f"?{urlencode(choices)}" if choices else "")


def wrong(found: NoView, page: str) -> None:
    """Say why nothing is shown of what the address asked for, with the councils that can be."""
    surface().html(html.story_head(found.heading, found.answer, found.message))
    links = "".join(
        f"<li>{html.link(address(page, council=slug), title)}</li>" for slug, title in library_of({}).titles().items()
    )
    surface().html(f'<div class="do-alone"><p>Choose a council:</p><ul>{links}</ul></div>')


def draw(name: str, run: Callable[[], None]) -> None:
    """Draw a page with what all share. ``run`` runs the page's own script."""
    view = chosen_view(name)
    title = f"{PAGES[name].title} – {view.council.short_title}" if isinstance(view, View) else "Not found"
    marked = "Exempt: " if isinstance(view, View) and view.dataset.exempt else ""
    surface().title(f"{marked}{title} – {PRODUCT}")
    surface().menu(menu(view if isinstance(view, View) else None, name))
    if isinstance(view, NoView):
        wrong(view, name)
        return
    surface().open_view(view)
    choosers(view, notice(view) + withheld(view), banner(view))
    if view.council.latest_report_on:
        run()
        elsewhere(view)
    else:
        nothing_yet(view)
    footer(view)


def main() -> None:
    known = pages()
    page = st.navigation(list(known.values()), position="hidden")
    name = next(name for name, each in known.items() if each == page)
    RERUNS.labels(name).inc()
    draw(name, page.run)


if __name__ == "__main__":
    main()
