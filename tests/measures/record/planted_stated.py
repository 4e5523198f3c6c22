"""Changes, parts, deadlines and savings that a paper states in words: those that cannot be, and those that are right."""

from __future__ import annotations

from tests.measures.record.altered import texts
from tests.measures.record.planted import NOT_LINKED, Edit, Plant, X, add

FROM_TO = {
    "change_from": "people-2023-24",
    "change_to": "people-2025-26",
    "part_of": "",
    "period": "2023/24 to 2025/26",
}
CONTEXT = texts(X, "context")[0]["context_id"]


def told(words: str, value: str, unit: str, measure: str = "change", **cells: str) -> Edit:
    """Return a change of 833 people to 812, in a paper's words."""
    return add(
        "people",
        "people-2025-26",
        "told",
        value=value,
        unit=unit,
        measure=measure,
        as_written=words,
        **{**FROM_TO, **cells},
    )


def figures(before: str, after: str, unit: str, words: str, value: str, of: str) -> tuple[Edit, ...]:
    """Return two figures of a thing of its own, and their change in a paper's words."""
    own = {"subject": "Carers who get a break", "qualifier": "", "statement": "", "quoted_from": "", **NOT_LINKED}
    return (
        add("context", CONTEXT, "p1", measure="share", period="2024/25", value=before, unit=unit, as_written=f"{before} {unit}", **own),
        add("context", CONTEXT, "p2", measure="share", period="2025/26", value=after, unit=unit, as_written=f"{after} {unit}", **own),
        add("context", CONTEXT, "p3", **{**own, "change_from": "p1", "change_to": "p2"},
            measure="change", period="2024/25 to 2025/26", value=value, unit=of, as_written=words),
    )  # fmt: skip


STATED = (
    Plant("an increase that fell", X, (told("an increase of 2.5%", "2.5", "%"),)),
    Plant("a rise that fell", X, (told("rose by 2.5%", "2.5", "%"),)),
    Plant("a growth that fell", X, (told("2.5%", "2.5", "%", "growth"),)),
    Plant("21 more people that are fewer", X, (told("21 more", "21", "people"),)),
    Plant("40 fewer people of 21", X, (told("40 fewer", "40", "people"),)),
    Plant("a change of 12% that is 2.5%", X, (told("fell by 12%", "12", "%"),)),
    Plant(
        "a fall of points that rose",
        X,
        figures("64", "69", "%", "fell by 5 percentage points", "5", "percentage points"),
    ),
    Plant("nine points that are five", X, figures("64", "69", "%", "9 percentage points", "9", "percentage points")),
    Plant("four times that are two", X, figures("26", "52", "carers", "four times as many", "4", "times")),
)

RIGHT = (
    Plant("21 fewer people", X, (told("21 fewer", "21", "people"),)),
    Plant("a fall of 2.5%", X, (told("fell by 2.5%", "2.5", "%"),)),
    Plant("2.5% without a direction", X, (told("2.5%", "2.5", "%"),)),
    Plant("less than 3%", X, (told("a fall of less than 3%", "3", "%", qualifier="less than"),)),
    Plant("a change in a unit that nobody knows", X, (told("a band", "1", "bands"),)),
    Plant("five points", X, figures("64", "69", "%", "5 percentage points", "5", "percentage points")),
    Plant("five points as 5%", X, figures("64", "69", "%", "up 5%", "5", "%")),
    Plant("7.8% of a share", X, figures("64", "69", "%", "up 7.8%", "7.8", "%")),
    Plant("points of rounded shares", X, figures("64.4", "69.0", "%", "5 percentage points", "5", "percentage points")),
    Plant("twice as many", X, figures("26", "52", "carers", "twice as many", "2", "times")),
    Plant("half as many", X, figures("52", "26", "carers", "half as many", "0.5", "times")),
    Plant("2 times more", X, figures("20", "60", "carers", "2 times more", "2", "times")),
    Plant("the total again", X, (add("context", CONTEXT, "t", **{**NOT_LINKED, "subject": "People who use day opportunities"},
          measure="people", period="2025/26", value="812", unit="people", as_written="812", qualifier="", statement=""),)),
)  # fmt: skip
