"""What goes to the committee?"""

from functools import partial
from pathlib import Path

import streamlit as st

from dayops_dash.packs.formats import FORMATS, template_fault
from dayops_dash.packs.pack import Pack
from dayops_dash.screen import paper, show
from dayops_dash.screen.view import Controls
from dayops_dash.stories.meeting.pack import chosen, committees, on_day_of_meeting, titles, usual

view = st.session_state["view"]
controls = Controls()
committee, meeting = paper.committee(committees(view.council), controls), paper.meeting(controls)
council = on_day_of_meeting(view.council, controls.asked)  # a paper is true on its meeting's day
sections, order = paper.ordered("Sections", "sections", titles(), usual(), view)
asked = Pack(council, committee, meeting, sections, base=paper.dashboard(view))
story = chosen(view.council, controls.asked)
faults = {kind: fault for kind in FORMATS if (fault := template_fault(asked, kind))}
own = [path.name for kind in FORMATS if kind not in faults and isinstance(path := asked.template_for(kind), Path)]
sheet = show.begin(
    story, controls.shown, paper.how_made(own, [*faults.values(), *([asked.caution] if asked.caution else [])])
)
sheet.end()
with st.container(horizontal=True, key="downloads"):
    for one in (made for kind, made in FORMATS.items() if kind not in faults):
        show.download(f"{one.title} (.{one.ending})", partial(one.make, asked), asked.file_name(one.ending), one.mime)
sheet.add(order)
for figure in story.figures:
    show.show_figure(figure, view, sheet)
sheet.end()
