"""A site of articles on this machine, for tests that fetch pages."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PARAGRAPHS = [
    f"第 {number} 段。湖边的书店在清晨开门，店主先扫落叶，再煮一壶茶；镇上的人都知道，他的书从不打折。"
    for number in range(1, 31)
]


@dataclass
class PageSite:
    """A site on this machine. `pages` is what it answers with by path, others are refused."""

    url: str
    pages: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    was_asked: threading.Event = field(default_factory=threading.Event)
    is_open: threading.Event = field(default_factory=threading.Event)

    def add(self, path: str, title: str, *extra: str) -> str:
        """Serve an article of `PARAGRAPHS` and return its address."""
        body = "".join(f"<p>{text}</p>" for text in (*extra, *PARAGRAPHS))
        self.pages[path] = (
            f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>"
            f"<p>2026-01-02 08:30　来源：湖畔日报</p>{body}</article></body></html>"
        )
        return self.url + path


@contextmanager
def serve() -> Iterator[PageSite]:
    """Serve a site that answers while `is_open` is set."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append(self.path)
            made.was_asked.set()
            made.is_open.wait()
            page = made.pages.get(self.path)
            body = (page or "").encode()
            self.send_response(200 if page else 403)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_details: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made = PageSite(f"http://127.0.0.1:{server.server_port}")
    made.is_open.set()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield made
    finally:
        made.is_open.set()
        server.shutdown()
        thread.join()
        server.server_close()
