"""What could stop it?"""

from dayops_dash.screen import show
from dayops_dash.screen.view import Controls, opened
from dayops_dash.stories.risks import chosen_risk, named

view = opened()
controls = Controls()
known = named(view.council)
if len(known) > 2:
    controls.choose("Look closer at", "risk", list(known), shown=known.__getitem__)
show.page(chosen_risk(view.council, controls.asked), view, controls.shown)
