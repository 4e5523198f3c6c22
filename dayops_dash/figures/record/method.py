"""How figures are worked out, how the pages are tested for everyone, and what is new: for readers who want to know."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dayops_dash.figures.shared.grid import GridColumn, grid_of
from dayops_dash.figures.shared.model import Figure

CHANGES = Path(__file__).resolve().parents[3] / "CHANGELOG.md"


@dataclass(frozen=True)
class MethodNote:
    """How one measure is worked out. ``module`` is where it stands in the code: a module of ``measures``, or a whole room of it."""

    module: str
    title: str
    what: str
    why: str
    how: str
    limits: str
    source: str = "This project's own rule"
    also: tuple[str, ...] = ()  # modules that are parts of it


METHODS = (
    MethodNote(
        "record.facts",
        "Facts",
        "Every number, date and short phrase of the papers, one row each.",
        "So that any figure can be traced.",
        "Typed from the text with its place, and checked against it a second time.",
        "A chart whose numbers are not in the text has no number here.",
    ),
    MethodNote(
        "plan.status",
        "Status",
        "How a piece of work stands against its due date.",
        "A report's own word says nothing of dates.",
        "The due date as written becomes the days that it can mean, and the as-at date is set against them. What the council "
        "reported, what follows from the date, and how old the report is stay three things.",
        "“On track” is never worked out: only a council may say it. A season is meant loosely. A date is read only where every "
        "word around it is understood; an interval that the council gives itself is marked so.",
        "ISO 8601-2 for dates that are not exact",
        also=("plan.due",),
    ),
    MethodNote(
        "plan.progress",
        "Progress",
        "Which commitments are complete, due, overdue, or have no update published.",
        "Members ask whether the plan is being delivered.",
        "Each intention once; a strategy's intention and the report's line for it are one, and what a later plan carries on "
        "counts there.",
        "Which report line belongs to which intention is at times our reading, and marked so. A report on outstanding actions, or "
        "a return, says nothing of the actions that it leaves out.",
        also=("plan.line", "plan.coverage", "plan.descent", "plan.work"),
    ),
    MethodNote(
        "plan.ties",
        "What stands beside a commitment",
        "Money, risks, aims, people's words and requests that belong to one commitment.",
        "So that everything about one commitment stands in one place.",
        "What a paper ties to it comes first, then what we read so, then what stands in the same paragraph.",
        "One paragraph may hold two things that have little to do with each other: how we know is said of each. Under a heading "
        "stands too much, so a place there must be the same in all its words.",
    ),
    MethodNote(
        "record.arithmetic",
        "Sums",
        "Whether parts make their total, and percentages fit their counts.",
        "Papers hold slips, and readers should know.",
        "Worked out again from the printed numbers; a gap that rounding can explain is called rounding, and a share that "
        "was cut off after its last digit is called that. A hedge leaves open what it says: “about” a tenth on either side.",
        "Only sums whose parts are printed. Residents of an area are held against a total only where a row states one: "
        "without it, a slip of a tenth in one area cannot be noticed.",
        also=("record.disagreements",),
    ),
    MethodNote(
        "money.spend",
        "Spend",
        "Amounts by who provides, with what they cover.",
        "Spend splits are asked about first.",
        "As printed; shares are worked out here.",
        "Budgets and spend, and what is in them, differ between councils: they are not compared by rank.",
    ),
    MethodNote(
        "people",
        "People",
        "Who is counted, and who is counted twice.",
        "Totals by provider count some people twice.",
        "People in both kinds are drawn as a part of their own; where a paper gives both counts, by subtraction.",
        "Cost per person is shown only where one place ties money to people counted once.",
    ),
    MethodNote(
        "money.savings",
        "Savings",
        "Savings planned and delivered, by year and added up.",
        "Plans promise them.",
        "In-year amounts and totals stay apart; a quoted percentage is tried on each base that it could mean.",
        "No council here reports what was delivered.",
    ),
    MethodNote(
        "scenario.assumptions",
        "Scenario: assumptions",
        "Prices, shares and how often people come, each with a low and a high.",
        "A single number would be false.",
        "From the papers where stated; else assumed here, and said so.",
        "No paper says how often people come.",
    ),
    MethodNote(
        "scenario.costs",
        "Scenario: cost",
        "What a mix of levels would cost a year, from low to high.",
        "To see what matters most before deciding.",
        "People × share × price × times a week × weeks; sharing splits the price evenly.",
        "A calculation, not a forecast.",
        also=("scenario.mix",),
    ),
    MethodNote(
        "outcomes",
        "Outcomes",
        "Which aims have a baseline, a latest value and a target.",
        "An aim without them cannot be judged.",
        "As printed; national measures are keyed by their code and framework year.",
        "Two measures with other wording never share a chart.",
        "Adult Social Care Outcomes Framework, handbooks of definitions",
    ),
    MethodNote(
        "voices",
        "Voices",
        "What people said when asked.",
        "They know their own lives best.",
        "Shares of those who answered; bases that fit are worked out.",
        "Those who answer are no random sample.",
    ),
    MethodNote(
        "demand",
        "Demand",
        "Attendance, projections, and who attends against who lives there.",
        "To plan for who is coming.",
        "Growth is worked out from its two figures; projections are drawn apart from counts.",
        "Census years and ages differ from those who attend.",
    ),
    MethodNote(
        "shared.uncertainty",
        "Intervals",
        "Between which values a share or count lies.",
        "Small numbers move by chance.",
        "Wilson's interval for shares; Byar's, or the exact Poisson interval below 10, for counts.",
        "They say nothing of errors other than chance.",
        "Eayres (2008), Commonly used public health statistics and their confidence intervals",
    ),
    MethodNote(
        "places",
        "Areas",
        "People reached in an area against as many as its population would give.",
        "Most differences between wards are chance.",
        "Observed / expected; named only beyond the 99.8% limits, called possible beyond 95%.",
        "More people reached may mean more need: areas are never ranked.",
        "Funnel plots: Spiegelhalter (2005)",
    ),
    MethodNote(
        "prepare.disclosure",
        "Small numbers",
        "Which counts are hidden.",
        "A count of a few can point to a person.",
        "Counts of 1 to 4, or up to a larger number that the source names, are hidden, and enough others that none can be worked out, "
        "also from what was published before; an attack in code tries each first.",
        "It happens when data are prepared: the dashboard never holds a hidden count.",
        "Government Statistical Service and NHS England practice",
    ),
    MethodNote(
        "risks",
        "Risks",
        "Impact and likelihood as scored, and where they are meant to move.",
        "12 to 4 hides whether harm or chance moved.",
        "Both parts are kept; bands only where the council states them; a risk without a score is not scored, never low.",
        "Scores are not added, averaged or compared between councils.",
        "HM Treasury, The Orange Book; Cox (2008), What's wrong with risk matrices",
    ),
    MethodNote(
        "changes",
        "Changes",
        "What is new, moved, dropped or revised between two dates.",
        "Papers rarely say what changed since the last.",
        "The dataset as known on each date, compared row by row.",
        "A thing left out of a paper is not said to be given up.",
    ),
    MethodNote(
        "compare",
        "Comparison",
        "Councils side by side.",
        "To learn what others do.",
        "Each cell is one council's own words or figures, with its basis.",
        "Bases differ: never a rank, never a score. Which level matches which is our reading.",
    ),
    MethodNote(
        "recommendations",
        "Recommendations",
        "What committees asked, and what became of it.",
        "Scrutiny follows its recommendations.",
        "As the papers state them.",
        "A response that no paper states is not stated, which is not a refusal.",
    ),
    MethodNote(
        "questions",
        "Questions",
        "Lines of enquiry for a meeting.",
        "Select committees exist to ask the right question.",
        "Made by fixed rules from the data, each with its evidence and its weight; never by a language model.",
        "A question is not a finding.",
    ),
)

TESTED = (
    (
        "Standard",
        "WCAG 2.2, levels A and AA, as the Public Sector Bodies Accessibility Regulations 2018 require",
        "Aimed at for every page",
    ),
    (
        "Rules by machine",
        "axe-core on every page for every council, light and dark, 1280 and 400 pixels wide",
        "No violation",
    ),
    ("Keyboard", "Every control and link reached in reading order, with a visible focus", "Tested in a real browser"),
    ("Without colour", "Status, risk and findings carry words or marks beside their colours", "Looked at in greyscale"),
    (
        "Charts",
        "Each has its finding in words, its numbers as a real table, and a download",
        "A test holds every figure to it",
    ),
    (
        "Motion, letters",
        "No movement where the reader's system asks for none; no single-letter shortcuts",
        "Tested in a real browser",
    ),
    (
        "Screen readers",
        "Headings, landmarks, tables with headers, and changes spoken once",
        "Not yet tried with NVDA, JAWS or VoiceOver",
    ),
    (
        "Zoomable map",
        "The map on the ground is a picture to a screen reader",
        "The list, the table and the words beside it hold the same",
    ),
)


def method_figure() -> Figure:
    """How each measure is worked out: what, why, how, limits, source."""
    return Figure(
        "method",
        f"{len(METHODS)} measures: what each says, how, and its limits",
        "How figures are worked out, the same for every council",
        "What a paper prints is shown as printed. What is worked out here says so where it stands.",
        grid_of(
            METHODS,
            GridColumn("measure", "Measure", lambda m: m.title),
            GridColumn("what", "What it says", lambda m: m.what),
            GridColumn("why", "Why", lambda m: m.why),
            GridColumn("how", "How", lambda m: m.how),
            GridColumn("limits", "Limits", lambda m: m.limits),
            GridColumn("source", "Rule from", lambda m: m.source),
        ),
        grid_first=True,
    )


def accessibility_figure() -> Figure:
    """What was tested so that everyone can use the pages, how, and what was not."""
    return Figure(
        "accessibility",
        "Tested by rule, keyboard and picture; screen readers not yet",
        "Accessibility statement: what was tested, and how",
        "If something here cannot be used, ask the contact at the foot of the page for it in another form. "
        "Every page also has a plain version, and every figure its words and table.",
        grid_of(
            TESTED,
            GridColumn("what", "What", lambda test: test[0]),
            GridColumn("how", "How", lambda test: test[1]),
            GridColumn("result", "Result", lambda test: test[2]),
        ),
        grid_first=True,
    )


def news_figure() -> Figure:
    """What is new in the dashboard, from its change log, the latest version first."""
    logged = changes()
    return Figure(
        "news",
        f"{len(logged)} changes are listed, the latest version first",
        "What is new in the dashboard",
        "What is new in a council's papers is on the page of changes.",
        grid_of(
            logged,
            GridColumn("version", "Version", lambda change: change.version),
            GridColumn("kind", "Kind", lambda change: change.kind),
            GridColumn("change", "Change", lambda change: change.words),
        ),
        grid_first=True,
    )


@dataclass(frozen=True)
class LoggedChange:
    """A line of the change log: the version that it is of, whether something was added, changed or fixed, and what."""

    version: str
    kind: str
    words: str


def changes() -> tuple[LoggedChange, ...]:
    """Return the lines of the change log, a file in the form of Keep a Changelog; nothing where it is not beside the code."""
    if not CHANGES.exists():
        return ()
    logged: list[LoggedChange] = []
    version = kind = ""
    for line in CHANGES.read_text("utf-8").splitlines():
        if line.startswith("## "):
            version, kind = line[3:].replace("[", "").replace("]", "").replace(" - ", ", ").strip(), ""
        elif line.startswith("### "):
            kind = line[4:].strip()
        elif line.startswith("- "):
            logged.append(LoggedChange(version, kind, line[2:].replace("`", "").strip()))
    return tuple(logged)
