"""Sources that move, and sources that are gone: real HTTP over loopback, a real cache."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from loopback import Answer, Web
from tnews.model import FetchState, Query, Refreshed, Source
from tnews.model.record import replace
from tnews.model.settings import Config
from tnews.services.refresh import Refresher
from tnews.store import Store


class Room:
    """A source at /old of a site, its cache, and refreshing it."""

    def __init__(self, web: Web, store: Store, folder: Path) -> None:
        self.web, self.store, self.folder = web, store, folder
        self.source = web.source("old")

    async def refresh(self, **how: bool) -> list[Refreshed]:
        self.store.register([self.source])
        run = Refresher(self.store, Config(sources=(self.source,)), self.folder).run(["old"], **how)
        return [done async for done in run if isinstance(done, Refreshed)]

    def redirect(self, status: str, path: str = "/new") -> None:
        self.web.answers["/old"] = Answer(status=status, headers={"Location": path})

    @property
    def state(self) -> FetchState:
        return self.store.states()["old"]

    def pass_a_day(self) -> None:
        """What was said today was said yesterday."""
        assert self.state.moving_since is not None
        yesterday = self.state.moving_since - timedelta(days=1)
        self.store.save_state("old", replace(self.state, moving_since=yesterday))

    def asked(self) -> list[str]:
        """What was asked for since the last time."""
        found = [path for path, _headers in self.web.asked]
        self.web.asked.clear()
        return found


@pytest.fixture
def room(web: Web, store: Store, tmp_path: Path) -> Room:
    return Room(web, store, tmp_path)


@pytest.mark.parametrize("status", ["301 Moved Permanently", "308 Permanent Redirect"])
async def test_a_source_that_moved_for_good_is_asked_at_its_new_address(
    room: Room, status: str
) -> None:
    room.web.feed("new", "一", ETag='"1"')
    room.redirect(status)
    await room.refresh()
    assert room.state.moved_to == ""
    room.pass_a_day()
    await room.refresh()
    assert room.state.moved_to == f"{room.web.url}/new"
    room.asked()
    room.web.answers["/new"] = Answer(status="304 Not Modified")
    (done,) = await room.refresh()
    assert done.outcome == "unchanged"
    assert room.asked() == ["/new"]


@pytest.mark.parametrize("status", ["302 Found", "303 See Other", "307 Temporary Redirect"])
async def test_a_redirect_for_now_moves_nothing(room: Room, status: str) -> None:
    room.web.feed("new", "一")
    room.redirect(status)
    await room.refresh()
    assert room.state.moving_to == ""


async def test_of_a_chain_the_part_that_is_for_good_counts(room: Room) -> None:
    room.web.feed("third", "一")
    room.redirect("301 Moved", "/second")
    room.web.answers["/second"] = Answer(status="302 Found", headers={"Location": "/third"})
    await room.refresh()
    assert room.state.moving_to == f"{room.web.url}/second"


async def test_what_cannot_be_read_is_no_new_address(room: Room) -> None:
    room.web.answers["/new"] = Answer("<html><body>please log in</body></html>")
    room.redirect("301 Moved")
    (done,) = await room.refresh()
    assert done.outcome == "failed"
    assert room.state.moving_to == ""


async def test_another_address_in_the_configuration_ends_the_move(room: Room) -> None:
    room.web.feed("other", "一")
    await room.refresh()
    room.store.save_state("old", FetchState(moved_to=f"{room.web.url}/new"))
    room.source = Source("old", f"{room.web.url}/other", "old", "新闻")
    room.asked()
    await room.refresh()
    assert room.asked() == ["/other"]


async def test_a_new_address_that_fails_thrice_is_given_up(room: Room) -> None:
    room.web.feed("old", "一")
    room.store.register([room.source])
    room.store.save_state("old", FetchState(moved_to=f"{room.web.url}/new"))
    room.web.answers["/new"] = Answer(status="404 Not Found")
    for _time in range(3):
        await room.refresh()
    (done,) = await room.refresh()
    assert done.outcome == "fetched"
    assert room.asked() == ["/new", "/new", "/new", "/old"]


# -- gone -----------------------------------------------------------------------------------------


async def test_what_is_gone_is_told_once_and_not_asked_again_but_its_articles_stay(
    room: Room,
) -> None:
    room.web.feed("old", "一")
    await room.refresh()
    room.web.answers["/old"] = Answer(status="410 Gone")
    (done,) = await room.refresh()
    assert (done.outcome, room.state.failure) == ("failed", "gone")
    assert "410" in done.error
    room.asked()
    assert await room.refresh() == []
    assert await room.refresh(only_due=True) == []
    assert room.asked() == []
    assert len(list(room.store.ids(Query()))) == 1


@pytest.mark.parametrize("how", ["named", "force"])
async def test_who_insists_has_it_asked_again(room: Room, how: str) -> None:
    room.store.register([room.source])
    room.store.save_state("old", FetchState(gone_at=datetime.now(UTC), failures=1))
    room.web.feed("old", "一")
    (done,) = await room.refresh(**{how: True})
    assert done.outcome == "fetched"
    assert room.state.gone_at is None
    assert len(await room.refresh()) == 1


async def test_a_page_behind_a_redirect_for_now_is_not_the_source(room: Room) -> None:
    room.web.answers["/new"] = Answer(status="410 Gone")
    room.redirect("302 Found")
    await room.refresh()
    assert (room.state.failure, room.state.gone_at) == ("http-410", None)


async def test_a_new_address_that_is_gone_is_given_up_first(room: Room) -> None:
    room.store.register([room.source])
    room.store.save_state("old", FetchState(moved_to=f"{room.web.url}/new"))
    room.web.answers["/new"] = Answer(status="410 Gone")
    await room.refresh()
    assert (room.state.moved_to, room.state.gone_at) == ("", None)
