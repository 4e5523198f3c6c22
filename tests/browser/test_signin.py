"""Sign-in on the whole dashboard: two copies behind nginx with TLS and a path, a real service, and a real browser."""

from __future__ import annotations

import io
import shutil
import time
import warnings
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

import app
from dayops_dash.dataset import DATA
from dayops_dash.desk.held import published
from dayops_dash.desk.returns.make import make_workbooks
from dayops_dash.publishing import ledger
from dayops_dash.server.rights import SHARED
from dayops_dash.stories import PAGES
from tests.browser.conftest import READY
from tests.browser.proxied import NGINX, free_port, proxied, running
from tests.dataset.test_public import with_secrets
from tests.desk.workbooks import filled_in
from tests.server.oidc import Reader, Service, environment, service
from tests.server.provide import why_not

WHY_NOT = why_not() or ("" if NGINX else "nginx is not on this machine")
pytestmark = [
    pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT),
    pytest.mark.filterwarnings("ignore:Unverified HTTPS request"),
    pytest.mark.browser,
    pytest.mark.long,
]
HURRIED = ("tests.server.hurried",)
PLACES = (  # of each kind of address one that is there, and some that are not
    *("", "progress", "read/", "read/dorset/overview", "data/", "data/dorset/facts.csv"),
    *("figure/", "table/x", "picture/x", "document/x", "record/x", "desk", "desk/workbooks", "desk/desk.js"),
)
ROLES = ("none", "reader", "member", "officer", "publisher", "administrator", "three")


@dataclass(frozen=True)
class Served:
    """Where the dashboard is served, its sign-in service, and the folder of its councils."""

    base: str
    idp: Service
    root: Path


def data_with_secrets(root: Path) -> Path:
    """Make councils of which one has exempt rows, and return their folder."""
    for slug in ("dorset", "exampleshire"):
        shutil.copytree(DATA / slug, root / slug)
    with_secrets(root)
    return root


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    port, folder = free_port(), tmp_path_factory.mktemp("nginx")
    base = f"https://localhost:{port}/dayops"
    with service(base) as idp:
        told = environment(base, idp.issuer, DAYOPS_READERS="named", DAYOPS_HOSTS="127.0.0.1")
        told |= {"DAYOPS_DRAFTS": str(folder / "drafts"), "DAYOPS_DATA": str(data_with_secrets(folder / "data"))}
        with (
            running(HURRIED, **told) as first,
            running(HURRIED, **told) as second,
            proxied(folder, "/dayops/", (first, second), port),
        ):
            yield Served(base, idp, folder / "data")


@pytest.fixture
def home(served: Served) -> Path:
    return served.root / "exampleshire"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(ignore_https_errors=True)
    yield made
    made.close()


def opened(context: BrowserContext, served: Served, person: str, place: str) -> Page:
    served.idp.tell(as_=person)
    page = context.new_page()
    page.goto(f"{served.base}/{place}")
    page.wait_for_selector(f"{READY} .do-foot")
    return page


def reader(served: Served, person: str) -> Reader:
    served.idp.tell(as_=person)
    found = Reader(served.base)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found.open("signin")
    return found


def test_a_deep_link_opens_signed_out_and_the_menu_leads_where_the_roles_do(
    context: BrowserContext, served: Served
) -> None:
    page = opened(context, served, "publisher", "progress?council=exampleshire")
    assert page.url == f"{served.base}/progress?council=exampleshire"
    expect(page.get_by_role("link", name="Sign out")).to_have_count(1)
    page.get_by_role("link", name="Bring it up to date").click()
    page.wait_for_selector("h1:has-text('Bring it up to date')")
    assert page.url == f"{served.base}/desk?council=exampleshire"
    assert page.locator("select#f-council option").all_inner_texts() == ["Exampleshire (illustrative)"]
    assert {cookie["secure"] for cookie in context.cookies() if "dayops" in cookie["name"]} == {True}
    assert {cookie["path"] for cookie in context.cookies() if "dayops" in cookie["name"]} == {"/dayops"}


def test_a_page_goes_on_by_itself_when_its_roles_are_read_again(context: BrowserContext, served: Served) -> None:
    page, sockets = context.new_page(), []
    page.on("websocket", lambda socket: sockets.append(socket))
    served.idp.tell(as_="reader")
    page.goto(f"{served.base}/progress?council=dorset")
    page.wait_for_selector(f"{READY} .do-foot")
    with page.expect_event("websocket", timeout=20_000):
        pass
    assert len(sockets) == 2 and sockets[0].is_closed()
    page.get_by_role("link", name="Risks", exact=True).first.click()
    page.wait_for_selector("h1:has-text('What could stop it?')")
    expect(page.get_by_role("link", name="Sign out")).to_have_count(1)


CLICK_IN_THE_GAP = """() => {
    const app = () => document.querySelector('[data-testid="stApp"]').dataset.testConnectionState;
    const look = new MutationObserver(() => {
        if (app() === "CONNECTED") return;
        look.disconnect();
        [...document.querySelectorAll("a.do-link")].find((link) => link.textContent.includes("Risks")).click();
    });
    look.observe(document.body, { subtree: true, attributeFilter: ["data-test-connection-state"] });
}"""


def test_a_click_while_the_connection_is_made_anew_is_not_lost(context: BrowserContext, served: Served) -> None:
    page = opened(context, served, "reader", "progress?council=dorset")
    page.evaluate(CLICK_IN_THE_GAP)
    page.wait_for_selector("h1:has-text('What could stop it?')")


def unpacked(content: bytes) -> bytes:
    """Return what a file holds: of one that is an archive, as Office's are, what is in it."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"".join(map(archive.read, archive.namelist()))


KINDS = ("table", "record", "document")
SECRETS = ("Zanzibar", "234567", "234,567", "345678", "345,678", "£346k", "£235k")


def test_no_role_opens_an_exempt_row(context: BrowserContext, served: Served, tmp_path: Path) -> None:
    """On pages, and in the tables and documents to which they lead; without sign-in stories tell them."""
    whole = with_secrets(tmp_path).at()
    assert "Zanzibar" in str(PAGES["risks"].story(whole)) and "234,567" in str(PAGES["sources"].story(whole)), (
        "it can fail"
    )
    page, kinds = opened(context, served, "three", "spend?council=exampleton"), set()
    for name in PAGES:
        page.goto(f"{served.base}/{'' if name == 'overview' else name}?council=exampleton")
        page.wait_for_selector(f"{READY} .do-foot, {READY} .do-stage, {READY} .do-alone")
        text = page.content()
        assert not [secret for secret in SECRETS if secret in text], name
        links = page.eval_on_selector_all("a[href]", "links => links.map((link) => link.href)")
        taken = {one for one in links if any(f"/{kind}/" in one for kind in KINDS)}
        kinds |= {kind for kind in KINDS for one in taken if f"/{kind}/" in one}
        for link in taken - {one for one in taken if one.partition("?")[0].endswith((".png", ".pdf"))}:
            answer = context.request.get(link)
            assert answer.ok, link
            assert not [secret for secret in SECRETS if secret.encode() in unpacked(answer.body())], link
    assert kinds == set(KINDS)
    for council in ("dorset", "exampleton"):  # from another council, and from its own
        page.goto(f"{served.base}/search?council={council}&q=fails&where=all")
        page.wait_for_selector(f"{READY} .do-foot")
        assert "Zanzibar" not in page.content()


def test_a_page_that_was_left_open_closes_when_a_role_is_taken_away(context: BrowserContext, served: Served) -> None:
    page = opened(context, served, "member", "progress?council=dorset")
    try:
        served.idp.tell(of="member", roles=[])
        page.wait_for_timeout(3_000)
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        page.wait_for_selector("h1:has-text('You may not open this')")
        assert "Your roles here: none." in page.inner_text("main")
    finally:
        served.idp.tell(of="member", roles=["member:cabinet"])


def test_signing_out_leads_to_the_service_and_the_next_page_asks_again(context: BrowserContext, served: Served) -> None:
    page = opened(context, served, "reader", "")
    page.get_by_role("link", name="Sign out").click()
    page.wait_for_url(f"{served.idp.issuer}/session/end?**")
    page.get_by_role("button", name="Yes, sign me out").click()
    page.wait_for_selector("h1:has-text('You are signed out')")
    assert page.url.startswith(f"{served.base}/signin/left")
    served.idp.tell(as_="")
    page.goto(f"{served.base}/progress")
    page.wait_for_selector("h1:has-text('Signing in was refused')")


def test_a_form_of_the_desk_is_taken_behind_the_proxy_and_one_of_another_site_is_not(served: Served) -> None:
    publisher = reader(served, "publisher")
    page = publisher.open("desk?council=exampleshire").text
    token = page.partition('name="token" value="')[2].partition('"')[0]
    fields = {"token": token, "council": "exampleshire", "role": "Officer", "judged": "officer's proposal"}
    taken = publisher.post("desk", fields)
    assert taken.status_code == 422 and "Choose the workbooks" in taken.text
    assert publisher.post("desk", fields, origin="https://evil.example").status_code == 403
    assert reader(served, "three").post("desk", fields).status_code == 403  # a token of another session


def token_of(asks: Reader) -> str:
    return asks.open("desk").text.partition('name="token" value="')[2].partition('"')[0]


def test_what_an_officer_brings_in_at_one_copy_a_publisher_publishes_at_another(served: Served, home: Path) -> None:
    """By forms as a browser sends them, through the proxy; the record holds who, and not by name."""
    officer, publisher = reader(served, "officer"), reader(served, "publisher")
    sent = filled_in(
        make_workbooks(published(home), "Exampleshire", by_owner=False)[0], {"south-hub": {"Status": "Delayed"}}
    )
    fields = {"token": token_of(officer), "council": home.name, "role": "Officer", "as_of": "2026-09-30", "paper": ""}
    begun = officer.post("desk", {**fields, "judged": "officer's proposal"}, files={"files": ("a.xlsx", sent)})
    assert begun.status_code == 303 and begun.headers["location"].startswith(f"/dayops/desk/{home.name}/"), begun.text
    place = begun.headers["location"].removeprefix("/dayops/").rpartition("/")[0]
    until(lambda: "data-reading" not in officer.open(place).text)
    officer.post(f"{place}/check", {"token": token_of(officer), "role": "Head of commissioning"})
    said = {"act": "publish", "by": "Director", "because": "Returns for Q2"}
    assert officer.post(f"{place}/publish", {**said, "token": token_of(officer)}).status_code == 422
    assert reader(served, "second").open(f"{place}/publish").status_code == 200
    done = publisher.post(f"{place}/publish", {**said, "token": token_of(publisher)})
    assert done.status_code == 303, done.text
    last = ledger.events(home)[-1]
    assert (last.by, last.who) == ("Director", f"publisher@{served.idp.issuer}")


def until(holds: Callable[[], bool]) -> None:
    for _ in range(100):
        if holds():
            return
        time.sleep(0.2)
    raise AssertionError("it did not come to pass")


@pytest.mark.parametrize("role", [None, *ROLES])
def test_every_address_as_every_role(served: Served, role: str | None) -> None:
    """Also of each first part that the application answers: what is new is closed until it is said to be open."""
    asks = reader(served, role) if role else Reader(served.base)
    known = {f"{name}/x" if name not in app.NAMES else name for name in {*app.NAMES, *app.OTHERS} - SHARED}
    for place in sorted({*PLACES, *known} - {"health/x", "metrics/x"}):
        first = place.split("/")[0]
        desk = first == "desk"
        answer = asks.open(place, follow=False)
        if role is None:
            assert answer.status_code == 303 and answer.headers["location"].startswith(f"{served.idp.issuer}/auth?"), (
                place
            )
            assert asks.script(place).status_code == 401, place
            continue
        closed = role == "none" or first == "access" or (desk and role not in ("officer", "publisher", "three"))
        assert (answer.status_code == 403) is closed, (place, answer.status_code)
        assert not closed or "You may not open this" in answer.text
        assert answer.status_code < 500 or place.startswith("metrics"), place
        assert answer.status_code != 200 or answer.headers["cache-control"] in ("private, no-cache", "no-store"), place
    for place in ("health/live", "_stcore/health", "favicon.png", "shell.js", "signin/me"):
        assert asks.open(place, follow=False).status_code == 200, place
    assert asks.open("metrics").status_code == asks.open("_stcore/metrics").status_code == 404
