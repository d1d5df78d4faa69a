"""The first articles, painted before Textual is there: as the reader paints them, at their places."""

from __future__ import annotations

import os
import re
from datetime import datetime
from pathlib import Path

import pytest

from cached_room import CONFIG, Cache, fill, ready, room
from painted import Painted
from tnews.model.record import replace
from tnews.model.settings import ReaderSettings
from tnews.services.layout import Layout
from tnews.services.themes import Themes
from tnews.tui import curtain, measures
from tnews.tui.first_list import painting, place_of
from tnews.tui.view import ALL, View
from tnews.tui.widths import SCROLLBAR

SIZES = (
    (140, 40), (300, 50), (110, 30), (120, 12), (120, 9), (80, 24), (80, 9), (70, 48), (69, 24),
    (40, 20), (40, 9), (20, 4), (24, 3), (12, 2), (12, 1),
)  # fmt: skip

READER = CONFIG.reader


@pytest.fixture(autouse=True)
def _true_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)


def first(
    cache: Cache, size: tuple[int, int], view: View = ALL, layout: Layout | None = None
) -> str:
    """What is painted first."""
    return painting(
        cache.library, cache.config.reader, layout or Layout(), view,
        lambda: Themes(cache.data_dir / "themes"), os.terminal_size(size),
        datetime.now().astimezone(),
    )  # fmt: skip


async def compare(cache: Cache, size: tuple[int, int], layout: Layout | None = None) -> None:
    """The first articles have the places and looks that they have on the reader's own screen."""
    measures.take(cache.config.reader)
    columns, lines = size
    app = cache.app()
    if layout is not None:
        app._first.memory.change(widths=layout.widths, list_style=layout.list_style)
    before = Painted(columns, lines).feed(first(cache, size, layout=layout).encode())
    async with app.run_test(size=size) as pilot:
        await ready(pilot)
        shown = room(pilot.app)
        if layout is not None and layout.list_style:
            shown.articles.set_style(layout.list_style)
        await pilot.pause()
        after = Painted(columns, lines).feed(shown.painting().encode())
        where = shown.articles.content_region
    place = place_of(columns, lines, (layout or Layout()).widths)
    assert place == (where.x, where.y, where.width, where.height)
    assert before.beyond == 0
    end = where.right - SCROLLBAR
    for y in range(where.y, where.bottom):
        assert before.looks(y, where.x, end) == after.looks(y, where.x, end), f"line {y}"


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_they_stand_where_the_reader_has_them(
    cache: Cache, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    monkeypatch.setenv("COLUMNS", str(size[0]))
    monkeypatch.setenv("LINES", str(size[1]))
    await compare(cache, size)


@pytest.mark.parametrize(
    "reader",
    [
        replace(READER, list_style="compact"),
        replace(READER, date_headings=False),
        replace(READER, theme="paper"),
        replace(READER, theme="mono"),
        replace(READER, ambiguous_width="2"),
        replace(READER, script="traditional", quotes="corner"),
    ],
    ids=["compact", "undated", "light", "mono", "wide-marks", "traditional"],
)
@pytest.mark.parametrize("size", [(140, 40), (80, 24)], ids=["wide", "normal"])
async def test_they_look_as_the_settings_say(
    tmp_path: Path, size: tuple[int, int], reader: ReaderSettings
) -> None:
    cache = fill(tmp_path, replace(CONFIG, reader=reader))
    try:
        await compare(cache, size)
    finally:
        measures.take(replace(READER, ambiguous_width="1"))
        cache.store.close()


async def test_they_know_widths_and_styles_that_a_person_chose(cache: Cache) -> None:
    kept = {"wide.sidebar": 30, "wide.list": 60}
    await compare(cache, (140, 40), Layout(widths=kept, list_style="compact"))


async def test_what_is_read_and_bookmarked_is_marked(cache: Cache) -> None:
    ids = cache.library.ids(ALL.query())
    cache.store.set_read(ids[1:3], True)
    cache.store.set_bookmark(ids[2:4], True)
    await compare(cache, (140, 40))


def test_nothing_is_painted_where_there_is_nothing(cache: Cache) -> None:
    assert first(cache, (140, 40), View("category", "没有的频道")) == ""
    assert first(cache, (10, 0)) == ""


@pytest.mark.parametrize("columns", range(1, 13))
def test_nothing_is_painted_beyond_the_last_column(cache: Cache, columns: int) -> None:
    said = first(cache, (columns, 5))
    assert Painted(columns, 5).feed(said.encode()).beyond == 0
    assert bool(said) is (columns >= 9)


def test_a_cache_that_cannot_be_read_says_so_later(cache: Cache) -> None:
    cache.store.close()
    assert first(cache, (140, 40)) == ""


@pytest.mark.parametrize(("variable", "value"), [("NO_COLOR", "1"), ("TERM", "xterm")])
def test_no_colour_where_there_is_none(
    cache: Cache, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.delenv("COLORTERM")
    monkeypatch.setenv(variable, value)
    said = first(cache, (140, 40))
    assert "共同富裕" in said
    assert re.search(r"[34]8;[25];\d+(;|m)", said) is None


def test_what_was_on_show_stays_while_the_reader_begins_again(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    curtain.hold("\x1b[1;1H第一行\x1b[2;1H第二行")
    assert not curtain.wants_articles()
    assert curtain.first_line() == "\x1b[1;1H第一行".encode()
    curtain.lower()
    assert "第二行".encode() in capfdbinary.readouterr().out
