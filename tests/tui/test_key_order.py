"""Keys that come in one burst: each finds what the one before it has done."""

from __future__ import annotations

import asyncio
import random
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from cached_room import CONFIG, Cache, burst, fill, ready, room, until
from tnews import locale
from tnews.tui import key_order
from tnews.tui.app import ReaderApp
from tnews.tui.view import ALL


def typed(pilot: Pilot[str]) -> str:
    return room(pilot.app).query_one(Input).value


async def test_a_line_is_opened_used_closed_and_left(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        burst(pilot, ["enter", "h", "slash", *"富裕", "enter", "enter"])
        await until(pilot, lambda: screen.zone == "reader" and len(screen.articles.ids) == 2)
        assert screen.opened == screen.articles.ids[0]
        assert typed(pilot) == "富裕"
        assert not screen.search_box.has_keys


async def test_letters_behind_a_key_that_opens_a_dialog_go_into_it(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        (first, *_others) = room(pilot.app).articles.ids
        burst(pilot, ["t", *"待读", "enter", "escape", "j"])
        await until(pilot, lambda: cache.store.statuses([first])[first].tags == ("待读",))
        await until(pilot, lambda: room(pilot.app).articles.cursor == 1)


async def test_a_paste_keeps_its_place_among_the_keys(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        burst(pilot, ["slash", "共"])
        pilot.app.post_message(events.Paste("同富"))
        burst(pilot, ["裕", "enter", "j"])
        await until(pilot, lambda: len(room(pilot.app).articles.ids) == 1)
        assert typed(pilot) == "共同富裕"


async def test_letters_typed_into_a_line_stay_in_order(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        words = "jkjk 湖边/的书店 ggqq" * 9
        burst(pilot, ["slash", *words, "left", "x"])
        await until(pilot, lambda: typed(pilot) == f"{words[:-1]}x{words[-1]}")


async def test_a_key_that_is_held_down_moves_once_each_time(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        burst(pilot, "jjjjjjkkjj")
        await until(pilot, lambda: room(pilot.app).articles.cursor == 6)


async def test_enter_twice_at_once_closes_the_line_and_opens_what_was_found(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        await pilot.press("slash", *"富裕")
        await until(pilot, lambda: len(screen.articles.ids) == 2)
        burst(pilot, ["enter", "enter"])
        await until(pilot, lambda: screen.zone == "reader")
        assert not screen.search_box.has_keys


async def test_a_key_that_hangs_holds_up_no_other_for_long(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key_order, "PATIENCE", -1.0)
    monkeypatch.setattr(key_order.KeysInOrder, "_follow", lambda *_arguments: None)
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        burst(pilot, ["j", "down", "j"])
        await until(pilot, lambda: room(pilot.app).articles.cursor == 3)


def state(pilot: Pilot[str], cache: Cache) -> tuple[object, ...]:
    """What a person sees and the cache holds."""
    screen = room(pilot.app)
    statuses = cache.store.statuses(cache.library.ids(ALL.query()))
    return (
        screen.view, screen.filter, screen.zone, screen.articles.cursor, screen.articles.current_id,
        screen.opened, screen.reader.position, screen.has_class("-zen"),
        type(pilot.app.screen).__name__,
        sorted((id, one.is_read, one.bookmarked_at is not None) for id, one in statuses.items()),
    )  # fmt: skip


async def settled(pilot: Pilot[str]) -> None:
    """Wait until nothing is under way: no key, no list, nothing to be written."""
    app = pilot.app
    assert isinstance(app, ReaderApp)

    def is_quiet() -> bool:
        # Keys of a burst may not even have been taken out of the queue yet.
        is_typed = bool(app._typed or app.message_queue_size)
        return not is_typed and not room(app).is_coming(whole=True)

    for _twice in range(2):
        await until(pilot, is_quiet)
        await asyncio.wrap_future(room(app).desk.written())
        await pilot.pause()
    await until(pilot, is_quiet)


PRESSED = [*"jkhlGnpmNzFb123[]u.", "g g", "enter", "space", "escape", "tab", "ctrl+d", "down"]


def some_keys(seed: int) -> str:
    """Return thirty keys by chance."""
    return " ".join(random.Random(seed).choices(PRESSED, k=30))


AWAY_AND_BACK = "space N 2 j 1 space"
"""Away from what is open, and back before anything else is shown."""

UNDER_NO_CURSOR = "enter h F 3 c ]"
"""A key about an article, in a list that holds none."""


@pytest.mark.parametrize("typed", [*map(some_keys, range(6)), AWAY_AND_BACK, UNDER_NO_CURSOR])
async def test_a_burst_ends_where_slow_typing_ends(tmp_path: Path, typed: str) -> None:
    keys = typed.split()
    locale.choose("zh_CN")
    ends = []
    for name in ("burst", "slow"):
        (tmp_path / name).mkdir()
        cache = fill(tmp_path / name, CONFIG)
        async with cache.app().run_test(size=(140, 40)) as pilot:
            await ready(pilot)
            for some in [keys] if name == "burst" else [[key] for key in keys]:
                burst(pilot, some)
                await settled(pilot)
            ends.append(state(pilot, cache))
        cache.store.close()
    assert ends[0] == ends[1], (keys, ends)


async def test_a_flood_of_keys_is_worked_off_in_order(cache: Cache) -> None:
    async with cache.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        burst(pilot, [*"jjkggG" * 100, *"ggjj"])
        await until(pilot, lambda: not pilot.app._typed)  # type: ignore[attr-defined]
        await until(pilot, lambda: room(pilot.app).articles.cursor == 2)


@pytest.mark.parametrize("opens", ["", ":", "ctrl+p", "slash", "question_mark"])
async def test_a_pasted_megabyte_holds_nothing_up(cache: Cache, opens: str) -> None:
    async with cache.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        burst(pilot, [opens] if opens else [])
        pilot.app.post_message(events.Paste("新闻\n" * 350_000))
        burst(pilot, ["escape", "escape", "G"])
        await until(pilot, lambda: room(pilot.app).articles.cursor == 11)
