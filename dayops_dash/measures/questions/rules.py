"""Lines of enquiry: what each rule asks, who looks after the rule, and how much it weighs. Those that find something are raised."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from dayops_dash import wording
from dayops_dash.cache import per_council
from dayops_dash.dataset import Council
from dayops_dash.measures.plan import progress
from dayops_dash.measures.questions import evidence as look_for
from dayops_dash.measures.questions.evidence import CYCLE_DAYS, Finder
from dayops_dash.measures.questions.evidence_item import EvidenceItem

MOST = 10  # questions at a time: what a meeting can hold
NAMED = 2  # finds that a question names; the evidence lists them all
SCRUTINY, FINANCE, RISK = "Scrutiny officer", "Finance officer", "Risk officer"
PERFORMANCE, ENGAGEMENT = "Performance analyst", "Engagement officer"


@dataclass(frozen=True)
class Rule:
    """One rule. ``one`` and ``many`` are its question of one find and of several; ``because`` is the reason for its weight."""

    key: str
    looks_for: str
    owner: str
    weight: int  # of 100: higher is asked earlier
    because: str
    one: str
    many: str
    why: str
    find: Finder


RULES = (
    Rule(
        "date-passed",
        "Overdue, no update since its date",
        SCRUTINY,
        95,
        "Something is overdue, and no report since its date says whether it is done",
        "{by}the {date} for {named} {has} passed. Is it done, and if not, when will it be?",
        "{by}the {dates} for {number} {commitments} {have} passed: {named}. Which are done, and when will the others be?",
        "The due date lies before the day shown, and no report since then says what came of it.",
        look_for.date_passed,
    ),
    Rule(
        "overdue",
        "Reported as not complete after its date",
        SCRUTINY,
        90,
        "The council's own report, made after the date, does not call it complete",
        "{named} is past the date set for it. What holds it up, and when will it be done?",
        "{number} {commitments} are past the dates set for them: {named}. What holds them up, and when will they be done?",
        "The latest report is later than the due date, and does not call it complete.",
        look_for.overdue,
    ),
    Rule(
        "evidence-old",
        "Evidence older than a reporting cycle",
        SCRUTINY,
        85,
        "What is known may no longer hold",
        "How does {named} stand now?",
        "How do {number} {commitments} stand now: {named}?",
        f"{{by}}the last report of each {{is}} more than {CYCLE_DAYS} days old, which is longer than a reporting cycle.",
        look_for.evidence_old,
    ),
    Rule(
        "never-reported",
        "A commitment without a status in any paper",
        SCRUTINY,
        80,
        "Nobody outside can tell whether it has begun",
        "No paper gives a status for {named}. Has it begun, and what has been done?",
        "No paper gives a status for {number} {commitments}: {named}. Which have begun, and what has been done?",
        "Stated over a year {ago}, or with no update published (our reading); overdue ones are counted too.",
        look_for.never_reported,
    ),
    Rule(
        "risk-no-action",
        "A risk score that falls with no action named",
        RISK,
        75,
        "A lower risk rests on something that nobody is named for",
        "The score of the risk “{first}” was expected to fall. Which action does that, who owns it, and by when?",
        "The scores of {number} risks were expected to fall: {named}. Which actions do that, who owns them, and by when?",
        "The papers score it lower later on, and name no action with an owner, a date or a line in the plan.",
        look_for.risk_falls_without_action,
    ),
    Rule(
        "figures-conflict",
        "Figures that differ",
        PERFORMANCE,
        70,
        "A decision may rest on either figure",
        "Which figure is right, or do the two mean different things: {named}?",
        "On {number} points, which figure is right, or do the two mean different things: {named}?",
        "Two statements conflict or may differ in meaning, or a sum of the papers' numbers does not hold.",
        look_for.figures_conflict,
    ),
    Rule(
        "saving-no-figure",
        "A saving claimed without a figure",
        FINANCE,
        65,
        "A saving without a figure cannot be followed",
        "How large is the saving expected from {named}, and by when?",
        "How large are the {number} savings expected, and by when: {named}?",
        "A paper speaks of a saving, and gives neither pounds nor a share.",
        look_for.saving_without_figure,
    ),
    Rule(
        "saving-short",
        "Less saved than planned",
        FINANCE,
        68,
        "The gap has to be met from somewhere",
        "Less was saved than planned: {named}. Why, and how is the gap met?",
        "Less was saved than planned in {number} years: {named}. Why, and how are the gaps met?",
        "A paper reports less as saved than was planned for the same year.",
        look_for.saving_short_of_plan,
    ),
    Rule(
        "complete-whose-test",
        "Complete, but by whose test",
        SCRUTINY,
        60,
        "Complete may mean a step and not a result",
        "The council says that {named} is complete. How does it know, and what has changed for people?",
        "The council says that {number} {commitments} are complete: {named}. How does it know, and what has changed?",
        "Complete is the council's own word; the evidence says what counted as complete, where a paper does.",
        look_for.complete_by_test,
    ),
    Rule(
        "no-target",
        "An aim without baseline or target",
        PERFORMANCE,
        55,
        "Without either, no one can say whether it worked",
        "How will members know whether this aim is met: {named}?",
        "How will members know whether {number} aims are met: {named}?",
        "No paper gives a baseline to measure from, nor a target to reach.",
        look_for.no_baseline_or_target,
    ),
    Rule(
        "base-missing",
        "A consultation whose base is missing",
        ENGAGEMENT,
        45,
        "A share means little without the number who answered",
        "How many people answered {named}?",
        "How many people answered in {number} consultations: {named}?",
        "The papers use what people said, and do not say how many answered each one.",
        look_for.base_missing,
    ),
    Rule(
        "areas-beyond",
        "Areas where more or fewer are reached than chance explains",
        PERFORMANCE,
        50,
        "It may be need, or somebody may be missed",
        "In {named} the number reached differs from what its population would give. Is it need, or is somebody missed?",
        "In {number} {areas} the number reached differs from what their population would give: {named}. Is it need, or is "
        "somebody missed?",
        "The count lies beyond the limits of chance for its population (99.8%), worked out here.",
        look_for.areas_beyond_chance,
    ),
    Rule(
        "areas-alike",
        "Areas that cannot be told apart",
        PERFORMANCE,
        40,
        "A difference between small numbers may be chance",
        "In {named} the number reached cannot be told apart from chance. What else shows who is missed?",
        "In {number} {areas} the number reached cannot be told apart from chance: {named}. What else shows who is missed?",
        "The count lies within the limits of chance for its population (95%), worked out here.",
        look_for.areas_not_told_apart,
    ),
    Rule(
        "areas-no-counts",
        "Areas named as over- or under-represented without counts",
        PERFORMANCE,
        40,
        "A difference between small numbers may be chance",
        "{named} is called over- or under-represented. On what count, and is it more than chance?",
        "{number} {areas} are called over- or under-represented: {named}. On what counts, and is it more than chance?",
        "The paper names them and prints no counts, so that they cannot be told apart here.",
        look_for.areas_named_without_counts,
    ),
    Rule(
        "no-national",
        "A measure without a national definition",
        PERFORMANCE,
        35,
        "It cannot be set beside another council's",
        "How exactly is this measured, and can it be compared: {named}?",
        "How exactly are {number} measures counted, and can they be compared: {named}?",
        "It is no measure of the national outcomes framework (ASCOF), as far as a paper says.",
        look_for.no_national_definition,
    ),
)
OF_AREAS = ("areas-beyond", "areas-alike", "areas-no-counts")  # rules whose evidence is areas
BY_KEY = {rule.key: rule for rule in RULES}


@dataclass(frozen=True)
class Enquiry:
    """A rule that found something, with its question, why it is asked on the day shown, and what it rests on."""

    rule: Rule
    question: str
    why: str
    evidence: tuple[EvidenceItem, ...]


@per_council
def enquiries(council: Council) -> tuple[Enquiry, ...]:
    """Return every question that the rules raise, the weightiest first; one a rule, however much it found."""
    day = _on_the_day(council)
    raised = [
        Enquiry(rule, _question(council, rule, found), wording.capital(rule.why.format(**day)), found)
        for rule in RULES
        if (found := rule.find(council))
    ]
    return tuple(sorted(raised, key=lambda enquiry: -enquiry.rule.weight))


def chosen(council: Council, aside: Collection[str] = ()) -> tuple[tuple[Enquiry, ...], tuple[Enquiry, ...]]:
    """Return the questions for the meeting, at most ``MOST``, and those set aside (keys of rules)."""
    every = enquiries(council)
    kept = [enquiry for enquiry in every if enquiry.rule.key not in aside]
    return tuple(kept[:MOST]), tuple(enquiry for enquiry in every if enquiry.rule.key in aside)


def of_area(council: Council, code: str) -> tuple[str, ...]:
    """Return the questions that the rules raise of one area alone, the weightiest first."""
    about = [(e.rule, item) for e in enquiries(council) for item in e.evidence if item.key == code]
    return tuple(_question(council, rule, (item,)) for rule, item in about if rule.key in OF_AREAS)


def _question(council: Council, rule: Rule, found: tuple[EvidenceItem, ...]) -> str:
    names = [f"“{evidence.what}”" for evidence in found]
    rest = len(names) - NAMED
    named = wording.listed([*names[:NAMED], f"{wording.spelled(rest)} more"] if rest > 0 else names)
    said = rule.one if len(found) == 1 else rule.many
    number, area = wording.spelled(len(found)), f"{council.dataset.area_word}s"
    keys = {evidence.key for evidence in found}
    about = [line for line in progress.lines(council) if line.intention_id in keys]
    proposed = bool(about) and all(line.proposed for line in about)
    date, dates = ("proposed date", "proposed dates") if proposed else ("date set", "dates set")
    words = {"named": named, "first": found[0].what, "number": number, "areas": area, "date": date, "dates": dates}
    words |= {"commitments": f"{progress.called(council, about)}s", **_on_the_day(council)}
    return wording.capital(said.format(**words))


def _on_the_day(council: Council) -> dict[str, str]:
    """Return how a question says what is so: today, or by the day shown where that is another."""
    if council.is_today:
        return {"by": "", "has": "has", "have": "have", "is": "is", "ago": "ago"}
    day, past = wording.day(council.as_at), council.as_at < council.today
    have = "had" if past else "will have"
    return {"by": f"by {day} ", "has": have, "have": have, "is": "was" if past else "will be", "ago": f"before {day}"}
