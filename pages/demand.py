"""What is coming?"""

from dayops_dash.screen import show
from dayops_dash.screen.view import opened
from dayops_dash.stories.demand import demand

view = opened()
show.page(demand(view.council), view)
