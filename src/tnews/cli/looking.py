"""tnews extract and links: what one page says, from a file or from the web."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import aclosing
from datetime import datetime
from typing import TYPE_CHECKING

from tnews.cli.batch import in_order, stdin_lines
from tnews.cli.documents import Documents, is_address
from tnews.cli.exits import DONE, SOME_FAILED
from tnews.cli.page import china_time, paragraph_json, text_lines
from tnews.cli.printing import is_terminal, out, out_fields, out_json, out_json_line, terminal_width
from tnews.locale import _
from tnews.model import ConfigError, Listing, Page, TnewsError
from tnews.text.wrap import lines
from tnews.text.zones import CHINA

if TYPE_CHECKING:
    from tnews.cli.arguments import Options
    from tnews.cli.building import Workplace

_READABLE = 80
"""Widest text in cells where the terminal is wider."""


def extract(options: Options, workplace: Workplace) -> int:
    """Run `tnews extract`."""
    if options.jsonl:
        if options.file:
            raise ConfigError(_("--jsonl takes its files from stdin, one a line"))
        return asyncio.run(_extract_batch(workplace, options.base or ""))
    page = asyncio.run(_article(options, workplace))
    if options.json:
        out_json(page_json(page))
        return DONE
    for line in _printed(page, min(terminal_width(), _READABLE)):
        out(line)
    return DONE


def links(options: Options, workplace: Workplace) -> int:
    """Run `tnews links`."""
    listing = asyncio.run(_listing(options, workplace))
    if options.json:
        out_json(listing_json(listing))
    elif is_terminal():
        for link in listing.links:
            out(f"{china_time(link.published_at, link.has_time):16}  {link.title}")
            out(f"{'':16}  {link.url}")
    else:
        for link in listing.links:
            out_fields(china_time(link.published_at, link.has_time), link.title, link.url)
    return DONE if listing.links else SOME_FAILED


async def _article(options: Options, workplace: Workplace) -> Page:
    async with Documents(workplace) as documents:
        return await documents.article(*_place(options))


async def _listing(options: Options, workplace: Workplace) -> Listing:
    async with Documents(workplace) as documents:
        return await documents.listing(*_place(options))


def _place(options: Options) -> tuple[str, str]:
    """The document the command line names, and the address it was at if it is a file."""
    if not options.file:
        raise ConfigError(_("FILE is missing: a file, - for stdin, or a web address"))
    if options.base and is_address(options.file):
        raise ConfigError(_("--base goes with a file; a web address is its own"))
    return options.file, options.base or ""


# A batch: paths in, results out in the same order.


async def _extract_batch(workplace: Workplace, base: str) -> int:
    """Print a line of JSON for each path or address that comes in."""
    code = DONE
    async with Documents(workplace) as documents:

        async def read(place: str) -> dict[str, object]:
            try:
                if place == "-":
                    raise ConfigError(_("stdin holds the names of the files"))
                return page_json(await documents.article(place, "" if is_address(place) else base))
            except TnewsError as error:
                return {"file": place, "error": error.message}

        async with aclosing(in_order(stdin_lines(), read)) as results:
            async for result in results:
                out_json_line(result)
                if "error" in result:
                    code = SOME_FAILED
    return code


# What is printed.


def page_json(page: Page) -> dict[str, object]:
    """Return what `tnews extract --json` prints: what the page does not say is null."""
    draft = page.draft
    return {
        "title": draft.title or None,
        "source": draft.origin or None,
        "author": draft.author or None,
        "editor": draft.editor or None,
        "published": _published(draft.published_at, page.has_time),
        "category": list(page.section),
        "paragraphs": [paragraph_json(block) for block in draft.blocks],
        "text": draft.text,
        "url": draft.url or None,
        "image": draft.image or None,
        "next": page.next_url or None,
    }


def _published(moment: datetime | None, has_time: bool) -> str | None:
    """The time as Chinese pages mean it, with their zone; a day alone where no more is known."""
    if moment is None:
        return None
    local = moment.astimezone(CHINA)
    return local.isoformat() if has_time else local.date().isoformat()


def listing_json(listing: Listing) -> dict[str, object]:
    """Return what `tnews links --json` prints."""
    return {
        "title": listing.title or None,
        "selector": listing.selector or None,
        "next": listing.next_url or None,
        "links": [
            {
                "url": link.url,
                "title": link.title,
                "published": _published(link.published_at, link.has_time),
            }
            for link in listing.links
        ],
    }


def _printed(page: Page, width: int) -> Iterator[str]:
    """The article for a person: title, a line of what is known about it, the text."""
    yield from (line.rstrip() for line in lines(page.draft.title, width))
    yield info_line(page)
    yield from text_lines(page.draft.blocks, width, indent=True)
    if page.next_url:
        yield ""
        yield _("the text goes on at {url}").format(url=page.next_url)


def info_line(page: Page) -> str:
    """Return 来源, time, author, editor and breadcrumb on one line, as far as the page has them."""
    draft = page.draft
    parts = (
        draft.origin,
        china_time(draft.published_at, page.has_time),
        draft.author,
        _("editor {name}").format(name=draft.editor) if draft.editor else "",
        draft.category,
    )
    return "  ".join(filter(None, parts))
