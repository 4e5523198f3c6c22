"""The sheet behind a chart that can be edited: names as words and never as formulas, and no time of writing."""

from __future__ import annotations

import io
from datetime import datetime

import xlsxwriter

from dayops_dash.packs.slides.native import Drawing
from dayops_dash.wording import clean

SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
NO_DAY = datetime(2000, 1, 1)  # the sheet belongs to its slide, which has the date


def chart_data(drawing: Drawing) -> bytes:
    """Return a workbook where PowerPoint looks for a chart's numbers: names of bars in column A, a series in each other one."""
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, SAFE)
    book.set_properties({"created": NO_DAY})
    sheet = book.add_worksheet("Sheet1")
    numbers = book.add_format({"num_format": drawing.number_format})
    for down, name in enumerate(drawing.bars, start=1):
        sheet.write_string(down, 0, clean(name))
    for across, series in enumerate(drawing.series, start=1):
        sheet.write_string(0, across, clean(series.name))
        for down, value in enumerate(series.values, start=1):
            if value is not None:
                sheet.write_number(down, across, value, numbers)
    book.close()
    return written.getvalue()
