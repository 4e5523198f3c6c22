"""What holds of every phrase about a date: made up with its answer, spelled otherwise, with a strange word in it, or no date."""

from __future__ import annotations

import calendar
import re
import time
from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dayops_dash.dataset.dates import Interval, interval, read_due
from dayops_dash.dataset.vocabulary import DueSense
from tests.dataset.test_date_phrases import EVERY, PAPER
from tests.thorough import examples

Answer = tuple[str, str, str]  # words, sense, EDTF
READABLE = [row["as_written"] for row in EVERY if row["edtf"]]
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "winter": 24}
YEARS = st.integers(2001, 2058)
DAYS = st.dates(date(2001, 1, 1), date(2058, 12, 31))
JOINERS = st.sampled_from([" to ", " - ", "-", " – ", "—", " until "])


def year_words(year: int, form: str) -> str:
    """2024 as 2024/25, 2024-25 or 2024/2025"""
    return form.format(year, f"{(year + 1) % 100:02d}", year + 1)


FINANCIAL = st.builds(
    lambda year, form: (year_words(year, form), year),
    YEARS,
    st.sampled_from(
        ["{0}/{1}", "{0}-{1}", "{0}/{2}", "{0} – {1}", "FY {0}/{1}", "financial year {0}/{1}", "{0}/{1} FY"]
    ),
)


def day_words(when: date, form: str) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(when.day % 10 if when.day // 10 != 1 else 0, "th")
    month = calendar.month_name[when.month]
    return form.format(
        d=when.day, m=when.month, y=when.year, yy=f"{when.year % 100:02d}", month=month, mon=month[:3], th=ending,
        weekday=calendar.day_name[when.weekday()], sheet=(when - date(1899, 12, 30)).days,
    )  # fmt: skip


DAY_FORMS = (
    "{d} {month} {y}", "{d}{th} {month} {y}", "the {d}{th} of {month} {y}", "{d:02d}/{m:02d}/{y}", "{d}.{m}.{y}", "{d}-{m}-{y}",
    "{d:02d}/{m:02d}/{yy}", "{y}-{m:02d}-{d:02d}", "{y}-{m:02d}-{d:02d} 00:00:00", "{d:02d}-{mon}-{y}", "{d}-{mon}-{yy}",
    "{weekday} {d} {month} {y}", "{weekday}, {d:02d}/{m:02d}/{y}", "{month} {d}{th}, {y}", "{d} {mon} {yy}",
)  # fmt: skip
PERIODS: st.SearchStrategy[Answer] = st.one_of(
    st.builds(lambda day, form: (day_words(day, form), "finish", day.isoformat()), DAYS, st.sampled_from(DAY_FORMS)),
    st.builds(
        lambda day, form: (day_words(day, form), "finish", f"{day.year}-{day.month:02d}"),
        DAYS,
        st.sampled_from(
            ["{month} {y}", "{mon} {y}", "{mon}. {y}", "{mon}-{yy}", "{month} '{yy}", "{m:02d}/{y}", "{mon}-{y}"]
        ),
    ),
    st.builds(
        lambda name, year: (f"{name} {year}", "finish", f"{year}-{SEASONS[name]}"), st.sampled_from([*SEASONS]), YEARS
    ),
    FINANCIAL.map(lambda pair: (pair[0], "finish within", f"{pair[1]}-04-01/{pair[1] + 1}-03-31")),
    YEARS.map(lambda year: (str(year), "finish within", str(year))),
)


def quarter(year: int, number: int) -> tuple[date, date]:
    first = date(year, 1 + 3 * number, 1) if number < 4 else date(year + 1, 1, 1)
    last_month = first.month + 2
    return first, date(first.year, last_month, calendar.monthrange(first.year, last_month)[1])


@given(PERIODS)
def test_a_date_reads_as_the_date_that_it_was_written_from(answer: Answer) -> None:
    words, sense, edtf = answer
    due = read_due(words)

    assert (due.sense, due.edtf) == (sense, edtf)


@given(
    PERIODS,
    st.sampled_from(["from", "starting", "commencing", "not before", "w.e.f.", "since", "began in", "no earlier than"]),
)
def test_a_word_for_a_start_gives_a_start_on_the_first_day(answer: Answer, word: str) -> None:
    due = read_due(f"{word} {answer[0]}")

    assert due.sense is DueSense.START
    assert due.interval == Interval(interval(answer[2]).earliest, None, None)


@given(PERIODS, st.sampled_from(["onwards", "and ongoing", "at the earliest", "and beyond"]))
def test_a_start_may_be_said_behind(answer: Answer, word: str) -> None:
    assert read_due(f"{answer[0]} {word}").interval == Interval(interval(answer[2]).earliest, None, None)


@given(
    PERIODS,
    st.sampled_from(
        ["by", "by the end of", "end of", "until", "no later than", "to be completed by", "before the end of"]
    ),
)
def test_a_word_for_a_deadline_gives_the_last_day(answer: Answer, word: str) -> None:
    whole = interval(answer[2])

    assert read_due(f"{word} {answer[0]}").interval == Interval(None, whole.latest, whole.outer_latest)


@given(PERIODS)
def test_before_ends_and_after_starts_outside_the_period(answer: Answer) -> None:
    whole = interval(answer[2])
    assert whole.earliest and whole.latest

    assert read_due(f"before {answer[0]}").interval.latest == whole.earliest - timedelta(days=1)
    assert read_due(f"after {answer[0]}").interval == Interval(whole.latest + timedelta(days=1), None, None)


@given(DAYS, DAYS, st.sampled_from(DAY_FORMS[:5]), JOINERS)
def test_two_days_joined_are_the_days_between(one: date, other: date, form: str, joiner: str) -> None:
    assume(one < other)
    words = f"{day_words(one, form)}{joiner}{day_words(other, form)}"

    assert read_due(words).edtf == f"{one}/{other}"
    assert read_due(f"{day_words(other, form)}{joiner}{day_words(one, form)}").sense is DueSense.NOT_UNDERSTOOD


@given(YEARS, st.integers(1, 12), st.integers(1, 12), JOINERS)
def test_months_joined_take_the_year_of_the_second(year: int, one: int, other: int, joiner: str) -> None:
    due = read_due(f"{calendar.month_name[one]}{joiner}{calendar.month_name[other]} {year}")

    assert (due.edtf == f"{year}-{one:02d}/{year}-{other:02d}") if one < other else (due.edtf == "")


@given(
    FINANCIAL,
    st.integers(1, 4),
    st.sampled_from(["Q{0} {1}", "{1} Q{0}", "Quarter {0}, {1}", "Qtr {0} of {1}", "Q{0} ({1})"]),
)
def test_a_quarter_is_three_months_of_its_financial_year(year: tuple[str, int], number: int, form: str) -> None:
    first, last = quarter(year[1], number)

    assert read_due(form.format(number, year[0])).edtf == f"{first}/{last}"


@given(FINANCIAL, st.integers(1, 4), st.integers(1, 4))
def test_quarters_joined_are_all_from_the_first_to_the_last(year: tuple[str, int], one: int, other: int) -> None:
    assume(one < other)
    expected = f"{quarter(year[1], one)[0]}/{quarter(year[1], other)[1]}"

    for words in (f"Q{one} to Q{other} {year[0]}", f"Q{one}-{other} {year[0]}", f"{year[0]} Q{one}-Q{other}"):
        assert read_due(words).edtf == expected


@given(DAYS)
def test_a_number_of_a_spreadsheet_is_its_day(when: date) -> None:
    assert read_due(day_words(when, "{sheet}")).edtf == when.isoformat()
    assert read_due(day_words(when, "action {sheet}")).sense is DueSense.NOT_UNDERSTOOD


@given(DAYS, st.integers(1, 6))
def test_a_weekday_that_is_not_the_days_own_is_not_read(when: date, later: int) -> None:
    wrong = calendar.day_name[(when.weekday() + later) % 7]

    assert read_due(f"{wrong} {day_words(when, DAY_FORMS[0])}").sense is DueSense.NOT_UNDERSTOOD


@given(DAYS)
def test_a_week_is_seven_days(when: date) -> None:
    words = day_words(when, DAY_FORMS[0])

    assert read_due(f"w/c {words}").edtf == f"{when}/{when + timedelta(days=6)}"
    assert read_due(f"week ending {words}").edtf == f"{when - timedelta(days=6)}/{when}"
    around = read_due(f"week of {words}").interval
    assert around.earliest and around.latest and around.earliest <= when <= around.latest
    assert around.earliest.weekday() == 0


ASIDE = (
    "if late, tell the director",
    "report if needed",
    "may be brought to Cabinet",
    "if savings fall short",
    "whatever it may be",
)
AHEAD = ("target", "target date", "planned", "due", "expected", "scheduled", "aim", "to be completed", "timescale")
DONE = ("completed", "delivered", "published", "implemented", "achieved", "finished")


@given(PERIODS, st.sampled_from(ASIDE), st.sampled_from([", ", "; ", " - ", " "]), st.booleans())
def test_a_condition_on_something_else_never_makes_a_date_conditional(
    answer: Answer, aside: str, mark: str, before: bool
) -> None:
    words = f"{aside}{mark}{answer[0]}" if before else f"{answer[0]}{mark}{aside}"

    assert read_due(words).sense is DueSense.NOT_UNDERSTOOD


@given(PERIODS, st.sampled_from(AHEAD), st.sampled_from(DONE), st.sampled_from([": ", " - ", ", ", " "]))
def test_a_date_to_be_met_is_never_the_day_on_which_it_was(answer: Answer, ahead: str, done: str, mark: str) -> None:
    for words in (
        f"{ahead}{mark}{done} {answer[0]}",
        f"{ahead} {answer[0]} - completed",
        f"{ahead}: {answer[0]} (completed)",
    ):
        assert read_due(words).sense is not DueSense.EVENT, words


@given(PERIODS, PERIODS)
def test_a_date_never_moves_against_the_word_for_its_move(one: Answer, other: Answer) -> None:
    ends = [interval(answer[2]).latest for answer in (one, other)]
    assume(ends[0] < ends[1])  # type: ignore[operator]
    for words in (
        f"slipped to {one[0]} from {other[0]}", f"delayed from {other[0]}, now {one[0]}", f"extended to {one[0]} (was {other[0]})",
        f"brought forward to {other[0]} from {one[0]}", f"{other[0]} (brought forward from {one[0]})",
    ):  # fmt: skip
        assert read_due(words).sense is DueSense.NOT_UNDERSTOOD, words


@given(PERIODS, PERIODS)
def test_a_date_that_was_moved_is_the_new_one(old: Answer, new: Answer) -> None:
    ends = [interval(answer[2]).latest for answer in (old, new)]
    assume(ends[0] < ends[1])  # type: ignore[operator]
    for words in (
        f"{new[0]} (was {old[0]})", f"{new[0]} (delayed from {old[0]})", f"Originally {old[0]}, now {new[0]}",
        f"Slipped from {old[0]} to {new[0]}", f"Revised to {new[0]} (originally {old[0]})",
    ):  # fmt: skip
        due = read_due(words)
        assert (due.edtf, due.formerly_as_written) == (new[2], old[0].rstrip(".")), words


@given(
    PERIODS,
    st.sampled_from(
        ["was", "originally", "no longer", "not", "delayed from", "previously", "cancelled", "last update"]
    ),
)
def test_a_denied_or_old_date_alone_is_not_read(answer: Answer, word: str) -> None:
    assert read_due(f"{word} {answer[0]}").sense is DueSense.NOT_UNDERSTOOD


@given(PERIODS, PERIODS, st.sampled_from([", ", "; ", " and ", " or ", " & ", " ", " / "]))
def test_two_dates_joined_by_nothing_known_are_not_read(one: Answer, other: Answer, joiner: str) -> None:
    """Save a month, season or quarter and the next, joined by a stroke, and a financial year built of two years."""
    whole = read_due(f"{one[0]}{joiner}{other[0]}").interval

    assert whole == Interval(None, None, None) or " / " in joiner or one[1] != other[1] or joiner == " "


RENDERED = st.one_of(
    DAYS.map(date.isoformat),
    st.builds("{}-{:02d}".format, YEARS, st.integers(1, 12)),
    st.builds("{}-{}".format, YEARS, st.integers(21, 24)),
    YEARS.map(str),
)


def rendered(point: str) -> str:
    """Return an EDTF point in words."""
    parts = [int(part) for part in point.split("-")]
    if len(parts) == 3:
        return f"{parts[2]} {calendar.month_name[parts[1]]} {parts[0]}"
    if len(parts) == 1:
        return point
    names = {code: name for name, code in SEASONS.items()}
    return f"{names.get(parts[1]) or calendar.month_name[parts[1]]} {parts[0]}"


@given(RENDERED, RENDERED)
def test_an_interval_put_into_words_reads_back(one: str, other: str) -> None:
    """The other direction: EDTF to words to EDTF."""
    assert read_due(rendered(one)).edtf == one
    assert read_due(f"from {rendered(one)}").edtf == f"{one}/.."
    assert read_due(f"by {rendered(one)}").interval == interval(f"../{one}")
    first, last = interval(one), interval(other)
    if first.latest < last.earliest and ("-" in one) == ("-" in other) and int(other[:4]) > int(one[:4]) + 1:  # type: ignore[operator]
        assert read_due(f"{rendered(one)} to {rendered(other)}").edtf == f"{one}/{other}"


DASHES = "-–—−‐‑‒"
SPACES = st.sampled_from([" ", "  ", "\u00a0", "\u2009", "\t", " \n"])


@given(st.sampled_from([row["as_written"] for row in EVERY]), st.data())
@settings(max_examples=examples(300))
def test_a_phrase_reads_the_same_in_any_case_with_any_spaces_dashes_and_dots(words: str, data: st.DataObject) -> None:
    space, dash = data.draw(SPACES), data.draw(st.sampled_from([*DASHES, " - ", "-  ", " – "]))
    case = data.draw(st.sampled_from([str.lower, str.upper, str.title, str.swapcase]))
    dots = data.draw(st.sampled_from(["", ".", " .", "...", "…", " "]))
    varied = case(re.sub(r"\s*-\s*", dash, words).replace(" ", space)) + dots
    plain, other = read_due(words, said_on=PAPER), read_due(varied, said_on=PAPER)

    assert (plain.sense, plain.edtf) == (other.sense, other.edtf)


STRANGE = st.sampled_from(
    ["cabinet", "phase", "nearly", "unless", "officer", "2", "17", "£5m", "stalled", "review", "x", "?", "~", "*"]
)


@given(st.sampled_from(READABLE), STRANGE, st.data())
@settings(max_examples=examples(500))
def test_a_word_that_is_not_known_never_narrows_an_interval(words: str, strange: str, data: st.DataObject) -> None:
    parts = words.split()
    place = data.draw(st.integers(0, len(parts)))
    without, due = (
        read_due(words, said_on=PAPER),
        read_due(" ".join([*parts[:place], strange, *parts[place:]]), said_on=PAPER),
    )
    if strange.isdigit() and due.edtf:
        return  # a number may be a day: "2 April 2025"
    if due.sense is not DueSense.CONDITIONAL:
        assert due.edtf == "", (words, due)
    else:
        assert due.edtf in ("", without.edtf)


LEGAL = st.sampled_from(sorted({word for row in EVERY for word in row["as_written"].split()}))


@given(st.one_of(st.text(max_size=200), st.lists(LEGAL, max_size=14).map(" ".join)), st.booleans())
@settings(max_examples=examples(600), deadline=None)
def test_whatever_the_words_a_reading_can_be_used(words: str, on_timeline: bool) -> None:
    """Nothing raises, nothing ends before it starts, a start has no finish, and what is not understood has no days."""
    due = read_due(words, said_on=PAPER, on_timeline=on_timeline)

    assert due.as_written == words
    days = due.interval
    assert days.earliest is None or days.latest is None or days.earliest <= days.latest
    if due.sense is DueSense.START:
        assert days.latest is None and days.earliest
    if due.sense is DueSense.NOT_UNDERSTOOD:
        assert due.edtf == "" == due.formerly_as_written
    assert due.formerly_as_written in words


@pytest.mark.parametrize(
    "words",
    [
        "x" * 10_000,
        "1 " * 5_000,
        "march " * 1_700,
        "from " * 2_000,
        "(" * 10_000,
        "2024/25 - " * 1_000,
        "\u0301" * 10_000,
        "if " * 3_000,
    ],
    ids=lambda words: words[:8],
)
def test_a_text_of_ten_thousand_characters_is_passed_over_quickly(words: str) -> None:
    began = time.process_time()

    assert read_due(words).sense is DueSense.NOT_UNDERSTOOD
    assert time.process_time() - began < 0.5


@pytest.mark.parametrize("mark", ["²", "¹", "₂", "①"])
def test_a_footnote_mark_never_joins_a_number(mark: str) -> None:
    """1¹ April is the first of April with a footnote, and not the eleventh."""
    for words in (f"1{mark} April 2024", f"April 202{mark}", f"April 2024{mark}"):
        assert read_due(words).sense is DueSense.NOT_UNDERSTOOD
