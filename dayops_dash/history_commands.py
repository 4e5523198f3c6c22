"""The commands on what was shown before: ``versions``, ``changes``, ``prune``, and ``record verify`` and ``record mend``."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Annotated

import typer

from dayops_dash import clock, wording
from dayops_dash.command_end import fail
from dayops_dash.dataset import DatasetError
from dayops_dash.dataset.serving.versions import content_of, version_folder
from dayops_dash.dataset.writing.locking import writing
from dayops_dash.publish_commands import Council, Yes, asked, ending, home_of
from dayops_dash.publishing import ledger, store
from dayops_dash.publishing.preview import changes_in_words
from dayops_dash.publishing.verify import gone_versions, record_faults
from dayops_dash.publishing.verify import mend as mend_record

DAYS_A_YEAR, MOST_YEARS = 365.25, 1000


def versions(council: Council) -> None:
    """List a council's versions: when each was published, who did it, why, from where, and how many rows it has."""
    home = home_of(council)
    with ending():
        store.fetch_history(home)
        acts, shown = ledger.events(home), store.shown_version(home)
    for number, act in enumerate(acts, 1):
        whose = (f" by {act.by}" if act.by else "") + (f" (signed in as {act.who})" if act.who else "")
        origin = f", from {act.source}" if act.source else ""
        mark = "  shown now" if number == len(acts) and act.after == shown else ""
        words = wording.clean(f"{origin}{whose}: {act.because}")
        typer.echo(f"{act.at}  {act.act:<8}{act.after}  {sum(act.rows.values()):,} rows{words}{mark}")
    if not acts:
        typer.echo(f"{council}: a plain folder; version {shown} is its only one. The first publish begins a record.")


def changes(
    council: Council,
    between: Annotated[tuple[str, str], typer.Option(help="Two versions, each by the beginning of its name.")],
) -> None:
    """Say which rows differ between two versions of a council."""
    home = home_of(council)
    with ending():
        store.fetch_history(home)
        first, second = (content_of(version_folder(home, store.named_version(home, name))) for name in between)
        typer.echo("\n".join(changes_in_words(first, second)))


def prune(
    council: Council,
    years: Annotated[float, typer.Option(help="Keep what was shown within so many years.")] = 7,
    yes: Yes = False,
) -> None:
    """Remove versions that were last shown long ago: never the one that is shown. The record keeps every act."""
    home = home_of(council)
    if not 0 <= years <= MOST_YEARS:  # nor what is no number
        fail(f"--years is a number from 0 to {MOST_YEARS}.")
    since = clock.moment() - timedelta(days=years * DAYS_A_YEAR)
    with ending("Not all was removed: "):
        store.fetch_history(home)
        acts = ledger.events(home)
        kept = {store.shown_version(home)}
        kept |= {act.after for act in acts if datetime.fromisoformat(act.at) >= since}
        kept |= {act.before for act in acts if datetime.fromisoformat(act.at) >= since}  # shown until then
        old = [name for name in store.stored_versions(home) if name not in kept]
        typer.echo("\n".join(f"{name} would go" for name in old) or f"{council}: nothing to remove.")
        if not old:
            with suppress(DatasetError), writing(home):
                pass  # what is left of one that was killed is gone now
            return
        if not yes:
            asked(f"Remove {wording.count(len(old), 'version')}?", "Nothing was removed.")
        with writing(home):
            store.remove_versions(home, old)
    typer.echo(f"{council}: {wording.count(len(old), 'version')} removed.")


record_app = typer.Typer(no_args_is_help=True, help="The record of publications.")


@record_app.callback()
def _record() -> None:
    """The record of publications."""


@record_app.command()
def verify(council: Council) -> None:
    """Work out again whether a council's record, its pointer and its versions fit each other."""
    home = home_of(council)
    with ending():
        damaged = store.fetch_history(home, anew=True)
        faults = list(record_faults(home))
        faults += [f"the files of {', '.join(damaged)} in the store are not what was published."] if damaged else []
        if faults:
            fail("\n".join(f"{council}: {fault}" for fault in faults), 1)
        acts, pending = ledger.events(home), ledger.is_pending(home)
        gone = gone_versions(home)
    left = "; the last is in the pointer alone, and the next publish adds it" if pending else ""
    typer.echo(f"{council}: {wording.count(len(acts), 'act')}, each following from the one before{left}.")
    if gone:
        named = ", ".join(f"{version} (shown until {wording.day(day)})" for version, day in gone)
        typer.echo(f"{council}: not kept any more: {named}. If nobody removed it by prune, restore it from a backup.")


@record_app.command()
def mend(
    council: Council,
    begin_anew: Annotated[
        bool,
        typer.Option("--begin-anew", help="Where the record cannot be restored: keep it beside, and begin another."),
    ] = False,
) -> None:
    """Show again what a council's record says was shown last, where the pointer to it was lost or damaged."""
    home = home_of(council)
    with ending("Nothing was mended: "):
        typer.echo(f"{council}: {mend_record(home, clock.moment(), anew=begin_anew)}")
