"""A proxy before the S3 store that, when told, answers for it with failures: real HTTP, whatever the client.

Some requests it refuses; some it lets the store carry out and then denies; some it cuts off in the middle.
"""

import asyncio
import threading
from collections.abc import Coroutine
from dataclasses import dataclass, field
from random import Random
from typing import Any

_FAILURE = b"<?xml version='1.0'?><Error><Code>InternalError</Code><Message>chaos</Message></Error>"
_STATUS = {"refused": b"500 Internal Server Error", "denied": b"500 Internal Server Error", "busy": b"503 Slow Down"}
_ANSWER = b"HTTP/1.1 %s\r\nContent-Type: application/xml\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
_FAULTS = ("refused", "denied", "busy", "cut")
_MOST_HEAD_BYTES = 1 << 18


@dataclass(slots=True)
class StoreProxy:
    """Listens on a port of its own in a thread, from ``start`` to ``stop``. ``share`` of the requests fail, 0 to 1."""

    host: str
    port: int
    rng: Random
    share: float = 0.0
    failed: int = 0
    listens_on: int = 0
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to listen."""
        server = self._loop.run_until_complete(
            asyncio.start_server(self._serve, "127.0.0.1", 0, limit=_MOST_HEAD_BYTES)
        )
        self.listens_on = server.sockets[0].getsockname()[1]
        self._thread = threading.Thread(target=self._loop.run_forever, name="store proxy", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the thread; what is under way breaks off."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        if self._thread is not None:
            self._thread.join(5)

    async def _serve(self, client: asyncio.StreamReader, answer: asyncio.StreamWriter) -> None:
        try:
            while await self._one(client, answer):
                pass
        except (OSError, EOFError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass  # the store is away, or the client: the connection ends, as theirs would
        finally:
            answer.close()

    async def _one(self, client: asyncio.StreamReader, answer: asyncio.StreamWriter) -> bool:
        """Handle a request; tell whether the connection stays open."""
        request = await _message(client)
        fault = self.rng.choice(_FAULTS) if self.rng.random() < self.share else ""
        self.failed += bool(fault)
        reply = b"" if fault in {"refused", "busy"} else await self._asked(request)
        if not fault:
            answer.write(reply)
            await answer.drain()
            return True
        if fault == "cut":
            answer.write(reply[: self.rng.randrange(len(reply))])
        else:
            answer.write(_ANSWER % (_STATUS[fault], len(_FAILURE)))
            answer.write(b"" if request.startswith(b"HEAD") else _FAILURE)
        await answer.drain()
        return False

    async def _asked(self, request: bytes) -> bytes:
        store, ask = await asyncio.open_connection(self.host, self.port, limit=_MOST_HEAD_BYTES)
        try:
            ask.write(request)
            await ask.drain()
            return await _message(store, bodiless=request.startswith(b"HEAD"))
        finally:
            ask.close()


async def _message(stream: asyncio.StreamReader, *, bodiless: bool = False) -> bytes:
    """Return a request or an answer, head and body."""
    head = await stream.readuntil(b"\r\n\r\n")
    first, *lines = head.split(b"\r\n")
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(b":") for line in lines)}
    if bodiless or first.split(b" ")[1][:3] in {b"204", b"304"}:
        return head
    if headers.get(b"transfer-encoding", b"").lower() == b"chunked":
        return head + await _chunked(stream)
    return head + await stream.readexactly(int(headers.get(b"content-length", b"0")))


async def _chunked(stream: asyncio.StreamReader) -> bytes:
    found = b""
    while True:
        size = await stream.readuntil(b"\r\n")
        body: Coroutine[Any, Any, bytes] = stream.readexactly(int(size.split(b";")[0], 16) + 2)
        found += size + await body
        if int(size.split(b";")[0], 16) == 0:
            return found
