"""The closed lists of the dataset: the only words that some columns may hold."""

from enum import StrEnum


class Visibility(StrEnum):
    """Who may see a row: anyone, or members only, with the paragraph of Schedule 12A, Local Government Act 1972."""

    PUBLIC = "public"
    EXEMPT_1 = "exempt-12A-1"
    EXEMPT_2 = "exempt-12A-2"
    EXEMPT_3 = "exempt-12A-3"
    EXEMPT_4 = "exempt-12A-4"
    EXEMPT_5 = "exempt-12A-5"
    EXEMPT_6 = "exempt-12A-6"
    EXEMPT_7 = "exempt-12A-7"


class Qualifier(StrEnum):
    """How a paper hedges a number."""

    ABOUT = "about"
    AT_LEAST = "at least"
    AT_MOST = "at most"
    MORE_THAN = "more than"
    LESS_THAN = "less than"
    AVERAGE = "average"
    PROJECTED = "projected"
    ESTIMATED = "estimated"
    ASSUMED = "assumed"


class DocumentKind(StrEnum):
    STRATEGY = "strategy"
    COMMITTEE_REPORT = "committee report"
    MINUTES = "minutes"
    ACTION_PLAN = "action plan"
    DATA_RETURN = "data return"
    RETURN = "return"  # what officers report themselves, confirmed by a role: no paper of a committee
    OFFICIAL_STATISTICS = "official statistics"  # published figures: known from their day, and no paper of the council
    REFERENCE = "reference"  # official lists: not news, shown at every as-at date


class Coverage(StrEnum):
    """Of which actions a report speaks: only where it speaks of all does silence about one say anything."""

    ALL = "all actions"
    OUTSTANDING = "outstanding actions only"
    SOME = "some actions"


class PublishedBasis(StrEnum):
    STATED = "stated"
    INFERRED = "inferred"
    NOT_APPLICABLE = "not applicable"


class IntentionKind(StrEnum):
    COMMISSIONING_INTENTION = "commissioning intention"  # what a strategy says the council will do
    REPORTED_ACTIVITY = "reported activity"  # a line that a progress report gives a status for
    ACTION_PLAN_TASK = "action plan task"
    INTERNAL_DEVELOPMENT = "internal service development"
    KEY_DATE = "key date"
    DELIVERY_STEP = "delivery step"  # a step of a delivery plan that is not numbered as an action
    PROPOSED_ACTION = "proposed action"


class Adoption(StrEnum):
    ADOPTED = "adopted"
    PROPOSED = "proposed"


class ReportedStatus(StrEnum):
    """A council's own word. Nothing here is ever derived."""

    COMPLETE = "complete"
    ONGOING = "ongoing"
    ON_TRACK = "on track"
    AT_RISK = "at risk"
    DELAYED = "delayed"
    NOT_STARTED = "not started"
    PAUSED = "paused"
    STOPPED = "stopped"
    NOT_ACHIEVED = "not achieved"


class WordMeaning(StrEnum):
    """What a council's own status word stands for: one of our closed words, or none of them."""

    COMPLETE = "complete"
    ONGOING = "ongoing"
    ON_TRACK = "on track"
    AT_RISK = "at risk"
    DELAYED = "delayed"
    NOT_STARTED = "not started"
    PAUSED = "paused"
    STOPPED = "stopped"
    NOT_ACHIEVED = "not achieved"
    NONE_OF_OURS = "none of ours"


class Judge(StrEnum):
    """Whose judgement a reported status is."""

    OFFICER = "officer's proposal"
    COMMITTEE = "committee's confirmation"


class DueSense(StrEnum):
    """What a date says about the work (rules of the domain, section 1)."""

    EVENT = "event"
    FINISH = "finish"
    FINISH_WITHIN = "finish within"
    START = "start"
    DEADLINE = "deadline"
    SPAN = "span"
    MONTH = "month"
    REMAINDER = "remainder"
    VAGUE = "vague"
    CONDITIONAL = "conditional"
    NOT_UNDERSTOOD = "not understood"


class LinkRelation(StrEnum):
    REPORTED_AS = "reported as"  # a strategy's intention, and the activity that a report gives its progress under
    DEPENDS_ON = "depends on"
    RESTATED_AS = "restated as"  # the same intention again in a later paper


class Became(StrEnum):
    """What became of an intention in a later paper."""

    CARRIED_ON = "carried on as"
    MERGED = "merged into"
    SPLIT = "split into"
    REPLACED = "replaced by"
    DROPPED = "dropped"

    @property
    def past(self) -> str:
        """The same of several, after a number: two carried on."""
        return str(self).removesuffix(" as").removesuffix(" into").removesuffix(" by")


class Basis(StrEnum):
    STATED = "stated"
    OUR_READING = "our reading"


class ProviderKind(StrEnum):
    ALL = "all"
    INTERNAL = "internal"  # run by the council or a company it owns
    EXTERNAL = "external"  # independent sector: private, voluntary, charity
    DIRECT_PAYMENT = "direct payment"
    COMMUNITY = "community"
    BOTH = "internal and external"
    TRANSPORT = "transport"


class PaperReaders(StrEnum):
    """Who may read the file of a kept paper here."""

    COUNCIL = "the council"  # it is in no public copy, and on no site
    EVERYBODY = "everybody"


class MoneyBasis(StrEnum):
    BUDGET = "budget"
    SPEND = "spend"
    STATEMENT = "statement"


class Included(StrEnum):
    YES = "yes"
    NO = "no"
    NOT_STATED = "not stated"


class SavingKind(StrEnum):
    PLANNED = "planned"
    DELIVERED = "delivered"
    PER_PERSON = "per person"
    NONE_PLANNED = "none planned"  # a paper says so: no claim, and no zero


class Accumulation(StrEnum):
    IN_YEAR = "in year"
    TOTAL = "total"
    NOT_APPLICABLE = "not applicable"


class LevelKind(StrEnum):
    LEVEL = "level"
    TIER = "tier"
    ELEMENT = "element"


class SupportLevel(StrEnum):
    """One frame of levels of support, on which councils' own models can be read side by side; lightest first."""

    COMMUNITY = "community and prevention"
    SHORT_TERM = "short-term enablement"
    LONGER = "longer personalised support"
    SPECIALIST = "specialist long-term support"


class ServiceKind(StrEnum):
    SERVICE = "service"
    SITE = "site"
    PROVIDER = "provider"
    PARTNER = "partner"
    PROJECT = "project"
    INFORMATION = "information"


class OutcomeKind(StrEnum):
    OUTCOME = "outcome"
    SUCCESS_MEASURE = "success measure"
    ASPIRATION = "aspiration"
    OBJECTIVE = "objective"
    QUALITY_STANDARD = "quality standard"
    NATIONAL_MEASURE = "national measure"  # of the Adult Social Care Outcomes Framework, with its published values


class Direction(StrEnum):
    HIGHER = "higher is better"
    LOWER = "lower is better"
    MAINTAIN = "keep as it is"
    NOT_STATED = "not stated"


class ValueRole(StrEnum):
    BASELINE = "baseline"
    PREVIOUS = "previous"
    LATEST = "latest"
    TARGET = "target"
    COMPARATOR = "comparator"


class NationalMatch(StrEnum):
    """How an outcome relates to the national measure of its ascof_code."""

    ITSELF = "the measure itself"
    NAMED = "named by the paper"
    OUR_READING = "our reading"  # the paper's words are the measure's, but it names no code
    OTHER = "not the same measure"  # one subject, another question or definition: never in one chart


class Shorthand(StrEnum):
    """Why a published cell holds no number: the Government Statistical Service's [c], [x], [z] and [low]."""

    HIDDEN = "hidden"
    NOT_AVAILABLE = "not available"
    NOT_APPLICABLE = "not applicable"
    LOW = "low"


class Audience(StrEnum):
    PEOPLE_WHO_USE_SERVICES = "people who use services"
    CARERS = "carers"
    RESIDENTS = "residents"
    PEOPLE_AND_CARERS = "people who use services and carers"
    PROVIDERS = "providers"
    STAFF = "staff"
    EVERYONE = "people, carers, providers and staff"
    MEMBERS = "members"
    PARTNERS = "partners"


class AnswerKind(StrEnum):
    SINGLE = "one answer"
    MULTIPLE = "several answers"
    AGREEMENT = "agreement scale"


class EngagementState(StrEnum):
    HELD = "held"
    UNDER_WAY = "under way"
    PLANNED = "planned"
    IN_ALL = "in all"  # several of the others together, as a paper counts them


class VoiceKind(StrEnum):
    I_STATEMENT = "I statement"
    VALUED = "valued"
    BARRIER = "barrier"
    ISSUE = "issue raised"
    WISH = "wish"
    THEME = "theme"


class SeriesKind(StrEnum):
    COUNT = "count"
    PROJECTION = "projection"
    GROWTH = "growth"


class RiskTerm(StrEnum):
    INHERENT = "inherent"
    CURRENT = "current"
    RESIDUAL = "residual"
    TARGET = "target"


class RiskBasis(StrEnum):
    BEFORE_CONTROLS = "before controls"
    WITH_CONTROLS = "with today's controls"
    AFTER_PROPOSAL = "after the proposal"
    WANTED = "wanted"


class Axis(StrEnum):
    IMPACT = "impact"
    LIKELIHOOD = "likelihood"


class Evidence(StrEnum):
    """How far the effect of a mitigation is shown."""

    NONE_STATED = "none stated"
    DESIGNED = "designed"
    IN_PLACE = "in place"
    TESTED = "tested"


class RecommendationKind(StrEnum):
    """Who asks whom: officers a committee, scrutiny the council, or a national body all councils."""

    DECISION = "decision asked for"
    SCRUTINY = "scrutiny recommendation"
    NATIONAL = "national recommendation"


class Response(StrEnum):
    ACCEPTED = "accepted"
    IN_PART = "in part"
    REJECTED = "rejected"
    NONE_STATED = "none stated"


class ImplicationTopic(StrEnum):
    FINANCIAL = "financial"
    LEGAL = "legal"
    EQUALITY = "equality"
    HUMAN_RESOURCES = "human resources"
    RISK = "risk"
    POLICY = "policy"
    CLIMATE = "climate"
    WELLBEING = "wellbeing"
    RURAL = "rural"
    CHILDREN = "children and young people"
    PUBLIC_HEALTH = "public health"
    CONSTITUTIONAL = "constitutional"
    BACKGROUND = "background papers"
    OTHER = "other"


class AreaFinding(StrEnum):
    OVER = "over-represented"
    UNDER = "under-represented"


class ConflictGrade(StrEnum):
    ROUNDING = "rounding"
    DEFINITION = "definition"
    CONFLICT = "conflict"
    CITATION = "citation"
    DISCLOSURE = "disclosure"
