"""The demonstration site's HTTP server: loopback, in a thread of its own, read only."""

from __future__ import annotations

import re
import sys
from datetime import UTC, datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from threading import Thread
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from tnews.demo import edition, pages
from tnews.demo.documents import Document, build
from tnews.demo.feeds import feed_title, feed_url
from tnews.model import Source

_POLL = 0.05
"""Seconds until a closing server notices; the default of half a second is felt on quitting."""

_FORBIDDEN = re.compile(r"q\s*=\s*0(\.0*)?")


def serve(host: str = "127.0.0.1", port: int = 0) -> DemoSite:
    """Start the site and return it; port 0 takes a free one. Raises OSError if it cannot listen."""
    return DemoSite(_Server((host, port), _Handler))


class DemoSite:
    """The running site. Leaving its context, or `close`, stops it."""

    def __init__(self, server: _Server) -> None:
        host, port = server.server_address[:2]
        self.url = f"http://{host!s}:{port}"
        self._channels = edition.load(self.url, datetime.now(UTC))
        self._server = server
        server.documents = build(self._channels)
        server.missing = pages.not_found(self._channels)
        self._thread = Thread(
            target=server.serve_forever, args=(_POLL,), name="tnews-demo", daemon=True
        )
        self._thread.start()

    def sources(self) -> tuple[Source, ...]:
        """Return a source for each channel. The keys are the same in every run."""
        return tuple(
            Source(
                key=f"demo-{channel.key}",
                url=feed_url(channel),
                name=feed_title(channel),
                category=channel.name,
            )
            for channel in self._channels
        )

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
    documents: dict[str, Document]
    missing: bytes

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
    timeout = 10
    """Seconds a kept connection may stay idle."""

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def log_message(self, format: str, *args: object) -> None:
        """Stay silent: stderr belongs to the reader's screen."""

    def _answer(self, *, with_body: bool) -> None:
        document = self.server.documents.get(urlsplit(self.path).path)
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
