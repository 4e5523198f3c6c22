"""Rows from tables of a survey: questions with their answers down the rows, or an agreement scale across the columns."""

from __future__ import annotations

import re

from dayops_dash.dataset.vocabulary import AnswerKind
from dayops_dash.desk.papers.language.numbers import PrintedNumber
from dayops_dash.desk.papers.proposing.gathered import Gathered, amount, cut
from dayops_dash.desk.papers.proposing.model import Ground, PaperPlace
from dayops_dash.desk.papers.proposing.sites import Site, TableSite
from dayops_dash.desk.papers.proposing.table_kinds import AGREEMENT, PaperTableShape
from dayops_dash.desk.papers.proposing.tables import cell_place, figure_of, scaled

BASE = re.compile(
    r"base|n|n\s?=|\\(n\\)|answered|respondents|(?:total )?responses|number (?:of (?:responses|people)|who answered)",
    re.I,
)


def propose_survey(gathered: Gathered, site: TableSite, shape: PaperTableShape) -> None:
    """Propose a survey's table: a question with its answers down the rows, or an agreement scale across the columns."""
    title = cut(site.heading or site.table.caption, 150)
    place = PaperPlace(
        site.locator,
        next((c.content.page for c in site.cells.values() if c.content.page), 0),
        site.table.caption or title,
    )
    engagement, who = gathered.engagement(title, place, site.table.caption)
    scale = [at for at, head in enumerate(shape.heads) if AGREEMENT.search(head)]
    if len(scale) >= 2:
        _agreement(gathered, site, shape, engagement, str(who))
        return
    question = ""
    heading_question = next((head for head in shape.heads if "?" in head), "")
    for row in range(site.table.header_rows, len(site.table.rows)):
        cells = {column: cell for (r, column), cell in site.cells.items() if r == row}
        figures = {column: one for column, cell in cells.items() if (one := figure_of(gathered, cell))}
        words = [cell for column, cell in sorted(cells.items()) if cell.text and column not in figures]
        if not figures or not words:
            continue
        asked = words[0].text if len(words) > 1 else ""
        question = asked or question or heading_question or site.sections[row] or site.table.caption or title
        key = _question(gathered, site, question, engagement, str(who), AnswerKind.MULTIPLE)
        _answer(gathered, site, shape, words[-1], cells, figures, (engagement, key))


def _question(
    gathered: Gathered, site: TableSite, title: str, engagement: str, who: str, kind: AnswerKind, base: PrintedNumber | None = None
) -> str:  # fmt: skip
    known = ("survey_questions", f"{title} {site.locator}") in gathered.parents
    cells = {
        "engagement_id": engagement,
        "position": "1" if known else gathered.position("survey_questions"),
        "title": title,
        "audience": who,
        "answer_kind": str(kind),
        "base_n": amount(base.value) if base else None,
    }
    page = next((c.content.page for c in site.cells.values() if c.content.page), 0)
    return gathered.parent("survey_questions", f"{title} {site.locator}", cells, PaperPlace(site.locator, page, title))


def _answer(
    gathered: Gathered, site: TableSite, shape: PaperTableShape, words: Site, cells: dict[int, Site],
    figures: dict[int, PrintedNumber], keys: tuple[str, str],
) -> None:  # fmt: skip
    shares = [column for column, one in figures.items() if scaled(one, shape.heads[column])[2] == "%"]
    if len(shares) > 1:  # an answer of each group of those who were asked
        for column in shares:
            _group_answer(gathered, site, shape.heads[column], words, (cells[column], figures[column]), keys)
        return
    count = share = None
    for column, one in figures.items():
        unit = scaled(one, shape.heads[column])[2]
        if unit == "%" and share is None:
            share = (cells[column], one)
        elif unit == "" and count is None:
            count = (cells[column], one)
    if not (count or share):
        return
    held = [(cell, one.start) for found in (count, share) if found for cell, one in [found]]
    row = {
        "question_id": keys[1],
        "position": gathered.position(f"answers of {keys[1]}"),
        "answer": words.text,
        "count": amount(count[1].value) if count else None,
        "share_pct": amount(share[1].value) if share else None,
        "as_written": "; ".join(one.words for found in (count, share) if found for _, one in [found]),
    }
    gathered.add(
        "survey_answers", row, cell_place(site, words), label=words.text, grounds=[Ground.COLUMN_HEAD, Ground.CAPTION],
        parents=[("engagements", keys[0]), ("survey_questions", keys[1])], holds=held,
    )  # fmt: skip


def _group_answer(
    gathered: Gathered, site: TableSite, head: str, words: Site, figure: tuple[Site, PrintedNumber], keys: tuple[str, str]
) -> None:  # fmt: skip
    cell, one = figure
    row = {
        "question_id": keys[1],
        "position": gathered.position(f"answers of {keys[1]}"),
        "answer": f"{words.text} ({head})" if head else words.text,
        "share_pct": amount(one.value),
        "as_written": one.as_written,
    }
    gathered.add(
        "survey_answers", row, cell_place(site, cell), label=row["answer"], grounds=[Ground.COLUMN_HEAD, Ground.CAPTION],
        parents=[("engagements", keys[0]), ("survey_questions", keys[1])], holds=[(cell, one.start)],
    )  # fmt: skip


def _agreement(gathered: Gathered, site: TableSite, shape: PaperTableShape, engagement: str, who: str) -> None:
    for row in range(site.table.header_rows, len(site.table.rows)):
        cells = {column: cell for (r, column), cell in site.cells.items() if r == row}
        figures = {column: one for column, cell in cells.items() if (one := figure_of(gathered, cell))}
        asked = next((cell.text for column, cell in sorted(cells.items()) if column not in figures and cell.text), "")
        if not figures or not asked:
            continue
        base = next((column for column in figures if BASE.fullmatch(shape.heads[column].strip())), -1)
        key = _question(gathered, site, asked, engagement, who, AnswerKind.AGREEMENT, figures.get(base))
        if base >= 0:
            gathered.held.add((cells[base].index, figures.pop(base).start))
        for column, one in figures.items():
            unit = scaled(one, shape.heads[column])[2]
            row_cells = {
                "question_id": key,
                "position": gathered.position(f"answers of {key}"),
                "answer": shape.heads[column] or "not stated",
                "share_pct": amount(one.value) if unit == "%" else None,
                "count": amount(one.value) if unit != "%" else None,
                "as_written": one.as_written,
            }
            gathered.add(
                "survey_answers", row_cells, cell_place(site, cells[column]), label=f"{cut(asked, 60)}: {shape.heads[column]}",
                grounds=[Ground.COLUMN_HEAD], parents=[("engagements", engagement), ("survey_questions", key)],
                holds=[(cells[column], one.start)],
            )  # fmt: skip
