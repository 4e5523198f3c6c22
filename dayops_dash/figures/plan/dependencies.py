"""What one commitment waits for and what waits for it: as chains that are drawn, and as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.figures.plan.against_date import against, noun, to_line
from dayops_dash.figures.plan.standing import papers_of
from dayops_dash.figures.shared.grid import GridColumn, Kind, grid_of
from dayops_dash.figures.shared.model import Figure
from dayops_dash.figures.shared.pictures.paths import DescentPath, PathStop
from dayops_dash.measures.plan import progress
from dayops_dash.measures.plan.line import Line
from dayops_dash.measures.plan.status import Standing

THEN = "then"  # what stands before it comes first
Onward = Callable[[Line], Sequence[Line]]


def dependency_figure(council: Council, line: Line) -> Figure | None:
    """What a line depends on, and what depends on it, each with how it stands; None where no paper says of either."""
    lines = {each.intention_id: each for each in progress.lines(council)}
    waits_for = _before(line, lines)
    waiting = _after(line, lines)
    if not waits_for and not waiting:
        return None
    what = noun(council, [line, *waits_for, *waiting])
    chains = _chains(line, lines)
    beside = [("It waits for this", each, _read(line, each)) for each in waits_for]
    beside += [("This waits for it", each, _read(each, line)) for each in waiting]
    return Figure(
        "dependencies",
        _title(what, waits_for, waiting),
        f"What comes before and after this {what}, {council.short_title}, as at {wording.day(council.as_at)}",
        " ".join(wording.sentence(chain.words) for chain in chains),
        grid_of(
            beside,
            GridColumn("intention", wording.capital(what), lambda row: row[1].label),
            GridColumn("relation", "How they hang together", lambda row: row[0] + row[2]),
            GridColumn("against_its_date", "Against its date", lambda row: against(row[1])),
            GridColumn("owner", "Owner", lambda row: row[1].owner_role),
            GridColumn("place", "Place in paper", lambda row: row[1].locator, Kind.PLACE),
            link=lambda row: to_line(row[1]),
        ),
        paths=chains,
        brief=True,
        sources=papers_of(council, [line, *waits_for, *waiting]),
    )


def _title(what: str, waits_for: Sequence[Line], waiting: Sequence[Line]) -> str:
    """It waits for one commitment, and two wait for it; "It depended on one other commitment, which is complete" where that is so."""
    number_before = wording.count(len(waits_for), f"other {what}")
    is_done = all(line.standing is Standing.COMPLETE for line in waits_for)
    done = f"It depended on {number_before}, {'which is' if len(waits_for) == 1 else 'which are'} complete"
    first = (done if is_done else f"It waits for {number_before}") if waits_for else ""
    number = wording.spelled(len(waiting))
    after = f"{number}{'' if first else f' other {what}' + 's' * (len(waiting) != 1)} {'waits' if len(waiting) == 1 else 'wait'} for it"
    return wording.capital(", and ".join(part for part in (_spelled(first), after if waiting else "") if part))


def _spelled(words: str) -> str:
    """Return words with the number in them spelled."""
    return " ".join(wording.spelled(int(word)) if word.isdigit() else word for word in words.split())


def _read(later: Line, earlier: Line) -> str:
    return " (our reading)" if earlier.intention_id in later.readings else ""


def _before(line: Line, lines: Mapping[str, Line]) -> list[Line]:
    return [lines[i] for i in line.depends_on if i in lines]


def _after(line: Line, lines: Mapping[str, Line]) -> list[Line]:
    return [each for each in lines.values() if line.intention_id in each.depends_on]


def _chains(line: Line, lines: Mapping[str, Line]) -> tuple[DescentPath, ...]:
    """Return each chain that leads to a line and on from it; one chain where there is one of each."""
    before = [chain[::-1] for chain in _walk(line, lambda each: _before(each, lines))]
    after = list(_walk(line, lambda each: _after(each, lines)))
    joined = [(*before[0], *after[0][1:])] if len(before) == len(after) == 1 else [*before, *after]
    chains = [chain for chain in joined if len(chain) > 1]
    return tuple(DescentPath(tuple(_stops(chain, line))) for chain in chains)


def _walk(line: Line, onward: Onward, seen: tuple[Line, ...] = ()) -> Iterator[tuple[Line, ...]]:
    """Yield every chain from a line to its last, the line first; a chain that would come round again ends before."""
    chain = (*seen, line)
    steps = [each for each in onward(line) if each not in chain]
    if not steps:
        yield chain
    for each in steps:
        yield from _walk(each, onward, chain)


def _stops(chain: Sequence[Line], here: Line) -> Iterator[PathStop]:
    for place, line in enumerate(chain):
        how = f"{THEN}{_read(line, chain[place - 1])}" if place else ""
        link = None if line == here else to_line(line)
        yield PathStop(line.label, against(line), how, link=link)
