"""Sign-in against a real OpenID Connect service: who gets in, what goes wrong and is said, how long it lasts, and how it ends."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from http.cookies import SimpleCookie
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from joserfc.jwk import RSAKey
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from dayops_dash.server.signin.cookies import CookieJar
from dayops_dash.server.signin.provider import Provider
from dayops_dash.server.signin.settings import SignInSettings
from dayops_dash.server.signin.tokens import BadToken, person_of
from tests.server.oidc import CLIENT, COOKIE_SECRET, PEOPLE, SECRET, Reader, Service, free_port, service
from tests.server.provide import why_not
from tests.server.signing_in import Small, small

pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not())
PORTS = {name: free_port() for name in ("open", "closed", "under", "again")}
BASES = {name: f"http://127.0.0.1:{port}{'/dayops' * (name == 'under')}" for name, port in PORTS.items()}
CLOSED = {"DAYOPS_READERS": "named", "DAYOPS_HOSTS": "localhost,upstream"}


@pytest.fixture(scope="module")
def idp() -> Iterator[Service]:
    with service(*BASES.values()) as found:
        yield found


@pytest.fixture(autouse=True)
def usual(idp: Service) -> Iterator[None]:
    yield
    idp.tell(as_="reader", lasts=3_600, renews="yes")
    for person, said in PEOPLE.items():
        idp.tell(of=person, roles=said["roles"])


@pytest.fixture(scope="module")
def closed(idp: Service) -> Iterator[Small]:
    with small(PORTS["closed"], idp.issuer, **CLOSED) as found:
        yield found


@pytest.fixture(scope="module")
def open_(idp: Service) -> Iterator[Small]:
    with small(PORTS["open"], idp.issuer) as found:
        yield found


@pytest.fixture(autouse=True)
def clocks(open_: Small, closed: Small) -> None:
    open_.ahead = closed.ahead = 0.0


def signed_in(at: Small, idp: Service, person: str) -> Reader:
    idp.tell(as_=person)
    reader = Reader(at.base)
    assert reader.open("signin").status_code in (200, 403)
    return reader


def told(answer: requests.Response) -> dict[str, object]:
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def test_a_deep_link_opens_after_signing_in(idp: Service, closed: Small) -> None:
    idp.tell(as_="reader")
    answer = Reader(closed.base).open("progress?council=dorset&as_at=2026-01-01&q=%C3%A9+%2F")
    assert answer.url == f"{closed.base}/progress?council=dorset&as_at=2026-01-01&q=%C3%A9+%2F"
    assert told(answer)["person"] == f"reader@{idp.issuer}"


@pytest.mark.parametrize(
    ("person", "pages", "desk"),
    [("none", 403, 403), ("reader", 200, 403), ("member", 200, 403), ("officer", 200, 200), ("three", 200, 200)],
)
def test_roles_say_what_opens(idp: Service, closed: Small, person: str, pages: int, desk: int) -> None:
    reader = signed_in(closed, idp, person)
    assert [reader.open(place).status_code for place in ("", "data/", "desk")] == [pages, pages, desk]


def test_three_roles_and_the_id_that_stays_are_read_from_the_token(idp: Service, closed: Small) -> None:
    said = told(signed_in(closed, idp, "three").open(""))
    assert said["roles"] == ["member:scrutiny", "officer:dorset", "publisher:exampleshire"]
    assert said["person"] == "0a1b@9f8e" and said["asker"] == "officer"


def test_a_token_with_hundreds_of_groups_fits(idp: Service, closed: Small) -> None:
    reader = signed_in(closed, idp, "many")
    assert told(reader.open(""))["roles"] == ["reader"]
    assert sum(map(len, reader.cookies().values())) < 2_000


def test_where_everyone_reads_pages_need_no_sign_in_and_the_desk_does(idp: Service, open_: Small) -> None:
    nobody = Reader(open_.base)
    assert told(nobody.open("progress"))["asker"] == "nobody"
    assert nobody.open("progress").headers["cache-control"] == "public, max-age=300"
    away = nobody.open("desk", follow=False)
    assert away.status_code == 303 and away.headers["location"].startswith(f"{idp.issuer}/auth?")
    assert told(signed_in(open_, idp, "officer").open("progress"))["asker"] == "officer"


def test_the_way_there_has_pkce_state_and_nonce_and_is_never_the_same(idp: Service, closed: Small) -> None:
    found = [parse_qs(urlsplit(Reader(closed.base).open("", follow=False).headers["location"]).query) for _ in range(2)]
    for asked in found:
        assert asked["code_challenge_method"] == ["S256"] and asked["response_type"] == ["code"]
        assert asked["redirect_uri"] == [f"{closed.base}/signin/return"]
    assert all(found[0][name] != found[1][name] for name in ("state", "nonce", "code_challenge"))


def test_a_script_is_told_and_not_sent_away(closed: Small) -> None:
    answer = Reader(closed.base).script("data/dorset/facts.csv")
    assert answer.status_code == 401 and "sign in" in answer.text and "location" not in answer.headers


@pytest.mark.parametrize(
    "there",
    [
        *("https://evil.example", "//evil.example", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)"),
        *("%0d%0aSet-Cookie:x=1", "signin/out", "..//evil.example", " //evil.example", "https:evil.example", "x\ty"),
    ],
)
def test_the_link_that_opens_is_never_elsewhere(idp: Service, closed: Small, there: str) -> None:
    idp.tell(as_="reader")
    answer = Reader(closed.base).open(f"signin?next={requests.utils.quote(there, safe='%')}")
    assert answer.url == f"{closed.base}/" and answer.status_code == 200


def test_a_refused_prompt_is_said_with_how_to_go_on(idp: Service, closed: Small) -> None:
    idp.tell(as_="")
    reader = Reader(closed.base)
    answer = reader.open("progress?council=dorset")
    assert answer.status_code == 403 and "Signing in was refused" in answer.text and "access denied" in answer.text
    assert "<b>no</b>" not in answer.text and "You are not signed in." in answer.text
    assert f'href="{closed.base}/signin?next=progress%3Fcouncil%3Ddorset"' in answer.text
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"] and reader.cookies() == {}


def way_back(at: Small, idp: Service, person: str = "reader") -> tuple[Reader, str]:
    """Go to the service and return the browser with the address that leads back, not yet opened."""
    idp.tell(as_=person)
    reader = Reader(at.base)
    address = reader.open("", follow=False).headers["location"]
    while not address.startswith(at.base):
        sent = reader.browser.get(address, allow_redirects=False)
        address = requests.compat.urljoin(address, sent.headers["location"])
    return reader, address


def test_a_way_back_works_once(idp: Service, closed: Small) -> None:
    reader, address = way_back(closed, idp)
    held = reader.browser.cookies.copy()
    assert reader.open(address).status_code == 200
    again = reader.open(address)
    assert again.status_code == 400 and "You are signed in already" in again.text
    thief = Reader(closed.base)
    stolen = thief.open(address)
    assert stolen.status_code == 400 and "too old, or was used before" in stolen.text and thief.cookies() == {}
    thief.browser.cookies.update(held)  # even with the cookie of the way: the service gives nothing for a code twice
    refused = thief.open(address)
    assert refused.status_code == 403 and "invalid grant" in refused.text
    assert thief.script("progress").status_code == 401


def test_a_way_back_of_another_browser_or_too_late_is_of_no_use(idp: Service, closed: Small) -> None:
    reader, address = way_back(closed, idp)
    other, theirs = way_back(closed, idp, "officer")
    crossed = other.open(address)
    assert crossed.status_code == 400 and other.script("progress").status_code == 401
    state = {"state": parse_qs(urlsplit(theirs).query)["state"][0]}
    mixed = address.replace(parse_qs(urlsplit(address).query)["state"][0], state["state"])
    assert other.open(mixed).status_code == 403  # another's code with one's own state: the verifier is not its own
    closed.ahead = 601
    assert "too old" in reader.open(address).text and reader.script("progress").status_code == 401


@pytest.mark.parametrize(
    "query", ["", "?code=x", "?state=", "?state=../x&code=y", "?error=x&state=y", "?state=%00" + "a" * 40]
)
def test_a_way_back_that_nobody_began_is_said(closed: Small, query: str) -> None:
    answer = Reader(closed.base).open(f"signin/return{query}")
    assert answer.status_code == 400 and "Sign in again" in answer.text


def test_a_token_that_has_run_out_lets_nobody_in(idp: Service, closed: Small) -> None:
    idp.tell(lasts=1)
    reader, address = way_back(closed, idp)
    closed.ahead = 120
    answer = reader.open(address)
    assert answer.status_code == 403 and "has run out" in answer.text and reader.cookies() == {}


@pytest.mark.parametrize(("ahead", "words"), [(3_700, "61 minutes ahead of"), (-240, "4 minutes behind")])
def test_a_clock_that_is_wrong_is_named(idp: Service, closed: Small, ahead: int, words: str) -> None:
    idp.tell(as_="reader")
    closed.ahead = ahead
    answer = Reader(closed.base).open("progress")
    assert answer.status_code == 403 and f"this server’s clock is {words} the service’s" in answer.text


def test_copies_with_other_secrets_are_named_and_not_called_too_old(
    idp: Service, closed: Small, caplog: pytest.LogCaptureFixture
) -> None:
    reader, address = way_back(closed, idp)
    with small(PORTS["again"], idp.issuer, DAYOPS_SIGNIN_COOKIE_SECRET=COOKIE_SECRET[::-1]) as other:
        answer = reader.open(address.replace(closed.base, other.base))
    assert answer.status_code == 400 and "One part of the dashboard cannot read what another wrote" in answer.text
    assert "is DAYOPS_SIGNIN_COOKIE_SECRET the same for every copy?" in caplog.text


def test_signing_in_at_another_name_begins_at_the_dashboards_own(idp: Service, closed: Small) -> None:
    """The cookie of the way is of one name, and the service leads back to one."""
    idp.tell(as_="reader")
    reader = Reader(closed.base.replace("127.0.0.1", "localhost"))
    answer = reader.open("progress?council=dorset")
    assert answer.status_code == 200 and answer.url == f"{closed.base}/progress?council=dorset"


def test_a_proxy_that_puts_another_name_in_the_place_of_ours_leads_nobody_round(idp: Service, closed: Small) -> None:
    idp.tell(as_="reader")
    reader = Reader(closed.base)
    first = reader.open("progress", follow=False, host="upstream")
    second = reader.open(first.headers["location"], follow=False, host="upstream")
    assert first.headers["location"].startswith(f"{closed.base}/signin?next=progress")
    assert second.headers["location"].startswith(idp.issuer)


@pytest.mark.parametrize(("code", "says"), [("invalid_client", "DAYOPS_SIGNIN_SECRET"), ("invalid_scope", "_SCOPES")])
def test_what_the_service_refuses_is_logged_with_the_setting_to_look_at(
    closed: Small, idp: Service, caplog: pytest.LogCaptureFixture, code: str, says: str
) -> None:
    reader, address = way_back(closed, idp)
    state = parse_qs(urlsplit(address).query)["state"][0]
    assert reader.open(f"signin/return?error={code}&state={state}").status_code == 403
    assert says in caplog.text


def settings(idp: Service) -> SignInSettings:
    return SignInSettings(idp.issuer, CLIENT, "http://127.0.0.1:1", secret=SECRET)


def test_a_foreign_token_is_not_believed(idp: Service) -> None:
    """Of another key, service, application, sign-in or time, or signed by what is no key of the service."""
    set_, now = settings(idp), int(time.time())
    keys = Provider(set_)._key_set(anew=True)
    assert person_of(idp.token(), keys, set_, "n", now).id == f"reader@{idp.issuer}"
    assert person_of(idp.token(nonce=None), keys, set_, None, now)
    wrong: list[dict[str, object]] = [
        {"iss": "http://127.0.0.1:1"},
        {"aud": "another"},
        {"aud": [CLIENT, "another"]},
        {"azp": "another"},
        {"exp": now - 120},
        {"exp": None},
        {"iat": None},
        {"sub": None},
        {"iss": None},
        {"aud": None},
        {"nonce": "other"},
        {"nonce": None},
        {"iat": now + 3600},
    ]
    for claims in wrong:
        with pytest.raises(BadToken):
            person_of(idp.token(**claims), keys, set_, "n", now)
    other = RSAKey.generate_key(2048, {"kid": idp.key.kid})
    head = idp.token().split(".")
    none = "eyJhbGciOiJub25lIn0." + head[1] + "."
    for token in (idp.token(other), none, f"{head[0]}.{head[1]}.", "", "a.b.c", f"{head[0]}.{head[1]}x.{head[2]}"):
        with pytest.raises(BadToken):
            person_of(token, keys, set_, "n", now)


def test_a_cookie_that_was_changed_made_elsewhere_or_of_another_kind_is_none(idp: Service, closed: Small) -> None:
    reader = signed_in(closed, idp, "reader")
    value = reader.cookies()["dayops_session"]
    way = (
        CookieJar([COOKIE_SECRET], "", secure=False)
        .put("way_x", ["reader"], 60)[1]
        .decode()
        .split("=")[1]
        .split(";")[0]
    )
    elsewhere = CookieJar(["another secret of thirty-two letters"], "", secure=False).put("session", {}, 60)[1].decode()
    for forged in (
        value[:-9] + "AAAAAAA==",
        value[:40] + "A" + value[41:],
        "",
        way,
        elsewhere.split("=")[1].split(";")[0],
        "é",
    ):
        stranger = Reader(closed.base)
        stranger.browser.headers["cookie"] = f"dayops_session={forged}".encode().decode("latin-1")
        assert stranger.script("progress").status_code == 401, forged


def test_what_asks_may_not_say_who_it_is(open_: Small) -> None:
    answer = Reader(open_.base).open("progress", x_dayops_asker="officer")
    assert told(answer)["asker"] == "nobody"


def test_cookies_are_for_the_server_alone(idp: Service, closed: Small) -> None:
    _, address = way_back(closed, idp)
    jar = CookieJar([COOKIE_SECRET], "/dayops", secure=True)
    (name, said), *more = SimpleCookie(jar.put("session", {}, 60)[1].decode()).items()
    assert not more and name == "__Secure-dayops_session" and jar.name("x").startswith("__Secure-")
    assert (said["httponly"], said["samesite"], said["secure"], said["path"]) == (True, "Lax", True, "/dayops")
    assert CookieJar([COOKIE_SECRET], "", secure=True).name("session") == "__Host-dayops_session"
    assert address.startswith(closed.base)


def test_two_copies_with_one_secret_know_each_others_sessions_and_ways(idp: Service, closed: Small) -> None:
    with small(PORTS["again"], idp.issuer, **CLOSED) as other:
        reader = signed_in(closed, idp, "reader")
        there = Reader(other.base, reader.browser)  # cookies of one name are sent to either port
        assert told(there.script("progress"))["person"] == f"reader@{idp.issuer}"
        begun, address = way_back(closed, idp)
        finished = begun.browser.get(address.replace(closed.base, other.base), allow_redirects=False)
        assert finished.status_code in (
            303,
            403,
        )  # the copy reads the way; the service takes the address it was told of
        assert "too old" not in finished.text
    with small(PORTS["again"], idp.issuer, DAYOPS_SIGNIN_COOKIE_SECRET="x1" + COOKIE_SECRET, **CLOSED) as stranger:
        assert Reader(stranger.base, reader.browser).script("progress").status_code == 401
    both = f"x1{COOKIE_SECRET},{COOKIE_SECRET}"
    with small(PORTS["again"], idp.issuer, DAYOPS_SIGNIN_COOKIE_SECRET=both, **CLOSED) as changing:
        assert Reader(changing.base, reader.browser).script("progress").status_code == 200


def test_roles_are_read_again_within_ten_minutes(idp: Service, closed: Small) -> None:
    reader = signed_in(closed, idp, "officer")
    idp.tell(of="officer", roles=["reader"])
    assert told(reader.script("progress"))["asker"] == "officer"
    mark = reader.script("signin/me").json()["mark"]
    closed.ahead = 301
    assert reader.script("signin/me").json()["mark"] not in ("", mark)
    assert told(reader.script("progress"))["asker"] == "person" and reader.script("desk").status_code == 403
    idp.tell(of="officer", roles=[])
    closed.ahead = 700
    assert reader.script("progress").status_code == 403


def test_many_requests_at_once_renew_a_session_once(idp: Service, closed: Small) -> None:
    reader = signed_in(closed, idp, "reader")
    closed.ahead = 400
    cookie = "; ".join(f"{k}={v}" for k, v in reader.cookies().items())
    ask = lambda _: requests.get(f"{closed.base}/progress", headers={"cookie": cookie, "sec-fetch-mode": "cors"})  # noqa: E731
    with ThreadPoolExecutor(8) as many:
        answers = list(many.map(ask, range(16)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.headers["set-cookie"] for answer in answers}) == 1


def test_without_a_refresh_token_the_service_is_asked_again_without_a_prompt(idp: Service, closed: Small) -> None:
    idp.tell(renews="no")
    reader = signed_in(closed, idp, "officer")
    assert "dayops_renewal" not in reader.cookies()
    idp.tell(of="officer", roles=["reader"])
    closed.ahead = 601
    away = reader.open("progress?council=dorset", follow=False)
    assert "prompt=none" in away.headers["location"]
    assert reader.script("progress").status_code == 401
    back = reader.open("progress?council=dorset")
    assert back.url.endswith("/progress?council=dorset") and told(back)["asker"] == "person"
    closed.ahead = 1300
    reader.browser.cookies.clear(domain="127.0.0.1", path="/", name="_session")  # the service knows them no more
    assert told(reader.open("progress"))["asker"] == "person"  # and asks


def test_a_session_ends_after_eight_hours(idp: Service, closed: Small) -> None:
    idp.tell(lasts=100_000)
    reader = signed_in(closed, idp, "reader")
    for minutes in range(45, 8 * 60, 45):
        closed.ahead = minutes * 60.0
        assert reader.script("progress").status_code == 200, minutes
    closed.ahead = 8 * 3600 + 1
    assert reader.script("progress").status_code == 401


def stream(at: Small, reader: Reader) -> ClientConnection:
    cookie = "; ".join(f"{k}={v}" for k, v in reader.cookies().items())
    address = at.base.replace("http", "ws") + "/_stcore/stream"
    return connect(address, origin=at.base, additional_headers={"cookie": cookie})  # type: ignore[arg-type]


def test_a_websocket_is_for_whom_the_pages_are(idp: Service, closed: Small, open_: Small) -> None:
    with pytest.raises(InvalidStatus) as refused, stream(closed, Reader(closed.base)):
        pass
    assert refused.value.response.status_code == 403
    with pytest.raises(InvalidStatus), stream(closed, signed_in(closed, idp, "none")):
        pass
    with stream(closed, signed_in(closed, idp, "officer")) as one, stream(open_, Reader(open_.base)) as two:
        assert (one.recv(5), two.recv(5)) == ("officer", "nobody")
        one.send("hello")
        assert one.recv(5) == "hello"


def test_an_open_websocket_ends_when_its_roles_are_too_old(idp: Service, closed: Small) -> None:
    reader = signed_in(closed, idp, "officer")
    closed.ahead = 298.5  # the session is renewed no earlier than after 300 seconds, so this socket has 301.5 left
    with stream(closed, reader) as kept:
        kept.recv(5)
        closed.ahead = 301
        with stream(closed, reader) as renewed:  # with the cookie of before: the answer brings another
            assert renewed.recv(5) == "officer"
            assert "dayops_session" in str(renewed.response.headers.get_all("set-cookie"))  # type: ignore[union-attr]
    idp.tell(renews="no")
    late = signed_in(closed, idp, "officer")
    closed.ahead += 595
    with stream(closed, late) as short:
        assert short.recv(4) == "officer"
        with pytest.raises(ConnectionClosed):
            short.recv(10)
    assert short.close_code == 1008


def test_signing_out_ends_it_here_at_the_service_and_on_open_pages(idp: Service, closed: Small) -> None:
    reader = signed_in(closed, idp, "officer")
    held = dict(reader.cookies())
    assert len(reader.script("signin/me").json()["mark"]) == 12
    with stream(closed, reader) as page:
        page.recv(5)
        out = reader.open("signin/out", follow=False)
        with pytest.raises(ConnectionClosed):
            page.recv(5)
    assert out.headers["location"].startswith(f"{idp.issuer}/session/end?client_id={CLIENT}&post_logout_redirect_uri=")
    assert reader.cookies() == {} and reader.script("signin/me").json() == {"mark": ""}
    assert "You are signed out" in reader.open("signin/left").text
    thief = Reader(closed.base)
    thief.browser.cookies.update(held)
    assert thief.script("progress").status_code == 401  # at this copy, at once
    with small(PORTS["again"], idp.issuer, **CLOSED) as other:
        elsewhere = Reader(other.base, thief.browser)
        other.ahead = 301
        assert elsewhere.script("progress").status_code == 401  # what was kept cannot be renewed


def test_another_site_signs_nobody_out(idp: Service, closed: Small) -> None:
    reader = signed_in(closed, idp, "reader")
    assert "Do you want to sign out?" in reader.open("signin/out", sec_fetch_site="cross-site").text
    assert reader.script("progress").status_code == 200


def test_what_is_shown_to_somebody_is_kept_by_no_cache_of_others(idp: Service, closed: Small) -> None:
    reader = signed_in(closed, idp, "reader")
    assert reader.open("data/").headers["cache-control"] == "private, no-cache"
    closed.ahead = 301
    renewed = reader.open("data/")
    assert "set-cookie" in renewed.headers and renewed.headers["cache-control"] == "private, no-cache"


def test_while_the_service_is_away_a_session_goes_on_for_ten_minutes_and_then_it_is_said() -> None:
    with ExitStack() as there:
        gone = there.enter_context(service(BASES["again"]))
        with small(PORTS["again"], gone.issuer, **CLOSED) as at:
            reader = signed_in(at, gone, "reader")
            there.close()
            at.ahead = 580
            assert reader.script("progress").status_code == 200
            at.ahead = 601
            answer = reader.open("progress")
            assert answer.status_code == 503 and "Nobody can sign in at the moment" in answer.text
            assert answer.headers["retry-after"] == "60"


def test_under_a_path_everything_stays_under_it(idp: Service) -> None:
    with small(PORTS["under"], idp.issuer, prefix="/dayops", **CLOSED) as at:
        idp.tell(as_="reader")
        reader = Reader(at.base)
        answer = reader.open("progress?council=dorset")
        assert answer.url == f"{at.base}/progress?council=dorset" and told(answer)["path"] == "/progress"
        assert {cookie.path for cookie in reader.browser.cookies if "dayops" in cookie.name} == {"/dayops"}
        assert f'href="{at.base}/"' in reader.open("signin/return").text
        assert f"{at.base}/signin/left" in requests.utils.unquote(
            reader.open("signin/out", follow=False).headers["location"]
        )
