"""What committees were asked or asked for: how many have an answer, and each with its answer, status and place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.vocabulary import RecommendationKind, Response
from dayops_dash.figures.shared.grid import Grid, GridColumn, Heading, Kind, grid_of
from dayops_dash.figures.shared.link import Link
from dayops_dash.figures.shared.model import Figure, Source, Tile, sources
from dayops_dash.figures.shared.pictures.stated_squares import GIVEN, UNSTATED, drawn, stated_chart, stated_group
from dayops_dash.figures.shared.pictures.units import UnitChart
from dayops_dash.figures.shared.states import stated
from dayops_dash.measures import recommendations as measure
from dayops_dash.measures.plan import progress
from dayops_dash.measures.recommendations import Recommendation

ONE, MANY = 0, 1
NAMES = {  # one and several of a kind
    RecommendationKind.DECISION: ("decision asked of a committee", "decisions asked of a committee"),
    RecommendationKind.SCRUTINY: ("recommendation by scrutiny", "recommendations by scrutiny"),
    RecommendationKind.NATIONAL: ("recommendation of a national body", "recommendations of a national body"),
}
MEANS = {
    RecommendationKind.DECISION: "What officers asked a committee to decide, note or comment on.",
    RecommendationKind.SCRUTINY: "What a committee or its task and finish group asked the council to do.",
    RecommendationKind.NATIONAL: "Made by a national body and quoted in a paper of this council; no committee was asked about them.",
}
SILENT = {
    RecommendationKind.DECISION: "no paper here says what was decided",
    RecommendationKind.SCRUTINY: "no paper here says which were accepted",
    RecommendationKind.NATIONAL: "no paper here says whether the council follows them",
}
WHERE = {
    RecommendationKind.DECISION: "The minutes of the meeting would say what was decided.",
    RecommendationKind.SCRUTINY: "The cabinet's reply to scrutiny would say which were accepted.",
    RecommendationKind.NATIONAL: "Whether the council follows them is its own to say.",
}
NOT_KNOWN = "“Not stated” means that no paper in this dataset gives an answer."
ELSEWHERE = {  # where a committee was asked, which other paper may have its answer
    RecommendationKind.DECISION: "the minutes of the meeting",
    RecommendationKind.SCRUTINY: "the cabinet's reply to scrutiny",
}
ALWAYS = ("text", "committee", "made", "response", "place")


def many(number: int, kind: RecommendationKind) -> str:
    """three decisions asked of a committee, 16 recommendations by scrutiny"""
    return f"{wording.spelled(number)} {NAMES[kind][ONE if number == 1 else MANY]}"


def kinds(council: Council) -> tuple[RecommendationKind, ...]:
    """Return the kinds that a council's papers have."""
    return tuple(kind for kind in RecommendationKind if measure.of_kind(council, kind))


def answered_figure(council: Council) -> Figure:
    """How many of each kind there are, and how many of all have which answer."""
    every = measure.recommendations(council)
    whole, found, squares = measure.counted(every), measure.responses(every), _squares(council, every)
    answered = whole - found[Response.NONE_STATED]
    advice = kinds(council) == (RecommendationKind.NATIONAL,)
    answer = "an answer of its own" if any(map(_spoken_of, every)) else "an answer"
    what = "" if advice else " and decisions asked for"
    title = _answered_title(answered, whole, answer)
    title = _advice_title(council, every) if advice and not answered else title
    parts = [
        (NAMES[kind][MANY], measure.counted(measure.of_kind(council, kind)), MEANS[kind]) for kind in kinds(council)
    ]
    detail = wording.listed([f"{number} {stated(response)}" for response, number in found.items() if number])
    tiles = [Tile(f"{number}", wording.capital(name), means) for name, number, means in parts]
    tiles.append(Tile(f"{answered} of {whole}", "With an answer", detail, link=_next(answered == whole)))
    rows = [(wording.capital(name), number) for name, number, _ in parts]
    rows += [(f"Response: {stated(response)}", number) for response, number in found.items()]
    return Figure(
        "answered",
        title,
        f"Number of recommendations{what}, {council.short_title}, as at {wording.day(council.as_at)}",
        f"{wording.capital(wording.listed([many(n, kind) for kind, (_, n, _) in zip(kinds(council), parts, strict=True)]))}. "
        f"Responses: {detail}.",
        grid_of(
            rows,
            GridColumn("what", "What", lambda pair: pair[0]),
            GridColumn("number", "Number", lambda pair: pair[1], Kind.COUNT),
        ),
        chart=drawn(squares),
        units=squares,
        tiles=tuple(tiles),
        notes=(_not_known(council, every), *_untold(every)),
        sources=_papers(council, every),
        brief=True,
    )


def _not_known(council: Council, every: Sequence[Recommendation]) -> str:
    """Return what "not stated" means, and where an answer may be: in minutes or a reply only where a committee was asked."""
    silent = {each.kind: each for each in every if not each.answered}
    there = [ELSEWHERE[kind] for kind in ELSEWHERE if kind in silent]
    told = [NOT_KNOWN, f"{wording.capital(wording.listed(there, 'or'))} may have one."] if there else [NOT_KNOWN]
    if advice := silent.get(RecommendationKind.NATIONAL):
        quoting = council.document_kind(advice.row.document_id)
        told.append(f"The {quoting} quotes a national body and does not say whether the council follows it.")
    return " ".join(told)


def _untold(every: Sequence[Recommendation]) -> tuple[str, ...]:
    """Return what is known of recommendations whose texts no paper here has, once for all that a row stands for."""
    return tuple(
        f"Recommendations 1 to {each.number}: their texts are not in the papers here. {each.row.summary}"
        for each in every
        if each.number > 1
    )


def _names(each: Recommendation) -> list[str]:
    """Return what each thing is called that a row stands for: its text, else its number among those without one."""
    if each.number == 1:
        return [str(each.row.summary)]
    return [f"Recommendation {at} of {each.number}" for at in range(1, each.number + 1)]


def _squares(council: Council, every: Sequence[Recommendation]) -> UnitChart | None:
    """Return a square for each thing asked, by the answer that a paper gives; several for a row that stands for several."""
    here = Link("recommendations", "See each with its answer")
    groups = []
    for response in Response:
        asked = [name for each in every if each.response == response for name in _names(each)]
        silent = response is Response.NONE_STATED
        look, meaning = (UNSTATED, "no paper here gives an answer") if silent else (GIVEN, "by the papers")
        name = wording.capital(str(stated(response)))
        groups.append(stated_group(name, meaning, look, [(words, here) for words in asked], here))
    return stated_chart(f"What was asked, {council.short_title}", groups)


def _next(done: bool) -> Link | None:
    return None if done else Link("sources", "See which papers are here", (("show", "papers"),))


def _spoken_of(one: Recommendation) -> bool:
    """Whether a paper says something of what was asked, such as "supported in some form", which is no answer."""
    return not one.latest("response") and bool(one.latest("action") or one.latest("evidence"))


def _advice_title(council: Council, every: Sequence[Recommendation]) -> str:
    """Return the finding where nothing but the advice of a national body is quoted, of which no paper says more."""
    number, quoting = measure.counted(every), council.document_kind(every[0].row.document_id)
    them = "it is" if number == 1 else "they are"
    return f"{wording.capital(many(number, RecommendationKind.NATIONAL))}: the {quoting} does not say whether {them} followed"


def _answered_title(answered: int, whole: int, answer: str) -> str:
    if whole == 1:
        none = answer.replace("an", "no", 1)
        return "The one thing asked has an answer" if answered else f"The one thing asked has {none} in the papers"
    if whole == 2 and not answered:
        return f"Neither of the two things asked has {answer} in the papers"
    number = wording.capital(wording.out_of(answered, whole))
    many = answered > 1
    return f"{number} things asked {'have' if many else 'has'} {answer.replace('its', 'their') if many else answer} in the papers"


def _papers(council: Council, found: Sequence[Recommendation]) -> tuple[Source, ...]:
    rows = [row for each in found for row in each.rows]
    return tuple(dict.fromkeys(Source(source.title, "") for source in sources(council, rows)))


def kind_figure(council: Council, kind: RecommendationKind) -> Figure:
    """Every recommendation of one kind, as scrutiny offices keep them; a column that no paper fills is left out."""
    found = measure.of_kind(council, kind)
    every = _grid(council, found)
    grid = every.filled(ALWAYS)
    absent = [wording.uncapital(h.label) for h in every.headings if h not in grid.headings]
    unread = sum(each.number for each in found if each.number > 1)
    return Figure(
        f"asked-{kind.name.lower()}",
        _kind_title(found, kind, unread),
        f"{MEANS[kind].rstrip('.')}, {council.short_title}, as at {wording.day(council.as_at)}",
        _kind_words(found, kind, unread),
        grid,
        notes=(
            *((f"Not shown, because no paper states any for these: {wording.listed(absent)}.",) if absent else ()),
            *dict.fromkeys(row.note for each in found for row in each.rows if row.note),
        ),
        sources=_papers(council, found),
        grid_first=True,
    )


def _kind_title(found: Sequence[Recommendation], kind: RecommendationKind, unread: int) -> str:
    number = measure.counted(found)
    head = wording.capital(many(number, kind))
    if unread == number:
        return f"{head}, whose texts are not in the papers here"
    answered = sum(each.number for each in found if each.answered)
    return f"{head}: {f'{wording.spelled(answered)} answered' if answered else SILENT[kind]}"


def _kind_words(found: Sequence[Recommendation], kind: RecommendationKind, unread: int) -> str:
    told = [
        f"Asked: {each.row.summary.rstrip('.')}. {'Answered' if each.answered else 'Said of it'}: {wording.sentence(action)}"
        for each in found
        if (action := each.latest_words("action"))
    ]
    texts = (
        f"The texts of {unread} are not in the papers here. So they stand in one row and cannot be followed one by one."
    )
    return " ".join([*([texts] if unread else []), *told]) or WHERE[kind]


def _made(council: Council, each: Recommendation) -> str:
    """Return when it was made: as written, else the day of the paper that makes it."""
    on = council.dated(each.row.document_id)
    quoted = each.kind is RecommendationKind.NATIONAL
    return str(each.row.made_as_written) or (f"not stated; quoted {on}" if quoted else on)


def _grid(council: Council, found: Sequence[Recommendation]) -> Grid:
    titles = {line.intention_id: line.label for line in progress.lines(council)}
    same = all(
        each.row.asked_of in ("", each.row.committee) for each in found
    )  # the committee is the one that is asked
    return grid_of(
        found,
        GridColumn("text", "What is asked", _text),
        GridColumn("reference", "Reference", lambda r: r.row.reference, on_screen=False),
        GridColumn("committee", "Committee or body", lambda r: r.row.committee),
        GridColumn("asked_of", "Who is asked", lambda r: r.row.asked_of, on_screen=not same),
        GridColumn("made", "Date", lambda r: _made(council, r)),
        GridColumn("response", "Response", lambda r: stated(r.response)),
        GridColumn("action", "Action", lambda r: r.latest_words("action")),
        GridColumn("lead", "Lead", lambda r: r.latest_words("lead_role")),
        GridColumn("status", "Status", lambda r: r.latest_words("status")),
        GridColumn("status_on", "Status as at", _status_on, Kind.DATE),
        GridColumn("evidence", "Evidence", lambda r: r.latest_words("evidence"), on_screen=False),
        GridColumn("intention", "About the commitment", lambda r: _about(r, titles)),
        GridColumn(
            "place", "Place in paper", lambda r: "; ".join(dict.fromkeys(said.locator for said in r.rows)), Kind.PLACE
        ),
    )


def _text(each: Recommendation) -> str:
    summary = each.row.summary
    return f"{each.number} recommendations, texts not in the paper. {summary}" if each.number > 1 else summary


def _status_on(each: Recommendation) -> date | None:
    latest = each.latest("status")
    return latest.reported_on if latest else None


def _about(each: Recommendation, titles: Mapping[str, str]) -> str:
    """Return the intentions that it is about, by their titles."""
    ours = " (our reading)"
    return "; ".join(titles[i] + (ours if i in each.readings else "") for i in each.intentions if i in titles)


def none_figure(council: Council) -> Figure:
    """What there is to say where no paper asks for anything."""
    link = Link("sources", "See which papers are here", (("show", "papers"),))
    return Figure(
        "nothing-asked",
        "No paper known on this day asks a committee for anything",
        f"{council.short_title}, as at {wording.day(council.as_at)}",
        "Reports to committees end in recommendations, and scrutiny's own are in its minutes. Add one of these and they are shown here."
        if council.latest_paper
        else "No paper of this council was yet published on this day.",
        Grid((Heading("what", "What"),), ()),
        tiles=(Tile("None", "Recommendations", "in the papers known on this day", link=link),),
        brief=True,
    )
