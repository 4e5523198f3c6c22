"""What a short report says of stories: each sentence once, what is absent in a list of its own, each finding with its papers by number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.vocabulary import DocumentKind
from dayops_dash.figures.shared.model import Figure, Source, source_groups
from dayops_dash.packs.parts.blocks import Block, Cite, Paragraph
from dayops_dash.packs.parts.statements import paper_line, papers_of
from dayops_dash.stories.sections import SECTIONS
from dayops_dash.stories.shared.model import Story

BREAK = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9“£])|(?<=[.!?]”)\s+(?=[A-Z0-9“£])")
ABSENCE = re.compile(
    r"^(?:No paper|No price|None of \S+ (?:aims|things)|Neither of|Survey answers: not stated|This council's papers give no)"
    r"|no (?:change|shift) over time can be shown"
)
PASSED_OVER = re.compile(
    r"^(?:The papers cannot show it|The papers do not say|That is not to say|Nothing that is counted here differs)"
)  # its list says it by name, or there is nothing to say
ALIKE = (
    re.compile(r"reports what was saved"),
    re.compile(r"counts attendance|no series by year"),
)  # each tells of one absence
INSTEAD = "Shown instead: "
MOST_PLACES = 2  # of a paper that a paragraph names; where there are more it names the paper
MOST_UNSAID = 9
ALSO = {  # the figures besides its first that a page's answer tells of, by how their ids begin: the word in it that shows it, "" for always
    "outcomes": {"numbers": "", "national": "national measure"},
    "changes": {"changed": "", "arrived": ""},
    "spend": {"savings": "saving", "said": "saving"},
    "voices": {"said-": "tells of"},
}
COUNTS = (DocumentKind.DATA_RETURN, DocumentKind.OFFICIAL_STATISTICS)  # cited, and no papers


class Telling:
    """What a report has said so far. Its papers are numbered in the order of its list of background papers."""

    def __init__(self, council: Council) -> None:
        self.council = council
        self.unsaid: list[str] = []
        self._said: set[str] = set()
        rows = papers_of(council)
        rows.sort(key=lambda row: row.kind in COUNTS)
        self._first_no_paper = sum(row.kind not in COUNTS for row in rows) + 1
        self._last = len(rows)
        rows += [row for row in council.rows("documents") if row.kind == DocumentKind.REFERENCE]
        self._titles = [council.document_title(row.document_id) for row in rows]
        self._papers = tuple(paper_line(council, row) for row in rows)

    @property
    def papers(self) -> tuple[str, ...]:
        """The background papers in the order of their numbers: the council's, and what else has been cited."""
        return self._papers[: self._last]

    @property
    def no_papers(self) -> tuple[int, ...]:
        """The numbers in that order of what is no committee's paper: counts of records, and official statistics."""
        return tuple(range(self._first_no_paper, self._last + 1))

    def story(self, page: str) -> Story:
        return SECTIONS[page].story(self.council)

    def figures(self, page: str) -> dict[str, Figure]:
        """Return the figures of a page that have something to show, by id; what the others say is absent is noted."""
        told = self.story(page)
        for figure in told.figures:
            if figure.absent:
                self.lacking(wording.sentence(figure.title))
        return {figure.figure_id: figure for figure in told.figures if not figure.absent}

    def new(self, text: str, most: int = 9) -> str:
        """Return the first sentences of a text that the report has not said; those that say what is absent go to their list."""
        kept: list[str] = []
        for sentence in map(_without_instead, sentences(text)):
            if PASSED_OVER.search(sentence):
                continue
            key = sentence.casefold().rstrip(".")
            if ABSENCE.search(sentence):
                self.lacking(sentence)
            elif key not in self._said and len(kept) < most:
                self._said.add(key)
                kept.append(sentence)
        return " ".join(kept)

    def lacking(self, sentence: str) -> None:
        """Note what the papers do not say, once: of two sentences on one absence, the one that says more."""
        key = sentence.casefold().rstrip(".")
        if key in self._said:
            return
        self._said.add(key)
        alike = next((one for one in ALIKE if one.search(sentence)), None)
        at = next((at for at, one in enumerate(self.unsaid) if alike and alike.search(one)), None)
        if at is None:
            self.unsaid.append(sentence)
        elif len(sentence) > len(self.unsaid[at]):
            self.unsaid[at] = sentence

    def answer(self, page: str, lead: str = "", most: int = 9) -> list[Block]:
        """Return a page's answer as a paragraph; nothing where it says only what is absent."""
        words = self.new(self.story(page).answer, most)
        return [Paragraph(words, lead, self.cites(self._sources(page, words)))] if words else []

    def finding(
        self,
        figure: Figure | None,
        most: int = 2,
        *,
        skip: int = 0,
        title: bool = True,
        also: Sequence[Source] = (),
    ) -> list[Block]:
        """Return a figure's title and the first sentences of its words, after those to ``skip``, as a paragraph with its papers.

        ``also`` are papers that it rests on besides.
        """
        if figure is None:
            return []
        rest = " ".join(sentences(figure.words)[skip : skip + most])
        words = " ".join(
            part for part in (self.new(wording.sentence(figure.title)) if title else "", self.new(rest)) if part
        )
        return [Paragraph(words, cites=self.cites([*figure.sources, *also]))] if words else []

    def cites(self, sources: Iterable[Source]) -> tuple[Cite, ...]:
        """Return papers by their number in the list, with their places where they are few."""
        found = []
        for group in source_groups(list(sources)):
            if group.title in self._titles:
                places = tuple(group.places)
                few = places if len(places) <= MOST_PLACES and sum(map(len, places)) < 60 else ()
                found.append(Cite(self._titles.index(group.title) + 1, few))
                self._last = max(self._last, found[-1].number)
        return tuple(sorted(found, key=lambda cite: cite.number))

    def _sources(self, page: str, words: str) -> Sequence[Source]:
        """Return where what is told of a page's answer comes from: its first figure, and each other that it tells of."""
        also = tuple(begins for begins, word in ALSO.get(page, {}).items() if word in words.casefold())
        figures = self.story(page).figures
        told = [*figures[:1], *(figure for figure in figures[1:] if also and figure.figure_id.startswith(also))]
        return [source for figure in told for source in figure.sources]


def _without_instead(sentence: str) -> str:
    return wording.capital(sentence.removeprefix(INSTEAD))


def sentences(text: str) -> list[str]:
    """Return the sentences of a text."""
    return [part for part in BREAK.split(text.strip()) if part]
