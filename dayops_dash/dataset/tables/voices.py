"""What people said: engagement, survey questions and answers, and what was raised."""

from dayops_dash.dataset.schema import Fact, Table, choice, integer, key, number, reference, text
from dayops_dash.dataset.tables.shared import AS_WRITTEN, SOURCE
from dayops_dash.dataset.vocabulary import AnswerKind, Audience, EngagementState, Qualifier, VoiceKind

ENGAGEMENTS = Table(
    "engagements",
    "Engagement",
    "One row a time that people were asked: a survey, a consultation, a group; or an engagement that is planned.",
    (
        key("engagement_id"),
        integer("position", "Order in time, from 1.", required=True, minimum=1),
        text("title", "Its name.", required=True),
        choice("audience", Audience, "Who was asked."),
        text("methods", "How, in our words."),
        choice(
            "state",
            EngagementState,
            "Whether the paper tells of it as held or as under way, or plans it; or counts others together, in all.",
        ),
        text("held_as_written", "When, as written."),
        text("held_edtf", "The same as an EDTF interval."),
        integer("responses", "How many answered or took part."),
        text("responses_as_written", "The same as written."),
        choice("qualifier", Qualifier, "How the paper hedges the number.", required=False),
        *SOURCE,
    ),
    (
        Fact("title", "=engagement", subject="audience", period="held_as_written", qualifier="state"),
        Fact("methods", "=methods", subject="title"),
        Fact("held_edtf", "=held", subject="title", as_written="held_as_written"),
        Fact("responses", "=responses", "=people", "title", "held_as_written", "responses_as_written", "qualifier"),
    ),
)

SURVEY_QUESTIONS = Table(
    "survey_questions",
    "Survey questions",
    "One row a question, with how many answered it where the paper says so.",
    (
        key("question_id"),
        reference("engagement_id", "engagements", "The survey.", required=True),
        integer("position", "Order in the survey, from 1.", required=True, minimum=1),
        text("title", "What was asked, in few words of ours.", required=True),
        choice("audience", Audience, "Who was asked."),
        choice("answer_kind", AnswerKind, "One answer, several, or a scale of agreement."),
        integer("base_count", "How many answered this question; empty where not stated.", minimum=1),
        text("asked_of", "Whom it was asked of, where that is not everyone in the survey, in our words."),
        *SOURCE,
    ),
    (
        Fact("title", "=question", subject="audience"),
        Fact("base_count", "=base", "=people", "title"),
        Fact("asked_of", "=asked of", subject="title"),
    ),
)

SURVEY_ANSWERS = Table(
    "survey_answers",
    "Survey answers",
    "One row a cell: an answer's count, its share, or both.",
    (
        key("answer_id"),
        reference("question_id", "survey_questions", "The question.", required=True),
        integer("position", "Order in the paper, from 1.", required=True, minimum=1),
        text("answer", "The answer as printed.", required=True),
        integer("count", "How many gave it."),
        number("share_pct", "Per cent who gave it, as printed.", minimum=0),
        *AS_WRITTEN,  # of the share; a count is a plain number
        *SOURCE,
    ),
    (
        Fact("count", "answer", "=people", "question_id", "=", "count", "qualifier"),
        Fact("share_pct", "answer", "=%", "question_id", "=", "as_written", "qualifier"),
        Fact("statement", "answer", subject="question_id"),
    ),
    one_of=("count", "share_pct", "statement"),
)

VOICES = Table(
    "voices",
    "What people said",
    "One row a thing that people said in words: what they want to be able to say, what they value, what stands in the way.",
    (
        key("voice_id"),
        reference("engagement_id", "engagements", "Where it was said."),
        choice("kind", VoiceKind, "What sort."),
        choice("audience", Audience, "Who said it."),
        integer("position", "Order in the paper, from 1.", required=True, minimum=1),
        text("words", "The short phrase as printed, or ours.", required=True),
        *SOURCE,
    ),
    (Fact("words", "kind", subject="audience"),),
)

TABLES = (ENGAGEMENTS, SURVEY_QUESTIONS, SURVEY_ANSWERS, VOICES)
