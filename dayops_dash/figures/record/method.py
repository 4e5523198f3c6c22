"""How figures are worked out, how the pages are tested for everyone, and what is new: for readers who want to know."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

from dayops_dash import measures
from dayops_dash.figures.shared.grid import GridColumn, grid_of
from dayops_dash.figures.shared.model import Figure
from dayops_dash.measures.shared.method import MethodNote

LATEST = 40  # changes of a kind in one version that are shown
CHANGES = Path(__file__).resolve().parents[3] / "CHANGELOG.md"
ELSEWHERE = {  # what no figure may import
    "prepare.disclosure": MethodNote(
        title="Small numbers",
        what="Which counts are hidden.",
        why="A count of a few can point to a person.",
        how=(
            "Counts of 1 to 4, or up to a larger number that the source names, are hidden, and enough others that none can be worked out, "
            "also from what was published before; an attack in code tries each first."
        ),
        limits=(
            "It happens when records are prepared: the dashboard never holds a hidden count. "
            "A count that a paper prints is shown as printed."
        ),
        source="Government Statistical Service and NHS England practice",
    )
}


def methods() -> dict[str, MethodNote]:
    """Return how each measure is worked out, by the module or room of ``measures`` that declares it, in the order of titles."""
    floor = f"{measures.__name__}."
    modules = (import_module(found.name) for found in walk_packages(measures.__path__, floor))
    notes = {module.__name__.removeprefix(floor): vars(module).get("METHOD") for module in modules}
    declared = {name: note for name, note in notes.items() if isinstance(note, MethodNote)}
    return dict(sorted({**declared, **ELSEWHERE}.items(), key=lambda named: named[1].title))


TESTED = (
    (
        "Standard",
        "WCAG 2.2, levels A and AA, as the Public Sector Bodies Accessibility Regulations 2018 require",
        "Aimed at for every page",
    ),
    (
        "Rules by machine",
        "axe-core on every page for every council, light and dark, 1280 and 400 pixels wide",
        "No violation",
    ),
    ("Keyboard", "Every control and link reached in reading order, with a visible focus", "Tested in a real browser"),
    ("Without colour", "Status, risk and findings carry words or marks beside their colours", "Looked at in greyscale"),
    (
        "Charts",
        "Each has its finding in words, its numbers as a real table, and a download",
        "A test holds every figure to it",
    ),
    (
        "Motion, letters",
        "No movement where the reader's system asks for none; no single-letter shortcuts",
        "Tested in a real browser",
    ),
    (
        "Screen readers",
        "Headings, landmarks, tables with headers, and changes spoken once",
        "Not yet tried with NVDA, JAWS or VoiceOver",
    ),
    (
        "Zoomable map",
        "The map on the ground is a picture to a screen reader",
        "The list, the table and the words beside it hold the same",
    ),
)


def method_figure() -> Figure:
    """How each measure is worked out: what, why, how, limits, source."""
    notes = tuple(methods().values())
    return Figure(
        "method",
        f"{len(notes)} measures: what each says, how, and its limits",
        "How figures are worked out, the same for every council",
        "What a paper prints is shown as printed. What is worked out here says so where it stands.",
        grid_of(
            notes,
            GridColumn("measure", "Measure", lambda m: m.title),
            GridColumn("what", "What it says", lambda m: m.what),
            GridColumn("why", "Why", lambda m: m.why),
            GridColumn("how", "How", lambda m: m.how),
            GridColumn("limits", "Limits", lambda m: m.limits),
            GridColumn("source", "Rule from", lambda m: m.source),
        ),
        grid_first=True,
    )


def accessibility_figure() -> Figure:
    """What was tested so that everyone can use the pages, how, and what was not."""
    return Figure(
        "accessibility",
        "Tested by rule, keyboard and picture; screen readers not yet",
        "Accessibility statement: what was tested, and how",
        "If something here cannot be used, ask the contact at the foot of the page for it in another form. "
        "Every page also has a plain version, and every figure its words and table.",
        grid_of(
            TESTED,
            GridColumn("what", "What", lambda test: test[0]),
            GridColumn("how", "How", lambda test: test[1]),
            GridColumn("result", "Result", lambda test: test[2]),
        ),
        grid_first=True,
    )


def news_figure() -> Figure:
    """What is new in the dashboard, from its change log: the latest of each kind, the latest version first."""
    logged, held = changes(), Counter[tuple[str, str]]()
    shown = []
    for change in logged:
        held[change.version, change.kind] += 1
        shown += [change] if held[change.version, change.kind] <= LATEST else []
    others = (
        "" if len(shown) == len(logged) else f" Of {len(logged)} changes the others are in CHANGELOG.md, with the code."
    )
    return Figure(
        "news",
        f"{len(shown)} changes are listed, the latest version first",
        "What is new in the dashboard",
        f"What is new in a council's papers is on the page of changes.{others}",
        grid_of(
            shown,
            GridColumn("version", "Version", lambda change: change.version),
            GridColumn("kind", "Kind", lambda change: change.kind),
            GridColumn("change", "Change", lambda change: change.words),
        ),
        grid_first=True,
    )


@dataclass(frozen=True)
class LoggedChange:
    """A line of the change log: the version that it is of, whether something was added, changed or fixed, and what."""

    version: str
    kind: str
    words: str


def changes() -> tuple[LoggedChange, ...]:
    """Return the lines of the change log, a file in the form of Keep a Changelog; nothing where it is not beside the code."""
    if not CHANGES.exists():
        return ()
    logged: list[LoggedChange] = []
    version = kind = ""
    for line in CHANGES.read_text("utf-8").splitlines():
        if line.startswith("## "):
            version, kind = line[3:].replace("[", "").replace("]", "").replace(" - ", ", ").strip(), ""
        elif line.startswith("### "):
            kind = line[4:].strip()
        elif line.startswith("- "):
            logged.append(LoggedChange(version, kind, line[2:].replace("`", "").strip()))
    return tuple(logged)
