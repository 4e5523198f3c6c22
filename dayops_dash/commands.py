"""What ``python -m dayops_dash`` can do. Each command is a few lines over a room of the house."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from tempfile import gettempdir
from typing import Any, TextIO

import typer
from typer.core import TyperGroup
from typer.main import get_command, get_group

from dayops_dash.command_end import WRONG, fail
from dayops_dash.dataset import DatasetError

COMMANDS = {  # by what an officer is about: the module of each and its function or group there, imported when it is called
    "Bring data in": {
        "new": ("council_commands", "new"),
        "returns": ("returns_commands", "returns_app"),
        "import": ("import_commands", "import_"),
        "paper": ("paper_commands", "paper_app"),
        "papers": ("paper_commands", "papers_app"),
        "numbers": ("folder_commands", "numbers"),
        "ascof": ("folder_commands", "ascof"),
        "areas": ("folder_commands", "area_app"),
        "boundaries": ("folder_commands", "boundary_app"),
        "prepare": ("record_commands", "prepare"),
        "prepare-many": ("record_commands", "prepare_many"),
    },
    "Check it, publish it, take it back": {
        "draft": ("publish_commands", "draft"),
        "check": ("folder_commands", "check"),
        "describe": ("folder_commands", "describe"),
        "publish": ("publish_commands", "publish"),
        "undo": ("publish_commands", "undo"),
        "versions": ("history_commands", "versions"),
        "changes": ("history_commands", "changes"),
        "record": ("history_commands", "record_app"),
        "prune": ("history_commands", "prune"),
    },
    "Read it and hand it out": {
        "read": ("page_commands", "read"),
        "facts": ("page_commands", "list_facts"),
        "pack": ("pack_commands", "pack"),
        "site": ("page_commands", "site"),
        "public-copy": ("page_commands", "public_copy"),
    },
    "Exempt papers": {
        "grant": ("grant_commands", "grant"),
        "grants": ("grant_commands", "grants"),
        "revoke": ("grant_commands", "revoke"),
    },
    "Look up": {
        "dates": ("council_commands", "dates"),
        "tables": ("folder_commands", "tables"),
        "example-records": ("record_commands", "example_records"),
    },
}
HELP_TEXT = (
    "Bring councils' data up to date, publish it, and make documents of it. Each command says more: publish --help."
)
PLACES = {name: (panel, *place) for panel, places in COMMANDS.items() for name, place in places.items()}


class LazyCommands(Mapping[str, Any]):
    """The commands by name, each of whose modules is imported when it is asked for."""

    def __getitem__(self, name: str) -> Any:
        panel, module, attribute = PLACES[name]
        group = getattr(import_module(f"dayops_dash.{module}"), attribute)
        if isinstance(group, typer.Typer):
            command: Any = get_group(group)
        else:
            alone = typer.Typer(add_completion=False)
            alone.command()(group)
            command = get_command(alone)
        command.name, command.rich_help_panel = name, panel
        return command

    def __iter__(self) -> Iterator[str]:
        return iter(PLACES)

    def __len__(self) -> int:
        return len(PLACES)


class LazyGroup(TyperGroup):
    """A group whose commands are imported when they are called: most need a few rooms of the house only."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**{**attributes, "commands": LazyCommands()})

    def invoke(self, ctx: Any) -> Any:
        """Run a command. Data that cannot be read ends any of them with one message, wherever in it that is found out."""
        try:
            return super().invoke(ctx)
        except DatasetError as error:
            fail(str(error), WRONG)

    def list_commands(self, ctx: Any) -> list[str]:
        return list(PLACES)


app = typer.Typer(
    cls=LazyGroup, add_completion=False, no_args_is_help=True, help=HELP_TEXT, pretty_exceptions_enable=False
)


ON_COUNCILS = (
    "draft",
    "publish",
    "undo",
    "versions",
    "changes",
    "prune",
    "record",
    "grant",
    "grants",
    "revoke",
    "pack",
)


def say_where(command: str | None, to: TextIO) -> None:
    """Say to a person at a terminal whose data a command is about to answer from or change: a server's may be another folder."""
    if command not in ON_COUNCILS or not to.isatty():
        return
    where = import_module("dayops_dash.dataset.stores.where")
    setting, folder = os.environ.get(where.SETTING, ""), where.data_folder().absolute()
    typer.echo(f"Councils in {setting or folder}" + ("" if setting else f" ({where.SETTING} is not set)"), file=to)
    if hasattr(os, "geteuid") and folder.is_dir() and folder.stat().st_uid != os.geteuid():
        typer.echo(
            "That folder is another user's: what you write may be closed to the server. Work as its user.", file=to
        )


@app.callback()
def _commands(context: typer.Context) -> None:
    """Take the whole for a group, whose commands are found by name, and take away what one that was killed worked on."""
    say_where(context.invoked_subcommand, sys.stderr)
    where = Path(gettempdir())
    if next(where.glob("dayops-aside-*"), None):
        import_module("dayops_dash.dataset.files.aside").sweep_once(where)
