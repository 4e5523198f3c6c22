"""Risks: what is scored keeps both axes; what is not scored is never zero."""

from dayops_dash.dataset import Library
from dayops_dash.measures import risk


def test_dorset_scores_one_risk_now_and_after() -> None:
    (found,) = risk.scored(Library().dataset("dorset").at())
    assert (found.present["impact"], found.present["likelihood"], found.present["score"]) == (3, 4, 12)
    assert found.after and (found.after["impact"], found.after["likelihood"], found.after["score"]) == (2, 2, 4)
    assert found.present["band"] == "" and found.after["term"] == "residual"
    assert risk.not_scored(Library().dataset("dorset").at()) == ()


def test_cheshire_east_names_six_risks_and_scores_none() -> None:
    council = Library().dataset("cheshire-east").at()
    assert len(risk.not_scored(council)) == 6 and risk.scored(council) == ()
    assert len(council.table("mitigations")) == 10


def test_councils_that_name_no_risk_have_none() -> None:
    for slug in ("nottinghamshire", "solihull"):
        council = Library().dataset(slug).at()
        assert risk.scored(council) == () and risk.not_scored(council) == ()
