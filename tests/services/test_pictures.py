"""Pictures over real HTTP: within the limits, from the cache, in a worker process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PIL import Image

from drawn import opened
from loopback import Answer, Web, children, needs_proc
from picture_site import Site, serving_pictures
from tnews.model import FetchError, ParseError, Source
from tnews.model.record import replace
from tnews.model.settings import Config, HttpSettings, ReaderSettings
from tnews.services import pictures as pictures_service
from tnews.services.pictures import FOLDER, Frame, Pictures, fit
from tnews.services.pillow import can_decode

FRAME = Frame("blocks", 40, 12)


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with serving_pictures() as served:
        yield served


def config(site: str, **reader: int) -> Config:
    return Config(
        sources=(Source("a", f"{site}/feed", "甲", "动态"),),
        reader=replace(ReaderSettings(), **reader),
    )


@pytest.fixture
async def pictures(site: Site, tmp_path: Path) -> AsyncIterator[Pictures]:
    async with Pictures(config(site.url), tmp_path) as made:
        yield made


async def test_a_picture_is_painted_in_its_own_shape(site: Site, pictures: Pictures) -> None:
    painting = await pictures.paint(f"{site.url}/photo.jpg", "a", FRAME)
    assert (painting.columns, painting.rows) == (32, 10)  # 320 x 200 pixels in cells of 10 x 20
    shown = Image.frombytes("RGB", (32, 20), painting.pixels)
    assert shown.getpixel((31, 19)) == pytest.approx((90, 30, 20), abs=8)


async def test_for_kitty_a_png_and_for_sixel_both(site: Site, pictures: Pictures) -> None:
    url = f"{site.url}/photo.jpg"
    kitty = await pictures.paint(url, "a", FRAME._replace(protocol="kitty"))
    assert opened(kitty.data).size == (320, 200)
    sixel = await pictures.paint(url, "a", FRAME._replace(protocol="sixel"))
    assert sixel.data.startswith(b"\x1bP")
    assert len(sixel.pixels) == 32 * 20 * 3


async def test_it_is_fetched_once(site: Site, pictures: Pictures) -> None:
    url = f"{site.url}/photo.jpg"
    await pictures.paint(url, "a", FRAME)
    await pictures.paint(url, "a", FRAME._replace(columns=20))
    assert [path for path, _headers in site.asked] == ["/photo.jpg"]


async def test_the_next_reader_has_it_without_the_network(site: Site, tmp_path: Path) -> None:
    async with Pictures(config(site.url), tmp_path) as first:
        await first.paint(f"{site.url}/photo.jpg", "a", FRAME)
    async with Pictures(config(site.url), tmp_path) as second:
        await second.paint(f"{site.url}/photo.jpg", "a", FRAME)
    assert len(site.asked) == 1


async def test_without_a_cache_nothing_is_kept(site: Site, tmp_path: Path) -> None:
    async with Pictures(config(site.url, image_cache=0), tmp_path) as pictures:
        await pictures.paint(f"{site.url}/photo.jpg", "a", FRAME)
    assert not (tmp_path / FOLDER).exists()


async def test_no_cookie_and_no_referer_is_sent(site: Site, pictures: Pictures) -> None:
    await pictures.paint(f"{site.url}/photo.jpg", "a", FRAME)
    ((_path, headers),) = site.asked
    assert headers.keys().isdisjoint({"cookie", "referer", "authorization"})
    assert headers["accept"].startswith("image/")


async def test_a_private_host_that_is_not_the_sources_is_refused(
    site: Site, tmp_path: Path
) -> None:
    async with Pictures(config("https://public.example"), tmp_path) as pictures:
        with pytest.raises(FetchError):
            await pictures.paint(f"{site.url}/photo.jpg", "a", FRAME)
    assert not site.asked


async def test_of_a_saved_page_its_own_host_may_be_private_and_no_other(
    site: Site, tmp_path: Path
) -> None:
    saved, picture = f"{site.url}/a.html", f"{site.url}/photo.jpg"
    elsewhere = picture.replace("127.0.0.1", "localhost")
    async with Pictures(config("https://public.example"), tmp_path) as pictures:
        for url, source, page in (
            (picture, "saved", "http://nas.example/a.html"),
            (picture, "saved", ""),
            (picture, "a", saved),
            (elsewhere, "saved", saved),
        ):
            with pytest.raises(FetchError):
                await pictures.paint(url, source, FRAME, page)
        assert not site.asked
        await pictures.paint(picture, "saved", FRAME, saved)
    assert len(site.asked) == 1


@pytest.mark.parametrize(
    ("url", "is_of_house"),
    [
        ("http://192.168.1.9:8080/a", True),
        ("http://[fd00::1]/a", True),
        ("http://nas/a", True),
        ("http://nas.local/a", True),
        ("http://nas.local./a", True),
        ("http://localhost/a", True),
        ("https://example.com/a", False),
        ("https://192.168.1.9@example.com/a", False),
        ("http://[/a", False),
        ("", False),
    ],
)
def test_which_hosts_nobody_outside_can_name(url: str, is_of_house: bool) -> None:
    assert pictures_service._is_of_house(url) is is_of_house


@pytest.mark.parametrize("url", ["file:///etc/passwd", "data:image/png;base64,AAAA", "x"])
async def test_only_the_web_is_asked(pictures: Pictures, url: str) -> None:
    with pytest.raises(FetchError):
        await pictures.paint(url, "a", FRAME)


async def test_a_missing_picture_says_so(web: Web, tmp_path: Path) -> None:
    web.answers["/gone.jpg"] = Answer(status="404 Not Found")
    async with Pictures(config(web.url), tmp_path) as pictures:
        with pytest.raises(FetchError, match="404"):
            await pictures.paint(f"{web.url}/gone.jpg", "a", FRAME)


async def test_no_picture_is_a_parse_error(site: Site, pictures: Pictures) -> None:
    site.bodies["/page"] = b"<!DOCTYPE html><html>"
    with pytest.raises(ParseError, match="page"):
        await pictures.paint(f"{site.url}/page", "a", FRAME)


async def test_ten_mebibytes_are_the_limit_whatever_http_allows(site: Site, tmp_path: Path) -> None:
    site.bodies["/large"] = b"\0" * ((10 << 20) + 1)
    wide = replace(config(site.url), http=replace(HttpSettings(), max_mebibytes=50))
    async with Pictures(wide, tmp_path) as pictures:
        with pytest.raises(FetchError, match="10 MiB"):
            await pictures.paint(f"{site.url}/large", "a", FRAME)


async def test_a_damaged_cache_is_fetched_anew(site: Site, tmp_path: Path) -> None:
    url = f"{site.url}/photo.jpg"
    async with Pictures(config(site.url), tmp_path) as pictures:
        await pictures.paint(url, "a", FRAME)
        (file,) = (tmp_path / FOLDER).iterdir()
        file.write_bytes(file.read_bytes()[:2000])
        with pytest.raises(ParseError):
            await pictures.paint(url, "a", FRAME)
        await pictures.paint(url, "a", FRAME)
    assert len(site.asked) == 2


@needs_proc
async def test_a_cancelled_one_leaves_nothing_behind(site: Site, tmp_path: Path) -> None:
    before = children()
    async with Pictures(config(site.url), tmp_path) as pictures:
        waiting = asyncio.create_task(pictures.paint(f"{site.url}/silent.jpg", "a", FRAME))
        await site.seen.wait()
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        await pictures.paint(f"{site.url}/photo.jpg", "a", FRAME)
    assert children() == before


@pytest.mark.parametrize(
    ("size", "cells"),
    [
        ((400, 200), (40, 10)),  # as large as it is
        ((100, 100), (10, 5)),  # never made larger
        ((4000, 1000), (40, 5)),  # as wide as there is room
        ((1000, 4000), (6, 12)),  # as high as there is room
        ((8, 8), (1, 1)),
        ((9000, 8), (40, 1)),
    ],
)
def test_a_picture_fits_in_its_own_shape(size: tuple[int, int], cells: tuple[int, int]) -> None:
    assert fit(*size, FRAME) == cells


def test_the_extra_is_here_for_these_tests() -> None:
    assert can_decode()
