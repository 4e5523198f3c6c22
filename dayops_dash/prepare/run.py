"""The whole way from a file of records to a council's folder, told step by step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import narwhals as nw

from dayops_dash import wording
from dayops_dash.dataset.vocabulary import Shorthand
from dayops_dash.measures.disclosure import Policy
from dayops_dash.prepare import day_support, folder, method, quality, tables
from dayops_dash.prepare.engines import Engine, RecordsError, engine
from dayops_dash.prepare.fields import KINDS, OPTIONAL
from dayops_dash.prepare.lookups import Lookup, read_lookup
from dayops_dash.prepare.method import LEFT_OUT, Question, Submission

Tell = Callable[[str, float], None]  # told which step is on, and how far the whole is, 0 to 1
STEPS = {  # each step, and how far the whole is when it begins
    "Reading submissions": 0.0,
    "Keeping rows in scope": 0.4,
    "Finding people": 0.75,
    "Counting the long-term headcount": 0.82,
    "Counting day support": 0.86,
    "Protecting small numbers": 0.92,
    "Writing": 0.98,
}


@dataclass(frozen=True)
class Asked:
    """What is to be prepared. Without ``out`` nothing is written; ``headcount`` counts all long-term support for the screen."""

    records: Path
    question: Question
    out: Path | None = None
    postcodes: Path | None = None
    areas: Path | None = None
    own_providers: tuple[str, ...] = ()
    policy: Policy = field(default_factory=Policy)
    engine: str = "duckdb"
    headcount: bool = False


@dataclass(frozen=True)
class Result:
    """What was done: rows by why they were left out ("kept" is none of them), the headcount, and how many cells are hidden."""

    rows: dict[str, int]
    headcount: tuple[tuple[str, str, int, int], ...]  # age band, reason, setting's rank, people
    cells: int
    hidden: int
    report: str


KEPT = "kept"
OTHER_COUNCILS, OTHER_SUBMISSIONS = "of other councils", "of submissions that are not the latest for the period"


def prepare(asked: Asked, tell: Tell = lambda step, done: None) -> Result:
    """Prepare records as asked, and return what was done.

    Raises DatasetError where the records, the lookup or the folder do not fit, or the counts cannot be protected; nothing is then written.
    """
    if asked.out and not asked.postcodes:
        raise RecordsError("A folder needs a lookup from postcodes to areas: give one with --postcodes.")
    steps = list(STEPS.items())
    at = 0

    def within(percent: float) -> None:
        following = steps[at + 1][1] if at + 1 < len(steps) else 1.0
        tell(steps[at][0], steps[at][1] + (following - steps[at][1]) * percent / 100)

    def begin(step: str) -> None:
        nonlocal at
        at = list(STEPS).index(step)
        tell(step, STEPS[step])

    runs = engine(asked.engine, within)
    try:
        return Run(asked, runs, begin).result()
    finally:
        runs.close()


@dataclass
class Run:
    """One preparation on one engine."""

    asked: Asked
    engine: Engine
    begin: Callable[[str], None]

    def result(self) -> Result:
        asked, question = self.asked, self.asked.question
        lookup = read_lookup(asked.postcodes, self.engine, areas=asked.areas) if asked.out and asked.postcodes else None
        self.begin("Reading submissions")
        records = method.judged(self.engine.open(asked.records, KINDS, optional=OPTIONAL), question.snapshot)
        by_submission = self.engine.rows(method.by_submission(records))
        found = method.submissions(by_submission)
        chosen = self._chosen(found)
        self.begin("Keeping rows in scope")
        kept = self.engine.keep(method.in_scope(records, chosen))
        self.begin("Finding people")
        placed = method.with_setting(method.with_band(method.identified(kept), question.snapshot))
        people = self.engine.keep(placed.select(*(nw.col(name) for name in method.TOLD)))
        why = {row[LEFT_OUT]: int(row["rows"]) for row in self.engine.rows(_by_reason(people))}
        rows = _accounted(by_submission, chosen, why)
        in_count = people.filter(nw.col(LEFT_OUT).is_null())
        headcount = self._headcount(in_count) if asked.headcount else ()
        told = self.engine.rows(quality.measured(kept))[0]
        shown = self._shown(placed.filter(nw.col(LEFT_OUT).is_null()), lookup) if lookup else []
        report = quality.report(
            question=question, found=found, chosen=chosen, left_out=rows, told=told, attending=_attending(shown, asked)
        )
        if asked.out and lookup:
            self.begin("Writing")
            folder.write(
                asked.out, question=question, submission=chosen[0], shown=shown, areas=lookup.areas, policy=asked.policy
            )
            beside(asked.out).write_text(report, "utf-8")
        hidden = sum(one.value is Shorthand.HIDDEN for one in shown)
        return Result(rows, headcount, len(shown), hidden, report)

    def _chosen(self, found: Sequence[Submission]) -> list[Submission]:
        question = self.asked.question
        if chosen := method.latest(found, question):
            return chosen
        own = [one for one in found if one.council == question.council]
        if not own:
            codes = ", ".join(sorted({one.council for one in found})[:20])
            raise RecordsError(
                f"{self.asked.records.name} has no rows of council {question.council!r}. It has: {codes}."
            )
        held = "; ".join(f"{one.imported:%Y-%m-%d} for {one.first} to {one.last}" for one in own)
        raise RecordsError(
            f"No submission of {question.council} made after {question.snapshot} covers {question.period_from} to "
            f"{question.snapshot}. It has: {held}. Another start can be given with --period-start."
        )

    def _headcount(self, rows: method.Frame) -> tuple[tuple[str, str, int, int], ...]:
        self.begin("Counting the long-term headcount")
        counted = self.engine.rows(method.headcount(rows))
        return tuple(sorted((r[method.BAND], r["reason"], int(r[method.RANK]), int(r["people"])) for r in counted))

    def _shown(self, rows: method.Frame, lookup: Lookup) -> list[tables.Shown]:
        self.begin("Counting day support")
        services = day_support.services(rows)
        people = day_support.attending(
            services, lookup.frame(self.engine), self.asked.own_providers, self.asked.question
        )
        counted = self.engine.rows(day_support.counted(self.engine.keep(people), tables.PAIRS))
        self.begin("Protecting small numbers")
        published = tables.protected(tables.tables(counted, list(lookup.areas)), self.asked.policy)
        return [*tables.people_shown(published), *tables.amounts_shown(counted, published, self.asked.policy)]


def beside(out: Path) -> Path:
    """Return where the data-quality report is written: beside the folder, so that it never goes where the folder goes."""
    return out.with_name(f"{out.name}-quality.md")


def _by_reason(people: method.Frame) -> method.Frame:
    return people.group_by(LEFT_OUT).agg(nw.len().alias("rows"))


def _accounted(
    by_submission: Sequence[dict[str, Any]], chosen: Sequence[Submission], why: dict[str | None, int]
) -> dict[str, int]:
    """Return the rows of the file by what became of them; they add up to all rows read."""
    read = sum(int(row["rows"]) for row in by_submission)
    own = sum(int(row["rows"]) for row in by_submission if (row["LA_Code"] or "").strip() == chosen[0].council)
    its = sum(sum(one.rows.values()) for one in chosen)
    out: Counter[str] = Counter()
    for one in chosen:
        out.update({word: n for word, n in one.rows.items() if word})
    later = {word: n for word, n in why.items() if word}
    return {
        "read": read,
        OTHER_COUNCILS: read - own,
        OTHER_SUBMISSIONS: own - its,
        **dict(sorted(out.items(), key=lambda item: -item[1])),
        **dict(sorted(later.items(), key=lambda item: -item[1])),
        KEPT: why.get(None, 0),
    }


def _attending(shown: Sequence[tables.Shown], asked: Asked) -> str:
    if not shown:
        return "Not prepared."
    hidden = sum(one.value is Shorthand.HIDDEN for one in shown)
    said = [
        f"{wording.count(len(shown), 'cell')}, of which {hidden} hidden. No hidden count can be narrowed to fewer than "
        f"{asked.policy.width + 1} values from everything that is shown."
    ]
    if not asked.own_providers:
        said.append(
            "Whether a provider is the council's own was not told (--own-provider), so the kind of provider is not known."
        )
    return " ".join(said)
