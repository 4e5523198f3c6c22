"""Recommendations: what a committee is asked to decide, each with its number."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dayops_dash.dataset.vocabulary import RecommendationKind, Response
from dayops_dash.desk.papers.proposing.gathered import Gathered, cut, place_of
from dayops_dash.desk.papers.proposing.model import Ground
from dayops_dash.desk.papers.proposing.sites import Place, Site, TableSite

HEADING = re.compile(
    r"^(?:\d+\.?\s*)?(?:recommendations?(?:/s)?|recommended|decisions? (?:required|sought|requested)|proposed decisions?)\s*:?$",
    re.I,
)
ASKED = re.compile(
    r"\b(?:(?:committee|cabinet|board|council|members?|panel|executive|commission|forum|sub-committee)\b[^.:]{0,60}?\b(?:is|are)\s+"
    r"(?:asked|recommended|requested|invited)|it is recommended that|recommended that"
    r"|that (?:the )?(?:cabinet|committee|members?|board|council))\b",
    re.I,
)
BODY = re.compile(r"\b((?:[A-Z][\w&’']*\s+)*(?:Committee|Cabinet|Board|Panel|Commission|Executive|Forum|Council))\b")
LEAD_IN = re.compile(r"^.{0,160}?(?:asked|recommended|requested|invited)?\s*(?:to|that)?\s*:\s*$", re.I | re.DOTALL)
SENTENCE = re.compile(r"\b(?:is|are) (?:asked|recommended|requested|invited) to[:\s]+(.{10,400})", re.I | re.DOTALL)


def propose_recommendations(gathered: Gathered, places: Sequence[Place], body: str) -> None:
    """Propose what the paper asks a committee to decide: what stands under its heading of recommendations, or a sentence that asks."""
    under = False
    committee = body
    proposed = numbered = False
    for place in places:
        if isinstance(place, TableSite):
            continue
        plain = re.sub(r"^\d+\.?\s*", "", place.text).strip()
        if place.kind == "heading":
            numbered = False
            under = bool(HEADING.match(plain)) or (under and plain.casefold().startswith("that"))
            continue
        if under and place.kind in ("paragraph", "bullet"):
            if found := BODY.search(place.text[:120]):
                committee = committee or found[1]
            if LEAD_IN.match(place.text) or len(place.text.split()) < 3:
                continue
            is_numbered = bool(re.search(r"number \w+$|^paragraph [\d.]+$", place.locator))
            if numbered and not is_numbered:  # signatures and enquiries stand behind what is asked
                under = place.kind == "bullet"
                continue
            numbered = is_numbered
            _add_each(gathered, place, place.text, committee)
            proposed = True
    if not proposed:
        for place in places:
            if not isinstance(place, Site) or place.kind not in ("paragraph", "bullet"):
                continue
            if ASKED.search(place.text) and (found := SENTENCE.search(place.text)):
                _add_each(gathered, place, found[1], committee)


MARKS = re.compile(r"(?:^|[\s;:,])\((i{1,3}|iv|vi{0,3}|[a-h]|\d)\)\s+")


def _add_each(gathered: Gathered, site: Site, words: str, committee: str) -> None:
    """Propose what words ask for: each of several that are marked (i), (ii) in one sentence by itself."""
    marks = list(MARKS.finditer(words))
    if len(marks) < 2:
        _add(gathered, site, words, committee)
        return
    ends = [*(mark.start() for mark in marks[1:]), len(words)]
    for mark, end in zip(marks, ends, strict=True):
        _add(gathered, site, words[mark.end() : end], committee, mark[1])


def _add(gathered: Gathered, site: Site, words: str, committee: str, mark: str = "") -> None:
    number = re.search(r"number (\w+)$|^paragraph ([\d.]+)", site.locator)
    reference = mark or next((part for part in (number.groups() if number else ()) if part), "")
    position = int(gathered.position("recommendations"))
    cells = {
        "kind": str(RecommendationKind.DECISION),
        "reference": reference or str(position),
        "committee": committee or "the committee",
        "summary": cut(words.strip(" ;.,").removesuffix(" and").strip(" ;.,"), 400),
        "asked_of": committee or None,
        "response": str(Response.NONE_STATED),
    }
    gathered.add(
        "recommendations",
        cells,
        place_of(site),
        label=f"Recommendation {reference or position}",
        grounds=[Ground.SENTENCE],
    )
