"""The commands that change what is shown: ``draft``, ``publish``, ``undo``, ``versions``, ``changes``, ``prune`` and ``record verify``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from dayops_dash import clock, wording
from dayops_dash.command_end import fail
from dayops_dash.dataset import DATA, DatasetError, Library
from dayops_dash.dataset.serving.versions import VERSIONS, content_of, version_folder
from dayops_dash.dataset.writing.locking import writing
from dayops_dash.publishing import ledger, store
from dayops_dash.publishing import publish as publishing
from dayops_dash.publishing.difference import ReaderChange, reader_changes, row_changes

MOST_KEYS = 5  # rows named of each kind of change
DAYS_A_YEAR = 365.25

Council = Annotated[str, typer.Argument(help="A council by its folder name.")]
Because = Annotated[str, typer.Option(help="Why: readers see it on Sources.")]
By = Annotated[str, typer.Option(help="The role that publishes; never a person's name.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask: for machines.")]


def home_of(council: str, *, known: bool = True) -> Path:
    """Return a council's folder, or stop with a message that lists the councils."""
    if known and council not in Library().folders():
        fail(f"No council is called {council!r}. There are: {', '.join(Library().folders())}.")
    if not known and (Path(council).name != council or council.startswith(".")):
        fail(f"{council!r} is no name of a folder. Name the council, as in dorset.")
    return DATA / council


def draft(council: Council, out: Annotated[Path, typer.Option(help="A new folder.")]) -> None:
    """Copy what is shown of a council to a new folder, to change it there and publish it from there."""
    try:
        version = publishing.start_draft(home_of(council), out)
    except (DatasetError, OSError) as error:
        fail(str(error))
    typer.echo(
        f"{out}: a draft of {council}, begun from version {version}. Change it, then: publish {council} --from {out}"
    )


def publish(
    council: Council,
    because: Because,
    origin: Annotated[
        Path | None, typer.Option("--from", help="The folder of the new data; the council's own where not given.")
    ] = None,
    by: By = "",
    yes: Yes = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change, and stop.")] = False,
) -> None:
    """Check a folder's data, say what it changes for readers, ask, and make it the version that is shown."""
    home = home_of(council, known=False)
    try:
        store.fetch_shown(home)
        made = publishing.draft_of(home, origin or home)
        publishing.refuse_unsound(made)
        publishing.refuse_outdated(made)
        with publishing.as_dataset(made) as after:
            before = publishing.shown_dataset(home)
            told = [f"{council}: version {made.version}, in place of {store.shown_version(home) or 'none'}"]
            told += _rows_words(dict(before.files()) if before else {}, made.files)
            told += [_reader_words(change) for change in reader_changes(before, after)]
        typer.echo("\n".join(told))
        if dry_run:
            return
        if not yes:
            typer.confirm("Publish this?", abort=True)
        event = publishing.publish(made, because=because, by=by)
    except DatasetError as error:
        fail(str(error), 1)
    typer.echo(f"{council}: version {event.after} is shown now. To take it back: undo {council} --because ...")


def undo(
    council: Council,
    because: Because,
    to: Annotated[str, typer.Option(help="The version to show again; the one shown before where not given.")] = "",
    by: By = "",
) -> None:
    """Show an earlier version of a council again. It is a new act in the record; nothing is removed."""
    try:
        event = publishing.undo(home_of(council), to=to, because=because, by=by)
    except DatasetError as error:
        fail(str(error), 1)
    typer.echo(f"{council}: version {event.after} is shown again, in place of {event.before}.")


def versions(council: Council) -> None:
    """List a council's versions: when each was published, who did it, why, from where, and how many rows it has."""
    home = home_of(council)
    try:
        store.fetch_history(home)
        acts, shown = ledger.events(home), store.shown_version(home)
    except DatasetError as error:
        fail(str(error), 1)
    for number, act in enumerate(acts, 1):
        whose = f" by {act.by}" if act.by else ""
        origin = f", from {act.source}" if act.source else ""
        mark = "  shown now" if number == len(acts) and act.after == shown else ""
        typer.echo(
            f"{act.at}  {act.act:<8}{act.after}  {sum(act.rows.values()):,} rows{origin}{whose}: {act.because}{mark}"
        )
    if not acts:
        typer.echo(f"{council}: a plain folder; version {shown} is its only one. The first publish begins a record.")


def changes(
    council: Council,
    between: Annotated[tuple[str, str], typer.Option(help="Two versions, each by the beginning of its name.")],
) -> None:
    """Say which rows differ between two versions of a council."""
    home = home_of(council)
    try:
        store.fetch_history(home)
        first, second = (content_of(version_folder(home, store.named_version(home, name))) for name in between)
        typer.echo("\n".join(_rows_words(first, second)))
    except DatasetError as error:
        fail(str(error), 1)


def prune(
    council: Council,
    years: Annotated[float, typer.Option(min=0, help="Keep what was shown within so many years.")] = 7,
    yes: Yes = False,
) -> None:
    """Remove versions that were last shown long ago: never the one that is shown. The record keeps every act."""
    home = home_of(council)
    since = clock.moment() - timedelta(days=years * DAYS_A_YEAR)
    try:
        store.fetch_history(home)
        acts = ledger.events(home)
        kept = {store.shown_version(home)}
        kept |= {act.after for act in acts if datetime.fromisoformat(act.at) >= since}
        kept |= {act.before for act in acts if datetime.fromisoformat(act.at) >= since}  # shown until then
        old = [p for p in sorted((home / VERSIONS).glob("[0-9a-f]*")) if p.name not in kept]
        typer.echo("\n".join(f"{path.name} would go" for path in old) or f"{council}: nothing to remove.")
        if not old or not (yes or typer.confirm(f"Remove {wording.count(len(old), 'version')}?")):
            return
        with writing(home):
            store.remove_versions(home, [path.name for path in old])
    except (DatasetError, OSError) as error:
        fail(str(error), 1)
    typer.echo(f"{council}: {wording.count(len(old), 'version')} removed.")


record_app = typer.Typer(no_args_is_help=True, help="The record of publications.")


@record_app.callback()
def _record() -> None:
    """The record of publications."""


@record_app.command()
def verify(council: Council) -> None:
    """Work out again whether each line of a council's record follows from the one before, and its versions are what was published."""
    home = home_of(council)
    try:
        damaged = store.fetch_history(home, anew=True)
        found = ledger.lines(home)
        wrong = ledger.wrong_line(found)
        if wrong:
            fail(f"{council}: line {wrong} of {ledger.RECORD} does not follow from the line before.", 1)
        changed = sorted({*damaged, *store.changed_versions(home)})
        if changed:
            fail(
                f"{council}: the files of {', '.join(changed)} are not what was published. Restore them from a backup.",
                1,
            )
        acts = ledger.events(home)
    except DatasetError as error:
        fail(str(error), 1)
    pending = "; the last is in the pointer alone, and the next publish adds it" if len(acts) > len(found) else ""
    typer.echo(f"{council}: {wording.count(len(acts), 'act')}, each following from the one before{pending}.")


def _rows_words(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> list[str]:
    told = []
    for change in row_changes(before, after):
        told.append(f"  {change}")
        for keys, what in ((change.added, "new"), (change.gone, "gone")):
            told += (
                [f"    {what}: {', '.join(keys[:MOST_KEYS])}{' ...' if len(keys) > MOST_KEYS else ''}"] if keys else []
            )
        for key, cells in list(change.changed.items())[:MOST_KEYS]:
            told += [f"    {key}, {column}: {_short(old)} → {_short(new)}" for column, old, new in cells]
        more = len(change.changed) - MOST_KEYS
        told += [f"    and {wording.count(more, 'more row')}"] if more > 0 else []
    return told or ["  no row differs"]


def _short(cell: str, most: int = 60) -> str:
    shown = wording.clean(cell)
    return f"“{shown[:most]}…”" if len(shown) > most else f"“{shown}”"


def _reader_words(change: ReaderChange) -> str:
    page, before, after = change.page, change.before, change.after
    if not before:
        return f"  /{page}: new: {after}"
    return (
        f"  /{page}: no longer: {before}"
        if not after
        else f"  /{page}: was: {before}\n  {' ' * len(page)}   now: {after}"
    )
