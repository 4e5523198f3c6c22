"""The whole way from a file of records to a council's folder, told step by step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from dayops_dash import wording
from dayops_dash.dataset.vocabulary import Shorthand
from dayops_dash.dataset.writing.put import read_rows, refuse_file
from dayops_dash.dataset.writing.whole import alone
from dayops_dash.prepare.asked import Asked
from dayops_dash.prepare.counting import amounts, availability, day_support, method, tables
from dayops_dash.prepare.counting.uncounted import Counted, uncounted
from dayops_dash.prepare.encodings import as_unicode
from dayops_dash.prepare.engines.by_name import engine
from dayops_dash.prepare.engines.engine import Engine, readable
from dayops_dash.prepare.engines.steps import FrameStep, step
from dayops_dash.prepare.places.lookups import Lookup, read_lookup
from dayops_dash.prepare.places.placing import Placing, lookup_notes, placing_of, refuse_most_without
from dayops_dash.prepare.quality import measured as quality
from dayops_dash.prepare.quality import page as quality_page
from dayops_dash.prepare.quality.page import Account
from dayops_dash.prepare.records import reading, words
from dayops_dash.prepare.records.accounts import KEPT, accounted, unread
from dayops_dash.prepare.records.columns import RecordsError
from dayops_dash.prepare.records.fields import DAY_SUPPORT, Field
from dayops_dash.prepare.records.reading import Records, by_reason
from dayops_dash.prepare.records.scope import Frame
from dayops_dash.prepare.records.submissions import HeadcountQuestion
from dayops_dash.prepare.release import folder, record, release
from dayops_dash.prepare.release.near import NewCounts
from dayops_dash.prepare.release.private import replace_private
from dayops_dash.prepare.release.release import NewRelease

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
class Result:
    """What was done: rows by why they were left out ("kept" is none of them), the headcount, and how many cells are hidden.

    ``unread`` counts, by column, the rows of the council whose day or moment was not understood where it mattered. ``notes`` say what
    earlier releases of these people changed, or that they are not known; ``told`` which columns were used for what, which words and
    amounts were not understood; ``joins`` what the joins by postcode, code and name left out; ``grave`` what left out more than a few
    per cent of rows or people.
    """

    rows: dict[str, int]
    unread: dict[str, int]
    headcount: tuple[tuple[str, str, int, int], ...]  # age band, reason, setting's rank, people
    cells: int
    hidden: int
    report: str
    notes: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    joins: tuple[str, ...] = ()
    grave: tuple[str, ...] = ()


def prepare(asked: Asked, on_progress: Tell = lambda step, done: None, using: Engine | None = None) -> Result:
    """Prepare records as asked, and return what was done; on an engine of its own, or on ``using``, which stays open.

    Raises DatasetError where the records, the lookup or the folder do not fit, or the counts cannot be protected; nothing is then written.
    """
    if asked.out and not asked.postcodes:
        raise RecordsError("A folder needs a lookup from postcodes to areas: give one with --postcodes.")
    with as_unicode(asked) as (plain, notes):
        if not asked.out:
            done = _prepared(plain, on_progress, using)
        else:
            record_path = release.place(asked.out, asked.question.council, asked.record)
            with alone(
                record_path.absolute(), "prepare"
            ):  # counts are protected beside what the record holds: nobody may add to it
                done = _prepared(plain, on_progress, using)
    return replace(done, told=(*notes, *done.told))


def _prepared(asked: Asked, on_progress: Tell, using: Engine | None) -> Result:
    _refuse_early(asked)
    steps = list(STEPS.items())
    at = 0

    def within(percent: float) -> None:
        following = steps[at + 1][1] if at + 1 < len(steps) else 1.0
        on_progress(steps[at][0], steps[at][1] + (following - steps[at][1]) * percent / 100)

    def begin(step: str) -> None:
        nonlocal at
        at = list(STEPS).index(step)
        on_progress(step, STEPS[step])

    runs = using or engine(asked.engine, within)
    try:
        return Run(asked, runs, begin).result()
    finally:
        if not using:
            runs.close()


@dataclass
class Run:
    """One preparation on one engine."""

    asked: Asked
    engine: Engine
    begin: Callable[[str], None]

    def result(self) -> Result:
        asked, question = self.asked, self.asked.question
        lookup = self._lookup()
        read = reading.read(asked, self.engine, self.begin)
        self.begin("Finding people")
        beside_numbers = self.engine.keep(step(method.beside, read.rows))
        placed = step(method.placed, read.rows, beside_numbers, question.snapshot, read.linked)
        rows = accounted(read.sent, read.chosen, read.before, by_reason(self.engine, placed), read.stray)
        headcount = self._headcount(placed) if asked.headcount else ()
        day_rows = self.engine.keep(step(day_support.may_be, placed))
        measured = quality.measured(read.rows, day_rows, self.engine)
        new = self._new(day_rows, read, lookup, rows) if lookup else None
        misread = unread(read.sent, rows, question.council)
        remarks = (*read.told, *(new.told if new else ()))
        attending = "\n\n".join(
            (_attending(new.release if new else None, asked), *read.told, *(new.told if new else ()))
        )
        placing, joins, measured_amounts = (new.placing, new.joins, new.amounts) if new else (None, (), {})
        account = Account(
            question,
            read.found,
            read.chosen,
            rows,
            misread,
            measured,
            placing,
            joins,
            attending,
            read.unknown,
            measured_amounts,
        )
        report = quality_page.report(account)
        if asked.out and new and lookup:
            self.begin("Writing")
            new.release.write(asked.out, question, read.chosen[0], lookup.areas)
            _write_report(beside(asked.out), report)
        cells = new.release.shown if new else ()
        hidden = sum(one.value is Shorthand.HIDDEN for one in cells)
        notes = new.release.notes if new else ()
        grave = tuple(quality_page.grave(account))
        return Result(rows, misread, headcount, len(cells), hidden, report, notes, remarks, joins, grave)

    def _lookup(self) -> Lookup | None:
        """Return the lookup that is asked for, read by the codes of the areas given, else of those that the folder has."""
        asked = self.asked
        if not (asked.out and asked.postcodes):
            return None
        by_code = {row["area_code"]: row for row in read_rows(asked.out, "areas")}
        return read_lookup(asked.postcodes, self.engine, areas=asked.areas, folder_areas=by_code)

    def _headcount(self, rows: FrameStep) -> tuple[tuple[str, str, int, int], ...]:
        self.begin("Counting the long-term headcount")
        counted = self.engine.rows(step(method.headcount, rows))
        return tuple(sorted((r[method.BAND], r["reason"], int(r[method.RANK]), int(r["people"])) for r in counted))

    def _new(self, day_rows: Frame, read: Records, lookup: Lookup, account: dict[str, int]) -> Protected:
        """Return what may be published of day support. Raises RecordsError where there is none to count: zeros would be taken for it."""
        asked, question = self.asked, self.asked.question
        if not account[KEPT]:
            raise RecordsError(_nothing_in_scope(account, question))
        self.begin("Counting day support")
        services, postcodes = (
            self.engine.keep(step(day_support.services, day_rows)),
            self.engine.keep(lookup.by_postcode(self.engine)),
        )
        measured = self.engine.rows(step(amounts.measured, services, amounts.Units(asked.planned_minutes)))[0]
        amounts_as_they_are = {name: int(count or 0) for name, count in measured.items()}
        units = amounts.trusted(amounts_as_they_are, asked.planned_minutes)
        own, unmatched = self._own_providers(services)
        people = self.engine.keep(step(day_support.attending, services, postcodes, own, question.snapshot, units))
        counted = self.engine.rows(step(day_support.counted, people, tables.COUNTED))
        if not counted:
            raise RecordsError(_no_day_support(account, question))
        placing = placing_of(services, people, postcodes, lookup, self.engine)
        refuse_most_without(placing, lookup)
        self.begin("Protecting small numbers")
        providers = tuple(sorted(set(asked.own_providers)))
        counts = tables.tables(counted, list(lookup.areas))
        new = NewCounts(question.snapshot, f"{read.chosen[0].imported}", providers, counts)
        out = asked.out or Path()
        folder.areas_beside(out, lookup.areas)  # refuses areas of other boundaries
        recorded = record.read(release.place(out, question.council, asked.record), question.council)
        judged = release.judged(counted, new, recorded, out, asked.policy, zeros_are_certain=placing.zeros_are_certain)
        known = Counted(services, people, postcodes, tuple(lookup.areas), question.snapshot)
        left = uncounted(day_rows, read.may_count, known, self.engine)
        doubt = availability.doubted(counts, left, own_providers=bool(asked.own_providers))
        remarks = (*amounts.notes(amounts_as_they_are, units), *availability.notes(judged.shown, doubt))
        joins = (*lookup_notes(lookup), *placing.lines(), *unmatched)
        cells = availability.marked(judged.shown, doubt)
        new_release = replace(judged, shown=cells, all_counted=not left.records)
        return Protected(new_release, remarks, placing, joins, amounts_as_they_are)

    def _own_providers(self, services: Frame) -> tuple[list[str], list[str]]:
        """Return the providers, as rows write them, that are the council's own, and what is to be told of those on no row."""
        asked = {words.plain(name): name for name in self.asked.own_providers}
        if not asked:
            return [], []
        cells = self.engine.rows(step(day_support.providers, services))
        its = sorted(
            row[Field.PROVIDER] for row in cells if row[Field.PROVIDER] and words.plain(row[Field.PROVIDER]) in asked
        )
        there = {words.plain(cell) for cell in its}
        unmatched = [
            f"No record of day support names the provider {name!r} (--own-provider). Spell it as in {Field.PROVIDER}."
            for key, name in asked.items()
            if key not in there
        ]
        return its or list(asked.values()), unmatched


@dataclass(frozen=True)
class Protected:
    """A new release: what is to be told of its amounts and categories, how its people were joined to areas, what no join matched, and
    the counts of ``amounts.measured``."""

    release: NewRelease
    told: tuple[str, ...]
    placing: Placing
    joins: tuple[str, ...]
    amounts: Mapping[str, int]


def beside(out: Path) -> Path:
    """Return where the data-quality report is written: beside the folder, so that it never goes where the folder goes."""
    return out.with_name(f"{out.name}-quality.md")


def _refuse_early(asked: Asked) -> None:
    """Refuse what can be seen to be wrong before anything is read."""
    if asked.out:
        refuse_file(asked.out)
        if beside(asked.out).is_dir():
            raise RecordsError(f"{beside(asked.out)} is a folder, and the data-quality report goes there. Rename it.")
        council = asked.question.council
        record.read(release.place(asked.out, council, asked.record), council)
    readable(asked.records, folders=True)


def _nothing_in_scope(account: dict[str, int], question: HeadcountQuestion) -> str:
    why = "; ".join(f"{count:,} {what}" for what, count in account.items() if count and what not in ("read", KEPT))
    return (
        f"Nothing was written: of {account['read']:,} rows read none is in scope at {question.snapshot} ({why}). "
        "Check the snapshot and the words and days in those columns."
    )


def _no_day_support(account: dict[str, int], question: HeadcountQuestion) -> str:
    return (
        f"Nothing was written: of {account['read']:,} rows read {account[KEPT]:,} are in scope at {question.snapshot}, and none "
        f"of them has “{DAY_SUPPORT}” in {Field.COMPONENT}. Check the words in that column; --headcount alone works without."
    )


def _write_report(path: Path, report: str) -> None:
    """Write the report so that only its owner may read it: it holds counts that are not protected."""
    try:
        replace_private(path, report.encode())
    except OSError as error:
        raise RecordsError(
            f"The folder is written, but the data-quality report is not: {path}: {error.strerror}."
        ) from error


def _attending(new: NewRelease | None, asked: Asked) -> str:
    if not new:
        return "Not prepared."
    hidden = sum(one.value is Shorthand.HIDDEN for one in new.shown)
    sentences = [
        f"{wording.count(len(new.shown), 'cell')}, of which {hidden} hidden. No hidden count can be narrowed to fewer than "
        f"{new.policy.width + 1} values from everything that is shown.",
        *new.notes,
    ]
    if not asked.own_providers:
        sentences.append(
            "Whether a provider is the council's own was not told (--own-provider), so the kind of provider is not known."
        )
    return " ".join(sentences)
