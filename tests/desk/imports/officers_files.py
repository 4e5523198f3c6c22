"""Trackers as an officer would have them in Excel, made for tests: titles, merged cells, dates of every kind, colours, footnotes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import PatternFill

from tests.desk.workbooks import saved

GREEN, AMBER, RED = "92D050", "FFC000", "FF0000"
Row = Sequence[Any]

PLAN_HEAD = (
    "Priority area",
    "Ref.",
    "What we will do",
    "Lead(s)",
    "Start",
    "End",
    "BRAG",
    "Status",
    "% done",
    "Commentary\nthis quarter",
)
PLAN: Sequence[Row] = (
    ("Close to home", "1", "Put a community connector in each ward", "Jane Smith / Tom Brown", date(2025, 4, 1), date(2027, 3, 31), None,
     "In progress", 0.6, "Nine wards of 15 have one.\nTwo posts are advertised."),
    (None, "6", "Offer evenings and weekends", "Jane Smith", None, "Spring 2027", None, "Slipped", 0.25, "Staff are being consulted."),
    (),
    ("Buildings", "4", "Rebuild the southern day centre as a hub", "Tom Brown (Property); Legal Services", date(2025, 9, 1), 46477, None,
     "Slipped¹", 0.4, "Priced again."),
    (None, "7", "Review transport with the people who use it", "Passenger transport manager", None, date(2027, 4, 1), None,
     "Not yet started", 0, None),
    (),
    ("Quality", "9", "Train people who use services as quality checkers", "Quality manager", None, "Ongoing", None, "In progress", 0.5,
     "Six checkers trained."),
    (None, "11", "Publish a guide for families", "Communications", None, "30/06/2027", None, "Not yet started", 0, None),
    (),
    ("¹ Subject to the decision of Cabinet in November.",),
    ("Key: Blue = complete, Green = on track, Amber = some risk, Red = off track",),
)  # fmt: skip
PLAN_FILLS = {"G6": GREEN, "G7": RED, "G9": RED, "G10": AMBER, "G12": GREEN, "G13": AMBER}

THEME_HEAD = ("Action no.", "Action", "Responsible officer", "By when", "Position at 30 Sept 2026", "RAG status")
THEMES: Mapping[str, Sequence[Row]] = {
    "1 Close to home": (
        ("1", "Put a community connector in each ward", "Community team manager", "31 March 2027", "Nine wards have one.", "Green"),
        ("8", "Agree breaks with carers when a plan is made", "Carers lead", "Mar-27", "Agreed for 40 carers.", "Amber"),
    ),
    "2 Work": (("2", "Open a pathway into paid work", "Employment support manager", "complete", "Eleven people have started.", "Blue"),),
    "3 Choice": (
        ("5", "Make direct payments easier to use", "Personal budgets manager", "n/a", "A card is in use.", "Blue"),
        ("6", "Offer evenings and weekends", "Provider services manager", "Summer 2027", "Consulting staff.", "Red"),
    ),
}  # fmt: skip

RECOMMENDATION_HEAD = (
    "Rec No.",
    "Recommendation",
    "Cabinet response",
    "Lead officer",
    "Progress / action taken",
    "Status",
    "Target date",
)
RECOMMENDATIONS: Sequence[Row] = (
    ("R1", "Report each year how many people are reached in each ward.", "Accepted", "Performance manager", "Counts came out in April.",
     "Implemented", date(2026, 4, 30)),
    ("R2", "Bring forward evenings and weekends in the two localities without them.", "In part", "Provider services manager",
     "One locality opens in January.", "Partially implemented", "Jan 2027"),
    (None, None, None, None, "The other is being costed.", None, None),
    ("R3", "Ask carers each year whether they get a break.", "Agreed", "Sam Green", "A survey is drafted.", "Ongoing", "TBC"),
    (),
    ("Members asked for this tracker at each meeting.",),
)  # fmt: skip

RISK_HEADS: Sequence[Row] = (
    (None, None, None, "Inherent", None, None, None, "Current", None, None, None),
    ("Risk ID", "Risk", "Owner", "Likelihood", "Impact", "Score", "Existing controls", "Likelihood", "Impact", "Score", "Trend"),
)  # fmt: skip
RISKS: Sequence[Row] = (
    ("DO1", "The southern hub costs more than the budget", "Head of property", 4, 5, "=D5*E5", "A fixed price.", 3, 4, "=H5*I5", "↓"),
    ("DO2", "A provider on the framework closes", "Head of commissioning", 3, 5, "=D6*E6", "Monthly checks.", 3, 5, "=H6*I6", "→"),
    ("DO3", "People cannot get to what is on offer", "Jo Field", 4, 3, "=D7*E7", "Travel training.", 2, 3, "=H7*I7", "↓"),
    ("DO4", "The new system for payments fails", "Personal budgets manager", 3, 3, "=D8*E8", "A pilot runs first.", 2, 2, "=H8*I8", "new"),
)  # fmt: skip


def _put(sheet: Any, first: int, rows: Sequence[Row]) -> None:
    for number, row in enumerate(rows, first):
        for place, value in enumerate(row, 1):
            if value is not None:
                sheet.cell(number, place).value = value


def delivery_plan() -> bytes:
    """A delivery plan of the council's own: a header of two rows, themes merged down, blank rows, a BRAG of fills, leads by name."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Delivery plan 26-27"
    _put(
        sheet,
        1,
        [
            ("ADULT SOCIAL CARE: DAY OPPORTUNITIES DELIVERY PLAN",),
            ("Version 3, updated 12/09/26. Owner: Programme board",),
        ],
    )
    _put(sheet, 4, [(None, None, None, None, "Timescales", None, "Progress"), PLAN_HEAD, *PLAN])
    for merged in ("A1:J1", "A2:J2", "E4:F4", "G4:J4", "A6:A7", "A9:A10", "A12:A13"):
        sheet.merge_cells(merged)
    for place, colour in PLAN_FILLS.items():
        sheet[place].fill = PatternFill("solid", fgColor=colour)
    sheet["F9"].number_format = "dd/mm/yyyy"
    sheet["F10"].number_format = "mmm-yy"
    for row in range(6, 14):
        sheet.cell(row, 9).number_format = "0%"
    _put(book.create_sheet("Guidance"), 1, [("How to fill in this plan",), ("Leads update the status each quarter.",)])
    return saved(book)


def by_theme() -> bytes:
    """An action plan with a sheet for each theme, the same columns on each, and a cover sheet."""
    book = Workbook()
    book.active.title = "Cover"
    _put(book.active, 2, [(None, "Day opportunities action plan"), (None, "Quarter 2, 2026/27")])
    for title, rows in THEMES.items():
        sheet = book.create_sheet(title)
        _put(
            sheet,
            1,
            [(f"Theme {title}",), (), THEME_HEAD, *rows, (), ("RAG: Blue complete, Green on track, Amber at risk",)],
        )
        sheet.merge_cells("A1:F1")
    return saved(book)


def recommendations() -> bytes:
    """A scrutiny committee's tracker: a recommendation over two rows of actions, with its other cells merged."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Rec tracker"
    _put(sheet, 1, [("Adult Care Scrutiny Committee",), ("Recommendation tracker as at 1 October 2026",), ()])
    _put(sheet, 4, [RECOMMENDATION_HEAD, *RECOMMENDATIONS])
    for column in "ABCDF":
        sheet.merge_cells(f"{column}6:{column}7")
    return saved(book)


def risk_register() -> bytes:
    """A corporate risk register: scores before controls and now under a header of two rows, and products that Excel works out."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Register"
    _put(sheet, 1, [("Directorate risk register: Adults, day opportunities",), (), *RISK_HEADS, *RISKS])
    for merged in ("D3:F3", "H3:J3"):
        sheet.merge_cells(merged)
    return saved(book)
