"""Where a paper prints what is proposed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class PrintedPlace:
    """Where a paper prints what is proposed: the place as rows name it, the page and box, and the sentence, row or cell.

    ``sureness`` and ``grounds`` say how closely to look, ``needs`` which rows come in with it, each as table and key.
    """

    locator: str
    page: int
    words: str
    box: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    sureness: str = ""
    grounds: tuple[str, ...] = ()
    needs: tuple[tuple[str, str], ...] = ()


def printed_place(stated: Mapping[str, Any] | None) -> PrintedPlace | None:
    if stated is None:
        return None
    needs = tuple((str(table), str(key)) for table, key in stated["needs"])
    left, top, right, bottom = map(float, stated["box"])
    box = (left, top, right, bottom)
    return PrintedPlace(**{**stated, "box": box, "grounds": tuple(stated["grounds"]), "needs": needs})
