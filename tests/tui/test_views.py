"""Saved views on the screen: a search becomes one, they are counted, moved, renamed, deleted."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from cached_room import CONFIG, Cache, draft, fill, painted, ready, room, said, until
from tnews import locale
from tnews.model import FetchState, Refreshed
from tnews.model.record import replace
from tnews.model.settings import ViewSettings
from tnews.services.intake import store_drafts
from tnews.tui.messages import Progressed
from tnews.tui.screens import reading
from tnews.tui.screens.main import MainScreen
from tnews.tui.view import View
from tnews.tui.widgets.sidebar import counted

SIZES = [(140, 40), (80, 24), (40, 20)]

WEALTH = View("view", "富裕", text="富裕")
BOOKS = View("view", "书", text="书")


@pytest.fixture
def viewed(tmp_path: Path) -> Iterator[Cache]:
    """The articles of the room, and two views in its configuration."""
    locale.choose("zh_CN")
    views = (ViewSettings("富裕", "富裕"), ViewSettings("书", "书"))
    made = fill(tmp_path, replace(CONFIG, views=views))
    tables = [
        f'[[view]]  # {view.name}\nname = "{view.name}"\nquery = "{view.query}"\n' for view in views
    ]
    made.config_path.write_text("# mine\n" + "\n".join(tables), "utf-8")
    yield made
    made.store.close()


def written(cache: Cache) -> list[tuple[str, str]]:
    document = tomllib.loads(cache.config_path.read_text("utf-8"))
    return [(view["name"], view["query"]) for view in document.get("view", [])]


def counts(screen: MainScreen) -> dict[str, str]:
    return {p.view.name: counted(p) for p in screen.sidebar.places if p.view.kind == "view"}


async def typed(pilot: Pilot[str], text: str) -> None:
    """Type `text` into the dialog, in place of what stands there."""
    await until(pilot, lambda: isinstance(pilot.app.focused, Input))
    await pilot.press(*text)


async def searched(pilot: Pilot[str], words: str, count: int) -> None:
    await pilot.press("slash", *words)
    await until(pilot, lambda: len(room(pilot.app).articles.ids) == count)
    await pilot.press("enter")


@pytest.mark.parametrize("size", SIZES)
async def test_a_search_becomes_a_view_at_once(cache: Cache, size: tuple[int, int]) -> None:
    async with cache.app().run_test(size=size) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        await searched(pilot, "富裕", 2)
        await pilot.press("V")
        await until(pilot, lambda: "存为视图，名称" in painted(pilot))
        await typed(pilot, "共富")
        await pilot.press("enter")
        view = View("view", "共富", text="富裕")
        await until(pilot, lambda: screen.view == view)
        await until(pilot, lambda: "共富" in painted(pilot))
        assert written(cache) == [("共富", "富裕")]
        assert screen.sidebar.numbered.index(view) == 3
        await pilot.press("1")
        await until(pilot, lambda: len(screen.articles.ids) == 12)
        await pilot.press("4")
        assert screen.view == view
        await until(pilot, lambda: len(screen.articles.ids) == 2)


async def test_the_name_to_begin_with_is_what_was_searched(cache: Cache) -> None:
    async with cache.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await searched(pilot, "富裕", 2)
        await pilot.press("V")
        await until(pilot, lambda: isinstance(pilot.app.focused, Input))
        await pilot.press("enter")
        await until(pilot, lambda: written_or_none(cache) == [("富裕", "富裕")])


def written_or_none(cache: Cache) -> list[tuple[str, str]] | None:
    return written(cache) if cache.config_path.exists() else None


async def test_a_name_that_is_there_is_refused_in_the_dialog(viewed: Cache) -> None:
    async with viewed.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        before = viewed.config_path.read_bytes()
        await searched(pilot, "富裕", 2)
        await pilot.press("V")
        await until(pilot, lambda: isinstance(pilot.app.focused, Input))
        await pilot.press("enter")
        await until(pilot, lambda: "已经有" in painted(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is room(pilot.app))
        assert viewed.config_path.read_bytes() == before


async def test_views_are_counted_and_recounted_after_marks(viewed: Cache) -> None:
    async with viewed.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        await until(pilot, lambda: counts(screen) == {"富裕": "2", "书": "12"})
        await pilot.press("4")
        await until(pilot, lambda: len(screen.articles.ids) == 2)
        await pilot.press("N")
        await until(pilot, lambda: counts(screen) == {"富裕": "1", "书": "11"})
        assert "未读 1 / 2" in painted(pilot)
        await pilot.press("u")
        await until(pilot, lambda: counts(screen) == {"富裕": "2", "书": "12"})


async def test_a_view_is_read_through_as_a_channel_is(viewed: Cache) -> None:
    async with viewed.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        await pilot.press("4")
        await until(pilot, lambda: len(screen.articles.ids) == 2)
        first, second = screen.articles.ids
        await pilot.press("enter")
        assert screen.opened == first
        await pilot.press("n")
        assert screen.opened == second
        await pilot.press("escape", "A")
        await until(pilot, lambda: viewed.store.counts().total == (10, 12))
        await pilot.press("F")
        await until(pilot, lambda: len(screen.articles.ids) == 0)
        await pilot.press("F", "F")
        await until(pilot, lambda: len(screen.articles.ids) == 2)


async def test_an_unread_article_far_away_is_found(
    viewed: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "NEAR", 1)
    async with viewed.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        await pilot.press("5")
        await until(pilot, lambda: screen.view == BOOKS and not screen.is_list_coming)
        ids = list(screen.articles.ids)
        viewed.library.set_read([*ids[1:5], *ids[6:]], True)
        await pilot.press("n")
        assert screen.opened == ids[5]
        await pilot.press("p")
        assert screen.opened == ids[0]


async def test_articles_that_come_are_told_where_they_belong(viewed: Cache) -> None:
    async with viewed.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        await pilot.press("4")
        await until(pilot, lambda: len(screen.articles.ids) == 2)
        await pilot.press("j")
        fresh = store_drafts(
            viewed.store,
            "c",
            FetchState(),
            [draft(0, "富裕新说", "短。"), draft(-1, "别的", "短。")],
        )
        refreshed = Refreshed("c", "教育观察", "fetched", saved=fresh, done=1, total=1)
        screen.post_message(Progressed([refreshed]))
        await until(pilot, lambda: "1 篇新文章" in said(pilot))
        assert len(screen.articles.ids) == 2
        await pilot.press("full_stop")
        await until(pilot, lambda: len(screen.articles.ids) == 3)
        await until(pilot, lambda: counts(screen)["富裕"] == "3")


async def test_views_are_moved_in_the_channels(viewed: Cache) -> None:
    async with viewed.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        await pilot.press("4", "h", "J")
        await until(pilot, lambda: screen.sidebar.views == [BOOKS, WEALTH])
        assert screen.view == WEALTH
        assert screen.sidebar.places[screen.sidebar.cursor].view == WEALTH
        assert written(viewed) == [("书", "书"), ("富裕", "富裕")]
        assert "[[view]]  # 富裕\n" in viewed.config_path.read_text("utf-8")
        await pilot.press("J", "K")
        await until(pilot, lambda: screen.sidebar.views == [WEALTH, BOOKS])
        assert screen.zone == "sidebar"


async def test_moving_is_for_the_channels_alone(viewed: Cache) -> None:
    async with viewed.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        before = viewed.config_path.read_bytes()
        await pilot.press("4", "J")
        assert "J" in said(pilot)
        room(pilot.app).desk.finish_writes()
        assert viewed.config_path.read_bytes() == before


async def test_a_view_is_renamed(viewed: Cache) -> None:
    async with viewed.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        await pilot.press("4")
        await until(pilot, lambda: len(screen.articles.ids) == 2)
        await pilot.press("V")
        await until(pilot, lambda: "改名" in painted(pilot))
        await pilot.press("r")
        await typed(pilot, "共富")
        await pilot.press("enter")
        await until(pilot, lambda: screen.view == View("view", "共富", text="富裕"))
        assert written(viewed) == [("共富", "富裕"), ("书", "书")]
        await until(pilot, lambda: counts(screen).get("共富") == "2")


async def test_a_deleted_view_is_brought_back_by_undo(viewed: Cache) -> None:
    before = viewed.config_path.read_bytes()
    async with viewed.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        await pilot.press("4", "V")
        await until(pilot, lambda: "改名" in painted(pilot))
        await pilot.press("x")
        await until(pilot, lambda: screen.view.kind == "all")
        assert written(viewed) == [("书", "书")]
        assert viewed.store.counts().total == (12, 12)
        await until(pilot, lambda: "按 u 撤销" in said(pilot))
        await pilot.press("u")
        await until(pilot, lambda: screen.sidebar.views == [WEALTH, BOOKS])
        assert viewed.config_path.read_bytes() == before
        await until(pilot, lambda: "已撤销：视图“富裕”已删除" in said(pilot))
        await pilot.press("U")
        await until(pilot, lambda: screen.sidebar.views == [BOOKS])
        assert written(viewed) == [("书", "书")]


async def test_adding_renaming_and_moving_a_view_are_undone(viewed: Cache) -> None:
    async with viewed.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        before = written(viewed)
        await searched(pilot, "雨伞", 1)
        await pilot.press("V")
        await typed(pilot, "伞")
        await pilot.press("enter")
        await until(pilot, lambda: ("伞", "雨伞") in written(viewed))
        await until(pilot, lambda: room(pilot.app).view.title == "伞")
        await pilot.press("V", "r")
        await typed(pilot, "雨具")
        await pilot.press("enter")
        await until(pilot, lambda: ("雨具", "雨伞") in written(viewed))
        await until(pilot, lambda: room(pilot.app).view.title == "雨具")
        renamed = written(viewed)
        await pilot.press("h", "K")
        await until(pilot, lambda: written(viewed) != renamed)
        await pilot.press("u")
        await until(pilot, lambda: written(viewed) == renamed)
        await pilot.press("u")
        await until(pilot, lambda: ("伞", "雨伞") in written(viewed))
        await pilot.press("u")
        await until(pilot, lambda: written(viewed) == before)
        await pilot.press("U")
        await until(pilot, lambda: ("伞", "雨伞") in written(viewed))


async def test_a_view_that_cannot_come_back_does_not_bar_the_changes_before(viewed: Cache) -> None:
    async with viewed.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        await pilot.press("m", "4", "V")
        await until(pilot, lambda: "改名" in painted(pilot))
        await pilot.press("x")
        await until(pilot, lambda: screen.sidebar.views == [BOOKS])
        with viewed.config_path.open("a", encoding="utf-8") as file:
            file.write('[[view]]\nname = "富裕"\nquery = "别的"\n')
        await pilot.press("u")
        await until(pilot, lambda: "已经有视图叫“富裕”" in said(pilot))
        await pilot.press("u")
        await until(pilot, lambda: viewed.store.counts().bookmarked == (0, 0))


async def test_a_view_that_the_file_lost_meanwhile_is_told(viewed: Cache) -> None:
    async with viewed.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        viewed.config_path.write_text("# mine\n", "utf-8")
        await pilot.press("4", "h", "J")
        await until(pilot, lambda: "没有叫“富裕”的视图" in said(pilot))
        assert viewed.config_path.read_text("utf-8") == "# mine\n"


async def test_a_file_that_cannot_be_written_is_told_in_one_line(cache: Cache) -> None:
    cache.config_path.mkdir()
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        await searched(pilot, "富裕", 2)
        await pilot.press("V")
        await until(pilot, lambda: isinstance(pilot.app.focused, Input))
        await pilot.press("enter")
        await until(pilot, lambda: "config.toml" in said(pilot))
        assert room(pilot.app).view.kind == "search"


async def test_the_demonstration_keeps_no_views(cache: Cache) -> None:
    async with cache.app(is_demo=True).run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        await searched(pilot, "富裕", 2)
        await pilot.press("V")
        await until(pilot, lambda: "演示" in said(pilot))
        assert pilot.app.screen is room(pilot.app)


async def test_elsewhere_the_key_says_how_a_view_is_made(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        await pilot.press("V")
        assert "V" in said(pilot)
        assert "/" in said(pilot)


async def test_more_than_999_are_not_counted(viewed: Cache) -> None:
    viewed.add("a", *(draft(n, f"富裕 {n}", "短。") for n in range(100, 1200)))
    async with viewed.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot, 1112)
        screen = room(pilot.app)
        await until(pilot, lambda: counts(screen) == {"富裕": "999+", "书": "12"})


async def test_views_are_in_sight_at_every_size(viewed: Cache) -> None:
    for size in SIZES:
        async with viewed.app().run_test(size=size) as pilot:
            await ready(pilot)
            await pilot.press("4")
            await until(pilot, lambda: len(room(pilot.app).articles.ids) == 2)
            await until(pilot, lambda: "/富裕" in painted(pilot).replace("/ ", "/"))


@pytest.mark.parametrize("name", ["[/]", "[@click=app.quit]Q[/]", "[link='"])
async def test_a_view_may_be_called_what_looks_like_markup(tmp_path: Path, name: str) -> None:
    locale.choose("zh_CN")
    made = fill(tmp_path, replace(CONFIG, views=(ViewSettings(name, "书"),)))
    async with made.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        await pilot.press("4")
        await until(pilot, lambda: room(pilot.app).view.name == name)
        await pilot.press("V")
        await until(pilot, lambda: f"视图“{name}”" in painted(pilot))
    made.store.close()
