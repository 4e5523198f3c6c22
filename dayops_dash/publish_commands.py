"""The commands that change what is shown: ``draft``, ``publish`` and ``undo``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

import typer

from dayops_dash.command_end import fail
from dayops_dash.dataset import DATA, DatasetError, Library
from dayops_dash.dataset.files.text_file import printable
from dayops_dash.dataset.serving.versions import pointer
from dayops_dash.desk.at_publication import remember_rows, settle_draft
from dayops_dash.publishing import ledger, store
from dayops_dash.publishing import publish as publishing
from dayops_dash.publishing.draft import Draft, refuse_unfit_name, refuse_unfit_words
from dayops_dash.publishing.ledger import Act
from dayops_dash.publishing.preview import preview
from dayops_dash.publishing.second_person import (
    WaitingAct,
    asks_for_second,
    by_both,
    forget_waiting,
    make_ready,
    waiting_act,
)
from dayops_dash.publishing.store import NotPublished

MANY_LINES = 3_000  # from which a check takes long enough to say so
NOT_PUBLISHED = "Nothing was published: "

Council = Annotated[str, typer.Argument(help="A council by its folder name.")]
Because = Annotated[str, typer.Option(help="Why: readers see it on Sources. A second person leaves it out.")]
By = Annotated[str, typer.Option(help="The role that publishes; never a person's name.")]
Ready = Annotated[
    bool, typer.Option("--ready", help="Make it ready for a second person, where the council asks for one.")
]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask: for machines.")]


def home_of(council: str) -> Path:
    """Return the folder of a council that there is, or stop with a message that lists the councils."""
    if council not in (there := Library().folders()):
        fail(f"No council is called {printable(council)!r}. There are: {', '.join(there)}.{_near(council, there)}")
    return DATA / council


def _near(council: str, there: Sequence[str]) -> str:
    near = get_close_matches(council, there, n=1)
    return f" Did you mean {near[0]}?" if near else ""


def new_home_of(council: str, *, new: bool) -> Path:
    """Return a council's folder, or that of a ``new`` one. Stop with a message where it is neither."""
    there = Library().folders()
    if council in there:
        return DATA / council
    try:
        refuse_unfit_name(council)
    except DatasetError as error:
        fail(str(error))
    if not new:
        fail(
            f"Nothing was published: no council is called {council!r}. There are: {', '.join(there)}.{_near(council, there)} "
            "To publish one for the first time, add --new."
        )
    return DATA / council


@contextmanager
def ending(nothing: str = "") -> Iterator[None]:
    """End a command with one message where it cannot do what it was asked; ``nothing`` says first what was not done."""
    try:
        yield
    except DatasetError as error:
        fail(str(error), 1)
    except OSError as error:
        where = f"{Path(str(error.filename)).name}: " if error.filename else ""
        fail(f"{nothing}{where}{error.strerror or 'it cannot be read or written'}.", 1)


def asked(question: str, no: str) -> None:
    """Ask, and end the command where the answer is no, or where nobody answers."""
    try:
        said_yes = typer.confirm(question)
    except typer.Abort:
        said_yes = False
    if not said_yes:
        fail(no, 1)


def draft(council: Council, out: Annotated[Path, typer.Option(help="A new folder.")]) -> None:
    """Copy what is shown of a council to a new folder, to change it there and publish it from there."""
    with ending("No draft was made: "):
        version = publishing.start_draft(home_of(council), out)
    typer.echo(
        f"{out}: a draft of {council}, begun from version {version}. Change it, then: publish {council} --from {out}"
    )


def publish(
    council: Council,
    because: Because = "",
    origin: Annotated[
        Path | None, typer.Option("--from", help="The folder of the new data; the council's own where not given.")
    ] = None,
    by: By = "",
    yes: Yes = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change, and stop.")] = False,
    new: Annotated[bool, typer.Option("--new", help="A council that was not there before.")] = False,
    without_earlier: Annotated[
        bool, typer.Option("--without-earlier", help="Go on though what was shown before is not kept.")
    ] = False,
    ready: Ready = False,
) -> None:
    """Check a folder's data, say what it changes for readers, ask, and make it the version that is shown."""
    home = new_home_of(council, new=new)
    with ending(NOT_PUBLISHED):
        _refuse_unready(home, ready)
        store.fetch_shown(home)
        settle_draft(home, origin or home)
        made = publishing.draft_of(home, origin or home)
        if not dry_run and pointer(home).get("version") == made.version:
            _finish(made, origin or home)
        _refuse(made, without_earlier=without_earlier)
        shown = store.shown_version(home)
        first = _first(home, origin or home, made.version, shown, because, by, ready or (dry_run and bool(because)))
        unkept = bool(shown) and not pointer(home) and not made.is_in_place
        _say(_changes(made, shown, first.because))
        if dry_run or ready:
            _make_ready(origin or home, first, ready=ready and not dry_run)
            return
        if not yes:
            asked("Publish this?", "Nothing was published.")
        event = publishing.publish(
            made, because=first.because, by=by, seen=shown, without_earlier=without_earlier, first=first.by
        )
        _say(_published(home, origin or home, event, unkept=unkept and not event.before))


def _published(home: Path, folder: Path, event: ledger.Event, *, unkept: bool) -> Iterator[str]:
    """Keep what is kept of a draft once it is published, and yield what to tell the officer."""
    forget_waiting(folder)
    remember_rows(home, folder, event.after)
    back = f" To take it back: undo {home.name} --because ..." if event.before else ""
    yield f"{home.name}: version {event.after} is shown now.{back}{_pending(home)}"
    if unkept:
        yield "The data of the plain folder did not pass check, so it is not kept as a version."


def _finish(made: Draft, folder: Path) -> None:
    """Finish what is left of a publication whose process ended once it was shown. That it is shown already is told by who calls."""
    publishing.finish(made)
    forget_waiting(folder)
    remember_rows(made.home, folder, made.version)


def _refuse_unready(home: Path, ready: bool) -> None:
    """Raise NotPublished for a draft that is made ready where nobody waits for it."""
    if ready and not asks_for_second(home):
        raise NotPublished("Nothing was made ready: this council asks for no second person. Leave --ready out.")


def _first(home: Path, folder: Path, version: str, shown: str, because: str, by: str, own: bool) -> WaitingAct:
    """Return who asked for an act and why: of a second person what waits for them, else what was typed (``own``)."""
    if not asks_for_second(home) or own:
        refuse_unfit_words(because, by)
        return WaitingAct(by, because, version, shown)
    waiting = waiting_act(folder, version, shown)
    by_both(home, waiting.by, by)
    return waiting


def _make_ready(folder: Path, first: WaitingAct, *, ready: bool) -> None:
    if ready:
        make_ready(folder, first)
        typer.echo(
            "It is ready. Somebody else runs the same command now, with --by and their own role, without --ready."
        )


def _refuse(made: Draft, *, without_earlier: bool) -> None:
    """Raise NotPublished where a draft cannot be published, whatever the answer would be."""
    if not without_earlier:
        publishing.refuse_unkept(made)
    _say_size(made)
    publishing.refuse_unsound(made)
    publishing.refuse_shown(made)
    publishing.refuse_outdated(made)


def _changes(made: Draft, shown: str, because: str) -> Iterator[str]:
    yield from _heading(made, shown)
    if not made.is_in_place:
        yield from preview(made, Act.PUBLISH, because, _progress)


def _say(told: Iterable[str]) -> None:
    for line in told:
        typer.echo(line)


def _heading(made: Draft, shown: str) -> Iterator[str]:
    council = made.home.name
    if made.is_in_place:
        yield f"{council}: the folder's data becomes version {made.version}, the first that is kept. What readers see stays as it is."
        yield "  Earlier states of the folder are not kept: undo can bring back what is published from now on."
    elif shown:
        yield f"{council}: version {made.version}, in place of {shown}"
    else:
        yield f"{council}: version {made.version}, the first of this council"


def _say_size(made: Draft) -> None:
    lines = sum(content.count(b"\n") for name, content in made.files.items() if name.endswith(".csv"))
    if lines > MANY_LINES:
        typer.echo(f"Checking some {lines:,} rows. This takes a while.", err=True)


def _progress(line: str) -> None:
    typer.echo(line, err=True)


def _pending(home: Path) -> str:
    """Return that the record lacks the act yet, though the version is shown."""
    with suppress(DatasetError):
        if not ledger.is_pending(home):
            return ""
    return " Its line could not be added to the record yet: the next publish adds it."


def undo(
    council: Council,
    because: Because = "",
    to: Annotated[str, typer.Option(help="The version to show again; the one shown before where not given.")] = "",
    by: By = "",
    yes: Yes = False,
    ready: Ready = False,
) -> None:
    """Say what showing an earlier version again changes for readers, ask, and do it. It is a new act; nothing is removed."""
    home = home_of(council)
    with ending(NOT_PUBLISHED):
        _refuse_unready(home, ready)
        store.fetch_shown(home)
        if ledger.is_pending(home):
            publishing.finish_act(home)
        shown = store.shown_version(home)  # first: what is published while the earlier one is checked is not taken back
        made = publishing.earlier_draft(home, to)
        first = _first(home, home, made.source, shown, because, by, ready)
        typer.echo(f"{council}: version {made.source} again, in place of {shown}")
        _say(preview(made, Act.UNDO, first.because, _progress))
        if ready:
            _make_ready(home, first, ready=True)
            return
        if not yes:
            asked("Show this version again?", "Nothing was changed.")
        event = publishing.undo(home, because=first.because, by=by, seen=shown, draft=made, first=first.by)
        forget_waiting(home)
        typer.echo(f"{council}: version {event.after} is shown again, in place of {event.before}.{_pending(home)}")
