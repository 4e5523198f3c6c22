"""Areas unlike the others are noted and never refused; what cannot be noticed is not claimed to be."""

from __future__ import annotations

from statistics import median

import pytest

from dayops_dash.dataset import Library
from dayops_dash.dataset.checks import unlike
from dayops_dash.dataset.checks.meaning import check_meaning
from tests.measures.record.altered import texts, with_rows


def notes(slug: str, **cells: str) -> list[str]:
    """Return what is noted of a council's areas with cells of its first area changed."""
    first, *others = texts(slug, "areas")
    frames = {"areas": with_rows(slug, {"areas": ({**first, **cells}, *others)}).table("areas")}
    assert not list(check_meaning(frames))
    return [f"{note.column}: {note.basis}" for note in unlike.notes(frames)]


@pytest.mark.parametrize("slug", Library().slugs())
def test_nothing_is_noted_of_the_areas_as_shipped(slug: str) -> None:
    assert notes(slug) == []


@pytest.mark.parametrize(
    ("slug", "cells", "said"),
    [
        ("solihull", {"population": "128470"}, ["128,470 residents", "2.0% of its residents"]),
        ("solihull", {"aged_65_and_over": "255"}, ["2.0% of its residents"]),
        ("dorset", {"population": "51500"}, ["51,500 residents", "3.0% of its residents"]),
        ("cheshire-east", {"population": "1335"}, ["1,335 residents", "99.3% of its residents"]),
        ("exampleshire", {"deprivation_order": "21"}, ["none can be number 21"]),
        ("exampleshire", {"deprivation_order": "7"}, ["has the place 7 too"]),
    ],
)
def test_an_area_unlike_the_others_is_noted(slug: str, cells: dict[str, str], said: list[str]) -> None:
    found = notes(slug, **cells)
    assert len(found) == len(said) and all(words in note for words, note in zip(said, found, strict=True))


@pytest.mark.parametrize("share", [0.9, 1.1])
def test_a_tenth_more_or_less_is_not_noticed_from_the_other_areas(share: float) -> None:
    """Wards differ among themselves by far more: the smallest of Solihull has 0.88 of the middle, the largest 1.15."""
    rows = texts("solihull", "areas")
    residents = [int(row["population"]) for row in rows]
    assert min(residents) / median(residents) < 0.9 and max(residents) / median(residents) > 1.1
    assert notes("solihull", population=str(round(residents[0] * share))) == []
