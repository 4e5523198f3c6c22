"""A reader without a browser: one websocket is one session. It asks for runs as Streamlit's own page does."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from types import TracebackType
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from tests.bench.servers import CannotMeasureError, Server

WAIT = 60  # seconds for a run
KEPT_RUNS = 1000  # a browser keeps large messages for as long as a page is open, and says so (.streamlit/config.toml)


class Reader:
    """A session on one page. ``await run()`` asks for a run and returns the seconds until the script had finished."""

    def __init__(self, server: Server, page: str = "", **choices: str) -> None:
        self.address = f"ws://127.0.0.1:{server.port}/_stcore/stream"
        self.page = page
        self.choices = choices
        self.received = 0
        self.headers: dict[str, str] = {}  # of the request that opens the websocket
        self._hash = ""
        self._kept: deque[set[str]] = deque([set()], maxlen=KEPT_RUNS)
        self._socket: ClientConnection | None = None

    async def __aenter__(self) -> Reader:
        self._socket = await connect(
            self.address,
            subprotocols=[Subprotocol("streamlit")],
            additional_headers=self.headers,
            max_size=None,
            open_timeout=60,
            ping_interval=None,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._socket:
            await self._socket.close()

    async def run(self, **choices: str) -> float:
        """Run the page, with other choices in the address where some are given."""
        assert self._socket
        ask = self._ask(choices)
        began = time.perf_counter()
        await self._socket.send(ask)
        seen: set[str] = set()
        try:
            async with asyncio.timeout(WAIT):
                while not self._read(await self._socket.recv(), seen):
                    pass
        except (TimeoutError, ConnectionClosed) as error:
            raise CannotMeasureError(f"Page {self.page or '/'!r} did not finish ({type(error).__name__}).") from error
        took = time.perf_counter() - began
        self._kept.append(seen)
        return took

    def _ask(self, choices: dict[str, str]) -> bytes:
        message = BackMsg()
        state = message.rerun_script
        state.query_string = urlencode(self.choices | choices)
        state.page_script_hash = self._hash
        state.page_name = "" if self._hash else self.page
        state.cached_message_hashes.extend(set().union(*self._kept))
        state.context_info.timezone = "Europe/London"
        state.context_info.locale = "en-GB"
        state.context_info.color_scheme = "light"
        return message.SerializeToString()

    def _read(self, data: str | bytes, seen: set[str]) -> bool:
        """Take one message in, and return whether it ends the run. Raises CannotMeasureError for a page that failed."""
        self.received += len(data)
        message = ForwardMsg.FromString(data if isinstance(data, bytes) else data.encode())
        what = message.WhichOneof("type")
        if what == "navigation":
            self._hash = message.navigation.page_script_hash
        elif what == "new_session" and not self._hash:
            self._hash = message.new_session.page_script_hash
        elif what == "page_not_found":
            raise CannotMeasureError(f"There is no page {self.page!r}.")
        elif what == "ref_hash":
            seen.add(message.ref_hash)
        elif what == "delta":
            if message.delta.new_element.WhichOneof("type") == "exception":
                said = message.delta.new_element.exception
                raise CannotMeasureError(f"Page {self.page or '/'!r} failed: {said.type} {said.message}".strip())
            if message.metadata.cacheable:
                seen.add(message.hash)
        return what == "script_finished"
