"""The plan: papers, intentions, what was reported about them, and what was asked for."""

from dayops_dash.dataset.schema import (
    WEB_ADDRESS,
    Column,
    Fact,
    Table,
    choice,
    day,
    integer,
    key,
    number,
    reference,
    text,
)
from dayops_dash.dataset.tables.shared import SOURCE
from dayops_dash.dataset.vocabulary import (
    Adoption,
    Basis,
    Became,
    ConflictGrade,
    Coverage,
    DocumentKind,
    DueSense,
    ImplicationTopic,
    IntentionKind,
    Judge,
    LinkRelation,
    PublishedBasis,
    RecommendationKind,
    ReportedStatus,
    Response,
    Visibility,
    WordMeaning,
)

DOCUMENTS = Table(
    "documents",
    "Papers",
    "One row a paper or published source. A row of any table was known from its paper's published_on.",
    (
        key("document_id"),
        text("title", "Title as printed.", required=True),
        choice("kind", DocumentKind, "What sort of paper."),
        text("body", "Committee or organisation that it was made for or by."),
        text("published_as_written", "The date as the paper, or another paper, gives it."),
        text("published_edtf", "The same as an EDTF interval."),
        day(
            "published_on", "The day from which its rows count as known: the interval's last day. Empty for reference."
        ),
        choice("published_basis", PublishedBasis, "Whether the date is stated or inferred (the note says from what)."),
        day("meeting_on", "The day of the meeting that the paper was made for, where there was one."),
        day("first_published_on", "The day on which the paper was put on the council's site, where it says so."),
        Column(
            "url",
            "string",
            "Where the paper stands for everybody to read: an address that begins with https.",
            pattern=f"^{WEB_ADDRESS}$",
        ),
        text("covers", "Years that the paper covers, as written."),
        choice(
            "coverage",
            Coverage,
            "Of which actions it speaks, where it says so: silence about another then says nothing. Empty counts as all.",
            required=False,
        ),
        text(
            "confirmed_by_role", "The role that confirmed a return, or what was read of a paper; never a person's name."
        ),
        text("checked_by_role", "The role that looked at it a second time, row by row; never a person's name."),
        text("agenda_item", "Agenda item, as written."),
        text("areas_affected", "Wards or divisions that the paper says are affected."),
        text("licence", "Licence under which its figures are used here."),
        text("locator", "Where the paper gives its title and date.", required=True),
        choice("visibility", Visibility, "Who may see the row."),
        text("note", "What a reader should know, in our words."),
    ),
    (
        Fact("title", "=paper", subject="kind", period="covers"),
        Fact(
            "published_on",
            "=published",
            subject="title",
            as_written="published_as_written",
            qualifier="published_basis",
        ),
        Fact("body", "=body", subject="title"),
        Fact("confirmed_by_role", "=confirmed by", subject="title"),
        Fact("agenda_item", "=agenda item", subject="title"),
        Fact("areas_affected", "=areas affected", subject="title"),
    ),
    sourced=False,
)

INTENTIONS = Table(
    "intentions",
    "Intentions",
    "One row a thing that the council says it will do: an intention, an action, a task, a development or a key date.",
    (
        key("intention_id"),
        reference("parent_id", "intentions", "The intention that this is a part of."),
        choice("kind", IntentionKind, "What sort of intention."),
        text("reference", "The paper's own reference: a, 5.12.2."),
        integer("position", "Order in the paper, from 1.", required=True, minimum=1),
        text("title", "The paper's title or short phrase, else ours.", required=True),
        text("summary", "What it is about, in our words."),
        text("theme", "The heading that the paper puts it under."),
        text("priority", "Priority as the paper gives it."),
        reference("level_id", "levels", "The level or tier of support that it is for."),
        text("owner_role", "The role or body that owns it; never a person's name."),
        choice(
            "adoption",
            Adoption,
            "Whether the paper says that it was adopted, or only proposes it; empty where it does not say.",
            required=False,
        ),
        *SOURCE,
    ),
    (
        Fact("title", "kind", subject="theme", as_written="reference"),
        Fact("summary", "=summary", subject="title"),
        Fact("owner_role", "=owner", subject="title"),
        Fact("priority", "=priority", subject="title"),
    ),
)

UPDATES = Table(
    "updates",
    "Updates",
    "One row for each time that a paper says how an intention stands or when it is due. Empty status: none reported.",
    (
        key("update_id"),
        reference("intention_id", "intentions", "The intention.", required=True),
        choice("reported_status", ReportedStatus, "The status reported.", required=False),
        text("status_as_written", "The paper's word for it."),
        day("status_on", "The day that the status is of, where it is not the paper's own."),
        choice("judged", Judge, "Whose judgement the status is, where that is known.", required=False),
        number("complete_pct", "Per cent complete, as reported. No status is made of it."),
        text("rag_as_written", "The rating in the council's word, such as Amber. No status is made of it."),
        text("completed_as_written", "When it was completed, as written."),
        text("completed_edtf", "The same as an EDTF interval."),
        text("completion_test", "What counted as complete: whose test it was."),
        text("due_as_written", "When it is due, as written."),
        text("due_edtf", "The same as an EDTF interval; empty where the words give none."),
        choice("due_sense", DueSense, "What the date says about the work.", required=False),
        text("progress_note", "What the paper says of progress, in our words."),
        text("next_steps", "What it says comes next, in our words."),
        *SOURCE,
    ),
    (
        Fact("reported_status", "=reported status", subject="intention_id", as_written="status_as_written"),
        Fact("completed_edtf", "=completed", subject="intention_id", as_written="completed_as_written"),
        Fact("completion_test", "=completion test", subject="intention_id"),
        Fact("due_as_written", "=due, as written", subject="intention_id", qualifier="due_sense"),
        Fact("due_edtf", "=due", subject="intention_id", as_written="due_as_written", qualifier="due_sense"),
        Fact("progress_note", "=progress", subject="intention_id"),
        Fact("next_steps", "=next steps", subject="intention_id"),
        Fact("complete_pct", "=complete", "=%", "intention_id"),
        Fact("rag_as_written", "=rating", subject="intention_id"),
    ),
    one_of=(
        *("reported_status", "status_as_written", "due_as_written", "progress_note", "next_steps"),
        *("complete_pct", "rag_as_written"),
    ),
)

STATUS_WORDS = Table(
    "status_words",
    "Words for status",
    "One row a word that the council uses for how an action stands, and which of our words it stands for. Mapped once.",
    (
        key("status_word_id"),
        text("word", "The council's word.", required=True),
        choice("stands_for", WordMeaning, "The word of ours that it stands for, or none of ours."),
        text("definition", "What the council means by it, as it says."),
        *SOURCE,
    ),
    (
        Fact("stands_for", "=stands for", subject="word"),
        Fact("definition", "=definition", subject="word"),
    ),
)

INTENTION_LINKS = Table(
    "intention_links",
    "Links between intentions",
    "One row a link: the crosswalk from a strategy's intention to a report's activity, and what depends on what.",
    (
        key("link_id"),
        reference("from_intention_id", "intentions", "The earlier or dependent intention.", required=True),
        choice("relation", LinkRelation, "How the two are linked."),
        reference("to_intention_id", "intentions", "The later intention, or the one depended on.", required=True),
        choice("basis", Basis, "Whether a paper states the link or we read it so."),
        *SOURCE,
    ),
    (Fact("to_intention_id", "relation", subject="from_intention_id", qualifier="basis"),),
)

DESCENTS = Table(
    "descents",
    "What became of intentions",
    "One row a step of an intention's line of descent: under which reference a later paper carries it on, or that it was dropped and why.",
    (
        key("descent_id"),
        reference("from_intention_id", "intentions", "The earlier intention.", required=True),
        choice("became", Became, "What became of it. Merged and split intentions have a row for each of the others."),
        reference("to_intention_id", "intentions", "The later intention; empty where it was dropped."),
        text("reason", "Why, in our words; needed where it was dropped."),
        choice("basis", Basis, "Whether a paper states it or we read it so."),
        *SOURCE,
    ),
    (
        Fact("to_intention_id", "became", subject="from_intention_id", qualifier="basis"),
        Fact("reason", "=reason", subject="from_intention_id", qualifier="became"),
    ),
)

ANSWER = (
    choice("response", Response, "The answer given."),
    text("action", "What was done, in our words."),
    text("lead_role", "The role that leads."),
    text("status", "Status as written."),
    text("evidence", "What the paper gives to show it, in our words."),
)

RECOMMENDATIONS = Table(
    "recommendations",
    "Recommendations",
    "One row a recommendation or a decision asked for, as scrutiny offices keep them.",
    (
        key("recommendation_id"),
        choice("kind", RecommendationKind, "Who asks whom."),
        text("reference", "Number in the paper."),
        text("committee", "Who it is put to, or who made it.", required=True),
        text("summary", "What is asked, in our words.", required=True),
        text("asked_of", "Who is asked to act."),
        integer("number_stated", "How many recommendations this row stands for, where texts are not in the paper."),
        text("made_as_written", "When it was made, as written, where that is not the paper's own date."),
        text("made_edtf", "The same as an EDTF interval."),
        *ANSWER,
        *SOURCE,
    ),
    (
        Fact("summary", "kind", subject="committee", period="made_as_written", as_written="reference"),
        Fact("number_stated", "=number of recommendations", "=recommendations", subject="committee"),
        Fact("asked_of", "=asked of", subject="summary"),
        Fact("made_edtf", "=made", subject="summary", as_written="made_as_written"),
        Fact("response", "=response", subject="summary"),
        Fact("action", "=action", subject="summary"),
        Fact("status", "=status", subject="summary"),
    ),
)

RECOMMENDATION_UPDATES = Table(
    "recommendation_updates",
    "What became of recommendations",
    "One row for each time that a later paper says what became of a recommendation.",
    (
        key("recommendation_update_id"),
        reference("recommendation_id", "recommendations", "The recommendation.", required=True),
        *ANSWER,
        *SOURCE,
    ),
    (
        Fact("response", "=response", subject="recommendation_id"),
        Fact("action", "=action", subject="recommendation_id"),
        Fact("status", "=status", subject="recommendation_id"),
        Fact("evidence", "=evidence", subject="recommendation_id"),
    ),
)

RECOMMENDATION_LINKS = Table(
    "recommendation_links",
    "Recommendations and intentions",
    "One row an intention that a recommendation is about.",
    (
        key("recommendation_link_id"),
        reference("recommendation_id", "recommendations", "The recommendation.", required=True),
        reference("intention_id", "intentions", "The intention.", required=True),
        choice("basis", Basis, "Whether a paper states the link or we read it so."),
        *SOURCE,
    ),
    (Fact("intention_id", "=is about", subject="recommendation_id", qualifier="basis"),),
)

OPTIONS = Table(
    "options",
    "Options considered",
    "One row an option that the paper weighed.",
    (
        key("option_id"),
        text("title", "The option.", required=True),
        choice("recommended", Response, "Whether the paper recommends it (accepted) or not (rejected)."),
        text("reason", "The paper's reason, in our words."),
        *SOURCE,
    ),
    (
        Fact("title", "=option considered", subject="recommended"),
        Fact("recommended", "=recommended", subject="title"),
        Fact("reason", "=reason", subject="title"),
    ),
)

IMPLICATIONS = Table(
    "implications",
    "Implications",
    "One row a statement of an implication (financial, legal, equality and so on) that a report must give.",
    (
        key("implication_id"),
        choice("topic", ImplicationTopic, "What it is about."),
        text("statement", "What the paper says, in our words.", required=True),
        *SOURCE,
    ),
    (Fact("statement", "=implication", subject="topic"),),
)

CONFLICTS = Table(
    "conflicts",
    "Conflicts",
    "One row a place where papers disagree in words or in figures, both sides with their places. "
    "Sums that fail are found by the checks and need no row.",
    (
        key("conflict_id"),
        text("title", "What disagrees.", required=True),
        choice("grade", ConflictGrade, "What sort of disagreement."),
        text("says", "The one side, in few words.", required=True),
        text("other_says", "The other side, in few words.", required=True),
        reference("other_document_id", "documents", "The other side's paper.", required=True),
        text("other_locator", "The other side's place in its paper.", required=True),
        reference("settled_document_id", "documents", "The later paper that settles it; empty while it stands."),
        text("settled_locator", "Where that paper settles it."),
        *SOURCE,
    ),
    (
        Fact("says", "=one side", subject="title", qualifier="grade"),
        Fact(
            "other_says",
            "=other side",
            subject="title",
            qualifier="grade",
            document="other_document_id",
            locator="other_locator",
        ),
    ),
)

TABLES = (
    DOCUMENTS,
    INTENTIONS,
    UPDATES,
    STATUS_WORDS,
    INTENTION_LINKS,
    DESCENTS,
    RECOMMENDATIONS,
    RECOMMENDATION_UPDATES,
    RECOMMENDATION_LINKS,
    OPTIONS,
    IMPLICATIONS,
    CONFLICTS,
)
