"""A flow: blocks of an earlier day at the left, of a later day at the right, and bands from what continues to what it continues in."""

from __future__ import annotations

from dataclasses import dataclass

GAP = 0.14  # of the height, between two blocks


@dataclass(frozen=True)
class FlowBlock:
    """A block: its number, what it is, its tone, and where it stands, as parts of the height."""

    number: int
    words: str
    tone: str
    top: float = 0.0
    height: float = 0.0

    @property
    def end(self) -> float:
        return self.top + self.height


@dataclass(frozen=True)
class FlowChart:
    """Two stacks on one scale, each under its heading. The first blocks of both are joined: what continues."""

    left_heading: str
    right_heading: str
    left: tuple[FlowBlock, ...]
    right: tuple[FlowBlock, ...]

    @property
    def words(self) -> str:
        sides = ((self.left_heading, self.left), (self.right_heading, self.right))
        return " ".join(f"{head}: {'; '.join(f'{b.number} {b.words}' for b in blocks)}." for head, blocks in sides)


def stacked(left: tuple[FlowBlock, ...], right: tuple[FlowBlock, ...]) -> tuple[tuple[FlowBlock, ...], ...]:
    """Return both stacks with their places, drawn on one scale: a thing is as high at the left as at the right."""
    most = max(sum(block.number for block in side) for side in (left, right))
    room = 1 - GAP * (max(len(left), len(right)) - 1)
    return tuple(_placed(side, room / most) for side in (left, right))


def _placed(side: tuple[FlowBlock, ...], unit: float) -> tuple[FlowBlock, ...]:
    placed, top = [], 0.0
    for block in side:
        height = block.number * unit
        placed.append(FlowBlock(block.number, block.words, block.tone, round(top, 4), round(height, 4)))
        top += height + GAP
    return tuple(placed)
