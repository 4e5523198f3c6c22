"""Questions as HTML: a numbered list that prints as one sheet, each with why it is asked and what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from dayops_dash.figures.shared.ask import Ask
from dayops_dash.figures.shared.link import Link
from dayops_dash.screen import html


def asks(shown: Sequence[Ask], address: Callable[..., str]) -> str:
    """Return questions as a list; ``address`` gives the address of a page with some choices."""
    return f'<ol class="do-asks">{"".join(_ask(one, address) for one in shown)}</ol>' if shown else ""


def _ask(shown: Ask, address: Callable[..., str]) -> str:
    evidence = "".join(f"<li>{escape(line)}</li>" for line in shown.evidence)
    behind = html.details(f"Evidence ({len(shown.evidence)})", f"<ul>{evidence}</ul>")
    return (
        f'<li id="ask-{escape(shown.key)}"><h3 class="do-ask">{escape(shown.question)}</h3>'
        f'<p class="do-ask-why">{escape(shown.why)} <span>{escape(shown.matters)}</span></p>'
        f'<p class="do-ask-brief">{escape(shown.brief)}</p>{behind}'
        f'<p class="do-ask-links">{_link(shown.seen, shown, address)} {_link(shown.moved, shown, address)}</p></li>'
    )


def _link(to: Link, ask: Ask, address: Callable[..., str]) -> str:
    return html.link(address(to.page, **dict(to.choices)), to.label, of=ask.question)
