"""Where: services and sites, areas, what papers say of areas; and the words used."""

from dayops_dash.dataset.schema import (
    OFFICIAL_CODE,
    Column,
    Fact,
    Table,
    choice,
    day,
    integer,
    key,
    number,
    reference,
    text,
)
from dayops_dash.dataset.tables.shared import SOURCE
from dayops_dash.dataset.vocabulary import AreaFinding, ProviderKind, ServiceKind, Shorthand

SERVICES = Table(
    "services",
    "Services and sites",
    "One row a service, site, provider, partner or project that a paper names.",
    (
        key("service_id"),
        reference("parent_id", "services", "The service that this is a part of."),
        choice("kind", ServiceKind, "What sort."),
        text("title", "Its name, else what it is.", required=True),
        text("summary", "What it does, in our words."),
        choice("provider_kind", ProviderKind, "Who runs it.", required=False),
        text("client_group", "Who it is for, in the paper's words."),
        text("place", "Where, in the paper's words."),
        reference("area_code", "areas", "The area that it is in, where the paper says so."),
        *SOURCE,
    ),
    (
        Fact("title", "kind", subject="client_group"),
        Fact("summary", "=summary", subject="title"),
        Fact("provider_kind", "=who runs it", subject="title"),
        Fact("place", "=place", subject="title"),
    ),
)

AREAS = Table(
    "areas",
    "Areas",
    "One row a ward, division or district, by its official code and boundary vintage.",
    (
        Column("area_code", "string", "Official code.", required=True, pattern=OFFICIAL_CODE),
        text("area_name", "Official name.", required=True),
        text("area_type", "ward, electoral division or district.", required=True),
        text("boundary_vintage", "Which boundaries these are.", required=True),
        integer("population", "Residents."),
        integer("aged_65_and_over", "Residents aged 65 and over."),
        integer(
            "deprivation_order",
            "Place in the council's order of deprivation, 1 the most deprived, where one is given.",
            minimum=1,
        ),
        text("population_period", "When the population was estimated."),
        text("population_source", "Where the population comes from."),
        number("longitude", "Degrees east, a point inside the area."),
        number("latitude", "Degrees north, a point inside the area."),
        integer(
            "tile_column", "Column on the tile map, from the west. This project's own layout, or a HexJSON file's."
        ),
        integer("tile_row", "Row on the tile map, from the south. This project's own layout, or a HexJSON file's."),
        *SOURCE,
    ),
    (
        Fact("area_name", "area_type", subject="area_code", period="boundary_vintage"),
        Fact("population", "=population", "=people", "area_name", "population_period"),
        Fact("aged_65_and_over", "=population aged 65 and over", "=people", "area_name", "population_period"),
        Fact("deprivation_order", "=place in the order of deprivation", subject="area_name"),
    ),
)

AREA_FINDINGS = Table(
    "area_findings",
    "What papers say of areas",
    "One row an area that a paper names. An area without a row is not named, which is not 'as expected'.",
    (
        key("area_finding_id"),
        reference("area_code", "areas", "The area.", required=True),
        text("measure", "What the finding is about.", required=True),
        choice("finding", AreaFinding, "The paper's finding."),
        *SOURCE,
    ),
    (Fact("finding", "measure", subject="area_code"),),
)

REACH = Table(
    "reach",
    "People reached, protected",
    "One row a cell of a table prepared from records and protected: a count for an area, a group, or both; empty is all of them.",
    (
        key("reach_id"),
        text("measure", "people; days a week; yearly cost.", required=True),
        reference("area_code", "areas", "The area; empty for all areas."),
        text(
            "breakdown", "What the group is of: client group, age band, sex, ethnic group, kind of provider, delivery."
        ),
        text("group", "The group; empty for all groups."),
        day("snapshot_on", "The day that the records were counted for.", required=True),
        number("value", "The number, as it may be published."),
        choice(
            "shorthand",
            Shorthand,
            "Why no number is shown. A hidden count is neither zero nor missing.",
            required=False,
        ),
        text("unit", "people, days a week, GBP.", required=True),
        *SOURCE,
    ),
    (
        Fact("value", "measure", "unit", "group", "snapshot_on"),
        Fact("shorthand", "measure", "=", "group", "snapshot_on"),
    ),
    one_of=("value", "shorthand"),
)

GLOSSARY = Table(
    "glossary",
    "Glossary",
    "One row a term, with its meaning in our words.",
    (
        key("term_id"),
        text("term", "The term.", required=True),
        text("meaning", "Its meaning, in our words.", required=True),
        *SOURCE,
    ),
    (Fact("meaning", "=meaning", subject="term"),),
)

TABLES = (SERVICES, AREAS, AREA_FINDINGS, REACH, GLOSSARY)
