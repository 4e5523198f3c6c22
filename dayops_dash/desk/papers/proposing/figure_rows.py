"""Rows made of one figure in a sentence: what each table needs, from the words round the number and from nothing else."""

from __future__ import annotations

import re

from dayops_dash.dataset.vocabulary import (
    Accumulation,
    Included,
    MoneyBasis,
    ProviderKind,
    Qualifier,
    SeriesKind,
)
from dayops_dash.desk.papers.language.clauses import clause_of, sides_of
from dayops_dash.desk.papers.language.hedges import hedge_of_sentence
from dayops_dash.desk.papers.language.money_words import MONEY
from dayops_dash.desk.papers.language.nearby import basis_of, date_of, financial_year_of, saving_kind_of
from dayops_dash.desk.papers.language.numbers import NumberKind, PrintedNumber
from dayops_dash.desk.papers.language.words import client_group, provider_of
from dayops_dash.desk.papers.proposing.gathered import Gathered, amount, cut, phrase, place_of
from dayops_dash.desk.papers.proposing.model import Ground
from dayops_dash.desk.papers.proposing.sites import Site

BEGINS_OR_ENDS = re.compile(
    r"\b(?:begin|start|open|close|end|expire)(?:s|ed|ing)?\s+(?:on\s+)?$", re.I
)  # what a day is of, and no figure
JOINED_YEAR = re.compile(
    r"\s+(?:a year )?(?:in|for|during|by|from)\s+(?:the (?:financial )?year )?20\d\d\s?[/–-]\s?(?:20)?\d\d"
)
AGE = re.compile(r"\b(?:aged? )?(\d{2}(?:\s?[-–]\s?\d{2}|\s?\+| and over| or over))", re.I)


def common(sentence: str, one: PrintedNumber, *, hedge: bool = True) -> dict[str, str | None]:
    qualifier = one.qualifier or (hedge_of_sentence(sentence) if hedge else None)
    return {"as_written": one.as_written, "qualifier": qualifier and str(qualifier)}


def grounds_of(one: PrintedNumber, *more: Ground | None) -> list[Ground]:
    found = [Ground.UNIT_BESIDE if one.kind is not NumberKind.COUNT else Ground.SENTENCE]
    found += [Ground.SPELLED] if one.spelled else []
    found += [Ground.RANGE] if one.value_to is not None else []
    found += [Ground.NEGATIVE] if one.negative else []
    return [*found, *(ground for ground in more if ground)]


def _period(gathered: Gathered, site: Site, one: PrintedNumber, sentence: str) -> tuple[str, list[tuple[Site, int]]]:
    """Return the time that the nearest date in the same sentence gives, with the numbers of it; "" where none does."""
    begin = site.text.find(sentence)
    within = (when for when in gathered.dates(site) if begin <= when.start < begin + len(sentence))
    dates = [when for when in within if not BEGINS_OR_ENDS.search(site.text[: when.start])]
    if not dates:
        return "", []
    when = date_of(site.text, one, dates)
    return when.core, [(site, n.start) for n in gathered.numbers(site) if when.start <= n.start < when.end]


def _provider(*texts: str) -> tuple[str, Ground | None]:
    found = provider_of(*texts)
    return (str(found), None) if found else (str(ProviderKind.ALL), Ground.NO_PROVIDER)


def add_spend(
    gathered: Gathered, site: Site, sentence: str, one: PrintedNumber, about: str = "", subject: str = ""
) -> None:
    """Propose an amount of budget or spend."""
    before, after = _within(site, sentence, one, 90, 60)
    left, right = sides_of(site.text, one)
    near = f"{before} {after}"
    provider, doubt = _provider(clause_of(site.text, one), near, subject)
    basis = basis_of(before, after, about, site.heading)
    year = _year_of(gathered, site, sentence, one, about if subject else "")
    _, holds = _period(gathered, site, one, sentence) if year else ("", [])
    cells = {
        "subject": subject or phrase(site.text, one.start, one.end),
        "financial_year": year,
        "basis": basis or None,
        "provider_kind": provider,
        "client_group": client_group(near, subject),
        "amount_gbp": amount(one.value) if one.value_to is None else None,
        "transport_included": str(Included.NOT_STATED),
        "food_included": str(Included.NOT_STATED),
        "statement": cut(sentence, 300) if one.value_to is not None else None,
        # the forecast of another amount is no hedge of this one; that of its column is
        **common(about.split(". ")[0] if subject else f"{MONEY.split(left)[-1]} {right}", one),
    }
    gathered.add(
        "spend", cells, place_of(site, one.start, sentence), label=str(cells["subject"]),
        grounds=grounds_of(one, None if basis else Ground.NO_BASIS, doubt), holds=[(site, one.start), *holds],
    )  # fmt: skip


def add_spend_statement(
    gathered: Gathered, site: Site, sentence: str, one: PrintedNumber, about: str = "", subject: str = "",
    ground: Ground = Ground.OVER_UNDER,
) -> None:  # fmt: skip
    """Propose an overspend, or spend of part of a year, as what is said of spend: neither is an amount that could be added up."""
    year = _year_of(gathered, site, sentence, one, about)
    _, holds = _period(gathered, site, one, sentence) if year else ("", [])
    provider, doubt = _provider(clause_of(site.text, one), subject)
    cells = {
        "subject": subject or phrase(site.text, one.start, one.end),
        "financial_year": year,
        "basis": str(MoneyBasis.STATEMENT),
        "provider_kind": provider,
        "transport_included": str(Included.NOT_STATED),
        "food_included": str(Included.NOT_STATED),
        "statement": cut(f"{subject}: {one.words}" if subject else sentence, 300),
        **common(sentence if not subject else about.split(". ")[0], one),
    }
    gathered.add(
        "spend", cells, place_of(site, one.start, sentence), label=str(cells["subject"]),
        grounds=grounds_of(one, ground, doubt), holds=[(site, one.start), *holds],
    )  # fmt: skip


def _within(site: Site, sentence: str, one: PrintedNumber, before: int, after: int) -> tuple[str, str]:
    """Return the words before and behind a number within its sentence."""
    begin = max(site.text.find(sentence), 0)
    end = begin + len(sentence)
    return site.text[max(begin, one.start - before) : one.start], site.text[one.end : min(end, one.end + after)]


def _year_of(gathered: Gathered, site: Site, sentence: str, one: PrintedNumber, *texts: str) -> str:
    """Return the financial year of an amount: that of its clause; of its sentence only where no other amount is in it."""
    money = [n for n in gathered.numbers(site) if n.kind is NumberKind.MONEY]
    joined = JOINED_YEAR.match(site.text[one.end :])  # £1m in 2026/27 and a further £2m in 2027/28
    own = joined[0] if joined else ""
    return financial_year_of(own, clause_of(site.text, one), *([sentence] if len(money) < 2 else []), *texts)


def _share_beside(gathered: Gathered, site: Site, one: PrintedNumber) -> PrintedNumber | None:
    """Return the percentage behind an amount that says the same saving: £250,000 (4.5% reduction)."""
    others = [n for n in gathered.free(site) if 0 < n.start - one.end < 60 and n.kind is NumberKind.PERCENT]
    if not others or one.kind is not NumberKind.MONEY:
        return None
    return others[0] if re.search(r"\breduc|\bsav", site.text[one.end : others[0].end + 15], re.I) else None


def add_saving(
    gathered: Gathered, site: Site, sentence: str, one: PrintedNumber, about: str = "", subject: str = "",
    ground: Ground | None = None,
) -> None:  # fmt: skip
    """Propose a saving: an amount, with the percentage that stands beside it."""
    share = _share_beside(gathered, site, one)
    near = clause_of(site.text, one)
    so_far = site.text[max(site.text.find(sentence), 0) : one.start]  # saved £1m in one year, £2m in the next
    kind = saving_kind_of(*sides_of(site.text, one), *((subject, about) if subject else (so_far,)))
    years = re.search(r"\bover (?:the )?(?:next |past |last )?\w+ years\b|\bcumulative|\btotal", near, re.I)
    year = _year_of(gathered, site, sentence, one, subject, about if subject else "")
    _, holds = _period(gathered, site, one, sentence) if year else ("", [])
    cells = {
        "subject": subject or phrase(site.text, one.start, one.end),
        "kind": str(kind),
        "financial_year": year,
        "accumulation": str(
            Accumulation.TOTAL if years else Accumulation.IN_YEAR if year else Accumulation.NOT_APPLICABLE
        ),
        "amount_gbp": amount(one.value) if one.kind is NumberKind.MONEY and one.value_to is None else None,
        "share_pct": amount(share.value if share else one.value) if share or one.kind is NumberKind.PERCENT else None,
        "statement": cut(sentence, 300) if one.value_to is not None else None,
        **common(near, one),
    }
    if share:
        cells["as_written"] = site.text[one.start : share.end]
    held = [(site, one.start), *holds, *([(site, share.start)] if share else [])]
    gathered.add(
        "savings",
        cells,
        place_of(site, one.start, sentence),
        label=str(cells["subject"]),
        grounds=grounds_of(one, ground),
        holds=held,
    )


def add_people(
    gathered: Gathered,
    site: Site,
    sentence: str,
    one: PrintedNumber,
    measure: str,
    unit: str,
    subject: str = "",
    period: str = "",
) -> None:
    """Propose a count, share or average of people, providers or sites."""
    provider, doubt = _provider(clause_of(site.text, one), sentence, subject, site.heading)
    when, holds = (period, []) if period else _period(gathered, site, one, sentence)
    cells = {
        "subject": subject or phrase(site.text, one.start, one.end),
        "measure": measure,
        "period": when,
        "value": amount(one.value) if one.value_to is None else None,
        "unit": unit,
        "provider_kind": provider,
        "client_group": client_group(clause_of(site.text, one), subject),
        "statement": cut(sentence, 300) if one.value_to is not None else None,
        **common(clause_of(site.text, one), one),
    }
    gathered.add(
        "people", cells, place_of(site, one.start, sentence), label=str(cells["subject"]),
        grounds=grounds_of(one, doubt), holds=[(site, one.start), *holds],
    )  # fmt: skip


def add_context(
    gathered: Gathered, site: Site, sentence: str, one: PrintedNumber, unit: str, subject: str = "", period: str = "",
    ground: Ground | None = Ground.ONLY_PLACE,
) -> None:  # fmt: skip
    """Propose a figure about the wider world, or one that no other table takes."""
    when, holds = (period, []) if period else _period(gathered, site, one, sentence)
    words = subject or phrase(site.text, one.start, one.end)
    measure = (
        "share"
        if unit == "%"
        else "amount"
        if unit == "GBP"
        else "length of time"
        if re.match(r"year|month|week|day|hour|minute", unit)
        else f"number of {unit}"
    )
    cells = {
        "subject": words,
        "measure": measure,
        "place": gathered.place if gathered.place and gathered.place in sentence else None,
        "period": when,
        "value": amount(one.value) if one.value_to is None else None,
        "unit": unit,
        "statement": cut(sentence, 300) if one.value_to is not None else None,
        **common(clause_of(site.text, one), one),
    }
    unsure = (
        ground
        if unit not in ("%",) or not re.search(r"[¹²³⁴⁵⁶⁷⁸⁹]|\bresearch|\banalysis|\bnational", sentence, re.I)
        else None
    )
    gathered.add(
        "context", cells, place_of(site, one.start, sentence), label=words,
        grounds=grounds_of(one, unsure), holds=[(site, one.start), *holds],
    )  # fmt: skip


def add_projection(gathered: Gathered, site: Site, sentence: str, one: PrintedNumber, subject: str = "") -> None:
    """Propose a growth that a paper expects; a growth without a time is a change."""
    period, holds = _period(gathered, site, one, sentence)
    period = period or (m[0] if (m := re.search(r"over the next [\w ]+? years", sentence, re.I)) else "")
    age = AGE.search(sentence)
    cells = {
        "subject": subject or phrase(site.text, one.start, one.end),
        "age_band": age[1] if age else None,
        "period": period or "not stated",
        "kind": str(SeriesKind.GROWTH),
        "value": amount(one.value),
        "unit": "%",
        "place": gathered.place if gathered.place and gathered.place in sentence else None,
        **common(sentence, one),
    }
    cells["qualifier"] = cells["qualifier"] or str(Qualifier.PROJECTED)
    gathered.add(
        "projections", cells, place_of(site, one.start, sentence), label=str(cells["subject"]),
        grounds=grounds_of(one, None if period else Ground.NO_DAY), holds=[(site, one.start), *holds],
    )  # fmt: skip
