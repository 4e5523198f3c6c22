"""The words of Release 2 for tests, and ways to write a record that change nothing that it says."""

from __future__ import annotations

import random
from collections.abc import Sequence

from tests.prepare.records import Row

# Each word as Release 1 and as Release 2 writes it, letter for letter: the second from the Department of Health and Social Care's
# published SQL for ASCOF 3D from 2024-25 and its notes on data cleaning, and from a public vocabulary that quotes the specification.
TO_RELEASE_2 = {
    "Service User": "Service user",
    "Carer": "Unpaid carer",
    "Carer known by association": "Unpaid carer known by association",
    "Carer Support: Support": "Unpaid carer support: Support",
    "Long Term Support: Nursing Care": "Long term support: Nursing care",
    "Long Term Support: Residential Care": "Long term support: Residential care",
    "Long Term Support: Community": "Long term support: Community",
    "Long Term Support: Prison": "Long term support: Prison",
    "Short Term Support: Ongoing Low Level": "Short term support: Ongoing low level",
    "Direct Payment": "Direct payment",
    "CASSR Managed Personal Budget": "CASSR managed personal budget",
    "CASSR Commissioned Support": "CASSR commissioned support",
    "Physical Support: Access & mobility only": "Physical support: Access and mobility only",
    "Physical Support: Personal care support": "Physical support: Personal care support",
    "Sensory Support: Support for visual impairment": "Sensory support: Support for visual impairment",
    "Sensory Support: Support for hearing impairment": "Sensory support: Support for hearing impairment",
    "Sensory Support: Support for dual impairment": "Sensory support: Support for dual impairment",
    "Support with Memory & Cognition": "Support with memory and cognition",
    "Learning Disability Support": "Learning disability support",
    "Mental Health Support": "Mental health support",
    "Social Support: Substance misuse support": "Social support: Substance misuse support",
    "Social Support: Asylum seeker support": "Social support: Asylum seeker support",
    "Social Support: Support for Social Isolation/Other": "Social support: Support for social isolation or other reason",
    "Social Support: Support to Carer": "Social support: Support to unpaid carer",
    "Day Support": "Day support",
    "Home Support": "Home support or domiciliary care",
}
TO_RELEASE_1 = {new: old for old, new in TO_RELEASE_2.items()}
LISTS = (
    *("Client_Type", "Service_Type", "Service_Component", "Delivery_Mechanism", "Primary_Support_Reason", "Gender"),
    *("Ethnicity", "Cost_Frequency_Unit_Type"),
)


def release_2(row: Row) -> Row:
    """Return a record in the words of Release 2."""
    cells = {name: _moved(cell) if name in LISTS else cell for name, cell in row.items()}
    return {**cells, "Ethnicity": cells["Ethnicity"].replace(" - ", ": ")}


def _moved(cell: str) -> str:
    """Return a cell as Release 2 writes its word, with the spaces that are round it."""
    word = cell.strip()
    return cell.replace(word, TO_RELEASE_2.get(word, word)) if word else cell


def respelled(rows: Sequence[Row], seed: int) -> list[Row]:
    """Return records with each word of a list in either release, and in another case, order, spacing or hyphens; columns shuffled."""
    pick = random.Random(seed)
    names = list(rows[0])
    pick.shuffle(names)
    headers = {name: pick.choice([name, name.upper(), name.replace("_", " "), f" {name.lower()} "]) for name in names}
    found = []
    for row in rows:
        cells = pick.choice([row, release_2(row)])
        found.append({headers[n]: _respelled(cells[n], pick) if n in LISTS else cells[n] for n in names})
    return found


def _respelled(word: str, pick: random.Random) -> str:
    if word in TO_RELEASE_2 or word in TO_RELEASE_1:
        parts = word.split(" ")
        word = pick.choice([word, word, " ".join(reversed(parts)), " ".join(pick.sample(parts, len(parts)))])
    spaces = pick.choice([" ", " ", "  ", "\N{NO-BREAK SPACE}"])
    word = pick.choice([word, word, word.upper(), word.lower(), word.title()])
    word = pick.choice([word, word.replace(" & ", " and "), word.replace(" and ", " & "), word.replace("-", "–")])
    return pick.choice(["", " "]) + word.replace(" ", spaces) + pick.choice(["", " "]) if word else word
