"""A stranger's path: an empty home, the real program, sources on this machine; from the first start
to a bookmarked article in a chosen channel, with help at hand at each step."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest

pytest.importorskip("pty", reason="needs pseudo-terminals")

from terminal import Terminal
from tnews.model import Query
from tnews.store import Store

MOST = 8
"""Key presses from the first start to the bookmark."""

ITEM = (
    "<item><title>{name} 的第 {number} 条消息</title><guid>{number}</guid>"
    "<link>{url}/{number}.html</link><description>{text}</description></item>"
)


class Proxy(BaseHTTPRequestHandler):
    """Answers for every site that is asked without TLS: each address is a feed."""

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        name = parts.path.rpartition("/")[2].partition(".")[0]
        items = "".join(
            ITEM.format(
                name=name, number=n, url=f"http://{parts.hostname}{parts.path}", text="湖" * 600
            )
            for n in range(1, 4)
        )
        feed = f'<rss version="2.0"><channel><title>{name}</title>{items}</channel></rss>'
        body = feed.encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def proxy() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def environment(tmp_path: Path, proxy: str) -> dict[str, str]:
    """An empty home; what is asked without TLS comes from this machine, nothing else comes."""
    return {
        "http_proxy": proxy, "https_proxy": "http://127.0.0.1:9", "all_proxy": "http://127.0.0.1:9",
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path / "config"), "XDG_DATA_HOME": str(tmp_path / "data"),
        "TNEWS_LANG": "", "LC_ALL": "zh_CN.UTF-8", "PYTHONWARNINGS": "ignore",
    }  # fmt: skip


def bookmarked(tmp_path: Path) -> list[tuple[str, str]]:
    store = Store.open(tmp_path / "data" / "tnews" / "tnews.db", read_only=True)
    try:
        return [(row.category, row.title) for row in store.page(Query(bookmarked=True))]
    finally:
        store.close()


def test_from_the_first_start_to_a_bookmark_in_a_chosen_channel(tmp_path: Path, proxy: str) -> None:
    pressed = 0

    def press(*keys: str) -> None:
        nonlocal pressed
        pressed += len(keys)
        terminal.press(*keys)

    def look_at_help() -> None:
        """Not one of the presses: it must be there for whoever wants it, and lead back."""
        terminal.press("?")
        terminal.wait("╭─ 按键")
        terminal.press("\x1b")

    with Terminal([], environment(tmp_path, proxy), columns=100, lines=30) as terminal:
        terminal.wait("语言 1/3")
        look_at_help()
        terminal.wait("语言 1/3")
        press("\r")
        terminal.wait("频道 2/3")
        look_at_help()
        terminal.wait("频道 2/3")
        press("j", " ")  # all but 要闻
        press("\r")
        terminal.wait("按键 3/3")
        look_at_help()
        terminal.wait("按键 3/3")
        press("\r")
        terminal.wait("续读")
        press("4")
        terminal.wait("的第 1 条消息")
        look_at_help()
        press("\r", "m")
        terminal.wait("已收藏")
        assert pressed <= MOST
        terminal.press("\x11")
        assert terminal.wait_closed() == 0
    ((category, _title),) = bookmarked(tmp_path)
    assert category == "动态"
    chosen = tomllib.loads((tmp_path / "config" / "tnews" / "config.toml").read_text("utf-8"))
    assert "要闻" not in chosen["catalogue"]
    assert "动态" in chosen["catalogue"]


def test_three_times_enter_is_a_good_configuration(tmp_path: Path, proxy: str) -> None:
    with Terminal([], environment(tmp_path, proxy), columns=80, lines=24) as terminal:
        terminal.wait("语言 1/3")
        terminal.press("\r")
        terminal.wait("频道 2/3")
        terminal.press("\r")
        terminal.wait("按键 3/3")
        terminal.press("\r")
        terminal.press("1")
        terminal.wait("条消息")
        terminal.press("q")
        assert terminal.wait_closed() == 0
    written = (tmp_path / "config" / "tnews" / "config.toml").read_text("utf-8")
    assert tomllib.loads(written) == {"catalogue": True}
    with Terminal([], environment(tmp_path, proxy), columns=80, lines=24) as terminal:
        terminal.wait("全部")
        terminal.press("j", "q")
        assert terminal.wait_closed() == 0
        assert "1/3" not in terminal.text, "it asks once"


def test_another_language_and_other_keys_are_there_at_once(tmp_path: Path, proxy: str) -> None:
    with Terminal([], environment(tmp_path, proxy), columns=100, lines=30) as terminal:
        terminal.wait("语言 1/3")
        terminal.press("j", "j")
        terminal.wait("Welcome to tnews")
        terminal.press("\r", "\r")
        terminal.wait("Keys 3/3")
        terminal.press("j", "j", "\r")
        terminal.wait("Unread")
        terminal.press("Z", "Z")
        assert terminal.wait_closed() == 0
    written = (tmp_path / "config" / "tnews" / "config.toml").read_text("utf-8")
    assert tomllib.loads(written) == {
        "catalogue": True, "reader": {"language": "en"}, "keys": {"preset": "vim"},
    }  # fmt: skip


def test_settings_that_need_it_open_the_reader_again_in_the_same_place(
    tmp_path: Path, proxy: str
) -> None:
    config = tmp_path / "config" / "tnews" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text("# mine\ncatalogue = true\n[refresh]\non_start = false\n", "utf-8")
    with Terminal([], environment(tmp_path, proxy), columns=80, lines=24) as terminal:
        terminal.wait("第一分钟")
        terminal.press("j")
        terminal.wait("换频道")
        terminal.press(",")
        terminal.wait("语言")
        terminal.press("/", "刷新间隔", "\r", "\x1b[C")
        terminal.press("\x1b", "\x1b")
        terminal.wait("换频道")
        terminal.press("S")
        terminal.wait("中新网 要闻")
        terminal.press("\x1b")
        terminal.press("q")
        assert terminal.wait_closed() == 0
    assert config.read_text("utf-8") == (
        "# mine\ncatalogue = true\n[refresh]\non_start = false\ninterval = 35\n"
    )
