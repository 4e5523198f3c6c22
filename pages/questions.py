"""What should we ask?"""

import streamlit as st

from dayops_dash.measures.questions.rules import BY_KEY
from dayops_dash.screen import html, show
from dayops_dash.screen.view import asked
from dayops_dash.stories.questions import questions

view = st.session_state["view"]
story = questions(view.council, ",".join(asked().choices("aside", BY_KEY)))
show.page(story, view, live=html.live("questions", story.answer, seen=False))
