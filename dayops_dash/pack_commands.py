"""The command that writes documents for a meeting: ``pack``."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dayops_dash import wording
from dayops_dash.command_end import fail
from dayops_dash.dataset import DatasetError, Library
from dayops_dash.dataset.writing.whole import put_file
from dayops_dash.packs.asked import committee_of
from dayops_dash.packs.formats import FORMATS, Format, kind_of, template_dropped
from dayops_dash.packs.forms.form import READY_MADE
from dayops_dash.packs.pack import Entered, Pack, PackError
from dayops_dash.publishing.earlier import as_made

if TYPE_CHECKING:
    from dayops_dash.dataset import Council

KINDS = ", ".join(dict.fromkeys(one.kind for one in FORMATS.values()))
ENDINGS = ", ".join(dict.fromkeys(one.ending for one in FORMATS.values()))
AsAt = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="As known on this day; today where not given.")
]


def pack(
    council: Annotated[str, typer.Argument(help="A council by its folder name.")],
    out: Annotated[Path, typer.Option(help="The file to write.")],
    kind: Annotated[str, typer.Option(help=f"One of: {KINDS}. Sections make a longer report.")] = "",
    form: Annotated[str, typer.Option("--format", help=f"One of: {ENDINGS}.")] = "",
    as_at: AsAt = None,
    sections: Annotated[
        str,
        typer.Option(help="Sections in order, with commas: of a longer report, the appendix, slides or the workbook."),
    ] = "",
    committee: Annotated[
        str, typer.Option(help="The committee that it goes to; that of the latest paper where not given.")
    ] = "",
    meeting: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], help="The day of the meeting: figures are of this day, or of an earlier --as-at."
        ),
    ] = None,
    layout: Annotated[
        str,
        typer.Option(help=f"How a report is laid out: {', '.join(READY_MADE)}; the council's own where none is given."),
    ] = "",
    title: Annotated[str, typer.Option(help="The title of the paper.")] = "",
    item: Annotated[str, typer.Option(help="The number of the agenda item.")] = "",
    author: Annotated[str, typer.Option(help="The role of the officer who makes the report.")] = "",
    wards: Annotated[str, typer.Option(help="The wards or divisions affected.")] = "",
    contact: Annotated[str, typer.Option(help="Whom to ask about the paper.")] = "",
    asked: Annotated[
        list[str] | None,
        typer.Option(help="A recommendation; may be repeated. What follows from the figures where none is given."),
    ] = None,
    ward: Annotated[str, typer.Option(help="The area that a member's page is of, by its code or name.")] = "",
    template: Annotated[Path | None, typer.Option(help="The council's own .docx, .dotx, .pptx or .potx file.")] = None,
    base: Annotated[
        str, typer.Option(envvar="DAYOPS_BASE", help="The dashboard's public address, for links; none where not given.")
    ] = "",
    version: Annotated[
        str, typer.Option(help="The version of the data to make it from: the hash that it prints.")
    ] = "",
    made_on: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], help="Make it as on this day: what was shown then, and the dates printed then."
        ),
    ] = None,
) -> None:
    """Write a document for a meeting: the report, its appendix, slides, the workbook, or a paper of one side."""
    chosen = tuple(name.strip() for name in sections.split(",") if name.strip())
    made = _format(kind, form, out, chosen)
    if as_at and meeting and as_at > meeting:
        fail(
            "--as-at is after --meeting: figures of a later day are not what its members could know. Give no --as-at, or an earlier one."
        )
    said = Entered(title, item, author, wards, contact, tuple(asked or ()))
    try:
        with as_made(Library(), [version] if version else [], _day(made_on), council) as library:
            shown = _known(council, as_at or meeting, library)
            wanted = Pack(
                shown, committee_of(shown, committee), _day(meeting), chosen, base, template, said, layout, ward
            )
            content = made.make(wanted)
            dropped = template_dropped(wanted, made.ending)
        put_file(out, content)
    except (DatasetError, PackError) as error:
        fail(str(error))
    except OSError as error:
        fail(f"Nothing was written: {out}: {error.strerror}. What was there is as it was.")
    if dropped:
        typer.echo(dropped, err=True)
    of = f", {wording.count(len(chosen), 'section')}" if chosen else ""
    typer.echo(f"{out}: {wording.uncapital(made.title)}{of}, {len(content) // 1000:,} kB")


def _format(kind: str, ending: str, out: Path, sections: tuple[str, ...]) -> Format:
    """Return the document that is meant: the kind of file by the name of the file to write where no option says it."""
    named = out.suffix.removeprefix(".").casefold()
    ending = ending or (named if named in ENDINGS.split(", ") else _usual_ending(kind))
    if ending not in ENDINGS.split(", "):
        fail(f"No format is called {ending!r}. There are: {ENDINGS}.")
    kind = kind or kind_of(ending, sections)
    if kind not in KINDS.split(", "):
        fail(f"No kind of document is called {kind!r}. There are: {KINDS}.")
    found = FORMATS.get(f"{kind}.{ending}")
    if found is None:
        there = ", ".join(one.ending for one in FORMATS.values() if one.kind == kind)
        fail(f"There is no {kind} as {ending}. There is: {there}.")
    return found


def _usual_ending(kind: str) -> str:
    return next((one.ending for one in FORMATS.values() if one.kind == kind), "docx")


def _known(slug: str, as_at: datetime | None, library: Library) -> Council:
    try:
        return library.dataset(slug).at(_day(as_at))
    except DatasetError as error:
        fail(str(error))


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
