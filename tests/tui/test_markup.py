"""Text that Textual would take for markup, in every field at once: it is shown as it is, and a
click on it does what a click on any text there does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.pilot import Pilot

from cached_room import CONFIG, Cache, fill, painted, ready, room, until
from tnews import locale
from tnews.model import ArticleDraft, Block, Link, Query
from tnews.model.record import replace
from tnews.text.wrap import cells

SHORT = "[/][@click=app.quit]Q[/]"
EVIL = f"{SHORT} [link=file:///etc/passwd]L[/link] [bold]{{0}} %s $primary \\[x\\] [/"


def evil(number: int) -> ArticleDraft:
    link = (Link(0, len(EVIL), f"https://example.com/?q={number}"),)
    return ArticleDraft(
        uid=f"evil-{number}",
        url=f"https://example.com/evil/{number}?a=[@click=app.quit]",
        title=f"{number} {EVIL}",
        blocks=(
            Block("p", EVIL, links=link), Block("h", EVIL), Block("quote", EVIL), Block("li", f"· {EVIL}"),
            Block("pre", EVIL), Block("table", f"{SHORT}\t{SHORT}"),
            Block("img", EVIL, "https://example.com/a.jpg"), Block("p", EVIL * 8),
        ),
        origin=SHORT, author=EVIL, editor=SHORT, category=EVIL,
        published_at=datetime(2027, 1, 1, tzinfo=UTC),
    )  # fmt: skip


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    locale.choose("zh_CN")
    sources = tuple(
        replace(one, name=f"{one.key} {EVIL}", category=SHORT) for one in CONFIG.sources
    )
    made = fill(tmp_path, replace(CONFIG, sources=sources))
    made.add("a", *map(evil, range(3)))
    for id in made.library.ids(Query(limit=3)):
        made.store.set_note(id, EVIL)
    yield made
    made.store.close()


def places(pilot: Pilot[str]) -> list[tuple[int, int]]:
    """Where a Q stands that markup would have made a button of."""
    found = []
    for y, line in enumerate(painted(pilot).split("\n")):
        at = line.find("app.quit]Q")
        while at >= 0:
            found.append((cells(line[: at + len("app.quit]")]), y))
            at = line.find("app.quit]Q", at + 1)
    return found


async def click_all(pilot: Pilot[str], most: int = 12) -> None:
    for x, y in places(pilot)[:most]:
        await pilot.click(offset=(x, y))
        assert pilot.app.is_running
        assert not pilot.app._exit


SCREENS = {
    "the list": (), "an article": ("enter",), "its links": ("enter", "f"), "sources": ("S",),
    "the log": ("!",), "help": ("?",), "settings": (",",), "a search": ("/", "Q", "enter"),
    "the palette": ("ctrl+p",), "one zone": ("h",),
}  # fmt: skip


@pytest.mark.parametrize("name", SCREENS)
async def test_a_click_on_it_runs_nothing(cache: Cache, name: str) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot, 15)
        room(pilot.app).status.say(EVIL, is_error=True)
        for key in SCREENS[name]:
            await pilot.press(key)
        await pilot.pause()
        if name in ("the list", "an article", "its links", "the log"):
            await until(pilot, lambda: bool(places(pilot)))
        await click_all(pilot)
        await pilot.press("escape")
        assert pilot.app.is_running
