"""Dates as councils write them, as intervals. ``due.py`` says how they are read, ``edtf.py`` how they are kept."""

from dayops_dash.dataset.dates.due import Due, period_named, read_due
from dayops_dash.dataset.dates.edtf import Interval, NotEDTF, interval
from dayops_dash.dataset.dates.scan import MONTHS

__all__ = ["MONTHS", "Due", "Interval", "NotEDTF", "interval", "period_named", "read_due"]
