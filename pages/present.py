"""What do members need to see?"""

from dayops_dash import wording
from dayops_dash.screen import html
from dayops_dash.screen.stage import Turns, stage
from dayops_dash.screen.surface import surface
from dayops_dash.screen.view import asked, opened
from dayops_dash.stories.meeting.pack import titles
from dayops_dash.stories.meeting.present import findings
from dayops_dash.stories.shared.model import seen_on, today_words

view = opened()
wanted = asked()
found = findings(view.council, wanted.choices("sections", titles()))
place = wanted.number("slide", 1, len(found), 1) - 1
noted = wanted.choice("notes", ("shown",)) == "shown"
turns = Turns(
    place,
    tuple(view.here(slide=str(number + 1)) for number in range(len(found))),
    view.address(found[place].page),
    view.here(notes="" if noted else "shown"),
    noted,
)
mark = wording.exempt(view.dataset.exempt)  # on each finding: a wall shows nothing of the page round it
day = f"{f'{mark}. ' if mark else ''}{seen_on(view.council)}. {today_words(view.council)}".strip()
said = f"{place + 1} of {len(found)}: {found[place].figure.title}"
surface().html(stage(found, turns, view.address, day) + html.live("slide", said, seen=False))
