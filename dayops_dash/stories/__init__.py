"""The stories, by the page that tells them: what "read", packs and the edition show where a reader has chosen nothing."""

from collections.abc import Callable

from dayops_dash.dataset import Council
from dayops_dash.stories.changes import changes
from dayops_dash.stories.compare import compare
from dayops_dash.stories.demand import demand
from dayops_dash.stories.meeting.pack import pack
from dayops_dash.stories.meeting.present import present
from dayops_dash.stories.money import spend
from dayops_dash.stories.outcomes import outcomes
from dayops_dash.stories.places import wards
from dayops_dash.stories.plan.overview import overview
from dayops_dash.stories.plan.progress import timeline
from dayops_dash.stories.questions import questions
from dayops_dash.stories.recommendations import recommendations
from dayops_dash.stories.record import sources
from dayops_dash.stories.risks import risks
from dayops_dash.stories.scenario import scenario
from dayops_dash.stories.shared.model import Story
from dayops_dash.stories.voices import voices

# In the order of the menu, which the plain edition shows too.
SECTIONS: dict[str, Callable[[Council], Story]] = {
    "overview": overview,
    "progress": timeline,
    "spend": spend,
    "scenario": scenario,
    "outcomes": outcomes,
    "voices": voices,
    "demand": demand,
    "compare": compare,
    "wards": wards,
    "risks": risks,
    "changes": changes,
    "recommendations": recommendations,
    "questions": questions,
    "sources": sources,
}
# Sections are told from the papers, and a document is made of them; the other pages only arrange what sections tell.
STORIES: dict[str, Callable[[Council], Story]] = {**SECTIONS, "pack": pack, "present": present}
