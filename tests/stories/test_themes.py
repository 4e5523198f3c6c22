"""Voices by theme: each thing said stands under the themes that its words name, beside what was asked of it and what is planned."""

from __future__ import annotations

import re

import pytest

from dayops_dash.dataset import Library
from dayops_dash.measures.plan import progress
from dayops_dash.measures.voices.themes import PATTERNS, themes
from dayops_dash.stories.voices import BY_THEME, stages, voices
from tests.made_up import council as made_up
from tests.test_stories import council, plain

COUNCILS = Library().slugs()


@pytest.mark.parametrize("slug", COUNCILS)
def test_each_thing_said_stands_under_every_theme_that_it_names(slug: str) -> None:
    found = {theme.name: theme for theme in themes(council(slug))}
    for name, words in PATTERNS.items():
        said = [row["words"] for row in plain(slug, "voices") if words.search(row["words"])]
        assert sorted(said) == sorted(row.words for row in found[name].said) if name in found else not said
    lines = progress.counted(council(slug))
    for theme in found.values():
        named = {line.intention_id for line in theme.planned}
        own = {x.intention_id for x in lines if PATTERNS[theme.name].search(f"{x.title} {x.summary}")}
        assert own <= named and named - own <= {line.intention_id for line in lines if line.takes_up}


def test_transport_is_told_whole_in_nottinghamshire() -> None:
    """Four things said (stages 3 and 4), 27%, 9% and 22% of answers, and the one commitment to plan for its cost."""
    (transport,) = [theme for theme in themes(council("nottinghamshire")) if theme.name == "Transport"]
    assert len(transport.said) == 4 and all(re.search("transport", row.words) for row in transport.said)
    assert [answer.share for asked in transport.asked for answer in asked.answers] == [27, 9, 22]
    assert {asked.question.row.audience for asked in transport.asked} == {"people who use services", "carers"}
    assert [line.title for line in transport.planned] == ["Planning considers transport and activity costs"]


def test_the_title_says_what_no_commitment_names() -> None:
    def title(slug: str) -> str:
        return voices(council(slug), BY_THEME).figures[0].title

    assert title("nottinghamshire") == "People spoke of 13 themes; a commitment or an aim names each (our reading)"
    assert title("solihull") == "People spoke of nine themes; a commitment or an aim names each (our reading)"
    assert title("dorset") == "People spoke of one theme; an intention or an aim names it (our reading)"
    for slug in COUNCILS:
        (figure,) = voices(council(slug), BY_THEME).figures
        assert len({entry.entry_id for entry in figure.entries}) == len(figure.entries) == len(figure.grid.rows)


def test_what_a_later_line_takes_up_is_named_with_it() -> None:
    """Evenings and weekends stand in Commissioning Intentions, 8, which the report's line b takes up without the words."""
    (hours,) = [theme for theme in themes(council("nottinghamshire")) if theme.name.startswith("Evenings")]
    assert "New contracts for external providers" in [line.title for line in hours.planned]


def test_exampleshire_names_nobody_for_staff() -> None:
    title = voices(council("exampleshire"), BY_THEME).figures[0].title
    assert title == "People spoke of four themes; no commitment or aim names staff (our reading)"


def test_a_word_within_another_is_none() -> None:
    assert not PATTERNS["Transport"].search("a busy year") and not PATTERNS["Work, learning and skills"].search(
        "adults with a learning disability"
    )


def test_who_was_asked_nothing_has_no_themes(tmp_path) -> None:  # type: ignore[no-untyped-def]
    assert BY_THEME not in stages(made_up(tmp_path).at())
