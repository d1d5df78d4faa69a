"""Several keys in a row: in bursts, in dialogs, of a person's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from cached_room import CONFIG, Cache, burst, draft, fill, painted, ready, room, until
from tnews.model import Block, Link
from tnews.model.record import replace
from tnews.tui import key_sequences
from tnews.tui.screens.dialog import Dialog


def last_line(pilot: Pilot[str]) -> str:
    return painted(pilot).splitlines()[-1]


async def test_two_keys_are_one(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        rows = room(pilot.app).articles
        burst(pilot, "jjjggjG")
        await until(pilot, lambda: rows.cursor == 11)
        burst(pilot, "ggggj")
        await until(pilot, lambda: rows.cursor == 1)


async def test_what_may_follow_is_shown_until_it_is_pressed(cache: Cache) -> None:
    async with cache.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("g")
        await until(pilot, lambda: "g  g 开头" in last_line(pilot))
        await pilot.press("g")
        await until(pilot, lambda: "g 开头" not in last_line(pilot))


async def test_escape_gives_up_what_was_begun_and_nothing_else(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        await pilot.press("enter", "g", "escape")
        await until(pilot, lambda: "g 开头" not in last_line(pilot))
        assert room(pilot.app).zone == "reader"
        await pilot.press("escape")
        assert room(pilot.app).zone == "list"


async def test_a_key_that_does_not_follow_begins_anew(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        burst(pilot, "gjgjgGgk")
        await until(pilot, lambda: room(pilot.app).articles.cursor == 10)


async def test_too_late_is_another_key(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        await pilot.press("G")
        late, then = events.Key("g", "g"), events.Key("g", "g")
        late.time -= key_sequences.LIMIT + 1
        pilot.app.post_message(late)
        pilot.app.post_message(then)
        burst(pilot, "k")
        await until(pilot, lambda: room(pilot.app).articles.cursor == 10)


async def test_what_was_begun_is_forgotten_in_a_while(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key_sequences, "LIMIT", 0.1)
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        burst(pilot, "g")
        await until(pilot, lambda: "g 开头" in last_line(pilot))
        await until(pilot, lambda: "g 开头" not in last_line(pilot))


async def test_letters_are_no_sequence(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        burst(pilot, ["slash", "g", "g", "escape"])
        await until(pilot, lambda: not room(pilot.app).search_box.has_keys)
        burst(pilot, ["t", "g", "g", "enter", "escape"])
        (first, *_others) = room(pilot.app).articles.ids
        await until(pilot, lambda: cache.store.statuses([first])[first].tags == ("gg",))


async def test_a_dialog_knows_them(cache: Cache) -> None:
    links = tuple(Link(0, 1, f"http://{number}.example/") for number in range(5))
    cache.add("a", replace(draft(-9, "链接"), blocks=(Block("p", "甲乙", "", links),)))
    async with cache.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot, 13)
        await pilot.press("enter", "L")
        dialog = pilot.app.screen
        assert isinstance(dialog, Dialog)
        burst(pilot, "Ggg")
        await until(pilot, lambda: dialog.rows.cursor == 0)
        burst(pilot, "G")
        await until(pilot, lambda: dialog.rows.cursor == 4)


@pytest.mark.parametrize("written", ["zz", "z z", "ctrl+x z"])
async def test_a_person_has_others(tmp_path: Path, written: str) -> None:
    cache = fill(tmp_path, replace(CONFIG, keys={"last": (written,)}))
    async with cache.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        burst(pilot, written.split() if " " in written else list(written))
        await until(pilot, lambda: room(pilot.app).articles.cursor == 11)
    cache.store.close()


async def test_a_lone_g_still_goes_to_the_beginning_where_it_is_wished(tmp_path: Path) -> None:
    cache = fill(tmp_path, replace(CONFIG, keys={"first": ("g",)}))
    async with cache.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        burst(pilot, "Ggj")
        await until(pilot, lambda: room(pilot.app).articles.cursor == 1)
    cache.store.close()


async def test_marks_of_an_input_method_are_the_keys_below_them(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        burst(pilot, ["ｊ", "ｊ", "ｊ", "ｋ"])
        await until(pilot, lambda: room(pilot.app).articles.cursor == 2)
        burst(pilot, "、")
        await until(pilot, lambda: room(pilot.app).search_box.has_keys)


@pytest.mark.parametrize(("key", "row"), [("down", 2), ("end", 71)])
async def test_the_arrows_move_the_cursor_of_a_long_list(cache: Cache, key: str, row: int) -> None:
    cache.add("a", *(draft(100 + number, f"标题{number}") for number in range(60)))
    async with cache.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot, 72)
        rows = room(pilot.app).articles
        await pilot.press(key, key)
        assert rows.cursor == row


@pytest.fixture
def vim(tmp_path: Path) -> Iterator[Cache]:
    made = fill(tmp_path, replace(CONFIG, preset="vim"))
    yield made
    made.store.close()


@pytest.mark.parametrize(
    ("keys", "row"),
    [
        ("5j", 5),
        ("10j3k", 7),
        ("4G", 3),
        ("99G", 11),
        ("G3gg", 2),
        ("5jj", 6),
        ("3m2j", 2),
        ("5gj", 1),
    ],
)
async def test_a_count_before_a_key(vim: Cache, keys: str, row: int) -> None:
    async with vim.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        burst(pilot, keys)
        await until(pilot, lambda: room(pilot.app).articles.cursor == row)


async def test_a_count_goes_on_by_unread_articles(vim: Cache) -> None:
    async with vim.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        burst(pilot, "3n")
        await until(pilot, lambda: room(pilot.app).articles.cursor == 3)
        (*_others, opened) = room(pilot.app).articles.ids[:4]
        await until(pilot, lambda: vim.store.statuses([opened])[opened].is_read)
        assert (
            sum(one.is_read for one in vim.store.statuses(room(pilot.app).articles.ids).values())
            == 1
        )


async def test_a_count_is_shown_and_given_up(vim: Cache) -> None:
    async with vim.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("1", "2")
        await until(pilot, lambda: last_line(pilot).rstrip().endswith("12"))
        await pilot.press("escape", "j")
        assert room(pilot.app).articles.cursor == 1


async def test_gt_with_a_count_goes_to_the_channel_of_that_number(vim: Cache) -> None:
    async with vim.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        burst(pilot, "5gt")
        await until(pilot, lambda: screen.view == screen.sidebar.numbered[4])
        burst(pilot, "4gt")
        await until(pilot, lambda: screen.view == screen.sidebar.numbered[3])
        burst(pilot, "gt")
        await until(pilot, lambda: screen.view == screen.sidebar.numbered[4])
        burst(pilot, "99gt")
        await until(pilot, lambda: "99" in last_line(pilot))


async def test_channels_wear_the_numbers_that_are_their_keys(vim: Cache, cache: Cache) -> None:
    for one, is_numbered in ((cache, True), (vim, False)):
        async with one.app().run_test(size=(140, 40)) as pilot:
            await ready(pilot)
            assert ("1   全部" in painted(pilot)) is is_numbered


async def test_a_key_without_an_action_says_so_once(cache: Cache) -> None:
    async with cache.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("j", "#")
        await until(pilot, lambda: "没有 # 这个键" in last_line(pilot))
        assert "? 看帮助" in last_line(pilot)
        screen = room(pilot.app)
        screen.status.say("")
        await pilot.press("#", "%")
        await pilot.pause()
        assert "这个键" not in last_line(pilot), "of a flood of keys one is told"
        await pilot.press("/", "#", "escape")
        await pilot.pause()
        assert "这个键" not in painted(pilot)


@pytest.fixture
def newsboat(tmp_path: Path) -> Iterator[Cache]:
    made = fill(tmp_path, replace(CONFIG, preset="newsboat"))
    yield made
    made.store.close()


@pytest.mark.parametrize("size", [(140, 40), (80, 24), (40, 20)])
async def test_newsboats_q_leads_from_a_channel_to_all_then_out(
    newsboat: Cache, size: tuple[int, int]
) -> None:
    async with newsboat.app().run_test(size=size) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        await pilot.press("4", "enter")
        await until(pilot, lambda: screen.zone == "reader")
        await pilot.press("escape", "q")
        await until(pilot, lambda: screen.view.kind == "all")
        assert pilot.app.is_running
        await pilot.press("q")
        await until(pilot, lambda: not pilot.app.is_running)
