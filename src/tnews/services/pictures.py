"""The pictures of the article in hand: fetched within the limits, made small in a worker process,
kept in a bounded cache, and made into what the terminal paints."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import AsyncExitStack
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Literal, NamedTuple, Self
from urllib.parse import urlsplit

from tnews.locale import _
from tnews.model import ParseError
from tnews.model.record import replace
from tnews.services.picture_cache import PictureCache, Small

if TYPE_CHECKING:
    from tnews.model.settings import Config
    from tnews.net.http import Http
    from tnews.sources.worker import Parser

Protocol = Literal["kitty", "sixel", "blocks"]

ACCEPT = "image/webp, image/png, image/jpeg, image/gif, image/*;q=0.5"

AT_ONCE = 3
"""Pictures that are fetched at the same time."""

MEBIBYTES = 10
SECONDS = 20.0
"""Most that a picture may have and take, where [http] allows more."""

OF_HOUSE = (".local", ".lan", ".internal", ".home.arpa")
"""Ends of names that are given in a house alone."""

FOLDER = "pictures"
"""The folder of the cache in the data folder."""


class Frame(NamedTuple):
    """What a terminal has room for: cells, and how many pixels one of them is wide and high.

    `halves` is how many pixels a character paints in a cell, one above the other: 2, or 1 where
    half blocks are as wide as two cells. `background` is the colour under see-through parts.
    """

    protocol: Protocol
    columns: int
    rows: int
    cell: tuple[int, int] = (10, 20)
    halves: int = 2
    background: tuple[int, int, int] = (0, 0, 0)


class Painting(NamedTuple):
    """A picture as it is painted in `columns` x `rows` cells; see `tnews.pictures.painting`.

    `pixels` are for blocks; `data` is the PNG for kitty or the sixels.
    """

    columns: int
    rows: int
    pixels: bytes
    data: bytes


def fit(width: int, height: int, frame: Frame) -> tuple[int, int]:
    """Return how many columns and rows a picture of `width` x `height` pixels takes in `frame`.

    As much as its pixels need, not more than there is room for, in its own shape.
    """
    wide, high = frame.cell
    scale = min(1.0, frame.columns * wide / width, frame.rows * high / height)
    columns = round(width * scale / wide)
    rows = round(height * scale / high)
    return max(1, min(columns, frame.columns)), max(1, min(rows, frame.rows))


def _is_of_house(url: str) -> bool:
    """Whether the host of `url` is a number, or a name that no server of the world answers for
    (RFC 6761, 6762, 8375): what is asked of it cannot be led elsewhere since it was saved."""
    from tnews.net.address import is_loopback, literal

    try:
        host = (urlsplit(url).hostname or "").removesuffix(".")
    except ValueError:
        return False
    if literal(host) is not None or is_loopback(host):
        return True
    return bool(host) and ("." not in host or host.endswith(OF_HOUSE))


class Pictures:
    """Brings pictures. An async context manager, for one event loop.

    Uses the `http` and `parser` it is given, else makes its own when the first picture is
    wanted, and closes them.
    """

    def __init__(
        self,
        config: Config,
        data_dir: Path,
        http: Http | None = None,
        parser: Parser | None = None,
    ) -> None:
        self._config = config
        self._homes: Mapping[str, str] = {source.key: source.url for source in config.sources}
        self._cache = PictureCache(data_dir / FOLDER, config.reader.image_cache << 20)
        self._http = http
        self._parser = parser
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        self._turns = asyncio.Semaphore(AT_ONCE)  # of this event loop
        self._opening = asyncio.Lock()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._stack.aclose()

    async def paint(self, url: str, source: str, frame: Frame, page: str = "") -> Painting:
        """Return the picture at `url`, which stands in an article of `source` (its key), for `frame`.

        `page` is the article's own address: of a saved one its host may be private as well. Raises
        `FetchError` if it cannot be fetched, `ParseError` if it is none that can be shown.
        """
        async with self._turns:
            parser = await self._opened()
            small = await asyncio.to_thread(self._cache.get, url)
            if small is None:
                small = await self._fetched(url, self._home(source, page), parser)
                await asyncio.to_thread(self._cache.put, url, small)
            columns, rows = fit(small.width, small.height, frame)
            facts = {**frame._asdict(), "columns": columns, "rows": rows}
            try:
                made = await parser.make("painting", small.data, facts)
            except ParseError:
                await asyncio.to_thread(self._cache.drop, url)
                raise
        length = made.facts["pixels"]
        if length not in (0, columns * rows * frame.halves * 3):
            raise ParseError(_("reading it gave no sensible result"))
        return Painting(columns, rows, made.data[:length], made.data[length:])

    def _home(self, source: str, page: str) -> str:
        """Return the address whose host alone may be private: that of the source, or of the page
        that a person saved, if nobody outside can say where its host is."""
        from tnews.services.pages import NOWHERE
        from tnews.services.readlater import SAVED

        home = self._homes.get(source, "")
        if source == SAVED.key and _is_of_house(page):
            home = page
        return home if home.startswith(("http:", "https:")) else NOWHERE  # rsshub: is nobody's

    async def _fetched(self, url: str, home: str, parser: Parser) -> Small:
        from tnews.net.http import require_document

        http = await self._connected()
        reply = await http.get(url, headers={"accept": ACCEPT}, home=home)
        require_document(reply, url)
        made = await parser.make("picture", reply.body, {})
        return Small(made.facts["width"], made.facts["height"], made.data)

    async def _opened(self) -> Parser:
        async with self._opening:
            if self._parser is None:
                from tnews.sources.worker import Parser

                self._parser = await self._stack.enter_async_context(Parser())
        return self._parser

    async def _connected(self) -> Http:
        """Return what fetches: nothing of the network is loaded for what is kept."""
        async with self._opening:
            if self._http is None:
                from tnews.net.client import Client

                http = self._config.http
                limited = replace(
                    http,
                    timeout=min(http.timeout, SECONDS),
                    max_mebibytes=min(http.max_mebibytes, MEBIBYTES),
                )
                client = Client(limited, self._config.refresh.per_host)
                self._http = await self._stack.enter_async_context(client)
        return self._http
