"""A figure of themes: what people said of each, what they were asked, and which commitments name it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.figures.plan.against_date import noun
from dayops_dash.figures.shared.grid import GridColumn, Kind, grid_of
from dayops_dash.figures.shared.model import Entry, Figure, source_at
from dayops_dash.figures.voices.engagement_words import share_words
from dayops_dash.measures.voices.themes import AskedOf, Theme, themes

MOST = 3  # of a kind that stand with their words
NOTE = (
    "Themes are found by words, as transport is by bus, taxi and travel: our reading. What is said or planned in other words is missed. "
    "{nouns} that name a theme need not answer what people said of it."
)


def themes_figure(council: Council) -> Figure | None:
    """What people said, were asked and what is planned, by theme; None where people neither said anything nor were asked."""
    found = themes(council)
    if not found:
        return None
    what = noun(council)
    return Figure(
        "themes",
        _title(found, what),
        f"How many things said, questions, {what}s and aims name each theme, {council.short_title}, as at {wording.day(council.as_at)}",
        "",
        grid_of(
            found,
            GridColumn("theme", "Theme", lambda theme: theme.name),
            GridColumn("said", "Said in words", lambda theme: len(theme.said), Kind.COUNT),
            GridColumn("asked", "Questions asked", lambda theme: len(theme.asked), Kind.COUNT),
            GridColumn("planned", f"{wording.capital(what)}s", lambda theme: len(theme.planned), Kind.COUNT),
            GridColumn("aims", "Aims", lambda theme: len(theme.aims), Kind.COUNT),
        ),
        entries=tuple(_entry(theme, what) for theme in found),
        notes=(NOTE.format(nouns=f"{wording.capital(what)}s"),),
        sources=tuple(dict.fromkeys(source_at(council, *place).paper for theme in found for place in _places(theme))),
        grid_first=True,
    )


def _title(found: Sequence[Theme], what: str) -> str:
    """Return how many themes people spoke of, and how many of these no commitment names."""
    spoken = [theme for theme in found if theme.said]
    if not spoken:
        return f"People were asked of {_themes(len(found))}"
    silent = [theme for theme in spoken if not theme.planned and not theme.aims]
    said = f"People spoke of {_themes(len(spoken))}"
    if not silent:
        article = "an" if what[0] in "aeiou" else "a"
        return f"{said}; {article} {what} or an aim names {'it' if len(spoken) == 1 else 'each'} (our reading)"
    if len(spoken) == 1:
        return f"{said}; no {what} or aim names it (our reading)"
    which = wording.uncapital(silent[0].name) if len(silent) == 1 else f"{wording.spelled(len(silent))} of them"
    return f"{said}; no {what} or aim names {which} (our reading)"


def _themes(number: int) -> str:
    return f"{wording.spelled(number)} theme{'' if number == 1 else 's'}"


def _entry(theme: Theme, what: str) -> Entry:
    said = [f"“{row.words}”" for row in theme.said]
    asked = [f"“{one.question.title}”" for one in theme.asked if not one.answers]
    answered = [words for one in theme.asked for words in _answered(one)]
    aims = [row.title for row in theme.aims]
    planned = [line.label for line in theme.planned]
    pairs = (
        ("People said", _listed(said)),
        ("They were asked", _listed(asked)),
        ("They answered", _listed(answered)),
        (f"{wording.capital(what)}s that name it", _listed(planned) or "none"),
        ("Aims that name it", _listed(aims)),
    )
    return Entry(
        f"theme-{theme.name.split()[0].casefold().strip(',')}", theme.name, "", tuple(pair for pair in pairs if pair[1])
    )


def _answered(asked: AskedOf) -> Iterator[str]:
    """Yield each answer that names the theme, with its share and who gave it, as far as the paper says."""
    for answer in asked.answers:
        share = "" if answer.share is None else f", {share_words(answer)}"
        yield f"“{answer.words}”{share} ({asked.question.row.audience}; {asked.question.title})"


def _listed(words: Sequence[str]) -> str:
    more = len(words) - MOST
    return "; ".join([*words[:MOST], *([f"{wording.spelled(more)} more"] if more > 0 else [])])


def _places(theme: Theme) -> Iterator[tuple[str, str]]:
    yield from ((row.document_id, row.locator) for row in theme.said)
    yield from ((one.question.row.document_id, one.question.row.locator) for one in theme.asked)
    yield from (line.place for line in theme.planned)
    yield from ((row.document_id, row.locator) for row in theme.aims)
