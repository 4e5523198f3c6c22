"""What readers do: arrive by a link, choose, filter, look closer, take a file, use the keyboard, mistype an address."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from dayops_dash.dataset import DATA, Library
from dayops_dash.dataset.package import write_descriptor
from dayops_dash.measures.plan import progress
from dayops_dash.measures.record.facts import facts
from tests.browser.conftest import Visitor, serving

pytestmark = pytest.mark.browser


def test_first_visit_after_a_restart_by_a_shared_link_gets_the_frame_and_the_same_view(browser: Browser) -> None:
    with serving() as address:
        visitor = Visitor(browser.new_context(), address)
        page = visitor.go("/progress?council=solihull&as_at=2023-06-30&view=actions")
        assert page.get_by_label("App pages").count() == 0  # Streamlit's own menu of scripts is not there
        assert page.locator(".do-product").inner_text() == "Day Opportunities Dashboard"
        assert page.locator("h1").inner_text() == "Is the plan being delivered?"
        assert "Solihull" in page.title()
        assert "30 June 2023" in page.locator(".do-subtitle").first.inner_text()
        assert "commitments:" in page.locator("#figure-action-plan").inner_text()
        visitor.page.context.close()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("/?council=atlantis", "No council is called “atlantis”"),
        ("/progress?council=../solihull", "No council is called “../solihull”"),
        ("/sources?council=nottinghamshire&as_at=yesterday", "is not a date"),
        ("/?council=nottinghamshire&as_at=2023-02-30", "is not a date"),
    ],
)
def test_wrong_address_says_so_and_lists_the_councils(visitor: Visitor, asked: str, said: str) -> None:
    page = visitor.go(asked)
    assert said in page.locator(".do-caution").inner_text()
    for title in Library().titles().values():
        assert page.get_by_role("link", name=title).count() == 1
    assert "Traceback" not in page.content()
    page.get_by_role("link", name="Dorset").click()
    visitor.settled()
    assert page.locator("h1").inner_text() in (
        "Where do we stand?",
        "Is the plan being delivered?",
        "Where does every number come from?",
    )
    assert "council=dorset" in page.url and "as_at" not in page.url


def test_wrong_choice_in_the_address_falls_back_to_everything(visitor: Visitor) -> None:
    page = visitor.go("/progress?council=solihull&stands=nonsense&theme=nothing&view=sideways&intention=none&order=up")
    total = len(progress.counted(Library().dataset("solihull").at()))
    assert page.locator("#chosen").inner_text() == f"{total} of {total} commitments match."


def test_day_before_the_first_paper_says_what_there_is(visitor: Visitor) -> None:
    page = visitor.go("/progress?council=dorset&as_at=2020-01-01")
    assert (
        "No paper of Dorset held here is counted as published by 1 January 2020"
        in page.locator(".do-answer").inner_text()
    )
    page.get_by_role("link", name="See today").click()
    expect(page.locator("h1")).to_have_text("Is the plan being delivered?")
    assert "as_at=&" in page.url or page.url.endswith("as_at=") or "as_at" not in page.url


def test_choosing_council_and_day_changes_the_page_and_the_address(visitor: Visitor) -> None:
    page = visitor.go("/?council=nottinghamshire")
    page.get_by_label("Council", exact=True).select_option(label="Cheshire East")
    visitor.settled()
    assert "council=cheshire-east" in page.url and "Cheshire East" in page.title()
    assert page.get_by_label("As at", exact=True).evaluate("e => e.selectedOptions[0].text") == "Today, 29 Nov 2026"
    assert "5 years 9 months ago" in page.locator(".do-notice").inner_text()
    page.get_by_label("As at", exact=True).select_option(label="Latest report, 2 February 2021")
    visitor.settled()
    notice = page.locator(".do-notice").inner_text()
    assert "You see 2 February 2021, not today." in notice and "four are overdue (none then)" in notice
    page.get_by_role("link", name="See today").click()
    visitor.settled()
    assert not re.search(r"as_at=\d", page.url), "a link kept from today opens on its reader's today"
    found = progress.counts(progress.counted(Library().dataset("cheshire-east").at()))
    shown = dict(label.split(maxsplit=1)[::-1] for label in page.locator(".do-units-name a").all_inner_texts())
    assert shown == {str(standing): str(number) for standing, number in found.items() if number}
    page.get_by_role("link", name="Sources").first.click()
    visitor.settled()
    assert "council=cheshire-east" in page.url
    page.reload()
    visitor.settled()
    assert page.locator("h1").inner_text() == "Where does every number come from?"


def test_another_day_can_be_typed_and_is_shown_as_the_choice(visitor: Visitor) -> None:
    page = visitor.go("/?council=nottinghamshire")
    days = page.get_by_label("As at", exact=True)
    days.select_option(label="Another date")
    field = page.get_by_label("Date", exact=True)
    expect(field).to_be_focused()
    field.fill("2023-05-01")
    page.wait_for_url(re.compile("as_at=2023-05-01"))
    visitor.settled()
    assert "1 May 2023" in page.locator(".do-subtitle").first.inner_text()
    assert days.evaluate("e => e.selectedOptions[0].text") == "Chosen day, 1 May 2023" and not field.is_visible()


def test_controls_show_what_the_address_says_also_after_going_back(visitor: Visitor) -> None:
    page = visitor.go("/progress?council=nottinghamshire&view=actions&order=due&search=pilot")
    value = lambda label: page.get_by_label(label, exact=True).input_value()  # noqa: E731
    assert (value("Council"), value("Sort by"), value("Find")) == ("nottinghamshire", "due", "pilot")
    assert page.get_by_role("radio", name="Action plan").is_checked()
    page.get_by_label("Sort by").select_option(label="Name")
    visitor.settled()
    assert "order=name" in page.url and page.get_by_label("Sort by").evaluate("e => e === document.activeElement")
    page.go_back()
    visitor.settled()
    assert value("Sort by") == "due"


def test_filters_narrow_speak_and_go_into_the_address(visitor: Visitor) -> None:
    page = visitor.go("/progress?council=nottinghamshire")
    lines = progress.counted(Library().dataset("nottinghamshire").at())
    page.get_by_text("Choose what is shown").click()
    page.get_by_label("Reported status").select_option(label="Ongoing")
    visitor.settled()
    ongoing = sum(line.reported_status == "ongoing" for line in lines)
    assert page.locator("#chosen").inner_text() == f"{ongoing} of {len(lines)} commitments match."
    assert page.get_by_role("status").filter(has_text=f"{ongoing} of").count() == 1  # a screen reader speaks it
    assert "status=ongoing" in page.url
    page.get_by_label("Find").fill("pilot")
    page.keyboard.press("Enter")
    visitor.settled()
    assert page.locator("#chosen").inner_text() == f"1 of {len(lines)} commitments match."
    page.get_by_label("Find").fill("no such words")
    page.keyboard.press("Enter")
    visitor.settled()
    assert page.locator("#chosen").inner_text().startswith("0 of")
    assert page.locator("h1").count() == 1


def test_both_views_count_the_same_and_a_look_closer_tells_history_and_sources(visitor: Visitor) -> None:
    page = visitor.go("/progress?council=nottinghamshire&as_at=2026-01-31")
    chosen = page.locator("#chosen").inner_text()
    page.get_by_text("Action plan", exact=True).click()
    visitor.settled()
    assert page.locator("#chosen").inner_text() == chosen
    rows = page.locator("#figure-action-plan").locator("xpath=following::table[1]").locator("tbody tr").count()
    assert f"{rows} of {rows} commitments match." == chosen
    page.get_by_text("Choose what is shown").click()
    page.get_by_label("Look closer at").select_option(label="d. Evaluation of short term funded pilot projects")
    visitor.settled()
    assert page.locator("h1").inner_text() == "d. Evaluation of short term funded pilot projects"
    told = page.locator(".do-answer").inner_text()
    assert "April 2023" in told and "Overdue, no update since March 2023" in told and "Ongoing" in told
    assert "paragraph 13, table row d" in page.locator(".do-history").inner_text()
    page.get_by_role("link", name="All commitments").click()
    visitor.settled()
    assert page.locator("#chosen").inner_text() == chosen


def test_downloads_hold_what_the_page_shows(visitor: Visitor) -> None:
    page = visitor.go("/sources?council=dorset&search=risk")
    council = Library().dataset("dorset").at()
    with page.expect_download() as waited:
        page.get_by_role("link", name="Facts (CSV)").click()
    rows = list(csv.DictReader(io.StringIO(Path(waited.value.path()).read_text("utf-8"))))
    assert len(rows) == len(facts(council)) and waited.value.suggested_filename == "dorset-2026-11-29-facts.csv"
    with page.expect_download() as waited:
        page.get_by_role("link", name="Facts (JSON)").click()
    assert len(json.loads(Path(waited.value.path()).read_text("utf-8"))) == len(rows)
    with page.expect_download() as waited:
        page.get_by_role("link", name="Whole package (ZIP)").click()
    names = zipfile.ZipFile(waited.value.path()).namelist()
    assert "dorset/datapackage.json" in names and "dorset/risks.csv" in names
    with page.expect_download() as waited:
        page.locator(".do-share summary").first.click()
        page.get_by_role("link", name="Table (CSV)").first.click()
    table = list(csv.reader(io.StringIO(Path(waited.value.path()).read_text("utf-8"))))
    assert len(table) - 1 == page.locator(".do-table").first.locator("tbody tr").count()


def test_what_is_opened_stays_open_while_choices_change_and_not_on_another_page(visitor: Visitor) -> None:
    page = visitor.go("/progress?council=nottinghamshire")
    table = page.locator("#about-timeline .do-details", has_text="Table").first
    assert not table.evaluate("each => each.open")
    table.locator(":scope > summary").click()
    before = table.inner_text()
    page.get_by_text("Choose what is shown").click()
    page.get_by_label("Reported status").select_option("ongoing")
    page.wait_for_url(re.compile("status=ongoing"))
    visitor.settled()
    assert table.evaluate("each => each.open") and table.inner_text() != before
    page.get_by_role("link", name="Spend").click()
    page.wait_for_url(re.compile("/spend"))
    visitor.settled()
    assert page.locator(".do-details[open]").count() == 0


@pytest.mark.parametrize("width", [400, 1280])
def test_many_filters_stand_folded_until_one_is_chosen(visitor: Visitor, width: int) -> None:
    visitor.page.set_viewport_size({"width": width, "height": 900})
    page = visitor.go("/progress?council=nottinghamshire")
    theme = page.get_by_label("Theme", exact=True)
    assert not theme.is_visible() and page.get_by_text("Action plan", exact=True).is_visible()
    page.get_by_text("Choose what is shown").click()
    assert theme.is_visible()
    page.get_by_label("Reported status").select_option("ongoing")
    visitor.settled()
    assert theme.is_visible()
    page.get_by_label("Reported status").select_option(label="All")
    visitor.settled()
    assert theme.is_visible(), "what a reader opened stays open"
    assert visitor.go("/progress?council=nottinghamshire&status=ongoing").get_by_label("Theme", exact=True).is_visible()


def test_facts_turn_page_by_page(visitor: Visitor) -> None:
    page = visitor.go("/sources?council=nottinghamshire")
    first = (
        page.locator(".do-table tbody th").first.inner_text(),
        page.locator(".do-table").first.locator("tbody tr").count(),
    )
    page.get_by_role("link", name="Next facts").click()
    visitor.settled()
    assert page.locator(".do-table tbody th").first.inner_text() != first[0] and first[1] == 50
    page.get_by_role("link", name="Previous facts").click()
    visitor.settled()
    assert page.locator(".do-table tbody th").first.inner_text() == first[0]


def test_everything_can_be_reached_and_worked_by_keyboard_in_reading_order(visitor: Visitor) -> None:
    page = visitor.go("/?council=nottinghamshire")
    reached: list[str] = []
    for _ in range(45):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate(
                """() => { const e = document.activeElement;
                const hidden = [...e.querySelectorAll('[aria-hidden=true]')].map(h => h.innerText).join('');
                const label = e.getAttribute('aria-label') || e.labels?.[0]?.innerText;
                const said = label || e.innerText.replace(hidden, '') || e.id || e.tagName;
                const ring = getComputedStyle(e);
                return `${e.tagName}|${said.trim().split('\\n')[0]}|${ring.outlineStyle !== 'none' || ring.boxShadow !== 'none'}`; }"""
            )
        )
    order = [next((i for i, r in enumerate(reached) if word in r), -1) for word in WORDS]
    assert -1 not in order and order == sorted(order), reached
    assert all(r.endswith("|true") for r in reached if r.startswith(("A|", "SUMMARY|", "BUTTON|"))), reached
    page.locator("summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("details").first.get_attribute("open") is not None
    page.get_by_role("link", name="Progress").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Is the plan being delivered?")
    page.get_by_label("Council", exact=True).focus()
    page.keyboard.type("Sol")
    page.wait_for_url(re.compile("council=solihull"))
    visitor.settled()
    assert "Solihull" in page.title()
    expect(page.get_by_label("Council", exact=True)).to_be_focused()


WORDS = (
    "Overview",
    "Progress",
    "Sources",
    "Council",
    "As at",
    "A|5|",
    "Table",
    "Share",
)


def test_bare_letters_do_not_run_the_page_again(visitor: Visitor) -> None:
    page = visitor.go("/?council=nottinghamshire")
    frames: list[str] = []
    page.on("websocket", lambda w: frames.append("new"))
    states = page.evaluate(
        """async () => { const app = document.querySelector('[data-testid=stApp]'); const seen = new Set();
        const watch = new MutationObserver(() => seen.add(app.dataset.testScriptState)); watch.observe(app, {attributes: true});
        for (const key of ['r', 'c']) document.body.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}));
        await new Promise(r => setTimeout(r, 800)); return [...seen]; }"""
    )
    page.keyboard.press("c")
    page.wait_for_timeout(300)
    assert "running" not in states and page.get_by_role("dialog").count() == 0


def test_reader_lands_on_the_new_page_after_choosing_from_the_menu(visitor: Visitor) -> None:
    page = visitor.go("/?council=dorset")
    page.get_by_role("link", name="Sources").click()
    visitor.settled()
    assert page.evaluate("document.activeElement.dataset.testid") == "stMain"


def test_hostile_words_in_a_dataset_are_only_words(browser: Browser, tmp_path: Path) -> None:
    """A folder added is a council added; what its cells say is never markup."""
    hostile = "<img src=x onerror=alert(1)><script>alert(2)</script> **bold** [link](javascript:alert(3)) $x$ `code`"
    shutil.copytree(DATA / "dorset", tmp_path / "wessex")
    path = tmp_path / "wessex" / "intentions.csv"
    rows = list(csv.DictReader(path.open(encoding="utf-8", newline="")))
    for row in rows:
        row["title"] = hostile
        row["theme"] = hostile
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    descriptor = tmp_path / "wessex" / "datapackage.json"
    about = json.loads(descriptor.read_text("utf-8"))
    about["title"], about["dayops"]["short_title"] = f"Wessex {hostile}", f"Wessex {hostile}"
    descriptor.write_text(json.dumps(about), "utf-8")
    write_descriptor(tmp_path / "wessex")
    with serving(DAYOPS_DATA=str(tmp_path)) as address:
        visitor = Visitor(browser.new_context(), address)
        dialogs: list[str] = []
        visitor.page.on("dialog", lambda d: (dialogs.append(d.message), d.dismiss()))
        for path_ in ("/", "/progress", "/progress?view=actions", "/sources"):
            page = visitor.go(path_)
            assert (
                page.locator("img[src=x]").count() == 0 and page.locator("h1 strong, h2 strong, td strong").count() == 0
            )
        page = visitor.go("/progress?view=actions")
        assert hostile in page.locator(".do-table tbody th").first.inner_text()
        assert dialogs == [] and visitor.away == []
        visitor.page.context.close()


def test_server_sends_compressed_scripts_a_policy_and_no_open_doors(address: str) -> None:
    import urllib.error
    import urllib.request

    def get(path: str) -> tuple[int, dict[str, str], bytes]:
        asked = urllib.request.Request(address + path, headers={"Accept-Encoding": "br, gzip"})
        try:
            with urllib.request.urlopen(asked, timeout=10) as answer:
                return answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, {k.lower(): v for k, v in error.headers.items()}, error.read()

    import brotli

    status, headers, body = get("/progress")
    page = brotli.decompress(body).decode()
    assert status == 200 and 'lang="en-GB"' in page and "– Day Opportunities Dashboard</title>" in page
    assert "unsafe-eval'" not in headers["content-security-policy"].replace("'wasm-unsafe-eval'", "")
    assert "script-src 'self' 'sha256-" in headers["content-security-policy"]
    script = re.search(r'"\./(static/js/index\.[^"]+)"', page)
    assert script
    status, headers, body = get("/" + script[1])
    assert headers["content-encoding"] == "br" and "immutable" in headers["cache-control"]
    assert len(body) < len(brotli.decompress(body)) / 3
    for closed in (
        "/_stcore/metrics",
        "/_stcore/agent/openapi.json",
        "/static/../app.py",
        "/static/js/%2e%2e/%2e%2e/index.html",
    ):
        status, _, body = get(closed)
        assert status == 404 or b"import" not in body, closed
    for unknown, said in (
        ("/progres", b"Did you mean Progress?"),
        ("/healthz", b"Overview</a>"),
        ("/%3Cscript%3E", b"&lt;script&gt;"),
    ):
        status, headers, body = get(unknown)
        assert status == 404 and said in body and b"<script" not in body, unknown
    assert get("/overview?council=dorset")[0] == 200


def test_sliding_the_mix_works_out_anew_and_goes_into_the_address(visitor: Visitor) -> None:
    page = visitor.go("/scenario?council=cheshire-east")
    before = page.locator("#figure-cost").inner_text()
    slider = page.get_by_role("slider", name="Specialist Services: share of people")
    slider.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url(re.compile("share1=35"))
    visitor.settled()
    assert page.locator("#figure-cost").inner_text() != before
    expect(slider).to_be_focused()
    assert page.get_by_role("status").filter(has_text="This mix would cost").count() == 1
    page.get_by_text("Change prices, people").click()
    page.get_by_label("Specialist Services: price per day (£), high").fill("50")
    page.keyboard.press("Tab")
    page.wait_for_url(re.compile("price1_high=50"))
    visitor.settled()
    assert "£50" in page.locator("#figure-assumptions").locator("xpath=following::table[1]").inner_text()
    page.get_by_role("link", name="Back to the papers' numbers").click()
    visitor.settled()
    assert page.locator("#figure-cost").inner_text() == before and "share1" not in page.url
    assert slider.input_value() == "30"


def test_a_click_on_a_hexagon_and_the_list_choose_the_same_ward(visitor: Visitor) -> None:
    page = visitor.go("/wards?council=solihull")
    page.locator(".do-chart path", has=page.locator("title", has_text="Olton")).first.click()
    page.wait_for_url(re.compile("area=E05001294"))
    visitor.settled()
    assert page.get_by_label("Ward", exact=True).input_value() == "E05001294"
    assert page.locator("#figure-your-area").inner_text().startswith("Olton")
    page.get_by_label("Ward", exact=True).select_option(label="Blythe")
    visitor.settled()
    assert "area=E05001285" in page.url and page.locator("#figure-your-area").inner_text().startswith("Blythe")
    assert page.get_by_role("status").filter(has_text="Blythe is chosen").count() == 1


@pytest.mark.parametrize("slug", ["dorset", "solihull", "exampleshire"])
def test_the_map_on_the_ground_is_loaded_when_chosen_and_asks_nothing_of_the_world(visitor: Visitor, slug: str) -> None:
    asked: list[str] = []
    visitor.page.on("request", lambda r: asked.append(r.url))
    page = visitor.go(f"/wards?council={slug}")
    assert not any("DeckGl" in url for url in asked)
    page.get_by_text("On the ground", exact=True).click()
    page.get_by_test_id("stDeckGlJsonChart").wait_for(timeout=30_000)
    visitor.settled()
    assert any("DeckGl" in url for url in asked) and visitor.away == []
    page.get_by_test_id("stDeckGlJsonChart").locator("canvas").first.wait_for(timeout=30_000)
    assert visitor.errors == [], "deck.gl says what it could not draw in the console, and draws the rest"
    assert page.locator("#figure-ground").count() == 1 and page.locator("table").count() >= 1


def test_without_webgl_the_page_still_tells_the_whole_story(browser: Browser, address: str) -> None:
    script = (
        "HTMLCanvasElement.prototype.getContext = ((of) => function (kind, ...rest) {"
        " return String(kind).startsWith('webgl') ? null : of.call(this, kind, ...rest); })(HTMLCanvasElement.prototype.getContext);"
    )
    with contextlib.closing(browser.new_context()) as context:
        context.add_init_script(script)
        visitor = Visitor(context, address)
        page = visitor.go("/wards?council=solihull&map=ground")
        page.locator("#figure-ground").locator("xpath=following::summary[1]").click()
        assert page.locator("tbody tr").count() == 17 and "Olton" in page.locator(".do-words").first.inner_text()


def test_boxes_choose_whom_to_compare_and_the_last_stays_ticked(visitor: Visitor) -> None:
    page = visitor.go("/compare?council=solihull&as_at=2025-01-01")
    heads = lambda: page.locator(".do-even").first.locator("thead th").all_inner_texts()  # noqa: E731
    box = lambda name: page.get_by_role("checkbox", name=name)  # noqa: E731
    assert heads() == ["Compared", "Solihull", "Cheshire East", "Dorset", "Nottinghamshire"]
    box("Dorset").click()
    visitor.settled()
    assert "with=cheshire-east%2Cnottinghamshire" in page.url and "Dorset" not in heads()
    assert box("Dorset").evaluate("e => e === document.activeElement")
    box("Cheshire East").click()
    visitor.settled()
    box("Nottinghamshire").click()
    visitor.settled()
    assert box("Nottinghamshire").is_checked() and heads() == ["Compared", "Solihull", "Nottinghamshire"]
    page.go_back()
    visitor.settled()
    assert box("Cheshire East").is_checked() and not box("Dorset").is_checked()
