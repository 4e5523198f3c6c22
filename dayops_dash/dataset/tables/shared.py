"""Columns that many tables end or begin with."""

from dayops_dash.dataset.schema import Column, choice, reference, source_columns, text
from dayops_dash.dataset.vocabulary import Qualifier, Visibility

SOURCE = source_columns(Visibility)

AS_WRITTEN = (
    text("as_written", "The number as the paper prints it."),
    choice("qualifier", Qualifier, "How the paper hedges it.", required=False),
    text("statement", "What the paper says where it gives no number, in our words."),
)


def arithmetic(table: str) -> tuple[Column, ...]:
    """Return the columns that say what a row should add up to; the checks do the sums."""
    return (
        reference("part_of", table, "The whole that this row is one part of. The parts given make the whole."),
        reference("share_part", table, "For a percentage: the row that is the part."),
        reference("share_of", table, "For a percentage: the row that is the whole."),
        reference("change_from", table, "For a change in per cent: the row before."),
        reference("change_to", table, "For a change in per cent: the row after."),
    )
