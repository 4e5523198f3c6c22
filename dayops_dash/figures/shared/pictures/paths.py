"""Paths: what became of a thing from paper to paper, each as a chain of stops with what happened between them."""

from __future__ import annotations

from dataclasses import dataclass

from dayops_dash.figures.shared.link import Link


@dataclass(frozen=True)
class PathStop:
    """A thing in a paper: its name, the day of the paper, and how it came here from the stop before, "" for the first.

    One that ``ends`` is no thing but the end of the chain. ``link`` is where it is told at length; None for the one that is being told.
    """

    name: str
    when: str
    how: str = ""
    why: str = ""
    ends: bool = False
    link: Link | None = None


@dataclass(frozen=True)
class DescentPath:
    stops: tuple[PathStop, ...]

    @property
    def words(self) -> str:
        """The chain in a line: Open a hub (2022), carried on as Open two hubs (2024)."""
        first, *rest = self.stops
        told = [f"{first.name} ({first.when})" if first.when else first.name]
        for stop in rest:
            when = f" ({stop.when})" if stop.when else ""
            told.append(
                f"{stop.how}{'' if stop.ends else f' {stop.name}'}{when}{f', because {stop.why}' if stop.why else ''}"
            )
        return ", ".join(told)
