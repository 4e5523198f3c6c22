"""What the server counts, in the form that Prometheus reads: requests, reruns, memory, and how old what each council reports is.

Closed unless ``DAYOPS_METRICS_TOKEN`` is set: whoever asks for /metrics must then send it (``Authorization: Bearer ...``).
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from dayops_dash.server.settings import SettingError

TOKEN = "DAYOPS_METRICS_TOKEN"
LEAST = 16  # characters of a token
REGISTRY = CollectorRegistry()
REQUESTS = Counter("dayops_requests", "Requests answered", ["kind", "status"], registry=REGISTRY)
SECONDS = Histogram("dayops_request_seconds", "Time from a request to its whole answer", ["kind"], registry=REGISTRY)
RERUNS = Counter("dayops_reruns", "Runs of a page's script", ["page"], registry=REGISTRY)
ProcessCollector(namespace="dayops", registry=REGISTRY)


class CouncilAges(Collector):
    """Ages of what councils report, in days, and which cannot be shown: as /health/ready says it, when it is asked for."""

    def __init__(self, ready: Callable[[], Mapping[str, Any]]) -> None:
        self._ready = ready

    def collect(self) -> Iterator[GaugeMetricFamily]:
        told = self._ready()
        ages = GaugeMetricFamily("dayops_evidence_days_old", "Days since a council's latest paper", labels=["council"])
        for council in told["councils"]:
            if council.get("evidence_days_old") is not None:
                ages.add_metric([council["council"]], council["evidence_days_old"])
        yield ages
        yield GaugeMetricFamily("dayops_councils_not_shown", "Councils that cannot be shown", len(told["not_shown"]))


def metrics_token(environment: Mapping[str, str]) -> str:
    """Return the token that opens /metrics; "" where it is closed. Raises SettingError for one that can be guessed."""
    token = environment.get(TOKEN, "").strip()
    if token and len(token) < LEAST:
        raise SettingError(f"{TOKEN} has {len(token)} characters, which can be guessed. Give at least {LEAST}.")
    return token


def metrics(token: str, councils: Callable[[], Mapping[str, Any]]) -> Callable[[str], bytes | None]:
    """Return what answers a request for /metrics by its Authorization header: the numbers; None for whoever may not have them."""
    shown = CouncilAges(councils)

    def answer(authorization: str) -> bytes | None:
        if not token or not hmac.compare_digest(authorization.encode(), f"Bearer {token}".encode()):
            return None
        own = CollectorRegistry()
        own.register(shown)
        return bytes(generate_latest(REGISTRY) + generate_latest(own))

    return answer
