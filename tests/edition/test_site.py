"""The static site: every page of every council whole and plain, links that lead somewhere, the same bytes each time, nothing exempt."""

from __future__ import annotations

import json
import os
import posixpath
import re
import shutil
import subprocess
import sys
from dataclasses import fields
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from PIL import ImageFont

from dayops_dash import wording
from dayops_dash.dataset import Library
from dayops_dash.dataset.serving.gate import record_result
from dayops_dash.dataset.serving.versions import content_of
from dayops_dash.dataset.writing.public_copies import MARK
from dayops_dash.edition.drawing import NARROW
from dayops_dash.edition.site import site_files
from dayops_dash.figures.shared import render
from dayops_dash.figures.shared.model import Chart, Figure
from dayops_dash.figures.shared.pictures.inline import LEFT_OUT, LOOKS, SHAPES
from dayops_dash.figures.shared.render import FONTS
from dayops_dash.stories import SECTIONS
from tests.conftest import BASE
from tests.dataset.test_public import with_secrets
from tests.made_up import amount, council

ROOT = Path(__file__).resolve().parents[2]
COUNCILS = Library().slugs()
MOST = 100_000  # bytes of a page, uncompressed
FIELDS = {
    "figure_id",
    "title",
    "subtitle",
    "words",
    "grid",
    "chart",
    "matrix",
    "units",
    "cards",
    "paths",
    "tiles",
    "panels",
    "entries",
    "asks",
    "notes",
    "sources",
}
SHAPED = {"grid_first", "brief", "absent"}  # how a figure is laid out, or left off a wall, and not what it says
DRAWN = {"spans", "flow"}  # what its chart draws too, and its grid holds


class Read(HTMLParser):
    """What a page says and is made of."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.parts: list[str] = []
        self.feed(page.decode())
        self.text = " ".join(" ".join(self.parts).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]


def plain(words: object) -> str:
    return " ".join(str(words).split())


@pytest.mark.parametrize("page", SECTIONS)
@pytest.mark.parametrize("slug", COUNCILS)
def test_a_page_is_whole_and_plain(site: dict[str, bytes], slug: str, page: str) -> None:
    made = site[f"{slug}/{page}.html"]
    read, now = Read(made), Library().dataset(slug).at()
    assert len(made) < MOST
    assert (
        read.all("html")[0]["lang"] == "en-GB"
        and len(read.all("h1")) == len(read.all("title")) == len(read.all("main")) == 1
    )
    assert not {"script", "iframe", "object", "form", "img"} & {tag for tag, _ in read.tags}
    assert [tag for tag, _ in read.tags].count("style") == 1  # ours, by its hash in the policy: no drawing brings one
    assert not [name for _, attributes in read.tags for name in attributes if name.startswith("on") or name == "style"]
    assert read.all("a")[0] == {"class": "skip", "href": "#main"} and len(read.all("nav")) == 2
    for said in (
        now.dataset.version,
        "Open Government Licence",
        str(now.dataset.about["contact"]),
        wording.day(now.as_at),
    ):
        assert said in read.text
    assert any(a.get("href", "").startswith(f"{BASE}/") and f"council={slug}" in a["href"] for a in read.all("a"))
    levels = [int(tag[1]) for tag, _ in read.tags if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1 and all(after <= before + 1 for before, after in pairwise(levels))
    ids = [attributes["id"] for _, attributes in read.tags if "id" in attributes]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("page", SECTIONS)
@pytest.mark.parametrize("slug", COUNCILS)
def test_a_page_says_all_that_its_story_says(site: dict[str, bytes], slug: str, page: str) -> None:
    """By a plain loop over the story: words, every cell that a screen shows, notes, sources, and what stands for each drawing."""
    story = SECTIONS[page].story(Library().dataset(slug).at())
    read = Read(site[f"{slug}/{page}.html"])
    labels = [svg.get("aria-label", "") for svg in read.all("svg")]
    said = [story.question, story.answer, story.caution]
    for figure in story.figures:
        said += [figure.title, figure.subtitle, figure.words, *figure.notes]
        said += [word for tile in figure.tiles for word in (tile.label, tile.value, tile.detail)]
        said += [mark.words for row in figure.matrix.squares for s in row for mark in s.marks] if figure.matrix else []
        for group in figure.units.groups if figure.units else ():
            said += [group.words, *(word for unit in group.units for word in (unit.name, unit.words))]
        said += [path.words for path in figure.paths]
        for cards in figure.cards:
            said += [cards.heading, *(word for c in cards.cards for word in (c.title, c.before, c.now, c.why))]
        assert figure.chart or not (figure.units or figure.spans or figure.flow)
        said += [bar.words for panel in figure.panels for bar in panel.bars] + [
            i for panel in figure.panels for i in panel.items
        ]
        said += [word for entry in figure.entries for pair in entry.pairs for word in pair]
        said += [words for ask in figure.asks for words in (ask.question, ask.why, ask.matters, *ask.evidence)]
        said += [line for entry in figure.entries for line in (entry.title, entry.summary, *entry.history)]
        said += [source.title for source in figure.sources]
        for row in figure.grid.shown():
            shown = (cell for heading, cell in zip(figure.grid.headings, row, strict=True) if heading.on_screen)
            said += [line for cell in shown for line in cell.split("\n")]
        if figure.chart:
            assert figure.chart.alt in labels
    assert [words for words in said if plain(words) not in read.text] == []


def test_every_link_leads_somewhere(site: dict[str, bytes]) -> None:
    for path, content in site.items():
        if not path.endswith(".html"):
            continue
        read = Read(content)
        ids = {attributes.get("id") for _, attributes in read.tags}
        for address in (a["href"] for tag in ("a", "link") for a in read.all(tag)):
            parts = urlsplit(address)
            if address.startswith("#"):
                assert address[1:] in ids, (path, address)
            elif not parts.scheme:
                assert posixpath.normpath(posixpath.join(posixpath.dirname(path), parts.path)) in site, (path, address)
            else:
                assert address == "data:," or address.startswith(BASE), (path, address)


def test_the_index_lists_every_council(site: dict[str, bytes]) -> None:
    read = Read(site["index.html"])
    assert all(Library().dataset(slug).title in read.text for slug in COUNCILS)
    assert {f"{slug}/overview.html" for slug in COUNCILS} <= {a["href"] for a in read.all("a")}


@pytest.mark.long
def test_the_command_writes_the_same_bytes_in_another_process_and_says_how_far_it_is(
    site: dict[str, bytes], tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "dayops_dash", "site", "--out", str(tmp_path / "site"), "--base", BASE]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": "7"}, capture_output=True, text=True, check=True
    )
    written = {
        p.relative_to(tmp_path / "site").as_posix(): p.read_bytes()
        for p in (tmp_path / "site").rglob("*")
        if p.is_file()
    }
    mark = json.loads(written.pop(MARK))
    assert mark["versions"] == {slug: Library().dataset(slug).version for slug in COUNCILS}
    assert written.keys() == site.keys() and [path for path in site if site[path] != written[path]] == []
    pages = len(COUNCILS) * len(SECTIONS)
    assert f"[1/{pages}] " in done.stderr and f"[{pages}/{pages}] " in done.stderr
    again = subprocess.run([*command[:5], str(ROOT / "docs")], cwd=ROOT, capture_output=True, text=True, check=False)
    assert again.returncode == 2 and "not made by this command" in again.stderr


def test_what_is_exempt_is_in_no_byte_of_the_site(tmp_path: Path) -> None:
    with_secrets(tmp_path)
    files = dict(site_files(Library(tmp_path, public=True)))
    for path, content in files.items():
        if not path.endswith(".zip"):
            for secret in (b"Zanzibar", b"234567", b"234,567", b"345678", b"345,678", b"345.7", b"234.6"):
                assert secret not in content, (path, secret)
    everything = dict(site_files(Library(tmp_path)))
    assert any(b"Zanzibar" in content for content in everything.values()), "the test can fail"


HOSTILE = '</title></svg><script>alert(1)</script><img src=x onerror="alert(2)">{{ 7*7 }} & "quoted" \'words\''


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    plan = {
        "intention_id": "one",
        "title": HOSTILE,
        "kind": "reported activity",
        "document_id": "first",
        "position": "1",
    }
    due = {"due_as_written": "April 2024", "due_edtf": "2024-04", "due_sense": "finish"}
    news = {"update_id": "u", "intention_id": "one", "reported_status": "ongoing", "document_id": "first", **due}
    spend = [amount("all", "all", 5_000, "2022/23", as_written=HOSTILE, note=HOSTILE)]
    written = council(tmp_path / "plain", intentions=[plan], updates=[news], spend=spend)
    shutil.copytree(written.folder, tmp_path / "hostile" / "exampleton")
    descriptor = tmp_path / "hostile" / "exampleton" / "datapackage.json"
    about = json.loads(descriptor.read_text("utf-8"))
    about["title"] = about["dayops"]["short_title"] = about["dayops"]["contact"] = HOSTILE
    about["dayops"]["illustrative"] = True
    descriptor.write_text(json.dumps(about), "utf-8")
    record_result(descriptor.parent, content_of(descriptor.parent), 0)
    files = dict(site_files(Library(tmp_path / "hostile", public=True)))
    for path in (path for path in files if path.endswith(".html")):
        read = Read(files[path])
        assert not {"script", "img"} & {tag for tag, _ in read.tags}, path
        assert not [name for _, attributes in read.tags for name in attributes if name.startswith("on")], path
        assert plain(HOSTILE) in read.text and "Illustrative" in read.text, path
    drawing = re.search(rb"<svg.*?</svg>", files["exampleton/progress.html"], re.DOTALL)
    assert drawing and b"&lt;script&gt;" in drawing[0]


def test_no_field_of_a_figure_is_passed_over() -> None:
    assert {field.name for field in fields(Figure)} == FIELDS | SHAPED | DRAWN, (
        "show it in edition/templates/figure.html, then name it here"
    )


def test_no_part_of_a_drawing_is_lost_unawares() -> None:
    for slug in COUNCILS:
        for shown in SECTIONS.values():
            for chart in (f.chart for f in shown.story(Library().dataset(slug).at()).figures if f.chart):
                root = ElementTree.fromstring(render.svg(chart, width=NARROW[0]))
                for element in root.iter():
                    assert element.tag.rpartition("}")[2] in SHAPES, element.tag
                    known = {name for name in element.attrib if name in LOOKS | LEFT_OUT or name.startswith("aria-")}
                    assert known == set(element.attrib)


def test_every_letter_of_every_page_is_in_the_type_of_documents(site: dict[str, bytes]) -> None:
    """Where one is not, another type is taken for it, or it is an empty box."""
    type_ = ImageFont.truetype(FONTS / "CommitteeSans-Regular.ttf", 40)
    none = bytes(type_.getmask("\uffff"))
    letters = {letter for path, page in site.items() if path.endswith(".html") for letter in Read(page).text}
    assert len(letters) > 80 and {"£", "–", "●"} <= letters
    assert [letter for letter in sorted(letters) if letter != " " and bytes(type_.getmask(letter)) == none] == []


def test_a_character_that_cannot_be_drawn_does_not_stop_what_draws() -> None:
    """What draws would end the whole process: a server with it."""
    chart = next(f.chart for f in SECTIONS["progress"].story(Library().dataset("dorset").at()).figures if f.chart)
    spec = json.loads(json.dumps(chart.spec).replace("Changes to", "Changes\\u0007\\u000b to"))
    bad = Chart(spec, chart.alt)
    assert "Changes\ufffd\ufffd to" in render.svg(bad) and render.png(bad)[1:4] == b"PNG"
