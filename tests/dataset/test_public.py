"""The public copy: rows exempt from publication are absent from it, with what rests on them, and what is left is sound."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from dayops_dash.commands import app
from dayops_dash.dataset import DATA, Dataset, Library
from dayops_dash.dataset.checks import check
from dayops_dash.dataset.package import files_of
from dayops_dash.dataset.public import public_copy
from dayops_dash.dataset.publishing import MARK, NotWrittenError, publish, whole_folder
from tests.made_up import amount, council, papers

SECRET = "exempt-12A-3"


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
    assert list(public.table("spend")["spend_id"]) == ["all-22", "in-22", "pay-22"]
    assert list(public.table("risks")["risk_id"]) == ["open"]
    assert list(public.table("mitigations")["mitigation_id"]) == ["m-open"]  # public, but about a risk that is not
    assert list(public.table("documents")["document_id"]) == ["first", "second"]
    assert len(public.table("levels")) == 0 and "levels.csv" not in public.files()
    assert b"Zanzibar" not in b"".join(public.files().values())
    rows = b"".join(content for name, content in public.files().items() if name.endswith(".csv"))
    assert not any(secret in rows for secret in (b"234567", b"345678", b"exempt", b"closed"))
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
    assert list(public.table("spend")["part_of"]) == ["", "", ""]
    assert public_copy(everything.files(), "exampleton").worked_out == ("spend.csv: all-22",)


def test_publish_writes_what_check_passes_and_says_what_it_left_out(tmp_path: Path) -> None:
    with_secrets(tmp_path / "data")
    out = tmp_path / "public"
    (told,) = publish(Library(tmp_path / "data"), out)
    assert told.left_out == 6 and told.worked_out == ("spend.csv: all-22",)
    assert check(out / "exampleton") == []
    assert (
        Library(out).dataset("exampleton").version
        == Library(tmp_path / "data", public=True).dataset("exampleton").version
    )
    before = {p: p.read_bytes() for p in out.rglob("*") if p.is_file()}
    publish(Library(tmp_path / "data"), out)
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
