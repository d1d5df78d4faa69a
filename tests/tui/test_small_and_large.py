"""Welcome, settings and sources at sizes that nobody has, and while the terminal is resized."""

from __future__ import annotations

import pytest

from cached_room import Cache, painted, ready, until
from tnews.tui.screens.settings import SettingsScreen
from tnews.tui.screens.sources import SourcesScreen
from tnews.tui.screens.welcome import WelcomeScreen

SIZES = [(1, 1), (2, 2), (10, 3), (20, 6), (400, 120)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("key", "screen"), [("comma", SettingsScreen), ("S", SourcesScreen)])
async def test_a_dialog_opens_and_closes(
    cache: Cache, size: tuple[int, int], key: str, screen: type
) -> None:
    async with cache.app().run_test(size=size) as pilot:
        await ready(pilot)
        await pilot.press(key)
        await until(pilot, lambda: isinstance(pilot.app.screen, screen))
        await pilot.press("j", "j", "k", "G", "home")
        for columns, lines in ((3, 2), (140, 40), (1, 1), (80, 24)):
            await pilot.resize_terminal(columns, lines)
        assert "╰" in painted(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(pilot.app.screen, screen))


async def test_help_in_five_lines_shows_keys(cache: Cache) -> None:
    async with cache.app().run_test(size=(20, 5)) as pilot:
        await ready(pilot)
        await pilot.press("question_mark")
        await until(pilot, lambda: "轮换筛" in painted(pilot))


@pytest.mark.parametrize("size", SIZES)
async def test_the_welcome_goes_through(cache: Cache, size: tuple[int, int]) -> None:
    async with cache.app(lambda _wishes: None).run_test(size=size) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, WelcomeScreen))
        await pilot.press("enter")
        await pilot.resize_terminal(1, 1)
        await pilot.resize_terminal(100, 30)
        await pilot.press("enter", "enter")
        await until(pilot, lambda: not isinstance(pilot.app.screen, WelcomeScreen))
