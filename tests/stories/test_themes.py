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
        assert all(
            bool(PATTERNS[theme.name].search(f"{x.title} {x.summary}")) == (x.intention_id in named) for x in lines
        )


def test_transport_is_told_whole_in_nottinghamshire() -> None:
    """Four things said (stages 3 and 4), 27%, 9% and 22% of answers, and the one commitment to plan for its cost."""
    (transport,) = [theme for theme in themes(council("nottinghamshire")) if theme.name == "Transport"]
    assert len(transport.said) == 4 and all(re.search("transport", row.words) for row in transport.said)
    assert [answer.share for asked in transport.asked for answer in asked.answers] == [27, 9, 22]
    assert [line.title for line in transport.planned] == ["Planning considers transport and activity costs"]


def test_the_title_says_what_no_commitment_names() -> None:
    def title(slug: str) -> str:
        return voices(council(slug), BY_THEME).figures[0].title

    assert title("nottinghamshire") == "People spoke of 13 themes; no commitment names safety and health (our reading)"
    assert title("solihull") == "People spoke of nine themes; no commitment names friends and loneliness (our reading)"
    assert title("dorset") == "People spoke of one theme; no intention names it (our reading)"
    for slug in COUNCILS:
        (figure,) = voices(council(slug), BY_THEME).figures
        assert len({entry.entry_id for entry in figure.entries}) == len(figure.entries) == len(figure.grid.rows)


def test_a_word_within_another_is_none() -> None:
    assert not PATTERNS["Transport"].search("a busy year") and not PATTERNS["Work, learning and skills"].search(
        "adults with a learning disability"
    )


def test_who_was_asked_nothing_has_no_themes(tmp_path) -> None:  # type: ignore[no-untyped-def]
    assert BY_THEME not in stages(made_up(tmp_path).at())
