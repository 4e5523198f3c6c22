"""The comparison: each cell is that council's own file's, with its basis and place; nothing ranks; days before a paper say so."""

from __future__ import annotations

import csv
import re
from datetime import date

import pytest

from dayops_dash.dataset import DATA, Council, Library
from dayops_dash.measures.plan import progress
from dayops_dash.screen.table import table_html
from dayops_dash.stories.compare import compare, usual

LATER = date(2025, 1, 1)  # by which each of the four has a paper
REAL = ("cheshire-east", "dorset", "nottinghamshire", "solihull")
NOTHING = ("Not stated", "None listed", "None reported", "None scored")


def council(slug: str, day: date | None = LATER) -> Council:
    return Library().dataset(slug).at(day)


def plain(slug: str, table: str) -> list[dict[str, str]]:
    path = DATA / slug / f"{table}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def cells(slug: str = "dorset", day: date | None = LATER, asked: tuple[str, ...] = REAL) -> dict[tuple[str, str], str]:
    """Return every cell by its topic and its council's short title."""
    found = {}
    for figure in compare(council(slug, day), asked).figures:
        for topic, *row in figure.grid.rows:
            found |= {(str(topic), h.label): str(c) for h, c in zip(figure.grid.headings[1:], row, strict=True)}
    return found


def title(slug: str) -> str:
    return Library().titles()[slug]


@pytest.mark.parametrize("slug", REAL)
def test_money_is_each_councils_own_with_its_basis_in_the_cell(slug: str) -> None:
    shown = cells()
    rows = [r for r in plain(slug, "spend") if r["amount_gbp"]]
    total = next((r for r in rows if r["provider_kind"] == "all" and not r["part_of"]), None)
    for topic, kind in (("To council-run services", "internal"), ("To the independent sector", "external")):
        cell = shown[(topic, title(slug))].split("\n")
        part = next(
            (r for r in rows if total and r["part_of"] == total["spend_id"] and r["provider_kind"] == kind), None
        )
        if not part or not total:
            assert cell == ["Not stated"]
            continue
        share = float(part["amount_gbp"]) / float(total["amount_gbp"]) * 100
        millions = f"{float(part['amount_gbp']) / 1e6:.3g}"
        assert cell[0] == f"£{millions}m, {share:.0f}%"
        printed, *rest = cell[1:] if cell[1].startswith("Printed as ") else (cell[0], *cell[1:])
        assert part["as_written"].replace(" million", "m") in printed
        assert rest[0].startswith(f"{share:.0f}% of £{float(total['amount_gbp']) / 1e6:.3g}m")
        assert rest[1].lower().startswith(part["basis"]) and (part["financial_year"] or "year not stated") in rest[1]
        assert part["locator"].split("; ")[0] in cell[-1]
    whole = shown[("Budget or spend", title(slug))]
    assert (
        (total["as_written"] in whole and "ransport" in whole)
        if total
        else whole.startswith("Not stated\nSaid in July 2024: ")
    )


def test_levels_are_the_files_by_a_plain_loop_and_marked_as_our_reading() -> None:
    shown = cells()
    frame = (
        "community and prevention",
        "short-term enablement",
        "longer personalised support",
        "specialist long-term support",
    )
    for slug in REAL:
        for place, level in enumerate(frame, 1):
            cell = shown[(f"{place}. {level.capitalize()}", title(slug))]
            own = [r for r in plain(slug, "levels") if level in (r["support_level"], r["other_support_level"])]
            assert all(r["title"] in cell for r in own) and ("Our reading" in cell) == bool(own)
            assert own or cell == "Not stated"
    assert (
        "Tier 2" in shown[("2. Short-term enablement", title("cheshire-east"))]
    )  # "a mixture of short and long term support"
    model = shown[("The model", "Solihull")]
    assert "pyramid" in model and "no levels are listed" in model


def test_people_risks_and_aims_are_counted_by_a_plain_loop() -> None:
    shown = cells()
    for slug in REAL:
        name = title(slug)
        for topic, table, noun in (("Risks named", "risks", "risk"), ("Aims and measures", "outcomes", "aim")):
            number = len(plain(slug, table))
            assert shown[(topic, name)].split("\n")[0] == (
                f"{number} {noun}{'s' * (number != 1)}" if number else "Not stated"
            )
        assert shown[("What the plan covers", name)].split(" ")[0] == str(len(plain(slug, "intentions")))
        scores = [r["score"] for r in plain(slug, "risk_scores")]
        line = shown[("Risk scores", name)]
        assert re.findall(r"(?:current|residual) (\d+)", line) == scores and ("own scale" in line) == bool(scores)
    assert shown[("People supported", "Solihull")].startswith("220 or 260\n")
    assert shown[("People supported", "Dorset")].startswith(
        "No number stated\nSaid in July 2024: a few hundred local residents"
    )
    assert shown[("By kind of provider", "Cheshire East")].startswith(
        "315 council-run; 197 independent sector; 44 both"
    )
    assert (
        "220 are also given; the difference of 55 may be people who use both"
        in shown[("By kind of provider", "Solihull")]
    )
    assert (
        "3.2%, 2021/22" in shown[("Numbers for them", "Solihull")]
        and "75%, 2020/21" in shown[("Numbers for them", "Solihull")]
    )
    assert shown[("Savings aimed at", "Cheshire East")].startswith("£250,000\n2021/22 to 2023/24")
    assert shown[("Reported status", "Nottinghamshire")].startswith("1 complete and 6 ongoing\nThe council's own words")


def test_what_another_page_shows_of_the_made_up_council_is_stated_here() -> None:
    shown = cells("exampleshire", None, ("dorset", "nottinghamshire", "cheshire-east"))
    name = title("exampleshire")
    assert shown[("Savings aimed at", name)].startswith("£450,000\n2024/25 to 2026/27, added up here\nRecurring\n")
    assert shown[("With a direct payment", name)].startswith("139\n")
    assert "People who want to work do: 57, 2025/26" in shown[("Numbers for them", name)]


def test_counts_are_of_real_councils_and_the_made_up_one_is_said_to_be_in_none() -> None:
    made_up = council("exampleshire", None)
    beside = compare(made_up, ("cheshire-east", "dorset", "nottinghamshire"))
    assert beside.answer.startswith("All three real councils describe a model. Two state how")
    assert beside.answer.endswith(f"{title('exampleshire')} is made up. The counts are of the real councils shown.")
    assert (
        beside.figures[0].title
        == "By our reading, all three real councils describe specialist long-term support; two, short-term enablement"
    )
    one = compare(made_up, ("dorset",))
    assert one.figures[0].title.startswith("By our reading, the one real council describes specialist")
    assert one.figures[1].title.startswith("No real council states how spend splits")
    titles = [re.sub(r"\d+ [A-Z][a-z]+ \d{4}", "day", f.title) for f in (*beside.figures, *one.figures)]
    assert all(len(title.split()) <= 16 for title in titles), "a date is read as one word"
    assert (
        compare(council("solihull", date(2022, 12, 31)))
        .figures[3]
        .title.startswith("None of three reports how its plan stands")
    )


def test_intentions_are_counted_as_on_the_page_of_progress() -> None:
    shown = cells()
    assert shown[("What the plan covers", "Nottinghamshire")].startswith("61 lines, counted as 44 commitments\n")
    assert len(progress.counted(council("nottinghamshire"))) == 44


def test_every_cell_that_states_a_thing_says_where_it_stands() -> None:
    for place, cell in cells().items():
        assert cell.split("\n")[0] in NOTHING or "Source: " in cell, place


@pytest.mark.parametrize("slug", REAL)
def test_this_council_comes_first_and_the_rest_by_name(slug: str) -> None:
    figure = compare(council(slug)).figures[0]
    labels = [h.label for h in figure.grid.headings[1:]]
    assert labels[0] == title(slug) and labels[1:] == sorted(labels[1:])
    assert usual(council(slug)) == tuple(s for s in Library().slugs() if s != slug and s in REAL)
    assert len(compare(council(slug), ("dorset", "solihull")).figures[0].grid.headings) == (
        4 if slug not in ("dorset", "solihull") else 3
    )


def test_nothing_ranks_or_judges() -> None:
    told = compare(council("dorset")).markdown().lower()
    for word in ("best", "worst", "rank ", "ranked", "ahead of", "behind", "top ", "league"):
        assert word not in told.replace("'best in class'", "").replace("nothing here is a rank or a score", ""), word


def test_a_day_before_the_others_papers_says_so_and_leads_on() -> None:
    story = compare(council("cheshire-east", date(2021, 2, 2)))
    assert story.answer == "Only Cheshire East had a paper by 2 February 2021. Choose a later date to compare."
    assert "there was no paper of Dorset, Nottinghamshire and Solihull" in story.caution
    shown = cells("cheshire-east", date(2021, 2, 2))
    assert {cell for (_, name), cell in shown.items() if name != "Cheshire East"} == {"No paper by 2 Feb 2021"}
    (tile,) = story.figures[0].tiles
    assert tile.link and tile.link.choices == (("as_at", "2024-07-23"),)
    assert not compare(council("cheshire-east")).figures[0].tiles
    assert compare(council("dorset", date(2015, 1, 1))).answer.startswith("No council here had a paper")


def test_the_table_is_real_with_a_column_a_council_and_small_lines_escaped() -> None:
    figure = compare(council("dorset"), ("solihull",)).figures[1]
    shown = table_html(figure.grid, figure.title)
    assert shown.count('<th scope="col"') == 3 and 'class="do-even"' in shown
    assert "<small>Printed as £3,187K</small>" in shown and "&#x27;How much is spent" in shown
    said = "£3.19m, spend for 2021/22"
    assert said in figure.grid.csv() and f"{said}; Printed as £3,187K" in figure.grid.markdown()
    brief = table_html(figure.grid.brief(), figure.title)
    assert said in brief and "<small>" not in brief, "one line a council, its basis behind a touch"
