"""What a table is: its columns, its keys, and which of its columns are facts.

The Table Schema of every ``datapackage.json`` is made from these (see ``package.py``); it is stated nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

MAX_TEXT = 2_000  # characters: longer than any title, note or locator; a longer cell is a paste gone wrong
OFFICIAL_CODE = r"^[A-Z]\d{8}$"
IDENTIFIER = r"^[a-z0-9]+(?:[-.][a-z0-9]+)*$"


@dataclass(frozen=True)
class Column:
    """One column. ``kind`` is a Table Schema type; ``refers_to`` names the table whose key this column holds."""

    name: str
    kind: str
    description: str
    required: bool = False
    choices: tuple[str, ...] = ()
    refers_to: str = ""
    minimum: float | None = None
    pattern: str = ""

    def descriptor(self) -> dict[str, Any]:
        """Return the column as a Table Schema field."""
        constraints: dict[str, Any] = {}
        if self.required:
            constraints["required"] = True
        if self.choices:
            constraints["enum"] = list(self.choices)
        if self.pattern:
            constraints["pattern"] = self.pattern
        if self.minimum is not None:
            constraints["minimum"] = self.minimum
        if self.kind == "string" and not (self.choices or self.refers_to or self.pattern):
            constraints["maxLength"] = MAX_TEXT
        spec: dict[str, Any] = {"name": self.name, "type": self.kind, "description": self.description}
        return {**spec, "constraints": constraints} if constraints else spec


WEB_ADDRESS = r"https://[^\s<>\"']+"  # where everybody can read a paper


def key(name: str) -> Column:
    return Column(name, "string", "Names the row; never reused.", required=True, pattern=IDENTIFIER)


def text(name: str, description: str, *, required: bool = False) -> Column:
    return Column(name, "string", description, required=required)


def number(name: str, description: str, *, required: bool = False, minimum: float | None = None) -> Column:
    return Column(name, "number", description, required=required, minimum=minimum)


def integer(name: str, description: str, *, required: bool = False, minimum: float | None = 0) -> Column:
    return Column(name, "integer", description, required=required, minimum=minimum)


def day(name: str, description: str, *, required: bool = False) -> Column:
    return Column(name, "date", description, required=required)


def choice(name: str, words: type[StrEnum], description: str, *, required: bool = True) -> Column:
    return Column(name, "string", description, required=required, choices=tuple(words))


def reference(name: str, table: str, description: str, *, required: bool = False) -> Column:
    return Column(name, "string", description, required=required, refers_to=table)


@dataclass(frozen=True)
class Fact:
    """How a row becomes a fact. Each field is a column's name, or "=" and the word itself; "a+b" joins two columns.

    ``value`` is the column that holds the value; a row whose value is empty makes no such fact. ``document`` and ``locator`` are
    the columns of its place, where that is not the row's own.
    """

    value: str
    measure: str
    unit: str = "="
    subject: str = "subject"
    period: str = "="
    as_written: str = "="
    qualifier: str = "="
    document: str = "document_id"
    locator: str = "locator"


@dataclass(frozen=True)
class Table:
    """One table: ``columns[0]`` is its key. ``one_of`` names columns of which a row needs at least one filled."""

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    facts: tuple[Fact, ...]
    one_of: tuple[str, ...] = ()
    sourced: bool = True
    by_name: dict[str, Column] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {column.name: column for column in self.columns})

    @property
    def key(self) -> str:
        return self.columns[0].name

    @property
    def path(self) -> str:
        return f"{self.name}.csv"

    def descriptor(self, present: set[str]) -> dict[str, Any]:
        """Return the Table Schema, with foreign keys to the tables in ``present``."""
        links = [
            {
                "fields": [column.name],
                "reference": {
                    "resource": "" if column.refers_to == self.name else column.refers_to,
                    "fields": [referred_key(column.refers_to)],
                },
            }
            for column in self.columns
            if column.refers_to and column.refers_to in present
        ]
        schema: dict[str, Any] = {
            "fields": [column.descriptor() for column in self.columns],
            "missingValues": [""],
            "primaryKey": [self.key],
        }
        return {**schema, "foreignKeys": links} if links else schema


def referred_key(table: str) -> str:
    """Return the name of the key column of a table, by the house rule for names."""
    return KEYS[table]


KEYS: dict[str, str] = {}


def source_columns(visibility: type[StrEnum]) -> tuple[Column, ...]:
    """Return the columns that say where a row comes from, at the end of every table."""
    return (
        reference("document_id", "documents", "The paper that states it.", required=True),
        text(
            "locator", "Where in the paper: paragraph, table and row, or heading. Several places: '; '.", required=True
        ),
        choice("visibility", visibility, "Who may see the row."),
        text("note", "What a reader should know, in our words."),
    )
