"""The data-quality report: a page for the officer who prepares the records, of what was left out and how to mend it, worst first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dayops_dash import wording
from dayops_dash.prepare.counting.amounts import TOLD, trusted
from dayops_dash.prepare.places.placing import MEND, Placing
from dayops_dash.prepare.quality.measured import DAY, IN_SCOPE, asked
from dayops_dash.prepare.records.accounts import KEPT, OTHER_COUNCILS, OTHER_SUBMISSIONS
from dayops_dash.prepare.records.fields import NOT_KNOWN, Field
from dayops_dash.prepare.records.scope import Left
from dayops_dash.prepare.records.submissions import PERIOD, ROWS, HeadcountQuestion, Submission
from dayops_dash.prepare.records.unknown_words import COUNTED, FEW
from dayops_dash.prepare.records.unknown_words import MEND as MEND_WORDS
from dayops_dash.prepare.records.words import UnknownWords

READ = "read"
DAYS = "Write days as 2024-03-31, 31/03/2024, 31-Mar-2024 or 20240331."
BY_THE_METHOD = {  # reasons that are no fault of the records, and when they may be one after all
    OTHER_COUNCILS: "Right where the file has other councils. Else look at --council.",
    OTHER_SUBMISSIONS: "Right for earlier submissions. Else look at ImportDate and the reporting period.",
    Left.CLIENT: "Right for carers and others. If these are many, look at the words in Client_Type.",
    Left.SERVICE: "Right for short-term support and other events. If these are many, look at the words in Service_Type.",
    Left.START: "Right for services that begin later. If these are many, look for blank start dates.",
    Left.END: "Right for services that have ended.",
    Left.DEATH: "Right for people who have died.",
    Left.YOUNG: "Right for children.",
}
MEND_ROWS = {  # the rows that each of these leaves out, and what to do
    Left.CODE: f"Fill {Field.LA_CODE}.",
    Left.NAME: f"Fill {Field.LA_NAME}.",
    Left.NO_IMPORT: f"Fill {Field.IMPORTED}.",
    Left.IMPORTED: f"{Field.IMPORTED}: write moments as 2024-04-20 10:15:00.",
    Left.START_UNREAD: f"{Field.START}: {DAYS}",
    Left.END_UNREAD: f"{Field.END}: {DAYS}",
    Left.DEATH_UNREAD: f"{Field.DEATH}: {DAYS}",
    Left.BIRTH: "Fill the month and the year of birth.",
    Left.NOBODY: "Trace the NHS number, or fill the council's own id.",
    Left.UNCERTAIN: "Fill the NHS number on every row of the person: it is there on another.",
}
MEND_CELLS = {  # by the name of each question of ``quality.asked``
    "nhs": "Trace the NHS number before the return is sent. The rows are counted by the council's own id where they can be.",
    "own": "Fill the council's own id, so that rows without an NHS number can be joined to the person.",
    "no_reason": "Fill the primary support reason. The person is counted under “not known”.",
    "unlisted": "Use the words of the specification. The person is counted under “not known”.",
    "unknown": "Ask the team for the reason. The person is counted under “not known”.",
    "mechanism": "Use the words of the specification. The person is counted under “other or not stated”.",
    "home": "Leave the delivery mechanism blank for nursing and residential care.",
    "component": "Fill the service component: without “Day Support” there, a person is not counted as using it.",
    "provider": "Fill the provider. The kind of provider is not known for the person.",
    "postcode": "Fill the postcode of the person's home. Without it the person is in no area.",
    "sex": "Fill the gender.",
    "ethnicity": "Fill the ethnicity.",
    "cost": "Fill the unit cost. The person's yearly cost is not known, and is in no sum.",
    "unit": "Fill how often the cost falls due. The person's yearly cost is not known, and is in no sum.",
    "units": "Fill the planned units a week. The person's days a week are not known, and are in no sum.",
}
MEND_AMOUNTS = {  # by the name of each of ``amounts.TOLD``
    "cost not read": "Write costs as numbers, such as 41.50.",
    "cost negative": "Look whether these are refunds: they are no cost of the service.",
    "cost zero": "Fill the unit cost, or leave the cell blank.",
    "cost too high": "Look at the unit cost, the planned units and how often the cost falls due.",
    "cost low": "Look at how often the cost falls due: it may be hourly.",
    "units not read": "Write planned units as numbers, such as 6 or 7.5.",
    "units negative": "Write planned units without a sign.",
    "units zero": "Fill the planned units a week.",
    "units missing": "Fill the planned units a week.",
    "units too many": "Write planned units a week in what the cost is by: hours, sessions or days.",
}
ASKED_OF_CELLS = (Field.REASON, Field.MECHANISM)  # whose unknown words are among the questions of cells
LEFT_OUT_BY_WORDS = (Field.CLIENT_TYPE, Field.SERVICE)  # asked of all rows with something there, in scope or not
LOOK = "Look at these cells in the records."
DATA_MARKUP = re.compile(r"([<>|`\[\]])")  # what would make text from a file into markup


@dataclass(frozen=True)
class QualityFinding:
    """Something to mend: of how many rows or people it is true, and what to do."""

    count: int
    whole: int
    of: str
    what: str
    mend: str
    leaves_out: bool = False  # these rows or people are in no count, or in none of an area

    @property
    def share(self) -> float:
        return self.count / self.whole if self.whole else 0.0

    def cells(self) -> tuple[str, ...]:
        return _share(self.share), f"{self.count:,}", f"{self.whole:,} {self.of}", self.what, self.mend


@dataclass(frozen=True)
class Account:
    """All that the report tells: the submissions found and chosen, rows by what became of them, cells that are lacking or not read,
    how people were joined to areas (None where nobody was), what the joins left out, what was published, the words that are not
    known, and the counts of ``amounts.measured``."""

    question: HeadcountQuestion
    found: Sequence[Submission]
    chosen: Sequence[Submission]
    rows: Mapping[str, int]
    unread: Mapping[str, int]
    cells: Mapping[str, int]
    placing: Placing | None
    joins: Sequence[str]
    attending: str
    unknown: Sequence[UnknownWords] = ()
    amounts: Mapping[str, int] = field(default_factory=dict)


def report(account: Account) -> str:
    """Return the report as Markdown."""
    every = findings(account)
    worst = sorted((one for one in every if one.count), key=lambda one: (-one.share, -one.count))
    sound = [one.what for one in every if not one.count]
    parts = [
        f"# Client Level Data of {account.question.council} at {wording.day(account.question.snapshot)}",
        "For the officer who prepares the records. It holds counts that are not protected: not for publication.",
        _summary(account, worst),
        "## What to mend, worst first",
        _table(("Share", "Count", "Of", "What", "How to mend it"), [one.cells() for one in worst])
        if worst
        else "Nothing.",
        f"Looked for and not found: {'; '.join(sound)}." if sound else "",
        "## What became of every row",
        _table(("Share", "Rows", "What", "When it may be wrong"), _rows(account.rows)),
        "## Days that are not understood",
        "Those of the first four columns leave their row out. A period is the whole submission's: its rows stay.",
        _table(("Rows", "Column"), [(f"{n:,}", column) for column, n in account.unread.items()]),
        "## Joins",
        "\n".join(f"- {_plain(line.strip())}" for line in account.joins) or "None were asked for.",
        "## Submissions",
        _table(
            ("Council", "Submitted", "Period", "Rows", "Used"), [_submission(o, account.chosen) for o in account.found]
        ),
        "## Day support",
        account.attending,
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def findings(account: Account) -> list[QualityFinding]:
    """Return everything that an officer could mend, found or not."""
    rows = account.rows
    own = rows[READ] - rows.get(OTHER_COUNCILS, 0)
    reasons = [why for why in rows if why not in (READ, KEPT, *BY_THE_METHOD)]
    left = [
        QualityFinding(
            rows.get(why, 0), own, "rows of the council", f"left out: {why}", MEND_ROWS.get(why, LOOK), leaves_out=True
        )
        for why in dict.fromkeys((*MEND_ROWS, *reasons))
    ]
    periods = [
        QualityFinding(
            account.unread.get(name, 0), own, "rows of the council", f"{name} not understood (the rows stay)", DAYS
        )
        for name in PERIOD
    ]
    words = [_not_known(one) for one in account.unknown if one.field not in ASKED_OF_CELLS]
    amounts = _amounts(account.amounts)
    return [*left, *periods, *words, *_lacking(account.cells), *amounts, *_without_area(account.placing)]


def _not_known(one: UnknownWords) -> QualityFinding:
    field = Field(one.field)
    what = f"{field} in words that are not of the list: they {COUNTED[field]}" if field in COUNTED else ""
    what = what or f"{field} in words that are not of the list"
    of = "rows with one" if field in LEFT_OUT_BY_WORDS else "rows in scope"
    return QualityFinding(
        one.rows, one.of, of, what, MEND_WORDS, leaves_out=field in (*LEFT_OUT_BY_WORDS, Field.COMPONENT)
    )


def grave(account: Account) -> list[str]:
    """Return in words what left out more than a few per cent of rows or people, worst first: to be told wherever little is."""
    worst = sorted((one for one in findings(account) if one.leaves_out and one.share > FEW), key=lambda one: -one.share)
    return [f"{one.count:,} of {one.whole:,} {one.of} ({_share(one.share)}) {one.what}. {one.mend}" for one in worst]


def _lacking(cells: Mapping[str, int]) -> Iterable[QualityFinding]:
    of = {IN_SCOPE: (cells[ROWS], "rows in scope"), DAY: (cells[DAY], "rows of day support")}
    for name, (question, _) in asked().items():
        yield QualityFinding(cells[name], *of[question.of], question.words, MEND_CELLS.get(name, LOOK))


def _amounts(counts: Mapping[str, int]) -> Iterable[QualityFinding]:
    """Return the amounts that are out of range; a record that is repeated is one."""
    if not counts:
        return
    of = counts[ROWS], "services of day support"
    for name, words in TOLD.items():
        yield QualityFinding(counts[name], *of, words.rstrip("."), MEND_AMOUNTS[name])
    if trusted(counts, minutes=False).doubted:
        what = "have a cost by the hour and planned units that do not look like hours: no cost is taken from them"
        yield QualityFinding(counts["hourly"], *of, what, "If they are minutes, give --planned-minutes.")


def _without_area(placing: Placing | None) -> Iterable[QualityFinding]:
    if not placing:
        return
    for why, people, rows in placing.worst_first():
        if people:
            yield QualityFinding(
                people, placing.people, "people with day support", f"without an area: {why}", MEND[why], leaves_out=True
            )
        else:
            what = f"without an area: {why}"
            yield QualityFinding(rows, placing.rows, "rows of day support", what, MEND[why], leaves_out=True)


def _summary(account: Account, worst: Sequence[QualityFinding]) -> str:
    rows, placing = account.rows, account.placing
    sentences = [f"{rows[KEPT]:,} of {rows[READ]:,} rows read are counted."]
    if placing:
        sentences.append(f"{wording.count(placing.people, 'person uses', 'people use')} day support.")
        sentences.append(
            f"{placing.without:,} of them ({_share(placing.without / placing.people)}) have no area."
            if placing.without
            else "All of them have an area."
        )
    if worst:
        first = worst[0]
        sentences.append(f"Begin with: {first.what} ({first.count:,} of {first.whole:,} {first.of}).")
    return " ".join(sentences)


def _rows(rows: Mapping[str, int]) -> list[tuple[str, ...]]:
    """Return what became of rows: all that were read, those that are kept, and the others, the most first."""
    out = sorted((why for why in rows if why not in (READ, KEPT)), key=lambda why: -rows[why])
    return [
        (_share(rows[why] / rows[READ] if rows[READ] else 0), f"{rows[why]:,}", why, BY_THE_METHOD.get(why, ""))
        for why in (READ, KEPT, *out)
    ]


def _share(share: float) -> str:
    """Return a share in whole per cent, which is 0% or 100% only of nothing and of all."""
    if 0 < share < 0.01:
        return "under 1%"
    return "over 99%" if 0.99 < share < 1 else f"{share:.0%}"


def _submission(one: Submission, chosen: Sequence[Submission]) -> tuple[str, ...]:
    period = f"{one.first or NOT_KNOWN} to {one.last or NOT_KNOWN}"
    used = "yes" if one in chosen else ""
    return _plain(f"{one.name} ({one.council})"), f"{one.imported}", period, f"{sum(one.rows.values()):,}", used


def _plain(words: str) -> str:
    """Return text from a file so that it is no markup."""
    return DATA_MARKUP.sub(r"\\\1", " ".join(words.split()))


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
