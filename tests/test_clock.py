"""One clock gives today's date, and can be set."""

import ast
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from dayops_dash import clock
from tests.test_architecture import modules, tree_of


def test_the_clock_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(clock.SETTING, "2026-03-31")
    assert clock.today() == date(2026, 3, 31)


@pytest.mark.parametrize("setting", ["31/03/2026", "2026-02-30", "20260331", "tomorrow", "2026-W14-2"])
def test_a_clock_set_to_no_date_says_what_to_do(setting: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(clock.SETTING, setting)
    with pytest.raises(clock.ClockNotUnderstood, match="Write it as 2026-03-31"):
        clock.today()


def test_a_clock_that_is_not_set_says_the_day_in_england(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(clock.SETTING, raising=False)
    before = datetime.now(ZoneInfo("Europe/London")).date()
    assert before <= clock.today() <= datetime.now(ZoneInfo("Europe/London")).date()


def test_nothing_else_asks_what_day_it_is() -> None:
    for path in modules():
        if path.name == "clock.py":
            continue
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Attribute) and node.attr in ("today", "now", "utcnow"):
                assert ast.unparse(node.value) not in ("date", "datetime", "datetime.date"), path.name
