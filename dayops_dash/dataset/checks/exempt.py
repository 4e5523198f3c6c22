"""What a public copy of a dataset would give away of its exempt rows."""

from collections.abc import Iterator, Mapping

from dayops_dash.dataset.checks.files import ReadTable
from dayops_dash.dataset.checks.problem import Note
from dayops_dash.dataset.files.table_file import Cells
from dayops_dash.dataset.serving.public import disclosing
from dayops_dash.dataset.tables import TABLES

BASIS = (
    "an exempt number could be worked out from this row: {how}. Open copies leave the row out too, and public-copy and site ask for a "
    "decision"
)


def note_disclosing(read: Mapping[str, ReadTable]) -> Iterator[Note]:
    """Yield each public row from which, with others, an exempt number can be worked out."""
    every: dict[str, list[Cells]] = {}
    for name, one in read.items():
        if one.bad_rows or TABLES[name].key in one.absent:
            continue  # told as problems
        columns = [column.name for column in TABLES[name].columns]
        every[name] = [dict(zip(columns, row, strict=False)) for row in one.rows]
    for found in disclosing(every):
        keys = [row[TABLES[found.table].key] for row in every[found.table]]
        place = TABLES[found.table].path
        yield Note(place, keys.index(found.key) + 2, "", "", "", BASIS.format(how=found.how))
