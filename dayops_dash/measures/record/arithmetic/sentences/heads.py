"""An amount for each person in running words, against the amount and the people: of the same sentence, or of the rows of its year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dayops_dash import wording
from dayops_dash.dataset import Council, Row
from dayops_dash.dataset.row_types import PeopleRow, SpendRow
from dayops_dash.dataset.vocabulary import ConflictGrade
from dayops_dash.dataset.written import Range, range_of, step_of
from dayops_dash.measures.record.arithmetic.periods import TWO_YEARS, period_key
from dayops_dash.measures.record.arithmetic.sentences.figures import MONEY, StatedFigure, figures, sentences
from dayops_dash.measures.record.arithmetic.stated.each import OTHER_TIME, WHO
from dayops_dash.measures.record.arithmetic.stated.parts import running_words
from dayops_dash.measures.record.arithmetic.sum import SLACK, Sum, as_printed
from dayops_dash.measures.record.arithmetic.words import group_of, words_of

WHOM = r"(?:person|head|customer|user|resident|citizen|client|adult|individual)"
EACH = re.compile(
    rf"(?: on average| spent)?(?:,? (?:on|for|to))? (?:each(?: of (?:them|the|our|these))?\b|(?:per|a|for each|for every|on each|for a) "
    rf"{WHOM}\b)",
    re.IGNORECASE,
)
PEOPLE = re.compile(
    r" (?:older |disabled )?(?:people|residents|adults|users|customers|citizens|individuals|clients)\b", re.IGNORECASE
)
THINGS = re.compile(r"(?: [a-z'-]+){0,2} [a-z'-]+s (?:cost|at|each|were|are|was|took|have|had)\b", re.IGNORECASE)
IN_ALL = re.compile(r"\b(?:in all|in total|altogether|a total of|all told)\b", re.IGNORECASE)
OF_THEM = re.compile(r"\beach of (?:the |our |these )?$", re.IGNORECASE)
AND_ALSO = re.compile(r"\band (?:about |some )?$", re.IGNORECASE)  # before an amount each that is of something else
OTHERWISE = re.compile(  # words by which the amounts and the people of a sentence are of other things
    r"\b(?:net|gross|median|typical\w*|other|new|extra|additional|saving|highest|lowest|up to|from|between|target|would|could|if"
    r"|compared|against|less than|more than|not|contribut\w*|charge\w*|pay|pays)\b|%|\bper cent\b",
    re.IGNORECASE,
)
DAY_SUPPORT = re.compile(r"\bday (?=opportunit|service|centre|support|care|activit)", re.IGNORECASE)
OF_SOME = re.compile(  # of some people, or of some support only
    r"\b(?:older|younger|learning|physical\w*|autis\w*|dementia|mental\w*|transport|council-run|internal\w*|external\w*|independent"
    r"|provider\w*|direct|payments?|carers?|complex|highest|lowest|ward|area|centre|hub|south\w*|north\w*|east\w*|west\w*)\b",
    re.IGNORECASE,
)


def head_sums(council: Council) -> Iterator[Sum]:
    """Hold each amount for a person that running words give."""
    for row, title, words in running_words(council):
        for sentence in sentences(words):
            if "£" in sentence and EACH.search(sentence) and not OTHER_TIME.search(DAY_SUPPORT.sub("", sentence)):
                yield from stated_each(row, title, sentence)
                yield from _of_rows(council, row, title, sentence)


def stated_each(row: Row, title: str, sentence: str) -> Iterator[Sum]:
    """Hold an amount for each person against the one other amount and the one number of people of its sentence."""
    every = figures(sentence)
    each = [f for f in every if f.kind == MONEY and EACH.match(sentence[f.end :])]
    amounts = [f for f in every if f.kind == MONEY and f not in each]
    things = IN_ALL.search(sentence)
    people = [
        f
        for f in every
        if f.kind != MONEY
        and (
            PEOPLE.match(sentence[f.end :])
            or OF_THEM.search(sentence[: f.start])
            or (things and THINGS.match(sentence[f.end :]))
        )
    ]
    if not (len(each) == len(amounts) == len(people) == 1) or len(every) > 3 or OTHERWISE.search(sentence):
        return
    (share,), (amount,), (heads,) = each, amounts, people
    if heads.range.low > 0 and amount.value > share.value and not AND_ALSO.search(sentence[: share.start]):
        yield _held(row, title, sentence, share, amount, heads)


def _held(row: Row, title: str, sentence: str, share: StatedFigure, amount: StatedFigure, heads: StatedFigure) -> Sum:
    could_be = Range(amount.range.low / heads.range.high, amount.range.high / heads.range.low)
    grade = ConflictGrade.CONFLICT if could_be.gap(share.range) > 0.5 + SLACK else None
    people = " people" if PEOPLE.match(sentence[heads.end :]) else ""
    words = f"{amount.words} for {heads.words}{people} is {wording.money(amount.value / heads.value)}"
    return Sum(grade, f"{title}: an amount for each person", sentence.strip(), words, row.document_id, row.locator)


def _of_rows(council: Council, row: Row, title: str, sentence: str) -> Iterator[Sum]:
    """Hold the one amount of a sentence that names a financial year against the spend and the people of that year, in one paper."""
    every, years = (
        figures(TWO_YEARS.sub("", sentence)),
        {period_key(found[0]) for found in TWO_YEARS.finditer(sentence)},
    )
    if (
        len(every) != 1
        or every[0].kind != MONEY
        or len(years) != 1
        or OTHERWISE.search(sentence)
        or OF_SOME.search(sentence)
    ):
        return
    (share,), (year,) = every, years
    spends = [r for r in council.rows("spend") if _is_spend(r, row, year, sentence)]
    people = [r for r in council.rows("people") if _is_people(r, row, year, sentence)]
    if len(spends) == len(people) == 1 and people[0].value:
        yield _against(row, title, share, sentence, spends[0], people[0])


def _is_spend(spend: SpendRow, row: Row, year: str, sentence: str) -> bool:
    of = spend.document_id == row.document_id and period_key(spend.financial_year) == year
    plain = not spend.part_of and not group_of(spend.client_group) and not wording.missing(spend.amount_gbp)
    return of and plain and words_of(spend.subject) - WHO <= words_of(sentence)


def _is_people(people: PeopleRow, row: Row, year: str, sentence: str) -> bool:
    of = people.document_id == row.document_id and period_key(people.period) == year and people.unit == "people"
    plain = not (people.part_of or people.group or people.breakdown) and not wording.missing(people.value)
    return of and plain and words_of(people.subject) - WHO <= words_of(sentence)


def _against(row: Row, title: str, share: StatedFigure, sentence: str, spend: SpendRow, people: PeopleRow) -> Sum:
    money, heads = range_of(spend.amount_gbp, spend.qualifier), range_of(people.value, people.qualifier)
    half = step_of(spend.as_written, spend.amount_gbp) / 2
    could_be = Range((money.low - half) / heads.high, (money.high + half) / heads.low)
    grade = ConflictGrade.CONFLICT if could_be.gap(share.range) > 0.5 + SLACK else None
    said = f"{as_printed(spend)} for {as_printed(people)} people is {wording.money(spend.amount_gbp / people.value)}"
    place = (row.document_id, row.locator, spend.document_id, spend.locator)
    return Sum(grade, f"{title}: an amount for each person", sentence.strip(), said, *place)
