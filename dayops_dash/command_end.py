"""How a command ends that cannot do what it was asked: one message on the error stream, and the process's exit code."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import typer

MISUSED, WRONG = 2, 1  # exit codes: options that do not fit each other, files that do not fit


def fail(message: str, code: int = MISUSED) -> NoReturn:
    """Print a message to the error stream and end the process."""
    typer.echo(message, err=True)
    raise typer.Exit(code)


def words_of(error: Exception) -> str:
    """Return what went wrong, for an officer: of the system's errors the file and the reason, without its number."""
    if not isinstance(error, OSError) or not error.strerror:
        return str(error)
    return f"{Path(str(error.filename)).name}: {error.strerror}" if error.filename else error.strerror
