"""What goes to the committee?"""

from functools import partial

import streamlit as st

from dayops_dash.packs.formats import FORMATS
from dayops_dash.packs.pack import Pack
from dayops_dash.screen import paper, show
from dayops_dash.stories.pack import committees, pack, titles, usual

view = st.session_state["view"]
council = view.council
heading = st.container()
with st.container(horizontal=True, vertical_alignment="bottom"):
    committee, meeting = paper.committee(committees(council)), paper.meeting()
downloads = st.container()
sections = paper.ordered("Sections", "sections", titles(), usual(), view)
asked = Pack(council, committee, meeting, sections, base=paper.dashboard())
story = pack(council, sections)
with heading:
    show.head(story)
with downloads:
    paper.made_when_asked()
with downloads, st.container(horizontal=True, key="downloads"):
    for one in FORMATS.values():
        show.download(f"{one.title} (.{one.ending})", partial(one.make, asked), asked.file_name(one.ending), one.mime)
show.show(story, view)
