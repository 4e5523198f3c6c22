"""The record grows: every measure has its method, accessibility says what was not tried, and what is new is the change log's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dayops_dash.dataset import Library
from dayops_dash.figures.plan.actions import Choices
from dayops_dash.figures.record import method
from dayops_dash.figures.record.facts import find_facts
from dayops_dash.figures.record.method import LATEST, TESTED, changes, methods, news_figure
from dayops_dash.measures.plan import progress
from dayops_dash.stories.record import PARTS, sources

ROOT = Path(__file__).resolve().parents[2]
NOTTS = Library().dataset("nottinghamshire").at()


def test_every_measure_says_what_why_how_and_where_it_ends() -> None:
    floor = ROOT / "dayops_dash" / "measures"
    modules = {".".join(p.relative_to(floor).with_suffix("").parts) for p in floor.rglob("[a-z]*.py")}
    modules.remove("shared.method")  # what a method is
    rooms = [name for of, m in methods().items() for name in (of, *m.also)]
    for module in modules:
        found = [name for name in rooms if f"{module}.".startswith(f"{name}.")]
        assert len(found) == 1, f"{module} is explained by one METHOD, its own or its room's, not by {found}"
    elsewhere = {name for name in rooms if not any(f"{module}.".startswith(f"{name}.") for module in modules)}
    assert elsewhere == {"prepare.disclosure"}
    for m in methods().values():
        assert all((m.title, m.what, m.why, m.how, m.limits, m.source))
        assert "council here" not in m.limits, (
            "a method is the same for every council, and says of none what it reports"
        )


@pytest.mark.parametrize("part", PARTS)
def test_each_part_has_a_figure_of_its_own(part: str) -> None:
    story = sources(NOTTS, part)
    assert story.figures and all(f.grid.rows for f in story.figures)
    whole = [f.figure_id for f in sources(NOTTS).figures]
    assert {f.figure_id for f in story.figures} <= set(whole)


def test_accessibility_says_what_was_not_tried() -> None:
    said = " ".join(" ".join(row) for row in TESTED)
    assert "Not yet" in said and "WCAG 2.2" in said and "axe-core" in said


LOG = (ROOT / "CHANGELOG.md").read_text("utf-8")
KINDS = ("Added", "Changed", "Deprecated", "Removed", "Fixed", "Security")  # of Keep a Changelog, in our order


def test_what_is_new_is_every_line_of_the_change_log() -> None:
    assert len(changes()) == sum(line.startswith("- ") for line in LOG.splitlines()) > 5
    assert all(change.version and change.kind in KINDS and change.words for change in changes())
    assert "`" not in str(changes())
    told, every = news_figure(), [(change.version, change.kind, change.words) for change in changes()]
    latest = [row for at, row in enumerate(every) if sum(row[:2] == other[:2] for other in every[:at]) < LATEST]
    assert [*told.grid.rows] == latest and (len(latest) < len(every)) == ("CHANGELOG.md" in told.words)


def test_the_change_log_is_in_the_form_of_keep_a_changelog() -> None:
    """Its versions latest first, each once, with its day; kinds in one order; a change in one line, short, for readers."""
    first, *released = [line for line in LOG.splitlines() if line.startswith("## ")]
    assert first == "## [Unreleased]"
    days = [re.fullmatch(r"## \[[0-9]+\.[0-9]+\.[0-9]+\] - (20[0-9]{2}-[0-9]{2}-[0-9]{2})", line) for line in released]
    assert all(days) and sorted((day[1] for day in days if day), reverse=True) == [day[1] for day in days if day]
    for version in re.split(r"^## .*$", LOG, flags=re.MULTILINE)[1:]:
        kinds = re.findall(r"^### (.*)$", version, re.MULTILINE)
        assert kinds == [kind for kind in KINDS if kind in kinds]
        lines = [line for line in version.splitlines() if line and not line.startswith("### ")]
        assert lines and all(re.fullmatch(r"- [A-Z`].*\.", line) and len(line) <= 150 for line in lines)


def test_a_change_is_read_with_its_version_and_kind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    log = tmp_path / "CHANGELOG.md"
    monkeypatch.setattr(method, "CHANGES", log)
    assert changes() == ()
    unreleased = "## [Unreleased]\n\n### Fixed\n\n- `check` is quicker.\n\n"
    log.write_text(f"# Changelog\n\nNot this.\n\n{unreleased}## [1.0.0] - 2026-12-01\n\n### Added\n\n- A page.\n")
    assert [(c.version, c.kind, c.words) for c in changes()] == [
        ("Unreleased", "Fixed", "check is quicker."),
        ("1.0.0, 2026-12-01", "Added", "A page."),
    ]


@pytest.mark.parametrize("slug", Library().slugs())
def test_a_search_of_two_words_finds_what_holds_both(slug: str) -> None:
    council = Library().dataset(slug).at()
    both, one, other = (find_facts(council, words, "") for words in ("Day 2024", "day", "2024"))
    assert set(both.index) == set(one.index) & set(other.index)
    for search in ("day support", "the plan"):
        for row in find_facts(council, search, "").itertuples(index=False):
            assert all(word in " ".join(map(str, row)).casefold() for word in search.split())
    chosen = [x for x in progress.lines(council) if Choices(search="day review").keeps(x)]
    assert all({"day", "review"} <= set(re.findall("day|review", f"{x}".casefold())) for x in chosen)
    halves = [{x.label for x in progress.lines(council) if Choices(search=word).keeps(x)} for word in ("day", "review")]
    assert {x.label for x in chosen} == halves[0] & halves[1]
