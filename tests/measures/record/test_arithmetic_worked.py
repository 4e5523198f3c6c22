"""Sentences that work something out of their own figures: rightly, wrongly, and others that only look as if they did."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dayops_dash.dataset import Library
from dayops_dash.measures.record.arithmetic.checks import sums
from dayops_dash.measures.record.arithmetic.sentences.fractions import stated_fractions
from dayops_dash.measures.record.arithmetic.sentences.hours import stated_hours
from dayops_dash.measures.record.arithmetic.sentences.ordered import stated_order
from dayops_dash.measures.record.arithmetic.sentences.shares import stated_shares
from dayops_dash.measures.record.arithmetic.sentences.totals import stated_total
from dayops_dash.measures.record.arithmetic.sentences.worked import stated_result, stated_share
from dayops_dash.measures.record.arithmetic.sum import Sum
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
        ("It opens from 10 to 4, six hours.", False),  # of ten in the morning and four after noon
        ("It opens from 10 to 4, seven hours.", True),
        ("Support grew from 10 to 14, two hours of it for carers.", False),
        ("Three rooms with 2000 seats each hold 9000 people.", False),  # 2000 may be a year
        ("A fee of £12 would leave 30 of the 50 places, so 10 remain.", False),  # what would be is no sum
    ],
)
def test_edges_of_what_a_sentence_can_be_held_to(sentence: str, is_claimed: bool) -> None:
    assert bool(claimed([sentence])[sentence]) is is_claimed


NUMBERS = re.compile(r"£?\d[\d,.]*(?<![.,])(?:m|%)?")
ODD = (
    "0",
    "1",
    "2",
    "24",
    "25",
    "99",
    "2000",
    "2024",
    "1,000,000",
    "£0",
    "£12",
    "£1.2m",
    "0%",
    "15%",
    "100%",
    "12.75",
    "three",
    "none",
    "",
)


@settings(max_examples=300)
@given(st.data())
def test_no_numbers_in_a_sentence_break_it(data: st.DataObject) -> None:
    """What a paper says may be odd: a page must come whatever it is."""
    row = Library().dataset(SLUG).at().rows("context")[0]
    sentence = data.draw(st.sampled_from(sentences("yes") + sentences("no")))
    sentence = NUMBERS.sub(lambda _: data.draw(st.sampled_from(ODD)), sentence)
    for check in (
        stated_result,
        stated_share,
        stated_hours,
        stated_order,
        stated_total,
        stated_fractions,
        stated_shares,
    ):
        assert all(isinstance(one, Sum) for one in check(row, "Title", sentence))
