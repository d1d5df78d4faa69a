"""Notes and tags on the screen: written, kept, taken back."""

from __future__ import annotations

import pytest
from textual import events
from textual.widgets import Input, TextArea

from cached_room import Cache, painted, ready, room, said, until
from tnews.model import NOTE_LIMIT, TAG_LIMIT, ArticleStatus, Query
from tnews.tui.screens.note import NoteScreen
from tnews.tui.screens.tags import TagScreen
from tnews.tui.typed_lines import offsets
from tnews.tui.widgets.line_input import LineInput

NOTE = "这段关于价格的说法可以和上周那篇对照着看，数字对不上的地方要再查一查。"


def status(cache: Cache) -> ArticleStatus:
    """What was done with the first article."""
    first = cache.library.ids(Query())[0]
    return cache.store.statuses([first])[first]


@pytest.mark.parametrize("size", [(140, 40), (80, 24), (40, 20)])
async def test_a_note_is_written_shown_and_taken_back(cache: Cache, size: tuple[int, int]) -> None:
    async with cache.app().run_test(size=size) as pilot:
        await ready(pilot)
        await pilot.press("enter", "e")
        await until(pilot, lambda: isinstance(pilot.app.screen, NoteScreen))
        area = pilot.app.screen.query_one(TextArea)
        area.insert(NOTE)
        await pilot.pause()
        assert "".join(painted(pilot).split()).count("对照着看") == 1
        assert all(line.cell_length <= size[0] for line in map(area.render_line, range(2)))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: status(cache).note == NOTE)
        await until(pilot, lambda: room(pilot.app).reader.sheet.note == NOTE)
        await pilot.press("G")
        await pilot.pause()
        assert "我的笔记" in painted(pilot)
        await pilot.press("u")
        await until(pilot, lambda: status(cache).note == "")
        await until(pilot, lambda: room(pilot.app).reader.sheet.note == "")
        await pilot.press("U")
        await until(pilot, lambda: status(cache).note == NOTE)


async def test_a_note_has_a_mark_in_the_list_and_above_the_text(cache: Cache) -> None:
    cache.store.set_note(cache.library.ids(Query())[0], NOTE)
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        assert painted(pilot).count("※") == 2
        assert "※ 笔记" in painted(pilot)


async def test_esc_asks_before_it_leaves_a_note_and_the_draft_stays(cache: Cache) -> None:
    async with cache.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("e")
        await until(pilot, lambda: isinstance(pilot.app.screen, NoteScreen))
        pilot.app.screen.query_one(TextArea).insert(NOTE)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, NoteScreen)
        assert "还没保存" in painted(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is room(pilot.app))
        assert "草稿" in said(pilot)
        assert status(cache).note == ""
        await pilot.press("e")
        await until(pilot, lambda: isinstance(pilot.app.screen, NoteScreen))
        assert pilot.app.screen.query_one(TextArea).text == NOTE
        await pilot.press("ctrl+s")
        await until(pilot, lambda: status(cache).note == NOTE)


@pytest.mark.parametrize("key", ["ctrl+c", "ctrl+q"])
async def test_quitting_does_not_lose_an_unsaved_note(cache: Cache, key: str) -> None:
    async with cache.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("e")
        await until(pilot, lambda: isinstance(pilot.app.screen, NoteScreen))
        pilot.app.screen.query_one(TextArea).insert(NOTE)
        await pilot.press(key)
        await until(pilot, lambda: "还没保存" in painted(pilot))
        assert pilot.app.is_running
        await pilot.press("ctrl+s")
        await until(pilot, lambda: status(cache).note == NOTE)


@pytest.mark.parametrize("key", ["ctrl+s", "escape", "ctrl+q"])
async def test_letters_that_come_at_once_with_the_key_are_in_the_note(
    cache: Cache, key: str
) -> None:
    async with cache.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("e")
        await until(pilot, lambda: isinstance(pilot.app.screen, NoteScreen))
        await pilot.pause()
        for name, character in [("a", "先"), ("b", "查"), (key, None)]:
            pilot.app.post_message(events.Key(name, character))
        if key != "ctrl+s":
            await until(pilot, lambda: "还没保存" in painted(pilot))
            await pilot.press("ctrl+s")
        await until(pilot, lambda: status(cache).note == "先查")


async def test_quitting_shows_a_draft_once_more(cache: Cache) -> None:
    async with cache.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("e")
        await until(pilot, lambda: isinstance(pilot.app.screen, NoteScreen))
        pilot.app.screen.query_one(TextArea).insert(NOTE)
        await pilot.pause()
        await pilot.press("escape", "escape")
        await until(pilot, lambda: pilot.app.screen is room(pilot.app))
        await pilot.press("q")
        await until(pilot, lambda: isinstance(pilot.app.screen, NoteScreen))
        await until(pilot, lambda: "还没保存" in painted(pilot))
        await until(pilot, lambda: "按 Esc 再按 q，草稿就没了" in painted(pilot))
        assert pilot.app.screen.query_one(TextArea).text == NOTE
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is room(pilot.app))
        assert "草稿没有保存" in said(pilot)
        await pilot.press("q")
        await until(pilot, lambda: not pilot.app.is_running)


async def test_esc_leaves_an_unchanged_note_at_once(cache: Cache) -> None:
    async with cache.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("e")
        await until(pilot, lambda: isinstance(pilot.app.screen, NoteScreen))
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is room(pilot.app))


async def test_a_note_that_is_too_long_stays_in_the_dialog(cache: Cache) -> None:
    async with cache.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("e")
        await until(pilot, lambda: isinstance(pilot.app.screen, NoteScreen))
        pilot.app.screen.query_one(TextArea).insert("字" * (NOTE_LIMIT + 1))
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(pilot.app.screen, NoteScreen)
        assert "20,001" in painted(pilot)
        assert status(cache).note == ""


@pytest.mark.parametrize("size", [(140, 40), (80, 24), (40, 20)])
async def test_tags_are_typed_completed_and_shown(cache: Cache, size: tuple[int, int]) -> None:
    first, second = cache.library.ids(Query())[:2]
    cache.store.add_tag([second], "消费降级")
    async with cache.app().run_test(size=size) as pilot:
        await ready(pilot)
        await pilot.press("enter", "t")
        await until(pilot, lambda: isinstance(pilot.app.screen, TagScreen))
        typed = pilot.app.screen.query_one(Input)
        typed.value = "消費"  # another script: it means the one there is
        await pilot.pause()
        assert "#消费降级" in painted(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert "✓ #消费降级" in painted(pilot)
        typed.value = "待读，#好文"
        await pilot.press("enter", "escape")
        await until(pilot, lambda: status(cache).tags == ("好文", "待读", "消费降级"))
        await until(pilot, lambda: "#待读" in painted(pilot))
        await pilot.press("u")
        await until(pilot, lambda: status(cache).tags == ())
        await until(pilot, lambda: "#待读" not in painted(pilot))
    assert cache.store.statuses([first])[first].is_read


async def test_a_tag_is_taken_off_again(cache: Cache) -> None:
    cache.store.set_tags(cache.library.ids(Query())[0], ["好文", "待读"])
    async with cache.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("t")
        await until(pilot, lambda: isinstance(pilot.app.screen, TagScreen))
        await pilot.press("down", "enter", "escape")
        await until(pilot, lambda: status(cache).tags == ("好文",))


async def test_who_changes_no_tag_leaves_no_step(cache: Cache) -> None:
    async with cache.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("t")
        await until(pilot, lambda: isinstance(pilot.app.screen, TagScreen))
        await pilot.press("escape", "u")
        await until(pilot, lambda: "没有可以撤销的" in said(pilot))


async def test_of_articles_opened_the_last_is_unread_again_with_undo(cache: Cache) -> None:
    async with cache.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("enter", "n")
        second = cache.library.ids(Query())[1]
        await until(pilot, lambda: cache.store.statuses([second])[second].is_read)
        await pilot.press("u")
        await until(pilot, lambda: not cache.store.statuses([second])[second].is_read)
        assert status(cache).is_read


async def test_a_paste_that_no_note_can_hold_is_refused_and_what_was_written_stays(
    cache: Cache,
) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        await pilot.press("e")
        await until(pilot, lambda: isinstance(pilot.app.screen, NoteScreen))
        screen = pilot.app.screen
        assert isinstance(screen, NoteScreen)
        screen._area.insert("a")
        pilot.app.post_message(events.Paste("湖" * 1_000_000))
        await until(pilot, lambda: "这一条有 1,000,001 字" in painted(pilot))
        pilot.app.post_message(events.Paste("边"))
        await until(pilot, lambda: screen.draft == "a边")
        await until(pilot, lambda: "1,000,001" not in painted(pilot))


async def test_of_a_long_paste_a_tag_takes_the_beginning(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        await pilot.press("t")
        line = pilot.app.screen.focused
        assert isinstance(line, LineInput)
        pilot.app.post_message(events.Paste("湖\n" * 1_000_000))
        await until(pilot, lambda: len(line.value) == 4 * TAG_LIMIT)
        assert line.value.startswith("湖 湖")


@pytest.mark.parametrize("how", ["click", "ctrl+c"])
async def test_tags_put_on_are_kept_however_one_leaves(cache: Cache, how: str) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        await pilot.press("t")
        await until(pilot, lambda: isinstance(pilot.app.screen, TagScreen))
        await pilot.press("a", "b", "enter")
        if how == "click":
            await pilot.click(offset=(1, 1))
        else:
            await pilot.press("ctrl+c")
        await until(pilot, lambda: status(cache).tags == ("ab",))


async def test_a_note_that_has_room_only_beside_a_scrollbar_is_shown(cache: Cache) -> None:
    """A narrower line may need fewer breaks: the scrollbar would come and go without an end."""
    text = "，0=bXZ，b/1~/-;-，湖湖桥Y湖YZb -0桥/0XX1"
    async with cache.app().run_test(size=(40, 20)) as pilot:
        await ready(pilot)
        await pilot.press("e")
        screen = pilot.app.screen
        assert isinstance(screen, NoteScreen)
        area, height = screen._area, screen._area.size.height
        assert len(offsets(text, area.wrap_width, 4)) == 2
        assert len(offsets(text, area.wrap_width - 1, 4)) == 1
        area.text = "\n" * (height - 2) + text
        await pilot.press("x")
        await until(pilot, lambda: area.text.startswith("x"))
        assert screen.draft == area.text
