"""The other sheets: measures, spend to date, risks and recommendations."""

from __future__ import annotations

from datetime import date

from dayops_dash import wording
from dayops_dash.dataset.files.table_file import Cells
from dayops_dash.dataset.vocabulary import MoneyBasis, Response, RiskBasis, RiskTerm, ValueRole
from dayops_dash.desk.held import HeldVersion
from dayops_dash.desk.returns.form import CellEntry, FormColumn, FormLine, SheetForm, Unit, Values

NATIONAL = "national measure"  # published by others, never by a return


def _last(rows: list[Cells], **wanted: str) -> Cells:
    """Return the latest row with these cells; an empty one where there is none."""
    return next((row for row in reversed(rows) if all(row[c] == w for c, w in wanted.items())), {})


def _none(data: HeldVersion, name: str) -> tuple[str, ...]:
    return ()


def _measure_lines(data: HeldVersion) -> list[FormLine]:
    every = data.later("outcome_values", "outcome_id")
    lines = []
    for key, row in data.rows("outcomes").items():
        last = _last(every.get(key, []), role=ValueRole.LATEST)
        if row["kind"] != NATIONAL:
            prefilled = (row["title"], row["definition"], last.get("value", ""), last.get("unit", ""))
            lines.append(FormLine(key, row["title"], "", (*prefilled, last.get("period", ""))))
    return lines


def _measure_values(data: HeldVersion, key: str) -> Values:
    last = _last(data.later("outcome_values", "outcome_id").get(key, []), role=ValueRole.LATEST)
    return {"value": last.get("value", ""), "period": last.get("period", ""), "base_count": last.get("base_count", "")}


def _measure_row(data: HeldVersion, key: str, taken: Values, on: str) -> dict[str, str]:
    before = (data.later("outcome_values", "outcome_id").get(key) or [{}])[-1]
    unit = before.get("unit", "")
    written = f"{taken['value']}{'%' if unit == '%' else ''}"
    carried = {name: before.get(name, "") for name in ("unit", "place")}
    return {**carried, **taken, "role": ValueRole.LATEST, "as_written": written}


MEASURES = SheetForm(
    "measures",
    "Measures",
    "outcome_values",
    "outcome_id",
    ("Measure", "How it is measured", "Last value", "Unit", "Period"),
    (
        FormColumn("value", "New value", CellEntry.NUMBER, "A plain number in the unit shown."),
        FormColumn("period", "Its period", CellEntry.TEXT, "As 2025/26 or June to August 2026."),
        FormColumn("base_count", "How many answered", CellEntry.WHOLE, "Where it is a survey."),
    ),
    (Unit(("value", "period", "base_count"), "New value"),),
    _measure_lines,
    _measure_values,
    _none,
    _measure_row,
)


def _spend_lines(data: HeldVersion) -> list[FormLine]:
    """Return the amounts of the latest year that has any: those that money is followed by."""
    rows = data.rows("spend").items()
    amounts = {key: row for key, row in rows if row["amount_gbp"] and row["basis"] != MoneyBasis.STATEMENT}
    latest = max((row["financial_year"] for row in amounts.values()), default="")
    return [
        FormLine(
            key,
            row["subject"],
            "",
            (row["subject"], wording.provider(row["provider_kind"]), row["financial_year"], row["as_written"]),
        )
        for key, row in amounts.items()
        if row["financial_year"] == latest
    ]


def _spend_values(data: HeldVersion, key: str) -> Values:
    return {"year": "", "spent": "", "to": ""}


def _spend_row(data: HeldVersion, key: str, taken: Values, on: str) -> dict[str, str]:
    """Return a statement: an amount of part of a year stands in no row where it could be taken for a year's."""
    row = data.rows("spend").get(key, {})
    carried = {name: row.get(name, "") for name in ("subject", "provider_kind", "client_group")}
    carried |= {name: row.get(name, "") for name in ("transport_included", "food_included")}
    until = wording.day(date.fromisoformat(taken.get("to") or on))
    spent = float(taken["spent"])
    pounds = f"{'-' if spent < 0 else ''}£{abs(spent):,.2f}".removesuffix(".00")
    year = taken.get("year", "")
    return {
        **carried,
        "basis": MoneyBasis.STATEMENT,
        "financial_year": year,
        "as_written": pounds,
        "statement": f"Spent to {until}: {pounds}.",
    }


SPEND = SheetForm(
    "spend",
    "Spend to date",
    "spend",
    "",
    ("What for", "Who provides", "Year of the amount", "Amount, as printed"),
    (
        FormColumn(
            "spent", "Spent so far, £", CellEntry.NUMBER, "In pounds, this financial year until the day beside it."
        ),
        FormColumn("year", "Financial year", CellEntry.TEXT, "As 2026/27."),
        FormColumn("to", "Spent up to", CellEntry.DAY, "As 30 September 2026. Empty: the day of the return.", 20),
    ),
    (Unit(("spent", "year", "to"), "Spent so far"),),
    _spend_lines,
    _spend_values,
    _none,
    _spend_row,
)


def _score(data: HeldVersion, key: str) -> Cells:
    return _last(data.later("risk_scores", "risk_id").get(key, []), term=RiskTerm.CURRENT)


def _in_letters(data: HeldVersion) -> bool:
    """Return whether the council rates risks in letters: its scores are then no product, and a return asks for no score."""
    return any(row["symbol"] for row in data.rows("risk_scales").values())


def _risk_lines(data: HeldVersion) -> list[FormLine]:
    if _in_letters(data):
        return []
    lines = []
    for key, row in data.rows("risks").items():
        score = _score(data, key)
        prefilled = (row["title"], row["owner_role"], score.get("impact", ""), score.get("likelihood", ""))
        lines.append(FormLine(key, row["title"], row["owner_role"], prefilled))
    return lines


def _risk_values(data: HeldVersion, key: str) -> Values:
    score = _score(data, key)
    return {name: score.get(name, "") for name in ("impact", "likelihood", "reason")}


def _risk_choices(data: HeldVersion, name: str) -> tuple[str, ...]:
    if name not in ("impact", "likelihood"):
        return ()
    steps = {int(row["steps"]) for row in data.rows("risk_axes").values() if row["axis"] == name and row["steps"]}
    listed = {int(row["step"]) for row in data.rows("risk_scales").values() if row["axis"] == name}
    return tuple(str(step) for step in range(1, max(steps | listed | {5}) + 1))


def _risk_row(data: HeldVersion, key: str, taken: Values, on: str) -> dict[str, str]:
    words = {(row["axis"], row["step"]): row["word"] for row in data.rows("risk_scales").values()}
    row = {"term": str(RiskTerm.CURRENT), "basis": str(RiskBasis.WITH_CONTROLS), **taken}
    if "impact" in taken:
        score = int(taken["impact"]) * int(taken["likelihood"])
        bands = data.rows("risk_bands").values()
        band = next((b["band"] for b in bands if int(b["lowest_score"]) <= score <= int(b["highest_score"])), "")
        row |= {f"{axis}_word": words.get((axis, taken[axis]), "") for axis in ("impact", "likelihood")}
        row |= {"score": str(score), "band": band}
    return row


RISKS = SheetForm(
    "risks",
    "Risks",
    "risk_scores",
    "risk_id",
    ("Risk", "Owner", "Impact last reported", "Likelihood last reported"),
    (
        FormColumn("impact", "Impact now", CellEntry.WORD, "With today's controls. Choose from the list.", 12),
        FormColumn("likelihood", "Likelihood now", CellEntry.WORD, "With today's controls. Choose from the list.", 12),
        FormColumn("reason", "Why, and what is done", CellEntry.TEXT, "Controls in place, and what has changed.", 40),
    ),
    (Unit(("impact", "likelihood", "reason"), "Score now"),),
    _risk_lines,
    _risk_values,
    _risk_choices,
    _risk_row,
)

ANSWER = ("response", "action", "lead_role", "status", "evidence")


def _answer(data: HeldVersion, key: str) -> Cells:
    later = data.later("recommendation_updates", "recommendation_id").get(key)
    return later[-1] if later else data.rows("recommendations").get(key, {})


def _answer_lines(data: HeldVersion) -> list[FormLine]:
    lines = []
    for key, row in data.rows("recommendations").items():
        last = _answer(data, key)
        prefilled = (row["reference"], row["committee"], row["summary"], last["response"], last["status"])
        lines.append(FormLine(key, row["summary"], last["lead_role"], prefilled))
    return lines


def _answer_values(data: HeldVersion, key: str) -> Values:
    last = _answer(data, key)
    return {name: last.get(name, "") for name in ANSWER}


def _answer_choices(data: HeldVersion, name: str) -> tuple[str, ...]:
    return tuple(map(str, Response)) if name == "response" else ()


def _answer_row(data: HeldVersion, key: str, taken: Values, on: str) -> dict[str, str]:
    """Return the answer whole: a later row of it says everything, so what has not changed is said again."""
    known = _answer_values(data, key)
    return {**known, "response": known["response"] or str(Response.NONE_STATED), **taken}


RECOMMENDATIONS = SheetForm(
    "recommendations",
    "Recommendations",
    "recommendation_updates",
    "recommendation_id",
    ("Reference", "Committee", "Recommendation", "Response last reported", "Status last reported"),
    (
        FormColumn(
            "response", "Response", CellEntry.WORD, "Choose from the list. Leave empty where it has not changed.", 14
        ),
        FormColumn("action", "What was done", CellEntry.TEXT, "One or two sentences.", 40),
        FormColumn("lead_role", "Who leads", CellEntry.TEXT, "A role, never a person's name.", 24),
        FormColumn("status", "Status", CellEntry.TEXT, "In your own words.", 18),
        FormColumn("evidence", "What shows it", CellEntry.TEXT, "A paper, a page, a number.", 30),
    ),
    tuple(
        Unit((name,), heading)
        for name, heading in (
            ("response", "Response"),
            ("action", "What was done"),
            ("lead_role", "Who leads"),
            ("status", "Status"),
            ("evidence", "What shows it"),
        )
    ),
    _answer_lines,
    _answer_values,
    _answer_choices,
    _answer_row,
)
