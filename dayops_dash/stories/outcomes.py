"""Is it making a difference? What can be judged at all, the numbers that there are, then every aim, kind by kind."""

from collections.abc import Sequence

from dayops_dash import wording
from dayops_dash.address import Address
from dayops_dash.cache import per_council
from dayops_dash.dataset import Council
from dayops_dash.dataset.vocabulary import OutcomeKind, ValueRole
from dayops_dash.figures.outcomes.aims import aims_figure, judged_figure, judged_title
from dayops_dash.figures.outcomes.numbers import national_figure, numbers_figure, than_words
from dayops_dash.figures.outcomes.outcome_words import measured, step_words, value_words
from dayops_dash.figures.shared.model import Figure
from dayops_dash.measures import outcomes as measure
from dayops_dash.measures.outcomes import Aim, Moved
from dayops_dash.stories.shared.model import Story
from dayops_dash.stories.shared.page import Page, PageFigure, Section


def kinds(council: Council) -> dict[str, str]:
    """Return the kinds of aim that a council's papers have, by the word for the address; "" for all of them."""
    held = [kind for kind in measure.AIM_KINDS if any(aim.row.kind == kind for aim in measure.aims(council))]
    return {"": "All aims", **{kind.name.lower(): wording.capital(f"{kind.value}s") for kind in held}}


@per_council
def outcomes(council: Council, kind: str = "") -> Story:
    """Return all that is known of outcomes; or of one kind of aim, a key of ``kinds``, its table alone."""
    found: tuple[Figure | None, ...]
    if kind in kinds(council) and kind:
        found = (judged_figure(council), aims_figure(council, OutcomeKind[kind.upper()]))
    else:
        tables = (aims_figure(council, each) for each in measure.AIM_KINDS)
        found = (judged_figure(council), numbers_figure(council), national_figure(council), *tables)
    figures = tuple(figure for figure in found if figure)
    return PAGE.tell(council, answer_words(council), figures)


def chosen(council: Council, address: Address) -> Story:
    """Return what is known of the kind of aim that an address asks for."""
    return outcomes(council, address.choice("kind", kinds(council)))


PAGE = Page(
    name="outcomes",
    title="Outcomes",
    question="Is it making a difference?",
    menu="Money and people",
    place=50,
    icon="flag",
    story=outcomes,
    section=Section("Outcomes", 8, usual=True),
    slides=(
        PageFigure("judged"),
        PageFigure("numbers"),
    ),
    chosen=chosen,
)


def moved_answer(every: Sequence[Aim], moved: Moved) -> str:
    """Of 5 aims, three are better than in 2024/25 and two worse. None of the five with a target has reached it."""
    held = {f"better {than_words(every)}": moved.better, "worse": moved.worse, "the same": moved.same}
    held |= {"too close to tell": moved.unsure, "changed, with no way said to be better": moved.unsaid}
    first, *rest = [(wording.spelled(many), name) for name, many in held.items() if many]
    verb = "is" if first[0] == "one" else "are"
    told = wording.listed([f"{first[0]} {verb} {first[1]}", *(" ".join(part) for part in rest)])
    return f"Of {wording.count(len(every), 'aim')}, {told}.{_baselines(every)}{_targets(every)}"


def _baselines(every: Sequence[Aim]) -> str:
    """Return how many are better than their baseline, where that is another number than the one before; "" else."""
    held = [way for aim in every if (way := measure.since_baseline(aim)) is not None]
    if not held:
        return ""
    return f" {wording.capital(wording.out_of(sum(held), len(held)))} {'is' if sum(held) == 1 else 'are'} better than the baseline."


def _targets(every: Sequence[Aim]) -> str:
    held = [(done, aim) for aim in every if (done := measure.reached(aim)) is not None]
    judged = [done for done, _ in held]
    if not judged:
        return ""
    periods = {str(aim.given(ValueRole.TARGET)[-1].period) for done, aim in held if not done} - {""}
    ahead = f"; the target{'s are' if len(judged) > 1 else ' is'} for {min(periods)}" if len(periods) == 1 else ""
    many = wording.capital(wording.spelled(sum(judged))) if any(judged) else "None"
    return f" {many} of the {wording.spelled(len(judged))} with a target {'have' if sum(judged) > 1 else 'has'} reached it{ahead}."


def answer_words(council: Council) -> str:
    """Return the answer: that it cannot be judged where nothing is measured; else the numbers, with what changed."""
    every = measure.aims(council)
    found = measure.judged(every)
    added = wording.count(len(measure.national(council)), "national measure")
    beside = (
        f" {added} {'is' if added.startswith('1 ') else 'are'} shown with published values."
        if not added.startswith("0")
        else ""
    )
    if not found.aims:
        return f"No paper published by then says what should come of it.{beside}"
    if not found.with_number:
        return (
            f"The papers cannot show it. {judged_title(found)}; {found.with_direction} say which way is better.{beside}"
        )
    moved = measure.moved(every)
    if moved.changes * 2 >= found.aims:
        return f"{moved_answer(every, moved)}{beside}"
    told = []
    for aim in every:
        now, step = measure.latest(aim), measure.change(aim)
        if now:
            said = step_words(aim, step) if step else value_words(now)
            told.append(f"{measured(aim)}: {said}.")
    return f"Little can be judged. {judged_title(found)}. {' '.join(told)}{beside}"
