"""The sources screen while others store things beside it: it says how the sources are now."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from threading import Event
from typing import Any

import pytest
from textual.pilot import Pilot

from cached_room import Cache, painted, ready, room, until
from command_line import rss, web_site
from tnews.model import FetchState
from tnews.model.record import replace
from tnews.store import Store
from tnews.tui.desk import Desk
from tnews.tui.messages import Counted
from tnews.tui.screens import starting
from tnews.tui.screens.source_fields import FieldsScreen
from tnews.tui.screens.sources import SourcesScreen
from tnews.tui.widgets.source_list import ChannelRow

ILL = FetchState(
    checked_at=datetime(2026, 1, 2, tzinfo=UTC), failures=6, last_error="服务器回答 502"
)


@pytest.fixture(autouse=True)
def _often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starting, "LOOK_AROUND", 0.05)


@pytest.fixture
def elsewhere(cache: Cache) -> Iterator[Store]:
    """The same cache, open once more."""
    store = Store.open(cache.data_dir / "tnews.db")
    yield store
    store.close()


class Held(dict[str, tuple[str, str | bytes]]):
    """A site whose only page comes when it is allowed to."""

    def __init__(self, allowed: Event, page: tuple[str, str | bytes]) -> None:
        super().__init__({"/c": page})
        self._allowed = allowed

    def get(self, key: str, default: Any = None) -> Any:
        self._allowed.wait(60)
        return super().get(key, default)


def write_sources(cache: Cache, web: str = "http://127.0.0.1:9") -> None:
    """Write sixty sources, the last of them `c` of `web`."""
    keys = [*(f"x{number}" for number in range(59)), "c"]
    cache.config_path.write_text(
        "\n".join(
            f'[[source]]\nkey = "{key}"\nname = "来源{key}"\nurl = "{web}/{key}"\ncategory = "教育"\n'
            for key in keys
        ),
        "utf-8",
    )


async def opened(pilot: Pilot[str]) -> SourcesScreen:
    """Open the sources with the cursor on the last one."""
    await ready(pilot)
    await pilot.press("S")
    await until(pilot, lambda: isinstance(pilot.app.screen, SourcesScreen))
    await until(pilot, lambda: "来源x0" in painted(pilot))
    await pilot.press("G")
    await until(pilot, lambda: "来源c" in painted(pilot))
    screen = pilot.app.screen
    assert isinstance(screen, SourcesScreen)
    return screen


def key_of(screen: SourcesScreen) -> str:
    row = screen._list.current
    assert row is not None
    assert not isinstance(row, ChannelRow)
    return row.source.key


async def test_a_source_that_recovers_in_another_process_is_well_here_too(cache: Cache) -> None:
    cache.store.save_state("c", ILL)
    with web_site({"/c": rss("教育", "校园里的猫", "操场上的课")}) as web:
        write_sources(cache, web)
        async with cache.app().run_test(size=(140, 40)) as pilot:
            screen = await opened(pilot)
            await until(pilot, lambda: "连续失败 6 次：服务器回答 502" in painted(pilot))
            before = screen._list.cursor, screen._list.scroll_offset
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "tnews", "refresh", "-q", "--source", "c"),
                *("--config", str(cache.config_path), "--data-dir", str(cache.data_dir)),
            )
            assert await process.wait() == 0
            await until(pilot, lambda: "连续失败" not in painted(pilot))
            await until(pilot, lambda: "未读 5 / 5" in painted(pilot))
            assert (screen._list.cursor, screen._list.scroll_offset) == before
            assert before[1].y > 0


async def test_a_refresh_of_the_readers_own_is_told_at_its_end(cache: Cache) -> None:
    answer = Event()
    cache.store.save_state("c", ILL)
    with web_site(Held(answer, rss("教育"))) as web:
        there = tuple(replace(one, url=f"{web}/{one.key}") for one in cache.config.sources)
        cache.config = replace(cache.config, sources=there)
        write_sources(cache, web)
        async with cache.app().run_test(size=(140, 40)) as pilot:
            await ready(pilot)
            room(pilot.app).desk.refresh(["c"], asked=True)
            await opened(pilot)
            await until(pilot, lambda: "连续失败 6 次" in painted(pilot))
            answer.set()
            await until(pilot, lambda: "连续失败" not in painted(pilot))


async def test_what_was_stored_below_a_page_of_its_own_is_there_afterwards(
    cache: Cache, elsewhere: Store
) -> None:
    write_sources(cache)
    async with cache.app().run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, FieldsScreen))
        elsewhere.save_state("c", ILL)
        await until(pilot, lambda: screen._list.health("c") is not None)
        assert isinstance(pilot.app.screen, FieldsScreen)
        await pilot.press("escape")
        await until(pilot, lambda: "连续失败 6 次" in painted(pilot))


async def test_a_problem_stays_until_the_cursor_moves(cache: Cache, elsewhere: Store) -> None:
    write_sources(cache)
    async with cache.app().run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        cache.config_path.chmod(0o444)
        await pilot.press("space")
        await until(pilot, lambda: "无法写入" in painted(pilot))
        elsewhere.save_state("c", ILL)
        await until(pilot, lambda: screen._list.health("c") is not None)
        assert "无法写入" in painted(pilot)
        await pilot.press("k")
        await until(pilot, lambda: key_of(screen) == "x58" and "无法写入" not in painted(pilot))
        await pilot.press("j")
        await until(pilot, lambda: "连续失败 6 次" in painted(pilot))


async def test_nothing_is_drawn_anew_where_nothing_is_new(cache: Cache) -> None:
    write_sources(cache)
    async with cache.app().run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        known = screen._list.known
        drawn: list[str] = []
        screen._list.refresh = lambda *_a, **_k: drawn.append("list")  # type: ignore[assignment,method-assign]
        screen._explanation.refresh = lambda *_a, **_k: drawn.append("words")  # type: ignore[assignment,method-assign]
        library = cache.library
        same = Counted(library.counts(), library.states(), library.pulses())
        screen.learn(same)
        assert not drawn
        assert screen._list.known is known
        screen.learn(Counted(library.counts(), {"c": ILL}, library.pulses()))
        assert drawn == ["list", "words"]


async def test_what_is_counted_while_the_file_is_read_is_asked_for_again(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or the older figures of the two would stand there until something else is stored."""
    monkeypatch.setattr(starting, "LOOK_AROUND", 1e6)
    write_sources(cache)
    async with cache.app().run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        library, go_on, asked = cache.library, Event(), Event()
        monkeypatch.setattr(Desk, "count", lambda _desk: asked.set())
        room(pilot.app).desk.in_turn(lambda: go_on.wait(60))
        screen.change(lambda book: "")
        screen.learn(Counted(library.counts(), {"c": ILL}, library.pulses()))
        assert screen._list.health("c") is None
        assert not asked.is_set()
        go_on.set()
        await until(pilot, asked.is_set)
