"""Marks that are shown before the cache has them, of few articles and of very many."""

from __future__ import annotations

import threading
from array import array

import pytest

from cached_room import Cache, ready, room, until
from tnews.tui import unwritten
from tnews.tui.unwritten import LARGE, Unwritten
from tnews.tui.view import View
from tnews.tui.widgets import article_list

LIST = array("q", range(4 * LARGE))


def test_of_many_articles_it_is_told_when_it_is_known_which_and_never_waited() -> None:
    known = threading.Event()
    marks = Unwritten(lambda: (0, 0), known.set)
    marks.add(LIST[LARGE:], {"is_read": True}, LIST)
    mark = marks._marks[0]
    assert isinstance(mark.holds(LARGE, LIST), bool)
    assert known.wait(60)
    assert mark.holds(LARGE, LIST)
    assert not mark.holds(LARGE - 1, LIST)


def test_who_looks_for_unread_articles_waits_until_it_is_known() -> None:
    marks = Unwritten(lambda: (0, 0), lambda: None)
    marks.add(LIST[LARGE:], {"is_read": True}, LIST)
    assert marks.is_read(len(LIST) - 1, LIST)
    assert not marks.is_read(0, LIST)


def test_a_list_that_is_on_show_needs_no_set() -> None:
    marks = Unwritten(lambda: (0, 0), lambda: pytest.fail("a set was made"))
    marks.add(LIST, {"is_read": True}, LIST)
    assert marks.is_read(1, LIST)
    assert marks._marks[0]._collecting is None


async def test_rows_of_another_list_wear_a_large_mark(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (unwritten, article_list):
        monkeypatch.setattr(module, "LARGE", 2)
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        stored = threading.Event()
        screen.desk.in_turn(stored.wait)
        ids = screen.articles.ids
        screen.articles.change(ids[3:], is_read=True)
        screen.desk.set_read(ids[3:], True, "older")

        def are_read() -> list[bool]:
            count = len(screen.articles.ids)
            return [screen.articles.row(n).is_read for n in range(count)]  # type: ignore[union-attr]

        await until(pilot, lambda: are_read() == [False] * 3 + [True] * 9)
        screen.go_to(View("category", "教育"))
        await until(pilot, lambda: len(screen.articles.ids) == 3)
        await until(pilot, lambda: are_read() == [True] * 3)
        stored.set()
