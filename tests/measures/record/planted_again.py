"""More contradictions planted in shipped datasets: of lengths, years, bounds and totals, and changes that are none."""

from __future__ import annotations

from tests.measures.record.planted import NOT_LINKED, C, D, N, Plant, S, add, change

GROWTH, PLAN = "aged-65-and-over-growth", "planned-total"
RESIDENTS = {"subject": "Residents of the borough", "measure": "population", "unit": "people", "period": "mid-2020"}
RISK_AFTER = "needs-not-met-residual"


ARITHMETIC = (
    Plant(
        "growth of other years that is not linked",
        C,
        (change("projections", GROWTH, period="2020 to 2025", **NOT_LINKED),),
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
)

NO_CONTRADICTION = (
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
        "begins while what it depends on goes on",
        N,
        (
            change("updates", "2023-03-b", due_as_written="December 2023", due_edtf="2023-12"),
            change("updates", "2023-03-c", due_as_written="starts in June 2023", due_edtf="2023-06", due_sense="start"),
        ),
    ),
)
