"""What the server writes down and counts: one line for each request, nothing that a reader chose, and numbers for who has the token."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from dayops_dash.server.settings import SettingError
from dayops_dash.server.watching.logs import FIELDS, REQUEST, JsonLines, WithoutQuery, hide_queries, write_json
from dayops_dash.server.watching.metrics import REQUESTS, TOKEN, metrics, metrics_token
from dayops_dash.server.watching.watch import Watch
from tests.server.apart import run_apart

LOG = logging.getLogger("dayops_dash.requests")
SECRET = "a-token-that-nobody-guesses"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    log, stream = logging.getLogger("dayops_dash"), io.StringIO()
    held = log.handlers, log.propagate, log.level
    assert write_json({"DAYOPS_LOG": "json"}, stream)
    yield stream
    assert logging.getLogger("uvicorn.access").disabled, "it would write each request a second time, and not as JSON"
    logging.getLogger("uvicorn.access").disabled = False
    log.handlers, log.propagate = held[:2]
    log.setLevel(held[2])


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


async def answers(scope: Scope, receive: Receive, send: Send) -> None:
    assert REQUEST.get()
    if scope["path"] == "/fails":
        raise ValueError("a cell of an exempt row")
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"12345"})


def ask(path: str, query: str = "") -> dict[str, str]:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    scope = {"type": "http", "method": "GET", "path": path, "query_string": query.encode(), "headers": []}
    run_apart(Watch(answers, {"", "risks"}, "/dayops")(scope, receive, send))
    return {name.decode(): value.decode() for name, value in sent[0]["headers"]}


def test_a_request_is_one_line_with_its_id_and_nothing_that_was_chosen(written: io.StringIO) -> None:
    headers = ask("/dayops/risks", "council=dorset&q=Mrs+Smith")
    (line,) = lines(written)
    assert line["request"] == headers["x-request-id"] and len(line["request"]) == 16
    assert (line["method"], line["path"], line["status"], line["bytes"]) == ("GET", "/dayops/risks", 200, 5)
    assert line["ms"] >= 0 and "Smith" not in written.getvalue() and "dorset" not in written.getvalue()


def test_uvicorns_own_line_has_no_query() -> None:
    hide_queries()
    hide_queries()
    log, stream = logging.Logger("uvicorn.access"), io.StringIO()
    log.filters, log.handlers = logging.getLogger("uvicorn.access").filters, [logging.StreamHandler(stream)]
    log.info('%s - "%s %s HTTP/%s" %d', "127.0.0.1:1", "GET", "/signin/return?code=secret&state=x", "1.1", 303)
    log.info("Uvicorn running on %s", "http://127.0.0.1:8501")
    lines = stream.getvalue().splitlines()
    assert lines == ['127.0.0.1:1 - "GET /signin/return HTTP/1.1" 303', "Uvicorn running on http://127.0.0.1:8501"]
    assert sum(isinstance(one, WithoutQuery) for one in log.filters) == 1


def test_each_request_has_an_id_of_its_own() -> None:
    assert len({ask("/dayops/")["x-request-id"] for _ in range(20)}) == 20


def test_a_fault_is_written_by_its_kind_and_place_and_never_by_its_words(written: io.StringIO) -> None:
    try:
        raise ValueError("a cell of an exempt row")
    except ValueError:
        LOG.exception("%s cannot be answered", "/risks")
    (line,) = lines(written)
    assert line["fault"] == "ValueError" and "test_watch.py" in line["at"][0] and line["level"] == "error"
    assert "exempt row" not in written.getvalue()


def test_a_request_that_fails_is_counted_and_written_as_500(written: io.StringIO) -> None:
    with pytest.raises(ValueError):
        run_apart(Watch(answers, {"fails"})({"type": "http", "method": "GET", "path": "/fails"}, None, None))  # type: ignore[arg-type]
    assert [line["status"] for line in lines(written)] == [500]


def test_hostile_paths_are_one_kind_and_no_line_is_broken(written: io.StringIO) -> None:
    before = REQUESTS.labels("other", "200")._value.get()
    for path in ("/dayops/x\n{}", "/dayops/" + "a" * 9000, "/dayops/\u202e", '/dayops/"},{"'):
        ask(path)
    found = lines(written)
    assert len(found) == 4 and all(len(line["path"]) <= 200 for line in found)
    assert REQUESTS.labels("other", "200")._value.get() == before + 4


def test_nothing_is_written_as_json_unless_asked_for() -> None:
    assert not write_json({}) and not write_json({"DAYOPS_LOG": "plain"})


def test_a_line_of_our_own_fields_reads_back() -> None:
    record = logging.LogRecord("dayops_dash", logging.INFO, "", 1, "answered", None, None)
    setattr(record, FIELDS, {"path": "/é"})
    told = json.loads(JsonLines().format(record))
    assert told["path"] == "/é" and told["time"].endswith("+00:00")


def test_metrics_are_for_who_has_the_token() -> None:
    ready = {
        "councils": [{"council": "dorset", "evidence_days_old": 860}, {"council": "new"}],
        "not_shown": ["Solihull"],
    }
    answer = metrics(SECRET, lambda: ready)
    for held in ("", "Bearer", f"Bearer {SECRET}x", SECRET, f"bearer {SECRET}", "Bearer é"):
        assert answer(held) is None, held
    told = (answer(f"Bearer {SECRET}") or b"").decode()
    assert 'dayops_evidence_days_old{council="dorset"} 860.0' in told and "dayops_councils_not_shown 1.0" in told
    assert 'council="new"' not in told and "dayops_process_resident_memory_bytes" in told
    closed = metrics("", lambda: ready)
    assert closed("") is None and closed("Bearer ") is None


def test_a_token_that_can_be_guessed_stops_the_start() -> None:
    assert metrics_token({}) == "" and metrics_token({TOKEN: SECRET}) == SECRET
    with pytest.raises(SettingError, match="at least 16"):
        metrics_token({TOKEN: "short"})
