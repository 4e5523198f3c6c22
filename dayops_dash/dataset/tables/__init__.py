"""Every table of a prepared dataset, in the order in which a reader would want them."""

from dayops_dash.dataset import schema
from dayops_dash.dataset.schema import Table
from dayops_dash.dataset.tables import figures, place, plan, risk, second, voices

TABLES: dict[str, Table] = {
    table.name: table
    for table in (*plan.TABLES, *figures.TABLES, *voices.TABLES, *risk.TABLES, *place.TABLES, *second.TABLES)
}
schema.KEYS.update({table.name: table.key for table in TABLES.values()})
