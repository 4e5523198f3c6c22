"""Statuses as trackers hold them: words of the council's own, percentages, both in one cell, or a fill colour without words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from dayops_dash import wording
from dayops_dash.dataset.checks.files import CONTROL
from dayops_dash.dataset.checks.personal import is_personal
from dayops_dash.dataset.checks.returns import plain_word
from dayops_dash.dataset.vocabulary import WordMeaning
from dayops_dash.desk.cell import EMPTY, PERSONAL, CellContent, read_cell, read_text
from dayops_dash.desk.held import HeldVersion
from dayops_dash.desk.imports.answers import ImportAnswers
from dayops_dash.desk.imports.days import FOOTNOTE, without_mark
from dayops_dash.desk.imports.files.colours import colour_words
from dayops_dash.desk.imports.files.tracker_file import TrackerCell
from dayops_dash.desk.imports.identity import WORDS
from dayops_dash.desk.proposal import CellPlace, Proposal, ProposalState
from dayops_dash.desk.returns.form import CellEntry

WITH_SHARE = re.compile(
    r"(?P<word>.*?)[\s,;:–(-]*(?P<share>\d{1,3}(?:\.\d{1,2})?)\s*(?:%|per ?cent)\s*(?:complete)?[\s)]*"
)
LONGEST_WORD = 80
LONGEST_STATUS = 200  # characters of a cell in which a percentage is looked for
OURS = frozenset(map(str, WordMeaning))
_ANY_DAY = date(2000, 1, 1)  # a percentage has no day


@dataclass(frozen=True)
class StatusWords:
    """The words for status that can be read: the council's own, by the words that they are compared by, and colours by name.

    ``new`` are those that the council's table has not yet, with what each stands for; ``derived`` are words that the system works out.
    """

    words: Mapping[str, str]
    new: Mapping[str, str]
    colours: Mapping[str, str]
    derived: tuple[str, ...] = ()
    unknown: dict[str, int] = field(default_factory=dict, compare=False)
    unknown_colours: dict[str, int] = field(default_factory=dict, compare=False)
    unknown_ratings: dict[str, int] = field(default_factory=dict, compare=False)
    unknown_rating_words: dict[str, int] = field(default_factory=dict, compare=False)
    used: set[str] = field(default_factory=set, compare=False)

    @property
    def own(self) -> list[str]:
        """The council's words, each once."""
        return list(dict.fromkeys(self.words.values()))

    def official(self, word: str) -> str:
        """Return the council's word for a word of the tracker; "" where it is not known."""
        return self.words.get(plain_word(word), "")


def status_words(data: HeldVersion, answers: ImportAnswers, derived: Iterable[str] = ()) -> StatusWords:
    """Return the words by which a tracker's statuses can be read: those published, and those answered."""
    words = {plain_word(word): word for word in data.status_words}
    new: dict[str, str] = {}
    for word, means in answers.status_words.items():
        if plain_word(word) not in words and plain_word(means) in OURS and 0 < len(kept_word(word)) <= LONGEST_WORD:
            words[plain_word(word)] = kept_word(word)
            new[kept_word(word)] = plain_word(means)
    for word, means in answers.status_words.items():
        if plain_word(word) not in words and plain_word(means) in words:
            words[plain_word(word)] = words[plain_word(means)]
    return StatusWords(words, new, answers.status_colours, tuple(derived))


def kept_word(word: str) -> str:
    """Return a word of a tracker as it is kept: on one line, and never as a formula."""
    return wording.no_formula(" ".join(CONTROL.sub(" ", wording.clean(word)).split()))


def read_status(cell: TrackerCell, words: StatusWords) -> tuple[CellContent, CellContent]:
    """Return the status and the percentage that a cell of statuses holds; what is not known is at fault, and counted."""
    if cell.is_empty:
        return (_of_colour(cell.colour, words), EMPTY) if cell.colour else (EMPTY, EMPTY)
    if cell.data_type in ("f", "e") or isinstance(cell.value, bool):
        return CellContent(
            shown="no word", fault="it holds a formula, an error or TRUE. Say the status as a word."
        ), EMPTY
    if not isinstance(cell.value, str):
        return _number(cell, words)
    if is_personal(cell.value):
        return CellContent(shown="(not shown)", fault=PERSONAL), EMPTY
    text = without_mark(cell.words)
    doubt = FOOTNOTE if text != cell.words else ""
    share = EMPTY
    if not words.official(text) and (match := WITH_SHARE.fullmatch(text[:LONGEST_STATUS])):
        share = read_text(f"{match['share']}%", CellEntry.PERCENT, (), _ANY_DAY)
        text = match["word"].strip()
    if not text:
        return (_of_colour(cell.colour, words) if cell.colour in words.colours else EMPTY), share
    return replace(_of_word(text, words), doubt=doubt), share


def _number(cell: TrackerCell, words: StatusWords) -> tuple[CellContent, CellContent]:
    """Return a percentage that stands where a status should; any other number or a day is no status."""
    if isinstance(cell.value, int | float) and "%" in cell.number_format:
        share = read_text(f"{round(cell.value * 100, 4):g}%", CellEntry.PERCENT, (), _ANY_DAY)
        return (_of_colour(cell.colour, words) if cell.colour in words.colours else EMPTY), share
    text = str(cell.value)[:LONGEST_WORD]
    return _of_word(text, words), EMPTY


def _of_word(text: str, words: StatusWords) -> CellContent:
    word = kept_word(text)
    if plain_word(word) in words.derived:
        return CellContent(note=f"“{word}” is worked out by the system, and is not taken as a status.")
    if official := words.official(word):
        words.used.add(official)
        return CellContent(official, official)
    if len(word) > LONGEST_WORD:
        return CellContent(shown=f"{word[:LONGEST_WORD]}…", fault="it is too long for a status. Say it in a word.")
    _count(words.unknown, word)
    fault = f"“{word}” is a word for status that nobody has mapped yet. Say once what it stands for, and read the tracker again."
    return CellContent(shown=word, fault=fault)


def mapped_word(cell: CellContent, words: StatusWords) -> CellContent:
    """Return a cell of a return whose word is in no list as the word that it was mapped to; else it is counted, to be asked once."""
    if official := words.official(cell.unknown):
        words.used.add(official)
        return CellContent(official, cell.shown)
    _count(words.unknown, cell.unknown)
    return replace(cell, fault=f"{cell.fault} Or whoever collects the returns says once what it stands for.")


def _count(counts: dict[str, int], word: str) -> None:
    """Count a word once more, under its first spelling: one that differs in case alone is not asked about again."""
    known = next((one for one in counts if plain_word(one) == plain_word(word)), word)
    counts[known] = counts.get(known, 0) + 1


def read_rating(
    cell: TrackerCell, known: Mapping[str, str], choices: tuple[str, ...], words: StatusWords
) -> CellContent:
    """Return the rating that a cell's word is; one that nobody has mapped is at fault, and counted: it is asked once, not row by row."""
    text = without_mark(cell.words)
    mapped = next((means for word, means in known.items() if plain_word(word) == plain_word(text)), text)
    read = read_cell(replace(cell, value=mapped) if text else cell, CellEntry.WORD, choices, _ANY_DAY, None)
    word = kept_word(text)
    if not read.fault or not word or len(word) > LONGEST_WORD or is_personal(text) or cell.data_type in ("f", "e"):
        return read
    _count(words.unknown_rating_words, word)
    fault = f"“{word}” is a word for a rating that nobody has mapped yet. Say once what it stands for, and read the tracker again."
    return CellContent(shown=word, fault=fault)


def _of_colour(colour: str, words: StatusWords) -> CellContent:
    word = words.colours.get(colour, "")
    if official := words.official(word) if word else "":
        words.used.add(official)
        return CellContent(official, official, note=f"It is the word for the colour {colour_words(colour)}.")
    words.unknown_colours[colour] = words.unknown_colours.get(colour, 0) + 1
    return without_word(colour)


def without_word(colour: str) -> CellContent:
    """Return the content of a cell with a fill but no word, where nobody has said what the fill means."""
    fault = f"it is {colour_words(colour)} without a word, and nobody has said what that means. Say it once, and read the tracker again."
    return CellContent(shown=f"[{colour_words(colour)}]", fault=fault)


def words_used(now: HeldVersion, words: StatusWords, added: Sequence[Proposal], file: str) -> list[Proposal]:
    """Return the proposals of words for status: those that the tracker adds, and with the first of them those that go in beside it."""
    used = [one for one in added if one.row in words.used]
    return (
        [*used, *(_usual_proposal(word, now.status_words[word], file) for word in _usual(now, words))] if used else []
    )


def _usual(now: HeldVersion, words: StatusWords) -> list[str]:
    """Return the words that go into a council's first table of words with the first of its own: those that papers and the tracker use."""
    in_papers = any(row["status_as_written"] for row in now.rows("updates").values())
    return [] if now.rows(WORDS) else [word for word in now.status_words if in_papers or word in words.used]


def _usual_proposal(word: str, means: str, file: str) -> Proposal:
    warning = "Your council has no table of words yet. It begins with those that its papers and this tracker use."
    return replace(word_proposal(word, means or str(WordMeaning.NONE_OF_OURS), file), warnings=(warning,))


def word_proposal(word: str, means: str, file: str) -> Proposal:
    """Return the proposal that a word goes into the council's table of words, and what it stands for."""
    return Proposal(
        *(0, WORDS, word, "stands_for", word, "Stands for", "", "", means, {"stands_for": means}),
        *("", CellPlace(file, "", 0, ""), ProposalState.TAKEN),
    )
