"""Documents named on the command line: files, - for stdin, web addresses; read in the workers."""

from __future__ import annotations

import asyncio
import re
import sys
from contextlib import AsyncExitStack
from types import TracebackType
from typing import TYPE_CHECKING, Self

from tnews.folders import named
from tnews.locale import _
from tnews.locale.reasons import reason
from tnews.model import ConfigError, Listing, Page
from tnews.net.http import Http, charset_of, require_document

if TYPE_CHECKING:
    from tnews.cli.building import Workplace
    from tnews.sources.worker import Parser

LARGEST = 10 << 20
"""Bytes of a file that are read: as much as is taken from the web unless configured."""


class Documents:
    """Reads the documents of one command. An async context manager.

    Worker processes start with the first document, HTTP with the first web address.
    """

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace
        self._stack = AsyncExitStack()
        self._opening = asyncio.Lock()
        self._http: Http | None = None
        self._parser: Parser | None = None

    async def __aenter__(self) -> Self:
        from tnews.sources.worker import Parser

        self._parser = await self._stack.enter_async_context(Parser())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._stack.aclose()

    @property
    def parser(self) -> Parser:
        """The worker processes."""
        assert self._parser is not None
        return self._parser

    async def http(self) -> Http:
        """Return what gets documents from the web."""
        from tnews.net.web import Web

        async with self._opening:
            if self._http is None:
                web = Web(self._workplace.config)
                self._http = await self._stack.enter_async_context(web)
            return self._http

    async def article(self, place: str, base: str = "") -> Page:
        """Return the article at `place`; `base` is the address that a file was at.

        Raises `SourceError` if there is none and `ConfigError` if the file cannot be read.
        """
        from tnews.services.pages import parse_page, read_page, require_page

        if is_address(place):
            return await read_page(place, await self.http(), self.parser)
        body = read_file(place)
        require_page(body)
        return await parse_page(body, self.parser, base)

    async def listing(self, place: str, base: str = "") -> Listing:
        """Return the articles listed at `place`; else as `article`."""
        from tnews.services.looking import parse_list
        from tnews.services.pages import require_text

        if not is_address(place):
            body = read_file(place)
            require_text(body)
            return await parse_list(body, self.parser, base)
        reply = await (await self.http()).get(place, home=place)
        require_document(reply, place)
        content_type = reply.headers.get("content-type", "")
        require_text(reply.body, content_type)
        return await parse_list(reply.body, self.parser, reply.url, charset_of(content_type))


def is_address(place: str) -> bool:
    """Return whether `place` is a web address and not the name of a file."""
    return bool(re.match("https?://", place, re.I))


def read_file(place: str) -> bytes:
    """Return the bytes of the file `place`, "-" being stdin. Raises `ConfigError`."""
    try:
        if place == "-":
            body = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with named(place).open("rb") as file:
                body = file.read(LARGEST + 1)
    except OSError as error:
        raise ConfigError(
            _("{file}: cannot be read: {reason}").format(file=place, reason=reason(error))
        ) from None
    except ValueError:  # a NUL, which no system has in a name
        raise ConfigError(_("{file}: not the name of a file").format(file=place)) from None
    if len(body) > LARGEST:
        raise ConfigError(_("{file}: larger than 10 MiB, not a page").format(file=place))
    return body
