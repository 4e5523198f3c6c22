"""The public copy: rows exempt from publication are absent from it, with what rests on them, and what is left is sound."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from dayops_dash import page_commands
from dayops_dash.commands import app
from dayops_dash.dataset import DATA, Dataset, Library
from dayops_dash.dataset.checks import check, examine
from dayops_dash.dataset.package import files_of
from dayops_dash.dataset.serving.public import public_copy
from dayops_dash.dataset.writing.public_copies import MARK, DisclosureDecision, NotWrittenError, publish, whole_folder
from tests.made_up import amount, council, papers

SECRET = "exempt-12A-3"
WORKED_OUT = "spend.csv: all-22: all of its parts but one are public"


def with_secrets(root: Path) -> Dataset:
    """Return a council with an exempt part of a public whole, an exempt paper and what refers to each."""
    paper = {**papers()[1], "document_id": "closed", "title": "Zanzibar tender", "visibility": SECRET}
    spend = [
        amount("all-22", "all", 1_000_000, "2022/23", as_written="1,000,000"),
        amount("in-22", "internal", 700_000, "2022/23", "all-22"),
        amount("out-22", "external", 234_567, "2022/23", "all-22", visibility=SECRET, note="Zanzibar price"),
        amount("pay-22", "direct payment", 65_433, "2022/23", "all-22"),
        amount("closed-23", "all", 345_678, "2023/24", paper="closed"),
    ]
    risks = [
        {"risk_id": "open", "position": "1", "title": "Closure of a centre", "document_id": "first"},
        {"risk_id": "shut", "position": "2", "title": "Zanzibar fails", "document_id": "first", "visibility": SECRET},
    ]
    done = {"document_id": "first", "evidence": "none stated"}
    mitigations = [
        {**done, "mitigation_id": "m-open", "risk_id": "open", "position": "1", "title": "Talk early"},
        {**done, "mitigation_id": "m-shut", "risk_id": "shut", "position": "1", "title": "A second Zanzibar"},
    ]
    levels = [{"level_id": "only", "title": "Zanzibar tier", "document_id": "first", "visibility": SECRET}]
    tables = {"spend": spend, "risks": risks, "mitigations": mitigations, "levels": levels}
    return council(root, documents=[*papers(), paper], **tables)


def test_the_copy_of_a_package_without_exempt_rows_is_its_own_bytes() -> None:
    for slug in Library().slugs():
        files = files_of(DATA / slug)
        assert public_copy(files, slug).files == files
        assert Library(public=True).dataset(slug).version == Library().dataset(slug).version


def test_exempt_rows_and_what_is_about_them_are_absent(tmp_path: Path) -> None:
    everything = with_secrets(tmp_path)
    public = Library(tmp_path, public=True).dataset("exampleton")
    assert len(everything.table("spend")) == 5 and len(everything.table("mitigations")) == 2
    assert list(public.table("spend")["spend_id"]) == ["in-22", "pay-22"]  # the whole would tell the part between them
    assert list(public.table("risks")["risk_id"]) == ["open"]
    assert list(public.table("mitigations")["mitigation_id"]) == ["m-open"]  # public, but about a risk that is not
    assert list(public.table("documents")["document_id"]) == ["first", "second"]
    assert len(public.table("levels")) == 0 and "levels.csv" not in public.files()
    assert b"Zanzibar" not in b"".join(public.files().values())
    rows = b"".join(content for name, content in public.files().items() if name.endswith(".csv"))
    assert not any(secret in rows for secret in (b"234567", b"345678", b"exempt", b"closed", b"1000000"))
    assert public.about["withheld"].startswith("This open copy leaves out 1 published figure,")
    assert public.version != everything.version
    assert public.library.public and public.library.root == tmp_path


def test_the_second_reading_of_a_paper_goes_with_its_first_exempt_row(tmp_path: Path) -> None:
    """The numbers of a paper's text hold those of its exempt rows."""
    spend = [amount("out-22", "external", 234_567, "2022/23", visibility=SECRET, as_written="£234,567")]
    numbers = [
        {"printed_id": f"{paper}.gbp-234567", "as_written": "£234,567", "document_id": paper}
        for paper in ("first", "second")
    ]
    council(tmp_path, documents=papers(), spend=spend, printed_numbers=numbers)
    public = Library(tmp_path, public=True).dataset("exampleton")
    assert list(public.table("printed_numbers")["document_id"]) == ["second"]


def test_parts_that_no_longer_make_the_whole_are_no_longer_said_to(tmp_path: Path) -> None:
    """Else the page of sums would print the difference, which is the exempt number."""
    everything = with_secrets(tmp_path)
    public = Library(tmp_path, public=True).dataset("exampleton")
    assert list(public.table("spend")["part_of"]) == ["", ""]
    assert public_copy(everything.files(), "exampleton").worked_out == (WORKED_OUT,)
    shown = public_copy(everything.files(), "exampleton", withhold=False)
    assert b"all-22" in shown.files["spend.csv"] and shown.withheld == 0
    assert {row.split(",")[12] for row in shown.files["spend.csv"].decode().splitlines()[1:]} == {""}


def numbers_left(root: Path, spend: list[dict[str, str]]) -> set[str]:
    """Return the keys of the rows of spend that an open copy holds."""
    council(root, documents=papers(), spend=spend)
    return set(Library(root, public=True).dataset("exampleton").table("spend")["spend_id"])


def test_no_chain_of_sums_leads_to_what_is_left_out(tmp_path: Path) -> None:
    """The whole is withheld, and then the whole of that whole, since its other part is public."""
    spend = [
        amount("care-22", "all", 3_000_000, "2022/23"),
        amount("day-22", "all", 1_000_000, "2022/23", "care-22"),
        amount("home-22", "external", 2_000_000, "2022/23", "care-22"),
        amount("in-22", "internal", 700_000, "2022/23", "day-22"),
        amount("out-22", "external", 300_000, "2022/23", "day-22", visibility=SECRET),
    ]
    assert numbers_left(tmp_path, spend) == {"home-22", "in-22"}


def test_of_a_whole_that_two_parts_are_left_out_of_nothing_is_withheld(tmp_path: Path) -> None:
    spend = [
        amount("day-22", "all", 1_000_000, "2022/23"),
        amount("in-22", "internal", 600_000, "2022/23", "day-22"),
        amount("out-22", "external", 300_000, "2022/23", "day-22", visibility=SECRET),
        amount("pay-22", "direct payment", 100_000, "2022/23", "day-22", visibility=SECRET),
    ]
    assert numbers_left(tmp_path, spend) == {"day-22", "in-22"}


def test_a_whole_that_is_left_out_is_not_the_sum_of_its_parts(tmp_path: Path) -> None:
    spend = [
        amount("day-22", "all", 1_000_000, "2022/23", visibility=SECRET),
        amount("in-22", "internal", 700_000, "2022/23", "day-22"),
        amount("out-22", "external", 300_000, "2022/23", "day-22"),
    ]
    assert numbers_left(tmp_path, spend) == {"out-22"}


def test_check_tells_the_officer_and_no_reader_is_told_what_it_is(tmp_path: Path) -> None:
    everything = with_secrets(tmp_path)
    (note,) = [n for n in examine(everything.folder).notes if "exempt number" in n.basis]
    assert (note.file, note.row) == ("spend.csv", 2) and "all of its parts but one are public" in str(note)
    assert not [n for slug in Library().slugs() for n in examine(DATA / slug).notes if "exempt" in n.basis]


@pytest.mark.parametrize("command", ["public-copy", "site"])
def test_where_it_can_be_worked_out_nothing_is_written_until_it_is_decided(
    tmp_path: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_secrets(tmp_path / "data")
    monkeypatch.setattr(page_commands, "Library", lambda **options: Library(tmp_path / "data", **options))
    words = [command, "--out", str(tmp_path / "out")]
    refused = CliRunner().invoke(app, words)
    assert refused.exit_code == 2 and f"exampleton/{WORKED_OUT}" in refused.output
    assert not (tmp_path / "out").exists()
    done = CliRunner().invoke(app, [*words, "--withhold"])
    assert done.exit_code == 0, done.output
    written = b"".join(p.read_bytes() for p in (tmp_path / "out").rglob("*") if p.suffix in (".csv", ".html", ".json"))
    assert b"Exampleton" in written and b"This open copy leaves out 1 published figure" in written
    assert not any(number in written for number in (b"234567", b"1000000", b"1,000,000", "£1.0m".encode(), b"all-22"))
    if command == "public-copy":
        told = CliRunner().invoke(app, [*words, "--although-it-can-be-worked-out"])
        assert told.exit_code == 0 and "an exempt number can be worked out" in told.output
        assert b"all-22" in (tmp_path / "out" / "exampleton" / "spend.csv").read_bytes()
        both = CliRunner().invoke(app, [*words, "--although-it-can-be-worked-out", "--withhold"])
        assert both.exit_code == 2


def test_publish_writes_what_check_passes_and_says_what_it_left_out(tmp_path: Path) -> None:
    with_secrets(tmp_path / "data")
    out = tmp_path / "public"
    (told,) = publish(Library(tmp_path / "data"), out, DisclosureDecision.WITHHOLD)
    assert told.left_out == 7 and told.withheld == 1 and told.worked_out == (WORKED_OUT,)
    assert check(out / "exampleton") == []
    assert (
        Library(out).dataset("exampleton").version
        == Library(tmp_path / "data", public=True).dataset("exampleton").version
    )
    before = {p: p.read_bytes() for p in out.rglob("*") if p.is_file()}
    publish(Library(tmp_path / "data"), out, DisclosureDecision.WITHHOLD)
    assert {p: p.read_bytes() for p in out.rglob("*") if p.is_file()} == before
    assert b"Zanzibar" not in b"".join(before.values())


def test_a_council_of_which_nothing_is_public_is_not_there(tmp_path: Path) -> None:
    shut = [{**paper, "visibility": SECRET} for paper in papers()]
    council(tmp_path / "data", documents=shut)
    publish(Library(tmp_path / "data"), tmp_path / "public")
    assert Library(tmp_path / "public").slugs() == []
    assert Library(tmp_path / "data", public=True).slugs() == [] and Library(tmp_path / "data").slugs() == [
        "exampleton"
    ]


def test_a_folder_that_was_not_made_here_is_left_alone(tmp_path: Path) -> None:
    """Least of all the prepared datasets themselves."""
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "letter.txt").write_text("Dear member")
    for there in (theirs, DATA, theirs / "letter.txt"):
        with pytest.raises(NotWrittenError, match="not made by this command"), whole_folder(there, {}):
            raise AssertionError
    assert (theirs / "letter.txt").read_text() == "Dear member"


def test_after_an_error_what_was_there_is_as_it_was(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with whole_folder(out, {"n": 1}) as beside:
        (beside / "page").write_text("one")
    with pytest.raises(RuntimeError), whole_folder(out, {"n": 2}) as beside:
        (beside / "page").write_text("two")
        raise RuntimeError
    assert (out / "page").read_text() == "one" and '"n": 1' in (out / MARK).read_text()
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_publish_from_a_terminal(tmp_path: Path) -> None:
    told = CliRunner().invoke(app, ["public-copy", "--out", str(tmp_path / "public")])
    assert told.exit_code == 0 and "dorset: no exempt rows" in told.output, told.output
    assert files_of(tmp_path / "public" / "dorset") == files_of(DATA / "dorset")
    refused = CliRunner().invoke(app, ["public-copy", "--out", str(DATA)])
    assert refused.exit_code == 2 and "not made by this command" in refused.output
