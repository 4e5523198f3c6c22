"""How do councils differ?"""

from dayops_dash.screen import html, show
from dayops_dash.screen.view import Controls, opened
from dayops_dash.stories.compare import EVERY, asked_for, chosen, offered, others, to_add, usual

view = opened()
controls = Controls()
asked = asked_for(view.council, controls.asked)
every = others(view.council)
titles = {c.slug: c.short_title for c in offered(view.council, asked)}
if titles:
    controls.tick("Compare with", "with", titles, usual(view.council))
if len(titles) < len(every):
    if controls.asked.choice("from", (EVERY,)):
        more = to_add(view.council, asked)
        controls.add(html.select("Compare with another", "with", more, next(iter(more))))
    else:  # a long list costs every reader, and is wanted by few
        controls.add(html.link(view.here(**{"from": EVERY}), f"Choose from all {len(every)} councils"))
show.page(chosen(view.council, controls.asked), view, controls.shown)
