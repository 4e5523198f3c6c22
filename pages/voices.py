"""What did people tell us?"""

from dayops_dash.screen import show
from dayops_dash.screen.view import Controls, opened
from dayops_dash.stories.voices import BY_THEME, SHOWN, chosen, has_intervals, stages

INTERVALS = {"": "Hidden", SHOWN: "Shown"}

view = opened()
controls = Controls()
held = stages(view.council)
label = "In brief, by theme or one survey" if BY_THEME in held else "In brief or one survey"
stage = controls.choose(label, "stage", list(held), shown=held.__getitem__) if len(held) > 1 else ""
if has_intervals(view.council, stage):
    controls.switch("Intervals", "intervals", INTERVALS)
show.page(chosen(view.council, controls.asked), view, controls.shown)
