"""Who may do what: roles give their own rights and no other, and every address is open to whom it should be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayops_dash.server.rights import (
    ON_THIS_MACHINE,
    Readers,
    Rights,
    Verdict,
    known_roles,
    rights_of,
    verdict,
)

COUNCILS = ("dorset", "exampleshire", "cheshire-east")
ROLES = (
    "reader",
    "administrator",
    *(f"{role}:{what}" for role in ("member", "officer", "publisher") for what in COUNCILS),
)
PAGES = ("", "progress", "read", "data", "figure", "table", "picture", "document", "record", "anything")


def test_a_role_gives_its_own_right() -> None:
    officer, publisher = rights_of(["officer:dorset"]), rights_of(["publisher:dorset"])
    assert officer.may_draft("dorset") and not officer.may_publish("dorset")
    assert publisher.may_draft("dorset") and publisher.may_publish("dorset")
    for one in (officer, publisher, rights_of(["member:dorset"]), rights_of(["reader", "administrator"])):
        assert not one.may_draft("exampleshire") and not one.may_publish("exampleshire")
    assert rights_of(["member:dorset"]).member_of == {"dorset"} and not rights_of(["member:dorset"]).has_desk
    assert rights_of(["administrator"]).is_administrator and not rights_of(["administrator"]).has_desk
    assert ON_THIS_MACHINE.may_publish("dorset") and ON_THIS_MACHINE.has_desk


@pytest.mark.parametrize(
    "claimed",
    [
        *("officer", "officer:", "officer:*", "officer:dorset,exampleshire", "officer:dorset/x", "officer:../dorset"),
        *(
            "admin",
            "officer:dorset publisher:dorset",
            "x" * 4000,
            "",
            "officer:-dorset",
            "publisher:dorset\n\x00",
            7,
            None,
        ),
        *(["officer:dorset"], {"officer": "dorset"}, True),
    ],
)
def test_what_is_not_known_gives_nothing(claimed: object) -> None:
    assert rights_of(known_roles([claimed])) == Rights()


def test_small_and_capital_letters_and_spaces_round_a_role_do_not_matter() -> None:
    assert known_roles(["Officer:Dorset ", "officer:dorset", "READER"]) == ("officer:dorset", "reader")


@given(st.lists(st.sampled_from(ROLES)), st.lists(st.sampled_from(ROLES)), st.sampled_from(COUNCILS))
def test_more_roles_never_give_fewer_rights_and_only_those_of_each(
    first: list[str], second: list[str], of: str
) -> None:
    both, one, two = rights_of(first + second), rights_of(first), rights_of(second)
    assert both.may_draft(of) == (one.may_draft(of) or two.may_draft(of))
    assert both.may_publish(of) == (one.may_publish(of) or two.may_publish(of))
    assert both.is_named == (one.is_named or two.is_named)
    assert not both.may_publish(of) or f"publisher:{of}" in first + second
    for readers in Readers:
        for address in (*PAGES, "desk"):
            opens = [verdict(rights, address, readers) is Verdict.OPEN for rights in (both, one, two)]
            assert opens[0] == (opens[1] or opens[2])


@pytest.mark.parametrize("address", PAGES)
def test_pages_are_for_everyone_or_for_whoever_has_a_role(address: str) -> None:
    for rights in (None, Rights(), rights_of(["reader"])):
        assert verdict(rights, address, Readers.EVERYONE) is Verdict.OPEN
    assert verdict(None, address, Readers.NAMED) is Verdict.SIGN_IN
    assert verdict(Rights(), address, Readers.NAMED) is Verdict.REFUSED
    assert {verdict(rights_of([role]), address, Readers.NAMED) for role in ROLES} == {Verdict.OPEN}


@pytest.mark.parametrize("readers", Readers)
def test_the_desk_is_for_officers_and_publishers(readers: Readers) -> None:
    assert verdict(None, "desk", readers) is Verdict.SIGN_IN
    found = {role: verdict(rights_of([role]), "desk", readers) for role in ROLES}
    assert {role for role, said in found.items() if said is Verdict.OPEN} == {
        role for role in ROLES if role.startswith(("officer:", "publisher:"))
    }
    assert set(found.values()) == {Verdict.OPEN, Verdict.REFUSED}


@pytest.mark.parametrize("readers", Readers)
def test_exempt_papers_are_opened_by_a_councils_administrators_of_access(readers: Readers) -> None:
    assert verdict(None, "access", readers) is Verdict.SIGN_IN
    assert verdict(rights_of(["administrator:dorset"]), "access", readers) is Verdict.OPEN
    assert {verdict(rights_of([role]), "access", readers) for role in ROLES} == {Verdict.REFUSED}
    assert verdict(ON_THIS_MACHINE, "access", readers) is Verdict.REFUSED


@pytest.mark.parametrize("readers", Readers)
def test_what_holds_nothing_of_a_council_is_open_to_all(readers: Readers) -> None:
    for address in (
        "signin",
        "static",
        "shell.js",
        "shell.css",
        "shell.woff2",
        "icons.woff2",
        "favicon.png",
        "_stcore",
    ):
        assert verdict(None, address, readers) is Verdict.OPEN
