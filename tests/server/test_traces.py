"""Traces reach a collector, by OpenTelemetry's own protocol, and say nothing that a reader chose or that a row holds."""

from __future__ import annotations

import http.server
import sys
import threading
from collections.abc import Iterator

import pytest

from dayops_dash.server.settings import SettingError
from dayops_dash.server.watching.traces import ENDPOINTS, no_trace, traces
from dayops_dash.server.watching.watch import Watch
from tests.server.apart import run_apart
from tests.server.test_watch import answers

PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


@pytest.fixture
def collector() -> Iterator[tuple[str, list[bytes]]]:
    """Serve as a collector of traces; its address, and the bodies that it was sent."""
    sent: list[bytes] = []

    class Collector(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.path == "/v1/traces"
            sent.append(self.rfile.read(int(self.headers["content-length"])))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *words: object) -> None: ...

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Collector)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", sent
    server.shutdown()


def test_a_request_is_one_span_at_the_collector(
    collector: tuple[str, list[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    trace_service = pytest.importorskip("opentelemetry.proto.collector.trace.v1.trace_service_pb2")
    url, bodies = collector
    monkeypatch.setenv(ENDPOINTS[0], url)
    trace, end = traces({ENDPOINTS[0]: url})
    watch = Watch(answers, {"", "risks"}, "/dayops", trace)
    headers = [(b"traceparent", PARENT.encode()), (b"cookie", b"secret=1"), (b"x-forwarded-for", b"203.0.113.9")]
    for path, query in (("/dayops/risks", b"q=Mrs+Smith"), ("/dayops/" + "a" * 5_000, b"")):
        scope = {"type": "http", "method": "GET", "scheme": "https", "path": path, "query_string": query}
        run_apart(watch({**scope, "headers": headers}, receive, send))
    with pytest.raises(ValueError):
        run_apart(watch({"type": "http", "method": "GET", "path": "/fails", "headers": []}, receive, send))
    end()
    (body,) = bodies
    assert all(word not in body for word in (b"Smith", b"secret", b"203.0.113.9", b"exempt row"))
    (resource,) = trace_service.ExportTraceServiceRequest.FromString(body).resource_spans
    assert "dayops-dash" in str(resource.resource)
    risks, long, failed = (span for scope_spans in resource.scope_spans for span in scope_spans.spans)
    said = {one.key: one.value for one in risks.attributes}
    assert risks.name == "GET /risks" and risks.kind == risks.SPAN_KIND_SERVER
    assert (said["url.path"].string_value, said["http.response.status_code"].int_value) == ("/dayops/risks", 200)
    assert risks.trace_id.hex() == PARENT.split("-")[1] and risks.parent_span_id.hex() == PARENT.split("-")[2]
    assert risks.start_time_unix_nano <= risks.end_time_unix_nano <= long.end_time_unix_nano
    assert long.name == "GET /other" and len(str(long)) < 1_500
    assert failed.status.code == failed.status.STATUS_CODE_ERROR and not failed.parent_span_id


async def receive() -> dict[str, str]:
    return {"type": "http.request"}


async def send(message: object) -> None: ...


@pytest.mark.parametrize(
    "environment", [{}, {ENDPOINTS[0]: " "}, {ENDPOINTS[1]: "http://x", "OTEL_SDK_DISABLED": "True"}]
)
def test_nothing_is_sent_unless_asked_for(environment: dict[str, str]) -> None:
    assert traces(environment)[0] == no_trace


def test_what_cannot_be_sent_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "opentelemetry.sdk.trace", None)
    with pytest.raises(SettingError, match="pip install opentelemetry-sdk"):
        traces({ENDPOINTS[1]: "http://127.0.0.1:1"})
