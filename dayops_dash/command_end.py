"""How a command ends that cannot do what it was asked: one message on the error stream, and the process's exit code."""

from __future__ import annotations

from typing import NoReturn

import typer

MISUSED, WRONG = 2, 1  # exit codes: options that do not fit each other, files that do not fit


def fail(message: str, code: int = MISUSED) -> NoReturn:
    """Print a message to the error stream and end the process."""
    typer.echo(message, err=True)
    raise typer.Exit(code)
