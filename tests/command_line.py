"""Commands as tests run them, and a small web site to run them on."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from tnews.model.record import Record


class Done(Record):
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Done]
"""Run a command line: `run("list", "--json")`."""


class Place(Record):
    """A configuration and a cache of a test's own."""

    folder: Path
    run_: Run

    @property
    def config(self) -> Path:
        return self.folder / "config.toml"

    @property
    def data_dir(self) -> Path:
        return self.folder / "data"

    @property
    def options(self) -> list[str]:
        return ["--config", str(self.config), "--data-dir", str(self.data_dir)]

    def run(self, *arguments: object) -> Done:
        """Run a command here."""
        return self.run_(*arguments, *self.options)

    def add_source(self, key: str, url: str, **more: str) -> None:
        """Append a source to the configuration."""
        lines = [f'{name} = "{value}"' for name, value in {"key": key, "url": url, **more}.items()]
        with self.config.open("a", encoding="utf-8") as file:
            file.write("\n[[source]]\n" + "\n".join(lines) + "\n")


Pages = Mapping[str, tuple[str, str | bytes]]
"""By path: the media type and the document; a path that is not there is answered with 404."""


@contextmanager
def web_site(pages: Pages, *, missing: int = 404) -> Iterator[str]:
    """Serve `pages` on loopback, any other path with the status `missing`; the value is the
    address, without a slash at the end."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, text = pages.get(self.path, ("text/plain", ""))
            body = text if isinstance(text, bytes) else text.encode()
            self.send_response(200 if self.path in pages else missing)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


WHOLE = "湖边的书店在清晨开门，店主先扫落叶，再煮一壶茶。" * 4
"""A text long enough to be a whole article, so that no page is asked for it."""


def rss(
    title: str, *titles: str, site: str = "http://example.com", text: str = WHOLE
) -> tuple[str, str]:
    """A feed with an article for each of `titles`, the first being the newest.

    Their pages are /0, /1 … of `site`; a short `text` makes them wanted.
    """
    items = "".join(
        f"<item><guid>{n}</guid><title>{t}</title><link>{site}/{n}</link>"
        f"<pubDate>Sun, {20 - n % 20:02} Sep 2026 08:00:00 GMT</pubDate>"
        f"<content:encoded>{t}。{text}</content:encoded></item>"
        for n, t in enumerate(titles)
    )
    head = f"<title>{title}</title><link>{site}/</link>"
    names = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    document = f'<rss version="2.0" {names}><channel>{head}{items}</channel></rss>'
    return "application/rss+xml", document
