"""How wide zones are: by rule, by key, by mouse, at every size of the terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot

from cached_room import Cache, painted, ready, room, said, until
from tnews.text.wrap import cells
from tnews.tui.widths import CLASSES, EDGE, LEAST, MOST, Zone, changed, class_of, widths

kept_widths = st.dictionaries(
    st.sampled_from(["wide.sidebar", "wide.list", "normal.sidebar", "normal.list", "other"]),
    st.integers(1, 10_000),
)


@given(st.integers(70, 500), kept_widths)
def test_every_zone_keeps_its_least_whatever_was_kept(columns: int, kept: dict[str, int]) -> None:
    found = widths(columns, kept)
    assert all(found[zone] >= LEAST[zone] for zone in found)
    taken = found["list"] + EDGE
    if class_of(columns) == "wide":
        taken += found["sidebar"] + EDGE
    assert min(columns, MOST) - taken >= LEAST["reader"]


@given(st.integers(0, 69), kept_widths)
def test_a_narrow_screen_divides_nothing(columns: int, kept: dict[str, int]) -> None:
    assert widths(columns, kept) == {}


@given(
    st.sampled_from(["sidebar", "list"]), st.integers(-5, 600), st.integers(70, 500), kept_widths
)
def test_what_is_kept_is_what_is_seen(
    zone: Zone, width: int, columns: int, kept: dict[str, int]
) -> None:
    now = changed(zone, width, columns, kept)
    assert now[f"{class_of(columns)}.{zone}"] == widths(columns, now)[zone]


def test_classes_have_widths_of_their_own() -> None:
    kept = changed("list", 60, 140, {})
    assert widths(140, kept)["list"] == 60
    assert widths(100, kept) == widths(100, {})


async def test_keys_change_the_width_of_the_zone_in_hand_and_it_is_kept(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        before, sidebar = screen.articles.size.width, screen.sidebar.size.width
        await pilot.press(">", ">")
        await until(pilot, lambda: screen.articles.size.width == before + 4)
        await pilot.press("l", ">")
        await until(pilot, lambda: screen.articles.size.width == before + 2)
        await pilot.press("h", "h", "<")
        await until(pilot, lambda: screen.sidebar.size.width == sidebar - 2)
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        widths_now = screen.sidebar.size.width, screen.articles.size.width
        assert widths_now == (sidebar - 2, before + 2)


async def test_at_the_end_of_the_room_it_is_said(cache: Cache) -> None:
    async with cache.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press(*["<"] * 10)
        assert room(pilot.app).articles_zone.size.width == LEAST["list"]
        assert "尽头" in said(pilot)
        await pilot.resize_terminal(40, 20)
        await pilot.press("<")
        assert "只显示一栏" in said(pilot)


async def drag(pilot: Pilot[str], edge: str, x: int) -> None:
    await pilot.mouse_down(edge, offset=(0, 5))
    await pilot.hover(offset=(x, 5))
    await pilot.mouse_up(offset=(x, 5))
    await pilot.pause()


async def test_edges_are_dragged_by_the_mouse(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        opened = screen.opened
        await drag(pilot, "#edge-sidebar", 30)
        assert screen.sidebar.size.width == 30
        await drag(pilot, "#edge-list", 90)
        assert screen.articles_zone.region.right == 90
        await drag(pilot, "#edge-list", 2)
        assert screen.articles_zone.size.width == LEAST["list"]
        assert (screen.opened, screen.articles.cursor) == (opened, 0)
        await pilot.click("#edge-list", times=2)
        await pilot.pause()
        assert "wide.list" not in screen.memory.layout.widths


async def test_in_a_very_wide_terminal_the_zones_stand_in_the_middle(cache: Cache) -> None:
    async with cache.app().run_test(size=(400, 60)) as pilot:
        await ready(pilot)
        await pilot.pause()
        screen = room(pilot.app)
        left, right = screen.sidebar.region.x, 400 - screen.reader.region.right
        assert left == right == (400 - MOST) // 2
        assert {cells(line) for line in painted(pilot).split("\n")} == {400}


@pytest.mark.parametrize(
    "size", [(1, 1), (2, 1), (5, 2), (8, 3), (12, 4), (20, 5), (20, 9), (69, 10), (400, 2)]
)
async def test_the_smallest_terminals_show_the_one_thing_that_fits(
    cache: Cache, size: tuple[int, int]
) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        await pilot.press("j")
        await pilot.resize_terminal(*size)
        await until(pilot, lambda: screen.size.width == size[0])
        await pilot.pause()
        articles = screen.articles
        assert articles.size.height >= max(1, size[1] - 2)
        assert 0 <= articles.cursor_offset < articles.size.height
        for keys in ("jjkG", "enter", "Mz", "escape", "h", "h", "jj", "gd"):
            await pilot.press(*([keys] if keys in ("enter", "escape") else keys))
            await pilot.pause()
            assert {cells(line) for line in painted(pilot).split("\n")} == {size[0]}
        await pilot.resize_terminal(140, 40)
        await pilot.pause()
        assert screen.metadata.region


async def test_a_storm_of_sizes_ends_as_one_resize_does(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        for columns, lines in [(n * 37 % 400 + 1, n * 13 % 119 + 1) for n in range(30)]:
            await pilot.resize_terminal(columns, lines)
        for columns, _name in CLASSES[1:]:
            await pilot.resize_terminal(columns, 24)
            await pilot.pause()
            assert screen.articles_zone.size.width == widths(columns, {})["list"]
            assert sum(screen.has_class(f"-{name}") for _least, name in CLASSES) == 1


async def test_a_resize_below_a_dialog_is_made_up_for(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        await pilot.press("question_mark")
        await pilot.resize_terminal(60, 20)
        await pilot.press("escape")
        await pilot.pause()
        assert screen.has_class("-narrow")
        assert not screen.sidebar.region
