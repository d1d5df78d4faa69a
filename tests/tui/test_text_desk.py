"""What fetches texts behind the screen, without the screen."""

from __future__ import annotations

import asyncio
import gc
import threading
from collections.abc import Callable

import pytest
from textual.message import Message

from cached_room import CONFIG, SOURCES, Cache, draft
from page_site import PageSite
from tnews.model import Query, TextFetched
from tnews.model.record import replace
from tnews.services.fulltext import FullText
from tnews.tui.errands import Errands
from tnews.tui.jobs import Jobs
from tnews.tui.messages import EntryCame, Failed, TextCame
from tnews.tui.text_desk import TextDesk

Submit = Callable[[TextDesk, int], None]


def errands(cache: Cache) -> Errands:
    sources = tuple(replace(source, full_text="always") for source in SOURCES)
    config = replace(CONFIG, sources=sources)
    return Errands(lambda: FullText(cache.store, config), cache._save)


@pytest.mark.parametrize(
    "submit",
    [
        lambda desk, id: desk.fetch(id),
        lambda desk, id: desk.fetch_quietly([id]),
        lambda desk, _id: desk.open_entry(1),
        lambda desk, _id: desk.save("http://127.0.0.1:9/x", "", ""),
    ],
    ids=["fetch", "quietly", "entry", "save"],
)
def test_what_is_asked_for_and_closed_at_once_is_never_begun(cache: Cache, submit: Submit) -> None:
    posted: list[Message] = []
    for id in cache.store.ids(Query()):
        desk = TextDesk(errands(cache), Jobs(lambda: None), posted.append)
        submit(desk, id)
        desk.close()
    gc.collect()  # a coroutine that nobody awaited says so here
    assert not [message for message in posted if isinstance(message, Failed)]


def test_what_waits_for_a_page_ends_with_the_desk(cache: Cache, site: PageSite) -> None:
    site.is_open.clear()
    cache.add("a", replace(draft(99, "湖"), url=f"{site.url}/99.html", blocks=()))
    posted: list[Message] = []
    desk = TextDesk(errands(cache), Jobs(lambda: None), posted.append)
    wanted = list(cache.store.ids(Query()))
    desk.fetch_quietly(wanted)
    assert site.was_asked.wait(60)
    desk.fetch(wanted[0])
    desk.fetch_quietly([])
    desk.close()
    gc.collect()
    assert desk._thread is not None
    assert not desk._thread.is_alive()
    assert not [message for message in posted if isinstance(message, Failed)]
    assert not [message for message in posted if isinstance(message, TextCame) and message.asked]


def test_the_page_of_an_entry_that_does_not_come_can_be_stopped(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def hang(_texts: FullText, _id: int) -> TextFetched:
        await asyncio.Event().wait()
        raise AssertionError

    monkeypatch.setattr(FullText, "open_entry", hang)
    posted: list[Message] = []
    has_come = threading.Event()

    def post(message: Message) -> None:
        posted.append(message)
        has_come.set()

    running = Jobs(lambda: running.running[-1].cancel())
    desk = TextDesk(errands(cache), running, post)
    desk.open_entry(7)
    assert has_come.wait(60)
    desk.close()
    (message,) = posted
    assert isinstance(message, EntryCame)
    assert (message.entry_id, bool(message.fetched.error)) == (7, True)
