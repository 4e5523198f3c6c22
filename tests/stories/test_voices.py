"""What people told: every number drawn is the file's, by a plain loop; what is planned or not stated is said to be."""

from __future__ import annotations

import csv
import itertools
from datetime import date

import pytest

from dayops_dash.dataset import DATA, Council, Library
from dayops_dash.figures.shared.model import Figure
from dayops_dash.figures.voices.answers import MARK
from dayops_dash.stories.shared.model import Story
from dayops_dash.stories.voices import BY_THEME, has_intervals, stages, voices

COUNCILS = Library().slugs()


def council(slug: str, day: date | None = None) -> Council:
    return Library().dataset(slug).at(day)


def plain(slug: str, table: str) -> list[dict[str, str]]:
    path = DATA / slug / f"{table}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def figure(story: Story, name: str) -> Figure:
    return next(f for f in story.figures if f.figure_id == name)


def cells(shown: Figure, *codes: str) -> list[tuple[object, ...]]:
    """Return some columns of a figure's table."""
    places = [next(i for i, h in enumerate(shown.grid.headings) if h.code == code) for code in codes]
    return [tuple(row[place] for place in places) for row in shown.grid.rows]


@pytest.mark.parametrize("slug", COUNCILS)
def test_the_stages_together_show_every_answer_once_and_as_in_the_file(slug: str) -> None:
    now = council(slug)
    asked = {q["question_id"]: q for q in plain(slug, "survey_questions")}
    filed = [
        (asked[a["question_id"]]["title"], a["answer"], a["count"], float(a["share_pct"]) if a["share_pct"] else None)
        for a in plain(slug, "survey_answers")
        if asked[a["question_id"]]["answer_kind"] != "agreement scale"
    ]
    shown = [
        (question, answer, "" if count is None else str(count), share)
        for stage in list(stages(now))[1:]
        for f in voices(now, stage).figures
        if f.figure_id == "answers"
        for question, answer, count, share in cells(f, "question", "answer", "count", "share_pct")
    ]
    assert sorted(map(str, shown)) == sorted(map(str, filed))


@pytest.mark.parametrize("slug", COUNCILS)
def test_every_bar_and_item_is_in_the_table_or_the_file(slug: str) -> None:
    now = council(slug)
    for stage in stages(now):
        for shown in voices(now, stage).figures:
            drawn = [(bar.label.lower(), bar.share) for panel in shown.panels for bar in panel.bars]
            if shown.figure_id == "answers":
                rows = [(str(a).lower(), s) for a, s in cells(shown, "answer", "share_pct")]
                assert all(bar in rows for bar in drawn)
                assert bool(drawn) == any(share is not None for _, share in rows)
                for panel in shown.panels:
                    shares = [bar.share for bar in panel.bars]
                    assert shares == sorted(shares, reverse=True), panel.title


@pytest.mark.parametrize("slug", COUNCILS)
def test_everything_said_is_shown_with_its_kind_and_place(slug: str) -> None:
    now = council(slug)
    told = {
        (str(row[0]), str(row[1]), str(row[2]))
        for stage in stages(now)
        for shown in voices(now, stage).figures
        if shown.figure_id.startswith("said")
        for row in cells(shown, "words", "kind", "place")
    }
    assert told == {(v["words"], v["kind"], v["locator"]) for v in plain(slug, "voices")}
    items = [item.lower() for s in stages(now) for f in voices(now, s).figures for p in f.panels for item in p.items]
    assert all(v["words"].lower() in items for v in plain(slug, "voices"))


@pytest.mark.parametrize("slug", COUNCILS)
def test_every_engagement_is_named_and_planned_ones_are_said_to_be(slug: str) -> None:
    shown = cells(figure(voices(council(slug)), "engagement"), "engagement", "state")
    filed = [(e["title"], e["state"]) for e in plain(slug, "engagements")]
    states = [str(state).partition(", ")[0].removesuffix(" at the time") for _, state in shown]
    assert sorted((str(title), state) for (title, _), state in zip(shown, states, strict=True)) == sorted(filed)
    assert states == sorted(states, key=["held", "under way", "planned", "in all"].index)


def test_the_words_of_engagements_say_which_row_is_not_counted() -> None:
    shown = figure(voices(council("nottinghamshire")), "engagement")
    assert shown.title.startswith("Six engagements are named: five held, one planned")
    assert "it is several of the others together, in which over 1,500 took part" in shown.words
    assert [row[1] for row in shown.grid.rows if row[0].startswith("Engagement and co-production")] == ["in all"]


def test_a_planned_engagement_whose_date_is_gone_is_said_to_have_no_news() -> None:
    """A survey of carers planned for September 2026 is still ahead on the 30th, and has had no news from 1 October."""
    for day, state in ((date(2026, 9, 30), "planned"), (date(2026, 10, 1), "planned, date passed, no news")):
        shown = cells(figure(voices(council("exampleshire", day)), "engagement"), "engagement", "state")
        assert dict(shown)["Yearly survey of carers"] == state


def test_agreement_is_the_paper_s_and_its_sums_are_worked_out() -> None:
    shown = figure(voices(council("nottinghamshire")), "agreement")
    asked = {q["question_id"]: q["title"] for q in plain("nottinghamshire", "survey_questions")}
    filed: dict[str, dict[str, float]] = {}
    for answer in plain("nottinghamshire", "survey_answers"):
        if answer["question_id"].startswith("t7-"):
            filed.setdefault(asked[answer["question_id"]], {})[answer["answer"]] = float(answer["share_pct"])
    codes = ("strongly_agree", "agree", "dont_know", "disagree", "strongly_disagree")
    assert len(shown.grid.rows) == len(filed) == 8
    for title, *shares in cells(shown, "statement", *codes, "agree_in_all", "disagree_in_all"):
        strongly, agree, unsure, disagree, strongly_not, for_it, against = shares
        told = filed[str(title)]
        assert list(told.values()) == [strongly, agree, unsure, disagree, strongly_not]
        assert for_it == pytest.approx(told["Strongly agree"] + told["Agree"])
        assert against == pytest.approx(told["Strongly disagree"] + told["Disagree"])
    assert (
        shown.title == "More agreed than disagreed with each of eight statements (54% to 73%, October to December 2021)"
    )
    assert (
        "the smallest numbers that fit are 124 to 130; twice or three times as many also fit (worked out here)"
        in shown.words
    )


def test_one_question_put_to_two_groups_is_told_group_by_group() -> None:
    story = voices(council("exampleshire"))
    shown = figure(story, "agreement")
    assert shown.title == "69% of people who use services and 53% of carers agreed (autumn 2023)"
    assert (
        "agreed (autumn 2023). Asked: “Do you agree with the four levels of support?”" in story.answer
        and "“Do you agree" in shown.subtitle
    )
    asked = "Do you agree with the four levels of support?"
    assert cells(shown, "statement") == [(f"People who use services: {asked}",), (f"Carers: {asked}",)]
    assert "(206 answered)" in shown.words and "(112 answered)" in shown.words
    assert shown.chart
    values = next(
        layer["data"]["values"] for layer in [shown.chart.spec, *shown.chart.spec["layer"]] if "data" in layer
    )
    heading = next(row for row in values if row["part"] == "heading" and row["words"].startswith("Neither"))
    assert heading["words"] == "Neither agree\nnor disagree" and heading["align"] == "right"


@pytest.mark.parametrize("slug", COUNCILS)
def test_titles_of_answers_are_sentences_of_at_most_sixteen_words(slug: str) -> None:
    now = council(slug)
    titles = [
        f.title for stage in stages(now) for f in voices(now, stage).figures if f.figure_id in ("answers", "agreement")
    ]
    assert all(len(title.split()) <= 16 and "Largest share" not in title for title in titles)


def test_solihulls_largest_shares_are_those_that_read_as_sentences() -> None:
    shown = figure(voices(council("solihull")), "answers")
    liked = "82% liked the services provided and 82% want to use in-person day opportunities"
    assert shown.title == f"{liked} (undated, printed 2022)"
    providers = figure(voices(council("solihull"), "provider-survey"), "answers")
    assert providers.title.startswith("Temporary return to online services: 73% do not want even a temporary return (")


def test_the_agreement_chart_parts_at_the_middle_and_keeps_don_t_know_apart() -> None:
    chart = figure(voices(council("nottinghamshire")), "agreement").chart
    assert chart and "Don't know" in chart.alt and "73%" in chart.alt and "34% disagreed" in chart.alt
    values = next(layer["data"]["values"] for layer in [chart.spec, *chart.spec["layer"]] if "data" in layer)
    bars = [row for row in values if row["part"] == "bar"]
    assert len(bars) == 40
    for side, sign in (("agree", 1), ("disagree", -1)):
        mine = [row for row in bars if row["side"] == side]
        assert len(mine) == 16 and all(row["from"] * sign >= 0 and row["to"] * sign >= 0 for row in mine)
    furthest = max(row["to"] for row in bars if row["side"] == "agree")
    starts = {row["from"] for row in bars if row["side"] == "apart"}
    assert len(starts) == 1 and starts.pop() > furthest


def test_bases_are_stated_or_worked_out_and_impossible_shares_marked() -> None:
    stage3 = figure(voices(council("nottinghamshire"), "stage-3"), "answers")
    details = {panel.title: panel.detail for panel in stage3.panels}
    assert details["Where would you like to do these things?"].endswith("base not stated; 49 fits (worked out here)")
    assert "48 or 49 fits" in details["Would you need help to do these things or get there?"]
    assert details["Could we support you to make this work for you?"] == "Carers; 54 answered"
    marked = [bar for panel in stage3.panels for bar in panel.bars if bar.words.endswith(MARK)]
    assert [(bar.label, bar.words) for bar in marked] == [("Positive", "32% (17) *")]
    assert "17 of 54 is 31.5%" in stage3.markdown()
    solihull = figure(voices(council("solihull"), "provider-survey"), "answers")
    checks = dict(zip(cells(solihull, "answer"), cells(solihull, "check"), strict=True))
    assert checks[("do not want even a temporary return",)] == ("no number of people out of 13 makes 73%",)


def test_answers_of_one_person_are_named_and_not_drawn() -> None:
    stage3 = figure(voices(council("nottinghamshire"), "stage-3"), "answers")
    where = next(panel for panel in stage3.panels if panel.title.startswith("Where"))
    assert "One person each: Work placement; Guitar classes; Concert." in where.note
    assert all(bar.label not in where.note for bar in where.bars)


def test_carers_stand_beside_people_who_use_services_for_like_questions() -> None:
    panels = figure(voices(council("nottinghamshire"), "stage-2"), "answers").panels
    like = [
        (a, b)
        for a, b in itertools.pairwise(panels)
        if a.title == b.title == "What are the things you want to keep doing?"
    ]
    ((people, carers),) = like
    assert people.detail.startswith("People who use services;") and carers.detail.startswith("Carers;")
    assert panels.index(people) % 2 == 0


def test_a_council_without_a_survey_says_so_and_shows_what_there_is() -> None:
    dorset = voices(council("dorset"))
    assert "one of them planned at the time, and print no survey answers" in dorset.answer and not dorset.caution
    assert [f.figure_id for f in dorset.figures] == ["said", "no-answers", "engagement"]
    own = figure(dorset, "said")  # the paper's words, and nobody's answers
    assert own.title.startswith("The papers report ") and own.words.startswith(
        "The papers themselves say this of people."
    )
    assert own.panels[0].title.endswith(", by the papers' account")
    tile = figure(dorset, "no-answers").tiles[0]
    assert tile.value == "Not stated" and tile.link and tile.link.page == "sources"
    cheshire_east = voices(council("cheshire-east"))
    assert "11 of them planned" in cheshire_east.answer.replace("eleven", "11")
    title = figure(cheshire_east, "engagement").title
    assert title.endswith("one under way then, 11 planned (three dates passed, no news)")  # 6.4.3
    on_its_day = figure(voices(council("cheshire-east", date(2021, 2, 2))), "engagement").title
    assert on_its_day.endswith("one under way, 11 planned at the time")
    assert list(stages(council("cheshire-east"))) == ["", BY_THEME]


def test_before_any_paper_nothing_is_told() -> None:
    before = voices(council("nottinghamshire", date(2020, 1, 1)))
    assert [f.figure_id for f in before.figures] == ["engagement"] and "No paper" in before.answer
    assert not before.figures[0].sources


def test_a_stage_that_there_is_not_is_the_whole_in_brief() -> None:
    now = council("nottinghamshire")
    assert [f.figure_id for f in voices(now, "stage-99").figures] == [f.figure_id for f in voices(now).figures]


def test_no_interval_and_the_words_of_those_who_answered() -> None:
    for slug in ("nottinghamshire", "solihull"):
        now = council(slug)
        for stage in stages(now):
            told = voices(now, stage).markdown()
            assert "of those who answered" in told.lower() and "interval" not in told


def test_intervals_are_wilson_s_where_one_base_is_known_and_only_when_asked_for() -> None:
    """32 of 49 is 51.3 to 77.1 and 1 of 49 is 0.4 to 10.7 (rules of the domain, section 5); 48 or 49 answered Table 4."""
    now = council("nottinghamshire")
    assert [stage for stage in stages(now) if has_intervals(now, stage)] == ["stage-3"]
    shown = figure(voices(now, "stage-3", intervals=True), "answers")
    ends = {
        (question, answer): (low, high)
        for question, answer, low, high in cells(shown, "question", "answer", "interval_low_pct", "interval_high_pct")
    }
    assert ends[("Where would you like to do these things?", "Cafe/pubs")] == (51.3, 77.1)
    assert ends[("Where would you like to do these things?", "Concert")] == (0.4, 10.7)
    help_needed = [pair for (question, _), pair in ends.items() if str(question).startswith("Would you need help")]
    assert set(help_needed) == {(None, None)}
    drawn = {bar.label: bar for panel in shown.panels for bar in panel.bars if bar.interval}
    assert drawn["Cafe/pubs"].detail == "51% to 77%"
    assert "if the people were a random sample. These are not." in shown.words
    hidden = figure(voices(now, "stage-3"), "answers")
    assert "interval" not in hidden.words
    assert not any(bar.interval for panel in hidden.panels for bar in panel.bars)
