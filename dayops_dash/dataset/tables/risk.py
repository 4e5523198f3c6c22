"""Risks, their scores, the scales they are scored on, and what is done about them."""

from dayops_dash.dataset.schema import Fact, Table, choice, integer, key, reference, text
from dayops_dash.dataset.tables.shared import SOURCE
from dayops_dash.dataset.vocabulary import Axis, Evidence, RiskBasis, RiskTerm

RISKS = Table(
    "risks",
    "Risks",
    "One row a risk. A risk without a row in risk_scores is not scored: never zero, never green.",
    (
        key("risk_id"),
        integer("position", "Order in the paper, from 1.", required=True, minimum=1),
        text("title", "The risk in few words.", required=True),
        text("cause", "Cause, in our words."),
        text("event", "Event, in our words."),
        text("effect", "Effect, in our words."),
        text("owner_role", "The role that owns it."),
        text("appetite", "How much of this risk the council says it will take, as written."),
        *SOURCE,
    ),
    (
        Fact("title", "=risk", subject="event"),
        Fact("cause", "=cause", subject="title"),
        Fact("effect", "=effect", subject="title"),
        Fact("owner_role", "=owner", subject="title"),
        Fact("appetite", "=appetite", subject="title"),
    ),
)

RISK_SCORES = Table(
    "risk_scores",
    "Risk scores",
    "One row a score of a risk each time that a paper gives it, both axes kept. A score in numbers must be impact times likelihood.",
    (
        key("risk_score_id"),
        reference("risk_id", "risks", "The risk.", required=True),
        choice("term", RiskTerm, "The term as the council uses it."),
        choice("basis", RiskBasis, "What the score assumes."),
        integer("impact", "Impact.", required=True, minimum=1),
        text("impact_word", "Impact in the council's word."),
        integer("likelihood", "Likelihood.", required=True, minimum=1),
        text("likelihood_word", "Likelihood in the council's word."),
        integer("score", "The score as printed, where it is a number.", minimum=1),
        text("rating", "The rating as printed, where it is in letters: B2, the letters of the two steps."),
        text("band", "The council's band; empty where it states none."),
        text("reason", "The paper's reason, in our words."),
        text("scored_as_written", "When it was scored, as written, where that is not the paper's own date."),
        text("scored_edtf", "The same as an EDTF interval."),
        *SOURCE,
    ),
    (
        Fact("score", "term", "=score", "risk_id", period="scored_as_written", qualifier="basis"),
        Fact("rating", "term", subject="risk_id", period="scored_as_written", qualifier="basis"),
        Fact("impact", "=impact", "=score", "risk_id", "term", "impact_word"),
        Fact("likelihood", "=likelihood", "=score", "risk_id", "term", "likelihood_word"),
        Fact("band", "=band", subject="risk_id", period="term"),
    ),
    one_of=("score", "rating"),
)

RISK_AXES = Table(
    "risk_axes",
    "Risk axes",
    "One row an axis of the council's risk matrix: its name, how many steps it has, and which of the two comes first.",
    (
        key("risk_axis_id"),
        choice("axis", Axis, "Impact or likelihood."),
        text("title", "The council's name for it: Impact, Consequence, Probability.", required=True),
        integer(
            "position",
            "1 for the axis that the paper gives first, drawn down the side; 2 for the other.",
            required=True,
            minimum=1,
        ),
        integer("steps", "How many steps it has; empty where no paper says so.", minimum=1),
        *SOURCE,
    ),
    (
        Fact("title", "=name of the axis", subject="axis"),
        Fact("steps", "=steps of the axis", "=steps", "axis"),
    ),
)

RISK_SCALES = Table(
    "risk_scales",
    "Risk scales",
    "One row a step of the council's risk matrix: the number and the council's word. Only steps that a paper states.",
    (
        key("risk_scale_id"),
        choice("axis", Axis, "Impact or likelihood."),
        integer("step", "The number; for letters their place from the lowest, 1.", required=True, minimum=1),
        text("symbol", "What the council prints for the step, where it is not the number: A, IV."),
        text("word", "The council's word.", required=True),
        *SOURCE,
    ),
    (Fact("step", "axis", "=score", "word"),),
)

RISK_BANDS = Table(
    "risk_bands",
    "Risk bands",
    "One row a band of scores that the council states.",
    (
        key("risk_band_id"),
        text("band", "The council's word.", required=True),
        integer("lowest_score", "Lowest score in the band.", required=True, minimum=1),
        integer("highest_score", "Highest score in the band.", required=True, minimum=1),
        *SOURCE,
    ),
    (Fact("lowest_score", "=band starts", "=score", "band"), Fact("highest_score", "=band ends", "=score", "band")),
)

MITIGATIONS = Table(
    "mitigations",
    "Mitigations",
    "One row a thing done or planned about a risk.",
    (
        key("mitigation_id"),
        reference("risk_id", "risks", "The risk.", required=True),
        integer("position", "Order in the paper, from 1.", required=True, minimum=1),
        text("title", "What is done, in our words.", required=True),
        reference("intention_id", "intentions", "The intention that it is part of."),
        text("owner_role", "The role that owns it."),
        text("due_as_written", "When, as written."),
        text("due_edtf", "The same as an EDTF interval."),
        text("status", "Status as written."),
        choice("evidence", Evidence, "How far its effect is shown."),
        *SOURCE,
    ),
    (
        Fact("title", "=mitigation", subject="risk_id", qualifier="evidence"),
        Fact("owner_role", "=owner", subject="title"),
        Fact("status", "=status", subject="title"),
        Fact("due_edtf", "=due", subject="title", as_written="due_as_written"),
    ),
)

TABLES = (RISKS, RISK_SCORES, RISK_AXES, RISK_SCALES, RISK_BANDS, MITIGATIONS)
