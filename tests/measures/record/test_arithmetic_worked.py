"""Sentences that work something out of their own figures: rightly, wrongly, and others that only look as if they did."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from dayops_dash.measures.record.arithmetic.checks import sums
from tests.measures.record.planted import Plant, add, planted, texts

SLUG = "exampleshire"


def sentences(claimed: str) -> list[str]:
    with (Path(__file__).parent / "worked.csv").open(encoding="utf-8", newline="") as file:
        return [line["sentence"] for line in csv.DictReader(file) if line["claimed"] == claimed]


def claimed(told: list[str]) -> dict[str, list[str]]:
    """Return what is claimed of each of some sentences, when one council's papers hold all of them, each of a subject of its own."""
    like = texts(SLUG, "context")[0]
    blank = dict.fromkeys(set(like) - {"context_id", "document_id", "locator", "visibility"}, "")
    rows = [
        add(
            "context",
            like["context_id"],
            f"told-{place}",
            **{**blank, "subject": f"Subject {place:x}", "measure": "position", "statement": sentence},
        )
        for place, sentence in enumerate(told)
    ]
    found = [one for one in sums(planted(Plant("all", SLUG, tuple(rows))).at()) if one.grade]
    return {sentence: [one.title for one in found if one.printed.rstrip(".") in sentence] for sentence in told}


def test_every_sentence_that_is_worked_out_wrongly_is_claimed_and_no_other() -> None:
    wrong, right = sentences("yes"), sentences("no")
    assert len(wrong) >= 60 and len(right) >= 90
    found = claimed(wrong + right)
    assert [sentence for sentence in wrong if not found[sentence]] == []
    assert {sentence: titles for sentence, titles in found.items() if sentence in right and titles} == {}


@pytest.mark.parametrize(
    ("sentence", "is_claimed"),
    [
        ("Forty people came and 13 went, so about 30 remain.", False),  # a hedge leaves open what it says
        ("The post costs £1.2m a year over four years, £5m in all.", False),  # £1.2m may have been £1.25m
        ("The post costs £1.2m a year over four years, £5.2m in all.", True),
        ("From 10 to 4, six hours.", False),  # of ten in the morning and four after noon
        ("From 10 to 4, seven hours.", True),
        ("A fee of £12 would leave 30 of the 50 places, so 10 remain.", False),  # what would be is no sum
    ],
)
def test_edges_of_what_a_sentence_can_be_held_to(sentence: str, is_claimed: bool) -> None:
    assert bool(claimed([sentence])[sentence]) is is_claimed
