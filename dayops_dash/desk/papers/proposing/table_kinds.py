"""What sort of table a table is, by its caption, its headings and what its cells hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from dayops_dash.desk.papers.language.numbers import NumberKind, numbers_of
from dayops_dash.desk.papers.language.when import dates_in
from dayops_dash.desk.papers.proposing.sites import TableSite


class TableKind(StrEnum):
    """What the rows of a table are."""

    ACTIONS = "actions"
    SURVEY = "survey"
    RISKS = "risks"
    SERIES = "series"
    FIGURES = "figures"
    WORDS = "words"
    CONTENTS = "contents"


YEAR_HEAD = re.compile(
    r"^\s*(?:(?:FY|by|mid|Year)\s*)?(?:(?:19|20)\d\d(?:\s?[-/–]\s?(?:\d\d)?\d\d)?"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*[\s’'-]*(?:20)?\d\d)\s*(?:\(?[£$%\w ]*\)?)?$",
    re.IGNORECASE,
)
TITLE = re.compile(
    r"\b(?:action|activity|task|recommendation|milestone|objective|what|priority|deliverable|project|step|area|commitment|theme|title)\b",
    re.I,
)
DOING = re.compile(r"\b(?:actions?|activity|tasks?|milestones?|deliverables?|steps?|what (?:we|will|is|needs))\b", re.I)
DUE = re.compile(
    r"\b(?:timescales?|time ?frame|by when|when|deadline|due|target date|completion date|end date|date|timeline|expected|finish|target)\b",
    re.I,
)
REVISED = re.compile(
    r"\b(?:revised|new|current|updated|forecast|latest)\b", re.I
)  # of two dates the one that holds now
STATUS = re.compile(
    r"\b(?:status|progress|rag|update|position|outcome to date|where (?:we are|it is|things are))\b", re.I
)
OWNER = re.compile(r"\b(?:owner|lead|responsib\w+|who|officer|by whom|accountable)\b", re.I)
REFERENCE = re.compile(r"^\s*(?:ref(?:erence)?|no|number|#|id)\b\.?", re.I)
RISK = re.compile(r"\brisks?\b", re.I)
IMPACT = re.compile(r"\bimpact\b|\bseverity\b|\bconsequence", re.I)
LIKELIHOOD = re.compile(r"\blikelihood\b|\bprobability\b", re.I)
SCORE = re.compile(r"\b(?:score|rating|gross|net|residual|inherent|current|target)\b", re.I)
SCORED = re.compile(r"\bscores?\b|\brating\b", re.I)
MITIGATION = re.compile(
    r"\bwhat (?:we|is|are)(?: (?:are|also))? (?:do|being|doing)\b|\bmitigat|\bcontrols?\b|\bactions?\b|\bresponse\b",
    re.I,
)
AGREEMENT = re.compile(
    r"\b(?:strongly )?(?:dis)?agree\b|\bdon['’]?t know\b|\bneither\b|\b(?:very )?(?:dis)?satisfied\b", re.I
)
SURVEY = re.compile(
    r"\bsurvey\b|\bquestionnaire|\brespon(?:ses?|dents?)\b|\bfindings\b|\bfeedback\b|\bengagement\b|\basked\b|\bconsultation\b"
    r"|\brepl(?:y|ies|ied)\b|\banswered\b|\bpeople said\b",
    re.I,
)
MOST_STATUS_WORDS = 3  # "Complete the survey of all buildings" is no status
STATUS_WORDS = re.compile(
    (
        r"^(?:complete[d]?|on[- ]?going|on track|in progress|under ?way|delayed|at risk"
        r"|not (?:yet )?(?:started|begun|due|achieved)|(?:fully |partly |partially )?achieved|overdue|paused|stopped|green|amber"
        r"|red|closed|slipped|done|stalled|drafted|on course|on schedule|off track|begun|started|finished|behind|on hold"
        r"|superseded|cancelled|deferred)\b"
    ),
    re.I,
)


@dataclass(frozen=True)
class PaperTableShape:
    """What the columns of a table are: for each what its heading says and what its cells mostly hold."""

    heads: tuple[str, ...]
    dates: tuple[float, ...]  # the share of cells that are dates
    figures: tuple[float, ...]
    shares: tuple[float, ...]
    statuses: tuple[float, ...]
    words: tuple[float, ...]

    def first(self, pattern: re.Pattern[str], *, but: tuple[int, ...] = ()) -> int:
        """Return the first column whose heading says something; -1 where none does."""
        return next((at for at, head in enumerate(self.heads) if at not in but and pattern.search(head)), -1)


def shape_of(site: TableSite) -> PaperTableShape:
    """Return what the columns of a table are."""
    table = site.table
    rows = [at for at in range(table.header_rows, len(table.rows)) if site.numbers[at]]
    columns = [[text for at in rows if (text := table.text(at, column))] for column in range(table.columns)]
    return PaperTableShape(
        tuple(table.head(column) for column in range(table.columns)),
        tuple(_share(cells, _is_date) for cells in columns),
        tuple(_share(cells, _is_figure) for cells in columns),
        tuple(_share(cells, lambda text: "%" in text and _is_figure(text)) for cells in columns),
        tuple(
            _share(cells, lambda text: bool(STATUS_WORDS.match(text)) and len(text.split()) <= MOST_STATUS_WORDS)
            for cells in columns
        ),
        tuple(_share(cells, lambda text: len(text.split()) > 3) for cells in columns),
    )


def _share(cells: list[str], test: object) -> float:
    return sum(bool(test(text)) for text in cells) / len(cells) if cells else 0.0  # type: ignore[operator]


def _is_date(text: str) -> bool:
    dates = dates_in(text)
    return (bool(dates) and len(text.split()) <= 10) or bool(re.match(r"(?:ongoing|tbc|in place)$", text, re.I))


def _is_figure(text: str) -> bool:
    figures = [
        n
        for n in numbers_of(text)
        if n.kind in (NumberKind.MONEY, NumberKind.PERCENT, NumberKind.COUNT) and not n.spelled
    ]
    return bool(figures) and len(text.split()) <= 4


def kind_of(site: TableSite, shape: PaperTableShape) -> TableKind:
    """Return what sort of table a table is."""
    caption = site.table.caption
    heads = " ".join(shape.heads)
    years = [head for head in shape.heads if YEAR_HEAD.match(head)]
    if re.match(r"contents\b", site.heading, re.I) and not caption:
        return TableKind.CONTENTS
    if RISK.search(f"{heads}") and (
        IMPACT.search(heads) or LIKELIHOOD.search(heads) or MITIGATION.search(heads) or SCORE.search(heads)
    ):
        return TableKind.RISKS
    if RISK.search(f"{caption} {site.heading}") and SCORED.search(heads) and MITIGATION.search(heads):
        return TableKind.RISKS
    if (any(share > 0.5 for share in shape.statuses[1:]) and not _is_money(shape)) or _has_dated_actions(shape, site):
        return TableKind.ACTIONS
    if len(years) >= 2 and any(share > 0.5 for share in shape.figures[1:]):
        return TableKind.SERIES
    of_heads = zip(shape.heads, shape.figures, strict=True)
    is_share = any(share > 0.5 for share in shape.shares) or any(
        "%" in head and share > 0.5 for head, share in of_heads
    )
    if (
        AGREEMENT.search(heads)
        or (is_share and _is_asked(site, shape))
        or (re.search(r"\bnumber of responses\b", heads, re.I))
    ):
        return TableKind.SURVEY
    if any(share > 0.3 for share in shape.figures):
        return TableKind.FIGURES
    return TableKind.WORDS


def _is_money(shape: PaperTableShape) -> bool:
    """Whether a table holds amounts and no dates: a rating beside a saving makes no action of it."""
    amounts = any("£" in head and share > 0.5 for head, share in zip(shape.heads, shape.figures, strict=True))
    return amounts and not any(share > 0.5 for share in shape.dates)


def _has_dated_actions(shape: PaperTableShape, site: TableSite) -> bool:
    dated = [at for at, share in enumerate(shape.dates) if share >= 0.6 and at]
    named = [at for at, head in enumerate(shape.heads) if at and DUE.search(head) and shape.dates[at] > 0.3]
    wordy = any(share > 0.4 for share in shape.words)
    figures = any(
        s > 0.5 for at, s in enumerate(shape.figures) if at not in dated and not REFERENCE.search(shape.heads[at])
    )
    wordy = wordy or (bool(named) and shape.first(DOING, but=tuple(named)) >= 0)
    return bool(dated or named) and wordy and not figures


def _is_asked(site: TableSite, shape: PaperTableShape) -> bool:
    texts = [site.table.caption, *shape.heads, *(site.table.text(at, 0) for at in range(len(site.table.rows)))]
    return any("?" in text for text in texts) or bool(SURVEY.search(f"{site.table.caption} {site.heading}"))
