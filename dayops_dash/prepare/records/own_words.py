"""What is told of a council's own list of words: which of them no cell has, and which say otherwise than the specification's list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dayops_dash import wording
from dayops_dash.prepare.records.words import Vocabulary, plain

SHOWN = 5
Cells = Iterable[tuple[str, str | None]]  # a field, and a cell of it


def notes(vocabulary: Vocabulary, cells: Cells) -> list[str]:
    """Return sentences on the words given with --words, which are the officer's own and no records."""
    if not vocabulary.own:
        return []
    there = {(str(name), plain(cell)) for name, cell in cells if cell}
    idle = [(name, word) for name, word in vocabulary.own if (name, plain(word)) not in there]
    lines = [_otherwise(name, word, meant, vocabulary.own) for (name, word), meant in _overridden(vocabulary).items()]
    if idle:
        unused = wording.listed([f"“{word}” ({name})" for name, word in idle[:SHOWN]])
        more = f" and {len(idle) - SHOWN:,} more" if len(idle) > SHOWN else ""
        lines.append(
            f"--words: no row that is looked at has {unused}{more}. Spell each as in the records, or remove it."
        )
    return lines


def _overridden(vocabulary: Vocabulary) -> dict[tuple[str, str], str]:
    """Return the words that the lists know as something else, with what they are there."""
    without = Vocabulary()
    listed = {(name, word): without.means(name, word) for name, word in vocabulary.own}
    return {key: meant for key, meant in listed.items() if meant and meant != vocabulary.own[key]}


def _otherwise(name: str, word: str, meant: str, own: Mapping[tuple[str, str], str]) -> str:
    instead = f"“{own[name, word]}”" if own[name, word] else "none of the list"
    return (
        f"--words: “{word}” in {name} is “{meant}” by the specification, and is taken for {instead} as your list says."
    )
