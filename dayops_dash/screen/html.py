"""HTML for what Streamlit has no words for: real tables, captions, disclosure, status. Every text from data is escaped."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from html import escape

from dayops_dash.cache import per_file
from dayops_dash.figures.shared.model import Entry, Figure, Source, SourceGroup, Tile, source_groups


class Markup:
    """HTML as it is to be sent: Streamlit would else look for a file of its name, and tidy its lines, on every run."""

    def __init__(self, told: str) -> None:
        self._told = told

    def _repr_html_(self) -> str:
        return self._told


def heading(figure: Figure, *, again: bool = False) -> str:
    """Return a figure's title and subtitle; the latter is only spoken where it is said ``again``."""
    return (
        f'<h2 class="do-title" id="figure-{escape(figure.figure_id)}">{escape(figure.title)}</h2>'
        f'<p class="do-subtitle{" do-hidden" if again else ""}">{escape(figure.subtitle)}</p>'
    )


def story_head(question: str, answer: str, caution: str) -> str:
    said = f'<h1 class="do-question">{escape(question)}</h1><p class="do-answer">{escape(answer)}</p>'
    return said + (f'<p class="do-caution">{escape(caution)}</p>' if caution else "")


def details(summary: str, inside: str, *, opened: bool = False, more: str = "") -> str:
    """Return what can be opened and closed; ``more`` is HTML at the end of its name."""
    shown = " open" if opened else ""
    return f'<details class="do-details"{shown}><summary>{escape(summary)}{more}</summary>{inside}</details>'


def words(figure: Figure) -> str:
    return f'<p class="do-words">{escape(figure.words)}</p>'


def notes(figure: Figure) -> str:
    listed = "".join(f"<li>{escape(note)}</li>" for note in figure.notes)
    return f"<ul>{listed}</ul>" if listed else ""


def sources(found: Sequence[Source]) -> str:
    papers = "; ".join(_paper(one) for one in source_groups(found))
    return f'<p class="do-source"><span>Source:</span> {papers}</p>' if found else ""


def _paper(one: SourceGroup) -> str:
    places = ", ".join(outside(address, place) for place, address in one.places.items())
    return f"{outside(one.address, one.title)} ({places})" if places else outside(one.address, one.title)


def outside(address: str, words: str) -> str:
    """Return words as a link to where they can be read; the words alone where no address is known."""
    return f'<a href="{escape(address)}" rel="noopener noreferrer">{escape(words)}</a>' if address else escape(words)


def hidden(of: str) -> str:
    """Return the end of a name that is spoken and not seen: of two links that look alike, each says what it is of."""
    return f'<span class="do-hidden">: {escape(of)}</span>' if of else ""


def link(address: str, label: str, *, current: bool = False, icon: str = "", of: str = "") -> str:
    """Return a link to a page of the dashboard. The shell's script opens it without loading the application again.

    ``of`` ends its name where another link may look the same.
    """
    mark = f'<span class="do-icon" aria-hidden="true">{escape(icon)}</span>' if icon else ""
    here = ' aria-current="page"' if current else ""
    return f'<a class="do-link" href="{escape(address)}"{here}>{mark}{escape(label)}{hidden(of)}</a>'


def tiles(shown: Sequence[Tile], address: Callable[..., str]) -> str:
    """Return tiles as a list; ``address`` gives the address of a page with some choices."""
    items = "".join(f"<li>{_tile(tile, address)}</li>" for tile in shown)
    return f'<ul class="do-tiles do-tiles-{len(shown)}">{items}</ul>' if items else ""


def _tile(shown: Tile, address: Callable[..., str]) -> str:
    mark = f'<span class="do-mark" aria-hidden="true">{escape(shown.mark)}</span> ' if shown.mark else ""
    tone = f" do-tone-{escape(shown.tone)}" if shown.tone else ""
    to = shown.link
    go = link(address(to.page, **dict(to.choices)), to.label, of=shown.label) if to else ""
    return (
        f'<div class="do-tile{tone}"><p class="do-tile-label">{mark}{escape(shown.label)}</p>'
        f'<p class="do-tile-value">{escape(shown.value)}</p><p class="do-tile-detail">{escape(shown.detail)}</p>{go}</div>'
    )


def entries(told: Sequence[Entry]) -> str:
    """Return things told at length: one stands under its figure's title, several have titles of their own."""
    if len(told) < 2:
        return "".join(entry(one) for one in told)
    listed = "".join(
        f'<section><h3 class="do-sub">{escape(one.title)}</h3>{entry(one, level=4)}</section>' for one in told
    )
    return f'<div class="do-entries">{listed}</div>'


def entry(told: Entry, *, level: int = 3) -> str:
    pairs = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(said)}</dd></div>" for name, said in told.pairs)
    history = "".join(f"<li>{escape(line)}</li>" for line in told.history)
    return (
        (f'<p class="do-words">{escape(told.summary)}</p>' if told.summary else "")
        + f'<dl class="do-pairs">{pairs}</dl>'
        + (f'<h{level} class="do-sub">{escape(told.history_title)}</h{level}>' if history else "")
        + (f'<ol class="do-history">{history}</ol>' if history else "")
    )


def live(key: str, said: str, *, seen: bool = True) -> str:
    """Return a sentence that the shell's script has a screen reader speak when it changes; not ``seen`` where it stands elsewhere."""
    return f'<p class="do-live" id="{escape(key)}"{"" if seen else " hidden"}>{escape(said)}</p>'


def further_down(figure_id: str, title: str) -> str:
    """Return a way to a figure of the open page that stands below what a screen shows."""
    return f'<p class="do-down">Further down: <a href="#figure-{escape(figure_id)}">{escape(title)}</a></p>'


def select(label: str, name: str, options: Mapping[str, str], default: str, *, alone: bool = False) -> str:
    """Return a list to choose from, for the URL's parameter ``name``; ``alone``: its choice clears all others.

    It says what can be chosen and not what is: the shell's script sets that from the URL, so that the same control stands
    through every rerun and keeps the keyboard's focus.
    """
    return f'<div class="do-choice">{_select(label, name, options, default, alone=alone)}</div>'


def _select(label: str, name: str, options: Mapping[str, str], default: str, *, alone: bool = False) -> str:
    listed = _options(tuple(options.items()))
    return (
        f'<label for="choice-{name}">{escape(label)}</label>'
        f'<select id="choice-{name}" {_named(name, default)}{" data-alone" if alone else ""}>{listed}</select>'
    )


@per_file
def _options(options: tuple[tuple[str, str], ...]) -> str:
    """Return what can be chosen from a list. The list of all councils stands on every page."""
    return "".join(f'<option value="{escape(value)}">{escape(said)}</option>' for value, said in options)


def _named(name: str, default: str) -> str:
    return f'data-choice="{escape(name)}" data-default="{escape(default)}"'


def day_chooser(label: str, name: str, days: Mapping[str, str], now: date | None, first: date, last: date) -> str:
    """Return a list of days and, once "Another date" is chosen from it, a field for any day from ``first`` to ``last``."""
    options, usual = {**days, "other": "Another date"}, now.isoformat() if now else ""
    field = (
        f'<input type="date" aria-label="Date" id="choice-{name}-day" min="{first}" max="{last}" '
        f"{_named(name, usual)} hidden>"
    )
    return f'<div class="do-choice">{_select(label, name, options, usual)}{field}</div>'


def switch(label: str, name: str, options: Mapping[str, str], default: str) -> str:
    """Return a few choices side by side, for the URL's parameter ``name``."""
    sides = "".join(
        f'<label><input type="radio" name="choice-{name}" value="{escape(value)}" id="choice-{name}-{place}" '
        f"{_named(name, default)}>{escape(said)}</label>"
        for place, (value, said) in enumerate(options.items())
    )
    return f'<fieldset class="do-switch"><legend>{escape(label)}</legend><div>{sides}</div></fieldset>'


def boxes(label: str, name: str, options: Mapping[str, str], default: Sequence[str]) -> str:
    """Return boxes to tick, for the URL's parameter ``name``, which lists those ticked; one at least stays ticked."""
    listed = "".join(
        f'<label><input type="checkbox" name="choice-{name}" value="{escape(value)}" id="choice-{name}-{place}" '
        f"{_named(name, ','.join(default))}>{escape(said)}</label>"
        for place, (value, said) in enumerate(options.items())
    )
    return f'<fieldset class="do-ticks"><legend>{escape(label)}</legend><div>{listed}</div></fieldset>'


def search_box(label: str, name: str, placeholder: str, *, most: int) -> str:
    return (
        f'<div class="do-choice"><label for="choice-{name}">{escape(label)}</label><input type="search" id="choice-{name}" '
        f'{_named(name, "")} placeholder="{escape(placeholder)}" maxlength="{most}"></div>'
    )


def slider(label: str, name: str, default: float, *, low: float, high: float, step: float, unit: str = "") -> str:
    """Return a slider for the URL's parameter ``name``, with its value beside its label."""
    return (
        f'<div class="do-choice do-slider"><label for="choice-{name}">{escape(label)}</label>'
        f'<output for="choice-{name}" data-unit="{escape(unit)}"></output>'
        f'<input type="range" id="choice-{name}" {_named(name, f"{default:g}")} min="{low:g}" max="{high:g}" step="{step:g}"></div>'
    )


def number_boxes(label: str, boxes: Sequence[tuple[str, str, float | None]], least: float, most: float) -> str:
    """Return boxes for numbers under one label, each for a parameter of the URL: its name, what it is, and its default."""
    bounds = f'min="{least:g}" max="{most:g}" step="any" inputmode="decimal"'
    fields = []
    for name, what, value in boxes:
        default = "" if value is None else f"{value:.10g}"
        box = f'<input type="number" id="choice-{name}" {_named(name, default)} aria-label="{escape(label)}, {escape(what)}" {bounds}>'
        fields.append(f"<label>{escape(what) if len(boxes) > 1 else ''}{box}</label>")
    return f'<fieldset class="do-numbers"><legend>{escape(label)}</legend><div>{"".join(fields)}</div></fieldset>'
