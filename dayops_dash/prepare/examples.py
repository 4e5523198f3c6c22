"""Made-up Client Level Data: as messy as real extracts are, the same for the same seed, written in batches at any size.

No record is of anyone. Chance comes from a hash of seed, person and question, so that neither the size of a batch nor the
version of a library changes a byte.
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

from dayops_dash.prepare import example_places as places
from dayops_dash.prepare.engines import RecordsError
from dayops_dash.prepare.fields import COMMISSIONED, COMMUNITY, DIRECT_PAYMENT, MANAGED, NURSING, PRISON, RESIDENTIAL

BATCH = 50_000  # people
SNAPSHOT = date(2026, 3, 31)
SLOTS = 4  # events of a person: the main service, day support, a second service, and one that is no long-term support
NONE = -1  # an empty cell, in arrays of codes
EVERY_OTHER_COUNCIL = 25  # every so many people live in the neighbouring council

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
YOUNGER_REASONS = (0.55, 0.12, 0.04, 0.01, 0.18, 0.02, 0.01, 0.01, 0.03, 0.01, 0.005, 0.005, 0.01, 0.0)
OLDER_REASONS = (0.05, 0.52, 0.11, 0.18, 0.05, 0.02, 0.02, 0.01, 0.02, 0.0, 0.0, 0.01, 0.01, 0.0)
DAY_SUPPORT_USE = (0.30, 0.05, 0.04, 0.14, 0.07, 0.08, 0.06, 0.1, 0.15, 0.04, 0.0, 0.05, 0.05, 0.0)
SERVICES = (COMMUNITY, RESIDENTIAL, NURSING, PRISON, "Short Term Support: Ongoing Low Level", "Carer Support: Support")
COMPONENTS = ("Home Support", "Day Support", "Residential Care", "Nursing Care", "Reablement", "Equipment")
MECHANISMS = (MANAGED, DIRECT_PAYMENT, COMMISSIONED, "DP", "direct payment", f" {DIRECT_PAYMENT} ", "Spot purchase")
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
ETHNIC_SHARES = (0.78, 0.02, 0.04, 0.02, 0.03, 0.03, 0.01, 0.02, 0.01, 0.01, 0.02, 0.01)
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
PROVIDERS = (*places.OWN_PROVIDERS, *places.OTHER_PROVIDERS)
POSTCODES = (*(places.postcode(n) for n in range(len(places.WARDS) * places.POSTCODES_A_WARD)), "QZ99 1ZZ")


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


class Chance:
    """Numbers that look like chance, for a run of people: the same for the same seed, person and question."""

    def __init__(self, seed: int, first: int, count: int) -> None:
        self._people = np.arange(first, first + count, dtype=np.uint64) + np.uint64(1)
        self._seed = np.uint64(seed % 2**63)
        self._asked = 0

    def bits(self) -> np.ndarray[Any, Any]:
        """Return 64 bits for each person (splitmix64)."""
        self._asked += 1
        with np.errstate(over="ignore"):
            mixed = (
                self._people * np.uint64(0x9E3779B97F4A7C15)
                + self._seed * np.uint64(0xD1B54A32D192ED03)
                + np.uint64(self._asked) * np.uint64(0x8CB92BA72F3D8DD7)
            )
            mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
            mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
            return np.asarray(mixed ^ (mixed >> np.uint64(31)))

    def share(self) -> np.ndarray[Any, Any]:
        """Return a number from 0 up to 1 for each person."""
        return np.asarray((self.bits() >> np.uint64(11)).astype(np.float64) / 2**53)

    def under(self, share: float) -> np.ndarray[Any, Any]:
        return np.asarray(self.share() < share)

    def whole(self, low: int, high: int) -> np.ndarray[Any, Any]:
        """Return a whole number from ``low`` to ``high``."""
        return np.asarray(low + (self.share() * (high - low + 1)).astype(np.int64))

    def among(self, shares: Sequence[float]) -> np.ndarray[Any, Any]:
        """Return the place of a choice made with these shares."""
        steps = np.cumsum(shares) / sum(shares)
        return np.asarray(np.searchsorted(steps[:-1], self.share(), side="right"))


@dataclass
class People:
    """A run of made-up people and their events. Arrays of one column are a person's, of ``SLOTS`` columns an event's."""

    cells: dict[str, np.ndarray[Any, Any]]
    start: np.ndarray[Any, Any]
    end: np.ndarray[Any, Any]  # NaT where open
    death: np.ndarray[Any, Any]
    there: np.ndarray[Any, Any]  # which events there are
    sampled: np.ndarray[Any, Any]  # whose rows a top-up holds


def make_people(seed: int, first: int, count: int, snapshot: date) -> People:
    """Return the people numbered from ``first``, whatever batch they are asked for in."""
    chance = Chance(seed, first, count)
    day = np.datetime64(snapshot)
    older = chance.under(0.55)
    age = np.where(older, chance.whole(64, 98), chance.whole(17, 65))
    reason = np.where(older, chance.among(OLDER_REASONS), chance.among(YOUNGER_REASONS))
    ward = chance.among([w.population for w in places.WARDS])
    use = np.array(DAY_SUPPORT_USE)[reason] * np.array([w.use for w in places.WARDS])[ward]
    attends = chance.share() < use
    main = np.where(older, chance.among((0.62, 0.22, 0.15, 0.01)), chance.among((0.86, 0.10, 0.03, 0.01)))
    main = np.where(attends & (main > 1), 0, main)
    postcode = ward * places.POSTCODES_A_WARD + chance.whole(0, places.POSTCODES_A_WARD - 1)
    postcode = np.where(chance.under(0.02), NONE, np.where(chance.under(0.01), len(POSTCODES) - 1, postcode))
    short = chance.under(0.5)

    mechanism = np.stack([chance.among((0.55, 0.28, 0.17)) for _ in range(SLOTS)], axis=1)
    odd = np.stack([chance.under(0.05) for _ in range(SLOTS)], axis=1)
    mechanism = np.where(odd, np.stack([chance.whole(3, 6) for _ in range(SLOTS)], axis=1), mechanism)
    empty = np.stack([chance.under(0.1) for _ in range(SLOTS)], axis=1)
    mechanism = np.where(empty, NONE, mechanism)

    said = np.repeat(reason[:, None], SLOTS, axis=1)
    for slot in range(SLOTS):
        other = chance.among((0.93, 0.03, 0.01, 0.02, 0.01))  # as it is; Unknown; not of the list; empty; another
        said[:, slot] = np.select([other == n for n in (1, 2, 3, 4)], [12, 13, NONE, (reason + 1) % 12], reason)

    began = np.stack([day - chance.whole(0, 2200) for _ in range(SLOTS)], axis=1)
    began[:, 2] = np.where(chance.under(0.3), began[:, 0], began[:, 2])  # the same start: reasons may conflict
    began = np.where(np.stack([chance.under(0.01) for _ in range(SLOTS)], axis=1), day, began)
    length = np.stack([chance.whole(5, 1500) for _ in range(SLOTS)], axis=1)
    closed = np.stack([chance.under(0.35) for _ in range(SLOTS)], axis=1)
    end = np.where(closed, began + length, np.datetime64("NaT"))
    end = np.where(np.stack([chance.under(0.01) for _ in range(SLOTS)], axis=1), day, end)  # on the day itself
    end = np.where(end < began, np.datetime64("NaT"), end)
    death = np.where(chance.under(0.04), day + chance.whole(-300, 40), np.datetime64("NaT"))
    death = np.where(chance.under(0.003), day, death)

    kind = chance.among((0.72, 0.1, 0.1, 0.08))
    service = np.stack(
        [main, np.zeros(count, np.int64), np.where(chance.under(0.8), 0, main), np.full(count, 4)], axis=1
    )
    component = np.stack(
        [_component(main), np.ones(count, np.int64), chance.among((0.8, 0, 0.0, 0, 0, 0.2)), np.full(count, 4)], axis=1
    )
    there = np.stack([np.ones(count, bool), attends, chance.under(0.22), short], axis=1)
    event = np.zeros((count, SLOTS), np.int64)
    event[:, 3] = kind
    client = np.where(chance.under(0.05), 1, np.where(chance.under(0.02), 2, 0))
    service = np.where((event > 0) | ((client == 1)[:, None] & (np.arange(SLOTS) == 3)), NONE, service)

    no_number = chance.under(0.05)[:, None] | np.stack([chance.under(0.03) for _ in range(SLOTS)], axis=1)
    numbers = (chance.bits() >> np.uint64(4)).astype(np.int64)
    own = (chance.bits() >> np.uint64(4)).astype(np.int64)
    second_own = chance.under(0.02)
    no_own = chance.under(0.01)
    units = np.stack([chance.whole(1, 5) for _ in range(SLOTS)], axis=1)
    unit = np.full((count, SLOTS), 2)
    unit[:, 1] = chance.among((0.7, 0.12, 0.12, 0.03, 0.03))
    unit[:, 3] = 5
    cost = np.stack([chance.whole(40, 260) for _ in range(SLOTS)], axis=1) * 5 + 0.5
    cost[:, 1] = np.array((62.0, 38.5, 310.0, 17.25, 1180.0))[unit[:, 1]] + chance.whole(-6, 6)
    provider = np.full((count, SLOTS), NONE)
    provider[:, 1] = np.where(chance.under(0.12), NONE, chance.among((0.3, 0.25, 0.15, 0.12, 0.1, 0.08)))
    born = day.astype("datetime64[M]").astype(np.int64) + 1970 * 12 - age * 12 - chance.whole(0, 11)
    unborn = chance.under(0.004)

    def person(values: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        return np.repeat(values[:, None], SLOTS, axis=1)

    two = person(own)
    two[:, 2] = np.where(second_own, own ^ 1, own)
    cells = {
        "other": person((np.arange(first, first + count) % EVERY_OTHER_COUNCIL) == 0),
        "number": np.where(no_number, NONE, person(numbers)),
        "own": np.where(person(no_own), NONE, two),
        "client": person(client),
        "event": event,
        "month": person(np.where(unborn, NONE, born % 12 + 1)),
        "year": person(np.where(unborn, NONE, born // 12)),
        "sex": person(chance.among((0.5, 0.47, 0.01, 0.02))),
        "ethnicity": person(chance.among(ETHNIC_SHARES)),
        "reason": said,
        "service": service,
        "component": np.where(service == NONE, NONE, component),
        "mechanism": np.where(service == NONE, NONE, mechanism),
        "carer": person(chance.whole(0, 2)),
        "employment": person(chance.whole(0, 3)),
        "home": person(chance.whole(0, 4)),
        "cost": np.where(service == NONE, NONE, cost),
        "unit": np.where(service == NONE, NONE, unit),
        "units": np.where(
            (service == NONE) | np.stack([chance.under(0.05) for _ in range(SLOTS)], axis=1), NONE, units
        ),
        "provider": provider,
        "postcode": person(postcode),
    }
    return People(cells, began, end, person(death), there, person(chance.under(0.1)))


def _component(main: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    return np.asarray(np.choose(main, (0, 2, 3, 0)))


def batches(people: int, seed: int, snapshot: date = SNAPSHOT) -> Iterator[pa.Table]:
    """Yield the records of so many people: each submission whole after the other, in batches of ``BATCH`` people."""
    record = 0
    for number, one in enumerate(returns(snapshot)):
        for first in range(0, people, BATCH):
            made = make_people(seed, first, min(BATCH, people - first), snapshot)
            table = _rows(made, one, record)
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


def _words(words: Sequence[str], codes: np.ndarray[Any, Any]) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int16), mask=codes == NONE), pa.array(words))


def _whole(values: np.ndarray[Any, Any]) -> pa.Array:
    return pa.array(values.astype(np.int32), mask=values == NONE)


def _id(values: np.ndarray[Any, Any]) -> pa.Array:
    return pa.array(values, mask=values == NONE).cast(pa.string())


def _same(day: date, count: int) -> pa.Array:
    return pa.repeat(pa.scalar(day), count)


def write_records(out: Path, *, people: int, seed: int, snapshot: date = SNAPSHOT) -> int:
    """Write made-up records to a .csv or .parquet file, batch by batch, and return how many rows they are."""
    rows, writer = 0, None
    try:
        for table in batches(people, seed, snapshot):
            writer = writer or _writer(out, table.schema)
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
    raise RecordsError(f"{out.name} is neither a .csv nor a .parquet file.")


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
