"""Where do we stand?"""

from dayops_dash.screen import show
from dayops_dash.screen.view import opened
from dayops_dash.stories.plan.overview import overview

view = opened()
show.page(overview(view.council), view)
