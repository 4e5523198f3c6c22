"""Contradictions planted in shipped datasets by changing rows, and harmless changes of which nothing may be said.

Each edit is of the texts of cells, as a file has them. ``REACHES`` are contradictions that the rows alone bear out;
``HARMLESS`` are rounding, hedges, other periods, other groups, totals stated again, and news that is no contradiction.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dayops_dash.dataset import Council, Dataset
from dayops_dash.dataset.tables import TABLES
from tests.measures.record.altered import Cells, claims, texts, unaltered, with_rows


@dataclass(frozen=True)
class Edit:
    """Cells of one row changed; a new row like it where ``new`` names its key."""

    table: str
    key: str
    cells: dict[str, str]
    new: str = ""


@dataclass(frozen=True)
class Plant:
    name: str
    slug: str
    edits: tuple[Edit, ...]

    def __str__(self) -> str:
        return self.name


def change(table: str, key: str, **cells: str) -> Edit:
    return Edit(table, key, cells)


def add(table: str, like: str, new: str, **cells: str) -> Edit:
    return Edit(table, like, cells, new)


def planted(plant: Plant) -> Dataset:
    """Return the council's dataset with the edits made, in order."""
    tables: dict[str, tuple[Cells, ...]] = {}
    for edit in plant.edits:
        rows = tables.get(edit.table, texts(plant.slug, edit.table))
        key = TABLES[edit.table].key
        (row,) = [r for r in rows if r[key] == edit.key]
        made = {**row, **edit.cells}
        rows = (*rows, {**made, key: edit.new}) if edit.new else tuple(made if r[key] == edit.key else r for r in rows)
        tables[edit.table] = rows
    return with_rows(plant.slug, dict(tables))


def new_claims(plant: Plant, now: Council | None = None) -> set[Any]:
    """Return what the sums say of the planted dataset, which is given where it is made already, and not of the one as shipped."""
    return claims(now.dataset if now else planted(plant)) - unaltered(plant.slug)[1]


NEW = {  # what a new row of running words is of
    "context": {"subject": "Sports groups", "measure": "position"},
    "spend": {"subject": "Grants to clubs", "basis": "statement"},
    "people": {"subject": "Volunteers"},
}


def listed(claimed: str) -> Iterator[Plant]:
    """Yield the plants of planted.csv: the texts of cells of rows, or of new rows that hold nothing else."""
    with (Path(__file__).parent / "planted.csv").open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            if line["claimed"] == claimed:
                cells = zip(line["cells"].split(" // "), line["texts"].split(" // "), strict=True)
                yield Plant(line["name"], line["council"], tuple(_edit(line["council"], *cell) for cell in cells))


def _edit(slug: str, cell: str, text: str) -> Edit:
    table, key, *column = cell.split(" ")
    if column:
        return change(table, key, **{column[0]: text})
    table, like = key, texts(slug, key)[0]  # "new context"
    own = {name: "" for name in like if name not in (TABLES[table].key, "document_id", "locator", "visibility")}
    return add(table, like[TABLES[table].key], key, **{**own, **NEW[table], "statement": text})


N, S, C, D, X = "nottinghamshire", "solihull", "cheshire-east", "dorset", "exampleshire"
MARCH = {"document_id": "select-committee-2023-03", "locator": "paragraph 30"}
NOT_LINKED = {"part_of": "", "share_part": "", "share_of": "", "change_from": "", "change_to": ""}

REACHES = (
    Plant(
        "growth that is not linked",
        C,
        (change("projections", "aged-65-and-over-growth", value="42.4", as_written="42.4%", **NOT_LINKED),),
    ),
    Plant(
        "a plan's years that are not linked",
        X,
        (
            add(
                "savings",
                "planned-2024-25",
                "plan",
                financial_year="2024/25 to 2026/27",
                accumulation="total",
                amount_gbp="500000",
                as_written="£500K",
            ),
        ),
    ),
    Plant(
        "two budgets of one year",
        N,
        (add("spend", "budget-2022-23", "again", amount_gbp="18900000", as_written="£18.9m", locator="paragraph 32"),),
    ),
    Plant(
        "providers in two places",
        N,
        (add("people", "external-providers", "again", value="75", as_written="75", locator="heading 'Foreword'"),),
    ),
    Plant(
        "complete, and an event to come",
        N,
        (
            change(
                "updates",
                next(r["update_id"] for r in texts(N, "updates") if r["reported_status"] == "complete"),
                due_as_written="Tender published in January 2024",
                due_edtf="2024-01",
                due_sense="event",
                completed_as_written="",
                completed_edtf="",
            ),
        ),
    ),
    Plant(
        "complete, then in progress",
        X,
        (
            add(
                "updates",
                "direct-payments-2025",
                "direct-payments-2026",
                document_id="progress-2026",
                reported_status="ongoing",
                status_as_written="In progress",
                completed_as_written="",
                completed_edtf="",
            ),
        ),
    ),
    Plant(
        "two statuses in one paper",
        X,
        (
            add(
                "updates",
                "framework-2026",
                "framework-2026-again",
                reported_status="ongoing",
                completed_as_written="",
                completed_edtf="",
            ),
        ),
    ),
    Plant(
        "two dates in one paper",
        X,
        (
            add(
                "updates",
                "transport-review-2026",
                "transport-review-2026-again",
                due_as_written="2028/29",
                due_edtf="2028-04-01/2029-03-31",
            ),
        ),
    ),
    Plant(
        "shares by sex",
        S,
        (
            add(
                "people",
                "share-male",
                "share-female",
                group="female",
                value="67",
                as_written="67%",
                subject="People attending day opportunities: female",
            ),
        ),
    ),
    Plant(
        "over and under",
        S,
        (
            add(
                "area_findings",
                texts(S, "area_findings")[0]["area_finding_id"],
                "again",
                finding="under-represented"
                if texts(S, "area_findings")[0]["finding"] == "over-represented"
                else "over-represented",
            ),
        ),
    ),
    Plant(
        "a price in two places",
        X,
        (add("level_figures", "community-share", "again", value="35", as_written="35%", locator="section 4"),),
    ),
    Plant(
        "a saving in two places",
        C,
        (
            add(
                "savings",
                "proof-of-concept-per-customer",
                "again",
                amount_gbp="6445",
                as_written="£6,445",
                locator="paragraph 6.2.5",
            ),
        ),
    ),
    Plant("shares by sex that are more than all", S, (
        change("people", "share-male", value="99", as_written="99%"),
        add("people", "share-male", "share-female", subject="People attending day opportunities: female", group="female", value="47",
            as_written="47%"),
    )),
    Plant("people in words, about so many in the paper's row", N, (
        add("context", "ons-health-disabled", "said", measure="position", statement="1,700 residents benefit from day services.", value="",
            unit="", as_written="", quoted_from="", period="", qualifier="", document_id="select-committee-2023-03", **NOT_LINKED),
    )),
)  # fmt: skip

HARMLESS = (
    Plant(
        "a total rounded",
        N,
        (add("spend", "budget-2022-23", "again", amount_gbp="18400000", as_written="£18.4m", locator="paragraph 32"),),
    ),
    Plant(
        "a total to the pound",
        N,
        (
            add(
                "spend",
                "budget-2022-23",
                "again",
                amount_gbp="18412345",
                as_written="£18,412,345",
                locator="paragraph 32",
            ),
        ),
    ),
    Plant(
        "another year's budget",
        N,
        (add("spend", "budget-2022-23", "next", financial_year="2023/24", amount_gbp="19100000", as_written="£19.1m"),),
    ),
    Plant(
        "spend beside the budget",
        N,
        (add("spend", "budget-2022-23", "spent", basis="spend", amount_gbp="17900000", as_written="£17.9m"),),
    ),
    Plant(
        "with transport",
        N,
        (add("spend", "budget-2022-23", "with", transport_included="yes", amount_gbp="21000000", as_written="£21m"),),
    ),
    Plant(
        "about",
        N,
        (
            add(
                "people",
                "external-providers",
                "about",
                value="62",
                as_written="62",
                qualifier="",
                locator="paragraph 9",
            ),
            change("people", "external-providers", qualifier="about"),
        ),
    ),
    Plant(
        "at least",
        N,
        (
            add("people", "external-providers", "more", value="75", as_written="75", locator="paragraph 9"),
            change("people", "external-providers", qualifier="at least"),
        ),
    ),
    Plant(
        "over",
        S,
        (add("people", "attendance-2018-2019", "over", qualifier="more than", value="300", as_written="over 300"),),
    ),
    Plant(
        "up to",
        S,
        (add("people", "attendance-2018-2019", "up-to", qualifier="at most", value="400", as_written="up to 400"),),
    ),
    Plant(
        "another period of people",
        N,
        (add("people", "people-report", "later", period="2024/25", value="1600", as_written="1,600", **MARCH),),
    ),
    Plant(
        "a subgroup",
        S,
        (
            add(
                "people",
                "attendance-2018-2019",
                "ld",
                client_group="People with learning disability",
                value="120",
                as_written="120",
            ),
        ),
    ),
    Plant(
        "a site",
        S,
        (add("people", "may-2022-total", "site", service_id="north-hub", value="40", as_written="40", part_of=""),),
    ),
    Plant(
        "a sex",
        S,
        (add("people", "attendance-2018-2019", "men", breakdown="sex", group="male", value="160", as_written="160"),),
    ),
    Plant(
        "a kind of provider",
        S,
        (add("people", "attendance-2018-2019", "internal", provider_kind="internal", value="150", as_written="150"),),
    ),
    Plant("the same figure again", S, (add("people", "attendance-2018-2019", "again", locator="heading 'Foreword'"),)),
    Plant(
        "a year with a dash",
        S,
        (add("people", "attendance-2018-2019", "again", period="2018/19", locator="heading 'Foreword'"),),
    ),
    Plant(
        "an estimate",
        S,
        (add("people", "attendance-2021-2022", "est", qualifier="estimated", value="300", as_written="300"),),
    ),
    Plant(
        "a projection beside a count",
        C,
        (
            add(
                "projections",
                "aged-65-and-over-2020",
                "count",
                kind="count",
                place="England",
                value="10500000",
                as_written="10.5m",
                **NOT_LINKED,
            ),
        ),
    ),
    Plant(
        "another place",
        C,
        (
            add(
                "projections",
                "aged-65-and-over-2020",
                "nw",
                place="North West",
                value="1400000",
                as_written="1.4m",
                **NOT_LINKED,
            ),
        ),
    ),
    Plant(
        "another age band",
        C,
        (
            add(
                "projections",
                "aged-65-and-over-2020",
                "older",
                age_band="85 and over",
                value="12000",
                as_written="12,000",
                **NOT_LINKED,
            ),
        ),
    ),
    Plant(
        "several answers of more than all",
        N,
        (
            add(
                "survey_answers", "t3-where.1", "t3-where.13", answer="Parks", position="13", count="32", share_pct="65"
            ),
        ),
    ),
    Plant(
        "complete before a deadline",
        X,
        (
            change(
                "updates",
                "framework-2026",
                due_as_written="by the end of March 2027",
                due_edtf="../2027-03-31",
                due_sense="deadline",
                completed_as_written="",
                completed_edtf="",
            ),
        ),
    ),
    Plant(
        "a saving revised later",
        X,
        (
            add(
                "savings",
                "planned-2025-26",
                "revised",
                document_id="progress-2025",
                amount_gbp="150000",
                as_written="£150K",
            ),
        ),
    ),
    Plant(
        "a comparator of the same year",
        X,
        (
            add(
                "outcome_values",
                "friends-latest",
                "england",
                role="comparator",
                place="England",
                value="66",
                as_written="66%",
            ),
        ),
    ),
    Plant(
        "a target beside the latest of its year",
        X,
        (
            add(
                "outcome_values",
                "friends-latest",
                "aim",
                role="target",
                value="70",
                as_written="70%",
                document_id="strategy-2024",
            ),
        ),
    ),
    Plant(
        "a rise of more than all",
        C,
        (add("context", "want-to-work", "rise", measure="growth in demand", value="140", as_written="140%"),),
    ),
    Plant(
        "a level of another model",
        C,
        (add("levels", "tier-1", "hub", model="Hub and spoke", kind="element", position="1"),),
    ),
    Plant(
        "an older census",
        S,
        (add("people", "share-white-borough", "older", period="2001 Census", value="94", as_written="94%"),),
    ),
    Plant(
        "people of a group that another paper counts",
        X,
        (
            add(
                "people",
                "people-2024-25-internal",
                "older",
                client_group="Older people",
                value="90",
                as_written="90",
                part_of="",
                document_id="progress-2025",
            ),
        ),
    ),
)
