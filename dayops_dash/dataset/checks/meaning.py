"""Checks of what rows mean together: dates, shares, scores, numbers against the words that they were typed from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pandas as pd

from dayops_dash import clock
from dayops_dash.dataset.checks import due, returns, risk
from dayops_dash.dataset.checks.frames import Frames, read_once, rows
from dayops_dash.dataset.checks.papers import kept, mentions, printed, second, years
from dayops_dash.dataset.checks.problem import Problem, shown
from dayops_dash.dataset.dates import NotEDTF, interval
from dayops_dash.dataset.tables import TABLES
from dayops_dash.dataset.vocabulary import DocumentKind, PublishedBasis


def check_meaning(frames: Frames) -> Iterator[Problem]:
    """Yield what is wrong in tables whose cells are all of the right type. Rows are in file order."""
    once = read_once(frames)
    for check in CHECKS:
        yield from check(once)


def _one_of(frames: Frames) -> Iterator[Problem]:
    for name in frames:
        for table, number, row in rows(frames, name):
            if table.one_of and not any(pd.notna(row[c]) and row[c] != "" for c in table.one_of):
                yield Problem(
                    table.path,
                    number,
                    "",
                    "a row that says nothing",
                    f"one of {', '.join(table.one_of)}",
                    "Fill one of them.",
                )


def _edtf(frames: Frames) -> Iterator[Problem]:
    for name in frames:
        table = TABLES[name]
        for column in (c.name for c in table.columns if c.name.endswith("_edtf")):
            for _, number, row in rows(frames, name):
                try:
                    interval(row[column])
                except NotEDTF:
                    yield Problem(
                        table.path,
                        number,
                        column,
                        shown(row[column]),
                        "an EDTF interval such as 2023-04, 2023-22 or 2022-04-01/2023-03-31",
                        "Correct it.",
                    )


def _documents(frames: Frames) -> Iterator[Problem]:
    for table, number, row in rows(frames, "documents"):
        reference = row["kind"] == DocumentKind.REFERENCE
        on: date | None = row["published_on"]
        if on is None and not reference:
            yield Problem(
                table.path,
                number,
                "published_on",
                "an empty cell",
                "the day from which its rows count as known",
                "Give the date, or the last day of the likely interval with basis 'inferred'.",
            )
        if on is not None and on > clock.today():
            yield Problem(
                table.path, number, "published_on", on.isoformat(), "a day that has come", "Correct the date."
            )
        if (row["published_basis"] == PublishedBasis.NOT_APPLICABLE) != reference or (reference and on is not None):
            yield Problem(
                table.path,
                number,
                "published_basis",
                shown(row["published_basis"]),
                "'not applicable' and no date for reference, and only for it",
                "Correct the basis or the kind.",
            )
        if row["published_basis"] == PublishedBasis.INFERRED and not row["note"]:
            yield Problem(
                table.path, number, "note", "an empty cell", "what the date was inferred from", "Say it in the note."
            )


def _days_of_papers(frames: Frames) -> Iterator[Problem]:
    """A paper counts as known from the last day that its date can mean."""
    for table, number, row in rows(frames, "documents"):
        on: date | None = row["published_on"]
        try:
            last = interval(row["published_edtf"]).latest
        except NotEDTF:
            continue
        if on and last and on != last:
            expected = f"{last}, the last day of {row['published_edtf']}"
            yield Problem(table.path, number, "published_on", on.isoformat(), expected, "Correct one of the two.")


def _own_tree(frames: Frames) -> Iterator[Problem]:
    """Nothing is a part of itself, however far round."""
    wholes = [(TABLES[n], c.name) for n in frames for c in TABLES[n].columns if c.name in ("parent_id", "part_of")]
    for table, column in wholes:
        name = table.name
        above = dict(zip(frames[name][table.key], frames[name][column], strict=True))
        for _, number, row in rows(frames, name):
            seen, at = set(), row[table.key]
            while at and at not in seen:
                seen.add(at)
                at = above.get(at, "")
            if at == row[table.key]:
                yield Problem(
                    table.path,
                    number,
                    column,
                    shown(row[column]),
                    "a row above it that is not a part of it",
                    "Break the circle.",
                )


def _percentages(frames: Frames) -> Iterator[Problem]:
    columns = [(n, c.name) for n in frames for c in TABLES[n].columns if c.name.endswith("_pct")]
    for name, column in columns:
        for table, number, row in rows(frames, name):
            if pd.notna(row[column]) and not 0 <= row[column] <= 100:
                yield Problem(table.path, number, column, f"{row[column]:g}", "0 to 100", "Correct the percentage.")
    bases = {r["question_id"]: int(r["base_count"]) for r in _questions(frames) if pd.notna(r["base_count"])}
    for table, number, row in rows(frames, "survey_answers"):
        base = bases.get(row["question_id"])
        if pd.notna(row["count"]) and base and row["count"] > base:
            yield Problem(
                table.path,
                number,
                "count",
                str(row["count"]),
                f"at most the {base} who answered",
                "Correct the count or the base.",
            )


def _questions(frames: Frames) -> Iterator[dict[Any, Any]]:
    for _, _, row in rows(frames, "survey_questions"):
        yield row


def _areas(frames: Frames) -> Iterator[Problem]:
    taken: dict[tuple[int, int], str] = {}
    for table, number, row in rows(frames, "areas"):
        older, everyone = row["aged_65_and_over"], row["population"]
        if pd.notna(older) and pd.notna(everyone) and older > everyone:
            yield Problem(
                table.path,
                number,
                "aged_65_and_over",
                str(older),
                f"at most the population, {everyone}",
                "Correct one of the two.",
            )
        for column, low, high in (("longitude", -9, 3), ("latitude", 49, 61)):
            if pd.notna(row[column]) and not low <= row[column] <= high:
                yield Problem(
                    table.path,
                    number,
                    column,
                    f"{row[column]:g}",
                    f"{low} to {high}, in the United Kingdom",
                    "Longitude and latitude may be swapped.",
                )
        if pd.isna(row["tile_column"]) or pd.isna(row["tile_row"]):
            continue
        tile = (int(row["tile_column"]), int(row["tile_row"]))
        if tile in taken:
            yield Problem(
                table.path,
                number,
                "tile_column",
                f"the tile of {taken[tile]}",
                "a tile of its own",
                "Move one of the two.",
            )
        taken[tile] = str(row["area_name"])


def _ranges(frames: Frames) -> Iterator[Problem]:
    for table, number, row in rows(frames, "level_figures"):
        if pd.notna(row["value"]) and pd.notna(row["value_to"]) and row["value_to"] < row["value"]:
            yield Problem(
                table.path, number, "value_to", f"{row['value_to']:g}", f"at least {row['value']:g}", "Swap the two."
            )


def _hidden(frames: Frames) -> Iterator[Problem]:
    """A hidden value has no number, and a margin of error or a base belongs to one that has."""
    for table, number, row in rows(frames, "outcome_values"):
        if row["shorthand"] and pd.notna(row["value"]):
            found = f"{row['value']:g} beside {shown(row['shorthand'])}"
            yield Problem(table.path, number, "value", found, "a number or why there is none", "Empty one of the two.")
        if pd.notna(row["margin_of_error"]) and pd.isna(row["value"]):
            found = f"{row['margin_of_error']:g} beside no value"
            yield Problem(table.path, number, "margin_of_error", found, "the margin of a value", "Empty the margin.")


def check_rows(frames: Frames) -> Iterator[Problem]:
    """Yield what is wrong within single rows: all that can be said of a table of which other rows are broken."""
    once = read_once(frames)
    for check in ROW_CHECKS:
        yield from check(once)


Check = Callable[[Frames], Iterator[Problem]]
ROW_CHECKS: tuple[Check, ...] = (_one_of, _edtf, *returns.ROW_CHECKS, _ranges, _hidden, *printed.ROW_CHECKS)
CHECKS: tuple[Check, ...] = (
    _one_of,
    *printed.CHECKS,
    _edtf,
    due.problems,
    _documents,
    _days_of_papers,
    _own_tree,
    *returns.ROW_CHECKS,
    *returns.CHECKS,
    _percentages,
    *mentions.CHECKS,
    second.check_second_reading,
    *years.CHECKS,
    *risk.CHECKS,
    _areas,
    _ranges,
    _hidden,
    kept.check_kept_papers,
)
