"""What if the mix changed?"""

from dayops_dash.measures.scenario.assumptions import scenario as assumed
from dayops_dash.measures.scenario.mix import Assumption
from dayops_dash.screen import html, show
from dayops_dash.screen.view import Controls, opened
from dayops_dash.stories.scenario import chosen_lender, chosen_scenario, lenders, numbers_of

SLIDERS = ("share", "often", "weeks", "together", "group")
SINGLE = ("people", "today", "target")


def slider(a: Assumption) -> str:
    unit = "%" if a.unit == "%" else ""
    most = 100 if a.unit == "%" else a.most
    return html.slider(a.label, a.code, a.central or 0, low=a.least, high=most, step=a.step, unit=unit)


def numbers(a: Assumption) -> str:
    """Return boxes for the low, middle and high of an assumption; for one that is no range, a single box."""
    middle = [(a.code, "middle", a.central)]
    ends = [(f"{a.code}_low", "low", a.low), (f"{a.code}_high", "high", a.high)]
    boxes = ends if a.code.startswith(SLIDERS) else middle if a.code in SINGLE else [ends[0], *middle, ends[1]]
    return html.number_boxes(f"{a.label} ({a.unit})", boxes, a.least, a.most)


view = opened()
council = view.council
controls = Controls()
known = {c.slug: c.short_title for c in lenders(council)}
lender = chosen_lender(council, controls.asked)
prices = controls.asked.choice("prices", known)
if lender and len(known) > 1:
    prices = controls.choose(
        "Levels and prices of", "prices", list(known), shown=known.__getitem__, default=lender.slug
    )
drawn = ""
if lender:
    plain = assumed(council, lender)
    chosen = numbers_of(council, lender, controls.asked)
    sliders = "".join(slider(a) for a in plain.assumptions if a.code.startswith(SLIDERS))
    boxes = "".join(numbers(a) for a in plain.assumptions if not a.code.startswith("share"))
    reset = html.link(view.address(view.page, **({"prices": prices} if prices else {})), "Back to the papers' numbers")
    inside = html.details(
        "Change prices, people, today's cost, the saving and the ranges", f'<div class="do-sliders">{boxes}</div>'
    )
    drawn = f'<div class="do-sliders">{sliders}</div>{inside}' + (f'<p class="do-words">{reset}</p>' if chosen else "")
story = chosen_scenario(council, controls.asked)
show.page(story, view, controls.shown + drawn, html.live("worked-out", story.answer, seen=False))
