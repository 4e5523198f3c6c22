"""How charts look: colours with fixed meanings, type, and the Vega-Lite settings that all charts share.

Colours are the Government Analysis Function's categorical palette. Specifications are drawn for white paper; ``DARK`` gives
each colour its counterpart on a dark screen, which the screen's style puts in its place, so that one drawing serves both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

import altair as alt
from altair.utils.schemapi import disable_debug_mode

from dayops_dash.cache import once
from dayops_dash.dataset.vocabulary import ProviderKind

INK = "#0B0C0C"
QUIET = "#505A5F"
RULE = "#B1B4B6"
PAPER = "#FFFFFF"
BLUE = "#12436D"
TURQUOISE = "#28A197"
PINK = "#801650"
ORANGE = "#F46A25"
GREY = "#3D3D3D"
ON_BRIGHT = "#0B0C0D"  # words on turquoise and orange, which are bright by day and in the dark: it has no counterpart

PROVIDER_COLOUR: Mapping[str, str] = {
    ProviderKind.INTERNAL: BLUE,
    ProviderKind.EXTERNAL: TURQUOISE,
    ProviderKind.DIRECT_PAYMENT: ORANGE,
    ProviderKind.COMMUNITY: GREY,
    ProviderKind.BOTH: PINK,
    ProviderKind.TRANSPORT: QUIET,
    ProviderKind.ALL: QUIET,
}
DARK = {
    INK: "#FFFFFE",
    QUIET: "#C8CCCF",
    RULE: "#6F777B",
    PAPER: "#0E1117",
    BLUE: "#7FB8EA",
    TURQUOISE: "#4FC9BE",
    PINK: "#F08BC0",
    ORANGE: "#FF9A66",
    GREY: "#D0D0D0",
}
FONT = '"Source Sans", "Source Sans 3", "Source Sans Pro", Arial, sans-serif'


# Altair checks every part against its schema as it is made, which takes most of a chart's time; a test checks the whole of each.
disable_debug_mode()


class Inline(alt.Data):
    """Rows that a chart draws. Altair copies all of a chart for each of its layers; the rows, which nothing changes, stay one object."""

    def __init__(self, values: Sequence[Any]) -> None:
        super().__init__(values=values)  # type: ignore[no-untyped-call]

    def __deepcopy__(self, _memo: object = None) -> Inline:
        return self


def specification(chart: alt.TopLevelMixin, **size: float | str) -> dict[str, Any]:
    """Return a chart of some size as a Vega-Lite specification in the house look. The same data gives the same bytes.

    Size and look are added to what Altair gives, since it copies a whole chart, data and all, to add anything itself.
    The height stated is the plot's.
    """
    told = chart.to_dict(validate=False)
    return {"autosize": {"type": "fit-x", "contains": "padding"}, **told, **size, "config": deepcopy(_config())}


def drawn_to_size(chart: alt.TopLevelMixin, height: float) -> dict[str, Any]:
    """Return a chart as wide as there is room whose words are wrapped to their own part of it.

    Nothing is moved for them: what draws without a browser takes words for wider than they are, and made the squares smaller.
    """
    return {**specification(chart, width="container", height=height), "autosize": {"type": "none"}, "padding": 0}


def haloed(words: alt.Chart, *, colour: str = INK, width: int = 5, **how: Any) -> tuple[alt.Chart, alt.Chart]:
    """Return words in the paper's colour, broader by ``width``, which keep lines off the letters, and the words to stand on them."""
    under = words.mark_text(**how, aria=False, color=PAPER, stroke=PAPER, strokeWidth=width, strokeJoin="round")
    return under, words.mark_text(**how, aria=False, color=colour)


@once
def _config() -> dict[str, Any]:
    axis = alt.AxisConfig(
        labelFontSize=14,
        titleFontSize=14,
        labelColor=INK,
        titleColor=INK,
        gridColor=RULE,
        gridOpacity=0.5,
        domainColor=RULE,
        tickColor=RULE,
        titleFontWeight="normal",
    )
    styled = (
        alt.Chart(alt.Data(values=[]))
        .mark_point()
        .configure(
            background="transparent",
            font=FONT,
            view=alt.ViewConfig(stroke=None),
            axis=axis,
            legend=alt.LegendConfig(labelFontSize=14, titleFontSize=14, labelColor=INK, titleColor=INK),
            text=alt.MarkConfig(fontSize=14, color=INK),
        )
    )
    return dict(styled.to_dict(validate=False)["config"])
