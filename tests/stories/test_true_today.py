"""What is on screen is true today, and no page contradicts another: the same count, the same state, the same day."""

from __future__ import annotations

import io
import re
import shutil
from datetime import date
from pathlib import Path

import docx
import pptx
import pytest
from typer.testing import CliRunner

from dayops_dash import wording
from dayops_dash.commands import app
from dayops_dash.dataset import Council, Library
from dayops_dash.dataset.package import write_descriptor
from dayops_dash.edition.links import Links
from dayops_dash.edition.page import page as plain_page
from dayops_dash.figures.places.ward import ward_figure
from dayops_dash.figures.plan.against_date import against
from dayops_dash.figures.plan.intention import intention_answer, intention_figure
from dayops_dash.measures.changes.change import ChangeKind
from dayops_dash.measures.plan import progress
from dayops_dash.packs.pack import Pack
from dayops_dash.packs.slides.slides import slides
from dayops_dash.packs.word.report import report
from dayops_dash.stories import PAGES
from tests.test_stories import figure

REAL = ("cheshire-east", "dorset", "nottinghamshire", "solihull")
TODAY = date(2026, 11, 29)


def council(slug: str, day: date | None = TODAY) -> Council:
    return Library().dataset(slug).at(day)


def page(slug: str, name: str, day: date | None = TODAY) -> str:
    return PAGES[name].story(council(slug, day)).markdown()


@pytest.mark.parametrize(("slug", "dates"), [("solihull", 11), ("dorset", 2), ("cheshire-east", 5)])
def test_every_page_counts_the_same_dates(slug: str, dates: int) -> None:
    now = council(slug)
    compared = figure(PAGES["compare"].story(now).figures, "plans").grid
    timetable = next(str(row[1]) for row in compared.rows if row[0] == "Timetable")
    assert f"\n{dates} dates in all\n" in timetable
    words = {2: "Two", 5: "Five", 11: "Eleven"}[dates]
    assert f"{words} dates in the paper have passed since" in page(slug, "changes")
    followed = f"We can follow {'two' if dates == 2 else dates} of "
    assert PAGES["overview"].story(now).figures[0].title.startswith(followed)
    undated = len(progress.counted(now)) - dates
    assert f"{wording.begun(undated)} have" in page(slug, "overview") or f"{undated} have" in page(slug, "overview")


def test_a_condition_with_a_timescale_is_not_without_a_date() -> None:
    now = council("solihull")
    line = next(x for x in progress.lines(now) if x.intention_id == "task-quality-cost-reviews")
    assert against(line) == "Depends on a condition; its timescale, 2024/25, has passed"
    assert "Ten are overdue and one depends on a condition" in PAGES["progress"].story(now).answer
    assert not re.search("no date set[^|]*[|] 2024/25", page("solihull", "progress"))
    early = page("solihull", "overview", date(2023, 1, 15))
    assert (
        "On 15 January 2023 11 dates had not passed" in early
        and "10 had no date set" in early
        and "11 had no date set" not in early
    )


@pytest.mark.parametrize("slug", REAL)
def test_pages_count_the_same_intentions_without_a_status(slug: str) -> None:
    now = council(slug)
    silent = len(progress.without_status(now))
    asked = page(slug, "questions")
    assert (
        re.search(f"gives a status for ({silent}|eight) (commitments|proposals|intentions)", asked)
        and "No paper says how" not in asked
    )
    if slug in ("nottinghamshire", "solihull"):  # name no risk
        tiles = {t.label: t.value for t in figure(PAGES["risks"].story(now).figures, "no-risks").tiles}
        late = sum(line.standing == "Overdue" for line in progress.counted(now))
        assert tiles["Commitments overdue"] == str(late) and tiles["Commitments with no status"] == str(silent)
        assert "could slip" not in page(slug, "risks")


def lines_of(slug: str, **asked: object) -> list[str]:
    made = docx.Document(io.BytesIO(report(Pack(council(slug), **asked))))  # type: ignore[arg-type]
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    told = (paragraph.text for paragraph in made.paragraphs if not paragraph.style.name.startswith("toc"))
    return [*told, *cells]


def test_an_old_risk_score_is_of_its_day() -> None:
    story = PAGES["risks"].story(council("dorset"))
    assert "Current score 12, residual score expected to be 4 (23 July 2024)" in story.answer
    told = page("dorset", "risks")
    assert "done today" not in told and "12 now" not in told + page("dorset", "questions")
    entry = figure(story.figures, "risk-register").entries[0]
    assert entry.history_title == "What was proposed", "connections, advice and support are only proposed"
    assert "What is done" not in told


def test_what_was_said_of_money_is_said_with_its_day() -> None:
    answer = PAGES["spend"].story(council("dorset")).answer
    assert "In July 2024 the report said that no additional investment was required" in answer
    tiles = {t.label: t.detail for t in figure(PAGES["overview"].story(council("dorset")).figures, "beside").tiles}
    assert tiles["Budget or spend"] == "Said in July 2024: no additional investment was required"
    assert "currently" not in answer and "at present" not in page("dorset", "spend")


@pytest.mark.parametrize("slug", REAL[:3])
def test_a_report_leads_each_old_statement_with_its_day(slug: str) -> None:
    """By a plain loop: whatever stands between a heading of an implication and its source is led by when it was said."""
    text = lines_of(slug)
    start, end = text.index("Statutory and policy implications"), text.index("Other matters considered")
    led = False
    for line in text[start + 2 : end]:
        if "mplications" in line and len(line.split()) < 9 and not line.startswith("In "):
            led = False
            continue
        led |= line.startswith(
            ("In February 2021 the report said", "In July 2024 the report said", "In March 2023 the report said")
        )
        assert led or line.startswith(("[", "Source: ", "The papers name ")), line
        tense = re.search(r"\b(is spent|are targeted|will be invited|are planned at present|is rated)\b", line)
        assert not tense, line


def test_reasons_of_a_time_are_of_that_time() -> None:
    text = " ".join(lines_of("cheshire-east"))
    assert "The report of February 2021 weighed 3 options" in text
    assert "social distancing kept some buildings shut" in text and "keeps some buildings shut" not in text


def test_figures_of_a_day_after_the_meeting_are_refused_or_said_to_be() -> None:
    text = lines_of("nottinghamshire", meeting_on=date(2025, 2, 20))
    assert "Figures as at:\t29 November 2026, after the meeting" in text
    assert any(
        line.startswith("All figures are as they stood on 29 November 2026, after the meeting on") for line in text
    )
    assert not any("after the meeting" in line for line in lines_of("nottinghamshire", meeting_on=TODAY))


def test_the_command_refuses_figures_of_a_day_after_the_meeting(tmp_path: Path) -> None:
    asked = ["pack", "nottinghamshire", "--out", str(tmp_path / "x.docx"), "--meeting", "2025-02-20"]
    refused = CliRunner().invoke(app, [*asked, "--as-at", "2026-11-29"])
    assert refused.exit_code == 2 and "--as-at is after --meeting" in refused.output
    assert not (tmp_path / "x.docx").exists()
    assert CliRunner().invoke(app, [*asked, "--as-at", "2024-11-29"]).exit_code == 0


@pytest.mark.parametrize("name", ["outcomes", "compare", "present"])
@pytest.mark.parametrize("slug", Library().slugs())
def test_a_number_does_not_stand_behind_a_change_that_is_only_wanted(slug: str, name: str) -> None:
    """“More people in employment: 3.2%” reads as a rise of 3.2%."""
    assert not re.findall(r"\b(?:More|Fewer) people [^.:|\n]{3,70}: \d[^.\n|]*", page(slug, name))
    if slug == "solihull" and name == "outcomes":
        told = page(slug, name)
        assert "People with a learning disability in employment: 3.2% (2021/22); average printed beside it 5.1%" in told
        assert "More people with a learning disability in employment" in told, "the aim itself keeps its name"


def test_that_a_later_report_is_silent_is_our_reading() -> None:
    """The report of 2023 speaks of Personal Assistants, Shared Lives and enablement: only no line of it is matched."""
    for name in ("overview", "progress", "changes", "present"):
        told = page("nottinghamshire", name)
        assert "ot mentioned" not in told and "longer mentioned" not in told and "in no later report" not in told
        assert "our reading" in told.lower()
    changed = figure(PAGES["changes"].story(council("nottinghamshire")).figures, "changed")
    assert changed.title.startswith(
        "One reported complete, 16 not in later papers, five became overdue, and other changes"
    )


@pytest.mark.parametrize("slug", Library().slugs())
def test_a_title_of_changes_counts_what_it_names_and_says_whether_there_is_more(slug: str) -> None:
    """What is named by its kind is counted so; whatever else changed is not counted, and not passed over either."""
    found = [f for f in PAGES["changes"].story(council(slug)).figures if f.figure_id in ("changed", "arrived")]
    if not found:
        return
    numbers = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
    said = found[0].title.rpartition(", by ")[0].lower() or found[0].title.lower()
    said, more, _ = said.partition(", and other changes")
    first = [part.split()[0] for part in said.split(", ")]
    counted = [numbers.get(word) or int(word) for word in first]
    rows = [(str(row[0]), str(row[1]).partition(" (")[0]) for f in found for row in f.grid.rows]
    kinds = [kind for kind in ChangeKind if any(of == kind for _, of in rows)]
    named = kinds[: len(counted)]
    assert counted == [sum(of == kind for _, of in rows) for kind in named]
    assert bool(more) == bool({what for what, _ in rows} - {what for what, of in rows if of in named})


def titles(slug: str, day: date | None = TODAY) -> list[str]:
    return [f.title for page in PAGES.values() for f in page.story(council(slug, day)).figures]


DATED = {  # a title that holds a number of years ago, and when it was
    "solihull": ("81% of independent sector spend in 2021/22 was", "opportunities (undated, printed 2022)"),
    "cheshire-east": ("As printed in February 2021, 44 of 556 people used both", "In mid-2020, 11% to 33% were 65"),
    "nottinghamshire": (
        "October to December 2021)",
        "than in 2020, as of 13 March 2023",
        "In the 2021 Census, 19% to 23% were 65",
    ),
    "dorset": ("In mid-2020, 20% to 42% were 65", "residual score expected to be 4 (23 July 2024)"),
    "exampleshire": ("fewer in Netherby Cross (31 March 2026)", "carers agreed (autumn 2023)"),
}


@pytest.mark.parametrize("slug", DATED)
def test_a_title_with_an_old_number_has_its_year(slug: str) -> None:
    found = titles(slug)
    for words in DATED[slug]:
        assert any(words in title for title in found), words
    for title in found:  # a share or count of people, in the present tense, without any year
        said = re.search(r"\d+% (?:of [a-z ]+ )?(?:is|are|want|use|agree)\b", title)
        assert not said or re.search(r"\b(19|20)\d\d\b|year not stated", title), title


def test_a_change_that_a_paper_prints_has_both_its_ends() -> None:
    told = page("solihull", "demand")
    assert "25% since February 2020, as of 2022" in told and "known to be an underestimate" in told
    assert "lower than in 2020, as of 13 March 2023" in page("nottinghamshire", "compare")
    assert "lower since 2020" not in page("nottinghamshire", "compare") + page("nottinghamshire", "demand")


def test_what_we_work_out_or_match_says_so_in_its_title() -> None:
    assert "Who attends: by our calculation, none of three shares can be told apart from the residents'" in titles(
        "solihull"
    )
    assert any(t.startswith("By our reading, three of four describe specialist") for t in titles("dorset"))
    named = {t for t in titles("solihull") if "over-represented" in t and "named" in t and "wards" in t}
    assert len(named) == 1 and named.pop().startswith(
        "In 2022 the strategy suggested that some wards are over-represented (two named)"
    )


def test_what_is_due_now_or_has_passed_is_not_next() -> None:
    story = PAGES["overview"].story(council("exampleshire"))
    title = figure(story.figures, "next-dates").title
    assert title == "Due now, 29 November 2026: 7. Review transport with the people who use it, “2026/27”"
    register = page("exampleshire", "risks")
    assert "summer 2026 (has passed)" in register and "has passed" not in page(
        "exampleshire", "risks", date(2026, 6, 1)
    )
    assert "of two groups agreed with one statement" in page("exampleshire", "voices")


def test_commitments_without_a_date_or_a_status_are_still_commitments() -> None:
    """Nottinghamshire's strategy of April 2022 gives 33 commitments, and no date of any."""
    told = PAGES["progress"].story(council("nottinghamshire", date(2022, 6, 15))).markdown()
    assert told.count("No paper gives a date or a status for any commitment") == 2
    assert "0 commitments" not in told and "There are no commitments" not in told


@pytest.mark.parametrize(("slug", "day"), [("cheshire-east", date(2021, 1, 1)), ("solihull", date(2022, 10, 1))])
def test_where_there_is_no_paper_that_is_what_is_said(slug: str, day: date) -> None:
    for name in ("overview", "progress"):
        story = PAGES[name].story(council(slug, day))
        told = story.markdown()
        assert story.answer.startswith("No paper of ") and not story.caution
        assert "0 commitments" not in told and "There are no commitments" not in told
        assert (
            "0 of 0" not in told and "papers give no status" not in told and "As far as the papers here say" not in told
        )


@pytest.mark.parametrize("slug", ["dorset", "cheshire-east"])
def test_only_the_dates_of_a_proposal_are_called_proposals(slug: str) -> None:
    """Dorset's Cabinet adopted the strategies that hold four of the intentions in February 2022 (paragraph 1.1)."""
    story = PAGES["overview"].story(council(slug))
    said = "The dates are of the four only proposed" if slug == "dorset" else "The dates are proposals"
    assert said in story.caution and "They are proposals" not in story.caution
    begun = [
        row
        for row in figure(PAGES["progress"].story(council(slug)).figures, "timeline").grid.rows
        if "proposed start" in str(row)
    ]
    assert len(begun) == (slug == "cheshire-east") and all("approval not known" in str(row) for row in begun)
    assert "no end date, no update" not in page(slug, "progress")


def test_a_paper_is_not_known_before_its_day() -> None:
    early = date(2022, 6, 1)
    assert "Council papers known on this day: 1." in page("nottinghamshire", "changes", early)
    for name in ("demand", "changes", "overview"):
        story = PAGES[name].story(council("nottinghamshire", early))
        told = story.markdown().replace(story.today, "")  # what is different today may speak of later papers
        assert "March 2023" not in told and "The report" not in told, name


@pytest.mark.parametrize("slug", Library().slugs())
def test_a_title_does_not_mix_words_and_figures_and_no_sentence_begins_with_a_figure(slug: str) -> None:
    small = "one|two|three|four|five|six|seven|eight|nine"
    for title in titles(slug):
        assert not re.search(rf"\b({small}) of \d|\b\d+ of ({small})\b", title, re.IGNORECASE), title
    for name in ("overview", "progress"):
        answer = PAGES[name].story(council(slug)).answer
        assert not re.search(r"[.;] \d+ (have|are|is|has|more)\b", answer), answer


def test_a_day_to_come_is_spoken_of_as_one() -> None:
    told = PAGES["overview"].story(council("solihull", date(2027, 1, 20)))
    title = told.figures[0].title
    assert title.startswith("11 of 21 commitments have a date or a status") and "follow" not in title
    assert "will be overdue by 20 January 2027, all of them already" in told.answer


def test_what_is_counted_as_an_intention_is_a_thing_that_the_council_says_it_will_do() -> None:
    """Which buildings could open in 2020 is a fact of then: it stands among the counts, and is no intention."""
    named = {line.label for line in progress.counted(council("cheshire-east"))}
    assert len(named) == 38 and not [label for label in named if "could open" in label or "unable to reopen" in label]
    assert {"care4ce-open", "external-not-reopened"} <= {
        row["people_id"] for row in council("cheshire-east").rows("people")
    }


def test_a_date_that_may_mean_its_beginning_is_marked() -> None:
    """“For the 2025/26 financial year” may mean by its end, or ready as it begins."""
    assert "“for the 2025/26 financial year” (Changes to contracting" in page("dorset", "progress")
    assert "is vague: its days are inferred" in page("dorset", "progress")


@pytest.mark.parametrize("slug", REAL)
def test_a_line_without_a_status_says_so_once(slug: str) -> None:
    now = council(slug)
    for name in ("progress", "overview"):
        assert not re.search("(?i)status not stated[^|\n]*status not stated", page(slug, name))
    for line in progress.followed(now):
        told = intention_figure(now, line.intention_id)
        unsaid = dict(told.entries[0].pairs).get("What the papers do not say", "") if told else ""
        said = intention_answer(now, line).count("The council last said")
        assert ("a status" in unsaid.casefold(), said) == ((False, 1) if line.reported else (True, 0))


def test_what_a_paper_expects_is_no_commitment_that_can_be_late() -> None:
    """Paragraph 4.2 of Dorset's paper says when savings become clearer: a statement about money, and nothing to be done."""
    assert not [line for line in progress.lines(council("dorset")) if "saving" in line.title.lower()]
    assert "latter months of 2024/25" in page("dorset", "spend")


@pytest.mark.parametrize(
    ("slug", "day", "today"),
    [
        ("solihull", date(2022, 12, 31), "Today, 29 November 2026, 10 are overdue"),
        ("nottinghamshire", date(2023, 3, 13), "Today"),
    ],
)
def test_a_slide_of_a_past_day_that_counts_what_is_late_says_what_is_late_today(
    slug: str, day: date, today: str
) -> None:
    deck = pptx.Presentation(io.BytesIO(slides(Pack(council(slug, day)))))
    late = [
        text
        for slide in deck.slides
        if re.search(r"(?i)\boverdue\b|have passed|had passed|has passed", text := words_on(slide))
    ]
    assert late and all(today in text for text in late)


def words_on(slide: object) -> str:
    parts: list[str] = []
    for shape in slide.shapes:  # type: ignore[attr-defined]
        if shape.has_text_frame:
            parts.append(shape.text_frame.text)
        if shape.has_table:
            parts += [cell.text for row in shape.table.rows for cell in row.cells]
    return "\n".join(parts)


def test_what_is_next_today_is_of_todays_papers() -> None:
    """On 18 June 2024 action 9 lay ahead; the paper of May 2026 says that it is complete, so today another is next."""
    then = page("exampleshire", "overview", date(2024, 6, 18))
    now = page("exampleshire", "overview")
    title = next(line for line in now.splitlines() if line.startswith("## Due now, "))
    assert title.partition(": ")[2].partition(", ")[0] in next(x for x in then.splitlines() if "Next today: " in x)


def test_questions_of_another_day_name_it_and_stand_in_its_tense() -> None:
    then = page("nottinghamshire", "questions", date(2023, 5, 1))
    assert "## Seven questions on 1 May 2023; the first" in then and "**On 1 May 2023, seven questions" in then
    assert "By 1 May 2023 the dates set for two commitments had passed" in then and "have passed" not in then
    assert "The dates set for five commitments have passed" in page("nottinghamshire", "questions")
    assert "will have passed" in page("exampleshire", "questions", date(2027, 12, 1))


def test_a_day_still_to_come_is_not_told_as_past() -> None:
    ahead = page("exampleshire", "changes", date(2027, 12, 1))
    assert (
        "If nothing more is published" in ahead
        and "four overdue by then, two already" in ahead
        and "four became" not in ahead
    )


def test_every_title_of_changes_names_its_day() -> None:
    for day in (date(2023, 3, 13), TODAY):
        titles = [f.title for f in PAGES["changes"].story(council("nottinghamshire", day)).figures]
        assert any(wording.day(day) in title for title in titles)


def test_what_is_due_on_the_day_itself_is_not_called_ahead() -> None:
    told = page("nottinghamshire", "overview", date(2026, 3, 31))  # "by March 2026"
    assert "lay ahead" not in told and "## On 31 March 2026 one date had not passed; it has since" in told


def test_an_interval_that_the_council_gave_says_so_wherever_it_stands(tmp_path: Path) -> None:
    """The paper says "April 2023"; an officer typed September 2027: no page may say that the paper says it."""
    copy = shutil.copytree(Library().root / "nottinghamshire", tmp_path / "nottinghamshire")
    updates = (copy / "updates.csv").read_text("utf-8").splitlines(keepends=True)
    place = next(i for i, line in enumerate(updates) if line.startswith("2023-03-d,"))
    assert "April 2023,2023-04,finish" in updates[place], updates[place]
    updates[place] = updates[place].replace("April 2023,2023-04,finish", "April 2023,2027-09/..,start")
    (copy / "updates.csv").write_text("".join(updates), "utf-8")
    write_descriptor(copy)
    given = Library(tmp_path).dataset("nottinghamshire").at(TODAY)
    for name in ("overview", "progress", "changes", "questions"):
        for line in PAGES[name].story(given).markdown().splitlines():
            if "d. Evaluation" in line and "April 2023" in line:
                assert "interval given by the council: from 1 September 2027" in line, (name, line)
    assert "Next after 29 November 2026: d. Evaluation" in PAGES["overview"].story(given).markdown()


@pytest.mark.parametrize("slug", REAL)
def test_the_plain_edition_leads_to_the_day_of_each_paper(slug: str) -> None:
    html = plain_page("overview", Links(council(slug), served=True), {}).decode()
    for day in Library().dataset(slug).report_dates:
        assert f'href="../{slug}/overview?as_at={day}"' in html
    assert 'aria-label="Days"' not in plain_page("overview", Links(council(slug)), {}).decode(), (
        "a site has no other days"
    )


@pytest.mark.parametrize("slug", REAL)
def test_what_people_said_has_its_time_on_a_ward_page(slug: str) -> None:
    """Words of 2020 are not told as if they were of now: each has when people were asked, or when the paper was printed."""
    now = council(slug)
    area = now.rows("areas")[0]
    own = ward_figure(now, area.area_code)
    assert own
    said = next(str(row[1]) for row in own.grid.rows if str(row[0]).startswith("What people said"))
    shown = said.partition("; and ")[0]
    assert re.search(r"\((?:[^()]*\b20\d\d)\)", shown), said
    years = {int(year) for year in re.findall(r"\b20\d\d\b", shown)}
    assert years <= {
        int(word[:4]) for e in now.rows("engagements") for word in re.findall(r"20\d\d", e.held_edtf or "")
    } | {row.published_on.year for row in now.rows("documents") if row.published_on}
