"""How a cell is read as text, a day or a number: each engine's own SQL, the two alike.

A day may be written 2024-03-31, 31/03/2024, 31-03-2024, 31.03.2024, 31-Mar-2024, 31 March 2024 or 20240331, with or without a time.
Any other cell of a day that is not empty is read as ``NO_DAY``: an empty end would say that a service goes on. Any other cell of a
number is read as ``NO_NUMBER``: so a cost that is not understood is counted, and not taken for one that is not given.
"""

from __future__ import annotations

from dayops_dash.prepare.records.fields import NO_DAY, NO_NUMBER, ODD_SPACES, CellKind

DAY_FIRST = (
    "^([0-9][0-9]?)(?:st|nd|rd|th)?[-/. ]([0-9][0-9]?|[a-z][a-z][a-z])[a-z]*[-/. ]([0-9][0-9][0-9][0-9])([^0-9].*)?$"
)
YEAR_FIRST = "^([0-9][0-9][0-9][0-9])[-/. ]([0-9][0-9]?)[-/. ]([0-9][0-9]?)([^0-9].*)?$"
EIGHT_DIGITS = "^([0-9][0-9][0-9][0-9])([0-9][0-9])([0-9][0-9])$"
TOO_LONG = "^.*-[0-9][0-9][0-9].*$"  # a month or a day of three digits, which Java would read
REPLACED = "\N{REPLACEMENT CHARACTER}"
NOT_UNICODE = "a character that is not UTF-8"
BLANK = "nullif(nullif({0}, ''), 'NULL') as {0}"  # a cell of Parquet as one of CSV is read: without a letter it is blank, and so is NULL
DUCK_GROUP, SPARK_GROUP = "\\", "$"  # before the number of a group of a pattern


def _year_month_day(group: str) -> str:
    """Return SQL that writes a day as 2024-3-31 or 2024-mar-31, where it is one of the ways above."""
    one, two, three = (f"{group}{number}" for number in (1, 2, 3))
    written = f"regexp_replace(lower(trim({{0}})), '{DAY_FIRST}', '{three}-{two}-{one}')"
    for pattern in (YEAR_FIRST, EIGHT_DIGITS):
        written = f"regexp_replace({written}, '{pattern}', '{one}-{two}-{three}')"
    return f"regexp_replace({written}, '{TOO_LONG}', '')"


DUCK_TYPES = {
    CellKind.AS_IT_IS: "varchar",
    CellKind.TEXT: "varchar",
    CellKind.SPACED: "varchar",
    CellKind.DAY: "date",
    CellKind.WHOLE: "integer",
    CellKind.NUMBER: "double",
    CellKind.MONTH: "integer",
    CellKind.YEAR: "integer",
}
_NUMBER = (
    "case when trim({0}) <> '' then "
    f"coalesce(try_cast(replace(replace(trim({{0}}), '£', ''), ',', '') as double), {NO_NUMBER!r}) end"
)
_PARTS = {CellKind.MONTH: "month", CellKind.YEAR: "year"}  # of a day
_DUCK_WHOLE = "try_cast(try_cast(trim({0}) as double) as integer)"
_SPACED = f"regexp_replace({{0}}, '{ODD_SPACES}', ' ')"
_ALL_SPACED = (
    f"regexp_replace({{0}}, '{ODD_SPACES}', ' ', 'g')"  # DuckDB replaces the first alone where it is not told "g"
)
DUCK_CELLS = {  # the commonest ways to write a day or a number are tried first, for others take longer
    CellKind.AS_IT_IS: "{0}",
    CellKind.TEXT: "{0}",
    CellKind.SPACED: _ALL_SPACED,
    CellKind.DAY: "coalesce(try_cast({0} as date), case when trim({0}) <> '' then coalesce("
    "cast(try_strptime(trim({0}), '%d/%m/%Y') as date), "
    f"cast(try_strptime({_year_month_day(DUCK_GROUP)}, ['%Y-%m-%d', '%Y-%b-%d']) as date), date '{NO_DAY}') end)",
    CellKind.WHOLE: f"case when contains({{0}}, '.') then {_DUCK_WHOLE} else coalesce(try_cast({{0}} as integer), {_DUCK_WHOLE}) end",
    CellKind.NUMBER: _NUMBER,
}
SPARK_TYPES = {**DUCK_TYPES, **dict.fromkeys((CellKind.AS_IT_IS, CellKind.TEXT, CellKind.SPACED), "string")}
SPARK_CELLS = {
    CellKind.AS_IT_IS: "{0}",
    CellKind.TEXT: "{0}",
    CellKind.SPACED: _SPACED,
    CellKind.DAY: "case when trim({0}) <> '' then coalesce("
    f"cast(try_to_timestamp({_year_month_day(SPARK_GROUP)}, 'yyyy-M-d') as date), "
    f"cast(try_to_timestamp({_year_month_day(SPARK_GROUP)}, 'yyyy-MMM-d') as date), date '{NO_DAY}') end",
    CellKind.WHOLE: "try_cast(try_cast(trim({0}) as double) as integer)",
    CellKind.NUMBER: _NUMBER,
}


def duck_cell(column: str | None, types: dict[str, str], kind: CellKind) -> str:
    """Return DuckDB's SQL that reads a column of a file as ``kind``; empty cells where there is no such column."""
    if column is None:
        return f"cast(null as {DUCK_TYPES[kind]})"
    if kind in _PARTS:
        return f"cast({_PARTS[kind]}({duck_cell(column, types, CellKind.DAY)}) as integer)"
    quoted, column_type = '"' + column.replace('"', '""') + '"', types[column]
    if kind is CellKind.AS_IT_IS:
        finer = column_type in (
            "TIMESTAMP_NS",
            "TIMESTAMP_MS",
            "TIMESTAMP_S",
        )  # Python's moments, asked for later, hold microseconds
        return f"cast({quoted} as timestamp)" if finer else quoted
    if kind is CellKind.DAY and not column_type.startswith(("DATE", "TIMESTAMP")):
        quoted, column_type = f"cast({quoted} as varchar)" if column_type != "VARCHAR" else quoted, "VARCHAR"
    return DUCK_CELLS[kind].format(quoted) if column_type == "VARCHAR" else f"try_cast({quoted} as {DUCK_TYPES[kind]})"


def spark_cell(column: str | None, types: dict[str, str], kind: CellKind, *, from_bytes: bool) -> str:
    """Return Spark's SQL that reads a column of a file as ``kind``; empty cells where there is no such column.

    ``from_bytes`` is true for a CSV file: Spark reads bytes that are not UTF-8 as ``REPLACED``, and the SQL stops there instead.
    """
    if column is None:
        return f"cast(null as {SPARK_TYPES[kind]})"
    if kind in _PARTS:
        return f"{_PARTS[kind]}({spark_cell(column, types, CellKind.DAY, from_bytes=from_bytes)})"
    quoted, column_type = "`" + column.replace("`", "``") + "`", types[column]
    if from_bytes:
        quoted = f"if(instr({quoted}, '{REPLACED}') > 0, raise_error('{NOT_UNICODE}'), {quoted})"
    if kind is CellKind.AS_IT_IS and column_type != "string":
        return quoted
    if kind is CellKind.DAY and not column_type.startswith(("date", "timestamp")):
        quoted, column_type = f"cast({quoted} as string)" if column_type != "string" else quoted, "string"
    if column_type != "string":
        return f"try_cast({quoted} as {SPARK_TYPES[kind]})"
    return SPARK_CELLS[kind].format(f"nullif({quoted}, 'NULL')")
