"""What should we ask?"""

from dayops_dash.screen import html, show
from dayops_dash.screen.view import asked, opened
from dayops_dash.stories.questions import chosen

view = opened()
story = chosen(view.council, asked())
show.page(story, view, live=html.live("questions", story.answer, seen=False))
