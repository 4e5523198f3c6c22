"""Dates as the papers write them: every phrase of the five papers, every row of the rules, and what cannot be read."""

from __future__ import annotations

import calendar
import csv
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from dayops_dash.dataset import DATA
from dayops_dash.dataset.dates import Interval, NotEDTF, interval, read_due
from dayops_dash.dataset.vocabulary import DueSense, IntentionKind

PAPERS_OF = ("cheshire-east", "dorset", "nottinghamshire", "solihull")
DORSET_PAPER = date(2024, 7, 23)


def day(text: str) -> date | None:
    """2023-01-31 as a date, and "" as the open end."""
    return date.fromisoformat(text) if text else None


class Phrase(NamedTuple):
    """Words, what they say, and the days that they cover ("" is open); ``timeline`` where they stand in a table of key dates."""

    words: str
    sense: DueSense
    edtf: str
    earliest: str
    latest: str
    timeline: bool = False


RULES = [  # the table of section 1 of the rules of the domain, row by row
    Phrase("Tender published in January 2023", DueSense.EVENT, "2023-01", "2023-01-01", "2023-01-31"),
    Phrase("Expected summer 2023", DueSense.FINISH, "2023-22", "2023-06-01", "2023-08-31"),
    Phrase("Will align with new contracts from summer 2023", DueSense.START, "2023-22/..", "2023-06-01", ""),
    Phrase("April 2023", DueSense.FINISH, "2023-04", "2023-04-01", "2023-04-30"),
    Phrase("by the end of March 2026", DueSense.DEADLINE, "../2026-03-31", "", "2026-03-31"),
    Phrase("2022/23", DueSense.FINISH_WITHIN, "2022-04-01/2023-03-31", "2022-04-01", "2023-03-31"),
    Phrase("March - May 2021", DueSense.SPAN, "2021-03/2021-05", "2021-03-01", "2021-05-31"),
    Phrase("Sept 2021", DueSense.MONTH, "2021-09", "2021-09-01", "2021-09-30", timeline=True),
    Phrase("remainder of 2024/25", DueSense.REMAINDER, "2024-07-23/2025-03-31", "2024-07-23", "2025-03-31"),
    Phrase("latter months of 2024/25", DueSense.VAGUE, "2024-10-01/2025-03-31", "2024-10-01", "2025-03-31"),
    Phrase("late summer", DueSense.VAGUE, "", "", ""),
    Phrase("may be required (2024/25)", DueSense.CONDITIONAL, "2024-04-01/2025-03-31", "2024-04-01", "2025-03-31"),
]
PAPERS = [  # every phrase that the papers use for when a thing is due, was completed or was held
    Phrase("June - July 2021", DueSense.SPAN, "2021-06/2021-07", "2021-06-01", "2021-07-31", timeline=True),
    Phrase("March - May 2021", DueSense.SPAN, "2021-03/2021-05", "2021-03-01", "2021-05-31", timeline=True),
    Phrase("Sept 2021", DueSense.FINISH, "2021-09", "2021-09-01", "2021-09-30"),
    Phrase("November 2021", DueSense.MONTH, "2021-11", "2021-11-01", "2021-11-30", timeline=True),
    Phrase("From April 2021", DueSense.START, "2021-04/..", "2021-04-01", ""),
    Phrase("from the late summer onwards", DueSense.VAGUE, "", "", ""),
    Phrase("if approved from the late summer onwards", DueSense.CONDITIONAL, "", "", ""),
    Phrase("In the remainder of 2024/25", DueSense.REMAINDER, "2024-07-23/2025-03-31", "2024-07-23", "2025-03-31"),
    Phrase("after this process of formal consultation", DueSense.NOT_UNDERSTOOD, "", "", ""),
    Phrase(
        "for the 2025/26 financial year", DueSense.FINISH_WITHIN, "2025-04-01/2026-03-31", "2025-04-01", "2026-03-31"
    ),
    Phrase("in the latter months of 2024/25", DueSense.VAGUE, "2024-10-01/2025-03-31", "2024-10-01", "2025-03-31"),
    Phrase("summer 2021", DueSense.FINISH, "2021-22", "2021-06-01", "2021-08-31"),
    Phrase("since their foundation in late 2022", DueSense.NOT_UNDERSTOOD, "", "", ""),  # words that nobody knows
    Phrase(
        "in the latter months of 2024/25",
        DueSense.VAGUE,
        "2024-10-01/2025-03-31",
        "2024-10-01",
        "2025-03-31",
        timeline=True,
    ),
    Phrase("2023", DueSense.FINISH_WITHIN, "2023", "2023-01-01", "2023-12-31"),
    Phrase("autumn 2023", DueSense.FINISH, "2023-23", "2023-09-01", "2023-11-30"),
    Phrase("from summer 2023", DueSense.START, "2023-22/..", "2023-06-01", ""),
    Phrase("Elements will align with new contracts from summer 2023", DueSense.START, "2023-22/..", "2023-06-01", ""),
    Phrase("Summer 2023", DueSense.FINISH, "2023-22", "2023-06-01", "2023-08-31"),
    Phrase("commence in April 2023", DueSense.START, "2023-04/..", "2023-04-01", ""),
    Phrase("will commence in April 2023", DueSense.START, "2023-04/..", "2023-04-01", ""),
    Phrase("June 2020", DueSense.FINISH, "2020-06", "2020-06-01", "2020-06-30"),
    Phrase("November 2020", DueSense.FINISH, "2020-11", "2020-11-01", "2020-11-30"),
    Phrase("Throughout March 2021", DueSense.SPAN, "2021-03", "2021-03-01", "2021-03-31"),
    Phrase("October to December 2021", DueSense.SPAN, "2021-10/2021-12", "2021-10-01", "2021-12-31"),
    Phrase("2023/24", DueSense.FINISH_WITHIN, "2023-04-01/2024-03-31", "2023-04-01", "2024-03-31"),
    Phrase("2024/25", DueSense.FINISH_WITHIN, "2024-04-01/2025-03-31", "2024-04-01", "2025-03-31"),
    Phrase("2025/26", DueSense.FINISH_WITHIN, "2025-04-01/2026-03-31", "2025-04-01", "2026-03-31"),
    Phrase("2020/21", DueSense.FINISH_WITHIN, "2020-04-01/2021-03-31", "2020-04-01", "2021-03-31"),
    Phrase("when it is possible to do so", DueSense.NOT_UNDERSTOOD, "", "", ""),
    Phrase("2 February 2021", DueSense.FINISH, "2021-02-02", "2021-02-02", "2021-02-02"),
    Phrase("13th March 2023", DueSense.FINISH, "2023-03-13", "2023-03-13", "2023-03-13"),
    Phrase("23 July 2024", DueSense.FINISH, "2024-07-23", "2024-07-23", "2024-07-23"),
    Phrase("April 2022", DueSense.FINISH, "2022-04", "2022-04-01", "2022-04-30"),
]
OTHERS = [  # phrases of other councils' papers
    Phrase("by the end of 2022/23", DueSense.DEADLINE, "../2023-03-31", "", "2023-03-31"),
    Phrase("by end of 2024", DueSense.DEADLINE, "../2024-12-31", "", "2024-12-31"),
    Phrase("by May 2023", DueSense.DEADLINE, "../2023-05-31", "", "2023-05-31"),
    Phrase("by 31 March 2026", DueSense.DEADLINE, "../2026-03-31", "", "2026-03-31"),
    Phrase("by 1st April 2026", DueSense.DEADLINE, "../2026-04-01", "", "2026-04-01"),
    Phrase("by the end of February 2024", DueSense.DEADLINE, "../2024-02-29", "", "2024-02-29"),
    Phrase("May 2023", DueSense.FINISH, "2023-05", "2023-05-01", "2023-05-31"),
    Phrase("Expected in April 2023", DueSense.FINISH, "2023-04", "2023-04-01", "2023-04-30"),
    Phrase("Expected April 2023", DueSense.FINISH, "2023-04", "2023-04-01", "2023-04-30"),
    Phrase("completed in March 2023", DueSense.EVENT, "2023-03", "2023-03-01", "2023-03-31"),
    Phrase("December 2021 - January 2022", DueSense.SPAN, "2021-12/2022-01", "2021-12-01", "2022-01-31"),
    Phrase("from 2023/24", DueSense.START, "2023-04-01/..", "2023-04-01", ""),
    Phrase("winter 2023/24", DueSense.FINISH, "2023-24", "2023-12-01", "2024-02-29"),
    Phrase("2022-23", DueSense.FINISH_WITHIN, "2022-04-01/2023-03-31", "2022-04-01", "2023-03-31"),
    Phrase("2022/2023", DueSense.FINISH_WITHIN, "2022-04-01/2023-03-31", "2022-04-01", "2023-03-31"),
    Phrase("1999/00", DueSense.FINISH_WITHIN, "1999-04-01/2000-03-31", "1999-04-01", "2000-03-31"),
    Phrase("  April   2023 ", DueSense.FINISH, "2023-04", "2023-04-01", "2023-04-30"),
    Phrase("early 2024", DueSense.VAGUE, "", "", ""),
    Phrase("mid-2023", DueSense.VAGUE, "", "", ""),
    Phrase("late summer 2023", DueSense.VAGUE, "2023-08/2023-09", "2023-08-01", "2023-09-30"),
    Phrase("may be required elephants 2024/25", DueSense.NOT_UNDERSTOOD, "", "", ""),
    Phrase("may be needed beyond 2024/25", DueSense.CONDITIONAL, "", "", ""),
    Phrase("2024/25 regardless if funded", DueSense.NOT_UNDERSTOOD, "", "", ""),
    Phrase("due 2024/25, savings may follow", DueSense.NOT_UNDERSTOOD, "", "", ""),
    Phrase(
        "as of 31 March 2025", DueSense.NOT_UNDERSTOOD, "", "", ""
    ),  # a start to some, and to others the day of a count
    Phrase("2024/25, may be required", DueSense.CONDITIONAL, "2024-04-01/2025-03-31", "2024-04-01", "2025-03-31"),
    Phrase("if funding allows, 2024/25", DueSense.CONDITIONAL, "2024-04-01/2025-03-31", "2024-04-01", "2025-03-31"),
    Phrase("by the end of April 2024 if agreed", DueSense.CONDITIONAL, "", "", ""),
    Phrase("subject to funding, April 2024", DueSense.CONDITIONAL, "", "", ""),
]
UNREADABLE = [
    "TBC",
    "ongoing",
    "soon",
    "Q3 2024",
    "Easter 2024",
    "22-23",  # two days of a month, or two years
    "26/12",  # a day and a month
    "Sept 25",  # a day or a year
    "2022/24",  # two years, and no financial year
    "by 30 February 2023",
    "31 June 2023",
    "Smarch 2023",
    "May - March 2021",  # back to front
    "December - January 2022",
    "Summer 2023 and spring 2024",  # half of it is no reading of it
    "March 2022/23",
    "2022/23 and 2023/24",
    "",
    "   ",
]


def ident(phrase: Phrase) -> str:
    return phrase.words.strip() + (" on a timeline" if phrase.timeline else "")


@pytest.mark.parametrize("phrase", [*RULES, *PAPERS, *OTHERS], ids=ident)
def test_a_phrase_becomes_its_sense_and_its_days(phrase: Phrase) -> None:
    due = read_due(phrase.words, said_on=DORSET_PAPER, on_timeline=phrase.timeline)

    assert (due.as_written, due.sense, due.edtf) == (phrase.words, phrase.sense, phrase.edtf)
    assert (due.interval.earliest, due.interval.latest) == (day(phrase.earliest), day(phrase.latest))


@pytest.mark.parametrize("words", UNREADABLE)
def test_a_phrase_that_cannot_be_read_stays_as_words(words: str) -> None:
    due = read_due(words, said_on=DORSET_PAPER)

    assert (due.as_written, due.sense, due.edtf) == (words, DueSense.NOT_UNDERSTOOD, "")
    assert due.interval == Interval(None, None, None)


def shipped_phrases() -> set[tuple[str, bool]]:
    """Return the words for dates in every table of the four councils, and whether they stand on a timeline of key dates."""
    found = set()
    for path in sorted(path for slug in PAPERS_OF for path in (DATA / slug).glob("*.csv")):
        kinds = {row["intention_id"]: row["kind"] for row in rows_of(path.with_name("intentions.csv"))}
        for row in rows_of(path):
            on_timeline = kinds.get(row.get("intention_id", "")) == IntentionKind.KEY_DATE
            for column in ("due_as_written", "completed_as_written", "held_as_written", "published_as_written"):
                if row.get(column):
                    found.add((row[column], on_timeline and column == "due_as_written"))
    return found


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_date_phrase_of_the_papers_is_tested_above() -> None:
    tested = {(phrase.words, phrase.timeline) for phrase in (*RULES, *PAPERS)}

    assert len(shipped_phrases()) > 25
    assert shipped_phrases() - tested == set()


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest", "outer"),
    [
        ("2023-21", "2023-03-01", "2023-05-31", "2023-06-20"),
        ("2023-22", "2023-06-01", "2023-08-31", "2023-09-22"),
        ("2023-23", "2023-09-01", "2023-11-30", "2023-12-21"),
        ("2023-24", "2023-12-01", "2024-02-29", "2024-03-20"),
        ("2022-24", "2022-12-01", "2023-02-28", "2023-03-20"),
        ("2023", "2023-01-01", "2023-12-31", "2023-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29", "2024-02-29"),
        ("2023-02-28", "2023-02-28", "2023-02-28", "2023-02-28"),
        ("2021-03/2021-05", "2021-03-01", "2021-05-31", "2021-05-31"),
        ("2023-22/2023-23", "2023-06-01", "2023-11-30", "2023-12-21"),
        ("2023-22/..", "2023-06-01", "", ""),
        ("2023-22/", "2023-06-01", "", ""),
        ("../2026-03-31", "", "2026-03-31", "2026-03-31"),
        ("/2026-03-31", "", "2026-03-31", "2026-03-31"),
        ("../2023-22", "", "2023-08-31", "2023-09-22"),
        ("../..", "", "", ""),
        ("", "", "", ""),
    ],
)
def test_edtf_covers_its_days(edtf: str, earliest: str, latest: str, outer: str) -> None:
    assert interval(edtf) == Interval(day(earliest), day(latest), day(outer))


@pytest.mark.parametrize(
    "text",
    [
        "2023-13",
        "2023-00",
        "2023-25",
        "2023-02-30",
        "2023-2",
        "23-02",
        "2023-04-01T00:00",
        "April 2023",
        "2023?",
        "2023~",
        "0000",
        "20230401",
        "2023-04/2023-03",
        "2024/2023-12-31",
        "2023-04/2023-05/2023-06",
        "2023-04/x",
        "2023 ",
        "２０２３",
    ],
)
def test_what_is_no_edtf_is_refused(text: str) -> None:
    with pytest.raises(NotEDTF):
        interval(text)


YEARS = st.integers(1900, 2099)
MONTHS = st.integers(1, 12)
POINTS = st.one_of(
    YEARS.map(str),
    st.builds("{}-{:02d}".format, YEARS, MONTHS),
    st.builds("{}-{}".format, YEARS, st.integers(21, 24)),
    st.dates(date(1900, 1, 1), date(2099, 12, 31)).map(date.isoformat),
)
ENDS = st.one_of(POINTS, st.just(".."), st.just(""))


@given(st.one_of(POINTS, st.builds("{}/{}".format, ENDS, ENDS)))
def test_an_interval_never_ends_before_it_starts(edtf: str) -> None:
    try:
        days = interval(edtf)
    except NotEDTF:
        first, _, last = edtf.partition("/")
        assert interval(first).earliest > interval(last).latest  # type: ignore[operator]
        return
    ends = [end for end in (days.earliest, days.latest, days.outer_latest) if end]
    assert ends == sorted(ends)
    assert (days.latest is None) == (days.outer_latest is None)


@given(st.text(max_size=30))
@example("9999-24")
@example("0001-01")
def test_any_text_is_an_interval_or_is_refused(text: str) -> None:
    try:
        days = interval(text)
    except NotEDTF:
        return
    assert days.earliest is None or days.latest is None or days.earliest <= days.latest


@given(st.text(max_size=60), st.booleans())
@example("from 2023/25", False)
@example("by 31 June 2023", True)
def test_any_words_are_read_or_stay_as_words(words: str, on_timeline: bool) -> None:
    """Whatever the words, an interval comes back that can be used, and the words come back as they were."""
    due = read_due(words, on_timeline=on_timeline)

    assert due.as_written == words
    assert isinstance(due.interval, Interval)
    if due.sense is DueSense.NOT_UNDERSTOOD:
        assert due.edtf == ""


CASES = st.sampled_from([str.lower, str.upper, str.title, str.capitalize, str.swapcase])
NAMES = st.sampled_from([*enumerate(calendar.month_name), *enumerate(calendar.month_abbr), (9, "Sept")])


@given(NAMES, YEARS, CASES, st.sampled_from(["", "."]))
def test_a_month_is_read_in_any_case_long_or_short(name: tuple[int, str], year: int, case: object, stop: str) -> None:
    number, word = name
    assume(number)
    due = read_due(f"{case(word)}{stop} {year}")  # type: ignore[operator]

    assert (due.sense, due.edtf) == (DueSense.FINISH, f"{year}-{number:02d}")


@given(MONTHS, YEARS, CASES)
def test_by_the_end_of_a_month_is_never_before_that_month(month: int, year: int, case: object) -> None:
    name = calendar.month_name[month]
    within = read_due(f"{name} {year}").interval
    for words in (f"by the end of {name} {year}", f"by end of {name} {year}", f"by {name} {year}"):
        deadline = read_due(case(words))  # type: ignore[operator]
        assert deadline.sense is DueSense.DEADLINE
        assert deadline.interval == Interval(None, within.latest, within.latest)


@given(st.integers(1900, 2098))
def test_a_financial_year_runs_from_april_to_march(year: int) -> None:
    short = f"{(year + 1) % 100:02d}"
    whole = (date(year, 4, 1), date(year + 1, 3, 31))
    for words in (f"{year}/{short}", f"{year}-{short}", f"{year}/{year + 1}", f"in the {year}/{short} financial year"):
        days = read_due(words).interval
        assert (days.earliest, days.latest) == whole
    assert read_due(f"by the end of {year}/{short}").interval.latest == whole[1]
    assert read_due(f"from {year}/{short}").interval == Interval(whole[0], None, None)
    assert read_due(f"remainder of {year}/{short}").interval == Interval(None, whole[1], whole[1])


@given(st.integers(1900, 2099), st.integers(1900, 2099))
def test_two_years_that_do_not_follow_are_no_financial_year(first: int, second: int) -> None:
    assume(second != first + 1)
    assert read_due(f"{first}/{second}").sense is DueSense.NOT_UNDERSTOOD or second % 100 == (first + 1) % 100


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(["", "th", "st", "nd", "rd"]))
def test_a_day_written_out_reads_back_as_the_day(when: date, ending: str) -> None:
    written = f"{when.day}{ending} {calendar.month_name[when.month]} {when.year}"

    assert read_due(written).interval == Interval(when, when, when)
    assert read_due(written).edtf == when.isoformat()
    assert read_due(f"by {written}").interval == Interval(None, when, when)


@given(YEARS, st.sampled_from(["spring", "summer", "autumn", "winter"]), CASES)
def test_a_season_has_an_outer_end_later_than_its_inner_end(year: int, season: str, case: object) -> None:
    days = read_due(case(f"{season} {year}")).interval  # type: ignore[operator]

    assert days.earliest and days.latest and days.outer_latest
    assert days.earliest.year == year and days.earliest.day == 1
    assert 20 <= (days.outer_latest - days.latest).days <= 23
    assert 89 <= (days.latest - days.earliest).days <= 91


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_an_interval_of_two_days_reads_back_as_the_two_days(one: date, other: date) -> None:
    first, last = sorted((one, other))
    assert interval(f"{first}/{last}") == Interval(first, last, last)
    assert interval(f"{first}/..") == Interval(first, None, None)
    assert interval(f"../{last}") == Interval(None, last, last)
