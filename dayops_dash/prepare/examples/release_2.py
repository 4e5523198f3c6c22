"""How Release 2 of Client Level Data writes the words of made-up records, letter for letter.

The specification of Release 2 was not to be had. Clients, services, components and mechanisms are written as in the public code of the
Department of Health and Social Care (ASC-CLD-LA-Dashboard, 2026), support reasons and ethnicity as in a public vocabulary "from Adult
Social Care Client Level Data specification". A word that is not here is the same in both releases, or of none.
"""

from __future__ import annotations

WORDS = {
    "Service User": "Service user",
    "Carer": "Unpaid carer",
    "Carer known by association": "Unpaid carer known by association",
    "Long Term Support: Nursing Care": "Long term support: Nursing care",
    "Long Term Support: Residential Care": "Long term support: Residential care",
    "Long Term Support: Community": "Long term support: Community",
    "Long Term Support: Prison": "Long term support: Prison",
    "Short Term Support: Ongoing Low Level": "Short term support: Ongoing low level",
    "Carer Support: Support": "Unpaid carer support: Support",
    "Home Support": "Home support or domiciliary care",
    "Day Support": "Day support",
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
}
ETHNIC_DASH, ETHNIC_COLON = " - ", ": "  # between a group and its part


def in_release_2(word: str) -> str:
    """Return a word of a closed list as Release 2 writes it."""
    return WORDS.get(word, word)


def ethnicity_in_release_2(word: str) -> str:
    return word.replace(ETHNIC_DASH, ETHNIC_COLON)
