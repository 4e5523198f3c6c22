"""Checks of reported statuses: the council's words and what they stand for, their days, who confirmed a return; and of lines of descent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from dayops_dash.dataset.checks.frames import Frames, rows
from dayops_dash.dataset.checks.problem import Problem, shown
from dayops_dash.dataset.vocabulary import Became, DocumentKind, WordMeaning


def plain_word(word: str) -> str:
    """Return a status word as words are compared: without case and without spaces beside what is needed."""
    return " ".join(word.casefold().split())


def check_statuses(frames: Frames) -> Iterator[Problem]:
    """Yield a completion date without completion, a word without a status, and a status that its word does not stand for."""
    means = {plain_word(row["word"]): row["stands_for"] for _, _, row in rows(frames, "status_words")}
    for table, number, row in rows(frames, "updates"):
        if row["completed_edtf"] and row["reported_status"] != "complete":
            yield Problem(
                table.path,
                number,
                "completed_edtf",
                shown(row["completed_edtf"]),
                "a completion date only where complete was reported",
                "Correct the status or the date.",
            )
        word = row["status_as_written"]
        meant = means.get(plain_word(word), "") if word else ""
        expected = "" if meant == WordMeaning.NONE_OF_OURS else meant
        if meant and row["reported_status"] != expected:
            yield Problem(
                table.path,
                number,
                "reported_status",
                shown(row["reported_status"]) if row["reported_status"] else "an empty cell",
                f"{expected or 'an empty cell'}: {shown(word)} stands for {meant} in status_words.csv",
                "Correct the status, or the row of status_words.csv.",
            )
        elif word and not row["reported_status"] and not meant:
            yield Problem(
                table.path,
                number,
                "reported_status",
                "an empty cell",
                f"a status for {shown(word)}",
                "Choose the status that the word means, or add the word to status_words.csv as none of ours.",
            )


def check_words(frames: Frames) -> Iterator[Problem]:
    """Yield a word that is mapped twice."""
    seen: dict[str, int] = {}
    for table, number, row in rows(frames, "status_words"):
        first = seen.setdefault(plain_word(row["word"]), number)
        if first != number:
            found, expected = f"the word of row {first} again", "each word once"
            yield Problem(table.path, number, "word", found, expected, "Remove one of the two rows.")


def check_returns(frames: Frames) -> Iterator[Problem]:
    """Yield returns that no role has confirmed, and statuses of a day after the paper that reports them."""
    papers: dict[str, date | None] = {}
    for table, number, row in rows(frames, "documents"):
        papers[row["document_id"]] = row["published_on"]
        if row["kind"] == DocumentKind.RETURN and not row["confirmed_by_role"]:
            do = "Say who confirmed it, as a role: Head of commissioning. Never a person's name."
            yield Problem(table.path, number, "confirmed_by_role", "an empty cell", "the role that confirmed it", do)
    for table, number, row in rows(frames, "updates"):
        yield from _too_late(table.path, number, row, papers.get(row["document_id"]))


def _too_late(path: str, number: int, row: dict[Any, Any], on: date | None) -> Iterator[Problem]:
    if on and row["status_on"] and row["status_on"] > on:
        expected = f"{on.isoformat()} at the latest, the day of the paper"
        yield Problem(path, number, "status_on", row["status_on"].isoformat(), expected, "Correct the day.")


def check_descents(frames: Frames) -> Iterator[Problem]:
    """Yield steps of descent without an end, dropped intentions with one or without a reason, and what descends from itself."""
    every = list(rows(frames, "descents"))
    later: dict[str, set[str]] = {}
    for _, _, row in every:
        later.setdefault(row["from_intention_id"], set()).add(row["to_intention_id"])
    for table, number, row in every:
        is_dropped = row["became"] == Became.DROPPED
        if is_dropped == bool(row["to_intention_id"]):
            found = shown(row["to_intention_id"]) if is_dropped else "an empty cell"
            expected = "an empty cell: it was dropped" if is_dropped else "the later intention"
            yield Problem(table.path, number, "to_intention_id", found, expected, "Correct it, or what became of it.")
        if is_dropped and not row["reason"]:
            yield Problem(
                table.path, number, "reason", "an empty cell", "why it was dropped", "Say what the paper says."
            )
        if _reaches(later, row["to_intention_id"], row["from_intention_id"]):
            found, expected = shown(row["to_intention_id"]), "an intention that does not lead back to this one"
            yield Problem(table.path, number, "to_intention_id", found, expected, "Break the circle.")


def _reaches(later: dict[str, set[str]], start: str, end: str) -> bool:
    ahead, seen = [start], {""}
    while ahead:
        at = ahead.pop()
        if at == end:
            return True
        if at not in seen:
            seen.add(at)
            ahead += later.get(at, set())
    return False


CHECKS = (check_words, check_returns, check_descents)
ROW_CHECKS = (check_statuses,)
