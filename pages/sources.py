"""Where does every number come from?"""

from dayops_dash.dataset.tables import TABLES
from dayops_dash.edition.data import ADDRESSES, ADDRESSES_SAID
from dayops_dash.figures.record.facts import FACTS_SHOWN
from dayops_dash.figures.shared.grid import Grid, Heading
from dayops_dash.screen import html, show
from dayops_dash.screen.surface import surface
from dayops_dash.screen.table import table_html
from dayops_dash.screen.view import Controls, opened
from dayops_dash.stories.record import PARTS, chosen, searched, tables_of

view = opened()
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
offered = {"Facts (CSV)": "facts.csv", "Facts (JSON)": "facts.json", "Whole package (ZIP)": "package.zip"}
taken = show.downloads({said: view.files.address("record", name) for said, name in offered.items()})
show.page(story, view, controls.shown, live, turned + f'<h2 class="do-title">Take the data</h2>{taken}')
addresses = table_html(Grid((Heading("address", "Address"), Heading("gives", "What it gives")), ADDRESSES), "Addresses")
surface().html(html.details("Addresses for other programs and websites", f"<p>{ADDRESSES_SAID}</p>{addresses}"))
