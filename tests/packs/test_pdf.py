"""The PDF is tagged: an independent reader finds its headings, tables, pictures with their words, language and title."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from dayops_dash.dataset import Library
from dayops_dash.packs.pack import Pack
from dayops_dash.packs.parts import blocks
from dayops_dash.packs.parts.content import content
from dayops_dash.packs.pdf import pdf as pdf_room
from dayops_dash.packs.pdf.pdf import pdf
from tests import made_up
from tests.packs.test_report import BASE, COUNCILS, HOSTILE


def pack(slug: str) -> Pack:
    return Pack(Library().dataset(slug).at(), committee="Adults Select Committee", base=BASE)


@lru_cache(maxsize=8)
def made(slug: str) -> bytes:
    return pdf(pack(slug))


def tags(node: Any) -> Iterator[Any]:
    """Yield every element of the structure tree, in the order in which it is read."""
    if isinstance(node, pikepdf.Array):
        for kid in node:
            yield from tags(kid)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
        yield from tags(node.get("/K", pikepdf.Array()))


def within(node: Any, name: str) -> list[Any]:
    return [tag for tag in tags(node) if str(tag.S) == name]


@pytest.mark.parametrize("slug", COUNCILS)
def test_it_says_that_it_is_tagged_in_which_language_and_what_it_is(slug: str) -> None:
    with pikepdf.open(io.BytesIO(made(slug))) as file:
        assert file.Root.MarkInfo.Marked and str(file.Root.Lang) == "en-GB"
        assert file.Root.ViewerPreferences.DisplayDocTitle
        council = Library().dataset(slug).at()
        assert str(file.docinfo["/Title"]) == f"Day opportunities in {council.short_title}, as at {council.as_at}"
        with file.open_metadata() as said:
            assert said["pdfuaid:part"] == "1" and said["dc:title"]
        assert all("/Tabs" not in page or page.Tabs == "/S" for page in file.pages)
        assert file.Root.Outlines.Count != 0


@pytest.mark.parametrize("slug", COUNCILS)
def test_its_headings_nest_and_are_those_of_the_report(slug: str) -> None:
    told = [block for block in content(pack(slug)).blocks if isinstance(block, blocks.SectionHeading)]
    with pikepdf.open(io.BytesIO(made(slug))) as file:
        found = [int(str(tag.S)[2:]) for tag in tags(file.Root.StructTreeRoot.K) if re.fullmatch(r"/H\d", str(tag.S))]
    assert found == [block.level for block in told]
    assert all(after <= before + 1 for before, after in zip([0, *found], found, strict=False))


@pytest.mark.parametrize("slug", COUNCILS)
def test_its_tables_have_headings_and_every_cell(slug: str) -> None:
    told = [block for block in content(pack(slug)).blocks if isinstance(block, blocks.TableBlock)]
    with pikepdf.open(io.BytesIO(made(slug))) as file:
        found = within(file.Root.StructTreeRoot.K, "/Table")
        shapes = [(len(within(t, "/TH")), len(within(t, "/TD")), len(within(t, "/TR"))) for t in found]
        scopes = [[str(scope(tag)) for tag in within(t, "/TH")] for t in found]
    assert shapes == [
        (len(t.heads) + len(t.rows), (len(t.heads) - 1) * len(t.rows), len(t.rows) + 1) for t in told
    ]  # the first cell of each row is its heading
    assert scopes == [["/Column"] * len(t.heads) + ["/Row"] * len(t.rows) for t in told]


def scope(tag: Any) -> Any:
    return next(told.Scope for told in tag.A if told.O == "/Table")


@pytest.mark.parametrize("slug", COUNCILS)
def test_every_picture_has_its_words(slug: str) -> None:
    told = [block.chart.alt for block in content(pack(slug)).blocks if isinstance(block, blocks.Picture)]
    with pikepdf.open(io.BytesIO(made(slug))) as file:
        found = [str(tag.get("/Alt", "")) for tag in within(file.Root.StructTreeRoot.K, "/Figure")]
    assert found == told and all(found)


def test_its_links_lead_to_the_same_view() -> None:
    with pikepdf.open(io.BytesIO(made("dorset"))) as file:
        leads = {
            str(note.A.URI)
            for page in file.pages
            for note in page.get("/Annots", ())
            if "/A" in note and "/URI" in note.A
        }
    assert f"{BASE}/spend?council=dorset&as_at=2026-11-29" in leads


def test_the_same_request_gives_the_same_bytes_in_our_own_type() -> None:
    assert pdf(pack("dorset")) == made("dorset")
    with pikepdf.open(io.BytesIO(made("dorset"))) as file:
        faces = {str(font.BaseFont) for page in file.pages for font in page.Resources.get("/Font", {}).values()}
        assert any("CommitteeSans-Regular" in face for face in faces) and any(
            "CommitteeSans-Bold" in face for face in faces
        )
        assert str(file.docinfo["/CreationDate"]).startswith("D:20261129")


def test_hostile_words_are_never_markup(tmp_path: Path) -> None:
    papers = [{**row, "title": f"{HOSTILE}#panic()", "body": HOSTILE} for row in made_up.papers()]
    said = [{"implication_id": "x", "topic": "legal", "statement": '#read("/etc/passwd") $x$', "document_id": "first"}]
    dataset = made_up.council(tmp_path, documents=papers, implications=said)
    first = pdf(Pack(dataset.at(), committee=f"{HOSTILE} #pagebreak() @label <label> // no comment"))
    calm = pdf(Pack(dataset.at(), committee="Calm words " * 9))
    with pikepdf.open(io.BytesIO(first)) as file, pikepdf.open(io.BytesIO(calm)) as other:
        assert len(file.pages) == len(other.pages)
        assert kinds(file) == kinds(other)


def kinds(file: pikepdf.Pdf) -> Counter[str]:
    """Return how many tags there are of each kind, but for groups, which hang on where a page ends."""
    found = Counter(str(tag.get("/S")) for tag in tags(file.Root.StructTreeRoot.K))
    del found["/Div"]
    return found


def test_a_letter_that_our_type_has_not_does_not_stop_the_pdf() -> None:
    asked = Pack(Library().dataset("dorset").at(), committee="委員会", sections=("risks",))
    with pikepdf.open(io.BytesIO(pdf(asked))) as file:
        assert within(file.Root.StructTreeRoot.K, "/H1") and file.Root.MarkInfo.Marked
        with file.open_metadata() as said:
            assert "pdfuaid:part" not in said  # it does not claim what it is not


def test_word_and_pdf_hold_the_same_parts() -> None:
    """Both are written from one list; each part of it has a way into each of them."""
    from typing import get_args

    from dayops_dash.packs.word.written import write

    kinds = get_args(blocks.Block)
    assert all(write.dispatch(kind) is not write.dispatch(object) for kind in kinds)
    script = (Path(pdf_room.__file__).with_name("report.typ")).read_text("utf-8")
    assert all(f"  {kind.__name__.lower()}: it =>" in script for kind in kinds if kind is not blocks.Sideways)
