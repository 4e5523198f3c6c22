"""The parts that a committee report has round its sections: from the data where a paper says something, else a gap for the officer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.tables import TABLES
from dayops_dash.dataset.vocabulary import DocumentKind, ImplicationTopic, Response, Visibility
from dayops_dash.figures.shared.paper_words import paper_words
from dayops_dash.packs.pack import Pack
from dayops_dash.packs.parts.blocks import Block, Gap, Items, Paragraph, SectionHeading, text_table
from dayops_dash.packs.parts.statements import gap, paper_id, paper_line, papers_of, sourced, stated, statements
from dayops_dash.packs.parts.story_blocks import Tables
from dayops_dash.stories.shared.model import evidence_words, today_words

DUTIES = (  # of every report, in this order
    ImplicationTopic.FINANCIAL,
    ImplicationTopic.LEGAL,
    ImplicationTopic.HUMAN_RESOURCES,
    ImplicationTopic.EQUALITY,
    ImplicationTopic.RISK,
)
TOPIC_TITLES = {ImplicationTopic.EQUALITY: "Equality implications (public sector equality duty)"}
ELSEWHERE = (  # told last, under the background papers, and with the comments of officers
    ImplicationTopic.OTHER,
    ImplicationTopic.BACKGROUND,
    ImplicationTopic.CONSTITUTIONAL,
)
CONSIDERED = {  # what a report must consider besides, and the topic under which a paper would tell it
    "crime and disorder": None,
    "data protection and information governance": None,
    "human rights": None,
    "the NHS Constitution (public health services)": ImplicationTopic.PUBLIC_HEALTH,
    "safeguarding of children and adults at risk": None,
    "service users": None,
    "smarter working": None,
    "sustainability and the environment": ImplicationTopic.CLIMATE,
}
ASKED = ("Number", "Put to, or made by", "What is asked", "Answer", "Place in paper")
YES_OR_NO: Mapping[str, str] = {Response.ACCEPTED: "Yes", Response.REJECTED: "No"}
WEIGHED = ("Option", "Recommended", "Reason", "Place in paper")
INSPECTION = (
    "Except for documents that are published already and available elsewhere, these papers are open to inspection under "
    "section 100D of the Local Government Act 1972."
)
SEPARATE = (
    "What the council reported, what is worked out here and what is not known are kept apart: “worked out here” marks what no "
    "paper says in so many words, and “not stated” what the papers do not give. Each finding names its papers and the "
    "paragraphs in them. Where papers disagree, both sides are shown."
)
BEFORE_MEETING = (
    "All figures and dates are as they stood on {as_at}. What this report calls not yet due or ahead may have passed by the "
    "meeting on {meeting}."
)
TO_COME = "Figures are as they will stand on {as_at} if nothing more is published before it."
ILLUSTRATIVE = "Illustrative. This council and its figures are made up, to show what can be reported. None of it is of a real council."


def title_facts(pack: Pack) -> tuple[tuple[str, str], ...]:
    """Return the title block, label by label. One without words is for the officer to give."""
    council = pack.council
    return (
        ("Committee", pack.committee),
        ("Date of meeting", wording.day(pack.meeting_on) if pack.meeting_on else ""),
        ("Agenda item", ""),
        ("Report of", ""),
        (f"{divisions(council)} affected", affected(council)),
        ("Report status", status(council)),
        ("Figures as at", pack.as_at_words),
        ("Age of the evidence", evidence_words(council) or "No paper"),
        ("Version of the data", pack.version),
    )


def divisions(council: Council) -> str:
    """Return what the council's members are elected for: a county's divisions are not the areas that its papers count by."""
    return "Wards" if council.dataset.area_word == "ward" else "Electoral divisions"


def affected(council: Council) -> str:
    """Return the wards or divisions that the latest paper says are affected; "" where it says none."""
    said = str(council.latest_paper.areas_affected) if council.latest_paper else ""
    return said and f"{said} (as the latest paper states)"


def status(council: Council) -> str:
    """Return whether all that the report could draw on is public, or under which paragraphs some of it is exempt."""
    marks = {row.visibility for name in TABLES for row in council.rows_of_any(name)} - {Visibility.PUBLIC}
    if not marks:
        return "Public"
    told = wording.listed(sorted(mark.rpartition("-")[2] for mark in marks))
    return f"Contains exempt information: Schedule 12A to the Local Government Act 1972, paragraph {told}"


def purpose(pack: Pack, named: Sequence[str]) -> list[Block]:
    council = pack.council
    told = wording.listed([wording.uncapital(title) for title in named])
    return [
        SectionHeading(1, "Purpose of the report"),
        Paragraph(
            f"To report to members on day opportunities for adults in {council.short_title} as at {wording.day(council.as_at)}: {told}."
        ),
    ]


def information(pack: Pack) -> list[Block]:
    """Return what members need in order to read the rest: what the words mean and what the figures rest on."""
    council = pack.council
    meant = [row for row in council.rows("glossary") if row.term_id.startswith("day-opportunit")]
    papers = [f"{row.title} ({council.dated(row.document_id)})" for row in papers_of(council)]
    found: list[Block] = [SectionHeading(1, "Information")]
    if pack.illustrative:
        found.append(Paragraph(ILLUSTRATIVE))
    for row in meant[:1]:
        found.append(Paragraph(f"{row.term}: {wording.sentence(row.meaning)}"))
    rests = (
        f"This report rests on {wording.listed(papers)}."
        if papers
        else "No paper of the council was known on this day."
    )
    found += [Paragraph(rests), Paragraph(SEPARATE)]
    if today := today_words(council):
        found.append(Paragraph(today))
    if pack.caution:
        found.append(Paragraph(pack.caution))
    if council.as_at > council.today:
        found.append(Paragraph(TO_COME.format(as_at=wording.day(council.as_at))))
    if pack.meeting_on and pack.meeting_on > council.as_at:
        found.append(
            Paragraph(BEFORE_MEETING.format(as_at=wording.day(council.as_at), meeting=wording.day(pack.meeting_on)))
        )
    return found


def implications(pack: Pack) -> list[Block]:
    """Return each implication that a report must give: the papers' statements with their places, or a gap."""
    council = pack.council
    said = statements(council)
    asked = [topic for topic in ImplicationTopic if topic in said and topic not in (*DUTIES, *ELSEWHERE)]
    found: list[Block] = [
        SectionHeading(1, "Statutory and policy implications"),
        Paragraph(
            "What the council’s papers have said of implications, in our words. "
            "The officer confirms for this meeting that each still holds."
        ),
    ]
    for topic in (*DUTIES, *asked):
        found.append(SectionHeading(2, TOPIC_TITLES.get(topic, f"{wording.capital(topic)} implications")))
        risks = _risks_named(council) if topic is ImplicationTopic.RISK else []
        told = stated(council, said[topic]) if topic in said else []
        found += [*told, *risks] or [gap(f"{topic} implications", council)]
    left = [matter for matter, topic in CONSIDERED.items() if topic not in said]
    found += [SectionHeading(2, "Other matters considered"), *stated(council, said.get(ImplicationTopic.OTHER, []))]
    return [*found, Gap(f"For each of these, any material implication, or that there is none: {wording.listed(left)}.")]


def _risks_named(council: Council) -> list[Block]:
    """Return how many risks the papers name, which a section of the report sets out; nothing where they name none."""
    number = len(council.rows("risks"))
    return (
        [Paragraph(f"The papers name {wording.count(number, 'risk')}, with what they say of each.")] if number else []
    )


def options(pack: Pack, tables: Tables) -> list[Block]:
    council = pack.council
    rows = council.rows("options")
    found: list[Block] = [SectionHeading(1, "Other options considered")]
    if not rows:
        return [*found, gap("other options considered", pack.council)]
    shown = [(r.title, YES_OR_NO.get(r.recommended, wording.capital(r.recommended)), r.reason, r.locator) for r in rows]
    weighed = wording.listed([paper_words(council, paper) for paper in dict.fromkeys(map(paper_id, rows))])
    verb = f"weighed {wording.count(len(rows), 'option')}, for the reasons that held then"
    found.append(Paragraph(f"{wording.capital(weighed)} {verb}."))
    return [
        *found,
        tables.numbered(text_table("Options that the papers weighed", WEIGHED, shown)),
        *sourced(pack.council, rows),
    ]


def reasons() -> list[Block]:
    return [
        SectionHeading(1, "Reasons for the recommendations"),
        Gap("Why the committee is asked to do what is recommended."),
    ]


def recommendations(pack: Pack, tables: Tables, *, told: bool) -> list[Block]:
    """Return room for this meeting's recommendations, and what papers recommended before unless a section has ``told`` it."""
    rows = pack.council.rows("recommendations")
    found: list[Block] = [
        SectionHeading(1, "Recommendations"),
        Gap(
            "What this committee is asked to do, numbered. A recommendation is the author’s, so none is suggested here."
        ),
        Gap("Name and post of the chief officer who makes this report."),
    ]
    if told or not rows:
        return found
    shown = [(r.reference or "–", r.committee, r.summary, wording.capital(r.response), r.locator) for r in rows]
    found += [
        SectionHeading(2, "Recommendations in the papers so far"),
        Paragraph(
            f"The papers make {wording.count(len(rows), 'recommendation')}, in our words, with the answers that they give."
        ),
        tables.numbered(text_table("Recommendations in the papers, and the answers given", ASKED, shown)),
    ]
    return [*found, *sourced(pack.council, rows)]


def enquiries(pack: Pack) -> list[Block]:
    """Return whom to ask."""
    contact = str(pack.council.dataset.about.get("contact", ""))
    return [
        SectionHeading(1, "Contact"),
        *([Paragraph(f"For the plan: {contact}.")] if contact else []),
        Gap("Name, post, telephone and email of the officer who answers questions about this report."),
    ]


def comments(pack: Pack) -> list[Block]:
    """Return room for the comments that the council's statutory officers give on a report before it goes out, and earlier ones."""
    before = statements(pack.council).get(ImplicationTopic.CONSTITUTIONAL, [])
    return [
        SectionHeading(1, "Comments of statutory officers"),
        SectionHeading(2, "Constitutional comments"),
        Gap("Comments of the monitoring officer or legal adviser, with initials and date."),
        *([Paragraph("On an earlier report:"), *stated(pack.council, before)] if before else []),
        SectionHeading(2, "Financial comments"),
        Gap("Comments of the section 151 officer or finance adviser, with initials and date."),
    ]


def background(pack: Pack) -> list[Block]:
    """Return the papers with their dates, what earlier papers listed, and the divisions affected, with which a report ends."""
    council = pack.council
    lines = tuple(paper_line(council, row) for row in papers_of(council))
    before = statements(council).get(ImplicationTopic.BACKGROUND, [])
    areas = affected(council)
    return [
        SectionHeading(1, "Background papers and published documents"),
        Paragraph(INSPECTION),
        Items(lines),
        Gap(
            "For each paper that is not published elsewhere, where it can be inspected; and any other background paper."
        ),
        *([Paragraph("An earlier report listed:"), *stated(council, before)] if before else []),
        SectionHeading(1, f"{divisions(council)} and members affected"),
        Paragraph(f"{areas}.") if areas else Gap("Which divisions or wards, and their members."),
    ]


def about(pack: Pack) -> list[Block]:
    """Return how this report was made, so that it can be made again."""
    statistics = [row for row in pack.council.rows("documents") if row.kind == DocumentKind.REFERENCE]
    return [
        SectionHeading(1, "About this report"),
        Paragraph(
            f"Made from the Day Opportunities Dashboard as at {wording.day(pack.council.as_at)}, version {pack.version} of the data. "
            "Later papers are not in it. Figures from council papers and official statistics are used under the Open Government "
            "Licence v3.0."
        ),
        *([Items(tuple(paper_line(pack.council, row) for row in statistics))] if statistics else []),
    ]
