"""Text of records as it is compared: odd spaces as plain ones, postcodes and providers without what differs between ways to write them.

So a row that is repeated with a provider in capitals is one service, and a no-break space hides no postcode and no id.
"""

from __future__ import annotations

import narwhals as nw

from dayops_dash.prepare.records.fields import ODD_SPACES, Field
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
LONGEST = max(map(len, NOBODYS))
SPACED = f"^ |{ODD_SPACES}| $|^$"
LETTERS = r"[^\p{L}\p{N}]"  # all but letters and digits, of any script


def ids_alike(rows: Frame, *, numbers_checked: bool = False) -> Frame:
    """Return rows with their ids as they are compared.

    A word in place of an id counts as no id, except for NHS numbers that are still to be checked, since the check reports it.
    """
    ids = {field: _spaced(nw.col(field)) for field in (Field.NHS_NUMBER, Field.LA_PERSON)}
    rows = rows.with_columns(*(cell.alias(field) for field, cell in ids.items()))
    may_be_nobodys = [Field.LA_PERSON, *([] if numbers_checked else [Field.NHS_NUMBER])]
    return rows.with_columns(*(_somebodys(nw.col(field)).alias(field) for field in may_be_nobodys))


def places_alike(rows: Frame) -> Frame:
    """Return rows with their providers and postcodes as they are compared: asked of those that are or may be of day support, a few."""
    provider, postcode = nw.col(Field.PROVIDER), _spaced(nw.col(Field.POSTCODE))
    bare = provider.str.to_lowercase().str.replace_all("&", "and", literal=True).str.replace_all(LETTERS, "")
    return rows.with_columns(
        nw.when(bare != "").then(bare).otherwise(_spaced(provider)).alias(Field.PROVIDER),
        postcode.str.to_uppercase().str.replace_all(" ", "", literal=True).alias(Field.POSTCODE),
    )


def _somebodys(cell: nw.Expr) -> nw.Expr:
    """Return an id, and empty where a word stands in its place: which is short, so it is looked for in short cells alone."""
    return nw.when(cell.str.len_chars() > LONGEST).then(cell).when(~cell.is_in(NOBODYS)).then(cell)


def _spaced(cell: nw.Expr) -> nw.Expr:
    """Return text without odd spaces or spaces round it, and empty where there is nothing else. Few cells need it, so it is asked first."""
    plain = cell.str.replace_all(ODD_SPACES, " ").str.strip_chars(" ")
    return nw.when(~cell.str.contains(SPACED)).then(cell).when(plain != "").then(plain)
