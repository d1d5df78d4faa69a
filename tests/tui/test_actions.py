"""The table of actions agrees with the methods, the documents and itself."""

from pathlib import Path

from cached_room import Cache, painted, ready, until
from make_keys_docs import document
from tnews.tui.actions import ACTIONS, GROUPS, shown_keys
from tnews.tui.keymap import Keymap
from tnews.tui.screens.help import KeyTable, of_room
from tnews.tui.screens.main import MainScreen

ROOT = Path(__file__).parent.parent.parent


def test_every_action_has_a_method_and_every_method_an_action() -> None:
    ours = [cls for cls in MainScreen.__mro__ if cls.__module__.startswith("tnews.tui.screens.")]
    methods = {name[7:] for cls in ours for name in vars(cls) if name.startswith("action_")}
    assert methods == {action.id for action in ACTIONS}


def test_every_action_is_in_a_group() -> None:
    assert {action.group for action in ACTIONS} == set(GROUPS)


def test_the_document_is_up_to_date() -> None:
    assert (ROOT / "docs" / "keys.md").read_text(encoding="utf-8") == document(), "run `make docs`"


def test_the_readmes_name_the_keys() -> None:
    wanted = {"open", "next_unread", "bookmark", "undo", "search", "refresh", "zen", "help", "quit"}
    for name in ("README.md", "README.zh-CN.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        for action in ACTIONS:
            if action.id in wanted:
                assert f"`{shown_keys(action, {}).split()[0]}`" in text, (name, action.id)


async def test_the_help_goes_to_its_end_and_back(cache: Cache) -> None:
    async with cache.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("question_mark", "G")
        await until(pilot, lambda: "在别的栏里" in painted(pilot))
        await pilot.press("g", "g")
        await until(pilot, lambda: "这里：列表" in painted(pilot))


async def test_the_help_is_filtered_by_pinyin(cache: Cache) -> None:
    async with cache.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("question_mark", "slash", *"shouc")
        await until(pilot, lambda: "收藏，再按取消" in painted(pilot))
        await until(pilot, lambda: "下一行" not in painted(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: "轮换筛选" in painted(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: len(pilot.app.screen_stack) == 1)


async def test_the_help_of_a_line_and_of_a_dialog_has_their_keys(cache: Cache) -> None:
    async with cache.app().run_test(size=(80, 40)) as pilot:
        await ready(pilot)
        await pilot.press("slash", "f1")
        await until(pilot, lambda: "搜索栏" in painted(pilot))
        await pilot.press("escape", "escape", "T", "question_mark")
        await until(pilot, lambda: "在列表里" in painted(pilot))


def test_no_key_is_broken_in_a_narrow_help() -> None:
    rows = of_room(Keymap({}, "simple").keys, "reader", "文章")
    drawn = {word for line in KeyTable(rows).lines(30) for word in line[0][0].split()}
    assert {key for row in rows for key in row.keys.split()} <= drawn
