"""Where is it said?"""

from dayops_dash.screen import html, results, show
from dayops_dash.screen.view import Controls, opened
from dayops_dash.stories.search.search import ASKED, EVERYWHERE, WHERE, found_at, grouped, left_words, search, story_of

view = opened()
controls = Controls()
controls.write("Search for", ASKED, "Such as transport")
everywhere = controls.switch("In", WHERE, {"": view.council.short_title, EVERYWHERE: "All councils"}) == EVERYWHERE
found = found_at(view.council, controls.asked)
if not found:
    show.page(search(view.council), view, controls.shown, after=results.SLASH)
else:
    story = story_of(view.council, found)
    sheet = show.begin(story, controls.shown, html.live("found", story.answer, seen=False))
    for group, hits in grouped(found.hits).items():
        listed = [
            results.ShownResult(
                view.address(hit.thing.page, hit.thing.anchor, council=hit.council.slug, **dict(hit.thing.choices)),
                hit.thing.title,
                hit.thing.what,
                hit.shown,
                hit.council.short_title if everywhere else "",
            )
            for hit in hits
        ]
        sheet.add(results.group(group, listed, found.looked_for))
    if not found.hits:
        show.show_figure(story.figures[0], view, sheet)
        if not everywhere:
            sheet.add(f"<p>{html.link(view.here(**{WHERE: EVERYWHERE}), 'Search all councils')}</p>")
    if left := left_words(found):
        more = html.link(view.here(round=str(controls.asked.number("round", 1, 999, 1) + 1)), "Search more of them")
        sheet.add(f'<p class="do-words">{left} {more}</p>')
    sheet.add(results.SLASH)
    sheet.end()
