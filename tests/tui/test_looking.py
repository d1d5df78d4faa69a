"""Texts in another look: the screen shows it, the cache and what is copied do not know of it."""

from __future__ import annotations

import pytest

from cached_room import Cache, draft, painted, ready, room, said, until
from tnews.model.record import replace
from tnews.model.settings import ReaderSettings
from tnews.model.story import Version
from tnews.text.differences import Piece
from tnews.tui import looks
from tnews.tui.marked import marked
from tnews.tui.widgets.version_list import VersionList, difference_lines

TITLE = "头发与“出发”"
BODY = "他说：“头发长了，我们出发吧。”GPT-5模型看着后天。"


@pytest.fixture
def barber(cache: Cache) -> Cache:
    cache.add("a", draft(-1, TITLE, BODY))
    return cache


async def test_the_script_goes_round(barber: Cache) -> None:
    async with barber.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot, 13)
        await pilot.press("C")
        await pilot.pause()
        assert "头发长了" in painted(pilot)
        await until(pilot, lambda: said(pilot).startswith("以简体显示。"))
        await pilot.press("C")
        await pilot.pause()
        assert "頭髮長了" in painted(pilot)
        assert painted(pilot).count("頭髮與“出發”") == 2, "in the list and above the text"
        await until(pilot, lambda: said(pilot).startswith("以繁体显示。"))
        await pilot.press("C")
        await pilot.pause()
        assert "头发长了" in painted(pilot)
        await until(pilot, lambda: said(pilot).startswith("照原文的字形显示。"))


async def test_what_is_found_and_copied_is_the_stored_text(barber: Cache) -> None:
    async with barber.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot, 13)
        await pilot.press("C", "C", "slash", *"头发", "enter")
        await until(pilot, lambda: not room(pilot.app).is_list_coming)
        await pilot.press("enter")
        await pilot.pause()
        reader = room(pilot.app).reader
        assert reader.hit_place == (1, 2), "the text stands twice"
        line = next(line for line in reader._lines if line.hits)
        assert ("頭髮", "hit") in line.pieces
        assert reader.text_between((0, 4), (0, 6)) == "头发"


async def test_brackets_in_titles_take_the_room_they_need(barber: Cache) -> None:
    async with barber.app().run_test(size=(70, 24)) as pilot:
        await ready(pilot, 13)
        config = room(pilot.app).config
        quotes = replace(config.reader, quotes="corner")
        room(pilot.app).apply(replace(config, reader=quotes))
        await pilot.press("slash", *"出发", "enter")
        await until(pilot, lambda: not room(pilot.app).is_list_coming)
        await pilot.pause()
        assert painted(pilot).count("头发与「出发」") >= 2


@pytest.mark.parametrize(
    ("text", "stored", "expected"),
    [
        ("頭髮與「出發」", TITLE, ["出發"]),
        ("頭髮與「出…", TITLE, []),
        ("看著後天…", "看着后天很久", ["看著"]),
        ("别的出发", TITLE, ["出发"]),
    ],
)
def test_hits_of_a_title_are_those_of_the_stored_one(
    text: str, stored: str, expected: list[str]
) -> None:
    looks.use(ReaderSettings(script="traditional", quotes="corner"))
    try:
        found = marked(text, "出发 OR 看着", "title", stored)
    finally:
        looks.use(ReaderSettings())
    assert [part for part, is_hit in found if is_hit] == expected


async def test_the_length_of_lines_is_changed_and_stays_within_its_limits(barber: Cache) -> None:
    async with barber.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot, 13)
        await pilot.press("minus")
        assert room(pilot.app).config.reader.measure == 76
        await pilot.press(*["minus"] * 12)
        assert room(pilot.app).config.reader.measure == 40
        await pilot.press(*["plus"] * 30)
        assert room(pilot.app).config.reader.measure == 120
        assert "每行 60 字" in said(pilot)


async def test_a_place_keeps_its_words_in_another_script(cache: Cache) -> None:
    cache.add("a", draft(-1, "长", "\n".join(["我们出发吧，后天再说。" * 9] * 40)))
    async with cache.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot, 13)
        await pilot.press("enter", "space", "space")
        await pilot.pause()
        place = room(pilot.app).reader._place()
        await pilot.press("C", "C")
        await pilot.pause()
        assert place > (0, 0)
        assert room(pilot.app).reader._place() == place


async def test_a_message_shows_a_title_as_the_list_does(barber: Cache) -> None:
    async with barber.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot, 13)
        await pilot.press("C", "C", "m")
        await until(pilot, lambda: "頭髮與“出發”" in said(pilot))


def test_versions_and_their_differences_show_names_and_texts_as_lists_do() -> None:
    looks.use(ReaderSettings(script="traditional"))
    try:
        one = Version(1, "b", "头发网", "头发晚报", TITLE, "", None, 10)
        listed = VersionList(1, [one], [], {})
        drawn = [text for line in (0, 1) for text, _part in listed.pieces(0, line, 60)]
        (line,) = difference_lines([Piece("added", "头发")], 20)
    finally:
        looks.use(ReaderSettings())
    assert {"頭髮晚報", "頭髮網", "頭髮與“出發”"} <= set(drawn)
    assert line.text == "頭髮"
