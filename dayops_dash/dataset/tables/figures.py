"""The numbers: money, people, levels and prices, outcomes, projections and context. One value a row."""

from dayops_dash.dataset.schema import Fact, Table, choice, integer, key, number, reference, text
from dayops_dash.dataset.tables.shared import AS_WRITTEN, SOURCE, arithmetic
from dayops_dash.dataset.vocabulary import (
    Accumulation,
    Direction,
    Included,
    LevelKind,
    MoneyBasis,
    NationalMatch,
    OutcomeKind,
    ProviderKind,
    SavingKind,
    SeriesKind,
    Shorthand,
    SupportLevel,
    ValueRole,
)

SPEND = Table(
    "spend",
    "Spend and budgets",
    "One row an amount of budget or spend, with its basis. A row without an amount has a statement.",
    (
        key("spend_id"),
        text("subject", "What the money is for.", required=True),
        text("financial_year", "2022/23, or empty where not stated."),
        choice("basis", MoneyBasis, "Budget or spend; statement where there is no amount."),
        choice("provider_kind", ProviderKind, "Who provides."),
        text("client_group", "Group of people, in the paper's words."),
        number("amount_gbp", "Pounds."),
        choice("transport_included", Included, "Whether transport is in the amount."),
        choice("food_included", Included, "Whether food is in the amount."),
        *AS_WRITTEN,
        *arithmetic("spend"),
        *SOURCE,
    ),
    (
        Fact("amount_gbp", "basis", "=GBP", "subject", "financial_year", "as_written", "qualifier"),
        Fact("statement", "=statement", subject="subject", period="financial_year"),
    ),
    one_of=("amount_gbp", "statement"),
)

SAVINGS = Table(
    "savings",
    "Savings",
    "One row a saving planned or delivered, in pounds or as a share of spend.",
    (
        key("saving_id"),
        text("subject", "What the saving is.", required=True),
        choice("kind", SavingKind, "Planned, delivered, for each person; or none planned, where a paper says so."),
        text("financial_year", "2022/23, a span of years, or empty."),
        choice("accumulation", Accumulation, "For one year, or the total of several."),
        text("cash_basis", "Cash or incremental, as the paper says."),
        number("amount_gbp", "Pounds."),
        number("share_pct", "Per cent."),
        reference("share_of_spend_id", "spend", "The spend that the share is of, where the two are stated together."),
        *AS_WRITTEN,
        *arithmetic("savings"),
        *SOURCE,
    ),
    (
        Fact("amount_gbp", "kind", "=GBP", "subject", "financial_year", "as_written", "qualifier"),
        Fact("share_pct", "kind", "=%", "subject", "financial_year", "as_written", "qualifier"),
        Fact("statement", "=statement", subject="subject", period="financial_year"),
    ),
    one_of=("amount_gbp", "share_pct", "statement"),
)

PEOPLE = Table(
    "people",
    "People and attendance",
    "One row a count, share or average of people who attend, providers, or days; or of the population to compare with.",
    (
        key("people_id"),
        text("subject", "Who or what is counted.", required=True),
        text("measure", "people; share of people; providers; days a week; change.", required=True),
        text("period", "When, as the paper gives it."),
        number("value", "The number."),
        text("unit", "people, providers, centres, %, days a week."),
        choice("provider_kind", ProviderKind, "Who provides."),
        text("client_group", "Group of people, in the paper's words."),
        reference("service_id", "services", "The service or site, where the number is for one."),
        text("breakdown", "What the share is by: sex, age, ethnicity, other services."),
        text("group", "The part of that breakdown: male, under 65, white."),
        text("base", "Who the share is of."),
        reference("comparator_of", "people", "The row that this is given to compare with."),
        *AS_WRITTEN,
        *arithmetic("people"),
        *SOURCE,
    ),
    (
        Fact("value", "measure", "unit", "subject", "period", "as_written", "qualifier"),
        Fact("statement", "measure", subject="subject", period="period"),
    ),
    one_of=("value", "statement"),
)

CONTEXT = Table(
    "context",
    "Context",
    "One row a figure that a paper quotes about the wider world, or about need, to make its case.",
    (
        key("context_id"),
        text("subject", "Who or what it is about.", required=True),
        text("measure", "What is measured.", required=True),
        text("place", "Where it holds: Great Britain, England, the council's area."),
        text("period", "When."),
        number("value", "The number."),
        text("unit", "%, people, councils."),
        text("quoted_from", "The source that the paper names."),
        *AS_WRITTEN,
        *arithmetic("context"),
        *SOURCE,
    ),
    (
        Fact("value", "measure", "unit", "subject", "period", "as_written", "qualifier"),
        Fact("statement", "measure", subject="subject", period="period"),
    ),
    one_of=("value", "statement"),
)

LEVELS = Table(
    "levels",
    "Levels, tiers and elements",
    "One row a level or tier of support, or an element of the council's model.",
    (
        key("level_id"),
        text("model", "The model's name: four levels of support, three tiers, hub and spoke.", required=True),
        choice("kind", LevelKind, "Level, tier or element."),
        integer("position", "Order in the paper, from 1.", required=True, minimum=1),
        text("title", "The paper's name for it.", required=True),
        text("summary", "What it is, in our words."),
        text("for_whom", "Who it is for, in our words."),
        choice(
            "support_level",
            SupportLevel,
            "Where it stands on one frame for all councils: our reading. Empty for an element that is no level of support.",
            required=False,
        ),
        text("support_level_reason", "Why we read it so."),
        choice(
            "other_support_level",
            SupportLevel,
            "A second level into which it reaches, by the paper's own words: our reading. Empty for most.",
            required=False,
        ),
        *SOURCE,
    ),
    (
        Fact("title", "kind", subject="model"),
        Fact("summary", "=summary", subject="title"),
        Fact("for_whom", "=for whom", subject="title"),
        Fact("support_level", "=level of support", subject="title", qualifier="=our reading"),
        Fact(
            "other_support_level", "=level of support that it reaches into", subject="title", qualifier="=our reading"
        ),
    ),
)

LEVEL_FIGURES = Table(
    "level_figures",
    "Prices and shares by level",
    "One row a price, share or length of time of a level or tier; value_to is the upper end of a range.",
    (
        key("level_figure_id"),
        reference("level_id", "levels", "The level or tier.", required=True),
        text("measure", "price per day; price per session; share of people; share in groups.", required=True),
        number("value", "The number, or a range's lower end."),
        number("value_to", "A range's upper end."),
        text("unit", "GBP, %, hours, weeks."),
        *AS_WRITTEN,
        *SOURCE,
    ),
    (
        Fact("value", "measure", "unit", "level_id", "=", "as_written", "qualifier"),
        Fact("value_to", "measure", "unit", "level_id", "=", "as_written", "qualifier"),
        Fact("statement", "measure", subject="level_id"),
    ),
    one_of=("value", "value_to", "statement"),
)

OUTCOMES = Table(
    "outcomes",
    "Outcomes and success measures",
    "One row an outcome wanted, a measure of success, an aspiration, an objective or a standard.",
    (
        key("outcome_id"),
        choice("kind", OutcomeKind, "What sort."),
        integer("position", "Order in the paper, from 1.", required=True, minimum=1),
        text("title", "The outcome: the paper's short phrase, or ours.", required=True),
        choice("direction", Direction, "Which way is better, as the paper says."),
        text("definition", "How it is measured, in our words."),
        text(
            "ascof_code",
            "The ASCOF code of the same subject; empty where there is none. It means nothing without its framework.",
        ),
        text("ascof_framework_year", "The framework that the code belongs to: to 2022-23, from 2023-24."),
        choice("ascof_match", NationalMatch, "Whether it is that measure, and who says so.", required=False),
        *SOURCE,
    ),
    (Fact("title", "kind", subject="direction"), Fact("definition", "=definition", subject="title")),
)

OUTCOME_VALUES = Table(
    "outcome_values",
    "Values of outcomes",
    "One row a value of an outcome: baseline, previous, latest, target or comparator, each with its own year.",
    (
        key("outcome_value_id"),
        reference("outcome_id", "outcomes", "The outcome.", required=True),
        choice("role", ValueRole, "What the value is."),
        text("period", "The year of the value, as written."),
        text("place", "Whose value it is: the council's, England's."),
        number("value", "The number."),
        text("unit", "%."),
        choice(
            "shorthand",
            Shorthand,
            "Why the source prints no number: hidden [c], not available [x], not applicable [z], low [low]. None of these is zero.",
            required=False,
        ),
        number(
            "margin_of_error",
            "Margin of error either side, in the value's unit, as published; never worked out here.",
            minimum=0,
        ),
        integer("base_count", "How many answered, where it is a survey and the source says so."),
        *AS_WRITTEN,
        *SOURCE,
    ),
    (
        Fact("value", "role", "unit", "outcome_id", "period", "as_written", "qualifier"),
        Fact("shorthand", "role", "=", "outcome_id", "period", "as_written"),
        Fact("margin_of_error", "=margin of error either side", "unit", "outcome_id", "period"),
        Fact("base_count", "=number who answered", "=people", "outcome_id", "period"),
        Fact("statement", "role", subject="outcome_id", period="period"),
    ),
    one_of=("value", "shorthand", "statement"),
)

PROJECTIONS = Table(
    "projections",
    "Projections",
    "One row a count, projection or growth of a population.",
    (
        key("projection_id"),
        text("subject", "Who is counted.", required=True),
        text("age_band", "Ages, as written."),
        text("period", "The year, or from and to.", required=True),
        choice("kind", SeriesKind, "Count, projection or growth."),
        number("value", "The number.", required=True),
        text("unit", "people, %.", required=True),
        text("place", "Where."),
        text("quoted_from", "The source that the paper names."),
        *AS_WRITTEN,
        *arithmetic("projections"),
        *SOURCE,
    ),
    (Fact("value", "kind", "unit", "subject+age_band", "period", "as_written", "qualifier"),),
)

TABLES = (
    SPEND,
    SAVINGS,
    PEOPLE,
    CONTEXT,
    LEVELS,
    LEVEL_FIGURES,
    OUTCOMES,
    OUTCOME_VALUES,
    PROJECTIONS,
)
