"""The command line and the palette."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from textual.pilot import Pilot

from cached_room import CONFIG, Cache, burst, fill, painted, ready, room, until
from tnews import locale
from tnews.model.record import replace
from tnews.services.command_history import CommandHistory
from tnews.tui.actions import ACTIONS, Action
from tnews.tui.commands import COMMANDS, like, understood
from tnews.tui.keymap import Keymap
from tnews.tui.running import CommandError
from tnews.tui.screens.help import HelpScreen
from tnews.tui.screens.main import MainScreen
from tnews.tui.screens.palette import PaletteScreen
from tnews.tui.view import View


async def command(pilot: Pilot[str], line: str) -> None:
    """Type a command line in one burst."""
    burst(pilot, [":", *line, "enter"])
    await pilot.pause()


def is_closed(pilot: Pilot[str]) -> bool:
    return not room(pilot.app).is_typing


# -- what a line means -----------------------------------------------------------------------


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_every_action_is_a_command(action: Action) -> None:
    assert understood(f"{action.id} {'1' if action.numbered else ''}").what == action


@pytest.mark.parametrize(
    ("line", "id", "argument"),
    [
        ("zen", "zen", ""), (":zen", "zen", ""), ("mark-list-read", "mark_list_read", ""),
        ("q", "quit_now", ""), ("ref", None, ""), ("boo", "bookmark", ""), ("收藏", "bookmark", ""),
        ("12", "last", "12"), ("category 3", "category", "3"), ("open 消费", "open", "消费"),
        ("set measure=70", "set", "measure=70"), ("999999999999", "last", "999999999"),
    ],
)  # fmt: skip
def test_what_a_line_means(line: str, id: str | None, argument: str) -> None:
    locale.choose("zh_CN")
    if id is None:
        with pytest.raises(CommandError):
            understood(line)
        return
    deed = understood(line)
    assert (deed.what.id, deed.argument) == (id, argument)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("bokmark", 'there is no command “bokmark”; did you mean "bookmark"?'),
        ("zen 3", "“zen” takes no argument"),
        ("goto", "“goto” needs an argument: DATE"),
        ("", "there is no command “”; Tab shows which there are"),
        ("category", "“category” needs a number: 1, 2, 3 …"),
        ("category 0", "“category” needs a number: 1, 2, 3 …"),
        ("category -1", "“category” needs a number: 1, 2, 3 …"),
    ],
)
def test_a_mistake_is_one_line_with_the_right_name(line: str, message: str) -> None:
    locale.choose("en")
    with pytest.raises(CommandError) as caught:
        understood(line)
    assert str(caught.value) == message


def test_a_command_is_called_otherwise_than_any_other() -> None:
    ids = [command.id for command in COMMANDS]
    assert len(set(ids)) == len(ids)


# -- the line --------------------------------------------------------------------------------


async def test_a_line_is_typed_and_done_in_one_burst(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        await command(pilot, "5")
        await until(pilot, lambda: room(pilot.app).articles.cursor == 4)
        burst(pilot, [":", *"open 教育", "enter", "j"])
        await until(pilot, lambda: room(pilot.app).view == View("category", "教育"))
        await until(pilot, lambda: len(room(pilot.app).articles.ids) == 3)
        assert is_closed(pilot)


async def test_a_place_is_meant_by_its_initials(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        await command(pilot, "open xf")
        await until(pilot, lambda: room(pilot.app).view.title == "消费")


async def test_an_action_by_its_name_in_chinese(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        await command(pilot, "帮助")
        await until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))


async def test_a_mistake_stays_in_the_line(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        await command(pilot, "boookmark")
        await until(pilot, lambda: "没有命令“boookmark”" in painted(pilot))
        assert not is_closed(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: is_closed(pilot))
        assert room(pilot.app).focused is room(pilot.app).articles


async def test_tab_completes_and_up_brings_the_past(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        burst(pilot, [":", *"op", "tab", *"jiao", "tab", "enter"])
        await until(pilot, lambda: room(pilot.app).view.title == "教育")
        await until(pilot, lambda: is_closed(pilot))
        room(pilot.app).go_to(View("all"))
        burst(pilot, [":", "up", "enter"])
        await until(pilot, lambda: room(pilot.app).view.title == "教育")


async def test_a_search_a_day_and_a_tag(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        rows = room(pilot.app).articles
        await command(pilot, "goto 2026-01-01")
        await until(pilot, lambda: rows.cursor > 0)
        row = rows.current
        assert row is not None
        assert row.published_at is not None
        assert row.published_at.astimezone().day == 1, row.published_at
        await command(pilot, "tag 待读 好文")
        await until(pilot, lambda: cache.store.statuses([row.id])[row.id].tags == ("好文", "待读"))
        await command(pilot, "tag -待读")
        await until(pilot, lambda: cache.store.statuses([row.id])[row.id].tags == ("好文",))
        await command(pilot, "search 富裕")
        await until(pilot, lambda: len(rows.ids) == 2)


async def test_what_is_older_is_marked_and_the_list_is_written(
    cache: Cache, tmp_path: Path
) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        ids = list(room(pilot.app).articles.ids)
        await command(pilot, "older 2026-01-02")

        def read() -> int:
            return sum(one.is_read for one in cache.store.statuses(ids).values())

        await until(pilot, lambda: 0 < read() < len(ids))
        target = tmp_path / "out.md"
        await command(pilot, f"export {target}")
        await until(pilot, lambda: target.exists() and "怎样读一本书" in target.read_text("utf-8"))
        await command(pilot, f"export {target}")
        await until(pilot, lambda: "已经存在" in painted(pilot) or "已有" in painted(pilot))


async def test_the_next_channel_with_something_unread(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        await until(pilot, lambda: screen.sidebar.unread_of(View("category", "教育"))[0] == 3)
        burst(pilot, "gugu")
        await until(pilot, lambda: screen.view.title == "教育")
        burst(pilot, "A")
        await until(pilot, lambda: screen.sidebar.unread_of(View("category", "教育"))[0] == 0)
        burst(pilot, "gugu")
        await until(pilot, lambda: screen.view.title == "消费")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("export 文.xyz", "md txt html"), ("older 何时", "不是日期"),
        ("goto 何时", "不是日期"), ("goto 9999-12-31", "不是日期"), ("older 9999-12-31", "不是日期"),
        ("goto 1990-01-01", "没有那么早的文章"), ("open 消肥", "消费"),
        ("theme inc", "ink"), ("set measur=70", "measure"), ("search (", "请输入"),
        ("set theme=inc", "ink"), ("set measure=wide", "整数"), ("set language=en", "下次"),
        ("category 99", "99"),
    ],
)  # fmt: skip
async def test_what_cannot_be_done_is_said(cache: Cache, line: str, said: str) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        await command(pilot, line)
        await until(pilot, lambda: said in painted(pilot).splitlines()[-1])


# -- the palette -----------------------------------------------------------------------------


@pytest.fixture
def quiet(tmp_path: Path) -> Iterator[Cache]:
    made = fill(tmp_path, replace(CONFIG, reader=replace(CONFIG.reader, search_history=0)))
    yield made
    made.store.close()


@pytest.mark.parametrize("typed", ["sc", "shoucang", "收藏", "bookmark"])
async def test_an_action_is_found_by_any_of_its_names(cache: Cache, typed: str) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        (first, *_others) = room(pilot.app).articles.ids
        burst(pilot, ["ctrl+p", *typed])
        await until(pilot, lambda: isinstance(pilot.app.screen, PaletteScreen))
        burst(pilot, ["enter"])
        await until(pilot, lambda: not isinstance(pilot.app.screen, PaletteScreen))
        if typed == "sc":  # several are called so
            return
        await until(pilot, lambda: cache.store.statuses([first])[first].is_bookmarked)


async def test_a_channel_is_gone_to_in_one_burst(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        burst(pilot, ["ctrl+p", *"xiaofei", "enter", "G"])
        await until(pilot, lambda: room(pilot.app).view.title == "消费")
        await until(pilot, lambda: room(pilot.app).articles.cursor == 8)


async def test_what_was_used_last_comes_first(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        burst(pilot, ["ctrl+p", *"xiaofeizhoukan", "enter"])
        await until(pilot, lambda: room(pilot.app).view.title == "消费周刊")
        await pilot.press("ctrl+p")
        dialog = pilot.app.screen
        assert isinstance(dialog, PaletteScreen)
        assert dialog.rows.current.name == "消费周刊"  # type: ignore[attr-defined]


async def test_a_command_with_an_argument_goes_on_in_the_line(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        burst(pilot, ["ctrl+p", *"goto", "enter"])
        await until(pilot, lambda: not is_closed(pilot))
        burst(pilot, [*"2026-01-01", "enter"])
        await until(pilot, lambda: room(pilot.app).articles.cursor > 0)


async def test_every_row_shows_the_keys_the_person_has(tmp_path: Path) -> None:
    locale.choose("zh_CN")
    cache = fill(tmp_path, replace(CONFIG, preset="newsboat", keys={"zen": ("Z",)}))
    async with cache.app().run_test(size=(140, 60)) as pilot:
        await ready(pilot)
        await pilot.press("ctrl+p", *"zen")
        await until(
            pilot,
            lambda: any("专注" in line and " Z " in line for line in painted(pilot).splitlines()),
        )
        assert Keymap({}, "newsboat").keys["mark_all_read"] == ("C",)
    cache.store.close()


async def test_who_wants_no_past_has_none_of_the_command_line_either(quiet: Cache) -> None:
    past = CommandHistory(quiet.data_dir / "commands.txt")
    past.add("search 私事")
    app = quiet.app()
    app._first.errands = app._first.errands._replace(commands=past)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await command(pilot, "12")
        await until(pilot, lambda: is_closed(pilot))
        assert not (quiet.data_dir / "commands.txt").exists()


@pytest.mark.parametrize("size", [(140, 60), (80, 24), (40, 20)])
async def test_no_row_of_the_palette_shows_an_id_or_says_a_thing_twice(
    cache: Cache, size: tuple[int, int]
) -> None:
    async with cache.app().run_test(size=size) as pilot:
        await ready(pilot)
        await pilot.press("ctrl+p")
        dialog = pilot.app.screen
        assert isinstance(dialog, PaletteScreen)
        for index in range(dialog.rows.count):
            pieces = dialog.rows.pieces(index, 0, size[0])
            said, name = "".join(text for text, _part in pieces), pieces[1][0]
            assert "_" not in said, said
            assert not said.strip().removeprefix(name).strip().startswith(name), said


async def test_what_is_found_by_its_id_shows_it(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        burst(pilot, ["ctrl+p", *"next_cat"])
        await until(pilot, lambda: "下一个频道  next_category" in painted(pilot))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("theme paper", "配色：纸"), ("theme 纸", "配色：纸"), ("set measure=70", "行宽：70"),
        ("set measure", "行宽：80"), ("set hang=false", "标点悬挂"), ("set list_style=compact", "一行"),
        ("set language=en", "English"), ("set http.timeout=9", "9"),
    ],
)  # fmt: skip
async def test_a_setting_is_answered_in_words(cache: Cache, line: str, said: str) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        await command(pilot, line)
        await until(pilot, lambda: said in painted(pilot).splitlines()[-1])
        assert "=" not in painted(pilot).splitlines()[-1]


async def test_the_values_of_a_setting_are_completed(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        burst(pilot, [":", *"set quotes=c"])
        await until(pilot, lambda: "quotes=corner" in painted(pilot))


async def test_a_command_that_there_is_not_is_told_with_its_likes(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        burst(pilot, [":", *"bokmrk", "tab"])
        await until(pilot, lambda: "bookmark" in painted(pilot))
        burst(pilot, ["escape", ":", *"qqqq", "enter"])
        await until(pilot, lambda: "没有命令“qqqq”；按 Tab" in painted(pilot).splitlines()[-1])
        burst(pilot, ["tab"])
        await until(pilot, lambda: "去某个来源" in painted(pilot))
        burst(pilot, ["escape", ":", *"theme blue", "enter"])
        await until(
            pilot, lambda: "没有叫“blue”的配色；在“:theme”后空一格再按 Tab" in painted(pilot)
        )
        burst(pilot, [":", *"theme blue", "tab"])
        await until(pilot, lambda: "theme paper" in painted(pilot))
        burst(pilot, ["escape", ":", *"shouc"])
        await until(pilot, lambda: "收藏" in painted(pilot).splitlines()[-3])


async def test_a_source_is_gone_to_by_its_name(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        await command(pilot, "source xfzk")
        await until(pilot, lambda: room(pilot.app).view.title == "消费周刊")
        await command(pilot, "source 消费")  # a channel, too: the source is meant
        await until(pilot, lambda: room(pilot.app).view.kind == "source")
        await command(pilot, "source 不存在")
        await until(pilot, lambda: "没有叫“不存在”的来源" in painted(pilot))


def test_what_the_answer_names_none_of_tab_shows_all_of() -> None:
    with pytest.raises(CommandError, match="Tab"):
        understood("foo")
    assert len(like(cast(MainScreen, None), "foo")) > len(ACTIONS)
