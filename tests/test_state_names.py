"""A state has one name on every page, in every document and on every slide: no other word for it is found anywhere."""

from __future__ import annotations

import io
import re
from datetime import date

import docx
import pptx
import pytest

from dayops_dash.dataset import Library
from dayops_dash.figures.plan.against_date import against
from dayops_dash.figures.shared.states import NOT_STATED, STATES, meaning, stated
from dayops_dash.measures.plan import progress
from dayops_dash.measures.plan.status import Standing
from dayops_dash.packs.pack import Pack
from dayops_dash.packs.slides.slides import slides
from dayops_dash.packs.word.report import report
from dayops_dash.stories import PAGES
from tests.test_stories import figure

OTHER_NAMES = re.compile(
    r"past (its|their) dates?\b|dates? passed,? (without|not)|due date passed|in (its|their) due period|start due|finish not set"
    r"|begun or (was |were )?due to begin|no firm date|(?<!no )\bconditional\b|not reported on|never reported on|in no later report"
    r"|no longer mentioned|not mentioned|matched to no|none stated|none named|not named|no status reported|unstated",
    re.IGNORECASE,
)
DAYS = (date(2026, 11, 29), date(2023, 3, 13), date(2027, 1, 20))


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("slug", Library().slugs())
def test_no_page_has_another_name_for_a_state(slug: str, day: date) -> None:
    council = Library().dataset(slug).at(day)
    notes = [str(row.note) for row in council.rows("spend") if row.note]
    for name, page in PAGES.items():
        text = page.story(council).markdown()
        for note in notes:
            text = text.replace(note, "")
        found = OTHER_NAMES.search(text)
        assert not found, f"{name}: {text[max(0, found.start() - 80) : found.end() + 40]}"


@pytest.mark.long
@pytest.mark.parametrize("slug", Library().slugs())
def test_documents_and_slides_use_the_same_names(slug: str) -> None:
    council = Library().dataset(slug).at(DAYS[0])
    notes = [str(row.note) for row in council.rows("spend") if row.note]
    made = docx.Document(io.BytesIO(report(Pack(council))))
    lines = [p.text for p in made.paragraphs]
    lines += [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    deck = pptx.Presentation(io.BytesIO(slides(Pack(council))))
    lines += [shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame]
    for line in lines:
        for note in notes:
            line = line.replace(note, "")
        assert not OTHER_NAMES.search(line), line


@pytest.mark.parametrize("slug", Library().slugs())
def test_every_row_square_bar_and_filter_is_called_by_the_table_of_states(slug: str) -> None:
    council = Library().dataset(slug).at(DAYS[0])
    names = {str(standing) for standing in Standing}
    standing = figure(PAGES["overview"].story(council).figures, "standing")
    assert {row[0] for row in standing.grid.rows} == names
    assert standing.units and {group.label for group in standing.units.groups} <= names
    marks = {state.mark for state in STATES.values()}
    assert len(marks) == len(STATES), "each has a mark of its own, so that no colour is needed"
    timeline = figure(PAGES["progress"].story(council).figures, "timeline")
    for group in timeline.spans.groups if timeline.spans else ():
        assert {span.mark for span in group.spans} <= marks
        assert {span.short.split(", ")[0] for span in group.spans if not span.tail} <= {
            name.split(", ")[0] for name in names
        }
    for line in progress.lines(council):
        said = against(line)
        assert said.startswith(str(line.standing)), said


OF_THE_STATE = re.compile(r"\bno update published\b", re.IGNORECASE)
NO_UPDATE = re.compile(r"\bno update\b", re.IGNORECASE)
OF_A_DAY = re.compile(  # since a month, a year, or the day on which something was due: the last status is told with it
    r"\bno update(?: here(?: on those not complete)?)? since (?:its date|(?:[A-Z][a-z]+ )?20\d\d)\b"
)


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("slug", Library().slugs())
def test_no_update_names_two_states_and_each_in_its_own_words(slug: str, day: date) -> None:
    """Never reported is "no update published"; reported, but not since its date, is "no update since"; nothing else is called so."""
    council = Library().dataset(slug).at(day)
    for name, page in PAGES.items():
        text = page.story(council).markdown().replace(progress.METHOD.what, "")
        said = len(NO_UPDATE.findall(text))
        assert said == len(OF_THE_STATE.findall(text)) + len(OF_A_DAY.findall(text)), f"{name}: {_unnamed(text)}"
        assert not re.search(r"no update is published", text), name


def _unnamed(text: str) -> list[str]:
    every = [text[max(0, found.start() - 60) : found.end() + 40] for found in NO_UPDATE.finditer(text)]
    return [said for said in every if not (OF_THE_STATE.search(said) or OF_A_DAY.search(said))]


def test_the_table_names_every_state_and_says_what_it_means() -> None:
    assert set(STATES) == set(Standing)
    for standing in Standing:
        assert meaning(standing, proposed=False) and meaning(standing, proposed=True)
        assert not OTHER_NAMES.search(f"{standing} {STATES[standing].of_several} {meaning(standing, proposed=True)}")
    assert stated("none stated") == NOT_STATED.casefold() and stated("accepted") == "accepted"


def test_another_name_is_seen() -> None:
    for said in ("Past its date", "Start due, finish not set", "No firm date", "Begun or due to begin", "None named"):
        assert OTHER_NAMES.search(said), said
