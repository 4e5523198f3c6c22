"""Made-up Client Level Data: as messy as real extracts are, the same for the same seed, written in batches at any size.

No record is of anyone. ``example_people`` makes the people; here their events become the rows of submissions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv
import pyarrow.parquet as arrow_parquet

from dayops_dash.dataset.files.replacing import BESIDE
from dayops_dash.dataset.writing.whole import whole_file
from dayops_dash.prepare.examples import places
from dayops_dash.prepare.examples.people import NONE, POSTCODES, People, make_people
from dayops_dash.prepare.examples.release_2 import ethnicity_in_release_2, in_release_2
from dayops_dash.prepare.records.columns import RecordsError
from dayops_dash.prepare.records.fields import (
    COMMISSIONED,
    COMMUNITY,
    DIRECT_PAYMENT,
    MANAGED,
    NURSING,
    PRISON,
    RESIDENTIAL,
)

BATCH = 50_000  # people
SNAPSHOT = date(2026, 3, 31)
REASONS = (
    "Learning Disability Support",
    "Physical Support: Personal care support",
    "Physical Support: Access & mobility only",
    "Support with Memory & Cognition",
    "Mental Health Support",
    "Sensory Support: Support for visual impairment",
    "Sensory Support: Support for hearing impairment",
    "Sensory Support: Support for dual impairment",
    "Social Support: Support for Social Isolation/Other",
    "Social Support: Substance misuse support",
    "Social Support: Asylum seeker support",
    "Social Support: Support to Carer",
    "Unknown",
    "LD",  # not of the list
)
SERVICES = (COMMUNITY, RESIDENTIAL, NURSING, PRISON, "Short Term Support: Ongoing Low Level", "Carer Support: Support")
COMPONENTS = ("Home Support", "Day Support", "Residential Care", "Nursing Care", "Reablement", "Equipment")
MECHANISMS = (
    MANAGED,
    DIRECT_PAYMENT,
    COMMISSIONED,
    "DP",
    "Cash payment",
    "Spot purchase",
)  # the last three are not of the list
EVENTS = ("Service", "Request", "Assessment", "Review")
CLIENTS = ("Service User", "Carer", "Carer known by association")
SEXES = ("Female", "Male", "Other", "Unknown")
ETHNICITIES = (
    "White - English, Welsh, Scottish, Northern Irish or British",
    "White - Irish",
    "White - Any other White background",
    "Mixed or multiple ethnic groups - White and Black Caribbean",
    "Asian or Asian British - Indian",
    "Asian or Asian British - Pakistani",
    "Asian or Asian British - Bangladeshi",
    "Black, Black British, Caribbean or African - African",
    "Black, Black British, Caribbean or African - Caribbean",
    "Other ethnic group - Any other ethnic group",
    "No data - Undeclared or Not known",
    "No data - Refused",
)
CARERS = ("Yes", "No", "Unknown")
EMPLOYMENT = (
    "Not in paid employment (not actively seeking work)",
    "Paid: less than 16 hours a week",
    "Retired",
    "Unknown",
)
HOMES = (
    "Settled mainstream housing with family/friends",
    "Supported accommodation",
    "Owner occupier",
    "Tenant",
    "Unknown",
)
UNIT_TYPES = ("Daily", "Per session", "Weekly", "Hourly", "4-weekly", "One-off")
LISTED_COLUMNS = (  # whose words differ between the releases
    *("Client_Type", "Service_Type", "Service_Component", "Delivery_Mechanism", "Primary_Support_Reason", "Ethnicity"),
)
PROVIDERS = (*places.OWN_PROVIDERS, *places.OTHER_PROVIDERS)


@dataclass(frozen=True)
class Return:
    """One submission: when it was made and for which period. ``top_up`` holds only every tenth person."""

    imported: datetime
    first: date
    last: date
    top_up: bool = False


def returns(snapshot: date) -> tuple[Return, ...]:
    """Return the submissions of a council round a snapshot: four quarters, the last one twice, and a trap.

    The trap is the latest of all, a top-up of the next quarter alone: its period does not cover the year.
    """
    quarters = [_back(snapshot, months) for months in (9, 6, 3, 0)]
    made = [Return(_at(last + timedelta(days=20)), _back(last, 12) + timedelta(days=1), last) for last in quarters]
    again = Return(_at(snapshot + timedelta(days=29)), made[-1].first, snapshot)
    trap = Return(_at(snapshot + timedelta(days=50)), snapshot + timedelta(days=1), snapshot + timedelta(days=30), True)
    return (*made, again, trap)


def _back(day: date, months: int) -> date:
    """Return the last day of the month so many months before."""
    index = day.year * 12 + day.month - months  # of the month after
    return date(index // 12, index % 12 + 1, 1) - timedelta(days=1)


def _at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10, 15)


def batches(people: int, seed: int, snapshot: date = SNAPSHOT, release: int = 1) -> Iterator[pa.Table]:
    """Yield the records of so many people: each submission whole after the other, in batches of ``BATCH`` people.

    ``release`` is that of Client Level Data, 1 or 2, in whose words they are.
    """
    record = 0
    for number, one in enumerate(returns(snapshot)):
        for first in range(0, people, BATCH):
            made = make_people(seed, first, min(BATCH, people - first), snapshot)
            table = _in_release(_rows(made, one, record), release)
            record += table.num_rows
            yield table.replace_schema_metadata({"submission": str(number)})


def _rows(made: People, one: Return, record: int) -> pa.Table:
    """Return the rows of a submission: events that touch its period, with what was known by then."""
    known = np.datetime64(one.imported.date())
    first, last = np.datetime64(one.first), np.datetime64(one.last)
    here = made.there & (made.start <= last) & ~(made.end < first)
    if one.top_up:
        here &= made.sampled
    end = np.where(made.end > known, np.datetime64("NaT"), made.end)
    death = np.where(made.death > known, np.datetime64("NaT"), made.death)
    count = int(here.sum())
    cells = {name: values[here] for name, values in made.cells.items()}
    columns = {
        "LA_Code": _words((places.COUNCIL_CODE, places.OTHER_CODE), cells["other"].astype(np.int64)),
        "LA_Name": _words((places.COUNCIL_NAME, places.OTHER_NAME), cells["other"].astype(np.int64)),
        "Reporting_Period_Start_Date": _same(one.first, count),
        "Reporting_Period_End_Date": _same(one.last, count),
        "ImportDate": pa.repeat(pa.scalar(one.imported, pa.timestamp("s")), count),
        "Der_Unique_Record_ID": _id(np.arange(record + 1, record + count + 1)),
        "Der_NHS_Number_Traced_Pseudo": _id(cells["number"]),
        "Der_LA_Person_Unique_Identifier_Pseudo": _id(cells["own"]),
        "Client_Type": _words(CLIENTS, cells["client"]),
        "Event_Type": _words(EVENTS, cells["event"]),
        "Event_Start_Date": pa.array(made.start[here].astype("datetime64[D]")),
        "Event_End_Date": pa.array(end[here].astype("datetime64[D]")),
        "Date_of_Death": pa.array(death[here].astype("datetime64[D]")),
        "Der_Birth_Month": _whole(cells["month"]),
        "Der_Birth_Year": _whole(cells["year"]),
        "Gender": _words(SEXES, cells["sex"]),
        "Ethnicity": _words(ETHNICITIES, cells["ethnicity"]),
        "Primary_Support_Reason": _words(REASONS, cells["reason"]),
        "Service_Type": _words(SERVICES, cells["service"]),
        "Service_Component": _words(COMPONENTS, cells["component"]),
        "Delivery_Mechanism": _words(MECHANISMS, cells["mechanism"]),
        "Has_Unpaid_Carer": _words(CARERS, cells["carer"]),
        "Employment_Status": _words(EMPLOYMENT, cells["employment"]),
        "Accommodation_Status": _words(HOMES, cells["home"]),
        "Unit_Cost": pa.array(cells["cost"].astype(np.float64), mask=cells["cost"] == NONE),
        "Cost_Frequency_Unit_Type": _words(UNIT_TYPES, cells["unit"]),
        "Planned_Units_Per_Week": _whole(cells["units"]),
        "Provider_CQC_Location_Name": _words(PROVIDERS, cells["provider"]),
        "Postcode": _words(POSTCODES, cells["postcode"]),
    }
    return pa.table(columns)


def _in_release(table: pa.Table, release: int) -> pa.Table:
    """Return a table with the words of its closed lists as a release writes them."""
    if release == 1:
        return table
    for name in LISTED_COLUMNS:
        coded = table[name].combine_chunks()
        write = ethnicity_in_release_2 if name == "Ethnicity" else in_release_2
        words = pa.array([write(word) for word in coded.dictionary.to_pylist()])
        written = pa.DictionaryArray.from_arrays(coded.indices, words)
        table = table.set_column(table.schema.get_field_index(name), name, written)
    return table


def _words(words: Sequence[str], codes: np.ndarray[Any, Any]) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int16), mask=codes == NONE), pa.array(words))


def _whole(values: np.ndarray[Any, Any]) -> pa.Array:
    return pa.array(values.astype(np.int32), mask=values == NONE)


def _id(values: np.ndarray[Any, Any]) -> pa.Array:
    return pa.array(values, mask=values == NONE).cast(pa.string())


def _same(day: date, count: int) -> pa.Array:
    return pa.repeat(pa.scalar(day), count)


def write_records(out: Path, *, people: int, seed: int, snapshot: date = SNAPSHOT, release: int = 1) -> int:
    """Write made-up records to a .csv or .parquet file, batch by batch, and return how many rows they are.

    ``release`` is that of Client Level Data, 1 or 2, in whose words they are written.
    """
    rows = 0
    with whole_file(out) as beside:
        writer = None
        try:
            for table in batches(people, seed, snapshot, release):
                writer = writer or _writer(beside, table.schema)
                writer.write_table(table.cast(writer.schema) if out.suffix == ".csv" else table)
                rows += table.num_rows
        finally:
            if writer:
                writer.close()
    return rows


def _writer(out: Path, schema: pa.Schema) -> Any:
    if out.suffix == ".parquet":
        return arrow_parquet.ParquetWriter(out, schema.remove_metadata(), compression="zstd")
    if out.suffix == ".csv":
        return _CSV(out, schema)
    raise RecordsError(f"{out.name.removeprefix(BESIDE)} is neither a .csv nor a .parquet file.")


class _CSV:
    """A CSV file with plain cells: words rather than their codes."""

    def __init__(self, out: Path, schema: pa.Schema) -> None:
        plain = [f.with_type(pa.string()) if pa.types.is_dictionary(f.type) else f for f in schema]
        self.schema = pa.schema(plain)
        self._writer = arrow_csv.CSVWriter(
            out, self.schema, write_options=arrow_csv.WriteOptions(quoting_style="needed")
        )

    def write_table(self, table: pa.Table) -> None:
        self._writer.write_table(table)

    def close(self) -> None:
        self._writer.close()
