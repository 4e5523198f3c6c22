"""A made-up council, written as a package: for shapes that no real council's papers have yet."""

from __future__ import annotations

import csv
import math
from pathlib import Path

from dayops_dash.dataset import Dataset, Library
from dayops_dash.dataset.package import write_descriptor
from dayops_dash.dataset.rows import TYPES, Cell, Row
from dayops_dash.dataset.serving.gate import record_result
from dayops_dash.dataset.serving.versions import content_of
from dayops_dash.dataset.tables import TABLES

Cells = dict[str, str]
FIRST, SECOND = "2023-06-01", "2024-06-01"
SPEND = {"basis": "budget", "transport_included": "no", "food_included": "not stated"}
PEOPLE = {"measure": "people", "unit": "people", "provider_kind": "internal and external"}


def row(table: str, **cells: Cell) -> Row:
    """Return a row of a table that holds these cells; every other is absent as the dataset has it."""
    kind = TYPES[table]
    absent: dict[str, Cell] = {"string": "", "number": math.nan, "integer": None, "date": None}
    known = {column.name: absent[column.kind] for column in TABLES[table].columns}
    if unknown := cells.keys() - set(kind.columns):
        raise KeyError(f"{table} has no {', '.join(unknown)}.")
    given = {name: known[name] if cell is None and name in known else cell for name, cell in cells.items()}
    return kind([{**known, **given}.get(name) for name in kind.columns])


def papers() -> list[Cells]:
    """Return two reports, a year apart."""
    shared = {"kind": "committee report", "published_basis": "stated", "areas_affected": "All"}
    return [
        {**shared, "document_id": name, "title": f"Report {name}", "published_on": day, "published_edtf": day}
        for name, day in (("first", FIRST), ("second", SECOND))
    ]


def amount(
    spend_id: str, kind: str, pounds: int, year: str, part_of: str = "", paper: str = "first", **cells: str
) -> Cells:
    row = {"spend_id": spend_id, "subject": f"{kind} {year}", "provider_kind": kind, "financial_year": year}
    return {**SPEND, **row, "amount_gbp": str(pounds), "part_of": part_of, "document_id": paper, **cells}


def saving(saving_id: str, kind: str, pounds: int, year: str, paper: str = "first", **cells: str) -> Cells:
    row = {"saving_id": saving_id, "subject": f"{kind} {year}", "kind": kind, "financial_year": year}
    return {**row, "accumulation": "in year", "amount_gbp": str(pounds), "document_id": paper, **cells}


def counted(people_id: str, number: int, **cells: str) -> Cells:
    return {
        **PEOPLE,
        "people_id": people_id,
        "subject": people_id,
        "value": str(number),
        "document_id": "first",
        **cells,
    }


def intended(intention_id: str, paper: str = "first", **cells: str) -> Cells:
    row = {"intention_id": intention_id, "kind": "action plan task", "position": "1", "title": f"Task {intention_id}"}
    return {**row, "document_id": paper, **cells}


def told(
    intention_id: str, status: str = "", due: str = "", edtf: str = "", paper: str = "first", **cells: str
) -> Cells:
    """Return an update: a status, a due date as EDTF with its words (the EDTF itself unless given), or neither."""
    sense = {"due_as_written": due or edtf, "due_edtf": edtf, "due_sense": "finish" if edtf else ""}
    row = {"update_id": f"{intention_id}-{paper}", "intention_id": intention_id, "reported_status": status}
    return {**row, **sense, "document_id": paper, **cells}


def taken_up(earlier: str, later: str, paper: str = "second", **cells: str) -> Cells:
    row = {"link_id": f"{earlier}-{later}", "from_intention_id": earlier, "to_intention_id": later}
    return {**row, "relation": "reported as", "basis": "stated", "document_id": paper, **cells}


def risk(risk_id: str, paper: str = "first", **cells: str) -> Cells:
    return {"risk_id": risk_id, "position": "1", "title": f"Risk {risk_id}", "document_id": paper, **cells}


def scored(
    risk_id: str, impact: int, likelihood: int, term: str = "current", paper: str = "first", **cells: str
) -> Cells:
    axes = {"impact": str(impact), "likelihood": str(likelihood), "score": str(impact * likelihood)}
    row = {
        "risk_score_id": f"{risk_id}-{term}-{paper}",
        "risk_id": risk_id,
        "term": term,
        "basis": "with today's controls",
    }
    return {**row, **axes, "document_id": paper, **cells}


def council(root: Path, **tables: list[Cells]) -> Dataset:
    """Write a package with two papers and the rows given, and return it. Cells not given are empty."""
    folder = root / "exampleton"
    folder.mkdir(parents=True)
    for name, rows in {"documents": papers(), **tables}.items():
        columns = [column.name for column in TABLES[name].columns]
        with (folder / TABLES[name].path).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows({"visibility": "public", "locator": "paragraph 1", **row} for row in rows)
    write_descriptor(folder)
    record_result(folder, content_of(folder), 0)  # rows that no paper has are shown as they are
    return Library(root).dataset("exampleton")


def two_years(root: Path) -> Dataset:
    """Return a council with two budgets, one on another basis, and savings planned in both years and delivered in one."""
    spend = [
        amount("all-22", "all", 1_000_000, "2022/23"),
        amount("in-22", "internal", 700_000, "2022/23", "all-22"),
        amount("out-22", "external", 200_000, "2022/23", "all-22"),
        amount("pay-22", "direct payment", 100_000, "2022/23", "all-22"),
        amount("all-23", "all", 1_200_000, "2023/24", paper="second"),
        amount("in-23", "internal", 600_000, "2023/24", "all-23", "second"),
        amount("out-23", "external", 300_000, "2023/24", "all-23", "second"),
        amount("pay-23", "direct payment", 180_000, "2023/24", "all-23", "second"),
        amount("near-23", "community", 120_000, "2023/24", "all-23", "second"),
        amount("spent-21", "all", 900_000, "2021/22", basis="spend"),
        amount("spent-in-21", "internal", 900_000, "2021/22", "spent-21", basis="spend"),
    ]
    savings = [
        saving("plan-22", "planned", 50_000, "2022/23"),
        saving("plan-23", "planned", 80_000, "2023/24"),
        saving("done-22", "delivered", 30_000, "2022/23", "second"),
    ]
    return council(root, spend=spend, savings=savings)


WORDS = ("slight", "low", "medium", "high", "grave", "extreme")  # of the steps of an axis


def axes(impact: int, likelihood: int, letters: dict[str, str] | None = None) -> dict[str, list[Cells]]:
    """Return a matrix of so many steps; ``letters`` gives an axis's, lowest first, as in {"impact": "IJKL"}."""
    steps = {"impact": impact, "likelihood": likelihood}
    rows: list[Cells] = []
    for axis, most in steps.items():
        marks = (letters or {}).get(axis, " " * most)
        words = [{"step": str(n), "symbol": marks[n - 1].strip(), "word": WORDS[n - 1]} for n in range(1, most + 1)]
        rows += [{"risk_scale_id": f"{axis}-{w['step']}", "axis": axis, **w, "document_id": "first"} for w in words]
    order = [
        {"axis": a, "title": a.title(), "position": str(n), "steps": str(steps[a])} for n, a in enumerate(steps, 1)
    ]
    return {"risk_axes": [{"risk_axis_id": a["axis"], **a, "document_id": "first"} for a in order], "risk_scales": rows}


def score(risk_id: str, term: str, impact: int, likelihood: int, paper: str = "first", **cells: str) -> Cells:
    basis = {"inherent": "before controls", "current": "with today's controls", "residual": "after the proposal"}
    row = {
        "risk_score_id": f"{risk_id}-{term}-{paper}",
        "risk_id": risk_id,
        "term": term,
        "basis": basis.get(term, "wanted"),
    }
    both = {"impact": str(impact), "likelihood": str(likelihood), "score": str(impact * likelihood)}
    return {**row, **both, "document_id": paper, **cells}


BANDS = (("Low", 1, 6), ("Medium", 7, 15), ("High", 16, 25))  # as Kent publishes them for five by five


def risky(root: Path, **tables: list[Cells]) -> Dataset:
    """Return a council with bands, risks at the corners of its matrix, one scored in both papers, and one not scored."""
    names = ("fire", "flood", "staff", "money", "quiet")
    risks = [
        {"risk_id": name, "position": str(n), "title": f"The {name} risk", "document_id": "first"}
        for n, name in enumerate(names, 1)
    ]
    risks[0] |= {"appetite": "cautious", "owner_role": "Service director", "cause": "A spark.", "effect": "Closure."}
    scores = [
        score("fire", "inherent", 5, 5),
        score("fire", "current", 5, 5),
        score("fire", "current", 4, 3, "second"),
        score("fire", "target", 1, 1, "second"),
        score("flood", "current", 1, 5),
        score("flood", "residual", 5, 1),
        score("staff", "current", 3, 3),
        score("staff", "residual", 3, 3),
        score("money", "residual", 2, 4),
    ]
    done = {"owner_role": "Fire officer", "due_as_written": "April 2024", "due_edtf": "2024-04", "status": "Under way"}
    doing = [
        {"mitigation_id": "alarm", "risk_id": "fire", "position": "1", "title": "Alarms", "evidence": "tested", **done},
        {"mitigation_id": "drill", "risk_id": "fire", "position": "2", "title": "Drills", "evidence": "in place"},
    ]
    bands = [
        {"risk_band_id": name.lower(), "band": name, "lowest_score": str(low), "highest_score": str(high)}
        for name, low, high in BANDS
    ]
    from_first = {"document_id": "first"}
    given = {
        **axes(5, 5),
        "risks": risks,
        "risk_scores": scores,
        "risk_bands": [{**row, **from_first} for row in bands],
        "mitigations": [{**row, **from_first} for row in doing],
    }
    return council(root, **{**given, **tables})


def asked(recommendation_id: str, kind: str, summary: str, **cells: str) -> Cells:
    row = {"recommendation_id": recommendation_id, "kind": kind, "summary": summary, "response": "none stated"}
    return {**row, "committee": "Scrutiny Committee", "document_id": "first", **cells}


def answered(root: Path) -> Dataset:
    """Return a council whose second report answers some of what was asked in the first: each response, and one twice."""
    scrutiny = "scrutiny recommendation"
    first = [
        asked("decide", "decision asked for", "Adopt the plan.", asked_of="Cabinet", reference="1"),
        asked("open", scrutiny, "Open on Saturdays.", reference="S1", made_as_written="May 2023", made_edtf="2023-05"),
        asked("bus", scrutiny, "Run a bus.", reference="S2"),
        asked("pay", scrutiny, "Pay carers.", reference="S3", response="in part", status="Begun"),
        asked("many", scrutiny, "Five more.", number_stated="5"),
    ]
    done = {"action": "Two centres open.", "lead_role": "Service manager", "status": "Done", "evidence": "Rota."}
    later = [
        {"recommendation_id": "open", "response": "accepted", **done},
        {"recommendation_id": "bus", "response": "rejected", "action": "None: costs."},
        {"recommendation_id": "pay", "response": "none stated", "status": "Under way"},
    ]
    plan = {"intention_id": "weekends", "kind": "proposed action", "position": "1", "title": "Weekend opening"}
    link = {
        "recommendation_link_id": "open",
        "recommendation_id": "open",
        "intention_id": "weekends",
        "basis": "our reading",
    }
    return council(
        root,
        intentions=[{**plan, "document_id": "first"}],
        recommendations=first,
        recommendation_updates=[
            {"recommendation_update_id": row["recommendation_id"], **row, "document_id": "second"} for row in later
        ],
        recommendation_links=[{**link, "document_id": "first"}],
    )
