"""Figures that a paper hedges: what "about", "more than" and "at most" leave open is no contradiction, and what lies beyond is one."""

from __future__ import annotations

from tests.measures.record.planted import C, D, N, Plant, S, X, change

WHOLE, BOTH, OLDER = "commissioned-total", "both", "aged-65-and-over-growth"
SESSION, SUPPORT, LEFT_OUT = "tier-2-price-per-session", "t6-support.1", "share-ethnicity-not-disclosed"
PLAN = "£250,000 over the next three years (about 5% reduction)"

LEFT_OPEN = (
    Plant(
        "a whole of over 550, of parts that make 556",
        C,
        (change("people", WHOLE, value="550", as_written="over 550", qualifier="more than"),),
    ),
    Plant("a whole of about 550", C, (change("people", WHOLE, value="550", as_written="550", qualifier="about"),)),
    Plant("a whole of at most 600", C, (change("people", WHOLE, value="600", as_written="600", qualifier="at most"),)),
    Plant("a part of about 310", C, (change("people", "care4ce", value="310", as_written="310", qualifier="about"),)),
    Plant("a part of at least 40", C, (change("people", BOTH, value="40", as_written="40", qualifier="at least"),)),
    Plant(
        "spend of over £5m, with a saving of 4.5% of it",
        C,
        (change("spend", WHOLE, amount_gbp="5000000", as_written="over £5m", qualifier="more than"),),
    ),
    Plant(
        "a saving of about 5%",
        C,
        (change("savings", "planned-total", share_pct="5", as_written=PLAN, qualifier="about"),),
    ),
    Plant(
        "a year's saving of about £33,000",
        C,
        (change("savings", "planned-year-1", amount_gbp="33000", as_written="£33,000", qualifier="about"),),
    ),
    Plant(
        "growth of about 30%",
        C,
        (change("projections", OLDER, value="30", as_written="30%", qualifier="about"),),
    ),
    Plant(
        "growth of more than 30%",
        C,
        (change("projections", OLDER, value="30", as_written="more than 30%", qualifier="more than"),),
    ),
    Plant(
        "growth from about 90,000",
        C,
        (change("projections", "aged-65-and-over-2020", value="90000", as_written="90,000", qualifier="about"),),
    ),
    Plant(
        "a session of about £50",
        C,
        (change("level_figures", SESSION, value="50", as_written="£50", qualifier="about"),),
    ),
    Plant(
        "a session of at least £45",
        C,
        (change("level_figures", SESSION, value="45", as_written="£45", qualifier="at least"),),
    ),
    Plant(
        "about 21% of people at a level",
        C,
        (change("level_figures", "tier-3-share", value="21", as_written="21%", qualifier="about"),),
    ),
    Plant(
        "about a fifth of those who answered",
        N,
        (change("survey_answers", SUPPORT, share_pct="20", as_written="20%", qualifier="about"),),
    ),
    Plant(
        "over a fifth of those who answered",
        N,
        (change("survey_answers", SUPPORT, share_pct="20", as_written="over 20%", qualifier="more than"),),
    ),
    Plant(
        "a strategy of over four years",
        N,
        (change("context", "five-year-strategy", value="4", as_written="over four years", qualifier="more than"),),
    ),
    Plant(
        "up to twenty years ahead",
        C,
        (change("context", "horizon", value="20", as_written="up to twenty years", qualifier="at most"),),
    ),
    Plant(
        "over 15 of 17 wards",
        S,
        (change("context", "wards", value="15", as_written="over 15 wards", qualifier="more than"),),
    ),
    Plant(
        "over 15 of 16 recommendations",
        D,
        (change("context", "subgroup-recommendations", value="15", as_written="over 15", qualifier="more than"),),
    ),
    Plant(
        "at least three of four levels",
        N,
        (change("context", "four-levels", value="3", as_written="at least three", qualifier="at least"),),
    ),
    Plant(
        "fewer than 8 days a week",
        S,
        (change("people", "days-a-week", value="8", as_written="less than 8", qualifier="less than"),),
    ),
    Plant(
        "a group of at most 15%",
        S,
        (change("people", LEFT_OUT, value="15", as_written="up to 15%", qualifier="at most"),),
    ),
    Plant(
        "at least 15 of whom 20 chose otherwise",
        S,
        (change("people", "direct-payment", value="15", as_written="at least 15", qualifier="at least"),),
    ),
)

BEYOND = (
    Plant("a whole of about 700", C, (change("people", WHOLE, value="700", as_written="700", qualifier="about"),)),
    Plant(
        "a whole of over 600",
        C,
        (change("people", WHOLE, value="600", as_written="600", qualifier="more than"),),
    ),
    Plant("a whole of at most 500", C, (change("people", WHOLE, value="500", as_written="500", qualifier="at most"),)),
    Plant(
        "growth of over 40%",
        C,
        (change("projections", OLDER, value="40", as_written="40%", qualifier="more than"),),
    ),
    Plant(
        "a session of at most £40",
        C,
        (change("level_figures", SESSION, value="40", as_written="£40", qualifier="at most"),),
    ),
    Plant(
        "over 20 of 17 wards",
        S,
        (change("context", "wards", value="20", as_written="over 20 wards", qualifier="more than"),),
    ),
    Plant(
        "over a half of those who answered",
        N,
        (change("survey_answers", SUPPORT, share_pct="50", as_written="over 50%", qualifier="more than"),),
    ),
    Plant(
        "a strategy of over seven years",
        N,
        (change("context", "five-year-strategy", value="7", as_written="over seven years", qualifier="more than"),),
    ),
    Plant("complete, and 60% done", X, (change("updates", "framework-2026", complete_pct="60"),)),
    Plant("not started, and 40% done", X, (change("updates", "transport-review-2025", complete_pct="40"),)),
    Plant(
        "a step with the word of another",
        X,
        (change("risk_scores", "transport-current-2026", likelihood_word="likely"),),
    ),
)
