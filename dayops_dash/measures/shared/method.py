"""How a measure is worked out, for readers who want to know: declared beside the measure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class MethodNote:
    """What a measure says, why, how it is worked out, where it ends, and the source of its rule.

    A module or a room of ``measures`` declares its own as ``METHOD``; ``also`` names modules that are parts of it.
    """

    title: str
    what: str
    why: str
    how: str
    limits: str
    source: str = "This project's own rule"
    also: tuple[str, ...] = ()
