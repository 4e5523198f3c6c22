"""Kinds of change come in opposites, and a change mirrored twice is itself."""

from dayops_dash.measures.changes.change import NOTHING, Change, ChangeKind, Side


def test_opposites_are_of_each_other() -> None:
    assert all(kind.opposite.opposite is kind for kind in ChangeKind)
    assert {kind for kind in ChangeKind if kind.opposite is kind} == {
        ChangeKind.COMPLETION,
        ChangeKind.STATUS,
        ChangeKind.RISK_SHIFTED,
        ChangeKind.REVISED,
        ChangeKind.MEASURE,
    }


def test_a_mirrored_change_has_its_sides_swapped() -> None:
    change = Change(ChangeKind.LATER, "a", "Task a", Side("April", "first", "1"), NOTHING, "note", 3)
    assert change.mirrored == Change(ChangeKind.EARLIER, "a", "Task a", NOTHING, Side("April", "first", "1"), "note", 3)
    assert change.mirrored.mirrored == change
