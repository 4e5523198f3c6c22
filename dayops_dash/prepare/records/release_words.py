"""The words of the closed lists in Client Level Data, as data: the lists, and what each release renamed.

The lists hold the words of Release 1 (submissions from April 2023), which the method is written in. ``RENAMED`` gives the words of
Release 2, into which the national tables have been mapped since October 2025, and ``SPELLED`` other ways to write a listed word.
Differences of case, spaces, hyphens, punctuation and "&" for "and" need no row: ``words`` compares without them.

The specification of Release 2 itself was not to be had. Its words come from public code and standards that quote it:
``DHSC``, the Department of Health and Social Care, ASC-CLD-LA-Dashboard (main tables, data cleaning; ASCOF 3D from 2024-25);
``STANDARD``, a public vocabulary "from Adult Social Care Client Level Data specification" (service, frequency and support reason);
``ICB``, the reading of Client Level Data by North Central London Integrated Care Board, which meets both releases.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dayops_dash.prepare.records.fields import (
    COMMISSIONED,
    DAY_SUPPORT,
    DIRECT_PAYMENT,
    ETHNIC_GROUPS,
    LONG_TERM,
    MANAGED,
    REASONS,
    SERVICE_USER,
    UNKNOWN,
    Field,
)

RELEASE_2 = date(2025, 10, 1)  # from then on the national tables are in its words
DHSC, STANDARD, ICB = (
    "DHSC, ASC-CLD-LA-Dashboard, 2026",
    "public vocabulary that quotes the specification, 2026",
    "North Central London ICB, 2026",
)
CARER, CARER_KNOWN = "Carer", "Carer known by association"
NO_DATA = "No data"
SHORT_TERM, CARER_SUPPORT = "Short Term Support", "Carer Support"

LISTED: dict[str, tuple[str, ...]] = {
    Field.CLIENT_TYPE: (SERVICE_USER, CARER, CARER_KNOWN),
    Field.SERVICE: (*LONG_TERM, SHORT_TERM, CARER_SUPPORT),
    Field.COMPONENT: (
        *("Reablement", "Short term nursing care", "Short term residential care", "Long term nursing care"),
        *("Long term residential care", "Nursing Care", "Residential Care", "Home Support", DAY_SUPPORT, "Meals"),
        *("Transport", "Equipment", "Direct Payment", "Shared Lives", "Community supported living"),
        *("Extra care housing", "Professional support: Social Worker", "Professional support: Other"),
        *("Learning, education or employment support", "End of life care", "Emergency support"),
        *("Other short term support", "Other long term support", "Carer Respite", "Carer sitting service"),
        *("Carer universal services", "Other carer support"),
    ),
    Field.MECHANISM: (DIRECT_PAYMENT, MANAGED, COMMISSIONED),
    Field.REASON: REASONS,
    Field.GENDER: ("Male", "Female", "Other", UNKNOWN),
    Field.ETHNICITY: (*ETHNIC_GROUPS, NO_DATA),
    Field.UNIT_TYPE: (
        *("Per session", "Hourly", "Daily", "Weekly", "Fortnightly", "4-weekly", "Monthly", "Quarterly", "Annually"),
        *("One-off", "No charge to client"),
    ),
}


@dataclass(frozen=True)
class Renamed:
    """A word of a release, and the listed word that it stands for, with the day and the source of the renaming."""

    field: str
    word: str
    stands_for: str
    since: date
    source: str


def _renamed(field: Field, words: dict[str, str], source: str) -> tuple[Renamed, ...]:
    return tuple(Renamed(field, word, stands_for, RELEASE_2, source) for word, stands_for in words.items())


RENAMED: tuple[Renamed, ...] = (
    *_renamed(
        Field.CLIENT_TYPE,
        {"Unpaid carer": CARER, "Unpaid carer known by association": CARER_KNOWN},
        DHSC,
    ),
    *_renamed(
        Field.REASON,
        {
            "Social support: Support for social isolation or other reason": "Social Support: Support for Social Isolation/Other",
            "Social support: Support to unpaid carer": "Social Support: Support to Carer",
        },
        STANDARD,
    ),
    *_renamed(
        Field.REASON,
        {
            "Social support: Support for social isolation or other": "Social Support: Support for Social Isolation/Other",
            # cut off at 55 characters by some systems
            "Social support: Support for social isolation or other r": "Social Support: Support for Social Isolation/Other",
        },
        ICB,
    ),
    *_renamed(
        Field.COMPONENT,
        {
            "Home support or domiciliary care": "Home Support",
            "Unpaid carer respite": "Carer Respite",
            "Unpaid carer sitting service": "Carer sitting service",
            "Unpaid carer universal services": "Carer universal services",
            "Other unpaid carer support": "Other carer support",
        },
        STANDARD,
    ),
)

SPELLED: dict[str, dict[str, str]] = {  # other ways to write a listed word, in any release
    Field.UNIT_TYPE: {
        # whole words alone: "Weekend" and "Daytime session" begin like others and are neither
        **dict.fromkeys(("Session", "Sessions", "Sessional", "Session rate"), "Per session"),
        **dict.fromkeys(("Per hour", "Hour", "Hours", "Each hour", "Hourly rate"), "Hourly"),
        **dict.fromkeys(("Per day", "Day", "Days", "Each day", "Daily rate", "Day rate"), "Daily"),
        **dict.fromkeys(("Per week", "Week", "Each week", "Every week", "Weekly rate"), "Weekly"),
        **dict.fromkeys(("Per fortnight", "Every two weeks", "2-weekly", "Two weekly"), "Fortnightly"),
        **dict.fromkeys(
            ("Four weekly", "Every four weeks", "Every 4 weeks", "Per 4 weeks", "Per four weeks"), "4-weekly"
        ),
        **dict.fromkeys(("Per month", "Every month", "Calendar monthly"), "Monthly"),
        **dict.fromkeys(("Per quarter", "Every quarter"), "Quarterly"),
        **dict.fromkeys(("Per year", "Per annum", "Yearly", "Annual", "Every year"), "Annually"),
        **dict.fromkeys(("One-off payment", "One-off cost", "Once", "Single payment"), "One-off"),
    },
    Field.GENDER: dict.fromkeys(
        ("Not known", "Not stated", "Not recorded", "Not specified", "Prefer not to say", "Refused", "No data"), UNKNOWN
    ),
    Field.ETHNICITY: dict.fromkeys(
        ("Not known", "Not stated", "Not recorded", "Unknown", "Refused", "Prefer not to say"), NO_DATA
    ),
}
MAY_BE_ANOTHER = {Field.COMPONENT: r"\bday"}  # in a word that begins like a listed one, and may be of day support
BEGUN: dict[
    str, dict[str, str]
] = {  # how a word begins, where the rest says nothing that is asked for; the longest counts
    Field.SERVICE: {
        "Short Term": SHORT_TERM,
        "Carer Support": CARER_SUPPORT,
        "Unpaid carer support": CARER_SUPPORT,  # Release 2 (DHSC)
    },
    Field.COMPONENT: {  # the wide ones, such as "Direct Payment" and "Other", are not here: what follows may say that it is day support
        **{
            word: word
            for word in (
                *("Reablement", "Short term nursing care", "Short term residential care", "Long term nursing care"),
                *("Long term residential care", "Nursing Care", "Residential Care", "Home Support", "Meals"),
                *("Transport", "Equipment", "Shared Lives", "Community supported living", "Extra care housing"),
                *("End of life care", "Carer Respite", "Carer sitting service"),
            )
        },
        **dict.fromkeys(("Home care", "Domiciliary care"), "Home Support"),
        "Supported living": "Community supported living",
        "Extra care": "Extra care housing",
        "Unpaid carer respite": "Carer Respite",
        "Unpaid carer sitting service": "Carer sitting service",
    },
    Field.ETHNICITY: {
        **{group: group for group in (*ETHNIC_GROUPS, NO_DATA)},
        "Mixed": "Mixed or multiple ethnic groups",  # "Mixed: White and Asian", which DHSC maps so
        "Asian": "Asian or Asian British",
        "Black": "Black, Black British, Caribbean or African",
        "Any other ethnic group": "Other ethnic group",
    },
}
