"""Traces for OpenTelemetry: a span for each request, sent where OpenTelemetry's own variables say; nothing where they say nothing.

Needs the extra "traces". A span names what was asked for by its path alone, as the log does: no search, no choice, no address of a reader.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.types import Scope

from dayops_dash.server.headers import value_of
from dayops_dash.server.settings import SettingError

ENDPOINTS = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
OFF = "OTEL_SDK_DISABLED"
NAME = "OTEL_SERVICE_NAME"
SERVICE = "dayops-dash"
FAULT = 500
MISSING = (
    "{name} is set, and what sends traces is not installed: pip install opentelemetry-sdk opentelemetry-exporter-otlp-proto-http, "
    'or the extra "traces". Or unset {name}.'
)


@dataclass(frozen=True)
class Answered:
    """A request that was answered: its kind, the path without what was chosen, its id, the status, and when it began and ended (ns)."""

    scope: Scope
    kind: str
    path: str
    request: str
    status: int
    began: int
    ended: int


Trace = Callable[[Answered], None]


def no_trace(answered: Answered) -> None:
    """Send nothing."""


def traces(environment: Mapping[str, str]) -> tuple[Trace, Callable[[], None]]:
    """Return what sends the span of a request, and what sends the rest as the server stops.

    Raises SettingError where traces are asked for and the packages are not installed.
    """
    asked = next((name for name in ENDPOINTS if environment.get(name, "").strip()), "")
    if not asked or environment.get(OFF, "").strip().lower() == "true":
        return no_trace, lambda: None
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as error:
        raise SettingError(MISSING.format(name=asked)) from error
    own = {} if environment.get(NAME, "").strip() else {"service.name": SERVICE}
    provider = TracerProvider(resource=Resource.create(own))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    return _sender(provider.get_tracer(__name__)), provider.shutdown


def _sender(tracer: Any) -> Trace:
    from opentelemetry.trace import SpanKind, StatusCode
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

    reader = TraceContextTextMapPropagator()

    def send(answered: Answered) -> None:
        scope = answered.scope
        parent = reader.extract({"traceparent": value_of(scope.get("headers", ()), b"traceparent")})
        span = tracer.start_span(
            f"{scope['method']} /{answered.kind}", parent, SpanKind.SERVER, start_time=answered.began
        )
        span.set_attributes(
            {
                "http.request.method": scope["method"],
                "http.route": f"/{answered.kind}",
                "http.response.status_code": answered.status,
                "url.path": answered.path,
                "url.scheme": scope.get("scheme", "http"),
                "dayops.request": answered.request,
            }
        )
        if answered.status >= FAULT:
            span.set_status(StatusCode.ERROR)
        span.end(answered.ended)

    return send
