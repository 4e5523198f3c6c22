"""Published ASCOF values: codes by framework, files of each vintage, and a folder that is changed as a whole or not at all.

All values here are made up.
"""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dayops_dash.commands import app
from dayops_dash.dataset import DATA, Council, Library
from dayops_dash.dataset.ascof.adding import CHANGED, Added, add_ascof
from dayops_dash.dataset.ascof.codes import FAMILIES, Framework, family_of, framework_of, plain_code, since_words
from dayops_dash.dataset.ascof.file import AscofValue, FileError, read_published
from dayops_dash.dataset.checks import check
from dayops_dash.dataset.package import write_descriptor
from dayops_dash.measures import outcomes as measure
from dayops_dash.stories import PAGES
from dayops_dash.stories.outcomes import outcomes

Line = tuple[str, ...]
PLACES = "Geographical Code,Geographical Description,Geographical Level"
UNTIL_2020 = (
    f"{PLACES},ONS Area Code,ASCOF Measure Code,Disaggregation Level,Measure Type,Measure Value,"
    "Measure Group,Measure Group Description"
)
UNTIL_2024 = UNTIL_2020.replace("ONS Area Code", "ONS Code").replace("Measure Value", "Measure_Value")
SINCE_2025 = (
    "Geographical code,Geographical description,Geographical level,ONS code,"
    "ASCOF measure code,Disaggregation level,Measure type,Measure value"
)
SOLIHULL, ENGLAND = ("409", "Solihull", "Council", "E08000029"), ("England", "England", "England", "E92000001")
TOLD = {
    "1E": "The proportion of adults with a learning disability in paid employment",
    "1I(1)": "The proportion of people who use services who reported that they had as much social contact as they would like",
    "5A(1)": "Proportion of people who use services who reported that they had as much social contact as they would like",
    "1A": "Social care-related quality of life",
}
OUT = date(2023, 12, 7)


def number(place: Line, code: str, kind: str, value: str, group: str = "Total", told: str | None = None) -> Line:
    plain = code.replace("(", "").replace(")", "")
    return (*place, f"{plain}{group.upper()}", group, kind, value, code, TOLD.get(code, "") if told is None else told)


OLD = [
    number(SOLIHULL, "1E", "Outcome", "3.4"),
    number(SOLIHULL, "1E", "Outcome", "4.1", "Male"),
    number(SOLIHULL, "1E", "Denominator", "500"),
    number(ENGLAND, "1E", "Outcome", "4.8"),
    number(SOLIHULL, "1I(1)", "Outcome", "41.2"),
    number(SOLIHULL, "1I(1)", "Margin of Error", "5.5"),
    number(SOLIHULL, "1I(1)", "Base", "1,310"),
    number(ENGLAND, "1I(1)", "Outcome", "44.4"),
    number(ENGLAND, "1I(1)", "Margin of Error", "0.5"),
    number(SOLIHULL, "1A", "Outcome", "18.9"),
    number(("410", "Elsewhere", "Council", "E08000099"), "1E", "Outcome", "[c]"),
]


def published(tmp_path: Path, lines: Sequence[Line], header: str = UNTIL_2024, name: str = "ascof.csv") -> Path:
    path = tmp_path / name
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(header.split(","))
        writer.writerows(line[: header.count(",") + 1] for line in lines)
    return path


def folder(tmp_path: Path, slug: str = "solihull") -> Path:
    """Return a copy of what a council says of outcomes (a whole folder takes seconds to check)."""
    copy = tmp_path / "data" / slug
    copy.mkdir(parents=True)
    for table in ("documents", "outcomes", "outcome_values"):
        if (DATA / slug / f"{table}.csv").exists():
            shutil.copy(DATA / slug / f"{table}.csv", copy)
    shutil.copy(DATA / slug / "datapackage.json", copy)
    write_descriptor(copy)
    return copy


def read(path: Path, year: str = "2022-23", names: Sequence[str] = ("Solihull",)) -> list[AscofValue]:
    return read_published(path, year=year, names=names)


def rows(council: Path, table: str) -> list[dict[str, str]]:
    with (council / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def ours(council: Path, table: str) -> list[dict[str, str]]:
    return [row for row in rows(council, table) if row["document_id"].startswith("ascof-")]


def content(council: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(council.iterdir())}


def known(council: Path, day: date | None = None) -> Council:
    return Library(council.parent).dataset(council.name).at(day)


# Codes


def test_a_code_means_nothing_without_its_framework() -> None:
    """As the handbooks of 2018-19 and of 2023 to 2024 have it."""
    stands = {
        ("1E", "2022-23"): "People with a learning disability in paid employment",
        ("1E", "2023-24"): None,  # there it is of carers
        ("1G", "2022-23"): "Living in one's own home or with family",
        ("2E", "2023-24"): "Living in one's own home or with family",
        ("2E", "2022-23"): None,
        ("1I(2)", "2022-23"): "As much social contact as people would like",
        ("5A(1)", "2023-24"): "As much social contact as people would like",
        ("1C(2A)", "2022-23"): "Self-directed support and direct payments",
        ("3D(2A)", "2023-24"): "Self-directed support and direct payments",
        ("1C", "2023-24"): None,
        ("3D(1)", "2022-23"): None,
    }
    for (code, year), subject in stands.items():
        family = family_of(code, framework_of(year))
        assert (family.subject if family else None) == subject, (code, year)


def test_what_became_of_a_code() -> None:
    told = {code: since_words(code, Framework.OLD) for code in ("1E", "1G", "1C", "1I(1)")}
    assert told == {"1E": "no successor", "1G": "2E from 2023-24", "1C": "3D from 2023-24", "1I(1)": "5A from 2023-24"}
    assert since_words("5A", Framework.NEW) == "1I to 2022-23"
    assert all(family.source for family in FAMILIES)


@pytest.mark.parametrize(("year", "framework"), [("2022-23", Framework.OLD), ("2023-24", Framework.NEW)])
def test_the_new_framework_begins_with_2023_24(year: str, framework: Framework) -> None:
    assert framework_of(year) is framework


@pytest.mark.parametrize("year", ["2022", "2022/23", "2022-24", "22-23", "2022-2023", ""])
def test_a_year_is_written_as_the_framework_writes_it(year: str) -> None:
    with pytest.raises(ValueError, match="2022-23"):
        framework_of(year)


def test_codes_are_read_as_published_with_and_without_brackets() -> None:
    assert [plain_code(c) for c in ("1I1", "1i(1)", "1I (1)", "1E", "3D(2a)", "1C2B")] == [
        "1I(1)",
        "1I(1)",
        "1I(1)",
        "1E",
        "3D(2A)",
        "1C(2B)",
    ]
    with pytest.raises(ValueError, match="no ASCOF code"):
        plain_code("1E1864")


# Files


@pytest.mark.parametrize("header", [UNTIL_2020, UNTIL_2024, UNTIL_2024.replace("Measure_Value", "Measure Value")])
def test_each_older_vintage_is_read_alike(tmp_path: Path, header: str) -> None:
    found = [
        (p.code, p.england, p.value.number, p.margin and p.margin.number)
        for p in read(published(tmp_path, OLD, header))
    ]
    assert found == [
        ("1E", False, 3.4, None),
        ("1E", True, 4.8, None),
        ("1I(1)", False, 41.2, 5.5),
        ("1I(1)", True, 44.4, 0.5),
    ]


def test_the_vintage_of_2024_25_has_no_groups(tmp_path: Path) -> None:
    solihull, england = (*SOLIHULL[:2], "Local authority", SOLIHULL[3]), ENGLAND
    lines = [(*solihull, "5A(1)", "Total", "Outcome", "43.1"), (*england, "5A(1)", "Total", "Outcome", "45.0")]
    found = read(published(tmp_path, lines, SINCE_2025), "2024-25")
    assert [(p.code, p.england, p.value.number, p.description) for p in found] == [
        ("5A(1)", False, 43.1, ""),
        ("5A(1)", True, 45.0, ""),
    ]


def test_a_byte_order_mark_and_an_old_encoding_are_read(tmp_path: Path) -> None:
    path = published(tmp_path, OLD)
    text = path.read_text("utf-8").replace("Elsewhere", "Else\u2013where")
    for encoding in ("utf-8-sig", "cp1252"):
        path.write_bytes(text.encode(encoding))
        assert len(read(path)) == 4


@pytest.mark.parametrize(
    ("written", "shorthand"),
    [
        ("[c]", "hidden"),
        ("c", "hidden"),
        ("*", "hidden"),
        ("[x]", "not available"),
        ("", "not available"),
        ("[z]", "not applicable"),
        ("[low]", "low"),
    ],
)
def test_a_value_without_a_number_says_why_and_is_never_zero(tmp_path: Path, written: str, shorthand: str) -> None:
    (found,) = read(published(tmp_path, [number(SOLIHULL, "1E", "Outcome", written)]))
    assert found.value.number is None and found.value.shorthand == shorthand


def test_zero_is_a_number(tmp_path: Path) -> None:
    (found,) = read(published(tmp_path, [number(SOLIHULL, "1E", "Outcome", "0")]))
    assert found.value.number == 0 and found.value.shorthand is None


def wrong(change: Sequence[Line], header: str = UNTIL_2024) -> tuple[Sequence[Line], str]:
    return change, header


BAD = {
    "no such column": (
        wrong(OLD, UNTIL_2024.replace("Measure Type", "Kind")),
        "row 1, column measure type: found no such column",
    ),
    "unknown column": (wrong([], UNTIL_2024 + ",Rank"), "row 1, column Rank: found a column that is not known"),
    "column twice": (wrong([], UNTIL_2024 + ",Measure_Value"), "row 1, column Measure_Value: found a column"),
    "not a number": (
        wrong([number(SOLIHULL, "1E", "Outcome", "3,4")]),
        "row 2, column measure value: found '3,4'; expected a number",
    ),
    "symbol unknown": (wrong([number(SOLIHULL, "1E", "Outcome", "[q]")]), "row 2, column measure value: found '[q]'"),
    "below zero": (wrong([number(SOLIHULL, "1E", "Outcome", "-1")]), "row 2, column measure value"),
    "above 100": (wrong([number(SOLIHULL, "1E", "Outcome", "100.1")]), "expected a percentage, at most 100"),
    "twice": (
        wrong([*OLD, OLD[0]]),
        "row 13, column ASCOF measure code: found 1E, outcome, a second time (first in row 2)",
    ),
    "new code": (wrong([number(SOLIHULL, "5A(1)", "Outcome", "40")]), "row 2, column ASCOF measure code: found 5A"),
    "other subject": (
        wrong([number(SOLIHULL, "1E", "Outcome", "40", told="Satisfaction of carers")]),
        "row 2, column measure group description: found 'Satisfaction of carers'",
    ),
    "no such council": (wrong([number(("1", "Solihul", "Council", "E1"), "1E", "Outcome", "40")]), "near: Solihul"),
    "nothing known": (wrong([number(SOLIHULL, "1A", "Outcome", "40")]), "expected an Outcome of a measure"),
    "cut short": (wrong([OLD[0], OLD[1][:5]]), "row 3: found 5 cells; expected 10 cells"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_not_as_expected_is_refused_with_its_place_and_changes_nothing(
    tmp_path: Path, name: str
) -> None:
    (lines, header), said = BAD[name]
    council, path = folder(tmp_path), published(tmp_path, lines, header)
    before = content(council)
    with pytest.raises(FileError) as raised:
        add_ascof(council, path, year="2022-23", published=OUT)
    assert str(raised.value).startswith("ascof.csv") and said in str(raised.value)
    assert content(council) == before


def test_a_file_of_the_old_framework_given_as_new_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="1I, a code of the framework to 2022-23"):
        read(published(tmp_path, OLD), "2023-24")


def test_an_empty_file_and_no_file_are_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_text("")
    for name in ("empty.csv", "none.csv"):
        with pytest.raises(FileError, match=name):
            read(tmp_path / name)


# Folders


def test_values_land_with_role_framework_document_and_row(tmp_path: Path) -> None:
    council = folder(tmp_path)
    before = {table: rows(council, table) for table in CHANGED}
    assert add_ascof(council, published(tmp_path, OLD), year="2022-23", published=OUT) == Added(2, 2, 0)
    assert check(council) == []
    for table in CHANGED:  # what papers say is as it was
        assert [row for row in rows(council, table) if row not in ours(council, table)] == before[table]
    (document,) = ours(council, "documents")
    assert document["kind"] == "official statistics" and document["published_on"] == "2023-12-07"
    assert document["licence"] == "Open Government Licence v3.0" and document["visibility"] == "public"
    keyed = {(o["ascof_code"], o["ascof_framework_year"]): o for o in ours(council, "outcomes")}
    assert set(keyed) == {("1E", "to 2022-23"), ("1I(1)", "to 2022-23")}
    contact = keyed["1I(1)", "to 2022-23"]["outcome_id"]
    own, england = [v for v in ours(council, "outcome_values") if v["outcome_id"] == contact]
    assert (own["role"], own["place"], own["value"], own["margin_of_error"], own["base_count"]) == (
        "latest",
        "Solihull",
        "41.2",
        "5.5",
        "1310",
    )
    assert own["locator"] == "file ascof.csv, rows 6, 7, 8" and own["document_id"] == "ascof-2022-23"
    assert (england["role"], england["place"], england["period"]) == ("comparator", "England", "2022-23")


def test_a_hidden_value_is_kept_as_hidden(tmp_path: Path) -> None:
    council = folder(tmp_path)
    lines = [number(SOLIHULL, "1I(1)", "Outcome", "[c]"), number(SOLIHULL, "1I(1)", "Margin of Error", "[c]"), OLD[7]]
    assert add_ascof(council, published(tmp_path, lines), year="2022-23", published=OUT) == Added(1, 1, 1)
    hidden = next(v for v in ours(council, "outcome_values") if v["place"] == "Solihull")
    assert (hidden["value"], hidden["shorthand"], hidden["as_written"], hidden["margin_of_error"]) == (
        "",
        "hidden",
        "[c]",
        "",
    )
    (aim,) = measure.national(known(council))
    assert not aim.has_number and measure.latest(aim) is None
    told = outcomes(known(council)).markdown()
    assert "hidden at the source" in told and "Solihull 0%" not in told


def two_years(tmp_path: Path, council: Path, order: Sequence[str]) -> None:
    files = {
        "2021-22": published(tmp_path, [number(SOLIHULL, "1I(1)", "Outcome", "39.0"), OLD[3], OLD[0]], name="a.csv"),
        "2022-23": published(tmp_path, OLD, name="b.csv"),
        "2023-24": published(tmp_path, [number(SOLIHULL, "5A(1)", "Outcome", "42.0")], name="c.csv"),
    }
    for year in order:
        add_ascof(council, files[year], year=year, published=date(int(year[:4]) + 1, 12, 1))


def test_twice_or_in_another_order_gives_the_same_bytes(tmp_path: Path) -> None:
    years, results = ["2021-22", "2022-23", "2023-24"], []
    for place, order in enumerate((years, years[::-1], [*years, *years])):
        council = folder(tmp_path / str(place))
        two_years(tmp_path, council, order)
        results.append(content(council))
    assert results[0] == results[1] == results[2]


def test_the_newest_year_of_a_code_is_its_latest_and_frameworks_stay_apart(tmp_path: Path) -> None:
    council = folder(tmp_path)
    two_years(tmp_path, council, ["2022-23", "2021-22", "2023-24"])
    roles = {
        (v["outcome_id"], v["period"]): v["role"] for v in ours(council, "outcome_values") if v["place"] == "Solihull"
    }
    assert roles == {
        ("ascof-to-2022-23-1e", "2021-22"): "previous",
        ("ascof-to-2022-23-1e", "2022-23"): "latest",
        ("ascof-to-2022-23-1i-1", "2021-22"): "previous",
        ("ascof-to-2022-23-1i-1", "2022-23"): "latest",
        ("ascof-from-2023-24-5a-1", "2023-24"): "latest",
    }


def test_values_are_known_from_the_day_of_their_publication(tmp_path: Path) -> None:
    council = folder(tmp_path)
    two_years(tmp_path, council, ["2021-22", "2022-23"])
    assert known(council).dataset.latest_news_on == date(2023, 12, 1)
    on = known(council, date(2023, 6, 1))
    assert {v["period"] for aim in measure.national(on) for v in aim.values} == {"2021-22"}
    assert all(aim.values and measure.latest(aim) for aim in measure.national(on))
    assert not measure.national(known(council, date(2022, 11, 30)))
    assert known(council).latest_report_on == date(2022, 12, 31)  # statistics are no paper of the council


def test_a_council_without_values_gets_the_table_and_its_descriptor(tmp_path: Path) -> None:
    council = folder(tmp_path, "dorset")
    lines = [number(("999", "DORSET", "Council", "E06000059"), "1E", "Outcome", "3.4")]
    add_ascof(council, published(tmp_path, lines), year="2022-23", published=OUT)
    assert check(council) == [] and len(rows(council, "outcome_values")) == 1


def test_the_files_spelling_of_a_council_can_be_given(tmp_path: Path) -> None:
    council = folder(tmp_path)
    lines = [number(("1", "Solihull MBC", "Council", "E1"), "1E", "Outcome", "3.4")]
    path = published(tmp_path, lines)
    with pytest.raises(FileError, match="--name"):
        add_ascof(council, path, year="2022-23", published=OUT)
    assert add_ascof(council, path, year="2022-23", published=OUT, name="Solihull MBC").council == 1


def test_what_would_not_pass_check_is_not_put_in_place(tmp_path: Path) -> None:
    council, path = folder(tmp_path), published(tmp_path, OLD)
    before = content(council)
    with pytest.raises(FileError, match=r"documents.csv, row \d+, column published_on"):
        add_ascof(council, path, year="2022-23", published=date(2999, 1, 1))
    assert content(council) == before


def test_a_disk_that_fails_half_way_leaves_the_folder_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    council, path = folder(tmp_path), published(tmp_path, OLD)
    before = content(council)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(FileError, match="No space left"):
        add_ascof(council, path, year="2022-23", published=OUT)
    assert content(council) == before


def test_the_page_draws_national_measures_apart_from_solihulls_own_survey(tmp_path: Path) -> None:
    council = folder(tmp_path)
    two_years(tmp_path, council, ["2021-22", "2022-23"])
    figures = {figure.figure_id: figure for figure in outcomes(known(council)).figures}
    national = [(panel.title, [bar.words for bar in panel.bars]) for panel in figures["national"].panels]
    assert national == [
        (TOLD["1E"], ["3.4%", "3.4%", "4.8%", "4.8%"]),
        (TOLD["1I(1)"], ["39.0%", "41.2% ± 5.5", "44.4% ± 0.5"]),
    ]
    assert figures["national"].title == "2 national measures to 2022-23: 1 better than in 2021-22, 1 the same"
    drawn = {bar.words for panel in figures["numbers"].panels for bar in panel.bars}
    assert drawn == {"3.2%", "5.1%", "75%", "78%"}  # no panel holds a paper's values and published ones


@pytest.mark.parametrize("page", PAGES)
def test_every_story_can_be_told_with_published_values(tmp_path: Path, page: str) -> None:
    council = folder(tmp_path)
    two_years(tmp_path, council, ["2022-23"])
    told = PAGES[page].story(known(council)).markdown()
    assert "nan" not in re.findall(r"[a-z]+", told.lower())


def test_the_command_says_what_was_added_and_what_is_wrong(tmp_path: Path) -> None:
    council, path = folder(tmp_path), published(tmp_path, OLD)
    run = CliRunner().invoke
    done = run(app, ["ascof", str(council), str(path), "--year", "2022-23", "--published", "2023-12-07"])
    assert done.exit_code == 0 and done.stdout == "solihull: 2 values and 2 of England for 2022-23\n"
    assert run(app, ["ascof", str(council), str(path), "--year", "2022", "--published", "2023-12-07"]).exit_code == 2
    assert run(app, ["ascof", str(council), str(path)]).exit_code == 2
