"""Where does every number come from?"""

import streamlit as st

from dayops_dash.dataset.package import as_zip
from dayops_dash.dataset.tables import TABLES
from dayops_dash.edition.data import ADDRESSES, ADDRESSES_SAID
from dayops_dash.figures.record.facts import FACTS_SHOWN
from dayops_dash.figures.shared.grid import Grid, Heading
from dayops_dash.measures.record.facts import as_csv, as_json, facts
from dayops_dash.screen import html, show
from dayops_dash.screen.view import Controls
from dayops_dash.stories.record import PARTS, chosen, searched, tables_of

view = st.session_state["view"]
council = view.council
controls = Controls()
part = controls.switch("Show", "show", PARTS)
if part == "facts":
    controls.write("Find in facts", "search", "Words or numbers")
    controls.choose("Table", "table", tables_of(council), shown=lambda t: TABLES[t].title if t else "All")
_, _, first, found = searched(council, controls.asked)
story = chosen(council, controls.asked)
live = html.live("found", f"{found:,} facts match.") if part == "facts" else ""
turned = ""
if part == "facts" and found > FACTS_SHOWN:
    turns = {"Previous facts": first - FACTS_SHOWN, "Next facts": first + FACTS_SHOWN}
    links = [html.link(view.here(first=str(to)), label) for label, to in turns.items() if 0 <= to < found]
    turned = f'<p class="do-turn">{" ".join(links)}</p>'
show.page(story, view, controls.shown, live, turned + '<h2 class="do-title">Take the data</h2>')
name = f"{council.slug}-{council.as_at}"
with st.container(horizontal=True, key="downloads"):
    show.download("Facts (CSV)", lambda: as_csv(facts(council)), f"{name}-facts.csv", "text/csv")
    show.download("Facts (JSON)", lambda: as_json(facts(council)), f"{name}-facts.json", "application/json")
    show.download(
        "Whole package (ZIP)",
        lambda: as_zip(council.slug, view.dataset.files()),
        f"{council.slug}-package.zip",
        "application/zip",
    )
addresses = html.table(Grid((Heading("address", "Address"), Heading("gives", "What it gives")), ADDRESSES), "Addresses")
st.html(html.details("Addresses for other programs and websites", f"<p>{ADDRESSES_SAID}</p>{addresses}"))
