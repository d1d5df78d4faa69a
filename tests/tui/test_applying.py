"""Settings that change while the reader is open."""

from __future__ import annotations

import pytest

from cached_room import Cache, painted, ready, room, until
from tnews.model.record import replace

SIZES = [(140, 40), (80, 24), (40, 20)]


@pytest.mark.parametrize("size", SIZES)
async def test_settings_of_the_reader_show_at_once(cache: Cache, size: tuple[int, int]) -> None:
    async with cache.app().run_test(size=size) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        await pilot.press("enter")
        await until(pilot, lambda: "　　湖边的书店" in painted(pilot))
        reader = replace(cache.config.reader, theme="paper", indent=False, measure=40)
        screen.apply(replace(screen.config, reader=reader))
        await until(pilot, lambda: "　　湖边的书店" not in painted(pilot))
        assert "湖边的书店" in painted(pilot)
        assert pilot.app.theme == "paper"
        assert screen.config.reader.measure == 40


async def test_the_reading_place_stays(cache: Cache) -> None:
    async with cache.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        await pilot.press("enter", "ctrl+d")
        await until(pilot, lambda: screen.reader.position > 0)
        block, offset = screen.reader._place()
        reader = replace(cache.config.reader, paragraph_gap=2, hang=False)
        screen.apply(replace(screen.config, reader=reader))
        await pilot.pause()
        assert screen.reader._place()[0] == block
        assert abs(screen.reader._place()[1] - offset) < 40
