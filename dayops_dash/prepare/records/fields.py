"""The fields of Client Level Data that are read, and the closed lists of its specification that the method needs.

Source of the lists and the order of settings: NHS England, Central Transformation Principles, Reproducing SALT metrics from
CLD, 2023/24, LTS001b. Source of units a week: Department of Health and Social Care's published costs method for CLD.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Field(StrEnum):
    """A field by its name in the extract."""

    LA_CODE = "LA_Code"
    LA_NAME = "LA_Name"
    PERIOD_START = "Reporting_Period_Start_Date"
    PERIOD_END = "Reporting_Period_End_Date"
    IMPORTED = "ImportDate"
    NHS_NUMBER = "Der_NHS_Number_Traced_Pseudo"
    LA_PERSON = "Der_LA_Person_Unique_Identifier_Pseudo"
    CLIENT_TYPE = "Client_Type"
    START = "Event_Start_Date"
    END = "Event_End_Date"
    DEATH = "Date_of_Death"
    BIRTH_MONTH = "Der_Birth_Month"
    BIRTH_YEAR = "Der_Birth_Year"
    GENDER = "Gender"
    ETHNICITY = "Ethnicity"
    REASON = "Primary_Support_Reason"
    SERVICE = "Service_Type"
    COMPONENT = "Service_Component"
    MECHANISM = "Delivery_Mechanism"
    UNIT_COST = "Unit_Cost"
    UNIT_TYPE = "Cost_Frequency_Unit_Type"
    UNITS = "Planned_Units_Per_Week"
    PROVIDER = "Provider_CQC_Location_Name"
    POSTCODE = "Postcode"


# every space but the plain one, seen or not: tab, no-break, thin, zero-width and their like
ODD_SPACES = "[\t\n\r\x0b\x0c\x85\xa0\u1680\u2000-\u200d\u2028\u2029\u202f\u205f\u2060\u3000\ufeff]"


class CellKind(StrEnum):
    """What a cell of a field is read as. A cell that cannot be is read as empty; as ``NO_DAY`` or
    ``NO_NUMBER`` where it should be a day or a number, since an empty one would say something else."""

    AS_IT_IS = "as it is"  # the same on all rows of a submission: read once it is grouped
    TEXT = "text"
    SPACED = "text with plain spaces"  # each odd one as a plain one
    DAY = "day"
    WHOLE = "whole number"
    NUMBER = "number"
    MONTH = "month of a day"
    YEAR = "year of a day"


KINDS: dict[str, CellKind] = {
    **dict.fromkeys(Field, CellKind.TEXT),
    **dict.fromkeys((Field.PERIOD_START, Field.PERIOD_END, Field.IMPORTED), CellKind.AS_IT_IS),
    **dict.fromkeys((Field.START, Field.END, Field.DEATH), CellKind.DAY),
    **dict.fromkeys((Field.BIRTH_MONTH, Field.BIRTH_YEAR), CellKind.WHOLE),
    **dict.fromkeys((Field.UNIT_COST, Field.UNITS), CellKind.NUMBER),
}
OPTIONAL = (  # without these the headcount can still be made; what needs them is then not known
    Field.GENDER,
    Field.ETHNICITY,
    Field.COMPONENT,
    Field.UNIT_COST,
    Field.UNIT_TYPE,
    Field.UNITS,
    Field.PROVIDER,
    Field.POSTCODE,
)
STAND_INS: dict[
    str, tuple[str, CellKind]
] = {  # what a council's own file has before submission, where the derived column is not there
    Field.NHS_NUMBER: ("NHS_Number", CellKind.TEXT),
    Field.LA_PERSON: ("LA_Person_Unique_Identifier", CellKind.TEXT),
    Field.BIRTH_MONTH: ("Date_of_Birth", CellKind.MONTH),
    Field.BIRTH_YEAR: ("Date_of_Birth", CellKind.YEAR),
}
OF_SUBMISSION = (
    Field.LA_CODE,
    Field.LA_NAME,
    Field.IMPORTED,
)  # a council's own file has them only once it is submitted

FIRST_DAY, LAST_DAY = (
    date(1850, 1, 1),
    date(9999, 12, 31),
)  # not understood outside them; the last is how some write "open"
FIRST_END = date(
    1901, 1, 2
)  # of a service or a life; systems write 1 January 1900 and the like for a day that is not there
NO_DAY = date(1, 1, 1)  # stands for a cell that is not empty and not understood as a day
NO_NUMBER = 1e300  # stands for a cell that is not empty and not understood as a number

SERVICE_USER = "Service User"
DAY_SUPPORT = "Day Support"
NURSING, RESIDENTIAL, COMMUNITY, PRISON = (
    f"Long Term Support: {kind}" for kind in ("Nursing Care", "Residential Care", "Community", "Prison")
)
LONG_TERM = (NURSING, RESIDENTIAL, COMMUNITY, PRISON)
MECHANISMS = DIRECT_PAYMENT, MANAGED, COMMISSIONED = (
    "Direct Payment",
    "CASSR Managed Personal Budget",
    "CASSR Commissioned Support",
)


@dataclass(frozen=True)
class Setting:
    """A setting of care with its place in the order: a person with several is counted under the lowest."""

    rank: int
    service: str
    mechanism: str
    label: str


SETTINGS = (
    Setting(1, NURSING, "", "Nursing"),
    Setting(2, RESIDENTIAL, "", "Residential"),
    Setting(3, COMMUNITY, DIRECT_PAYMENT, "Community: Direct Payment"),
    Setting(4, COMMUNITY, MANAGED, "Community: CASSR Managed Personal Budget"),
    Setting(5, COMMUNITY, COMMISSIONED, "Community: CASSR Commissioned Support"),
    Setting(6, COMMUNITY, "", "Community"),
    Setting(7, PRISON, MANAGED, "Prison: CASSR Managed Personal Budget"),
    Setting(8, PRISON, COMMISSIONED, "Prison: CASSR Commissioned Support"),
    Setting(9, PRISON, "", "Prison"),
)

UNKNOWN = "Unknown"
INVALID = "Invalid/NULL"  # the method's own word for a reason that is empty or not of the list
NOT_KNOWN = "not known"
CLIENT_GROUPS = {  # each primary support reason, and the group of people that is shown for it
    "Physical Support: Access & mobility only": "Physical support",
    "Physical Support: Personal care support": "Physical support",
    "Sensory Support: Support for visual impairment": "Sensory support",
    "Sensory Support: Support for hearing impairment": "Sensory support",
    "Sensory Support: Support for dual impairment": "Sensory support",
    "Support with Memory & Cognition": "Memory and cognition",
    "Learning Disability Support": "Learning disability",
    "Mental Health Support": "Mental health",
    "Social Support: Substance misuse support": "Social support",
    "Social Support: Asylum seeker support": "Social support",
    "Social Support: Support for Social Isolation/Other": "Social support",
    "Social Support: Support to Carer": "Social support",
    UNKNOWN: NOT_KNOWN,
}
REASONS = tuple(CLIENT_GROUPS)
SEXES = {"Male": "Male", "Female": "Female", "Other": "Other"}
ETHNIC_GROUPS = {  # how a description begins, and its group in the 2021 Census's words
    "White": "White",
    "Mixed or multiple ethnic groups": "Mixed or multiple ethnic groups",
    "Asian or Asian British": "Asian or Asian British",
    "Black, Black British, Caribbean or African": "Black, Black British, Caribbean or African",
    "Other ethnic group": "Other ethnic group",
}

UNITS_A_WEEK = {  # how often a cost falls due: its units a week, where they do not come from the plan
    "Weekly": 1.0,
    "Fortnightly": 1 / 2,
    "4-weekly": 1 / 4,
    "Monthly": 12 / 52,
    "Quarterly": 4 / 52,
    "Annually": 1 / 52,
}
HOURLY, DAILY, SESSION = "Hourly", "Daily", "Per session"
PLANNED_UNITS = (HOURLY, DAILY, SESSION)  # the plan says how many a week
WEEKS_A_YEAR = 52
