"""Text of records as it is compared: odd spaces as plain ones, postcodes and providers without what differs between ways to write them.

So a row that is repeated with a provider in capitals is one service, and a no-break space hides no postcode and no id.
"""

from __future__ import annotations

import narwhals as nw

from dayops_dash.prepare.records.fields import KINDS, ODD_SPACES, CellKind, Field
from dayops_dash.prepare.records.scope import Frame

WORDS = (
    "not known",
    "unknown",
    "not available",
    "not traced",
    "untraced",
    "redacted",
    "missing",
    "none",
    "null",
    "n/a",
    "na",
    "nil",
    "tbc",
)
NOBODYS = sorted({  # in the place of an id: whoever has it is not all of those who have it
    *(write(word) for word in WORDS for write in (str, str.upper, str.title, str.capitalize)),
    *("0" * digits for digits in range(1, 11)), "-", "?", ".",
})  # fmt: skip
LETTERS = r"[^\p{L}\p{N}]"  # all but letters and digits, of any script


def alike(rows: Frame, *, numbers_checked: bool = False) -> Frame:
    """Return rows with their text as it is compared. Few cells have an odd space, so it is asked first.

    A word in the place of an id is taken for none; of NHS numbers not where they are to be checked, which tells of it.
    """
    texts = [name for name in rows.collect_schema().names() if KINDS.get(name) is CellKind.TEXT]
    plain = {name: _spaced(nw.col(name)) for name in texts}
    rows = rows.with_columns(*(cell.alias(name) for name, cell in plain.items()))
    ids = [Field.LA_PERSON, *([] if numbers_checked else [Field.NHS_NUMBER])]
    rows = rows.with_columns(*(nw.when(~nw.col(each).is_in(NOBODYS)).then(nw.col(each)).alias(each) for each in ids))
    provider = nw.col(Field.PROVIDER)
    bare = provider.str.to_lowercase().str.replace_all("&", "and", literal=True).str.replace_all(LETTERS, "")
    return rows.with_columns(
        nw.when(bare != "").then(bare).otherwise(provider).alias(Field.PROVIDER),
        nw.col(Field.POSTCODE).str.to_uppercase().str.replace_all(" ", "", literal=True).alias(Field.POSTCODE),
    )


def _spaced(cell: nw.Expr) -> nw.Expr:
    """Return text without odd spaces, and empty where there is nothing else."""
    plain = cell.str.replace_all(ODD_SPACES, " ").str.strip_chars(" ")
    return nw.when(~cell.str.contains(ODD_SPACES)).then(cell).when(plain != "").then(plain)
