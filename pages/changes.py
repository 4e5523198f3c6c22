"""What has changed since last time?"""

from dayops_dash.screen import html, show
from dayops_dash.screen.view import Controls, opened
from dayops_dash.stories.changes import chosen, compared_with, kinds

view = opened()
council = view.council
controls = Controls()
since = compared_with(council, controls.asked.day("since"))
controls.earlier_day(view, "Compare with", "since", since)
found = kinds(council, since)
if len(found) > 2:
    controls.choose("Kind of change", "kind", list(found), shown=found.__getitem__)
story = chosen(council, controls.asked)
show.page(story, view, controls.shown, html.live("changes", story.answer, seen=False))
