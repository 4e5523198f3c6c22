"""The commands of papers: ``paper add`` reads one and proposes its rows, and a workbook or the desk takes what is decided of them."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from dayops_dash import wording
from dayops_dash.command_end import WRONG, fail, words_of
from dayops_dash.dataset import DatasetError
from dayops_dash.dataset.kept_papers import keep_paper
from dayops_dash.dataset.vocabulary import DocumentKind, PaperReaders
from dayops_dash.dataset.writing.whole import put_file
from dayops_dash.desk.draft import left_to_decide, write_draft
from dayops_dash.desk.papers.add import PaperDetails, add_paper
from dayops_dash.desk.papers.aside import PaperAside, aside_of, load_aside, write_aside
from dayops_dash.desk.papers.deciding import check_again, take_workbook
from dayops_dash.desk.papers.reading.paper_file import paper_bytes
from dayops_dash.desk.papers.summary import summary
from dayops_dash.desk.papers.watching.watch import SETTINGS, keep_found, keep_in_draft, newer_papers, settings_of
from dayops_dash.desk.papers.workbook import proposals_workbook
from dayops_dash.desk.reading_file import load_reading
from dayops_dash.returns_commands import home_of

paper_app = typer.Typer(no_args_is_help=True, help="A committee paper: read, proposed row by row, and confirmed.")
Council = Annotated[str, typer.Argument(help="A council by its folder name.")]
Draft = Annotated[Path, typer.Argument(help="The draft's folder.")]
DAY = ["%Y-%m-%d"]


@paper_app.callback()
def _papers() -> None:
    """A committee paper: read, proposed row by row, and confirmed."""


Paper = Annotated[Path, typer.Argument(help="The paper: PDF, Word (.docx) or web page (.html).")]
Out = Annotated[Path | None, typer.Option(help="A new folder for the draft; none is written where not given.")]
Key = Annotated[str, typer.Option(help="The id that the paper has, or shall have, among the council's papers.")]
Title = Annotated[str, typer.Option(help="Its title, where the paper's own is not the one to use.")]
Day = Annotated[datetime | None, typer.Option(formats=DAY, help="The day of its meeting, where it does not say.")]
First = Annotated[datetime | None, typer.Option(formats=DAY, help="The day on which it was first published.")]
Url = Annotated[str, typer.Option(help="Where everybody can read it; source lines then lead to its pages.")]
Kind = Annotated[DocumentKind | None, typer.Option(help="What sort of paper it is, where that was not seen.")]
Role = Annotated[str, typer.Option(help="The role that confirms it; never a person's name.")]
Keep = Annotated[
    PaperReaders | None,
    typer.Option(
        "--keep",
        help="Keep the file beside the data, so that source lines lead to its pages; and who may read it here.",
    ),
]


@paper_app.command()
def add(
    council: Council,
    file: Paper,
    out: Out = None,
    paper: Key = "",
    title: Title = "",
    date: Day = None,
    published: First = None,
    url: Url = "",
    kind: Kind = None,
    confirmed_by: Role = "",
    keep: Keep = None,
) -> None:
    """Read a paper and propose its rows, with the place of each; nothing goes in before a person has decided."""
    home = home_of(council)
    if url and not url.startswith("https://"):
        fail("An address of a paper begins with https://.")
    on, first = date.date() if date else None, published.date() if published else None
    details = PaperDetails(paper, title, on, url, first, confirmed_by, str(kind or ""), str(keep or ""))
    try:
        content = paper_bytes(file)
        added = add_paper(home, content, file.name, details, _progress)
        typer.echo("\n".join(summary(added)))
        if out:
            kept: list[Path] = []

            def beside(folder: Path) -> None:
                write_aside(folder, aside_of(added))
                if keep:
                    kept.append(keep_paper(folder, added.pdf).relative_to(folder))

            write_draft(home, added.reading, out, beside)
            for path in kept:
                typer.echo(f"{out / path}: the paper itself, for {keep}.")
            typer.echo(f"{out}: a draft. Nothing of the paper is in it yet. Decide with a workbook:")
            typer.echo(f"  paper workbook {council} {out} --to proposals.xlsx")
            typer.echo(f"  paper decide {council} {out} proposals.xlsx --by ROLE")
    except (DatasetError, OSError) as error:
        fail(words_of(error), WRONG)


def _progress(page: int, pages: int) -> None:
    """Say on one line of the terminal how far the reading is."""
    if sys.stderr.isatty() or page == pages or page % 25 == 0:
        end = "\n" if page == pages or not sys.stderr.isatty() else "\r"
        sys.stderr.write(f"Reading page {page} of {pages}{end}")
        sys.stderr.flush()


@paper_app.command()
def workbook(
    council: Council, draft: Draft, to: Annotated[Path, typer.Option(help="The workbook to write (.xlsx).")]
) -> None:
    """Write the proposals of a draft as a workbook: accept, change or refuse each, with the sentence beside it."""
    try:
        reading = load_reading(draft)
        aside: PaperAside = load_aside(draft)
        put_file(to, proposals_workbook(reading, aside))
        typer.echo(f"{to}: {wording.count(len(reading.proposals), 'proposal')}, {len(reading.undecided)} to decide.")
    except (DatasetError, OSError) as error:
        fail(words_of(error), WRONG)


@paper_app.command()
def decide(
    council: Council,
    draft: Draft,
    file: Annotated[Path, typer.Argument(help="The workbook that was filled in.")],
    by: Annotated[str, typer.Option(help="The role that decided; never a person's name.")] = "",
) -> None:
    """Take a filled-in workbook of proposals into the draft."""
    home = home_of(council)
    try:
        taken = take_workbook(home, draft, paper_bytes(file), file.name, by)
        typer.echo("\n".join(taken))
        _left(council, draft)
    except (DatasetError, OSError) as error:
        fail(words_of(error), WRONG)


@paper_app.command("check")
def check_(
    council: Council,
    draft: Draft,
    by: Annotated[str, typer.Option(help="The role that looked again; another than the one that decided.")],
    numbers: Annotated[
        list[int] | None, typer.Argument(help="Proposals by number; all that are accepted where none is given.")
    ] = None,
) -> None:
    """Say that a second person has looked at what was accepted; the role is kept with each row's decision."""
    try:
        checked = check_again(home_of(council), draft, numbers or [], by)
        typer.echo(f"{wording.count(checked, 'proposal')} checked by {by}.")
    except (DatasetError, OSError) as error:
        fail(words_of(error), WRONG)


def _left(council: str, draft: Path) -> None:
    left = left_to_decide(draft)
    typer.echo(f"\nLeft to decide: {len(left)}" if left else "\nNothing is left to decide.")
    typer.echo("\n".join(f"  {line}" for line in left[:20]))
    typer.echo(f"{draft}: see what readers would see: publish {council} --from {draft} --because WHY --dry-run")


papers_app = typer.Typer(no_args_is_help=True, help="Papers of a council's committees that are not read here.")


@papers_app.callback()
def _watching() -> None:
    """Papers of a council's committees that are not read here."""


@papers_app.command()
def watch(
    council: Council,
    into: Annotated[
        Path | None, typer.Option(help="A draft: readers are told of the papers once it is published.")
    ] = None,
) -> None:
    """Ask a council's modern.gov site for newer papers; nothing is asked unless papers-watch.json says of which committees."""
    home = home_of(council)
    try:
        settings = settings_of(home)
        if settings is None:
            fail(
                f"Nothing is set up, and nothing was asked. Put {SETTINGS} into {council}'s folder: see docs/papers.md."
            )
        found = newer_papers(home, settings)
        keep_found(home, found)
        typer.echo("\n".join(map(str, found)) or "No newer paper was found.")
        if into:
            keep_in_draft(home, into, found)
            typer.echo(f"{into}: readers are told once it is published: publish {council} --from {into}")
    except (DatasetError, OSError) as error:
        fail(words_of(error), WRONG)
