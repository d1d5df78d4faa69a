"""Stories on the screen: one row, its versions, their differences, taking one out, 热点."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from cached_room import CONFIG, Cache, fill, painted, ready, room, until
from tnews import locale
from tnews.model import ArticleDraft, Block, FetchState, Refreshed, Saved
from tnews.model.record import replace
from tnews.model.settings import StoriesSettings, ViewSettings
from tnews.model.story import Version
from tnews.services.intake import store_drafts
from tnews.services.telling import Teller
from tnews.text.differences import Piece
from tnews.text.wrap import cells
from tnews.tui.messages import RefreshEnded
from tnews.tui.screens.versions import DifferencesScreen, VersionsScreen
from tnews.tui.view import TODAY
from tnews.tui.widgets.version_list import VersionList, difference_lines
from tnews.tui.widths import SCROLLBAR

SENTENCES = [
    "".join(chr(0x4E00 + (n * 997 + i * 37) % 9000) for i in range(30)) + "。" for n in range(12)
]


def tell(cache: Cache, source: str, title: str, sentences: list[str], hours: int) -> int:
    draft = ArticleDraft(
        uid=title,
        url=f"https://{source}.example/{hours}",
        title=title,
        blocks=tuple(Block("p", sentence) for sentence in sentences),
        is_full_text=True,
        published_at=datetime.now(UTC) - timedelta(hours=hours),
    )
    saved = store_drafts(cache.store, source, FetchState(), [draft])
    Teller(cache.store, StoriesSettings()).tell(saved.new)
    return saved.new[0]


@pytest.fixture
def ids(cache: Cache) -> list[int]:
    """A story of three outlets; the second one lacks a sentence and has one more."""
    other = [*SENTENCES[:5], "只有这里有的一句话。", *SENTENCES[6:]]
    return [
        tell(cache, "a", "大桥通车", SENTENCES, 3),
        tell(cache, "b", "大桥今日通车", other, 2),
        tell(cache, "c", "跨江大桥通车", SENTENCES, 1),
    ]


@pytest.fixture
def all_at_once(tmp_path: Path) -> Iterator[Cache]:
    locale.choose("zh_CN")
    made = fill(tmp_path, replace(CONFIG, stories=StoriesSettings(read_all=True)))
    yield made
    made.store.close()


@asynccontextmanager
async def hot(cache: Cache, size: tuple[int, int] = (140, 40)) -> AsyncIterator[Pilot[str]]:
    """The reader with the story of today opened."""
    async with cache.app().run_test(size=size) as pilot:
        await ready(pilot, 13)
        await pilot.press("H")
        screen = room(pilot.app)
        await until(pilot, lambda: screen.view == TODAY and len(screen.articles.ids) == 1)
        await pilot.press("enter")
        await until(pilot, lambda: screen.opened == screen.articles.ids[0])
        yield pilot


async def test_a_story_has_one_row_that_says_how_many(cache: Cache, ids: list[int]) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot, 13)
        articles = room(pilot.app).articles
        assert set(articles.ids) & set(ids) == {ids[0]}
        line = articles.line_strip(articles.ids.index(ids[0]), 2, 40, False).text
        assert "3 家" in line


@pytest.mark.parametrize("width", [140, 80, 40])
async def test_the_article_names_who_brings_it(cache: Cache, ids: list[int], width: int) -> None:
    async with hot(cache, (width, 24)) as pilot:
        await until(pilot, lambda: "3 家 消费周刊 · 省钱日报 · 教育观察" in painted(pilot))


async def test_hot_lists_the_stories_of_today(cache: Cache, ids: list[int]) -> None:
    async with hot(cache) as pilot:
        assert list(room(pilot.app).articles.ids) == [ids[0]]
        await pilot.press("h", "4")
        assert room(pilot.app).view.name == "消费", "the numbers of channels are what they were"


def ended(new: int) -> RefreshEnded:
    """The word that a refresh is over which brought the article `new`."""
    return RefreshEnded(False, [Refreshed("d", "丁", "fetched", 1, 1, 1, Saved((new,)))])


async def test_a_story_of_a_refresh_comes_to_an_empty_hot_list(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        await pilot.press("H")
        await until(pilot, lambda: screen.view == TODAY and not screen.articles.ids)
        head = tell(cache, "a", "大桥通车", SENTENCES, 3)
        screen.post_message(ended(tell(cache, "b", "大桥今日通车", SENTENCES, 2)))
        await until(pilot, lambda: list(screen.articles.ids) == [head])


async def test_an_outlet_more_after_a_refresh_is_counted_in_the_hot_list(cache: Cache) -> None:
    tell(cache, "a", "大桥通车", SENTENCES, 3)
    tell(cache, "b", "大桥今日通车", SENTENCES, 2)
    async with hot(cache) as pilot:
        articles = room(pilot.app).articles
        assert "2 家" in articles.line_strip(0, 2, 40, False).text
        room(pilot.app).post_message(ended(tell(cache, "c", "跨江大桥通车", SENTENCES, 1)))
        await until(pilot, lambda: "3 家" in articles.line_strip(0, 2, 40, False).text)


async def test_a_version_is_read_in_the_place_of_the_head(cache: Cache, ids: list[int]) -> None:
    async with hot(cache) as pilot:
        screen = room(pilot.app)
        await pilot.press("v")
        await until(pilot, lambda: isinstance(pilot.app.screen, VersionsScreen))
        await pilot.press("enter")
        await until(pilot, lambda: screen.opened == ids[1])


async def test_the_differences_of_two_versions(cache: Cache, ids: list[int]) -> None:
    async with hot(cache) as pilot:
        await pilot.press("v")
        await until(pilot, lambda: isinstance(pilot.app.screen, VersionsScreen))
        await pilot.press("d")
        await until(pilot, lambda: isinstance(pilot.app.screen, DifferencesScreen))
        await until(pilot, lambda: "＋ 只有这里有的一句话。" in painted(pilot))
        assert f"－ {SENTENCES[5][:10]}" in painted(pilot)
        await pilot.press("escape", "escape")
        await until(pilot, lambda: pilot.app.screen is room(pilot.app))


@pytest.mark.parametrize("size", [(140, 40), (68, 24), (40, 20)])
async def test_no_character_of_a_difference_is_cut_off(
    cache: Cache, ids: list[int], size: tuple[int, int]
) -> None:
    async with cache.app().run_test(size=size) as pilot:
        await ready(pilot, 13)
        await pilot.press("v")
        await until(pilot, lambda: isinstance(pilot.app.screen, VersionsScreen))
        await pilot.press("d")
        await until(pilot, lambda: isinstance(pilot.app.screen, DifferencesScreen))
        screen = pilot.app.screen
        assert isinstance(screen, DifferencesScreen)
        await until(pilot, lambda: "＋ 只有" in painted(pilot))
        room = screen.rows.size.width - SCROLLBAR
        rows = [screen.rows.pieces(row, 0, room) for row in range(screen.rows.count)]
        widths = [sum(cells(text) for text, _part in row) for row in rows]
        assert room - 1 <= max(widths) <= room


async def test_the_heading_counts_articles_as_the_sidebar_does_where_a_row_is_a_story(
    cache: Cache, ids: list[int]
) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot, 13)
        await until(pilot, lambda: "未读 15 / 15 篇" in painted(pilot))
        await pilot.press("5")
        await until(pilot, lambda: "未读 4 / 4" in painted(pilot))
        assert "条" not in painted(pilot).split("\n")[1]


async def test_a_version_taken_out_stays_out_until_it_is_undone(
    cache: Cache, ids: list[int]
) -> None:
    async with hot(cache) as pilot:
        await pilot.press("v")
        await until(pilot, lambda: isinstance(pilot.app.screen, VersionsScreen))
        await pilot.press("x")
        await until(pilot, lambda: [v.id for v in cache.store.story(ids[0])] == [ids[0], ids[2]])
        await until(pilot, lambda: "2 家 消费周刊 · 教育观察" in painted(pilot))
        await pilot.press("u")
        await until(pilot, lambda: len(cache.store.story(ids[0])) == 3)
        await until(pilot, lambda: "3 家 消费周刊" in painted(pilot))


async def test_the_cursor_goes_along_with_a_story_that_has_a_version_less(
    cache: Cache, ids: list[int]
) -> None:
    other = [sentence[::-1] for sentence in SENTENCES]
    newer = [tell(cache, key, f"新馆开放{key}", other, 0) for key in ("a", "b")]
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot, 14)
        await pilot.press("H")
        articles = room(pilot.app).articles
        await until(pilot, lambda: list(articles.ids) == [ids[0], newer[0]])
        await pilot.press("v")
        await until(pilot, lambda: isinstance(pilot.app.screen, VersionsScreen))
        await pilot.press("x")
        await until(pilot, lambda: list(articles.ids) == [newer[0], ids[0]])
        assert articles.current_id == ids[0]
        await pilot.press("u")
        await until(pilot, lambda: list(articles.ids) == [ids[0], newer[0]])
        assert articles.current_id == ids[0]


async def test_a_view_with_more_unread_than_rows_says_how_many_alone(
    tmp_path: Path,
) -> None:
    locale.choose("zh_CN")
    cache = fill(tmp_path, replace(CONFIG, views=(ViewSettings("桥", "大桥"),)))
    for key, hours in (("a", 3), ("b", 2), ("c", 1)):
        tell(cache, key, f"大桥通车{key}", SENTENCES, hours)
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot, 13)
        await pilot.press("4")
        await until(pilot, lambda: len(room(pilot.app).articles.ids) == 1)
        await until(pilot, lambda: room(pilot.app).heading.lines(60)[0][3][0] == "未读 3")
    cache.store.close()


async def test_in_the_hot_list_the_first_unread_is_the_first_of_the_list(cache: Cache) -> None:
    for key, hours in (("a", 9), ("b", 8), ("c", 7)):
        tell(cache, key, f"大桥通车{key}", SENTENCES, hours)
    other = [sentence[::-1] for sentence in SENTENCES]
    for key, hours in (("a", 2), ("b", 1)):
        tell(cache, key, f"新馆开放{key}", other, hours)
    third = ["".join(sorted(sentence)) for sentence in SENTENCES]
    for key, hours in (("a", 4), ("b", 3)):
        tell(cache, key, f"早市{key}", third, hours)
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot, 15)
        await pilot.press("H")
        articles = room(pilot.app).articles
        await until(pilot, lambda: len(articles.ids) == 3)
        await pilot.press("G", "N", "n")
        await until(pilot, lambda: articles.cursor == 0)


async def test_an_article_alone_has_no_versions(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        await pilot.press("v")
        await until(pilot, lambda: "这篇文章没有其他版本" in painted(pilot))


async def test_the_list_marked_read_takes_the_hidden_versions(cache: Cache, ids: list[int]) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot, 13)
        await pilot.press("A")
        await until(pilot, lambda: cache.library.counts().total[0] == 0)


async def test_opening_reads_every_version_if_so_configured(all_at_once: Cache) -> None:
    ids = [
        tell(all_at_once, "a", "大桥通车", SENTENCES, 3),
        tell(all_at_once, "b", "大桥今日通车", SENTENCES, 2),
    ]

    def read() -> set[bool]:
        return {status.is_read for status in all_at_once.store.statuses(ids).values()}

    async with hot(all_at_once) as pilot:
        await until(pilot, lambda: read() == {True})
        await pilot.press("u")
        await until(pilot, lambda: read() == {False})


def test_long_runs_that_both_have_are_cut_to_their_ends() -> None:
    kept = "\n".join("相同的一行" for _line in range(20))
    rows = difference_lines([Piece("added", "新"), Piece("kept", kept), Piece("dropped", "旧")], 40)
    assert [row.sign for row in rows] == ["＋", "　", "　", "　", "　", "　", "－"]


@pytest.mark.parametrize(("width", "said"), [(60, "浙江在线"), (38, "")])
def test_a_version_that_goes_by_its_origin_says_which_source_brings_it(
    width: int, said: str
) -> None:
    address = "https://lake.example/1"
    one = Version(1, "a", "浙江在线", "新华社", "大桥今日通车", address, None, 9)
    rows = VersionList(1, [one, replace(one, id=2, origin="浙江在线")], [], {})
    text = "".join(text for text, _part in rows.pieces(0, 1, width))
    assert text.split() == ["大桥今日通车", *([said] if said else [])]
    assert cells(text) <= width
    own = "".join(text for text, _part in rows.pieces(1, 1, width))
    assert own.split() == ["大桥今日通车"]


@pytest.mark.parametrize(("joined", "other"), [(None, 2), (1, None)])
def test_where_little_room_is_the_share_is_told_without_the_outlet(
    joined: int | None, other: int | None
) -> None:
    locale.choose("zh_CN")
    address = "https://lake.example/1"
    now = datetime.now(UTC)
    head = Version(1, "a", "白鹭洲晚报", "", "潮水", address, now, 9, False, 0.81, other)
    one = Version(2, "b", "南塘电台", "", "赶海", address, now, 9, False, 0.81, joined)
    rows = VersionList(1, [head, one], [], {})
    told = ["".join(text for text, _part in rows.pieces(1, 0, width)) for width in (60, 34)]
    assert "与白鹭洲晚报 81% 相同" in told[0]
    assert "81% 相同" in told[1]
