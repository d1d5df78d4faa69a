"""Stories are found behind a refresh: over real HTTP, in a real cache."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

from loopback import Answer, Web, page
from tnews.model import FetchState, Query, Source
from tnews.model.settings import Config, HttpSettings, RefreshSettings, StoriesSettings
from tnews.services.refresh import Refresher
from tnews.services.telling import Teller
from tnews.store import Store


def prose(seed: int, characters: int = 600) -> str:
    chance = random.Random(seed)
    return "".join(chr(chance.randrange(0x4E00, 0x9FA0)) for _ in range(characters))


def feed(title: str, text: str, link: str = "") -> Answer:
    date = format_datetime(datetime.now(UTC))
    item = f"<item><title>{title}</title><link>{link}</link><description>{text}</description>"
    return Answer(
        f"<rss version='2.0'><channel><title>x</title>{item}<pubDate>{date}</pubDate></item>"
        "</channel></rss>"
    )


def config(*sources: Source, days: int = 7) -> Config:
    return Config(
        sources=sources,
        http=HttpSettings(timeout=5),
        refresh=RefreshSettings(page_pause=0),
        stories=StoriesSettings(days=days),
    )


def source(web: Web, key: str, **more: str) -> Source:
    return Source(key, f"{web.url}/{key}", key.upper(), "要闻", full_text="never")


async def refresh(store: Store, settings: Config, folder: Path) -> None:
    store.register(settings.sources)
    async for _step in Refresher(store, settings, folder).run(force=True):
        pass


def copies(store: Store) -> list[int]:
    return [len(store.story(id)) for id in store.ids(Query())]


async def test_a_refresh_joins_what_two_sources_bring(
    web: Web, store: Store, tmp_path: Path
) -> None:
    web.answers |= {"/a": feed("甲", prose(1)), "/b": feed("乙", prose(1))}
    await refresh(store, config(source(web, "a"), source(web, "b")), tmp_path)
    assert copies(store) == [2, 2]


async def test_with_no_days_nothing_joins(web: Web, store: Store, tmp_path: Path) -> None:
    web.answers |= {"/a": feed("甲", prose(1)), "/b": feed("乙", prose(1))}
    await refresh(store, config(source(web, "a"), source(web, "b"), days=0), tmp_path)
    assert copies(store) == [0, 0]


async def test_a_text_that_comes_with_the_page_joins_too(
    web: Web, store: Store, tmp_path: Path
) -> None:
    whole = "。\n".join(prose(1, 900)[at : at + 30] for at in range(0, 900, 30))
    web.answers |= {
        "/a": feed("湖边的书店清晨开门", prose(1, 90), f"{web.url}/page"),
        "/b": feed("乙", whole),
        "/page": Answer(page("湖边的书店清晨开门", whole)),
    }
    short = Source("a", f"{web.url}/a", "A", "要闻", full_text="always")
    await refresh(store, config(short, source(web, "b")), tmp_path)
    assert copies(store) == [2, 2]


async def test_a_refresh_tells_what_an_earlier_one_left_untold(
    web: Web, store: Store, tmp_path: Path
) -> None:
    web.answers["/a"] = feed("甲", prose(1))
    await refresh(store, config(source(web, "a"), days=0), tmp_path)
    web.answers["/b"] = feed("乙", prose(1))
    await refresh(store, config(source(web, "b")), tmp_path)
    assert copies(store) == [2, 2]


def test_nothing_to_tell_writes_nothing(store: Store) -> None:
    store.register([Source("a", "https://a.example/", "A", "要闻")])
    store.save("a", FetchState(), [])
    assert Teller(store, StoriesSettings()).catch_up() == 0
