"""Changes in running words, changes linked to no figures, rates, answers and savings stated twice: what cannot be, and what is right."""

from __future__ import annotations

from tests.measures.record.planted import Plant, X
from tests.measures.record.planted_stated import note, part

TOLD = (
    Plant("doubled from 112 to 139", X, part("The number with direct payments doubled from 112 to 139.")),
    Plant("up by 10% that is 3%", X, part("Spend rose by 10% from £4.86m to £4.99m.")),
    Plant("fell from 112 to 139", X, note("Places fell from 112 to 139.")),
    Plant("a fall of 38% that is 28%", X, part("Attendance fell from 345 to 248, a fall of 38%.")),
    Plant("25% that is 15 points or a third", X, part("It increased from 45% to 60%, an increase of 25%.")),
    Plant("a 30% increase of a fifth", X, note("There was a 30% increase from 100 to 120.")),
    Plant("a third fewer that is a ninth", X, note("The waiting list was reduced by a third from 90 to 80.")),
    Plant("over half that is a quarter", X, note("Numbers grew by over 50% from 200 to 250.")),
    Plant("cut to more", X, part("Spend was cut from £1.1m to £1.2m.")),
)
RIGHTLY_TOLD = (
    Plant("nearly doubled", X, note("It nearly doubled from 112 to 199.")),
    Plant("doubled, as one says", X, note("It doubled from 52 to 98.")),
    Plant("up by 3%, rounded", X, note("Spend rose by 3% from £4.86m to £4.99m.")),
    Plant("points told as per cent", X, note("It increased from 45% to 60%, an increase of 15%.")),
    Plant("a third, as one says", X, note("It was reduced by a third from 90 to 61.")),
    Plant("between two years", X, note("Numbers rose from 2021 to 2019's level.")),
    Plant("in two units", X, note("The wait rose from 5 weeks to 2 months.")),
    Plant("in two sizes of money", X, note("The grant rose from £400 to £1.2m.")),
    Plant("the days of a month", X, note("Visits rise from 12 to 5 April.")),
    Plant("hours of the day", X, note("Opening was increased, from 9 to 5.")),
    Plant("a share of something else", X, note("Numbers rose from 112 to 139 (34%).")),
    Plant("not so", X, note("It has not doubled from 112 to 139.")),
)  # fmt: skip
