"""What has changed since last time?"""

import streamlit as st

from dayops_dash.screen import html, show
from dayops_dash.screen.view import choose, earlier_day
from dayops_dash.stories.changes import changes, compared_with, kinds

view = st.session_state["view"]
council = view.council
heading = st.container()
since = compared_with(council, st.query_params.get("since", ""))
with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
    asked = earlier_day(view, "Compare with", "since", since)
    found = kinds(council, since)
    kind = choose("Kind of change", "kind", list(found), shown=lambda name: found[name]) if len(found) > 2 else ""

story = changes(council, asked, kind)
with heading:
    show.head(story)
st.html(html.live("changes", story.answer, seen=False))
show.show(story, view)
