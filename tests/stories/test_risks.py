"""The risks page: each number is the file's, by a plain loop; not scored is never zero; and matrices that no real council has."""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path

import pytest

import dayops_dash
from dayops_dash.dataset import DATA, Council, Library
from dayops_dash.figures.shared.matrix import Matrix, Move
from dayops_dash.figures.shared.model import Figure
from dayops_dash.packs.slides.placed_matrix import SHARES
from dayops_dash.stories.plan.overview import overview
from dayops_dash.stories.risks import named, risks
from tests import made_up
from tests.made_up import axes, score

COUNCILS = Library().slugs()


def council(slug: str, day: date | None = None) -> Council:
    return Library().dataset(slug).at(day)


def plain(slug: str, table: str) -> list[dict[str, str]]:
    path = DATA / slug / f"{table}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def figures(of: Council, chosen: str = "") -> dict[str, Figure]:
    return {figure.figure_id: figure for figure in risks(of, chosen).figures}


def drawn(of: Council, chosen: str = "") -> Matrix:
    found = figures(of, chosen)["risk-matrix"].matrix
    assert found
    return found


NEEDS = "1. Continued provision that does not meet needs"


@pytest.mark.parametrize("slug", COUNCILS)
def test_every_score_of_the_file_is_in_the_matrix_and_its_table(slug: str) -> None:
    found = figures(council(slug))
    rows = plain(slug, "risk_scores")
    if not rows:
        assert "risk-matrix" not in found
        return
    table = found["risk-matrix"].grid.rows
    assert [(r[1], r[2], r[3], r[5]) for r in table] == [
        (r["term"], r["score"], int(r["impact"]), int(r["likelihood"])) for r in rows
    ]
    marked = [(s.printed, m.words) for line in drawn(council(slug)).squares for s in line for m in s.marks]
    assert sorted(printed for printed, _ in marked) == sorted(r["score"] for r in rows if stands(r, rows))


def stands(row: dict[str, str], rows: list[dict[str, str]]) -> bool:
    """Whether a score is marked on the matrix: an inherent one only without a current one, a target only without a residual one."""
    same = {other["term"] for other in rows if other["risk_id"] == row["risk_id"]}
    before = {"inherent": "current", "target": "residual"}
    return before.get(row["term"]) not in same


@pytest.mark.parametrize("slug", COUNCILS)
def test_risks_and_mitigations_are_counted_by_a_plain_loop(slug: str) -> None:
    named_, doing, scores = (plain(slug, name) for name in ("risks", "mitigations", "risk_scores"))
    found = figures(council(slug))
    if not named_:
        assert list(found) == ["no-risks"] and not found["no-risks"].grid.rows
        return
    scored = {row["risk_id"] for row in scores}
    counts = {row[0]: row[1] for row in found["risk-counts"].grid.rows}
    assert counts == {
        "Risks named": len(named_),
        "Scored": len(scored),
        "Not scored": len(named_) - len(scored),
        "Mitigations": len(doing),
        "Mitigations tested": sum(row["evidence"] == "tested" for row in doing),
    }
    register = found["risk-register"]
    assert [row[2] for row in register.grid.rows] == [row["title"] for row in doing]
    assert [row[6] for row in register.grid.rows] == [
        row["evidence"].replace("none stated", "not stated") for row in doing
    ]
    assert [entry.title for entry in register.entries] == [f"{n}. {row['title']}" for n, row in enumerate(named_, 1)]


def test_dorset_moves_on_both_axes_and_says_what_the_paper_does_not() -> None:
    now = council("dorset")
    figure, shown = figures(now)["risk-matrix"], drawn(now)
    assert (
        figure.title
        == "Current score 12, residual score expected to be 4 (23 July 2024): impact and likelihood would fall"
    )
    assert shown.moves == (Move((0, 3), (1, 1)),) and shown.open_top and shown.open_right
    assert [head.words for head in shown.rows] == ["Impact 3, moderate", "Impact 2, low", "Impact 1"]
    assert shown.squares[0][3].words == f"12; {NEEDS}, current" and shown.squares[1][1].words == f"4; {NEEDS}, residual"
    assert "Impact falls from 3 to 2, likelihood falls from 4 to 2, score from 12 to 4." in figure.words
    assert "with what was done when it was scored" in figure.words and "once the proposal was in place" in figure.words
    assert figure.words.count("band not stated") == 2 and "no square is coloured" in shown.note
    assert not any(square.tint or square.band for line in shown.squares for square in line)
    assert "none has an owner, a date or a status" in risks(now).answer


def test_cheshire_east_is_not_scored_never_zero_never_green() -> None:
    story = risks(council("cheshire-east"))
    assert "Six risks are named and none is scored." in story.answer and "10 mitigations" in story.answer
    assert "risk-matrix" not in {f.figure_id for f in story.figures}
    tiles = {t.label: t for t in figures(council("cheshire-east"))["risk-counts"].tiles}
    assert tiles["Not scored"].value == "6" and "Scored" not in tiles and not any(t.tone for t in tiles.values())
    register = figures(council("cheshire-east"))["risk-register"]
    assert {row[1] for row in register.grid.rows} == {"Not scored"}
    assert {entry.summary for entry in register.entries} == {"Not scored"}
    told = story.markdown().lower()
    assert "green" not in told and "low risk" not in told
    linked = [row for row in register.grid.rows if row[7]]
    assert [row[7] for row in linked] == ["Enhance transition planning"]


def test_one_risk_is_looked_at_alone_and_an_unknown_one_is_all() -> None:
    now = council("cheshire-east")
    assert [e.title for e in figures(now, "staff")["risk-register"].entries] == ["5. Impact on staff"]
    assert len(figures(now, "no-such-risk")["risk-register"].entries) == 6 and len(named(now)) == 7


def test_before_any_paper_no_risk_is_named() -> None:
    found = figures(council("dorset", date(2020, 1, 1)))
    assert list(found) == ["no-risks"] and "was yet published" in found["no-risks"].words
    assert all(tile.link for tile in found["no-risks"].tiles)


def test_the_overview_links_to_the_risks_and_ranks_none_within_a_band(tmp_path: Path) -> None:
    def tile(of: Council) -> tuple[str, str, str, str]:
        beside = next(f for f in overview(of).figures if f.figure_id == "beside")
        found = next(t for t in beside.tiles if t.link and t.link.page == "risks")
        return found.value, found.label, found.detail, found.link.page if found.link else ""

    assert tile(council("dorset"))[:3] == (
        "12",
        "Current risk score, July 2024",
        "Continued provision that does not meet needs: impact 3 (moderate) × likelihood 4 (high); residual: expected to be 4",
    )
    assert tile(council("cheshire-east"))[0] == "Not scored" and tile(council("solihull"))[0] == "Not stated"
    many = tile(made_up.risky(tmp_path).at())
    assert many[:3] == ("2 Medium", "Highest risk, as last scored", "one other is Low and one is not scored")
    one = made_up.risky(tmp_path / "one", risk_scores=[score("fire", "current", 5, 5)]).at()
    assert tile(one)[0] == "25" and tile(one)[2].endswith("4 more not scored")


def test_bands_tint_and_name_each_square_and_corners_are_drawn(tmp_path: Path) -> None:
    shown = drawn(made_up.risky(tmp_path).at())
    for line in shown.squares:
        for square in line:
            low, band, tint = next((lo, b, t) for t, (b, lo, hi) in zip((1, 3, 5), made_up.BANDS, strict=True)
                                   if lo <= int(square.printed) <= hi)  # fmt: skip
            assert (square.band, square.tint) == (band, tint) and low
    assert (
        shown.squares[4][4].words == "5 Low; 2. The flood risk, current"
        and shown.squares[0][0].words == "5 Low; 2. The flood risk, residual"
    )
    assert shown.moves == (Move((1, 2), (4, 0)), Move((4, 4), (0, 0))) and shown.note == ""
    assert shown.squares[2][2].words == "9 Medium; 3. The staff risk, current; 3. The staff risk, residual"
    told = risks(made_up.risky(tmp_path / "again").at()).markdown()
    assert "Impact rises from 1 to 5, likelihood falls from 5 to 1, score stays at 5" in told
    assert "impact stays at 3, likelihood stays at 3, score stays at 9" in told.lower()


def test_history_appetite_owner_and_evidence_are_told(tmp_path: Path) -> None:
    entry = figures(made_up.risky(tmp_path).at())["risk-register"].entries[0]
    pairs = dict(entry.pairs)
    assert pairs["Appetite"] == "cautious" and pairs["Owner"] == "Service director" and pairs["Not stated"] == "event"
    assert "inherent 25" in pairs["Other and earlier scores"] and "current 25" in pairs["Other and earlier scores"]
    assert (
        "before anything is done about it" in pairs["Other and earlier scores"]
        and "band High" in pairs["Other and earlier scores"]
    )
    assert (
        entry.history[0]
        == "Alarms. Owner: Fire officer. Date: April 2024 (has passed). Status: Under way. Evidence: tested."
    )
    assert entry.history[1] == "Drills. Evidence: in place. No owner, date or status stated."


@pytest.mark.parametrize("size", [(3, 3), (4, 4), (5, 5), (5, 6)])
def test_any_size_draws_with_its_movement(tmp_path: Path, size: tuple[int, int]) -> None:
    high, wide = size
    scores = [score("fire", "current", high, 1), score("fire", "target", 1, wide)]
    shown = drawn(made_up.risky(tmp_path, **axes(*size), risk_scores=scores, risk_bands=[]).at())
    assert [[int(s.printed) for s in line] for line in shown.squares] == [
        [i * j for j in range(1, wide + 1)] for i in range(high, 0, -1)
    ]
    assert shown.moves == (Move((0, 0), (high - 1, wide - 1)),) and not shown.open_top


def test_letters_draw_and_likelihood_may_come_first(tmp_path: Path) -> None:
    letters = axes(4, 6, {"impact": ["I", "II", "III", "IV"], "likelihood": "FEDCBA"})  # type: ignore[dict-item]
    for axis, place in zip(letters["risk_axes"], ("2", "1"), strict=True):
        axis["position"] = place
    scores = [
        score("fire", "current", 4, 5, score="", rating="BIV"),
        score("fire", "target", 4, 2, score="", rating="EIV"),
    ]
    found = figures(made_up.risky(tmp_path, **letters, risk_scores=scores, risk_bands=[]).at())["risk-matrix"]
    assert found.matrix and found.matrix.corner == ("Likelihood", "Impact")
    assert [head.step for head in found.matrix.rows] == list("ABCDEF")
    assert found.matrix.squares[1][3].words == "BIV; 1. The fire risk, current" and found.matrix.moves == (
        Move((1, 3), (4, 3)),
    )
    assert "Likelihood falls from B to E, impact stays at IV, score from BIV to EIV." in found.words


def test_many_movements_are_not_drawn_over_each_other(tmp_path: Path) -> None:
    names = ("fire", "flood", "staff", "money", "quiet")
    scores = [score(n, term, *at) for n in names for term, at in (("current", (4, 4)), ("target", (2, 2)))]
    of = made_up.risky(tmp_path, risk_scores=scores).at()
    assert drawn(of).moves == () and len(drawn(of, "staff").moves) == 1
    assert len(drawn(of).squares[1][3].marks) == 5


@pytest.mark.parametrize(
    ("owned", "words"), [(0, "No mitigation has"), (1, "1 of 3 mitigations has"), (2, "2 of 3 mitigations have")]
)
def test_verbs_agree_with_how_many_mitigations_have_an_owner(tmp_path: Path, owned: int, words: str) -> None:
    rows = [
        {
            "mitigation_id": f"m{n}",
            "risk_id": "fire",
            "position": str(n + 1),
            "title": f"Step {n}",
            "owner_role": "Fire officer" if n < owned else "",
            "document_id": "first",
        }
        for n in range(3)
    ]
    found = figures(made_up.risky(tmp_path, mitigations=rows).at())["risk-register"]
    assert found.title == f"{words} a named owner"
    if owned:
        assert f": {'1 has' if owned == 1 else f'{owned} have'} an owner" in found.words


def test_a_band_has_one_tint_on_screen_in_the_plain_edition_and_on_slides() -> None:
    for style in ("screen/style.css", "edition/style.css"):
        text = (Path(dayops_dash.__file__).parent / style).read_text("utf-8")
        shares = re.findall(r"band-([1-5]) \{ --share: (\d+)%; \}", text)
        assert [int(share) for _, share in sorted(shares)] == [round(100 * share) for share in SHARES[1:]], style
