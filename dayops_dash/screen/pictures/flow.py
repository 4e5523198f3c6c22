"""A flow and cards of what changed as HTML."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from dayops_dash.figures.shared.link import Link
from dayops_dash.figures.shared.pictures.cards import Card, CardGroup
from dayops_dash.figures.shared.pictures.flow import FlowBlock, FlowChart
from dayops_dash.figures.shared.pictures.paths import DescentPath, PathStop


def flow(shown: FlowChart) -> str:
    """Return two stacks with a band between what continues; numbers and words are text, lengths are for the eye alone."""
    first, last = shown.left[0], shown.right[0]
    band = f"--a:{first.top:.2%};--b:{first.end:.2%};--c:{last.top:.2%};--d:{last.end:.2%}"
    return (
        f'<div class="do-flow"><div class="do-flow-side do-flow-left"><h3 class="do-flow-head">{escape(shown.left_heading)}</h3>'
        f'<ul>{"".join(map(_block, shown.left))}</ul></div><span class="do-flow-band" aria-hidden="true" style="{band}"></span>'
        f'<div class="do-flow-side do-flow-right"><h3 class="do-flow-head">{escape(shown.right_heading)}</h3>'
        f"<ul>{''.join(map(_block, shown.right))}</ul></div></div>"
    )


def _block(block: FlowBlock) -> str:
    return (
        f'<li class="do-flow-{escape(block.tone)}" style="--top:{block.top:.2%};--height:{block.height:.2%}"><span><b>{block.number}</b> '
        f"{escape(block.words)}</span></li>"
    )


def paths(shown: tuple[DescentPath, ...], address: Callable[..., str]) -> str:
    """Return chains from stop to stop, each a list in its order with what happened on the way."""
    told = "".join(f'<ol class="do-path">{"".join(_stop(stop, address) for stop in path.stops)}</ol>' for path in shown)
    return f'<div class="do-paths">{told}</div>' if told else ""


def _stop(stop: PathStop, address: Callable[..., str]) -> str:
    why = f", because {escape(stop.why)}" if stop.why else ""
    how = f'<span class="do-path-how">{escape(stop.how)}{why}</span>' if stop.how else ""
    name = "" if stop.ends else f"<b>{_linked(stop.name, stop.link, address)}</b>"
    end = ' class="do-path-end"' if stop.ends else ""
    return f'<li{end}>{how}<span class="do-path-stop">{name}<small>{escape(stop.when)}</small></span></li>'


def cards(groups: tuple[CardGroup, ...], address: Callable[..., str]) -> str:
    """Return cards by kind: each by itself, or, where they are many, one card with their names that opens to show each."""
    return f'<div class="do-cards">{"".join(_group(group, address) for group in groups)}</div>' if groups else ""


def _group(group: CardGroup, address: Callable[..., str]) -> str:
    head = (
        f'<h3 class="do-card-head"><b>{len(group.cards)}</b> {escape(group.heading)}</h3>'
        f'<p class="do-card-meaning">{escape(group.meaning)}</p>'
    )
    each = f'<ul class="do-card-list">{"".join(_card(card, address) for card in group.cards)}</ul>'
    if not group.folded:
        return f'<section class="do-card-group">{head}{each}</section>'
    names = "".join(f"<li>{escape(card.title)}</li>" for card in group.cards)
    opened = f'<details class="do-details"><summary>What was said before and now: {escape(group.heading)}</summary>{each}</details>'
    return f'<section class="do-card-group do-card-many">{head}<ul class="do-card-names">{names}</ul>{opened}</section>'


def _linked(words: str, to: Link | None, address: Callable[..., str]) -> str:
    if to is None:
        return escape(words)
    return f'<a class="do-link" href="{escape(address(to.page, **dict(to.choices)))}">{escape(words)}</a>'


def _card(card: Card, address: Callable[..., str]) -> str:
    title = _linked(card.title, card.link, address)
    tag = "del" if card.replaced else "span"
    before = f'<{tag}><span class="do-hidden">Before: </span>{escape(card.before)}</{tag}> ' if card.before else ""
    now = f'<ins><span class="do-hidden">Now: </span>{escape(card.now)}</ins>' if card.now else ""
    why = f"<small>{escape(card.why)}</small>" if card.why else ""
    return (
        f'<li class="do-card"><p class="do-card-title">{title}</p><p class="do-card-said">{before}{now}</p>{why}</li>'
    )
