"""Clean records of made-up people, ways to spoil some of them, and what the clean ones say, by plain loops."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from dayops_dash.prepare.counting import day_support as day
from dayops_dash.prepare.examples import places
from tests.prepare import records as made
from tests.prepare.records import LEARNING, MENTAL, PHYSICAL, Row, row

OWN_PROVIDER, OTHER_PROVIDER = "Exampleshire Day Centre North", "The Lantern Workshop"
AT = {
    f"QX{n} {m}ZZ": places.ward_code(n - 1) for n in range(1, 6) for m in (0, 1)
}  # two postcodes of each of five wards
REASONS = {
    LEARNING: "Learning disability",
    MENTAL: "Mental health",
    PHYSICAL: "Physical support",
    "Support with Memory & Cognition": "Memory and cognition",
    "Unknown": "not known",
    "": "not known",
}
SEXES = {"Female": "Female", "Male": "Male", "Unknown": "not known", "": "not known"}
ETHNIC = {
    "White - Irish": "White",
    "Asian or Asian British - Indian": "Asian or Asian British",
    "No data - Refused": "not known",
    "": "not known",
}
DELIVERY = {
    "Direct Payment": "direct payment",
    "CASSR Managed Personal Budget": "managed personal budget",
    "CASSR Commissioned Support": "commissioned support",
}
Spoil = dict[str, str]
SPOILS: list[Spoil] = [
    {"client": "Adult"},
    {"client": ""},
    {"service": "LTS Community (DP)"},
    {"service": ""},
    {"component": "LD hub"},
    {"component": ""},
    {"start": "soon"},
    {"start": ""},
    {"end": "ongoing"},
    {"death": "no"},
    {"year": ""},
    {"year": "1066"},
    {"month": "13"},
    {"nhs": ""},
    {"nhs": "", "own": ""},
    {"reason": "LD"},
    {"reason": ""},
    {"sex": "Cis"},
    {"sex": ""},
    {"ethnicity": "British"},
    {"ethnicity": ""},
    {"mechanism": "DP"},
    {"mechanism": ""},
    {"postcode": "QX99 9ZZ"},
    {"postcode": ""},
    {"units": "four"},
    {"units": ""},
    {"unit": "Weekend"},
    {"provider": ""},
    {"code": ""},
    {"name": ""},
    {"imported": "soon"},
    {"imported": ""},
]


def clean(pick: random.Random, people: int) -> list[Row]:
    """Return records of some people, of whom a few live in each ward but the first, and have one to three records."""
    wards = pick.choices(list(AT), [20, 20, 2, 1, 1, 1, 1, 0, 0, 0], k=people)
    found = []
    for number, home in enumerate(wards):
        who = {
            "nhs": f"9{number:03}",
            "own": f"own {number}",
            "year": pick.choice(["1935", "1950", "1980", "1980", "2000"]),
            "sex": pick.choice(["Female"] * 9 + ["Male", "Unknown", ""]),
            "ethnicity": pick.choice(
                ["White - Irish"] * 9 + ["Asian or Asian British - Indian", "No data - Refused", ""]
            ),
        }
        reason = pick.choice([LEARNING] * 12 + list(REASONS))
        for _ in range(pick.choice([1, 1, 1, 2, 3])):
            found.append(
                row(
                    **who,
                    reason=pick.choice([reason, reason, reason, *REASONS]),
                    postcode=pick.choice([home, home, home, *list(AT)[2:7]]),
                    start=pick.choice(["2023-06-01", "2023-06-01", "2023-09-01", "2024-01-10"]),
                    component=pick.choice(["Day Support"] * 4 + ["Home Support"]),
                    mechanism=pick.choice(["CASSR Managed Personal Budget"] * 6 + [*DELIVERY, ""]),
                    service=pick.choice([made.COMMUNITY] * 9 + [made.RESIDENTIAL]),
                    units=pick.choice(["1", "1", "1", "2", "3", "5"]),
                    provider=pick.choice([OTHER_PROVIDER] * 5 + [OWN_PROVIDER]),
                )
            )
    return found


def spoiled(rows: Sequence[Row], pick: random.Random) -> list[Row]:
    """Return the records with one to four spoiled in the same way, and perhaps one in another; most often all of one small ward."""
    found = [dict(each) for each in rows]
    for spoil in pick.sample(SPOILS, pick.choice([1, 1, 2])):
        where = pick.choice([lambda r: True, *_few(rows)])
        some = [number for number, each in enumerate(rows) if where(each)]
        for number in pick.sample(some, min(len(some), 4)):
            found[number] |= {made.SHORT[name]: cell for name, cell in spoil.items()}
    return found


def _few(rows: Sequence[Row]) -> list[Callable[[Row], bool]]:
    """Return what is true of one to four records: a ward, or a word of a breakdown."""
    found: list[Callable[[Row], bool]] = []
    for name in ("Postcode", "Primary_Support_Reason", "Gender", "Ethnicity", "Delivery_Mechanism", "Der_Birth_Year"):
        for cell, count in Counter(each[name] for each in rows).items():
            if count <= 4:
                found.append(lambda r, name=name, cell=cell: r[name] == cell)  # type: ignore[misc]
    return found


def truth(rows: Sequence[Row]) -> Counter[tuple[str, str, str]]:
    """Return how many people the records say there are, by area, breakdown and group, "" being all."""
    people: dict[str, list[Row]] = defaultdict(list)
    for person, each in made.named(made.in_scope(list(rows), made.SNAPSHOT)):
        if (
            each["Service_Component"] == "Day Support"
            and made.age(each, made.SNAPSHOT) >= 18
            and each not in people[person]
        ):
            people[person].append(each)
    found: Counter[tuple[str, str, str]] = Counter()
    for its in people.values():
        groups = _groups(its)
        area = groups.pop(day.AREA)
        found["", "", ""] += 1
        if area == "not known":
            found["", day.AREA, area] += 1
        else:
            found[area, "", ""] += 1
        for name, group in groups.items():
            found["", name, group] += 1
            if area != "not known":
                found[area, name, group] += 1
    return found


def _groups(its: list[Row]) -> dict[str, str]:
    lowest = [each for each in its if made.rank(each) == min(map(made.rank, its))]
    days = sum(int(each["Planned_Units_Per_Week"]) for each in its)
    bands = ["1 day or less", "more than 1, up to 2", "more than 2, up to 3", "more than 3, up to 4", "more than 4"]
    inside = {each["Provider_CQC_Location_Name"] == OWN_PROVIDER for each in its}
    setting = made.ORDER[min(map(made.rank, its))]
    return {
        day.AREA: _one(lowest, lambda r: AT.get(r["Postcode"], "not known"), known_first=False),
        day.GROUP: _one(lowest, lambda r: REASONS[r["Primary_Support_Reason"]]),
        day.SEX: _one(lowest, lambda r: SEXES[r["Gender"]]),
        day.ETHNIC: _one(lowest, lambda r: ETHNIC[r["Ethnicity"]]),
        day.AGE: _one(lowest, lambda r: "65 and over" if made.age(r, made.SNAPSHOT) >= 65 else "18 to 64"),
        day.NARROW_AGE: _one(lowest, lambda r: _narrow(made.age(r, made.SNAPSHOT))),
        day.DAYS: bands[min(days, 5) - 1],
        day.PROVIDER: "internal and external" if len(inside) > 1 else "internal" if True in inside else "external",
        day.DELIVERY: DELIVERY.get(setting[1], "other or not stated"),
    }


def _narrow(age: int) -> str:
    return next(word for least, word in sorted(day.NARROW_AGES.items(), reverse=True) if age >= least)


def _one(rows: list[Row], word: Callable[[Row], str], *, known_first: bool = True) -> str:
    """Return the word of the latest record that gives one; "not known" where two of the same day differ."""
    known = [each for each in rows if word(each) != "not known"] if known_first else []
    those = known or rows
    last = max(each["Event_Start_Date"] for each in those)
    words = {word(each) for each in those if each["Event_Start_Date"] == last}
    return words.pop() if len(words) == 1 else "not known"
