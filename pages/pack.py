"""What goes to the committee?"""

from pathlib import Path

import streamlit as st

from dayops_dash.packs.asked import pack_of
from dayops_dash.packs.formats import FORMATS, template_fault
from dayops_dash.screen import paper, show
from dayops_dash.screen.view import Controls
from dayops_dash.stories.meeting.pack import chosen, committees, titles, usual

view = st.session_state["view"]
controls = Controls()
paper.committee(committees(view.council), controls)
paper.meeting(controls)
_, order = paper.ordered("Sections", "sections", titles(), usual(), view)
base = paper.dashboard(view)
asked = pack_of(view.council, controls.asked, base)
story = chosen(view.council, controls.asked)
faults = {kind: fault for kind in FORMATS if (fault := template_fault(asked, kind))}
own = [path.name for kind in FORMATS if kind not in faults and isinstance(path := asked.template_for(kind), Path)]
sheet = show.begin(
    story, controls.shown, paper.how_made(own, [*faults.values(), *([asked.caution] if asked.caution else [])])
)
offered = {f"{made.title} (.{kind})": kind for kind, made in FORMATS.items() if kind not in faults}
sheet.add(show.downloads({said: view.files.address("document", kind, base=base) for said, kind in offered.items()}))
sheet.add(order)
for figure in story.figures:
    show.show_figure(figure, view, sheet)
sheet.end()
