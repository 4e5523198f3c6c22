"""What goes to the committee?"""

from pathlib import Path

from dayops_dash.packs.asked import pack_of
from dayops_dash.packs.formats import PROGRAMS, template_dropped, template_fault
from dayops_dash.packs.forms.form import READY_MADE, form_fault
from dayops_dash.packs.offered import offered
from dayops_dash.packs.one_side.ward import areas_of
from dayops_dash.screen import paper, show
from dayops_dash.screen.view import Controls, opened
from dayops_dash.stories.meeting.pack import chosen, committees, titles, usual

view = opened()
controls = Controls()
paper.committee(committees(view.council), controls)
paper.meeting(controls)
areas = areas_of(view.council)
controls.choose("Layout of the report", "form", ["", *READY_MADE], shown=paper.layout_words)
controls.choose("Member’s page of", "ward", ["", *areas], shown=lambda code: areas.get(code, "No area"))
paper.details(controls)
_, order = paper.ordered("Sections of a longer report, and of the appendix", "sections", titles(), usual(), view)
base = paper.dashboard(view)
asked = pack_of(view.council, controls.asked, base)
story = chosen(view.council, controls.asked)
faults = {ending: fault for ending in PROGRAMS if (fault := template_fault(asked, ending))}
own = [
    path.name for ending in PROGRAMS if ending not in faults and isinstance(path := asked.template_for(ending), Path)
]
said = [template_dropped(asked, ending) for ending in PROGRAMS] + [form_fault(asked), asked.caution]
sheet = show.begin(story, controls.shown, paper.how_made(own, [*faults.values(), *filter(None, said)]))
for one in offered(asked, frozenset(faults)):
    links = {PROGRAMS[form.ending]: view.files.address("document", form.name, base=base) for form in one.formats}
    sheet.add(paper.offer(one.title, one.says, links))
sheet.add(paper.MAKING)
sheet.add(order)
for figure in story.figures:
    show.show_figure(figure, view, sheet)
sheet.end()
