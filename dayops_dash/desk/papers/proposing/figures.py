"""Figures in sentences: money, shares and counts, each routed to the table that the words round it name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dayops_dash.desk.papers.language.money_words import (
    BARE_UNIT,
    SAVING,
    comes_in,
    goes_on_about_savings,
    is_a_difference,
    names_more,
    says_budget,
    says_over_or_under,
)
from dayops_dash.desk.papers.language.numbers import NumberKind, PrintedNumber
from dayops_dash.desk.papers.language.sentences import sentences
from dayops_dash.desk.papers.language.words import PEOPLE, counted, counted_before
from dayops_dash.desk.papers.proposing.figure_rows import (
    add_context,
    add_people,
    add_projection,
    add_saving,
    add_spend,
    add_spend_statement,
)
from dayops_dash.desk.papers.proposing.gathered import Gathered
from dayops_dash.desk.papers.proposing.level_rows import add_level_figure, add_responses, add_survey_answer
from dayops_dash.desk.papers.proposing.model import Ground
from dayops_dash.desk.papers.proposing.sites import Site

PRICE = re.compile(
    r"\b(?:per|an?|each|every) (?:day|hour|session|week|night|half[- ]day|mile|visit|place|person per|month)\b|\bpric(?:e|ing)|"
    r"\bhourly\b|\bcharges?\b|\brates? of\b|\bfees?\b|\ba day rate\b|\bup to a maximum of\b",
    re.I,
)
LEVEL = re.compile(r"\b(?:tier|level|stage)\s+(?:\d+|one|two|three|four|five)\b", re.I)
GROWTH = re.compile(
    r"\b(?:increas\w+|ris(?:e|en|ing)|grow\w*|fall\w*|decreas\w+|reduc\w+|declin\w+|drop\w*|higher|lower)\b", re.I
)
AHEAD = re.compile(
    r"\b(?:project\w+|predict\w+|forecast\w*|by 20\d\d|next (?:\w+ )?years|expected to|will (?:rise|increase|grow))\b",
    re.I,
)
SURVEY = re.compile(
    r"\bsurvey\w*|\bquestionnaires?|\brespon(?:ses?|dents?|ded|ding)\b|\bfeedback\b|\bconsultation\b|\bengagement\b|\banswer\w*"
    r"|\basked\b|\btold us\b|\bfindings\b|\brepl(?:y|ies|ied)\b|\bpeople said\b|\b(?:dis)?satisfied\b",
    re.I,
)
SAID = re.compile(
    (
        r"\b(?:said|say(?:ing)?|state[sd]?|stating|thought|felt|want(?:ed)?|would (?:like|not|consider"
        r"|access|return)|agree[ds]?|disagreed?|prefer(?:red)?"
        r"|reported|identified|noted|told|liked?|need(?:ed)?|use|find|found|were (?:concerned|satisfied)"
        r"|raised|offer|think|mentioned|rated)\b"
    ),
    re.I,
)
ELSEWHERE = re.compile(
    r"\bnational(?:ly)?\b|\bEngland\b|\bGreat Britain\b|\bUnited Kingdom\b|\bUK\b|\bresearch\b|\bOffice for National\b|\bONS\b|\bstudy\b"
    r"|\bstudies\b|\banalysis\b|\bNHS Digital\b|\bcensus\b|[¹²³⁴⁵⁶⁷⁸⁹]|\bpopulation\b|\b(?:19|20)\d\d\)",
    re.I,
)
DIFFERENCE = re.compile(r"\bvariance\b|\bshortfall\b|\bsurplus\b|\bpressure\b|\bgap\b", re.I)
CHANGED = re.compile(
    r"\b(?:fell|fallen|falls?|rose|risen|rises?|increased?|dropped|drops?|declined?|decreased?|reduced|grew|grown"
    r"|gone (?:up|down)|(?:is|was|are|were) (?:up|down))\b[^.;]{0,20}\bby\s*(?:about |around |approximately |nearly |over )?$",
    re.I,
)
CHANGE_OF = re.compile(r"\s(?:lower|higher|fewer|more than in|drop|fall|rise|increase|decrease|reduction)\b", re.I)
ATTENDING = re.compile(
    (
        r"\b(?:attend\w*|access\w*|us(?:e|es|ing)|support\w*|receiv\w+|benefit\w*)\b.{0,60}\b(?:service"
        r"|day|centre|opportunit|direct payment)|\bborough is\b|\boccupancy\b|\battendance\b"
    ),
    re.I,
)
RESPONDED = re.compile(
    r"\b(?:answered|completed|responded|replied|returned|took part|participated|responses?|replies|attended)\b", re.I
)
RESPONSE_RATE = re.compile(r"\bresponse rate\b[^.;]{0,20}$|\b(?:answered|responded|replied)\s*\($", re.I)
OVER_A_TIME = re.compile(r"\bover\s*$", re.I)
FOR_OVER = re.compile(r"\b(?:for|just|well|is|are|was|were|took|takes?|lasts?|lasted|waited|wait)\s+over\s*$", re.I)
NO_PERSONS = frozenset(("households", "household", "families"))
OF_WHOLE = re.compile(r"\s+(?:out )?of (?:the|its|our|their|these|those) \d[\d,]*")
HAVE = re.compile(
    r"\s+(?:\(\d+(?:\.\d+)?\s?(?:%|per ?cent)\)\s+)?(?:have|had|are|were|receive|attend|live|use|need|get|came|moved|travel)\w*\b"
)
PEOPLE_BEFORE = re.compile(rf"\b(?:{PEOPLE}|whom?)\b", re.I)
COMES_FROM = re.compile(
    r"\b(?:attendances?|headcount|caseload)\b[^.;]{0,40}\b(?:fell|fallen|rose|risen|grew|grown|dropped|increased|decreased|declined|gone|went"
    r"|changed)\b[^.;]{0,50}\b(?:from|to)\s*$",
    re.I,
)
WANTED = re.compile(r"\s+(?:of \w+ )?(?:wanted|felt|said|agreed|disagreed|preferred|thought|told us|would like)\b")
A_PRICE = 1_000  # pounds: less is no budget of a council
FUNDED = re.compile(
    r"\bservices?\b|\bday\b|\bcentre|\bopportunit|\bsupport|\bfund|\battend|\bcare\b|\bprovi|\bEHCP|\bplaces?\b", re.I
)


@dataclass(frozen=True)
class Sentence:
    """A sentence of a site with what introduces it, for deciding what its numbers are."""

    site: Site
    start: int
    end: int
    about: str  # heading, caption or lead

    @property
    def text(self) -> str:
        return self.site.text[self.start : self.end]

    def near(self, one: PrintedNumber, width: int = 70) -> str:
        """Return the words round a number within its sentence."""
        return self.site.text[max(self.start, one.start - width) : min(self.end, one.end + width)]

    @property
    def earlier(self) -> str:
        """The sentences of the same paragraph before it."""
        return self.site.text[: self.start]

    def after(self, one: PrintedNumber, width: int = 60) -> str:
        return self.site.text[one.end : min(self.end, one.end + width)]

    def before(self, one: PrintedNumber, width: int = 60) -> str:
        return self.site.text[max(self.start, one.start - width) : one.start]


def propose_figures(gathered: Gathered, site: Site, about: str = "") -> None:
    """Propose a row for each figure of a site that is money, a share, or a count of something that is named."""
    whole = about or f"{site.heading}. {site.lead if site.lead != site.text else ''}"
    for start, end in sentences(site.text):
        sentence = Sentence(site, start, end, whole)
        for one in gathered.free(site):
            if start <= one.start < end and (site.index, one.start) not in gathered.held:
                _route(gathered, sentence, one)


def _route(gathered: Gathered, sentence: Sentence, one: PrintedNumber) -> None:
    if one.kind is NumberKind.MONEY:
        _money(gathered, sentence, one)
    elif one.kind is NumberKind.PERCENT:
        _share(gathered, sentence, one)
    else:
        _count(gathered, sentence, one)


def _is_survey(sentence: Sentence) -> bool:
    return bool(SURVEY.search(sentence.about) or SURVEY.search(sentence.text))


def _money(gathered: Gathered, sentence: Sentence, one: PrintedNumber) -> None:
    priced = PRICE.search(sentence.near(one, 45))
    if BARE_UNIT.fullmatch(one.words):
        return
    before, after = sentence.before(one, 40), sentence.after(one)
    if says_over_or_under(before, after):
        add_spend_statement(gathered, sentence.site, sentence.text, one)
    elif is_a_difference(after):
        add_spend_statement(gathered, sentence.site, sentence.text, one, ground=Ground.DIFFERENCE)
    elif comes_in(before, after) or DIFFERENCE.search(before):
        add_context(gathered, sentence.site, sentence.text, one, "GBP")
    elif not priced and says_budget(before, after):
        add_spend(gathered, sentence.site, sentence.text, one, sentence.about)
    elif SAVING.search(sentence.near(one, 90)) or goes_on_about_savings(
        sentence.site.text[: one.start], f"{before} {after}"
    ):
        add_saving(gathered, sentence.site, sentence.text, one, sentence.about)
    elif SAVING.search(sentence.about) and not priced:
        doubt = Ground.MAYBE_SAVING if names_more(sentence.site.heading) else None
        add_saving(gathered, sentence.site, sentence.text, one, sentence.about, ground=doubt)
    elif _is_survey(sentence) and SAID.search(sentence.text):
        add_survey_answer(gathered, sentence.site, sentence.text, one)
    elif priced and (LEVEL.search(sentence.text) or LEVEL.search(sentence.about)):
        add_level_figure(gathered, sentence.site, sentence.text, one, sentence.about)
    elif (priced and one.value < 5_000) or one.value < A_PRICE:
        add_context(gathered, sentence.site, sentence.text, one, "GBP")
    else:
        add_spend(gathered, sentence.site, sentence.text, one, sentence.about)


def _share(gathered: Gathered, sentence: Sentence, one: PrintedNumber) -> None:
    text = sentence.text
    money = [n for n in gathered.numbers(sentence.site) if n.kind is NumberKind.MONEY and abs(n.start - one.start) < 60]
    if money and re.search(r"\breduc|\bsav", sentence.near(one, 25), re.I):
        add_saving(gathered, sentence.site, text, one, sentence.about)
    elif LEVEL.search(sentence.near(one, 40)) or (LEVEL.search(sentence.about) and not _is_survey(sentence)):
        add_level_figure(gathered, sentence.site, text, one, sentence.about)
    elif RESPONSE_RATE.search(sentence.before(one)):
        add_context(gathered, sentence.site, text, one, "%")
    elif re.match(r"Of (?:those|these|them)\b", text) and not _is_survey(sentence):
        add_people(gathered, sentence.site, text, one, "share of people", "%")
    elif GROWTH.search(sentence.near(one, 90)) and AHEAD.search(text):
        add_projection(gathered, sentence.site, text, one)
    elif re.search(r"[¹²³⁴⁵⁶⁷⁸⁹]", text) or re.search(
        r"\banalysis\b|\bresearch\b|\bcensus\b.*\bpopulation\b", f"{sentence.about} {text}", re.I
    ):
        add_context(gathered, sentence.site, text, one, "%")
    elif CHANGED.search(sentence.before(one, 40)) or CHANGE_OF.match(sentence.after(one)):
        _change(gathered, sentence, one)
    elif (
        ATTENDING.search(text) and not SURVEY.search(sentence.about) and not re.search(r"\bsurvey|\brespon", text, re.I)
    ):
        add_people(gathered, sentence.site, text, one, "share of people", "%")
    elif (_is_survey(sentence) and not re.search(r"\bemployment\b|\bAdult Social Care Survey\b", text)) or WANTED.match(
        sentence.after(one)
    ):
        add_survey_answer(gathered, sentence.site, text, one)
    elif GROWTH.search(sentence.near(one, 60)) and FUNDED.search(text):
        _change(gathered, sentence, one)
    elif re.search(r"\bpeople attending\b|\battend|\bborough\b.{0,40}\bwhite\b|\bdisclose", text, re.I):
        add_people(gathered, sentence.site, text, one, "share of people", "%")
    else:
        add_context(gathered, sentence.site, text, one, "%")


def _change(gathered: Gathered, sentence: Sentence, one: PrintedNumber) -> None:
    """Propose by how much something rose or fell: of people and attendance, else of what the words say."""
    if FUNDED.search(sentence.text):
        add_people(gathered, sentence.site, sentence.text, one, "change", "%")
    else:
        add_context(gathered, sentence.site, sentence.text, one, "%")


def _count(gathered: Gathered, sentence: Sentence, one: PrintedNumber) -> None:
    what, noun, words = counted(sentence.after(one))
    if not what:
        what, noun, words = ("", "", "") if one.spelled else counted_before(sentence.before(one, 80))
    if not what:
        what, noun, words = _counted_of(sentence, one)
        if what and SURVEY.search(sentence.earlier[-200:]) and not ATTENDING.search(sentence.text):
            add_survey_answer(gathered, sentence.site, sentence.text, one)
            return
    if not one.start and re.match(r"\s+[A-Z]", sentence.after(one)):
        return  # the number of the paragraph: 1 Day services are valued
    if one.spelled and (one.value < 2 or not what or len(words.split()) > 3):
        return
    if not what and not (noun := _said_of(sentence, one)):
        return
    text, site = sentence.text, sentence.site
    if what == "span" and OVER_A_TIME.search(sentence.before(one)) and not FOR_OVER.search(sentence.before(one)):
        one = replace(one, qualifier=None, hedge="")  # in repairs over five years
    if not what and noun == "answer":
        add_survey_answer(gathered, site, text, one)
    elif not what and noun == "responses":
        add_responses(gathered, site, text, one)
    elif what == "people" or not what:
        _people(gathered, sentence, one, noun)
    elif noun.startswith(("response", "repl")) or (noun.startswith("questionnaire") and RESPONDED.search(text)):
        add_responses(gathered, site, text, one)
    elif what == "providers" and not (one.spelled and one.value < 3):
        elsewhere = noun in ("councils", "authorities", "council") or re.search(r"\bnational", text, re.I)
        if elsewhere:
            add_context(gathered, site, text, one, noun)
        else:
            add_people(
                gathered, site, text, one, "centres" if "centre" in noun or "site" in noun else "providers", noun
            )
    elif what == "span" and (LEVEL.search(text) or LEVEL.search(sentence.about) or re.search(r"\bphase\b", text)):
        add_level_figure(gathered, site, text, one, sentence.about)
    else:
        add_context(gathered, site, text, one, plural(noun) if what == "span" else noun)


def plural(noun: str) -> str:
    """Return a length of time in the plural: a unit that is a year would mean a year itself."""
    return noun if noun.endswith("s") else f"{noun}s"


def _said_of(sentence: Sentence, one: PrintedNumber) -> str:
    """Return what a number counts that no noun stands behind: answers of a survey, or people whom the sentence counts."""
    if _is_survey(sentence) and re.match(r"\s(?:responded(?! as)|answered|replied|took part)\b", sentence.after(one)):
        return "responses"
    if _is_survey(sentence) and re.match(
        r"\s(?:responded|said|were|had|felt|wanted|did|would|thought)\b", sentence.after(one)
    ):
        return "answer"
    before = sentence.site.text[sentence.start : one.start]
    if COMES_FROM.search(before) and one.value >= 10:
        return "people"
    found = re.search(
        r"\bnumbers? of ((?:[\w-]+ ){0,3}?)(people|residents|adults|carers|individuals|customers|users|clients)\b",
        before,
        re.I,
    )
    return found[2].casefold() if found and one.value >= 10 else ""


def _counted_of(sentence: Sentence, one: PrintedNumber) -> tuple[str, str, str]:
    """Return what a number counts that is a part of others: 71 of the 120 places; of these people, 251 (59%) have autism."""
    after = sentence.after(one)
    if (whole := OF_WHOLE.match(after)) and (found := counted(after[whole.end() :]))[0]:
        return found
    earlier = f"{sentence.earlier[-200:]} {sentence.site.text[sentence.start : one.start]}"
    is_part = re.search(r"\bof (?:whom|these|those|them|the \d[\d,]*)\b", earlier[-250:], re.I)
    if is_part and PEOPLE_BEFORE.search(earlier) and HAVE.match(after):
        return "people", "people", "people"
    return "", "", ""


def _people(gathered: Gathered, sentence: Sentence, one: PrintedNumber, noun: str) -> None:
    text, site = sentence.text, sentence.site
    behind = re.split(r"\d", sentence.after(one, 50))[0]  # "went to 900 households and 312 replied"
    if noun == "respondents" or (RESPONDED.search(behind) and _is_survey(sentence)):
        add_responses(gathered, site, text, one)
    elif (
        _is_survey(sentence)
        and not one.negative
        and (SAID.search(text) or one.spelled)
        and not ATTENDING.search(sentence.near(one, 50))
    ):
        add_survey_answer(gathered, site, text, one)
    elif (
        (ELSEWHERE.search(text) and not FUNDED.search(sentence.near(one, 60)))
        or re.search(r"\bnational survey|\bpopulation\b", text, re.I)
        or noun in NO_PERSONS
    ):
        add_context(gathered, site, text, one, noun)
    else:
        what = "places" if noun.startswith("place") else "people"
        add_people(gathered, site, text, one, what, what)


def figures_left(gathered: Gathered, sites: Sequence[Site]) -> int:
    """Return how many figures no row holds."""
    return sum(len(gathered.free(site)) for site in sites)
