"""Where does the money go?"""

from dayops_dash.screen import show
from dayops_dash.screen.view import opened
from dayops_dash.stories.money import spend

view = opened()
show.page(spend(view.council), view)
