"""The sections of a short report that tell of the council: summary, progress, money, people, risk, changes, what people say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dayops_dash import wording
from dayops_dash.figures.plan.against_date import is_only_proposed
from dayops_dash.figures.shared.day import tense
from dayops_dash.figures.shared.grid import Grid
from dayops_dash.figures.shared.model import Tile
from dayops_dash.packs.brief.attention import Pressing, attention_table, noun_of, pressing
from dayops_dash.packs.brief.stands import how_it_stands
from dayops_dash.packs.brief.telling import Telling, sentences
from dayops_dash.packs.forms.form import DRAFTED, Form
from dayops_dash.packs.pack import Pack
from dayops_dash.packs.parts.blocks import (
    NO_ENTRY,
    Block,
    Fine,
    Letters,
    Paragraph,
    Picture,
    TableBlock,
    grid_table,
    text_table,
)

MOST_NAMED = 3  # of what is overdue, each by its name
MOST_ROWS = 8  # of the table of what needs attention
MOST_RISKS = 5
PICTURE_CM = 7.4
SAID = "Highest risk, "  # how a tile begins, which the paragraph's lead says
SPLIT = ("who_provides", "amount_gbp", "share_pct")
MONEY = ("shift", "groups", "cost-per-person", "savings", "saving-share")
LATER = ("not-reported",)


@dataclass
class Drafted:
    """A report being put together: what is asked for, its form, and what it has said so far."""

    pack: Pack
    form: Form
    telling: Telling
    tables: int = 0
    pictures: int = 0

    def table(self, made: TableBlock) -> TableBlock:
        self.tables += 1
        return replace(made, caption=f"Table {self.tables}. {made.caption}")


def summary(draft: Drafted) -> list[Block]:
    """Return the answer, the money, what is late, the highest risk, and what is asked."""
    telling, council = draft.telling, draft.pack.council
    found = telling.answer("overview", "Where the plan stands")
    found += telling.answer("spend", "Money", 2)
    late = [one for one in pressing(council) if one.is_overdue]
    if late:
        under, others = draft.form.headings["progress"], "what else needs attention"
        more = f" The table under “{under}” lists {others}." if "progress" in draft.form.order else ""
        number, what = len(late), noun_of(council)
        be = tense(council).verbs(number)["be"]
        lead = f"{wording.begun(number)} {what}{'' if number == 1 else 's'} {be} overdue"
        found.append(Paragraph(f"{lead}{_which(late)}.{more}", "Late"))
    found += [Paragraph(words, "Highest risk") for words in _highest_risk(draft)]
    number = len(asked(draft))
    what = "one thing" if number == 1 else f"{wording.spelled(number)} things"
    found.append(
        Paragraph(f"Members are asked to do {what}, listed under “{draft.form.headings['recommendations']}”.", "Asked")
    )
    return found


def _which(late: Sequence[Pressing]) -> str:
    """Return what is overdue, each by its name and its date where they are few; else the first, which may be late like others."""
    named = [f"“{one.title}”{f', due “{one.due}”' if one.due else ''}" for one in late]
    if len(late) <= MOST_NAMED:
        return f": {'; '.join([*named[:-2], '; and '.join(named[-2:])])}"
    alike = sum(one.days_late == late[0].days_late for one in late)
    if alike == 1:
        return f", the longest {named[0]}"
    which = "all equally late" if alike == len(late) else f"{wording.spelled(alike)} of them equally longest"
    return f", {which}, such as {named[0]}"


def _highest_risk(draft: Drafted) -> list[str]:
    """Return the highest risk as the overview tells it; where no risk has a score, how many are named."""
    tiles: Sequence[Tile] = draft.telling.figures("overview")["beside"].tiles
    for tile in tiles:
        if "risk" in tile.label.casefold() and tile.value != "Not stated":
            scored = f"{tile.label}: {tile.value}" + (f" ({tile.detail})" if tile.detail else "")
            return [wording.sentence(_begun(tile.detail) if tile.label == "Risks" else scored.removeprefix(SAID))]
    return []


def _begun(words: str) -> str:
    """Return words to begin a sentence: a number that leads them is spelled."""
    first, _, rest = words.partition(" ")
    return f"{wording.begun(int(first))} {rest}" if first.isdigit() else words


def asked(draft: Drafted) -> tuple[str, ...]:
    """Return what members are asked to do: what the officer entered, else what follows from the figures."""
    if draft.pack.entered.asked:
        return draft.pack.entered.asked
    council, drafted = draft.pack.council, draft.form.drafted
    words = {"day": wording.day(council.as_at), "late": "", "owners": ""}
    late, is_proposed = [one for one in pressing(council) if one.is_overdue], is_only_proposed(council)
    if late:
        ownerless = sum(not one.owner for one in late)
        many = len(late) > 1
        what = f"{noun_of(council)}{'s' if many else ''}"
        past = (
            f"whose date{'s have' if many else ' has'} passed"
            if is_proposed
            else f"that {'are' if many else 'is'} overdue"
        )
        words["late"] = f"{wording.spelled(len(late)) if many else 'one'} {what} {past}"
        some = f" for the {wording.spelled(ownerless)} without one" if ownerless < len(late) else ""
        words["owners"] = f", and an owner{some}" if ownerless else ""
    of_late = ("proposed" if is_proposed else "late") if late else ""
    return tuple(_filled(drafted[name], words) for name in DRAFTED if name in ("note", of_late, "next"))


def _filled(draft: str, words: Mapping[str, str]) -> str:
    """Return a draft with its places filled; one that is not known stays as the officer wrote it."""
    for name, value in words.items():
        draft = draft.replace(f"{{{name}}}", value)
    return draft


def recommendations(draft: Drafted) -> list[Block]:
    lines = asked(draft)
    ended = [f"{line.rstrip(';.')}{';' if at < len(lines) - 1 else '.'}" for at, line in enumerate(lines)]
    if len(ended) > 1:
        ended[-2] = f"{ended[-2].rstrip(';')}; and"
    return [Paragraph(f"{draft.form.asked}:"), Letters(tuple(ended))]


def progress(draft: Drafted) -> list[Block]:
    """Return one picture and one table of what needs attention, and whether it makes a difference."""
    telling = draft.telling
    shown = telling.figures("overview")["standing"]
    found: list[Block] = how_it_stands(telling, shown)
    if shown.chart:
        draft.pictures += 1
        found.append(
            Picture(
                shown.chart,
                f"Figure {draft.pictures}. {telling.new(wording.sentence(shown.title)).rstrip('.')}",
                PICTURE_CM,
            )
        )
    table, left = attention_table(draft.pack.council, MOST_ROWS, "What needs attention, the most pressing first")
    if table:
        found.append(draft.table(table))
        what = noun_of(draft.pack.council)
        found.append(
            Fine(f"{_more(left, what)}Source:", cites=telling.cites([source.paper for source in shown.sources]))
        )
    for words in [telling.new(telling.story("overview").caution)]:
        found += [Paragraph(words)] if words else []
    return [*found, *telling.answer("outcomes")]


def _more(left: int, what: str) -> str:
    """Return how many things a table leaves out, in a sentence that goes before its source; "" for none."""
    many, verb = ("", "is") if left == 1 else ("s", "are")
    return f"{wording.begun(left)} more {what}{many} {verb} in the appendix. " if left > 0 else ""


def money(draft: Drafted) -> list[Block]:
    telling, found = draft.telling, []
    figures = telling.figures("spend")
    split = figures.get("split")
    if split:
        table, _ = grid_table(split.grid.only(SPLIT), split.measure)
        found += telling.finding(split, 2, skip=1)
        found += [draft.table(table), Fine("Source:", cites=telling.cites(split.sources))]
    else:
        found += telling.answer("spend")
    for name in MONEY:
        found += telling.finding(figures.get(name), 2)
    return found


def people(draft: Drafted) -> list[Block]:
    telling = draft.telling
    counted = telling.finding(telling.figures("spend").get("people"), 2)
    demand = telling.figures("demand")
    counted += [block for name in ("attendance", "projections") for block in telling.finding(demand.get(name), 1)]
    counted += telling.answer("demand")
    telling.new(telling.story("wards").caution, 0)
    return [*counted, *telling.answer("wards")]


def risk(draft: Drafted) -> list[Block]:
    """Return each risk once, with its score and how much is done about it."""
    telling = draft.telling
    figures = telling.figures("risks")
    register = figures.get("risk-register")
    found = telling.answer("risks")
    if register is None:
        return found
    rows = _risk_rows(register.grid)
    found.append(
        draft.table(
            text_table("Risks that the papers name", ("Risk", "Score", "Actions", "With an owner"), rows[:MOST_RISKS])
        )
    )
    more = _more(len(rows) - MOST_RISKS, "risk")
    return [*found, Fine(f"{more}Source:", cites=telling.cites(register.sources))]


def _risk_rows(grid: Grid) -> list[tuple[str, ...]]:
    """Return a row for each risk of a register that has a row for each action."""
    at = {heading.code: place for place, heading in enumerate(grid.headings)}
    risks: dict[tuple[str, str], list[tuple[str, ...]]] = {}
    for row in grid.shown():
        risks.setdefault((row[at["risk"]], row[at["score"]]), []).append(tuple(row))
    none = "not stated"
    return [
        (
            title,
            score,
            f"{sum(one[at['mitigation']] != none for one in rows)}",
            f"{sum(one[at['owner']] != NO_ENTRY for one in rows)}",
        )
        for (title, score), rows in risks.items()
    ]


def changes(draft: Drafted) -> list[Block]:
    telling = draft.telling
    told = telling.story("changes")
    figures = telling.figures("changes")
    if nothing := figures.get("nothing-changed"):
        words = telling.new(f"{told.answer} {_after(nothing.words)}")
        found: list[Block] = [Paragraph(words)] if words else []
    else:
        found = telling.answer("changes")
    today = telling.new(told.today)
    found += [Paragraph(today)] if today else []
    of_plan = telling.figures("overview").get("standing")  # its papers are those that speak of the plan, early and late
    return [*found, *telling.finding(figures.get("flow"), 0, also=of_plan.sources if of_plan else ())]


def _after(words: str) -> str:
    """Return what a figure says after that there is nothing to compare, which is for a reader of the page."""
    return " ".join(part for part in sentences(words) if not part.startswith("Two papers are needed"))


def voices(draft: Drafted) -> list[Block]:
    telling = draft.telling
    figures = telling.figures("voices")
    found = telling.answer("voices")
    for name in ("agreement", "answers"):
        found += telling.finding(figures.get(name), 1, title=False)
    for figure in figures.values():
        if figure.figure_id == "no-answers":
            telling.lacking(wording.sentence(figure.title))
    told = any(isinstance(block, Paragraph) and "engagements" in block.words for block in found)
    return found if told else [*found, *telling.finding(figures.get("engagement"), 2)]


TOLD = {
    "summary": summary,
    "recommendations": recommendations,
    "progress": progress,
    "money": money,
    "people": people,
    "risk": risk,
    "changes": changes,
    "voices": voices,
}
