"""Rows from tables: figures by their row and column, series over years, surveys, and sentences that stand in cells."""

from __future__ import annotations

import re
from dataclasses import replace
from types import MappingProxyType

from dayops_dash.dataset.vocabulary import Qualifier, SeriesKind
from dayops_dash.desk.papers.language.money_words import OVER_UNDER, PART_YEAR, SAVING, SPENT, SavingSaid, saving_said
from dayops_dash.desk.papers.language.nearby import financial_year_of
from dayops_dash.desk.papers.language.numbers import SCALES, TIMES, NumberKind, PrintedNumber
from dayops_dash.desk.papers.language.when import dates_in
from dayops_dash.desk.papers.language.words import PEOPLE, PROVIDERS, counted
from dayops_dash.desk.papers.proposing.figure_rows import (
    add_context,
    add_people,
    add_saving,
    add_spend,
    add_spend_statement,
)
from dayops_dash.desk.papers.proposing.figures import propose_figures
from dayops_dash.desk.papers.proposing.gathered import Gathered, amount, cut
from dayops_dash.desk.papers.proposing.model import Ground, PaperPlace
from dayops_dash.desk.papers.proposing.sites import Site, TableSite
from dayops_dash.desk.papers.proposing.table_kinds import YEAR_HEAD, PaperTableShape

HEAD_SCALE = re.compile(
    r"£\s?[’']?(?:(?:000s?)|(?P<word>k|m|bn|million|thousand)\b)|\(?£\s?(?:in )?(?P<other>millions?|thousands?)\)?",
    re.I,
)
HEAD_UNIT = re.compile(rf"\(?(?:{HEAD_SCALE.pattern}|[£%])\)?", re.I)  # beside the year in a heading
HEAD_POUND = re.compile(
    r"£|\bspend\b|\bcost\b|\bbudget\b|\bamount\b|\bsaving|\bvariance\b|\boutturn\b|\bactual|\bforecast|\btotal|\b(?:over|under)\)?\s?/",
    re.I,
)
VARIANCE = re.compile(r"\bvarian\w*|\b(?:over|under)[ -]?spend\b|\bdifference\b|\bremaining\b|\bchange\b", re.I)
COUNTED = re.compile(r"\bnumber\b|\bpeople\b|\bplaces\b|\bhours\b|\bdays\b|\bfte\b|%|\bper ?cent", re.I)
EACH_HEAD = re.compile(
    r"\bper (?:place|person|day|hour|week|session|head|attendance|mile)\b|\bunit costs?\b|\bhourly\b|\brates?\b", re.I
)
HEAD_SHARE = re.compile(r"%|\bper ?cent|\bproportion\b|\bshare\b", re.I)
AHEAD = re.compile(r"\b(?:project|predict|forecast|estimat)\w*", re.I)
PEOPLE_HEAD = re.compile(rf"\b(?:{PEOPLE})\b", re.I)
PROVIDER_HEAD = re.compile(rf"\b(?:{PROVIDERS})\b", re.I)
AGE_BAND = re.compile(r"\b(\d{2}\s?[-–]\s?\d{2}|\d{2}\s?(?:\+|and over|or over|and above)|under \d{2})", re.I)
SAVINGS = MappingProxyType(
    {
        SavingSaid.COLUMN: Ground.COLUMN_HEAD,
        SavingSaid.CAPTION: Ground.CAPTION,
        SavingSaid.BEFORE: Ground.SENTENCE,
        SavingSaid.HEADING: Ground.HEADING,
        SavingSaid.OPEN: Ground.MAYBE_SAVING,
    }
)
UNITS = MappingProxyType({1_000_000: "m", 1_000_000_000: "bn"})
NOT_COUNTED = frozenset(
    ("status", "progress", "controls", "comments", "notes", "levels", "scores", "years", "this", "less")
)
MOST_HEAD_WORDS = 3
LONGEST_LABEL = 80  # characters of the second of two cells that say together what a row is about
LONGEST_FIGURE = 6  # words: a cell with more is a sentence


def row_words(site: TableSite, row: int) -> str:
    """Return the words of a row as a person reads them: its cells one after another, with their headings."""
    return " | ".join(cell.text for cell in site.table.rows[row] if cell and cell.text)


def cell_place(site: TableSite, cell: Site) -> PaperPlace:
    box = cell.content.box
    return PaperPlace(cell.locator, box.page, row_words(site, cell.row), box)


def label_of(site: TableSite, row: int) -> str:
    """Return what a row is about: its first cell with words, after that of a cell that stretches over several rows, under its section."""
    first = site.table.rows[row][0] if site.table.rows[row] else None
    cells = [cell.text for cell in site.table.rows[row] if cell and cell.text]
    worded = [text for text in cells if re.search(r"[A-Za-z]{2}", text)]
    if first is None and (group := site.table.spanned(row, 0)):
        worded.insert(0, group)
    label = worded[0] if worded else cells[0] if cells else ""
    if (first is None or first.row_span > 1) and len(worded) > 1 and len(worded[1]) <= LONGEST_LABEL:
        label = f"{label}: {worded[1]}"
    section = site.sections[row]
    return f"{section}: {label}" if section and section != label else label


def plain_figure(one: PrintedNumber, text: str) -> bool:
    """Whether a figure is all that its cell says, but for marks and a word or two."""
    return len(text.split()) <= LONGEST_FIGURE and not re.search(r"[a-z]{3,}.*[.:,;]\s", text)


def figure_of(gathered: Gathered, cell: Site) -> PrintedNumber | None:
    """Return the figure of a cell that is one; None where it holds none, several, or a sentence."""
    free = [one for one in gathered.free(cell) if not one.spelled]
    return free[0] if free and len(free) <= 2 and plain_figure(free[0], cell.text) else None


def propose_figure_table(gathered: Gathered, site: TableSite, shape: PaperTableShape) -> None:
    """Propose the figures of a table, each by the heading of its column, the words of its row and the caption."""
    for (row, column), cell in site.cells.items():
        if not site.numbers[row] or row < site.table.header_rows:
            continue
        one = figure_of(gathered, cell)
        label = label_of(site, row)
        if one is None or (label == cell.text and len(cell.text.split()) > 1):
            propose_figures(gathered, cell, f"{site.heading}. {site.table.caption}. {label}. {shape.heads[column]}")
            continue
        _figure(gathered, site, cell, one, shape.heads[column], label)


def scaled(one: PrintedNumber, head: str) -> tuple[PrintedNumber, Ground | None, str]:
    """Return a figure in the unit that its column's heading gives: £m, £000, %; with the ground, and the unit."""
    if one.kind is NumberKind.MONEY:
        return one, None, "GBP"
    if one.kind is NumberKind.PERCENT:
        return one, None, "%"
    if found := HEAD_SCALE.search(head):
        word = (found["word"] or found["other"] or "k").casefold().rstrip("s")
        times = TIMES.get(word, 1_000)
        own = SCALES.search(one.words)
        value = one.value if own else round(one.value * times, 6)
        headed = "" if own else f"(£{UNITS.get(times, '000')})"
        return replace(one, kind=NumberKind.MONEY, value=value, headed=headed), Ground.UNIT_FROM_HEAD, "GBP"
    if HEAD_SHARE.search(head) and 0 <= abs(one.value) <= 1000 and not re.search(r"\bnumber\b", head, re.I):
        return replace(one, kind=NumberKind.PERCENT), Ground.UNIT_FROM_HEAD, "%"
    if "£" in head:
        return replace(one, kind=NumberKind.MONEY), Ground.UNIT_FROM_HEAD, "GBP"
    return one, None, ""


def _figure(gathered: Gathered, site: TableSite, cell: Site, one: PrintedNumber, head: str, label: str) -> None:
    caption = site.table.caption
    one, ground, unit = scaled(one, head or caption)
    if not unit and HEAD_POUND.search(head) and not COUNTED.search(head):
        corner = site.table.head(0)  # £'000 over the names of the rows
        over = next((words for words in (corner, caption, site.before, site.heading) if HEAD_SCALE.search(words)), "")
        one, ground, unit = scaled(one, over)
    subject = cut(f"{label}: {head}" if head and head.casefold() not in label.casefold() else label, 150)
    before = len(gathered.rows)
    if unit == "GBP" and OVER_UNDER.search(f"{head} {label}"):
        add_spend_statement(gathered, cell, cell.text, one, _about(site, cell.row, head), subject)
    elif unit == "GBP" and PART_YEAR.search(head) and not SAVING.search(f"{head} {caption}"):
        about = _about(site, cell.row, head)
        add_spend_statement(gathered, cell, cell.text, one, about, subject, Ground.PART_YEAR)
    elif unit == "GBP" and (VARIANCE.search(head) or EACH_HEAD.search(f"{head} {label}")):
        add_context(gathered, cell, cell.text, one, "GBP", subject)
    elif unit == "GBP":
        _money(gathered, site, cell, one, head, label, subject if label else caption)
    elif unit == "%":
        measure = "change" if VARIANCE.search(head) else "share of people"
        add_people(gathered, cell, cell.text, one, measure, "%", subject)
    else:
        _count(gathered, site, cell, one, head, label, subject)
    _with_place(gathered, site, cell, before, ground)


def _year_cell(site: TableSite, row: int) -> str:
    """Return the cell of a row that is a year; "" where none is, or several are."""
    found = [text for at in range(site.table.columns) if YEAR_HEAD.match(text := site.table.text(row, at))]
    return found[0] if len(found) == 1 else ""


def _about(site: TableSite, row: int, head: str) -> str:
    """Return what says the year and kind of an amount: its heading, the caption, and a cell of its row that is a year."""
    year = _year_cell(site, row)
    return f"{head}. {site.table.caption}. {year if financial_year_of(year) else ''}"


def _money(
    gathered: Gathered, site: TableSite, cell: Site, one: PrintedNumber, head: str, label: str, subject: str
) -> None:
    """Propose an amount of a table as a saving where its words say so, else as budget or spend."""
    about = _about(site, cell.row, head)
    said = saving_said(head, label, site.table.caption, site.before, site.heading)
    if said:
        add_saving(gathered, cell, cell.text, one, f"{about}. {site.heading}", subject, SAVINGS[said])
    else:
        add_spend(gathered, cell, cell.text, one, about, subject)


def _count(
    gathered: Gathered, site: TableSite, cell: Site, one: PrintedNumber, head: str, label: str, subject: str
) -> None:
    caption = site.table.caption
    period = next((w.core for text in (head, caption, _year_cell(site, cell.row)) for w in dates_in(text)), "")
    own = counted(cell.text[one.end - 0 :] + " ")
    heads = " ".join(map(site.table.head, range(site.table.columns)))
    if (
        SPENT.search(heads) and not COUNTED.search(head) and not PEOPLE_HEAD.search(head)
    ):  # money whose unit nothing says
        add_context(gathered, cell, cell.text, one, cut(head, 40), subject, period)
        return
    own_noun = _own_noun(head)
    for words in (head, caption, label, site.before, site.heading):
        first_people, first_provider = PEOPLE_HEAD.search(words), PROVIDER_HEAD.search(words)
        counts = re.search(r"\bnumber of ([\w /]+)", words, re.I)
        if (counts and PROVIDER_HEAD.match(counts[1])) or (
            counts and re.match(r"(?:day )?(?:centres?|providers?)", counts[1], re.I)
        ):
            add_people(gathered, cell, cell.text, one, "providers", "centres or providers", subject, period)
            return
        if first_people:
            what = "places" if first_people[0].casefold().startswith("place") else "people"
            add_people(gathered, cell, cell.text, one, what, what, subject, period)
            return
        if first_provider and not own[0]:
            add_people(gathered, cell, cell.text, one, "providers", "providers", subject, period)
            return
        if own_noun and not own[0]:  # its heading says what it counts: no other word does
            add_context(gathered, cell, cell.text, one, own_noun, subject, period)
            return
    add_context(gathered, cell, cell.text, one, own[1] or cut(head, 40), subject, period)


def _own_noun(head: str) -> str:
    """Return what a column's heading says that it counts, in a word of the paper's own; "" where it says none."""
    words = re.findall(r"[a-z]{3,}", re.sub(r"\([^)]*\)", "", head).casefold())
    nouns = [word for word in words if word.endswith("s") and word not in NOT_COUNTED]
    return nouns[-1] if nouns and len(words) <= MOST_HEAD_WORDS else ""


def _with_place(
    gathered: Gathered,
    site: TableSite,
    cell: Site,
    before: int,
    *grounds: Ground | None,
    held: list[tuple[Site, int]] | None = None,
) -> None:
    """Give rows that were just added the place of their cell, with the whole row as the words that say it."""
    for at in range(before, len(gathered.rows)):
        row = gathered.rows[at]
        if any(index == cell.index for index, _ in row.holds):
            more = (Ground.COLUMN_HEAD, *(g for g in grounds if g))
            holds = row.holds | {(one.index, start) for one, start in held or []}
            gathered.held |= holds
            grounds_now = tuple(dict.fromkeys((*row.grounds, *more)))
            gathered.rows[at] = replace(row, place=cell_place(site, cell), grounds=grounds_now, holds=holds)


def propose_series(gathered: Gathered, site: TableSite, shape: PaperTableShape) -> None:
    """Propose a table whose columns are years: projections where the paper calls them so, else counts of people."""
    words = f"{site.table.caption} {site.before if not site.table.caption else ''}"
    is_ahead = bool(AHEAD.search(words))
    for (row, column), cell in site.cells.items():
        one = figure_of(gathered, cell) if site.numbers[row] and row >= site.table.header_rows else None
        if one is None or not YEAR_HEAD.match(shape.heads[column]):
            continue
        corner = site.table.head(0) if column else ""  # £'000 over the names of the rows
        scales = (text for text in (site.before, site.heading) if HEAD_SCALE.search(text))
        over = (shape.heads[column], corner, site.table.caption, *scales)
        one, ground, unit = scaled(one, next((text for text in over if HEAD_UNIT.search(text)), ""))
        before = len(gathered.rows)
        _of_year(gathered, site, cell, one, shape.heads[column], unit, is_ahead=is_ahead)
        heads = (site.cells[r, column] for r in range(site.table.header_rows) if (r, column) in site.cells)
        _with_place(
            gathered, site, cell, before, ground, held=[(h, n.start) for h in heads for n in gathered.numbers(h)]
        )


def _of_year(
    gathered: Gathered, site: TableSite, cell: Site, one: PrintedNumber, head: str, unit: str, *, is_ahead: bool
) -> None:
    """Propose a figure whose column is a year."""
    period = " ".join(HEAD_UNIT.sub("", head).split())
    label = label_of(site, cell.row)
    kind = re.sub(r"(?:19|20)\d\d(?:\s?[-/–]\s?\d\d(?:\d\d)?)?|[£$%()]", "", period).strip()
    label = f"{label}: {kind}" if (len(kind) > 3 and not dates_in(period)) or (unit == "GBP" and kind) else label
    if unit == "GBP":
        _money(gathered, site, cell, one, period, label, label)
    elif is_ahead:
        _projection(gathered, site, cell, one, label, period)
    elif not unit and HEAD_POUND.search(head):  # money whose unit nothing says
        add_context(gathered, cell, cell.text, one, cut(kind or head, 40), label, period)
    else:
        measure = "people" if unit != "%" else "share of people"
        add_people(gathered, cell, cell.text, one, measure, unit or "people", label, period)


def _projection(gathered: Gathered, site: TableSite, cell: Site, one: PrintedNumber, label: str, period: str) -> None:
    age = AGE_BAND.search(label) or AGE_BAND.search(site.table.caption)
    subject = site.table.caption.split(",")[0] if site.table.caption else label
    subject = re.sub(r"^(?:Table|Figure) \d+\w?\s*[:.–-]*\s*", "", subject)
    cells = {
        "subject": cut(f"{subject}: {label}" if label.casefold() not in subject.casefold() else label, 150),
        "age_band": age[1] if age else None,
        "period": period,
        "kind": str(SeriesKind.PROJECTION),
        "value": amount(one.value),
        "unit": "%" if one.kind is NumberKind.PERCENT else "people",
        "place": gathered.place if gathered.place and gathered.place in site.table.caption else None,
        "as_written": one.as_written,
        "qualifier": str(one.qualifier or Qualifier.PROJECTED),
    }
    gathered.add(
        "projections", cells, cell_place(site, cell), label=f"{label}, {period}", grounds=[Ground.COLUMN_HEAD, Ground.CAPTION],
        holds=[(cell, one.start)],
    )  # fmt: skip
