"""What was read of returns, as lines of text for the officer who collects them."""

from __future__ import annotations

from collections.abc import Sequence

from dayops_dash import wording
from dayops_dash.desk.proposal import Choice, Proposal, ProposalState
from dayops_dash.desk.reading import ReturnsReading

LONGEST = 70  # characters of a value in a line
TITLES = {
    ProposalState.UNREADABLE: "Cannot be read: say another value, or keep what is published",
    ProposalState.NEEDS_PERSON: "A person decides",
    ProposalState.TAKEN: "Taken",
    ProposalState.SAME: "Nothing new",
}


def report(reading: ReturnsReading) -> list[str]:
    """Return the lines: who has sent and who has not, what was refused, and each proposal under how it stands."""
    counts = {state: len(reading.of(state)) for state in TITLES}
    lines = [
        f"{reading.council}, compared with version {reading.version}, for {reading.paper.title}",
        f"Sent: {'; '.join(reading.sent) or 'nobody'}",
        f"Not sent: {'; '.join(reading.not_sent) or 'nobody is missing'}",
        f"{wording.count(reading.rows_matched, 'row')} matched; "
        + ", ".join(f"{number} {state}" for state, number in counts.items()),
    ]
    lines += [f"Refused: {one}" for one in reading.refused]
    lines += [f"Note: {one}" for one in reading.notes]
    for state, title in TITLES.items():
        if proposals := reading.of(state):
            lines += ["", f"{title} ({len(proposals)})"]
            lines += [line for one in proposals for line in proposal_lines(one)]
    asked = help_needed(reading.proposals)
    return [
        *lines,
        *(["", "Help that is asked for (not published)"] if asked else []),
        *(f"  {line}" for line in asked),
    ]


def proposal_lines(one: Proposal) -> list[str]:
    """Return a proposal as a line with its number and place, and further lines for why and for what to look at."""
    values = f"{_short(one.published)} → {_short(one.proposed)}"
    first = f"  {one.number}. {_short(one.label)}, {one.heading}: {values}  ({one.place})"
    more = [one.reason, *one.warnings] if one.state is not ProposalState.SAME else [*one.warnings]
    decided = [f"Decided: {decision_words(one)}"] if one.decision else []
    return [first, *(f"     {line}" for line in (*more, *decided) if line)]


def decision_words(one: Proposal) -> str:
    """Return what a person decided of a proposal; "" where nobody has."""
    if one.decision is None:
        return ""
    by = f", by {one.decision.by}" if one.decision.by else ""
    value = f": {', '.join(one.decision.value.values())}" if one.decision.choice is Choice.OTHER else ""
    return f"{one.decision.choice}{value}{by}"


def help_needed(proposals: Sequence[Proposal]) -> list[str]:
    """Return the help that people ask for, which is not published."""
    return [
        f"{one.label}: {one.proposed}" for one in proposals if not one.is_public and one.state is ProposalState.TAKEN
    ]


def _short(words: str) -> str:
    plain = wording.clean(" ".join(words.split()))
    return f"“{plain[:LONGEST]}…”" if len(plain) > LONGEST else f"“{plain}”" if plain else "empty"
