"""A reader over a real cache, for the tests of the screen."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events
from textual.app import App
from textual.pilot import Pilot

from tnews.model import ArticleDraft, Block, FetchState, Source, TextFetched
from tnews.model.record import replace
from tnews.model.settings import Config, RefreshSettings
from tnews.services import readlater
from tnews.services.fulltext import FullText
from tnews.services.intake import store_drafts
from tnews.services.journal import Journal
from tnews.services.layout import FILE, LayoutFile
from tnews.services.library import Library
from tnews.services.pictures import Pictures
from tnews.services.refresh import Refresher
from tnews.store import Store
from tnews.text.keynames import name_of
from tnews.tui.app import ReaderApp
from tnews.tui.errands import Errands, Wishes
from tnews.tui.screens.main import MainScreen
from tnews.tui.view import START, Spot

if TYPE_CHECKING:
    from tnews.services.discovery import Found
    from tnews.services.settings import Settings
    from tnews.services.sourcebook import Sourcebook
    from tnews.services.themes import Themes
    from tnews.services.views import Views

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
    Source("a", "http://127.0.0.1:9/a", "消费周刊", "消费", full_text="never"),
    Source("b", "http://127.0.0.1:9/b", "省钱日报", "消费", full_text="never"),
    Source("c", "http://127.0.0.1:9/c", "教育观察", "教育", full_text="never"),
)
"""Nothing of them is fetched unless it is asked for."""


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

    @property
    def config_path(self) -> Path:
        """Where the reader writes saved views; no such file to begin with."""
        return self.data_dir / "config.toml"

    def app(
        self,
        choose: Callable[[Wishes], None] | None = None,
        *,
        is_demo: bool = False,
        keep: Callable[[str], None] | None = None,
        start: Spot = START,
    ) -> ReaderApp:
        """Return the reader over this cache; with `choose` it is its first run."""
        refresher = Refresher(self.store, self.config, self.data_dir)
        views = None if is_demo else self._views
        settings = None if is_demo else self._settings
        errands = Errands(
            lambda: FullText(self.store, self.config),
            self._save,
            choose,
            views,
            settings,
            LayoutFile(self.data_dir / FILE),
            lambda: Journal(self.data_dir),
            themes=self._themes,
            pictures=lambda: Pictures(self.config, self.data_dir),
            sources=None if is_demo else self._sources,
        )
        return ReaderApp(
            self.library, refresher, self.config, errands, start=start, is_demo=is_demo, keep=keep
        )

    def _views(self) -> Views:
        from tnews.services.views import Views  # as the reader does: when one is changed

        return Views(self.config_path, catalogue=False)

    def _themes(self) -> Themes:
        from tnews.services.themes import Themes

        return Themes(self.data_dir / "themes")

    def _settings(self) -> Settings:
        from tnews.config import load
        from tnews.services.settings import Settings
        from tnews.sources import load as kind

        path = self.config_path
        kinds = {"feed": kind("feed")}
        return Settings(path, catalogue=False, load=lambda: load(path, kinds=kinds))

    def _sources(self) -> Sourcebook:
        from tnews.config import load
        from tnews.services.sourcebook import Sourcebook
        from tnews.sources import load as kind

        path = self.config_path
        kinds = {name: kind(name) for name in ("feed", "page", "json", "rank")}
        return Sourcebook(
            path, catalogue=False, load=lambda: load(path, kinds=kinds), find=self._find
        )

    async def _find(self, url: str) -> Found:
        from tnews.net.client import Client
        from tnews.services.discovery import decide
        from tnews.sources.worker import Parser

        async with Client(self.config.http, 3) as http, Parser() as parser:
            return await decide(url, http, parser)

    async def _save(self, url: str, title: str, source: str) -> TextFetched:
        from tnews.net.client import Client
        from tnews.sources.worker import Parser

        async with Client(self.config.http, 3) as http, Parser() as parser:
            home = next((one.url for one in self.config.sources if one.key == source), "")
            return await readlater.save(url, self.store, http, parser, title=title, home=home)

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


PATIENCE = 60.0
"""Seconds until what does not happen is given up."""


async def until(pilot: Pilot[str], condition: Callable[[], bool]) -> None:
    """Let the reader work until `condition` holds."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, f"it did not happen; on the screen:\n{painted(pilot)}"
        await pilot.pause(0.02)


def burst(pilot: Pilot[str], keys: Sequence[str]) -> None:
    """Press keys, letters among them, before the reader does anything."""
    for key in keys:
        pilot.app.post_message(
            events.Key(name_of(key), key) if len(key) == 1 else events.Key(key, None)
        )


async def ready(pilot: Pilot[str], count: int = 12) -> None:
    """Wait for the list of `count` articles, the first of them on show."""
    screen = room(pilot.app)
    await until(pilot, lambda: len(screen.articles.ids) == count)
    await until(pilot, lambda: screen.reader.sheet is not None)
    await until(pilot, lambda: screen.search_box.is_ready)


def painted(pilot: Pilot[str]) -> str:
    """What stands on the screen, a line a row."""
    return "\n".join(
        "".join(segment.text for segment in line)
        for line in pilot.app.screen._compositor.render_strips()
    )


def said(pilot: Pilot[str]) -> str:
    """What the status line says."""
    return "".join(text for text, _part in room(pilot.app).status.lines(200)[0]).strip()
