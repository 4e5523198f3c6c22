"""Files as councils and public bodies write them: Windows-1252, codes in small letters, web-map metres, lookups of several years."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from pyproj import Transformer

from dayops_dash.prepare.examples import places
from dayops_dash.prepare.many import prepare_many, read_councils
from dayops_dash.prepare.places.boundary_file import code_of
from dayops_dash.prepare.places.shapes import BoundaryError, geometry_of, in_metres
from dayops_dash.prepare.records.columns import RecordsError
from dayops_dash.prepare.run import Asked, HeadcountQuestion
from tests.prepare import records as made
from tests.prepare.test_bad_records import SECRET
from tests.prepare.test_day_support import folder_of, reach, written
from tests.prepare.test_joins import AT, FULL, WARDS, by_area, done, living


def as_windows(path: Path) -> Path:
    path.write_bytes(path.read_text("utf-8").encode("cp1252"))
    return path


def test_files_in_windows_1252_are_read_and_told(tmp_path: Path) -> None:
    """A provider, a ward and an own word with letters that a spreadsheet wrote as Windows-1252."""
    rows = [made.row(nhs=str(n), provider="Café Dwy Ffrwd – Tŷ".replace("ŷ", "y"), sex="Garçon") for n in range(30)]
    records = as_windows(made.write(tmp_path / "records.csv", rows))
    lookup = as_windows(written(tmp_path / "codes.csv", [{**each, "area_name": "Aldérwick"} for each in FULL]))
    areas = as_windows(
        written(
            tmp_path / "areas.csv", [{**each, "area_name": f"Wàrd {n}"} for n, each in enumerate(places.area_rows())]
        )
    )
    words = tmp_path / "words.csv"
    words.write_text("column,word,stands_for\nGender,Garçon,Male\n", "cp1252")
    said = {"postcodes": lookup, "areas": areas, "words": words, "own_providers": ("Café Dwy Ffrwd – Ty",)}
    out, result = folder_of(tmp_path, records, **said)
    assert reach(out)["people", "", "sex", "Male"] == reach(out)["people", "", "kind of provider", "internal"] == "30"
    assert made.read(out / "areas.csv")[0]["area_name"] == "Wàrd 0"
    assert result.told[:4] == tuple(
        f"{name} is read as Windows-1252." for name in ("records.csv", "codes.csv", "areas.csv", "words.csv")
    )
    assert records.read_bytes() == as_windows_bytes(rows) and SECRET not in " ".join(result.told)


def as_windows_bytes(rows: list[made.Row]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("cp1252")


@pytest.mark.parametrize(
    ("odd", "says"),
    [
        (b"\x81", "line 3: it has a character that is not UTF-8"),
        ("é".encode() + b",\xe9", "line 3: it has a character that is not UTF-8"),
    ],
)
def test_a_file_that_may_be_in_either_encoding_is_refused_without_a_letter_of_it(
    tmp_path: Path, odd: bytes, says: str
) -> None:
    path = made.write(tmp_path / "records.csv", [made.row(nhs=str(n), provider=SECRET) for n in range(3)])
    lines = path.read_bytes().splitlines(keepends=True)
    lines[2] = lines[2].replace(b"Irish", odd)
    path.write_bytes(b"".join(lines))
    with pytest.raises(RecordsError) as error:
        made.run(path)
    assert says in str(error.value) and "é" not in str(error.value) and SECRET not in str(error.value)


def test_many_councils_files_in_windows_1252_are_read(tmp_path: Path) -> None:
    records = as_windows(
        made.write(tmp_path / "records.csv", [made.row(nhs=str(n), provider="Café") for n in range(30)])
    )
    as_windows(written(tmp_path / "lookup.csv", [{**each, "area_name": "Aldérwick"} for each in FULL]))
    listing = tmp_path / "councils.csv"
    listing.write_text(f"council,folder,name,postcodes\n{made.COUNCIL},one,Éxampleshire,lookup.csv\n", "cp1252")
    listed = read_councils(listing)
    assert listed[0].name == "Éxampleshire" and listed[0].postcodes == tmp_path / "lookup.csv"
    asked = Asked(records, HeadcountQuestion("", made.SNAPSHOT), out=tmp_path / "out")
    many = prepare_many(asked, listed)
    assert not many.failed and reach(tmp_path / "out" / "one")["people", "", "", ""] == "30"


def test_codes_in_small_letters_are_the_same_codes(tmp_path: Path) -> None:
    lookup = [{**each, "area_code": each["area_code"].lower()} for each in FULL]
    areas = written(
        tmp_path / "areas.csv",
        [{**each, "area_code": f" {each['area_code'].lower()} "} for each in places.area_rows()[:4]],
    )
    rows = [*living(AT[0], 20), *living(AT[1], 12)]
    for said in ({}, {"areas": areas}):
        out, _ = done(tmp_path / f"{len(said)}", rows, lookup, **said)
        assert by_area(reach(out)) == dict(zip(WARDS, ("20", "12", "0", "0"), strict=True))
    assert code_of(" e05999001\u00a0") == "E05999001"


def several_years(codes_now: int, codes_then: int) -> list[dict[str, str]]:
    """Return a lookup of ten wards with two years' codes: the later on all postcodes of its wards, the earlier on a few of each."""
    found = []
    for number, each in enumerate(places.lookup_rows()[: 10 * places.POSTCODES_A_WARD]):
        ward, place = divmod(number, places.POSTCODES_A_WARD)
        now = each["area_code"] if ward < codes_now else "E05111111"
        then = each["area_code"] if ward < codes_then and place == 0 else f"E0522{ward:04}"
        found.append({"pcds": each["postcode"], "WD23CD": then, "WD25CD": now, "LAD25CD": "E07999001"})
    return found


@pytest.mark.parametrize(("now", "then"), [(9, 10), (10, 10), (9, 9)])
def test_a_column_with_one_area_more_on_a_few_postcodes_is_not_the_lookups(tmp_path: Path, now: int, then: int) -> None:
    """A new ward has no postcode yet in one column; the other has a code of it, and no code of most people's postcodes."""
    areas = written(tmp_path / "areas.csv", places.area_rows()[:10])
    rows = [r for n in range(9) for r in living(f"QX{n + 1} 3ZZ", 12)]
    out, result = done(tmp_path, rows, several_years(now, then), areas=areas)
    assert set(list(by_area(reach(out)).values())[:9]) == {"12"}
    assert result.joins[0].startswith("Areas are looked up in lookup.csv by its column WD25CD.")


def test_a_district_that_is_on_every_row_is_never_the_wards_column(tmp_path: Path) -> None:
    district = {**places.area_rows()[9], "area_code": "E07999001", "area_name": "All"}
    areas = written(tmp_path / "areas.csv", [*places.area_rows()[:9], district])
    _, result = done(tmp_path, living("QX1 3ZZ", 12), several_years(9, 2), areas=areas)
    assert "by its column WD25CD" in result.joins[0]


def test_boundaries_in_the_metres_of_web_maps_are_put_on_the_national_grid() -> None:
    """Solihull's corner in degrees, and the same in Web Mercator: the same metres to the millimetre, and nonsense is refused."""
    corners = [[-1.8, 52.4], [-1.7, 52.4], [-1.7, 52.5], [-1.8, 52.5], [-1.8, 52.4]]
    web = Transformer.from_crs("EPSG:4326", "EPSG:3857", always_xy=True)
    moved = [list(web.transform(*corner)) for corner in corners]
    one, other = (
        in_metres([geometry_of({"geometry": {"type": "Polygon", "coordinates": [ring]}}, "it")])[0]
        for ring in (corners, moved)
    )
    assert one.equals_exact(other, 0.001) and 400_000 < one.centroid.x < 450_000
    with pytest.raises(BoundaryError, match="Web Mercator"):
        in_metres(
            [
                geometry_of(
                    json.loads('{"geometry": {"type": "Polygon", "coordinates": [[[1e7,1],[1e7,2],[2e7,2],[1e7,1]]]}}'),
                    "it",
                )
            ]
        )
