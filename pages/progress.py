"""Is the plan being delivered?"""

import streamlit as st

from dayops_dash.figures.plan.actions import ORDERS, Choices
from dayops_dash.measures.plan import progress
from dayops_dash.measures.plan.status import Standing
from dayops_dash.screen import html, show
from dayops_dash.screen.view import Controls
from dayops_dash.stories.plan.progress import actions, timeline

VIEWS = {"timeline": "Timeline", "actions": "Action plan"}
ORDER = {
    "attention": "Attention first",
    "due": "Due date",
    "evidence": "Oldest evidence",
    "theme": "Theme",
    "name": "Name",
}
assert set(ORDER) == set(ORDERS)


def options(found: list[str]) -> list[str]:
    return ["", *sorted({value for value in found if value})]


view = st.session_state["view"]
lines = progress.counted(view.council)
labels = {line.intention_id: line.label for line in progress.lines(view.council)}
controls = Controls()
shape = controls.switch("Show as", "view", VIEWS)
stands = controls.choose(
    "Where it stands",
    "stands",
    ["", *(s.name.lower() for s in Standing)],
    shown=lambda s: Standing[s.upper()] if s else "All",
)
status = controls.choose(
    "Reported status",
    "status",
    options([x.reported_status or x.status_as_written or "none reported" for x in lines]),
    shown=lambda s: s.capitalize() or "All",
)
theme = controls.choose("Theme", "theme", options([x.theme for x in lines]), shown=lambda s: s or "All")
if any(line.priority for line in lines):
    priority = controls.choose("Priority", "priority", options([x.priority for x in lines]), shown=lambda s: s or "All")
else:
    priority = ""
order = (
    controls.choose("Sort by", "order", list(ORDER), shown=ORDER.__getitem__, default="attention")
    if shape == "actions"
    else "attention"
)
search = controls.write("Find", "search", "Words of the action")
intention = controls.choose("Look closer at", "intention", ["", *labels], shown=lambda i: labels.get(i, "None"))

choices = Choices(theme, status, Standing[stands.upper()] if stands else "", priority, search)
story = (
    actions(view.council, choices, order, intention)
    if shape == "actions"
    else timeline(view.council, choices, intention)
)
chosen = sum(choices.keeps(line) for line in lines)
show.page(story, view, controls.shown, html.live("chosen", f"{chosen} of {len(lines)} intentions match."))
