"""What sign-in is told: nothing turns nothing on, half of it and what cannot be right stop the start with what to do."""

from __future__ import annotations

import re
import socket
import ssl
import sys
import time
from collections.abc import Mapping
from typing import Any
from urllib.error import URLError

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey

from dayops_dash.server.rights import Readers
from dayops_dash.server.served_at import served_at
from dayops_dash.server.settings import SettingError
from dayops_dash.server.signin.provider import NotJson, Provider, ProviderAway, ProviderWrong, Sent, _why, plain_code
from dayops_dash.server.signin.set_up import sign_in
from dayops_dash.server.signin.settings import SignInSettings, signin_settings
from dayops_dash.server.signin.tokens import TokenPerson, _claimed
from tests.server.oidc import environment

BASE, ISSUER = "https://care.example.gov.uk/dayops", "https://login.example.com/0a1b/v2.0"


def read(**more: str) -> SignInSettings | None:
    said = {name: value for name, value in {**environment(BASE, ISSUER), **more}.items() if value}
    return signin_settings(said, served_at(said, "", ()))


def test_without_any_of_it_there_is_no_sign_in() -> None:
    assert signin_settings({}, served_at({}, "", ())) is None
    assert signin_settings({"DAYOPS_READERS": "everyone"}, served_at({}, "", ())) is None


def test_what_is_told_is_read() -> None:
    found = read(
        DAYOPS_READERS="named", DAYOPS_SIGNIN_ROLES="realm_access.roles", DAYOPS_SIGNIN_SCOPES="openid,profile"
    )
    assert found
    assert (found.returns_to, found.left_at) == (f"{BASE}/signin/return", f"{BASE}/signin/left")
    assert (found.readers, found.claim, found.scopes) == (Readers.NAMED, "realm_access.roles", "openid profile")
    assert found.prefix == "/dayops" and found.is_secure
    usual = read()
    assert usual and (usual.readers, usual.claim) == (Readers.EVERYONE, "roles") and "offline_access" in usual.scopes


def test_secrets_stand_in_nothing_that_is_written() -> None:
    found = read()
    assert found and found.secret not in repr(found) and found.secrets[0] not in repr(found)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"DAYOPS_SIGNIN_SECRET": ""}, "Sign-in is half set up. Set DAYOPS_SIGNIN_SECRET too"),
        (
            {"DAYOPS_SIGNIN_CLIENT": "", "DAYOPS_SIGNIN_ISSUER": ""},
            "Set DAYOPS_SIGNIN_ISSUER, DAYOPS_SIGNIN_CLIENT too",
        ),
        ({"DAYOPS_BASE": ""}, "Sign-in needs DAYOPS_BASE"),
        ({"DAYOPS_BASE": "http://care.example.gov.uk"}, "begins with https://"),
        ({"DAYOPS_SIGNIN_ISSUER": "http://login.example.com"}, "DAYOPS_SIGNIN_ISSUER, the issuer, is"),
        ({"DAYOPS_SIGNIN_ISSUER": "login.example.com"}, "begins with https://"),
        ({"DAYOPS_SIGNIN_ISSUER": "https://["}, "begins with https://"),
        ({"DAYOPS_SIGNIN_ISSUER": f"{ISSUER}/.well-known/openid-configuration"}, "Give the issuer alone"),
        ({"DAYOPS_SIGNIN_ISSUER": "https://login.example.com/Common/v2.0"}, "where anybody has an account"),
        ({"DAYOPS_SIGNIN_COOKIE_SECRET": "short"}, "can be guessed"),
        ({"DAYOPS_SIGNIN_COOKIE_SECRET": "a" * 64}, "can be guessed"),
        ({"DAYOPS_SIGNIN_COOKIE_SECRET": f"{'a1b2c3d4' * 8},short"}, "can be guessed"),
        ({"DAYOPS_SIGNIN_SCOPES": "profile"}, "lacks openid"),
        ({"DAYOPS_READERS": "staff"}, "Say one of: everyone, named"),
        ({"DAYOPS_DESK": "1"}, "Unset it, or sign-in"),
    ],
)
def test_what_cannot_be_right_stops_the_start_and_says_what_to_do(more: dict[str, str], says: str) -> None:
    with pytest.raises(SettingError) as error:
        read(**more)
    assert says in str(error.value) and "a secret of the client" not in str(error.value)


def test_readers_cannot_be_named_where_nobody_signs_in() -> None:
    with pytest.raises(SettingError, match="nobody can sign in"):
        signin_settings({"DAYOPS_READERS": "named"}, served_at({}, "", ()))


def about(sent: Sent) -> Mapping[str, Any]:
    found = read()
    assert found
    return Provider(found, lambda address, form, headers: sent).about()


def test_a_service_that_is_another_or_none_is_told_from_one_that_is_away() -> None:
    ends = dict.fromkeys(("authorization_endpoint", "token_endpoint", "jwks_uri"), f"{ISSUER}/x")
    assert about(Sent(200, {"issuer": ISSUER, **ends}))["issuer"] == ISSUER
    for wrong in (
        Sent(404, {}),
        Sent(200, {"issuer": "https://evil.example", **ends}),
        Sent(200, {"issuer": ISSUER}),
        Sent(302, {}),
    ):
        with pytest.raises(ProviderWrong):
            about(wrong)
    with pytest.raises(ProviderAway) as away:
        about(Sent(503, {}))
    assert not isinstance(away.value, ProviderWrong)


def test_what_is_no_sign_in_service_is_told_from_one_that_is_away() -> None:
    """A page in the place of JSON: at an address that is wrong, or while the service is away."""
    found = read()
    assert found
    for status, is_wrong in ((200, True), (400, True), (404, True), (429, False), (502, False), (503, False)):

        def page(*_: object, status: int = status) -> Sent:
            raise NotJson(status)

        with pytest.raises(ProviderAway) as told:
            Provider(found, page).about()
        assert isinstance(told.value, ProviderWrong) == is_wrong, status
        assert not is_wrong or f"is answered with status {status}" in str(told.value)


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (URLError(socket.gaierror(-2, "Name or service not known")), "its name is not known here"),
        (URLError(ssl.SSLCertVerificationError(1, "self-signed")), "SSL_CERT_FILE"),
        (URLError(ConnectionRefusedError(111, "Connection refused")), "Connection refused"),
        (TimeoutError("timed out"), "nothing came in 8 seconds"),
        (URLError("unknown url type"), "URLError|str"),
    ],
)
def test_why_a_service_cannot_be_asked_is_said_in_words(error: Exception, says: str) -> None:
    assert re.search(says, _why(error))


def test_keys_of_other_kinds_beside_the_right_one_do_not_matter() -> None:
    """As Entra shows them: with certificates and no algorithm; others are for encryption, or of kinds that are still to come."""
    found, key = read(), RSAKey.generate_key(2048, {"kid": "one"})
    assert found
    ours = {
        **key.as_dict(private=False),
        "use": "sig",
        "x5t": "one",
        "x5c": ["MIIC"],
        "issuer": ISSUER,
        "cloud_instance_name": "x",
    }
    shown = [{"kty": "AKP", "kid": "new"}, {**ours, "use": "enc", "kid": "two"}, "no key", None, ours]
    ends = dict.fromkeys(("authorization_endpoint", "token_endpoint", "jwks_uri"), f"{ISSUER}/x")
    provider = Provider(found, lambda address, form, headers: Sent(200, {"issuer": ISSUER, **ends, "keys": shown}))
    now = int(time.time())
    claims = {
        "iss": ISSUER,
        "aud": found.client,
        "sub": "s",
        "oid": "o",
        "tid": "t",
        "iat": now,
        "exp": now + 60,
        "nonce": "n",
    }
    token = jwt.encode({"alg": "RS256", "kid": "one"}, {**claims, "roles": ["reader"]}, key)
    assert provider._believed(token, "n") == TokenPerson("o@t", ("reader",))
    shown.clear()
    with pytest.raises(ProviderAway, match="no key"):
        provider._key_set(anew=True)


def test_roles_are_found_by_the_name_of_their_claim_or_its_path() -> None:
    claims = {
        "roles": ["reader"],
        "realm_access": {"roles": ["officer:dorset"]},
        "a.b": "reader",
        "n": 7,
        "x": {"y": None},
    }
    asked = ("roles", "realm_access.roles", "a.b", "n", "x.y.z", "missing", "")
    assert [_claimed(claims, name) for name in asked] == [["reader"], ["officer:dorset"], ["reader"], [], [], [], []]


@pytest.mark.parametrize("code", ["<script>", "access denied", "é", "", None, 7, "a" * 61, ["access_denied"], "_"])
def test_only_a_services_own_word_is_shown(code: object) -> None:
    assert plain_code(code) == "unknown"
    assert plain_code("access_denied") == "access_denied"


def test_without_the_library_the_start_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "joserfc", None)
    said = environment(BASE, ISSUER)
    with pytest.raises(SettingError, match=r"pip install 'joserfc>=1.8,<2'"):
        sign_in(said, served_at(said, "", ()), lambda *_: b"", "")
