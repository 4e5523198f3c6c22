"""Rows are proposed as the paper says, never more; and every number is proposed or listed."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dayops_dash.dataset.tables import TABLES
from dayops_dash.desk.papers.language.numbers import DIGITS, NumberKind, numbers_of
from dayops_dash.desk.papers.language.when import dates_in
from dayops_dash.desk.papers.proposing.model import Ground, ProposedPaper, ProposedRow
from dayops_dash.desk.papers.proposing.propose import propose
from dayops_dash.desk.papers.proposing.sites import every_site, sites_of
from dayops_dash.desk.papers.reading.model import PaperRead
from dayops_dash.desk.papers.reading.paper_file import read_paper
from tests.desk.papers.made_papers import FRONT, page, pdf, table
from tests.thorough import examples

PAPER = """
== Background
1.1 #h(1em) In 2025/26 the service supported 412 people at a cost of £4.2m#footnote[Of which £0.3m is paid by health.]. Between 30 and 40 people wait for a place.

1.2 #h(1em) Attendance fell by 12% between 2023/24 and 2025/26. Approximately 1,150 carers were known to the Council. #strike[The cost was £3.9m.]

1.3 #h(1em) We expect to save up to £250,000 by the end of March 2028.

== Budget
BUDGET
== Action plan
ACTIONS
== Survey of people who use services
Of 96 people who answered the survey, 71% said that they want to keep their day.

== 3 priorities for 2026/27
See Table 2, section 3 and the Care Act 2014. Ring 01234 567890.

== Risks
RISKS
== Recommendations
The Committee is asked to:

1. Note the progress made.

2. Approve the model.
"""  # noqa: E501
BUDGET = table(
    ("Service", "Budget £m", "Variance £000"),
    ("Day centres", "2.4", "(200)"),
    ("Outreach", "1.1", "100"),
    ("Transport", "0.7", "0"),
    ("Total", "4.3", "(100)"),
)
ACTIONS = table(
    ("Ref", "Action", "Lead", "By when", "Status"),
    ("A1", "Agree a new framework with all providers", "Head of service", "By the end of March 2027", "On track"),
    ("A2", "Open the second hub in the north", "Head of estates", "when funds allow", "Not started"),
    ("A3", "Ask people what they want of a day", "Head of service", "April 2026", "Complete"),
)
RISKS = table(
    ("Risk", "Impact", "Likelihood", "Score", "Mitigation"),
    ("Provider failure", "4", "3", "12", "A framework"),
    ("Staff leave", "3", "2", "7", "Pay review"),
)


@cache
def read_made(tagged: bool = True) -> PaperRead:
    body = PAPER.replace("BUDGET", BUDGET).replace("ACTIONS", ACTIONS).replace("RISKS", RISKS)
    return read_paper(pdf(body, tagged=tagged), "paper.pdf")


@cache
def made(tagged: bool = True) -> ProposedPaper:
    return propose(read_made(tagged), "Madeupshire")


def rows(proposed: ProposedPaper, table: str) -> list[ProposedRow]:
    return [row for row in proposed.rows if row.table == table]


def with_value(proposed: ProposedPaper, table: str, column: str, value: str) -> ProposedRow:
    (found,) = [row for row in rows(proposed, table) if row.cells.get(column) == value]
    return found


def test_the_paper_says_its_day_title_and_committee() -> None:
    assert made().document["published_on"] == "2026-05-14"
    assert made().document["title"] == "Day support in Madeupshire: a new model"
    assert made().document["body"] == "People and Communities Committee"


@pytest.mark.parametrize("tagged", [True, False])
def test_money_counts_and_shares_have_their_place_period_and_hedge(tagged: bool) -> None:
    spend = with_value(made(tagged), "spend", "amount_gbp", "4200000")
    assert (spend.place.locator, spend.cells["as_written"], spend.cells["financial_year"]) == (
        "paragraph 1.1",
        "£4.2m",
        "2025/26",
    )
    carers = with_value(made(tagged), "people", "value", "1150")
    assert (carers.cells["qualifier"], carers.cells["as_written"]) == ("about", "Approximately 1,150")
    assert "period" not in carers.cells  # the paper gives none
    fall = with_value(made(tagged), "people", "value", "12")
    assert (fall.cells["measure"], fall.cells["unit"]) == ("change", "%")
    saving = with_value(made(tagged), "savings", "amount_gbp", "250000")
    assert saving.cells["qualifier"] == "at most" and saving.place.page == 1


def test_a_range_is_no_number() -> None:
    waiting = next(row for row in rows(made(), "people") if "30" in row.cells["as_written"])
    assert "value" not in waiting.cells and Ground.RANGE in waiting.grounds


def test_the_unit_of_a_heading_holds_for_its_column_and_brackets_are_negative() -> None:
    centres = with_value(made(), "spend", "amount_gbp", "2400000")
    assert (centres.cells["as_written"], centres.cells["basis"]) == ("2.4 (£m)", "budget")
    assert Ground.UNIT_FROM_HEAD in centres.grounds and centres.place.locator == "heading 'Budget', table, row 1"
    under = with_value(made(), "context", "value", "-200000")
    assert Ground.NEGATIVE in under.grounds and under.cells["as_written"] == "(200) (£000)"


def test_a_sum_that_does_not_come_out_is_told() -> None:
    total = with_value(made(), "spend", "amount_gbp", "4300000")
    assert Ground.SUM in total.grounds
    assert any("does not come out" in line and "4,200,000" in line for line in made().sums)


@pytest.mark.parametrize("tagged", [True, False])
def test_actions_have_their_status_and_date_and_no_date_is_guessed(tagged: bool) -> None:
    first, second, third = rows(made(tagged), "updates")[-3:]
    assert (first.cells["due_edtf"], first.cells["due_sense"], first.cells["reported_status"]) == (
        "../2027-03-31",
        "deadline",
        "on track",
    )
    assert first.place.locator == "heading 'Action plan', table, row A1"
    assert second.cells == {
        "intention_id": second.cells["intention_id"],
        "status_as_written": "Not started",
        "reported_status": "not started",
        "due_as_written": "when funds allow",
        "due_sense": "not understood",
    }
    assert third.cells["completed_edtf"] == "2026-04" and "due_edtf" not in third.cells
    actions = [row for row in rows(made(tagged), "intentions") if row.cells.get("reference", "").startswith("A")]
    assert [row.cells["owner_role"] for row in actions] == ["Head of service", "Head of estates", "Head of service"]


def test_risks_have_their_scores_and_a_wrong_product_is_told() -> None:
    first, second = rows(made(), "risk_scores")
    assert (first.cells["impact"], first.cells["likelihood"], first.cells["score"]) == ("4", "3", "12")
    assert Ground.SUM in second.grounds and Ground.SUM not in first.grounds


def test_what_the_committee_is_asked_is_proposed_by_number() -> None:
    asked = rows(made(), "recommendations")
    assert [(row.cells["reference"], row.cells["summary"]) for row in asked] == [
        ("1", "Note the progress made"),
        ("2", "Approve the model"),
    ]


def test_a_survey_has_its_base_and_its_shares() -> None:
    assert with_value(made(), "engagements", "responses", "96").cells["audience"] == "people who use services"
    assert with_value(made(), "survey_answers", "share_pct", "71").parents


def test_numbers_that_count_nothing_are_listed_with_what_they_are() -> None:
    listed = {(one.words, one.reason) for one in made().unheld}
    assert ("2014", str(NumberKind.LAW)) in listed and ("2", str(NumberKind.REFERENCE)) in listed
    assert any(words.startswith("01234") and "telephone" in reason for words, reason in listed)
    assert any("3.9" in words and "struck" in reason for words, reason in listed)


def accounted(read: PaperRead, proposed: ProposedPaper) -> Counter[str]:
    """Return the numbers of a paper in digits that are neither held by a row nor listed, each with how often."""
    texts = {site.index: site.text for site in every_site(sites_of(read))}
    printed = Counter(number for text in texts.values() for number in DIGITS.findall(text))
    held: set[tuple[int, int]] = {pair for row in proposed.rows for pair in row.holds}
    told: Counter[str] = Counter()
    for index, start in held:
        told.update(DIGITS.findall(next((one.words for one in numbers_of(texts[index]) if one.start == start), "")))
    told.update(number for one in proposed.unheld for number in DIGITS.findall(one.words))
    return printed - told


@pytest.mark.parametrize("tagged", [True, False])
def test_every_number_is_proposed_or_listed(tagged: bool) -> None:
    assert accounted(read_made(tagged), made(tagged)) == Counter()


FIGURE = st.one_of(
    st.integers(0, 99_999).map("{:,}".format),
    st.decimals(0, 999, places=1).map("£{}m".format),
    st.integers(0, 100).map("{}%".format),
    st.integers(2000, 2040).map(str),
    st.sampled_from(
        [
            "Table 3",
            "aged 65 and over",
            "1-1",
            "5 to 10",
            "£35-£70",
            "2024/25",
            "Q3 2026/27",
            "10am",
            "(4)",
            "COVID-19",
            "3.2.1",
        ]
    ),
)
WORDS = st.sampled_from(
    [
        "people",
        "of carers said",
        "a year",
        "by",
        "in",
        "providers",
        "attend",
        "and",
        "the survey found",
        "saved",
        "per day",
        "weeks",
        "; ",
    ]
)
SENTENCE = st.lists(st.one_of(FIGURE, WORDS), min_size=1, max_size=12).map(" ".join)
PART = st.one_of(
    SENTENCE.map("<p>{}.</p>".format),
    SENTENCE.map("<h2>{}</h2>".format),
    st.lists(st.lists(SENTENCE, min_size=2, max_size=3), min_size=2, max_size=4).map(
        lambda found: (
            "<table>" + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in found) + "</table>"
        )
    ),
)


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(PART, min_size=1, max_size=6))
def test_every_number_of_any_paper_is_proposed_or_listed(parts: list[str]) -> None:
    read = read_paper(page("<p>14 May 2026</p>" + "".join(parts)), "paper.html")
    proposed = propose(read)
    assert accounted(read, proposed) == Counter()
    for row in proposed.rows:
        spec = TABLES[row.table]
        assert set(row.cells) <= set(spec.by_name) and re.fullmatch(r"[a-z0-9]+(?:[-.][a-z0-9]+)*", row.key)


def test_the_same_paper_gives_the_same_rows() -> None:
    assert propose(read_made()) == propose(read_made())


REFERENCE = str(NumberKind.REFERENCE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("£18.4m a year", [("money", 18_400_000.0)]),
        ("£2.1 million and £500k", [("money", 2_100_000.0), ("money", 500_000.0)]),
        ("(£1,200)", [("money", -1200.0)]),
        ("£1 250 or £4.2 m", [("money", 1250.0), ("money", 4_200_000.0)]),
        ("They come each day. 30-40 people stay.", [("count", 30.0)]),
        ("See no. 12 and Vol. 3", [(REFERENCE, 12.0), (REFERENCE, 3.0)]),
        ("5 to 10 per cent", [("percentage", 5.0)]),
        ("one in five carers", [("percentage", 20.0)]),
        ("people aged 65-74", [("age", 65.0), ("age", 74.0)]),
        ("78% are under 65.", [("percentage", 78.0), ("age", 65.0)]),
        ("over 50 people", [("count", 50.0)]),
        ("Care4CE and E05008610", [("part of a name or code", 4.0), ("part of a name or code", 5008610.0)]),
        ("8am to 8pm", [("time of day, or a ratio of staff", 8.0), ("time of day, or a ratio of staff", 8.0)]),
    ],
)
def test_what_a_number_is(text: str, expected: list[tuple[str, float]]) -> None:
    assert [(str(one.kind), one.value) for one in numbers_of(text)] == expected


@pytest.mark.parametrize(
    ("text", "words", "edtf"),
    [
        ("will be in place by the end of March 2026, it is hoped", "by the end of March 2026", "../2026-03-31"),
        ("Consultation will commence in April 2023 for staff", "commence in April 2023", "2023-04/.."),
        ("March - May 2021 – Consultation", "March - May 2021", "2021-03/2021-05"),
        ("in the 2025/26 financial year", "2025/26", "2025-04-01/2026-03-31"),
        ("published on 20/12/20.", "20/12/20", "2020-12-20"),
    ],
)
def test_dates_are_read_with_the_words_that_say_what_they_mean(text: str, words: str, edtf: str) -> None:
    (found,) = dates_in(text)
    assert found.due.edtf == edtf and found.core in words


def test_a_paper_without_a_day_is_given_none() -> None:
    read = read_paper(
        pdf("== Costs\nIt cost £4m in 2025/26 or so.", front=FRONT.replace("14 May 2026", "")), "paper.pdf"
    )
    assert "published_on" not in propose(read).document


SECOND = (
    "<h1>Health and Adult Social Care Scrutiny Committee</h1><p>Wednesday 9th September 2026</p>"
    "<h1>Day Services Transformation: Annual Progress Report</h1><h2>2. Money</h2>"
    "<p>2.1 Net expenditure was £11.37m in 2025/26 against a budget of £12.0m, an underspend of £630k (5.3%).</p>"
    "<table><caption>Table 1: Revenue budget (£000)</caption><tr><th rowspan=2>Service</th><th colspan=2>2025/26</th></tr>"
    "<tr><th>Budget</th><th>Actual</th></tr><tr><td>In-house centres</td><td>7,200</td><td>6,950</td></tr>"
    "<tr><td>Contracts</td><td>4,800</td><td>4,420</td></tr><tr><td>Total</td><td>12,000</td><td>11,370</td></tr></table>"
    "<p>2.2 Savings of £1.2m are planned by 2028/29, of which £0.4m has been achieved. Unit costs range from £42 to £118 per day.</p>"
    "<h2>3. People</h2><p>3.1 The number of people attending fell from 845 in March 2024 to 702 in March 2026. "
    "1 in 4 people attend daily.</p>"
    "<table><caption>Table 2: People attending by centre</caption><tr><th>Centre</th><th>Mar-24</th><th>Mar-26</th></tr>"
    "<tr><td>Elm House</td><td>120</td><td>98</td></tr></table>"
    "<h2>4. Plan</h2><table><tr><th>No.</th><th>Milestone</th><th>Target date</th><th>RAG</th></tr>"
    "<tr><td>1</td><td>Complete building condition surveys</td><td>30/06/2026</td><td>Green</td></tr>"
    "<tr><td>2</td><td>Consult on the closure of Oak Lodge</td><td>TBC</td><td>Red</td></tr></table>"
    "<h2>6. Recommendations</h2><p>That the Committee:</p><p>(a) notes the progress made; and</p><p>(b) asks for a further report.</p>"
    "<p>Jane Smith, Director of Adult Social Care</p>"
)


@cache
def second() -> ProposedPaper:
    return propose(read_paper(page(SECOND), "paper.html"))


def test_spent_and_budget_of_one_sentence_are_told_apart_and_an_underspend_is_neither() -> None:
    said = {
        row.cells["as_written"]: (row.cells["basis"], row.cells.get("amount_gbp"))
        for row in rows(second(), "spend")
        if row.place.locator == "paragraph 2.1"
    }
    assert said == {
        "£11.37m": ("spend", "11370000"), "£12.0m": ("budget", "12000000"), "£630k": ("statement", None),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (  # what is said, with its table, kind and amount
            "<p>1.1 The forecast outturn is an overspend of £1.2m against a budget of £10.4m in 2025/26.</p>",
            [("spend", "statement", None), ("spend", "budget", "10400000")],
        ),
        ("<p>1.1 A £350,000 overspend is forecast for 2026/27.</p>", [("spend", "statement", None)]),
        (
            "<h2>Savings</h2><p>1.1 The budget in 2025/26 is £10.4m. Fewer places save £80,000.</p>",
            [("spend", "budget", "10400000"), ("savings", "planned", "80000")],
        ),
        ("<p>1.1 Savings of £1m came from a budget of £9m.</p>", [("savings", "planned", "1000000"), ("spend", "budget", "9000000")]),
        ("<h2>Savings</h2><p>1.1 Costs fall by £200,000.</p>", [("savings", "planned", "200000")]),
    ],
)  # fmt: skip
def test_budget_saving_and_overspend_are_told_apart_by_the_words_beside_each(
    body: str, expected: list[tuple[str, str, str | None]]
) -> None:
    found = [row for row in proposed_page(body).rows if row.table in ("spend", "savings", "context")]
    cells = [(r.table, r.cells.get("basis") or r.cells.get("kind"), r.cells.get("amount_gbp")) for r in found]
    assert cells == expected
    for row in found:
        if row.cells.get("basis") == "statement":
            assert (row.cells["qualifier"], row.cells["as_written"] in row.cells["statement"]) == ("projected", True)
        else:  # the forecast of another amount is no hedge of a budget
            assert "qualifier" not in row.cells


MONITORING = (
    "<table><caption>Table 1: Forecast outturn by service (£000)</caption><tr><th>Service</th><th>Annual budget</th>"
    "<th>Actual to date</th><th>Forecast outturn</th></tr><tr><td>In-house centres</td><td>6,800</td><td>3,510</td>"
    "<td>7,120</td></tr></table>"
)
TRACKER = (
    "<h2>Savings</h2><table><tr><th>Saving</th><th>Target £000</th><th>Delivered £000</th><th>RAG</th></tr>"
    "<tr><td>Review of packages</td><td>150</td><td>60</td><td>Amber</td></tr></table>"
)
MOVED = (
    "<table><tr><th>Ref</th><th>Action</th><th>Original date</th><th>Revised date</th><th>Status</th></tr>"
    "<tr><td>1</td><td>Open the hub in the north</td><td>March 2026</td><td>September 2027</td><td>Delayed</td></tr>"
    "<tr><td>2</td><td>Publish a directory of all</td><td>June 2027</td><td></td><td>On track</td></tr></table>"
)


def test_the_unit_of_a_caption_holds_for_columns_of_money_and_part_of_a_year_is_put_in_words() -> None:
    found = [
        (r.table, r.cells.get("basis"), r.cells.get("amount_gbp"), r.cells.get("qualifier"))
        for r in proposed_page(MONITORING).rows
    ]
    assert found == [
        ("spend", "budget", "6800000", None), ("spend", "statement", None, None), ("spend", "spend", "7120000", "projected"),
    ]  # fmt: skip
    without = proposed_page(MONITORING.replace(" (£000)", ""))
    assert not rows(without, "people") and all(row.doubts for row in without.rows)  # centres are not counted there


def test_a_rating_beside_a_saving_makes_no_action_of_it_and_what_is_at_risk_is_not_delivered() -> None:
    assert [(r.table, r.cells["kind"]) for r in proposed_page(TRACKER).rows] == [
        ("savings", "planned"),
        ("savings", "delivered"),
    ]
    said = proposed_page("<p>1.1 Of the savings £90,000 has been delivered and £160,000 is at risk.</p>")
    assert [row.cells["kind"] for row in rows(said, "savings")] == ["delivered", "planned"]


def test_of_two_dates_of_an_action_the_revised_one_holds_and_else_the_first() -> None:
    assert [row.cells["due_as_written"] for row in rows(proposed_page(MOVED), "updates")] == [
        "September 2027",
        "June 2027",
    ]


ITEMS = "<tr><td>Fewer places</td><td>150</td><td>2026/27</td></tr>"


@pytest.mark.parametrize(
    ("heading", "head", "expected"),
    [
        ("Savings", "Amount £000", ("savings", Ground.HEADING)),
        ("4. Efficiencies", "Amount £000", ("savings", Ground.HEADING)),
        ("Savings and pressures", "Amount £000", ("savings", Ground.MAYBE_SAVING)),  # a person says which
        ("Savings", "Budget £000", ("spend", None)),
        ("Budget", "Amount £000", ("spend", None)),
        ("Budget", "Saving £000", ("savings", Ground.COLUMN_HEAD)),
    ],
)
def test_a_table_is_of_savings_where_its_own_words_or_the_heading_above_say_so(
    heading: str, head: str, expected: tuple[str, Ground | None]
) -> None:
    table = f"<table><tr><th>Proposal</th><th>{head}</th><th>Year</th></tr>{ITEMS}</table>"
    (row,) = (r for r in proposed_page(f"<h2>{heading}</h2>{table}").rows if r.cells.get("amount_gbp") == "150000")
    table_name, ground = expected
    assert (row.table, row.cells["financial_year"]) == (table_name, "2026/27")
    assert ground is None or ground in row.grounds
    assert (Ground.MAYBE_SAVING in row.doubts) == (ground is Ground.MAYBE_SAVING)


def test_an_overspend_of_a_table_is_said_in_words_and_its_sign_is_asked() -> None:
    heads = "<tr><th>Service</th><th>Budget £000</th><th>Forecast over/(under)spend £000</th></tr>"
    found = proposed_page(f"<table>{heads}<tr><td>Outreach</td><td>1,100</td><td>(80)</td></tr></table>")
    (row,) = (r for r in rows(found, "spend") if r.cells["basis"] == "statement")
    assert row.cells["statement"] == "Outreach: Forecast over/(under)spend £000: (80)"
    assert Ground.NEGATIVE in row.doubts and "amount_gbp" not in row.cells


def test_headings_of_two_rows_give_year_and_basis_and_the_caption_the_unit() -> None:
    actual = with_value(second(), "spend", "amount_gbp", "6950000")
    assert (actual.cells["financial_year"], actual.cells["basis"], actual.cells["provider_kind"]) == (
        "2025/26",
        "spend",
        "internal",
    )
    assert len(second().sums) == 2 and not any("does not" in line for line in second().sums)


def test_the_unit_stands_beside_the_year_of_a_column_or_in_the_heading_above_the_table() -> None:
    years = table(("Provider", "2025/26 (£m)", "2026/27 (£m)"), ("Council-run", "12.5", "(1.25)"))
    plain = table(("Service", "Budget", "Forecast"), ("Day centres", "1,250", "1,300"))
    body = f"== Budget for day centres\n{years}\n== Costs (£000)\n{plain}"
    found = propose(read_paper(pdf(body), "paper.pdf")).rows
    assert [(r.table, r.cells.get("financial_year"), r.cells["amount_gbp"]) for r in found] == [
        ("spend", "2025/26", "12500000"),
        ("spend", "2026/27", "-1250000"),
        ("spend", None, "1250000"),
        ("spend", None, "1300000"),
    ]
    assert all(Ground.UNIT_FROM_HEAD in row.grounds for row in found)


def test_each_saving_has_the_kind_and_year_of_its_own_clause() -> None:
    planned, done = (with_value(second(), "savings", "amount_gbp", amount) for amount in ("1200000", "400000"))
    assert (planned.cells["kind"], planned.cells["financial_year"]) == ("planned", "2028/29")
    assert done.cells["kind"] == "delivered" and "financial_year" not in done.cells


def proposed_page(body: str) -> ProposedPaper:
    return propose(read_paper(page(f"<p>14 May 2026</p>{body}"), "paper.html"))


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("Savings of £95,000 have been delivered in 2026/27 against a target of £150,000.", ("delivered", "planned")),
        ("Of the £150,000 savings target, £95,000 has been achieved.", ("planned", "delivered")),
        ("A saving of £150,000 is to be delivered in 2026/27.", ("planned",)),
        ("Savings of £40,000 have not been achieved.", ("planned",)),
        ("The plan has saved £95,000 so far.", ("delivered",)),
    ],
)
def test_a_saving_is_made_or_aimed_at_as_the_nearest_word_says(words: str, kinds: tuple[str, ...]) -> None:
    found = rows(proposed_page(f"<h1>Day support</h1><p>1.1 {words}</p>"), "savings")
    assert tuple(row.cells["kind"] for row in found) == kinds


def test_the_heading_of_a_column_says_whether_a_saving_is_made() -> None:
    head = "<caption>Savings</caption><tr><th>Area</th><th>Target £000</th><th>Delivered £000</th></tr>"
    found = rows(
        proposed_page(f"<table>{head}<tr><th>Fewer places</th><td>150</td><td>95</td></tr></table>"), "savings"
    )
    assert {row.cells["amount_gbp"]: row.cells["kind"] for row in found} == {"150000": "planned", "95000": "delivered"}


def test_each_count_has_its_own_day() -> None:
    found = {row.cells["value"]: row.cells["period"] for row in rows(second(), "people") if "period" in row.cells}
    assert (found["845"], found["702"]) == ("March 2024", "March 2026")
    assert (found["120"], found["98"]) == ("Mar-24", "Mar-26")
    assert with_value(second(), "people", "value", "25").cells["as_written"] == "1 in 4"


def test_a_colour_is_a_rating_and_no_status_and_tbc_is_no_date() -> None:
    first, last = rows(second(), "updates")[-2:]
    assert (first.cells["rag_as_written"], first.cells["due_edtf"]) == ("Green", "2026-06-30")
    assert last.cells["due_as_written"] == "TBC" and "due_edtf" not in last.cells
    assert not any("reported_status" in one.cells for one in (first, last))


def test_a_signature_is_no_recommendation() -> None:
    assert [row.cells["reference"] for row in rows(second(), "recommendations")] == ["a", "b"]
    assert second().document["body"] == "Health and Adult Social Care Scrutiny Committee"
    assert second().document["title"] == "Day Services Transformation: Annual Progress Report"
