"""The look of the pages: the style sheets, and for charts a counterpart of every colour on a dark screen."""

from pathlib import Path

from dayops_dash.cache import once
from dayops_dash.figures.shared.look import DARK

SHEETS = tuple(Path(__file__).with_name(f"{name}.css") for name in ("style", "pictures", "search", "share", "still"))


@once
def style() -> str:
    """Return the style sheet, which the shell serves. A chart is drawn once, for paper; its colours follow the reader's scheme here."""
    chart = ':is(.do-chart, [data-testid="stVegaLiteChart"]) svg'
    rules = [
        f'{chart} [{part}="{light}"] {{ {part}: light-dark({light}, {dark}); }}'
        for light, dark in DARK.items()
        for part in ("fill", "stroke")
    ]
    return "\n".join([*(sheet.read_text("utf-8") for sheet in SHEETS), *rules])
