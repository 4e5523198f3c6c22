"""How complete records are where the method leans on them. For the officer who prepares them, not to be published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import narwhals as nw

from dayops_dash.prepare.counting import day_support, method
from dayops_dash.prepare.engines.engine import Engine
from dayops_dash.prepare.engines.steps import Query, step
from dayops_dash.prepare.records.fields import (
    MECHANISMS,
    REASONS,
    UNKNOWN,
    Field,
)
from dayops_dash.prepare.records.scope import Frame
from dayops_dash.prepare.records.submissions import ROWS

IN_SCOPE, DAY = "in_scope", "day_support"


@dataclass(frozen=True)
class QualityQuestion:
    """One thing that is asked of rows: of which, and in what words the report tells how many there are."""

    of: str
    words: str


def asked() -> dict[str, tuple[QualityQuestion, nw.Expr]]:
    """Return what is asked of the rows in scope, each with an expression that is true of the rows in question."""
    col, empty = nw.col, lambda field: nw.col(field).is_null()
    has_mechanism = ~empty(Field.MECHANISM)
    listed = ~empty(Field.REASON) & col(Field.REASON).is_in(list(REASONS))
    return {
        "nhs": (QualityQuestion(IN_SCOPE, "without an NHS number"), empty(Field.NHS_NUMBER)),
        "own": (QualityQuestion(IN_SCOPE, "without the council's own id"), empty(Field.LA_PERSON)),
        "no_reason": (QualityQuestion(IN_SCOPE, "without a primary support reason"), empty(Field.REASON)),
        "unlisted": (
            QualityQuestion(IN_SCOPE, "with a reason that is not of the list"),
            ~empty(Field.REASON) & ~listed,
        ),
        "unknown": (
            QualityQuestion(IN_SCOPE, "with the reason Unknown"),
            ~empty(Field.REASON) & (col(Field.REASON) == UNKNOWN),
        ),
        "mechanism": (
            QualityQuestion(IN_SCOPE, "with a delivery mechanism that is not of the list, taken as blank"),
            has_mechanism & ~col(Field.MECHANISM).is_in(list(MECHANISMS)),
        ),
        "home": (
            QualityQuestion(IN_SCOPE, "with a delivery mechanism on nursing or residential care, taken as blank"),
            has_mechanism & ~method.mechanism_expected(),
        ),
        "component": (QualityQuestion(IN_SCOPE, "without a service component"), empty(Field.COMPONENT)),
        "provider": (QualityQuestion(DAY, "without a provider"), empty(Field.PROVIDER)),
        "postcode": (QualityQuestion(DAY, "without a postcode"), empty(Field.POSTCODE)),
        "sex": (QualityQuestion(DAY, "without a gender"), empty(Field.GENDER)),
        "ethnicity": (QualityQuestion(DAY, "without an ethnicity"), empty(Field.ETHNICITY)),
        "cost": (QualityQuestion(DAY, "without a unit cost"), empty(Field.UNIT_COST)),
        "unit": (QualityQuestion(DAY, "without a unit of cost"), empty(Field.UNIT_TYPE)),
        "units": (QualityQuestion(DAY, "without planned units a week"), empty(Field.UNITS)),
    }


def _of_day(day_rows: Frame) -> Frame:
    return day_rows.filter(day_support.of_day())


def _counted(rows: Frame, of: str, name: str) -> Frame:
    """Return how many rows there are, as ``name``, and how many each question that is asked of them is true of."""
    flags = {key: nw.when(true).then(nw.lit(1)) for key, (question, true) in asked().items() if question.of == of}
    return rows.select(nw.len().alias(name), *(flag.count().alias(key) for key, flag in flags.items()))


def measured(rows: Query, day_rows: Frame, engine: Engine) -> dict[str, int]:
    """Return how many rows in scope there are, how many are of day support, and how many each question is true of. ``day_rows`` are
    those of ``day_support.may_be``."""
    counts: dict[str, Any] = {}
    for of, its, name in ((IN_SCOPE, rows, ROWS), (DAY, step(_of_day, day_rows), DAY)):
        counts |= engine.rows(step(_counted, its, of, name))[0]
    return {name: int(count or 0) for name, count in counts.items()}
