"""A publisher's server on this machine, with faults on demand."""

from __future__ import annotations

import contextlib
import gzip
import socket
import struct
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_LONGEST = 3.0  # seconds that a slow answer may hold its thread


@dataclass
class Reply:
    """One answer. `fault` is cut, reset, drip, drip_headers, chunked or chunked_cut."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    fault: str = ""


class ListServer:
    """Serves files, each with its queue of answers first and its content afterwards.

    Attributes:
        files: path -> (content, headers); asked conditionally, it answers 304 by ETag or
            Last-Modified.
        queue: path -> answers given before the content, one for each request.
        requests: (path, headers) of every request, in order.
    """

    def __init__(self) -> None:
        self.files: dict[str, tuple[bytes, dict[str, str]]] = {}
        self.queue: defaultdict[str, deque[Reply]] = defaultdict(deque)
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.port = 0

    def put(self, path: str, body: bytes, **headers: str) -> str:
        """Publish a file; returns its address."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.files[path] = (body, named)
        return self.url(path)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def asked(self, path: str) -> int:
        return sum(1 for asked, _ in self.requests if asked == path)

    def reply(self, path: str, headers: dict[str, str]) -> Reply:
        self.requests.append((path, headers))
        if self.queue[path]:
            return self.queue[path].popleft()
        if path not in self.files:
            return Reply(b"<html>not here</html>", 404, {"Content-Type": "text/html"})
        body, named = self.files[path]
        wanted = (headers.get("If-None-Match"), headers.get("If-Modified-Since"))
        if wanted[0] is not None and wanted[0] == named.get("ETag"):
            return Reply(b"", 304, named)
        if wanted[0] is None and wanted[1] is not None and wanted[1] == named.get("Last-Modified"):
            return Reply(b"", 304, named)
        return Reply(body, 200, named)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    served: ListServer

    def log_message(self, *_: object) -> None:
        """Tests stay quiet."""

    def do_GET(self) -> None:
        reply = self.served.reply(self.path, dict(self.headers.items()))
        with contextlib.suppress(OSError):
            self._answer(reply)

    def _answer(self, reply: Reply) -> None:
        self.close_connection = True
        if reply.fault == "reset":
            # Lingering for no time at all makes closing a reset.
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
            return
        if reply.fault == "drip_headers":
            self._drip(b"HTTP/1.1 200 OK\r\n" + b"X-Slow: " + b"x" * 1000)
            return
        self.send_response(reply.status)
        self.send_header("Connection", "close")
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if reply.fault.startswith("chunked"):
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self.wfile.write(b"%x\r\n%s\r\n" % (len(reply.body), reply.body))
            if reply.fault == "chunked":
                self.wfile.write(b"0\r\n\r\n")
            return
        if reply.status != 304:
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        if reply.fault == "cut":
            self.wfile.write(reply.body[: len(reply.body) // 2])
        elif reply.fault == "drip":
            self._drip(reply.body)
        else:
            self.wfile.write(reply.body)

    def _drip(self, data: bytes) -> None:
        end = time.monotonic() + _LONGEST
        for byte in data:
            if time.monotonic() > end:
                return
            self.wfile.write(bytes([byte]))
            self.wfile.flush()
            time.sleep(0.03)


@contextmanager
def serving(prepare: Callable[[ListServer], None] | None = None) -> Iterator[ListServer]:
    """A server on a free port of 127.0.0.1, stopped at the end."""
    served = ListServer()
    handler = type("Handler", (_Handler,), {"served": served})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    served.port = server.server_address[1]
    if prepare is not None:
        prepare(served)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
        thread.join(2)


def packed(data: bytes) -> bytes:
    """Gzipped, the same every time."""
    return gzip.compress(data, mtime=0)
