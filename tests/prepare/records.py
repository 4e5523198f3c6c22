"""Made-up records for tests, and the headcount a second time: plain Python over the rows, from the rules alone."""

from __future__ import annotations

import csv
import random
from collections import Counter, defaultdict
from datetime import date, datetime
from pathlib import Path

from dayops_dash.prepare.disclosure.protection import Policy
from dayops_dash.prepare.run import Asked, HeadcountQuestion, Result, prepare

COUNCIL = "E10999001"
SNAPSHOT = date(2024, 3, 31)
NURSING, RESIDENTIAL, COMMUNITY, PRISON = (
    f"Long Term Support: {kind}" for kind in ("Nursing Care", "Residential Care", "Community", "Prison")
)
LEARNING, MENTAL, PHYSICAL = (
    "Learning Disability Support",
    "Mental Health Support",
    "Physical Support: Personal care support",
)
REASONS = {
    "Physical Support: Access & mobility only",
    PHYSICAL,
    "Sensory Support: Support for visual impairment",
    "Sensory Support: Support for hearing impairment",
    "Sensory Support: Support for dual impairment",
    "Support with Memory & Cognition",
    LEARNING,
    MENTAL,
    "Social Support: Substance misuse support",
    "Social Support: Asylum seeker support",
    "Social Support: Support for Social Isolation/Other",
    "Social Support: Support to Carer",
    "Unknown",
}
ORDER = [
    (NURSING, ""),
    (RESIDENTIAL, ""),
    (COMMUNITY, "Direct Payment"),
    (COMMUNITY, "CASSR Managed Personal Budget"),
    (COMMUNITY, "CASSR Commissioned Support"),
    (COMMUNITY, ""),
    (PRISON, "CASSR Managed Personal Budget"),
    (PRISON, "CASSR Commissioned Support"),
    (PRISON, ""),
]
PLAIN = {
    "LA_Code": COUNCIL,
    "LA_Name": "Exampleshire",
    "Reporting_Period_Start_Date": "2023-04-01",
    "Reporting_Period_End_Date": "2024-03-31",
    "ImportDate": "2024-04-20 10:15:00",
    "Der_NHS_Number_Traced_Pseudo": "1",
    "Der_LA_Person_Unique_Identifier_Pseudo": "",
    "Client_Type": "Service User",
    "Event_Start_Date": "2023-06-01",
    "Event_End_Date": "",
    "Date_of_Death": "",
    "Der_Birth_Month": "5",
    "Der_Birth_Year": "1980",
    "Gender": "Female",
    "Ethnicity": "White - Irish",
    "Primary_Support_Reason": LEARNING,
    "Service_Type": COMMUNITY,
    "Service_Component": "Day Support",
    "Delivery_Mechanism": "Direct Payment",
    "Unit_Cost": "50",
    "Cost_Frequency_Unit_Type": "Daily",
    "Planned_Units_Per_Week": "2",
    "Provider_CQC_Location_Name": "The Lantern Workshop",
    "Postcode": "QX1 1ZZ",
}
SHORT = {
    "nhs": "Der_NHS_Number_Traced_Pseudo",
    "own": "Der_LA_Person_Unique_Identifier_Pseudo",
    "start": "Event_Start_Date",
    "end": "Event_End_Date",
    "death": "Date_of_Death",
    "month": "Der_Birth_Month",
    "year": "Der_Birth_Year",
    "reason": "Primary_Support_Reason",
    "service": "Service_Type",
    "mechanism": "Delivery_Mechanism",
    "imported": "ImportDate",
    "first": "Reporting_Period_Start_Date",
    "last": "Reporting_Period_End_Date",
    "client": "Client_Type",
    "component": "Service_Component",
    "cost": "Unit_Cost",
    "unit": "Cost_Frequency_Unit_Type",
    "units": "Planned_Units_Per_Week",
    "provider": "Provider_CQC_Location_Name",
    "postcode": "Postcode",
    "sex": "Gender",
    "ethnicity": "Ethnicity",
    "code": "LA_Code",
    "name": "LA_Name",
}
Row = dict[str, str]


def row(**cells: str) -> Row:
    """Return a record in scope, with the cells that matter here. A person counted from 0 has another id, for "0" is nobody's."""
    if cells.get("nhs") == "0" and "own" not in cells:
        cells["nhs"] = "person 0"
    return {**PLAIN, **{SHORT[name]: cell for name, cell in cells.items()}}


def write(path: Path, rows: list[Row]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


Count = dict[tuple[str, str, str, str], int]  # age band, reason, service, mechanism


def run(path: Path, *, snapshot: date = SNAPSHOT, engine: str = "duckdb", **question: date) -> Result:
    return prepare(
        Asked(path, HeadcountQuestion(COUNCIL, snapshot, **question), engine=engine, headcount=True, policy=Policy())
    )


def counted(path: Path, *, snapshot: date = SNAPSHOT, engine: str = "duckdb", **question: date) -> Count:
    """Return the headcount as the command makes it."""
    found = run(path, snapshot=snapshot, engine=engine, **question).headcount
    return {(band, reason, *ORDER[rank - 1]): people for band, reason, rank, people in found}


def of(tmp_path: Path, *rows: Row, snapshot: date = SNAPSHOT, **question: date) -> Count:
    return counted(write(tmp_path / "records.csv", list(rows)), snapshot=snapshot, **question)


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell[:10]) if cell else None


def latest(rows: list[Row], snapshot: date) -> list[Row]:
    """Return the rows of the last submission that covers the year up to the snapshot."""
    begins = date(snapshot.year if snapshot.month > 3 else snapshot.year - 1, 4, 1)
    own = [r for r in rows if r["LA_Code"] == COUNCIL and r["LA_Name"]]
    together: dict[str, list[Row]] = defaultdict(list)
    for each in own:
        together[each["ImportDate"]].append(each)
    good = []
    for moment, its in together.items():
        first = min(_day(r["Reporting_Period_Start_Date"]) for r in its)
        last = max(_day(r["Reporting_Period_End_Date"]) for r in its)
        after = datetime.fromisoformat(moment) > datetime(snapshot.year, snapshot.month, snapshot.day)
        if first <= begins and last >= snapshot and after:
            good.append(moment)
    return together[max(good)] if good else []


def in_scope(rows: list[Row], snapshot: date) -> list[Row]:
    kept = []
    for each in latest(rows, snapshot):
        start, end, death = (_day(each[c]) for c in ("Event_Start_Date", "Event_End_Date", "Date_of_Death"))
        if each["Client_Type"] != "Service User" or each["Service_Type"] not in {service for service, _ in ORDER}:
            continue
        if start is None or start > snapshot or (end and end < snapshot) or (death and death < snapshot):
            continue
        if each["Der_Birth_Month"] and each["Der_Birth_Year"]:
            kept.append(each)
    return kept


def named(rows: list[Row]) -> list[tuple[str, Row]]:
    """Return rows in scope with whom they are of; a row that cannot be attributed is not there."""
    nhs, own = "Der_NHS_Number_Traced_Pseudo", "Der_LA_Person_Unique_Identifier_Pseudo"
    beside = {r[own] for r in rows if r[nhs] and r[own]}
    return [(r[nhs] or r[own], r) for r in rows if r[nhs] or (r[own] and r[own] not in beside)]


def age(each: Row, snapshot: date) -> int:
    born = date(int(each["Der_Birth_Year"]), int(each["Der_Birth_Month"]), 1)
    return int((snapshot - born).days / 365.25)


def rank(each: Row) -> int:
    pair = (each["Service_Type"], each["Delivery_Mechanism"].strip())
    return ORDER.index(pair if pair in ORDER else (each["Service_Type"], ""))


def plainly(rows: list[Row], snapshot: date = SNAPSHOT) -> Count:
    """Return the headcount by plain loops."""
    found: Counter[tuple[str, str, str, str]] = Counter()
    for band, low, high in (("18 to 64", 18, 64), ("65 and over", 65, 999)):
        people: dict[str, list[Row]] = defaultdict(list)
        for person, each in named(in_scope(rows, snapshot)):
            if low <= age(each, snapshot) <= high:
                people[person].append(each)
        for its in people.values():
            lowest = min(rank(r) for r in its)
            its = [r for r in its if rank(r) == lowest]
            known = [r for r in its if r["Primary_Support_Reason"] not in ("", "Unknown")]
            its = known or its
            last = max(r["Event_Start_Date"] for r in its)
            reasons = {
                r["Primary_Support_Reason"] if r["Primary_Support_Reason"] in REASONS else "Invalid/NULL"
                for r in its
                if r["Event_Start_Date"] == last
            }
            found[(band, reasons.pop() if len(reasons) == 1 else "Unknown", *ORDER[lowest])] += 1
    return dict(found)


def random_rows(seed: int, count: int = 250) -> list[Row]:
    """Return records with so few ids, days and words that every rule meets every other."""
    pick = random.Random(seed)
    days = ["2024-03-30", "2024-03-31", "2024-04-01", "2023-06-01", "2023-06-02"]
    imports = {
        "2024-04-20 10:15:00": ("2023-04-01", "2024-03-31"),
        "2024-04-20 10:15:01": ("2023-04-01", "2024-03-31"),
        "2024-05-20 10:15:00": ("2024-04-01", "2024-04-30"),
        "2024-01-20 10:15:00": ("2023-01-01", "2023-12-31"),
        "2024-03-31 00:00:00": ("2023-04-01", "2024-03-31"),
    }
    rows = []
    for _ in range(count):
        imported = pick.choice(list(imports))
        rows.append(
            row(
                imported=imported,
                first=imports[imported][0],
                last=imports[imported][1],
                nhs=pick.choice(["", "", "1", "2", "3", "7"]),
                own=pick.choice(["", "7", "8", "9"]),
                start=pick.choice(days),
                end=pick.choice(["", "", *days]),
                death=pick.choice(["", "", "", *days]),
                month=pick.choice(["1", "3", "4", "12", "" if pick.random() < 0.2 else "6"]),
                year=pick.choice(["1958", "1959", "1980", "2005", "2006"]),
                reason=pick.choice([LEARNING, MENTAL, "Unknown", "", "LD", "Learning"]),
                service=pick.choice([NURSING, RESIDENTIAL, COMMUNITY, COMMUNITY, PRISON, "Short Term Support"]),
                mechanism=pick.choice(["", "Direct Payment", " Direct Payment ", "CASSR Commissioned Support", "DP"]),
                client=pick.choice(["Service User"] * 6 + ["Carer", ""]),
                code=pick.choice([COUNCIL] * 8 + ["E10999002"]),
            )
        )
    return rows
