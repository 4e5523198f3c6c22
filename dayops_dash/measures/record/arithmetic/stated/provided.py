"""A share of people by who provides, against the counts of one paper that it does not name: 62% council-run, of 345 in 812."""

from __future__ import annotations

from collections.abc import Iterator

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import PeopleRow
from dayops_dash.dataset.vocabulary import ConflictGrade, ProviderKind
from dayops_dash.dataset.written import Range, range_of, step_of
from dayops_dash.measures.record.arithmetic.periods import period_key
from dayops_dash.measures.record.arithmetic.sum import SLACK, Sum, as_printed, share_of
from dayops_dash.measures.record.arithmetic.words import group_of, words_of

SHARE = "share of people"
BY_PROVIDER = ("", "provider", "kind of provider", "type of provider", "who provides")
PROVIDERS = words_of(
    "council run internal in house own only external independent private voluntary sector organisations providers bought "
    "through direct payments payment community"
)


def provided_sums(council: Council) -> Iterator[Sum]:
    """Hold a share by who provides against the count of it and the whole, where the row names neither."""
    counts = [r for r in council.rows("people") if r.unit == "people" and not (r.breakdown or wording.missing(r.value))]
    for row in council.rows("people"):
        by_provider = row.breakdown.casefold() in BY_PROVIDER and row.provider_kind not in (
            ProviderKind.ALL,
            ProviderKind.BOTH,
        )
        if (
            row.unit == "%"
            and row.measure == SHARE
            and by_provider
            and not (row.share_part or wording.missing(row.value))
        ):
            for whole in counts:
                if whole.provider_kind == ProviderKind.ALL and whole.value and _is_of(row, whole):
                    yield from _held(row, whole, [r for r in counts if r.part_of == whole.people_id])


def _is_of(row: PeopleRow, whole: PeopleRow) -> bool:
    """Whether a share is of just the people whom a row counts: those of its base, in one paper, period and group."""
    of = words_of(whole.subject)
    same = all(row[c] == whole[c] for c in ("document_id", "service_id")) and group_of(row.client_group) == group_of(
        whole.client_group
    )
    same = same and period_key(row.period) == period_key(whole.period)
    return same and words_of(row.base) == of and words_of(row.subject) <= of | PROVIDERS


def _held(row: PeopleRow, whole: PeopleRow, parts: list[PeopleRow]) -> Iterator[Sum]:
    """The share may be of those who use this kind alone, or with those who use both kinds."""
    own = [r for r in parts if r.provider_kind == row.provider_kind]
    both = sum((range_of(r.value, r.qualifier).high for r in parts if r.provider_kind == ProviderKind.BOTH), 0.0)
    if len(own) != 1:
        return
    part = range_of(own[0].value, own[0].qualifier)
    could_be = share_of(Range(part.low, part.high + both), range_of(whole.value, whole.qualifier))
    holds = could_be.gap(range_of(row.value, row.qualifier)) <= step_of(row.as_written, row.value) / 2 + SLACK
    words = f"{as_printed(own[0])} of {as_printed(whole)} is {own[0].value / whole.value * 100:.2f}%"
    words += f", with those who use both kinds {(own[0].value + both) / whole.value * 100:.2f}%" if both else ""
    place = (row.document_id, row.locator, own[0].document_id, own[0].locator)
    grade = None if holds else ConflictGrade.CONFLICT
    yield Sum(grade, f"{row.subject}: the percentage against the counts", as_printed(row), words, *place)
