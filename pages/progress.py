"""Is the plan being delivered?"""

from dayops_dash import wording
from dayops_dash.figures.plan.actions import ORDERS, quarter_at, quarter_words
from dayops_dash.figures.plan.against_date import noun
from dayops_dash.measures.plan import progress
from dayops_dash.measures.plan.status import Standing
from dayops_dash.screen import html, show
from dayops_dash.screen.view import Controls, asked, opened
from dayops_dash.stories.plan.progress import ATTENTION, INTENTION, VIEWS, choices_of, chosen, filters, intentions

ORDER = {
    "attention": "Attention first",
    "due": "Due date",
    "late": "Most days late",
    "evidence": "Oldest evidence",
    "theme": "Theme",
    "name": "Name",
}
assert set(ORDER) == set(ORDERS)
OWNERS = 2  # ways to choose an owner that are none: all, and no owner stated

view = opened()
lines = progress.counted(view.council)
labels, found = intentions(view.council), filters(view.council)
looks_closer = asked().choice(INTENTION, labels)
controls = Controls("" if looks_closer else "Choose what is shown")
every = f"All {noun(view.council)}s"
if looks_closer:
    controls.choose("Look closer at", INTENTION, ["", *labels], shown=lambda i: labels.get(i, every))
    controls.add(html.link(view.address("progress"), every))
    below = ""
else:
    owned = len(found["owner"]) > OWNERS
    shape = controls.switch(
        "Show as", "view", {view: said for view, said in VIEWS.items() if owned or view != "owners"}
    )
    controls.choose("Where it stands", "stands", found["stands"], shown=lambda s: Standing[s.upper()] if s else "All")
    controls.choose("Reported status", "status", found["status"], shown=lambda s: s.capitalize() or "All")
    controls.choose("Theme", "theme", found["theme"], shown=lambda s: s or "All")
    if len(found["priority"]) > 1:
        controls.choose("Priority", "priority", found["priority"], shown=lambda s: s or "All")
    if owned:
        controls.choose("Owner", "owner", found["owner"], shown=lambda s: wording.capital(s) if s else "All")
    controls.choose("Due in", "quarter", found["quarter"], shown=lambda s: quarter_words(quarter_at(s)) if s else "All")
    if shape == "actions":
        controls.choose("Sort by", "order", list(ORDER), shown=ORDER.__getitem__, default=ATTENTION)
    controls.write("Find", "search", "Words of the action")
    controls.choose("Look closer at", INTENTION, ["", *labels], shown=lambda i: labels.get(i, "None"))
    keeps = choices_of(view.council, controls.asked).keeps
    many = sum(keeps(line) for line in lines)
    below = html.live("chosen", f"{many} of {len(lines)} {noun(view.council)}s match.")

show.page(chosen(view.council, controls.asked), view, controls.shown, below)
