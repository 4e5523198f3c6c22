"""Is it making a difference?"""

from dayops_dash.screen import show
from dayops_dash.screen.view import Controls, opened
from dayops_dash.stories.outcomes import chosen, kinds

view = opened()
controls = Controls()
held = kinds(view.council)
if len(held) > 2:
    controls.choose("Kind of aim", "kind", list(held), shown=held.__getitem__)
show.page(chosen(view.council, controls.asked), view, controls.shown)
