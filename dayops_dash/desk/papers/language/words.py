"""Words that say what a number counts, who provides, and of whom it speaks."""

from __future__ import annotations

import re

from dayops_dash.dataset.vocabulary import Audience, ProviderKind
from dayops_dash.dataset.written import SPELLED

PEOPLE = (
    "people|persons?|attenders?|guests|passengers|borrowers"
    "|residents?|citizens?|individuals?|customers?|clients?|service users?|users?|carers?|adults?"
    "|children"
    "|attendees?|participants?|respondents?|households?|pupils?|students?|patients?|families|recipients?|members of staff"
    "|staff|employees|volunteers?|placements?|places|referrals?|packages|men|women|cases|assessments|reviews|beneficiaries"
    "|friends|parents|visitors|workers|tenants|learners|contacts|enquiries|calls"
)
PROVIDERS = (
    "providers?|organisations?|services|centres?|sites?|hubs?|charities|partners|clubs|groups|buildings?|bases|venues|suppliers"
    "|companies|enterprises|trusts|contracts|homes|schools|councils|authorities|day services|locations|agencies|businesses"
)
OF_A_DAY = (
    "centres?|services?|opportunit\\w+|care|places?|support|activit\\w+|trips?"  # "six day centres" are not six days
)
SPANS = rf"years?|months?|weeks?|days?(?!\s+(?:{OF_A_DAY})\b)|hours?|minutes?|quarters?|sessions?"
OTHERS = (
    "levels?|tiers?|stages?|recommendations?|projects?|pilots?|wards?|divisions?|responses?|questions?|surveys?|events?|meetings?"
    "|objectives?|priorities|themes?|outcomes?|actions?|options?|elements?|phases?|principles?|documents?|pages?|vehicles?"
    "|buses|journeys|miles|cigarettes(?: a day)?|incidents|complaints|compliments|posts|vacancies|beds|units"
    "|localities|districts|towns|areas"
    "|workshops?|sessions?|focus groups?|interviews?|questionnaires?|comments?|replies|tonnes|fte|full[- ]time equivalents?"
    "|bids?|tenders?|signatures?|petitions?|emails?|appointments?|applications?|steps|strands|pillars|workstreams|standards|measures|indicators|times|places|points?|risks?|forms|letters|forums?|reports?"
)  # fmt: skip
BETWEEN = r"(?:[A-Za-z’'/&-]+\s+){0,5}?"
COUNTED = tuple(
    (kind, re.compile(rf"[\s+-]*(?:of\s+(?:the\s+|our\s+|these\s+|those\s+)?)?({BETWEEN})\b({nouns})\b", re.IGNORECASE))
    for kind, nouns in (("people", PEOPLE), ("providers", PROVIDERS), ("span", SPANS), ("other", OTHERS))
)
BEFORE = re.compile(
    r"\b(?:number|total|population|attendance|headcount|caseload|waiting list)s?\b(?: of ([a-z ]+?))?(?: (?:is|was"
    r"|were|stands at|stood at|to|of|from|at|by)){1,2}\s*$",
    re.I,
)
CHANGED = re.compile(
    r"\b([A-Za-z]{4,}s) (?:have |has )?(?:fell|fallen|rose|risen|grew|grown|dropped|increased|decreased|declined|went)"
    r" from (?:\d[\d,]* to )?$"
)
STOPS = re.compile(
    r"\b(?:and|or|who|which|that|is|are|was|were|will|to|by|in|for|from|at|on|than|with|the|a|an|as"
    rf"|(?:{'|'.join(SPELLED)})(?!-))\b",  # another number has its own noun
    re.I,
)
CLIENTS = re.compile(
    r"\b((?:older|disabled|younger|young|autistic|deaf|blind)\s+(?:people|adults|persons)"
    r"|(?:people|adults|those|individuals|persons|residents|citizens)\s+with\s+(?:an?\s+|the\s+)?(?:\w+[\s-]){0,4}?"
    r"(?:disabilit(?:y|ies)|autism|dementia|needs|injury|impairments?|difficulties|conditions|EHCPs?)"
    r"|unpaid carers|carers)\b",
    re.IGNORECASE,
)
PROVIDED = (
    (
        ProviderKind.BOTH,
        r"\bboth\b.{0,40}\b(?:internal|in-house|council)\b.{0,60}\b(?:external|independent)|internal and external",
    ),
    (ProviderKind.TRANSPORT, r"\btransport\b"),
    (ProviderKind.DIRECT_PAYMENT, r"\bdirect payments?\b"),
    (
        ProviderKind.EXTERNAL,
        (
            r"\bextern\w+|\bindependent\w*|\bprivate\b|\bvoluntary (?:sector|organisations)|\bthird sector\b"
            r"|\bcharit\w+|\bcommissioned (?:providers|from)"
        ),
    ),
    (
        ProviderKind.INTERNAL,
        r"\binternal\w*|\bin[- ]house\b|\bcouncil[- ](?:run|provided|delivered|owned|operated)\b|\b(?:delivered|provided|run|operated)"
        r" (?:directly )?by the council\b|\bcouncil'?s own\b|\bour own\b|\bblock contract\b",
    ),
    (ProviderKind.COMMUNITY, r"\bcommunity (?:groups?|provision|based provision)\b"),
)
PROVIDER_PATTERNS = tuple((kind, re.compile(pattern, re.IGNORECASE | re.DOTALL)) for kind, pattern in PROVIDED)
AUDIENCES = (
    (
        Audience.PEOPLE_AND_CARERS,
        r"(?:users?|people who use|customers?|clients).{0,30}\bcarers?\b|\bcarers?\b.{0,30}(?:users\b|people who use)",
    ),
    (Audience.CARERS, r"\bcarers?\b|\bfamil(?:y|ies)\b|\bparents?\b"),
    (Audience.PROVIDERS, r"\bproviders?\b"),
    (Audience.STAFF, r"\bstaff\b|\bemployees\b|\bworkforce\b"),
    (Audience.MEMBERS, r"\bcouncillors?\b|\bmembers\b"),
    (Audience.PARTNERS, r"\bpartners?\b|\bstakeholders?\b"),
    (Audience.PEOPLE_WHO_USE_SERVICES, r"\busers?\b|\bpeople\b|\bcustomers?\b|\bclients?\b"),
    (Audience.RESIDENTS, r"\bresidents?\b"),
)
AUDIENCE_PATTERNS = tuple((who, re.compile(pattern, re.IGNORECASE)) for who, pattern in AUDIENCES)


def counted(after: str) -> tuple[str, str, str]:
    """Return what the words behind a number say that it counts: the sort of thing, its noun, and the words up to it; "" for nothing."""
    best: tuple[int, str, str, str] | None = None
    for kind, pattern in COUNTED:
        found = pattern.match(after)
        if found and not STOPS.search(found[1]) and (best is None or found.end(2) < best[0]):
            best = found.end(2), kind, found[2].casefold(), " ".join(after[: found.end(2)].split()).strip("- ")
    return (best[1], best[2], best[3]) if best else ("", "", "")


def counted_before(before: str) -> tuple[str, str, str]:
    """Return what a number counts by the words before it: "the number of people attending was 315", "attendance of 40"."""
    found = BEFORE.search(before.rstrip())
    if not found:
        changed = CHANGED.search(before)  # complaints fell from 22 to 9
        return ("other", changed[1].casefold(), changed[1]) if changed else ("", "", "")
    what, noun, words = counted(f" {found[1] or 'people'} ")
    return what or "people", noun or "people", words


def provider_of(*texts: str) -> ProviderKind | None:
    """Return who provides, as the nearest of some texts says; None where none does."""
    for text in texts:
        for kind, pattern in PROVIDER_PATTERNS:
            if pattern.search(text):
                return kind
    return None


def client_group(*texts: str) -> str:
    """Return the group of people that the nearest of some texts names; "" where none does."""
    for text in texts:
        if found := CLIENTS.search(text):
            return found[1]
    return ""


def audience_of(*texts: str) -> Audience:
    """Return who was asked, as the nearest of some texts says; all of them where none does."""
    for text in texts:
        for who, pattern in AUDIENCE_PATTERNS:
            if pattern.search(text):
                return who
    return Audience.EVERYONE
