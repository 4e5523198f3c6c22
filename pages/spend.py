"""Where does the money go?"""

from dayops_dash.screen import show
from dayops_dash.screen.view import asked, opened
from dayops_dash.stories.money import chosen

view = opened()
show.page(chosen(view.council, asked()), view)
