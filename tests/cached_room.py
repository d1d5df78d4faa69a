"""A reader over a real cache, for the tests of the screen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from textual.app import App

from tnews.model import ArticleDraft, Block, FetchState, Source
from tnews.model.settings import Config, RefreshSettings
from tnews.services.library import Library
from tnews.services.refresh import Refresher, store_drafts
from tnews.store import Store
from tnews.tui.app import ReaderApp
from tnews.tui.screens.main import MainScreen

HOSTILE = "x [/] y [@click=app.quit]Q[/] \x1b[31m\u202e"

PARAGRAPH = "湖边的书店在清晨开门，店主先扫落叶，再煮一壶茶。“不着急，”他说，“书会等人。”" * 8


def draft(number: int, title: str, text: str = PARAGRAPH) -> ArticleDraft:
    return ArticleDraft(
        uid=f"guid-{number}",
        url=f"https://example.com/{number}.html",
        title=title,
        blocks=(Block("p", text), Block("h", "小标题"), Block("p", text)),
        origin="湖畔日报",
        author="林一舟",
        editor="FG003",
        published_at=datetime(2026, 1, 2, 3, 4, tzinfo=UTC) - timedelta(hours=number),
    )


SOURCES = (
    Source("a", "http://127.0.0.1:9/a", "消费周刊", "消费"),
    Source("b", "http://127.0.0.1:9/b", "省钱日报", "消费"),
    Source("c", "http://127.0.0.1:9/c", "教育观察", "教育"),
)


TITLES = {
    "a": ("共同富裕的一种算法", HOSTILE, "慢生活的价格", "茶叶怎么存", "一把好椅子", "雨伞"),
    "b": ("省下来的时间", "電腦與手機", "旧物新用"),
    "c": ("怎样读一本书", "操场边的树", "富裕不只是钱"),
}
"""Twelve articles, newest first: six and three in 消费, three in 教育."""


@dataclass
class Cache:
    """The parts a test may want to look at."""

    store: Store
    library: Library
    config: Config
    data_dir: Path

    def app(self) -> ReaderApp:
        """Return the reader over this cache."""
        refresher = Refresher(self.store, self.config, self.data_dir)
        return ReaderApp(self.library, refresher, self.config)

    def add(self, source: str, *drafts: ArticleDraft) -> None:
        """Store more articles of a source."""
        store_drafts(self.store, source, FetchState(), drafts)


def fill(data_dir: Path, config: Config) -> Cache:
    """Make a cache in `data_dir` with the articles of `TITLES`."""
    store = Store.open(data_dir / "tnews.db")
    cache = Cache(store, Library(store, config), config, data_dir)
    numbers = count(1)
    for key, titles in TITLES.items():
        cache.add(key, *(draft(next(numbers), title) for title in titles))
    return cache


CONFIG = Config(
    sources=SOURCES,
    categories=("消费", "教育"),
    refresh=replace(RefreshSettings(), on_start=False, interval=0),
)


def room(app: App[str]) -> MainScreen:
    """Return the main screen of a running app."""
    screen = app.screen_stack[0]
    assert isinstance(screen, MainScreen)
    return screen
