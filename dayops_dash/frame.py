"""What all pages share: menu, council and date choosers, footer. Streamlit runs this script on every visit and choice."""

from datetime import date
from html import escape
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from dayops_dash import wording
from dayops_dash.dataset import Library
from dayops_dash.screen import html
from dayops_dash.screen.menu import MENU, pages
from dayops_dash.screen.style import style
from dayops_dash.screen.view import View, choosers, chosen_view, move

PRODUCT = "Day Opportunities Dashboard"
SCREEN = Path(__file__).parent / "screen"


def menu(view: View | None) -> None:
    """Show the product's name and the pages under their sections, each opening on the same council and day."""
    st.html(f'<p class="do-product">{PRODUCT}</p>')
    known = pages()
    for section in dict.fromkeys(entry.section for entry in MENU):
        st.html(f'<p class="do-section">{escape(section)}</p>')
        for entry in (e for e in MENU if e.section == section):
            st.page_link(
                known[entry.name], label=entry.title, icon=entry.icon, query_params=view.link() if view else None
            )


def notice(view: View) -> None:
    """Say how old the papers are, with one click to the other of today and the day of the latest report."""
    council, today = view.council, date.today()
    latest = council.latest_report_on
    chosen = {**view.link(), **st.query_params.to_dict()}
    with st.container(horizontal=True, key="notice", vertical_alignment="center", width="stretch"):
        if latest and (paper := council.latest_paper):
            said = wording.dated(paper["published_as_written"], latest, inferred=paper["published_basis"] == "inferred")
            st.markdown(f"Latest paper: {said} ({wording.age((today - latest).days)} ago)")
        if council.as_at != today:
            move("See how it stands today", {**chosen, "as_at": today.isoformat()})
        if council.as_at != council.dataset.default_as_at:
            back = council.dataset.default_as_at
            move(f"Back to {wording.day(back)}", {**chosen, "as_at": back.isoformat()})


def nothing_yet(view: View) -> None:
    """Say that no paper was yet known on the day, and when the first was."""
    council = view.council
    first = min(council.dataset.report_dates, default=None)
    answer = f"No paper of {council.short_title} was known on {wording.day(council.as_at)}."
    st.html(html.story_head("Nothing was known yet", answer, f"The first is of {wording.day(first)}." if first else ""))


def footer(view: View) -> None:
    """Say where the figures come from, which version of the data this is, and whom to ask."""
    about = view.dataset.about
    papers = wording.listed([str(t) for t in view.council.table("documents")["title"]])
    contact = about.get("contact", "the council's adult social care commissioning team")
    st.html(
        f'<div class="do-foot"><p>Source: {escape(papers)}. Figures from council papers and official statistics are used under the '
        f"Open Government Licence v3.0.</p><p>{escape(view.dataset.title)}, as at {wording.day(view.council.as_at)}. "
        f"Version of the data: {view.dataset.version}. Contact: {escape(str(contact))}.</p>"
        f'<p><a href="?{escape(urlencode({**view.link(), **st.query_params.to_dict()}))}">Link to this view</a>, '
        "on this council and day, for an email or a paper.</p></div>"
    )


def wrong(message: str) -> None:
    """Say what the address asked for that is not there, with the councils that are."""
    st.html(html.story_head("This page could not be found", "The link asks for something that is not here.", message))
    st.markdown("Choose a council:")
    for slug, title in Library().titles().items():
        move(title, {"council": slug})


def main() -> None:
    known = pages()
    page = st.navigation(list(known.values()), position="hidden")
    view = chosen_view()
    if isinstance(view, str):
        st.set_page_config(page_title=f"Not found – {PRODUCT}", page_icon=SCREEN / "icon.png", layout="wide")
        st.html(style())
        with st.sidebar:
            menu(None)
        wrong(view)
        return
    title = f"{page.title} – {view.council.short_title} – {PRODUCT}"
    st.set_page_config(page_title=title, page_icon=SCREEN / "icon.png", layout="wide", initial_sidebar_state="auto")
    st.html(style())
    st.session_state["view"] = view
    with st.sidebar:
        menu(view)
    with st.container(horizontal=True, key="top", vertical_alignment="bottom"):
        choosers(view)
        notice(view)
    if view.council.latest_report_on:
        page.run()
    else:
        nothing_yet(view)
    footer(view)


main()
