"""What became of what the committee asked?"""

from dayops_dash.screen import show
from dayops_dash.screen.view import opened
from dayops_dash.stories.recommendations import recommendations

view = opened()
show.page(recommendations(view.council), view)
