"""The reading room while another process refreshes: what it stores is shown, nothing moves."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Mapping, Sequence

import pytest
from textual.message import Message

from cached_room import Cache, draft, ready, room, said, until
from command_line import rss, web_site
from tnews.model import FetchState
from tnews.services.intake import store_drafts
from tnews.services.library import Library
from tnews.services.lock import RefreshLock
from tnews.store import Store
from tnews.tui.lookout import Lookout
from tnews.tui.messages import StoredElsewhere
from tnews.tui.screens import starting
from tnews.tui.view import View


@pytest.fixture(autouse=True)
def _often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starting, "LOOK_AROUND", 0.05)


async def refresh_elsewhere(cache: Cache, web: str) -> None:
    """Run `tnews refresh` on the cache in a process of its own."""
    config = cache.data_dir / "elsewhere.toml"
    config.write_text(
        f'[[source]]\nkey = "c"\nname = "教育观察"\nurl = "{web}/c"\ncategory = "教育"\n', "utf-8"
    )
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tnews", "refresh", "-q"),
        *("--config", str(config), "--data-dir", str(cache.data_dir)),
    )
    assert await process.wait() == 0


async def test_what_a_refresh_elsewhere_brings_waits_and_the_cursor_stays(cache: Cache) -> None:
    with web_site({"/c": rss("教育", "校园里的猫", "操场上的课")}) as web:
        async with cache.app().run_test(size=(140, 40)) as pilot:
            await ready(pilot)
            screen = room(pilot.app)
            await pilot.press("j", "j")
            before = screen.articles.current_id
            screen._is_first = False  # the first refresh of this session is over
            await refresh_elsewhere(cache, web)
            await until(pilot, lambda: "2 篇新文章" in said(pilot))
            assert len(screen.articles.ids) == 12
            assert screen.articles.current_id == before
            assert "14" in "".join(
                screen.sidebar.render_line(y).text for y in range(screen.sidebar.size.height)
            )
            await pilot.press(".")
            await until(pilot, lambda: len(screen.articles.ids) == 14)
            assert screen.articles.current_id == before


async def test_of_another_channel_nothing_is_said(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        screen.go_to(View("category", "消费"))
        await until(pilot, lambda: len(screen.articles.ids) == 9)
        await pilot.press("j")
        told = said(pilot)
        with web_site({"/c": rss("教育", "校园里的猫")}) as web:
            await refresh_elsewhere(cache, web)
        await until(pilot, lambda: screen.sidebar.unread_of(View("category", "教育"))[1] == 4)
        assert said(pilot) == told


async def test_another_refresh_is_no_error(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        with RefreshLock(cache.data_dir / "refresh.lock"):
            await pilot.press("R")
            await until(pilot, lambda: "另一个刷新正在进行" in said(pilot))
        assert not any(part == "error" for _text, part in screen.status.lines(200)[0])


class Told:
    """A lookout over a cache, and what it has told."""

    def __init__(self, library: Library) -> None:
        self.new: list[Mapping[str, Sequence[int]]] = []
        self.counts = 0
        self.lookout = Lookout(library, self._post, self._count, lambda work: work())

    def _post(self, message: Message) -> None:
        assert isinstance(message, StoredElsewhere)
        self.new.append(message.new)

    def _count(self) -> None:
        self.counts += 1


@pytest.fixture
def elsewhere(cache: Cache) -> Store:
    """The same cache, open once more."""
    return Store.open(cache.data_dir / "tnews.db")


def bring(store: Store, source: str, *numbers: int) -> tuple[int, ...]:
    drafts = [draft(n, f"第{n}篇") for n in numbers]
    return store_drafts(store, source, FetchState(), drafts).new


def test_what_is_there_at_first_is_nothing_new(cache: Cache, elsewhere: Store) -> None:
    told = Told(cache.library)
    told.lookout.look_around()
    assert (told.new, told.counts) == ([], 0)
    new = bring(elsewhere, "a", 101, 102)
    told.lookout.look_around()
    assert [sorted(one["a"]) for one in told.new] == [sorted(new)]
    assert told.counts == 1
    told.lookout.look_around()
    assert (len(told.new), told.counts) == (1, 1)
    elsewhere.close()


def test_what_our_own_refresh_told_is_not_told_again_but_the_others_is(
    cache: Cache, elsewhere: Store
) -> None:
    told = Told(cache.library)
    told.lookout.look_around()
    told.lookout.begin_ours()
    ours = bring(elsewhere, "a", 101)
    told.lookout.look_around()
    assert told.new == []
    theirs = bring(elsewhere, "b", 102)
    told.lookout.end_ours(ours)
    assert [dict(one) for one in told.new] == [{"b": list(theirs)}]
    elsewhere.close()


def test_a_mark_made_elsewhere_is_counted(cache: Cache, elsewhere: Store) -> None:
    told = Told(cache.library)
    told.lookout.look_around()
    elsewhere.set_read([1], True)
    told.lookout.look_around()
    assert (told.new, told.counts) == ([], 1)
    elsewhere.close()
