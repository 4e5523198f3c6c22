"""A risk matrix as a real HTML table: headings, scores, bands and risks are text; colours and arrows only repeat it."""

from __future__ import annotations

from html import escape

from dayops_dash.figures.shared.matrix import Head, Matrix, Move, Square


def matrix(shown: Matrix, caption: str) -> str:
    """Return the table in a region that the keyboard can scroll, the highest steps at the top and the right."""
    side, along = (escape(name) for name in shown.corner)
    head = f'<th scope="col" role="columnheader" class="do-corner"><span>{side} ↓</span> <span>{along} →</span></th>'
    head += "".join(_column(column) for column in shown.columns)
    body = "".join(_row(shown, place) for place in range(len(shown.rows)))
    edges = f"{' do-open-top' if shown.open_top else ''}{' do-open-right' if shown.open_right else ''}"
    size = f"--columns:{len(shown.columns)};--rows:{len(shown.rows)}"
    note = f'<p class="do-panel-detail">{escape(shown.note)}</p>' if shown.note else ""
    return (
        f'<div class="do-matrix{edges}" role="region" tabindex="0" aria-label="{escape(caption)}" style="{size}">'
        f'<table role="table"><caption>{escape(caption)}</caption><thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table></div>{note}'
    )


def _column(head: Head) -> str:
    axis = f'<span class="do-axis">{escape(head.axis)} </span>'
    return f'<th scope="col" role="columnheader">{axis}{escape(head.step)}{_word(head)}</th>'


def _word(head: Head) -> str:
    return f" <small>{escape(head.word)}</small>" if head.word else ""


def _row(shown: Matrix, place: int) -> str:
    head = shown.rows[place]
    cells = f'<th scope="row" role="rowheader">{escape(head.axis)} {escape(head.step)}{_word(head)}</th>'
    for column, square in enumerate(shown.squares[place]):
        leaving = [(move, _goes_across_first(shown, move)) for move in shown.moves if move.start == (place, column)]
        cells += _square(square, leaving)
    return f'<tr role="row">{cells}</tr>'


def _goes_across_first(shown: Matrix, move: Move) -> bool:
    """Return whether a risk's way turns above or below its end: where the square beside it holds another risk, and that one does not."""
    (row, column), (end_row, end_column) = move.start, move.end
    beside, above = shown.squares[end_row][column], shown.squares[row][end_column]
    return row != end_row and column != end_column and bool(beside.marks) and not above.marks


def _square(square: Square, leaving: list[tuple[Move, bool]]) -> str:
    band = f" <small>{escape(square.band)}</small>" if square.band else ""
    marks = "".join(
        f' <span class="do-risk{" do-after" if mark.after else ""}" title="{escape(mark.words)}">{escape(mark.words)}</span>'
        for mark in square.marks
    )
    tint = f" do-band-{square.tint}" if square.tint else ""
    ways = "".join(_legs(*way) for way in leaving)
    return f'<td role="cell" class="do-square{tint}"><b>{escape(square.printed)}</b>{band}{marks}{ways}</td>'


def _legs(move: Move, across_first: bool) -> str:
    """Return a risk's way in two legs, along the side and then along the other axis or the other way; the last has the arrow's head."""
    down, right = (end - start for start, end in zip(move.start, move.end, strict=True))
    size = f"--down:{abs(down)};--right:{abs(right)}"
    legs = [("down" if down > 0 else "up")] if down else []
    legs += [("right" if right > 0 else "left")] if right else []
    legs = legs[::-1] if across_first else legs
    turned = f" do-from-{legs[0]}" if len(legs) == 2 else ""
    drawn = [
        f'<span class="do-leg do-leg-{way}{turned if place else ""}{" do-leg-last" if place == len(legs) - 1 else ""}"></span>'
        for place, way in enumerate(legs)
    ]
    return f'<span class="do-legs" aria-hidden="true" style="{size}">{"".join(drawn)}</span>'
