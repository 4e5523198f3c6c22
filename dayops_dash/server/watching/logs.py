"""What the server writes down of its work: one line of JSON for each event, with the id of the request that it belongs to.

Asked for by ``DAYOPS_LOG=json``. A line names what was asked for by its path alone: what a reader searched for and chose stays out, and
of a fault its kind and its place in the code, since its words may hold a cell of an exempt row.
"""

from __future__ import annotations

import json
import logging
import traceback
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, TextIO

LOG = "DAYOPS_LOG"
REQUEST: ContextVar[str] = ContextVar("request", default="")  # the id of the request that is being answered
FIELDS = "fields"  # what a record says beside its message, by name


class JsonLines(logging.Formatter):
    """Write a record as one line of JSON: time (UTC), level, message, the request's id, and what else it says by name."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "message": record.getMessage(),
        }
        if request := REQUEST.get():
            line["request"] = request
        line |= getattr(record, FIELDS, {})
        if record.exc_info and record.exc_info[0]:
            line["fault"] = record.exc_info[0].__name__
            line["at"] = [f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(record.exc_info[2])]
        return json.dumps(line, ensure_ascii=False)


class WithoutQuery(logging.Filter):
    """Cuts what stands behind an address's path from uvicorn's line of a request: what a reader searched for, and codes of sign-in."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(one.partition("?")[0] if isinstance(one, str) else one for one in record.args)
        return True


def hide_queries() -> None:
    """Have uvicorn write the paths of requests alone, wherever it writes them."""
    for name in ("uvicorn.access", "uvicorn.error"):  # of websockets it is the second
        log = logging.getLogger(name)
        if not any(isinstance(one, WithoutQuery) for one in log.filters):
            log.addFilter(WithoutQuery())


def write_json(environment: Mapping[str, str], stream: TextIO | None = None) -> bool:
    """Write the log as lines of JSON, to the process's error stream, where it is asked for; return whether it is."""
    if environment.get(LOG, "").strip() != "json":
        return False
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    logging.getLogger("uvicorn.access").disabled = True  # it writes a line of its own for each request
    log = logging.getLogger("dayops_dash")
    log.handlers, log.propagate = [handler], False
    log.setLevel(logging.INFO)
    return True
