"""What became of every row of a file, and which submission is a council's: what is told where nothing can be counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from dayops_dash.prepare.records.columns import RecordsError, code_of, plain
from dayops_dash.prepare.records.fields import Field
from dayops_dash.prepare.records.moments import moment_of
from dayops_dash.prepare.records.scope import NOT_UNDERSTOOD, Left
from dayops_dash.prepare.records.submissions import (
    COUNCIL_CODE,
    PERIOD,
    ROWS,
    HeadcountQuestion,
    Strays,
    Submission,
    latest,
)

Rows = Sequence[Mapping[str, Any]]  # of ``by_submission``
KEPT = "kept"
OTHER_COUNCILS, OTHER_SUBMISSIONS = "of other councils", "of submissions that are not the latest for the period"


def chosen_of(
    submissions: Sequence[Submission], rows: Rows, question: HeadcountQuestion, file: str
) -> list[Submission]:
    """Return the last submission of the council that covers the period. Raises RecordsError, with what there is, where none does."""
    if chosen := latest(submissions, question):
        return chosen
    if not rows:
        raise RecordsError(f"{file} has a header and no rows. Export it again.")
    if not _own(rows, question.council):
        raise RecordsError(f"{file} has no rows of council {question.council!r}. It has: {_codes(rows)}.")
    own = [one for one in submissions if one.council == code_of(question.council)]
    if not own:
        raise RecordsError(_without_submission(_own(rows, question.council), question, file))
    available = "; ".join(f"{one.imported:%Y-%m-%d} for {_period(one)}" for one in own)
    raise RecordsError(
        f"No submission of {question.council} made after {question.snapshot} covers {question.period_from} to "
        f"{question.snapshot}. It has: {available}. Another start can be given with --period-start."
    )


def passed_over(
    submissions: Sequence[Submission], chosen: Sequence[Submission], question: HeadcountQuestion
) -> list[str]:
    """Return sentences on submissions for the period that are not the last but may be meant: of the same day, or far larger."""
    lines = []
    for last in chosen:
        for one in submissions:
            same = one.council == last.council and plain(one.name) == plain(last.name) and one.covers(question)
            rows, its = sum(one.rows.values()), sum(last.rows.values())
            if same and one not in chosen and (one.imported.date() == last.imported.date() or rows > 2 * its):
                lines.append(
                    f"Only the last submission for the period is counted: {its:,} rows of {last.imported}. One of {one.imported} has "
                    f"{rows:,}. If they belong together, give them one {Field.IMPORTED}."
                )
    return lines


def _own(rows: Rows, council: str) -> list[Mapping[str, Any]]:
    return [row for row in rows if code_of(row[Field.LA_CODE]) == code_of(council)]


def _codes(rows: Rows) -> str:
    """Return the codes of councils that rows have: only what looks like one, for a wrong column may hold anything."""
    codes = {code_of(row[Field.LA_CODE]) for row in rows}
    return ", ".join(sorted(code for code in codes if re.fullmatch(COUNCIL_CODE, code))[:20]) or "no council's code"


def _period(one: Submission) -> str:
    return f"{one.first} to {one.last}" if one.first and one.last else "a period that is not given or not understood"


def _without_submission(own: Rows, question: HeadcountQuestion, file: str) -> str:
    count, misread = _count(own), _unread_cells(own, Field.IMPORTED)
    return (
        f"{file} has {count:,} rows of council {question.council!r}, and none with both a name in {Field.LA_NAME} and a moment in "
        f"{Field.IMPORTED} that is understood ({misread:,} are not). Write moments as 2024-04-20 10:15:00."
    )


def accounted(
    rows: Rows,
    chosen: Sequence[Submission],
    before: Mapping[str | None, int],
    why: Mapping[str | None, int],
    stray: Sequence[Strays] = (),
) -> dict[str, int]:
    """Return the rows of the file by what became of them; they add up to all rows read.

    ``stray`` are rows of no submission that can be told. ``before`` counts the submission's rows by the reason of time or birth for
    which they are left out, and ``why`` those that are kept by the reason for which they were left out later. Raises RecordsError where
    they do not add up, which is a fault of this program: counts of some of the rows would pass for counts of all.
    """
    read, own = _count(rows), _own(rows, chosen[0].council)
    its = sum(sum(one.rows.values()) for one in chosen)
    lost = {one.why: one.rows for one in stray}
    out: Counter[str] = Counter()
    for one in chosen:
        out.update({word: count for word, count in one.rows.items() if word})
    out.update({word: count for word, count in before.items() if word})
    later = {word: count for word, count in why.items() if word}
    account = {
        "read": read,
        OTHER_COUNCILS: read - _count(own) - lost.get(Left.CODE, 0),
        **lost,
        OTHER_SUBMISSIONS: _count(own) - its - sum(lost.values()) + lost.get(Left.CODE, 0),
        **dict(sorted(out.items(), key=lambda item: -item[1])),
        **dict(sorted(later.items(), key=lambda item: -item[1])),
        KEPT: why.get(None, 0),
    }
    if amiss := 2 * read - sum(account.values()):
        raise RecordsError(
            f"Nothing was written: of {read:,} rows read {abs(amiss):,} are {'lost' if amiss > 0 else 'counted twice'} on the way. "
            "That is a fault of this program; please report it with this message."
        )
    return account


def _count(rows: Rows) -> int:
    return sum(int(row[ROWS]) for row in rows)


def unread(rows: Rows, account: Mapping[str, int], council: str) -> dict[str, int]:
    """Return, by column, how many rows of the council had a day or a moment there that was not understood; zeros too.

    Of days, only those that are asked for: of long-term support in the submission that counts. A period is the submission's, so its
    rows stay; the others are left out.
    """
    left_out = {str(field): account.get(reason, 0) for reason, field in NOT_UNDERSTOOD.items()}
    own = _own(rows, council)
    return {**left_out, **{str(field): _unread_cells(own, field) for field in PERIOD}}


def _unread_cells(rows: Rows, field: Field) -> int:
    """Return how many rows have something in a field, and no moment that is understood."""
    return sum(int(row[ROWS]) for row in rows if str(row[field] or "").strip() and not moment_of(row[field]))
