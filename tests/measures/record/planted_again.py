"""More contradictions planted in shipped datasets: of lengths, years, bounds and totals, and changes that are none."""

from __future__ import annotations

from tests.measures.record.altered import texts
from tests.measures.record.planted import NOT_LINKED, C, D, N, Plant, S, X, add, change

GROWTH, PLAN = "aged-65-and-over-growth", "planned-total"
SIXTY_SIX = next(r["answer_id"] for r in texts(S, "survey_answers") if r["as_written"] == "66%")
RESIDENTS = {"subject": "Residents of the borough", "measure": "population", "unit": "people", "period": "mid-2020"}
RISK_AFTER = "needs-not-met-residual"


ARITHMETIC = (
    Plant(
        "five years in words, three in the plan",
        C,
        (change("savings", PLAN, as_written="£250,000 over the next five years (4.5% reduction)"),),
    ),
    Plant("a plan of five years that says three", C, (change("savings", PLAN, financial_year="2021/22 to 2025/26"),)),
    Plant(
        "one year of a plan that says three",
        C,
        (change("savings", PLAN, financial_year="2021/22 to 2021/22"),),
    ),
    Plant("growth linked to figures of other years", C, (change("projections", GROWTH, period="2020 to 2025"),)),
    Plant("growth linked to a later start", C, (change("projections", GROWTH, period="2025 to 2035"),)),
    Plant(
        "growth of other years that is not linked",
        C,
        (change("projections", GROWTH, period="2020 to 2025", **NOT_LINKED),),
    ),
    Plant("a horizon of 25 years", C, (change("context", "horizon", value="25", as_written="twenty-five years"),)),
    Plant("a horizon in its number alone", C, (change("context", "horizon", value="25"),)),
    Plant("a horizon of savings", C, (change("context", "savings-horizon", value="5", as_written="next five years"),)),
    Plant("nine days a week", S, (change("people", "days-a-week", value="8.9", as_written="8.9"),)),
    Plant("open eight days a week", S, (change("context", "derbyshire-days", value="8", as_written="8 days a week"),)),
    Plant(
        "more hours than a week", S, (change("context", "carers-hours", value="500", as_written="500 hours a week"),)
    ),
    Plant(
        "more of some than of all",
        S,
        (change("people", "direct-payment-alternative", value="120", as_written="120"),),
    ),
    Plant(
        "higher after the plan, and no reason",
        D,
        (change("risk_scores", RISK_AFTER, impact="4", likelihood="5", score="20", reason=""),),
    ),
    Plant(
        "wards against the borough",
        S,
        (add("context", "wards", "residents", value="217847", as_written="217,847", **RESIDENTS),),
    ),
    Plant(
        "a ward against the borough's own total",
        S,
        (
            add("context", "wards", "residents", value="217487", as_written="217,487", **RESIDENTS),
            change("areas", "E05001284", population="12874"),
        ),
    ),
    Plant(
        "older residents of wards against the borough",
        S,
        (
            add(
                "context",
                "wards",
                "residents",
                value="45261",
                as_written="45,261",
                **{**RESIDENTS, "measure": "population aged 65 and over"},
            ),
        ),
    ),
    Plant(
        "older residents of wards against a projection of the same year",
        C,
        (change("areas", "E05008610", population="49970", aged_65_and_over="13250"),),
    ),
    Plant(
        "more people with support than residents",
        X,
        (change("areas", "E05999001", population="31", aged_65_and_over="9"),),
    ),
    Plant(
        "a share that nothing gives, rounded or cut off",
        S,
        (change("survey_answers", SIXTY_SIX, share_pct="68", as_written="68%"),),
    ),
)

NO_CONTRADICTION = (
    Plant("a growth that is about", C, (change("projections", GROWTH, qualifier="about"),)),
    Plant("a growth without a hedge", C, (change("projections", GROWTH, qualifier=""),)),
    Plant(
        "complete early, with its date beside it",
        N,
        (change("updates", "2023-03-a", due_as_written="December 2023", due_edtf="2023-12", due_sense="finish"),),
    ),
    Plant(
        "providers counted in another month",
        N,
        (
            add(
                "people",
                "external-providers",
                "later",
                period="March 2023",
                value="75",
                as_written="75",
                document_id="select-committee-2023-03",
                locator="paragraph 6",
            ),
        ),
    ),
    Plant(
        "providers counted in a year",
        N,
        (
            add(
                "people",
                "external-providers",
                "later",
                period="2022/23",
                value="75",
                as_written="75",
                document_id="select-committee-2023-03",
                locator="paragraph 6",
            ),
        ),
    ),
    Plant(
        "a forecast quoted from an earlier source",
        S,
        (
            add(
                "context",
                "carers",
                "carers-2030",
                measure="people",
                period="2030",
                value="31000",
                as_written="31,000",
                qualifier="",
            ),
        ),
    ),
    Plant(
        "every day of the week",
        S,
        (change("people", "days-a-week", value="7", as_written="7"),),
    ),
    Plant(
        "fewer of some than of all",
        S,
        (change("people", "direct-payment-alternative", value="81", as_written="81"),),
    ),
    Plant(
        "higher after the plan, with the reason",
        D,
        (
            change(
                "risk_scores",
                RISK_AFTER,
                impact="4",
                likelihood="5",
                score="20",
                impact_word="",
                likelihood_word="",
                reason="The risk rises while the centres close.",
            ),
        ),
    ),
    Plant(
        "the borough's own total, rounded",
        S,
        (add("context", "wards", "residents", value="217500", as_written="217,500", **RESIDENTS),),
    ),
    Plant(
        "a total of another year",
        S,
        (
            add(
                "context",
                "wards",
                "residents",
                value="206700",
                as_written="206,700",
                **{**RESIDENTS, "period": "Census 2011"},
            ),
        ),
    ),
    Plant(
        "£30,000 a year over three years",
        C,
        (change("savings", "planned-year-1", as_written="£30,000, the first of amounts over the next three years"),),
    ),
    Plant(
        "fifteen years counted with both ends",
        C,
        (change("context", "horizon", value="16", as_written="sixteen years"),),
    ),
    Plant(
        "what depends on a later task is complete",
        N,
        (
            change(
                "updates",
                "2023-03-b",
                reported_status="complete",
                status_as_written="Complete",
                completed_as_written="February 2023",
                completed_edtf="2023-02",
            ),
            change("updates", "2023-03-a", due_as_written="May 2023", due_edtf="2023-05", due_sense="deadline"),
        ),
    ),
    Plant(
        "an age in words, and years to come",
        C,
        (change("projections", GROWTH, as_written="32.4% more people over 65 years, within 15 years"),),
    ),
    Plant(
        "growth from one financial year to the next",
        C,
        (
            change("projections", "aged-65-and-over-2020", period="2019-2020"),
            change("projections", "aged-65-and-over-2035", period="2034-2035"),
        ),
    ),
    Plant(
        "begins while what it depends on goes on",
        N,
        (
            change("updates", "2023-03-b", due_as_written="December 2023", due_edtf="2023-12"),
            change("updates", "2023-03-c", due_as_written="starts in June 2023", due_edtf="2023-06", due_sense="start"),
        ),
    ),
    Plant(
        "a forecast of spend",
        S,
        (change("spend", "total", financial_year="2023/24", subject="Forecast cost of day opportunities"),),
    ),
)
