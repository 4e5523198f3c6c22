"""Which measure a code of the Adult Social Care Outcomes Framework (ASCOF) stands for: a code means nothing without its framework.

Codes were given anew from 2023-24. 1C and 1E stand for other measures there (of carers), 3D and 2E stood for others before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

NEW_FROM = 2023  # the framework year 2023-24 is the first of the new codes
YEAR = re.compile(r"(20\d\d)-(\d\d)")
CODE = re.compile(r"(\d[A-Z])([0-9][AB]?)?")


class Framework(StrEnum):
    """The years for which codes hold."""

    OLD = "to 2022-23"
    NEW = "from 2023-24"


@dataclass(frozen=True)
class Family:
    """A subject with its code in each framework, "" where it has none; ``told`` is what its published description holds.

    Codes of a family may have parts: 1I(1) is of people who use services, 1I(2) of carers. For all of them higher is better.
    """

    subject: str
    codes: dict[Framework, str]
    told: re.Pattern[str]
    source: str


OLD_HANDBOOK = "ASCOF handbook of definitions 2018-19"
NEW_HANDBOOK = "ASCOF handbook of definitions 2023 to 2024"
FAMILIES = (
    Family(
        "People with a learning disability in paid employment",
        {Framework.OLD: "1E", Framework.NEW: ""},
        re.compile(r"learning disabilit.*employment", re.IGNORECASE),
        f"{OLD_HANDBOOK}; not in the {NEW_HANDBOOK}",
    ),
    Family(
        "Living in one's own home or with family",
        {Framework.OLD: "1G", Framework.NEW: "2E"},
        re.compile(r"home.*family", re.IGNORECASE),
        f"{OLD_HANDBOOK}; {NEW_HANDBOOK} (2E was 1G)",
    ),
    Family(
        "Self-directed support and direct payments",
        {Framework.OLD: "1C", Framework.NEW: "3D"},
        re.compile(r"self.directed support|direct payments?", re.IGNORECASE),
        f"{OLD_HANDBOOK}; {NEW_HANDBOOK} (3D was 1C)",
    ),
    Family(
        "As much social contact as people would like",
        {Framework.OLD: "1I", Framework.NEW: "5A"},
        re.compile(r"social contact", re.IGNORECASE),
        f"{OLD_HANDBOOK}; {NEW_HANDBOOK} (5A was 1I)",
    ),
)
ONLY_IN = {
    "1G": Framework.OLD,
    "1I": Framework.OLD,
    "5A": Framework.NEW,
}  # codes that tell of which framework a file is


def framework_of(year: str) -> Framework:
    """Return the framework that a year written as 2022-23 belongs to. Raises ValueError for another form."""
    match = YEAR.fullmatch(year)
    if not match or (int(match[1]) + 1) % 100 != int(match[2]):
        raise ValueError(f"{year!r} is not a year written as 2022-23")
    return Framework.NEW if int(match[1]) >= NEW_FROM else Framework.OLD


def head_of(code: str) -> str:
    """Return a code without its part: 1I for 1I(2)."""
    return code[:2]


def plain_code(written: str) -> str:
    """Return a code as the handbook writes it: 1I(2) for 1I2, 1i(2) and 1I (2). Raises ValueError where it is none."""
    match = CODE.fullmatch(re.sub(r"[\s()]", "", written).upper())
    if not match:
        raise ValueError(f"{written!r} is no ASCOF code")
    return f"{match[1]}({match[2]})" if match[2] else match[1]


def family_of(code: str, framework: Framework) -> Family | None:
    """Return what a code stands for in a framework; None where it is none of these subjects."""
    return next((f for f in FAMILIES if f.codes[framework] and f.codes[framework] == head_of(code)), None)


def since_words(code: str, framework: Framework) -> str:
    """Return what a code is in the other framework: 5A from 2023-24; 1I to 2022-23; no successor; none before."""
    family = family_of(code, framework)
    other = Framework.NEW if framework is Framework.OLD else Framework.OLD
    if family and family.codes[other]:
        return f"{family.codes[other]} {other}"
    return "no successor" if other is Framework.NEW else "none before"
