"""Checks of risk scores: against their two axes, the council's matrix and its bands."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import pandas as pd

from dayops_dash.dataset.checks.frames import Frames, rows
from dayops_dash.dataset.checks.problem import Note, Problem, shown
from dayops_dash.dataset.vocabulary import Axis

USUAL_STEPS = 5  # of an axis: what a score is tried against where no paper says how many steps there are


def _steps(frames: Frames) -> dict[str, int]:
    """Return how many steps each axis has, where a paper says so."""
    return {row["axis"]: int(row["steps"]) for _, _, row in rows(frames, "risk_axes") if pd.notna(row["steps"])}


def _scores(frames: Frames) -> Iterator[Problem]:
    """A score is impact times likelihood, on steps that the council's matrix has."""
    steps = _steps(frames)
    for table, number, row in rows(frames, "risk_scores"):
        beyond = [axis for axis in Axis if row[axis] > steps.get(axis, row[axis])]
        for axis in beyond:
            expected = f"1 to {steps[axis]}, the steps of the council's matrix"
            yield Problem(table.path, number, axis, str(row[axis]), expected, "Correct the step.")
        right = row["impact"] * row["likelihood"]
        if pd.notna(row["score"]) and row["score"] != right and not beyond:
            expected = f"{right}, impact {row['impact']} times likelihood {row['likelihood']}"
            found = f"{row['score']}{_impossible(row, steps)}"
            yield Problem(table.path, number, "score", found, expected, "Correct the score or an axis.")


def _impossible(row: dict[Any, Any], steps: dict[str, int]) -> str:
    """Return that no pair of steps gives a score, as 7 on five by five; "" where one does."""
    high, wide = (steps.get(axis, max(USUAL_STEPS, row[axis])) for axis in (Axis.IMPACT, Axis.LIKELIHOOD))
    possible = {one * other for one, other in product(range(1, high + 1), range(1, wide + 1))}
    return "" if row["score"] in possible else f", which no pair of steps on {high} by {wide} gives"


def _ratings(frames: Frames) -> Iterator[Problem]:
    """A rating in letters is made of the letters of its two steps."""
    letters = {(row["axis"], row["step"]): row["symbol"] for _, _, row in rows(frames, "risk_scales") if row["symbol"]}
    for table, number, row in rows(frames, "risk_scores"):
        pair = [letters.get((axis, row[axis]), "") for axis in Axis]
        if row["rating"] and all(pair) and row["rating"] not in ("".join(pair), "".join(reversed(pair))):
            expected = f"{' and '.join(pair)}, the letters of its two steps"
            yield Problem(
                table.path, number, "rating", shown(row["rating"]), expected, "Correct the rating or an axis."
            )


def _axes(frames: Frames) -> Iterator[Problem]:
    """Each axis comes once, in a place of its own, and no step lies beyond it."""
    steps = _steps(frames)
    seen: set[tuple[str, object]] = set()
    for table, number, row in rows(frames, "risk_axes"):
        for column in ("axis", "position"):
            if (column, row[column]) in seen:
                found = f"{row[column]}, which another row has"
                yield Problem(table.path, number, column, found, "each axis once, in a place of its own", "Correct it.")
            seen.add((column, row[column]))
    for table, number, row in rows(frames, "risk_scales"):
        most = steps.get(row["axis"], row["step"])
        if (row["axis"], row["step"]) in seen:
            found = f"{row['step']}, which another row of {row['axis']} has"
            yield Problem(table.path, number, "step", found, "each step of an axis once", "Correct the step.")
        seen.add((row["axis"], row["step"]))
        if row["step"] > most:
            expected = f"1 to {most}, the steps of the axis"
            yield Problem(table.path, number, "step", str(row["step"]), expected, "Correct the step or the axis.")


def _bands(frames: Frames) -> Iterator[Problem]:
    """Bands do not overlap, and a score's band is the one that it lies in."""
    taken: dict[int, str] = {}
    for table, number, row in rows(frames, "risk_bands"):
        low, high, band = int(row["lowest_score"]), int(row["highest_score"]), row["band"]
        if low > high:
            yield Problem(table.path, number, "highest_score", str(high), f"at least {low}", "Swap the two.")
            continue
        if shared := [score for score in range(low, high + 1) if score in taken]:
            found = f"{low}, though {shared[0]} is {taken[shared[0]]} already"
            yield Problem(table.path, number, "lowest_score", found, "each score in one band", "Correct the bounds.")
        taken.update({score: band for score in range(low, high + 1) if score not in taken})
    for table, number, row in rows(frames, "risk_scores"):
        right = taken.get(int(row["score"])) if pd.notna(row["score"]) else None
        if row["band"] and right and row["band"] != right:
            expected = f"{right}, the council's band of {row['score']}"
            yield Problem(table.path, number, "band", shown(row["band"]), expected, "Correct the band or its bounds.")


def notes(frames: Frames) -> Iterator[Note]:
    """Yield what the matrix leaves out: steps without a word where the others have one, and scores that lie in no band."""
    steps = _steps(frames)
    worded = {(row["axis"], row["step"]) for _, _, row in rows(frames, "risk_scales") if row["word"]}
    for table, number, row in rows(frames, "risk_axes"):
        most = steps.get(row["axis"], 0)
        bare = [step for step in range(1, most + 1) if (row["axis"], step) not in worded]
        if bare and len(bare) < most:
            basis = f"no row of risk_scales.csv has a word for step {bare[0]} of {row['axis']}, though others have one"
            yield Note(table.path, number, "steps", str(most), "", basis)
    bands = list(rows(frames, "risk_bands"))
    held = {score for _, _, row in bands for score in range(int(row["lowest_score"]), int(row["highest_score"]) + 1)}
    if not bands or not all(axis in steps for axis in Axis):
        return
    high, wide = (steps[axis] for axis in (Axis.IMPACT, Axis.LIKELIHOOD))
    out = sorted({one * other for one, other in product(range(1, high + 1), range(1, wide + 1))} - held)
    beyond = sorted(score for score in held if score > high * wide)
    if out or beyond:
        basis = f"no band holds a score of {out[0]}" if out else f"a band holds {beyond[0]}"
        basis += f", which {high} by {wide} steps {'give' if out else 'do not give'}"
        yield Note(bands[0][0].path, 0, "", "", "", basis)


CHECKS = (_scores, _ratings, _axes, _bands)
