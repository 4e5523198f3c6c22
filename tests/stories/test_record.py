"""The record grows: every measure has its method, accessibility says what was not tried, and what is new is the change log's."""

from __future__ import annotations

from pathlib import Path

import pytest

from dayops_dash.dataset import Library
from dayops_dash.figures.record.method import METHODS, TESTED, changes
from dayops_dash.stories.record import PARTS, sources

ROOT = Path(__file__).resolve().parents[2]
NOTTS = Library().dataset("nottinghamshire").at()


def test_every_measure_says_what_why_how_and_where_it_ends() -> None:
    floor = ROOT / "dayops_dash" / "measures"
    modules = {".".join(p.relative_to(floor).with_suffix("").parts) for p in floor.rglob("[a-z]*.py")}
    rooms = [name for m in METHODS for name in (m.module, *m.also)]
    for module in modules:
        methods = [name for name in rooms if f"{module}.".startswith(f"{name}.")]
        assert len(methods) == 1, f"{module} is explained by one Method in figures/record/method.py, not by {methods}"
    elsewhere = {name for name in rooms if not any(f"{module}.".startswith(f"{name}.") for module in modules)}
    assert elsewhere == {"prepare.disclosure"}
    for m in METHODS:
        assert all((m.title, m.what, m.why, m.how, m.limits, m.source))


@pytest.mark.parametrize("part", PARTS)
def test_each_part_has_a_figure_of_its_own(part: str) -> None:
    story = sources(NOTTS, part)
    assert story.figures and all(f.grid.rows for f in story.figures)
    whole = [f.figure_id for f in sources(NOTTS).figures]
    assert {f.figure_id for f in story.figures} <= set(whole)


def test_accessibility_says_what_was_not_tried() -> None:
    said = " ".join(" ".join(row) for row in TESTED)
    assert "Not yet" in said and "WCAG 2.2" in said and "axe-core" in said


def test_what_is_new_is_every_line_of_the_change_log() -> None:
    log = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert len(changes()) == sum(line.startswith("- ") for line in log.splitlines()) > 5
    assert all(version and told and "`" not in told for version, told in changes())
