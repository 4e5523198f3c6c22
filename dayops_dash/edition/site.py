"""The static site: every page of every council as a file, with the open data beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from dayops_dash.dataset import Council, Dataset, Library
from dayops_dash.dataset.kept_papers import kept_names, kept_paper
from dayops_dash.dataset.tables import TABLES
from dayops_dash.dataset.writing.public_copies import refuse_disclosing, whole_folder
from dayops_dash.edition import data
from dayops_dash.edition.links import Links, file_name
from dayops_dash.edition.page import index, page
from dayops_dash.stories import SECTIONS
from dayops_dash.stories.plan.progress import PAGE as PROGRESS
from dayops_dash.stories.plan.progress import intentions

Told = Callable[[str], None]


def write_site(
    out: Path, library: Library, *, base: str = "", withhold: bool = False, told: Told = lambda line: None
) -> int:
    """Write the site of a library's public copy in place of what was written there before, and return how many files it has.

    ``told`` hears of each page as it is made. The same data give the same bytes. Raises NotWrittenError where ``out`` holds
    something else, and where an exempt number could be worked out from public ones, unless an officer decided to ``withhold`` those;
    after any error what was there is as it was.
    """
    if not withhold:
        refuse_disclosing(library)
    public = Library(library.root, public=True)
    versions = {dataset.slug: dataset.version for dataset in public.every()[0]}
    written = 0
    with whole_folder(out, {"what": "the plain edition of the dashboard", "versions": versions}) as beside:
        for path, content in site_files(public, base=base, told=told):
            (beside / path).parent.mkdir(parents=True, exist_ok=True)
            (beside / path).write_bytes(content)
            written += 1
    return written


def site_files(library: Library, *, base: str = "", told: Told = lambda line: None) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the site: its path and its bytes."""
    yield "index.html", index(library, base=base)
    titles = {dataset.slug: dataset.short_title for dataset in library.every()[0]}
    pages = [(slug, name) for slug in titles for name in SECTIONS]
    for place, (slug, name) in enumerate(pages, 1):
        content = page(name, Links(library.dataset(slug).at(), base=base), titles)
        told(f"[{place}/{len(pages)}] {slug}/{name}.html {len(content) / 1000:.0f} kB")
        yield f"{slug}/{name}.html", content
    for slug in titles:
        for path in _kept(library.dataset(slug)):
            yield f"paper/{slug}/{path.name}", path.read_bytes()
        yield from _intentions(library.dataset(slug).at(), base, titles)
        yield from _data(library.dataset(slug))


def _intentions(council: Council, base: str, titles: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """Yield a page for each commitment, so that every link to one leads to it here too."""
    for one in intentions(council) if council.latest_report_on else ():
        links = Links(council, base=base, intention=one)
        yield f"{council.slug}/{file_name(PROGRESS.name, one)}", page(PROGRESS.name, links, titles)


def _kept(dataset: Dataset) -> Iterator[Path]:
    """Yield the papers that everybody may read, where they lie."""
    for name in kept_names(dataset.files()):
        if path := kept_paper(dataset.home, name):
            yield path


def _data(dataset: Dataset) -> Iterator[tuple[str, bytes]]:
    council, slug = dataset.at(), dataset.slug
    yield f"data/{slug}.zip", data.package(dataset).content
    for name in (name for name, table in TABLES.items() if table.path in dataset.files()):
        yield f"data/{slug}/{name}.csv", data.table(dataset, name).content
    for form in ("csv", "json"):
        yield f"data/{slug}/facts.{form}", data.facts_file(council, form).content
    for name, shown in SECTIONS.items():
        for figure in shown.story(council).figures if council.latest_report_on else ():
            if figure.grid.rows:
                csv = data.one_figure(council, name, figure.figure_id, "csv")
                yield f"figure/{slug}/{name}/{figure.figure_id}.csv", csv.content
