"""How complete records are where the method leans on them. For the officer who prepares them, not to be published."""

from __future__ import annotations

from dataclasses import dataclass

import narwhals as nw

from dayops_dash.prepare.counting import method
from dayops_dash.prepare.records.fields import (
    DAY_SUPPORT,
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
    given = ~empty(Field.MECHANISM)
    day = ~empty(Field.COMPONENT) & (col(Field.COMPONENT) == DAY_SUPPORT)
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
            given & ~col(Field.MECHANISM).is_in(list(MECHANISMS)),
        ),
        "home": (
            QualityQuestion(IN_SCOPE, "with a delivery mechanism on nursing or residential care, taken as blank"),
            given & ~method.mechanism_expected(),
        ),
        "component": (QualityQuestion(IN_SCOPE, "without a service component"), empty(Field.COMPONENT)),
        "provider": (QualityQuestion(DAY, "without a provider"), day & empty(Field.PROVIDER)),
        "postcode": (QualityQuestion(DAY, "without a postcode"), day & empty(Field.POSTCODE)),
        "sex": (QualityQuestion(DAY, "without a gender"), day & empty(Field.GENDER)),
        "ethnicity": (QualityQuestion(DAY, "without an ethnicity"), day & empty(Field.ETHNICITY)),
        "cost": (QualityQuestion(DAY, "without a unit cost"), day & empty(Field.UNIT_COST)),
        "unit": (QualityQuestion(DAY, "without a unit of cost"), day & empty(Field.UNIT_TYPE)),
        "units": (QualityQuestion(DAY, "without planned units a week"), day & empty(Field.UNITS)),
        DAY: (QualityQuestion(IN_SCOPE, "of day support"), day),
    }


def measured(rows: Frame) -> Frame:
    """Return one row: how many rows there are, and how many of them each question is true of."""
    flags = {name: nw.when(true).then(nw.lit(1)).otherwise(nw.lit(0)) for name, (_, true) in asked().items()}
    marked = rows.select(*(flag.alias(name) for name, flag in flags.items()))
    return marked.select(nw.len().alias(ROWS), *(nw.col(name).sum() for name in flags))
