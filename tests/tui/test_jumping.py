"""Jumping by labels."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot

from cached_room import Cache, burst, draft, painted, ready, room, until
from tnews.model import Block, Link
from tnews.model.record import replace
from tnews.text.wrap import cells
from tnews.tui.labels import labels


@given(st.integers(0, 300))
def test_no_label_begins_another(count: int) -> None:
    made = labels(count)
    assert len(made) == min(count, 234)
    assert len({*made}) == len(made)
    assert not any(a != b and b.startswith(a) for a in made for b in made)


def jumps(pilot: Pilot[str]) -> bool:
    return room(pilot.app).is_jumping


@pytest.mark.parametrize("size", [(140, 40), (80, 24), (40, 20)])
async def test_an_article_is_opened_by_its_label(cache: Cache, size: tuple[int, int]) -> None:
    async with cache.app().run_test(size=size) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        before = [cells(line) for line in painted(pilot).splitlines()]
        await pilot.press("semicolon")
        await until(pilot, lambda: jumps(pilot))
        await pilot.pause()
        assert [cells(line) for line in painted(pilot).splitlines()] == before
        label = screen.listing._jumps[2]
        burst(pilot, label)
        await until(
            pilot, lambda: screen.zone == "reader" and screen.opened == screen.articles.ids[2]
        )
        assert not jumps(pilot)


async def test_a_channel_is_gone_to_in_a_burst(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        await pilot.press(";")
        (index,) = [i for i, one in enumerate(screen.sidebar.places) if one.view.title == "教育"]
        label = screen.sidebar._jumps[index]
        await pilot.press("escape")
        assert not jumps(pilot)
        burst(pilot, [";", *label, "G"])
        await until(pilot, lambda: screen.view.title == "教育" and screen.articles.cursor == 2)


async def test_a_key_in_no_label_ends_it_and_does_nothing(cache: Cache) -> None:
    async with cache.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        burst(pilot, ";1j")
        await until(pilot, lambda: room(pilot.app).articles.cursor == 1)
        assert not jumps(pilot)
        assert room(pilot.app).view.title == "全部"


async def test_a_link_is_opened_by_its_label(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("tnews.tui.browsing.open_link", lambda url, _browser: opened.append(url))
    links = (Link(0, 1, "http://a.example/"), Link(1, 2, "http://b.example/"))
    cache.add("a", replace(draft(-9, "两个链接"), blocks=(Block("p", "甲乙", "", links),)))
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot, 13)
        await pilot.press("enter", ";")
        screen = room(pilot.app)
        label = screen.reader._labels[2]
        burst(pilot, label)
        await until(pilot, lambda: opened == ["http://b.example/"])


async def test_a_label_of_a_link_that_has_gone_meanwhile_does_nothing(cache: Cache) -> None:
    links = (Link(0, 1, "http://a.example/"),)
    cache.add("a", replace(draft(-9, "一个链接"), blocks=(Block("p", "甲乙", "", links),)))
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot, 13)
        await pilot.press("enter", ";")
        screen = room(pilot.app)
        label = screen.reader._labels[1]
        screen.reader.show(None)
        await pilot.press(label)
        assert not screen.is_jumping
        assert pilot.app.is_running


async def test_of_many_each_has_two_letters(cache: Cache) -> None:
    cache.add("a", *(draft(100 + number, f"第{number}篇") for number in range(40)))
    async with cache.app().run_test(size=(140, 50)) as pilot:
        await ready(pilot, 52)
        await pilot.press("g", "d", ";")
        screen = room(pilot.app)
        label = screen.articles._jumps[30]
        assert len(label) == 2
        wanted = screen.articles.ids[30]
        burst(pilot, label)
        await until(pilot, lambda: screen.opened == wanted)
        assert not screen.is_jumping
