# Written by `python -m dayops_dash tables --types > dayops_dash/dataset/row_types.pyi`, from the schema.
# Text is never missing ("" is empty), and an absent number is NaN: what may be None says so.
from datetime import date
from typing import Final, Literal, overload

from dayops_dash.dataset.rows import ReportedRow, Row

class DocumentsRow(Row):
    title: Final[str]
    kind: Final[str]
    body: Final[str]
    published_as_written: Final[str]
    published_edtf: Final[str]
    published_on: Final[date | None]
    published_basis: Final[str]
    meeting_on: Final[date | None]
    first_published_on: Final[date | None]
    url: Final[str]
    covers: Final[str]
    coverage: Final[str]
    confirmed_by_role: Final[str]
    checked_by_role: Final[str]
    agenda_item: Final[str]
    areas_affected: Final[str]
    licence: Final[str]

class IntentionsRow(ReportedRow):
    intention_id: Final[str]
    parent_id: Final[str]
    kind: Final[str]
    reference: Final[str]
    position: Final[int]
    title: Final[str]
    summary: Final[str]
    theme: Final[str]
    priority: Final[str]
    level_id: Final[str]
    owner_role: Final[str]
    adoption: Final[str]

class UpdatesRow(ReportedRow):
    update_id: Final[str]
    intention_id: Final[str]
    reported_status: Final[str]
    status_as_written: Final[str]
    status_on: Final[date | None]
    judged: Final[str]
    complete_pct: Final[float]
    rag_as_written: Final[str]
    completed_as_written: Final[str]
    completed_edtf: Final[str]
    completion_test: Final[str]
    due_as_written: Final[str]
    due_edtf: Final[str]
    due_sense: Final[str]
    progress_note: Final[str]
    next_steps: Final[str]

class StatusWordsRow(ReportedRow):
    status_word_id: Final[str]
    word: Final[str]
    stands_for: Final[str]
    definition: Final[str]

class IntentionLinksRow(ReportedRow):
    link_id: Final[str]
    from_intention_id: Final[str]
    relation: Final[str]
    to_intention_id: Final[str]
    basis: Final[str]

class DescentsRow(ReportedRow):
    descent_id: Final[str]
    from_intention_id: Final[str]
    became: Final[str]
    to_intention_id: Final[str]
    reason: Final[str]
    basis: Final[str]

class RecommendationsRow(ReportedRow):
    recommendation_id: Final[str]
    kind: Final[str]
    reference: Final[str]
    committee: Final[str]
    summary: Final[str]
    asked_of: Final[str]
    number_stated: Final[int | None]
    made_as_written: Final[str]
    made_edtf: Final[str]
    response: Final[str]
    action: Final[str]
    lead_role: Final[str]
    status: Final[str]
    evidence: Final[str]

class RecommendationUpdatesRow(ReportedRow):
    recommendation_update_id: Final[str]
    recommendation_id: Final[str]
    response: Final[str]
    action: Final[str]
    lead_role: Final[str]
    status: Final[str]
    evidence: Final[str]

class RecommendationLinksRow(ReportedRow):
    recommendation_link_id: Final[str]
    recommendation_id: Final[str]
    intention_id: Final[str]
    basis: Final[str]

class OptionsRow(ReportedRow):
    option_id: Final[str]
    title: Final[str]
    recommended: Final[str]
    reason: Final[str]

class ImplicationsRow(ReportedRow):
    implication_id: Final[str]
    topic: Final[str]
    statement: Final[str]

class ConflictsRow(ReportedRow):
    conflict_id: Final[str]
    title: Final[str]
    grade: Final[str]
    says: Final[str]
    other_says: Final[str]
    other_document_id: Final[str]
    other_locator: Final[str]
    settled_document_id: Final[str]
    settled_locator: Final[str]

class SpendRow(ReportedRow):
    spend_id: Final[str]
    subject: Final[str]
    financial_year: Final[str]
    basis: Final[str]
    provider_kind: Final[str]
    client_group: Final[str]
    amount_gbp: Final[float]
    transport_included: Final[str]
    food_included: Final[str]
    as_written: Final[str]
    qualifier: Final[str]
    statement: Final[str]
    part_of: Final[str]
    share_part: Final[str]
    share_of: Final[str]
    change_from: Final[str]
    change_to: Final[str]

class SavingsRow(ReportedRow):
    saving_id: Final[str]
    subject: Final[str]
    kind: Final[str]
    financial_year: Final[str]
    accumulation: Final[str]
    cash_basis: Final[str]
    amount_gbp: Final[float]
    share_pct: Final[float]
    share_of_spend_id: Final[str]
    as_written: Final[str]
    qualifier: Final[str]
    statement: Final[str]
    part_of: Final[str]
    share_part: Final[str]
    share_of: Final[str]
    change_from: Final[str]
    change_to: Final[str]

class PeopleRow(ReportedRow):
    people_id: Final[str]
    subject: Final[str]
    measure: Final[str]
    period: Final[str]
    value: Final[float]
    unit: Final[str]
    provider_kind: Final[str]
    client_group: Final[str]
    service_id: Final[str]
    breakdown: Final[str]
    group: Final[str]
    base: Final[str]
    comparator_of: Final[str]
    as_written: Final[str]
    qualifier: Final[str]
    statement: Final[str]
    part_of: Final[str]
    share_part: Final[str]
    share_of: Final[str]
    change_from: Final[str]
    change_to: Final[str]

class ContextRow(ReportedRow):
    context_id: Final[str]
    subject: Final[str]
    measure: Final[str]
    place: Final[str]
    period: Final[str]
    value: Final[float]
    unit: Final[str]
    quoted_from: Final[str]
    as_written: Final[str]
    qualifier: Final[str]
    statement: Final[str]
    part_of: Final[str]
    share_part: Final[str]
    share_of: Final[str]
    change_from: Final[str]
    change_to: Final[str]

class LevelsRow(ReportedRow):
    level_id: Final[str]
    model: Final[str]
    kind: Final[str]
    position: Final[int]
    title: Final[str]
    summary: Final[str]
    for_whom: Final[str]
    support_level: Final[str]
    support_level_reason: Final[str]
    other_support_level: Final[str]

class LevelFiguresRow(ReportedRow):
    level_figure_id: Final[str]
    level_id: Final[str]
    measure: Final[str]
    value: Final[float]
    value_to: Final[float]
    unit: Final[str]
    as_written: Final[str]
    qualifier: Final[str]
    statement: Final[str]

class OutcomesRow(ReportedRow):
    outcome_id: Final[str]
    kind: Final[str]
    position: Final[int]
    title: Final[str]
    direction: Final[str]
    definition: Final[str]
    ascof_code: Final[str]
    ascof_framework_year: Final[str]
    ascof_match: Final[str]

class OutcomeValuesRow(ReportedRow):
    outcome_value_id: Final[str]
    outcome_id: Final[str]
    role: Final[str]
    period: Final[str]
    place: Final[str]
    value: Final[float]
    unit: Final[str]
    shorthand: Final[str]
    margin_of_error: Final[float]
    base_count: Final[int | None]
    as_written: Final[str]
    qualifier: Final[str]
    statement: Final[str]

class ProjectionsRow(ReportedRow):
    projection_id: Final[str]
    subject: Final[str]
    age_band: Final[str]
    period: Final[str]
    kind: Final[str]
    value: Final[float]
    unit: Final[str]
    place: Final[str]
    quoted_from: Final[str]
    as_written: Final[str]
    qualifier: Final[str]
    statement: Final[str]
    part_of: Final[str]
    share_part: Final[str]
    share_of: Final[str]
    change_from: Final[str]
    change_to: Final[str]

class EngagementsRow(ReportedRow):
    engagement_id: Final[str]
    position: Final[int]
    title: Final[str]
    audience: Final[str]
    methods: Final[str]
    state: Final[str]
    held_as_written: Final[str]
    held_edtf: Final[str]
    responses: Final[int | None]
    responses_as_written: Final[str]
    qualifier: Final[str]

class SurveyQuestionsRow(ReportedRow):
    question_id: Final[str]
    engagement_id: Final[str]
    position: Final[int]
    title: Final[str]
    audience: Final[str]
    answer_kind: Final[str]
    base_count: Final[int | None]
    asked_of: Final[str]

class SurveyAnswersRow(ReportedRow):
    answer_id: Final[str]
    question_id: Final[str]
    position: Final[int]
    answer: Final[str]
    count: Final[int | None]
    share_pct: Final[float]
    as_written: Final[str]
    qualifier: Final[str]
    statement: Final[str]

class VoicesRow(ReportedRow):
    voice_id: Final[str]
    engagement_id: Final[str]
    kind: Final[str]
    audience: Final[str]
    position: Final[int]
    words: Final[str]

class RisksRow(ReportedRow):
    risk_id: Final[str]
    position: Final[int]
    title: Final[str]
    cause: Final[str]
    event: Final[str]
    effect: Final[str]
    owner_role: Final[str]
    appetite: Final[str]

class RiskScoresRow(ReportedRow):
    risk_score_id: Final[str]
    risk_id: Final[str]
    term: Final[str]
    basis: Final[str]
    impact: Final[int]
    impact_word: Final[str]
    likelihood: Final[int]
    likelihood_word: Final[str]
    score: Final[int | None]
    rating: Final[str]
    band: Final[str]
    reason: Final[str]
    scored_as_written: Final[str]
    scored_edtf: Final[str]

class RiskAxesRow(ReportedRow):
    risk_axis_id: Final[str]
    axis: Final[str]
    title: Final[str]
    position: Final[int]
    steps: Final[int | None]

class RiskScalesRow(ReportedRow):
    risk_scale_id: Final[str]
    axis: Final[str]
    step: Final[int]
    symbol: Final[str]
    word: Final[str]

class RiskBandsRow(ReportedRow):
    risk_band_id: Final[str]
    band: Final[str]
    lowest_score: Final[int]
    highest_score: Final[int]

class MitigationsRow(ReportedRow):
    mitigation_id: Final[str]
    risk_id: Final[str]
    position: Final[int]
    title: Final[str]
    intention_id: Final[str]
    owner_role: Final[str]
    due_as_written: Final[str]
    due_edtf: Final[str]
    status: Final[str]
    evidence: Final[str]

class ServicesRow(ReportedRow):
    service_id: Final[str]
    parent_id: Final[str]
    kind: Final[str]
    title: Final[str]
    summary: Final[str]
    provider_kind: Final[str]
    client_group: Final[str]
    place: Final[str]
    area_code: Final[str]

class AreasRow(ReportedRow):
    area_code: Final[str]
    area_name: Final[str]
    area_type: Final[str]
    boundary_vintage: Final[str]
    population: Final[int | None]
    aged_65_and_over: Final[int | None]
    deprivation_order: Final[int | None]
    population_period: Final[str]
    population_source: Final[str]
    longitude: Final[float]
    latitude: Final[float]
    tile_column: Final[int | None]
    tile_row: Final[int | None]

class AreaFindingsRow(ReportedRow):
    area_finding_id: Final[str]
    area_code: Final[str]
    measure: Final[str]
    finding: Final[str]

class ReachRow(ReportedRow):
    reach_id: Final[str]
    measure: Final[str]
    area_code: Final[str]
    breakdown: Final[str]
    group: Final[str]
    snapshot_on: Final[date]
    value: Final[float]
    shorthand: Final[str]
    unit: Final[str]

class GlossaryRow(ReportedRow):
    term_id: Final[str]
    term: Final[str]
    meaning: Final[str]

class PrintedNumbersRow(ReportedRow):
    printed_id: Final[str]
    as_written: Final[str]

class PaperPagesRow(ReportedRow):
    paper_page_id: Final[str]
    page: Final[int]

class KeptPapersRow(ReportedRow):
    kept_paper_id: Final[str]
    file: Final[str]
    open_to: Final[str]

class TypedRows:
    @overload
    def rows(self, name: Literal["documents"]) -> tuple[DocumentsRow, ...]: ...
    @overload
    def rows(self, name: Literal["intentions"]) -> tuple[IntentionsRow, ...]: ...
    @overload
    def rows(self, name: Literal["updates"]) -> tuple[UpdatesRow, ...]: ...
    @overload
    def rows(self, name: Literal["status_words"]) -> tuple[StatusWordsRow, ...]: ...
    @overload
    def rows(self, name: Literal["intention_links"]) -> tuple[IntentionLinksRow, ...]: ...
    @overload
    def rows(self, name: Literal["descents"]) -> tuple[DescentsRow, ...]: ...
    @overload
    def rows(self, name: Literal["recommendations"]) -> tuple[RecommendationsRow, ...]: ...
    @overload
    def rows(self, name: Literal["recommendation_updates"]) -> tuple[RecommendationUpdatesRow, ...]: ...
    @overload
    def rows(self, name: Literal["recommendation_links"]) -> tuple[RecommendationLinksRow, ...]: ...
    @overload
    def rows(self, name: Literal["options"]) -> tuple[OptionsRow, ...]: ...
    @overload
    def rows(self, name: Literal["implications"]) -> tuple[ImplicationsRow, ...]: ...
    @overload
    def rows(self, name: Literal["conflicts"]) -> tuple[ConflictsRow, ...]: ...
    @overload
    def rows(self, name: Literal["spend"]) -> tuple[SpendRow, ...]: ...
    @overload
    def rows(self, name: Literal["savings"]) -> tuple[SavingsRow, ...]: ...
    @overload
    def rows(self, name: Literal["people"]) -> tuple[PeopleRow, ...]: ...
    @overload
    def rows(self, name: Literal["context"]) -> tuple[ContextRow, ...]: ...
    @overload
    def rows(self, name: Literal["levels"]) -> tuple[LevelsRow, ...]: ...
    @overload
    def rows(self, name: Literal["level_figures"]) -> tuple[LevelFiguresRow, ...]: ...
    @overload
    def rows(self, name: Literal["outcomes"]) -> tuple[OutcomesRow, ...]: ...
    @overload
    def rows(self, name: Literal["outcome_values"]) -> tuple[OutcomeValuesRow, ...]: ...
    @overload
    def rows(self, name: Literal["projections"]) -> tuple[ProjectionsRow, ...]: ...
    @overload
    def rows(self, name: Literal["engagements"]) -> tuple[EngagementsRow, ...]: ...
    @overload
    def rows(self, name: Literal["survey_questions"]) -> tuple[SurveyQuestionsRow, ...]: ...
    @overload
    def rows(self, name: Literal["survey_answers"]) -> tuple[SurveyAnswersRow, ...]: ...
    @overload
    def rows(self, name: Literal["voices"]) -> tuple[VoicesRow, ...]: ...
    @overload
    def rows(self, name: Literal["risks"]) -> tuple[RisksRow, ...]: ...
    @overload
    def rows(self, name: Literal["risk_scores"]) -> tuple[RiskScoresRow, ...]: ...
    @overload
    def rows(self, name: Literal["risk_axes"]) -> tuple[RiskAxesRow, ...]: ...
    @overload
    def rows(self, name: Literal["risk_scales"]) -> tuple[RiskScalesRow, ...]: ...
    @overload
    def rows(self, name: Literal["risk_bands"]) -> tuple[RiskBandsRow, ...]: ...
    @overload
    def rows(self, name: Literal["mitigations"]) -> tuple[MitigationsRow, ...]: ...
    @overload
    def rows(self, name: Literal["services"]) -> tuple[ServicesRow, ...]: ...
    @overload
    def rows(self, name: Literal["areas"]) -> tuple[AreasRow, ...]: ...
    @overload
    def rows(self, name: Literal["area_findings"]) -> tuple[AreaFindingsRow, ...]: ...
    @overload
    def rows(self, name: Literal["reach"]) -> tuple[ReachRow, ...]: ...
    @overload
    def rows(self, name: Literal["glossary"]) -> tuple[GlossaryRow, ...]: ...
    @overload
    def rows(self, name: Literal["printed_numbers"]) -> tuple[PrintedNumbersRow, ...]: ...
    @overload
    def rows(self, name: Literal["paper_pages"]) -> tuple[PaperPagesRow, ...]: ...
    @overload
    def rows(self, name: Literal["kept_papers"]) -> tuple[KeptPapersRow, ...]: ...
    def rows_of_any(self, name: str) -> tuple[Row, ...]: ...
