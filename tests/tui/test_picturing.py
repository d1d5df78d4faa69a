"""Pictures in the reading room: real pictures over real HTTP, decoded in a real process."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from rich.color import ColorSystem
from textual.pilot import Pilot

from cached_room import CONFIG, Cache, draft, painted, room, said, until
from drawn import photo, saved
from picture_site import Site, serving_pictures
from tnews import locale
from tnews.locale import _
from tnews.model import Block, Source
from tnews.model.record import replace
from tnews.services import pillow
from tnews.services.library import Library
from tnews.services.pictures import Painting
from tnews.store import Store
from tnews.tui.drawing import draw
from tnews.tui.picture_desk import PictureCame, Wish

TEXT = "湖边的书店在清晨开门，店主先扫落叶，再煮一壶茶。" * 12

Make = Callable[..., Cache]


@pytest.fixture(autouse=True)
def colours(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal with many colours."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with serving_pictures() as served:
        yield served


@pytest.fixture
def article(tmp_path: Path, site: Site) -> Iterator[Make]:
    """Make a cache of two articles, the first one with these pictures between its paragraphs."""
    locale.choose("zh_CN")
    with ExitStack() as stack:

        def make(*paths: str, **settings: Any) -> Cache:
            source = Source("s", f"{site.url}/feed", "画报", "图片", full_text="never")
            reader = replace(CONFIG.reader, **settings)
            config = replace(CONFIG, sources=(source,), categories=(), reader=reader)
            store = Store.open(tmp_path / "tnews.db")
            stack.callback(store.close)
            cache = Cache(store, Library(store, config), config, tmp_path)
            blocks = [Block("p", TEXT)]
            for number, path in enumerate(paths):
                blocks += [
                    Block("img", f"第 {number} 张", f"{site.url}{path}"),
                    Block("p", f"{number}：{TEXT}"),
                ]
            cache.add("s", replace(draft(1, "有图"), blocks=tuple(blocks)), draft(2, "无图"))
            return cache

        yield make


def rows(pilot: Pilot[str]) -> int:
    """How many rows of pictures the text has."""
    return sum(line.picture is not None for line in room(pilot.app).reader._lines)


def caption(pilot: Pilot[str], number: int = 0) -> str:
    """The line of a picture."""
    lines = room(pilot.app).reader._lines
    block = 1 + 2 * number
    return "".join(text for line in lines if line.block == block for text, _role in line.pieces)


def in_sight(pilot: Pilot[str]) -> list[str]:
    """The lines of the reader, without its scrollbar."""
    reader = room(pilot.app).reader
    return [reader.render_line(y).text for y in range(reader.size.height)]


async def opened(pilot: Pilot[str]) -> None:
    await until(pilot, lambda: len(room(pilot.app).articles.ids) == 2)
    await pilot.press("enter")
    await until(pilot, lambda: room(pilot.app).opened is not None)


async def test_a_key_shows_the_picture_and_takes_it_down(article: Make, site: Site) -> None:
    async with article("/photo.jpg").app().run_test(size=(140, 40)) as pilot:
        await opened(pilot)
        assert "按 I 显示" in caption(pilot)
        assert not site.asked
        await pilot.press("I")
        await until(pilot, lambda: rows(pilot) > 0)
        assert rows(pilot) == 10  # 320 x 200 pixels in cells of 10 x 20
        assert caption(pilot).strip() == "第 0 张[1]"
        await pilot.press("I")
        await until(pilot, lambda: rows(pilot) == 0)
        assert "按 I 显示" in caption(pilot)


async def test_the_picture_is_painted(article: Make, site: Site) -> None:
    async with article("/photo.jpg").app().run_test(size=(140, 40)) as pilot:
        await opened(pilot)
        await pilot.press("I")
        await until(pilot, lambda: rows(pilot) > 0)
        await until(pilot, lambda: "▀▀▀" in painted(pilot))


async def test_one_can_scroll_over_pictures_that_have_come(article: Make, site: Site) -> None:
    async with article(*["/photo.jpg"] * 3).app().run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("I")
        await until(pilot, lambda: rows(pilot) == 30)
        reader = room(pilot.app).reader
        lines = len(reader._lines)
        assert reader.max_scroll_y == lines - reader.size.height
        assert reader.vertical_scrollbar.window_virtual_size == lines


async def test_by_themselves_they_come_when_the_article_is_opened(
    article: Make, site: Site
) -> None:
    async with article("/photo.jpg", images="auto").app().run_test(size=(140, 40)) as pilot:
        await until(pilot, lambda: room(pilot.app).reader.sheet is not None)
        await pilot.pause()
        assert not site.asked  # a preview fetches nothing
        await opened(pilot)
        await until(pilot, lambda: rows(pilot) == 10)


async def test_a_picture_that_fails_says_why_in_its_line(article: Make, site: Site) -> None:
    site.bodies["/broken.jpg"] = saved(photo())[:2000]
    async with article("/broken.jpg", "/photo.jpg").app().run_test(size=(140, 60)) as pilot:
        await opened(pilot)
        await pilot.press("I")
        await until(pilot, lambda: rows(pilot) == 10)
        await until(pilot, lambda: "损坏" in caption(pilot))
        assert "第 0 张" in caption(pilot)


async def test_only_what_is_near_is_fetched(article: Make, site: Site) -> None:
    paths = [f"/{number}.jpg" for number in range(30)]
    site.bodies |= dict.fromkeys(paths, saved(photo(40, 40)))
    async with article(*paths).app().run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("I")
        await until(pilot, lambda: rows(pilot) > 0)
        assert 0 < len(site.asked) < 10
        reader = room(pilot.app).reader
        last = next(n for n, line in enumerate(reader._lines) if line.block == 59)
        reader.scroll_to(y=last, animate=False, force=True)
        await until(pilot, lambda: any(path == "/29.jpg" for path, _headers in site.asked))
        assert "/15.jpg" not in [path for path, _headers in site.asked]


async def test_what_is_read_stays_where_it_is(article: Make, site: Site) -> None:
    async with article("/silent.jpg", "/x.jpg").app().run_test(size=(140, 24)) as pilot:
        await opened(pilot)
        reader = room(pilot.app).reader
        await pilot.press("I")
        await until(pilot, lambda: "加载中" in caption(pilot))
        line = next(n for n, line in enumerate(reader._lines) if line.block == 2)
        reader.scroll_to(y=line + 2, animate=False, force=True)
        await pilot.pause()
        before = in_sight(pilot)
        url = f"{site.url}/silent.jpg"
        frame = reader.gallery.frame
        assert frame is not None
        drawn = draw(Painting(10, 8, bytes(10 * 16 * 3), b""), frame, 1, ColorSystem.TRUECOLOR)
        room(pilot.app).post_message(PictureCame(Wish(url, "s", frame), drawn))
        await until(pilot, lambda: rows(pilot) == 8)
        await pilot.pause()
        assert in_sight(pilot) == before


async def test_leaving_the_article_takes_the_wishes_back(article: Make, site: Site) -> None:
    async with article("/silent.jpg").app().run_test(size=(140, 40)) as pilot:
        await opened(pilot)
        await pilot.press("I")
        await until(pilot, lambda: bool(site.asked))
        await pilot.press("n")
        desk = room(pilot.app)._picture_desk
        assert desk is not None
        await until(pilot, lambda: not desk._tasks)
        assert not room(pilot.app).gallery.is_on


async def test_another_width_paints_them_anew(article: Make, site: Site) -> None:
    site.bodies["/wide.jpg"] = saved(photo(1600, 400))
    async with article("/wide.jpg").app().run_test(size=(140, 40)) as pilot:
        await opened(pilot)
        await pilot.press("I")
        await until(pilot, lambda: rows(pilot) > 0)
        before = rows(pilot)
        await pilot.resize_terminal(44, 40)
        await until(pilot, lambda: 0 < rows(pilot) < before)
        assert [path for path, _headers in site.asked] == ["/wide.jpg"]


async def test_a_picture_is_not_higher_than_its_share_of_the_screen(
    article: Make, site: Site
) -> None:
    site.bodies["/high.jpg"] = saved(photo(300, 3000))
    async with article("/high.jpg").app().run_test(size=(140, 40)) as pilot:
        await opened(pilot)
        await pilot.press("I")
        await until(pilot, lambda: rows(pilot) > 0)
        assert rows(pilot) == 24


async def test_without_the_extra_the_key_says_how_to_get_it(
    article: Make, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pillow, "can_decode", lambda: False)
    monkeypatch.setattr(sys, "prefix", "/home/a/.local/pipx/venvs/tnews")
    async with article("/photo.jpg", images="auto").app().run_test(size=(140, 40)) as pilot:
        await opened(pilot)
        await pilot.press("I")
        assert "pipx inject tnews pillow" in said(pilot)
        assert (rows(pilot), site.asked) == (0, [])


async def test_without_the_extra_the_first_picture_says_that_it_is_missing_and_the_others_nothing(
    article: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pillow, "can_decode", lambda: False)
    async with article("/photo.jpg", "/photo.jpg?2").app().run_test(size=(140, 60)) as pilot:
        await opened(pilot)
        assert "Pillow" in caption(pilot)
        assert "Pillow" not in caption(pilot, 1)


async def test_pictures_on_their_way_are_work_that_can_be_stopped(
    article: Make, site: Site
) -> None:
    async with article("/photo.jpg", "/silent.jpg").app().run_test(size=(140, 60)) as pilot:
        await opened(pilot)
        await pilot.press("I")
        jobs = room(pilot.app).jobs
        await until(pilot, lambda: rows(pilot) == 10)
        assert [(job.done, job.total) for job in jobs.running] == [(1, 2)]
        jobs.running[0].cancel()
        await until(pilot, lambda: not jobs.running and _("stopped") in caption(pilot, 1))
        assert rows(pilot) == 10  # what has come stays
        await pilot.press("I", "I")
        await until(pilot, lambda: [(job.done, job.total) for job in jobs.running] == [(1, 2)])


async def test_a_picture_that_fails_stands_in_the_log(article: Make, site: Site) -> None:
    site.bodies["/broken.jpg"] = saved(photo())[:2000]
    async with article("/broken.jpg").app().run_test(size=(140, 60)) as pilot:
        await opened(pilot)
        await pilot.press("I")
        await until(pilot, lambda: "图片：" in caption(pilot))
        told = room(pilot.app).log_book.entries()[0]
        assert f"{site.url}/broken.jpg" in told.text
        assert told.is_error


@pytest.mark.parametrize("variable", ["NO_COLOR", "COLORTERM"])
async def test_without_colours_there_is_a_line(
    article: Make, site: Site, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    if variable == "NO_COLOR":
        monkeypatch.setenv("NO_COLOR", "1")
    else:
        monkeypatch.delenv("COLORTERM")
        monkeypatch.setenv("TERM", "xterm-16color")
    async with article("/photo.jpg").app().run_test(size=(140, 40)) as pilot:
        await opened(pilot)
        await pilot.press("I")
        assert "256" in said(pilot)
        assert (rows(pilot), site.asked) == (0, [])


async def test_an_article_without_pictures_says_so(article: Make) -> None:
    async with article().app().run_test(size=(140, 40)) as pilot:
        await opened(pilot)
        await pilot.press("I")
        assert said(pilot).startswith(_("No pictures here."))


async def test_the_setting_is_taken_at_once(article: Make, site: Site) -> None:
    cache = article("/photo.jpg")
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await opened(pilot)
        reader = replace(cache.config.reader, images="auto")
        room(pilot.app).apply(replace(cache.config, reader=reader))
        await until(pilot, lambda: rows(pilot) == 10)


async def test_no_picture_is_in_what_the_next_start_shows(article: Make, site: Site) -> None:
    kept: list[str] = []
    async with article("/photo.jpg").app(keep=kept.append).run_test(size=(140, 40)) as pilot:
        await opened(pilot)
        await pilot.press("I")
        await until(pilot, lambda: rows(pilot) == 10)
        await pilot.press("ctrl+q")
        await until(pilot, lambda: bool(kept))
    assert "▀" not in kept[0]


async def test_pictures_of_the_whole_text_come_when_it_does(article: Make, site: Site) -> None:
    cache = article(images="auto")
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await opened(pilot)
        shown = room(pilot.app)
        assert shown.reader.sheet is not None
        blocks = (Block("p", TEXT), Block("img", "", f"{site.url}/photo.jpg"), Block("p", TEXT))
        shown.show_sheet(shown.reader.sheet._replace(blocks=blocks))
        await until(pilot, lambda: rows(pilot) == 10)
        await pilot.press("I")
        shown.show_sheet(shown.reader.sheet._replace(notes=("x",)))
        await pilot.pause()
        assert not shown.gallery.is_on  # who hid them does not have them again


async def test_kitty_is_sent_them_again_after_another_program(article: Make, site: Site) -> None:
    cache = article("/photo.jpg", image_protocol="kitty")
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await opened(pilot)
        await pilot.press("I")
        await until(pilot, lambda: rows(pilot) == 10)
        url = f"{site.url}/photo.jpg"
        gallery = room(pilot.app).gallery
        before = gallery.row(url, 0)
        pilot.app.app_resume_signal.publish(pilot.app)
        await until(pilot, lambda: gallery.row(url, 0) not in (None, before))  # of another number
        await until(pilot, lambda: rows(pilot) == 10)
