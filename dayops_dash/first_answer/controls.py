"""The controls of a page for a reader without a script: filled from the address, and sent as a plain form (GET).

On Streamlit's screen a script fills them and puts a choice into the address. Here each has a name, says what is chosen, and stands in
a form. The default of a list or a switch is sent as "", which every page reads as its default, so that addresses stay short.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape, unescape
from urllib.parse import urlencode

NAMED = r'data-choice="([^"]*)" data-default="([^"]*)"'
SELECT = re.compile(rf'<select ([^>]*{NAMED}[^>]*)>(.*?)</select>(<input type="date"[^>]* hidden>)?', re.DOTALL)
OPTION = re.compile(r'<option value="([^"]*)">')
INPUT = re.compile(rf"<input ([^>]*{NAMED}[^>]*)>")
RANGE = re.compile(rf'(<output [^>]*data-unit="([^"]*)">)(</output><input [^>]*{NAMED}[^>]*>)')
TYPE, VALUE, NAME = (re.compile(rf' ?\b{name}="([^"]*)"') for name in ("type", "value", "name"))
FIND = re.compile(r'<div class="do-find" role="search">(.*?)</div>', re.DOTALL)
FORM = "form"  # the parameter that marks an address that a form has made
SEVERAL = "[]"  # at the end of the name of boxes to tick
LEFT_OUT = {"first", "round"}  # another choice begins at the first page again
MARK = f'<input type="hidden" name="{FORM}" value="1">'


def filled(markup: str, asked: Mapping[str, str]) -> str:
    """Return a page's HTML with its controls named and filled from the address."""

    def value_of(choice: str, default: str) -> str:
        return escape(asked.get(unescape(choice), unescape(default)))

    markup = SELECT.sub(lambda found: _list(found, value_of(found[2], found[3])), markup)
    markup = RANGE.sub(
        lambda found: f"{found[1]}{_with_unit(value_of(found[4], found[5]), found[2])}{found[3]}", markup
    )
    return INPUT.sub(lambda found: _box(found[1], found[2], found[3], value_of(found[2], found[3])), markup)


def _list(found: re.Match[str], value: str) -> str:
    """Return a list with one chosen. A day of the reader's own needs a script: its field and the way to it are left out."""
    attributes, choice, default, inside = found[1], found[2], found[3], found[4]
    inside = inside.replace('<option value="other">Another date</option>', "") if found[5] else inside
    chosen = value if f'<option value="{value}">' in inside else default

    def option(one: re.Match[str]) -> str:
        sent = "" if one[1] == default and choice != "council" else one[1]
        return f'<option value="{sent}"{" selected" if one[1] == chosen else ""}>'

    return f'<select {attributes} name="{choice}">{OPTION.sub(option, inside)}</select>'


def _box(attributes: str, choice: str, default: str, value: str) -> str:
    kind = found[1] if (found := TYPE.search(attributes)) else ""
    own = found[1] if (found := VALUE.search(attributes)) else ""
    rest = NAME.sub("", attributes)
    if kind == "checkbox":
        ticked = " checked" if own in value.split(",") else ""
        return f'<input {rest} name="{choice}{SEVERAL}"{ticked}>'
    if kind == "radio":
        sent = "" if own == default else own
        return f'<input {VALUE.sub("", rest)} value="{sent}" name="{choice}"{" checked" if own == value else ""}>'
    return f'<input {rest} name="{choice}" value="{value}">'


def _with_unit(value: str, unit: str) -> str:
    return f"£{value}" if unit == "£" else f"{value}{unit}"


def form(markup: str, what: str, action: str, asked: Mapping[str, str]) -> str:
    """Return controls in a form that opens the page with ``what`` they say, and keeps what else the address says."""
    inside = {name.removesuffix(SEVERAL) for name in re.findall(r' name="([^"]*)"', markup)} | LEFT_OUT
    keeps = _hidden({name: said for name, said in asked.items() if escape(name) not in inside})
    button = f'<button class="do-still-show">Show<span class="do-hidden"> {escape(what)}</span></button>'
    return (
        f'<form class="do-still-form" method="get" action="{escape(action)}" autocomplete="off">{markup}'
        f"{keeps}{MARK}{button}</form>"
    )


def _hidden(keeps: Mapping[str, str]) -> str:
    return "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(said)}">' for name, said in keeps.items() if said
    )


def searching(menu: str, action: str, keeps: Mapping[str, str]) -> str:
    """Return the menu with its field as a form of its own, which opens the page of results."""

    def as_form(found: re.Match[str]) -> str:
        field = found[1].replace("<input ", '<input name="q" ', 1)
        return (
            f'<form class="do-find" role="search" method="get" action="{escape(action)}" autocomplete="off">'
            f"{field}{_hidden(keeps)}</form>"
        )

    return FIND.sub(as_form, menu, count=1)


def plain_address(asked: Sequence[tuple[str, str]]) -> str | None:
    """Return the address's own way to say what a form has sent, without what is empty; None where no form has sent it."""
    if FORM not in {name for name, _ in asked}:
        return None
    said: dict[str, str] = {}
    for name, value in asked:
        if name == FORM or not value:
            continue
        several = name.endswith(SEVERAL)
        name = name.removesuffix(SEVERAL)
        said[name] = f"{said[name]},{value}" if several and name in said else value
    return urlencode(said)
