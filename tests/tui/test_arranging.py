"""How the room is arranged, and that it opens as it was left."""

from __future__ import annotations

from cached_room import Cache, painted, ready, room, said


async def test_folded_metadata_are_one_line_and_stay_so_after_a_restart(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        assert "责任编辑" in painted(pilot)
        await pilot.press("M")
        await pilot.pause()
        assert "责任编辑" not in painted(pilot)
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        assert "责任编辑" not in painted(pilot)
        assert len(room(pilot.app).metadata.lines(80)) == 1
        await pilot.press("M")
        await pilot.pause()
        assert "责任编辑" in painted(pilot)


async def test_folded_metadata_say_source_and_time(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        room(pilot.app).metadata.is_folded = True
        line = "".join(text for text, _part in room(pilot.app).metadata.lines(80)[0])
        assert "共同富裕的一种算法" in line
        assert "湖畔日报" in line


async def test_a_broken_layout_is_told(cache: Cache) -> None:
    (cache.data_dir / "layout.json").write_text("{")
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        assert "layout.json" in said(pilot)
