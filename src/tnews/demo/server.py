"""The demonstration site's HTTP server: loopback, in a thread of its own, read only."""

from __future__ import annotations

import re
import sys
import time
from datetime import UTC, datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from socketserver import TCPServer
from threading import Thread
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from tnews.demo import edition, hotlist, pages
from tnews.demo.documents import Document, build, hot_list
from tnews.demo.edition import DemoChannel
from tnews.demo.subscriptions import subscriptions
from tnews.model import Source

PORT = 8465
"""Where the site is if it can choose.

Articles of a page have no identity but their address, so a cache that is kept (`--data-dir`)
knows them again only at the same port.
"""

_POLL = 0.05
"""Seconds until a closing server notices; the default of half a second is felt on quitting."""

_FORBIDDEN = re.compile(r"q\s*=\s*0(\.0*)?")


def serve(host: str = "127.0.0.1", port: int | None = None) -> DemoSite:
    """Start the site and return it. Raises OSError if it cannot listen.

    Without a `port` it listens on `PORT`, or on a free one where that is taken; 0 takes a
    free one.
    """
    if port is not None:
        return DemoSite(_Server((host, port), _Handler))
    try:
        return serve(host, PORT)
    except OSError:
        return serve(host, 0)


class DemoSite:
    """The running site. Leaving its context, or `close`, stops it."""

    def __init__(self, server: _Server) -> None:
        host, port = server.server_address[:2]
        self.url = f"http://{host!s}:{port}"
        self._channels = edition.load(self.url, datetime.now(UTC))
        self._server = server
        server.channels = self._channels
        server.documents = build(self._channels, self.url)
        server.missing = pages.not_found(self._channels)
        self._thread = Thread(
            target=server.serve_forever, args=(_POLL,), name="tnews-demo", daemon=True
        )
        self._thread.start()

    def sources(self) -> tuple[Source, ...]:
        """Return a source for each channel and one for the hot list."""
        return subscriptions(self._channels, self.url)

    def close(self) -> None:
        """Stop answering and free the port. Closing twice does nothing."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class _Server(ThreadingHTTPServer):
    channels: tuple[DemoChannel, ...]
    documents: dict[str, Document]
    missing: bytes
    allow_reuse_address = sys.platform != "win32"
    """On Windows it would let two sites listen on one port; elsewhere it only ends a wait."""
    allow_reuse_port = False

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(address, handler)
        # Not from 0: the first list of a run mostly differs from that of the run before, too.
        self._turns = count(int(time.time()))

    def find(self, path: str) -> Document | None:
        """Return the document at `path`. Each look at the hot list is a turn further."""
        if path == hotlist.PATH:
            return hot_list(self.channels, next(self._turns), datetime.now(UTC))
        return self.documents.get(path)

    def server_bind(self) -> None:
        """Bind without HTTPServer's look-up of the host's name, which can wait for a dead DNS."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = "localhost", self.server_address[1]

    def handle_error(self, request: object, client_address: object) -> None:
        """Let a client go that went away in the middle; anything else is a fault to be seen."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    server_version = "tnews-demo"
    sys_version = ""
    disable_nagle_algorithm = True
    """Head and body are two packets; the second would wait 40 ms for the client's ACK (RFC 896)."""
    timeout = 10
    """Seconds a kept connection may stay idle."""

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def log_message(self, format: str, *args: object) -> None:
        """Stay silent: stderr belongs to the reader's screen."""

    def _answer(self, *, with_body: bool) -> None:
        document = self.server.find(urlsplit(self.path).path)
        if document is None:
            self.send_response(HTTPStatus.NOT_FOUND)
            self._finish("text/html; charset=utf-8", self.server.missing, with_body)
            return
        unchanged = document.is_unchanged(
            self.headers.get("If-None-Match", ""), self.headers.get("If-Modified-Since", "")
        )
        self.send_response(HTTPStatus.NOT_MODIFIED if unchanged else HTTPStatus.OK)
        self.send_header("ETag", document.etag)
        self.send_header("Last-Modified", document.last_modified)
        self.send_header("Vary", "Accept-Encoding")
        if unchanged:
            self.end_headers()
            return
        body = document.body
        if _accepts_gzip(self.headers.get("Accept-Encoding", "")):
            body = document.gzipped
            self.send_header("Content-Encoding", "gzip")
        self._finish(document.content_type, body, with_body)

    def _finish(self, content_type: str, body: bytes, with_body: bool) -> None:
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body:
            self.wfile.write(body)


def _accepts_gzip(header: str) -> bool:
    """Tell whether an Accept-Encoding header names gzip and does not forbid it by q=0."""
    for part in header.split(","):
        coding, _, weight = part.partition(";")
        if coding.strip().lower() == "gzip":
            return not _FORBIDDEN.fullmatch(weight.strip())
    return False
