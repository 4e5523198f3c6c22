"""Exampleshire: the wards, postcodes and providers of a council that does not exist, placed in the North Sea.

The codes have the shape of official ones and can be no real place's. Everything here is made up.
"""

from __future__ import annotations

from dataclasses import dataclass

COUNCIL_CODE, COUNCIL_NAME = "E10999001", "Exampleshire"
OTHER_CODE, OTHER_NAME = "E10999002", "Sampleton"  # a neighbour, some of whose rows stand in the same file
VINTAGE = "Made-up wards of 2025"
FIRST_WARD = 5_999_001
POSTCODES_A_WARD = 10
OWN_PROVIDERS = ("Exampleshire Day Centre North", "Exampleshire Day Centre South")
OTHER_PROVIDERS = (
    "Heron Meadow Day Opportunities",
    "The Lantern Workshop",
    "Saltmarsh Community Hub",
    "Quayside Skills",
)


@dataclass(frozen=True)
class Ward:
    """A made-up ward: its name, its place on the tile map, its residents, and how far its people use day support (1 is as others)."""

    name: str
    column: int
    row: int
    population: int
    older: int
    use: float


WARDS = (
    Ward("Alderwick", 1, 4, 11_840, 2_310, 1.0),
    Ward("Barrowmere", 2, 4, 9_760, 2_480, 1.1),
    Ward("Candlesby Green", 3, 4, 12_930, 2_050, 0.9),
    Ward("Dunlin Bay", 4, 4, 8_410, 2_690, 0.1),
    Ward("Eastfleet", 0, 3, 13_220, 1_980, 1.9),
    Ward("Fallowgate", 1, 3, 14_050, 2_120, 1.0),
    Ward("Gorse Hill", 2, 3, 12_310, 1_870, 2.0),
    Ward("Harrowdene", 3, 3, 10_980, 2_240, 1.0),
    Ward("Inglebrook", 4, 3, 11_570, 2_560, 0.8),
    Ward("Jessamine Park", 0, 2, 13_640, 1_760, 1.1),
    Ward("Kestrel Moor", 1, 2, 4_430, 1_110, 0.9),
    Ward("Larkholme", 2, 2, 12_080, 2_150, 1.0),
    Ward("Millrace", 3, 2, 13_870, 1_690, 1.4),
    Ward("Netherby Cross", 4, 2, 14_240, 2_380, 0.55),
    Ward("Oxlip Vale", 0, 1, 13_150, 2_600, 0.7),
    Ward("Plover Sands", 1, 1, 8_890, 2_940, 0.9),
    Ward("Quillbury", 2, 1, 12_660, 2_200, 1.0),
    Ward("Rushford", 3, 1, 11_320, 2_090, 1.2),
    Ward("Sedge End", 1, 0, 3_240, 850, 0.9),
    Ward("Tollerwick", 2, 0, 10_510, 2_330, 0.9),
)


def ward_code(number: int) -> str:
    return f"E{FIRST_WARD + number:08d}"


def postcode(number: int) -> str:
    """Return a made-up postcode; no real one begins with Q."""
    ward, place = divmod(number, POSTCODES_A_WARD)
    return f"QX{ward + 1} {place}ZZ"


def lookup_rows() -> list[dict[str, str]]:
    """Return the lookup from postcodes to wards: one row a postcode."""
    return [
        {
            "postcode": postcode(number),
            "area_code": ward_code(number // POSTCODES_A_WARD),
            "area_name": WARDS[number // POSTCODES_A_WARD].name,
            "boundary_vintage": VINTAGE,
        }
        for number in range(len(WARDS) * POSTCODES_A_WARD)
    ]


def area_rows() -> list[dict[str, str]]:
    """Return what is known of each ward: one row a ward, for ``prepare --areas``. The fewer are old, the more deprived it is said to be."""
    deprived = sorted(WARDS, key=lambda ward: ward.older / ward.population)
    return [
        {
            "area_code": ward_code(number),
            "area_name": ward.name,
            "area_type": "ward",
            "boundary_vintage": VINTAGE,
            "population": str(ward.population),
            "aged_65_and_over": str(ward.older),
            "deprivation_order": str(deprived.index(ward) + 1),
            "population_period": "2025",
            "population_source": "Made up",
            "longitude": f"{1.9 + 0.06 * ward.column + 0.03 * (ward.row % 2):.2f}",
            "latitude": f"{54.3 + 0.04 * ward.row:.2f}",
            "tile_column": str(ward.column),
            "tile_row": str(ward.row),
        }
        for number, ward in enumerate(WARDS)
    ]
