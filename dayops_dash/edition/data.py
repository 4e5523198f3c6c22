"""The open data: a council's package, its tables, its facts, and every figure, each a file with a name that says what it is.

The static site writes them and the application serves them at the same addresses. All are of the public copy of the data.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from dayops_dash.address import quoted
from dayops_dash.cache import per_file
from dayops_dash.dataset import Council, Dataset, Library, UnknownCouncil
from dayops_dash.dataset.package import as_zip
from dayops_dash.dataset.tables import TABLES
from dayops_dash.figures.shared import render
from dayops_dash.figures.shared.grid import markdown_text
from dayops_dash.figures.shared.model import Figure
from dayops_dash.measures.record.facts import as_csv, as_json, facts
from dayops_dash.stories import SECTIONS
from dayops_dash.stories.search.suggest import suggestions

ADDRESSES = (  # for people who read them on /sources, in the order of use
    ("/read/COUNCIL/PAGE", "A page as plain HTML that needs no script"),
    (
        "/read/COUNCIL/search?q=WORDS",
        "What the papers and pages say of some words, as plain HTML; all councils with where=all",
    ),
    ("/read/COUNCIL/progress?intention=ID", "Everything about one commitment, by its id in the table intentions"),
    ("/data/COUNCIL.zip", "The whole package: every table with its schema, as a Frictionless data package"),
    ("/data/COUNCIL/TABLE.csv", "One table of it"),
    ("/data/COUNCIL/facts.csv, facts.json", "Every fact, one row each, with its paper and the place in it"),
    ("/figure/COUNCIL/PAGE/FIGURE.csv, .md", "The table of a figure, or all of the figure in words"),
    ("/figure/COUNCIL/PAGE/FIGURE.svg, .png", "Its drawing, where it has one"),
)
ADDRESSES_SAID = (
    "All may be read from any website, and hold public rows only. Facts, figures and pages take ?as_at=2023-03-13. "
    "Names of councils and pages are those in this page's own address; a name that is not there is answered with those that are."
)
MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "md": "text/markdown; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
    "zip": "application/zip",
    "html": "text/html; charset=utf-8",
}
SHOWN = {"json", "md", "svg", "png"}  # what a browser may show instead of keeping it


class NotThereError(Exception):
    """An address of nothing. The message says what there is."""


@dataclass(frozen=True)
class File:
    """What an address gives: its bytes, its name when kept, its form (an ending), and the version of the data it is made of."""

    content: bytes = field(repr=False)
    name: str
    form: str
    version: str


def council_of(slug: str, day: date | None) -> Council:
    """Return the public copy of a council as known on a day, by default that of its latest report."""
    try:
        return Library(public=True).dataset(slug).at(day)
    except UnknownCouncil as unknown:
        raise NotThereError(str(unknown)) from unknown


def data_file(path: str, day: date | None) -> File:
    """Return what an address under /data gives."""
    slug, _, name = path.partition("/")
    if not path:
        there = _listed([f"/data/{each}.zip" for each in Library(public=True).slugs()])
        raise NotThereError(
            f"Name a council: {there or 'there is none'}. Beside each: /data/COUNCIL/facts.csv and its tables."
        )
    if not name and slug.endswith(".zip"):
        return package(_whole(slug.removesuffix(".zip"), day))
    stem, _, form = name.rpartition(".")
    if stem == "facts" and form in ("csv", "json"):
        return facts_file(council_of(slug, day), form)
    if form == "csv" and stem in TABLES:
        return table(_whole(slug, day), stem)
    council_of(slug, None)
    raise NotThereError(f"There is no {quoted(name)}. There are: facts.csv, facts.json, {_listed(TABLES, '.csv')}.")


def figure_file(path: str, day: date | None) -> File:
    """Return what an address under /figure gives."""
    slug, page, name = (*path.split("/"), "", "")[:3]
    council = council_of(slug, day)
    if page not in SECTIONS:
        raise NotThereError(f"There is no page {quoted(page)}. There are: {_listed(SECTIONS)}.")
    figure_id, _, form = name.rpartition(".")
    return one_figure(council, page, figure_id, form)


def package(dataset: Dataset) -> File:
    return File(as_zip(dataset.slug, dataset.files()), f"{dataset.slug}-package.zip", "zip", dataset.version)


def table(dataset: Dataset, name: str) -> File:
    held = dataset.files()
    if TABLES[name].path not in held:
        there = [each.name for each in TABLES.values() if each.path in held]
        raise NotThereError(f"{dataset.title} has no table {name!r}. It has: {_listed(there)}.")
    return File(held[TABLES[name].path], f"{dataset.slug}-{name}.csv", "csv", dataset.version)


@per_file
def facts_file(council: Council, form: str) -> File:
    """Return every fact known on the council's day, as CSV or JSON."""
    found = facts(council)
    told = as_json(found) if form == "json" else as_csv(found)
    return File(told.encode(), f"{council.slug}-facts-{council.as_at}.{form}", form, council.dataset.version)


def one_figure(council: Council, page: str, figure_id: str, form: str) -> File:
    """Return one figure of a page, as the page shows it where nothing is chosen."""
    story = SECTIONS[page].story(council)
    figures = {figure.figure_id: figure for figure in story.figures}
    if figure_id not in figures:
        raise NotThereError(f"The page has no figure {quoted(figure_id)}. It has: {_listed(figures)}.")
    figure = figures[figure_id]
    if form not in (there := forms(figure)):
        raise NotThereError(f"This figure is not given as {quoted(form)}. It is given as: {_listed(there)}.")
    name = f"{council.slug}-{figure_id}-{council.as_at}.{form}"
    content = _as(figure, form)
    if form == "md" and story.today:  # of another day: what is different today goes with it
        content += f"\n{markdown_text(story.seen_on)}. {markdown_text(story.today)}\n".encode()
    return File(content, name, form, council.dataset.version)


def forms(figure: Figure) -> tuple[str, ...]:
    """Return what a figure can be taken as."""
    return (*(("csv",) if figure.grid.rows else ()), "md", *(("svg", "png") if figure.chart else ()))


def _as(figure: Figure, form: str) -> bytes:
    if figure.chart and form == "svg":
        return render.titled_svg(figure.chart).encode()
    if figure.chart and form == "png":
        return render.png(figure.chart)
    return (figure.grid.csv() if form == "csv" else figure.markdown() + "\n").encode()


def record_file(council: Council, name: str) -> tuple[str, str | bytes, str] | None:
    """Return a council's facts, package or words to search as the application shows it: the file's name, the file and its media type."""
    as_at = f"{council.slug}-{council.as_at}"
    if name == "facts.csv":
        return f"{as_at}-{name}", as_csv(facts(council)), "text/csv"
    if name == "facts.json":
        return f"{as_at}-{name}", as_json(facts(council)), MEDIA["json"]
    if name == "search.json":
        return f"{as_at}-{name}", suggestions(council), MEDIA["json"]
    if name == "package.zip":
        return f"{council.slug}-{name}", as_zip(council.slug, council.dataset.files()), MEDIA["zip"]
    return None


def _whole(slug: str, day: date | None) -> Dataset:
    if day:
        raise NotThereError("A table is given whole, with every paper: as_at is for facts, figures and pages.")
    return council_of(slug, None).dataset


def _listed(names: Iterable[str], ending: str = "") -> str:
    return ", ".join(f"{name}{ending}" for name in names)
