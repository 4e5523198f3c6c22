"""How complete records are where the method leans on them. For the officer who prepares them, not to be published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw

from dayops_dash import wording
from dayops_dash.prepare import method, submissions
from dayops_dash.prepare.fields import (
    DAY_SUPPORT,
    MECHANISMS,
    NOT_KNOWN,
    REASONS,
    UNKNOWN,
    Field,
)
from dayops_dash.prepare.scope import Frame
from dayops_dash.prepare.submissions import ROWS, Submission

IN_SCOPE, DAY = "in_scope", "day_support"


@dataclass(frozen=True)
class Question:
    """One thing that is asked of rows: of which, and in what words the report tells how many there are."""

    of: str
    words: str


def asked() -> dict[str, tuple[Question, nw.Expr]]:
    """Return what is asked of the rows in scope, each with an expression that is true of the rows in question."""
    col, empty = nw.col, lambda field: nw.col(field).is_null()
    given = ~empty(Field.MECHANISM)
    day = ~empty(Field.COMPONENT) & (col(Field.COMPONENT) == DAY_SUPPORT)
    listed = ~empty(Field.REASON) & col(Field.REASON).is_in(list(REASONS))
    return {
        "nhs": (Question(IN_SCOPE, "without an NHS number"), empty(Field.NHS_NUMBER)),
        "own": (Question(IN_SCOPE, "without the council's own id"), empty(Field.LA_PERSON)),
        "no_reason": (Question(IN_SCOPE, "without a primary support reason"), empty(Field.REASON)),
        "unlisted": (Question(IN_SCOPE, "with a reason that is not of the list"), ~empty(Field.REASON) & ~listed),
        "unknown": (
            Question(IN_SCOPE, "with the reason Unknown"),
            ~empty(Field.REASON) & (col(Field.REASON) == UNKNOWN),
        ),
        "mechanism": (
            Question(IN_SCOPE, "with a delivery mechanism that is not of the list, taken as blank"),
            given & ~col(Field.MECHANISM).is_in(list(MECHANISMS)),
        ),
        "home": (
            Question(IN_SCOPE, "with a delivery mechanism on nursing or residential care, taken as blank"),
            given & ~method.mechanism_expected(),
        ),
        "component": (Question(IN_SCOPE, "without a service component"), empty(Field.COMPONENT)),
        "provider": (Question(DAY, "without a provider"), day & empty(Field.PROVIDER)),
        "postcode": (Question(DAY, "without a postcode"), day & empty(Field.POSTCODE)),
        "sex": (Question(DAY, "without a gender"), day & empty(Field.GENDER)),
        "ethnicity": (Question(DAY, "without an ethnicity"), day & empty(Field.ETHNICITY)),
        "cost": (Question(DAY, "without a unit cost"), day & empty(Field.UNIT_COST)),
        "unit": (Question(DAY, "without a unit of cost"), day & empty(Field.UNIT_TYPE)),
        "units": (Question(DAY, "without planned units a week"), day & empty(Field.UNITS)),
        DAY: (Question(IN_SCOPE, "of day support"), day),
    }


def measured(rows: Frame) -> Frame:
    """Return one row: how many rows there are, and how many of them each question is true of."""
    flags = {name: nw.when(true).then(nw.lit(1)).otherwise(nw.lit(0)) for name, (_, true) in asked().items()}
    marked = rows.select(*(flag.alias(name) for name, flag in flags.items()))
    return marked.select(nw.len().alias(ROWS), *(nw.col(name).sum() for name in flags))


def report(
    *,
    question: submissions.Question,
    found: Sequence[Submission],
    chosen: Sequence[Submission],
    left_out: Mapping[str, int],
    unread: Mapping[str, int],
    told: Mapping[str, Any],
    attending: str,
) -> str:
    """Return the report as Markdown."""
    parts = [
        f"# Client Level Data of {question.council} at {wording.day(question.snapshot)}",
        "For the officer who prepares the records. It holds counts that are not protected: not for publication.",
        "## Submissions",
        _table(("Council", "Submitted", "Period", "Rows", "Used"), [_submission(one, chosen) for one in found]),
        "## Rows",
        _table(("Rows", "Why"), [(f"{n:,}", why) for why, n in left_out.items()]),
        "## Days that are not understood",
        "Those of the first four columns leave their row out. A period is the whole submission's: its rows stay.",
        _table(("Rows", "Column"), [(f"{n:,}", column) for column, n in unread.items()]),
        "## Data quality",
        _table(("Rows", "Of", "What"), _quality(told)),
        "## Day support",
        attending,
    ]
    return "\n\n".join(parts) + "\n"


def _submission(one: Submission, chosen: Sequence[Submission]) -> tuple[str, ...]:
    period = f"{one.first or NOT_KNOWN} to {one.last or NOT_KNOWN}"
    return (
        f"{one.name} ({one.council})",
        f"{one.imported}",
        period,
        f"{sum(one.rows.values()):,}",
        "yes" if one in chosen else "",
    )


def _quality(told: Mapping[str, Any]) -> list[tuple[str, ...]]:
    of = {IN_SCOPE: (int(told[ROWS] or 0), "rows in scope"), DAY: (int(told[DAY] or 0), "rows of day support")}
    return [
        (f"{int(told[name] or 0):,}", f"{of[q.of][0]:,} {of[q.of][1]}", q.words) for name, (q, _) in asked().items()
    ]


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
