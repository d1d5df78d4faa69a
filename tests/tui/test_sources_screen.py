"""Channels and sources inside the reader: shown, added, changed, moved, imported."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
from textual import events
from textual.pilot import Pilot

from cached_room import Cache, painted, ready, room, said, until
from command_line import web_site
from page_site import PageSite
from tnews.model import FetchState, Source
from tnews.model.source import SourceHttp
from tnews.services.sourcebook import Entry
from tnews.tui.screens.adding import AddScreen
from tnews.tui.screens.help import HelpScreen
from tnews.tui.screens.importing import ImportScreen
from tnews.tui.screens.sources import SourcesScreen
from tnews.tui.source_facts import ASKED
from tnews.tui.source_keys import of_row
from tnews.tui.widgets.line_list import LineList
from tnews.tui.widgets.source_list import ChannelRow

SIZES = [(140, 40), (80, 24), (40, 20)]

FILE = """\
# mine
categories = ["消费", "教育"]

[[source]]
name = "消费周刊"
key = "a"
url = "http://127.0.0.1:9/a"
category = "消费"

# the second
[[source]]
name = "省钱日报"
key = "b"
url = "http://127.0.0.1:9/b"
category = "消费"

[[source]]
name = "教育观察"
key = "c"
url = "http://127.0.0.1:9/c"
category = "教育"
"""

FEED = """<rss version="2.0"><channel><title>湖边的来源</title>
<item><title>第一条消息</title><guid>1</guid><link>{url}/1.html</link>
<description>{text}</description></item></channel></rss>"""


@pytest.fixture
def stocked(cache: Cache) -> Cache:
    cache.config_path.write_text(FILE, "utf-8")
    return cache


def written(cache: Cache) -> list[dict[str, object]]:
    tables: list[dict[str, object]] = tomllib.loads(cache.config_path.read_text("utf-8"))["source"]
    return tables


def names(cache: Cache) -> list[object]:
    return [table["name"] for table in written(cache)]


async def opened(pilot: Pilot[str]) -> SourcesScreen:
    await ready(pilot)
    await pilot.press("S")
    screen = pilot.app.screen
    await until(pilot, lambda: isinstance(pilot.app.screen, SourcesScreen))
    screen = pilot.app.screen
    assert isinstance(screen, SourcesScreen)
    await until(pilot, lambda: "消费周刊" in painted(pilot))
    return screen


async def go_to(pilot: Pilot[str], screen: SourcesScreen, name: str) -> None:
    await pilot.press("home")
    for _row in range(20):
        row = screen._list.current
        assert row is not None
        if name == (row.name if isinstance(row, ChannelRow) else row.source.name):
            return
        await pilot.press("j")
    raise AssertionError(name)


async def closed(pilot: Pilot[str], screen: SourcesScreen) -> None:
    """Leave the screen; the reader begins again with what the file says."""
    await until(pilot, lambda: pilot.app.screen is screen)
    await pilot.press("escape")
    await until(pilot, lambda: not pilot.app.is_running)
    assert pilot.app.return_value == "again"


async def left(pilot: Pilot[str], screen: SourcesScreen) -> None:
    """Leave the screen; the reader goes on, because the file says what it said."""
    await until(pilot, lambda: pilot.app.screen is screen)
    await pilot.press("escape")
    await until(pilot, lambda: pilot.app.screen is room(pilot.app))
    room(pilot.app).desk.finish_writes()
    await pilot.pause()
    assert pilot.app.is_running


@pytest.mark.parametrize("size", SIZES)
async def test_it_shows_what_there_is_and_leaves_without_a_change(
    stocked: Cache, size: tuple[int, int]
) -> None:
    async with stocked.app().run_test(size=size) as pilot:
        screen = await opened(pilot)
        await until(pilot, lambda: "2 个来源" in painted(pilot))
        await go_to(pilot, screen, "消费周刊")
        await until(pilot, lambda: "http://127.0.0.1:9/a" in painted(pilot))
        await until(pilot, lambda: "未读 6 / 6" in painted(pilot))
        assert "╰" not in painted(pilot).split("\n")[-1]
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is room(pilot.app))
        assert pilot.app.is_running
    assert stocked.config_path.read_text("utf-8") == FILE


@pytest.mark.parametrize("size", SIZES)
async def test_the_unread_articles_of_a_source_stand_beside_it(
    stocked: Cache, size: tuple[int, int]
) -> None:
    async with stocked.app().run_test(size=size) as pilot:
        await opened(pilot)
        rows = [line for line in painted(pilot).split("\n") if "[x] 消费周刊" in line]
        assert [row.split("消费周刊")[1].split()[0] for row in rows] == ["6"]


@pytest.mark.parametrize("size", SIZES)
async def test_the_keys_are_those_of_the_row_and_help_has_all_of_the_page(
    stocked: Cache, size: tuple[int, int]
) -> None:
    async with stocked.app().run_test(size=size) as pilot:
        screen = await opened(pilot)
        await go_to(pilot, screen, "消费")
        await until(pilot, lambda: "d 删除" not in painted(pilot))
        height = screen._list.size.height
        await go_to(pilot, screen, "省钱日报")
        await until(pilot, lambda: "d 删除" in painted(pilot))
        assert screen._list.size.height == height, "the box must not jump"
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))
        await until(pilot, lambda: "恢复刚删除的来源" in painted(pilot))
        page = pilot.app.screen
        assert isinstance(page, HelpScreen)
        told = [row.text for row in page._table._all]
        assert "收藏或取消收藏" not in told
        assert not any("全文" in text for text in told)


def test_a_bundled_source_is_not_said_to_be_removed_or_moved() -> None:
    entry = Entry(
        Source("x", "https://example.com/", "随附", "综合"), is_bundled=True, is_movable=False
    )
    keys = [key for key, _does in of_row(entry)]
    assert "Space" in keys
    assert not {"d", "J K"} & set(keys)


async def test_off_and_on(stocked: Cache) -> None:
    async with stocked.app().run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await go_to(pilot, screen, "省钱日报")
        await pilot.press("space")
        await until(pilot, lambda: written(stocked)[1].get("enabled") is False)
        await until(pilot, lambda: "[ ] 省钱日报" in painted(pilot))
        await pilot.press("x")
        await until(pilot, lambda: written(stocked)[1]["enabled"] is True)
        await until(pilot, lambda: "[x] 省钱日报" in painted(pilot))
        await pilot.press("space")
        await closed(pilot, screen)
    assert "# the second" in stocked.config_path.read_text("utf-8")


async def test_who_is_gone_is_asked_again_once_it_is_switched_on(stocked: Cache) -> None:
    gone = FetchState(gone_at=datetime.now(UTC), failures=1, failure="gone")
    async with stocked.app().run_test(size=(80, 24)) as pilot:
        stocked.store.save_state("b", gone)
        screen = await opened(pilot)
        await go_to(pilot, screen, "省钱日报")
        await pilot.press("space")
        await until(pilot, lambda: "[ ] 省钱日报" in painted(pilot))
        assert stocked.store.states()["b"] == gone
        await pilot.press("space")
        await until(pilot, lambda: "[x] 省钱日报" in painted(pilot))
        assert stocked.store.states()["b"] == FetchState()


async def test_what_could_not_be_changed_lets_the_reader_go_on(stocked: Cache) -> None:
    async with stocked.app().run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await go_to(pilot, screen, "省钱日报")
        stocked.config_path.chmod(0o444)
        await pilot.press("d")
        await until(pilot, lambda: "无法写入" in painted(pilot))
        await left(pilot, screen)


async def test_what_is_as_it_was_lets_the_reader_go_on(stocked: Cache) -> None:
    async with stocked.app().run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await go_to(pilot, screen, "省钱日报")
        await pilot.press("K", "J", "J")
        await left(pilot, screen)


async def test_leaving_waits_for_the_file_and_shows_why_it_could_not_be_written(
    stocked: Cache,
) -> None:
    async with stocked.app().run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await go_to(pilot, screen, "省钱日报")
        stored = Event()
        room(pilot.app).desk.in_turn(stored.wait)
        await pilot.press("space", "escape")
        await until(pilot, lambda: "正在保存所做的改动" in painted(pilot))
        stocked.config_path.write_text("[reader\n", "utf-8")
        stored.set()
        await until(pilot, lambda: "TOML" in painted(pilot))
        assert pilot.app.screen is screen
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is room(pilot.app))


async def test_who_does_not_wait_for_the_file_has_the_reader_begin_again_with_it(
    stocked: Cache,
) -> None:
    async with stocked.app().run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        stored = Event()
        room(pilot.app).desk.in_turn(stored.wait)
        await pilot.press("end", "space", "escape", "escape")
        await until(pilot, lambda: pilot.app.screen is room(pilot.app))
        stored.set()
        await until(pilot, lambda: not pilot.app.is_running)
        assert pilot.app.return_value == "again"
    assert any(table.get("enabled") is False for table in written(stocked))


async def test_what_is_looked_at_while_the_file_is_written_is_not_taken_away(
    stocked: Cache,
) -> None:
    async with stocked.app().run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        stored = Event()
        room(pilot.app).desk.in_turn(stored.wait)
        await pilot.press("end", "space", "escape", "question_mark")
        assert isinstance(pilot.app.screen, HelpScreen)
        stored.set()
        await until(pilot, lambda: not screen._unwritten)
        assert isinstance(pilot.app.screen, HelpScreen)
        await pilot.press("escape")
        await until(pilot, lambda: not pilot.app.is_running)
        assert pilot.app.return_value == "again"


async def test_moving_sources_and_channels(stocked: Cache) -> None:
    async with stocked.app().run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await go_to(pilot, screen, "省钱日报")
        await pilot.press("K")
        await until(pilot, lambda: names(stocked)[0] == "省钱日报")
        await go_to(pilot, screen, "教育")
        await pilot.press("K")
        await until(pilot, lambda: '["教育", "消费"]' in stocked.config_path.read_text("utf-8"))
        await closed(pilot, screen)


async def test_a_source_is_removed_and_brought_back(stocked: Cache) -> None:
    async with stocked.app().run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("u")
        await until(pilot, lambda: "没有可以撤销的" in painted(pilot))
        await go_to(pilot, screen, "省钱日报")
        await pilot.press("d")
        await until(pilot, lambda: "已删除 省钱日报" in painted(pilot))
        assert names(stocked) == ["消费周刊", "教育观察"]
        await pilot.press("u")
        await until(pilot, lambda: "已找回" in painted(pilot))
        await left(pilot, screen)
    assert stocked.config_path.read_text("utf-8") == FILE


async def test_of_several_removed_ones_each_is_brought_back_also_at_a_second_try(
    stocked: Cache,
) -> None:
    async with stocked.app().run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        for name in ("教育观察", "省钱日报"):
            await go_to(pilot, screen, name)
            await pilot.press("d")
            await until(pilot, lambda name=name: name not in names(stocked))  # type: ignore[misc]
        stocked.config_path.chmod(0o444)
        await pilot.press("u")
        await until(pilot, lambda: "无法写入" in painted(pilot))
        stocked.config_path.chmod(0o644)
        await pilot.press("u", "u")
        await until(pilot, lambda: names(stocked) == ["消费周刊", "省钱日报", "教育观察"])
        await left(pilot, screen)


async def test_a_source_gets_another_name_interval_and_channel(stocked: Cache) -> None:
    async with stocked.app().run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await go_to(pilot, screen, "省钱日报")
        await pilot.press("enter")
        await until(pilot, lambda: "全文" in painted(pilot))
        await pilot.press("enter", *"新名", "enter")
        await pilot.press("j", "j", "j", "enter", "3", "enter")
        await until(pilot, lambda: "5 到 1440 的整数" in painted(pilot))
        await pilot.press("backspace", "6", "0", "enter", "j", "enter", "escape")
        await until(pilot, lambda: written(stocked)[1]["name"] == "新名")
        assert (written(stocked)[1]["interval"], written(stocked)[1]["key"]) == (60, "b")
        assert written(stocked)[1]["full_text"] == "always"
        await until(pilot, lambda: "新名" in painted(pilot))
        await pilot.press("c", *"新频道", "enter")
        await until(pilot, lambda: written(stocked)[1]["category"] == "新频道")
        await closed(pilot, screen)


@pytest.mark.parametrize("size", SIZES)
async def test_the_fields_name_the_keys_of_the_file_and_those_that_are_set(
    stocked: Cache, size: tuple[int, int]
) -> None:
    asked = 'headers = { "X-Token" = "geheim" }\ntimeout = 12\n'
    stocked.config_path.write_text(FILE.replace('key = "b"\n', f'key = "b"\n{asked}'), "utf-8")
    async with stocked.app().run_test(size=size) as pilot:
        screen = await opened(pilot)
        await go_to(pilot, screen, "省钱日报")
        await pilot.press("enter")
        await until(pilot, lambda: "完成" in painted(pilot))
        box = painted(pilot)
        told = "".join(line.split("│")[1].strip() for line in box.split("\n") if "│" in line)
        assert "config.toml 里它的 [[source]] 还能设" in told
        assert "certificate" in told
        assert "已设 headers、timeout。" in told
        assert "geheim" not in box
        assert all(field in box for field in ("名称", "频道", "地址", "刷新间隔", "全文"))


async def test_where_there_is_little_room_the_fields_have_it(stocked: Cache) -> None:
    async with stocked.app().run_test(size=(40, 14)) as pilot:
        screen = await opened(pilot)
        await go_to(pilot, screen, "省钱日报")
        await pilot.press("enter")
        await until(pilot, lambda: "完成" in painted(pilot))
        await until(pilot, lambda: "certificate" not in painted(pilot))
        assert all(field in painted(pilot) for field in ("名称", "地址", "全文"))


def test_the_keys_are_all_that_say_how_a_source_is_asked() -> None:
    assert set(ASKED) == set(SourceHttp.__annotations__)


async def test_a_channel_is_renamed(stocked: Cache) -> None:
    async with stocked.app().run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await go_to(pilot, screen, "消费")
        await pilot.press("enter", *"花钱", "enter")
        await until(
            pilot,
            lambda: [t["category"] for t in written(stocked)] == ["花钱", "花钱", "教育"],
        )
        await closed(pilot, screen)
    assert '["花钱", "教育"]' in stocked.config_path.read_text("utf-8")


@pytest.mark.parametrize("size", SIZES)
async def test_what_is_found_is_shown_before_it_is_added(
    stocked: Cache, site: PageSite, size: tuple[int, int]
) -> None:
    site.pages["/feed.xml"] = FEED.format(url=site.url, text="湖" * 900)
    async with stocked.app().run_test(size=size) as pilot:
        screen = await opened(pilot)
        await pilot.press("a")
        await until(pilot, lambda: isinstance(pilot.app.screen, AddScreen))
        await pilot.press(*f"{site.url}/feed.xml", "enter")
        await until(pilot, lambda: "第一条消息" in painted(pilot))
        assert len(written(stocked)) == 3, "nothing is written before the person has seen it"
        await pilot.press("enter")
        await until(pilot, lambda: names(stocked)[-1] == "湖边的来源")
        await until(pilot, lambda: "[x] 湖边的来源" in painted(pilot))
        await closed(pilot, screen)


@pytest.mark.parametrize("size", SIZES)
async def test_what_cannot_be_fetched_is_added_unchecked_by_a_key_of_its_own(
    stocked: Cache, size: tuple[int, int]
) -> None:
    async with stocked.app().run_test(size=size) as pilot:
        screen = await opened(pilot)
        await pilot.press("a")
        await until(pilot, lambda: isinstance(pilot.app.screen, AddScreen))
        await pilot.press(*"http://127.0.0.1:9/new", "enter")
        await until(pilot, lambda: "不检查，直接添加" in painted(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: "不检查，直接添加" not in painted(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: "不检查，直接添加" in painted(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: "不检查，直接添加" in painted(pilot))
        assert isinstance(pilot.app.screen, AddScreen)
        assert len(written(stocked)) == 3, "an impatient Enter looks again"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: written(stocked)[-1]["url"] == "http://127.0.0.1:9/new")
        await until(pilot, lambda: "127.0.0.1" in painted(pilot))
        await closed(pilot, screen)


async def test_a_refusal_names_the_settings_that_may_mend_it(stocked: Cache) -> None:
    refused = FetchState(
        checked_at=datetime.now(UTC),
        failures=1,
        last_error="服务器拒绝访问（403）",
        failure="http-403",
    )
    stocked.store.save_state("a", refused)
    with web_site({}, missing=403) as web:
        async with stocked.app().run_test(size=(80, 24)) as pilot:
            screen = await opened(pilot)
            await go_to(pilot, screen, "消费周刊")
            await until(pilot, lambda: "headers" in painted(pilot))
            await pilot.press("a")
            await until(pilot, lambda: isinstance(pilot.app.screen, AddScreen))
            await until(pilot, lambda: "headers" not in painted(pilot))
            await pilot.press(*f"{web}/new", "enter")
            await until(pilot, lambda: "user_agent" in painted(pilot))


async def test_ctrl_s_adds_nothing_before_an_address_was_looked_at(stocked: Cache) -> None:
    async with stocked.app().run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("a", *"x.example", "ctrl+s")
        assert isinstance(pilot.app.screen, AddScreen)
    assert stocked.config_path.read_text("utf-8") == FILE


async def test_an_address_without_a_scheme_is_found_by_http_too(
    stocked: Cache, site: PageSite
) -> None:
    site.pages["/feed.xml"] = FEED.format(url=site.url, text="湖" * 900)
    async with stocked.app().run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        address = site.url.removeprefix("http://")
        await pilot.press("a", *f"{address}/feed.xml", "enter")
        await until(pilot, lambda: "第一条消息" in painted(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: written(stocked)[-1]["url"] == f"{site.url}/feed.xml")
        await closed(pilot, screen)


async def test_looking_can_be_given_up_and_what_is_wrong_is_said(
    stocked: Cache, site: PageSite
) -> None:
    site.is_open.clear()
    async with stocked.app().run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("a", *f"{site.url}/x", "enter")
        await until(pilot, lambda: bool(site.asked))
        await until(pilot, lambda: "正在查看" in painted(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: "正在查看" not in painted(pilot))
        site.is_open.set()
        await pilot.press("enter")
        await until(pilot, lambda: "403" in painted(pilot))
        await pilot.press("ctrl+u", *"ftp://x.example", "enter")
        await until(pilot, lambda: "不是网址" in painted(pilot))
        await pilot.press("ctrl+u", *"http://127.0.0.1:9/a", "enter")
        await until(pilot, lambda: "消费周刊（a）" in painted(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is screen)
    assert stocked.config_path.read_text("utf-8") == FILE


async def test_a_pasted_megabyte_is_one_clear_line(stocked: Cache) -> None:
    async with stocked.app().run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("a")
        await until(pilot, lambda: isinstance(pilot.app.screen, AddScreen))
        pilot.app.post_message(events.Paste("x y\x1b[31m\n" * 200_000))
        await pilot.press("enter")
        await until(pilot, lambda: "不是网址" in painted(pilot))
        assert pilot.app.is_running


async def test_an_opml_document_is_shown_and_then_imported(stocked: Cache, tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "subs.opml").write_text(
        '<opml version="2.0"><body><outline text="科技">'
        '<outline text="新来的" xmlUrl="https://new.example/feed"/>'
        '<outline text="有了" xmlUrl="http://127.0.0.1:9/a"/>'
        '<outline text="坏的" xmlUrl="javascript:alert(1)"/></outline></body></opml>',
        "utf-8",
    )
    async with stocked.app().run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("i")
        await until(pilot, lambda: isinstance(pilot.app.screen, ImportScreen))
        await pilot.press("ctrl+u", *f"{folder}/s")
        await until(pilot, lambda: "subs.opml" in painted(pilot))
        await pilot.press("tab", "enter")
        await until(pilot, lambda: "1 个新来源 · 1 个已有 · 1 个略过" in painted(pilot))
        assert "新来的" in painted(pilot)
        assert len(written(stocked)) == 3
        await pilot.press("enter")
        await until(pilot, lambda: names(stocked)[-1] == "新来的")
        await closed(pilot, screen)


async def test_a_document_that_is_none_is_told(stocked: Cache, tmp_path: Path) -> None:
    bad = tmp_path / "bad.opml"
    bad.write_bytes(b"<html>" + b"x" * (9 << 20))
    async with stocked.app().run_test(size=(140, 40)) as pilot:
        await opened(pilot)
        await pilot.press("i")
        await until(pilot, lambda: isinstance(pilot.app.screen, ImportScreen))
        await pilot.press("ctrl+u", *str(bad), "enter")
        await until(pilot, lambda: "8 MiB" in painted(pilot))
        await pilot.press("ctrl+u", *"/no/such.opml", "enter")
        await until(pilot, lambda: "没有这个文件" in painted(pilot))


async def test_a_file_that_is_broken_by_hand_meanwhile_is_told(stocked: Cache) -> None:
    async with stocked.app().run_test(size=(140, 40)) as pilot:
        screen = await opened(pilot)
        await go_to(pilot, screen, "省钱日报")
        stocked.config_path.write_text("[[source]\n", "utf-8")
        await pilot.press("space")
        await until(pilot, lambda: "TOML" in painted(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: "TOML" in said(pilot))
        assert pilot.app.is_running
    assert stocked.config_path.read_text("utf-8") == "[[source]\n"


async def test_the_demonstration_has_none_to_change(cache: Cache) -> None:
    async with cache.app(is_demo=True).run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await until(pilot, lambda: not room(pilot.app).desk.is_refreshing)
        await until(pilot, lambda: "没有网络" in said(pilot))
        await pilot.press("S")
        await until(pilot, lambda: "演示的来源" in said(pilot))
        assert pilot.app.screen is room(pilot.app)


async def test_help_and_export(stocked: Cache, tmp_path: Path) -> None:
    async with stocked.app().run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is screen)
        out = tmp_path / "out.opml"
        await pilot.press("e", *str(out), "enter")
        await until(pilot, out.exists)
        await until(pilot, lambda: "3 个来源" in painted(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is room(pilot.app))
        assert pilot.app.is_running, "nothing was changed"


def test_a_long_name_keeps_away_from_its_channel() -> None:
    (_name, _part), (gap, _none), _detail = LineList([("很长的名字" * 9, "频道")]).pieces(0, 0, 30)
    assert len(gap) >= 2


async def test_a_source_is_told_with_its_pulse_and_what_is_wrong(stocked: Cache) -> None:
    now = datetime.now(UTC)
    state = FetchState(
        checked_at=now,
        succeeded_at=now,
        due_at=now + timedelta(minutes=20, seconds=30),
        failures=2,
        last_error="服务器回答 502",
    )
    stocked.store.save_state("a", state)
    async with stocked.app().run_test(size=(140, 40)) as pilot:
        screen = await opened(pilot)
        await go_to(pilot, screen, "消费周刊")
        await until(pilot, lambda: "连续失败 2 次：服务器回答 502" in painted(pilot))
        assert "20 分钟后再抓" in painted(pilot)
        assert "一周" in painted(pilot)
